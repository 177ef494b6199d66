#include "store/admin/job_row.h"

#include "store/scope.h"
#include "store/campaign/campaign.h"
#include "store/tables.h"

enum { ONE, OF_CAMPAIGN, ADD, PROGRESS, FINISH, REOPEN, STOP_ALL, TOTAL, TOTAL_OF_USER, NEXT, NEXT_OF_USER, LAST_TOLD,
	UP_TO, UP_TO_OF_USER, SET_OPEN, ROW_ADD, ROWS, ROWS_OF_USER };

#define JOB \
	"SELECT j.id, j.kind, j.campaign_id, j.whole, j.state, j.total, j.done, j.changed, j.rule_version, " \
	"j.started_by, j.started_at, " \
	"j.finished_at, k.code, u.full_name FROM job j " \
	"JOIN campaign k ON k.id = j.campaign_id " \
	"JOIN app_user u ON u.id = j.started_by "
/* The ids lead, not the communes. */
#define ALONG_IDS SCOPE_OF_COMMUNES("+s")
#define LIVE "state NOT IN (" STATE_LIST(STATES_OUT) ")"
#define NEXT_OF \
	"SELECT s.id FROM worker_sheet s " \
	"WHERE s.campaign_id = :campaign AND s.id > :after AND s." LIVE
#define UP_TO_OF \
	"SELECT count(*) FROM worker_sheet s " \
	"WHERE s.campaign_id = :campaign AND s.id <= :last AND s." LIVE
#define ROWS_OF(name) \
	"SELECT r.sheet_id, r.before, r.after, r.written, s.state, " name " FROM job_sheet r " \
	"JOIN worker_sheet s ON s.id = r.sheet_id " \
	"WHERE r.job_id = :job AND r.sheet_id > :after"

static const struct db_statement statements[] = {
	[ONE] = { DB_READ, JOB "WHERE j.id = :id" },
	[OF_CAMPAIGN] = { DB_READ, JOB "WHERE j.campaign_id = :campaign "
		"ORDER BY j.id DESC LIMIT :limit" },
	[ADD] = { DB_WRITE, "INSERT INTO job (kind, campaign_id, whole, state, total, done, changed, rule_version, "
		"started_by, started_at) "
		"VALUES (:kind, :campaign, :whole, " JOB_SQL(RUNNING) ", :total, 0, 0, :version, :by, :at)" },
	[PROGRESS] = { DB_WRITE, "UPDATE job SET done = :done, changed = :changed "
		"WHERE id = :id" },
	[FINISH] = { DB_WRITE, "UPDATE job SET state = :state, finished_at = :at "
		"WHERE id = :id AND state = " JOB_SQL(RUNNING) },
	[REOPEN] = { DB_WRITE, "UPDATE job SET state = " JOB_SQL(RUNNING) ", finished_at = NULL "
		"WHERE id = :id "
		"AND state IN (" JOB_SQL(CANCELLED) ", " JOB_SQL(STOPPED) ", " JOB_SQL(FAILED) ")" },
	[STOP_ALL] = { DB_WRITE, "UPDATE job SET state = " JOB_SQL(STOPPED) ", finished_at = :at "
		"WHERE state = " JOB_SQL(RUNNING) },
	[TOTAL] = { DB_READ, "SELECT COALESCE(sum(sheets), 0) FROM sheet_tally "
		"WHERE campaign_id = :campaign AND " LIVE },
	[TOTAL_OF_USER] = { DB_READ, SCOPE_WITH "SELECT COALESCE(sum(t.sheets), 0) FROM sheet_tally t "
		"WHERE t.campaign_id = :campaign AND t." LIVE
		" AND " SCOPE_OF_COMMUNES("t") },
	[NEXT] = { DB_READ, NEXT_OF " ORDER BY s.id LIMIT :limit" },
	[NEXT_OF_USER] = { DB_READ, SCOPE_WITH NEXT_OF " AND " ALONG_IDS " ORDER BY s.id LIMIT :limit" },
	[LAST_TOLD] = { DB_READ, "SELECT COALESCE(max(sheet_id), 0) FROM job_sheet "
		"WHERE job_id = :job" },
	[UP_TO] = { DB_READ, UP_TO_OF },
	[UP_TO_OF_USER] = { DB_READ, SCOPE_WITH UP_TO_OF " AND " ALONG_IDS },
	[SET_OPEN] = { DB_WRITE, "UPDATE worker_sheet SET open_errors = :errors, open_warnings = :warnings "
		"WHERE id = :id" },
	[ROW_ADD] = { DB_WRITE, "INSERT INTO job_sheet (job_id, sheet_id, before, after, written) "
		"VALUES (:job, :sheet, :before, :after, :written)" },
	[ROWS] = { DB_READ, ROWS_OF("NULL") " ORDER BY r.sheet_id LIMIT :limit" },
	[ROWS_OF_USER] = { DB_READ, SCOPE_WITH ROWS_OF("s.full_name") " AND " ALONG_IDS " "
		"ORDER BY r.sheet_id LIMIT :limit" },
};

const struct db_statements job_statements = { statements, COUNT(statements) };

/* ---- jobs ---- */

static void read_job(struct db_row *row, struct arena *arena, struct job *out)
{
	*out = (struct job){
		.id = db_int(row, 0),
		.kind = db_copy(row, 1, arena),
		.campaign_id = db_int(row, 2),
		.whole = db_int(row, 3) != 0,
		.state = (enum job_state)read_code(row, 4, &job_state_codes),
		.total = db_int(row, 5),
		.done = db_int(row, 6),
		.changed = db_int(row, 7),
		.rule_version = db_int(row, 8),
		.started_by = db_int(row, 9),
		.started_at = db_copy(row, 10, arena),
		.finished_at = db_copy(row, 11, arena),
		.campaign_code = db_copy(row, 12, arena),
		.starter_name = db_copy(row, 13, arena),
	};
}

enum err job_by_id_any(struct db *db, struct arena *arena, int64_t id, struct job *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ONE]);

	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no job %lld", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_job(row, arena, out);
	return db_end(row, error);
}

bool job_is_own(const struct actor *actor, const struct job *job)
{
	return actor->role == ROLE_ADMIN || job->started_by == actor->user_id;
}

enum err job_by_id(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct job *out,
                   struct error *error)
{
	struct campaign campaign;
	enum err err = job_by_id_any(db, arena, id, out, error);

	if (err != ERR_OK || job_is_own(actor, out))
		return err;
	if (!out->whole)
		return error_set(error, ERR_NOT_FOUND, NULL, "another's job");
	return campaign_by_id(db, arena, actor, out->campaign_id, &campaign, error);
}

enum err job_list_any(struct db *db, struct arena *arena, int64_t campaign_id, int limit, struct job **out,
                      size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_CAMPAIGN]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_int(row, ":limit", limit);
	while ((step = db_step(row)) == DB_ROW)
		read_job(row, arena, rows_add(&list, arena, sizeof(struct job)));
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err job_add(struct db *db, struct job *job, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":kind", job->kind);
	db_bind_int(row, ":campaign", job->campaign_id);
	db_bind_int(row, ":whole", job->whole);
	db_bind_int(row, ":total", job->total);
	db_bind_int(row, ":version", job->rule_version);
	db_bind_int(row, ":by", job->started_by);
	db_bind_text(row, ":at", job->started_at);
	enum err err = db_run(row, error);
	job->id = db_last_id(db);
	return err;
}

enum err job_progress(struct db *db, int64_t id, int64_t done, int64_t changed, struct error *error)
{
	struct db_row *row = db_use(db, &statements[PROGRESS]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":done", done);
	db_bind_int(row, ":changed", changed);
	return db_run(row, error);
}

enum err job_finish(struct db *db, int64_t id, enum job_state state, const char *now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[FINISH]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":state", job_state_code(state));
	db_bind_text(row, ":at", now);
	return db_run(row, error);
}

enum err job_reopen(struct db *db, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[REOPEN]);

	db_bind_int(row, ":id", id);
	enum err err = db_run(row, error);
	return err == ERR_OK && db_changes(db) == 0
	           ? error_set(error, ERR_CONFLICT, NULL, "job %lld did not end early", (long long)id)
	           : err;
}

enum err job_stop_all(struct db *db, const char *now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[STOP_ALL]);

	db_bind_text(row, ":at", now);
	return db_run(row, error);
}

/* ---- re-checks ---- */

static struct db_row *use_of(struct db *db, int all, int of_user, int64_t user_id)
{
	struct db_row *row = db_use(db, &statements[user_id == 0 ? all : of_user]);

	if (user_id != 0)
		db_bind_int(row, ":user", user_id);
	return row;
}

int64_t recheck_total(struct db *db, int64_t campaign_id, int64_t user_id)
{
	struct db_row *row = use_of(db, TOTAL, TOTAL_OF_USER, user_id);
	int64_t total = 0;

	db_bind_int(row, ":campaign", campaign_id);
	if (db_step(row) == DB_ROW) {
		total = db_int(row, 0);
		db_done(row);
	}
	return total;
}

enum err recheck_next(struct db *db, int64_t campaign_id, int64_t user_id, int64_t after, int limit, int64_t *ids,
                      size_t *count, struct error *error)
{
	struct db_row *row = use_of(db, NEXT, NEXT_OF_USER, user_id);
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_int(row, ":after", after);
	db_bind_int(row, ":limit", limit);
	*count = 0;
	while ((step = db_step(row)) == DB_ROW)
		ids[(*count)++] = db_int(row, 0);
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err recheck_reached(struct db *db, const struct job *job, int64_t user_id, int64_t *last, int64_t *done,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[LAST_TOLD]);

	db_bind_int(row, ":job", job->id);
	enum err err = read_number(db, row, last, error);
	if (err != ERR_OK)
		return err;
	row = use_of(db, UP_TO, UP_TO_OF_USER, user_id);
	db_bind_int(row, ":campaign", job->campaign_id);
	db_bind_int(row, ":last", *last);
	return read_number(db, row, done, error);
}

enum err recheck_set_open(struct db *db, int64_t sheet_id, int64_t errors, int64_t warnings, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_OPEN]);

	db_bind_int(row, ":id", sheet_id);
	db_bind_int(row, ":errors", errors);
	db_bind_int(row, ":warnings", warnings);
	return db_run(row, error);
}

enum err recheck_add(struct db *db, int64_t job_id, const struct recheck_row *r, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ROW_ADD]);

	db_bind_int(row, ":job", job_id);
	db_bind_int(row, ":sheet", r->sheet_id);
	db_bind_text(row, ":before", r->before);
	db_bind_text(row, ":after", r->after);
	db_bind_int(row, ":written", r->written);
	return db_run(row, error);
}

enum err recheck_rows(struct db *db, struct arena *arena, const struct actor *actor, int64_t job_id, int64_t after,
                      int limit, struct recheck_row **out, size_t *count, struct error *error)
{
	struct db_row *row = use_of(db, ROWS, ROWS_OF_USER, actor->role == ROLE_ADMIN ? 0 : actor->user_id);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":job", job_id);
	db_bind_int(row, ":after", after);
	db_bind_int(row, ":limit", limit);
	while ((step = db_step(row)) == DB_ROW) {
		struct recheck_row *r = rows_add(&list, arena, sizeof *r);
		*r = (struct recheck_row){ .sheet_id = db_int(row, 0), .before = db_copy(row, 1, arena),
			.after = db_copy(row, 2, arena),
			.written = db_int(row, 3) != 0, .state = read_state(row, 4), .full_name = db_copy(row, 5, arena) };
	}
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
