/* The register of periods, with the form that opens one. */
#include "base/memory.h"
#include "report/registry.h"
#include "text/label.h"
#include "text/number/money.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/table_page.h"
#include "web/payment/payments.h"

enum { COMMUNES_MOST = 50, TAX_FROM_MOST = 1000000000 };

struct list_page {
	struct table_page table;
	struct campaign *campaigns;
	size_t campaign_count;
	struct area *communes;
	size_t commune_count;
	const char *refusal;            /* of a POST; or NULL */
};

static enum err read_choices(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct list_page *p = arg;
	const struct actor *actor = web_actor(request);
	enum err err = campaign_list(db, request->arena, actor, &p->campaigns, &p->campaign_count, error);

	if (err != ERR_OK || actor->role != ROLE_OFFICER)
		return err;
	return area_communes(db, request->arena, actor, COMMUNES_MOST, &p->communes, &p->commune_count, error);
}

static const char *typed(struct http_request *request, const char *name)
{
	const char *text = params_text(&request->form, name);

	return text == NULL ? "" : text;
}

static void put_option(struct tmpl_dict *dict, const char *section, const char *value, const char *label, bool chosen)
{
	struct tmpl_dict *row = tmpl_add(dict, section);

	tmpl_put(row, "OPTION_VALUE", value);
	tmpl_put(row, "OPTION_LABEL", label);
	if (chosen)
		tmpl_show(row, "OPTION_CHOSEN");
}

static void put_form(struct http_request *request, struct page *page, const struct list_page *p)
{
	struct tmpl_dict *form = tmpl_add(page->content, "OPEN");
	const char *role = typed(request, "role"), *campaign = typed(request, "campaign_id");

	for (size_t i = 0; i < p->campaign_count; i++) {
		const char *id = web_id(request, p->campaigns[i].id);
		put_option(form, "CAMPAIGN_OPTION", id, p->campaigns[i].name, strcmp(campaign, id) == 0);
	}
	for (int i = 0; i < PAY_ROLE_COUNT; i++) {
		const char *code = pay_role_code((enum pay_role)i);
		put_option(form, "ROLE_OPTION", code, pay_role_label((enum pay_role)i), strcmp(role, code) == 0);
	}
	struct tmpl_dict *places = p->commune_count > 1 ? tmpl_add(form, "COMMUNES") : NULL;
	for (size_t i = 0; places != NULL && i < p->commune_count; i++)
		put_option(places, "COMMUNE_OPTION", web_id(request, p->communes[i].id), p->communes[i].full_name,
		           strcmp(typed(request, "commune_id"), web_id(request, p->communes[i].id)) == 0);
	tmpl_put(form, "FROM_VALUE", typed(request, "from"));
	tmpl_put(form, "TO_VALUE", typed(request, "to"));
	tmpl_put(form, "TAX_VALUE", typed(request, "tax_rate"));
	tmpl_put(form, "TAX_FROM_VALUE", typed(request, "tax_from"));
	web_tokens(form, page->csrf, web_form_token(request), 0);
}

static enum err show(struct http_request *request, struct http_response *response, struct list_page *p, int status,
                     struct error *error)
{
	const char *title = message_text(MSG_NAV_PAYMENTS);
	struct page page;
	enum err err = page_open(request, "payment/list.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	if (p->refusal != NULL) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", p->refusal);
	}
	for (size_t i = 0; i < p->campaign_count; i++) {
		struct tmpl_dict *row = tmpl_add(page.content, "CAMPAIGN");
		tmpl_put(row, "CAMPAIGN_ID", web_id(request, p->campaigns[i].id));
		tmpl_put(row, "CAMPAIGN_NAME", p->campaigns[i].name);
		if (web_actor(request)->role == ROLE_OFFICER)
			put_section(row, "PRICES", "PRICES_ID", web_id(request, p->campaigns[i].id));
	}
	if (web_actor(request)->role == ROLE_OFFICER) {
		tmpl_show(page.content, "PAYEES");
		put_form(request, &page, p);
	}
	table_put_form(&p->table.view, &page);
	table_put_list(&p->table.view, page.content);
	return page_send(&page, response, status, error);
}

enum err page_payments(struct http_request *request, struct http_response *response, struct error *error)
{
	struct list_page p = { .campaign_count = 0 };
	enum err err = table_open(request, &payments_table, &p.table, read_choices, &p, error);

	if (err != ERR_OK)
		return err;
	return table_is_file(request) ? table_send(request, response, &p.table, error)
	                              : show(request, response, &p, 200, error);
}

/* ---- opening one ---- */

const char *payment_day(struct http_request *request, const char *name)
{
	const char *text = params_filled(&request->form, name);
	char *iso = arena_alloc(request->arena, DATE_TEXT);
	struct date day;

	if (text == NULL || (!date_from_typed(text, false, &day) && !date_from_iso(text, false, &day)))
		return NULL;
	date_to_iso(day, iso);
	return iso;
}

static enum err read_ids(struct http_request *request, struct payment *p, struct error *error)
{
	const struct { const char *name; int64_t *id; } ids[] = { { "campaign_id", &p->campaign_id },
		{ "commune_id", &p->commune_id } };

	for (size_t i = 0; i < COUNT(ids); i++) {
		if (params_int(&request->form, ids[i].name, 0, INT64_MAX, ids[i].id) == PARAM_BAD)
			return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad %s", ids[i].name);
	}
	if (p->commune_id == 0)
		p->commune_id = web_actor(request)->commune_id;
	return ERR_OK;
}

static enum err read_payment(struct http_request *request, struct payment *p, struct error *error)
{
	const char *tax = params_filled(&request->form, "tax_rate");
	int role = codes_find(&pay_role_codes, params_text(&request->form, "role"));
	enum err err = read_ids(request, p, error);

	if (err != ERR_OK)
		return err;
	if (role < 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_PAYMENT_ROLE), "no such role");
	p->role = (enum pay_role)role;
	p->first_day = payment_day(request, "from");
	p->last_day = payment_day(request, "to");
	if (tax != NULL && !share_from_text(tax, &p->tax_rate))
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_PRICE_BAD_SHARE), "no such tax");
	if (params_int(&request->form, "tax_from", 0, TAX_FROM_MOST, &p->tax_from) == PARAM_BAD)
		return error_set(error, ERR_UNPROCESSABLE, message_fill(request, MSG_PAYMENT_TAX_FROM,
		                 web_count(request, TAX_FROM_MOST), NULL), "no such amount");
	return ERR_OK;
}

/* 422 and 409 show the list with what was typed; other errors go up. */
static enum err show_refused(struct http_request *request, struct http_response *response, struct list_page *p,
                             enum err err, struct error *error)
{
	static const struct params nothing;

	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
		return err;
	p->refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	enum err shown = table_ask_for(request, &payments_table, &nothing, &p->table, error);
	if (shown == ERR_OK)
		shown = table_look(request, &p->table, read_choices, p, error);
	return shown == ERR_OK ? show(request, response, p, (int)err, error) : shown;
}

enum err post_payments(struct http_request *request, struct http_response *response, struct error *error)
{
	struct list_page p = { .campaign_count = 0 };
	struct payment_request r = { .head = web_head(request) };
	enum err err = read_payment(request, &r.payment, error);

	if (err == ERR_OK)
		err = workflow_open_payment(&r, error);
	if (err != ERR_OK)
		return show_refused(request, response, &p, err, error);
	web_note(request, response, NOTE_PAYMENT_OPENED);
	http_redirect(response, thing_url(request, r.head.made));
	return ERR_OK;
}
