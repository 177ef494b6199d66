/* A campaign with its plan as those read it whom it concerns: days, stages, milestones with where their area stands,
 * tasks. */
#include "base/memory.h"
#include "store/campaign/campaign_plan.h"
#include "web/frame/answer_json.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/report/progress.h"

struct campaign_view {
	struct campaign campaign;
	struct date today;
	struct area *areas;
	size_t area_count;
	struct campaign_stage *stages;  /* of all campaigns */
	size_t stage_count;
	struct milestone *milestones;
	size_t milestone_count;
	struct plan_task *tasks;
	size_t task_count;
	bool measured;                  /* the milestones are, in the actor's area */
	struct progress_view progress;
};

static enum err read_view(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct campaign_view *v = arg;
	struct arena *arena = request->arena;
	const struct actor *actor = web_actor(request);
	enum err err = campaign_by_id(db, arena, actor, request->ids[0], &v->campaign, error);

	if (err == ERR_OK)
		err = campaign_areas_any(db, arena, v->campaign.id, &v->areas, &v->area_count, error);
	if (err == ERR_OK)
		err = campaign_stages_any(db, arena, &v->stages, &v->stage_count, error);
	if (err == ERR_OK)
		err = campaign_milestones_any(db, arena, v->campaign.id, &v->milestones, &v->milestone_count, error);
	if (err == ERR_OK)
		err = plan_tasks_any(db, arena, v->campaign.id, &v->tasks, &v->task_count, error);
	if (err != ERR_OK || actor->area_count == 0)
		return err;
	const struct progress_asked asked = { arena, actor, v->today, 0, v->campaign.code, false };
	err = progress_read(db, &asked, &v->progress, error);
	v->measured = err == ERR_OK;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/* ---- JSON ---- */

static void add_areas(cJSON *root, const struct campaign_view *v)
{
	cJSON *list = cJSON_AddArrayToObject(root, "areas");

	for (size_t i = 0; i < v->area_count; i++) {
		cJSON *area = cJSON_CreateObject();
		json_put_int(area, "id", v->areas[i].id);
		json_put_text(area, "level", v->areas[i].level);
		json_put_text(area, "code", v->areas[i].code);
		json_put_text(area, "name", v->areas[i].full_name);
		cJSON_AddItemToArray(list, area);
	}
}

static void add_plan(cJSON *root, const struct campaign_view *v)
{
	cJSON *stages = cJSON_AddObjectToObject(root, "stages"), *milestones = cJSON_AddArrayToObject(root, "milestones");
	cJSON *tasks = cJSON_AddArrayToObject(root, "tasks");

	for (size_t i = 0; i < v->stage_count; i++) {
		if (v->stages[i].campaign_id == v->campaign.id)
			json_put_int(stages, stage_code(v->stages[i].stage), v->stages[i].days);
	}
	for (size_t i = 0; i < v->milestone_count; i++) {
		cJSON *one = cJSON_CreateObject();
		json_put_text(one, "stage", stage_code(v->milestones[i].stage));
		json_put_text(one, "last_day", v->milestones[i].last_day);
		json_put_int(one, "share", milestone_share(&v->milestones[i]));
		cJSON_AddItemToArray(milestones, one);
	}
	for (size_t i = 0; i < v->task_count; i++) {
		const struct plan_task *t = &v->tasks[i];
		cJSON *one = cJSON_CreateObject();
		char due[DATE_TEXT] = "";
		if (t->last_day != NULL)
			date_to_iso(plan_task_due(t, v->today), due);
		json_put_text(one, "name", t->name);
		json_put_text(one, "whose", t->whose);
		json_put_text(one, "last_day", t->last_day);
		json_put_text(one, "every", every_code(t->every));
		json_put_text(one, "due", t->last_day == NULL ? NULL : due);
		json_put_text(one, "done_on", t->done_on);
		json_put_text(one, "state", standing_codes.texts[plan_task_stands(t, v->today)]);
		cJSON_AddItemToArray(tasks, one);
	}
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct campaign_view *v,
                          struct error *error)
{
	const struct campaign *c = &v->campaign;
	cJSON *root = cJSON_CreateObject();

	json_put_int(root, "id", c->id);
	json_put_text(root, "code", c->code);
	json_put_text(root, "name", c->name);
	json_put_text(root, "plan_no", c->plan_no);
	json_put_text(root, "plan_on", c->plan_on);
	json_put_text(root, "form", c->form);
	json_put_int(root, "form_version", c->form_version);
	json_put_text(root, "collect_from", c->collect_from);
	json_put_text(root, "collect_to", c->collect_to);
	json_put_text(root, "collect_closed_on", c->collect_closed_on);
	json_put_text(root, "closed_on", c->closed_on);
	json_put_text(root, "state", standing_codes.texts[campaign_stands(c, v->today)]);
	cJSON *switches = cJSON_AddObjectToObject(root, "switches");
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++)
		cJSON_AddBoolToObject(switches, campaign_switches[i].code, c->switches[i]);
	add_areas(root, v);
	add_plan(root, v);
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

static void put_fact(struct tmpl_dict *dict, enum message label, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	struct tmpl_dict *row = tmpl_add(dict, "FACT");
	tmpl_put(row, "FACT_LABEL", message_text(label));
	tmpl_put(row, "FACT_VALUE", value);
}

static const char *plan_text(struct http_request *request, const struct campaign *c)
{
	const char *day = c->plan_on == NULL ? NULL : web_iso_day(request, c->plan_on);

	if (c->plan_no == NULL || day == NULL)
		return c->plan_no == NULL ? day : c->plan_no;
	return message_fill(request, MSG_PLAN_NUMBER, c->plan_no, day);
}

static const char *area_names(struct http_request *request, const struct campaign_view *v)
{
	const char *all = "";

	for (size_t i = 0; i < v->area_count; i++)
		all = arena_print(request->arena, "%s%s%s", all, i == 0 ? "" : ", ", v->areas[i].full_name);
	return all;
}

static void put_stage(struct http_request *request, struct tmpl_dict *dict, const struct campaign_view *v,
                      enum stage stage)
{
	for (size_t i = 0; i < v->stage_count; i++) {
		const struct campaign_stage *s = &v->stages[i];
		if (s->campaign_id != v->campaign.id || s->stage != stage)
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "STAGE");
		tmpl_put(row, "STAGE_NAME", stage_label(stage));
		tmpl_put(row, "STAGE_DAYS", message_fill(request, s->working ? MSG_DAYS_WORKING : MSG_DAYS,
		                                         web_count(request, s->days), NULL));
	}
}

static void put_facts(struct http_request *request, struct tmpl_dict *dict, const struct campaign_view *v)
{
	const struct campaign *c = &v->campaign;
	enum message range = c->collect_to == NULL ? MSG_COLLECT_NO_END : MSG_COLLECT_RANGE;

	put_fact(dict, MSG_PLAN_LABEL, plan_text(request, c));
	put_fact(dict, MSG_CAMPAIGN_AREAS, area_names(request, v));
	put_fact(dict, MSG_COLLECT_LABEL, message_fill(request, range, web_iso_day(request, c->collect_from),
	                                               web_iso_day(request, c->collect_to)));
	put_fact(dict, MSG_CAMPAIGN_COLLECT_CLOSED, web_iso_day(request, c->collect_closed_on));
	put_fact(dict, MSG_CAMPAIGN_CLOSED, web_iso_day(request, c->closed_on));
	put_fact(dict, MSG_FORM_LABEL, message_fill(request, MSG_FORM_VERSION, c->form, web_id(request, c->form_version)));
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++) {
		if (c->switches[i])
			put_fact(dict, MSG_SWITCHES_LABEL, message_text(campaign_switches[i].label));
	}
	for (int stage = 0; stage < STAGE_COUNT; stage++)
		put_stage(request, dict, v, (enum stage)stage);
}

static void put_milestones(struct http_request *request, struct tmpl_dict *dict, const struct campaign_view *v)
{
	if (v->milestone_count == 0)
		tmpl_show(dict, "NO_MILESTONES");
	for (size_t i = 0; i < v->milestone_count; i++) {
		const struct milestone *m = &v->milestones[i];
		if (v->measured) {
			milestone_put(request, tmpl_add(dict, "MILESTONE"), &v->progress, m);
			continue;
		}
		const char *const values[] = { stage_label(m->stage), web_count(request, milestone_share(m)),
			web_iso_day(request, m->last_day) };
		tmpl_put(tmpl_add(dict, "PLAIN"), "PLAIN_TEXT",
		         message_fill_all(request, MSG_MILESTONE_PLAIN, values, COUNT(values)));
	}
}

static void put_tasks(struct http_request *request, struct tmpl_dict *dict, const struct campaign_view *v)
{
	struct tmpl_dict *list = v->task_count == 0 ? NULL : tmpl_add(dict, "TASKS");

	if (list == NULL)
		tmpl_show(dict, "NO_TASKS");
	for (size_t i = 0; i < v->task_count; i++) {
		const struct plan_task *t = &v->tasks[i];
		enum standing stands = plan_task_stands(t, v->today);
		struct tmpl_dict *row = tmpl_add(list, "TASK");
		char due[DATE_TEXT] = "";
		if (t->last_day != NULL)
			date_to_shown(plan_task_due(t, v->today), due);
		tmpl_put(row, "TASK_NAME", t->name);
		tmpl_put(row, "TASK_WHOSE", t->whose == NULL ? "" : t->whose);
		tmpl_put(row, "TASK_DUE", due);
		tmpl_put(row, "TASK_EVERY", every_label(t->every));
		tmpl_put(row, "TASK_DONE", web_iso_day(request, t->done_on));
		tmpl_put(row, "TASK_STATE", standing_codes.texts[stands]);
		tmpl_put(row, "TASK_WORD", standing_label(stands));
	}
}

static void put_links(struct http_request *request, struct tmpl_dict *dict, const struct campaign_view *v)
{
	const char *own = arena_print(request->arena, "/campaigns/%lld", (long long)v->campaign.id);

	tmpl_put(dict, "HISTORY_URL", arena_print(request->arena, "%s/history", own));
	if (v->measured)
		put_section(dict, "PROGRESS", "PROGRESS_URL",
		            progress_url(request, "/reports/progress", v->progress.area.id, &v->campaign));
	if (web_actor(request)->role == ROLE_ADMIN)
		put_section(dict, "EDIT", "EDIT_URL", arena_print(request->arena, "/admin%s", own));
}

enum err page_campaign_plan(struct http_request *request, struct http_response *response, struct error *error)
{
	struct campaign_view *v = arena_alloc(request->arena, sizeof *v);
	struct page page;

	*v = (struct campaign_view){ .today = clock_today(&web_app(request)->workflow.clock) };
	enum err err = web_read(request, read_view, v, error);
	if (err == ERR_OK && strcmp(request->suffix, "json") == 0)
		return send_json(request, response, v, error);
	if (err == ERR_OK)
		err = page_open(request, "report/campaign.html", v->campaign.name, &page, error);
	if (err != ERR_OK)
		return err;
	enum standing stands = campaign_stands(&v->campaign, v->today);
	tmpl_put(page.content, "HEADING", v->campaign.name);
	tmpl_put(page.content, "CODE", v->campaign.code);
	tmpl_put(page.content, "STANDING", standing_codes.texts[stands]);
	tmpl_put(page.content, "STANDING_WORD", standing_label(stands));
	put_facts(request, page.content, v);
	put_milestones(request, page.content, v);
	put_tasks(request, page.content, v);
	put_links(request, page.content, v);
	return page_send(&page, response, 200, error);
}
