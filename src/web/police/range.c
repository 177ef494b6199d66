/* Marking many papers of a batch as entered at once: a range of them, or those that are ticked. */
#include "base/memory.h"
#include "store/handover/batch.h"
#include "table/display.h"
#include "text/label.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/act_undo.h"
#include "web/police/police.h"
#include "web/police/queue.h"

enum { BATCHES_OFFERED = 100, RANGE_SHOWN = 1000 };

struct many {
	int64_t batch_id;               /* 0: the first of which something waits */
	int64_t from, to;               /* places of papers in it; 0: not said */
	struct batch *batches;          /* of which something may wait */
	size_t batch_count;
	const struct batch *batch;      /* NULL: there is none */
	struct batch_item *papers;      /* of the batch that are to be entered, in the range; their positions are places */
	size_t count;
	bool more;                      /* than are shown */
	/* the POST that was refused: */
	const char *refusal;
	const int64_t *ticked;
	size_t ticked_count;
};

const char *police_many_url(struct http_request *request, int64_t batch_id)
{
	return arena_print(request->arena, "/police/entered?batch=%lld", (long long)batch_id);
}

/* ---- reading ---- */

static enum err ask(const struct params *params, struct many *m, struct error *error)
{
	if (params_int(params, "batch", 1, INT64_MAX, &m->batch_id) != PARAM_BAD &&
	    params_int(params, "from", 1, BATCH_SHEETS_MOST, &m->from) != PARAM_BAD &&
	    params_int(params, "to", 1, BATCH_SHEETS_MOST, &m->to) != PARAM_BAD)
		return ERR_OK;
	return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad batch or range");
}

/* One more than are shown, to tell that there are more. */
static enum err read_papers(struct db *db, struct http_request *request, struct many *m, struct error *error)
{
	enum err err = batch_items_to_enter(db, request->arena, m->batch->id, m->from, m->to, RANGE_SHOWN + 1, &m->papers,
	                                    &m->count, error);

	m->more = m->count > RANGE_SHOWN;
	m->count -= m->more;
	return err;
}

static enum err read_many(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct many *m = arg;
	struct batch *asked = arena_alloc(request->arena, sizeof *asked);
	const struct actor *actor = web_actor(request);
	enum err err = batch_list_unfinished(db, request->arena, actor, BATCHES_OFFERED, &m->batches, &m->batch_count,
	                                     error);

	if (err == ERR_OK && m->batch_id != 0)
		err = batch_load(db, request->arena, actor, m->batch_id, asked, error);
	if (err == ERR_OK)
		m->batch = m->batch_id != 0 ? asked : m->batch_count > 0 ? &m->batches[0] : NULL;
	return err == ERR_OK && m->batch != NULL ? read_papers(db, request, m, error) : err;
}

static enum err note_papers(struct http_request *request, const struct many *m, struct error *error)
{
	int64_t *ids = arena_array(request->arena, m->count + 1, sizeof *ids);
	struct shown_rows shown = { .access = ACCESS_LIST, .table = "cho-nhap", .ids = ids, .count = m->count };

	for (size_t i = 0; i < m->count; i++)
		ids[i] = m->papers[i].sheet_id;
	shown.commune_id = m->batch == NULL ? 0 : m->batch->commune_id;
	return m->count == 0 ? ERR_OK
	                     : workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

/* ---- the page ---- */

/* A range is what is meant: all of it is ticked. */
static bool is_ticked(const struct many *m, int64_t id)
{
	for (size_t i = 0; i < m->ticked_count; i++) {
		if (m->ticked[i] == id)
			return true;
	}
	return m->ticked == NULL && (m->from != 0 || m->to != 0);
}

static void put_paper(struct http_request *request, struct tmpl_dict *dict, const struct many *m,
                      const struct batch_item *item)
{
	struct tmpl_dict *row = tmpl_add(dict, "PAPER");

	tmpl_put(row, "SHEET_ID", web_id(request, item->sheet_id));
	tmpl_put(row, "PLACE", web_id(request, item->position));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, item->paper_no, item->sheet_id));
	tmpl_put(row, "FULL_NAME", item->full_name);
	tmpl_put(row, "SHEET_URL", sheet_url(request, item->sheet_id, ""));
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, item->birth_date));
	tmpl_put(row, "CITIZEN_ID", web_number(request, item->citizen_id));
	tmpl_put(row, "AREA", web_hamlet(item->area_name));
	if (is_ticked(m, item->sheet_id))
		tmpl_show(row, "TICKED");
}

static const char *range_text(struct http_request *request, const struct many *m)
{
	const struct batch_item *first = &m->papers[0], *last = &m->papers[m->count - 1];
	const char *values[] = { display_batch(request->arena, m->batch->number, m->batch->year),
		web_count(request, (int64_t)m->count), web_id(request, first->position), first->full_name,
		web_id(request, last->position), last->full_name };

	const char *range = message_fill_all(request, MSG_POLICE_RANGE, values, COUNT(values));
	return m->more ? arena_print(request->arena, "%s %s", range, message_text(MSG_POLICE_RANGE_MORE)) : range;
}

static void put_batches(struct http_request *request, struct tmpl_dict *dict, const struct many *m)
{
	bool offered = false;

	for (size_t i = 0; i <= m->batch_count; i++) {
		const struct batch *b = i < m->batch_count ? &m->batches[i] : m->batch;
		if (b == NULL || (i == m->batch_count && offered))
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "BATCH");
		tmpl_put(row, "BATCH_ID", web_id(request, b->id));
		tmpl_put(row, "BATCH_NUMBER", display_batch(request->arena, b->number, b->year));
		if (b->id != m->batch->id)
			continue;
		tmpl_show(row, "BATCH_CHOSEN");
		offered = true;
	}
}

static void put_form(const struct page *page, const struct many *m)
{
	struct http_request *request = page->request;
	struct tmpl_dict *form = tmpl_add(page->content, "FORM");

	tmpl_put(form, "RANGE_TEXT", range_text(request, m));
	tmpl_put(form, "BATCH_CHOSEN_ID", web_id(request, m->batch->id));
	tmpl_put(form, "FROM_VALUE", m->from == 0 ? "" : web_id(request, m->from));
	tmpl_put(form, "TO_VALUE", m->to == 0 ? "" : web_id(request, m->to));
	web_tokens(form, page->csrf, page->form_token, 0);
	for (size_t i = 0; i < m->count; i++)
		put_paper(request, form, m, &m->papers[i]);
}

static enum err show(struct http_request *request, struct http_response *response, struct many *m, int status,
                     struct error *error)
{
	const char *title = message_text(MSG_TITLE_POLICE_MANY);
	struct page page;
	enum err err = web_read(request, read_many, m, error);

	if (err == ERR_OK)
		err = note_papers(request, m, error);
	if (err == ERR_OK)
		err = page_open(request, "police/range.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	page.address = m->batch == NULL ? "/police" : police_many_url(request, m->batch->id);
	if (m->refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	put_section(page.content, "ERROR", "ERROR_TEXT", m->refusal);
	tmpl_put(page.content, "FROM", m->from == 0 ? "" : web_id(request, m->from));
	tmpl_put(page.content, "TO", m->to == 0 ? "" : web_id(request, m->to));
	put_batches(request, page.content, m);
	if (m->count > 0)
		put_form(&page, m);
	else
		put_section(page.content, "EMPTY", "EMPTY_TEXT",
		            message_text(m->batch == NULL ? MSG_POLICE_EMPTY : MSG_POLICE_RANGE_NONE));
	return page_send(&page, response, status, error);
}

enum err page_police_many(struct http_request *request, struct http_response *response, struct error *error)
{
	struct many m = { .batch_id = 0 };
	enum err err = ask(&request->query, &m, error);

	return err == ERR_OK ? show(request, response, &m, 200, error) : err;
}

/* ---- marking ---- */

enum err post_police_many(struct http_request *request, struct http_response *response, struct error *error)
{
	struct many m = { .batch_id = 0 };
	struct move_many_request r = { .head = web_head(request), .action = ACTION_ENTERED };
	int64_t *ids = NULL;
	bool begun = false;
	enum err err = ask(&request->form, &m, error);

	if (err == ERR_OK && params_ids(request->arena, &request->form, "ids", &ids, &r.count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids");
	r.ids = ids;
	if (err == ERR_OK)
		err = act_do(request, response, &r, &begun, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE) {
		m.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
		m.ticked = ids == NULL ? &m.batch_id : ids;
		m.ticked_count = r.count;
		return show(request, response, &m, (int)err, error);
	}
	if (err == ERR_OK && !begun)
		http_redirect(response, arena_print(request->arena, "/police?act=%lld", (long long)r.act_id));
	return err;
}
