#include "web/part/changed.h"

#include "base/json.h"
#include "base/memory.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/part/shown.h"

#define CONFIRMED "_confirmed_"
#define WITHDRAWN "_withdrawn_"

static const struct { const char *name; enum message label; } besides[] = {
	{ "_enumerator", MSG_ROLE_ENUMERATOR },
	{ "_campaign", MSG_NAV_CAMPAIGNS },
	{ "_import", MSG_IMPORT_ORIGIN },
};

/* ---- the changes of an event ---- */

/* What a name in a diff stands for; false for what is no change of the sheet. */
static bool name_change(const struct form *form, const char *name, struct change *out)
{
	int index = form_find(form, name);

	if (index >= 0) {
		*out = (struct change){ .field = &form->fields[index], .label = form->fields[index].label,
			.place = (size_t)index };
		return true;
	}
	for (size_t i = 0; i < COUNT(besides); i++) {
		if (strcmp(besides[i].name, name) == 0) {
			*out = (struct change){ .label = message_text(besides[i].label), .place = form->field_count + i };
			return true;
		}
	}
	return false;
}

/* "_confirmed_W13": why; the rules for the officer alone are not told to others. */
static bool name_confirmation(struct http_request *request, const char *name, struct change *out)
{
	bool taken_back = strncmp(name, WITHDRAWN, sizeof WITHDRAWN - 1) == 0;

	if (!taken_back && strncmp(name, CONFIRMED, sizeof CONFIRMED - 1) != 0)
		return false;
	const struct finding_row finding = { .rule = arena_text(request->arena, strchr(name + 1, '_') + 1) };
	enum message label = taken_back ? MSG_WITHDRAWN_RULE : MSG_CONFIRMED_RULE;
	*out = (struct change){ .rule = finding.rule, .label = message_fill(request, label, finding.rule, NULL) };
	return finding_is_shown(web_actor(request), &finding);
}

/* What stands in the diff beside a name. */
static void read_sides(struct arena *arena, const cJSON *item, struct change *change)
{
	const char *alone = cJSON_GetStringValue(item);
	const char *before = alone == NULL ? cJSON_GetStringValue(cJSON_GetArrayItem(item, 0)) : NULL;
	const char *after = alone == NULL ? cJSON_GetStringValue(cJSON_GetArrayItem(item, 1)) : alone;
	bool taken_back = alone != NULL && strncmp(item->string, WITHDRAWN, sizeof WITHDRAWN - 1) == 0;

	change->reason = alone != NULL;
	change->before = arena_text(arena, taken_back ? alone : before);
	change->after = taken_back ? NULL : arena_text(arena, after);
}

size_t event_changes_stored(struct http_request *request, const struct form *form, const struct event *event,
                            struct change **out)
{
	cJSON *diff = event->diff == NULL ? NULL : json_parse(event->diff, strlen(event->diff));
	const cJSON *item;
	size_t count = 0;

	*out = arena_array(request->arena, (size_t)cJSON_GetArraySize(diff) + 1, sizeof **out);
	cJSON_ArrayForEach(item, diff) {
		struct change *change = &(*out)[count];
		if (!name_change(form, item->string, change) && !name_confirmation(request, item->string, change))
			continue;
		read_sides(request->arena, item, change);
		count++;
	}
	cJSON_Delete(diff);
	return count;
}

const char *change_masked(struct http_request *request, const struct change *change, const char *text)
{
	bool number = change->field != NULL && change->field->personal && !change->reason;

	return text == NULL || !number ? web_masked(request, text) : web_number(request, text);
}

size_t change_places(const struct form *form)
{
	return form->field_count + COUNT(besides);
}

size_t event_changes(struct http_request *request, const struct form *form, const struct event *event,
                     struct change **out)
{
	size_t count = event_changes_stored(request, form, event, out);

	for (size_t i = 0; i < count; i++) {
		(*out)[i].before = change_masked(request, &(*out)[i], (*out)[i].before);
		(*out)[i].after = change_masked(request, &(*out)[i], (*out)[i].after);
	}
	return count;
}

const char *event_label(struct http_request *request, const struct event *event)
{
	if (event->action != ACTION_UNDO)
		return action_label(event->action);
	cJSON *diff = event->diff == NULL ? NULL : json_parse(event->diff, strlen(event->diff));
	enum action undone = action_from_code(cJSON_GetStringValue(cJSON_GetObjectItem(diff, "_undone")));
	const char *label = undone == ACTION_NONE ? action_label(ACTION_UNDECIDE)
	                                          : message_fill(request, MSG_UNDO_WHAT, action_label(undone), NULL);
	cJSON_Delete(diff);
	return label;
}

bool event_makes_version(struct http_request *request, const struct form *form, const struct event *event)
{
	struct change *changes;
	size_t count = event_changes_stored(request, form, event, &changes);

	for (size_t i = 0; i < count; i++) {
		if (!changes[i].reason)
			return true;
	}
	return event->cut;
}

/* ---- in words ---- */

static enum err read_area(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct area *area = arg;

	return area_by_id_any(db, request->arena, area->id, area, error);
}

static const char *area_name(struct http_request *request, int64_t id)
{
	struct area area = { .id = id };

	return web_read(request, read_area, &area, NULL) == ERR_OK ? area.full_name : web_id(request, id);
}

const char *change_shown(struct http_request *request, const struct change *change, const char *text)
{
	const struct field *field = change->field;
	struct answer answer;

	if (field != NULL && field->type == FIELD_BOOLEAN && !change->reason)
		return message_text(text == NULL ? MSG_LOG_NO : MSG_LOG_YES);
	if (text == NULL || text[0] == '\0')
		return message_text(MSG_NOT_ANSWERED);
	if (field == NULL || change->reason ||
	    (field->type != FIELD_CHOICE && field->type != FIELD_CODE && field->type != FIELD_AREA))
		return text;
	answer_from_typed(request->arena, field, &text, 1, &answer);
	if (answer.state != ANSWER_VALID)
		return text;
	return field->type == FIELD_AREA ? area_name(request, answer.number) : answer_shown(request->arena, field, &answer);
}
