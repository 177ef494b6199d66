#include "store/import/upload.h"

#include "store/tables.h"

enum { ADD, BY_ID, OWN, LIST, SET, FILES, OVER, FORGET, DROP_FAULTS, ADD_FAULT, FAULTS };

#define COLUMNS \
	"u.id, u.owner_id, COALESCE(u.campaign_id, 0), u.kind, u.area, u.day, u.sheet, u.map, u.whole, u.file_name, " \
	"u.file_hash, u.file, u.made_at, u.cancelled_at, COALESCE(u.trial_job_id, 0), COALESCE(u.job_id, 0), " \
	"COALESCE(u.import_id, 0), u.look, u.rows_read, u.rows_new, u.rows_changed, u.rows_same, u.rows_rejected, " \
	"t.state, j.state, COALESCE(j.done, t.done, 0), COALESCE(j.total, t.total, 0), COALESCE(j.problem, t.problem)"
#define JOBS \
	"LEFT JOIN job t ON t.id = u.trial_job_id " \
	"LEFT JOIN job j ON j.id = u.job_id "

static const struct db_statement statements[] = {
	[ADD] = { DB_WRITE, "INSERT INTO upload (owner_id, kind, campaign_id, area, day, map, whole, file_name, file_hash, "
		"file, made_at) "
		"VALUES (:owner, :kind, :campaign, :area, :day, :map, :whole, :file_name, :hash, :file, :at)" },
	[BY_ID] = { DB_READ, "SELECT " COLUMNS " FROM upload u "
		JOBS
		"WHERE u.id = :id" },
	[OWN] = { DB_READ, "SELECT " COLUMNS " FROM upload u "
		JOBS
		"WHERE u.id = :id AND u.owner_id = :user" },
	[LIST] = { DB_READ, "SELECT " COLUMNS " FROM upload u "
		JOBS
		"WHERE u.owner_id = :user "
		"ORDER BY u.id DESC LIMIT :limit" },
	[SET] = { DB_WRITE, "UPDATE upload SET area = :area, day = :day, sheet = :sheet, map = :map, file = :file, "
		"cancelled_at = :cancelled, trial_job_id = :trial, job_id = :job, import_id = :import, look = :look, "
		"rows_read = :read, rows_new = :new, rows_changed = :changed, rows_same = :same, rows_rejected = :rejected "
		"WHERE id = :id" },
	[FILES] = { DB_READ, "/*scan ok*/ SELECT " COLUMNS " FROM upload u "
		JOBS
		"WHERE u.file IS NOT NULL "
		"ORDER BY u.id" },
	[OVER] = { DB_READ, "/*scan ok*/ SELECT " COLUMNS " FROM upload u "
		JOBS
		"WHERE u.made_at < :before AND (u.file IS NOT NULL OR u.look IS NOT NULL) "
		"AND COALESCE(t.state, '') <> 'running' AND COALESCE(j.state, '') <> 'running' "
		"ORDER BY u.id LIMIT :limit" },
	[FORGET] = { DB_WRITE, "UPDATE upload SET file = NULL, look = NULL, "
		"cancelled_at = CASE WHEN job_id IS NULL THEN COALESCE(cancelled_at, :at) ELSE cancelled_at END "
		"WHERE id = :id" },
	[DROP_FAULTS] = { DB_WRITE, "DELETE FROM upload_fault "
		"WHERE upload_id = :id" },
	[ADD_FAULT] = { DB_WRITE, "INSERT INTO upload_fault (upload_id, place, cell, label, said) "
		"VALUES (:id, :place, :cell, :label, :said)" },
	[FAULTS] = { DB_READ, "SELECT cell, label, said FROM upload_fault "
		"WHERE upload_id = :id "
		"ORDER BY place" },
};

const struct db_statements upload_statements = { statements, COUNT(statements) };

static void bind_or_null(struct db_row *row, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_null(row, name);
	else
		db_bind_int(row, name, id);
}

enum err upload_add(struct db *db, struct upload *upload, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_int(row, ":owner", upload->owner_id);
	db_bind_text(row, ":kind", upload->kind);
	bind_or_null(row, ":campaign", upload->campaign_id);
	db_bind_text(row, ":area", upload->area);
	db_bind_text(row, ":day", upload->day);
	db_bind_text(row, ":map", upload->map);
	db_bind_int(row, ":whole", upload->whole);
	db_bind_text(row, ":file_name", upload->file_name);
	db_bind_text(row, ":hash", upload->file_hash);
	db_bind_text(row, ":file", upload->file);
	db_bind_text(row, ":at", upload->made_at);
	enum err err = db_run(row, error);
	if (err == ERR_OK)
		upload->id = db_last_id(db);
	return err;
}

/* ---- reading ---- */

static void read_row(struct db_row *row, struct arena *arena, struct upload *out)
{
	*out = (struct upload){ .id = db_int(row, 0), .owner_id = db_int(row, 1), .campaign_id = db_int(row, 2),
		.kind = db_copy(row, 3, arena), .area = db_copy(row, 4, arena), .day = db_copy(row, 5, arena),
		.sheet = db_copy(row, 6, arena), .map = db_copy(row, 7, arena), .whole = db_int(row, 8) != 0,
		.file_name = db_copy(row, 9, arena), .file_hash = db_copy(row, 10, arena), .file = db_copy(row, 11, arena),
		.made_at = db_copy(row, 12, arena), .cancelled_at = db_copy(row, 13, arena), .trial_job_id = db_int(row, 14),
		.job_id = db_int(row, 15), .import_id = db_int(row, 16), .look = db_copy(row, 17, arena),
		.counts = { db_int(row, 18), db_int(row, 19), db_int(row, 20), db_int(row, 21), db_int(row, 22) },
		.done = db_int(row, 25), .total = db_int(row, 26), .problem = db_copy(row, 27, arena) };
	out->trial_state = (enum job_state)read_code(row, 23, &job_state_codes);
	out->job_state = (enum job_state)read_code(row, 24, &job_state_codes);
}

static enum err read_one(struct db *db, struct db_row *row, struct arena *arena, struct upload *out,
                         struct error *error)
{
	enum db_step step = db_step(row);

	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such upload");
	if (step != DB_ROW)
		return db_fault(db, error);
	read_row(row, arena, out);
	return db_end(row, error);
}

static enum err read_many(struct db *db, struct db_row *row, struct arena *arena, struct upload **out, size_t *count,
                          struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		read_row(row, arena, rows_add(&list, arena, sizeof(struct upload)));
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err upload_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct upload *out,
                     struct error *error)
{
	struct db_row *row = db_use(db, &statements[OWN]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":user", actor->user_id);
	return read_one(db, row, arena, out, error);
}

enum err upload_load_any(struct db *db, struct arena *arena, int64_t id, struct upload *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_ID]);

	db_bind_int(row, ":id", id);
	return read_one(db, row, arena, out, error);
}

enum err upload_list(struct db *db, struct arena *arena, const struct actor *actor, int limit, struct upload **out,
                     size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[LIST]);

	db_bind_int(row, ":user", actor->user_id);
	db_bind_int(row, ":limit", limit);
	return read_many(db, row, arena, out, count, error);
}

enum err upload_files_any(struct db *db, struct arena *arena, struct upload **out, size_t *count, struct error *error)
{
	return read_many(db, db_use(db, &statements[FILES]), arena, out, count, error);
}

enum err upload_over_any(struct db *db, struct arena *arena, const char *before, int limit, struct upload **out,
                         size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OVER]);

	db_bind_text(row, ":before", before);
	db_bind_int(row, ":limit", limit);
	return read_many(db, row, arena, out, count, error);
}

/* ---- writing ---- */

enum err upload_set(struct db *db, const struct upload *upload, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET]);

	db_bind_int(row, ":id", upload->id);
	db_bind_text(row, ":area", upload->area);
	db_bind_text(row, ":day", upload->day);
	db_bind_text(row, ":sheet", upload->sheet);
	db_bind_text(row, ":map", upload->map);
	db_bind_text(row, ":file", upload->file);
	db_bind_text(row, ":cancelled", upload->cancelled_at);
	bind_or_null(row, ":trial", upload->trial_job_id);
	bind_or_null(row, ":job", upload->job_id);
	bind_or_null(row, ":import", upload->import_id);
	db_bind_text(row, ":look", upload->look);
	db_bind_int(row, ":read", upload->counts.read);
	db_bind_int(row, ":new", upload->counts.new);
	db_bind_int(row, ":changed", upload->counts.changed);
	db_bind_int(row, ":same", upload->counts.same);
	db_bind_int(row, ":rejected", upload->counts.rejected);
	return db_run(row, error);
}

/* ---- what was wrong ---- */

enum err upload_set_faults(struct db *db, int64_t id, const struct upload_fault *faults, size_t count,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP_FAULTS]);

	db_bind_int(row, ":id", id);
	enum err err = db_run(row, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		row = db_use(db, &statements[ADD_FAULT]);
		db_bind_int(row, ":id", id);
		db_bind_int(row, ":place", (int64_t)i + 1);
		db_bind_text(row, ":cell", faults[i].cell);
		db_bind_text(row, ":label", faults[i].label);
		db_bind_text(row, ":said", faults[i].said);
		err = db_run(row, error);
	}
	return err;
}

enum err upload_faults_any(struct db *db, struct arena *arena, int64_t id, struct upload_fault **out, size_t *count,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[FAULTS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":id", id);
	while ((step = db_step(row)) == DB_ROW)
		*(struct upload_fault *)rows_add(&list, arena, sizeof(struct upload_fault)) =
			(struct upload_fault){ db_copy(row, 0, arena), db_copy(row, 1, arena), db_copy(row, 2, arena) };
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err upload_forget(struct db *db, int64_t id, const char *now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[FORGET]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":at", now);
	enum err err = db_run(row, error);
	return err == ERR_OK ? upload_set_faults(db, id, NULL, 0, error) : err;
}
