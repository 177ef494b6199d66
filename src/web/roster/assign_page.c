/* Giving people of the list to members of the Tổ: who is in, a cap, what would come of it, and then for good. */
#include "base/memory.h"
#include "store/campaign/area.h"
#include "store/team/team.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/roster/roster.h"
#include "workflow/roster/assign.h"

enum { CAP_LIMIT = 100000 };

static const struct input inputs[] = {
	{ "campaign", INPUT_CHOICE, MSG_FILTER_CAMPAIGN, 0, true, 0 },
	{ "area", INPUT_CHOICE, MSG_LEVEL_AREA, 0, true, 0 },
	{ "household", INPUT_TEXT, MSG_HEAD_HOUSEHOLD, MSG_ROSTER_HOUSEHOLD_HINT, false, NAME_LIMIT },
	{ "members", INPUT_BOXES, MSG_ROSTER_WHO, 0, false, 0 },
	{ "cap", INPUT_NUMBER, MSG_ROSTER_CAP, MSG_ROSTER_CAP_HINT, false, CAP_LIMIT },
};

struct assign_page {
	struct admin_form form;
	struct choice *campaigns, *areas, *members;
	size_t campaign_count, area_count, member_count;
	struct roster_order order;
	struct roster_plan plan;
	bool planned;
};

static const struct choice *offer(struct http_request *request, const struct admin_form *form,
                                  const struct input *input, size_t *count)
{
	const struct assign_page *p = form->offer_of;
	bool campaign = strcmp(input->name, "campaign") == 0;

	(void)request;
	*count = campaign ? p->campaign_count : p->area_count;
	return campaign ? p->campaigns : p->areas;
}

/* ---- what is offered ---- */

static enum err read_campaigns(struct db *db, struct http_request *request, struct assign_page *p,
                               struct error *error)
{
	struct campaign *rows;
	size_t count = 0;
	struct date today = clock_today(&web_app(request)->workflow.clock);
	enum err err = campaign_list(db, request->arena, web_actor(request), &rows, &count, error);

	p->campaigns = arena_array(request->arena, count + 1, sizeof *p->campaigns);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (!campaign_is_closed(&rows[i], today))
			p->campaigns[p->campaign_count++] = (struct choice){ web_id(request, rows[i].id), rows[i].name };
	}
	return err;
}

static enum err read_areas(struct db *db, struct http_request *request, struct assign_page *p, struct error *error)
{
	struct area *communes, *hamlets;
	size_t commune_count = 0, hamlet_count = 0;
	char today[DATE_TEXT];

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	enum err err = area_communes(db, request->arena, web_actor(request), 0, &communes, &commune_count, error);
	if (err == ERR_OK)
		err = area_hamlets(db, request->arena, web_actor(request), today, today, &hamlets, &hamlet_count, error);
	p->areas = arena_array(request->arena, commune_count + hamlet_count + 1, sizeof *p->areas);
	for (size_t i = 0; i < commune_count && err == ERR_OK; i++)
		p->areas[p->area_count++] = (struct choice){ web_id(request, communes[i].id), communes[i].full_name };
	for (size_t i = 0; i < hamlet_count && err == ERR_OK; i++)
		p->areas[p->area_count++] = (struct choice){ web_id(request, hamlets[i].id), hamlets[i].full_name };
	return err;
}

static const char *member_told(struct http_request *request, const struct member_row *row)
{
	const char *at = row->area_count == 0 ? "" : row->areas[0].name;

	return row->area_count > 1 ? message_fill(request, MSG_ROSTER_WORKS_IN_MORE, row->member.told, at)
	                           : message_fill(request, MSG_ROSTER_WORKS_IN, row->member.told, at);
}

static enum err read_members(struct db *db, struct http_request *request, struct assign_page *p, struct error *error)
{
	struct member_row *rows;
	size_t count = 0;
	char today[DATE_TEXT];
	enum err err = member_list(db, request->arena, web_actor(request), 0, &rows, &count, error);

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	p->members = arena_array(request->arena, count + 1, sizeof *p->members);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		const struct member *m = &rows[i].member;
		if (m->active_to == NULL || strcmp(m->active_to, today) >= 0)
			p->members[p->member_count++] = (struct choice){ web_id(request, m->id), member_told(request, &rows[i]) };
	}
	return err;
}

/* What is asked for, in ids. */
static void order_of(struct http_request *request, struct assign_page *p)
{
	const char *ids = form_text(&p->form, "members");
	int64_t *members = arena_array(request->arena, p->member_count + 1, sizeof *members);
	size_t count = 0;

	for (const char *at = ids; at != NULL && *at != '\0' && count < p->member_count;) {
		char *end;
		members[count++] = strtoll(at, &end, 10);
		at = *end == ' ' ? end + 1 : end;
	}
	p->order = (struct roster_order){ .head = web_head(request), .campaign_id = form_number(&p->form, "campaign", 0),
		.area_id = form_number(&p->form, "area", 0), .household = form_text(&p->form, "household"),
		.members = members, .member_count = count, .cap = form_number(&p->form, "cap", 0), .expected = -1 };
}

static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct assign_page *p = arg;
	enum err err = read_campaigns(db, request, p, error);

	if (err == ERR_OK)
		err = read_areas(db, request, p, error);
	return err == ERR_OK ? read_members(db, request, p, error) : err;
}

static enum err read_plan(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct assign_page *p = arg;

	(void)request;
	return roster_plan(db, &p->order, &p->plan, error);
}

static enum err open_page(struct http_request *request, struct assign_page *p, struct error *error)
{
	enum err err = web_read(request, read_page, p, error);

	if (err != ERR_OK)
		return err;
	p->form = (struct admin_form){ .id = "assign", .title = MSG_ROSTER_ASSIGN, .button = MSG_ROSTER_PREVIEW,
		.action = "/roster/assign", .inputs = inputs, .count = COUNT(inputs), .offer = offer, .offer_of = p,
		.boxes = p->members, .box_count = p->member_count };
	if (p->campaign_count == 1)
		form_set(&p->form, "campaign", p->campaigns[0].value);
	if (p->area_count > 0)
		form_set(&p->form, "area", p->areas[0].value);
	return ERR_OK;
}

/* ---- showing ---- */

/* The plan again as hidden inputs: what is given for good is what was shown. */
static void put_hidden(struct http_request *request, struct tmpl_dict *dict, const char *name, const char *value)
{
	struct tmpl_dict *row = tmpl_add(dict, "HIDDEN");

	(void)request;
	tmpl_put(row, "HIDDEN_NAME", name);
	tmpl_put(row, "HIDDEN_VALUE", value == NULL ? "" : value);
}

static void put_plan(struct http_request *request, struct page *page, const struct assign_page *p)
{
	struct tmpl_dict *dict = tmpl_add(page->content, "PLAN");

	web_tokens(dict, page->csrf, web_form_token(request), 0);
	tmpl_put(dict, "GIVEN", web_count(request, p->plan.given));
	put_section(dict, "LEFT_OUT", "LEFT_OUT_COUNT",
	            p->plan.left_out == 0 ? NULL : web_count(request, p->plan.left_out));
	for (size_t i = 0; i < p->plan.share_count; i++) {
		const struct roster_share *share = &p->plan.shares[i];
		struct tmpl_dict *row = tmpl_add(dict, "SHARE");
		tmpl_put(row, "SHARE_HAMLET", web_hamlet(share->hamlet_name));
		tmpl_put(row, "SHARE_MEMBER", share->member_name);
		tmpl_put(row, "SHARE_PEOPLE", web_count(request, share->people));
	}
	if (p->plan.given > 0) {
		struct tmpl_dict *give = tmpl_add(dict, "GIVE");
		put_hidden(request, give, "campaign", form_text(&p->form, "campaign"));
		put_hidden(request, give, "area", form_text(&p->form, "area"));
		put_hidden(request, give, "household", form_text(&p->form, "household"));
		put_hidden(request, give, "cap", form_text(&p->form, "cap"));
		put_hidden(request, give, "expected", web_id(request, p->plan.given));
		for (size_t i = 0; i < p->order.member_count; i++)
			put_hidden(request, give, "members", web_id(request, p->order.members[i]));
	}
}

static enum err show(struct http_request *request, struct http_response *response, const struct assign_page *p,
                     int status, struct error *error)
{
	const char *title = message_text(MSG_ROSTER_ASSIGN);
	struct page page;
	enum err err = admin_open(request, "roster/assign.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	form_put_errors(&page, title, &p->form);
	if (p->planned)
		put_plan(request, &page, p);
	form_put(request, &page, "FORM", &p->form);
	return page_send(&page, response, status, error);
}

enum err page_roster_assign(struct http_request *request, struct http_response *response, struct error *error)
{
	struct assign_page p = { .planned = false };
	enum err err = open_page(request, &p, error);

	return err == ERR_OK ? show(request, response, &p, 200, error) : err;
}

/* Without `expected` it is the preview that is asked for. */
enum err post_roster_assign(struct http_request *request, struct http_response *response, struct error *error)
{
	struct assign_page p = { .planned = false };
	int64_t expected = -1;
	enum param_state said = params_int(&request->form, "expected", 1, INT32_MAX, &expected);
	enum err err = open_page(request, &p, error);

	if (err != ERR_OK)
		return err;
	form_read(request, &p.form);
	if (!form_is_good(&p.form))
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	order_of(request, &p);
	p.order.expected = said == PARAM_OK ? expected : -1;
	err = said == PARAM_OK ? workflow_roster_assign(&p.order, error) : web_read(request, read_plan, &p, error);
	if (form_takes(&p.form, err, p.order.field, error))
		return show(request, response, &p, (int)err, error);
	if (err != ERR_OK)
		return err;
	if (said == PARAM_OK)
		return admin_done(request, response, NOTE_CHANGED, "/roster/assignments");
	p.planned = true;
	return show(request, response, &p, 200, error);
}
