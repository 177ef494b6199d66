#include "workflow/change.h"

#include "base/memory.h"
#include "store/sheet/record.h"
#include "text/messages.h"

static bool is_later(const struct record_row *row, const struct record_row *than)
{
	return than == NULL || strcmp(row->accepted_at == NULL ? "" : row->accepted_at,
	                              than->accepted_at == NULL ? "" : than->accepted_at) >= 0;
}

enum err change_base(struct db *db, struct arena *arena, const struct form *form, const struct actor *actor,
                     int64_t person_id, int64_t except, struct sheet *out, struct error *error)
{
	const struct record_row *last = NULL;
	struct record_row *rows;
	size_t count;
	enum err err = record_of_person_any(db, arena, person_id, &rows, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (rows[i].id != except && state_in(rows[i].state, STATES_ACCEPTED) && is_later(&rows[i], last) &&
		    sheet_visible(db, actor, rows[i].id))
			last = &rows[i];
	}
	if (err == ERR_OK && last == NULL)
		err = error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no accepted sheet of person %lld here",
		                (long long)person_id);
	return err == ERR_OK ? sheet_load(db, arena, form, actor, last->id, out, error) : err;
}

static bool is_found(const struct sheet *found, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (found[i].id == id)
			return true;
	}
	return false;
}

enum err change_find(struct db *db, struct arena *arena, const struct form *form, const struct actor *actor,
                     const char *citizen_id, struct sheet **out, size_t *count, struct error *error)
{
	struct record_row *rows;
	size_t row_count;
	enum err err = record_same_id_any(db, arena, citizen_id, &rows, &row_count, error);

	*out = arena_array(arena, CHANGE_FOUND, sizeof **out);
	*count = 0;
	for (size_t i = 0; i < row_count && err == ERR_OK && *count < CHANGE_FOUND; i++) {
		struct sheet base;
		if (rows[i].person_id == 0 || change_base(db, arena, form, actor, rows[i].person_id, 0, &base, NULL) != ERR_OK)
			continue;
		if (!is_found(*out, *count, base.id))
			(*out)[(*count)++] = base;
	}
	return err;
}
