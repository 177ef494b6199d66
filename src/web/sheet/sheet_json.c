/* GET /sheets/{id}.json (src/domain.md §13), masked as the page is. */
#include "base/json.h"
#include "report/finding_shown.h"
#include "store/sheet/event.h"
#include "text/messages.h"
#include "web/frame/answer_json.h"
#include "web/frame/text.h"
#include "web/part/changed.h"
#include "web/part/shown.h"
#include "web/sheet/sheet.h"

static void add_id(cJSON *object, const char *name, int64_t id)
{
	if (id == 0)
		cJSON_AddNullToObject(object, name);
	else
		cJSON_AddNumberToObject(object, name, (double)id);
}

/* Numbers as this actor may read them. */
static cJSON *answer_json(struct http_request *request, const struct field *field, const struct answer *answer)
{
	cJSON *value = answer_to_json(field, answer);
	const char *text = cJSON_GetStringValue(value);

	if (text == NULL)
		return value;
	cJSON *shown = cJSON_CreateString(field->personal ? web_number(request, text) : web_masked(request, text));
	cJSON_Delete(value);
	return shown;
}

static void add_answers(cJSON *object, const struct sheet_view *view)
{
	const struct answers *a = &view->sheet.answers;
	cJSON *answers = cJSON_AddObjectToObject(object, "answers"), *raw = cJSON_AddObjectToObject(object, "raw");

	for (size_t i = 0; i < a->form->field_count; i++) {
		const struct field *field = &a->form->fields[i];
		const struct answer *answer = &a->items[i];
		if (answer->state == ANSWER_BAD)
			cJSON_AddStringToObject(raw, field->name, web_answer(view->request, field, answer));
		else if (answer->state == ANSWER_VALID)
			cJSON_AddItemToObject(answers, field->name, answer_json(view->request, field, answer));
	}
}

static cJSON *changes_json(const struct sheet_view *view, const struct event *event)
{
	struct change *changes;
	size_t count = event_changes(view->request, view->sheet.answers.form, event, &changes);
	cJSON *object = cJSON_CreateObject();

	for (size_t i = 0; i < count; i++) {
		if (changes[i].field == NULL)
			continue;
		if (changes[i].reason) {
			cJSON_AddStringToObject(object, changes[i].field->name, changes[i].after);
			continue;
		}
		cJSON *pair = cJSON_AddArrayToObject(object, changes[i].field->name);
		cJSON_AddItemToArray(pair,
		                     changes[i].before == NULL ? cJSON_CreateNull() : cJSON_CreateString(changes[i].before));
		cJSON_AddItemToArray(pair,
		                     changes[i].after == NULL ? cJSON_CreateNull() : cJSON_CreateString(changes[i].after));
	}
	return object;
}

/* Reasons by rule: of warnings confirmed, or of confirmations taken back; left out when there are none. */
static void add_reasons(cJSON *object, const char *name, const struct sheet_view *view, const struct event *event,
                        bool withdrawn)
{
	struct change *changes;
	size_t count = event_changes(view->request, view->sheet.answers.form, event, &changes);
	cJSON *reasons = NULL;

	for (size_t i = 0; i < count; i++) {
		const char *reason = withdrawn ? changes[i].before : changes[i].after;
		if (changes[i].rule == NULL || reason == NULL)
			continue;
		if (reasons == NULL)
			reasons = cJSON_AddObjectToObject(object, name);
		cJSON_AddStringToObject(reasons, changes[i].rule, reason);
	}
}

static void add_history(cJSON *object, const struct sheet_view *view)
{
	cJSON *list = cJSON_AddArrayToObject(object, "history");

	for (size_t i = 0; i < view->event_count; i++) {
		const struct event *e = &view->events[i];
		cJSON *one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "at", e->at);
		json_put_text(one, "by", e->actor_name);
		cJSON_AddStringToObject(one, "action", action_code(e->action));
		json_put_text(one, "from", state_code(e->from_state));
		json_put_text(one, "to", state_code(e->to_state));
		json_put_text(one, "reason", web_masked(view->request, e->reason));
		cJSON_AddItemToObject(one, "fields", changes_json(view, e));
		add_reasons(one, "confirmed", view, e, false);
		add_reasons(one, "withdrawn", view, e, true);
		cJSON_AddItemToArray(list, one);
	}
}

static void add_actions(cJSON *object, const struct sheet_view *view)
{
	cJSON *list = cJSON_AddArrayToObject(object, "actions");
	enum action actions[ACTION_MOVES_END];
	size_t count = sheet_view_actions(view, actions);

	for (size_t i = 0; i < count; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(action_code(actions[i])));
}

/* Sheets that the person may have already: for the page where this one is typed. */
static void add_similar(cJSON *object, const struct sheet_view *view)
{
	cJSON *list = view->similar.count == 0 ? NULL : cJSON_AddArrayToObject(object, "similar");

	if (list != NULL)
		cJSON_AddStringToObject(object, "similar_text", message_text(MSG_SIMILAR));
	for (size_t i = 0; i < view->similar.count; i++) {
		cJSON *one = cJSON_CreateObject();
		json_put_int(one, "id", view->similar.items[i].id);
		json_put_text(one, "text", view->similar.items[i].text);
		cJSON_AddItemToArray(list, one);
	}
}

enum err sheet_view_json(struct sheet_view *view, struct http_response *response, struct error *error)
{
	const struct sheet *s = &view->sheet;
	const struct form *form = s->answers.form;
	const struct kind_reader reader = web_reader(view->request);
	cJSON *object = cJSON_CreateObject();

	cJSON_AddNumberToObject(object, "id", (double)s->id);
	cJSON_AddStringToObject(object, "uid", s->uid);
	cJSON_AddStringToObject(object, "state", state_code(s->state));
	cJSON_AddNumberToObject(object, "row_version", (double)s->row_version);
	cJSON_AddStringToObject(object, "form", form->name);
	cJSON_AddNumberToObject(object, "form_version", (double)s->form_version);
	add_id(object, form->hamlet->name, answers_number(&s->answers, form->hamlet));
	json_put_text(object, "area", s->area_name);
	cJSON_AddStringToObject(object, "campaign", s->campaign_code);
	add_answers(object, view);
	cJSON_AddItemToObject(object, "findings", findings_json(&reader, view->findings, view->finding_count));
	add_id(object, "person_id", s->person_id);
	add_id(object, "replaces_id", s->replaces_id);
	add_id(object, "replaced_by_id", s->replaced_by_id);
	add_history(object, view);
	add_actions(object, view);
	add_similar(object, view);
	return json_send(view->request, response, object, error);
}
