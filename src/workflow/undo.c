#include "workflow/undo.h"

#include "base/json.h"
#include "store/handover/minutes.h"
#include "store/payment/payment.h"
#include "store/person/duplicate.h"
#include "text/messages.h"

static bool is_undo(const struct event *event)
{
	return event->diff != NULL && event->action == ACTION_UNDO;
}

size_t undo_skip(const struct event *events, size_t count)
{
	while (count >= 2 && is_undo(&events[count - 1]))
		count -= 2;
	return count;
}

static bool moves_to(const struct event *event, enum state state)
{
	return event->to_state == state && event->from_state != state;
}

/* What was received counts from the day on which its paper was counted. */
static bool begins_again(const struct event *event, enum state state)
{
	return state == STATE_RECEIVED && event->to_state == state && event->action == ACTION_COUNTED;
}

/* Since when the sheet was in that state, by the first `count` events; NULL: it was not in it. */
static const char *reached(const struct event *events, size_t count, enum state state)
{
	while ((count = undo_skip(events, count)) > 0) {
		const struct event *event = &events[--count];
		if (moves_to(event, state) || begins_again(event, state))
			return event->at;
	}
	return NULL;
}

/* A number that an event keeps; 0: none. */
static int64_t number_of(const struct event *event, const char *name)
{
	cJSON *diff = event->diff == NULL ? NULL : json_parse(event->diff, strlen(event->diff));
	const cJSON *item = cJSON_GetObjectItem(diff, name);
	int64_t number = cJSON_IsNumber(item) ? (int64_t)item->valuedouble : 0;

	cJSON_Delete(diff);
	return number;
}

/* When the sheet was accepted last, by the first `count` events; NULL: it was not. What a decision about duplicates
 * took out and gave back was accepted when it was. */
static const char *accepted(const struct event *events, size_t count)
{
	while ((count = undo_skip(events, count)) > 0) {
		const struct event *event = &events[--count];
		if (moves_to(event, STATE_ACCEPTED) && event->action != ACTION_RESTORE)
			return event->at;
	}
	return NULL;
}

/* Of the last return by the police, by the first `count` events; 0: there was none. */
static int64_t police_reason(const struct event *events, size_t count)
{
	while ((count = undo_skip(events, count)) > 0) {
		if (events[--count].action == ACTION_POLICE_RETURN)
			return number_of(&events[count], "_police_reason");
	}
	return 0;
}

static enum undo_term term_of(const struct actor *actor, const struct event *event)
{
	const struct transition *t;

	if (event->action == ACTION_DELIVER)
		return UNDO_TEN_MINUTES;
	t = transition_find(event->action, event->from_state, actor->role);
	return t == NULL ? UNDO_NEVER : t->undo;
}

static enum err refuse(struct error *error, enum message why)
{
	return error_set(error, ERR_CONFLICT, message_text(why), "nothing to undo");
}

static enum err check_time(const struct clock *clock, const char *at, struct error *error)
{
	char earliest[CLOCK_TEXT];

	clock_to_iso(clock_seconds(clock) - UNDO_SECONDS, earliest);
	return strcmp(at, earliest) >= 0 ? ERR_OK : refuse(error, MSG_UNDO_LATE);
}

enum err undo_check_term(const struct clock *clock, enum undo_term term, const char *at, struct error *error)
{
	struct date day = clock_day_of(at), today = clock_today(clock);

	if (term == UNDO_NEVER)
		return refuse(error, MSG_UNDO_NEVER);
	if (term == UNDO_TEN_MINUTES)
		return check_time(clock, at, error);
	return date_to_days(day) == date_to_days(today) ? ERR_OK : refuse(error, MSG_UNDO_LATE_DAY);
}

/* What came of the move besides itself, and is taken back another way or never. */
static enum err check_ties(struct db *db, const struct sheet *sheet, const struct event *last, struct error *error)
{
	enum action action = last->action;

	if (db != NULL && minutes_of_event(db, sheet->id, last->id).id != 0)
		return refuse(error, MSG_UNDO_ISSUED);
	if (db != NULL && payment_holds_event_any(db, sheet->id, last->id))
		return refuse(error, MSG_UNDO_PAID);
	if (db != NULL && payment_took_back_any(db, sheet, last->id))
		return refuse(error, MSG_UNDO_TAKEN_BACK);
	if (action == ACTION_SUBMIT && sheet->replaces_id != 0)
		return refuse(error, MSG_UNDO_REPLACES);
	if (action == ACTION_CANCEL && duplicate_took_out_any(db, sheet->id))
		return refuse(error, MSG_UNDO_DECISION);
	if (action == ACTION_CANCEL && sheet->replaces_id != 0 && record_is_replaced_any(db, sheet->replaces_id))
		return refuse(error, MSG_UNDO_REPLACED);
	return ERR_OK;
}

/* A cancelled sheet that had been accepted is not judged again before it is handed over. */
static bool comes_back_accepted(const struct event *last)
{
	enum state from = last->from_state;

	return last->action == ACTION_CANCEL && (from == STATE_ACCEPTED || from == STATE_POLICE_RETURNED);
}

/* clock NULL: whenever it was. */
static enum err find(struct db *db, const struct clock *clock, const struct actor *actor, const struct sheet *sheet,
                     const struct event *events, size_t count, struct undo *out, struct error *error)
{
	const struct event *last = count == 0 ? NULL : &events[count - 1];
	enum undo_term term = last == NULL ? UNDO_NEVER : term_of(actor, last);

	if (term == UNDO_NEVER)
		return refuse(error, MSG_UNDO_NEVER);
	if (last->actor_id != actor->user_id)
		return refuse(error, MSG_UNDO_OTHERS);
	enum err err = clock == NULL ? ERR_OK : undo_check_term(clock, term, last->at, error);
	if (err == ERR_OK)
		err = check_ties(db, sheet, last, error);
	if (err != ERR_OK)
		return err;
	const char *since = reached(events, count - 1, last->from_state);
	bool was_accepted = moves_to(last, STATE_ACCEPTED), accepts = last->action == ACTION_ACCEPT;
	*out = (struct undo){ .action = last->action,
		                  .event_id = last->id,
		                  .to = last->from_state,
		                  .since = since == NULL ? sheet->since : since,
		                  .accepted_at = was_accepted ? accepted(events, count - 1) : sheet->accepted_at,
		                  .police_reason = last->action == ACTION_POLICE_RETURN ? police_reason(events, count - 1)
		                                                                        : sheet->police_reason,
		                  .rule_version = accepts ? number_of(last, "_rules_before") : sheet->rule_version,
		                  .must_hold = comes_back_accepted(last),
		                  .batch_id = last->action == ACTION_DELIVER ? batch_of_sheet(db, sheet->id) : 0 };
	return ERR_OK;
}

enum err undo_find(struct db *db, const struct workflow *workflow, const struct actor *actor, const struct sheet *sheet,
                   const struct event *events, size_t count, struct undo *out, struct error *error)
{
	return find(db, &workflow->clock, actor, sheet, events, count, out, error);
}

enum err undo_find_of_act(struct db *db, const struct actor *actor, const struct sheet *sheet,
                          const struct event *events, size_t count, struct undo *out, struct error *error)
{
	return find(db, NULL, actor, sheet, events, count, out, error);
}
