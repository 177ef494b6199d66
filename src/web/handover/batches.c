/* The register of batches, and the form that makes one. */
#include "web/handover/batches.h"

#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/area_options.h"
#include "web/list/csv_table.h"

enum { PAGE_ROWS = 50, OFFER_MAX = 500 };
enum { PARTS = FILTER_BIT(FILTER_AREA) | FILTER_BIT(FILTER_AFTER) };

/* Accepted sheets of one commune and campaign that are in no open batch. */
struct offer {
	int64_t campaign_id;
	const char *commune;
	const struct sheet_row **rows;
	size_t count;
};

struct batch_page {
	struct list_filter filter;
	struct batch *batches;
	size_t count;
	bool more;
	int64_t total;
	bool makes;                     /* the actor may make batches */
	struct sheet_row *waiting;      /* at most OFFER_MAX */
	size_t waiting_count;
	int64_t waiting_total;
	struct area_choice areas;
	struct campaign *campaigns;
	size_t campaign_count;
	const char *refusal;            /* why no batch was made, or NULL */
	const int64_t *chosen;
	size_t chosen_count;
};

cJSON *batch_json(const struct batch *b)
{
	cJSON *object = cJSON_CreateObject();

	json_put_int(object, "id", b->id);
	json_put_int(object, "number", b->number);
	json_put_int(object, "year", b->year);
	json_put_text(object, "state", batch_state(b));
	json_put_text(object, "commune", b->commune_name);
	json_put_text(object, "campaign", b->campaign_code);
	json_put_text(object, "delivered_at", b->delivered_at);
	json_put_text(object, "delivered_by", b->delivered_name);
	json_put_text(object, "signed_at", b->signed_at);
	json_put_text(object, "signed_by", b->signed_name);
	json_put_int(object, "sheets", b->sheets);
	json_put_int(object, "present", b->present);
	json_put_int(object, "missing", b->missing);
	json_put_int(object, "entered", b->entered);
	return object;
}

/* ---- reading ---- */

static enum err read_waiting(struct db *db, struct http_request *request, struct batch_page *p, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct sheet_filter filter = { .state = STATE_ACCEPTED, .area_id = p->filter.sheets.area_id, .no_batch = true,
		.oldest_first = true, .limit = OFFER_MAX };
	enum err err;

	if ((err = sheet_list(db, request->arena, actor, &filter, &p->waiting, &p->waiting_count, error)) != ERR_OK ||
	    (err = sheet_count(db, request->arena, actor, &filter, &p->waiting_total, error)) != ERR_OK ||
	    (err = area_choice_read(db, request->arena, web_actor(request), filter.area_id, &p->areas, error)) != ERR_OK)
		return err;
	return campaign_list(db, request->arena, actor, &p->campaigns, &p->campaign_count, error);
}

static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct batch_page *p = arg;
	const struct actor *actor = web_actor(request);
	enum err err = batch_list(db, request->arena, actor, p->filter.sheets.after, PAGE_ROWS + 1, &p->batches,
	                          &p->count, error);

	if (err == ERR_OK)
		err = batch_count(db, actor, &p->total, error);
	p->more = p->count > PAGE_ROWS;
	p->count = p->more ? PAGE_ROWS : p->count;
	p->makes = actor->role == ROLE_OFFICER;
	return err == ERR_OK && p->makes ? read_waiting(db, request, p, error) : err;
}

static const char *next_url(struct http_request *request, const struct batch_page *p, const char *path)
{
	if (!p->more)
		return NULL;
	return filter_url(request, path, &p->filter, FILTER_AFTER, web_id(request, p->batches[p->count - 1].id));
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct batch_page *p,
                          struct error *error)
{
	cJSON *rows = cJSON_CreateArray();

	for (size_t i = 0; i < p->count; i++)
		cJSON_AddItemToArray(rows, batch_json(&p->batches[i]));
	return json_send(request, response, list_json(rows, p->total, next_url(request, p, "/handovers.json")), error);
}

/* ---- the register ---- */

static void put_batch(struct http_request *request, struct tmpl_dict *dict, const struct batch *b)
{
	struct tmpl_dict *row = tmpl_add(dict, "BATCH");
	const char *receipt = "";

	if (b->signed_at != NULL)
		receipt = arena_print(request->arena, "%s, %s", web_time(request, b->signed_at), b->signed_name);
	tmpl_put(row, "BATCH_URL", arena_print(request->arena, "/handovers/%lld", (long long)b->id));
	tmpl_put(row, "BATCH_NUMBER", batch_number(request, b->number, b->year));
	tmpl_put(row, "BATCH_DATE", web_time(request, b->delivered_at));
	tmpl_put(row, "BATCH_BY", b->delivered_name);
	tmpl_put(row, "BATCH_COUNT", web_count(request, b->sheets));
	tmpl_put(row, "BATCH_STATE", batch_state(b));
	tmpl_put(row, "BATCH_STATE_LABEL", batch_state_label(b));
	tmpl_put(row, "BATCH_SIGNED", receipt);
	tmpl_put(row, "BATCH_ENTERED", web_count(request, b->entered));
	tmpl_put(row, "BATCH_MISSING", b->missing == 0 ? "" : web_count(request, b->missing));
}

static void put_register(struct http_request *request, struct tmpl_dict *dict, const struct batch_page *p)
{
	if (p->count == 0) {
		tmpl_put(tmpl_add(dict, "NO_BATCHES"), "NO_BATCHES_TEXT",
		         message_text(p->makes ? MSG_NO_BATCHES_MAKE : MSG_NO_BATCHES));
		return;
	}
	struct tmpl_dict *section = tmpl_add(dict, "BATCHES");
	for (size_t i = 0; i < p->count; i++)
		put_batch(request, section, &p->batches[i]);
	put_section(dict, "NEXT_PAGE", "NEXT_URL", next_url(request, p, "/handovers"));
	put_section(dict, "CSV_LINK", "CSV_URL", "/handovers.csv");
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

static void put_sheet(struct http_request *request, struct tmpl_dict *dict, const struct batch_page *p,
                      const struct sheet_row *s)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_ID", web_id(request, s->id));
	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "FULL_NAME", s->full_name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, s->birth_date));
	tmpl_put(row, "CITIZEN_ID", web_number(request, s->citizen_id));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(row, "PAPER_NO", s->paper_no);
	tmpl_put(row, "ACCEPTED_ON", web_time(request, s->accepted_at));
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
		       (offers[at].campaign_id != row->campaign_id || strcmp(offers[at].commune, row->commune_name) != 0))
			at++;
		if (at == *count)
			offers[(*count)++] = (struct offer){ row->campaign_id, row->commune_name,
				arena_array(request->arena, p->waiting_count, sizeof row), 0 };
		offers[at].rows[offers[at].count++] = row;
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

static void put_offer(const struct page *page, const struct batch_page *p, const struct offer *offer)
{
	struct http_request *request = page->request;
	struct tmpl_dict *make = tmpl_add(page->content, "MAKE"), *all = tmpl_add(make, "ALL"),
					 *chosen = tmpl_add(make, "CHOSEN");

	tmpl_put(make, "MAKE_ID",
	         arena_print(request->arena, "%lld-%lld", (long long)offer->campaign_id, (long long)offer->rows[0]->id));
	tmpl_put(make, "MAKE_OF",
	         arena_print(request->arena, "%s, %s", offer->commune, campaign_code(p, offer->campaign_id)));
	tmpl_put(make, "MAKE_COUNT", web_count(request, (int64_t)offer->count));
	tmpl_put(all, "ALL_IDS", ids_of(request, offer));
	web_tokens(all, page->csrf, web_form_token(request), 0);
	web_tokens(chosen, page->csrf, web_form_token(request), 0);
	for (size_t i = 0; i < offer->count; i++)
		put_sheet(request, chosen, p, offer->rows[i]);
}

static void put_nothing(const struct page *page, int64_t area_id)
{
	struct tmpl_dict *nothing = tmpl_add(page->content, area_id == 0 ? "MAKE_NOTHING" : "MAKE_NOTHING_HERE");

	if (area_id != 0)
		tmpl_put_int(nothing, "AREA_ID", area_id);
	web_tokens(nothing, page->csrf, NULL, 0);
}

static void put_making(const struct page *page, const struct batch_page *p)
{
	struct http_request *request = page->request;
	struct tmpl_dict *dict = page->content;
	size_t count;
	struct offer *offers = group(request, p, &count);

	for (size_t i = 0; i < count; i++)
		put_offer(page, p, &offers[i]);
	if (count == 0)
		put_nothing(page, p->filter.sheets.area_id);
	const char *shown = web_count(request, (int64_t)p->waiting_count), *all = web_count(request, p->waiting_total);
	if ((int64_t)p->waiting_count < p->waiting_total)
		put_section(dict, "MAKE_MORE", "MAKE_MORE_TEXT", message_fill(request, MSG_MAKE_MORE, shown, all));
	if (p->areas.count > 1 && (count > 0 || p->filter.sheets.area_id != 0))
		area_options_put(request, tmpl_add(dict, "MAKE_FILTER"), &p->areas, p->filter.sheets.area_id);
}

static enum err show(struct http_request *request, struct http_response *response, const struct batch_page *p,
                     int status, struct error *error)
{
	const char *title = message_text(MSG_NAV_HANDOVERS);
	struct page page;
	enum err err = page_open(request, "handover/list.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (p->refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING", message_fill(request, MSG_COUNT_BATCHES, web_count(request, p->total), NULL));
	put_section(page.content, "ERROR", "ERROR_TEXT", p->refusal);
	put_register(request, page.content, p);
	if (p->makes)
		put_making(&page, p);
	return page_send(&page, response, status, error);
}

enum err page_batches(struct http_request *request, struct http_response *response, struct error *error)
{
	struct batch_page p = { .count = 0 };
	enum err err = filter_read(request, &request->query, PARTS, &p.filter, error);

	if (err == ERR_OK)
		err = web_read(request, read_page, &p, error);
	if (err != ERR_OK)
		return err;
	if (wants_csv(request))
		return batches_csv(request, response, error);
	if (request->suffix[0] != '\0')
		return send_json(request, response, &p, error);
	return show(request, response, &p, 200, error);
}

static enum err show_refused(struct http_request *request, struct http_response *response,
                             const struct deliver_request *r, struct error *error)
{
	struct batch_page p = { .refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message,
		.chosen = r->ids,
		.chosen_count = r->count };
	int status = (int)error->code;
	enum err err = web_read(request, read_page, &p, error);

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
