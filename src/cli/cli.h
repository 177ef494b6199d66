/* The commands: one table {name, subcommand, options, function}, one strict reader of options.
 *
 * A command returns its exit status: 0 done, 1 failed and nothing changed, 2 wrong usage. Results go to stdout,
 * everything said to a person to stderr. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

enum cli_flag {
	CLI_REQUIRED = 1,
	CLI_MANY = 2,                   /* may be repeated, and takes several words: --area A B --area C */
	CLI_SWITCH = 4,                 /* has no value */
	CLI_DAY = 8,                    /* yyyy-mm-dd */
	CLI_NUMBER = 16,                /* digits, at most nine */
	CLI_ON_OFF = 32,
	CLI_CODE = 64,                  /* letters, digits, . _ - */
	CLI_AREA = 128,                 /* the code of an area, or LEVEL:CODE where several levels have it */
	CLI_EMPTY = 512,                /* may be empty: then there is none any more */
	CLI_OPERAND = 256               /* a word without option; name is what the usage calls it */
};

struct cli_option {
	const char *name;               /* "--data"; NULL ends the list */
	unsigned flags;
};

struct cli;

struct cli_command {
	const char *name, *subcommand;  /* subcommand NULL: none */
	const char *usage;              /* what follows the names */
	const struct cli_option *options; /* besides --today */
	int (*run)(struct cli *cli);
};

struct cli_value {
	const struct cli_option *option;
	const char *text;
};

/* One call of the program, its words already checked against the command's options. */
struct cli {
	const struct cli_command *command;
	struct arena *arena;            /* lives as long as the command */
	struct clock clock;             /* fixed with --today; folder_open() also fixes it to the day of a demo database */
	struct cli_value *values;
	size_t value_count;
};

/* All commands; NULL-terminated by name. */
extern const struct cli_command cli_commands[];

/* Finds the command, reads the words, runs it, returns the exit status. */
int cli_main(int argc, char **argv);

/* The (first) value of an option or operand, or NULL. A switch that is there gives "". */
const char *cli_get(const struct cli *cli, const char *name);
/* The n-th value from 0 of a repeated option, or NULL after the last. */
const char *cli_get_at(const struct cli *cli, const char *name, size_t n);
/* For CLI_NUMBER options; `otherwise` when the option is not there. */
int64_t cli_number(const struct cli *cli, const char *name, int64_t otherwise);
/* For CLI_DAY options: ISO text. */
const char *cli_day_or_today(const struct cli *cli, const char *name);
/* For CLI_ON_OFF options. */
bool cli_is_on(const struct cli *cli, const char *name, bool otherwise);

/* True for the codes that commands and files may carry: 1 to 64 letters, digits, dots, underscores, dashes. */
bool cli_is_code(const char *text);

/* Says on stderr what is wrong and how the command is used; CLI_USAGE. */
int cli_wrong(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says on stderr why the command failed; CLI_FAILED. */
int cli_fail(const struct cli *cli, const struct error *error);
int cli_failed(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* One line of stdin without its end, in the arena; NULL when there is none or it is longer than 4 kB. */
const char *cli_read_line(const struct cli *cli);

#endif
