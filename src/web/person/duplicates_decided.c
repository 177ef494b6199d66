/* Pairs of sheets that were decided about: the list, the newest decision first; from it one comes back to the pair,
 * where it is undone. */
#include "base/memory.h"
#include "web/frame/answer_json.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/pair.h"
#include "web/part/shown.h"
#include "web/person/duplicates.h"

enum { PAGE_ROWS = 50, LAST_ID = INT32_MAX };

struct decided_list {
	struct csv_table table;
	int64_t after;                  /* decision; 0: from the newest on */
	int limit;
	struct duplicate_decided *rows;
	size_t count;
	bool more;
	int64_t total;
};

static const struct record_row *first_of(const struct duplicate_decided *one)
{
	return one->sheet.id < one->other.id ? &one->sheet : &one->other;
}

static const struct record_row *second_of(const struct duplicate_decided *one)
{
	return one->sheet.id < one->other.id ? &one->other : &one->sheet;
}

static enum err read_list(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct decided_list *list = arg;
	const struct actor *actor = web_actor(request);
	enum err err = duplicate_decided_list(db, request->arena, actor, list->after, list->limit + 1, &list->rows,
	                                      &list->count, error);

	list->more = list->count > (size_t)list->limit;
	if (list->more)
		list->count = (size_t)list->limit;
	return err == ERR_OK ? duplicate_decided_count(db, actor, &list->total, error) : err;
}

static const char *next_url(struct http_request *request, const struct decided_list *list, const char *path)
{
	if (!list->more)
		return NULL;
	return arena_print(request->arena, "%s?state=decided&after=%lld", path,
	                   (long long)list->rows[list->count - 1].decision.id);
}

/* ---- as JSON and CSV ---- */

static enum err send_json(struct http_request *request, struct http_response *response,
                          const struct decided_list *list, struct error *error)
{
	cJSON *rows = cJSON_CreateArray();

	for (size_t i = 0; i < list->count; i++) {
		const struct duplicate_decision *d = &list->rows[i].decision;
		cJSON *row = cJSON_CreateObject();
		json_put_int(row, "a", first_of(&list->rows[i])->id);
		json_put_int(row, "b", second_of(&list->rows[i])->id);
		json_put_int(row, "sheet", d->sheet_id);
		json_put_text(row, "decision", duplicate_verdict_code(d->verdict));
		json_put_text(row, "by", d->decided_name);
		json_put_text(row, "at", d->decided_at);
		json_put_text(row, "reason", web_masked(request, d->reason));
		cJSON_AddItemToArray(rows, row);
	}
	return json_send(request, response, list_json(rows, list->total, next_url(request, list, "/duplicates.json")),
	                 error);
}

static enum err csv_decided(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                            struct error *error)
{
	struct decided_list *list = table->arg;
	enum err err = read_list(db, request, list, error);

	for (size_t i = 0; err == ERR_OK && i < list->count; i++) {
		const struct duplicate_decided *one = &list->rows[i];
		pair_csv_side(request, csv, first_of(one));
		pair_csv_side(request, csv, second_of(one));
		csv_int(csv, one->decision.sheet_id);
		csv_text(csv, duplicate_verdict_code(one->decision.verdict));
		csv_text(csv, one->decision.decided_name);
		csv_text(csv, one->decision.decided_at);
		csv_text(csv, web_masked(request, one->decision.reason));
		csv_row(csv);
		list->after = one->decision.id;
	}
	table->total = list->total;
	table->more = err == ERR_OK && list->more;
	return err;
}

static enum err send_csv(struct http_request *request, struct http_response *response, struct error *error)
{
	static const char *const columns[] = { PAIR_COLUMNS("a"), PAIR_COLUMNS("b"), "sheet", "decision", "decided_by",
		"decided_at", "reason" };
	struct decided_list *list = arena_alloc(request->arena, sizeof *list);

	*list = (struct decided_list){ .limit = CSV_PAGE, .table = { .name = "phieu-trung-da-quyet-dinh",
		.columns = columns,
		.column_count = COUNT(columns), .page = csv_decided, .arg = list } };
	return csv_send(request, response, &list->table, error);
}

/* ---- the page ---- */

static void put_decision(struct http_request *request, struct tmpl_dict *table, const struct duplicate_decided *one)
{
	struct tmpl_dict *row = tmpl_add(table, "DECISION");
	const struct duplicate_decision *d = &one->decision;

	tmpl_put(row, "PAIR_URL", duplicate_url(request, d->sheet_id, d->other_id));
	pair_put_side(request, row, "A", first_of(one));
	pair_put_side(request, row, "B", second_of(one));
	tmpl_put(row, "VERDICT", duplicate_verdict_label(request, d));
	tmpl_put(row, "DECIDED_BY", d->decided_name);
	tmpl_put(row, "DECIDED_AT", web_time(request, d->decided_at));
	tmpl_put(row, "DECIDED_REASON", web_masked(request, d->reason));
}

static enum err send_page(struct http_request *request, struct http_response *response,
                          const struct decided_list *list, struct error *error)
{
	const char *title = message_text(MSG_TITLE_DECIDED);
	struct page page;
	enum err err = page_open(request, "person/duplicates.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING",
	         message_fill(request, MSG_DECIDED_COUNT, web_count(request, list->total), NULL));
	pair_put_tabs(page.content, true);
	struct tmpl_dict *table = list->count == 0 ? NULL : tmpl_add(page.content, "DECISIONS");
	if (table == NULL)
		tmpl_show(page.content, "NONE_DECIDED");
	for (size_t i = 0; i < list->count; i++)
		put_decision(request, table, &list->rows[i]);
	put_section(page.content, "NEXT_PAGE", "NEXT_URL", next_url(request, list, "/duplicates"));
	put_section(page.content, "CSV_LINK", "CSV_URL", list->count == 0 ? NULL : "/duplicates.csv?state=decided");
	return page_send(&page, response, 200, error);
}

enum err page_decided(struct http_request *request, struct http_response *response, struct error *error)
{
	struct decided_list list = { .limit = PAGE_ROWS };

	if (params_int(&request->query, "after", 1, LAST_ID, &list.after) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad place in the list");
	if (wants_csv(request))
		return send_csv(request, response, error);
	enum err err = web_read(request, read_list, &list, error);
	if (err != ERR_OK)
		return err;
	workflow_log_access(&web_app(request)->workflow, web_actor(request), ACCESS_VIEW, 0,
	                    arena_print(request->arena, "%s, decided", request->path));
	return request->suffix[0] != '\0' ? send_json(request, response, &list, error)
	                                  : send_page(request, response, &list, error);
}
