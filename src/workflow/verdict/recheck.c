#include "workflow/verdict/recheck.h"

#include "base/buf.h"
#include "store/campaign/rule_change.h"
#include "text/messages.h"
#include "workflow/verdict/verdict.h"

enum { PIECE = 100, TOLD_EVERY_MS = 500 };

/* ---- beginning, and going on ---- */

const char *recheck_parameters(struct arena *arena, int64_t campaign_id)
{
	return arena_print(arena, "{\"campaign_id\":%lld}", (long long)campaign_id);
}

static bool campaign_of(const struct job *job, int64_t *id)
{
	cJSON *parameters = json_parse(job->parameters, strlen(job->parameters));
	bool named = json_integer(json_member(parameters, "campaign_id"), id);

	cJSON_Delete(parameters);
	return named;
}

enum err recheck_plan(const struct job_asking *asking, struct job *job, struct error *error)
{
	const struct actor *actor = asking->actor;
	struct campaign campaign;
	int64_t id;

	if (!campaign_of(job, &id))
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_WHICH_CAMPAIGN), "no campaign named");
	enum err err = campaign_by_id(asking->db, asking->arena, actor, id, &campaign, error);
	if (err != ERR_OK)
		return err;
	bool whole = actor->role == ROLE_ADMIN;
	job->area_id = whole ? 0 : actor->commune_id;
	job->lane = arena_print(asking->arena, "%lld", (long long)id);
	job->total = recheck_total(asking->db, id, whole ? 0 : actor->user_id);
	return ERR_OK;
}

/* Of the rules of a campaign. */
static enum err version_in_force(const struct job_asking *asking, int64_t campaign_id, int64_t *version,
                                 struct error *error)
{
	struct rule_change *changes;
	size_t count;
	enum err err = rule_changes_any(asking->db, asking->arena, campaign_id, &changes, &count, error);

	if (err == ERR_OK)
		*version = count == 0 ? RULE_FIRST_VERSION : changes[count - 1].version;
	return err;
}

enum err recheck_settle(const struct job_asking *asking, struct job *job, struct error *error)
{
	struct recheck_job recheck = { .whole = asking->actor->role == ROLE_ADMIN };

	campaign_of(job, &recheck.campaign_id);
	enum err err = version_in_force(asking, recheck.campaign_id, &recheck.rule_version, error);
	return err == ERR_OK ? recheck_add(asking->db, job->id, &recheck, error) : err;
}

/* What was found so far was found by the same rules. */
enum err recheck_again(const struct job_asking *asking, struct job *job, struct error *error)
{
	struct recheck_job recheck;
	int64_t version = 0;
	enum err err = recheck_by_job_any(asking->db, asking->arena, job->id, &recheck, error);

	if (err == ERR_OK)
		err = version_in_force(asking, recheck.campaign_id, &version, error);
	if (err != ERR_OK || recheck.rule_version == version)
		return err;
	return error_set(error, ERR_CONFLICT, message_text(MSG_JOB_RULES_CHANGED), "job %lld began with other rules",
	                 (long long)job->id);
}

enum err recheck_tell(const struct job_asking *asking, const struct job *job, cJSON *what, struct error *error)
{
	struct recheck_job recheck;
	enum err err = recheck_by_job_any(asking->db, asking->arena, job->id, &recheck, error);

	if (err != ERR_OK)
		return err;
	cJSON_AddStringToObject(what, "campaign", recheck.campaign_code);
	cJSON_AddBoolToObject(what, "whole", recheck.whole);
	return ERR_OK;
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
	struct campaign campaign;
	int64_t job_id, done, changed;  /* changed: sheets told of */
	int64_t user_id;                /* 0: the whole campaign */
	int64_t last;                   /* id of the last sheet that was looked at */
	int64_t changed_ids[PIECE];
	size_t changed_count, piece_count;
	int64_t told_at;
	int64_t told_changed;           /* changed as it stands in the database */
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
	r->changed++;
	return recheck_add_row(db, r->job_id, &row, error);
}

/* Done again from the start when its group was lost. */
static enum err write_piece(struct db *db, void *arg, struct error *error)
{
	struct recheck *r = arg;
	enum err err = ERR_OK;

	r->changed = r->told_changed;
	for (size_t i = 0; i < r->changed_count && err == ERR_OK; i++)
		err = write_sheet(db, r, r->changed_ids[i], error);
	if (err == ERR_OK)
		err = job_progress(db, r->job_id, r->done, error);
	return err == ERR_OK ? recheck_set_changed(db, r->job_id, r->changed, error) : err;
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
	r->done += (int64_t)r->piece_count;
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
		r->told_changed = r->changed;
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
	struct recheck_job job = { .whole = false };

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = recheck_by_job_any(db, r->run->arena, r->job_id, &job, error);
	if (err == ERR_OK)
		err = campaign_by_id_any(db, r->run->arena, job.campaign_id, &r->campaign, error);
	r->user_id = job.whole ? 0 : r->run->owner->user_id;
	r->told_changed = r->changed = job.changed;
	if (err == ERR_OK)
		err = recheck_reached(db, r->job_id, job.campaign_id, r->user_id, &r->last, &r->done, error);
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
	struct recheck r = { .run = run, .workflow = run->arg, .job_id = run->job->id,
		.arena = arena_new(ARENA_REQUEST) };

	if (r.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for a re-check");
	enum err err = work(&r, error);
	arena_free(r.arena);
	return err;
}
