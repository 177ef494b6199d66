#include "report/area_choice.h"

#include "base/memory.h"

enum { COMMUNES_MAX = 500 };

static bool is_offered(const struct area_choice *choice, int64_t id)
{
	for (size_t i = 0; i < choice->count; i++) {
		if (choice->items[i].id == id)
			return true;
	}
	return false;
}

static enum err add_chosen(struct db *db, struct arena *arena, int64_t chosen, struct area_choice *out,
                           struct error *error)
{
	struct area *items = arena_array(arena, out->count + 1, sizeof *items);

	for (size_t i = 0; i < out->count; i++)
		items[i] = out->items[i];
	out->items = items;
	return area_by_id_any(db, arena, chosen, &items[out->count++], error);
}

/* The district that a commune or a district belongs to; 0: none. */
static int64_t district_of(struct db *db, struct arena *arena, int64_t area_id)
{
	struct area *path;
	size_t count;

	if (area_id == 0 || area_path_any(db, arena, area_id, &path, &count, NULL) != ERR_OK)
		return 0;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(path[i].level, "district") == 0)
			return path[i].id;
	}
	return 0;
}

/* Instead of very many communes: the districts, each before its communes where it is the one of the chosen area. All
 * communes where there are no districts. */
static enum err offer_districts(struct db *db, struct arena *arena, const struct actor *actor, int64_t chosen,
                                struct area_choice *out, struct error *error)
{
	int64_t open = area_in_scope(db, actor, chosen) ? district_of(db, arena, chosen) : 0;
	struct area *districts, *items;
	size_t count, kept = 0;
	enum err err = area_districts(db, arena, actor, &districts, &count, error);

	if (err != ERR_OK || count == 0)
		return err;
	items = arena_array(arena, out->count + count, sizeof *items);
	for (size_t i = 0; i < count; i++) {
		items[kept++] = districts[i];
		for (size_t k = 0; k < out->count && districts[i].id == open; k++) {
			if (out->items[k].parent_id == open)
				items[kept++] = out->items[k];
		}
	}
	out->items = items;
	out->count = kept;
	return ERR_OK;
}

enum err area_choice_read(struct db *db, struct arena *arena, const struct actor *actor, int64_t chosen,
                          struct area_choice *out, struct error *error)
{
	enum err err = area_communes(db, arena, actor, 0, &out->items, &out->count, error);

	if (err == ERR_OK && out->count > COMMUNES_MAX)
		err = offer_districts(db, arena, actor, chosen, out, error);
	if (err == ERR_OK && out->count <= 1)
		err = area_hamlets(db, arena, actor, "0001-01-01", NULL, &out->items, &out->count, error);
	if (err == ERR_OK && chosen != 0 && !is_offered(out, chosen) && area_in_scope(db, actor, chosen))
		err = add_chosen(db, arena, chosen, out, error);
	return err;
}
