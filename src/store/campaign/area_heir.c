/* Who took over from a unit that has ended, and from those that took over, until they go on. */
#include "store/campaign/area.h"
#include "store/tables.h"

enum { HEIRS_MOST = 64 };               /* looked at; no unit was ever cut into so many */

bool area_has_ended(const struct area *area, const char *day)
{
	return area->valid_to != NULL && strcmp(area->valid_to, day) < 0;
}

/* The campaign's last day, or today while it goes on; its first when that is to come. */
const char *area_day_needed(const char *from, const char *to, const char *today)
{
	const char *last = to != NULL && strcmp(to, today) < 0 ? to : today;

	return strcmp(last, from) < 0 ? from : last;
}

/* A unit that goes on may take over one that ends beside it. Ends grow along successions, so none comes round. */
static bool was_before(const struct area *before, const struct area *after)
{
	return before->valid_to != NULL && (after->valid_to == NULL || strcmp(before->valid_to, after->valid_to) < 0);
}

static bool fits_level(struct db *db, const struct area *before, const struct area *after)
{
	return strcmp(before->level, after->level) == 0 ||
	       (strcmp(after->level, "commune") == 0 && area_takes_hamlets_any(db, before));
}

/* Provinces were merged: the root of the one is that of the other, or came to be it. A root has no other above it. */
static enum err judge_root(struct db *db, struct arena *arena, const struct area *before, const struct area *after,
                           bool *fits, struct error *error)
{
	struct area *old, *fresh;
	struct area_above above;
	size_t old_count, fresh_count;
	enum err err = area_path_any(db, arena, before->id, &old, &old_count, error);

	if (err == ERR_OK)
		err = area_path_any(db, arena, after->id, &fresh, &fresh_count, error);
	if (err != ERR_OK)
		return err;
	*fits = old_count == 1 || fresh_count == 1;
	area_above_any(db, old[0].id, &above);
	for (size_t i = 0; i < above.count && !*fits; i++)
		*fits = above.ids[i] == fresh[0].id;
	return ERR_OK;
}

enum err area_judge_succession(struct db *db, struct arena *arena, const struct area *before, const struct area *after,
                               enum area_misfit *out, struct error *error)
{
	bool fits = true;
	enum err err = ERR_OK;

	*out = !was_before(before, after)        ? AREA_NOT_BEFORE
	       : !fits_level(db, before, after) ? AREA_OTHER_LEVEL
	                                        : AREA_FITS;
	if (*out == AREA_FITS)
		err = judge_root(db, arena, before, after, &fits, error);
	if (!fits)
		*out = AREA_OTHER_ROOT;
	return err;
}

static bool is_known(const struct rows *list, int64_t id)
{
	const struct area_kin *items = list->items;

	for (size_t i = 0; i < list->count; i++) {
		if (items[i].area.id == id)
			return true;
	}
	return false;
}

static enum err add_successors(struct db *db, struct arena *arena, int64_t id, bool guessed, struct rows *list,
                               struct error *error)
{
	struct area_kin *kin;
	size_t count;
	enum err err = area_succession_any(db, arena, id, true, &kin, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (list->count == HEIRS_MOST || is_known(list, kin[i].area.id))
			continue;
		kin[i].guessed |= guessed;
		*(struct area_kin *)rows_add(list, arena, sizeof(struct area_kin)) = kin[i];
	}
	return err;
}

enum err area_heirs_any(struct db *db, struct arena *arena, int64_t area_id, const char *day, struct area_kin **heirs,
                        size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum err err = add_successors(db, arena, area_id, false, &list, error);

	for (size_t i = 0; i < list.count && err == ERR_OK; i++) {
		const struct area_kin one = ((struct area_kin *)list.items)[i];
		if (area_has_ended(&one.area, day))
			err = add_successors(db, arena, one.area.id, one.guessed, &list, error);
	}
	struct area_kin *items = list.items;
	*count = 0;
	for (size_t i = 0; i < list.count; i++) {
		if (!area_has_ended(&items[i].area, day))
			items[(*count)++] = items[i];
	}
	*heirs = items;
	return err;
}

/* The unit that stands there on the day: itself, or the only one that took over. */
static enum err unit_on(struct db *db, struct arena *arena, int64_t id, const char *day, struct area *out,
                        struct error *error)
{
	struct area_kin *heirs;
	size_t count = 0;
	enum err err = area_by_id_any(db, arena, id, out, error);

	if (err == ERR_OK && area_has_ended(out, day))
		err = area_heirs_any(db, arena, id, day, &heirs, &count, error);
	if (err == ERR_OK && count == 1)
		*out = heirs[0].area;
	return err;
}

enum err area_path_on_any(struct db *db, struct arena *arena, int64_t area_id, const char *day, struct area **path,
                          size_t *count, struct error *error)
{
	struct area *areas = arena_array(arena, AREA_ABOVE_MOST, sizeof *areas);
	size_t first = AREA_ABOVE_MOST;
	enum err err = ERR_OK;

	for (int64_t id = area_id; id != 0 && first > 0 && err == ERR_OK; id = areas[first].parent_id)
		err = unit_on(db, arena, id, day, &areas[--first], error);
	*path = areas + first;
	*count = AREA_ABOVE_MOST - first;
	return err;
}
