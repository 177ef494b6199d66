#include "workflow/admin/admin_task.h"

#include "text/messages.h"
#include "workflow/history.h"

enum { LIST_LIMIT = 64 << 10 };

static const char separators[] = " ,;\n";

enum err admin_record(struct db *db, struct request_head *head, enum action action, cJSON *what, struct thing made,
                      struct error *error)
{
	head->made = made;
	return history_add(db, head, action, 0, STATE_NONE, STATE_NONE, NULL, what, error);
}

enum err admin_blame(const struct request_head *head, const char **field, const char *name, enum message message,
                     const char *value, struct error *error)
{
	*field = name;
	return error_set(error, ERR_UNPROCESSABLE, message_with_one(head->arena, message, value), "input %s", name);
}

enum err admin_judge_version(int64_t shown, int64_t stored, struct error *error)
{
	if (shown == 0 || shown == stored)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_FORM_STALE), "version %lld is stored, %lld was shown",
	                 (long long)stored, (long long)shown);
}

static bool has_code(const struct area *area, const char *code)
{
	const char *colon = strchr(code, ':');

	if (colon == NULL)
		return strcmp(area->code, code) == 0;
	return strncmp(area->level, code, (size_t)(colon - code)) == 0 && area->level[colon - code] == '\0' &&
	       strcmp(area->code, colon + 1) == 0;
}

/* Names who took over. */
static enum err refuse_ended(struct db *db, const struct area_codes *codes, const struct area *area,
                             struct error *error)
{
	struct arena *arena = codes->head->arena;
	struct area_kin *heirs;
	struct buf names;
	size_t count;

	if (codes->needed == NULL || !area_has_ended(area, codes->needed))
		return ERR_OK;
	enum err err = area_heirs_any(db, arena, area->id, codes->needed, &heirs, &count, error);
	if (err != ERR_OK)
		return err;
	buf_init(&names, arena, LIST_LIMIT);
	for (size_t i = 0; i < count; i++)
		buf_print(&names, "%s%s (%s)", i == 0 ? "" : ", ", heirs[i].area.full_name, heirs[i].area.code);
	const char *const parts[] = { area->full_name, names.data };
	*codes->field = codes->name;
	return error_set(error, ERR_UNPROCESSABLE,
	                 message_with(arena, count == 0 ? MSG_AREA_ENDED : MSG_AREA_ENDED_HEIR, parts, 2), "input %s",
	                 codes->name);
}

static enum err find_area(struct db *db, const struct area_codes *codes, const char *code, struct area *out,
                          struct error *error)
{
	for (size_t i = 0; i < codes->known_count; i++) {
		if (has_code(&codes->known[i], code)) {
			*out = codes->known[i];
			return ERR_OK;
		}
	}
	enum err err = area_by_code_any(db, codes->head->arena, code, codes->day, out, error);
	if (err == ERR_NOT_FOUND)
		return admin_blame(codes->head, codes->field, codes->name, MSG_AREA_UNKNOWN, code, error);
	if (err == ERR_CONFLICT)
		return admin_blame(codes->head, codes->field, codes->name, MSG_AREA_AMBIGUOUS, code, error);
	return err == ERR_OK ? refuse_ended(db, codes, out, error) : err;
}

static bool is_listed(const struct area *areas, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (areas[i].id == id)
			return true;
	}
	return false;
}

enum err admin_find_areas(struct db *db, const struct area_codes *codes, struct area **areas, size_t *count,
                          struct error *error)
{
	struct arena *arena = codes->head->arena;
	const char *text = codes->text == NULL ? "" : codes->text;
	enum err err = ERR_OK;

	*areas = arena_array(arena, strlen(text) / 2 + 1, sizeof **areas);
	*count = 0;
	for (text += strspn(text, separators); *text != '\0' && err == ERR_OK; text += strspn(text, separators)) {
		size_t length = strcspn(text, separators);
		struct area *area = &(*areas)[*count];
		err = find_area(db, codes, arena_text_n(arena, text, length), area, error);
		if (err == ERR_OK && !is_listed(*areas, *count, area->id))
			++*count;
		text += length;
	}
	return err;
}

const char *admin_area_list(struct arena *arena, const struct area *areas, size_t count)
{
	struct buf list;

	buf_init(&list, arena, LIST_LIMIT);
	for (size_t i = 0; i < count; i++)
		buf_print(&list, "%s%s:%s", i == 0 ? "" : ", ", areas[i].level, areas[i].code);
	return list.data;
}

const int64_t *admin_area_ids(struct arena *arena, const struct area *areas, size_t count)
{
	int64_t *ids = arena_array(arena, count + 1, sizeof *ids);

	for (size_t i = 0; i < count; i++)
		ids[i] = areas[i].id;
	return ids;
}
