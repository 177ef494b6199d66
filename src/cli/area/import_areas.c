#include "base/memory.h"
#include "cli/area/area_commands.h"
#include "cli/area/area_import.h"
#include "cli/area/official.h"

/* What the command was asked for: one file, or the official lists of a year. */
struct order {
	struct area_import *imports;
	size_t count;
	const struct official_list *lists; /* NULL: a file */
};

/* What happened after the day is not rewritten: an old list may only be found complete. */
static int accept_old_list(const struct cli *cli, const struct area_import *import)
{
	if (area_import_is_complete(import))
		return CLI_DONE;
	return cli_failed(cli, "units begin on %s already: lists are imported in the order of their days", import->later);
}

static int record(struct cli *cli, struct folder *folder, const struct area_import *import,
                  const struct official_list *list)
{
	const char *source = list == NULL ? arena_print(cli->arena, "\"file_sha256\":\"%s\"", import->file->hash)
	                                  : arena_print(cli->arena, "\"decision\":\"%s\"", list->decision);
	const char *diff = arena_print(cli->arena, "{%s,\"valid_from\":\"%s\",\"new\":%lld,\"kept\":%lld,\"ended\":%lld}",
	                               source, import->day, (long long)import->added, (long long)import->kept,
	                               (long long)import->ended);

	return folder_event(cli, folder, ACTION_AREAS_IMPORT, diff);
}

static int import_one(struct cli *cli, struct folder *folder, struct area_import *import,
                      const struct official_list *list)
{
	struct error error = { 0 };

	if (area_import_decide(cli, folder, import) != CLI_DONE)
		return CLI_FAILED;
	if (import->added + import->kept == 0)
		return cli_failed(cli, "%s has no rows below %s", import->name, import->below);
	if (import->later != NULL)
		return accept_old_list(cli, import);
	if (list == NULL && area_import_ends_many(import) && cli_get(cli, "--yes") == NULL) {
		area_import_say_ended(cli, import);
		if (cli_get(cli, "--dry-run") == NULL)
			return CLI_FAILED;
	}
	if (area_import_write(cli, folder->db, import, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (import->added + import->ended + import->renamed == 0)
		return CLI_DONE;
	return record(cli, folder, import, list);
}

static int import_all(struct cli *cli, struct folder *folder, void *arg)
{
	struct order *order = arg;
	int status = CLI_DONE;

	for (size_t i = 0; i < order->count && status == CLI_DONE; i++)
		status = import_one(cli, folder, &order->imports[i], order->lists == NULL ? NULL : &order->lists[i]);
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

static void say_done(const struct area_import *import, const struct official_list *list)
{
	printf("new %lld kept %lld ended %lld\n", (long long)import->added, (long long)import->kept,
	       (long long)import->ended);
	if (list != NULL)
		fprintf(stderr, "%s, from %s on\n", list->decision, list->day);
	if (import->left_out > 0)
		fprintf(stderr, "note: %lld rows that are not below %s were left out\n", (long long)import->left_out,
		        import->below);
	if (import->guessed > 0)
		fprintf(stderr, "note: %lld successions are guessed, from equal codes or names; `mau03 area succeed` tells "
			"which unit came from which\n",
			(long long)import->guessed);
}

/* ---- the command ---- */

static int order_file(struct cli *cli, struct order *order)
{
	struct area_file *file = arena_alloc(cli->arena, sizeof *file);
	struct error error = { 0 };
	const char *name = cli_get(cli, "FILE");

	if (cli_get(cli, "--valid-from") == NULL)
		return cli_wrong(cli, "--valid-from is missing");
	if (area_file_read(cli->arena, name, file, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (file->count == 0 && file->reject_count == 0)
		return cli_failed(cli, "%s has no rows", name);
	order->count = 1;
	order->imports = arena_alloc(cli->arena, sizeof *order->imports);
	*order->imports = (struct area_import){ .file = file, .name = name, .day = cli_get(cli, "--valid-from"),
		.whole = true, .below = cli_get(cli, "--only-below") };
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
	const struct official_list *lists = official_lists(cli->arena, year, &order->count);
	if (order->count == 0)
		return cli_wrong(cli, "--official %s: there are the lists of 2024 and 2025", year);
	order->lists = lists;
	order->imports = arena_array(cli->arena, order->count, sizeof *order->imports);
	for (size_t i = 0; i < order->count; i++) {
		struct area_file *file = arena_alloc(cli->arena, sizeof *file);
		*file = lists[i].file;
		order->imports[i] = (struct area_import){ .file = file, .name = lists[i].decision, .day = lists[i].day,
			.whole = lists[i].whole, .official = true };
	}
	return CLI_DONE;
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
		say_done(&order.imports[i], order.lists == NULL ? NULL : &order.lists[i]);
	return status;
}
