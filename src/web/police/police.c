/* The police's queue: sheets handed over, to be typed into the national system, oldest first. */
#include "web/police/police.h"

#include "table/display.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/csv_table.h"
#include "web/list/deadlines.h"
#include "web/list/row_json.h"
#include "web/list/sheet_csv.h"
#include "web/part/resume.h"
#include "web/part/shown.h"

enum { PAGE_ROWS = 15, TO_SIGN_MAX = 50 };
enum { PARTS = FILTER_BIT(FILTER_AFTER) };

struct to_enter {
	struct sheet_row row;
	struct sheet sheet;
	int64_t batch, year;            /* 0: unknown */
};

struct police_queue {
	struct list_filter filter;
	struct to_enter *sheets;
	size_t count;
	bool more;
	int64_t total;
	struct batch *batches;       /* not signed yet */
	size_t batch_count;
	struct stage_days deadlines;
	/* the POST that was refused: */
	int64_t refused_id;             /* 0: none */
	const char *refusal;            /* NULL: typed before a login, not refused */
};

/* ---- reading ---- */

static enum err read_sheets(struct db *db, struct http_request *request, struct police_queue *q, struct error *error)
{
	const struct form *form = web_app(request)->form;
	struct sheet_row *rows;
	enum err err = sheet_list(db, request->arena, web_actor(request), &q->filter.sheets, &rows, &q->count, error);

	if (err != ERR_OK)
		return err;
	q->more = q->count > PAGE_ROWS;
	q->count = q->more ? PAGE_ROWS : q->count;
	q->sheets = arena_array(request->arena, q->count + 1, sizeof *q->sheets);
	for (size_t i = 0; i < q->count && err == ERR_OK; i++) {
		struct to_enter *one = &q->sheets[i];
		one->row = rows[i];
		batch_signed_of_sheet(db, rows[i].id, &one->batch, &one->year);
		err = sheet_load(db, request->arena, form, web_actor(request), rows[i].id, &one->sheet, error);
	}
	return err;
}

static enum err read_queue(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct police_queue *q = arg;
	const struct actor *actor = web_actor(request);
	struct sheet_filter *f = &q->filter.sheets;
	enum err err;

	f->state = STATE_HANDED_OVER;
	f->oldest_first = true;
	f->limit = PAGE_ROWS + 1;
	if ((err = read_sheets(db, request, q, error)) != ERR_OK ||
	    (err = sheet_count(db, request->arena, actor, f, &q->total, error)) != ERR_OK ||
	    (err = batch_list_open(db, request->arena, actor, TO_SIGN_MAX, &q->batches, &q->batch_count, error)) != ERR_OK)
		return err;
	return stage_days_any(db, request->arena, &q->deadlines, error);
}

static const char *next_url(struct http_request *request, const struct police_queue *q, const char *path)
{
	if (!q->more)
		return NULL;
	return filter_url(request, path, &q->filter, FILTER_AFTER, web_id(request, q->sheets[q->count - 1].row.id));
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct police_queue *q,
                          struct error *error)
{
	cJSON *rows = cJSON_CreateArray();

	for (size_t i = 0; i < q->count; i++)
		cJSON_AddItemToArray(rows, sheet_row_json(request, &q->sheets[i].row));
	return json_send(request, response, list_json(rows, q->total, next_url(request, q, "/police.json")), error);
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

static void put_sheet(const struct page *page, struct tmpl_dict *dict, const struct police_queue *q,
                      const struct to_enter *one)
{
	struct http_request *request = page->request;
	const struct sheet_row *s = &one->row;
	struct tmpl_dict *row = tmpl_add(dict, "SHEET"), *enter = tmpl_add(row, "ENTER");

	tmpl_put(row, "SHEET_ID", web_id(request, s->id));
	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "FULL_NAME", s->full_name);
	tmpl_put(row, "PAPER", note_paper(request, s->paper_no));
	tmpl_put(row, "KIND", sheet_kind(request, &one->sheet));
	tmpl_put(row, "BATCH_NUMBER", one->batch == 0 ? "" : display_batch(request->arena, one->batch, one->year));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(enter, "ENTERED_URL", arena_print(request->arena, "/police/%lld/entered", (long long)s->id));
	web_tokens(enter, page->csrf, web_form_token(request), 0);
	put_section(row, "SHEET_LATE", "LATE_TEXT", deadlines_late(request, &q->deadlines, s));
	if (q->refused_id == s->id || (q->refused_id == 0 && one == q->sheets))
		tmpl_show(row, "SHEET_OPEN");
	put_return(page, row, q, s->id);
	put_answers(request, row, &one->sheet);
}

static void put_queue(const struct page *page, const struct police_queue *q)
{
	struct http_request *request = page->request;
	struct tmpl_dict *dict = page->content;

	if (q->count == 0) {
		tmpl_put(tmpl_add(dict, "EMPTY"), "EMPTY_TEXT", message_text(MSG_POLICE_EMPTY));
	} else {
		struct tmpl_dict *section = tmpl_add(dict, "QUEUE");
		tmpl_put(section, "FOUND_TEXT", message_fill(request, MSG_COUNT_TO_ENTER, web_count(request, q->total), NULL));
		for (size_t i = 0; i < q->count; i++)
			put_sheet(page, section, q, &q->sheets[i]);
	}
	if (q->filter.sheets.after != 0)
		put_section(dict, "FIRST_PAGE", "FIRST_URL", "/police");
	put_section(dict, "NEXT_PAGE", "NEXT_URL", next_url(request, q, "/police"));
	put_section(dict, "CSV_LINK", "CSV_URL", q->count == 0 ? NULL : "/police.csv");
}

/* True when the sheet that was refused is on the page and tells why itself. */
static bool is_shown(const struct police_queue *q)
{
	return q->count > 0 && q->sheets[0].row.id == q->refused_id;
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

/* One line in the log of views for the page. */
static void log_view(struct http_request *request, const struct police_queue *q)
{
	if (q->count == 0)
		return;
	const char *detail = arena_print(request->arena, "police queue, %zu sheets from %lld", q->count,
	                                 (long long)q->sheets[0].row.id);
	workflow_log_access(&web_app(request)->workflow, web_actor(request), ACCESS_VIEW, 0, detail);
}

enum err page_police(struct http_request *request, struct http_response *response, struct error *error)
{
	struct police_queue q = { .count = 0 };
	enum err err = filter_read(request, &request->query, PARTS, &q.filter, error);

	if (err == ERR_OK && wants_csv(request))
		return police_csv(request, response, &q.filter, error);
	if (err == ERR_OK)
		err = web_read(request, read_queue, &q, error);
	if (err != ERR_OK)
		return err;
	log_view(request, &q);
	if (request->suffix[0] != '\0')
		return send_json(request, response, &q, error);
	return show(request, response, &q, 200, error);
}

/* ---- moves ---- */

/* The queue again, from the sheet that was refused on. */
static enum err show_refused(struct http_request *request, struct http_response *response, enum err refusal,
                             struct error *error)
{
	struct police_queue q = { .refused_id = request->ids[0] };

	q.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	q.filter.sheets.after = q.refused_id - 1;
	enum err err = web_read(request, read_queue, &q, error);
	if (err != ERR_OK)
		return err;
	log_view(request, &q);
	return show(request, response, &q, (int)refusal, error);
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
	q.filter.sheets.after = before;
	enum err err = web_read(request, read_queue, &q, error);
	if (err != ERR_OK)
		return err;
	if (!is_shown(&q))
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "sheet %lld is not in the queue", before + 1);
	log_view(request, &q);
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
