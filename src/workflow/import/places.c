#include "workflow/import/places.h"

#include "base/memory.h"
#include "text/messages.h"
#include "text/utf8.h"

enum { PLACES_MOST = CELL_BYTES / 2 };     /* codes of one sign, parted by commas */

/* The hamlets that the actor may choose, with their names folded. */
struct hamlets {
	struct area *items;
	size_t count;
	const char **folded, **folded_full;
	int64_t commune_id;             /* that names are looked for in; 0: any */
};

static bool is_listed(const struct area *areas, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (areas[i].id == id)
			return true;
	}
	return false;
}

static const char *day_of(const struct import_work *work)
{
	char today[DATE_TEXT];

	date_to_iso(clock_today(&work->workflow->clock), today);
	return arena_text(work->arena, today);
}

/* work->area names a commune, or a hamlet of it. */
static int64_t commune_told(struct import_work *work)
{
	struct area area;

	if (work->area == NULL || area_by_code_any(work->db, work->arena, work->area, day_of(work), &area, NULL) != ERR_OK)
		return 0;
	return area_commune_any(work->db, area.id);
}

/* A campaign is about the hamlets of its communes. */
static enum err keep_of_campaign(struct import_work *work, struct hamlets *h, struct error *error)
{
	struct area *communes;
	size_t count, kept = 0;

	if (work->campaign == NULL)
		return ERR_OK;
	enum err err = campaign_communes_any(work->db, work->arena, work->campaign->id, &communes, &count, error);
	for (size_t i = 0; i < h->count && err == ERR_OK; i++) {
		if (is_listed(communes, count, h->items[i].parent_id))
			h->items[kept++] = h->items[i];
	}
	h->count = kept;
	return err;
}

/* Read once an import. */
static enum err read_hamlets(struct import_work *work, struct hamlets **out, struct error *error)
{
	struct arena *arena = work->kept_arena;
	const char *from = work->campaign == NULL ? day_of(work) : work->campaign->collect_from;
	struct hamlets *h = work->places;

	*out = h;
	if (h != NULL)
		return ERR_OK;
	h = arena_alloc(arena, sizeof *h);
	enum err err = area_hamlets(work->db, arena, work->actor, from, work->campaign == NULL ? NULL
	                            : work->campaign->collect_to, &h->items, &h->count, error);
	if (err == ERR_OK)
		err = keep_of_campaign(work, h, error);
	if (err != ERR_OK)
		return err;
	h->folded = arena_array(arena, h->count + 1, sizeof *h->folded);
	h->folded_full = arena_array(arena, h->count + 1, sizeof *h->folded_full);
	for (size_t i = 0; i < h->count; i++) {
		h->folded[i] = utf8_fold_words(arena, h->items[i].name);
		h->folded_full[i] = utf8_fold_words(arena, h->items[i].full_name);
	}
	h->commune_id = commune_told(work);
	*out = work->places = h;
	return ERR_OK;
}

static enum err find_by_name(struct import_work *work, const char *text, struct area *out, enum place_found *found,
                             struct error *error)
{
	const char *folded = utf8_fold_words(work->arena, text);
	struct hamlets *h;
	enum err err = read_hamlets(work, &h, error);

	*found = PLACE_UNKNOWN;
	for (size_t i = 0; err == ERR_OK && folded != NULL && i < h->count; i++) {
		if ((strcmp(h->folded[i], folded) != 0 && strcmp(h->folded_full[i], folded) != 0) ||
		    (h->commune_id != 0 && h->items[i].parent_id != h->commune_id))
			continue;
		*found = *found == PLACE_UNKNOWN ? PLACE_FOUND : PLACE_SEVERAL;
		*out = h->items[i];
	}
	return err;
}

static bool may_be_code(const char *text)
{
	return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:")] == '\0';
}

enum err places_find(struct import_work *work, const char *text, const char *day, struct area *out,
                     enum place_found *found, struct error *error)
{
	enum err err = ERR_NOT_FOUND;

	if (may_be_code(text))
		err = area_by_code_any(work->db, work->arena, text, day == NULL ? day_of(work) : day, out, error);
	*found = err == ERR_CONFLICT ? PLACE_SEVERAL : PLACE_FOUND;
	if (err == ERR_OK || err == ERR_CONFLICT)
		return ERR_OK;
	return err == ERR_NOT_FOUND ? find_by_name(work, text, out, found, error) : err;
}

/* One of them: the whole text, or a part of it. */
static enum err add_place(struct import_work *work, const char *text, struct area *areas, size_t *count,
                          enum place_found *found, struct error *error)
{
	struct area area;
	enum err err = places_find(work, text, NULL, &area, found, error);

	if (err == ERR_OK && *found == PLACE_FOUND && *count < PLACES_MOST && !is_listed(areas, *count, area.id))
		areas[(*count)++] = area;
	return err;
}

enum err places_find_all(struct import_work *work, struct import_record *record, const char *column, const char *text,
                         struct area **out, size_t *count, struct error *error)
{
	static const char separators[] = ",;\n";
	struct area *areas = arena_array(work->arena, PLACES_MOST, sizeof *areas);
	enum place_found found = PLACE_UNKNOWN;
	enum err err;

	*out = areas;
	*count = 0;
	/* A name may have a comma of its own. */
	err = add_place(work, text, areas, count, &found, error);
	if (err != ERR_OK || found == PLACE_FOUND)
		return err;
	for (text += strspn(text, " ,;\n"); *text != '\0' && err == ERR_OK; text += strspn(text, " ,;\n")) {
		size_t length = strcspn(text, separators);
		const char *part = utf8_clean(work->arena, arena_text_n(work->arena, text, length));
		err = add_place(work, part, areas, count, &found, error);
		if (err == ERR_OK && found != PLACE_FOUND)
			import_blame(work, record, column,
			             found == PLACE_SEVERAL ? MSG_IMPORT_AREA_SEVERAL : MSG_IMPORT_AREA_UNKNOWN, part, NULL);
		text += length;
	}
	return err;
}
