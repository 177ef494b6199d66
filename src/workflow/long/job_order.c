#include "workflow/long/job_order.h"

#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/write.h"

static struct job_asking asking_of(struct db *db, const struct job_order *order, const struct job_kind *kind)
{
	return (struct job_asking){ db, order->head.arena, order->head.actor, kind->arg, order->asked };
}

static enum err tell(const struct job_asking *asking, struct job_order *order, const struct job_kind *kind,
                     const struct job *job, enum action action, struct error *error)
{
	const struct thing made = { THING_JOB, job->id };

	order->head.made = made;
	if (action == ACTION_NONE)
		return ERR_OK;
	cJSON *what = cJSON_CreateObject();
	cJSON_AddNumberToObject(what, "job", (double)job->id);
	enum err err = kind->tell == NULL ? ERR_OK : kind->tell(asking, job, what, error);
	if (err == ERR_OK)
		return admin_record(asking->db, &order->head, action, what, made, error);
	cJSON_Delete(what);
	return err;
}

/* ---- beginning ---- */

static enum err plan(const struct job_asking *asking, struct job_order *order, const struct job_kind *kind,
                     struct job *job, struct error *error)
{
	const struct actor *actor = order->head.actor;

	*job = (struct job){ .kind = kind->code, .owner_id = actor->user_id, .parameters = order->parameters,
		.standing = job_standing(order->head.arena, actor), .started_at = order->head.now };
	return kind->plan(asking, job, error);
}

static enum err begin_job(struct db *db, void *arg, struct error *error)
{
	struct job_order *order = arg;
	const struct job_kind *kind = jobs_kind(order->jobs, order->kind);
	const struct job_asking asking = asking_of(db, order, kind);
	struct job job;
	enum err err = plan(&asking, order, kind, &job, error);

	if (err != ERR_OK)
		return err;
	err = job_add(db, &job, error);
	if (err == ERR_CONFLICT)
		return error_set(error, err, message_text(MSG_JOB_RUNS_ALREADY), "a %s runs in %s", kind->code, job.lane);
	if (err == ERR_OK && kind->settle != NULL)
		err = kind->settle(&asking, &job, error);
	order->job_id = job.id;
	return err == ERR_OK ? tell(&asking, order, kind, &job, kind->begun, error) : err;
}

static enum err launch(const struct job_order *order, const char *kind, struct error *error)
{
	return order->head.repeated ? ERR_OK : jobs_launch(order->jobs, order->job_id, kind, error);
}

enum err job_begin(struct job_order *order, struct error *error)
{
	const struct job_kind *kind = jobs_kind(order->jobs, order->kind);

	if (kind == NULL)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_JOB_NO_KIND), "no such kind of job");
	if ((kind->roles & ROLE_BIT(order->head.actor->role)) == 0)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_FORBIDDEN), "role %s begins no %s",
		                 role_code(order->head.actor->role), kind->code);
	enum err err = write_run(&order->head, begin_job, order, error);
	return err == ERR_OK ? launch(order, kind->code, error) : err;
}

/* ---- ending, going on ---- */

/* The actor's own job, or any for an administrator, and its kind. */
static enum err open_own(struct db *db, struct job_order *order, struct job *job, const struct job_kind **kind,
                         struct error *error)
{
	enum err err = job_by_id_any(db, order->head.arena, order->job_id, job, error);

	if (err != ERR_OK)
		return err;
	if (!job_is_own(order->head.actor, job))
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_JOB_NOT_YOURS), "job %lld is another's",
		                 (long long)job->id);
	order->kind = job->kind;
	*kind = jobs_kind(order->jobs, job->kind);
	return *kind != NULL ? ERR_OK
	                     : error_set(error, ERR_CONFLICT, message_text(MSG_JOB_NOT_RESUMED), "no kind of that code");
}

static enum err cancel_job(struct db *db, void *arg, struct error *error)
{
	struct job_order *order = arg;
	const struct job_kind *kind;
	struct job job;
	enum err err = open_own(db, order, &job, &kind, error);

	if (err != ERR_OK)
		return err;
	if (job.state != JOB_RUNNING)
		return error_set(error, ERR_CONFLICT, message_text(MSG_JOB_NOT_RUNNING), "job %lld does not run",
		                 (long long)job.id);
	if (kind->whole)
		return error_set(error, ERR_CONFLICT, message_text(MSG_JOB_WHOLE_ONLY), "a %s is not cancelled", kind->code);
	const struct job_asking asking = asking_of(db, order, kind);
	return tell(&asking, order, kind, &job, kind->cancelled, error);
}

enum err job_cancel(struct job_order *order, struct error *error)
{
	enum err err = write_run(&order->head, cancel_job, order, error);

	if (err == ERR_OK)
		jobs_cancel(order->jobs, order->job_id);
	return err;
}

static enum err reopen(const struct job_asking *asking, const struct job_kind *kind, struct job *job,
                       struct error *error)
{
	enum err err = kind->again == NULL ? ERR_OK : kind->again(asking, job, error);

	if (err != ERR_OK)
		return err;
	err = kind->resumes ? job_reopen(asking->db, job->id, error) : ERR_CONFLICT;
	return err != ERR_CONFLICT ? err
	                           : error_set(error, err, message_text(MSG_JOB_NOT_RESUMED), "job %lld cannot go on",
	                                       (long long)job->id);
}

static enum err resume_job(struct db *db, void *arg, struct error *error)
{
	struct job_order *order = arg;
	const struct job_kind *kind;
	struct job job;
	enum err err = open_own(db, order, &job, &kind, error);

	if (err != ERR_OK)
		return err;
	const struct job_asking asking = asking_of(db, order, kind);
	err = reopen(&asking, kind, &job, error);
	return err == ERR_OK ? tell(&asking, order, kind, &job, kind->resumed, error) : err;
}

enum err job_resume(struct job_order *order, struct error *error)
{
	enum err err = write_run(&order->head, resume_job, order, error);

	return err == ERR_OK ? launch(order, order->kind, error) : err;
}
