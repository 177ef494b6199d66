#include "cli/cli.h"

#include <stdarg.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "exchange/photo_child.h"
#include "exchange/xls_in/xls_child.h"
#include "text/utf8.h"
#include "workflow/area/area_file.h"

enum { LINE_MAX_BYTES = 4096, NUMBER_DIGITS = 9 };
#define COMMAND_ARENA ((size_t)1 << 30)

static const struct cli_option today_option = { "--today", CLI_DAY };

/* ---- what a command asks ---- */

const char *cli_get_at(const struct cli *cli, const char *name, size_t n)
{
	for (size_t i = 0; i < cli->value_count; i++) {
		if (strcmp(cli->values[i].option->name, name) == 0 && n-- == 0)
			return cli->values[i].text;
	}
	return NULL;
}

const char *cli_get(const struct cli *cli, const char *name)
{
	return cli_get_at(cli, name, 0);
}

int64_t cli_number(const struct cli *cli, const char *name, int64_t otherwise)
{
	const char *text = cli_get(cli, name);

	return text == NULL ? otherwise : strtoll(text, NULL, 10);
}

const char *cli_day_or_today(const struct cli *cli, const char *name)
{
	const char *text = cli_get(cli, name);

	if (text != NULL)
		return text;
	char *today = arena_alloc(cli->arena, DATE_TEXT);
	date_to_iso(clock_today(&cli->clock), today);
	return today;
}

bool cli_is_on(const struct cli *cli, const char *name, bool otherwise)
{
	const char *text = cli_get(cli, name);

	return text == NULL ? otherwise : strcmp(text, "on") == 0;
}

const char *cli_read_line(const struct cli *cli)
{
	char line[LINE_MAX_BYTES + 2];

	if (fgets(line, sizeof line, stdin) == NULL)
		return NULL;
	size_t length = strcspn(line, "\r\n");
	if (length > LINE_MAX_BYTES)
		return NULL;
	return arena_text_n(cli->arena, line, length);
}

/* ---- what a command says ---- */

static void print_names(FILE *to, const struct cli_command *command)
{
	fprintf(to, "mau03 %s%s%s", command->name, command->subcommand == NULL ? "" : " ",
	        command->subcommand == NULL ? "" : command->subcommand);
}

static void print_usage(FILE *to, const struct cli_command *command)
{
	fputs("usage: ", to);
	print_names(to, command);
	fprintf(to, " %s%s[--today D]\n", command->usage, command->usage[0] == '\0' ? "" : " ");
}

static void say(const struct cli *cli, const char *format, va_list args)
{
	print_names(stderr, cli->command);
	fputs(": ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
}

int cli_wrong(const struct cli *cli, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(cli, format, args);
	va_end(args);
	print_usage(stderr, cli->command);
	return CLI_USAGE;
}

int cli_failed(const struct cli *cli, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(cli, format, args);
	va_end(args);
	return CLI_FAILED;
}

int cli_fail(const struct cli *cli, const struct error *error)
{
	return cli_failed(cli, "%s", error->detail);
}

/* ---- reading the words ---- */

static const struct cli_option *find_option(const struct cli *cli, const char *word)
{
	for (const struct cli_option *option = cli->command->options; option->name != NULL; option++) {
		if ((option->flags & CLI_OPERAND) == 0 && strcmp(option->name, word) == 0)
			return option;
	}
	return strcmp(today_option.name, word) == 0 ? &today_option : NULL;
}

/* The first operand that has no value yet, else the repeated option that stood last, else NULL. */
static const struct cli_option *takes_word(const struct cli *cli)
{
	for (const struct cli_option *option = cli->command->options; option->name != NULL; option++) {
		if ((option->flags & CLI_OPERAND) != 0 && cli_get(cli, option->name) == NULL)
			return option;
	}
	if (cli->value_count == 0)
		return NULL;
	const struct cli_option *last = cli->values[cli->value_count - 1].option;
	return (last->flags & CLI_MANY) != 0 ? last : NULL;
}

bool cli_is_code(const char *text)
{
	return area_is_code(text);
}

/* CODE or LEVEL:CODE. */
static bool is_area(const char *text)
{
	const char *colon = strchr(text, ':');

	return cli_is_code(colon == NULL ? text : colon + 1);
}

/* What is wrong with a value, or NULL. */
static const char *fault_of(const struct cli_option *option, const char *text)
{
	struct date day;

	if ((option->flags & CLI_SWITCH) != 0)
		return NULL;
	if (text[0] == '\0')
		return (option->flags & CLI_EMPTY) != 0 ? NULL : "is empty";
	if (!utf8_valid(text, strlen(text)) || utf8_has_control(text))
		return "is not UTF-8 text";
	if ((option->flags & CLI_DAY) != 0 && !date_from_iso(text, false, &day))
		return "is not a day (yyyy-mm-dd)";
	if ((option->flags & CLI_NUMBER) != 0 &&
	    (strspn(text, "0123456789") != strlen(text) || strlen(text) > NUMBER_DIGITS))
		return "is not a number";
	if ((option->flags & CLI_ON_OFF) != 0 && strcmp(text, "on") != 0 && strcmp(text, "off") != 0)
		return "is neither on nor off";
	if (((option->flags & CLI_CODE) != 0 && !cli_is_code(text)) || ((option->flags & CLI_AREA) != 0 && !is_area(text)))
		return "is not a code (letters, digits, . _ -, at most 64)";
	return NULL;
}

static int take(struct cli *cli, const struct cli_option *option, const char *text)
{
	const char *fault = fault_of(option, text);

	if (fault != NULL)
		return cli_wrong(cli, "%s %s", option->name, fault);
	if ((option->flags & CLI_MANY) == 0 && cli_get(cli, option->name) != NULL)
		return cli_wrong(cli, "%s stands twice", option->name);
	cli->values[cli->value_count++] = (struct cli_value){ option, text };
	return CLI_DONE;
}

/* Reads one option with its value, or one operand; returns how many words that were, 0 when wrong (said). */
static int read_word(struct cli *cli, int count, char **words)
{
	bool dashed = words[0][0] == '-' && words[0][1] != '\0';
	const struct cli_option *option = dashed ? find_option(cli, words[0]) : takes_word(cli);

	if (option == NULL) {
		cli_wrong(cli, "%s %s", dashed ? "unknown option" : "unexpected word", words[0]);
		return 0;
	}
	if (!dashed)
		return take(cli, option, words[0]) == CLI_DONE ? 1 : 0;
	if ((option->flags & CLI_SWITCH) != 0)
		return take(cli, option, "") == CLI_DONE ? 1 : 0;
	if (count < 2 || strncmp(words[1], "--", 2) == 0) {
		cli_wrong(cli, "%s has no value", option->name);
		return 0;
	}
	return take(cli, option, words[1]) == CLI_DONE ? 2 : 0;
}

static int read_words(struct cli *cli, int count, char **words)
{
	for (int i = 0; i < count;) {
		int taken = read_word(cli, count - i, words + i);
		if (taken == 0)
			return CLI_USAGE;
		i += taken;
	}
	for (const struct cli_option *option = cli->command->options; option->name != NULL; option++) {
		if ((option->flags & CLI_REQUIRED) != 0 && cli_get(cli, option->name) == NULL)
			return cli_wrong(cli, "%s is missing", option->name);
	}
	const char *today = cli_get(cli, today_option.name);
	if (today != NULL)
		date_from_iso(today, false, &cli->clock.fixed);
	return CLI_DONE;
}

/* ---- running ---- */

static const struct cli_command *find_command(int count, char **words)
{
	for (const struct cli_command *command = cli_commands; count > 0 && command->name != NULL; command++) {
		if (strcmp(command->name, words[0]) != 0)
			continue;
		if (command->subcommand == NULL || (count > 1 && strcmp(command->subcommand, words[1]) == 0))
			return command;
	}
	return NULL;
}

/* Which word is none of the commands. */
static void say_unknown(int count, char **words)
{
	bool first = false;

	for (const struct cli_command *command = cli_commands; count > 0 && command->name != NULL; command++)
		first |= strcmp(command->name, words[0]) == 0;
	if (count == 0)
		fputs("mau03: the command is missing\n", stderr);
	else if (!first)
		fprintf(stderr, "mau03: no such command: %s\n", words[0]);
	else if (count == 1)
		fprintf(stderr, "mau03 %s: its second word is missing\n", words[0]);
	else
		fprintf(stderr, "mau03 %s: no such word: %s\n", words[0], words[1]);
}

static int print_help(FILE *to, int status)
{
	for (const struct cli_command *command = cli_commands; command->name != NULL; command++)
		print_usage(to, command);
	return status;
}

static int run(const struct cli_command *command, int count, char **words)
{
	struct arena *arena = arena_new(COMMAND_ARENA);

	if (arena == NULL) {
		fputs("mau03: no memory\n", stderr);
		return CLI_FAILED;
	}
	struct cli cli = { .command = command, .arena = arena };
	cli.values = arena_array(arena, (size_t)count + 1, sizeof cli.values[0]);
	int status = read_words(&cli, count, words);
	if (status == CLI_DONE)
		status = command->run(&cli);
	arena_free(arena);
	if (fflush(stdout) != 0 && status == CLI_DONE) {
		fputs("mau03: could not write the result\n", stderr);
		return CLI_FAILED;
	}
	return status;
}

int cli_main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], PHOTO_CHILD_WORD) == 0)
		return photo_child(argv[2]);
	if (argc == 3 && strcmp(argv[1], XLS_CHILD_WORD) == 0)
		return xls_child(argv[2]);
	umask(077);
	if (!hash_start()) {
		fputs("mau03: the system gives no randomness\n", stderr);
		return CLI_FAILED;
	}
	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return print_help(stdout, CLI_DONE);
	const struct cli_command *command = find_command(argc - 1, argv + 1);
	if (command == NULL) {
		say_unknown(argc - 1, argv + 1);
		return print_help(stderr, CLI_USAGE);
	}
	int names = command->subcommand == NULL ? 2 : 3;
	return run(command, argc - names, argv + names);
}
