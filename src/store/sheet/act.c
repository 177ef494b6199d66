#include "store/sheet/act.h"

#include "store/access/id_list.h"
#include "store/sheet/event.h"
#include "store/sheet/sheet.h"
#include "store/tables.h"

enum { ADD, SET_JOB, ONE, OF_BATCH, LEAVE, LEFT, COUNT_LEFT, SET_UNDOING, SET_UNDONE, UNDOING };

#define ACT \
	"SELECT a.id, a.action, a.owner_id, a.sheets, a.asked, a.begun_at, a.job_id, a.handover_id, a.undo_job_id, " \
	"a.undone_at, a.after_event, CASE WHEN a.job_id IS NULL THEN a.begun_at ELSE j.finished_at END, " \
	"COALESCE(j.done, a.asked), a.said, COALESCE(a.papers, -1), a.for_leader " \
	"FROM act a " \
	"LEFT JOIN job j ON j.id = a.job_id "

static const struct db_statement statements[] = {
	[ADD] = { DB_WRITE, "INSERT INTO act (action, owner_id, sheets, asked, begun_at, after_event, handover_id, said, "
		"papers, for_leader) "
		"VALUES (:action, :owner, :sheets, :asked, :at, :after, :batch, :said, :papers, :leader)" },
	[SET_JOB] = { DB_WRITE, "UPDATE act SET job_id = :job "
		"WHERE id = :id" },
	[ONE] = { DB_READ, ACT "WHERE a.id = :id" },
	[OF_BATCH] = { DB_READ, ACT "WHERE a.handover_id = :id" },
	[LEAVE] = { DB_WRITE, "INSERT INTO act_left (act_id, sheet_id) "
		"VALUES (:id, :sheet)" },
	[LEFT] = { DB_READ, "SELECT sheet_id FROM act_left "
		"WHERE act_id = :id AND sheet_id > :after "
		"ORDER BY sheet_id LIMIT :limit" },
	[COUNT_LEFT] = { DB_READ, "SELECT count(*) FROM act_left "
		"WHERE act_id = :id" },
	[SET_UNDOING] = { DB_WRITE, "UPDATE act SET undo_job_id = :job "
		"WHERE id = :id" },
	[SET_UNDONE] = { DB_WRITE, "UPDATE act SET undone_at = :at "
		"WHERE id = :id" },
	[UNDOING] = { DB_READ, "SELECT a.sheets FROM act a "
		"JOIN job j ON j.id = a.undo_job_id "
		"WHERE a.undo_job_id IS NOT NULL AND a.undone_at IS NULL AND j.state = " JOB_SQL(RUNNING) },
};

const struct db_statements act_statements = { statements, COUNT(statements) };

/* ---- writing ---- */

enum err act_add(struct db *db, struct arena *arena, struct act *act, struct error *error)
{
	int64_t *sheets = arena_array(arena, act->asked + 1, sizeof *sheets);

	if (act->asked > 0)
		memcpy(sheets, act->sheets, act->asked * sizeof *sheets);
	act->sheets = sheets;
	act->asked = act->reached = id_list_sort(sheets, act->asked);
	act->after_event = event_head_any(db);
	size_t length = id_list_size(sheets, act->asked);
	unsigned char *bytes = arena_alloc(arena, length + 1);
	id_list_write(sheets, act->asked, bytes);
	struct db_row *row = db_use(db, &statements[ADD]);
	db_bind_text(row, ":action", action_code(act->action));
	db_bind_int(row, ":owner", act->owner_id);
	db_bind_blob(row, ":sheets", bytes, length);
	db_bind_int(row, ":asked", (int64_t)act->asked);
	db_bind_text(row, ":at", act->begun_at);
	db_bind_int(row, ":after", act->after_event);
	if (act->batch_id != 0)
		db_bind_int(row, ":batch", act->batch_id);
	db_bind_text(row, ":said", act->said);
	if (act->action == ACTION_FORWARD && act->papers >= 0)
		db_bind_int(row, ":papers", act->papers);
	db_bind_text(row, ":leader", act->for_leader);
	enum err err = db_run(row, error);
	act->id = db_last_id(db);
	return err;
}

static enum err set_job(struct db *db, int which, int64_t id, int64_t job_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[which]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":job", job_id);
	return db_run(row, error);
}

enum err act_set_job(struct db *db, int64_t id, int64_t job_id, struct error *error)
{
	return set_job(db, SET_JOB, id, job_id, error);
}

enum err act_set_undoing(struct db *db, int64_t id, int64_t job_id, struct error *error)
{
	return set_job(db, SET_UNDOING, id, job_id, error);
}

enum err act_set_undone(struct db *db, int64_t id, const char *now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_UNDONE]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":at", now);
	return db_run(row, error);
}

enum err act_leave(struct db *db, int64_t id, int64_t sheet_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[LEAVE]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":sheet", sheet_id);
	return db_run(row, error);
}

/* ---- reading ---- */

static const int64_t *read_sheets(struct db_row *row, int column, struct arena *arena, size_t asked)
{
	int64_t *sheets = arena_array(arena, asked + 1, sizeof *sheets);
	struct id_list list;
	size_t length, count = 0;
	const void *bytes = db_blob(row, column, &length);

	id_list_begin(&list, bytes, length);
	while (count < asked && id_list_next(&list, &sheets[count]) == ID_NEXT)
		count++;
	if (count < asked)
		db_refuse(row, "list of sheets", "damaged");
	return sheets;
}

static enum err read_act(struct db *db, struct db_row *row, struct arena *arena, struct act *out, struct error *error)
{
	enum db_step step = db_step(row);

	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such act");
	if (step != DB_ROW)
		return db_fault(db, error);
	*out = (struct act){ .id = db_int(row, 0), .action = (enum action)read_code(row, 1, &action_codes),
		.owner_id = db_int(row, 2), .asked = (size_t)db_int(row, 4), .begun_at = db_copy(row, 5, arena),
		.job_id = db_int(row, 6), .batch_id = db_int(row, 7), .undo_job_id = db_int(row, 8),
		.undone_at = db_copy(row, 9, arena), .after_event = db_int(row, 10), .ended_at = db_copy(row, 11, arena),
		.reached = (size_t)db_int(row, 12), .said = db_copy(row, 13, arena), .papers = db_int(row, 14),
		.for_leader = db_copy(row, 15, arena) };
	out->sheets = read_sheets(row, 3, arena, out->asked);
	return db_end(row, error);
}

enum err act_by_id_any(struct db *db, struct arena *arena, int64_t id, struct act *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ONE]);

	db_bind_int(row, ":id", id);
	return read_act(db, row, arena, out, error);
}

enum err act_of_batch_any(struct db *db, struct arena *arena, int64_t batch_id, struct act *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_BATCH]);

	db_bind_int(row, ":id", batch_id);
	return read_act(db, row, arena, out, error);
}

bool act_visible(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct act act;

	if (act_by_id_any(db, arena, id, &act, NULL) != ERR_OK)
		return false;
	return act.owner_id == actor->user_id || (act.asked > 0 && sheet_visible(db, actor, act.sheets[0]));
}

enum err act_left_any(struct db *db, struct arena *arena, int64_t id, int64_t after, int64_t limit, int64_t **sheets,
                      size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[LEFT]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":after", after);
	db_bind_int(row, ":limit", limit);
	while ((step = db_step(row)) == DB_ROW)
		*(int64_t *)rows_add(&list, arena, sizeof(int64_t)) = db_int(row, 0);
	*sheets = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err act_count_left_any(struct db *db, int64_t id, int64_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[COUNT_LEFT]);

	db_bind_int(row, ":id", id);
	return read_number(db, row, count, error);
}

enum err act_done_any(struct db *db, struct arena *arena, const struct act *act, int64_t **sheets, size_t *count,
                      struct error *error)
{
	int64_t *done = arena_array(arena, act->reached + 1, sizeof *done), *left;
	size_t left_count, at = 0;
	enum err err = act_left_any(db, arena, act->id, 0, INT64_MAX, &left, &left_count, error);

	*sheets = done;
	*count = 0;
	for (size_t i = 0; i < act->reached && err == ERR_OK; i++) {
		if (at < left_count && left[at] == act->sheets[i])
			at++;
		else
			done[(*count)++] = act->sheets[i];
	}
	return err;
}

bool act_holds_any(struct db *db, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[UNDOING]);
	bool found = false;

	while (!found && db_step(row) == DB_ROW) {
		size_t length;
		const void *bytes = db_blob(row, 0, &length);
		found = id_list_find(bytes, length, sheet_id) == ID_NEXT;
	}
	if (found)
		db_done(row);
	return found;
}
