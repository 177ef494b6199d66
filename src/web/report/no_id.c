/* Danh sách đề nghị bổ sung vào CSDLQG về dân cư (store/report/addition.h): the people of the sheets on it and why,
 * to be read, printed, taken away. */
#include "base/memory.h"
#include "store/admin/setting.h"
#include "store/report/addition.h"
#include "web/frame/answer_json.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/area_options.h"
#include "web/list/csv_table.h"
#include "web/list/row_json.h"
#include "web/part/shown.h"
#include "web/report/progress.h"

enum { SHOWN = 50, PRINTED = 500 };
enum { PARTS = FILTER_BIT(FILTER_AREA) | FILTER_BIT(FILTER_CAMPAIGN) | FILTER_BIT(FILTER_AFTER) };

/* How each reason is called beside a person, and in the count of all. */
static const struct { enum message label, count; } reasons[ADDITION_ANY] = {
	[ADDITION_KIND] = { MSG_ADDITION_KIND, MSG_ADDITION_KIND_COUNT },
	[ADDITION_POLICE] = { MSG_ADDITION_POLICE, MSG_ADDITION_POLICE_COUNT },
	[ADDITION_NUMBER] = { MSG_ADDITION_NUMBER, MSG_ADDITION_NUMBER_COUNT },
};

/* One answer of a sheet a column, as in files and JSON. */
enum { ANSWERS = 7 };
struct column {
	const struct field *field;
	const char *key;                /* on pages; NULL: not there */
};

struct no_id {
	struct column columns[ANSWERS];
	struct list_filter filter;
	struct sheet *sheets;
	struct sheet_row *rows;
	size_t count;
	bool more;
	int64_t total, by_reason[ADDITION_ANY];
	struct area_choice areas;
	struct area commune;            /* of the paper */
	const char *office, *superior, *place;
};

/* ---- reading ---- */

static enum err read_sheets(struct db *db, struct http_request *request, struct no_id *l, struct error *error)
{
	const struct actor *actor = web_actor(request);
	size_t limit = (size_t)l->filter.sheets.limit - 1;
	enum err err = sheet_list(db, request->arena, actor, &l->filter.sheets, &l->rows, &l->count, error);

	if (err != ERR_OK)
		return err;
	l->more = l->count > limit;
	l->count = l->more ? limit : l->count;
	l->sheets = arena_array(request->arena, l->count + 1, sizeof *l->sheets);
	for (size_t i = 0; i < l->count && err == ERR_OK; i++)
		err = sheet_load(db, request->arena, web_app(request)->form, actor, l->rows[i].id, &l->sheets[i], error);
	return err == ERR_OK ? sheet_count(db, request->arena, actor, &l->filter.sheets, &l->total, error) : err;
}

static enum err count_reasons(struct db *db, struct http_request *request, struct no_id *l, struct error *error)
{
	struct sheet_filter filter = l->filter.sheets;
	enum err err = ERR_OK;

	for (filter.addition = ADDITION_KIND; filter.addition < ADDITION_ANY && err == ERR_OK; filter.addition++)
		err = sheet_count(db, request->arena, web_actor(request), &filter, &l->by_reason[filter.addition], error);
	return err;
}

static enum err read_list(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct no_id *l = arg;
	const struct actor *actor = web_actor(request);
	enum err err = read_sheets(db, request, l, error);

	if (err == ERR_OK)
		err = count_reasons(db, request, l, error);
	if (err == ERR_OK)
		err = area_choice_read(db, request->arena, web_actor(request), l->filter.sheets.area_id, &l->areas, error);
	if (err != ERR_OK || actor->area_count == 0)
		return err;
	int64_t commune = area_commune_any(db, actor->areas[0]);
	l->office = setting_for_area(db, request->arena, "office.name", commune);
	l->superior = setting_for_area(db, request->arena, "office.superior", commune);
	l->place = setting_for_area(db, request->arena, "office.place", commune);
	return area_by_id_any(db, request->arena, commune, &l->commune, error);
}

static void choose_columns(const struct form *form, struct no_id *l)
{
	const struct column columns[ANSWERS] = {
		{ form->full_name, "FULL_NAME" }, { form->birth_date, "BIRTH_DATE" }, { form->sex, "SEX" },
		{ form->citizen_id, "CITIZEN_ID" }, { form->permanent_address, "PERMANENT_ADDRESS" },
		{ form->current_address, "CURRENT_ADDRESS" }, { form->no_id_reason, NULL },
	};

	memcpy(l->columns, columns, sizeof columns);
}

static enum err begin(struct http_request *request, int limit, struct no_id *l, struct error *error)
{
	enum err err = filter_read(request, &request->query, PARTS, &l->filter, error);

	choose_columns(web_app(request)->form, l);
	l->filter.sheets.addition = ADDITION_ANY;
	l->filter.sheets.oldest_first = true;
	l->filter.sheets.limit = limit + 1;
	return err;
}

static const char *shown(struct http_request *request, const struct sheet *sheet, const struct field *field)
{
	return web_answer(request, field, answers_at(&sheet->answers, field));
}

/* An answer as files have it; NULL when there is none. */
static cJSON *stored(struct http_request *request, const struct sheet *sheet, const struct field *field)
{
	const struct answer *answer = answers_at(&sheet->answers, field);

	return answer->state == ANSWER_VALID ? web_answer_json(request, field, answer) : NULL;
}

/* ---- files ---- */

static void csv_answer(struct http_request *request, struct csv *csv, const struct sheet *sheet,
                       const struct field *field)
{
	cJSON *value = stored(request, sheet, field);

	if (cJSON_IsNumber(value))
		csv_int(csv, (int64_t)value->valuedouble);
	else
		csv_text(csv, cJSON_GetStringValue(value));
	cJSON_Delete(value);
}

/* "kind_3 no_number" */
static void csv_reasons(struct http_request *request, struct csv *csv, const struct sheet *sheet)
{
	const char *codes = NULL;

	for (enum addition reason = ADDITION_KIND; reason < ADDITION_ANY; reason++) {
		if (addition_applies(sheet, reason))
			codes = codes == NULL ? addition_code(reason)
			                      : arena_print(request->arena, "%s %s", codes, addition_code(reason));
	}
	csv_text(csv, codes);
}

static void csv_sheet(struct http_request *request, struct csv *csv, const struct no_id *l, size_t i)
{
	const struct sheet_row *row = &l->rows[i];
	const struct sheet *sheet = &l->sheets[i];

	csv_int(csv, row->id);
	csv_text(csv, state_code(row->state));
	for (size_t k = 0; k < ANSWERS; k++)
		csv_answer(request, csv, sheet, l->columns[k].field);
	csv_reasons(request, csv, sheet);
	csv_text(csv, row->area_name);
	csv_text(csv, row->commune_name);
	csv_text(csv, row->collected_on);
	csv_text(csv, row->enumerator_name);
	csv_row(csv);
}

static enum err csv_sheets(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                           struct error *error)
{
	struct no_id *l = table->arg;
	enum err err = read_sheets(db, request, l, error);

	table->total = l->filter.sheets.after == 0 ? l->total : table->total;
	for (size_t i = 0; i < l->count && err == ERR_OK; i++) {
		csv_sheet(request, csv, l, i);
		l->filter.sheets.after = l->rows[i].id;
	}
	table->more = err == ERR_OK && l->more;
	return err;
}

static const char *const *csv_columns(struct http_request *request, const struct no_id *l, size_t *count)
{
	const char *day = web_app(request)->form->collected_on->name;
	const char *const after[] = { "reasons", "area", "commune", day, "enumerator" };
	const char **columns = arena_array(request->arena, 2 + ANSWERS + COUNT(after), sizeof *columns);

	*count = 0;
	columns[(*count)++] = "id";
	columns[(*count)++] = "state";
	for (size_t k = 0; k < ANSWERS; k++)
		columns[(*count)++] = l->columns[k].field->name;
	for (size_t k = 0; k < COUNT(after); k++)
		columns[(*count)++] = after[k];
	return columns;
}

static enum err send_csv(struct http_request *request, struct http_response *response, const struct no_id *l,
                         struct error *error)
{
	struct no_id *own = arena_alloc(request->arena, sizeof *own);
	struct csv_table *table = arena_alloc(request->arena, sizeof *table);

	*own = *l;
	own->filter.sheets.after = 0;
	own->filter.sheets.limit = CSV_PAGE + 1;
	*table = (struct csv_table){ .name = "de-nghi-bo-sung", .page = csv_sheets, .arg = own };
	table->columns = csv_columns(request, l, &table->column_count);
	return csv_send(request, response, table, error);
}

static const char *next_url(struct http_request *request, const struct no_id *l, const char *path)
{
	return l->more ? filter_url(request, path, &l->filter, FILTER_AFTER, web_id(request, l->rows[l->count - 1].id))
	               : NULL;
}

/* Every row has every key: null is what was not answered. */
static cJSON *row_json(struct http_request *request, const struct no_id *l, size_t i)
{
	const struct sheet *sheet = &l->sheets[i];
	cJSON *object = sheet_row_json(request, &l->rows[i]);

	for (size_t k = 0; k < ANSWERS; k++) {
		const struct field *field = l->columns[k].field;
		cJSON *value = cJSON_HasObjectItem(object, field->name) ? NULL : stored(request, sheet, field);
		if (value != NULL)
			cJSON_AddItemToObject(object, field->name, value);
		else if (!cJSON_HasObjectItem(object, field->name))
			cJSON_AddNullToObject(object, field->name);
	}
	cJSON *codes = cJSON_AddArrayToObject(object, "reasons");
	for (enum addition reason = ADDITION_KIND; reason < ADDITION_ANY; reason++) {
		if (addition_applies(sheet, reason))
			cJSON_AddItemToArray(codes, cJSON_CreateString(addition_code(reason)));
	}
	return object;
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct no_id *l,
                          struct error *error)
{
	cJSON *rows = cJSON_CreateArray();

	for (size_t i = 0; i < l->count; i++)
		cJSON_AddItemToArray(rows, row_json(request, l, i));
	return json_send(request, response, list_json(rows, l->total, next_url(request, l, "/reports/no-id.json")), error);
}

/* ---- pages ---- */

/* Each of its reasons a line; of a missing number also why. */
static void put_why(struct http_request *request, struct tmpl_dict *row, const struct sheet *sheet)
{
	const char *why = shown(request, sheet, sheet->answers.form->no_id_reason);

	for (enum addition reason = ADDITION_KIND; reason < ADDITION_ANY; reason++) {
		if (addition_applies(sheet, reason))
			tmpl_put(tmpl_add(row, "REASON"), "REASON_TEXT", message_fill(request, reasons[reason].label, why, NULL));
	}
}

static void put_counts(struct http_request *request, struct tmpl_dict *dict, const struct no_id *l)
{
	for (enum addition reason = ADDITION_KIND; reason < ADDITION_ANY; reason++)
		tmpl_put(tmpl_add(dict, "REASON_COUNT"), "REASON_COUNT_TEXT",
		         message_fill(request, reasons[reason].count, web_count(request, l->by_reason[reason]), NULL));
}

static void put_rows(struct http_request *request, struct tmpl_dict *dict, const struct no_id *l, bool paper)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct sheet *s = &l->sheets[i];
		struct tmpl_dict *row = tmpl_add(dict, "PERSON");
		for (size_t k = 0; k < ANSWERS; k++)
			if (l->columns[k].key != NULL)
				tmpl_put(row, l->columns[k].key, shown(request, s, l->columns[k].field));
		put_why(request, row, s);
		tmpl_put(row, "AREA", web_hamlet(s->area_name));
		if (paper) {
			tmpl_put_int(row, "NUMBER", (int64_t)i + 1);
			continue;
		}
		tmpl_put(row, "STATE", state_code(s->state));
		tmpl_put(row, "STATE_LABEL", state_label(s->state));
		tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	}
}

enum err page_no_id(struct http_request *request, struct http_response *response, struct error *error)
{
	struct no_id l = { .count = 0 };
	struct page page;
	enum err err = begin(request, SHOWN, &l, error);

	if (err == ERR_OK)
		err = web_read(request, read_list, &l, error);
	if (err != ERR_OK)
		return err;
	if (wants_csv(request))
		return send_csv(request, response, &l, error);
	if (request->suffix[0] != '\0')
		return send_json(request, response, &l, error);
	if ((err = page_open(request, "report/no-id.html", message_text(MSG_TITLE_NO_ID), &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_TITLE_NO_ID));
	tmpl_put(page.content, "SUBHEADING", message_fill(request, MSG_COUNT_PEOPLE, web_count(request, l.total), NULL));
	area_options_put(request, page.content, &l.areas, l.filter.sheets.area_id);
	put_section(page.content, "NEXT_PAGE", "NEXT_URL", next_url(request, &l, "/reports/no-id"));
	if (l.count == 0) {
		tmpl_show(page.content, "EMPTY");
		return page_send(&page, response, 200, error);
	}
	struct tmpl_dict *list = tmpl_add(page.content, "LIST");
	tmpl_put(list, "CSV_URL", filter_url(request, "/reports/no-id.csv", &l.filter, FILTER_AFTER, NULL));
	tmpl_put(list, "PRINT_URL", filter_url(request, "/reports/no-id/print", &l.filter, FILTER_AFTER, NULL));
	put_counts(request, list, &l);
	put_rows(request, list, &l, false);
	return page_send(&page, response, 200, error);
}

/* As a paper of the office, with room for the signature of who made it. */
enum err page_no_id_print(struct http_request *request, struct http_response *response, struct error *error)
{
	struct date today = clock_today(&web_app(request)->workflow.clock);
	struct no_id l = { .count = 0 };
	struct page page;
	enum err err = begin(request, PRINTED, &l, error);

	if (err == ERR_OK)
		err = web_read(request, read_list, &l, error);
	if (err == ERR_OK)
		err = page_open_print(request, "report/no-id-print.html", message_text(MSG_TITLE_NO_ID), "/reports/no-id",
		                      &page, error);
	if (err != ERR_OK)
		return err;
	workflow_log_access(&web_app(request)->workflow, web_actor(request), ACCESS_PRINT, 0, "list of people to be added");
	put_section(page.content, "SUPERIOR", "SUPERIOR_NAME", l.superior);
	tmpl_put(page.content, "OFFICE", l.office != NULL ? l.office : l.commune.full_name);
	tmpl_put(page.content, "PLACE", l.place != NULL ? l.place : l.commune.name);
	tmpl_put_int(page.content, "DAY", today.day);
	tmpl_put_int(page.content, "MONTH", today.month);
	tmpl_put_int(page.content, "YEAR", today.year);
	tmpl_put(page.content, "TOTAL", web_count(request, l.total));
	put_counts(request, page.content, &l);
	if (l.more)
		tmpl_put(tmpl_add(page.content, "MORE"), "MORE_TEXT",
		         message_fill(request, MSG_NO_ID_FIRST, web_count(request, PRINTED), NULL));
	put_rows(request, page.content, &l, true);
	return page_send(&page, response, 200, error);
}
