#include "web/list/table_page.h"

#include "report/registry.h"
#include "report/paper/paper_type.h"
#include "table/file.h"
#include "table/table_paper.h"
#include "table/whole.h"
#include "web/frame/answer_json.h"
#include "web/frame/search.h"
#include "web/frame/text.h"
#include "web/list/paper_page.h"
#include "web/list/table_file.h"

static bool wants_print(const struct http_request *request)
{
	return strcmp(request->method, "GET") == 0 && request->suffix[0] == '\0' &&
	       params_filled(&request->query, "print") != NULL;
}

bool table_is_file(const struct http_request *request)
{
	return request->suffix[0] != '\0' || wants_print(request);
}

/* ---- reading ---- */

struct opening {
	struct table_page *page;
	web_reading *more;
	void *arg;
};

/* What the frame of the page shows, with the reader that is there. */
static enum err read_frame(struct db *db, struct http_request *request, struct error *error)
{
	const struct web_frame *frame;

	return web_frame_with(db, request, WEB_AREA | navigation_parts(web_actor(request)->role), &frame, error);
}

static enum err read_view(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct opening *o = arg;
	struct table_view *view = &o->page->view;
	bool paper = o->page->paper, shown = paper || request->suffix[0] == '\0';
	size_t page = view->ask.table->page == 0 ? TABLE_PAGE : view->ask.table->page;

	view->ask.whole = true;
	enum err err = table_read(db, &view->ask, paper ? TABLE_PRINTED : page, &view->rows, &view->more, error);
	if (err == ERR_OK && shown)
		err = table_offers(db, view, error);
	if (err == ERR_OK && shown && o->more != NULL)
		err = o->more(db, request, o->arg, error);
	if (err == ERR_OK && paper)
		return letter_read(db, request->arena, web_actor(request), &o->page->letter, error);
	return err == ERR_OK && shown ? read_frame(db, request, error) : err;
}

static const char *unseal(void *host, const char *sealed)
{
	return search_opened(host, sealed);
}

enum err table_ask_for(struct http_request *request, const struct table *table, const struct params *params,
                       struct table_page *out, struct error *error)
{
	const struct app *app = web_app(request);

	out->view = (struct table_view){ .ask = {
		.reader = { request->arena, web_actor(request), app->form },
		.today = clock_today(&app->workflow.clock),
		.shown = request->suffix[0] == '\0' || paper_is_file(request),
		.ids = request->ids,
		.path = params == &request->query ? request->path : table->path,
		.unseal = unseal,
		.host = request,
		.numbers = &app->numbers,
	} };
	out->paper |= wants_print(request) || paper_is_file(request);
	return table_begin(&out->view.ask, table, params, error);
}

/* More rows than one waits for: it is offered to make it in the background. */
static bool is_long_paper(const struct http_request *request, const struct table_page *page)
{
	return strcmp(request->suffix, "pdf") == 0 && page->view.more && !table_seeks_number(&page->view.ask);
}

enum err table_look(struct http_request *request, struct table_page *page, web_reading *more, void *arg,
                    struct error *error)
{
	struct opening opening = { page, more, arg };

	if (request->suffix[0] != '\0' && strcmp(request->suffix, "json") != 0 && !paper_is_file(request))
		return ERR_OK;
	enum err err = web_read(request, read_view, &opening, error);
	if (err != ERR_OK || is_long_paper(request, page))
		return err;
	return table_note_rows(&web_app(request)->workflow, &page->view.ask, &page->view.rows,
	                       paper_is_file(request) ? ACCESS_EXPORT : page->paper ? ACCESS_PRINT : ACCESS_LIST, error);
}

enum err table_open(struct http_request *request, const struct table *table, struct table_page *out, web_reading *more,
                    void *arg, struct error *error)
{
	enum err err = table_ask_for(request, table, &request->query, out, error);

	return err == ERR_OK ? table_look(request, out, more, arg, error) : err;
}

/* ---- answering ---- */

void table_put_form(const struct table_view *view, const struct page *page)
{
	struct tmpl_dict *posted = table_put_filters(view, page->content);

	if (posted != NULL)
		web_tokens(posted, page->csrf, NULL, 0);
}

/* Said of rows that are not on it; NULL: all are. */
static const char *cut_text(struct http_request *request, const struct table_view *view)
{
	return view->more ? message_fill(request, MSG_PRINT_FIRST, web_count(request, TABLE_PRINTED), NULL) : NULL;
}

static enum err send_paper(struct http_request *request, struct http_response *response, struct table_page *paper,
                           struct error *error)
{
	const struct letter *l = &paper->letter;
	const char *day = paper_day_words(request->arena, paper->view.ask.today);
	const char *place = message_fill(request, MSG_PAPER_PLACE, l->place, day);
	const struct table_letter letter = { l->superior, l->office, place };
	bool pdf = strcmp(request->suffix, "pdf") == 0;
	struct document document;

	if (is_long_paper(request, paper)) {
		table_offer(request, response, &paper->view.ask, "pdf");
		return ERR_OK;
	}
	table_document(&paper->view, &letter, cut_text(request, &paper->view), &document);
	enum err err = pdf ? document_pdf(&document, &response->body, NULL, error)
	                   : document_docx(&document, &response->body, error);
	if (err != ERR_OK)
		return err;
	response->status = 200;
	response->content_type = pdf ? PDF_TYPE : DOCX_TYPE;
	table_attach(request, response, paper->view.ask.table, request->suffix);
	return ERR_OK;
}

static enum err send_print(struct http_request *request, struct http_response *response, struct table_page *paper,
                           struct error *error)
{
	struct table_view *view = &paper->view;
	const char *title = table_title(&view->ask);
	struct page page;
	enum err err = page_open_print(request, "table/print.html", title, table_url(&view->ask, "", "print", NULL), &page,
	                               error);

	if (err != ERR_OK)
		return err;
	letter_put(request, page.content, &paper->letter);
	tmpl_put(page.content, "HEADING", title);
	put_section(page.content, "MORE", "MORE_TEXT", cut_text(request, view));
	if (paper_at(view->ask.table->path) == NULL)
		page_offer_files(&page, table_url(&view->ask, ".pdf", "print", NULL),
		                 table_url(&view->ask, ".docx", "print", NULL));
	table_put_paper(view, page.content);
	return page_send(&page, response, 200, error);
}

enum err table_send(struct http_request *request, struct http_response *response, struct table_page *page,
                    struct error *error)
{
	struct table_view *view = &page->view;
	struct table_ask *ask = &view->ask;

	if (strcmp(request->suffix, "json") == 0)
		return json_send(request, response, table_json(ask, &view->rows, view->more), error);
	if (strcmp(request->suffix, "csv") == 0)
		return table_send_csv(request, response, ask, error);
	if (strcmp(request->suffix, "xlsx") == 0)
		return table_send_xlsx(request, response, ask, error);
	if (paper_is_file(request))
		return send_paper(request, response, page, error);
	return send_print(request, response, page, error);
}

/* What a table says of itself, and where it belongs. */
static void put_around(const struct table_ask *ask, struct tmpl_dict *dict)
{
	if (ask->note != NULL)
		tmpl_put(tmpl_add(dict, "NOTE"), "NOTE_TEXT", ask->note);
	if (ask->up.url == NULL)
		return;
	struct tmpl_dict *up = tmpl_add(dict, "UP");
	tmpl_put(up, "UP_URL", ask->up.url);
	tmpl_put(up, "UP_LABEL", message_text(ask->up.label));
}

enum err table_show(struct http_request *request, struct http_response *response, const char *template,
                    struct error *error)
{
	const struct table *table = table_at(request->route->pattern);
	struct table_page list = { .letter.office = NULL };
	struct page page;
	enum err err = table_open(request, table, &list, NULL, NULL, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &list, error);
	const char *title = table_title(&list.view.ask);
	if ((err = page_open(request, template, title, &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	put_around(&list.view.ask, page.content);
	if (table->filter_count > 0)
		table_put_form(&list.view, &page);
	table_put_list(&list.view, page.content);
	return page_send(&page, response, 200, error);
}

enum err page_table(struct http_request *request, struct http_response *response, struct error *error)
{
	return table_show(request, response, "table/page.html", error);
}
