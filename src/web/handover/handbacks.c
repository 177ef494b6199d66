/* Papers that come back from the police: which are to come, taking them, the lists of those that came. */
#include "web/handover/handbacks.h"

#include "base/ids.h"
#include "base/memory.h"
#include "report/handover/handback_tables.h"
#include "table/display.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/paper_page.h"
#include "web/list/signed_copy_page.h"
#include "web/list/table_page.h"

enum { BATCHES_OFFERED = 12 };

/* ---- those that are to come ---- */

struct waiting {
	struct table_page table;
	struct handback_item *all;      /* of any batch, to name the batches */
	size_t all_count;
	bool whole;                     /* all are marked as there */
	bool posted;
	int64_t *there, *away;          /* posted */
	size_t there_count, away_count;
	const char *refusal, *field;
};

static int64_t batch_asked(const struct waiting *w)
{
	return ((const struct handback_query *)w->table.view.ask.filter)->batch_id;
}

static enum err read_all(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct waiting *w = arg;

	return handback_waiting(db, request->arena, web_actor(request), 0, HANDBACK_TOLD, &w->all, &w->all_count, error);
}

static void put_sheet(struct http_request *request, struct tmpl_dict *dict, const struct waiting *w,
                      const struct handback_item_line *line)
{
	const struct handback_item *item = &line->item;
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_ID", web_id(request, item->sheet_id));
	tmpl_put(row, "SHEET_URL", sheet_url(request, item->sheet_id, ""));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, item->paper_no, item->sheet_id));
	tmpl_put(row, "FULL_NAME", item->full_name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, item->birth_date));
	tmpl_put(row, "OF_BATCH", line->batch);
	tmpl_put(row, "WAS", state_code(item->was));
	tmpl_put(row, "WAS_LABEL", state_label(item->was));
	tmpl_put(row, "REASON", line->reason == NULL ? "" : line->reason);
	if (w->posted ? ids_have(w->there, w->there_count, item->sheet_id) : w->whole)
		tmpl_show(row, "THERE");
	if (ids_have(w->away, w->away_count, item->sheet_id))
		tmpl_show(row, "AWAY");
}

/* The batches of which papers are to come, and all of them. */
static void put_batches(struct http_request *request, struct tmpl_dict *dict, const struct waiting *w)
{
	int64_t last = 0;
	size_t told = 0;

	for (size_t i = 0; i < w->all_count && told < BATCHES_OFFERED; i++) {
		const struct handback_item *item = &w->all[i];
		if (item->batch_id == last)
			continue;
		last = item->batch_id;
		told++;
		struct tmpl_dict *row = tmpl_add(dict, "BATCH");
		tmpl_put(row, "BATCH_URL", arena_print(request->arena, "/returns/waiting?batch=%lld", (long long)last));
		tmpl_put(row, "BATCH_NUMBER", message_fill(request, MSG_RETURN_BATCH,
		                                           display_batch(request->arena, item->number, item->year), NULL));
		if (last == batch_asked(w))
			tmpl_show(row, "BATCH_CURRENT");
	}
}

static const char *typed(struct http_request *request, const struct waiting *w, const char *name)
{
	return w->posted ? params_text(&request->form, name) : "";
}

static const char *wrong(const struct waiting *w, const char *name)
{
	return w->field != NULL && strcmp(w->field, name) == 0 ? w->refusal : NULL;
}

static void put_form(const struct page *page, const struct waiting *w)
{
	struct http_request *request = page->request;
	const struct table_rows *rows = &w->table.view.rows;
	struct tmpl_dict *form = tmpl_add(page->content, "FORM");
	const char *here = table_url(&w->table.view.ask, "", "after", NULL);

	tmpl_put(form, "BATCH_ID", web_id(request, batch_asked(w)));
	tmpl_put(form, "COUNT", web_count(request, (int64_t)rows->count));
	tmpl_put(form, "MARK_URL", w->whole ? here : arena_print(request->arena, "%s%cmark=all", here,
	                                                         strchr(here, '?') == NULL ? '?' : '&'));
	tmpl_show(form, w->whole ? "MARKED" : "UNMARKED");
	tmpl_put(form, "PLACE", typed(request, w, "place"));
	tmpl_put(form, "KEEPER", typed(request, w, "keeper"));
	tmpl_put(form, "NOTE", typed(request, w, "note"));
	put_section(form, "PLACE_ERROR", "PLACE_ERROR_TEXT", wrong(w, "place"));
	put_section(form, "KEEPER_ERROR", "KEEPER_ERROR_TEXT", wrong(w, "keeper"));
	web_tokens(form, page->csrf, page->form_token, 0);
	for (size_t i = 0; i < rows->count; i++)
		put_sheet(request, form, w, table_row(&handback_waiting_table, rows, i));
}

static enum err show_waiting(struct http_request *request, struct http_response *response, struct waiting *w,
                             int status, struct error *error)
{
	const char *title = message_text(MSG_TITLE_RETURN_WAITING);
	struct page page;
	enum err err = table_look(request, &w->table, read_all, w, error);

	if (err == ERR_OK)
		err = page_open(request, "handover/waiting.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	page.address = table_url(&w->table.view.ask, "", "after", NULL);
	if (w->refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "CSV_URL", table_url(&w->table.view.ask, ".csv", "after", NULL));
	tmpl_put(page.content, "XLSX_URL", table_url(&w->table.view.ask, ".xlsx", "after", NULL));
	put_section(page.content, "ERROR", "ERROR_TEXT", w->refusal);
	put_batches(request, page.content, w);
	if (w->table.view.rows.count > 0)
		put_form(&page, w);
	else
		put_section(page.content, "EMPTY", "EMPTY_TEXT", message_text(MSG_NO_RETURN_WAITING));
	return page_send(&page, response, status, error);
}

enum err page_handback_waiting(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *mark = params_filled(&request->query, "mark");
	struct waiting w = { .whole = mark != NULL && strcmp(mark, "all") == 0 };
	enum err err = table_ask_for(request, &handback_waiting_table, &request->query, &w.table, error);

	if (err != ERR_OK)
		return err;
	if (!table_is_file(request))
		return show_waiting(request, response, &w, 200, error);
	err = table_look(request, &w.table, NULL, NULL, error);
	return err == ERR_OK ? table_send(request, response, &w.table, error) : err;
}

/* ---- taking them ---- */

static const char *cleaned(struct http_request *request, const char *name)
{
	return web_cleaned(request, params_filled(&request->form, name));
}

static enum err read_papers(struct http_request *request, struct waiting *w, struct error *error)
{
	const struct params *form = &request->form;

	if (params_ids(request->arena, form, "ids", &w->there, &w->there_count) == PARAM_BAD ||
	    params_ids(request->arena, form, "missing", &w->away, &w->away_count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids");
	return ERR_OK;
}

/* The page of the batch that the form was about. */
static enum err show_refused(struct http_request *request, struct http_response *response, struct waiting *w,
                             struct error *error)
{
	int status = (int)error->code;
	int64_t batch = 0;

	w->refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	params_int(&request->form, "batch", 1, INT64_MAX, &batch);
	const struct param asked = { "batch", web_id(request, batch) };
	const struct params query = { &asked, batch == 0 ? 0 : 1 };
	enum err err = table_ask_for(request, &handback_waiting_table, &query, &w->table, error);
	if (err != ERR_OK)
		return err;
	w->table.view.ask.path = handback_waiting_table.path;
	return show_waiting(request, response, w, status, error);
}

enum err post_handback(struct http_request *request, struct http_response *response, struct error *error)
{
	struct waiting w = { .posted = true };
	struct handback_request r = { .head = web_head(request), .place = cleaned(request, "place"),
		.keeper = cleaned(request, "keeper"), .note = cleaned(request, "note") };
	enum err err = read_papers(request, &w, error);

	if (err != ERR_OK)
		return err;
	r.ids = w.there;
	r.count = w.there_count;
	r.missing = w.away;
	r.missing_count = w.away_count;
	err = workflow_hand_back(&r, error);
	w.field = r.field;
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE)
		return show_refused(request, response, &w, error);
	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_PAPERS_BACK);
	http_redirect(response, thing_url(request, r.head.made));
	return ERR_OK;
}

/* ---- those that came ---- */

enum err page_handbacks(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page table = { .paper = false };
	struct page page;
	enum err err = table_open(request, &handbacks_table, &table, NULL, NULL, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &table, error);
	if ((err = page_open(request, "handover/returns.html", table_title(&table.view.ask), &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", table_title(&table.view.ask));
	if (web_actor(request)->role == ROLE_OFFICER)
		tmpl_show(page.content, "ARCHIVE_LINK");
	table_put_list(&table.view, page.content);
	return page_send(&page, response, 200, error);
}

static void put_handback(struct http_request *request, struct tmpl_dict *dict, const struct handback *h)
{
	tmpl_put(dict, "RETURN_URL", thing_url(request, (struct thing){ THING_RETURN, h->id }));
	tmpl_put(dict, "MADE_AT", web_time(request, h->made_at));
	tmpl_put(dict, "MADE_BY", h->made_name);
	tmpl_put(dict, "ARCHIVED", web_count(request, h->archived));
	tmpl_put(dict, "GIVEN_BACK", web_count(request, h->given_back));
	if (h->missing > 0)
		put_section(dict, "MISSING", "MISSING_COUNT", web_count(request, h->missing));
	put_section(dict, "NOTE", "NOTE_TEXT", h->note);
	if (h->place == NULL && h->keeper == NULL)
		return;
	struct tmpl_dict *place = tmpl_add(dict, "PLACE");
	tmpl_put(place, "PLACE_TEXT", h->place == NULL ? "" : h->place);
	tmpl_put(place, "KEEPER_TEXT", h->keeper == NULL ? "" : h->keeper);
}

struct handback_view { struct table_page table; struct signed_copies copies; };

static enum err read_copies(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct handback_view *v = arg;
	const struct handback *handback = v->table.view.ask.filter;

	return signed_read(db, request, &return_paper, handback->id, &v->copies, error);
}

static enum err show_handback(struct http_request *request, struct http_response *response, struct handback_view *v,
                              int status, struct error *error)
{
	const struct handback *handback = v->table.view.ask.filter;
	const char *title = table_title(&v->table.view.ask);
	struct page page;
	enum err err = page_open(request, "handover/return.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (v->copies.refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	put_handback(request, page.content, handback);
	signed_put(&page, &v->copies, thing_url(request, (struct thing){ THING_RETURN, handback->id }), true);
	table_put_form(&v->table.view, &page);
	table_put_list(&v->table.view, page.content);
	return page_send(&page, response, status, error);
}

enum err page_handback(struct http_request *request, struct http_response *response, struct error *error)
{
	struct handback_view view = { .copies.issued = false };

	if (paper_is_file(request))
		return page_paper(request, response, error);
	enum err err = table_open(request, &handback_table, &view.table, read_copies, &view, error);
	if (err != ERR_OK)
		return err;
	return table_is_file(request) ? table_send(request, response, &view.table, error)
	                              : show_handback(request, response, &view, 200, error);
}

enum err post_handback_copy(struct http_request *request, struct http_response *response, struct error *error)
{
	struct handback_view view = { .copies.issued = false };
	enum err err = signed_post(request, response, &return_paper, THING_RETURN, &view.copies, error);

	if (view.copies.refusal == NULL)
		return err;
	enum err opened = table_open(request, &handback_table, &view.table, read_copies, &view, error);
	return opened == ERR_OK ? show_handback(request, response, &view, (int)err, error) : opened;
}
