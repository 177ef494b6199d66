/* Moves of one sheet that somebody asks for: one task each. */
#include "workflow/move.h"

#include "base/hash.h"
#include "base/log.h"
#include "store/report/quality.h"
#include "text/messages.h"
#include "workflow/gate.h"
#include "workflow/history.h"
#include "workflow/write.h"

/* ---- replacing ---- */

/* The draft that somebody has begun to replace the sheet, who may be one whose sheets the actor does not see. */
static enum err take_begun(struct db *db, struct move_request *r, struct error *error)
{
	const struct request_head *h = &r->head;
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, r->sheet.replaced_by_id, &r->sheet, error);

	if (err != ERR_NOT_FOUND)
		return err;
	return error_set(error, ERR_CONFLICT, message_text(MSG_REPLACEMENT_BEGUN), "begun by another");
}

/* The draft that will replace the sheet: the one begun already, or a new empty one. The sheet itself moves when that
 * one is sent. */
static enum err begin_replacement(struct db *db, struct move_request *r, const struct campaign *campaign,
                                  struct error *error)
{
	const struct request_head *h = &r->head;
	const struct sheet *old = &r->sheet;
	struct sheet new = { .uid = hash_unique(h->arena, clock_seconds(&h->workflow->clock)), .state = STATE_DRAFT,
		.since = h->now, .form_version = h->workflow->form->version, .commune_id = old->commune_id,
		.campaign_id = old->campaign_id, .enumerator_id = old->enumerator_id, .created_by = h->actor->user_id,
		.created_at = h->now, .updated_at = h->now, .replaces_id = old->id };
	struct verdict verdict;

	if (old->replaced_by_id != 0)
		return take_begun(db, r, error);
	answers_init(&new.answers, h->workflow->form, h->arena);
	verdict_reach(db, h->arena, h->workflow, &new, campaign, NULL, 0, &verdict);
	new.open_errors = verdict.errors;
	new.open_warnings = verdict.warnings;
	enum err err = sheet_insert(db, h->arena, &new, error);
	if (err == ERR_OK)
		err = verdict_store(db, &new, &verdict, error);
	if (err == ERR_OK)
		err = history_add(db, h, ACTION_CREATE, new.id, STATE_NONE, new.state, r->reason, NULL, error);
	r->sheet = new;
	return err;
}

/* ---- the move ---- */

static enum err ask(struct db *db, struct move_request *request, struct move *move, struct error *error)
{
	const struct request_head *h = &request->head;
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, request->sheet_id, &request->sheet, error);

	*move = (struct move){ .asked = request, .sheet = &request->sheet };
	if (err == ERR_OK)
		err = gate_open(move, error);
	if (err == ERR_OK)
		err = gate_ask(db, move, error);
	request->findings = move->verdict.rows;
	request->finding_count = move->verdict.count;
	return err;
}

enum err move_would(struct db *db, struct move_request *request, struct error *error)
{
	struct move move;

	return ask(db, request, &move, error);
}

enum err move_in_task(struct db *db, struct move_request *request, struct error *error)
{
	struct move move;
	enum err err = ask(db, request, &move, error);

	request->begun = err == ERR_OK;
	if (err != ERR_OK)
		return err;
	return request->action == ACTION_REPLACE ? begin_replacement(db, request, move.campaign, error)
	                                         : gate_write(db, &move, error);
}

static enum err move_task(struct db *db, void *arg, struct error *error)
{
	struct move_request *r = arg;
	enum err err = move_in_task(db, r, error);

	r->head.made = (struct thing){ r->action == ACTION_REPLACE ? THING_DRAFT : THING_SHEET, r->sheet.id };
	return err;
}

/* The findings of the refusal under the ids that they have now. */
static void name_again(struct move_request *r, const struct verdict *stored)
{
	for (size_t i = 0; i < r->finding_count; i++) {
		for (size_t k = 0; k < stored->count; k++) {
			if (finding_matches(&stored->rows[k], &r->findings[i]))
				r->findings[i].id = stored->rows[k].id;
		}
	}
}

enum err move_note_refusal(struct db *db, struct move_request *request, struct error *error)
{
	const struct request_head *h = &request->head;
	struct verdict verdict;
	struct sheet sheet;
	enum err err = sheet_load_any(db, h->arena, h->workflow->form, request->sheet_id, &sheet, error);

	if (err != ERR_OK || sheet.state != STATE_RECEIVED)
		return err;
	err = verdict_renew(db, h->arena, h->workflow, &sheet, &verdict, error);
	if (err == ERR_OK)
		name_again(request, &verdict);
	return err;
}

/* The refused task left nothing. What acceptance found stands on the sheet all the same, and a draft that was sent
 * has been sent once. */
static enum err refused_task(struct db *db, void *arg, struct error *error)
{
	struct move_request *r = arg;

	if (r->action == ACTION_ACCEPT)
		return move_note_refusal(db, r, error);
	return quality_sent(db, &r->sheet, r->findings, r->finding_count, r->head.now, error);
}

/* What was judged, and may be worth keeping. */
static bool leaves_something(const struct move_request *r)
{
	bool sent = r->action == ACTION_SUBMIT && r->sheet.state == STATE_DRAFT;

	return r->findings != NULL && (sent || r->action == ACTION_ACCEPT);
}

enum err workflow_move(struct move_request *request, struct error *error)
{
	struct db_writer *writer = request->head.workflow->writer;
	enum err err = write_run(&request->head, move_task, request, error);

	if (err == ERR_UNPROCESSABLE && leaves_something(request) &&
	    db_write(writer, refused_task, request, NULL) != ERR_OK)
		log_line(LOG_WARNING, "what a refused move found was not kept");
	return err;
}

/* ---- what may be done ---- */

/* What no button of a sheet says. */
enum { NEEDS_MORE = NEEDS_DECISION | NEEDS_LAST_MOVE | NEEDS_BUNDLE | NEEDS_LIST };

size_t workflow_actions(const struct actor *actor, const struct sheet *sheet, enum action out[ACTION_MOVES_END])
{
	size_t count = 0;

	for (int action = 0; action < ACTION_MOVES_END; action++) {
		const struct transition *t = transition_find((enum action)action, sheet->state, actor->role);
		if (t == NULL || (t->needs & NEEDS_MORE) != 0 || action == ACTION_SIGN)
			continue;
		if (!transition_is_own(t, actor, sheet->created_by, sheet->enumerator_id))
			continue;
		if ((t->needs & NEEDS_OTHER_WRITER) != 0 && !gate_typed_for_another(actor, sheet))
			continue;
		out[count++] = (enum action)action;
	}
	return count;
}

bool workflow_may_edit(const struct actor *actor, const struct sheet *sheet)
{
	const struct transition *t = transition_find(ACTION_SUBMIT, sheet->state, actor->role);

	if (t == NULL)
		t = transition_find(ACTION_CORRECT, sheet->state, actor->role);
	return t != NULL && transition_is_own(t, actor, sheet->created_by, sheet->enumerator_id);
}
