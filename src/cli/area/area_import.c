#include "cli/area/area_import.h"

#include "base/memory.h"

enum { REJECTS_SHOWN = 20, ENDED_SHOWN = 20, MANY = 10 };

static const char from_separators[] = " ,;";

/* ---- reading what is there ---- */

static const struct area *find_present(const struct area_import *import, int rank, const char *code)
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

static bool is_inside(const struct area_import *import, int rank, const struct area *area)
{
	return import->present[rank].inside[area - import->present[rank].areas];
}

static int compare_ids(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return (one > other) - (one < other);
}

/* From the top down: the unit of --only-below, and what lies in one that is inside. */
static void mark_inside(struct cli *cli, struct area_import *import)
{
	size_t most = 0, count = 0;

	for (int rank = 0; rank < AREA_LEVELS; rank++)
		most += import->present[rank].count;
	int64_t *ids = arena_array(cli->arena, most + 1, sizeof *ids);
	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		struct present *present = &import->present[rank];
		size_t above = count;
		for (size_t i = 0; i < present->count; i++) {
			const struct area *area = &present->areas[i];
			present->inside[i] = import->below == NULL || area->id == import->top.id ||
			                     bsearch(&area->parent_id, ids, above, sizeof *ids, compare_ids) != NULL;
			if (present->inside[i])
				ids[count++] = area->id;
		}
		qsort(ids, count, sizeof *ids, compare_ids);
	}
}

static int read_level(struct cli *cli, struct folder *folder, struct area_import *import, int rank)
{
	struct present *present = &import->present[rank];
	struct error error = { 0 };
	const char *newest = area_newest_day_any(folder->db, cli->arena, area_levels[rank]);

	if (import->file->has_level[rank] && newest != NULL && strcmp(newest, import->day) > 0)
		import->later = newest;
	if (area_list_level_any(folder->db, cli->arena, area_levels[rank], import->day, &present->areas, &present->count,
	                        &error) != ERR_OK)
		return cli_fail(cli, &error);
	present->in_file = arena_array(cli->arena, present->count + 1, sizeof(bool));
	present->inside = arena_array(cli->arena, present->count + 1, sizeof(bool));
	present->ends = arena_array(cli->arena, present->count + 1, sizeof(bool));
	return CLI_DONE;
}

static const char *day_before(struct arena *arena, const char *iso)
{
	char *out = arena_alloc(arena, DATE_TEXT);
	struct date day;

	date_from_iso(iso, false, &day);
	date_to_iso(date_from_days(date_to_days(day) - 1), out);
	return out;
}

static int read_present(struct cli *cli, struct folder *folder, struct area_import *import)
{
	struct error error = { 0 };

	import->day_before = day_before(cli->arena, import->day);
	if (import->below != NULL &&
	    area_by_code_any(folder->db, cli->arena, import->below, import->day, &import->top, &error) != ERR_OK)
		return cli_fail(cli, &error);
	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		if (read_level(cli, folder, import, rank) != CLI_DONE)
			return CLI_FAILED;
	}
	mark_inside(cli, import);
	return CLI_DONE;
}

/* ---- deciding ---- */

/* The levels of a whole list have their parents in the list alone. */
static bool may_have_parent(const struct area_import *import, int rank)
{
	return import->below != NULL || !import->whole || !import->file->has_level[rank];
}

/* The nearest level above that has the parent's code: in the file, else in the database where the file does not speak
 * of all. */
static bool find_parent(const struct area_import *import, struct area_unit *unit)
{
	const struct area *area = NULL;
	int rank = unit->rank - 1;

	for (int r = rank; r >= 0 && unit->parent == NULL; r--)
		unit->parent = area_file_find(import->file, r, unit->parent_code);
	if (unit->parent != NULL && unit->parent->inside)
		return true;
	unit->parent = NULL;
	for (; rank >= 0 && area == NULL; rank--)
		area = may_have_parent(import, rank) ? find_present(import, rank, unit->parent_code) : NULL;
	unit->parent_id = area == NULL ? 0 : area->id;
	unit->inside = area != NULL && is_inside(import, rank + 1, area);
	return unit->rank == 0 || area != NULL;
}

static bool is_top(const struct area_import *import, const struct area_unit *unit)
{
	return strcmp(area_levels[unit->rank], import->top.level) == 0 && strcmp(unit->code, import->top.code) == 0;
}

/* Its parent is the one it had. */
static bool stays_below(const struct area_unit *unit)
{
	if (unit->parent == NULL)
		return unit->parent_id == unit->before->parent_id;
	return unit->parent->kept && unit->parent->before->id == unit->before->parent_id;
}

/* Unchanged in name, level and parent. Of a commune the full name counts too: it tells town from country. */
static bool goes_on(const struct area_import *import, const struct area_unit *unit)
{
	struct arena *arena = import->file->arena;

	if (unit->before == NULL || !stays_below(unit) || !area_name_is_same(arena, unit->name, unit->before->name))
		return false;
	return strcmp(area_levels[unit->rank], "commune") != 0 ||
	       area_name_is_same(arena, unit->full_name, unit->before->full_name);
}

/* The unit of that level and code that is there, and what becomes of it. */
static void decide_before(struct area_import *import, struct area_unit *unit)
{
	struct present *present = &import->present[unit->rank];

	unit->before = find_present(import, unit->rank, unit->code);
	unit->kept = goes_on(import, unit);
	if (unit->before == NULL)
		return;
	size_t i = (size_t)(unit->before - present->areas);
	present->in_file[i] = true;
	present->ends[i] = !unit->kept;
	if (!unit->kept && strcmp(unit->before->valid_from, import->day) == 0)
		area_file_reject(import->file, unit, "begins on that day already, with another name or parent");
	else if (!unit->kept && !present->inside[i])
		area_file_reject(import->file, unit, "its code is that of a unit elsewhere");
}

static void decide_unit(struct area_import *import, struct area_unit *unit)
{
	unit->inside = import->below == NULL;
	bool found = find_parent(import, unit);

	unit->inside = import->below == NULL || is_top(import, unit) ||
	               (unit->parent != NULL ? unit->parent->inside : unit->inside);
	import->left_out += !unit->inside;
	if (!unit->inside)
		return;
	if (!found) {
		area_file_reject(import->file, unit, arena_print(import->file->arena, "unknown parent %s", unit->parent_code));
		return;
	}
	decide_before(import, unit);
	import->kept += unit->kept;
	import->added += !unit->kept;
}

/* Ends the units of the file's levels that the file does not have, and counts. */
static void decide_missing(struct area_import *import)
{
	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		struct present *present = &import->present[rank];
		for (size_t i = 0; import->file->has_level[rank] && i < present->count; i++) {
			if (!present->inside[i])
				continue;
			present->ends[i] |= import->whole && !present->in_file[i];
			import->valid++;
			import->ended += present->ends[i];
		}
	}
}

static int show_rejects(struct cli *cli, const struct area_import *import)
{
	const struct area_file *file = import->file;
	const char *path = cli_get(cli, "--rejects");
	struct error error = { 0 };

	if (path != NULL && area_file_write_rejects(file, path, &error) != ERR_OK)
		return cli_fail(cli, &error);
	for (size_t i = 0; i < file->reject_count && i < REJECTS_SHOWN; i++)
		cli_failed(cli, "%s:%d: %s", import->name, file->rejects[i].line, file->rejects[i].reason);
	if (file->reject_count > REJECTS_SHOWN)
		cli_failed(cli, "and %zu more", file->reject_count - REJECTS_SHOWN);
	return file->reject_count == 0 ? CLI_DONE : CLI_FAILED;
}

int area_import_decide(struct cli *cli, struct folder *folder, struct area_import *import)
{
	if (read_present(cli, folder, import) != CLI_DONE)
		return CLI_FAILED;
	/* Parents stand before their parts, so each row finds its parent decided. */
	for (size_t i = 0; i < import->file->count; i++)
		decide_unit(import, &import->file->units[i]);
	decide_missing(import);
	return show_rejects(cli, import);
}

bool area_import_is_complete(const struct area_import *import)
{
	return import->added == 0 && import->ended == 0;
}

bool area_import_ends_many(const struct area_import *import)
{
	return import->ended * MANY > import->valid;
}

void area_import_say_ended(const struct cli *cli, const struct area_import *import)
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

/* ---- writing ---- */

static enum err end_units(struct db *db, struct area_import *import, struct error *error)
{
	enum err err = ERR_OK;

	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		const struct present *present = &import->present[rank];
		for (size_t i = 0; i < present->count && err == ERR_OK; i++) {
			if (!present->ends[i])
				continue;
			if (strcmp(present->areas[i].valid_from, import->day) == 0)
				return error_set(error, ERR_CONFLICT, NULL, "%s %s begins on that day and is not in the file",
				                 area_levels[rank], present->areas[i].code);
			err = area_end(db, present->areas[i].id, import->day_before, error);
		}
	}
	return err;
}

/* A unit that goes on takes the spelling of the list. */
static enum err keep_unit(struct db *db, struct area_import *import, struct area_unit *unit, struct error *error)
{
	const struct area *before = unit->before;

	unit->id = before->id;
	if (strcmp(unit->full_name, before->full_name) == 0 && strcmp(unit->name, before->name) == 0)
		return ERR_OK;
	import->renamed++;
	return area_rename(db, unit->id, unit->name, unit->full_name, error);
}

static enum err add_unit(struct db *db, struct area_import *import, struct area_unit *unit, struct error *error)
{
	const struct area area = {
		.parent_id = unit->parent == NULL ? unit->parent_id : unit->parent->id,
		.level = area_levels[unit->rank],
		.code = unit->code,
		.name = unit->name,
		.full_name = unit->full_name,
		.valid_from = import->day
	};

	return area_add(db, &area, &unit->id, error);
}

/* ---- who came from whom ---- */

/* A unit that ends, of the same name under the same parent; NULL: none. */
static const struct area *namesake_of(const struct area_import *import, const struct area_unit *unit)
{
	const struct present *present = &import->present[unit->rank];
	int64_t parent_id = unit->parent == NULL ? unit->parent_id : unit->parent->id;

	for (size_t i = 0; i < present->count; i++) {
		const struct area *area = &present->areas[i];
		if (present->ends[i] && !present->in_file[i] && area->parent_id == parent_id &&
		    area_name_is_same(import->file->arena, area->full_name, unit->full_name))
			return area;
	}
	return NULL;
}

static enum err guess(struct db *db, struct area_import *import, const struct area_unit *unit, struct error *error)
{
	const struct area *before = unit->before == NULL ? namesake_of(import, unit) : unit->before;

	if (unit->kept || before == NULL)
		return ERR_OK;
	import->guessed++;
	return area_succeed(db, before->id, unit->id, true, error);
}

static enum err judge_told(struct cli *cli, struct db *db, const struct area_import *import,
                           const struct area_unit *unit, const struct area *before, struct error *error)
{
	static const char *const misfits[] = {
		[AREA_NOT_BEFORE] = "which has not ended before",
		[AREA_OTHER_LEVEL] = "which is of another level",
		[AREA_OTHER_ROOT] = "whose province did not become that of the unit",
	};
	struct area after;
	enum area_misfit misfit = AREA_FITS;
	enum err err = area_by_id_any(db, cli->arena, unit->id, &after, error);

	if (err == ERR_OK)
		err = area_judge_succession(db, cli->arena, before, &after, &misfit, error);
	if (err == ERR_OK && misfit != AREA_FITS)
		return error_set(error, ERR_CONFLICT, NULL, "%s:%d: from %s, %s", import->name, unit->line, before->code,
		                 misfits[misfit]);
	return err;
}

static enum err tell(struct cli *cli, struct db *db, struct area_import *import, const struct area_unit *unit,
                     const char *code, struct error *error)
{
	struct area before;
	enum err err = area_by_code_any(db, cli->arena, code, import->day_before, &before, error);
	bool was = err == ERR_OK && strcmp(before.valid_from, import->day_before) <= 0;

	if ((err == ERR_NOT_FOUND || (err == ERR_OK && !was)) && import->official)
		return ERR_OK;
	if (err == ERR_OK && !was)
		return error_set(error, ERR_NOT_FOUND, NULL, "%s:%d: from %s, which was no unit on %s", import->name,
		                 unit->line, code, import->day_before);
	if (err != ERR_OK || before.id == unit->id)
		return err;
	if (before.valid_to == NULL)
		return error_set(error, ERR_CONFLICT, NULL, "%s:%d: from %s, which goes on", import->name, unit->line, code);
	if (!import->official && (err = judge_told(cli, db, import, unit, &before, error)) != ERR_OK)
		return err;
	import->told++;
	return area_succeed(db, before.id, unit->id, false, error);
}

static enum err tell_all(struct cli *cli, struct db *db, struct area_import *import, const struct area_unit *unit,
                         struct error *error)
{
	const char *p = unit->from + strspn(unit->from, from_separators);
	enum err err = ERR_OK;

	for (; *p != '\0' && err == ERR_OK; p += strspn(p, from_separators)) {
		size_t length = strcspn(p, from_separators);
		err = tell(cli, db, import, unit, arena_text_n(cli->arena, p, length), error);
		p += length;
	}
	return err;
}

enum err area_import_write(struct cli *cli, struct db *db, struct area_import *import, struct error *error)
{
	enum err err = end_units(db, import, error);

	for (size_t i = 0; i < import->file->count && err == ERR_OK; i++) {
		struct area_unit *unit = &import->file->units[i];
		if (unit->inside)
			err = unit->kept ? keep_unit(db, import, unit, error) : add_unit(db, import, unit, error);
	}
	for (size_t i = 0; i < import->file->count && err == ERR_OK; i++) {
		const struct area_unit *unit = &import->file->units[i];
		if (unit->inside)
			err = unit->from[0] == '\0' ? guess(db, import, unit, error) : tell_all(cli, db, import, unit, error);
	}
	return err;
}
