/* Danh sách đề nghị bổ sung vào CSDLQG về dân cư: the page around its table, and the paper of the office. */
#include "report/lines.h"
#include "report/registry.h"
#include "store/report/addition.h"
#include "table/display.h"
#include "web/frame/text.h"
#include "web/list/table_page.h"
#include "web/report/progress.h"

struct no_id {
	struct table_page table;
	const char *counts;             /* "Phiếu bổ sung: 3 · Công an trả lại: 1 · …" */
};

static const enum message counts[ADDITION_ANY] = {
	[ADDITION_KIND] = MSG_ADDITION_KIND_COUNT, [ADDITION_POLICE] = MSG_ADDITION_POLICE_COUNT,
	[ADDITION_NUMBER] = MSG_ADDITION_NUMBER_COUNT,
};

static enum err count_reasons(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct no_id *l = arg;
	struct sheet_filter filter = ((const struct sheet_query *)l->table.view.ask.filter)->sheets;
	enum err err = ERR_OK;

	l->counts = "";
	for (filter.addition = ADDITION_KIND; filter.addition < ADDITION_ANY && err == ERR_OK; filter.addition++) {
		int64_t sheets = 0;
		err = sheet_count(db, request->arena, web_actor(request), &filter, &sheets, error);
		const char *count = message_fill(request, counts[filter.addition], web_count(request, sheets), NULL);
		l->counts = arena_print(request->arena, "%s · %s", l->counts, count);
	}
	return err;
}

static void put_people(struct tmpl_dict *dict, const struct table_view *view)
{
	const struct kind_reader *reader = &view->ask.reader;

	for (size_t i = 0; i < view->rows.count; i++) {
		const struct addition_line *line = table_row(view->ask.table, &view->rows, i);
		const struct sheet_row *s = &line->line.sheet;
		struct tmpl_dict *row = tmpl_add(dict, "PERSON");
		tmpl_put_int(row, "NUMBER", (int64_t)i + 1);
		tmpl_put(row, "FULL_NAME", s->full_name);
		tmpl_put(row, "BIRTH_DATE", display_day(reader->arena, s->birth_date));
		tmpl_put(row, "SEX", kind_shown(reader, KIND_SEX, &s->sex));
		tmpl_put(row, "CITIZEN_ID", display_number(reader->arena, reader->actor, s->citizen_id));
		tmpl_put(row, "PERMANENT_ADDRESS", line->permanent_address);
		tmpl_put(row, "CURRENT_ADDRESS", line->current_address);
		tmpl_put(row, "AREA", web_hamlet(s->area_name));
		tmpl_put(row, "WHY", line->why);
	}
}

/* With room for the signature of who made it. */
enum err page_no_id_print(struct http_request *request, struct http_response *response, struct error *error)
{
	struct no_id l = { .table.paper = true };
	struct page page;
	enum err err = table_open(request, &additions_table, &l.table, count_reasons, &l, error);

	if (err == ERR_OK)
		err = page_open_print(request, "report/no-id-print.html", message_text(MSG_TITLE_NO_ID), additions_table.path,
		                      &page, error);
	if (err != ERR_OK)
		return err;
	letter_put(request, page.content, &l.table.letter);
	tmpl_put(page.content, "TOTAL", web_count(request, l.table.view.rows.total));
	tmpl_put(page.content, "COUNTS", l.counts);
	if (l.table.view.more)
		put_section(page.content, "MORE", "MORE_TEXT",
		            message_fill(request, MSG_NO_ID_FIRST, web_count(request, TABLE_PRINTED), NULL));
	put_people(page.content, &l.table.view);
	return page_send(&page, response, 200, error);
}

enum err page_no_id(struct http_request *request, struct http_response *response, struct error *error)
{
	struct no_id l = { .table.paper = false };
	struct page page;

	if (table_is_file(request) && request->suffix[0] == '\0')
		return page_no_id_print(request, response, error);
	enum err err = table_open(request, &additions_table, &l.table, count_reasons, &l, error);
	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &l.table, error);
	if ((err = page_open(request, "report/no-id.html", message_text(MSG_TITLE_NO_ID), &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_TITLE_NO_ID));
	tmpl_put(page.content, "SUBHEADING",
	         message_fill(request, MSG_COUNT_PEOPLE, web_count(request, l.table.view.rows.total), NULL));
	tmpl_put(page.content, "COUNTS", l.counts);
	table_put_filters(&l.table.view, page.content);
	table_put_list(&l.table.view, page.content);
	return page_send(&page, response, 200, error);
}
