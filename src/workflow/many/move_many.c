/* One move of many sheets, all of them or none. */
#include "base/memory.h"
#include "text/label.h"
#include "text/messages.h"
#include "workflow/many/many.h"
#include "workflow/move.h"
#include "workflow/write.h"

struct move_request act_move(const struct request_head *head, const struct act *act, int64_t sheet_id)
{
	bool place = act->action == ACTION_ARCHIVE;

	return (struct move_request){ .head = *head, .action = act->action, .sheet_id = sheet_id, .act = act,
		.reason = place ? NULL : act->said, .place = place ? act->said : NULL };
}

/* Whose sheet it is that keeps all of them, before the sentence why. */
static enum err name_refused(const struct move_many_request *r, const struct move_request *move, enum err err,
                             struct error *error)
{
	const struct sheet *sheet = &move->sheet;
	struct arena *arena = r->head.arena;

	if ((err != ERR_CONFLICT && err != ERR_UNPROCESSABLE) || sheet->id == 0 || error->message == NULL)
		return err;
	const char *name = answers_text(&sheet->answers, sheet->answers.form->full_name);
	const char *values[] = { arena_text(arena, name == NULL ? message_text(MSG_NO_NAME) : name),
		state_label(sheet->state), error->message };
	error->message = message_with(arena, MSG_MANY_REFUSED, values, COUNT(values));
	return err;
}

static enum err move_each(struct db *db, struct move_many_request *r, const struct act *act, struct error *error)
{
	struct request_head head = r->head;
	enum err err = ERR_OK;

	head.arena = arena_new(ARENA_REQUEST);
	if (head.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to move sheets");
	for (size_t i = 0; i < act->asked && err == ERR_OK; i++) {
		arena_reset(head.arena);
		struct move_request move = act_move(&head, act, act->sheets[i]);
		err = move_in_task(db, &move, error);
		if (err != ERR_OK)
			err = name_refused(r, &move, err, error);
	}
	arena_free(head.arena);
	return err;
}

static enum err check_ids(struct db *db, const struct move_many_request *r, struct error *error)
{
	if (r->count == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "no sheets to move");
	if (r->count > ACT_AT_ONCE)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "%zu sheets at once", r->count);
	for (size_t i = 0; i < r->count; i++) {
		if (!sheet_visible(db, r->head.actor, r->ids[i]))
			return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "a sheet is unknown here");
	}
	return ERR_OK;
}

static enum err move_task(struct db *db, void *arg, struct error *error)
{
	struct move_many_request *r = arg;
	struct request_head *h = &r->head;
	struct act act = { .action = r->action, .owner_id = h->actor->user_id, .sheets = r->ids, .asked = r->count,
		.begun_at = h->now, .said = r->said };
	enum err err = check_ids(db, r, error);

	if (err == ERR_OK)
		err = act_add(db, h->arena, &act, error);
	if (err == ERR_OK)
		err = move_each(db, r, &act, error);
	r->act_id = act.id;
	h->made = (struct thing){ THING_ACT, act.id };
	return err;
}

enum err workflow_move_many(struct move_many_request *request, struct error *error)
{
	return write_run_alone(&request->head, move_task, request, error);
}
