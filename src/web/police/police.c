/* The police's queue: sheets handed over, to be typed into the national system, oldest first. */
#include "web/police/police.h"

#include "report/lines.h"
#include "report/registry.h"
#include "table/display.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/table_page.h"
#include "web/part/resume.h"
#include "web/part/shown.h"

enum { TO_SIGN_MAX = 50 };

struct police_queue {
	struct table_page table;        /* rows: struct police_line */
	struct sheet *sheets;           /* the same */
	struct batch *batches;          /* not signed yet */
	size_t batch_count;
	/* the POST that was refused: */
	int64_t refused_id;             /* 0: none */
	const char *refusal;            /* NULL: typed before a login, not refused */
};

/* ---- reading ---- */

static const struct police_line *line_of(const struct police_queue *q, size_t i)
{
	return table_row(&police_table, &q->table.view.rows, i);
}

static enum err read_queue(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct police_queue *q = arg;
	const struct actor *actor = web_actor(request);
	size_t count = q->table.view.rows.count;
	enum err err = batch_list_open(db, request->arena, actor, TO_SIGN_MAX, &q->batches, &q->batch_count, error);

	q->sheets = arena_array(request->arena, count + 1, sizeof *q->sheets);
	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = sheet_load(db, request->arena, web_app(request)->form, actor, line_of(q, i)->line.sheet.id, &q->sheets[i],
		                 error);
	return err;
}

/* From the sheet q->refused_id on. */
static enum err read_from(struct http_request *request, struct police_queue *q, struct error *error)
{
	const struct params none = { .count = 0 };
	enum err err = table_ask_for(request, &police_table, &none, &q->table, error);

	q->table.view.ask.after.id = q->refused_id - 1;
	return err == ERR_OK ? table_look(request, &q->table, read_queue, q, error) : err;
}

/* ---- the page ---- */

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

static void put_reasons(struct http_request *request, struct tmpl_dict *row, int64_t chosen)
{
	for (int64_t reason = 1; reason <= POLICE_REASONS; reason++) {
		struct tmpl_dict *option = tmpl_add(row, "RETURN_REASON");
		tmpl_put(option, "REASON_VALUE", web_id(request, reason));
		tmpl_put(option, "REASON_LABEL", police_reason_label(reason));
		if (reason == chosen)
			tmpl_show(option, "REASON_SELECTED");
	}
}

static void put_answer(struct tmpl_dict *row, const char *number, const char *label, const char *value)
{
	struct tmpl_dict *answer = tmpl_add(row, "ANSWER");

	tmpl_put(answer, "ANSWER_NUMBER", number);
	tmpl_put(answer, "ANSWER_LABEL", label);
	tmpl_put(answer, "ANSWER_VALUE", value);
}

/* What was answered, in the order of the paper; what stands beside the paper is not the police's. */
static void put_answers(struct http_request *request, struct tmpl_dict *row, const struct sheet *sheet)
{
	const struct form *form = sheet->answers.form;

	for (size_t i = 0; i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		const struct answer *answer = &sheet->answers.items[i];
		if (answer->state == ANSWER_NONE || field->type == FIELD_CODE || (field->beside && field->type != FIELD_AREA))
			continue;
		const char *value = field->type == FIELD_AREA ? sheet->area_name : web_answer(request, field, answer);
		put_answer(row, field->number, field->label, value);
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

static void put_return(const struct page *page, struct tmpl_dict *row, const struct police_queue *q, int64_t sheet_id)
{
	struct http_request *request = page->request;
	struct tmpl_dict *section = tmpl_add(row, "RETURN");
	bool refused = q->refused_id == sheet_id;
	int64_t reason = 0;

	tmpl_put(section, "RETURN_URL", arena_print(request->arena, "/police/%lld/return", (long long)sheet_id));
	tmpl_put(section, "NOTE_VALUE", refused ? params_text(&request->form, "note") : "");
	web_tokens(section, page->csrf, web_form_token(request), 0);
	if (refused) {
		tmpl_show(section, "RETURN_OPEN");
		put_section(section, "RETURN_ERROR", "RETURN_ERROR_TEXT", q->refusal);
		params_int(&request->form, "reason", 1, POLICE_REASONS, &reason);
	}
	put_reasons(request, section, reason);
}

static void put_sheet(const struct page *page, struct tmpl_dict *dict, const struct police_queue *q, size_t i)
{
	struct http_request *request = page->request;
	const struct police_line *one = line_of(q, i);
	const struct sheet_row *s = &one->line.sheet;
	struct tmpl_dict *row = tmpl_add(dict, "SHEET"), *enter = tmpl_add(row, "ENTER");

	tmpl_put(row, "SHEET_ID", web_id(request, s->id));
	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "FULL_NAME", s->full_name);
	tmpl_put(row, "PAPER", note_paper(request, s->paper_no));
	tmpl_put(row, "KIND", sheet_kind(request, &q->sheets[i]));
	tmpl_put(row, "BATCH_NUMBER", one->batch == 0 ? "" : display_batch(request->arena, one->batch, one->batch_year));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(enter, "ENTERED_URL", arena_print(request->arena, "/police/%lld/entered", (long long)s->id));
	web_tokens(enter, page->csrf, web_form_token(request), 0);
	put_section(row, "SHEET_LATE", "LATE_TEXT", kind_shown(&q->table.view.ask.reader, KIND_LATE, &one->line.late));
	if (q->refused_id == s->id || (q->refused_id == 0 && i == 0))
		tmpl_show(row, "SHEET_OPEN");
	put_return(page, row, q, s->id);
	put_answers(request, row, &q->sheets[i]);
}

static void put_queue(const struct page *page, const struct police_queue *q)
{
	const struct table_rows *rows = &q->table.view.rows;
	struct tmpl_dict *dict = page->content;

	if (rows->count == 0) {
		tmpl_put(tmpl_add(dict, "EMPTY"), "EMPTY_TEXT", message_text(MSG_POLICE_EMPTY));
	} else {
		const char *total = web_count(page->request, rows->total);
		struct tmpl_dict *section = tmpl_add(dict, "QUEUE");
		tmpl_put(section, "FOUND_TEXT", message_fill(page->request, MSG_COUNT_TO_ENTER, total, NULL));
		for (size_t i = 0; i < rows->count; i++)
			put_sheet(page, section, q, i);
	}
	table_put_pager(&q->table.view, dict);
}

/* True when the sheet that was refused is on the page and tells why itself. */
static bool is_shown(const struct police_queue *q)
{
	return q->table.view.rows.count > 0 && q->sheets[0].id == q->refused_id;
}

static enum err show(struct http_request *request, struct http_response *response, const struct police_queue *q,
                     int status, struct error *error)
{
	const char *title = message_text(MSG_NAV_POLICE);
	struct page page;
	enum err err = page_open(request, "police/queue.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (q->refused_id > 1)
		page.address = police_url(request, q->refused_id);
	if (q->refusal != NULL)
		page_has_errors(&page, title);
	else if (q->refused_id != 0)
		page_flash(&page, "info", message_text(MSG_RESUMED));
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING", message_text(MSG_POLICE_SUBHEADING));
	put_section(page.content, "ERROR", "ERROR_TEXT", is_shown(q) ? NULL : q->refusal);
	put_to_sign(request, page.content, q);
	put_queue(&page, q);
	return page_send(&page, response, status, error);
}

enum err page_police(struct http_request *request, struct http_response *response, struct error *error)
{
	struct police_queue q = { .refused_id = 0 };
	enum err err = table_open(request, &police_table, &q.table, read_queue, &q, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &q.table, error);
	return show(request, response, &q, 200, error);
}

/* ---- moves ---- */

/* The queue again, from the sheet that was refused on. */
static enum err show_refused(struct http_request *request, struct http_response *response, enum err refusal,
                             struct error *error)
{
	struct police_queue q = { .refused_id = request->ids[0] };

	q.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	enum err err = read_from(request, &q, error);
	return err == ERR_OK ? show(request, response, &q, (int)refusal, error) : err;
}

enum err resume_police_return(struct http_request *request, struct http_response *response, const char *next,
                              struct error *error)
{
	struct police_queue q = { .refused_id = 0 };
	long long before = 0;
	char more;

	if (sscanf(next, "/police?after=%18lld%c", &before, &more) != 1)
		return error_set(error, ERR_NOT_FOUND, NULL, "no form to resume");
	q.refused_id = before + 1;
	enum err err = read_from(request, &q, error);
	if (err != ERR_OK)
		return err;
	if (!is_shown(&q))
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "sheet %lld is not in the queue", before + 1);
	return show(request, response, &q, 200, error);
}

static enum err move(struct http_request *request, struct http_response *response, struct move_request *move,
                     enum page_note note, struct error *error)
{
	enum err err = workflow_move(move, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE)
		return show_refused(request, response, err, error);
	if (err != ERR_OK)
		return err;
	web_note_about(request, response, note, request->ids[0]);
	http_redirect(response, "/police");
	return ERR_OK;
}

enum err post_police_entered(struct http_request *request, struct http_response *response, struct error *error)
{
	struct move_request entered = { .head = web_head(request), .action = ACTION_ENTERED, .sheet_id = request->ids[0] };

	return move(request, response, &entered, NOTE_ENTERED, error);
}

enum err post_police_return(struct http_request *request, struct http_response *response, struct error *error)
{
	struct move_request back = { .head = web_head(request), .action = ACTION_POLICE_RETURN,
		.sheet_id = request->ids[0] };
	const char *note = params_filled(&request->form, "note");

	back.note = web_cleaned(request, note);
	if (params_int(&request->form, "reason", 1, POLICE_REASONS, &back.police_reason) != PARAM_OK)
		back.police_reason = 0;
	return move(request, response, &back, NOTE_POLICE_RETURNED, error);
}
