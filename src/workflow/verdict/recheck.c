#include "workflow/verdict/recheck.h"

#include "base/buf.h"
#include "store/campaign/rule_change.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/verdict/verdict.h"
#include "workflow/write.h"

enum { PIECE = 100, TOLD_EVERY_MS = 500 };

/* ---- beginning and cancelling ---- */

/* Of the rules of a campaign. */
static enum err version_in_force(struct db *db, struct arena *arena, int64_t campaign_id, int64_t *version,
                                 struct error *error)
{
	struct rule_change *changes;
	size_t count;
	enum err err = rule_changes_any(db, arena, campaign_id, &changes, &count, error);

	if (err == ERR_OK)
		*version = count == 0 ? RULE_FIRST_VERSION : changes[count - 1].version;
	return err;
}

static enum err begin_job(struct db *db, void *arg, struct error *error)
{
	struct recheck_order *order = arg;
	const struct actor *actor = order->head.actor;
	bool whole = actor->role == ROLE_ADMIN;
	struct campaign campaign;
	int64_t version;
	enum err err = campaign_by_id_any(db, order->head.arena, order->campaign_id, &campaign, error);

	if (err == ERR_OK)
		err = version_in_force(db, order->head.arena, campaign.id, &version, error);
	if (err != ERR_OK)
		return err;
	struct job job = { .kind = RECHECK_KIND, .campaign_id = campaign.id, .whole = whole, .started_by = actor->user_id,
		.started_at = order->head.now,
		.total = recheck_total(db, campaign.id, whole ? 0 : actor->user_id), .rule_version = version };
	err = job_add(db, &job, error);
	if (err == ERR_CONFLICT)
		return error_set(error, err, message_text(MSG_JOB_RUNS_ALREADY), "a job of campaign %lld runs",
		                 (long long)campaign.id);
	if (err != ERR_OK)
		return err;
	order->job_id = job.id;
	cJSON *what = cJSON_CreateObject();
	cJSON_AddStringToObject(what, "campaign", campaign.code);
	cJSON_AddBoolToObject(what, "whole", whole);
	cJSON_AddNumberToObject(what, "job", (double)job.id);
	return admin_record(db, &order->head, ACTION_RECHECK_BEGIN, what, (struct thing){ THING_JOB, job.id }, error);
}

enum err recheck_begin(struct recheck_order *order, struct error *error)
{
	return write_run(&order->head, begin_job, order, error);
}

/* The actor's own job, or any for an administrator. */
static enum err open_own(struct db *db, const struct recheck_stop *stop, struct job *job, struct error *error)
{
	enum err err = job_by_id_any(db, stop->head.arena, stop->job_id, job, error);

	if (err != ERR_OK || job_is_own(stop->head.actor, job))
		return err;
	return error_set(error, ERR_FORBIDDEN, message_text(MSG_JOB_NOT_YOURS), "job %lld is another's",
	                 (long long)job->id);
}

static enum err record(struct db *db, struct recheck_stop *stop, const struct job *job, enum action action,
                       struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddStringToObject(what, "campaign", job->campaign_code);
	cJSON_AddNumberToObject(what, "job", (double)job->id);
	return admin_record(db, &stop->head, action, what, (struct thing){ THING_JOB, job->id }, error);
}

static enum err cancel_job(struct db *db, void *arg, struct error *error)
{
	struct recheck_stop *stop = arg;
	struct job job;
	enum err err = open_own(db, stop, &job, error);

	if (err != ERR_OK)
		return err;
	if (job.state != JOB_RUNNING)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_JOB_NOT_RUNNING), "job %lld does not run",
		                (long long)job.id);
	return err == ERR_OK ? record(db, stop, &job, ACTION_RECHECK_CANCEL, error) : err;
}

enum err recheck_cancel(struct recheck_stop *stop, struct error *error)
{
	return write_run(&stop->head, cancel_job, stop, error);
}

/* What was found so far was found by the same rules. */
static enum err check_version(struct db *db, struct arena *arena, const struct job *job, struct error *error)
{
	int64_t version;
	enum err err = version_in_force(db, arena, job->campaign_id, &version, error);

	if (err != ERR_OK || job->rule_version == version)
		return err;
	return error_set(error, ERR_CONFLICT, message_text(MSG_JOB_RULES_CHANGED), "job %lld began with other rules",
	                 (long long)job->id);
}

static enum err resume_job(struct db *db, void *arg, struct error *error)
{
	struct recheck_stop *stop = arg;
	struct job job;
	enum err err = open_own(db, stop, &job, error);

	if (err != ERR_OK)
		return err;
	err = check_version(db, stop->head.arena, &job, error);
	if (err != ERR_OK)
		return err;
	err = job_reopen(db, job.id, error);
	if (err == ERR_CONFLICT)
		return error_set(error, err, message_text(MSG_JOB_NOT_RESUMED), "job %lld cannot go on", (long long)job.id);
	return err == ERR_OK ? record(db, stop, &job, ACTION_RECHECK_RESUME, error) : err;
}

enum err recheck_resume(struct recheck_stop *stop, struct error *error)
{
	return write_run(&stop->head, resume_job, stop, error);
}

/* ---- one sheet ---- */

struct judged {
	struct sheet sheet;
	struct verdict verdict;
	const char *before, *after;     /* as in recheck_row */
	bool differs;                   /* in anything that is kept */
};

/* "E22:W W31:W+" */
static const char *summary(struct arena *arena, const struct finding_row *rows, size_t count)
{
	struct buf text;

	buf_init(&text, arena, 64 << 10);
	for (size_t i = 0; i < count && !finding_is_aside(&rows[i]); i++)
		buf_print(&text, "%s%s:%s%s", i == 0 ? "" : " ", rows[i].rule, severity_code(rows[i].severity),
		          rows[i].confirmed_by != 0 ? "+" : "");
	return text.data;
}

static enum err judge(struct db *db, struct arena *arena, const struct workflow *workflow,
                      const struct campaign *campaign, int64_t id, struct judged *out, struct error *error)
{
	enum err err = sheet_load_any(db, arena, workflow->form, id, &out->sheet, error);

	if (err == ERR_OK)
		err = verdict_again(db, arena, workflow, &out->sheet, campaign, &out->verdict, error);
	if (err != ERR_OK)
		return err;
	out->differs = verdict_differs(&out->verdict);
	out->before = summary(arena, out->verdict.before, out->verdict.before_count);
	out->after = summary(arena, out->verdict.rows, out->verdict.count);
	return ERR_OK;
}

static bool is_open(const struct sheet *sheet)
{
	return sheet->state == STATE_DRAFT || state_in(sheet->state, STATES_WAITING);
}

/* ---- a piece ---- */

struct recheck {
	const struct job_run *run;
	const struct workflow *workflow;
	struct arena *arena;            /* of the sheet at hand */
	struct arena *kept;             /* of the whole work */
	struct campaign campaign;
	struct job job;
	int64_t user_id;                /* 0: the whole campaign */
	int64_t last;                   /* id of the last sheet that was looked at */
	int64_t changed_ids[PIECE];
	size_t changed_count, piece_count;
	int64_t told_at;
	int64_t told_changed;           /* job.changed as it stands in the database */
};

/* What changed since the last piece is judged again where it is written. */
static enum err write_sheet(struct db *db, struct recheck *r, int64_t id, struct error *error)
{
	struct judged judged;

	arena_reset(r->arena);
	enum err err = judge(db, r->arena, r->workflow, &r->campaign, id, &judged, error);
	if (err != ERR_OK || !judged.differs)
		return err;
	bool open = is_open(&judged.sheet);
	if (open)
		err = verdict_store(db, &judged.sheet, &judged.verdict, error);
	if (err == ERR_OK && open)
		err = recheck_set_open(db, id, judged.verdict.errors, judged.verdict.warnings, error);
	if (err != ERR_OK || strcmp(judged.before, judged.after) == 0)
		return err;
	const struct recheck_row row = { .sheet_id = id, .before = judged.before, .after = judged.after, .written = open };
	r->job.changed++;
	return recheck_add(db, r->job.id, &row, error);
}

/* Done again from the start when its group was lost. */
static enum err write_piece(struct db *db, void *arg, struct error *error)
{
	struct recheck *r = arg;
	enum err err = ERR_OK;

	r->job.changed = r->told_changed;
	for (size_t i = 0; i < r->changed_count && err == ERR_OK; i++)
		err = write_sheet(db, r, r->changed_ids[i], error);
	return err == ERR_OK ? job_progress(db, r->job.id, r->job.done, r->job.changed, error) : err;
}

/* The next sheets; remembers those with another verdict. */
static enum err look_at_piece(struct db *db, struct recheck *r, struct error *error)
{
	int64_t ids[PIECE];
	enum err err = recheck_next(db, r->campaign.id, r->user_id, r->last, PIECE, ids, &r->piece_count, error);

	r->changed_count = 0;
	for (size_t i = 0; i < r->piece_count && err == ERR_OK; i++) {
		struct judged judged;
		arena_reset(r->arena);
		err = judge(db, r->arena, r->workflow, &r->campaign, ids[i], &judged, error);
		if (err == ERR_OK && judged.differs)
			r->changed_ids[r->changed_count++] = ids[i];
	}
	if (err != ERR_OK || r->piece_count == 0)
		return err;
	r->last = ids[r->piece_count - 1];
	r->job.done += (int64_t)r->piece_count;
	return ERR_OK;
}

static enum err look(struct recheck *r, struct error *error)
{
	struct db *db = db_borrow(r->run->pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = look_at_piece(db, r, error);
	db_return(r->run->pool, db);
	return err;
}

static enum err write(struct recheck *r, struct error *error)
{
	enum err err = db_write_alone(r->run->writer, write_piece, r, error);

	if (err == ERR_OK)
		r->told_changed = r->job.changed;
	return err;
}

/* A step that the database has no time for just now is tried again. */
static enum err patiently(struct recheck *r, enum err (*step)(struct recheck *r, struct error *error),
                          struct error *error)
{
	enum err err;
	int tries = 0;

	do
		err = step(r, error);
	while (err == ERR_UNAVAILABLE && job_waits(r->run, &tries));
	return err;
}

static enum err do_piece(struct recheck *r, struct error *error)
{
	enum err err = patiently(r, look, error);

	if (err != ERR_OK)
		return err;
	bool last = r->piece_count < PIECE, due = clock_monotonic_ms() - r->told_at > TOLD_EVERY_MS;
	if (r->changed_count == 0 && !last && !due)
		return ERR_OK;
	r->told_at = clock_monotonic_ms();
	return patiently(r, write, error);
}

static enum err open_work(struct recheck *r, struct error *error)
{
	struct db *db = db_borrow(r->run->pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = job_by_id_any(db, r->kept, r->run->id, &r->job, error);
	if (err == ERR_OK)
		err = campaign_by_id_any(db, r->kept, r->job.campaign_id, &r->campaign, error);
	r->user_id = r->job.whole ? 0 : r->job.started_by;
	r->told_changed = r->job.changed;
	if (err == ERR_OK)
		err = recheck_reached(db, &r->job, r->user_id, &r->last, &r->job.done, error);
	db_return(r->run->pool, db);
	return err;
}

static enum err work(struct recheck *r, struct error *error)
{
	enum err err = patiently(r, open_work, error);

	r->piece_count = PIECE;
	while (err == ERR_OK && r->piece_count == PIECE && !job_must_stop(r->run))
		err = do_piece(r, error);
	return err;
}

enum err recheck_work(const struct job_run *run, struct error *error)
{
	struct recheck r = { .run = run, .workflow = run->arg, .arena = arena_new(ARENA_REQUEST),
		.kept = arena_new(1 << 20) };
	enum err err = ERR_UNAVAILABLE;

	if (r.arena != NULL && r.kept != NULL)
		err = work(&r, error);
	else
		error_set(error, err, NULL, "no memory for a re-check");
	arena_free(r.arena);
	arena_free(r.kept);
	return err;
}
