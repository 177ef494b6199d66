/* Campaigns: the list, one with its switches, areas and days for each stage. */
#include "base/memory.h"
#include "web/admin/admin.h"
#include "web/admin/area_input.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/input/admin_form.h"
#include "web/list/table_page.h"
#include "workflow/admin/admin.h"
#include "workflow/admin/plan_source.h"

enum { DAYS_LIMIT = 3650 };

static const struct input first_inputs[] = {
	{ "code", INPUT_TEXT, MSG_CAMPAIGN_CODE, MSG_CAMPAIGN_CODE_HINT, true, CODE_LIMIT },
	{ "name", INPUT_TEXT, MSG_CAMPAIGN_NAME, 0, true, LONG_LIMIT },
	{ "plan_no", INPUT_TEXT, MSG_CAMPAIGN_PLAN_NO, MSG_CAMPAIGN_PLAN_NO_HINT, false, NAME_LIMIT },
	{ "plan_on", INPUT_DAY, MSG_CAMPAIGN_PLAN_ON, 0, false, 0 },
	{ "areas", INPUT_TEXT, MSG_CAMPAIGN_AREAS, MSG_AREAS_HINT, true, CODES_LIMIT },
	{ "collect_from", INPUT_DAY, MSG_CAMPAIGN_FROM, 0, true, 0 },
	{ "collect_to", INPUT_DAY, MSG_CAMPAIGN_TO, MSG_CAMPAIGN_TO_HINT, false, 0 },
	{ "collect_closed_on", INPUT_DAY, MSG_CAMPAIGN_COLLECT_CLOSED, MSG_CAMPAIGN_COLLECT_CLOSED_HINT, false, 0 },
	{ "closed_on", INPUT_DAY, MSG_CAMPAIGN_CLOSED, MSG_CAMPAIGN_CLOSED_HINT, false, 0 },
};
static const struct input last_inputs[] = {
	{ "collect", INPUT_NUMBER, MSG_CAMPAIGN_DAYS_COLLECT, 0, false, DAYS_LIMIT },
	{ "tally", INPUT_NUMBER, MSG_CAMPAIGN_DAYS_TALLY, 0, false, DAYS_LIMIT },
	{ "check", INPUT_NUMBER, MSG_CAMPAIGN_DAYS_CHECK, 0, false, DAYS_LIMIT },
	{ "entry", INPUT_NUMBER, MSG_CAMPAIGN_DAYS_ENTRY, 0, false, DAYS_LIMIT },
	{ "supplement", INPUT_NUMBER, MSG_CAMPAIGN_DAYS_SUPPLEMENT, MSG_CAMPAIGN_DAYS_AS_CHECK, false, DAYS_LIMIT },
	{ "answer", INPUT_NUMBER, MSG_CAMPAIGN_DAYS_ANSWER, MSG_CAMPAIGN_DAYS_AS_CHECK, false, DAYS_LIMIT },
	{ "days_off", INPUT_TEXT, MSG_CAMPAIGN_DAYS_OFF, MSG_DAYS_OFF_HINT, false, CODES_LIMIT },
};
_Static_assert(COUNT(first_inputs) + (size_t)2 * CAMPAIGN_SWITCH_COUNT + COUNT(last_inputs) <= INPUTS_MAX,
               "room for the inputs");

struct beginning;
struct campaign_view {
	struct campaign campaign;
	struct area *areas;
	size_t area_count;
	struct campaign_stage *stages;
	size_t stage_count;
	struct admin_form form;
	const struct beginning *beginning; /* of a new one */
};

const char *campaign_url(struct http_request *request, int64_t id, const char *page)
{
	return arena_print(request->arena, "%s%s", thing_url(request, (struct thing){ THING_CAMPAIGN, id }), page);
}

enum err page_campaigns(struct http_request *request, struct http_response *response, struct error *error)
{
	return table_show(request, response, "admin/campaigns.html", error);
}

/* ---- one ---- */

/* The tick that says that switching it on is meant. */
static const char *confirmed_name(struct http_request *request, const struct campaign_switch *one)
{
	return arena_print(request->arena, "%s_confirmed", one->code);
}

/* The inputs of a new campaign, or of changes: without the code. */
static const struct input *make_inputs(struct http_request *request, bool new, size_t *count)
{
	struct input *inputs = arena_array(request->arena, INPUTS_MAX, sizeof *inputs);

	*count = 0;
	for (size_t i = new ? 0 : 1; i < COUNT(first_inputs); i++)
		inputs[(*count)++] = first_inputs[i];
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++) {
		const struct campaign_switch *one = &campaign_switches[i];
		inputs[(*count)++] = (struct input){ one->code, INPUT_TICK, one->label, one->hint, false, 0 };
		if (one->confirm != 0)
			inputs[(*count)++] = (struct input){ confirmed_name(request, one), INPUT_CONFIRM, one->confirm, 0,
				false, 0 };
	}
	for (size_t i = 0; i < COUNT(last_inputs); i++)
		inputs[(*count)++] = last_inputs[i];
	return inputs;
}

static void begin_form(struct http_request *request, struct admin_form *form, int64_t id)
{
	bool new = id == 0;

	*form = (struct admin_form){ .id = "campaign", .title = new ? MSG_CAMPAIGN_NEW : MSG_CAMPAIGN_CHANGE,
		.button = MSG_SAVE,
		.action = new ? "/admin/campaigns" : campaign_url(request, id, "") };
	form->inputs = make_inputs(request, new, &form->count);
}

static enum err read_one(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct campaign_view *v = arg;
	enum err err = campaign_by_id_any(db, request->arena, request->ids[0], &v->campaign, error);

	if (err == ERR_OK)
		err = campaign_areas_any(db, request->arena, v->campaign.id, &v->areas, &v->area_count, error);
	return err == ERR_OK ? campaign_stages_any(db, request->arena, &v->stages, &v->stage_count, error) : err;
}

static void fill_form(struct http_request *request, struct campaign_view *v)
{
	const struct campaign *c = &v->campaign;

	begin_form(request, &v->form, c->id);
	form_set(&v->form, "name", c->name);
	form_set(&v->form, "areas", admin_area_codes(request, v->areas, v->area_count));
	form_set(&v->form, "collect_from", web_iso_day(request, c->collect_from));
	form_set(&v->form, "collect_to", web_iso_day(request, c->collect_to));
	form_set(&v->form, "plan_no", c->plan_no);
	form_set(&v->form, "plan_on", web_iso_day(request, c->plan_on));
	form_set(&v->form, "collect_closed_on", web_iso_day(request, c->collect_closed_on));
	form_set(&v->form, "closed_on", web_iso_day(request, c->closed_on));
	form_set(&v->form, "days_off", c->days_off);
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++)
		form_set(&v->form, campaign_switches[i].code, c->switches[i] ? "1" : NULL);
	for (size_t i = 0; i < v->stage_count; i++) {
		if (v->stages[i].campaign_id == c->id)
			form_set(&v->form, stage_code(v->stages[i].stage), web_id(request, v->stages[i].days));
	}
}

static void put_sources(struct http_request *request, struct tmpl_dict *dict, const struct beginning *b);

static enum err show(struct http_request *request, struct http_response *response, const struct campaign_view *v,
                     int status, struct error *error)
{
	const char *title = v->campaign.id == 0 ? message_text(MSG_CAMPAIGN_NEW) : v->campaign.name;
	struct page page;
	enum err err = admin_open(request, "admin/campaign.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (v->campaign.id != 0) {
		struct tmpl_dict *row = tmpl_add(page.content, "CAMPAIGN");
		tmpl_put(row, "CAMPAIGN_CODE", v->campaign.code);
		tmpl_put(row, "VIEW_URL", arena_print(request->arena, "/campaigns/%lld", (long long)v->campaign.id));
		tmpl_put(row, "MILESTONES_URL", campaign_url(request, v->campaign.id, "/milestones"));
		tmpl_put(row, "TASKS_URL", campaign_url(request, v->campaign.id, "/tasks"));
		tmpl_put(row, "TARGETS_URL", campaign_url(request, v->campaign.id, "/targets"));
		tmpl_put(row, "PRICES_URL", campaign_url(request, v->campaign.id, "/prices"));
		tmpl_put(row, "RULES_URL", campaign_url(request, v->campaign.id, "/rules"));
	}
	if (v->beginning != NULL)
		put_sources(request, page.content, v->beginning);
	form_put_errors(&page, title, &v->form);
	form_put(request, &page, "FORM", &v->form);
	return page_send(&page, response, status, error);
}

enum err page_campaign(struct http_request *request, struct http_response *response, struct error *error)
{
	struct campaign_view v = { .area_count = 0 };
	enum err err = web_read(request, read_one, &v, error);

	if (err != ERR_OK)
		return err;
	fill_form(request, &v);
	return show(request, response, &v, 200, error);
}

/* What a new campaign begins with: a plan that the program carries (plan=), another campaign (copy=), an area
 * (area=). */
struct beginning {
	struct plan_source source;
	const char *plan;               /* its code; or NULL */
	int64_t copied_id;              /* 0: none */
	bool begun;                     /* there is a source */
	const char *areas;              /* codes; or NULL */
	struct campaign *campaigns;     /* that may be copied */
	size_t count;
};

static enum err read_source(struct db *db, struct http_request *request, struct beginning *b, struct error *error)
{
	struct area *areas;
	size_t count;

	b->plan = params_filled(&request->query, "plan");
	if (params_int(&request->query, "copy", 1, INT64_MAX, &b->copied_id) == PARAM_BAD ||
	    (b->plan != NULL && !plan_source_find(request->arena, b->plan, &b->source)))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no such plan or campaign");
	b->begun = b->plan != NULL || b->copied_id != 0;
	if (b->copied_id == 0)
		return ERR_OK;
	enum err err = plan_source_copy(db, request->arena, b->copied_id, &b->source, error);
	if (err == ERR_OK)
		err = campaign_areas_any(db, request->arena, b->copied_id, &areas, &count, error);
	b->areas = err == ERR_OK ? admin_area_codes(request, areas, count) : NULL;
	return err;
}

static enum err read_beginning(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct beginning *b = arg;
	struct area area;
	int64_t id = 0;
	enum err err = read_source(db, request, b, error);

	if (err == ERR_OK)
		err = campaign_list(db, request->arena, web_actor(request), &b->campaigns, &b->count, error);
	if (err != ERR_OK)
		return err;
	if (params_int(&request->query, "area", 1, INT64_MAX, &id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad area");
	if (id != 0 && (err = area_by_id_any(db, request->arena, id, &area, error)) == ERR_OK)
		b->areas = area.code;
	return err;
}

/* The form goes where the milestones and tasks of the source are known again. */
static void begin_new(struct http_request *request, struct campaign_view *v, const struct beginning *b)
{
	begin_form(request, &v->form, 0);
	if (b->copied_id != 0)
		v->form.action = arena_print(request->arena, "/admin/campaigns?copy=%lld", (long long)b->copied_id);
	else if (b->plan != NULL)
		v->form.action = arena_print(request->arena, "/admin/campaigns?plan=%s", b->plan);
}

static void fill_source(struct http_request *request, struct campaign_view *v, const struct plan_source *source)
{
	const struct campaign *c = &source->campaign;

	form_set(&v->form, "name", c->name);
	form_set(&v->form, "plan_no", c->plan_no);
	form_set(&v->form, "plan_on", c->plan_on == NULL ? NULL : web_iso_day(request, c->plan_on));
	form_set(&v->form, "collect_from", c->collect_from == NULL ? NULL : web_iso_day(request, c->collect_from));
	form_set(&v->form, "collect_to", c->collect_to == NULL ? NULL : web_iso_day(request, c->collect_to));
	for (int i = 0; i < STAGE_COUNT; i++)
		form_set(&v->form, stage_code((enum stage)i), source->days[i] == 0 ? NULL : web_id(request, source->days[i]));
}

/* Links to what a new one may begin with. */
static void put_sources(struct http_request *request, struct tmpl_dict *dict, const struct beginning *b)
{
	struct tmpl_dict *list = tmpl_add(dict, "SOURCES");
	struct plan_source *plans;
	size_t count;

	plan_sources(request->arena, &plans, &count);
	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *row = tmpl_add(list, "PLAN");
		tmpl_put(row, "PLAN_URL", arena_print(request->arena, "/admin/campaigns/new?plan=%s", plans[i].campaign.code));
		tmpl_put(row, "PLAN_NAME", plans[i].campaign.name);
	}
	for (size_t i = 0; i < b->count; i++) {
		struct tmpl_dict *row = tmpl_add(list, "COPY");
		tmpl_put(row, "COPY_URL",
		         arena_print(request->arena, "/admin/campaigns/new?copy=%lld", (long long)b->campaigns[i].id));
		tmpl_put(row, "COPY_NAME", b->campaigns[i].name);
	}
	if (!b->begun)
		return;
	struct tmpl_dict *taken = tmpl_add(list, "TAKEN");
	tmpl_put(taken, "TAKEN_NAME", b->source.campaign.name);
	tmpl_put(taken, "TAKEN_MILESTONES", web_count(request, (int64_t)b->source.milestone_count));
	tmpl_put(taken, "TAKEN_TASKS", web_count(request, (int64_t)b->source.task_count));
}

enum err page_campaign_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct campaign_view v = { .area_count = 0 };
	struct beginning b = { .begun = false };
	enum err err = web_read(request, read_beginning, &b, error);

	if (err != ERR_OK)
		return err;
	begin_new(request, &v, &b);
	form_set(&v.form, "areas", b.areas);
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++) {
		bool on = b.begun ? b.source.campaign.switches[i] : campaign_switches[i].initially;
		form_set(&v.form, campaign_switches[i].code, on ? "1" : NULL);
	}
	if (b.begun)
		fill_source(request, &v, &b.source);
	v.beginning = &b;
	return show(request, response, &v, 200, error);
}

/* ---- saving ---- */

static void take_form(struct http_request *request, const struct admin_form *form, struct campaign_change *c)
{
	c->head = web_head(request);
	c->campaign.code = form_text(form, "code");
	c->campaign.name = form_text(form, "name");
	c->campaign.collect_from = form_day(request, form, "collect_from");
	c->campaign.collect_to = form_day(request, form, "collect_to");
	c->campaign.plan_no = form_text(form, "plan_no");
	c->campaign.plan_on = form_day(request, form, "plan_on");
	c->campaign.collect_closed_on = form_day(request, form, "collect_closed_on");
	c->campaign.closed_on = form_day(request, form, "closed_on");
	c->campaign.days_off = form_text(form, "days_off");
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++) {
		const struct campaign_switch *one = &campaign_switches[i];
		c->campaign.switches[i] = form_tick(form, one->code);
		c->confirmed.switches[i] = one->confirm != 0 && form_tick(form, confirmed_name(request, one));
	}
	for (int i = 0; i < STAGE_COUNT; i++)
		c->days[i] = form_number(form, stage_code((enum stage)i), 0);
}

static enum err read_areas(struct http_request *request, struct campaign_view *v, struct campaign_change *c,
                           struct error *error)
{
	char today[DATE_TEXT];
	const struct area_typing typing = { .name = "areas",
		.day = c->campaign.collect_from != NULL ? c->campaign.collect_from : today,
		.known = v->areas, .known_count = v->area_count };

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	return area_input_read(request, &v->form, &typing, &c->area_codes, error);
}

/* What depends on several inputs. */
static void judge(struct admin_form *form, const struct campaign_change *c)
{
	const struct campaign *campaign = &c->campaign;

	if (campaign->collect_from == NULL)
		return;
	if (campaign->collect_to != NULL && strcmp(campaign->collect_to, campaign->collect_from) < 0)
		form_blame(form, "collect_to", message_text(MSG_CAMPAIGN_TO_FIRST));
	if (campaign->collect_closed_on != NULL && strcmp(campaign->collect_closed_on, campaign->collect_from) < 0)
		form_blame(form, "collect_closed_on", message_text(MSG_CAMPAIGN_TO_FIRST));
	if (campaign->closed_on != NULL && strcmp(campaign->closed_on, campaign->collect_from) < 0)
		form_blame(form, "closed_on", message_text(MSG_CAMPAIGN_TO_FIRST));
	if (campaign->closed_on != NULL && campaign->collect_closed_on != NULL &&
	    strcmp(campaign->closed_on, campaign->collect_closed_on) < 0)
		form_blame(form, "closed_on", message_text(MSG_CAMPAIGN_CLOSED_FIRST));
	if (campaign->continuous && campaign->collect_to != NULL)
		form_blame(form, "collect_to", message_text(MSG_CAMPAIGN_NO_END));
	if (campaign->code != NULL &&
	    strspn(campaign->code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != strlen(campaign->code))
		form_blame(form, "code", message_text(MSG_CODE_SIGNS));
}

static enum err save(struct http_request *request, struct http_response *response, struct campaign_view *v,
                     struct error *error)
{
	const struct beginning *b = v->beginning;
	struct campaign_change change = { .campaign.id = v->campaign.id, .plan = b == NULL ? NULL : b->plan,
		.copied_id = b == NULL ? 0 : b->copied_id };

	if (b == NULL)
		begin_form(request, &v->form, v->campaign.id);
	else
		begin_new(request, v, b);
	form_read(request, &v->form);
	form_judge_days_off(request, &v->form, "days_off");
	take_form(request, &v->form, &change);
	judge(&v->form, &change);
	enum err err = read_areas(request, v, &change, error);
	if (err != ERR_OK)
		return err;
	if (!form_is_good(&v->form))
		return show(request, response, v, ERR_UNPROCESSABLE, error);
	err = admin_save_campaign(&change, error);
	if (form_takes(&v->form, err, change.field, error))
		return show(request, response, v, (int)err, error);
	if (err != ERR_OK)
		return err;
	return admin_done(request, response, NOTE_CHANGED, thing_url(request, change.head.made));
}

enum err post_campaign_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct beginning b = { .begun = false };
	struct campaign_view v = { .beginning = &b };
	enum err err = web_read(request, read_beginning, &b, error);

	return err == ERR_OK ? save(request, response, &v, error) : err;
}

enum err post_campaign(struct http_request *request, struct http_response *response, struct error *error)
{
	struct campaign_view v = { .area_count = 0 };
	enum err err = web_read(request, read_one, &v, error);

	return err == ERR_OK ? save(request, response, &v, error) : err;
}
