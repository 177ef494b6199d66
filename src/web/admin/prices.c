/* The prices of a campaign (store/payment/price.h): the list, and the form that sets one or takes it away. */
#include "base/memory.h"
#include "report/payment/price_tables.h"
#include "text/number/money.h"
#include "web/admin/admin.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/input/admin_form.h"
#include "web/list/table_page.h"
#include "workflow/payment/payment_task.h"

enum { SHARE_LIMIT = 10 };

static const struct input price_inputs[] = {
	{ "role", INPUT_CHOICE, MSG_HEAD_PAY_ROLE, 0, true, 0 },
	{ "area", INPUT_TEXT, MSG_PRICE_AREA_CODE, MSG_PRICE_AREA_HINT, true, NAME_LIMIT },
	{ "from", INPUT_DAY, MSG_PRICE_FROM, 0, true, 0 },
	{ "new", INPUT_NUMBER, MSG_HEAD_PRICE_NEW, MSG_PRICE_HINT, true, PRICE_MOST },
	{ "change", INPUT_NUMBER, MSG_HEAD_PRICE_CHANGE, MSG_PRICE_HINT, true, PRICE_MOST },
	{ "share", INPUT_TEXT, MSG_HEAD_PRICE_SHARE, MSG_PRICE_SHARE_HINT, false, SHARE_LIMIT },
	{ "cap", INPUT_TEXT, MSG_HEAD_PRICE_CAP, MSG_PRICE_CAP_HINT, false, SHARE_LIMIT },
	{ "decided_no", INPUT_TEXT, MSG_HEAD_DECIDED_NO, MSG_PRICE_DECIDED_HINT, true, NAME_LIMIT },
	{ "decided_on", INPUT_DAY, MSG_HEAD_DECIDED_ON, 0, true, 0 },
	{ "source", INPUT_TEXT, MSG_HEAD_SOURCE, 0, false, LONG_LIMIT },
	{ "drop", INPUT_TICK, MSG_PRICE_DROP, MSG_PRICE_DROP_HINT, false, 0 },
};

struct prices_page {
	struct campaign campaign;
	struct area *areas;
	size_t area_count;
	struct choice roles[PAY_ROLE_COUNT];
	struct admin_form form;
	struct table_page table;
};

static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct prices_page *p = arg;
	const struct actor *actor = web_actor(request);
	enum err err = campaign_by_id(db, request->arena, actor, request->ids[0], &p->campaign, error);

	if (err != ERR_OK)
		return err;
	if (actor->role == ROLE_ADMIN)
		return campaign_areas_any(db, request->arena, p->campaign.id, &p->areas, &p->area_count, error);
	return area_communes(db, request->arena, actor, 1, &p->areas, &p->area_count, error);
}

static void begin_form(struct http_request *request, struct prices_page *p)
{
	for (int i = 0; i < PAY_ROLE_COUNT; i++)
		p->roles[i] = (struct choice){ pay_role_code((enum pay_role)i), pay_role_label((enum pay_role)i) };
	p->form = (struct admin_form){ .id = "price", .action = campaign_url(request, p->campaign.id, "/prices"),
		.title = MSG_PRICE_SET, .button = MSG_SAVE, .inputs = price_inputs, .count = COUNT(price_inputs),
		.choices = p->roles, .choice_count = PAY_ROLE_COUNT };
}

static enum err show(struct http_request *request, struct http_response *response, struct prices_page *p, int status,
                     struct error *error)
{
	const char *title = message_fill(request, MSG_TITLE_PRICES, p->campaign.code, NULL);
	struct page page;
	enum err err = admin_open(request, "admin/prices.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (web_actor(request)->role == ROLE_ADMIN)
		put_section(page.content, "ADMIN_PATH", "CAMPAIGN_URL", campaign_url(request, p->campaign.id, ""));
	else
		tmpl_show(page.content, "OFFICER_PATH");
	tmpl_put(page.content, "CAMPAIGN_NAME", p->campaign.name);
	tmpl_put(page.content, "CAMPAIGN_ID", web_id(request, p->campaign.id));
	p->table.view.ask.path = campaign_url(request, p->campaign.id, "/prices");
	table_put_list(&p->table.view, page.content);
	form_put_errors(&page, title, &p->form);
	form_put(request, &page, "FORM", &p->form);
	return page_send(&page, response, status, error);
}

static void set_number(struct http_request *request, struct admin_form *form, const char *name, int64_t number)
{
	form_set(form, name, web_id(request, number));
}

/* With the price that the link of a row names; else with the area of whoever asks. */
static void fill_form(struct http_request *request, struct prices_page *p)
{
	const struct table_rows *rows = &p->table.view.rows;
	struct admin_form *form = &p->form;
	int64_t id = 0;

	if (p->area_count > 0)
		form_set(form, "area", admin_area_codes(request, p->areas, 1));
	if (params_int(&request->query, "price", 1, INT64_MAX, &id) == PARAM_BAD || id == 0)
		return;
	for (size_t i = 0; i < rows->count; i++) {
		const struct price_line *line = table_row(&prices_table, rows, i);
		const struct price *price = &line->price;
		if (price->id != id)
			continue;
		form_set(form, "role", pay_role_code(price->role));
		form_set(form, "area", admin_area_codes(request, &price->area, 1));
		form_set(form, "from", web_iso_day(request, price->valid_from));
		set_number(request, form, "new", price->new_price);
		set_number(request, form, "change", price->change_price);
		form_set(form, "share", line->share);
		form_set(form, "cap", line->cap);
		form_set(form, "decided_no", price->decided_no);
		form_set(form, "decided_on", web_iso_day(request, price->decided_on));
		form_set(form, "source", price->source);
	}
}

enum err page_prices(struct http_request *request, struct http_response *response, struct error *error)
{
	struct prices_page p = { .area_count = 0 };
	enum err err = table_open(request, &prices_table, &p.table, read_page, &p, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &p.table, error);
	begin_form(request, &p);
	fill_form(request, &p);
	return show(request, response, &p, 200, error);
}

/* ---- what was posted ---- */

static void read_share(struct admin_form *form, const char *name, int64_t *out)
{
	const char *text = form_text(form, name);

	*out = 0;
	if (text != NULL && !share_from_text(text, out))
		form_blame(form, name, message_text(MSG_PRICE_BAD_SHARE));
}

static struct price read_price(struct http_request *request, struct prices_page *p)
{
	struct admin_form *form = &p->form;
	struct price price = { .campaign_id = p->campaign.id, .valid_from = form_day(request, form, "from"),
		.new_price = form_number(form, "new", 0), .change_price = form_number(form, "change", 0),
		.decided_no = form_text(form, "decided_no"), .decided_on = form_day(request, form, "decided_on"),
		.source = form_text(form, "source") };
	int role = codes_find(&pay_role_codes, form_text(form, "role"));

	price.role = role < 0 ? PAY_COLLECT : (enum pay_role)role;
	read_share(form, "share", &price.share);
	read_share(form, "cap", &price.cap);
	return price;
}

enum err post_price(struct http_request *request, struct http_response *response, struct error *error)
{
	struct prices_page p = { .area_count = 0 };
	enum err err = table_open(request, &prices_table, &p.table, read_page, &p, error);

	if (err != ERR_OK)
		return err;
	begin_form(request, &p);
	form_read(request, &p.form);
	struct price_change change = { .head = web_head(request), .price = read_price(request, &p),
		.area_code = form_text(&p.form, "area"), .drop = form_tick(&p.form, "drop") };
	if (!form_is_good(&p.form))
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	err = workflow_set_price(&change, error);
	if (form_takes(&p.form, err, change.field, error))
		return show(request, response, &p, (int)err, error);
	return err == ERR_OK
	           ? admin_done(request, response, NOTE_CHANGED, campaign_url(request, p.campaign.id, "/prices"))
	           : err;
}
