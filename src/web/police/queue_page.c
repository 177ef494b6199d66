#include "web/police/queue.h"

#include "report/registry.h"
#include "table/display.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/act_undo.h"
#include "web/part/shown.h"

static const struct police_line *line_of(const struct police_queue *q, size_t i)
{
	return table_row(&police_table, &q->table.view.rows, i);
}

bool police_tells_itself(const struct police_queue *q)
{
	return q->table.view.rows.count > 0 && q->sheet.id == q->refused_id;
}

struct table_ask police_ask_here(const struct police_queue *q)
{
	struct table_ask here = q->table.view.ask;
	struct table_rows first = q->table.view.rows;

	first.count = first.count > 0 ? 1 : 0;
	table_go_on(&here, &first);
	return here;
}

/* Where a sheet of the queue is open, with what is asked for. */
static const char *open_url(struct http_request *request, const struct police_queue *q, int64_t sheet_id)
{
	const char *after = sheet_id > 1 ? web_id(request, sheet_id - 1) : NULL;

	return table_url(&q->table.view.ask, "", "after", after);
}

/* ---- the open sheet ---- */

static void put_answers(struct http_request *request, struct tmpl_dict *dict, const struct police_queue *q)
{
	for (size_t i = 0; i < q->fields.count; i++) {
		const struct field *field = q->fields.items[i];
		const struct answer *answer = answers_at(&q->sheet.answers, field);
		if (answer->state == ANSWER_NONE)
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "ANSWER");
		tmpl_put(row, "ANSWER_NUMBER", field->number);
		tmpl_put(row, "ANSWER_LABEL", field->label);
		tmpl_put(row, "ANSWER_VALUE",
		         field->type == FIELD_AREA ? q->sheet.area_name : web_answer(request, field, answer));
	}
}

/* The kind of a sheet that is no first one; "" for others. */
static const char *sheet_kind(struct http_request *request, const struct sheet *sheet)
{
	const struct field *kind = sheet->answers.form->kind;

	if (answers_kind(&sheet->answers) == KIND_SURVEY)
		return "";
	return web_answer(request, kind, answers_at(&sheet->answers, kind));
}

/* A form about the open sheet: "/police/12/entered". */
static struct tmpl_dict *put_form(const struct page *page, struct tmpl_dict *dict, const struct police_queue *q,
                                  const char *name, const char *what)
{
	struct tmpl_dict *form = tmpl_add(dict, name);
	const struct table_ask here = police_ask_here(q);

	tmpl_put(form, "ACTION_URL", arena_print(page->request->arena, "/police/%lld/%s", (long long)q->sheet.id, what));
	web_tokens(form, page->csrf, web_form_token(page->request), 0);
	table_put_hidden(&here, form);
	return form;
}

static void put_return(const struct page *page, struct tmpl_dict *dict, const struct police_queue *q)
{
	struct http_request *request = page->request;
	struct tmpl_dict *form = put_form(page, dict, q, "RETURN", "return");
	bool refused = police_tells_itself(q);
	int64_t chosen = 0;

	tmpl_put(form, "NOTE_VALUE", refused ? params_text(&request->form, "note") : "");
	if (refused) {
		tmpl_show(form, "RETURN_OPEN");
		put_section(form, "RETURN_ERROR", "RETURN_ERROR_TEXT", q->refusal);
		params_int(&request->form, "reason", 1, POLICE_REASONS, &chosen);
	}
	for (int64_t reason = 1; reason <= POLICE_REASONS; reason++) {
		struct tmpl_dict *option = tmpl_add(form, "RETURN_REASON");
		tmpl_put(option, "REASON_VALUE", web_id(request, reason));
		tmpl_put(option, "REASON_LABEL", police_reason_label(reason));
		if (reason == chosen)
			tmpl_show(option, "REASON_SELECTED");
	}
}

static void put_next(struct http_request *request, struct tmpl_dict *dict, const struct police_queue *q)
{
	const struct table_rows *rows = &q->table.view.rows;

	if (rows->count < 2)
		return;
	struct tmpl_dict *next = tmpl_add(dict, "NEXT");
	tmpl_put(next, "ORDER_TEXT", message_fill(request, MSG_COUNT_TO_ENTER, web_count(request, rows->total), NULL));
	for (size_t i = 1; i < rows->count; i++) {
		const struct police_line *one = line_of(q, i);
		struct tmpl_dict *row = tmpl_add(next, "NEXT_SHEET");
		tmpl_put(row, "NEXT_URL", open_url(request, q, one->line.sheet.id));
		tmpl_put(row, "NEXT_NAME", one->line.sheet.full_name);
		tmpl_put(row, "NEXT_PAPER", note_paper(request, one->line.sheet.paper_no, one->line.sheet.id));
		tmpl_put(row, "NEXT_BATCH", display_batch(request->arena, one->in.number, one->in.year));
		put_section(row, "NEXT_LATE", "NEXT_LATE_TEXT",
		            kind_shown(&q->table.view.ask.reader, KIND_LATE, &one->line.late));
	}
}

static void put_sheet(const struct page *page, const struct police_queue *q)
{
	struct http_request *request = page->request;
	const struct police_line *one = line_of(q, 0);
	const struct sheet_row *s = &one->line.sheet;
	struct tmpl_dict *dict = tmpl_add(page->content, "QUEUE");

	tmpl_put(dict, "SHEET_ID", web_id(request, s->id));
	tmpl_put(dict, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(dict, "FULL_NAME", s->full_name);
	tmpl_put(dict, "PAPER", note_paper(request, s->paper_no, s->id));
	tmpl_put(dict, "KIND", sheet_kind(request, &q->sheet));
	tmpl_put(dict, "BATCH_NUMBER", display_batch(request->arena, one->in.number, one->in.year));
	tmpl_put_int(dict, "BATCH_PAPER", one->in.paper);
	tmpl_put_int(dict, "BATCH_PAPERS", one->in.papers);
	tmpl_put(dict, "AREA", web_hamlet(s->area_name));
	put_section(dict, "SHEET_LATE", "LATE_TEXT", kind_shown(&q->table.view.ask.reader, KIND_LATE, &one->line.late));
	if (q->shows_aside)
		tmpl_show(dict, "SHEET_ASIDE");
	put_answers(request, dict, q);
	put_form(page, dict, q, "ENTER", "entered");
	put_return(page, dict, q);
	put_form(page, dict, q, "LATER", "later");
	put_next(request, dict, q);
}

/* ---- around it ---- */

static void put_to_sign(struct http_request *request, struct tmpl_dict *dict, const struct police_queue *q)
{
	for (size_t i = 0; i < q->batch_count; i++) {
		const struct batch *b = &q->batches[i];
		if (b->sheets == 0)
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "TO_SIGN");
		tmpl_put(row, "BATCH_URL", arena_print(request->arena, "/handovers/%lld", (long long)b->id));
		const char *number = display_batch(request->arena, b->number, b->year);
		tmpl_put(row, "BATCH_TEXT", message_fill(request, MSG_BATCH_TO_SIGN, number, web_count(request, b->sheets)));
	}
}

static void put_done(struct http_request *request, struct tmpl_dict *dict, const struct police_queue *q)
{
	tmpl_put(dict, "ENTERED_COUNT", web_count(request, q->entered));
	tmpl_put(dict, "RETURNED_COUNT", web_count(request, q->returned));
}

static void put_day(struct http_request *request, struct tmpl_dict *dict, const struct police_queue *q)
{
	int64_t done = q->entered + q->returned;
	struct tmpl_dict *day = tmpl_add(dict, "DAY");

	tmpl_put(day, "LEFT_COUNT", web_count(request, q->left));
	put_done(request, day, q);
	tmpl_put_int(day, "DAY_DONE", done);
	tmpl_put_int(day, "DAY_ALL", done + q->left > 0 ? done + q->left : 1);
}

static void put_empty(struct http_request *request, struct tmpl_dict *dict, const struct police_queue *q)
{
	if (table_is_filtered(&q->table.view.ask) && q->left > 0) {
		struct tmpl_dict *filter = tmpl_add(dict, "EMPTY_FILTER");
		tmpl_put(filter, "CLEAR_URL", police_table.path);
		tmpl_put(filter, "CLEAR_COUNT", web_count(request, q->left));
		return;
	}
	struct tmpl_dict *empty = tmpl_add(dict, "EMPTY");
	tmpl_put(empty, "EMPTY_TEXT", message_text(MSG_POLICE_EMPTY));
	if (q->entered + q->returned > 0)
		put_done(request, tmpl_add(empty, "EMPTY_TODAY"), q);
}

static void put_aside(struct http_request *request, struct tmpl_dict *dict, const struct police_queue *q)
{
	if (q->shows_aside)
		tmpl_put(tmpl_add(dict, "ASIDE_SHOWN"), "ALL_URL", police_table.path);
	if (q->shows_aside || q->aside == 0)
		return;
	struct tmpl_dict *aside = tmpl_add(dict, "ASIDE");
	tmpl_put(aside, "ASIDE_URL", "/police?aside=1");
	tmpl_put(aside, "ASIDE_COUNT", web_count(request, q->aside));
}

/* What was marked at once just before; and the way to do it, where more than one waits. */
static void put_many(const struct page *page, const struct police_queue *q)
{
	struct http_request *request = page->request;

	if (q->act_id != 0) {
		struct tmpl_dict *done = tmpl_add(page->content, "MANY_DONE");
		tmpl_put(done, "MANY_DONE_TEXT",
		         message_fill(request, MSG_ENTERED_COUNT, web_count(request, q->act_count), NULL));
		if (q->may_undo)
			act_put_undo(request, done, page->csrf, q->act_id);
	}
	if (q->table.view.rows.count > 0)
		put_section(page->content, "MANY", "MANY_URL", police_many_url(request, line_of(q, 0)->in.id));
}

enum err police_show(struct http_request *request, struct http_response *response, const struct police_queue *q,
                     int status, struct error *error)
{
	const char *title = message_text(MSG_NAV_POLICE);
	struct page page;
	enum err err = page_open(request, "police/queue.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (q->refused_id != 0)
		page.address = open_url(request, q, q->refused_id);
	if (q->refusal != NULL)
		page_has_errors(&page, title);
	else if (q->refused_id != 0)
		page_flash(&page, "info", message_text(MSG_RESUMED));
	tmpl_put(page.content, "HEADING", title);
	put_day(request, page.content, q);
	put_many(&page, q);
	put_section(page.content, "ERROR", "ERROR_TEXT", police_tells_itself(q) ? NULL : q->refusal);
	put_to_sign(request, page.content, q);
	table_put_form(&q->table.view, &page);
	if (q->table.view.rows.count > 0)
		put_sheet(&page, q);
	else
		put_empty(request, page.content, q);
	put_aside(request, page.content, q);
	table_put_pager(&q->table.view, page.content);
	return page_send(&page, response, status, error);
}
