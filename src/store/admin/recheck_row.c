#include "store/admin/recheck_row.h"

#include "store/scope.h"
#include "store/campaign/campaign.h"
#include "store/tables.h"

enum { ONE, OF_CAMPAIGN, ADD, CHANGED, TOTAL, TOTAL_OF_USER, NEXT, NEXT_OF_USER, LAST_TOLD, UP_TO, UP_TO_OF_USER,
	SET_OPEN, ROW_ADD, ROWS, ROWS_OF_USER };

#define RECHECK \
	"SELECT r.job_id, r.campaign_id, r.whole, r.rule_version, r.changed, k.code FROM recheck r " \
	"JOIN campaign k ON k.id = r.campaign_id "
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
	[ONE] = { DB_READ, RECHECK "WHERE r.job_id = :job" },
	[OF_CAMPAIGN] = { DB_READ, RECHECK "WHERE r.campaign_id = :campaign "
		"ORDER BY r.job_id DESC LIMIT :limit" },
	[ADD] = { DB_WRITE, "INSERT INTO recheck (job_id, campaign_id, whole, rule_version, changed) "
		"VALUES (:job, :campaign, :whole, :version, 0)" },
	[CHANGED] = { DB_WRITE, "UPDATE recheck SET changed = :changed "
		"WHERE job_id = :job" },
	[TOTAL] = { DB_READ, "SELECT COALESCE(sum(sheets), 0) FROM sheet_tally "
		"WHERE campaign_id = :campaign AND area_id = " STORE_WHOLE " AND " LIVE },
	[TOTAL_OF_USER] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT COALESCE(sum(t.sheets), 0) FROM sheet_tally t "
		"WHERE t.campaign_id = :campaign AND t.area_id = " STORE_WHOLE " AND t." LIVE
		" AND " SCOPE_OF_COMMUNES("t") },
	[NEXT] = { DB_READ, NEXT_OF " ORDER BY s.id LIMIT :limit" },
	[NEXT_OF_USER] = { DB_READ, SCOPE_WITH_COMMUNES NEXT_OF " AND " ALONG_IDS " ORDER BY s.id LIMIT :limit" },
	[LAST_TOLD] = { DB_READ, "SELECT COALESCE(max(sheet_id), 0) FROM job_sheet "
		"WHERE job_id = :job" },
	[UP_TO] = { DB_READ, UP_TO_OF },
	[UP_TO_OF_USER] = { DB_READ, SCOPE_WITH_COMMUNES UP_TO_OF " AND " ALONG_IDS },
	[SET_OPEN] = { DB_WRITE, "UPDATE worker_sheet SET open_errors = :errors, open_warnings = :warnings "
		"WHERE id = :id" },
	[ROW_ADD] = { DB_WRITE, "INSERT INTO job_sheet (job_id, sheet_id, before, after, written) "
		"VALUES (:job, :sheet, :before, :after, :written)" },
	[ROWS] = { DB_READ, ROWS_OF("NULL") " ORDER BY r.sheet_id LIMIT :limit" },
	[ROWS_OF_USER] = { DB_READ, SCOPE_WITH_COMMUNES ROWS_OF("s.full_name") " AND " ALONG_IDS " "
		"ORDER BY r.sheet_id LIMIT :limit" },
};

const struct db_statements recheck_statements = { statements, COUNT(statements) };

/* ---- what such a job has ---- */

static void read_recheck(struct db_row *row, struct arena *arena, struct recheck_job *out)
{
	*out = (struct recheck_job){ .job.id = db_int(row, 0), .campaign_id = db_int(row, 1), .whole = db_int(row, 2) != 0,
		.rule_version = db_int(row, 3), .changed = db_int(row, 4), .campaign_code = db_copy(row, 5, arena) };
}

enum err recheck_by_job_any(struct db *db, struct arena *arena, int64_t job_id, struct recheck_job *out,
                            struct error *error)
{
	struct db_row *row = db_use(db, &statements[ONE]);

	db_bind_int(row, ":job", job_id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "job %lld judges nothing again", (long long)job_id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_recheck(row, arena, out);
	return db_end(row, error);
}

enum err recheck_shared(struct db *db, struct arena *arena, const struct actor *actor, int64_t job_id,
                        struct recheck_job *out, struct error *error)
{
	struct campaign campaign;
	enum err err = recheck_by_job_any(db, arena, job_id, out, error);

	if (err == ERR_OK && !out->whole)
		err = error_set(error, ERR_NOT_FOUND, NULL, "another's job");
	return err == ERR_OK ? campaign_by_id(db, arena, actor, out->campaign_id, &campaign, error) : err;
}

enum err recheck_list_any(struct db *db, struct arena *arena, int64_t campaign_id, int limit, struct recheck_job **out,
                          size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_CAMPAIGN]);
	struct rows list = { 0 };
	enum db_step step;
	enum err err = ERR_OK;

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_int(row, ":limit", limit);
	while ((step = db_step(row)) == DB_ROW)
		read_recheck(row, arena, rows_add(&list, arena, sizeof(struct recheck_job)));
	*out = list.items;
	*count = list.count;
	if (step != DB_DONE)
		return db_fault(db, error);
	for (size_t i = 0; i < list.count && err == ERR_OK; i++)
		err = job_by_id_any(db, arena, (*out)[i].job.id, &(*out)[i].job, error);
	return err;
}

enum err recheck_add(struct db *db, int64_t job_id, const struct recheck_job *recheck, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_int(row, ":job", job_id);
	db_bind_int(row, ":campaign", recheck->campaign_id);
	db_bind_int(row, ":whole", recheck->whole);
	db_bind_int(row, ":version", recheck->rule_version);
	return db_run(row, error);
}

enum err recheck_set_changed(struct db *db, int64_t job_id, int64_t changed, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CHANGED]);

	db_bind_int(row, ":job", job_id);
	db_bind_int(row, ":changed", changed);
	return db_run(row, error);
}

/* ---- the sheets ---- */

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

enum err recheck_reached(struct db *db, int64_t job_id, int64_t campaign_id, int64_t user_id, int64_t *last,
                         int64_t *done, struct error *error)
{
	struct db_row *row = db_use(db, &statements[LAST_TOLD]);

	db_bind_int(row, ":job", job_id);
	enum err err = read_number(db, row, last, error);
	if (err != ERR_OK)
		return err;
	row = use_of(db, UP_TO, UP_TO_OF_USER, user_id);
	db_bind_int(row, ":campaign", campaign_id);
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

enum err recheck_add_row(struct db *db, int64_t job_id, const struct recheck_row *r, struct error *error)
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
