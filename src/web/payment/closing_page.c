/* What is still to be done before a campaign is settled and its papers go to the archive, each with where to do it; and
 * that the commune has settled. */
#include "base/memory.h"
#include "report/registry.h"
#include "store/sheet/sheet.h"
#include "store/team/team.h"
#include "text/label.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/payment/payments.h"

enum { COMMUNES_MOST = 50, GAPS = 16 };

/* begun: there is something of its kind, so that none left is all done. */
struct gap { const char *code; enum message label; int64_t count; const char *url; bool begun; };
struct settled { const struct area *commune; const char *day; };

struct closing {
	struct campaign campaign;
	struct gap gaps[GAPS];
	size_t count;
	struct area *communes;
	size_t commune_count;
	struct settled *settled;
	const char *refusal;            /* of a POST; or NULL */
};

static void add_gap(struct closing *c, struct gap gap)
{
	if (c->count < GAPS)
		c->gaps[c->count++] = gap;
}

/* ---- sheets ---- */

/* By state, and where they are listed. */
static const struct { const char *code; enum state state; enum message label; } by_state[] = {
	{ "draft", STATE_DRAFT, MSG_CLOSING_DRAFT }, { "with_hamlet", STATE_WITH_HAMLET, MSG_CLOSING_WITH_HAMLET },
	{ "returned", STATE_RETURNED, MSG_CLOSING_RETURNED }, { "received", STATE_RECEIVED, MSG_CLOSING_RECEIVED },
	{ "accepted", STATE_ACCEPTED, MSG_CLOSING_ACCEPTED }, { "handed_over", STATE_HANDED_OVER, MSG_CLOSING_HANDED_OVER },
	{ "police_returned", STATE_POLICE_RETURNED, MSG_CLOSING_POLICE_RETURNED },
	{ "entered", STATE_ENTERED, MSG_CLOSING_ENTERED },
};

static enum err add_sheets(struct db *db, struct http_request *request, struct closing *c, struct error *error)
{
	const struct sheet_filter any = { .campaign_id = c->campaign.id };
	int64_t all = 0;
	enum err err = sheet_count(db, request->arena, web_actor(request), &any, &all, error);

	for (size_t i = 0; i < COUNT(by_state) && err == ERR_OK; i++) {
		struct sheet_filter filter = { .state = by_state[i].state, .campaign_id = c->campaign.id };
		int64_t count = 0;
		err = sheet_count(db, request->arena, web_actor(request), &filter, &count, error);
		const char *url = arena_print(request->arena, "/sheets?state=%s&campaign=%lld",
		                              state_code(by_state[i].state), (long long)c->campaign.id);
		add_gap(c, (struct gap){ by_state[i].code, by_state[i].label, count, url, all > 0 });
	}
	return err;
}

/* ---- papers ---- */

static enum err add_minutes(struct db *db, struct http_request *request, struct closing *c, struct error *error)
{
	struct minutes *all;
	size_t count;
	int64_t drafts = 0, unsigned_ = 0, of_it = 0;
	const char *url = arena_print(request->arena, "/minutes?campaign_id=%lld", (long long)c->campaign.id);
	enum err err = minutes_list(db, request->arena, web_actor(request), &all, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (all[i].campaign_id != c->campaign.id)
			continue;
		of_it++;
		drafts += all[i].standing == MINUTES_IS_DRAFT;
		unsigned_ += all[i].standing == MINUTES_IS_ISSUED && all[i].signed_on == NULL;
	}
	add_gap(c, (struct gap){ "minutes_draft", MSG_CLOSING_MINUTES_DRAFT, drafts,
	        arena_print(request->arena, "%s&state=draft", url), of_it > 0 });
	add_gap(c, (struct gap){ "minutes_unsigned", MSG_CLOSING_MINUTES_UNSIGNED, unsigned_,
	        arena_print(request->arena, "%s&state=issued&signed=0", url), of_it > 0 });
	return err;
}

static enum err add_payments(struct db *db, struct http_request *request, struct closing *c, struct error *error)
{
	struct payment *all;
	size_t count;
	int64_t open = 0, unsigned_ = 0, of_it = 0;
	enum err err = payment_list(db, request->arena, web_actor(request), &all, &count, error);
	const char *url = arena_print(request->arena, "/payments?campaign_id=%lld", (long long)c->campaign.id);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		bool closed = all[i].standing == PAYMENT_IS_CLOSED;
		if (all[i].campaign_id != c->campaign.id)
			continue;
		of_it++;
		open += !closed;
		unsigned_ += closed && (all[i].list_signed_on == NULL || all[i].volume_signed_on == NULL);
	}
	add_gap(c, (struct gap){ "payments_open", MSG_CLOSING_PAYMENTS_OPEN, open,
	        arena_print(request->arena, "%s&state=open", url), of_it > 0 });
	add_gap(c, (struct gap){ "payments_unsigned", MSG_CLOSING_PAYMENTS_UNSIGNED, unsigned_,
	        arena_print(request->arena, "%s&state=closed&signed=0", url), of_it > 0 });
	return err;
}

/* ---- what an officer knows of his own communes ---- */

/* Somebody is paid for it in the campaign. */
static bool pays_for(const struct price *prices, size_t count, enum pay_role role)
{
	for (size_t i = 0; i < count; i++) {
		if (prices[i].role == role)
			return true;
	}
	return false;
}

/* Sheets for which somebody would get something in a period from the first day to today, if need be once it is said
 * how much. */
static enum err add_unpaid(struct db *db, struct http_request *request, struct closing *c, struct error *error)
{
	struct arena *arena = request->arena;
	char *today = arena_alloc(arena, DATE_TEXT);
	struct price *prices;
	size_t price_count;
	int64_t unpaid = 0;
	enum err err = price_list_any(db, arena, c->campaign.id, &prices, &price_count, error);

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	for (size_t i = 0; i < c->commune_count; i++) {
		for (int role = 0; role < PAY_ROLE_COUNT && err == ERR_OK; role++) {
			const struct payment of = { .commune_id = c->communes[i].id, .campaign_id = c->campaign.id,
				.role = (enum pay_role)role, .first_day = "1970-01-02", .last_day = today,
				.commune_name = c->communes[i].full_name };
			struct payment_count count;
			err = payment_count_any(db, arena, &of, &count, error);
			unpaid += err != ERR_OK ? 0
			          : (int64_t)count.item_count + (pays_for(prices, price_count, of.role) ? count.unpriced : 0);
		}
	}
	add_gap(c, (struct gap){ "unpaid", MSG_CLOSING_UNPAID, unpaid,
	        arena_print(arena, "/payments?campaign_id=%lld", (long long)c->campaign.id), price_count > 0 });
	return err;
}

static enum err add_members(struct db *db, struct http_request *request, struct closing *c, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct member_row *rows;
	struct member_payment payment;
	int64_t without = 0;
	size_t count;
	enum err err = member_list(db, request->arena, actor, 0, &rows, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		err = member_payment(db, request->arena, actor, rows[i].member.id, &payment, error);
		without += err == ERR_OK && rows[i].member.active_to == NULL && payment.account == NULL;
	}
	add_gap(c, (struct gap){ "no_account", MSG_CLOSING_NO_ACCOUNT, without, "/members", count > 0 });
	return err;
}

static enum err read_settled(struct db *db, struct http_request *request, struct closing *c, struct error *error)
{
	enum err err = campaign_communes(db, request->arena, web_actor(request), c->campaign.id, &c->communes,
	                                 &c->commune_count, error);

	c->settled = arena_array(request->arena, c->commune_count + 1, sizeof *c->settled);
	for (size_t i = 0; i < c->commune_count; i++)
		c->settled[i] = (struct settled){ &c->communes[i],
			settled_on_any(db, request->arena, c->campaign.id, c->communes[i].id) };
	return err;
}

static enum err read_closing(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct closing *c = arg;
	bool officer = web_actor(request)->role == ROLE_OFFICER;
	enum err err = campaign_by_id(db, request->arena, web_actor(request), request->ids[0], &c->campaign, error);

	if (err == ERR_OK)
		err = read_settled(db, request, c, error);
	if (err == ERR_OK)
		err = add_sheets(db, request, c, error);
	if (err == ERR_OK && officer)
		err = add_minutes(db, request, c, error);
	if (err == ERR_OK && officer)
		err = add_members(db, request, c, error);
	if (err == ERR_OK && officer && c->commune_count <= COMMUNES_MOST)
		err = add_unpaid(db, request, c, error);
	return err == ERR_OK ? add_payments(db, request, c, error) : err;
}

/* ---- JSON ---- */

static enum err send_json(struct http_request *request, struct http_response *response, const struct closing *c,
                          struct error *error)
{
	cJSON *root = cJSON_CreateObject(), *rows = cJSON_AddArrayToObject(root, "rows");
	cJSON *settled = cJSON_AddArrayToObject(root, "settled");

	json_put_text(root, "campaign", c->campaign.code);
	for (size_t i = 0; i < c->count; i++) {
		cJSON *row = cJSON_CreateObject();
		json_put_text(row, "what", c->gaps[i].code);
		cJSON_AddNumberToObject(row, "count", (double)c->gaps[i].count);
		json_put_text(row, "url", c->gaps[i].url);
		cJSON_AddItemToArray(rows, row);
	}
	for (size_t i = 0; i < c->commune_count; i++) {
		cJSON *row = cJSON_CreateObject();
		json_put_text(row, "commune", c->settled[i].commune->code);
		json_put_text(row, "settled_on", c->settled[i].day);
		cJSON_AddItemToArray(settled, row);
	}
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

static const char *url_of(struct http_request *request, const struct closing *c, const char *page)
{
	return arena_print(request->arena, "/campaigns/%lld%s", (long long)c->campaign.id, page);
}

static void put_gap(struct http_request *request, struct tmpl_dict *dict, const struct gap *gap)
{
	struct tmpl_dict *row = tmpl_add(dict, "GAP");

	tmpl_put(row, "GAP_LABEL", message_text(gap->label));
	if (gap->count == 0) {
		tmpl_show(row, gap->begun ? "GAP_NONE" : "GAP_NOTHING");
		return;
	}
	struct tmpl_dict *some = tmpl_add(row, "GAP_SOME");
	tmpl_put(some, "GAP_COUNT", web_count(request, gap->count));
	tmpl_put(some, "GAP_URL", gap->url);
}

static void put_commune(struct http_request *request, const struct page *page, const struct closing *c,
                        const struct settled *s)
{
	struct tmpl_dict *row = tmpl_add(page->content, "COMMUNE");

	tmpl_put(row, "COMMUNE_NAME", s->commune->full_name);
	put_section(row, "SETTLED", "SETTLED_ON", s->day == NULL ? NULL : web_iso_day(request, s->day));
	if (s->day == NULL)
		tmpl_show(row, "NOT_SETTLED");
	if (web_actor(request)->role != ROLE_OFFICER)
		return;
	struct tmpl_dict *form = tmpl_add(row, s->day == NULL ? "SETTLE" : "UNSETTLE");
	tmpl_put(form, "SETTLE_URL", url_of(request, c, "/settled"));
	tmpl_put(form, "COMMUNE_ID", web_id(request, s->commune->id));
	web_tokens(form, page->csrf, web_form_token(request), 0);
}

static enum err show(struct http_request *request, struct http_response *response, const struct closing *c, int status,
                     struct error *error)
{
	const char *title = message_text(MSG_TITLE_CLOSING);
	struct page page;
	enum err err = page_open(request, "payment/closing.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "CAMPAIGN", c->campaign.name);
	if (c->refusal != NULL) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", c->refusal);
	}
	if (web_actor(request)->role == ROLE_OFFICER)
		tmpl_show(page.content, "ARCHIVE");
	for (size_t i = 0; i < c->count; i++)
		put_gap(request, page.content, &c->gaps[i]);
	for (size_t i = 0; i < c->commune_count; i++)
		put_commune(request, &page, c, &c->settled[i]);
	return page_send(&page, response, status, error);
}

enum err page_closing(struct http_request *request, struct http_response *response, struct error *error)
{
	struct closing c = { .count = 0 };
	enum err err = web_read(request, read_closing, &c, error);

	if (err != ERR_OK)
		return err;
	return strcmp(request->suffix, "json") == 0 ? send_json(request, response, &c, error)
	                                            : show(request, response, &c, 200, error);
}

/* 422 and 409 show the page again; other errors go up. */
static enum err show_refused(struct http_request *request, struct http_response *response, enum err err,
                             struct error *error)
{
	struct closing c = { .count = 0 };

	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
		return err;
	c.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	enum err shown = web_read(request, read_closing, &c, error);
	return shown == ERR_OK ? show(request, response, &c, (int)err, error) : shown;
}

enum err post_settled(struct http_request *request, struct http_response *response, struct error *error)
{
	bool withdraw = params_filled(&request->form, "withdraw") != NULL;
	struct settle_request r = { .head = web_head(request), .campaign_id = request->ids[0],
		.day = withdraw ? NULL : payment_day(request, "settled_on") };
	enum err err = ERR_OK;

	if (params_int(&request->form, "commune_id", 1, INT64_MAX, &r.commune_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad commune");
	if (r.commune_id == 0)
		r.commune_id = web_actor(request)->commune_id;
	if (!withdraw && r.day == NULL)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_SETTLE_DAY), "no day");
	if (err == ERR_OK)
		err = workflow_settle(&r, error);
	if (err != ERR_OK)
		return show_refused(request, response, err, error);
	web_note(request, response, NOTE_CHANGED);
	http_redirect(response, arena_print(request->arena, "/campaigns/%lld/closing", (long long)r.campaign_id));
	return ERR_OK;
}
