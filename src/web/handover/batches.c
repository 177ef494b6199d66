/* The register of batches, and the form that makes one. */
#include "web/handover/batches.h"

#include "report/batch_lines.h"
#include "report/registry.h"
#include "workflow/access.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/table_page.h"

/* Of those that wait so many are offered at once, and so many told one by one. */
enum { OFFER_MAX = 500, TOLD_MAX = 50 };

/* Accepted sheets of one commune and campaign that are in no open batch. */
struct offer {
	int64_t campaign_id, commune_id;
	const char *commune;
	const struct sheet_row **rows;
	size_t count, told;             /* the first are told */
};

struct batch_page {
	struct table_page table;        /* the register */
	bool makes;                     /* the actor may make batches */
	bool named;                     /* all that wait are read whole */
	struct sheet_row *waiting;      /* at most OFFER_MAX */
	size_t waiting_count;
	size_t told_count;              /* the first of waiting; of the rest id, campaign and commune are known */
	int64_t waiting_total;          /* whatever the page begins after */
	struct campaign *campaigns;
	size_t campaign_count;
	const char *refusal;            /* why no batch was made, or NULL */
	const int64_t *chosen;
	size_t chosen_count;
};

/* ---- reading ---- */

static const struct batches_query *query_of(const struct batch_page *p)
{
	return p->table.view.ask.filter;
}

/* The first that wait are read whole, the rest only as far as making a batch wants. */
static enum err read_offered(struct db *db, struct http_request *request, const struct sheet_filter *filter,
                             struct batch_page *p, struct error *error)
{
	struct sheet_filter first = *filter, rest = *filter;
	struct sheet_row *told, *brief;
	size_t more;

	first.limit = p->named ? OFFER_MAX : TOLD_MAX;
	enum err err = sheet_list(db, request->arena, web_actor(request), &first, &told, &p->told_count, error);
	p->waiting = told;
	p->waiting_count = p->told_count;
	if (err != ERR_OK || p->named || p->told_count < TOLD_MAX)
		return err;
	rest.after = told[TOLD_MAX - 1].id;
	rest.limit = OFFER_MAX - TOLD_MAX;
	if ((err = sheet_list_brief(db, request->arena, web_actor(request), &rest, &brief, &more, error)) != ERR_OK)
		return err;
	p->waiting_count += more;
	p->waiting = arena_array(request->arena, p->waiting_count, sizeof *p->waiting);
	memcpy(p->waiting, told, TOLD_MAX * sizeof *told);
	if (more > 0)
		memcpy(p->waiting + TOLD_MAX, brief, more * sizeof *brief);
	return ERR_OK;
}

static enum err read_waiting(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct batch_page *p = arg;
	const struct actor *actor = web_actor(request);
	struct sheet_filter filter = { .state = STATE_ACCEPTED, .area_id = query_of(p)->area_id,
		.no_batch = true, .oldest_first = true, .after = query_of(p)->from };
	enum err err;

	p->makes = actor->role == ROLE_OFFICER && !p->table.paper;
	if (!p->makes)
		return ERR_OK;
	filter.with_officer = minutes_hold_some(db);
	if ((err = read_offered(db, request, &filter, p, error)) != ERR_OK ||
	    (err = sheet_count(db, request->arena, actor, &filter, &p->waiting_total, error)) != ERR_OK)
		return err;
	return campaign_list(db, request->arena, actor, &p->campaigns, &p->campaign_count, error);
}

/* The sheets that are told were shown too. */
static enum err note_waiting(struct http_request *request, const struct batch_page *p, struct error *error)
{
	const struct shown_filter area = { "area", params_filled(&request->query, "area") };
	int64_t *ids = arena_array(request->arena, p->told_count + 1, sizeof *ids);
	struct shown_rows shown = { .access = ACCESS_LIST, .table = "cho-ban-giao", .filter = &area, .filter_count = 1,
		.ids = ids, .count = p->told_count };

	if (!p->makes)
		return ERR_OK;
	for (size_t i = 0; i < p->told_count; i++) {
		ids[i] = p->waiting[i].id;
		shown.commune_id = shown_commune(shown.commune_id, i, p->waiting[i].commune_id);
	}
	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

static enum err open_page(struct http_request *request, struct batch_page *p, struct error *error)
{
	enum err err = table_open(request, &batches_table, &p->table, read_waiting, p, error);

	return err == ERR_OK ? note_waiting(request, p, error) : err;
}

/* ---- making one ---- */

static bool is_chosen(const struct batch_page *p, int64_t id)
{
	for (size_t i = 0; i < p->chosen_count; i++) {
		if (p->chosen[i] == id)
			return true;
	}
	return false;
}

static struct tmpl_dict *put_named(struct http_request *request, struct tmpl_dict *dict, const struct sheet_row *s)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "FULL_NAME", s->full_name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, s->birth_date));
	tmpl_put(row, "CITIZEN_ID", web_number(request, s->citizen_id));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, s->paper_no, s->id));
	tmpl_put(row, "ACCEPTED_ON", web_time(request, s->accepted_at));
	return row;
}

static void put_sheet(struct http_request *request, struct tmpl_dict *dict, const struct batch_page *p,
                      const struct sheet_row *s)
{
	struct tmpl_dict *row = put_named(request, dict, s);

	tmpl_put(row, "SHEET_ID", web_id(request, s->id));
	if (is_chosen(p, s->id))
		tmpl_show(row, "SHEET_CHOSEN");
}

/* The sheets that wait, by commune and campaign: a batch is of one of each. */
static struct offer *group(struct http_request *request, const struct batch_page *p, size_t *count)
{
	struct offer *offers = arena_array(request->arena, p->waiting_count + 1, sizeof *offers);

	*count = 0;
	for (size_t i = 0; i < p->waiting_count; i++) {
		const struct sheet_row *row = &p->waiting[i];
		size_t at = 0;
		while (at < *count &&
		       (offers[at].campaign_id != row->campaign_id || offers[at].commune_id != row->commune_id))
			at++;
		if (at == *count)
			offers[(*count)++] = (struct offer){ row->campaign_id, row->commune_id, row->commune_name,
				arena_array(request->arena, p->waiting_count, sizeof row), 0, 0 };
		offers[at].rows[offers[at].count++] = row;
		offers[at].told += i < p->told_count;
	}
	return offers;
}

static const char *ids_of(struct http_request *request, const struct offer *offer)
{
	struct buf ids;

	buf_init(&ids, request->arena, OFFER_MAX * 24);
	for (size_t i = 0; i < offer->count; i++)
		buf_print(&ids, "%s%lld", i == 0 ? "" : ",", (long long)offer->rows[i]->id);
	return ids.data;
}

static const char *campaign_code(const struct batch_page *p, int64_t id)
{
	for (size_t i = 0; i < p->campaign_count; i++) {
		if (p->campaigns[i].id == id)
			return p->campaigns[i].code;
	}
	return "";
}

/* Those of it that are told, each to be ticked. */
static void put_told(const struct page *page, struct tmpl_dict *make, const struct batch_page *p,
                     const struct offer *offer)
{
	struct tmpl_dict *chosen = offer->told == 0 ? NULL : tmpl_add(make, "CHOSEN");

	for (size_t i = 0; i < offer->told; i++)
		put_sheet(page->request, chosen, p, offer->rows[i]);
	if (chosen != NULL)
		web_tokens(chosen, page->csrf, web_form_token(page->request), 0);
}

/* Where all of it are shown before: the first of them names the offer. */
static const char *preview_url(struct http_request *request, const struct batch_page *p, const struct offer *offer)
{
	struct table_ask ask = p->table.view.ask;

	ask.path = "/handovers/new";
	return table_url(&ask, "", "first", web_id(request, offer->rows[0]->id));
}

static void put_offer(const struct page *page, const struct batch_page *p, const struct offer *offer)
{
	struct http_request *request = page->request;
	struct tmpl_dict *make = tmpl_add(page->content, "MAKE");

	tmpl_put(make, "MAKE_ID",
	         arena_print(request->arena, "%lld-%lld", (long long)offer->campaign_id, (long long)offer->rows[0]->id));
	tmpl_put(make, "MAKE_OF",
	         arena_print(request->arena, "%s, %s", offer->commune, campaign_code(p, offer->campaign_id)));
	tmpl_put(make, "MAKE_COUNT", web_count(request, (int64_t)offer->count));
	put_section(make, "ALL", "ALL_URL", preview_url(request, p, offer));
	put_told(page, make, p, offer);
}

static void put_nothing(const struct page *page, int64_t area_id)
{
	struct tmpl_dict *nothing = tmpl_add(page->content, area_id == 0 ? "MAKE_NOTHING" : "MAKE_NOTHING_HERE");

	if (area_id != 0)
		tmpl_put_int(nothing, "AREA_ID", area_id);
	web_tokens(nothing, page->csrf, NULL, 0);
}

/* More wait than are told: where the next are, and the first. */
static void put_more(struct http_request *request, struct tmpl_dict *dict, const struct batch_page *p)
{
	const struct table_ask *ask = &p->table.view.ask;
	const char *told = web_count(request, (int64_t)p->told_count), *all = web_count(request, p->waiting_total);

	if ((int64_t)p->told_count >= p->waiting_total)
		return;
	struct tmpl_dict *more = tmpl_add(dict, "MAKE_MORE");
	tmpl_put(more, "MAKE_MORE_TEXT", message_fill(request, MSG_MAKE_MORE, told, all));
	if (p->told_count < p->waiting_count)
		put_section(more, "WAITING_NEXT", "WAITING_NEXT_URL",
		            table_url(ask, "", "from", web_id(request, p->waiting[p->told_count - 1].id)));
	if (query_of(p)->from != 0)
		put_section(more, "WAITING_FIRST", "WAITING_FIRST_URL", table_url(ask, "", "from", NULL));
}

static void put_making(const struct page *page, const struct batch_page *p)
{
	int64_t area_id = query_of(p)->area_id;
	size_t count;
	struct offer *offers = group(page->request, p, &count);

	for (size_t i = 0; i < count; i++)
		put_offer(page, p, &offers[i]);
	if (count == 0)
		put_nothing(page, area_id);
	put_more(page->request, page->content, p);
	if (p->table.view.offers[0].count > 1 && (count > 0 || area_id != 0))
		table_put_filters(&p->table.view, page->content);
}

/* The area filters what is offered, not the register. */
static void put_register(struct tmpl_dict *dict, struct batch_page *p)
{
	struct table_view *view = &p->table.view;

	bool late = query_of(p)->late_on.year != 0;

	if (view->rows.count > 0 && !late)
		tmpl_show(dict, "LATE_LINK");
	if (view->rows.count > 0 || view->ask.after.id != 0 || late)
		table_put_list(view, dict);
	else
		put_section(dict, "NO_BATCHES", "NO_BATCHES_TEXT",
		            message_text(p->makes ? MSG_NO_BATCHES_MAKE : batches_table.empty));
}

static enum err show(struct http_request *request, struct http_response *response, struct batch_page *p, int status,
                     struct error *error)
{
	const char *title = message_text(MSG_NAV_HANDOVERS);
	struct page page;
	enum err err = page_open(request, "handover/list.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (p->refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	put_section(page.content, "ERROR", "ERROR_TEXT", p->refusal);
	put_register(page.content, p);
	if (p->makes)
		put_making(&page, p);
	return page_send(&page, response, status, error);
}

enum err page_batches(struct http_request *request, struct http_response *response, struct error *error)
{
	struct batch_page p = { .makes = false };
	enum err err = open_page(request, &p, error);

	if (err != ERR_OK)
		return err;
	return table_is_file(request) ? table_send(request, response, &p.table, error)
	                              : show(request, response, &p, 200, error);
}

static enum err show_refused(struct http_request *request, struct http_response *response,
                             const struct deliver_request *r, struct error *error)
{
	struct batch_page p = { .refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message,
		.chosen = r->ids,
		.chosen_count = r->count };
	int status = (int)error->code;
	enum err err = open_page(request, &p, error);

	return err == ERR_OK ? show(request, response, &p, status, error) : err;
}

enum err post_batches(struct http_request *request, struct http_response *response, struct error *error)
{
	struct deliver_request r = { .head = web_head(request) };
	int64_t *ids = NULL;

	if (params_ids(request->arena, &request->form, "ids", &ids, &r.count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids");
	r.ids = ids;
	enum err err = workflow_deliver(&r, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE)
		return show_refused(request, response, &r, error);
	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_BATCH_MADE);
	http_redirect(response, thing_url(request, r.head.made));
	return ERR_OK;
}

/* ---- all of an offer, before ---- */

/* The one whose first sheet that is; 0: the first of all. */
static const struct offer *offer_of(struct http_request *request, const struct batch_page *p, int64_t first)
{
	size_t count;
	const struct offer *offers = group(request, p, &count);

	for (size_t i = 0; i < count; i++) {
		if (first == 0 || offers[i].rows[0]->id == first)
			return &offers[i];
	}
	return NULL;
}

/* Which of an offer are meant: accepted in some days, with papers of some numbers, the oldest of them. */
struct narrowing {
	struct date from, to;           /* year 0: not said */
	const char *from_no, *to_no;    /* or NULL */
	int64_t most;                   /* 0: not said */
};

/* Numbers of papers as people count them: "PS/9" before "PS/10". */
static int paper_order(const char *a, const char *b)
{
	while (*a != '\0' && *b != '\0') {
		size_t x = strspn(a, "0123456789"), y = strspn(b, "0123456789");
		long long one = x > 0 ? strtoll(a, NULL, 10) : (unsigned char)*a;
		long long other = y > 0 ? strtoll(b, NULL, 10) : (unsigned char)*b;
		if (one != other || (x > 0) != (y > 0))
			return one < other ? -1 : 1;
		a += x > 0 ? x : 1;
		b += y > 0 ? y : 1;
	}
	return (*a != '\0') - (*b != '\0');
}

static bool read_day(struct http_request *request, const char *name, struct date *out)
{
	const char *text = params_filled(&request->query, name);

	return text == NULL || date_from_typed(text, false, out);
}

static enum err read_narrowing(struct http_request *request, struct narrowing *n, struct error *error)
{
	n->from_no = params_filled(&request->query, "paper_from");
	n->to_no = params_filled(&request->query, "paper_to");
	if (read_day(request, "accepted_from", &n->from) && read_day(request, "accepted_to", &n->to) &&
	    params_int(&request->query, "most", 1, OFFER_MAX, &n->most) != PARAM_BAD)
		return ERR_OK;
	return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad days or number");
}

static bool is_meant(const struct narrowing *n, const struct sheet_row *row)
{
	struct date day = { .year = 0 };

	if (row->accepted_at != NULL)
		day = clock_day_of(row->accepted_at);
	bool numbered = n->from_no != NULL || n->to_no != NULL;

	if ((n->from.year != 0 && date_compare(day, n->from) < 0) || (n->to.year != 0 && date_compare(day, n->to) > 0))
		return false;
	if (numbered && row->paper_no == NULL)
		return false;
	return (n->from_no == NULL || paper_order(row->paper_no, n->from_no) >= 0) &&
	       (n->to_no == NULL || paper_order(row->paper_no, n->to_no) <= 0);
}

static struct offer narrowed(struct http_request *request, const struct offer *offer, const struct narrowing *n)
{
	struct offer out = *offer;

	out.rows = arena_array(request->arena, offer->count + 1, sizeof(struct sheet_row *));
	out.count = 0;
	for (size_t i = 0; i < offer->count; i++) {
		if (is_meant(n, offer->rows[i]) && (n->most == 0 || (int64_t)out.count < n->most))
			out.rows[out.count++] = offer->rows[i];
	}
	out.told = out.count;
	return out;
}

/* Every one of them is named. */
static enum err note_offer(struct http_request *request, const struct offer *offer, struct error *error)
{
	struct batch_page named = { .makes = true, .waiting_count = offer->count, .told_count = offer->count };

	named.waiting = arena_array(request->arena, offer->count, sizeof *named.waiting);
	for (size_t i = 0; i < offer->count; i++)
		named.waiting[i] = *offer->rows[i];
	return note_waiting(request, &named, error);
}

/* What it was narrowed by, to be changed. */
static void put_narrowing(struct http_request *request, struct tmpl_dict *dict, const struct batch_page *p)
{
	const struct params *query = &request->query;

	if (query_of(p)->area_id != 0)
		put_section(dict, "AREA_ASKED", "AREA_ID", web_id(request, query_of(p)->area_id));
	if (params_filled(query, "first") != NULL)
		put_section(dict, "FIRST_ASKED", "FIRST", params_text(query, "first"));
	tmpl_put(dict, "ACCEPTED_FROM", params_text(query, "accepted_from"));
	tmpl_put(dict, "ACCEPTED_TO", params_text(query, "accepted_to"));
	tmpl_put(dict, "PAPER_FROM", params_text(query, "paper_from"));
	tmpl_put(dict, "PAPER_TO", params_text(query, "paper_to"));
	tmpl_put(dict, "MOST", params_text(query, "most"));
}

static enum err show_offer(struct http_request *request, struct http_response *response, struct batch_page *p,
                           const struct offer *offer, struct error *error)
{
	const char *title = message_fill(request, MSG_TITLE_PREVIEW_BATCH, web_count(request, (int64_t)offer->count), NULL);
	struct page page;
	enum err err = page_open(request, "handover/preview.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "MAKE_OF",
	         arena_print(request->arena, "%s, %s", offer->commune, campaign_code(p, offer->campaign_id)));
	tmpl_put(page.content, "LIST_URL", table_url(&p->table.view.ask, "", "after", NULL));
	put_narrowing(request, page.content, p);
	if (offer->count == 0) {
		tmpl_show(page.content, "NONE");
		return page_send(&page, response, 200, error);
	}
	struct tmpl_dict *make = tmpl_add(page.content, "MAKE");
	tmpl_put(make, "COUNT", web_count(request, (int64_t)offer->count));
	tmpl_put(make, "ALL_IDS", ids_of(request, offer));
	web_tokens(make, page.csrf, page.form_token, 0);
	for (size_t i = 0; i < offer->count; i++)
		put_named(request, make, offer->rows[i]);
	return page_send(&page, response, 200, error);
}

enum err page_batch_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct batch_page p = { .named = true };
	struct narrowing n = { .most = 0 };
	int64_t first = 0;

	if (params_int(&request->query, "first", 1, INT64_MAX, &first) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "first is no id");
	enum err err = read_narrowing(request, &n, error);
	if (err == ERR_OK)
		err = table_ask_for(request, &batches_table, &request->query, &p.table, error);
	if (err == ERR_OK)
		err = web_read(request, read_waiting, &p, error);
	if (err != ERR_OK)
		return err;
	p.table.view.ask.path = batches_table.path;
	const struct offer *offer = offer_of(request, &p, first);
	if (offer == NULL) {
		http_redirect(response, table_url(&p.table.view.ask, "", "after", NULL));
		return ERR_OK;
	}
	const struct offer meant = narrowed(request, offer, &n);
	if (meant.count > 0)
		err = note_offer(request, &meant, error);
	return err == ERR_OK ? show_offer(request, response, &p, &meant, error) : err;
}
