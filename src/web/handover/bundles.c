/* The register of bundles, and the form that makes one. */
#include "text/label.h"
#include "web/handover/bundles.h"

#include "base/memory.h"
#include "report/registry.h"
#include "report/sheet_query.h"
#include "text/utf8.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/table_page.h"
#include "web/part/many_posted.h"
#include "web/part/shown.h"
#include "workflow/access.h"

enum { COUNT_MAX = 1000000, LEADER_LIMIT = 100 };

/* Sheets of one hamlet and campaign that wait there. */
struct heap {
	int64_t area_id, campaign_id;
	const struct sheet_row **rows;
	size_t count;
};

struct bundles_page {
	struct table_page table;        /* the register */
	bool makes;                     /* the actor may make bundles */
	struct sheet_row *waiting;      /* at most ACT_AT_ONCE */
	size_t waiting_count;
	int64_t waiting_total;
	const struct bundle_of_sheet *last; /* of waiting: where each went before */
	struct area *hamlets;           /* of a hamlet leader */
	size_t hamlet_count;
	struct campaign *campaigns;
	size_t campaign_count;
	/* the POST that was refused: */
	const char *refusal;            /* or NULL */
	const int64_t *chosen;
	size_t chosen_count;
};

/* ---- reading ---- */

static const struct bundles_query *query_of(const struct bundles_page *p)
{
	return p->table.view.ask.filter;
}

static enum err read_hamlets(struct db *db, struct http_request *request, struct bundles_page *p, struct error *error)
{
	char today[DATE_TEXT];

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	return area_hamlets(db, request->arena, web_actor(request), today, today, &p->hamlets, &p->hamlet_count, error);
}

static enum err read_waiting(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct bundles_page *p = arg;
	const struct actor *actor = web_actor(request);
	struct sheet_filter filter = { .state = STATE_WITH_HAMLET, .oldest_first = true, .limit = ACT_AT_ONCE };
	enum err err;

	err = actor->role == ROLE_HAMLET_LEADER ? read_hamlets(db, request, p, error) : ERR_OK;
	if (err != ERR_OK)
		return err;
	p->makes = actor->role != ROLE_LEADER && !p->table.paper && query_of(p)->which == BUNDLES_ALL;
	if (!p->makes)
		return ERR_OK;
	if ((err = sheet_list(db, request->arena, actor, &filter, &p->waiting, &p->waiting_count, error)) != ERR_OK ||
	    (err = sheet_count(db, request->arena, actor, &filter, &p->waiting_total, error)) != ERR_OK)
		return err;
	int64_t *ids = arena_array(request->arena, p->waiting_count + 1, sizeof *ids);
	struct bundle_of_sheet *last;
	for (size_t i = 0; i < p->waiting_count; i++)
		ids[i] = p->waiting[i].id;
	if ((err = bundle_last_of_sheets_any(db, request->arena, ids, p->waiting_count, &last, error)) != ERR_OK)
		return err;
	p->last = last;
	return campaign_list(db, request->arena, actor, &p->campaigns, &p->campaign_count, error);
}

/* The sheets that wait were shown too. */
static enum err note_waiting(struct http_request *request, const struct bundles_page *p, struct error *error)
{
	int64_t *ids = arena_array(request->arena, p->waiting_count + 1, sizeof *ids);
	struct shown_rows shown = { .access = ACCESS_LIST, .table = "cho-chuyen", .ids = ids, .count = p->waiting_count };

	if (!p->makes || p->waiting_count == 0)
		return ERR_OK;
	for (size_t i = 0; i < p->waiting_count; i++) {
		ids[i] = p->waiting[i].id;
		shown.commune_id = shown_commune(shown.commune_id, i, p->waiting[i].commune_id);
	}
	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

static enum err open_page(struct http_request *request, struct bundles_page *p, struct error *error)
{
	enum err err = table_open(request, &bundles_table, &p->table, read_waiting, p, error);

	return err == ERR_OK ? note_waiting(request, p, error) : err;
}

/* ---- making one ---- */

/* Those that wait, by hamlet and campaign: a bundle is of one of each. */
static struct heap *group(struct http_request *request, const struct bundles_page *p, size_t *count)
{
	struct heap *heaps = arena_array(request->arena, p->waiting_count + 1, sizeof *heaps);

	*count = 0;
	for (size_t i = 0; i < p->waiting_count; i++) {
		const struct sheet_row *row = &p->waiting[i];
		size_t at = 0;
		while (at < *count && (heaps[at].area_id != row->area_id || heaps[at].campaign_id != row->campaign_id))
			at++;
		if (at == *count)
			heaps[(*count)++] = (struct heap){ row->area_id, row->campaign_id,
				arena_array(request->arena, p->waiting_count, sizeof row), 0 };
		heaps[at].rows[heaps[at].count++] = row;
	}
	return heaps;
}

static bool is_chosen(const struct bundles_page *p, int64_t id)
{
	for (size_t i = 0; i < p->chosen_count; i++) {
		if (p->chosen[i] == id)
			return true;
	}
	return false;
}

static void put_sheet(struct http_request *request, struct tmpl_dict *dict, const struct bundles_page *p,
                      const struct sheet_row *s)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_ID", web_id(request, s->id));
	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, s->paper_no, s->id));
	tmpl_put(row, "FULL_NAME", s->full_name == NULL ? message_text(MSG_NO_NAME) : s->full_name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, s->birth_date));
	tmpl_put(row, "ENUMERATOR", s->enumerator_name);
	tmpl_put(row, "SENT", web_time(request, s->since));
	if (is_chosen(p, s->id))
		tmpl_show(row, "SHEET_CHOSEN");
	if (p->last[s - p->waiting].outcome == OUTCOME_MISSING)
		tmpl_show(row, "SHEET_MISSED");
}

static const char *campaign_code(const struct bundles_page *p, int64_t id)
{
	for (size_t i = 0; i < p->campaign_count; i++) {
		if (p->campaigns[i].id == id)
			return p->campaigns[i].code;
	}
	return "";
}

/* True when the refused form was of this heap. */
static bool is_asked(const struct bundles_page *p, const struct heap *heap)
{
	for (size_t i = 0; i < heap->count; i++) {
		if (is_chosen(p, heap->rows[i]->id))
			return true;
	}
	return false;
}

static void put_heap(const struct page *page, struct tmpl_dict *dict, const struct bundles_page *p,
                     const struct heap *heap)
{
	struct http_request *request = page->request;
	struct tmpl_dict *make = tmpl_add(dict, "MAKE");
	const struct params *typed = &request->form;
	bool asked = is_asked(p, heap);
	const char *papers = asked ? params_text(typed, "count") : NULL;

	tmpl_put(make, "MAKE_ID",
	         arena_print(request->arena, "%lld-%lld", (long long)heap->area_id, (long long)heap->campaign_id));
	tmpl_put(make, "MAKE_OF", arena_print(request->arena, "%s, %s", web_hamlet(heap->rows[0]->area_name),
	                                      campaign_code(p, heap->campaign_id)));
	tmpl_put(make, "MAKE_COUNT", web_count(request, (int64_t)heap->count));
	tmpl_put(make, "PAPERS_VALUE", papers == NULL ? "" : papers);
	if (web_actor(request)->role == ROLE_OFFICER) {
		const char *leader = asked ? params_text(typed, "for_leader") : NULL;
		tmpl_put(tmpl_add(make, "FOR_LEADER"), "LEADER_VALUE", leader == NULL ? "" : leader);
	}
	web_tokens(make, page->csrf, web_form_token(request), 0);
	for (size_t i = 0; i < heap->count; i++)
		put_sheet(request, make, p, heap->rows[i]);
}

static void put_making(const struct page *page, const struct bundles_page *p)
{
	struct http_request *request = page->request;
	const char *marker = web_actor(request)->role == ROLE_OFFICER ? "MAKE_LAST" : "MAKE_FIRST";
	struct tmpl_dict *dict = tmpl_include(page->content, marker, "handover/bundle-make.html");
	size_t count;
	const struct heap *heaps = group(request, p, &count);

	for (size_t i = 0; i < count; i++)
		put_heap(page, dict, p, &heaps[i]);
	if (count == 0) {
		struct tmpl_dict *nothing = tmpl_add(dict, "MAKE_NOTHING");
		web_tokens(nothing, page->csrf, NULL, 0);
	}
	if ((int64_t)p->waiting_count < p->waiting_total)
		put_section(dict, "MAKE_MORE", "MAKE_MORE_TEXT",
		            message_fill(request, MSG_BUNDLE_MORE, web_count(request, (int64_t)p->waiting_count),
		                         web_count(request, p->waiting_total)));
}

static void put_reports(struct http_request *request, struct tmpl_dict *dict, const struct bundles_page *p)
{
	struct tmpl_dict *list = p->hamlet_count == 0 ? NULL : tmpl_add(dict, "REPORTS");

	for (size_t i = 0; i < p->hamlet_count; i++) {
		struct tmpl_dict *row = tmpl_add(list, "REPORT");
		tmpl_put(row, "REPORT_URL", arena_print(request->arena, "/reports/count/%lld", (long long)p->hamlets[i].id));
		tmpl_put(row, "REPORT_OF", p->hamlets[i].full_name);
		if (i + 1 < p->hamlet_count)
			tmpl_show(row, "REPORT_MORE");
	}
}

static enum err show(struct http_request *request, struct http_response *response, struct bundles_page *p, int status,
                     struct error *error)
{
	const char *title = message_text(MSG_TITLE_BUNDLES);
	struct page page;
	enum err err = page_open(request, "handover/bundles.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (p->refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	put_section(page.content, "ERROR", "ERROR_TEXT", p->refusal);
	put_reports(request, page.content, p);
	if (p->makes)
		put_making(&page, p);
	table_put_form(&p->table.view, &page);
	table_put_list(&p->table.view, page.content);
	return page_send(&page, response, status, error);
}

enum err page_bundles(struct http_request *request, struct http_response *response, struct error *error)
{
	struct bundles_page p = { .makes = false };
	enum err err = open_page(request, &p, error);

	if (err != ERR_OK)
		return err;
	return table_is_file(request) ? table_send(request, response, &p.table, error)
	                              : show(request, response, &p, 200, error);
}

static enum err show_refused(struct http_request *request, struct http_response *response,
                             const struct accept_request *r, struct error *error)
{
	struct bundles_page p = { .refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message,
		.chosen = r->ids,
		.chosen_count = r->ids == NULL ? 0 : r->count };
	int status = (int)error->code;
	enum err err = open_page(request, &p, error);

	return err == ERR_OK ? show(request, response, &p, status, error) : err;
}

static enum err read_made(struct http_request *request, struct accept_request *r, struct error *error)
{
	const struct params *form = &request->form;
	const char *leader = params_filled(form, "for_leader");
	enum param_state counted = params_int(form, "count", 0, COUNT_MAX, &r->papers);

	if (counted == PARAM_BAD)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_PAPERS_NO_NUMBER), "count is no number");
	if (counted != PARAM_OK)
		r->papers = PAPERS_NOT_SAID;
	r->for_leader = web_actor(request)->role == ROLE_OFFICER ? web_cleaned(request, leader) : NULL;
	if (r->for_leader != NULL && utf8_length(r->for_leader) > LEADER_LIMIT)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_LEADER_TOO_LONG), "a name over the limit");
	return ERR_OK;
}

static enum err make(struct http_request *request, struct http_response *response, struct accept_request *r,
                     struct error *error)
{
	if (many_is_long(r))
		return many_begin_job(request, response, r, error);
	enum err err = workflow_accept_many(r, error);
	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_BUNDLE_MADE);
	http_redirect(response, thing_url(request, r->head.made));
	return ERR_OK;
}

/* The sheets that are named, or those of the filter of a list of sheets. */
enum err post_bundles(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page list = { .paper = false };
	struct accept_request r = { .head = web_head(request), .forward = true, .one_bundle = true };
	enum err err = table_ask_for(request, &sheets_table, &request->form, &list, error);

	if (err == ERR_OK)
		err = many_read(request, &((const struct sheet_query *)list.view.ask.filter)->sheets, &r, error);
	if (err == ERR_OK)
		err = read_made(request, &r, error);
	if (err == ERR_OK)
		err = make(request, response, &r, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE)
		return show_refused(request, response, &r, error);
	return err;
}
