/* One batch: its list, the police's signature, taking sheets out before it. */
#include "base/memory.h"
#include "report/batch_lines.h"
#include "report/registry.h"
#include "table/display.h"
#include "table/file.h"
#include "text/label.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/handover/batches.h"
#include "web/list/paper_page.h"
#include "web/list/road_shown.h"
#include "web/list/signed_copy_page.h"
#include "web/list/table_page.h"
#include "web/part/act_undo.h"
#include "web/part/shown.h"

enum { COUNT_MAX = 1000000 };

/* Where a refusal belongs on the page. */
static const struct { enum message message; const char *field; } places[] = {
	{ MSG_BATCH_NEED_COUNT, "count" },
	{ MSG_COUNT_NO_NUMBER, "count" },
	{ MSG_REASON_TOO_LONG, "note" },
};

struct batch_view {
	struct table_page table;
	struct road_many road;          /* where its sheets are */
	const struct batch *batch;
	struct signed_copies copies;
	/* the POST that was refused: */
	const char *refusal;            /* or NULL */
	bool count_refused;             /* the number of papers does not agree with the list */
	const char *leads_to;           /* id of what is to be changed, when the number of papers does not agree; or NULL */
	const int64_t *ticked;
	size_t ticked_count;
	bool resumed;                   /* typed before a login */
	bool by_paper;                  /* the police confirm on paper */
	int64_t list_act;               /* that entered many from a list just now; 0: none */
	bool may_undo_list;             /* it, now */
	struct act act;                 /* that made it; id 0: it is not remembered */
	bool may_undo;                  /* it, now */
};

static const struct batch_item_line *line_of(const struct batch_view *v, size_t i)
{
	return table_row(&batch_table, &v->table.view.rows, i);
}

/* Sheets that were taken out before the signature are not of the batch any more: its page does not show them. */
static void leave_out(struct table_rows *rows)
{
	struct batch_item_line *lines = rows->items;
	size_t kept = 0;

	for (size_t i = 0; i < rows->count; i++) {
		if (lines[i].item.outcome != OUTCOME_REMOVED)
			lines[kept++] = lines[i];
	}
	rows->count = kept;
}

static enum err read_more(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct batch_view *v = arg;
	const struct batch *batch = v->table.view.ask.filter;
	enum err err = v->list_act == 0 ? ERR_OK : act_read_undo(db, request, v->list_act, &v->may_undo_list, error);

	leave_out(&v->table.view.rows);
	if (err == ERR_OK)
		err = road_read_many(db, request, &(struct held_asked){ HELD_BATCH, batch->id, batch->campaign_id }, &v->road,
		                     error);
	if (err == ERR_OK)
		err = signed_read(db, request, &handover_paper, batch->id, &v->copies, error);
	v->by_paper = workflow_by_paper(db, request->arena, batch->commune_id);
	if (err == ERR_OK)
		err = act_of_batch_any(db, request->arena, batch->id, &v->act, error);
	if (err == ERR_NOT_FOUND)
		return ERR_OK;
	return err == ERR_OK ? act_read_undo(db, request, v->act.id, &v->may_undo, error) : err;
}

static enum err open_view(struct http_request *request, struct batch_view *v, struct error *error)
{
	enum err err = table_open(request, &batch_table, &v->table, read_more, v, error);

	v->batch = v->table.view.ask.filter;
	return err;
}

/* ---- JSON ---- */

static enum err send_json(struct http_request *request, struct http_response *response, struct batch_view *v,
                          struct error *error)
{
	struct table_ask *ask = &v->table.view.ask, batches = *ask;
	const struct batch_line line = batch_line(request->arena, v->batch);

	batches.table = &batches_table;
	cJSON *root = table_json_row(&batches, &line), *rows = cJSON_AddArrayToObject(root, "rows");
	if (v->batch->signed_at == NULL)
		cJSON_AddNullToObject(root, "counted");
	else
		json_put_int(root, "counted", v->batch->counted);
	json_put_text(root, "extra", v->batch->extra);
	json_put_text(root, "note", v->batch->note);
	for (size_t i = 0; i < v->table.view.rows.count; i++)
		cJSON_AddItemToArray(rows, table_json_row(ask, line_of(v, i)));
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

static bool may(const struct http_request *request, const struct batch_view *v, enum role role)
{
	return batch_state(v->batch) == BATCH_OPEN && web_actor(request)->role == role;
}

static bool is_ticked(const struct batch_view *v, int64_t id)
{
	for (size_t i = 0; i < v->ticked_count; i++) {
		if (v->ticked[i] == id)
			return true;
	}
	return false;
}

static void put_boxes(struct http_request *request, struct tmpl_dict *row, const struct batch_view *v,
                      const struct batch_item *item)
{
	const char *box = may(request, v, ROLE_POLICE)    ? "MISSING_BOX"
	                  : may(request, v, ROLE_OFFICER) ? "REMOVE_BOX"
	                                                  : NULL;
	const char *checked = may(request, v, ROLE_POLICE) ? "MISSING_CHECKED" : "REMOVE_CHECKED";

	if (box == NULL)
		return;
	struct tmpl_dict *section = tmpl_add(row, box);
	tmpl_put(section, "SHEET_ID", web_id(request, item->sheet_id));
	tmpl_put(section, "FULL_NAME", item->full_name);
	if (is_ticked(v, item->sheet_id))
		tmpl_show(section, checked);
}

/* What became of the sheet in this batch; NULL: it did not come to the police with it. */
static const char *became(struct http_request *request, const struct batch_item *item)
{
	const char *text;

	if (item->outcome != OUTCOME_PRESENT)
		return NULL;
	if (item->entered_at == NULL && item->returned_at == NULL)
		return message_text(MSG_BECAME_WAITS);
	if (item->entered_at != NULL)
		text = message_fill(request, MSG_BECAME_ENTERED, web_time(request, item->entered_at), NULL);
	else
		text = message_fill(request, MSG_BECAME_RETURNED, web_time(request, item->returned_at),
		                    police_reason_label(item->return_reason));
	return item->by_paper ? message_fill(request, MSG_BECAME_LIST, text, NULL) : text;
}

static void put_item(struct http_request *request, struct tmpl_dict *dict, struct batch_view *v, size_t i)
{
	const struct batch_item_line *line = line_of(v, i);
	const struct batch_item *item = &line->item;
	const char *url = batch_table.link(&v->table.view.ask, line);
	struct tmpl_dict *row = tmpl_add(dict, "SHEET"), *name = tmpl_add(row, url == NULL ? "SHEET_PLAIN" : "SHEET_LINK");

	tmpl_put(row, "SHEET_NO", web_id(request, (int64_t)i + 1));
	tmpl_put(name, "FULL_NAME", item->full_name);
	if (url != NULL)
		tmpl_put(name, "SHEET_URL", url);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, item->birth_date));
	tmpl_put(row, "CITIZEN_ID", web_number(request, item->citizen_id));
	tmpl_put(row, "AREA", web_hamlet(item->area_name));
	tmpl_put(row, "PAPER_NO", item->paper_no);
	tmpl_put(row, "STATE", state_code(line->state));
	tmpl_put(row, "STATE_LABEL", state_label(line->state));
	if (item->outcome == OUTCOME_MISSING)
		tmpl_show(row, "SHEET_MISSING");
	put_section(row, "BECAME", "BECAME_TEXT", became(request, item));
	put_boxes(request, row, v, item);
}

static void put_difference(struct http_request *request, struct tmpl_dict *section, enum message message,
                           const char *one, const char *two)
{
	tmpl_put(tmpl_add(section, "DIFFERENCE"), "DIFFERENCE_TEXT", message_fill(request, message, one, two));
}

static void put_differences(struct http_request *request, struct tmpl_dict *dict, const struct batch_view *v)
{
	const struct batch *b = v->batch;

	if (b->signed_at == NULL || (b->missing == 0 && b->extra == NULL && b->note == NULL))
		return;
	struct tmpl_dict *section = tmpl_add(dict, "DIFFERENCES");
	for (size_t i = 0; i < v->table.view.rows.count; i++) {
		const struct batch_item *item = &line_of(v, i)->item;
		if (item->outcome == OUTCOME_MISSING)
			put_difference(request, section, MSG_DIFFERENCE_MISSING, item->full_name, item->paper_no);
	}
	if (b->extra != NULL)
		put_difference(request, section, MSG_DIFFERENCE_EXTRA, b->extra, NULL);
	if (b->note != NULL)
		put_difference(request, section, MSG_DIFFERENCE_NOTE, b->note, NULL);
}

/* The first box of the list that is ticked, or is not. */
static const char *box_of(struct http_request *request, const struct batch_view *v, bool ticked)
{
	size_t i = 0;

	while (i < v->table.view.rows.count && is_ticked(v, line_of(v, i)->item.sheet_id) != ticked)
		i++;
	if (i == v->table.view.rows.count)
		return "missing";
	return arena_print(request->arena, "missing-%lld", (long long)line_of(v, i)->item.sheet_id);
}

/* How the number of papers differs from the list, and where that is put right. */
static void tell_count(struct http_request *request, struct batch_view *v)
{
	const struct params *form = &request->form;
	int64_t counted = 0, extra = 0;

	if (batch_state(v->batch) != BATCH_OPEN || v->refusal != message_text(MSG_BATCH_COUNT))
		return;
	params_int(form, "count", 0, COUNT_MAX, &counted);
	params_int(form, "extra", 0, COUNT_MAX, &extra);
	int64_t missing = v->batch->sheets + extra - counted, ticked = (int64_t)v->ticked_count;
	const char *values[] = { web_count(request, v->batch->sheets), web_count(request, counted),
		web_count(request, missing < 0 ? -missing : missing), web_count(request, ticked) };
	enum message message = missing < 0 ? MSG_BATCH_OVER : missing > ticked ? MSG_BATCH_SHORT : MSG_BATCH_TICKED;
	v->count_refused = true;
	v->refusal = message_fill_all(request, message, values, COUNT(values));
	v->leads_to = missing < 0 ? "extra" : box_of(request, v, missing < ticked);
}

/* Id of the input that the refusal is about; else of the list. */
static const char *refused_field(const struct batch_view *v)
{
	if (v->count_refused)
		return "count";
	for (size_t i = 0; i < COUNT(places); i++) {
		if (v->batch->signed_at == NULL && v->refusal == message_text(places[i].message))
			return places[i].field;
	}
	return "missing";
}

static void put_refusal(struct tmpl_dict *dict, const struct batch_view *v)
{
	if (v->refusal == NULL)
		return;
	struct tmpl_dict *summary = tmpl_add(dict, "ERROR_SUMMARY");
	tmpl_put(summary, "SUMMARY_HEADING", message_text(MSG_HEADING_422));
	struct tmpl_dict *row = tmpl_add(summary, "SUMMARY");
	tmpl_put(row, "SUMMARY_FIELD", v->leads_to != NULL ? v->leads_to : refused_field(v));
	tmpl_put(row, "SUMMARY_TEXT", v->refusal);
}

static void put_sign(struct http_request *request, const struct page *page, const struct batch_view *v)
{
	const struct params *typed = &request->form;
	struct tmpl_dict *sign = tmpl_add(page->content, "SIGN");

	tmpl_put(sign, "SIGN_URL", arena_print(request->arena, "/handovers/%lld/sign", (long long)v->batch->id));
	tmpl_put_int(sign, "LISTED", v->batch->sheets);
	tmpl_put(sign, "COUNT_VALUE", params_text(typed, "count"));
	tmpl_put(sign, "EXTRA_VALUE", params_text(typed, "extra"));
	tmpl_put(sign, "NOTE_VALUE", params_text(typed, "note"));
	put_section(sign, "COUNT_ERROR", "COUNT_ERROR_TEXT", strcmp(refused_field(v), "count") == 0 ? v->refusal : NULL);
	put_section(sign, "NOTE_ERROR", "NOTE_ERROR_TEXT", strcmp(refused_field(v), "note") == 0 ? v->refusal : NULL);
	web_tokens(sign, page->csrf, page->form_token, 0);
	tmpl_show(page->content, "MISSING_HEAD");
}

static void put_remove(struct http_request *request, const struct page *page, const struct batch_view *v)
{
	struct tmpl_dict *remove = tmpl_add(page->content, "REMOVE");

	tmpl_put(remove, "REMOVE_URL", arena_print(request->arena, "/handovers/%lld/remove", (long long)v->batch->id));
	web_tokens(remove, page->csrf, page->form_token, 0);
	tmpl_show(page->content, "REMOVE_HEAD");
}

static void put_forms(struct http_request *request, const struct page *page, const struct batch_view *v)
{
	if (may(request, v, ROLE_POLICE))
		put_sign(request, page, v);
	else if (may(request, v, ROLE_OFFICER))
		put_remove(request, page, v);
}

/* Who signed: the police here, or on paper. */
static const char *signed_by(struct http_request *request, const struct batch *b)
{
	const char *values[] = { b->paper_signer, web_iso_day(request, b->paper_day), b->signed_name };

	return b->paper_day == NULL ? b->signed_name
	                            : message_fill_all(request, MSG_SIGNED_ON_PAPER, values, COUNT(values));
}

static void put_batch(struct http_request *request, struct tmpl_dict *dict, const struct batch_view *v)
{
	const struct batch *b = v->batch;

	tmpl_put(dict, "BATCH_URL", arena_print(request->arena, "/handovers/%lld", (long long)b->id));
	if (web_actor(request)->role == ROLE_OFFICER)
		put_section(dict, "SHEETS_PDF", "SHEETS_PDF_URL",
		            arena_print(request->arena, "/handovers/%lld/sheets.pdf", (long long)b->id));
	tmpl_put(dict, "BATCH_NUMBER", display_batch(request->arena, b->number, b->year));
	tmpl_put(dict, "BATCH_DATE", web_time(request, b->delivered_at));
	tmpl_put(dict, "BATCH_BY", b->delivered_name);
	tmpl_put(dict, "BATCH_OF", arena_print(request->arena, "%s, %s", b->commune_name, b->campaign_code));
	tmpl_put(dict, "BATCH_COUNT", web_count(request, b->sheets));
	tmpl_put(dict, "BATCH_STATE", batch_state_codes.texts[batch_state(b)]);
	tmpl_put(dict, "BATCH_STATE_LABEL", batch_state_label(batch_state(b)));
	if (b->signed_at == NULL)
		return;
	struct tmpl_dict *row = tmpl_add(dict, "SIGNED");
	tmpl_put(row, "SIGNED_BY", signed_by(request, b));
	tmpl_put(row, "SIGNED_AT", web_time(request, b->signed_at));
	tmpl_put(row, "SIGNED_COUNT", web_count(request, b->counted));
}

/* Taking back what was entered from a list just now. */
static void put_list_undo(struct http_request *request, const struct page *page, int64_t act_id)
{
	struct tmpl_dict *undo = tmpl_add(page->content, "LIST_UNDO");

	tmpl_put(undo, "LIST_UNDO_URL", arena_print(request->arena, "/acts/%lld/undo", (long long)act_id));
	web_tokens(undo, page->csrf, web_form_token(request), 0);
}

/* Where the batch goes on: what the police signed on paper, what the Tổ confirms, papers that come back. */
static void put_ways(struct http_request *request, struct tmpl_dict *dict, const struct batch_view *v)
{
	const struct batch *b = v->batch;
	long long id = (long long)b->id;
	bool officer = web_actor(request)->role == ROLE_OFFICER && b->undone_at == NULL;

	if (v->by_paper && officer && (b->signed_at == NULL || b->entered + b->returned < b->present))
		put_section(dict, "BY_PAPER", "BY_PAPER_URL", arena_print(request->arena, "/handovers/%lld/by-paper", id));
	if (officer)
		put_section(dict, "CONFIRMS", "CONFIRMS_URL",
		            arena_print(request->arena, "/minutes/new?type=confirmation&handover_id=%lld", id));
	if (b->back < b->entered + b->returned)
		put_section(dict, "COMES_BACK", "COMES_BACK_URL",
		            arena_print(request->arena, "/returns/waiting?batch=%lld", id));
}

static enum err show(struct http_request *request, struct http_response *response, struct batch_view *v, int status,
                     struct error *error)
{
	const char *title = table_title(&v->table.view.ask);
	struct page page;
	enum err err = page_open(request, "handover/show.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (v->refusal != NULL || v->copies.refusal != NULL)
		page_has_errors(&page, title);
	if (v->resumed)
		page_flash(&page, "info", message_text(MSG_RESUMED));
	put_batch(request, page.content, v);
	road_put_many(request, page.content, MSG_ROAD_OF_BATCH, &v->road);
	tell_count(request, v);
	put_refusal(page.content, v);
	put_differences(request, page.content, v);
	put_forms(request, &page, v);
	signed_put(&page, &v->copies, thing_url(request, (struct thing){ THING_BATCH, v->batch->id }), true);
	put_ways(request, page.content, v);
	if (v->may_undo_list)
		put_list_undo(request, &page, v->list_act);
	if (v->may_undo)
		act_put_undo(request, page.content, page.csrf, v->act.id);
	put_section(page.content, "UNDONE", "UNDONE_AT",
	            v->batch->undone_at == NULL ? NULL : web_time(request, v->batch->undone_at));
	for (size_t i = 0; i < v->table.view.rows.count; i++)
		put_item(request, page.content, v, i);
	return page_send(&page, response, status, error);
}

enum err page_batch(struct http_request *request, struct http_response *response, struct error *error)
{
	struct batch_view view = { .resumed = false };

	if (paper_is_file(request))
		return page_paper(request, response, error);
	if (params_int(&request->query, "act", 1, INT64_MAX, &view.list_act) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad act");
	enum err err = open_view(request, &view, error);
	if (err != ERR_OK)
		return err;
	if (strcmp(request->suffix, "json") == 0)
		return send_json(request, response, &view, error);
	if (table_is_file(request))
		return table_send(request, response, &view.table, error);
	return show(request, response, &view, 200, error);
}

enum err post_batch_copy(struct http_request *request, struct http_response *response, struct error *error)
{
	struct batch_view view = { .resumed = false };
	enum err err = signed_post(request, response, &handover_paper, THING_BATCH, &view.copies, error);

	if (view.copies.refusal == NULL)
		return err;
	enum err opened = open_view(request, &view, error);
	return opened == ERR_OK ? show(request, response, &view, (int)err, error) : opened;
}

/* ---- signing and taking out ---- */

/* 422 and 409 show the page again with what was typed; other errors go up. */
static enum err show_refused(struct http_request *request, struct http_response *response, const int64_t *ticked,
                             size_t count, enum err err, struct error *error)
{
	struct batch_view view = { .ticked = ticked, .ticked_count = count };
	int status = (int)err;

	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
		return err;
	view.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	err = open_view(request, &view, error);
	return err == ERR_OK ? show(request, response, &view, status, error) : err;
}

enum err resume_sign(struct http_request *request, struct http_response *response, const char *next,
                     struct error *error)
{
	struct batch_view view = { .resumed = true };
	int64_t *missing = NULL;
	long long id = 0;
	char more;

	if (sscanf(next, "/handovers/%18lld%c", &id, &more) != 1)
		return error_set(error, ERR_NOT_FOUND, NULL, "no form to resume");
	request->ids[0] = id;
	if (params_ids(request->arena, &request->form, "missing", &missing, &view.ticked_count) == PARAM_BAD)
		view.ticked_count = 0;
	view.ticked = missing;
	enum err err = open_view(request, &view, error);
	if (err != ERR_OK)
		return err;
	if (!may(request, &view, ROLE_POLICE))
		return error_set(error, ERR_CONFLICT, message_text(MSG_BATCH_SIGNED), "batch %lld is signed", id);
	return show(request, response, &view, 200, error);
}

static enum err done(struct http_request *request, struct http_response *response, const struct request_head *head,
                     enum page_note note)
{
	web_note(request, response, note);
	http_redirect(response, thing_url(request, head->made));
	return ERR_OK;
}

/* Papers beyond the list: a number; -1 for a text about them, which does not say how many. */
static int64_t count_extra(const struct params *form, const char *text)
{
	int64_t number = 0;

	return text == NULL || params_int(form, "extra", 0, COUNT_MAX, &number) == PARAM_OK ? number : -1;
}

static enum err read_sign(struct http_request *request, struct sign_request *r, struct error *error)
{
	const struct params *form = &request->form;
	int64_t *missing = NULL;
	const char *note = params_filled(form, "note");

	r->counted = -1;
	r->extra = params_filled(form, "extra");
	r->extra_count = count_extra(form, r->extra);
	r->extra = web_cleaned(request, r->extra);
	r->note = web_cleaned(request, note);
	if (params_ids(request->arena, form, "missing", &missing, &r->missing_count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids of missing sheets");
	r->missing = missing;
	if (params_int(form, "count", 0, COUNT_MAX, &r->counted) == PARAM_BAD)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_COUNT_NO_NUMBER), "count is no number");
	return ERR_OK;
}

enum err post_batch_sign(struct http_request *request, struct http_response *response, struct error *error)
{
	struct sign_request r = { .head = web_head(request), .batch_id = request->ids[0] };
	enum err err = read_sign(request, &r, error);

	if (err == ERR_OK)
		err = workflow_sign(&r, error);
	if (err != ERR_OK)
		return show_refused(request, response, r.missing, r.missing_count, err, error);
	paper_make_files(request, &handover_paper);
	return done(request, response, &r.head, NOTE_BATCH_SIGNED);
}

enum err post_batch_remove(struct http_request *request, struct http_response *response, struct error *error)
{
	struct remove_request r = { .head = web_head(request), .batch_id = request->ids[0] };
	int64_t *ids = NULL;

	if (params_ids(request->arena, &request->form, "ids", &ids, &r.count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids");
	r.ids = ids;
	enum err err = workflow_remove(&r, error);
	if (err != ERR_OK)
		return show_refused(request, response, r.ids, r.count, err, error);
	return done(request, response, &r.head, NOTE_BATCH_CHANGED);
}
