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
