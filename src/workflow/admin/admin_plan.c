/* What a campaign's plan wants by a day: milestones and tasks. */
#include "workflow/admin/admin_task.h"
#include "workflow/gate.h"
#include "workflow/write.h"

/* The campaign, which is not closed. */
static enum err find(struct db *db, const struct request_head *head, int64_t id, struct campaign *out,
                     struct error *error)
{
	enum err err = campaign_by_id_any(db, head->arena, id, out, error);

	return err == ERR_OK ? gate_ask_open(head, out, error) : err;
}

/* What the store says, said to the person: `taken` of an input when two would be the same. */
static enum err refuse(const struct request_head *head, const char **field, enum message taken, enum err err,
                       struct error *error)
{
	if (err == ERR_CONFLICT)
		return admin_blame(head, field, "last_day", taken, "", error);
	return err == ERR_NOT_FOUND ? error_set(error, ERR_CONFLICT, message_text(MSG_PLAN_GONE), "it is dropped by now")
	                            : err;
}

static enum err record(struct db *db, struct request_head *head, enum action action, const char *told,
                       int64_t campaign_id, struct error *error)
{
	return admin_record(db, head, action, json_parse(told, strlen(told)), (struct thing){ THING_CAMPAIGN, campaign_id },
	                    error);
}

static void add_day(cJSON *what, const char *key, const char *day)
{
	if (day != NULL)
		cJSON_AddStringToObject(what, key, day);
}

static const char *told(struct arena *arena, cJSON *what)
{
	const char *text = json_print(arena, what);

	cJSON_Delete(what);
	return text;
}

/* ---- milestones ---- */

const char *milestone_told(struct arena *arena, const struct campaign *campaign, const struct milestone *milestone)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddStringToObject(what, "campaign", campaign->code);
	cJSON_AddStringToObject(what, "stage", stage_code(milestone->stage));
	add_day(what, "last_day", milestone->last_day);
	if (milestone->share != 0)
		cJSON_AddNumberToObject(what, "of_target", (double)milestone->share);
	return told(arena, what);
}

/* The one that goes, as it stood. */
static enum err drop_milestone(struct db *db, struct milestone_change *c, struct error *error)
{
	struct milestone *all;
	size_t count;
	enum err err = campaign_milestones_any(db, c->head.arena, c->campaign_id, &all, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (all[i].id == c->milestone.id)
			c->milestone = all[i];
	}
	return err == ERR_OK ? milestone_drop(db, c->campaign_id, c->milestone.id, error) : err;
}

static enum err milestone_task(struct db *db, void *arg, struct error *error)
{
	struct milestone_change *c = arg;
	struct campaign campaign;
	enum err err = find(db, &c->head, c->campaign_id, &campaign, error);

	if (err != ERR_OK)
		return err;
	err = c->drop ? drop_milestone(db, c, error) : milestone_set(db, campaign.id, &c->milestone, error);
	if (err != ERR_OK)
		return refuse(&c->head, &c->field, MSG_MILESTONE_TAKEN, err, error);
	return record(db, &c->head, c->drop ? ACTION_MILESTONE_DROP : ACTION_MILESTONE_SET,
	              milestone_told(c->head.arena, &campaign, &c->milestone), campaign.id, error);
}

enum err admin_set_milestone(struct milestone_change *change, struct error *error)
{
	return write_run(&change->head, milestone_task, change, error);
}

/* ---- tasks ---- */

const char *plan_task_told(struct arena *arena, const struct campaign *campaign, const struct plan_task *task)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddStringToObject(what, "campaign", campaign->code);
	cJSON_AddStringToObject(what, "task", task->name);
	if (task->whose != NULL)
		cJSON_AddStringToObject(what, "whose", task->whose);
	add_day(what, "last_day", task->last_day);
	if (task->every != EVERY_ONCE)
		cJSON_AddStringToObject(what, "every", every_code(task->every));
	add_day(what, "done_on", task->done_on);
	return told(arena, what);
}

static enum err drop_task(struct db *db, struct plan_task_change *c, struct error *error)
{
	struct plan_task *all;
	size_t count;
	enum err err = plan_tasks_any(db, c->head.arena, c->campaign_id, &all, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (all[i].id == c->task.id)
			c->task = all[i];
	}
	return err == ERR_OK ? plan_task_drop(db, c->campaign_id, c->task.id, error) : err;
}

static enum err plan_task_task(struct db *db, void *arg, struct error *error)
{
	struct plan_task_change *c = arg;
	struct campaign campaign;
	enum err err = find(db, &c->head, c->campaign_id, &campaign, error);

	if (err != ERR_OK)
		return err;
	err = c->drop ? drop_task(db, c, error) : plan_task_set(db, campaign.id, &c->task, error);
	if (err != ERR_OK)
		return refuse(&c->head, &c->field, MSG_TASK_TAKEN, err, error);
	return record(db, &c->head, c->drop ? ACTION_TASK_DROP : ACTION_TASK_SET,
	              plan_task_told(c->head.arena, &campaign, &c->task), campaign.id, error);
}

enum err admin_set_plan_task(struct plan_task_change *change, struct error *error)
{
	return write_run(&change->head, plan_task_task, change, error);
}
