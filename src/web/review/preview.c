/* Before many are accepted: which they are, how many, and what would be left out. */
#include "base/memory.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/review/review.h"

struct preview {
	struct table_page table;
	int64_t clean, open;            /* in the filter: without a finding, and with one */
	struct accept_look look;        /* of the first of the clean */
};

static enum err read_preview(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct preview *p = arg;
	const struct actor *actor = web_actor(request);
	struct sheet_filter filter = ((const struct sheet_query *)p->table.view.ask.filter)->sheets;
	int64_t *ids;
	size_t count;
	enum err err = sheet_ids(db, request->arena, actor, &filter, &ids, &count, error);

	filter.clean = -1;
	if (err == ERR_OK)
		err = sheet_count(db, request->arena, actor, &filter, &p->open, error);
	if (err != ERR_OK)
		return err;
	p->clean = (int64_t)count;
	return workflow_accept_look(db, &web_app(request)->workflow, actor, ids, count, &p->look, error);
}

/* The rows are those of the queue without a finding, whatever else it is filtered by. */
static enum err open_preview(struct http_request *request, struct preview *p, struct error *error)
{
	struct table_ask *ask = &p->table.view.ask;
	enum err err = table_ask_for(request, &review_table, &request->query, &p->table, error);

	if (err != ERR_OK)
		return err;
	ask->path = review_table.path;
	((struct sheet_query *)ask->filter)->sheets.clean = 1;
	return table_look(request, &p->table, read_preview, p, error);
}

static void put_judged(struct http_request *request, struct tmpl_dict *dict, const struct preview *p)
{
	const char *judged = web_count(request, p->look.judged), *good = web_count(request, p->look.good);
	const char *kept = review_sum_up(request, p->look.hindered);

	tmpl_put(dict, "JUDGED_TEXT", message_fill(request, p->look.judged < p->clean ? MSG_PREVIEW_FIRST : MSG_PREVIEW_ALL,
	                                           judged, good));
	if (kept != NULL)
		put_section(dict, "KEPT", "KEPT_TEXT", message_fill(request, MSG_PREVIEW_KEPT, kept, NULL));
	if (p->open > 0)
		put_section(dict, "OPEN", "OPEN_TEXT",
		            message_fill(request, MSG_PREVIEW_OPEN, web_count(request, p->open), NULL));
}

static void put_sheet(struct http_request *request, struct tmpl_dict *dict, const struct sheet_row *s)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
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

	bool more = (int64_t)rows->count < p->clean;

	tmpl_put(list, "SHOWN_TEXT", message_fill(request, more ? MSG_PREVIEW_SHOWN : MSG_PREVIEW_SHEETS,
	                                          web_count(request, (int64_t)rows->count), web_count(request, p->clean)));
	if (more)
		put_section(list, "ALL", "ALL_URL", table_url(&p->table.view.ask, "", "clean", "1"));
	for (size_t i = 0; i < rows->count; i++)
		put_sheet(request, list, &((const struct review_line *)table_row(&review_table, rows, i))->line.sheet);
}

enum err page_review_accept(struct http_request *request, struct http_response *response, struct error *error)
{
	struct preview p = { .clean = 0 };
	struct page page;
	enum err err = open_preview(request, &p, error);

	if (err != ERR_OK)
		return err;
	if (p.clean == 0) {
		http_redirect(response, table_url(&p.table.view.ask, "", "after", NULL));
		return ERR_OK;
	}
	const char *title = message_fill(request, MSG_TITLE_PREVIEW, web_count(request, p.clean), NULL);
	err = page_open(request, "review/preview.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "QUEUE_URL", table_url(&p.table.view.ask, "", "after", NULL));
	tmpl_put(page.content, "CLEAN_COUNT", web_count(request, p.clean));
	tmpl_put(page.content, "EXPECTED", web_id(request, p.clean));
	web_tokens(page.content, page.csrf, page.form_token, 0);
	table_put_hidden(&p.table.view.ask, page.content);
	put_judged(request, page.content, &p);
	put_list(request, page.content, &p);
	return page_send(&page, response, 200, error);
}
