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
#include "web/list/table_page.h"
#include "web/payment/payments.h"

struct payment_view {
	struct table_page table;
	const struct payment_shown *shown;
	const char *refusal;            /* of a POST; or NULL */
};

static enum err open_view(struct http_request *request, struct payment_view *v, struct error *error)
{
	enum err err = table_open(request, &payment_table, &v->table, NULL, NULL, error);

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

static void put_papers(struct http_request *request, struct tmpl_dict *papers, const struct payment *p)
{
	tmpl_put(papers, "PAPER_URL", url_of(request, p->id, ""));
	if (p->list_signed_on != NULL)
		put_section(papers, "LIST_SIGNED", "LIST_SIGNED_ON", web_iso_day(request, p->list_signed_on));
	if (p->volume_signed_on != NULL)
		put_section(papers, "VOLUME_SIGNED", "VOLUME_SIGNED_ON", web_iso_day(request, p->volume_signed_on));
}

static void put_next(struct http_request *request, const struct page *page, const struct payment_view *v)
{
	const struct payment *p = &v->shown->payment;
	struct tmpl_dict *dict = page->content;

	if (web_actor(request)->role != ROLE_OFFICER)
		return;
	put_papers(request, tmpl_add(dict, "PAPERS"), p);
	if (p->standing == PAYMENT_IS_OPEN) {
		struct tmpl_dict *close = tmpl_add(dict, "CLOSE");
		tmpl_put(close, "CLOSE_URL", url_of(request, p->id, "/close"));
		tmpl_put(close, "DROP_URL", url_of(request, p->id, "/drop"));
		tmpl_put(close, "PRICES_URL", arena_print(request->arena, "/admin/campaigns/%lld/prices",
		         (long long)p->campaign_id));
		web_tokens(close, page->csrf, web_form_token(request), 0);
		return;
	}
	struct tmpl_dict *copy = tmpl_add(dict, "SIGN");
	tmpl_put(copy, "SIGN_URL", url_of(request, p->id, "/signed"));
	tmpl_put(copy, "SIGN_DAY", params_text(&request->form, "signed_on"));
	web_tokens(copy, page->csrf, web_form_token(request), 0);
}

static enum err show(struct http_request *request, struct http_response *response, struct payment_view *v, int status,
                     struct error *error)
{
	const char *title = table_title(&v->table.view.ask);
	struct page page;
	enum err err = page_open(request, "payment/show.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (v->refusal != NULL) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", v->refusal);
	}
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

/* 422 and 409 show the page again; other errors go up. */
static enum err show_refused(struct http_request *request, struct http_response *response, enum err err,
                             struct error *error)
{
	struct payment_view view = { .refusal = NULL };

	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
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
		return show_refused(request, response, err, error);
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
		return show_refused(request, response, err, error);
	web_note(request, response, NOTE_CHANGED);
	http_redirect(response, "/payments");
	return ERR_OK;
}

enum err post_payment_signed(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct params *form = &request->form;
	struct payment_signed r = { .head = web_head(request), .id = request->ids[0],
		.day = payment_day(request, "signed_on"),
		.copies = (params_filled(form, "list") != NULL ? COPY_LIST : 0u) |
		          (params_filled(form, "minutes") != NULL ? COPY_VOLUME : 0u) };
	enum err err = workflow_payment_signed(&r, error);

	if (err != ERR_OK)
		return show_refused(request, response, err, error);
	web_note(request, response, NOTE_MINUTES_SIGNED);
	http_redirect(response, thing_url(request, r.head.made));
	return ERR_OK;
}
