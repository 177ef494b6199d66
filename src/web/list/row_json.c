#include "web/list/row_json.h"

#include "web/frame/answer_json.h"
#include "web/frame/text.h"
#include "web/part/shown.h"

cJSON *web_answer_json(struct http_request *request, const struct field *field, const struct answer *answer)
{
	cJSON *value = answer_to_json(field, answer);
	const char *text = cJSON_GetStringValue(value);

	if (text == NULL)
		return value;
	cJSON *shown = cJSON_CreateString(field->personal ? web_number(request, text) : web_masked(request, text));
	cJSON_Delete(value);
	return shown;
}

cJSON *sheet_row_json(struct http_request *request, const struct sheet_row *row)
{
	const struct form *form = web_app(request)->form;
	cJSON *object = cJSON_CreateObject();

	json_put_int(object, "id", row->id);
	json_put_text(object, "state", state_code(row->state));
	json_put_int(object, "row_version", row->row_version);
	json_put_text(object, form->full_name->name, web_masked(request, row->full_name));
	json_put_text(object, form->birth_date->name, row->birth_date);
	if (row->sex == 0)
		cJSON_AddNullToObject(object, form->sex->name);
	else
		json_put_int(object, form->sex->name, row->sex);
	json_put_text(object, form->citizen_id->name,
	              row->citizen_id == NULL ? NULL : web_number(request, row->citizen_id));
	json_put_text(object, form->paper_no->name, web_masked(request, row->paper_no));
	json_put_text(object, "area", row->area_name);
	json_put_text(object, "commune", row->commune_name);
	json_put_text(object, "enumerator", row->enumerator_name);
	json_put_text(object, form->collected_on->name, row->collected_on);
	json_put_text(object, "since", row->since);
	json_put_int(object, "open_errors", row->open_errors);
	json_put_int(object, "open_warnings", row->open_warnings);
	return object;
}

static cJSON *fields_json(const struct finding_row *f)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < f->field_count; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(f->fields[i]));
	return list;
}

static cJSON *confirmed_json(struct http_request *request, const struct finding_row *f)
{
	if (f->confirmed_by == 0)
		return cJSON_CreateNull();
	cJSON *object = cJSON_CreateObject();
	json_put_text(object, "by", f->confirmed_name);
	json_put_text(object, "at", f->confirmed_at);
	json_put_text(object, "reason", web_masked(request, f->reason));
	return object;
}

static cJSON *finding_json(struct http_request *request, const struct finding_row *f)
{
	cJSON *object = cJSON_CreateObject();

	json_put_int(object, "id", f->id);
	json_put_text(object, "rule", f->rule);
	json_put_text(object, "severity", severity_code(f->severity));
	cJSON_AddItemToObject(object, "fields", fields_json(f));
	json_put_text(object, "message", web_finding(request, f));
	cJSON_AddItemToObject(object, "confirmed", confirmed_json(request, f));
	return object;
}

cJSON *findings_json(struct http_request *request, const struct finding_row *findings, size_t count)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < count; i++) {
		if (finding_is_shown(web_actor(request), &findings[i]))
			cJSON_AddItemToArray(list, finding_json(request, &findings[i]));
	}
	return list;
}
