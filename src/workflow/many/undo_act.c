/* Taking an act back: all of it, or nothing. */
#include "store/handover/minutes.h"
#include "text/messages.h"
#include "workflow/many/many.h"
#include "workflow/move.h"
#include "workflow/undo.h"
#include "workflow/write.h"

/* ---- whether it may be ---- */

enum err act_check_free(struct db *db, int64_t sheet_id, struct error *error)
{
	if (!act_holds_any(db, sheet_id))
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_ACT_HOLDS), "sheet %lld is being taken back",
	                 (long long)sheet_id);
}

enum err act_check(const struct workflow *workflow, const struct actor *actor, const struct act *act,
                   struct error *error)
{
	bool others = act->owner_id != actor->user_id, over = act->undone_at != NULL || act->undo_job_id != 0;
	enum message why = others ? MSG_ACT_OTHERS : over ? MSG_ACT_UNDONE : MSG_ACT_RUNS;

	if (!others && !over && act->ended_at != NULL)
		return undo_check_term(&workflow->clock, transition_undo_of_many(act->action), act->ended_at, error);
	return error_set(error, ERR_CONFLICT, message_text(why), "act %lld is not to be undone", (long long)act->id);
}

/* Nobody acted on it since, and no paper that was issued tells of it. */
static enum err is_untouched(struct db *db, const struct act *act, int64_t sheet_id, bool *untouched,
                             struct error *error)
{
	enum err err = event_is_only_any(db, sheet_id, act->after_event, act->action, act->owner_id, untouched, error);

	if (err == ERR_OK && *untouched)
		*untouched = minutes_of_event(db, sheet_id, minutes_event_any(db, sheet_id, act->action)).id == 0;
	return err;
}

enum err act_count_touched(struct db *db, const struct act *act, const int64_t *sheets, size_t count, size_t *touched,
                           struct error *error)
{
	enum err err = ERR_OK;

	*touched = 0;
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		bool untouched = false;
		err = is_untouched(db, act, sheets[i], &untouched, error);
		*touched += !untouched;
	}
	return err;
}

enum err act_refuse_touched(struct arena *arena, size_t touched, struct error *error)
{
	if (touched == 0)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT,
	                 message_with_one(arena, MSG_ACT_TOUCHED, arena_print(arena, "%zu", touched)),
	                 "%zu sheets were acted on since", touched);
}

enum err workflow_act_look(struct db *db, const struct workflow *workflow, struct arena *arena,
                           const struct actor *actor, struct act_look *out, struct error *error)
{
	enum err err = act_done_any(db, arena, &out->act, &out->sheets, &out->count, error);

	out->seen = event_head_any(db);
	out->may_undo = act_check(workflow, actor, &out->act, NULL) == ERR_OK;
	if (err == ERR_OK && out->may_undo)
		err = act_count_touched(db, &out->act, out->sheets, out->count, &out->touched, error);
	out->may_undo &= out->touched == 0 && out->count > 0;
	return err;
}

/* ---- taking it back ---- */

enum err act_take_back(struct db *db, const struct request_head *head, const struct act *act, int64_t sheet_id,
                       struct error *error)
{
	struct move_request move = { .head = *head, .action = ACTION_UNDO, .sheet_id = sheet_id, .act_id = act->id };
	bool untouched = false;
	enum err err = is_untouched(db, act, sheet_id, &untouched, error);

	if (err == ERR_OK && !untouched)
		err = act_refuse_touched(head->arena, 1, error);
	return err == ERR_OK ? move_in_task(db, &move, error) : err;
}

static enum err take_all_back(struct db *db, const struct request_head *head, const struct act *act,
                              const int64_t *sheets, size_t count, struct error *error)
{
	struct request_head one = *head;
	enum err err = ERR_OK;

	one.arena = arena_new(ARENA_REQUEST);
	if (one.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to take an act back");
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		arena_reset(one.arena);
		err = act_take_back(db, &one, act, sheets[i], error);
	}
	if (err != ERR_OK && error->message != NULL)
		error->message = arena_text(head->arena, error->message);
	arena_free(one.arena);
	return err;
}

static enum err undo_task(struct db *db, void *arg, struct error *error)
{
	struct act_undo_request *r = arg;
	const struct request_head *h = &r->head;
	int64_t *sheets = NULL;
	size_t count = 0, touched = 0;
	struct act act;
	enum err err = act_by_id_any(db, h->arena, r->act_id, &act, error);

	if (err == ERR_OK)
		err = act_check(h->workflow, h->actor, &act, error);
	if (err == ERR_OK)
		err = act_done_any(db, h->arena, &act, &sheets, &count, error);
	if (err == ERR_OK)
		err = act_count_touched(db, &act, sheets, count, &touched, error);
	if (err == ERR_OK)
		err = act_refuse_touched(h->arena, touched, error);
	if (err == ERR_OK)
		err = take_all_back(db, h, &act, sheets, count, error);
	return err == ERR_OK ? act_set_undone(db, act.id, h->now, error) : err;
}

enum err workflow_act_undo(struct act_undo_request *request, struct error *error)
{
	return write_run_alone(&request->head, undo_task, request, error);
}
