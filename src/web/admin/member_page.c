/* One member of the Tổ: what everybody reads who sees him, what an officer changes. */
#include "base/memory.h"
#include "store/campaign/campaign.h"
#include "web/admin/members.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "workflow/access.h"
#include "workflow/road/road_held.h"

enum { SHEETS_LIMIT = 1000000 };

static const struct input target_inputs[] = {
	{ "campaign", INPUT_CHOICE, MSG_FILTER_CAMPAIGN, 0, true, 0 },
	{ "sheets", INPUT_NUMBER, MSG_MEMBER_TARGET_SHEETS, MSG_MEMBER_TARGET_SHEETS_HINT, false, SHEETS_LIMIT },
	{ "due_on", INPUT_DAY, MSG_MEMBER_TARGET_DUE, 0, false, 0 },
};

static const struct input unlink_inputs[] = {
	{ "own_name", INPUT_TEXT, MSG_MEMBER_UNLINK_NAME, MSG_MEMBER_UNLINK_NAME_HINT, true, NAME_LIMIT },
	{ "reason", INPUT_TEXT, MSG_MEMBER_UNLINK_REASON, 0, true, LONG_LIMIT },
};

struct member_page {
	struct member_row row;
	struct member_payment payment;
	struct campaign *campaigns;
	size_t campaign_count;
	struct member_target *targets;  /* of each campaign; sheets 0: none */
	struct member_form form;
	struct admin_form target, unlink;
};

static bool may_change(const struct http_request *request)
{
	return web_actor(request)->role == ROLE_OFFICER;
}

/* ---- reading ---- */

static enum err read_targets(struct db *db, struct http_request *request, struct member_page *p, struct error *error)
{
	struct member_target *rows;
	size_t count;
	enum err err = member_targets_of(db, request->arena, web_actor(request), p->row.member.id, &rows, &count, error);

	p->targets = arena_array(request->arena, p->campaign_count + 1, sizeof *p->targets);
	for (size_t i = 0; i < p->campaign_count && err == ERR_OK; i++) {
		for (size_t k = 0; k < count; k++) {
			if (rows[k].campaign_id == p->campaigns[i].id)
				p->targets[i] = rows[k];
		}
	}
	return err;
}

static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct member_page *p = arg;
	const struct actor *actor = web_actor(request);
	enum err err = member_load(db, request->arena, actor, request->ids[0], &p->row, error);

	if (err == ERR_OK)
		err = member_payment(db, request->arena, actor, p->row.member.id, &p->payment, error);
	if (err == ERR_OK)
		err = campaign_list(db, request->arena, actor, &p->campaigns, &p->campaign_count, error);
	if (err == ERR_OK)
		err = read_targets(db, request, p, error);
	return err == ERR_OK && may_change(request) ? member_form_read(db, request, &p->row, &p->form, error) : err;
}

/* Who looked at whom: the payment stands on the page of an officer. */
static enum err note(struct http_request *request, const struct member_page *p, struct error *error)
{
	const struct shown_filter which = { "id", web_id(request, p->row.member.id) };
	const struct shown_rows shown = { .access = ACCESS_LIST, .table = "member", .filter = &which, .filter_count = 1 };

	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

static enum err open_member(struct http_request *request, struct member_page *p, struct error *error)
{
	enum err err = web_read(request, read_page, p, error);

	return err == ERR_OK ? note(request, p, error) : err;
}

/* ---- showing ---- */

static void put_fact(struct tmpl_dict *dict, enum message label, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	struct tmpl_dict *row = tmpl_add(dict, "FACT");
	tmpl_put(row, "FACT_LABEL", message_text(label));
	tmpl_put(row, "FACT_VALUE", value);
}

/* Above the commune names and figures are enough. */
static void put_facts(struct http_request *request, struct tmpl_dict *content, const struct member_page *p)
{
	struct tmpl_dict *dict = tmpl_add(content, "FACTS");
	const struct member *m = &p->row.member;
	bool near = (ROLE_BIT(web_actor(request)->role) & (ROLE_BIT(ROLE_DISTRICT) | ROLE_BIT(ROLE_PROVINCE))) == 0;
	struct buf areas;

	buf_init(&areas, request->arena, 1 << 14);
	for (size_t i = 0; i < p->row.area_count; i++)
		buf_print(&areas, "%s%s", i == 0 ? "" : ", ", p->row.areas[i].name);
	put_fact(dict, MSG_MEMBER_BODY, m->body);
	put_fact(dict, MSG_HEAD_HAMLETS, areas.data);
	put_fact(dict, MSG_MEMBER_PHONE, near ? m->phone : NULL);
	put_fact(dict, MSG_MEMBER_TRAINED, web_iso_day(request, m->trained_on));
	put_fact(dict, MSG_MEMBER_FROM, web_iso_day(request, m->active_from));
	put_fact(dict, MSG_MEMBER_TO, web_iso_day(request, m->active_to));
	put_fact(dict, MSG_USER_NAME, m->username);
}

static void put_targets(struct http_request *request, struct tmpl_dict *dict, const struct member_page *p)
{
	for (size_t i = 0; i < p->campaign_count; i++) {
		const struct member_target *target = &p->targets[i];
		if (target->sheets == 0 && target->sent == 0)
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "TARGET");
		tmpl_put(row, "CAMPAIGN_NAME", p->campaigns[i].name);
		tmpl_put(row, "SENT", web_count(request, target->sent));
		put_section(row, "GIVEN", "SHEETS", target->sheets == 0 ? NULL : web_count(request, target->sheets));
		put_section(row, "DUE", "DUE_ON", target->due_on == NULL ? NULL : web_iso_day(request, target->due_on));
		int64_t need = road_need(target->sheets - target->sent, target->due_on,
		                         clock_today(&web_app(request)->workflow.clock));
		put_section(row, "NEED", "NEED_TEXT",
		            need == 0 ? NULL : message_fill(request, MSG_MEMBER_NEED, web_count(request, need), NULL));
		tmpl_put(row, "SHEETS_URL", arena_print(request->arena, "/sheets?campaign=%lld&enumerator=%lld",
		                                        (long long)p->campaigns[i].id, (long long)p->row.member.id));
	}
}

static void begin_forms(struct http_request *request, struct member_page *p)
{
	struct choice *choices = arena_array(request->arena, p->campaign_count + 1, sizeof *choices);

	for (size_t i = 0; i < p->campaign_count; i++)
		choices[i] = (struct choice){ web_id(request, p->campaigns[i].id), p->campaigns[i].name };
	p->target = (struct admin_form){ .id = "target",
		                             .title = MSG_MEMBER_TARGET,
		                             .button = MSG_SAVE,
		                             .action = arena_print(request->arena, "/members/%lld/target",
		                                                   (long long)p->row.member.id),
		                             .inputs = target_inputs,
		                             .count = COUNT(target_inputs),
		                             .choices = choices,
		                             .choice_count = p->campaign_count };
	form_versioned(&p->target, p->row.member.row_version, false);
	p->unlink = (struct admin_form){ .id = "unlink",
		                             .title = MSG_MEMBER_UNLINK,
		                             .button = MSG_MEMBER_UNLINK_DO,
		                             .action = arena_print(request->arena, "/members/%lld/unlink",
		                                                   (long long)p->row.member.id),
		                             .inputs = unlink_inputs,
		                             .count = COUNT(unlink_inputs) };
	form_set(&p->unlink, "own_name", p->row.member.own_name);
	form_versioned(&p->unlink, p->row.member.row_version, false);
	member_form_begin(request, &p->row, &p->form);
	member_form_fill(request, &p->row, &p->payment, &p->form);
}

/* The one of the forms that was posted and refused; any when none was. */
static const struct admin_form *refused_form(const struct member_page *p)
{
	const struct admin_form *other = form_is_good(&p->target) ? &p->unlink : &p->target;

	return form_is_good(&p->form.form) ? other : &p->form.form;
}

static enum err show(struct http_request *request, struct http_response *response, struct member_page *p, int status,
                     struct error *error)
{
	const char *title = p->row.member.full_name;
	struct page page;
	enum err err = admin_open(request, "admin/member.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "COMMUNE", p->row.commune_name == NULL ? "" : p->row.commune_name);
	if (!may_change(request))
		put_facts(request, page.content, p);
	put_targets(request, page.content, p);
	if (may_change(request)) {
		form_put_errors(&page, title, refused_form(p));
		form_put(request, &page, "FORM", &p->form.form);
		if (p->campaign_count > 0)
			form_put(request, &page, "TARGET_FORM", &p->target);
		if (p->row.member.own_name != NULL)
			form_put(request, &page, "UNLINK_FORM", &p->unlink);
	}
	return page_send(&page, response, status, error);
}

enum err page_member(struct http_request *request, struct http_response *response, struct error *error)
{
	struct member_page p = { .campaign_count = 0 };
	enum err err = open_member(request, &p, error);

	if (err != ERR_OK)
		return err;
	if (may_change(request))
		begin_forms(request, &p);
	return show(request, response, &p, 200, error);
}

/* ---- changing ---- */

static const char *member_url(struct http_request *request, const struct member_page *p)
{
	return thing_url(request, (struct thing){ THING_MEMBER, p->row.member.id });
}

enum err post_member(struct http_request *request, struct http_response *response, struct error *error)
{
	struct member_page p = { .campaign_count = 0 };
	enum err err = open_member(request, &p, error);

	if (err != ERR_OK)
		return err;
	struct member_change change = { .member.id = p.row.member.id };
	begin_forms(request, &p);
	member_form_take(request, &p.form, &change);
	if (!form_is_good(&p.form.form))
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	err = admin_save_member(&change, error);
	if (form_takes(&p.form.form, err, change.field, error))
		return show(request, response, &p, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, member_url(request, &p)) : err;
}

enum err post_member_target(struct http_request *request, struct http_response *response, struct error *error)
{
	struct member_page p = { .campaign_count = 0 };
	enum err err = open_member(request, &p, error);

	if (err != ERR_OK)
		return err;
	begin_forms(request, &p);
	form_read(request, &p.target);
	if (!form_is_good(&p.target))
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	struct member_order order = { .head = web_head(request), .member_id = p.row.member.id,
		.row_version = p.target.shown_version,
		.campaign_id = form_number(&p.target, "campaign", 0), .sheets = form_number(&p.target, "sheets", 0),
		.due_on = form_day(request, &p.target, "due_on") };
	err = admin_set_member_target(&order, error);
	if (form_takes(&p.target, err, order.field, error))
		return show(request, response, &p, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, member_url(request, &p)) : err;
}

enum err post_member_unlink(struct http_request *request, struct http_response *response, struct error *error)
{
	struct member_page p = { .campaign_count = 0 };
	enum err err = open_member(request, &p, error);

	if (err != ERR_OK)
		return err;
	begin_forms(request, &p);
	form_read(request, &p.unlink);
	if (!form_is_good(&p.unlink))
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	struct member_parting parting = { .head = web_head(request), .member_id = p.row.member.id,
		.row_version = p.unlink.shown_version, .full_name = form_text(&p.unlink, "own_name"),
		.reason = form_text(&p.unlink, "reason") };
	err = admin_part_member(&parting, error);
	if (form_takes(&p.unlink, err, NULL, error))
		return show(request, response, &p, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, member_url(request, &p)) : err;
}
