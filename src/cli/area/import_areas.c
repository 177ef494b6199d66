#include "cli/area/area_file.h"
#include "cli/area/area_commands.h"
#include "cli/open.h"

enum { REJECTS_SHOWN = 20 };

/* The units of one level that are valid on the day, by code. */
struct present {
	struct area *areas;
	size_t count;
	bool *in_file;
};

struct import {
	struct area_file file;
	struct present present[AREA_LEVELS];
	const char *day, *day_before;
	const char *later;              /* the day of a newer list of the same levels, or NULL */
	int64_t added, kept, ended, renamed;
};

/* ---- deciding, all in memory ---- */

static const struct area *find_present(const struct import *import, int rank, const char *code)
{
	const struct present *present = &import->present[rank];
	size_t low = 0, high = present->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(present->areas[middle].code, code);
		if (order == 0)
			return &present->areas[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The nearest level above that has the parent's code: in the file, else among the levels that the file says nothing
 * of. */
static bool find_parent(const struct import *import, struct area_unit *unit)
{
	for (int rank = unit->rank - 1; rank >= 0 && unit->parent == NULL; rank--)
		unit->parent = area_file_find(&import->file, rank, unit->parent_code);
	for (int rank = unit->rank - 1; rank >= 0 && unit->parent == NULL && unit->parent_id == 0; rank--) {
		const struct area *area = import->file.has_level[rank] ? NULL : find_present(import, rank, unit->parent_code);
		unit->parent_id = area == NULL ? 0 : area->id;
	}
	return unit->rank == 0 || unit->parent != NULL || unit->parent_id != 0;
}

/* Its parent is the one it had. */
static bool stays_below(const struct area_unit *unit)
{
	if (unit->parent == NULL)
		return unit->parent_id == unit->before->parent_id;
	return unit->parent->kept && unit->parent->before->id == unit->before->parent_id;
}

/* Unchanged in name, level and parent. Of a commune the full name counts too: it tells town from country. */
static bool goes_on(const struct area_unit *unit)
{
	if (unit->before == NULL || strcmp(unit->name, unit->before->name) != 0 || !stays_below(unit))
		return false;
	return strcmp(area_levels[unit->rank], "commune") != 0 || strcmp(unit->full_name, unit->before->full_name) == 0;
}

static void decide_unit(struct import *import, struct area_unit *unit)
{
	if (!find_parent(import, unit)) {
		area_file_reject(&import->file, unit, arena_print(import->file.arena, "unknown parent %s", unit->parent_code));
		return;
	}
	unit->before = find_present(import, unit->rank, unit->code);
	unit->kept = goes_on(unit);
	if (unit->before != NULL) {
		const struct present *present = &import->present[unit->rank];
		present->in_file[unit->before - present->areas] = true;
	}
	if (unit->kept)
		import->kept++;
	else
		import->added++;
	if (unit->before != NULL && !unit->kept && strcmp(unit->before->valid_from, import->day) == 0)
		area_file_reject(&import->file, unit, "begins on that day already, with another name or parent");
}

/* Parents stand before their parts, so each row finds its parent decided. */
static void decide(struct import *import)
{
	for (size_t i = 0; i < import->file.count; i++)
		decide_unit(import, &import->file.units[i]);
}

/* ---- reading what is there ---- */

static int read_level(struct cli *cli, struct folder *folder, struct import *import, int rank)
{
	struct present *present = &import->present[rank];
	struct error error = { 0 };
	const char *newest = area_newest_day_any(folder->db, cli->arena, area_levels[rank]);

	if (import->file.has_level[rank] && newest != NULL && strcmp(newest, import->day) > 0)
		import->later = newest;
	if (area_list_level_any(folder->db, cli->arena, area_levels[rank], import->day, &present->areas, &present->count,
	                        &error) != ERR_OK)
		return cli_fail(cli, &error);
	present->in_file = arena_array(cli->arena, present->count + 1, sizeof(bool));
	return CLI_DONE;
}

static int show_rejects(struct cli *cli, const struct import *import)
{
	const char *path = cli_get(cli, "--rejects");
	struct error error = { 0 };

	if (path != NULL && area_file_write_rejects(&import->file, path, &error) != ERR_OK)
		return cli_fail(cli, &error);
	for (size_t i = 0; i < import->file.reject_count && i < REJECTS_SHOWN; i++)
		cli_failed(cli, "%s:%d: %s", cli_get(cli, "FILE"), import->file.rejects[i].line,
		           import->file.rejects[i].reason);
	if (import->file.reject_count > REJECTS_SHOWN)
		cli_failed(cli, "and %zu more", import->file.reject_count - REJECTS_SHOWN);
	return import->file.reject_count == 0 ? CLI_DONE : CLI_FAILED;
}

/* ---- writing ---- */

/* Ends the units of the file's levels that the file does not have. */
static enum err end_missing(struct db *db, struct import *import, struct error *error)
{
	enum err err = ERR_OK;

	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		const struct present *present = &import->present[rank];
		for (size_t i = 0; import->file.has_level[rank] && i < present->count && err == ERR_OK; i++) {
			if (present->in_file[i])
				continue;
			if (strcmp(present->areas[i].valid_from, import->day) == 0)
				return error_set(error, ERR_CONFLICT, NULL, "%s %s begins on that day and is not in the file",
				                 area_levels[rank], present->areas[i].code);
			import->ended++;
			err = area_end(db, present->areas[i].id, import->day_before, error);
		}
	}
	return err;
}

static enum err keep_unit(struct db *db, struct import *import, struct area_unit *unit, struct error *error)
{
	unit->id = unit->before->id;
	if (strcmp(unit->full_name, unit->before->full_name) == 0)
		return ERR_OK;
	import->renamed++;
	return area_set_full_name(db, unit->id, unit->full_name, error);
}

/* A unit that takes the place of one with its level and code succeeds it. */
static enum err add_unit(struct db *db, struct import *import, struct area_unit *unit, struct error *error)
{
	const struct area area = {
		.parent_id = unit->parent == NULL ? unit->parent_id : unit->parent->id,
		.level = area_levels[unit->rank],
		.code = unit->code,
		.name = unit->name,
		.full_name = unit->full_name,
		.valid_from = import->day
	};
	enum err err = ERR_OK;

	if (unit->before != NULL) {
		import->ended++;
		err = area_end(db, unit->before->id, import->day_before, error);
	}
	if (err == ERR_OK)
		err = area_add(db, &area, &unit->id, error);
	if (err == ERR_OK && unit->before != NULL)
		err = area_succeed(db, unit->before->id, unit->id, error);
	return err;
}

static enum err write_units(struct db *db, struct import *import, struct error *error)
{
	enum err err = end_missing(db, import, error);

	for (size_t i = 0; i < import->file.count && err == ERR_OK; i++) {
		struct area_unit *unit = &import->file.units[i];
		err = unit->kept ? keep_unit(db, import, unit, error) : add_unit(db, import, unit, error);
	}
	return err;
}

/* ---- the command ---- */

static bool is_complete(const struct import *import)
{
	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		const struct present *present = &import->present[rank];
		for (size_t i = 0; import->file.has_level[rank] && i < present->count; i++) {
			if (!present->in_file[i])
				return false;
		}
	}
	return import->added == 0;
}

/* What happened after the day is not rewritten: an old list may only be found complete. */
static int accept_old_list(const struct cli *cli, const struct import *import)
{
	if (is_complete(import))
		return CLI_DONE;
	return cli_failed(cli, "units begin on %s already: lists are imported in the order of their days", import->later);
}

static int import_file(struct cli *cli, struct folder *folder, void *arg)
{
	struct import *import = arg;
	struct error error = { 0 };

	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		if (read_level(cli, folder, import, rank) != CLI_DONE)
			return CLI_FAILED;
	}
	decide(import);
	if (show_rejects(cli, import) != CLI_DONE)
		return CLI_FAILED;
	if (import->later != NULL)
		return accept_old_list(cli, import);
	if (write_units(folder->db, import, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (import->added + import->ended + import->renamed == 0)
		return CLI_DONE;
	const char *diff = arena_print(cli->arena, "{\"file_sha256\":\"%s\",\"valid_from\":\"%s\","
	                               "\"new\":%lld,\"kept\":%lld,\"ended\":%lld}",
	                               import->file.hash, import->day, (long long)import->added, (long long)import->kept,
	                               (long long)import->ended);
	return folder_event(cli, folder, ACTION_AREAS_IMPORT, diff);
}

/* Does everything but keep it. */
static int try_import(struct cli *cli, struct import *import)
{
	struct folder folder;
	struct error error = { 0 };

	if (folder_open(cli, FOLDER_WRITE, &folder) != CLI_DONE)
		return CLI_FAILED;
	int status = CLI_FAILED;
	if (db_begin(folder.db, &error) != ERR_OK) {
		cli_fail(cli, &error);
	} else {
		status = import_file(cli, &folder, import);
		db_rollback(folder.db);
	}
	folder_close(&folder);
	return status;
}

static const char *day_before(struct arena *arena, const char *iso)
{
	char *out = arena_alloc(arena, DATE_TEXT);
	struct date day;

	date_from_iso(iso, false, &day);
	date_to_iso(date_from_days(date_to_days(day) - 1), out);
	return out;
}

int cmd_import_areas(struct cli *cli)
{
	struct import *import = arena_alloc(cli->arena, sizeof *import);
	struct error error = { 0 };

	import->day = cli_get(cli, "--valid-from");
	import->day_before = day_before(cli->arena, import->day);
	if (area_file_read(cli->arena, cli_get(cli, "FILE"), &import->file, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (import->file.count == 0 && import->file.reject_count == 0)
		return cli_failed(cli, "%s has no rows", cli_get(cli, "FILE"));
	int status = cli_get(cli, "--dry-run") != NULL ? try_import(cli, import) : folder_write(cli, import_file, import);
	if (status == CLI_DONE)
		printf("new %lld kept %lld ended %lld\n", (long long)import->added, (long long)import->kept,
		       (long long)import->ended);
	return status;
}
