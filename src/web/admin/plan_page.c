/* What the plan of a campaign wants by a day: its milestones and its tasks, each a list with the form that adds one,
 * changes one or takes one away. */
#include "base/memory.h"
#include "report/registry.h"
#include "web/admin/admin.h"
#include "web/input/admin_form.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/list/table_page.h"
#include "workflow/admin/admin.h"

enum { SHARE_MOST = 100 };

static const struct input milestone_inputs[] = {
	{ "stage", INPUT_CHOICE, MSG_MILESTONE_STAGE, 0, true, 0 },
	{ "last_day", INPUT_DAY, MSG_MILESTONE_DAY, 0, true, 0 },
	{ "before", INPUT_TICK, MSG_PLAN_BEFORE, MSG_PLAN_BEFORE_HINT, false, 0 },
	{ "share", INPUT_NUMBER, MSG_MILESTONE_SHARE, MSG_MILESTONE_SHARE_HINT, false, SHARE_MOST },
	{ "drop", INPUT_TICK, MSG_PLAN_DROP, 0, false, 0 },
};

static const struct input task_inputs[] = {
	{ "name", INPUT_TEXT, MSG_TASK_NAME, MSG_TASK_NAME_HINT, true, LONG_LIMIT },
	{ "whose", INPUT_TEXT, MSG_TASK_WHOSE, 0, false, LONG_LIMIT },
	{ "last_day", INPUT_DAY, MSG_MILESTONE_DAY, MSG_TASK_DAY_HINT, false, 0 },
	{ "before", INPUT_TICK, MSG_PLAN_BEFORE, MSG_PLAN_BEFORE_HINT, false, 0 },
	{ "every", INPUT_CHOICE, MSG_TASK_EVERY, 0, true, 0 },
	{ "done_on", INPUT_DAY, MSG_TASK_DONE_ON, MSG_TASK_DONE_HINT, false, 0 },
	{ "drop", INPUT_TICK, MSG_PLAN_DROP, 0, false, 0 },
};

/* Milestones or tasks. */
struct plan_kind {
	const struct table *table;
	const char *page;
	const struct input *inputs;
	size_t count;                   /* the last one drops, which a new one cannot */
	enum message title, add, change;
	void (*fill)(struct http_request *request, struct admin_form *form, const void *row);
	enum err (*write)(struct http_request *request, struct admin_form *form, int64_t campaign_id, int64_t id,
	                  const char **field, struct error *error);
};

struct plan_page {
	const struct plan_kind *kind;
	struct campaign campaign;
	int64_t id;                     /* the row in the form; 0: a new one */
	struct choice choices[STAGE_COUNT];
	struct admin_form form;
	struct table_page table;
};

/* ---- the two ---- */

/* The last day of what is to be done "before" the day that was typed. */
static const char *last_day(struct http_request *request, const struct admin_form *form)
{
	const char *typed = form_day(request, form, "last_day");
	struct date day;

	if (typed == NULL || !form_tick(form, "before") || !date_from_iso(typed, false, &day))
		return typed;
	char *before = arena_alloc(request->arena, DATE_TEXT);
	date_to_iso(date_from_days(date_to_days(day) - 1), before);
	return before;
}

static void fill_milestone(struct http_request *request, struct admin_form *form, const void *row)
{
	const struct milestone *milestone = row;

	form_set(form, "stage", stage_code(milestone->stage));
	form_set(form, "last_day", web_iso_day(request, milestone->last_day));
	form_set(form, "share", milestone->share == 0 ? NULL : web_id(request, milestone->share));
}

static enum err write_milestone(struct http_request *request, struct admin_form *form, int64_t campaign_id, int64_t id,
                                const char **field, struct error *error)
{
	struct milestone_change change = { .head = web_head(request), .campaign_id = campaign_id,
		.milestone = { .id = id, .stage = stage_from_code(form_text(form, "stage")),
			.last_day = last_day(request, form), .share = form_number(form, "share", 0) },
		.drop = id != 0 && form_tick(form, "drop") };
	enum err err = admin_set_milestone(&change, error);

	*field = change.field;
	return err;
}

/* A row of tasks_table begins with the task. */
static void fill_task(struct http_request *request, struct admin_form *form, const void *row)
{
	const struct plan_task *task = row;

	form_set(form, "name", task->name);
	form_set(form, "whose", task->whose);
	form_set(form, "last_day", task->last_day == NULL ? NULL : web_iso_day(request, task->last_day));
	form_set(form, "every", every_code(task->every));
	form_set(form, "done_on", task->done_on == NULL ? NULL : web_iso_day(request, task->done_on));
}

static enum err write_task(struct http_request *request, struct admin_form *form, int64_t campaign_id, int64_t id,
                           const char **field, struct error *error)
{
	struct plan_task_change change = { .head = web_head(request), .campaign_id = campaign_id,
		.task = { .id = id, .name = form_text(form, "name"), .whose = form_text(form, "whose"),
			.last_day = last_day(request, form),
			.every = (enum every)codes_find(&every_codes, form_text(form, "every")),
			.done_on = form_day(request, form, "done_on") },
		.drop = id != 0 && form_tick(form, "drop") };
	enum err err = admin_set_plan_task(&change, error);

	*field = change.field;
	return err;
}

static const struct plan_kind milestones = { &milestones_table, "/milestones", milestone_inputs,
	COUNT(milestone_inputs), MSG_TITLE_MILESTONES, MSG_MILESTONE_NEW, MSG_MILESTONE_CHANGE, fill_milestone,
	write_milestone };
static const struct plan_kind tasks = { &tasks_table, "/tasks", task_inputs, COUNT(task_inputs), MSG_TITLE_TASKS,
	MSG_TASK_NEW, MSG_TASK_CHANGE, fill_task, write_task };

/* ---- the page ---- */

static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct plan_page *p = arg;

	return campaign_by_id_any(db, request->arena, request->ids[0], &p->campaign, error);
}

static size_t make_choices(struct plan_page *p)
{
	if (p->kind == &milestones) {
		for (int i = 0; i < STAGE_COUNT; i++)
			p->choices[i] = (struct choice){ stage_code((enum stage)i), stage_label((enum stage)i) };
		return STAGE_COUNT;
	}
	for (int i = 0; i < EVERY_COUNT; i++)
		p->choices[i] = (struct choice){ every_code((enum every)i), every_label((enum every)i) };
	return EVERY_COUNT;
}

static void begin_form(struct http_request *request, struct plan_page *p)
{
	const struct plan_kind *kind = p->kind;
	const char *url = campaign_url(request, p->campaign.id, kind->page);

	p->form = (struct admin_form){ .id = "plan",
		.action = p->id == 0 ? url : arena_print(request->arena, "%s?id=%lld", url, (long long)p->id),
		.title = p->id == 0 ? kind->add : kind->change, .button = MSG_SAVE, .inputs = kind->inputs,
		.count = kind->count - (p->id == 0), .choices = p->choices, .choice_count = make_choices(p) };
}

/* The row that the address names. ERR_NOT_FOUND when it is not there any more: only of a page, a form is judged by its
 * task. */
static enum err find_row(struct http_request *request, struct plan_page *p, const void **row, struct error *error)
{
	const struct table_rows *rows = &p->table.view.rows;
	const struct table *table = p->kind->table;

	*row = NULL;
	if (params_int(&request->query, "id", 1, INT64_MAX, &p->id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad id");
	for (size_t i = 0; i < rows->count && p->id != 0; i++) {
		const void *one = table_row(table, rows, i);
		int64_t id = p->kind == &tasks ? ((const struct plan_task *)one)->id : ((const struct milestone *)one)->id;
		if (id == p->id)
			*row = one;
	}
	if (p->id == 0 || *row != NULL || strcmp(request->method, "POST") == 0)
		return ERR_OK;
	return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no such row of the plan");
}

static enum err show(struct http_request *request, struct http_response *response, struct plan_page *p, int status,
                     struct error *error)
{
	const char *title = message_fill(request, p->kind->title, p->campaign.code, NULL);
	struct page page;
	enum err err = admin_open(request, "admin/plan.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "CAMPAIGN_URL", campaign_url(request, p->campaign.id, ""));
	tmpl_put(page.content, "CAMPAIGN_NAME", p->campaign.name);
	tmpl_put(page.content, "NEW_URL",
	         arena_print(request->arena, "%s#plan", campaign_url(request, p->campaign.id, p->kind->page)));
	p->table.view.ask.path = campaign_url(request, p->campaign.id, p->kind->page);
	table_put_list(&p->table.view, page.content);
	form_put_errors(&page, title, &p->form);
	form_put(request, &page, "FORM", &p->form);
	return page_send(&page, response, status, error);
}

static enum err open_plan(struct http_request *request, const struct plan_kind *kind, struct plan_page *p,
                          const void **row, struct error *error)
{
	*p = (struct plan_page){ .kind = kind };
	enum err err = table_open(request, kind->table, &p->table, read_page, p, error);

	return err == ERR_OK ? find_row(request, p, row, error) : err;
}

static enum err page_plan(struct http_request *request, struct http_response *response, const struct plan_kind *kind,
                          struct error *error)
{
	struct plan_page p;
	const void *row = NULL;
	enum err err = open_plan(request, kind, &p, &row, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &p.table, error);
	begin_form(request, &p);
	if (row != NULL)
		kind->fill(request, &p.form, row);
	return show(request, response, &p, 200, error);
}

static enum err post_plan(struct http_request *request, struct http_response *response, const struct plan_kind *kind,
                          struct error *error)
{
	struct plan_page p;
	const void *row = NULL;
	const char *field = NULL;
	enum err err = open_plan(request, kind, &p, &row, error);

	if (err != ERR_OK)
		return err;
	begin_form(request, &p);
	form_read(request, &p.form);
	if (kind == &tasks && form_text(&p.form, "last_day") == NULL &&
	    codes_find(&every_codes, form_text(&p.form, "every")) > EVERY_ONCE)
		form_blame(&p.form, "last_day", message_text(MSG_TASK_NEEDS_DAY));
	if (!form_is_good(&p.form))
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	err = kind->write(request, &p.form, p.campaign.id, p.id, &field, error);
	if (form_takes(&p.form, err, field, error))
		return show(request, response, &p, (int)err, error);
	return err == ERR_OK
	           ? admin_done(request, response, NOTE_CHANGED, campaign_url(request, p.campaign.id, kind->page))
	           : err;
}

enum err page_milestones(struct http_request *request, struct http_response *response, struct error *error)
{
	return page_plan(request, response, &milestones, error);
}

enum err post_milestone(struct http_request *request, struct http_response *response, struct error *error)
{
	return post_plan(request, response, &milestones, error);
}

enum err page_tasks(struct http_request *request, struct http_response *response, struct error *error)
{
	return page_plan(request, response, &tasks, error);
}

enum err post_task(struct http_request *request, struct http_response *response, struct error *error)
{
	return post_plan(request, response, &tasks, error);
}
