/* Moves of one sheet by the table of transitions: one job each. */
#include "base/hash.h"
#include "base/log.h"
#include "base/memory.h"
#include "store/report/quality.h"
#include "text/label.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/history.h"
#include "workflow/move.h"
#include "workflow/verdict/neighbours.h"
#include "workflow/undo.h"
#include "workflow/verdict/verdict.h"
#include "workflow/write.h"

struct moving {
	struct move_request *r;
	const struct transition *transition;
	struct campaign campaign;
	struct verdict verdict;
	bool judged;
	int64_t replaced_by_id;         /* replace: the sheet that takes its place */
	struct undo undo;               /* undo: what it brings back */
	int64_t rules_before;           /* accept: the version of the rules of an acceptance before; 0: there was none */
};

/* ---- what a move needs ---- */

static bool is_filled(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static enum err need_reason(struct db *db, struct moving *m, struct error *error)
{
	(void)db;
	return history_need_reason(m->r->reason, error);
}

static enum err need_no_batch(struct db *db, struct moving *m, struct error *error)
{
	if (handover_of_sheet(db, m->r->sheet.id) == 0)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_IN_BATCH), "sheet %lld is in an open batch", (long long)m->r->sheet.id);
}

static enum err need_police_reason(struct db *db, struct moving *m, struct error *error)
{
	(void)db;
	if (police_reason_label(m->r->police_reason) != NULL)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NEED_POLICE_REASON), "no police reason");
}

static enum err need_place(struct db *db, struct moving *m, struct error *error)
{
	(void)db;
	if (is_filled(m->r->place))
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NEED_PLACE), "no place of keeping");
}

static bool typed_anothers_paper(const struct actor *actor, const struct sheet *sheet)
{
	return sheet->created_by == actor->user_id && sheet->enumerator_id != actor->user_id;
}

static enum err need_other_writer(struct db *db, struct moving *m, struct error *error)
{
	(void)db;
	const struct sheet *sheet = &m->r->sheet;

	if (typed_anothers_paper(m->r->head.actor, sheet))
		return ERR_OK;
	if (sheet->enumerator_id == m->r->head.actor->user_id)
		return error_set(error, ERR_CONFLICT, message_text(MSG_NOT_YOUR_PAPER), "the actor is the enumerator");
	return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "sheet %lld is another's draft", (long long)sheet->id);
}

enum err move_ask_four_eyes(struct db *db, const struct request_head *head, const struct campaign *campaign, const struct sheet *sheet,
                            struct error *error)
{
	enum hindrance bar;
	const char *names;
	enum err err = hindrance_four_eyes(db, head->arena, campaign, sheet, head->actor->user_id, &bar, error);

	if (err != ERR_OK || bar == HINDRANCE_NONE)
		return err;
	err = hindrance_who_may(db, head->arena, campaign, sheet, &names, error);
	if (err != ERR_OK)
		return err;
	return error_set(error, ERR_UNPROCESSABLE, hindrance_sentence(head->arena, bar, names), "four eyes: %d", (int)bar);
}

static enum err need_decision(struct db *db, struct moving *m, struct error *error)
{
	(void)db;
	if (m->r->restore_to != STATE_NONE)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "no decision is undone");
}

static enum err need_four_eyes(struct db *db, struct moving *m, struct error *error)
{
	return move_ask_four_eyes(db, &m->r->head, &m->campaign, &m->r->sheet, error);
}

static enum err reach_verdict(struct db *db, struct moving *m, struct error *error)
{
	struct move_request *r = m->r;
	enum err err = verdict_again(db, r->head.arena, r->head.workflow, &r->sheet, &m->campaign, &m->verdict, error);

	if (err != ERR_OK)
		return err;
	if (r->action == ACTION_ACCEPT)
		verdict_confirm(&m->verdict, r->confirmations, r->confirmation_count, r->head.actor->user_id, m->r->head.now);
	m->judged = true;
	r->findings = m->verdict.rows;
	r->finding_count = m->verdict.count;
	return ERR_OK;
}

static enum err need_last_move(struct db *db, struct moving *m, struct error *error)
{
	const struct request_head *h = &m->r->head;
	struct event *events;
	size_t count;
	enum err err = event_moves_any(db, h->arena, m->r->sheet.id, &events, &count, error);

	if (err == ERR_OK)
		err = undo_find(db, h->workflow, h->actor, &m->r->sheet, events, count, &m->undo, error);
	if (err == ERR_OK && m->undo.must_hold)
		err = reach_verdict(db, m, error);
	if (err == ERR_OK && m->undo.must_hold && m->verdict.errors > 0)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_UNDO_ERRORS), "open errors by now");
	return err;
}

static enum err need_no_errors(struct db *db, struct moving *m, struct error *error)
{
	enum err err = reach_verdict(db, m, error);

	if (err == ERR_OK && m->verdict.stops_submission)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_OPEN_ERRORS), "open errors");
	return err;
}

static enum err need_verdict(struct db *db, struct moving *m, struct error *error)
{
	enum err err = reach_verdict(db, m, error);

	if (err == ERR_OK && m->verdict.errors > 0)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_OPEN_ERRORS), "open errors");
	if (err == ERR_OK && m->verdict.warnings > 0)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_OPEN_WARNINGS), "unconfirmed warnings");
	return err;
}

/* In the order in which they are asked: conflicts with the state of things before what the person can mend. */
static const struct { enum move_need need; enum err (*ask)(struct db *, struct moving *, struct error *); } needs[] = {
	{ NEEDS_NO_BATCH, need_no_batch },
	{ NEEDS_OTHER_WRITER, need_other_writer },
	{ NEEDS_DECISION, need_decision },
	{ NEEDS_LAST_MOVE, need_last_move },
	{ NEEDS_REASON, need_reason },
	{ NEEDS_POLICE_REASON, need_police_reason },
	{ NEEDS_PLACE, need_place },
	{ NEEDS_FOUR_EYES, need_four_eyes },
	{ NEEDS_NO_ERRORS, need_no_errors },
	{ NEEDS_VERDICT, need_verdict },
};

static bool too_long(const char *text)
{
	return text != NULL && utf8_length(text) > REASON_LIMIT;
}

/* Every text that a move keeps has the limit of a reason. */
static enum err check_texts(const struct move_request *r, struct error *error)
{
	bool over = too_long(r->reason) || too_long(r->note) || too_long(r->place);

	for (size_t i = 0; i < r->field_reason_count; i++)
		over |= too_long(r->field_reasons[i].reason);
	if (over)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_REASON_TOO_LONG), "a text is over the limit");
	return history_check_confirmations(r->confirmations, r->confirmation_count, error);
}

static enum err ask_needs(struct db *db, struct moving *m, struct error *error)
{
	enum err err = check_texts(m->r, error);

	for (size_t i = 0; i < COUNT(needs) && err == ERR_OK; i++) {
		if ((m->transition->needs & (unsigned)needs[i].need) != 0)
			err = needs[i].ask(db, m, error);
	}
	return err;
}

/* ---- the move ---- */

/* What the move carried besides its reason, for the history. */
static cJSON *details(const struct moving *m)
{
	const struct move_request *r = m->r;
	cJSON *d = cJSON_CreateObject();

	for (size_t i = 0; i < r->field_reason_count; i++)
		cJSON_AddStringToObject(d, r->field_reasons[i].field, r->field_reasons[i].reason);
	verdict_tell_confirmed(&m->verdict, m->r->head.now, r->head.arena, d);
	if (r->police_reason != 0)
		cJSON_AddNumberToObject(d, "_police_reason", (double)r->police_reason);
	if (is_filled(r->place))
		cJSON_AddStringToObject(d, "_place", r->place);
	if (m->replaced_by_id != 0)
		cJSON_AddNumberToObject(d, "_replaced_by", (double)m->replaced_by_id);
	if (m->undo.action != ACTION_NONE)
		cJSON_AddStringToObject(d, "_undone", action_code(m->undo.action));
	if (m->undo.batch_id != 0)
		cJSON_AddNumberToObject(d, "_batch", (double)m->undo.batch_id);
	if (m->rules_before != 0)
		cJSON_AddNumberToObject(d, "_rules_before", (double)m->rules_before);
	if (d != NULL && d->child == NULL) {
		cJSON_Delete(d);
		return NULL;
	}
	return d;
}

/* The reason as the history tells it: the police's from the list, with the note; of archiving, the place of the paper. */
static const char *told_reason(const struct move_request *r)
{
	const char *label = police_reason_label(r->police_reason);
	bool noted = is_filled(r->note);

	if (label == NULL)
		return is_filled(r->reason) ? r->reason : is_filled(r->place) ? r->place : NULL;
	return noted ? arena_print(r->head.arena, "%s: %s", label, r->note) : label;
}

/* What the figures of quality keep: a draft that is sent, or given back as if it had been; the acceptance. */
static enum err note_quality(struct db *db, struct moving *m, enum state from, struct error *error)
{
	const struct move_request *r = m->r;
	struct finding_row *rows = m->verdict.rows;
	size_t count = m->verdict.count;
	enum err err = ERR_OK;

	if (r->action == ACTION_ACCEPT)
		return quality_accepted(db, &r->sheet, m->r->head.now, error);
	if (from != STATE_DRAFT || (r->action != ACTION_SUBMIT && r->action != ACTION_RETURN))
		return ERR_OK;
	if (!m->judged)
		err = finding_list(db, r->head.arena, r->sheet.id, &rows, &count, error);
	return err == ERR_OK ? quality_sent(db, &r->sheet, rows, count, m->r->head.now, error) : err;
}

static enum state target(const struct moving *m)
{
	switch ((int)m->transition->action) {
	case ACTION_SUBMIT: return transition_submits_to(&m->campaign, m->r->head.actor->role);
	case ACTION_RESTORE: return m->r->restore_to;
	case ACTION_UNDO: return m->undo.to;
	default: return m->transition->to;
	}
}

/* Where the sheet stands now, and since when. */
static void settle(struct moving *m)
{
	struct sheet *sheet = &m->r->sheet;
	enum action action = m->transition->action;
	enum state to = target(m);

	sheet->state = to;
	sheet->since = sheet->updated_at = m->r->head.now;
	if (action == ACTION_UNDO) {
		sheet->since = m->undo.since;
		sheet->accepted_at = m->undo.accepted_at;
		sheet->police_reason = m->undo.police_reason;
		sheet->rule_version = m->undo.rule_version;
	} else if (to == STATE_ACCEPTED && action != ACTION_RESTORE) {
		sheet->accepted_at = m->r->head.now;
	}
	if (action == ACTION_POLICE_RETURN)
		sheet->police_reason = m->r->police_reason;
	if (action == ACTION_ACCEPT) {
		m->rules_before = sheet->rule_version;
		sheet->rule_version = m->verdict.rule_version;
	}
}

static enum err write_move(struct db *db, struct moving *m, struct error *error)
{
	struct move_request *r = m->r;
	struct sheet *sheet = &r->sheet;
	enum state from = sheet->state;

	settle(m);
	enum err err = m->judged ? verdict_store(db, sheet, &m->verdict, error) : ERR_OK;
	if (err == ERR_OK && m->undo.batch_id != 0)
		err = handover_set_outcome(db, m->undo.batch_id, sheet->id, OUTCOME_REMOVED, error);
	if (err == ERR_OK)
		err = sheet_update(db, r->head.arena, sheet, error);
	if (err == ERR_OK)
		err = note_quality(db, m, from, error);
	if (err != ERR_OK)
		return err;
	err = history_add(db, &r->head, m->transition->action, sheet->id, from, sheet->state, told_reason(r), details(m), error);
	if (err != ERR_OK)
		return err;
	return neighbours_judge(db, r->head.workflow, r->head.arena, sheet, m->judged ? &m->verdict : NULL, error);
}

/* The draft that somebody has begun to replace the sheet, who may be one whose sheets the actor does not see. */
static enum err take_begun(struct db *db, struct move_request *r, struct error *error)
{
	const struct request_head *h = &r->head;
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, r->sheet.replaced_by_id, &r->sheet, error);

	return err == ERR_NOT_FOUND ? error_set(error, ERR_CONFLICT, message_text(MSG_REPLACEMENT_BEGUN), "begun by another") : err;
}

/* The draft that will replace the sheet: the one begun already, or a new empty one. */
static enum err begin_replacement(struct db *db, struct moving *m, struct error *error)
{
	struct move_request *r = m->r;
	const struct request_head *h = &r->head;
	const struct sheet *old = &r->sheet;
	struct sheet new = { .uid = hash_unique(h->arena, clock_seconds(&h->workflow->clock)), .state = STATE_DRAFT, .since = m->r->head.now,
		.form_version = h->workflow->form->version, .commune_id = old->commune_id, .campaign_id = old->campaign_id,
		.enumerator_id = old->enumerator_id, .created_by = h->actor->user_id, .created_at = m->r->head.now, .updated_at = m->r->head.now,
		.replaces_id = old->id };

	if (old->replaced_by_id != 0)
		return take_begun(db, r, error);
	answers_init(&new.answers, h->workflow->form, h->arena);
	verdict_reach(db, h->arena, h->workflow, &new, &m->campaign, NULL, 0, &m->verdict);
	new.open_errors = m->verdict.errors;
	new.open_warnings = m->verdict.warnings;
	enum err err = sheet_insert(db, h->arena, &new, error);
	if (err == ERR_OK)
		err = verdict_store(db, &new, &m->verdict, error);
	if (err == ERR_OK)
		err = history_add(db, h, ACTION_CREATE, new.id, STATE_NONE, new.state, r->reason, NULL, error);
	r->sheet = new;
	return err;
}

static enum err find_move(struct db *db, struct moving *m, struct error *error)
{
	struct move_request *r = m->r;
	const struct request_head *h = &r->head;
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, r->sheet_id, &r->sheet, error);

	if (err != ERR_OK)
		return err;
	m->transition = transition_find(r->action, r->sheet.state, h->actor->role);
	if (m->transition == NULL || !transition_is_own(m->transition, h->actor, r->sheet.created_by, r->sheet.enumerator_id))
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "no %s from %s", action_code(r->action),
		                 state_code(r->sheet.state));
	if (r->row_version != 0 && r->row_version != r->sheet.row_version)
		return error_set(error, ERR_CONFLICT, message_text(MSG_STALE), "stale version of sheet %lld", (long long)r->sheet.id);
	return campaign_by_id_any(db, h->arena, r->sheet.campaign_id, &m->campaign, error);
}

enum err move_replaced(struct db *db, const struct request_head *head, const struct sheet *new, struct error *error)
{
	struct move_request old = { .head = *head, .action = ACTION_REPLACE, .sheet_id = new->replaces_id };
	struct moving m = { .r = &old, .replaced_by_id = new->id };

	if (new->replaces_id == 0)
		return ERR_OK;
	enum err err = sheet_load_any(db, head->arena, head->workflow->form, new->replaces_id, &old.sheet, error);
	if (err != ERR_OK || state_in(old.sheet.state, STATES_OUT))
		return err;
	err = find_move(db, &m, error);
	if (err == ERR_NOT_FOUND)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "the sheet to be replaced is another's");
	if (err == ERR_OK)
		err = ask_needs(db, &m, error);
	return err == ERR_OK ? write_move(db, &m, error) : err;
}

enum err move_in_job(struct db *db, struct move_request *request, struct error *error)
{
	struct moving *m = arena_alloc(request->head.arena, sizeof *m);

	m->r = request;
	enum err err = find_move(db, m, error);
	if (err == ERR_OK)
		err = ask_needs(db, m, error);
	request->begun = err == ERR_OK;
	if (err == ERR_OK)
		err = request->action == ACTION_REPLACE ? begin_replacement(db, m, error) : write_move(db, m, error);
	if (err == ERR_OK && request->action == ACTION_SUBMIT)
		err = move_replaced(db, &request->head, &request->sheet, error);
	return err;
}

static enum err move_job(struct db *db, void *arg, struct error *error)
{
	struct move_request *r = arg;
	enum err err = move_in_job(db, r, error);

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

/* The refused job left nothing. What acceptance found stands on the sheet all the same, and a draft that was sent has been sent once. */
static enum err refused_job(struct db *db, void *arg, struct error *error)
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
	enum err err = write_run(&request->head, move_job, request, error);

	if (err == ERR_UNPROCESSABLE && leaves_something(request) && db_write(writer, refused_job, request, NULL) != ERR_OK)
		log_line(LOG_WARNING, "what a refused move found was not kept");
	return err;
}

/* ---- what may be done ---- */

size_t workflow_actions(const struct actor *actor, const struct sheet *sheet, enum action out[ACTION_MOVES_END])
{
	size_t count = 0;

	for (int action = 0; action < ACTION_MOVES_END; action++) {
		const struct transition *t = transition_find((enum action)action, sheet->state, actor->role);
		if (t == NULL || (t->needs & (NEEDS_DECISION | NEEDS_LAST_MOVE)) != 0 || action == ACTION_SIGN || !transition_is_own(t, actor, sheet->created_by, sheet->enumerator_id))
			continue;
		if ((t->needs & NEEDS_OTHER_WRITER) != 0 && !typed_anothers_paper(actor, sheet))
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
