/* One move of many sheets of a list: which they are, what is said of all of them, and making it. */
#include "base/memory.h"
#include "report/registry.h"
#include "report/sheet_query.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/tokens.h"
#include "web/frame/url.h"
#include "web/list/table_page.h"
#include "web/part/act_undo.h"
#include "web/sheet/sheet.h"
#include "workflow/access.h"

enum { OFFERED = 500 };                 /* sheets that are shown at once */

struct bulk {
	const struct bulk_move *move;
	struct table_page list;         /* what is asked of the list of sheets */
	enum state from;
	struct sheet_row *rows;
	size_t count;
	int64_t total;
	/* the POST that was refused: */
	const char *refusal;
	const int64_t *ticked;
	size_t ticked_count;
};

static const struct bulk_move moves[] = {
	{ ACTION_RETURN, MSG_TITLE_BULK_RETURN, MSG_BULK_REASON, MSG_BULK_RETURN },
	{ ACTION_RESEND, MSG_TITLE_BULK_RESEND, MSG_BULK_REASON, MSG_BULK_RESEND },
	{ ACTION_ARCHIVE, MSG_TITLE_BULK_ARCHIVE, MSG_BULK_PLACE, MSG_BULK_ARCHIVE },
};

const struct bulk_move *bulk_move_from(enum state from, enum role role)
{
	for (size_t i = 0; i < COUNT(moves); i++) {
		if (from != STATE_DRAFT && from != STATE_NONE && transition_find(moves[i].action, from, role) != NULL)
			return &moves[i];
	}
	return NULL;
}

static struct sheet_filter *filter_of(struct bulk *b)
{
	return &((struct sheet_query *)b->list.view.ask.filter)->sheets;
}

/* ---- the page ---- */

static enum err read_rows(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct bulk *b = arg;
	const struct actor *actor = web_actor(request);
	struct sheet_filter filter = *filter_of(b);
	enum err err = sheet_count(db, request->arena, actor, &filter, &b->total, error);

	filter.after = 0;
	filter.oldest_first = true;
	filter.limit = OFFERED;
	return err == ERR_OK ? sheet_list(db, request->arena, actor, &filter, &b->rows, &b->count, error) : err;
}

static enum err note_rows(struct http_request *request, const struct bulk *b, struct error *error)
{
	int64_t *ids = arena_array(request->arena, b->count + 1, sizeof *ids);
	struct shown_rows shown = { .access = ACCESS_LIST, .table = sheets_table.name, .ids = ids, .count = b->count };

	for (size_t i = 0; i < b->count; i++) {
		ids[i] = b->rows[i].id;
		shown.commune_id = shown_commune(shown.commune_id, i, b->rows[i].commune_id);
	}
	return b->count == 0 ? ERR_OK
	                     : workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

/* The list says in which state they are, and that which move it is; NULL: none. */
static enum err ask(struct http_request *request, const struct params *params, struct bulk *b, struct error *error)
{
	enum err err = table_ask_for(request, &sheets_table, params, &b->list, error);

	if (err != ERR_OK)
		return err;
	b->list.view.ask.path = sheets_table.path;
	b->from = filter_of(b)->state;
	b->move = bulk_move_from(b->from, web_actor(request)->role);
	return ERR_OK;
}

static bool is_ticked(const struct bulk *b, int64_t id)
{
	for (size_t i = 0; i < b->ticked_count; i++) {
		if (b->ticked[i] == id)
			return true;
	}
	return b->refusal == NULL;
}

static void put_row(struct http_request *request, struct tmpl_dict *form, const struct bulk *b,
                    const struct sheet_row *s)
{
	struct tmpl_dict *row = tmpl_add(form, "SHEET");
	const char *name = s->full_name == NULL ? message_text(MSG_NO_NAME) : s->full_name;

	tmpl_put(row, "SHEET_ID", web_id(request, s->id));
	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, s->paper_no, s->id));
	tmpl_put(row, "FULL_NAME", name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, s->birth_date));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(row, "SINCE", web_time(request, s->since));
	if (is_ticked(b, s->id))
		tmpl_show(row, "TICKED");
}

static void put_form(const struct page *page, struct bulk *b)
{
	struct http_request *request = page->request;
	struct tmpl_dict *form = tmpl_add(page->content, "FORM");

	tmpl_put(form, "COUNT", web_count(request, (int64_t)b->count));
	tmpl_put(form, "SAID_LABEL", message_text(b->move->label));
	tmpl_put(form, "SAID_VALUE", params_text(&request->form, "said"));
	tmpl_put(form, "BUTTON", message_text(b->move->button));
	if (transition_undo_of_many(b->move->action) != UNDO_NEVER)
		tmpl_show(form, "MAY_UNDO");
	if (b->total > (int64_t)b->count)
		put_section(form, "MORE", "MORE_TEXT",
		            message_fill(request, MSG_PREVIEW_SHOWN, web_count(request, (int64_t)b->count),
		                         web_count(request, b->total)));
	table_put_hidden(&b->list.view.ask, form);
	web_tokens(form, page->csrf, page->form_token, 0);
	for (size_t i = 0; i < b->count; i++)
		put_row(request, form, b, &b->rows[i]);
}

static enum err show(struct http_request *request, struct http_response *response, struct bulk *b, int status,
                     struct error *error)
{
	const char *title = message_text(b->move == NULL ? MSG_TITLE_BULK : b->move->title);
	struct page page;
	enum err err = b->move == NULL ? ERR_OK : web_read(request, read_rows, b, error);

	if (err == ERR_OK)
		err = note_rows(request, b, error);
	if (err == ERR_OK)
		err = page_open(request, "sheet/bulk.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	const char *list = table_url(&b->list.view.ask, "", "after", NULL);
	page.address = list;
	if (b->refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "LIST_URL", list);
	put_section(page.content, "ERROR", "ERROR_TEXT", b->refusal);
	if (b->count > 0)
		put_form(&page, b);
	else
		tmpl_show(page.content, "EMPTY");
	return page_send(&page, response, status, error);
}

enum err page_bulk(struct http_request *request, struct http_response *response, struct error *error)
{
	struct bulk b = { .total = 0 };
	enum err err = ask(request, &request->query, &b, error);

	return err == ERR_OK ? show(request, response, &b, 200, error) : err;
}

/* ---- making it ---- */

enum err post_bulk(struct http_request *request, struct http_response *response, struct error *error)
{
	struct bulk b = { .total = 0 };
	struct move_many_request r = { .head = web_head(request) };
	int64_t *ids = NULL;
	bool begun = false;
	enum err err = ask(request, &request->form, &b, error);

	if (err == ERR_OK && params_ids(request->arena, &request->form, "ids", &ids, &r.count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids");
	if (err != ERR_OK)
		return err;
	if (b.move == NULL) {
		b.refusal = message_text(MSG_NOTHING_CHOSEN);
		return show(request, response, &b, ERR_UNPROCESSABLE, error);
	}
	const char *said = params_filled(&request->form, "said");
	r.action = b.move->action;
	r.ids = ids;
	r.said = web_cleaned(request, said);
	if (r.said == NULL)
		err = error_set(error, ERR_UNPROCESSABLE,
		                message_text(r.action == ACTION_ARCHIVE ? MSG_NEED_PLACE : MSG_NEED_REASON), "nothing is said");
	else
		err = act_do(request, response, &r, &begun, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE) {
		b.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
		b.ticked = ids;
		b.ticked_count = r.count;
		return show(request, response, &b, (int)err, error);
	}
	if (err != ERR_OK || begun)
		return err;
	web_note(request, response, NOTE_MANY_DONE);
	http_redirect(response, table_url(&b.list.view.ask, "", "act", web_id(request, r.act_id)));
	return ERR_OK;
}
