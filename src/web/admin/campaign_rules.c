/* The acceptance rules of a campaign: what is in force, who changed what and why. Officers of its area read;
 * administrators change. */
#include "report/registry.h"
#include "web/admin/admin.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/input/admin_form.h"
#include "web/list/table_page.h"
#include "web/part/rule_text.h"
#include "workflow/admin/admin.h"

enum { RULE_LIMIT = 8, REASON_INPUT = 500 };

static const struct input rule_inputs[] = {
	{ "rule", INPUT_TEXT, MSG_RULE_LABEL, MSG_RULE_LABEL_HINT, true, RULE_LIMIT },
	{ "setting", INPUT_CHOICE, MSG_RULE_SETTING, MSG_RULE_SETTING_HINT, true, 0 },
	{ "reason", INPUT_TEXT, MSG_RULE_REASON, MSG_RULE_REASON_HINT, true, REASON_INPUT },
};

struct rules_page {
	struct campaign campaign;
	struct rule_set set;
	struct rule_change *changes;
	size_t count;
	struct admin_form form;
	struct table_page table;        /* its files and its paper; the page has rows of its own */
};

static bool may_change(const struct http_request *request)
{
	return web_actor(request)->role == ROLE_ADMIN;
}

static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct rules_page *p = arg;
	enum err err = campaign_by_id(db, request->arena, web_actor(request), request->ids[0], &p->campaign, error);

	return err == ERR_OK ? rules_of_campaign(db, request, p->campaign.id, &p->set, &p->changes, &p->count, error) : err;
}

static void begin_form(struct http_request *request, struct rules_page *p)
{
	struct choice *choices = arena_array(request->arena, RULE_SETTINGS, sizeof *choices);

	for (int i = 0; i < RULE_SETTINGS; i++)
		choices[i] = (struct choice){ rule_setting_code((enum rule_setting)i),
			rule_setting_label((enum rule_setting)i) };
	p->form = (struct admin_form){ .id = "change",
		                           .action = campaign_url(request, p->campaign.id, "/rules"),
		                           .title = MSG_RULE_CHANGE,
		                           .button = MSG_SAVE,
		                           .inputs = rule_inputs,
		                           .count = sizeof rule_inputs / sizeof *rule_inputs,
		                           .choices = choices,
		                           .choice_count = RULE_SETTINGS };
}

static void put_change(struct http_request *request, struct tmpl_dict *dict, const struct rule_change *change)
{
	struct tmpl_dict *row = tmpl_add(dict, "CHANGE");

	tmpl_put_int(row, "CHANGE_VERSION", change->version);
	tmpl_put(row, "CHANGE_RULE", change->rule);
	tmpl_put(row, "CHANGE_SETTING", rule_setting_label(change->setting));
	tmpl_put(row, "CHANGE_REASON", change->reason);
	tmpl_put(row, "CHANGE_BY", change->changed_name);
	tmpl_put(row, "CHANGE_AT", web_time(request, change->changed_at));
}

static void put_rule(struct http_request *request, struct tmpl_dict *dict, const struct rules_page *p, size_t index)
{
	const struct rule_info rule = acceptance_rule(index);
	enum rule_setting setting = (enum rule_setting)p->set.settings[index];
	struct tmpl_dict *row = tmpl_add(dict, "RULE");

	rules_put(row, &rule);
	put_section(row, setting == RULE_DEFAULT ? "AS_IT_IS" : "CHANGED", "SETTING", rule_setting_label(setting));
	if (!rule_set_allows(index, RULE_OFF))
		tmpl_show(row, "FIXED");
	else if (may_change(request))
		put_section(row, "CHANGEABLE", "CHANGE_URL", arena_print(request->arena, "?rule=%s#change", rule.id));
}

static enum err show(struct http_request *request, struct http_response *response, struct rules_page *p,
                     int status, struct error *error)
{
	const char *title = message_fill(request, MSG_TITLE_CAMPAIGN_RULES, p->campaign.code, NULL);
	struct page page;
	enum err err = admin_open(request, "admin/campaign-rules.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (may_change(request))
		put_section(page.content, "ADMIN_PATH", "CAMPAIGN_URL", campaign_url(request, p->campaign.id, ""));
	else
		tmpl_show(page.content, "OFFICER_PATH");
	tmpl_put(page.content, "CAMPAIGN_NAME", p->campaign.name);
	tmpl_put_int(page.content, "VERSION", p->set.version);
	for (size_t i = 0; i < acceptance_rule_count(); i++)
		put_rule(request, page.content, p, i);
	p->table.view.ask.path = campaign_url(request, p->campaign.id, "/rules");
	table_put_pager(&p->table.view, page.content);
	struct tmpl_dict *history = p->count == 0 ? NULL : tmpl_add(page.content, "HISTORY");
	for (size_t i = p->count; i > 0; i--)
		put_change(request, history, &p->changes[i - 1]);
	if (may_change(request)) {
		form_put_errors(&page, title, &p->form);
		form_put(request, &page, "FORM", &p->form);
	}
	return page_send(&page, response, status, error);
}

/* The form is filled with the rule that the link of a row names. */
static void fill_form(struct http_request *request, struct rules_page *p)
{
	const char *asked = params_filled(&request->query, "rule");
	int index = asked == NULL ? -1 : acceptance_find(asked);

	if (index < 0)
		return;
	form_set(&p->form, "rule", asked);
	form_set(&p->form, "setting", rule_setting_code((enum rule_setting)p->set.settings[index]));
}

enum err page_campaign_rules(struct http_request *request, struct http_response *response, struct error *error)
{
	struct rules_page p = { .count = 0 };
	enum err err = table_open(request, &rules_table, &p.table, read_page, &p, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &p.table, error);
	begin_form(request, &p);
	fill_form(request, &p);
	return show(request, response, &p, 200, error);
}

enum err post_campaign_rule(struct http_request *request, struct http_response *response, struct error *error)
{
	struct rules_page p = { .count = 0 };
	enum err err = table_open(request, &rules_table, &p.table, read_page, &p, error);

	if (err != ERR_OK)
		return err;
	begin_form(request, &p);
	form_read(request, &p.form);
	if (!form_is_good(&p.form))
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	struct rule_order order = { .head = web_head(request), .campaign_id = p.campaign.id,
		.rule = form_text(&p.form, "rule"),
		.setting = form_text(&p.form, "setting"), .reason = form_text(&p.form, "reason") };
	err = admin_change_rule(&order, error);
	if (form_takes(&p.form, err, order.field, error))
		return show(request, response, &p, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, campaign_url(request, p.campaign.id, "/rules"))
	                     : err;
}
