/* Before many are accepted, or sent on from the hamlets: which they are, how many, and what would be left out. */
#include "base/memory.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/review/review.h"

/* What it is before. */
struct preview_of {
	const struct table *table;      /* of the list; its rows begin with struct sheet_line */
	const char *post, *section;     /* what the form asks for; the words of the template */
	enum message title;
	bool forward;
};

static const struct preview_of
	accepting = { &review_table, "/review/accept", "ACCEPTING", MSG_TITLE_PREVIEW, false },
	forwarding = { &sheets_table, "/review/forward", "FORWARDING", MSG_TITLE_PREVIEW_FORWARD, true };

struct preview {
	const struct preview_of *of;
	struct table whole;             /* the list, a page of which has all that are done at once */
	struct table_page table;
	int64_t count, open;            /* that it is about; accepting: others of the filter, with something open */
	struct accept_look look;        /* accepting: of the first */
};

static enum err read_preview(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct preview *p = arg;
	const struct actor *actor = web_actor(request);
	struct sheet_filter filter = ((const struct sheet_query *)p->table.view.ask.filter)->sheets;
	int64_t *ids;
	size_t count;

	if (p->of->forward)
		return sheet_count(db, request->arena, actor, &filter, &p->count, error);
	enum err err = sheet_ids(db, request->arena, actor, &filter, &ids, &count, error);
	filter.clean = -1;
	filter.found = NULL;    /* what a search found was counted with its own conditions */
	if (err == ERR_OK)
		err = sheet_count(db, request->arena, actor, &filter, &p->open, error);
	if (err != ERR_OK)
		return err;
	p->count = (int64_t)count;
	return workflow_accept_look(db, &web_app(request)->workflow, actor, ids, count, &p->look, error);
}

/* The rows are those that are meant, whatever else the list is filtered by. */
static enum err open_preview(struct http_request *request, struct preview *p, struct error *error)
{
	struct table_ask *ask = &p->table.view.ask;
	struct accept_request meant = { .forward = p->of->forward };
	p->whole = *p->of->table;
	p->whole.page = ACT_AT_ONCE;
	enum err err = table_ask_for(request, &p->whole, &request->query, &p->table, error);

	if (err != ERR_OK)
		return err;
	ask->path = p->of->table->path;
	meant.filter = ((const struct sheet_query *)ask->filter)->sheets;
	((struct sheet_query *)ask->filter)->sheets = workflow_accept_filter(&meant);
	return table_look(request, &p->table, read_preview, p, error);
}

static void put_judged(struct http_request *request, struct tmpl_dict *dict, const struct preview *p)
{
	const char *judged = web_count(request, p->look.judged), *good = web_count(request, p->look.good);
	const char *kept = review_sum_up(request, p->look.hindered);

	tmpl_put(dict, "JUDGED_TEXT", message_fill(request, p->look.judged < p->count ? MSG_PREVIEW_FIRST : MSG_PREVIEW_ALL,
	                                           judged, good));
	if (kept != NULL)
		put_section(dict, "KEPT", "KEPT_TEXT", message_fill(request, MSG_PREVIEW_KEPT, kept, NULL));
	if (p->open > 0)
		put_section(dict, "OPEN", "OPEN_TEXT",
		            message_fill(request, MSG_PREVIEW_OPEN, web_count(request, p->open), NULL));
}

/* How many it will be, as far as all were judged. */
static int64_t to_be_done(const struct preview *p)
{
	return p->of->forward || p->look.judged < p->count ? p->count : p->look.good;
}

static void put_words(struct http_request *request, struct tmpl_dict *dict, const struct preview *p)
{
	const char *list = table_url(&p->table.view.ask, "", "after", NULL);
	struct tmpl_dict *words = tmpl_add(dict, p->of->section);

	tmpl_put(words, "LIST_URL", list);
	if (p->count > ACT_AT_ONCE)
		tmpl_show(words, "LONG");
	if (!p->of->forward)
		put_judged(request, words, p);
	tmpl_put(words, "COUNT", web_count(request, to_be_done(p)));
	if (to_be_done(p) == 0 && !p->of->forward)
		tmpl_show(words, "NONE");
}

/* The list of just those. */
static const char *all_url(const struct preview *p)
{
	const struct table_ask *ask = &p->table.view.ask;

	return p->of->forward ? table_url(ask, "", "after", NULL) : table_url(ask, "", "clean", "1");
}

static void put_sheet(struct http_request *request, struct tmpl_dict *dict, const struct sheet_row *s)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, s->paper_no, s->id));
	tmpl_put(row, "FULL_NAME", s->full_name == NULL ? message_text(MSG_NO_NAME) : s->full_name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, s->birth_date));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(row, "ENUMERATOR", s->enumerator_name);
	tmpl_put(row, "SUBMITTED", web_time(request, s->since));
}

static void put_list(struct http_request *request, struct tmpl_dict *dict, const struct preview *p)
{
	const struct table_rows *rows = &p->table.view.rows;
	struct tmpl_dict *list = tmpl_add(dict, "LIST");

	bool more = (int64_t)rows->count < p->count;

	tmpl_put(list, "SHOWN_TEXT", message_fill(request, more ? MSG_PREVIEW_SHOWN : MSG_PREVIEW_SHEETS,
	                                          web_count(request, (int64_t)rows->count), web_count(request, p->count)));
	if (more)
		put_section(list, "ALL", "ALL_URL", all_url(p));
	for (size_t i = 0; i < rows->count; i++)
		put_sheet(request, list, &((const struct sheet_line *)table_row(p->of->table, rows, i))->sheet);
}

static enum err show_preview(struct http_request *request, struct http_response *response,
                             const struct preview_of *of, struct error *error)
{
	struct preview p = { .of = of };
	struct page page;
	enum err err = open_preview(request, &p, error);

	if (err != ERR_OK)
		return err;
	if (p.count == 0) {
		http_redirect(response, table_url(&p.table.view.ask, "", "after", NULL));
		return ERR_OK;
	}
	const char *count = web_count(request, p.count), *title = message_fill(request, of->title, count, NULL);
	err = page_open(request, "review/preview.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "POST_URL", of->post);
	tmpl_put(page.content, "EXPECTED", web_id(request, p.count));
	web_tokens(page.content, page.csrf, page.form_token, 0);
	table_put_hidden(&p.table.view.ask, page.content);
	put_words(request, page.content, &p);
	put_list(request, page.content, &p);
	return page_send(&page, response, 200, error);
}

enum err page_review_accept(struct http_request *request, struct http_response *response, struct error *error)
{
	return show_preview(request, response, &accepting, error);
}

enum err page_review_forward(struct http_request *request, struct http_response *response, struct error *error)
{
	return show_preview(request, response, &forwarding, error);
}
