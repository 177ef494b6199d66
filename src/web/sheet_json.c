/* GET /sheets/{id}.json (DESIGN §7), masked as the page is. */
#include "base/json.h"
#include "store/event.h"
#include "text/messages.h"
#include "web/sheet.h"

static void add_text(cJSON *object, const char *name, const char *text)
{
	if (text == NULL)
		cJSON_AddNullToObject(object, name);
	else
		cJSON_AddStringToObject(object, name, text);
}

static void add_id(cJSON *object, const char *name, int64_t id)
{
	if (id == 0)
		cJSON_AddNullToObject(object, name);
	else
		cJSON_AddNumberToObject(object, name, (double)id);
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
		else if (answer->state == ANSWER_VALID && field->personal)
			cJSON_AddStringToObject(answers, field->name, web_number(view->request, answer->text));
		else if (answer->state == ANSWER_VALID)
			cJSON_AddItemToObject(answers, field->name, answer_to_json(field, answer));
	}
}

static cJSON *words(const char *text)
{
	cJSON *list = cJSON_CreateArray();

	while (*text != '\0') {
		char word[64];
		size_t length = strcspn(text, " ");
		snprintf(word, sizeof word, "%.*s", (int)length, text);
		cJSON_AddItemToArray(list, cJSON_CreateString(word));
		text += length;
		text += strspn(text, " ");
	}
	return list;
}

static void add_findings(cJSON *object, const struct sheet_view *view)
{
	cJSON *list = cJSON_AddArrayToObject(object, "findings");

	for (size_t i = 0; i < view->finding_count; i++) {
		const struct finding_row *f = &view->findings[i];
		if (!finding_is_shown(web_actor(view->request), f))
			continue;
		cJSON *one = cJSON_CreateObject();
		cJSON_AddNumberToObject(one, "id", (double)f->id);
		cJSON_AddStringToObject(one, "rule", f->rule);
		cJSON_AddStringToObject(one, "severity", f->severity);
		cJSON_AddItemToObject(one, "fields", words(f->fields));
		cJSON_AddStringToObject(one, "message", web_masked(view->request, f->message));
		if (f->confirmed_by == 0) {
			cJSON_AddNullToObject(one, "confirmed");
		} else {
			cJSON *confirmed = cJSON_AddObjectToObject(one, "confirmed");
			cJSON_AddStringToObject(confirmed, "by", f->confirmed_name);
			cJSON_AddStringToObject(confirmed, "at", f->confirmed_at);
			cJSON_AddStringToObject(confirmed, "reason", web_masked(view->request, f->reason));
		}
		cJSON_AddItemToArray(list, one);
	}
}

static cJSON *changes_json(const struct sheet_view *view, const struct event *event)
{
	struct change *changes;
	size_t count = event_changes(view->request, view->sheet.answers.form, event, &changes);
	cJSON *object = cJSON_CreateObject();

	for (size_t i = 0; i < count; i++) {
		bool reason = strcmp(event->action, action_code(ACTION_RETURN)) == 0;
		if (reason) {
			cJSON_AddStringToObject(object, changes[i].field->name, changes[i].after);
			continue;
		}
		cJSON *pair = cJSON_AddArrayToObject(object, changes[i].field->name);
		cJSON_AddItemToArray(pair, changes[i].before == NULL ? cJSON_CreateNull() : cJSON_CreateString(changes[i].before));
		cJSON_AddItemToArray(pair, changes[i].after == NULL ? cJSON_CreateNull() : cJSON_CreateString(changes[i].after));
	}
	return object;
}

static void add_history(cJSON *object, const struct sheet_view *view)
{
	cJSON *list = cJSON_AddArrayToObject(object, "history");

	for (size_t i = 0; i < view->event_count; i++) {
		const struct event *e = &view->events[i];
		cJSON *one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "at", e->at);
		add_text(one, "by", e->actor_name);
		cJSON_AddStringToObject(one, "action", e->action);
		add_text(one, "from", e->from_state);
		add_text(one, "to", e->to_state);
		add_text(one, "reason", web_masked(view->request, e->reason));
		cJSON_AddItemToObject(one, "fields", changes_json(view, e));
		cJSON_AddItemToArray(list, one);
	}
}

static void add_actions(cJSON *object, const struct sheet_view *view)
{
	cJSON *list = cJSON_AddArrayToObject(object, "actions");
	enum action actions[ACTION_COUNT];
	size_t count = workflow_actions(web_actor(view->request), &view->sheet, actions);

	for (size_t i = 0; i < count; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(action_code(actions[i])));
}

enum err sheet_view_json(struct sheet_view *view, struct http_response *response, struct error *error)
{
	const struct sheet *s = &view->sheet;
	const struct form *form = s->answers.form;
	const struct answer *area = &s->answers.items[form_find(form, "area_id")];
	cJSON *object = cJSON_CreateObject();

	cJSON_AddNumberToObject(object, "id", (double)s->id);
	cJSON_AddStringToObject(object, "uid", s->uid);
	cJSON_AddStringToObject(object, "state", s->state);
	cJSON_AddNumberToObject(object, "row_version", (double)s->row_version);
	cJSON_AddStringToObject(object, "form", form->name);
	cJSON_AddNumberToObject(object, "form_version", (double)s->form_version);
	add_id(object, "area_id", area->state == ANSWER_VALID ? area->number : 0);
	add_text(object, "area", s->area_name);
	cJSON_AddStringToObject(object, "campaign", s->campaign_code);
	add_answers(object, view);
	add_findings(object, view);
	add_id(object, "replaces_id", s->replaces_id);
	add_id(object, "replaced_by_id", s->replaced_by_id);
	add_history(object, view);
	add_actions(object, view);
	const char *text = json_print(view->request->arena, object);
	cJSON_Delete(object);
	if (text == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for JSON");
	response->status = 200;
	response->content_type = "application/json; charset=utf-8";
	buf_text(&response->body, text);
	return ERR_OK;
}
