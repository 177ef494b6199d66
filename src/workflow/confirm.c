/* Confirming warnings without accepting, and taking confirmations back: the sheet stays where it is, the history
 * tells. */
#include "text/messages.h"
#include "workflow/gate.h"
#include "workflow/history.h"
#include "workflow/write.h"

struct confirming {
	struct confirm_request *r;
	struct campaign campaign;
	struct verdict verdict;
};

/* Who may accept the sheet may confirm what was found on it. */
static enum err open_sheet(struct db *db, struct confirming *c, struct error *error)
{
	struct confirm_request *r = c->r;
	const struct request_head *h = &r->head;
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, r->sheet_id, &r->sheet, error);

	if (err != ERR_OK)
		return err;
	if (transition_find(ACTION_ACCEPT, r->sheet.state, h->actor->role) == NULL)
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "nothing to confirm in %s",
		                 state_code(r->sheet.state));
	if (r->row_version != 0 && r->row_version != r->sheet.row_version)
		return error_set(error, ERR_CONFLICT, message_text(MSG_STALE), "stale version of sheet %lld",
		                 (long long)r->sheet.id);
	err = campaign_by_id_any(db, h->arena, r->sheet.campaign_id, &c->campaign, error);
	if (err == ERR_OK)
		err = gate_ask_open(h, &c->campaign, error);
	return err == ERR_OK && !r->withdraw ? gate_ask_four_eyes(db, h, &c->campaign, &r->sheet, error) : err;
}

static enum err judge(struct db *db, struct confirming *c, struct error *error)
{
	struct confirm_request *r = c->r;
	enum err err = verdict_again(db, r->head.arena, r->head.workflow, &r->sheet, &c->campaign, &c->verdict, error);

	if (err != ERR_OK)
		return err;
	r->findings = c->verdict.rows;
	r->finding_count = c->verdict.count;
	return history_check_confirmations(r->confirmations, r->confirmation_count, error);
}

/* What was done, for the history; NULL: nothing. */
static cJSON *settle(struct confirming *c)
{
	struct confirm_request *r = c->r;
	int64_t user = r->head.actor->user_id;
	cJSON *diff = cJSON_CreateObject();

	if (r->withdraw) {
		verdict_withdraw(&c->verdict, r->confirmations, r->confirmation_count, r->own ? user : 0, r->head.arena, diff);
	} else {
		verdict_confirm(&c->verdict, r->confirmations, r->confirmation_count, user, r->head.now);
		verdict_tell_confirmed(&c->verdict, r->head.now, r->head.arena, diff);
	}
	if (diff != NULL && diff->child != NULL)
		return diff;
	cJSON_Delete(diff);
	return NULL;
}

static enum err confirm_in_task(struct db *db, struct confirm_request *r, struct error *error)
{
	struct confirming *c = arena_alloc(r->head.arena, sizeof *c);

	*c = (struct confirming){ .r = r };
	enum err err = open_sheet(db, c, error);
	if (err == ERR_OK)
		err = judge(db, c, error);
	if (err != ERR_OK)
		return err;
	cJSON *diff = settle(c);
	if (diff == NULL)
		return error_set(error, ERR_UNPROCESSABLE,
		                 message_text(r->withdraw ? MSG_NOTHING_WITHDRAWN : MSG_NOTHING_CONFIRMED), "nothing done");
	r->begun = true;
	r->sheet.updated_at = r->head.now;
	err = verdict_store(db, &r->sheet, &c->verdict, error);
	if (err == ERR_OK)
		err = sheet_update(db, r->head.arena, &r->sheet, error);
	if (err != ERR_OK) {
		cJSON_Delete(diff);
		return err;
	}
	return history_add(db, &r->head, r->withdraw ? ACTION_UNCONFIRM : ACTION_CONFIRM, r->sheet.id, r->sheet.state,
	                   r->sheet.state, NULL, diff, error);
}

static enum err confirm_task(struct db *db, void *arg, struct error *error)
{
	struct confirm_request *r = arg;

	r->head.made = (struct thing){ THING_SHEET, r->sheet_id };
	return confirm_in_task(db, r, error);
}

enum err workflow_confirm(struct confirm_request *request, struct error *error)
{
	return write_run(&request->head, confirm_task, request, error);
}

/* ---- many ---- */

/* One sheet in the arena of its own; a refusal that belongs to it leaves it out, anything else ends the task. */
static enum err confirm_one(struct db *db, struct confirm_many_request *m, size_t index, struct arena *scratch,
                            struct error *error)
{
	const struct confirmation all = { .rule = m->rule, .reason = m->reason };
	struct confirm_request one = { .head = m->head, .sheet_id = m->ids[index],
		.row_version = m->versions == NULL ? 0 : m->versions[index],
		.confirmations = &all, .confirmation_count = 1, .withdraw = m->withdraw, .own = true };

	if (db_writer_must_end(m->head.workflow->writer))
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "the program ends");
	arena_reset(scratch);
	one.head.arena = scratch;
	enum err err = confirm_in_task(db, &one, error);
	if (err == ERR_OK)
		m->done[m->done_count++] = one.sheet_id;
	else if (!one.begun && (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE))
		m->left_out[m->left_out_count++] = one.sheet_id;
	else
		return err;
	return ERR_OK;
}

static enum err confirm_each(struct db *db, struct confirm_many_request *m, struct error *error)
{
	struct arena *scratch = arena_new(ARENA_REQUEST);
	enum err err = ERR_OK;

	if (scratch == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to confirm warnings");
	m->done = arena_array(m->head.arena, m->count + 1, sizeof *m->done);
	m->left_out = arena_array(m->head.arena, m->count + 1, sizeof *m->left_out);
	m->done_count = m->left_out_count = 0;
	for (size_t i = 0; i < m->count && err == ERR_OK; i++)
		err = confirm_one(db, m, i, scratch, error);
	arena_free(scratch);
	return err;
}

static enum err check_many(const struct confirm_many_request *m, struct error *error)
{
	if (m->count == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "no sheets");
	if (m->count > ACT_AT_ONCE)
		return error_set(error, ERR_UNPROCESSABLE,
		                 message_with_one(m->head.arena, MSG_CONFIRM_TOO_MANY,
		                                  arena_print(m->head.arena, "%d", ACT_AT_ONCE)),
		                 "%zu sheets", m->count);
	if (m->rule == NULL || acceptance_find(m->rule) < 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_CONFIRM_WHICH), "no such rule");
	return m->withdraw ? ERR_OK : history_need_reason(m->reason, error);
}

static enum err confirm_many_task(struct db *db, void *arg, struct error *error)
{
	struct confirm_many_request *m = arg;
	enum err err = check_many(m, error);

	if (err == ERR_OK)
		err = confirm_each(db, m, error);
	if (err == ERR_OK && m->done_count == 0)
		err = error_set(error, ERR_UNPROCESSABLE,
		                message_text(m->withdraw ? MSG_NOTHING_WITHDRAWN : MSG_NONE_CONFIRMED), "none");
	return err;
}

enum err workflow_confirm_many(struct confirm_many_request *request, struct error *error)
{
	return write_run_alone(&request->head, confirm_many_task, request, error);
}
