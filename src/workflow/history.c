#include "workflow/history.h"

#include "base/json.h"
#include "store/sheet/event.h"
#include "text/messages.h"
#include "text/utf8.h"

/* As it was typed: in full where only a part is the answer. */
static cJSON *side(struct arena *arena, const struct field *field, const struct answer *answer)
{
	if (answer == NULL || answer->state == ANSWER_NONE)
		return cJSON_CreateNull();
	return cJSON_CreateString(answer->raw != NULL ? answer->raw : answer_typed(arena, field, answer));
}

static cJSON *pair(struct arena *arena, const struct field *field, const struct answer *before,
                   const struct answer *after)
{
	cJSON *both = cJSON_CreateArray();

	cJSON_AddItemToArray(both, side(arena, field, before));
	cJSON_AddItemToArray(both, side(arena, field, after));
	return both;
}

static bool is_told(const struct field *field, const struct answer *before, const struct answer *after)
{
	if (before == NULL)
		return after->state == ANSWER_VALID && after->raw != NULL;
	return !answer_same(field, before, after);
}

cJSON *history_diff(struct arena *arena, const struct answers *before, const struct answers *after)
{
	cJSON *diff = NULL;

	for (size_t i = 0; i < after->form->field_count; i++) {
		const struct field *field = &after->form->fields[i];
		const struct answer *old = before == NULL ? NULL : &before->items[i];
		if (!is_told(field, old, &after->items[i]))
			continue;
		if (diff == NULL)
			diff = cJSON_CreateObject();
		cJSON_AddItemToObject(diff, field->name, pair(arena, field, old, &after->items[i]));
	}
	return diff;
}

enum err history_add(struct db *db, const struct request_head *head, enum action action, int64_t sheet_id,
                     enum state from, enum state to, const char *reason, cJSON *diff, struct error *error)
{
	const char *text = NULL;

	if (diff != NULL) {
		text = json_print(head->arena, diff);
		cJSON_Delete(diff);
		if (text == NULL)
			return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a history entry");
	}
	struct event event = { .at = head->now, .actor_id = head->actor->user_id, .action = action, .sheet_id = sheet_id,
		.from_state = from,
		.to_state = to, .reason = reason, .diff = text };
	return event_add(db, &event, error);
}

enum err history_need_reason(const char *reason, struct error *error)
{
	if (reason == NULL || reason[0] == '\0')
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NEED_REASON), "no reason");
	if (utf8_length(reason) > REASON_LIMIT)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_REASON_TOO_LONG), "reason over the limit");
	return ERR_OK;
}

enum err history_check_confirmations(const struct confirmation *confirmations, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		if (confirmations[i].reason != NULL && utf8_length(confirmations[i].reason) > REASON_LIMIT)
			return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_REASON_TOO_LONG),
			                 "a confirmation over the limit");
	}
	return ERR_OK;
}
