#include "workflow/gate.h"

#include "base/memory.h"
#include "store/campaign/stage.h"
#include "store/handover/outcome.h"
#include "store/report/quality.h"
#include "text/label.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/handover/bundle_move.h"
#include "workflow/handover/minutes_task.h"
#include "workflow/history.h"
#include "workflow/many/many.h"
#include "workflow/person/end.h"
#include "workflow/verdict/neighbours.h"

/* ---- the row, and who ---- */

static enum err read_campaign(struct db *db, struct move *m, struct error *error)
{
	struct arena *arena = m->asked->head.arena;
	struct campaign *campaign = arena_alloc(arena, sizeof *campaign);

	if (m->campaign != NULL)
		return ERR_OK;
	m->campaign = campaign;
	return campaign_by_id_any(db, arena, m->sheet->campaign_id, campaign, error);
}

enum err gate_open(struct move *m, struct error *error)
{
	const struct move_request *asked = m->asked;
	const struct actor *actor = asked->head.actor;
	const struct sheet *sheet = m->sheet;

	m->row = transition_find(asked->action, m->sheet->state, actor->role);
	if (m->row == NULL || !transition_is_own(m->row, actor, sheet->created_by, sheet->enumerator_id))
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "no %s from %s",
		                 action_code(asked->action), state_code(sheet->state));
	if (asked->row_version != 0 && asked->row_version != sheet->row_version)
		return error_set(error, ERR_CONFLICT, message_text(MSG_STALE), "stale version of sheet %lld",
		                 (long long)sheet->id);
	return ERR_OK;
}

/* ---- what a move needs ---- */

static bool is_filled(const char *text)
{
	return text != NULL && text[0] != '\0';
}

enum err gate_ask_open(const struct request_head *head, const struct campaign *campaign, struct error *error)
{
	if (!campaign_is_closed(campaign, clock_today(&head->workflow->clock)))
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_CAMPAIGN_IS_CLOSED), "campaign %s is closed",
	                 campaign->code);
}

enum err gate_ask_open_of(struct db *db, const struct request_head *head, int64_t campaign_id, struct error *error)
{
	struct campaign campaign;
	enum err err = campaign_by_id_any(db, head->arena, campaign_id, &campaign, error);

	return err == ERR_OK ? gate_ask_open(head, &campaign, error) : err;
}

/* A closed campaign is for reading. One that is closed for collection takes nothing new: what was given back comes
 * again, and what takes the place of another sheet comes. */
static enum err need_open_campaign(struct db *db, struct move *m, struct error *error)
{
	const struct request_head *h = &m->asked->head;
	bool new = m->row->action == ACTION_SUBMIT && m->row->from == STATE_DRAFT && m->sheet->replaces_id == 0;
	enum err err = gate_ask_open(h, m->campaign, error);

	(void)db;
	if (err != ERR_OK || !new || !campaign_is_collected(m->campaign, clock_today(&h->workflow->clock)))
		return err;
	return error_set(error, ERR_CONFLICT, message_text(MSG_CAMPAIGN_IS_COLLECTED), "campaign %s collects no more",
	                 m->campaign->code);
}

/* What takes an act back in pieces says that none of its sheets was acted on: so it must stay until the last one. */
static enum err need_free(struct db *db, struct move *m, struct error *error)
{
	return m->asked->act_id != 0 ? ERR_OK : act_check_free(db, m->sheet->id, error);
}

static enum err need_no_batch(struct db *db, struct move *m, struct error *error)
{
	if (batch_of_sheet(db, m->sheet->id) == 0)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_IN_BATCH), "sheet %lld is in an open batch",
	                 (long long)m->sheet->id);
}

bool gate_typed_for_another(const struct actor *actor, const struct sheet *sheet)
{
	return sheet->created_by == actor->user_id && !actor_is_member(actor, sheet->enumerator_id);
}

static enum err need_other_writer(struct db *db, struct move *m, struct error *error)
{
	(void)db;
	const struct actor *actor = m->asked->head.actor;

	if (gate_typed_for_another(actor, m->sheet))
		return ERR_OK;
	if (actor_is_member(actor, m->sheet->enumerator_id))
		return error_set(error, ERR_CONFLICT, message_text(MSG_NOT_YOUR_PAPER), "the actor is the enumerator");
	return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "sheet %lld is another's draft",
	                 (long long)m->sheet->id);
}

static enum err need_decision(struct db *db, struct move *m, struct error *error)
{
	(void)db;
	if (m->restore_to != STATE_NONE)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "no decision is undone");
}

static enum err need_counted(struct db *db, struct move *m, struct error *error)
{
	const struct bundle_name bundle = bundle_open_of_sheet(db, m->sheet->id);

	if (bundle.id == 0)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, bundle_sentence(m->asked->head.arena, MSG_IN_BUNDLE, bundle),
	                 "sheet %lld is in a bundle that nobody confirmed", (long long)m->sheet->id);
}

/* Who accepts: the campaign says whether an officer, or a meeting. */
static enum err need_accepter(struct db *db, struct move *m, struct error *error)
{
	bool meeting = m->minutes_id != 0;

	(void)db;
	if (m->campaign->meeting_accepts == meeting)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(meeting ? MSG_OFFICER_ACCEPTS : MSG_MEETING_ACCEPTS),
	                 "sheet %lld is accepted by others", (long long)m->sheet->id);
}

static enum err need_bundle(struct db *db, struct move *m, struct error *error)
{
	(void)db;
	if (m->bundle_id != 0)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "no bundle was counted");
}

static enum err need_correction_switch(struct db *db, struct move *m, struct error *error)
{
	(void)db;
	if (m->campaign->correct_in_place)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_NO_CORRECTION), "campaign does not correct in place");
}

static enum err need_list(struct db *db, struct move *m, struct error *error)
{
	if (m->asked->list != NULL && workflow_by_paper(db, m->asked->head.arena, m->sheet->commune_id))
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(m->asked->list == NULL ? MSG_CONFLICT : MSG_NOT_BY_PAPER),
	                 "the police of the commune do not confirm on paper");
}

static enum err need_last_move(struct db *db, struct move *m, struct error *error)
{
	const struct request_head *h = &m->asked->head;
	struct event *events;
	size_t count;
	enum err err = event_moves_any(db, h->arena, m->sheet->id, &events, &count, error);

	if (err == ERR_OK && m->asked->act_id != 0)
		err = undo_find_of_act(db, h->actor, m->sheet, events, count, &m->undo, error);
	else if (err == ERR_OK)
		err = undo_find(db, h->workflow, h->actor, m->sheet, events, count, &m->undo, error);
	if (err == ERR_OK && m->undo.action == ACTION_FORWARD)
		err = bundle_check_not_issued(db, h->arena, m->sheet->id, error);
	if (err == ERR_OK && m->undo.must_hold)
		err = gate_judge(db, m, error);
	if (err == ERR_OK && m->undo.must_hold && m->verdict.errors > 0)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_UNDO_ERRORS), "open errors by now");
	return err;
}

static bool too_long(const char *text)
{
	return text != NULL && utf8_length(text) > REASON_LIMIT;
}

/* Every text that a move keeps has the limit of a reason. */
static enum err need_short_texts(struct db *db, struct move *m, struct error *error)
{
	const struct move_request *asked = m->asked;
	bool over = too_long(asked->reason) || too_long(asked->note) || too_long(asked->place);

	(void)db;
	for (size_t i = 0; i < asked->field_reason_count; i++)
		over |= too_long(asked->field_reasons[i].reason);
	if (over)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_REASON_TOO_LONG),
		                 "a text is over the limit");
	return history_check_confirmations(asked->confirmations, asked->confirmation_count, error);
}

static enum err need_reason(struct db *db, struct move *m, struct error *error)
{
	(void)db;
	return history_need_reason(m->asked->reason, error);
}

static enum err need_police_reason(struct db *db, struct move *m, struct error *error)
{
	(void)db;
	if (police_reason_label(m->asked->police_reason) != NULL)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NEED_POLICE_REASON), "no police reason");
}

static enum err need_place(struct db *db, struct move *m, struct error *error)
{
	(void)db;
	if (is_filled(m->asked->place))
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NEED_PLACE), "no place of keeping");
}

enum err gate_ask_four_eyes(struct db *db, const struct request_head *head, const struct campaign *campaign,
                            const struct sheet *sheet, struct error *error)
{
	enum hindrance bar;
	const char *names;
	enum err err = hindrance_four_eyes(db, head->arena, campaign, sheet, head->actor->user_id, &bar, error);

	if (err != ERR_OK || bar == HINDRANCE_NONE)
		return err;
	err = hindrance_who_may(db, head->arena, campaign, sheet, &names, error);
	if (err != ERR_OK)
		return err;
	return error_set(error, ERR_UNPROCESSABLE, hindrance_sentence(head->arena, bar, names), "four eyes: %d",
	                 (int)bar);
}

static enum err need_four_eyes(struct db *db, struct move *m, struct error *error)
{
	/* Several people accept in a meeting. */
	return m->minutes_id != 0 ? ERR_OK : gate_ask_four_eyes(db, &m->asked->head, m->campaign, m->sheet, error);
}

enum err gate_judge(struct db *db, struct move *m, struct error *error)
{
	const struct move_request *asked = m->asked;
	const struct request_head *h = &asked->head;
	enum err err = m->judged ? ERR_OK : read_campaign(db, m, error);

	if (err != ERR_OK || m->judged)
		return err;
	err = verdict_again(db, h->arena, h->workflow, m->sheet, m->campaign, &m->verdict, error);
	if (err != ERR_OK)
		return err;
	if (asked->action == ACTION_ACCEPT || asked->action == ACTION_CORRECT)
		verdict_confirm(&m->verdict, asked->confirmations, asked->confirmation_count, h->actor->user_id,
		                h->now);
	m->judged = true;
	return ERR_OK;
}

static enum err need_no_errors(struct db *db, struct move *m, struct error *error)
{
	enum err err = gate_judge(db, m, error);

	if (err == ERR_OK && m->verdict.stops_submission)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_OPEN_ERRORS), "open errors");
	return err;
}

static enum err need_verdict(struct db *db, struct move *m, struct error *error)
{
	enum err err = gate_judge(db, m, error);

	if (err == ERR_OK && m->verdict.errors > 0)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_OPEN_ERRORS), "open errors");
	if (err == ERR_OK && m->verdict.warnings > 0)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_OPEN_WARNINGS), "unconfirmed warnings");
	return err;
}

/* In the order in which they are asked: conflicts with the state of things before what the person can mend.
 * NEEDS_OWN is who, above. */
static const struct { unsigned need; enum err (*ask)(struct db *, struct move *, struct error *); } needs[] = {
	{ NEEDS_NOTHING, need_open_campaign },  /* always */
	{ NEEDS_NOTHING, need_free },           /* always */
	{ NEEDS_CORRECTION_SWITCH, need_correction_switch },
	{ NEEDS_LIST, need_list },
	{ NEEDS_NOTHING, need_short_texts },    /* always */
	{ NEEDS_NO_BATCH, need_no_batch },
	{ NEEDS_ACCEPTER, need_accepter },
	{ NEEDS_COUNTED, need_counted },
	{ NEEDS_BUNDLE, need_bundle },
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

enum err gate_ask(struct db *db, struct move *m, struct error *error)
{
	enum err err = read_campaign(db, m, error);

	for (size_t i = 0; i < COUNT(needs) && err == ERR_OK; i++) {
		if ((m->row->needs & needs[i].need) == needs[i].need)
			err = needs[i].ask(db, m, error);
	}
	m->refused = err != ERR_OK;
	m->passed = !m->refused;
	return err;
}

/* ---- where it goes ---- */

static enum state target(const struct move *m)
{
	switch ((int)m->row->action) {
	case ACTION_RESTORE: return m->restore_to;
	case ACTION_UNDO: return m->undo.to;
	default: return transition_target(m->row, m->campaign, m->asked->head.actor->role);
	}
}

/* Where the sheet stands now, and since when. */
static void settle(struct move *m)
{
	struct sheet *sheet = m->sheet;
	enum action action = m->row->action;
	enum state from = m->sheet->state, to = target(m);

	sheet->state = to;
	if (to != from)
		sheet->since = m->asked->head.now;
	if (action == ACTION_UNDO) {
		sheet->since = m->undo.since;
		sheet->accepted_at = m->undo.accepted_at;
		sheet->police_reason = m->undo.police_reason;
		sheet->rule_version = m->undo.rule_version;
	} else if (to == STATE_ACCEPTED && action != ACTION_RESTORE) {
		sheet->accepted_at = m->asked->head.now;
	}
	if (action == ACTION_POLICE_RETURN)
		sheet->police_reason = m->asked->police_reason;
	if (action == ACTION_ACCEPT) {
		m->rules_before = sheet->rule_version;
		sheet->rule_version = m->verdict.rule_version;
	}
	sheet->clock_from = stage_clock_from(sheet);
	if (m->typed != ACTION_NONE)
		sheet->row_version++;   /* the move counts as a change of its own beside the answers */
}

/* ---- what is written ---- */

/* The row, and its findings when it was judged. */
static enum err write_sheet(struct db *db, struct move *m, struct error *error)
{
	struct sheet *sheet = m->sheet;
	struct arena *arena = m->asked->head.arena;

	sheet->updated_at = m->asked->head.now;
	if (m->judged) {
		sheet->open_errors = m->verdict.errors;
		sheet->open_warnings = m->verdict.warnings;
	}
	enum err err = sheet->id == 0 ? sheet_insert(db, arena, sheet, error) : sheet_update(db, arena, sheet, error);
	return err == ERR_OK && m->judged ? verdict_store(db, sheet, &m->verdict, error) : err;
}

/* What the figures of quality keep: a draft that is sent, refused or not, or given back as if it had been; the
 * acceptance. */
static enum err note_quality(struct db *db, struct move *m, enum state from, struct error *error)
{
	const struct request_head *h = &m->asked->head;
	struct finding_row *rows = m->verdict.rows;
	size_t count = m->verdict.count;
	enum action action = m->row->action;
	enum err err = ERR_OK;

	if (action == ACTION_ACCEPT)
		return quality_accepted(db, m->sheet, h->now, error);
	if (from != STATE_DRAFT || (action != ACTION_SUBMIT && action != ACTION_RETURN))
		return ERR_OK;
	if (!m->judged)
		err = finding_list(db, h->arena, m->sheet->id, &rows, &count, error);
	return err == ERR_OK ? quality_sent(db, m->sheet, rows, count, h->now, error) : err;
}

/* The entry of what was typed. */
static enum err tell_typed(struct db *db, struct move *m, bool new, enum state at, struct error *error)
{
	cJSON *changes = m->changes;

	m->changes = NULL;
	return history_add(db, &m->asked->head, m->typed, m->sheet->id, new ? STATE_NONE : at, at, NULL, changes,
	                   error);
}

/* What the move carried besides its reason, for the history. */
static cJSON *details(struct move *m)
{
	const struct move_request *asked = m->asked;
	cJSON *d = m->changes != NULL ? m->changes : cJSON_CreateObject();

	m->changes = NULL;
	for (size_t i = 0; i < asked->field_reason_count; i++)
		cJSON_AddStringToObject(d, asked->field_reasons[i].field, asked->field_reasons[i].reason);
	verdict_tell_confirmed(&m->verdict, asked->head.now, asked->head.arena, d);
	if (asked->police_reason != 0)
		cJSON_AddNumberToObject(d, "_police_reason", (double)asked->police_reason);
	if (is_filled(asked->place))
		cJSON_AddStringToObject(d, "_place", asked->place);
	if (asked->list != NULL) {
		cJSON_AddStringToObject(d, "_list", asked->list->day);
		cJSON_AddStringToObject(d, "_signer", asked->list->signer);
	}
	if (asked->return_id != 0)
		cJSON_AddNumberToObject(d, "_return", (double)asked->return_id);
	if (m->replaced_by_id != 0)
		cJSON_AddNumberToObject(d, "_replaced_by", (double)m->replaced_by_id);
	if (m->undo.action != ACTION_NONE)
		cJSON_AddStringToObject(d, "_undone", action_code(m->undo.action));
	if (m->undo.batch_id != 0 || m->batch_id != 0)
		cJSON_AddNumberToObject(d, "_batch", (double)(m->undo.batch_id + m->batch_id));
	if (m->bundle_id != 0)
		cJSON_AddNumberToObject(d, "_bundle", (double)m->bundle_id);
	if (m->minutes_id != 0)
		cJSON_AddNumberToObject(d, "_minutes", (double)m->minutes_id);
	if (m->rules_before != 0)
		cJSON_AddNumberToObject(d, "_rules_before", (double)m->rules_before);
	if (d != NULL && d->child == NULL) {
		cJSON_Delete(d);
		return NULL;
	}
	return d;
}

/* What was said of the move: the police's reason, with the note; of archiving, the place of the paper. */
static const char *said_reason(const struct move_request *asked)
{
	const char *label = police_reason_label(asked->police_reason);
	bool noted = is_filled(asked->note);

	if (label == NULL)
		return is_filled(asked->reason) ? asked->reason : is_filled(asked->place) ? asked->place : NULL;
	return noted ? arena_print(asked->head.arena, "%s: %s", label, asked->note) : label;
}

/* The reason as the history tells it, with the list that the move was recorded from. */
static const char *told_reason(const struct move_request *asked)
{
	const char *said = said_reason(asked);
	struct arena *arena = asked->head.arena;
	struct date day;
	char shown[DATE_TEXT] = "";

	if (asked->list == NULL)
		return said;
	if (date_from_iso(asked->list->day, false, &day))
		date_to_shown(day, shown);
	const char *values[] = { shown, asked->list->signer };
	const char *from = message_with(arena, MSG_FROM_LIST, values, COUNT(values));
	return said == NULL ? from : arena_print(arena, "%s (%s)", said, from);
}

static enum err tell_move(struct db *db, struct move *m, enum state from, struct error *error)
{
	return history_add(db, &m->asked->head, m->row->action, m->sheet->id, from, m->sheet->state,
	                   told_reason(m->asked), details(m), error);
}

/* What is found on others speaks of this sheet's answers, and of whether it waits or was accepted: both stay as they
 * were. */
static bool is_nothing_to_others(const struct move *m, enum state from)
{
	return m->typed == ACTION_NONE && state_in(from, STATES_ACCEPTED) && state_in(m->sheet->state, STATES_ACCEPTED);
}

static enum err judge_neighbours(struct db *db, const struct move *m, struct error *error)
{
	const struct request_head *h = &m->asked->head;

	return neighbours_judge(db, h->workflow, h->arena, m->sheet, error);
}

/* What the batch tells of the sheet for ever: its last, with which it came to the police. */
static enum err tell_batch(struct db *db, const struct move *m, struct error *error)
{
	enum action action = m->row->action;
	bool undone = m->undo.action == ACTION_ENTERED || m->undo.action == ACTION_POLICE_RETURN;

	if (action != ACTION_ENTERED && action != ACTION_POLICE_RETURN && action != ACTION_ARCHIVE && !undone)
		return ERR_OK;
	int64_t batch_id = batch_now_of_sheet(db, m->sheet->id, STATE_HANDED_OVER).id;
	const struct outcome_told told = { .batch_id = batch_id, .sheet_id = m->sheet->id, .at = m->asked->head.now,
		.reason = m->asked->police_reason, .by_paper = m->asked->list != NULL };
	if (undone)
		return outcome_none(db, batch_id, m->sheet->id, error);
	return action == ACTION_ENTERED   ? outcome_entered(db, &told, error)
	       : action == ACTION_ARCHIVE ? outcome_back(db, &told, error)
	                                  : outcome_returned(db, &told, error);
}

/* The police say that the person has died or moved away; what undoes that, or says that they were wrong. */
static enum err tell_end(struct db *db, const struct move *m, struct error *error)
{
	const struct request_head *h = &m->asked->head;

	if (m->row->action == ACTION_POLICE_RETURN)
		return end_follow_police(db, h, m->sheet, m->asked->police_reason, error);
	if (m->undo.action != ACTION_POLICE_RETURN && m->row->action != ACTION_RESEND)
		return ERR_OK;
	return end_undo_police(db, h, m->sheet->id, message_text(MSG_END_POLICE_BACK), error);
}

/* In the order in which the history tells it: what was typed, the move, what became of another sheet. */
static enum err write_all(struct db *db, struct move *m, enum state from, struct error *error)
{
	bool new = m->sheet->id == 0;
	enum err err = write_sheet(db, m, error);

	if (err == ERR_OK && m->undo.batch_id != 0)
		err = batch_set_outcome(db, m->undo.batch_id, m->sheet->id, OUTCOME_REMOVED, error);
	if (err == ERR_OK)
		err = bundle_follow(db, m, error);
	if (err == ERR_OK)
		err = minutes_follow(db, m, error);
	if (err == ERR_OK)
		err = note_quality(db, m, from, error);
	if (err == ERR_OK && m->typed != ACTION_NONE)
		err = tell_typed(db, m, new, from, error);
	if (err == ERR_OK)
		err = tell_move(db, m, from, error);
	if (err == ERR_OK)
		err = tell_batch(db, m, error);
	if (err == ERR_OK)
		err = tell_end(db, m, error);
	if (err == ERR_OK && m->row->action == ACTION_SUBMIT)
		err = gate_replace(db, &m->asked->head, m->sheet, error);
	if (err != ERR_OK || is_nothing_to_others(m, from))
		return err;
	return judge_neighbours(db, m, error);
}

static void drop_changes(struct move *m)
{
	cJSON_Delete(m->changes);
	m->changes = NULL;
}

enum err gate_write(struct db *db, struct move *m, struct error *error)
{
	enum state from = m->sheet->state;

	if (!m->passed)
		abort();
	settle(m);
	enum err err = write_all(db, m, from, error);
	drop_changes(m);
	return err;
}

enum err gate_pass(struct db *db, struct move *m, struct error *error)
{
	enum err err = gate_open(m, error);

	if (err == ERR_OK)
		err = gate_ask(db, m, error);
	return err == ERR_OK ? gate_write(db, m, error) : err;
}

enum err gate_keep(struct db *db, struct move *m, struct error *error)
{
	bool new = m->sheet->id == 0;
	enum err err = write_sheet(db, m, error);

	if (err == ERR_OK)
		err = tell_typed(db, m, new, m->sheet->state, error);
	drop_changes(m);
	if (err == ERR_OK && m->refused)
		err = note_quality(db, m, m->sheet->state, error);
	return err == ERR_OK && m->sheet->state != STATE_DRAFT ? judge_neighbours(db, m, error) : err;
}

/* ---- another sheet takes the place ---- */

enum err gate_replace(struct db *db, const struct request_head *head, const struct sheet *new, struct error *error)
{
	const struct form *form = head->workflow->form;
	const struct move_request asked = { .head = *head, .action = ACTION_REPLACE };
	struct sheet old;
	struct move move = { .asked = &asked, .sheet = &old, .replaced_by_id = new->id };
	enum err err;

	if (new->replaces_id == 0)
		return ERR_OK;
	err = sheet_load_any(db, head->arena, form, new->replaces_id, &old, error);
	if (err != ERR_OK || state_in(old.state, STATES_OUT))
		return err;
	err = sheet_load(db, head->arena, form, head->actor, old.id, &old, error);
	if (err == ERR_NOT_FOUND)
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT),
		                 "the sheet to be replaced is another's");
	return err == ERR_OK ? gate_pass(db, &move, error) : err;
}
