/* People without a number of identity yet (W01): the list of those to be added to the national database, to be read, printed, taken away. */
#include "base/memory.h"
#include "store/setting.h"
#include "web/csv.h"
#include "web/form_page.h"
#include "web/page.h"

enum { SHOWN = 50, PRINTED = 500 };
enum { PARTS = FILTER_BIT(FILTER_AREA) | FILTER_BIT(FILTER_CAMPAIGN) | FILTER_BIT(FILTER_AFTER) };

/* One answer of a sheet a column, as in files and JSON. */
static const struct { const char *field, *key; } columns[] = {
	{ "full_name", "FULL_NAME" }, { "birth_date", "BIRTH_DATE" }, { "sex", "SEX" }, { "permanent_address", "PERMANENT_ADDRESS" },
	{ "current_address", "CURRENT_ADDRESS" }, { "no_id_reason", "NO_ID_REASON" },
};
static const char *const csv_columns[] = { "id", "state", "full_name", "birth_date", "sex", "permanent_address", "current_address", "no_id_reason",
	"area", "collected_on", "enumerator" };

struct no_id {
	struct list_filter filter;
	struct sheet *sheets;
	struct sheet_row *rows;
	size_t count;
	bool more;
	int64_t total;
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

static enum err read_list(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct no_id *l = arg;
	const struct actor *actor = web_actor(request);
	enum err err = read_sheets(db, request, l, error);

	if (err == ERR_OK)
		err = area_choice_read(db, request, l->filter.sheets.area_id, &l->areas, error);
	if (err != ERR_OK || actor->area_count == 0)
		return err;
	int64_t commune = area_commune_any(db, actor->areas[0]);
	l->office = setting_for_area(db, request->arena, "office.name", commune);
	l->superior = setting_for_area(db, request->arena, "office.superior", commune);
	l->place = setting_for_area(db, request->arena, "office.place", commune);
	return area_by_id_any(db, request->arena, commune, &l->commune, error);
}

static enum err begin(struct http_request *request, int limit, struct no_id *l, struct error *error)
{
	enum err err = filter_read(request, &request->query, PARTS, &l->filter, error);

	l->filter.sheets.no_number = true;
	l->filter.sheets.oldest_first = true;
	l->filter.sheets.limit = limit + 1;
	return err;
}

static const char *shown(struct http_request *request, const struct sheet *sheet, const char *name)
{
	const struct form *form = sheet->answers.form;
	int field = form_find(form, name);

	return web_answer(request, &form->fields[field], &sheet->answers.items[field]);
}

/* ---- files ---- */

static enum err csv_sheets(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv, struct error *error)
{
	struct no_id *l = table->arg;
	enum err err = read_sheets(db, request, l, error);

	table->total = l->filter.sheets.after == 0 ? l->total : table->total;
	for (size_t i = 0; i < l->count && err == ERR_OK; i++) {
		csv_int(csv, l->rows[i].id);
		csv_text(csv, l->rows[i].state);
		for (size_t k = 0; k < COUNT(columns); k++)
			csv_text(csv, shown(request, &l->sheets[i], columns[k].field));
		csv_text(csv, l->rows[i].area_name);
		csv_text(csv, l->rows[i].collected_on);
		csv_text(csv, l->rows[i].enumerator_name);
		csv_row(csv);
		l->filter.sheets.after = l->rows[i].id;
	}
	table->more = err == ERR_OK && l->more;
	return err;
}

static enum err send_csv(struct http_request *request, struct http_response *response, const struct no_id *l, struct error *error)
{
	struct no_id *own = arena_alloc(request->arena, sizeof *own);
	struct csv_table *table = arena_alloc(request->arena, sizeof *table);

	*own = *l;
	own->filter.sheets.after = 0;
	own->filter.sheets.limit = CSV_PAGE + 1;
	*table = (struct csv_table){ .name = "chua-co-so-dinh-danh", .columns = csv_columns, .column_count = COUNT(csv_columns), .page = csv_sheets,
		.arg = own };
	return csv_send(request, response, table, error);
}

static const char *next_url(struct http_request *request, const struct no_id *l, const char *path)
{
	return l->more ? filter_url(request, path, &l->filter, FILTER_AFTER, web_id(request, l->rows[l->count - 1].id)) : NULL;
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct no_id *l, struct error *error)
{
	cJSON *rows = cJSON_CreateArray();

	for (size_t i = 0; i < l->count; i++) {
		cJSON *row = sheet_row_json(request, &l->rows[i]);
		for (size_t k = 0; k < COUNT(columns); k++) {
			int field = form_find(l->sheets[i].answers.form, columns[k].field);
			if (!cJSON_HasObjectItem(row, columns[k].field))
				cJSON_AddItemToObject(row, columns[k].field, web_answer_json(request, &l->sheets[i].answers.form->fields[field],
				                                                            &l->sheets[i].answers.items[field]));
		}
		cJSON_AddItemToArray(rows, row);
	}
	return json_send(request, response, list_json(rows, l->total, next_url(request, l, "/reports/no-id.json")), error);
}

/* ---- pages ---- */

static void put_rows(struct http_request *request, struct tmpl_dict *dict, const struct no_id *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct sheet *s = &l->sheets[i];
		struct tmpl_dict *row = tmpl_add(dict, "PERSON");
		tmpl_put(row, "NUMBER", web_count(request, (int64_t)i + 1));
		for (size_t k = 0; k < COUNT(columns); k++)
			tmpl_put(row, columns[k].key, shown(request, s, columns[k].field));
		tmpl_put(row, "AREA", s->area_name == NULL ? s->commune_name : s->area_name);
		tmpl_put(row, "STATE", s->state);
		tmpl_put(row, "STATE_LABEL", web_state_label(s->state));
		tmpl_put(row, "SHEET_URL", arena_print(request->arena, "/sheets/%lld", (long long)s->id));
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
	if ((err = page_open(request, "no-id.html", message_text(MSG_TITLE_NO_ID), &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_TITLE_NO_ID));
	tmpl_put(page.content, "SUBHEADING", message_fill(request, MSG_COUNT_PEOPLE, web_count(request, l.total), NULL));
	area_choice_put(request, page.content, &l.areas, l.filter.sheets.area_id);
	put_section(page.content, "NEXT_PAGE", "NEXT_URL", next_url(request, &l, "/reports/no-id"));
	if (l.count == 0) {
		tmpl_show(page.content, "EMPTY");
		return page_send(&page, response, 200, error);
	}
	struct tmpl_dict *list = tmpl_add(page.content, "LIST");
	tmpl_put(list, "CSV_URL", filter_url(request, "/reports/no-id.csv", &l.filter, FILTER_AFTER, NULL));
	tmpl_put(list, "PRINT_URL", filter_url(request, "/reports/no-id/print", &l.filter, FILTER_AFTER, NULL));
	put_rows(request, list, &l);
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
		err = page_open_print(request, "print/no-id.html", message_text(MSG_TITLE_NO_ID), "/reports/no-id", &page, error);
	if (err != ERR_OK)
		return err;
	workflow_log_access(&web_app(request)->workflow, web_actor(request), "print", 0, "list of people without a number");
	put_section(page.content, "SUPERIOR", "SUPERIOR_NAME", l.superior);
	tmpl_put(page.content, "OFFICE", l.office != NULL ? l.office : l.commune.full_name);
	tmpl_put(page.content, "PLACE", l.place != NULL ? l.place : l.commune.name);
	tmpl_put_int(page.content, "DAY", today.day);
	tmpl_put_int(page.content, "MONTH", today.month);
	tmpl_put_int(page.content, "YEAR", today.year);
	tmpl_put(page.content, "TOTAL", web_count(request, l.total));
	if (l.more)
		tmpl_put(tmpl_add(page.content, "MORE"), "MORE_TEXT", message_fill(request, MSG_NO_ID_FIRST, web_count(request, PRINTED), NULL));
	put_rows(request, page.content, &l);
	return page_send(&page, response, 200, error);
}
