#include "store/admin/job_row.h"

#include "base/buf.h"
#include "base/hash.h"
#include "store/admin/recheck_row.h"
#include "store/tables.h"

enum { ONE, OWN, ALL, ADD, PROGRESS, FINISH, REOPEN, RUNNING, FILES, FORGET };
enum { STANDING_MAX = 64 << 10 };

#define JOB \
	"SELECT j.id, j.kind, j.owner_id, j.area_id, j.lane, j.parameters, j.standing, j.state, j.done, j.total, " \
	"j.started_at, j.finished_at, j.problem, j.result_name, j.result_type, j.result_bytes, j.result_expires, " \
	"j.result_file, u.full_name, a.name FROM job j " \
	"JOIN app_user u ON u.id = j.owner_id " \
	"LEFT JOIN area a ON a.id = j.area_id "
#define NEWEST " ORDER BY j.id DESC LIMIT :limit"

static const struct db_statement statements[] = {
	[ONE] = { DB_READ, JOB "WHERE j.id = :id" },
	[OWN] = { DB_READ, JOB "WHERE j.owner_id = :user AND j.id < :before" NEWEST },
	[ALL] = { DB_READ, JOB "WHERE j.id < :before" NEWEST },
	[ADD] = { DB_WRITE, "INSERT INTO job (kind, owner_id, area_id, lane, parameters, standing, state, done, total, "
		"started_at) "
		"VALUES (:kind, :owner, :area, :lane, :parameters, :standing, " JOB_SQL(RUNNING) ", 0, :total, :at)" },
	[PROGRESS] = { DB_WRITE, "UPDATE job SET done = :done "
		"WHERE id = :id" },
	[FINISH] = { DB_WRITE, "UPDATE job SET state = :state, finished_at = :at, problem = :problem, "
		"result_name = :name, result_type = :type, result_bytes = :bytes, result_expires = :expires, "
		"result_file = :file "
		"WHERE id = :id AND state = " JOB_SQL(RUNNING) },
	[REOPEN] = { DB_WRITE, "UPDATE job SET state = " JOB_SQL(RUNNING) ", finished_at = NULL, problem = NULL "
		"WHERE id = :id "
		"AND state IN (" JOB_SQL(CANCELLED) ", " JOB_SQL(STOPPED) ", " JOB_SQL(FAILED) ")" },
	[RUNNING] = { DB_READ, "/*scan ok: once, at the start*/ " JOB "WHERE j.state = " JOB_SQL(RUNNING)
		" ORDER BY j.id" },
	[FILES] = { DB_READ, "SELECT id, result_file, result_expires FROM job "
		"WHERE result_file IS NOT NULL "
		"ORDER BY id" },
	[FORGET] = { DB_WRITE, "UPDATE job SET result_file = NULL "
		"WHERE id = :id" },
};

const struct db_statements job_statements = { statements, COUNT(statements) };

const char *job_standing(struct arena *arena, const struct actor *actor)
{
	char *digest = arena_alloc(arena, HASH_TEXT);
	struct buf text;

	buf_init(&text, arena, STANDING_MAX);
	buf_text(&text, role_code(actor->role));
	for (size_t i = 0; i < actor->area_count; i++)
		buf_print(&text, " %lld", (long long)actor->areas[i]);
	hash_text(text.data, text.length, digest);
	return digest;
}

/* ---- reading ---- */

static void read_job(struct db_row *row, struct arena *arena, struct job *out)
{
	*out = (struct job){
		.id = db_int(row, 0),
		.kind = db_copy(row, 1, arena),
		.owner_id = db_int(row, 2),
		.area_id = db_int(row, 3),
		.lane = db_copy(row, 4, arena),
		.parameters = db_copy(row, 5, arena),
		.standing = db_copy(row, 6, arena),
		.state = (enum job_state)read_code(row, 7, &job_state_codes),
		.done = db_int(row, 8),
		.total = db_int(row, 9),
		.started_at = db_copy(row, 10, arena),
		.finished_at = db_copy(row, 11, arena),
		.problem = db_copy(row, 12, arena),
		.result = { .name = db_copy(row, 13, arena), .type = db_copy(row, 14, arena), .bytes = db_int(row, 15),
			.expires_at = db_copy(row, 16, arena), .file = db_copy(row, 17, arena) },
		.owner_name = db_copy(row, 18, arena),
		.area_name = db_copy(row, 19, arena),
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
	return actor->role == ROLE_ADMIN || job->owner_id == actor->user_id;
}

enum err job_by_id(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct job *out,
                   struct error *error)
{
	struct recheck_job recheck;
	enum err err = job_by_id_any(db, arena, id, out, error);

	return err != ERR_OK || job_is_own(actor, out) ? err : recheck_shared(db, arena, actor, id, &recheck, error);
}

static enum err read_jobs(struct db *db, struct db_row *row, struct arena *arena, struct job **out, size_t *count,
                          struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		read_job(row, arena, rows_add(&list, arena, sizeof(struct job)));
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err job_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t before, int limit,
                  struct job **out, size_t *count, struct error *error)
{
	bool all = actor->role == ROLE_ADMIN;
	struct db_row *row = db_use(db, &statements[all ? ALL : OWN]);

	if (!all)
		db_bind_int(row, ":user", actor->user_id);
	db_bind_int(row, ":before", before == 0 ? INT64_MAX : before);
	db_bind_int(row, ":limit", limit);
	return read_jobs(db, row, arena, out, count, error);
}

enum err job_running_any(struct db *db, struct arena *arena, struct job **out, size_t *count, struct error *error)
{
	return read_jobs(db, db_use(db, &statements[RUNNING]), arena, out, count, error);
}

/* ---- writing ---- */

static void bind_id(struct db_row *row, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_null(row, name);
	else
		db_bind_int(row, name, id);
}

enum err job_add(struct db *db, struct job *job, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":kind", job->kind);
	db_bind_int(row, ":owner", job->owner_id);
	bind_id(row, ":area", job->area_id);
	db_bind_text(row, ":lane", job->lane);
	db_bind_text(row, ":parameters", job->parameters);
	db_bind_text(row, ":standing", job->standing);
	db_bind_int(row, ":total", job->total);
	db_bind_text(row, ":at", job->started_at);
	enum err err = db_run(row, error);
	job->id = db_last_id(db);
	return err;
}

enum err job_progress(struct db *db, int64_t id, int64_t done, struct error *error)
{
	struct db_row *row = db_use(db, &statements[PROGRESS]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":done", done);
	return db_run(row, error);
}

enum err job_finish(struct db *db, const struct job_ending *ending, struct error *error)
{
	const struct job_file *result = &ending->result;
	struct db_row *row = db_use(db, &statements[FINISH]);

	db_bind_int(row, ":id", ending->id);
	db_bind_text(row, ":state", job_state_code(ending->state));
	db_bind_text(row, ":at", ending->at);
	db_bind_text(row, ":problem", ending->problem);
	db_bind_text(row, ":name", result->name);
	db_bind_text(row, ":type", result->type);
	db_bind_int(row, ":bytes", result->bytes);
	db_bind_text(row, ":expires", result->expires_at);
	db_bind_text(row, ":file", result->file);
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

/* ---- files ---- */

enum err job_files_any(struct db *db, struct arena *arena, struct job_kept **out, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[FILES]);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct job_kept *kept = rows_add(&list, arena, sizeof *kept);
		*kept = (struct job_kept){ db_int(row, 0), db_copy(row, 1, arena), db_copy(row, 2, arena) };
	}
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err job_forget_file(struct db *db, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[FORGET]);

	db_bind_int(row, ":id", id);
	return db_run(row, error);
}
