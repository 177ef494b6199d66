/* What a campaign's plan wants by a day, its milestones and its tasks; and what was changed of the campaign. */
#include "base/memory.h"
#include "report/admin/log_tell.h"
#include "report/registry.h"
#include "store/campaign/campaign_plan.h"

/* Title and campaign of the table. */
static enum err open_plan(struct db *db, struct table_ask *ask, enum message title, struct campaign *out,
                          struct error *error)
{
	struct arena *arena = ask->reader.arena;
	enum err err = campaign_by_id(db, arena, ask->reader.actor, ask->ids[0], out, error);

	if (err == ERR_OK)
		ask->title = message_with_one(arena, title, out->code);
	return err;
}

/* ---- milestones ---- */

#define MILESTONE_AT(member) offsetof(struct milestone, member)

static const struct column milestone_columns[] = {
	{ "stage", MSG_MILESTONE_STAGE, KIND_STAGE, MILESTONE_AT(stage), COLUMN_ANYWHERE, 0 },
	{ "last_day", MSG_MILESTONE_DAY, KIND_DAY, MILESTONE_AT(last_day), COLUMN_ANYWHERE, 0 },
	{ "share", MSG_MILESTONE_SHARE, KIND_SOME, MILESTONE_AT(share), COLUMN_ANYWHERE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, MILESTONE_AT(id), COLUMN_FILE, 0 },
};

static enum err read_milestones(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct milestone *rows = NULL;
	struct campaign campaign;
	enum err err = open_plan(db, ask, MSG_TITLE_MILESTONES, &campaign, error);

	if (err == ERR_OK)
		err = campaign_milestones_any(db, ask->reader.arena, campaign.id, &rows, &out->count, error);
	out->items = rows;
	return err;
}

/* The form of the page, filled with that row. */
static const char *link_milestone(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "%s?id=%lld#plan", ask->path, (long long)((const struct milestone *)row)->id);
}

const struct table milestones_table = {
	.name = "moc-thoi-han",
	.path = "/admin/campaigns/{id}/milestones",
	.title = MSG_MILESTONES,
	.found = MSG_COUNT_MILESTONES,
	.empty = MSG_NO_MILESTONES,
	TABLE_COLUMNS(milestone_columns),
	.row_size = sizeof(struct milestone),
	.small = true,
	.read = read_milestones,
	.link = link_milestone,
};

/* ---- tasks ---- */

struct task_line {
	struct plan_task task;
	const char *due;
	enum standing standing;
};

#define TASK_AT(member) offsetof(struct task_line, member)

static const struct column task_columns[] = {
	{ "name", MSG_TASK_NAME, KIND_TEXT, TASK_AT(task.name), COLUMN_ANYWHERE, 0 },
	{ "whose", MSG_TASK_WHOSE, KIND_TEXT, TASK_AT(task.whose), COLUMN_ANYWHERE, 0 },
	{ "last_day", MSG_MILESTONE_DAY, KIND_DAY, TASK_AT(task.last_day), COLUMN_FILE, 0 },
	{ "due", MSG_TASK_DUE, KIND_DAY, TASK_AT(due), COLUMN_ANYWHERE, 0 },
	{ "every", MSG_TASK_EVERY, KIND_EVERY, TASK_AT(task.every), COLUMN_ANYWHERE, 0 },
	{ "done_on", MSG_TASK_DONE_ON, KIND_DAY, TASK_AT(task.done_on), COLUMN_ANYWHERE, 0 },
	{ "state", MSG_HEAD_STANDING, KIND_STANDING, TASK_AT(standing), COLUMN_ANYWHERE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, TASK_AT(task.id), COLUMN_FILE, 0 },
};

static enum err read_tasks(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct plan_task *rows = NULL;
	struct campaign campaign;
	enum err err = open_plan(db, ask, MSG_TITLE_TASKS, &campaign, error);

	if (err == ERR_OK)
		err = plan_tasks_any(db, arena, campaign.id, &rows, &out->count, error);
	if (err != ERR_OK)
		return err;
	struct task_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++) {
		char *due = rows[i].last_day == NULL ? NULL : arena_alloc(arena, DATE_TEXT);
		if (due != NULL)
			date_to_iso(plan_task_due(&rows[i], ask->today), due);
		lines[i] = (struct task_line){ rows[i], due, plan_task_stands(&rows[i], ask->today) };
	}
	out->items = lines;
	return ERR_OK;
}

static const char *link_task(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "%s?id=%lld#plan", ask->path,
	                   (long long)((const struct task_line *)row)->task.id);
}

const struct table tasks_table = {
	.name = "viec-theo-ke-hoach",
	.path = "/admin/campaigns/{id}/tasks",
	.title = MSG_TASKS,
	.found = MSG_COUNT_TASKS,
	.empty = MSG_NO_TASKS,
	TABLE_COLUMNS(task_columns),
	.row_size = sizeof(struct task_line),
	.small = true,
	.read = read_tasks,
	.link = link_task,
};

/* ---- history ---- */

struct history_line {
	struct log_row row;
	const char *actor, *deed, *text;
};

#define HISTORY_AT(member) offsetof(struct history_line, member)

static const struct column history_columns[] = {
	{ "at", MSG_HEAD_AT, KIND_TIME, HISTORY_AT(row.at), COLUMN_ANYWHERE, 0 },
	{ "actor", MSG_HEAD_ACTOR, KIND_NAME, HISTORY_AT(actor), COLUMN_ANYWHERE, 0 },
	{ "action", MSG_HEAD_DEED, KIND_DEED, HISTORY_AT(deed), COLUMN_ANYWHERE, 0 },
	{ "text", MSG_HEAD_DETAIL, KIND_LINES, HISTORY_AT(text), COLUMN_ANYWHERE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, HISTORY_AT(row.id), COLUMN_FILE, 0 },
};

/* What is paid in one commune is nobody else's to read; the plan is everybody's whose area it covers. */
static bool is_of_plan(enum action action)
{
	switch ((int)action) {
	case ACTION_PRICE_SET:
	case ACTION_PRICE_DROP:
	case ACTION_PAYMENT_OPEN:
	case ACTION_PAYMENT_DROP:
	case ACTION_PAYMENT_CLOSE:
	case ACTION_SETTLE:
	case ACTION_UNSETTLE:
		return false;
	default:
		return true;
	}
}

static enum err read_history(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct log_row *rows = NULL;
	struct campaign campaign;
	size_t count = 0;
	enum err err = open_plan(db, ask, MSG_TITLE_HISTORY, &campaign, error);

	if (err == ERR_OK)
		err = campaign_history_any(db, arena, campaign.code, &rows, &count, error);
	if (err != ERR_OK)
		return err;
	struct history_line *lines = arena_array(arena, count + 1, sizeof *lines);
	for (size_t i = 0; i < count; i++) {
		if (ask->reader.actor->role != ROLE_ADMIN && !is_of_plan(rows[i].action))
			continue;
		const char *who = rows[i].username == NULL ? message_text(MSG_LOG_COMMAND) : rows[i].actor_name;
		lines[out->count++] = (struct history_line){ rows[i], who, action_code(rows[i].action),
			log_tell(db, arena, &rows[i]) };
	}
	out->items = lines;
	return ERR_OK;
}

const struct table campaign_history_table = {
	.name = "lich-su-dot",
	.path = "/campaigns/{id}/history",
	.title = MSG_CAMPAIGN_HISTORY,
	.found = MSG_COUNT_ENTRIES,
	.empty = MSG_NO_ENTRIES,
	TABLE_COLUMNS(history_columns),
	.row_size = sizeof(struct history_line),
	.small = true,
	.read = read_history,
};
