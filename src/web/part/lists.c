#include "web/part/lists.h"

#include "base/memory.h"
#include "web/part/form_page.h"

enum { COMMUNES_MAX = 500 };

enum err web_read(struct http_request *request, web_reading *fn, void *arg, struct error *error)
{
	struct db_pool *pool = web_app(request)->pool;
	struct db *db = db_borrow(pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = fn(db, request, arg, error);
	db_return(pool, db);
	return err;
}

/* ---- areas ---- */

static bool is_offered(const struct area_choice *choice, int64_t id)
{
	for (size_t i = 0; i < choice->count; i++) {
		if (choice->items[i].id == id)
			return true;
	}
	return false;
}

static enum err add_chosen(struct db *db, struct http_request *request, int64_t chosen, struct area_choice *out, struct error *error)
{
	struct area *items = arena_array(request->arena, out->count + 1, sizeof *items);

	for (size_t i = 0; i < out->count; i++)
		items[i] = out->items[i];
	out->items = items;
	return area_by_id_any(db, request->arena, chosen, &items[out->count++], error);
}

/* The district that a commune or a district belongs to; 0: none. */
static int64_t district_of(struct db *db, struct arena *arena, int64_t area_id)
{
	struct area *path;
	size_t count;

	if (area_id == 0 || area_path_any(db, arena, area_id, &path, &count, NULL) != ERR_OK)
		return 0;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(path[i].level, "district") == 0)
			return path[i].id;
	}
	return 0;
}

/* Instead of very many communes: the districts, each before its communes where it is the one of the chosen area. All communes where there
 * are no districts. */
static enum err offer_districts(struct db *db, struct http_request *request, int64_t chosen, struct area_choice *out, struct error *error)
{
	int64_t open = area_in_scope(db, web_actor(request), chosen) ? district_of(db, request->arena, chosen) : 0;
	struct area *districts, *items;
	size_t count, kept = 0;
	enum err err = area_districts(db, request->arena, web_actor(request), &districts, &count, error);

	if (err != ERR_OK || count == 0)
		return err;
	items = arena_array(request->arena, out->count + count, sizeof *items);
	for (size_t i = 0; i < count; i++) {
		items[kept++] = districts[i];
		for (size_t k = 0; k < out->count && districts[i].id == open; k++) {
			if (out->items[k].parent_id == open)
				items[kept++] = out->items[k];
		}
	}
	out->items = items;
	out->count = kept;
	return ERR_OK;
}

enum err area_choice_read(struct db *db, struct http_request *request, int64_t chosen, struct area_choice *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	enum err err = area_communes(db, request->arena, actor, 0, &out->items, &out->count, error);

	if (err == ERR_OK && out->count > COMMUNES_MAX)
		err = offer_districts(db, request, chosen, out, error);
	if (err == ERR_OK && out->count <= 1)
		err = area_hamlets(db, request->arena, actor, "0001-01-01", NULL, &out->items, &out->count, error);
	if (err == ERR_OK && chosen != 0 && !is_offered(out, chosen) && area_in_scope(db, actor, chosen))
		err = add_chosen(db, request, chosen, out, error);
	return err;
}

void area_choice_put(struct http_request *request, struct tmpl_dict *dict, const struct area_choice *choice, int64_t chosen)
{
	for (size_t i = 0; i < choice->count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "AREA_OPTION");
		tmpl_put(row, "AREA_VALUE", web_id(request, choice->items[i].id));
		tmpl_put(row, "AREA_TITLE", choice->items[i].full_name);
		if (choice->items[i].id == chosen)
			tmpl_show(row, "AREA_SELECTED");
	}
}

/* ---- deadlines ---- */

static const struct { const char *state, *stage; bool from_acceptance; } limits[] = {
	{ "with_hamlet", "tally", false },
	{ "received", "check", false },
	{ "accepted", "entry", true },
	{ "handed_over", "entry", true },
};

enum err deadlines_read(struct db *db, struct http_request *request, struct deadlines *out, struct error *error)
{
	return campaign_stages_any(db, request->arena, &out->stages, &out->count, error);
}

static int64_t days_allowed(const struct deadlines *deadlines, int64_t campaign_id, const char *stage)
{
	for (size_t i = 0; i < deadlines->count; i++) {
		const struct campaign_stage *s = &deadlines->stages[i];
		if (s->campaign_id == campaign_id && strcmp(s->stage, stage) == 0)
			return s->days;
	}
	return 0;
}

const char *deadlines_late(struct http_request *request, const struct deadlines *deadlines, const struct sheet_row *row)
{
	int64_t today = date_to_days(clock_today(&web_app(request)->workflow.clock));

	for (size_t i = 0; i < COUNT(limits); i++) {
		const char *since = limits[i].from_acceptance ? row->accepted_at : row->since;
		int64_t allowed = strcmp(limits[i].state, row->state) == 0 ? days_allowed(deadlines, row->campaign_id, limits[i].stage) : 0;
		if (allowed == 0 || since == NULL)
			continue;
		int64_t over = today - date_to_days(clock_day_of(since)) - allowed;
		return over <= 0 ? NULL : message_fill(request, MSG_LATE_DAYS, web_count(request, over), NULL);
	}
	return NULL;
}

/* ---- small things ---- */

void put_section(struct tmpl_dict *dict, const char *section, const char *key, const char *value)
{
	if (value != NULL && value[0] != '\0')
		tmpl_put(tmpl_add(dict, section), key, value);
}

const char *web_hamlet(const char *area_name)
{
	return area_name == NULL ? message_text(MSG_NOT_ANSWERED) : area_name;
}

const char *message_fill_all(struct http_request *request, enum message message, const char *const *values, size_t count)
{
	return message_with(request->arena, message, values, count);
}

const char *message_fill(struct http_request *request, enum message message, const char *one, const char *two)
{
	const char *const values[] = { one, two };

	return message_fill_all(request, message, values, COUNT(values));
}

const char *web_state_label(const char *code)
{
	enum state state = state_from_code(code);

	return state == STATE_COUNT ? "" : state_label(state);
}

const char *web_id(struct http_request *request, int64_t id)
{
	return arena_print(request->arena, "%lld", (long long)id);
}

const char *web_option(const struct http_request *request, const char *field, int64_t value)
{
	const struct form *form = web_app(request)->form;
	int index = form_find(form, field);
	const struct option *option = index < 0 ? NULL : field_option(&form->fields[index], value);

	return option == NULL ? "" : option->label;
}

const char *web_open_findings(struct http_request *request, int64_t errors, int64_t warnings)
{
	const char *e = errors == 0 ? NULL : message_fill(request, MSG_COUNT_ERRORS, web_count(request, errors), NULL);
	const char *w = warnings == 0 ? NULL : message_fill(request, MSG_COUNT_WARNINGS, web_count(request, warnings), NULL);

	if (e != NULL && w != NULL)
		return arena_print(request->arena, "%s, %s", e, w);
	return e != NULL ? e : w;
}

const char *web_severity_label(const char *severity)
{
	return message_text(severity[0] == 'E' ? MSG_SEVERITY_E : severity[0] == 'W' ? MSG_SEVERITY_W : MSG_SEVERITY_I);
}

/* ---- JSON ---- */

void json_put_text(cJSON *object, const char *key, const char *text)
{
	if (text == NULL)
		cJSON_AddNullToObject(object, key);
	else
		cJSON_AddStringToObject(object, key, text);
}

void json_put_int(cJSON *object, const char *key, int64_t value)
{
	cJSON_AddNumberToObject(object, key, (double)value);
}

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
	cJSON *object = cJSON_CreateObject();

	json_put_int(object, "id", row->id);
	json_put_text(object, "state", row->state);
	json_put_int(object, "row_version", row->row_version);
	json_put_text(object, "full_name", web_masked(request, row->full_name));
	json_put_text(object, "birth_date", row->birth_date);
	if (row->sex == 0)
		cJSON_AddNullToObject(object, "sex");
	else
		json_put_int(object, "sex", row->sex);
	json_put_text(object, "citizen_id", row->citizen_id == NULL ? NULL : web_number(request, row->citizen_id));
	json_put_text(object, "paper_no", web_masked(request, row->paper_no));
	json_put_text(object, "area", row->area_name);
	json_put_text(object, "commune", row->commune_name);
	json_put_text(object, "enumerator", row->enumerator_name);
	json_put_text(object, "collected_on", row->collected_on);
	json_put_text(object, "since", row->since);
	json_put_int(object, "open_errors", row->open_errors);
	json_put_int(object, "open_warnings", row->open_warnings);
	return object;
}

static cJSON *fields_json(const char *fields)
{
	cJSON *list = cJSON_CreateArray();
	char word[64];

	for (; *fields != '\0'; fields += strspn(fields, " ")) {
		size_t length = strcspn(fields, " ");
		snprintf(word, sizeof word, "%.*s", (int)length, fields);
		cJSON_AddItemToArray(list, cJSON_CreateString(word));
		fields += length;
	}
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
	json_put_text(object, "severity", f->severity);
	cJSON_AddItemToObject(object, "fields", fields_json(f->fields));
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

cJSON *list_json(cJSON *rows, int64_t total, const char *next)
{
	cJSON *root = cJSON_CreateObject();

	cJSON_AddItemToObject(root, "rows", rows);
	json_put_int(root, "total", total);
	json_put_text(root, "next", next);
	return root;
}

enum err json_send(struct http_request *request, struct http_response *response, cJSON *root, struct error *error)
{
	const char *text = json_print(request->arena, root);

	cJSON_Delete(root);
	if (text == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for JSON");
	response->status = 200;
	response->content_type = "application/json; charset=utf-8";
	buf_text(&response->body, text);
	return ERR_OK;
}
