/* One period: its lines, the two papers, what is to be done next. */
#include "base/memory.h"
#include "report/registry.h"
#include "table/display.h"
#include "table/file.h"
#include "text/label.h"
#include "text/number/money.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/paper_page.h"
#include "web/list/signed_copy_page.h"
#include "web/list/table_page.h"
#include "web/payment/payments.h"

struct payment_view {
	struct table_page table;
	const struct payment_shown *shown;
	struct signed_copies list, volume; /* their scans */
	const char *refusal, *field;    /* of a POST, and the input that it is about; or NULL */
};

static enum err read_scans(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct payment_view *v = arg;
	const struct payment_shown *shown = v->table.view.ask.filter;
	enum err err = paper_scans_any(db, request->arena, shown->payment.list_paper, &v->list.scans, &v->list.count,
	                               error);

	return err != ERR_OK ? err
	                     : paper_scans_any(db, request->arena, shown->payment.volume_paper, &v->volume.scans,
	                                       &v->volume.count, error);
}

static enum err open_view(struct http_request *request, struct payment_view *v, struct error *error)
{
	enum err err = table_open(request, &payment_table, &v->table, read_scans, v, error);

	v->shown = v->table.view.ask.filter;
	return err;
}

/* ---- JSON ---- */

static enum err send_json(struct http_request *request, struct http_response *response, struct payment_view *v,
                          struct error *error)
{
	struct table_ask *ask = &v->table.view.ask, lines = *ask;
	struct payment now = v->shown->payment;

	if (now.standing == PAYMENT_IS_OPEN) {
		now.new_sheets = v->shown->count.new_sheets;
		now.change_sheets = v->shown->count.change_sheets;
		now.amount = v->shown->count.amount;
		now.tax = v->shown->count.tax;
	}
	const struct payment_row row = payment_row(request->arena, &now);
	lines.table = &payments_table;
	cJSON *root = table_json_row(&lines, &row);
	json_put_int(root, "unpriced", v->shown->count.unpriced);
	json_put_int(root, "nobody", v->shown->count.nobody);
	json_put_int(root, "earlier", v->shown->count.earlier);
	table_json_into(root, ask, &v->table.view.rows, v->table.view.more);
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

static const char *url_of(struct http_request *request, int64_t id, const char *more)
{
	return arena_print(request->arena, "/payments/%lld%s", (long long)id, more);
}

static void put_facts(struct http_request *request, struct tmpl_dict *dict, const struct payment_view *v)
{
	const struct payment *p = &v->shown->payment;
	bool open = p->standing == PAYMENT_IS_OPEN;
	int64_t amount = open ? v->shown->count.amount : p->amount, tax = open ? v->shown->count.tax : p->tax;

	tmpl_put(dict, "HEADING", table_title(&v->table.view.ask));
	tmpl_put(dict, "STATE", payment_state_codes.texts[p->standing]);
	tmpl_put(dict, "STATE_LABEL", payment_state_label(p->standing));
	tmpl_put(dict, "ROLE", pay_role_label(p->role));
	tmpl_put(dict, "COMMUNE", p->commune_name);
	tmpl_put(dict, "CAMPAIGN", p->campaign_name);
	tmpl_put(dict, "FIRST_DAY", web_iso_day(request, p->first_day));
	tmpl_put(dict, "LAST_DAY", web_iso_day(request, p->last_day));
	tmpl_put(dict, "NEW_SHEETS", web_count(request, open ? v->shown->count.new_sheets : p->new_sheets));
	tmpl_put(dict, "CHANGE_SHEETS", web_count(request, open ? v->shown->count.change_sheets : p->change_sheets));
	tmpl_put(dict, "AMOUNT", web_count(request, amount));
	tmpl_put(dict, "TAX", web_count(request, tax));
	tmpl_put(dict, "NET", web_count(request, amount - tax));
	tmpl_put(dict, "NET_WORDS", money_words(request->arena, amount - tax, ZERO_LINH));
	if (p->role == PAY_INFORMANT)
		tmpl_show(dict, "INFORMANTS");
	if (!open) {
		struct tmpl_dict *closed = tmpl_add(dict, "CLOSED");
		tmpl_put(closed, "CLOSED_BY", p->closed_name);
		tmpl_put(closed, "CLOSED_AT", web_time(request, p->closed_at));
	}
}

/* What is not in an open one, and why. */
static void put_gaps(struct http_request *request, struct tmpl_dict *dict, const struct payment_count *count)
{
	if (count->unpriced > 0)
		put_section(dict, "GAP", "GAP_TEXT", message_fill(request, MSG_PAYMENT_UNPRICED,
		            web_count(request, count->unpriced), count->unpriced_area));
	if (count->nobody > 0)
		put_section(dict, "GAP", "GAP_TEXT",
		            message_fill(request, MSG_PAYMENT_NOBODY, web_count(request, count->nobody), NULL));
	if (count->earlier > 0)
		put_section(dict, "GAP", "GAP_TEXT",
		            message_fill(request, MSG_PAYMENT_EARLIER, web_count(request, count->earlier), NULL));
}

static void put_copy(struct http_request *request, struct tmpl_dict *papers, const char *section, const char *day,
                     const struct signed_copies *copies, const char *url)
{
	if (day == NULL)
		return;
	struct tmpl_dict *copy = tmpl_add(papers, section);
	tmpl_put(copy, "SIGNED_ON", web_iso_day(request, day));
	signed_put_scans(request, copy, copies, url);
}

static void put_papers(struct http_request *request, struct tmpl_dict *papers, const struct payment_view *v)
{
	const struct payment *p = &v->shown->payment;

	tmpl_put(papers, "PAPER_URL", url_of(request, p->id, ""));
	put_copy(request, papers, "LIST_SIGNED", p->list_signed_on, &v->list, url_of(request, p->id, ""));
	put_copy(request, papers, "VOLUME_SIGNED", p->volume_signed_on, &v->volume, url_of(request, p->id, "/minutes"));
}

/* What was typed and ticked stays; at first both are. */
static void put_sign(const struct page *page, const struct payment_view *v)
{
	static const struct { const char *field, *section; } places[] = { { "list", "LIST_ERROR" },
		{ "signed_on", "DAY_ERROR" }, { "scan_list", "SCAN_LIST_ERROR" }, { "scan_minutes", "SCAN_MINUTES_ERROR" } };
	struct http_request *request = page->request;
	const struct params *form = &request->form;
	struct tmpl_dict *sign = tmpl_add(page->content, "SIGN");

	tmpl_put(sign, "SIGN_URL", url_of(request, v->shown->payment.id, "/signed"));
	tmpl_put(sign, "SIGN_DAY", params_text(form, "signed_on"));
	if (v->field == NULL || params_filled(form, "list") != NULL)
		tmpl_show(sign, "LIST_TICKED");
	if (v->field == NULL || params_filled(form, "minutes") != NULL)
		tmpl_show(sign, "MINUTES_TICKED");
	for (size_t i = 0; v->field != NULL && i < COUNT(places); i++) {
		if (strcmp(places[i].field, v->field) == 0)
			put_section(sign, places[i].section, "FIELD_ERROR", v->refusal);
	}
	web_tokens(sign, page->csrf, web_form_token(request), 0);
}

static void put_next(struct http_request *request, const struct page *page, const struct payment_view *v)
{
	const struct payment *p = &v->shown->payment;
	struct tmpl_dict *dict = page->content;

	if (web_actor(request)->role != ROLE_OFFICER)
		return;
	put_papers(request, tmpl_add(dict, "PAPERS"), v);
	if (p->standing == PAYMENT_IS_OPEN) {
		struct tmpl_dict *close = tmpl_add(dict, "CLOSE");
		tmpl_put(close, "CLOSE_URL", url_of(request, p->id, "/close"));
		tmpl_put(close, "DROP_URL", url_of(request, p->id, "/drop"));
		tmpl_put(close, "PRICES_URL", arena_print(request->arena, "/admin/campaigns/%lld/prices",
		         (long long)p->campaign_id));
		web_tokens(close, page->csrf, web_form_token(request), 0);
		return;
	}
	put_sign(page, v);
}

static void put_refusal(struct page *page, const struct payment_view *v, const char *title)
{
	if (v->refusal == NULL)
		return;
	page_has_errors(page, title);
	struct tmpl_dict *summary = tmpl_add(page->content, "ERROR");
	put_section(summary, "ERROR_AT", "ERROR_FIELD", v->field);
	tmpl_put(summary, "ERROR_TEXT", v->refusal);
}

static enum err show(struct http_request *request, struct http_response *response, struct payment_view *v, int status,
                     struct error *error)
{
	const char *title = table_title(&v->table.view.ask);
	struct page page;
	enum err err = page_open(request, "payment/show.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	put_refusal(&page, v, title);
	put_facts(request, page.content, v);
	put_gaps(request, page.content, &v->shown->count);
	put_next(request, &page, v);
	v->table.view.ask.path = url_of(request, v->shown->payment.id, "");
	table_put_list(&v->table.view, page.content);
	return page_send(&page, response, status, error);
}

enum err page_payment(struct http_request *request, struct http_response *response, struct error *error)
{
	struct payment_view view = { .refusal = NULL };

	if (paper_is_file(request))
		return page_paper(request, response, error);
	enum err err = open_view(request, &view, error);
	if (err != ERR_OK)
		return err;
	if (strcmp(request->suffix, "json") == 0)
		return send_json(request, response, &view, error);
	return table_is_file(request) ? table_send(request, response, &view.table, error)
	                              : show(request, response, &view, 200, error);
}

/* ---- what is done ---- */

/* 422, 409 and 413 show the page again; other errors go up. field: the input that it is about; or NULL. */
static enum err show_refused(struct http_request *request, struct http_response *response, const char *field,
                             enum err err, struct error *error)
{
	struct payment_view view = { .field = field };

	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE && err != ERR_TOO_LARGE)
		return err;
	view.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	enum err opened = open_view(request, &view, error);
	return opened == ERR_OK ? show(request, response, &view, (int)err, error) : opened;
}

enum err post_payment_close(struct http_request *request, struct http_response *response, struct error *error)
{
	struct payment_request r = { .head = web_head(request), .payment.id = request->ids[0] };
	struct arena *arena = r.head.arena = arena_new(PAPER_ARENA);

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for two papers");
	enum err err = workflow_close_payment(&r, error);
	if (err != ERR_OK)
		error->message = arena_text(request->arena, error->message);
	arena_free(arena);
	if (err != ERR_OK)
		return show_refused(request, response, NULL, err, error);
	paper_make_files(request, &payment_paper);
	paper_make_files(request, &volume_paper);
	web_note(request, response, NOTE_PAYMENT_CLOSED);
	http_redirect(response, thing_url(request, r.head.made));
	return ERR_OK;
}

enum err post_payment_drop(struct http_request *request, struct http_response *response, struct error *error)
{
	struct payment_request r = { .head = web_head(request), .payment.id = request->ids[0] };
	enum err err = workflow_drop_payment(&r, error);

	if (err != ERR_OK)
		return show_refused(request, response, NULL, err, error);
	web_note(request, response, NOTE_CHANGED);
	http_redirect(response, "/payments");
	return ERR_OK;
}

/* Whoever sends a scan of a copy means that copy. */
static unsigned read_copies(const struct params *form, const struct payment_signed *r)
{
	bool list = params_filled(form, "list") != NULL || r->list_scan.bytes != NULL;
	bool volume = params_filled(form, "minutes") != NULL || r->volume_scan.bytes != NULL;

	return (list ? COPY_LIST : 0u) | (volume ? COPY_VOLUME : 0u);
}

enum err post_payment_signed(struct http_request *request, struct http_response *response, struct error *error)
{
	struct payment_signed r = { .head = web_head(request), .id = request->ids[0],
		.day = payment_day(request, "signed_on"), .list_scan = signed_sent(request, "scan_list"),
		.volume_scan = signed_sent(request, "scan_minutes") };

	r.copies = read_copies(&request->form, &r);
	enum err err = signed_is_read(request, error);
	if (err == ERR_OK)
		err = workflow_payment_signed(&r, error);
	if (err != ERR_OK)
		return show_refused(request, response, r.field, err, error);
	web_note(request, response, NOTE_MINUTES_SIGNED);
	http_redirect(response, thing_url(request, r.head.made));
	return ERR_OK;
}
