#include <errno.h>

#include "base/memory.h"
#include "cli/area/area_commands.h"
#include "cli/open.h"
#include "workflow/area/area_import.h"

enum { REJECTS_SHOWN = 20, ENDED_SHOWN = 20 };

/* What the command was asked for: one file, or the official lists of a year. */
struct order {
	struct area_import *imports;
	size_t count;
	const char *name;               /* of the file; NULL: official lists */
};

/* ---- what is wrong with rows ---- */

static const char *const faults[AREA_FAULT_COUNT] = {
	[AREA_NOT_UTF8] = "not UTF-8",
	[AREA_NOT_FIVE_CELLS] = "not five cells",
	[AREA_NOT_SIX_CELLS] = "not six cells",
	[AREA_NO_CODE] = "no code",
	[AREA_NO_LEVEL] = "no such level",
	[AREA_CODE_LENGTH] = ("the code has another length: 2 digits for a province, 3 for a district, 5 for a commune "
		"(a spreadsheet eats zeros in front)"),
	[AREA_ROOT_WITH_PARENT] = "a province has no parent",
	[AREA_NO_PARENT] = "no parent code",
	[AREA_NO_NAME] = "no name, or one of over 100 characters",
	[AREA_TWICE] = "the unit stands already on line",
	[AREA_UNKNOWN_PARENT] = "unknown parent",
	[AREA_BEGAN_THAT_DAY] = "begins on that day already, with another name or parent",
	[AREA_ELSEWHERE] = "its code is that of a unit elsewhere",
	[AREA_FROM_NONE] = "came from what was no unit on the day before:",
	[AREA_FROM_VALID] = "came from what goes on, or has not ended before:",
	[AREA_FROM_OTHER_LEVEL] = "came from a unit of another level:",
	[AREA_FROM_OTHER_ROOT] = "came from a unit whose province did not become its own:",
};

static const char *reason_of(const struct cli *cli, const struct area_reject *reject)
{
	return reject->about[0] == '\0' ? faults[reject->fault]
	                                : arena_print(cli->arena, "%s %s", faults[reject->fault], reject->about);
}

/* As line, reason, row, separated by tabs. */
static int write_rejects(struct cli *cli, const struct area_file *file, const char *path)
{
	FILE *out = fopen(path, "we");

	if (out == NULL)
		return cli_failed(cli, "%s: %s", path, strerror(errno));
	fputs("line\treason\trow\n", out);
	for (size_t i = 0; i < file->reject_count; i++)
		fprintf(out, "%d\t%s\t%s\n", file->rejects[i].line, reason_of(cli, &file->rejects[i]), file->rejects[i].row);
	bool failed = ferror(out) != 0;
	failed = fclose(out) != 0 || failed;
	return failed ? cli_failed(cli, "%s cannot be written", path) : CLI_DONE;
}

static int show_rejects(struct cli *cli, const struct area_import *import, const char *name)
{
	const struct area_file *file = import->file;
	const char *path = cli_get(cli, "--rejects");

	if (path != NULL && write_rejects(cli, file, path) != CLI_DONE)
		return CLI_FAILED;
	for (size_t i = 0; i < file->reject_count && i < REJECTS_SHOWN; i++)
		cli_failed(cli, "%s:%d: %s", name, file->rejects[i].line, reason_of(cli, &file->rejects[i]));
	if (file->reject_count > REJECTS_SHOWN)
		cli_failed(cli, "and %zu more", file->reject_count - REJECTS_SHOWN);
	return CLI_FAILED;
}

/* ---- what would end ---- */

static void say_ended(const struct cli *cli, const struct area_import *import)
{
	int64_t shown = 0;

	cli_failed(cli, "this would end %lld of %lld units that are valid on %s:", (long long)import->ended,
	           (long long)import->valid, import->day);
	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		const struct present *present = &import->present[rank];
		for (size_t i = 0; i < present->count && shown < ENDED_SHOWN; i++) {
			const struct area *area = &present->areas[i];
			if (!present->ends[i])
				continue;
			fprintf(stderr, "\t%s %s %s%s\n", area->level, area->code, area->full_name,
			        present->in_file[i] ? " (the list has another of that code)" : "");
			shown++;
		}
	}
	if (import->ended > shown)
		fprintf(stderr, "\tand %lld more\n", (long long)(import->ended - shown));
	cli_failed(cli, "nothing was changed; --yes does it, --only-below CODE leaves all other places as they are");
}

/* ---- the import ---- */

static int stopped(struct cli *cli, const struct area_import *import, enum area_stop stop, const char *name)
{
	if (stop == AREA_REJECTED)
		return show_rejects(cli, import, name);
	if (stop == AREA_NOTHING_BELOW)
		return cli_failed(cli, "%s has no rows below %s", name, import->below);
	if (stop == AREA_TOO_OLD)
		return cli_failed(cli, "units begin on %s already: lists are imported in the order of their days",
		                  import->later);
	if (stop == AREA_ENDS_AT_ONCE)
		return cli_failed(cli, "%s %s begins on that day and is not in the file", import->unended->level,
		                  import->unended->code);
	say_ended(cli, import);
	return CLI_FAILED;
}

static int import_one(struct cli *cli, struct folder *folder, struct area_import *import, const char *file)
{
	const char *name = file == NULL ? import->decision : file;
	bool yes = cli_get(cli, "--yes") != NULL, dry = cli_get(cli, "--dry-run") != NULL;
	struct error error = { 0 };
	enum area_stop stop;

	if (area_import_run(folder->db, import, yes || dry, &stop, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (stop != AREA_WRITTEN)
		return stopped(cli, import, stop, name);
	if (!yes && area_import_ends_many(import))
		say_ended(cli, import);
	if (area_import_is_idle(import))
		return CLI_DONE;
	return folder_event(cli, folder, ACTION_AREAS_IMPORT, area_import_told(import));
}

static int import_all(struct cli *cli, struct folder *folder, void *arg)
{
	struct order *order = arg;
	int status = CLI_DONE;

	for (size_t i = 0; i < order->count && status == CLI_DONE; i++)
		status = import_one(cli, folder, &order->imports[i], order->name);
	return status;
}

/* Does everything but keep it. */
static int try_import(struct cli *cli, struct order *order)
{
	struct folder folder;
	struct error error = { 0 };

	if (folder_open(cli, FOLDER_WRITE, &folder) != CLI_DONE)
		return CLI_FAILED;
	int status = CLI_FAILED;
	if (db_begin(folder.db, &error) != ERR_OK) {
		cli_fail(cli, &error);
	} else {
		status = import_all(cli, &folder, order);
		db_rollback(folder.db);
	}
	folder_close(&folder);
	return status;
}

static void say_done(const struct area_import *import)
{
	printf("new %lld kept %lld ended %lld\n", (long long)import->added, (long long)import->kept,
	       (long long)import->ended);
	if (import->decision != NULL)
		fprintf(stderr, "%s, from %s on\n", import->decision, import->day);
	if (import->left_out > 0)
		fprintf(stderr, "note: %lld rows that are not below %s were left out\n", (long long)import->left_out,
		        import->below);
	if (import->guessed > 0)
		fprintf(stderr, "note: %lld successions are guessed, from equal codes or names; `mau03 area succeed` tells "
			"which unit came from which\n",
			(long long)import->guessed);
}

/* ---- the command ---- */

/* The bytes of the file, with a NUL behind them. */
static int read_bytes(struct cli *cli, const char *path, char **text, size_t *length)
{
	FILE *file = fopen(path, "rbe");

	if (file == NULL)
		return cli_failed(cli, "%s: %s", path, strerror(errno));
	*text = arena_alloc(cli->arena, AREA_FILE_LIMIT + 1);
	*length = fread(*text, 1, AREA_FILE_LIMIT, file);
	bool failed = ferror(file) != 0, more = fgetc(file) != EOF;
	fclose(file);
	if (failed)
		return cli_failed(cli, "%s cannot be read", path);
	return more ? cli_failed(cli, "%s is larger than %d MB", path, AREA_FILE_LIMIT >> 20) : CLI_DONE;
}

static int order_file(struct cli *cli, struct order *order)
{
	struct area_file *file = arena_alloc(cli->arena, sizeof *file);
	const char *day = cli_get(cli, "--valid-from");
	char *text = NULL;
	size_t length = 0;

	order->name = cli_get(cli, "FILE");
	if (day == NULL)
		return cli_wrong(cli, "--valid-from is missing");
	if (read_bytes(cli, order->name, &text, &length) != CLI_DONE)
		return CLI_FAILED;
	enum err err = area_file_read(cli->arena, text, length, file);
	if (err == ERR_BAD_REQUEST)
		return cli_failed(cli, "%s is not a text file", order->name);
	if (err != ERR_OK)
		return cli_failed(cli, "%s:1: the columns must be code, parent_code, level, name, full_name and perhaps from, "
			"separated by tabs", order->name);
	if (file->count == 0 && file->reject_count == 0)
		return cli_failed(cli, "%s has no rows", order->name);
	order->imports = area_import_file(cli->arena, file, day, cli_get(cli, "--only-below"));
	order->count = 1;
	return CLI_DONE;
}

static int order_official(struct cli *cli, struct order *order)
{
	const char *year = cli_get(cli, "--official");
	static const char *const others[] = { "FILE", "--valid-from", "--only-below" };

	for (size_t i = 0; i < COUNT(others); i++) {
		if (cli_get(cli, others[i]) != NULL)
			return cli_wrong(cli, "%s does not go with --official", others[i]);
	}
	order->imports = area_import_official(cli->arena, year, &order->count);
	return order->count == 0 ? cli_wrong(cli, "--official %s: there are the lists of 2024 and 2025", year) : CLI_DONE;
}

int cmd_import_areas(struct cli *cli)
{
	struct order order = { .count = 0 };
	int status;

	if (cli_get(cli, "FILE") == NULL && cli_get(cli, "--official") == NULL)
		return cli_wrong(cli, "FILE is missing");
	status = cli_get(cli, "--official") == NULL ? order_file(cli, &order) : order_official(cli, &order);
	if (status != CLI_DONE)
		return status;
	status = cli_get(cli, "--dry-run") != NULL ? try_import(cli, &order) : folder_write(cli, import_all, &order);
	for (size_t i = 0; i < order.count && status == CLI_DONE; i++)
		say_done(&order.imports[i]);
	return status;
}
