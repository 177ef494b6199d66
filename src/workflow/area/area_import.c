#include "workflow/area/area_import.h"

#include "base/date.h"
#include "base/memory.h"

enum { MANY = 10 };

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
static void mark_inside(struct area_import *import)
{
	size_t most = 0, count = 0;

	for (int rank = 0; rank < AREA_LEVELS; rank++)
		most += import->present[rank].count;
	int64_t *ids = arena_array(import->file->arena, most + 1, sizeof *ids);
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

static enum err read_level(struct db *db, struct area_import *import, int rank, struct error *error)
{
	struct arena *arena = import->file->arena;
	struct present *present = &import->present[rank];
	const char *newest = area_newest_day_any(db, arena, area_levels[rank]);

	if (import->file->has_level[rank] && newest != NULL && strcmp(newest, import->day) > 0)
		import->later = newest;
	enum err err = area_list_level_any(db, arena, area_levels[rank], import->day, &present->areas, &present->count,
	                                   error);
	if (err != ERR_OK)
		return err;
	present->in_file = arena_array(arena, present->count + 1, sizeof(bool));
	present->inside = arena_array(arena, present->count + 1, sizeof(bool));
	present->ends = arena_array(arena, present->count + 1, sizeof(bool));
	return ERR_OK;
}

static const char *day_before(struct arena *arena, const char *iso)
{
	char *out = arena_alloc(arena, DATE_TEXT);
	struct date day;

	date_from_iso(iso, false, &day);
	date_to_iso(date_from_days(date_to_days(day) - 1), out);
	return out;
}

static enum err read_present(struct db *db, struct area_import *import, struct error *error)
{
	struct arena *arena = import->file->arena;
	enum err err = ERR_OK;

	import->day_before = day_before(arena, import->day);
	if (import->below != NULL)
		err = area_by_code_any(db, arena, import->below, import->day, &import->top, error);
	for (int rank = 0; rank < AREA_LEVELS && err == ERR_OK; rank++)
		err = read_level(db, import, rank, error);
	if (err == ERR_OK)
		mark_inside(import);
	return err;
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
		area_file_reject(import->file, unit, AREA_BEGAN_THAT_DAY, "");
	else if (!unit->kept && !present->inside[i])
		area_file_reject(import->file, unit, AREA_ELSEWHERE, "");
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
		area_file_reject(import->file, unit, AREA_UNKNOWN_PARENT, unit->parent_code);
		return;
	}
	decide_before(import, unit);
	import->kept += unit->kept;
	import->added += !unit->kept;
}

/* That of a row which begins another is a fault of the row (decide_before). */
static void decide_end(struct area_import *import, const struct present *present, size_t i)
{
	bool at_once = strcmp(present->areas[i].valid_from, import->day) == 0;

	import->ended++;
	if (at_once && !present->in_file[i] && import->unended == NULL)
		import->unended = &present->areas[i];
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
			if (present->ends[i])
				decide_end(import, present, i);
		}
	}
}

static enum err decide(struct db *db, struct area_import *import, struct error *error)
{
	enum err err = read_present(db, import, error);

	if (err != ERR_OK)
		return err;
	/* Parents stand before their parts, so each row finds its parent decided. */
	for (size_t i = 0; i < import->file->count; i++)
		decide_unit(import, &import->file->units[i]);
	decide_missing(import);
	return ERR_OK;
}

/* What happened after the day is not rewritten: an old list may only be found complete. */
static enum area_stop judge(const struct area_import *import, bool yes)
{
	bool complete = import->added == 0 && import->ended == 0;

	if (import->file->reject_count > 0)
		return AREA_REJECTED;
	if (import->added + import->kept == 0)
		return AREA_NOTHING_BELOW;
	if (import->later != NULL && !complete)
		return AREA_TOO_OLD;
	if (import->unended != NULL)
		return AREA_ENDS_AT_ONCE;
	return !yes && area_import_ends_many(import) ? AREA_ENDS_MANY : AREA_WRITTEN;
}

bool area_import_ends_many(const struct area_import *import)
{
	return import->decision == NULL && import->ended * MANY > import->valid;
}

/* ---- writing ---- */

static enum err end_units(struct db *db, struct area_import *import, struct error *error)
{
	enum err err = ERR_OK;

	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		const struct present *present = &import->present[rank];
		for (size_t i = 0; i < present->count && err == ERR_OK; i++) {
			if (present->ends[i])
				err = area_end(db, present->areas[i].id, import->day_before, error);
		}
	}
	return err;
}

static bool is_spelt_so(const struct area_unit *unit)
{
	return strcmp(unit->full_name, unit->before->full_name) == 0 && strcmp(unit->name, unit->before->name) == 0;
}

/* A unit that goes on takes the spelling of the list. */
static enum err keep_unit(struct db *db, struct area_import *import, struct area_unit *unit, struct error *error)
{
	unit->id = unit->before->id;
	if (is_spelt_so(unit))
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

/* The unit of that code of before; what is wrong with it, or AREA_FAULT_COUNT. */
static enum err find_told(struct db *db, struct area_import *import, const struct area_unit *unit, const char *code,
                          struct area *before, enum area_fault *fault, struct error *error)
{
	static const enum area_fault faults[] = {
		[AREA_FITS] = AREA_FAULT_COUNT,
		[AREA_NOT_BEFORE] = AREA_FROM_VALID,
		[AREA_OTHER_LEVEL] = AREA_FROM_OTHER_LEVEL,
		[AREA_OTHER_ROOT] = AREA_FROM_OTHER_ROOT,
	};
	struct arena *arena = import->file->arena;
	enum err err = area_by_code_any(db, arena, code, import->day_before, before, error);
	bool was = err == ERR_OK && strcmp(before->valid_from, import->day_before) <= 0;
	enum area_misfit misfit = AREA_FITS;
	struct area after;

	*fault = was ? AREA_FAULT_COUNT : AREA_FROM_NONE;
	if (err == ERR_NOT_FOUND || (err == ERR_OK && !was))
		return ERR_OK;
	if (err != ERR_OK || before->id == unit->id || import->decision != NULL)
		return err;
	err = area_by_id_any(db, arena, unit->id, &after, error);
	if (err == ERR_OK)
		err = area_judge_succession(db, arena, before, &after, &misfit, error);
	*fault = faults[misfit];
	return err;
}

/* What was told before is told again, and nothing new. */
static enum err tell_once(struct db *db, struct area_import *import, struct area_unit *unit,
                          const struct area *before, struct error *error)
{
	struct arena *arena = import->file->arena;

	if (area_succeeds_any(db, before->id, unit->id))
		return ERR_OK;
	import->told++;
	unit->came_from = unit->came_from == NULL ? before->full_name
	                                          : arena_print(arena, "%s, %s", unit->came_from, before->full_name);
	return area_succeed(db, before->id, unit->id, false, error);
}

static enum err tell(struct db *db, struct area_import *import, struct area_unit *unit, const char *code,
                     struct error *error)
{
	struct area before;
	enum area_fault fault;
	enum err err = find_told(db, import, unit, code, &before, &fault, error);

	if (err != ERR_OK)
		return err;
	if (fault == AREA_FROM_NONE && import->decision != NULL)
		return ERR_OK;
	if (fault != AREA_FAULT_COUNT)
		area_file_reject(import->file, unit, fault, code);
	if (fault != AREA_FAULT_COUNT || before.id == unit->id)
		return ERR_OK;
	return tell_once(db, import, unit, &before, error);
}

static enum err tell_all(struct db *db, struct area_import *import, struct area_unit *unit, struct error *error)
{
	const char *p = unit->from + strspn(unit->from, from_separators);
	enum err err = ERR_OK;

	for (; *p != '\0' && err == ERR_OK; p += strspn(p, from_separators)) {
		size_t length = strcspn(p, from_separators);
		err = tell(db, import, unit, arena_text_n(import->file->arena, p, length), error);
		p += length;
	}
	return err;
}

static enum err write_units(struct db *db, struct area_import *import, struct error *error)
{
	enum err err = end_units(db, import, error);

	for (size_t i = 0; i < import->file->count && err == ERR_OK; i++) {
		struct area_unit *unit = &import->file->units[i];
		if (unit->inside)
			err = unit->kept ? keep_unit(db, import, unit, error) : add_unit(db, import, unit, error);
	}
	for (size_t i = 0; i < import->file->count && err == ERR_OK; i++) {
		struct area_unit *unit = &import->file->units[i];
		if (unit->inside)
			err = unit->from[0] == '\0' ? guess(db, import, unit, error) : tell_all(db, import, unit, error);
	}
	return err;
}

/* ---- the whole of it ---- */

enum err area_import_run(struct db *db, struct area_import *import, bool yes, enum area_stop *stop,
                         struct error *error)
{
	enum err err = decide(db, import, error);

	if (err != ERR_OK)
		return err;
	*stop = judge(import, yes);
	if (*stop != AREA_WRITTEN || import->later != NULL)
		return ERR_OK;
	err = write_units(db, import, error);
	if (import->file->reject_count > 0)
		*stop = AREA_REJECTED;
	return err;
}

struct area_import *area_import_file(struct arena *arena, struct area_file *file, const char *day, const char *below)
{
	struct area_import *import = arena_alloc(arena, sizeof *import);

	*import = (struct area_import){ .file = file, .day = day, .whole = true, .below = below };
	return import;
}

struct area_import *area_import_official(struct arena *arena, const char *year, size_t *count)
{
	const struct official_list *lists = official_lists(arena, year, count);
	struct area_import *imports = arena_array(arena, *count + 1, sizeof *imports);

	for (size_t i = 0; i < *count; i++) {
		struct area_file *file = arena_alloc(arena, sizeof *file);
		*file = lists[i].file;
		imports[i] = (struct area_import){ .file = file, .day = lists[i].day, .whole = lists[i].whole,
			.decision = lists[i].decision };
	}
	return imports;
}

bool area_import_is_idle(const struct area_import *import)
{
	return import->added + import->ended + import->renamed + import->told == 0;
}

const char *area_import_told(const struct area_import *import)
{
	struct arena *arena = import->file->arena;
	const char *source = import->decision == NULL ? arena_print(arena, "\"file_sha256\":\"%s\"", import->file->hash)
	                                              : arena_print(arena, "\"decision\":\"%s\"", import->decision);

	return arena_print(arena, "{%s,\"valid_from\":\"%s\",\"new\":%lld,\"kept\":%lld,\"ended\":%lld}", source,
	                   import->day, (long long)import->added, (long long)import->kept, (long long)import->ended);
}

/* ---- what it changes ---- */

static bool line_of(const struct area_import *import, const struct area_unit *unit, struct area_line *out)
{
	const struct area *before = unit->before;
	bool same = unit->kept && is_spelt_so(unit);

	*out = (struct area_line){ AREA_IS_NEW, area_levels[unit->rank], unit->code, unit->full_name,
		same ? unit->came_from : before == NULL ? NULL : before->full_name };
	if (!unit->inside || (same && unit->came_from == NULL))
		return false;
	if (same)
		out->kind = AREA_IS_TOLD;
	else if (unit->kept)
		out->kind = AREA_IS_SPELT;
	else if (before != NULL)
		out->kind = area_name_is_same(import->file->arena, unit->full_name, before->full_name) ? AREA_IS_MOVED
		                                                                                     : AREA_IS_ANOTHER;
	return true;
}

struct area_line *area_import_lines(const struct area_import *import, size_t *count)
{
	size_t most = import->file->count + 1;

	for (int rank = 0; rank < AREA_LEVELS; rank++)
		most += import->present[rank].count;
	struct area_line *lines = arena_array(import->file->arena, most, sizeof *lines);
	*count = 0;
	for (size_t i = 0; i < import->file->count && import->later == NULL; i++)
		*count += line_of(import, &import->file->units[i], &lines[*count]);
	for (int rank = 0; rank < AREA_LEVELS; rank++) {
		const struct present *present = &import->present[rank];
		for (size_t i = 0; i < present->count; i++) {
			const struct area *area = &present->areas[i];
			if (present->ends[i] && !present->in_file[i])
				lines[(*count)++] = (struct area_line){ AREA_IS_ENDED, area->level, area->code, area->full_name, NULL };
		}
	}
	return lines;
}
