#include "store/campaign/campaign_plan.h"

#include "store/admin/access_log.h"
#include "store/tables.h"

enum { MILESTONES, ADD_MILESTONE, CHANGE_MILESTONE, DROP_MILESTONE, TASKS, ADD_TASK, CHANGE_TASK, DROP_TASK, HISTORY };

static const struct db_statement statements[] = {
	[MILESTONES] = { DB_READ, "SELECT id, stage, last_day, share FROM milestone "
		"WHERE campaign_id = :campaign "
		"ORDER BY last_day, id" },
	[ADD_MILESTONE] = { DB_WRITE, "INSERT INTO milestone (campaign_id, stage, last_day, share) "
		"VALUES (:campaign, :stage, :last_day, :share) "
		"ON CONFLICT (campaign_id, stage, last_day) DO UPDATE SET share = excluded.share" },
	[CHANGE_MILESTONE] = { DB_WRITE, "UPDATE milestone "
		"SET stage = :stage, last_day = :last_day, share = :share "
		"WHERE campaign_id = :campaign AND id = :id" },
	[DROP_MILESTONE] = { DB_WRITE, "DELETE FROM milestone "
		"WHERE campaign_id = :campaign AND id = :id" },
	[TASKS] = { DB_READ, "SELECT id, name, whose, last_day, every, done_on FROM plan_task "
		"WHERE campaign_id = :campaign "
		"ORDER BY last_day IS NULL, last_day, id" },
	[ADD_TASK] = { DB_WRITE, "INSERT INTO plan_task (campaign_id, name, whose, last_day, every, done_on) "
		"VALUES (:campaign, :name, :whose, :last_day, :every, :done_on) "
		"ON CONFLICT (campaign_id, name, last_day) DO UPDATE SET whose = excluded.whose, every = excluded.every, "
		"done_on = excluded.done_on" },
	[CHANGE_TASK] = { DB_WRITE, "UPDATE plan_task "
		"SET name = :name, whose = :whose, last_day = :last_day, every = :every, done_on = :done_on "
		"WHERE campaign_id = :campaign AND id = :id" },
	[DROP_TASK] = { DB_WRITE, "DELETE FROM plan_task "
		"WHERE campaign_id = :campaign AND id = :id" },
	[HISTORY] = { DB_READ, "SELECT e.id, e.at, u.full_name, u.username, k.action, e.diff FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"LEFT JOIN app_user u ON u.id = e.actor_id "
		"WHERE e.sheet_id IS NULL AND e.diff LIKE '%\"campaign\":\"' || CAST(:code AS TEXT) || '\"%' "
		"ORDER BY e.id DESC" },
};

const struct db_statements plan_statements = { statements, COUNT(statements) };

/* One row was written; ERR_NOT_FOUND: none. */
static enum err run_one(struct db *db, struct db_row *row, struct error *error)
{
	enum err err = db_run(row, error);

	if (err == ERR_OK && db_changes(db) != 1)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such row of the plan");
	return err;
}

static enum err drop(struct db *db, int statement, int64_t campaign_id, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_int(row, ":id", id);
	return run_one(db, row, error);
}

/* ---- milestones ---- */

enum err campaign_milestones_any(struct db *db, struct arena *arena, int64_t campaign_id, struct milestone **out,
                                 size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[MILESTONES]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct milestone *milestone = rows_add(&list, arena, sizeof *milestone);
		*milestone = (struct milestone){ db_int(row, 0), (enum stage)read_code(row, 1, &stage_codes),
			db_copy(row, 2, arena), db_int(row, 3) };
	}
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err milestone_set(struct db *db, int64_t campaign_id, const struct milestone *milestone, struct error *error)
{
	struct db_row *row = db_use(db, &statements[milestone->id == 0 ? ADD_MILESTONE : CHANGE_MILESTONE]);

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":stage", stage_code(milestone->stage));
	db_bind_text(row, ":last_day", milestone->last_day);
	if (milestone->share == 0)
		db_bind_null(row, ":share");
	else
		db_bind_int(row, ":share", milestone->share);
	if (milestone->id != 0)
		db_bind_int(row, ":id", milestone->id);
	return run_one(db, row, error);
}

enum err milestone_drop(struct db *db, int64_t campaign_id, int64_t id, struct error *error)
{
	return drop(db, DROP_MILESTONE, campaign_id, id, error);
}

/* ---- tasks ---- */

enum err plan_tasks_any(struct db *db, struct arena *arena, int64_t campaign_id, struct plan_task **out, size_t *count,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[TASKS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct plan_task *task = rows_add(&list, arena, sizeof *task);
		*task = (struct plan_task){ .id = db_int(row, 0), .name = db_copy(row, 1, arena),
			.whose = db_copy(row, 2, arena), .last_day = db_copy(row, 3, arena),
			.every = (enum every)read_code(row, 4, &every_codes), .done_on = db_copy(row, 5, arena) };
	}
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err plan_task_set(struct db *db, int64_t campaign_id, const struct plan_task *task, struct error *error)
{
	struct db_row *row = db_use(db, &statements[task->id == 0 ? ADD_TASK : CHANGE_TASK]);

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":name", task->name);
	db_bind_text(row, ":whose", task->whose);
	db_bind_text(row, ":last_day", task->last_day);
	db_bind_text(row, ":every", every_code(task->every));
	db_bind_text(row, ":done_on", task->done_on);
	if (task->id != 0)
		db_bind_int(row, ":id", task->id);
	return run_one(db, row, error);
}

enum err plan_task_drop(struct db *db, int64_t campaign_id, int64_t id, struct error *error)
{
	return drop(db, DROP_TASK, campaign_id, id, error);
}

/* ---- history ---- */

enum err campaign_history_any(struct db *db, struct arena *arena, const char *code, struct log_row **rows,
                              size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[HISTORY]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_text(row, ":code", code);
	while ((step = db_step(row)) == DB_ROW) {
		struct log_row *event = rows_add(&list, arena, sizeof *event);
		*event = (struct log_row){ .id = db_int(row, 0), .at = read_time(row, 1, arena),
			.actor_name = db_copy(row, 2, arena), .username = db_copy(row, 3, arena),
			.action = (enum action)read_code(row, 4, &action_codes), .what = db_copy(row, 5, arena) };
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* ---- when ---- */

/* The last day of the month where a month has no such day: the 31st of a report is the 30th of June. */
static struct date nth(struct date first, int months)
{
	struct date day = date_after_months(first, months);

	return day.day == first.day ? day : date_from_days(date_to_days(day) - 1);
}

struct date plan_task_due(const struct plan_task *task, struct date today)
{
	struct date first = { 0 }, done = { 0 }, from = today;

	if (task->last_day == NULL || !date_from_iso(task->last_day, false, &first) || task->every == EVERY_ONCE)
		return first;
	if (task->done_on != NULL && date_from_iso(task->done_on, false, &done) && date_compare(done, today) >= 0)
		from = date_from_days(date_to_days(done) + 1);
	if (date_compare(first, from) >= 0)
		return first;
	int step = task->every == EVERY_MONTH ? 1 : 12;
	int months = (from.year - first.year) * 12 + from.month - first.month;
	months -= months % step;
	struct date due = nth(first, months);
	return date_compare(due, from) >= 0 ? due : nth(first, months + step);
}

enum standing plan_task_stands(const struct plan_task *task, struct date today)
{
	if (task->every != EVERY_ONCE)
		return STANDING_TASK_WAITING;
	if (task->done_on != NULL)
		return STANDING_TASK_DONE;
	bool late = task->last_day != NULL && date_compare(plan_task_due(task, today), today) < 0;

	return late ? STANDING_TASK_LATE : STANDING_TASK_WAITING;
}
