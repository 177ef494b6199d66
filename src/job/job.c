#include "job/job.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/memory.h"
#include "job/result.h"
#include "store/admin/user.h"

enum { SLOTS = 4, TRIES = 30, WAIT_MS = 100, WAIT_MOST_MS = 10000, CLEAN_SECONDS = 3600, TOLD_EVERY_MS = 500 };

struct job_slot {
	struct jobs *jobs;
	const struct job_kind *kind;
	int64_t id;
	struct job_run run;
	struct job job;
	struct actor owner;
	struct result result;
	int64_t told_at;                /* when progress was last written */
	pthread_t thread;
	bool used;                      /* has a thread that was not joined; under jobs->lock */
	bool over, cancelled;           /* its work has ended: how, is decided; under jobs->lock */
	atomic_bool must_stop, finished;
};

struct jobs {
	struct jobs_config config;
	pthread_mutex_t lock;
	pthread_cond_t stopping;        /* by CLOCK_MONOTONIC */
	pthread_t cleaner;
	bool cleans;
	atomic_bool closing;
	struct job_slot slots[SLOTS];
};

/* ---- one that ends ---- */

static enum err end_job(struct db *db, void *arg, struct error *error)
{
	return job_finish(db, arg, error);
}

/* Until it is written, or the program ends: then the next start says that the job was stopped. What goes on by itself
 * is not stopped. */
static void end(const struct jobs *jobs, const struct job_kind *kind, struct job_ending ending)
{
	static const struct timespec second = { .tv_sec = 1 };
	char now[CLOCK_TEXT];

	if (ending.state == JOB_STOPPED && kind != NULL && kind->goes_on)
		return;
	clock_now(&jobs->config.clock, now);
	ending.at = now;
	for (int i = 0; i < TRIES && db_write(jobs->config.writer, end_job, &ending, NULL) != ERR_OK && !jobs->closing; i++)
		nanosleep(&second, NULL);
}

static enum job_state how_it_ended(struct job_slot *slot, enum err err)
{
	pthread_mutex_lock(&slot->jobs->lock);
	bool cancelled = slot->cancelled;
	slot->over = true;
	pthread_mutex_unlock(&slot->jobs->lock);
	if (cancelled)
		return JOB_CANCELLED;
	if (slot->jobs->closing)
		return JOB_STOPPED;
	return err == ERR_OK ? JOB_DONE : JOB_FAILED;
}

static void end_slot(struct job_slot *slot, enum err err, struct error *error)
{
	struct job_ending ending = { .id = slot->id, .state = how_it_ended(slot, err) };
	struct result *result = &slot->result;

	if (ending.state == JOB_DONE && result->name != NULL &&
	    result_publish(result, slot->run.arena, slot->run.clock, &ending.result, error) != ERR_OK)
		ending.state = JOB_FAILED;
	if (result->file[0] != '\0')
		close(result->fd);
	if (ending.result.name == NULL)
		result_drop(result);
	if (ending.state == JOB_FAILED)
		ending.problem = error->message;
	if (error->detail[0] != '\0')
		log_line(LOG_WARNING, "job %lld: %s", (long long)slot->id, error->detail);
	end(slot->jobs, slot->kind, ending);
}

/* ---- one that runs ---- */

/* What somebody may see may have changed since the job was begun; what it would give away is not theirs then. */
static enum err check_standing(struct job_slot *slot, struct error *error)
{
	const char *begun = slot->job.standing;

	if (begun[0] == '\0' || strcmp(begun, job_standing(slot->run.arena, &slot->owner)) == 0)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_JOB_STANDING), "the owner has another role or other areas");
}

static enum err read_job(struct job_slot *slot, struct error *error)
{
	struct db *db = db_borrow(slot->run.pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = job_by_id_any(db, slot->run.arena, slot->id, &slot->job, error);
	if (err == ERR_OK)
		err = user_actor_any(db, slot->run.arena, slot->job.owner_id, &slot->owner, error);
	db_return(slot->run.pool, db);
	return err == ERR_OK ? check_standing(slot, error) : err;
}

static enum err run_work(struct job_slot *slot, struct error *error)
{
	enum err err;
	int tries = 0;

	do
		err = read_job(slot, error);
	while (err == ERR_UNAVAILABLE && job_waits(&slot->run, &tries));
	return err == ERR_OK ? slot->kind->work(&slot->run, error) : err;
}

static void *run_slot(void *arg)
{
	struct job_slot *slot = arg;
	struct error error = { 0 };
	enum err err = run_work(slot, &error);

	if (err == ERR_OK)
		error = (struct error){ 0 };
	end_slot(slot, err, &error);
	slot->finished = true;
	return NULL;
}

bool job_must_stop(const struct job_run *run)
{
	return run->slot->must_stop || run->slot->jobs->closing;
}

bool job_waits(const struct job_run *run, int *tries)
{
	static const struct timespec slice = { .tv_nsec = WAIT_MS * 1000000L };
	int ms = *tries < 7 ? WAIT_MS << *tries : WAIT_MOST_MS;

	if (++*tries > TRIES)
		return false;
	for (int i = 0; i < ms / WAIT_MS && !job_must_stop(run); i++)
		nanosleep(&slice, NULL);
	return !job_must_stop(run);
}

static enum err write_progress(struct db *db, void *arg, struct error *error)
{
	const struct job *job = arg;

	return job_progress(db, job->id, job->done, error);
}

void job_note_progress(const struct job_run *run, int64_t done, bool last)
{
	struct job told = { .id = run->job->id, .done = done };
	int64_t now = clock_monotonic_ms();

	if (!last && now - run->slot->told_at < TOLD_EVERY_MS)
		return;
	run->slot->told_at = now;
	db_write(run->writer, write_progress, &told, NULL);
}

enum err job_open_result(const struct job_run *run, int *fd, struct error *error)
{
	struct result *result = &run->slot->result;
	enum err err = result_begin(result, run->slot->jobs->config.results, error);

	*fd = err == ERR_OK ? result->fd : -1;
	return err;
}

void job_keep_result(const struct job_run *run, const char *name, const char *type)
{
	run->slot->result.name = name;
	run->slot->result.type = type;
}

/* ---- the files ---- */

enum err jobs_clean(struct jobs *jobs, struct error *error)
{
	enum err err = results_clean(&jobs->config, false, error);

	return err == ERR_OK && jobs->config.clean != NULL ? jobs->config.clean(jobs->config.clean_arg, error) : err;
}

static void wait_for_cleaning(struct jobs *jobs)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += CLEAN_SECONDS;
	while (!jobs->closing && pthread_cond_timedwait(&jobs->stopping, &jobs->lock, &until) == 0)
		;
}

static void *clean_now_and_then(void *arg)
{
	struct jobs *jobs = arg;

	pthread_mutex_lock(&jobs->lock);
	for (wait_for_cleaning(jobs); !jobs->closing; wait_for_cleaning(jobs)) {
		struct error error = { 0 };
		pthread_mutex_unlock(&jobs->lock);
		if (jobs_clean(jobs, &error) != ERR_OK)
			log_line(LOG_WARNING, "results of jobs: %s", error.detail);
		pthread_mutex_lock(&jobs->lock);
	}
	pthread_mutex_unlock(&jobs->lock);
	return NULL;
}

enum err jobs_open_result(const struct jobs *jobs, const struct job *job, int *fd, struct error *error)
{
	char now[CLOCK_TEXT];
	const struct job_file *result = &job->result;

	clock_now(&jobs->config.clock, now);
	if (result->name == NULL)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_JOB_NO_RESULT), "job %lld has no file",
		                 (long long)job->id);
	*fd = result->file == NULL || result_is_over(result, now) ? -1 : result_open(jobs->config.results, result->file);
	if (*fd >= 0)
		return ERR_OK;
	return error_set(error, ERR_NOT_FOUND, message_text(MSG_JOB_RESULT_OVER), "the file of job %lld is gone",
	                 (long long)job->id);
}

/* ---- all of them ---- */

/* Those of before that go on. */
struct resumed {
	const struct jobs *jobs;
	const char *now;
	struct arena *arena;
	struct job *jobs_found;
	size_t count;
};

static bool goes_on(const struct jobs *jobs, const struct job *job)
{
	const struct job_kind *kind = jobs_kind(jobs, job->kind);

	return kind != NULL && kind->goes_on;
}

/* All others were interrupted: the program that ran them is gone. */
static enum err stop_others(struct db *db, void *arg, struct error *error)
{
	struct resumed *r = arg;
	enum err err = job_running_any(db, r->arena, &r->jobs_found, &r->count, error);

	for (size_t i = 0; i < r->count && err == ERR_OK; i++) {
		const struct job_ending ending = { .id = r->jobs_found[i].id, .state = JOB_STOPPED, .at = r->now };
		if (!goes_on(r->jobs, &r->jobs_found[i]))
			err = job_finish(db, &ending, error);
	}
	return err;
}

static enum err resume(struct jobs *jobs, struct arena *arena, struct error *error)
{
	char now[CLOCK_TEXT];
	struct resumed resumed = { .jobs = jobs, .now = now, .arena = arena };

	clock_now(&jobs->config.clock, now);
	enum err err = db_write(jobs->config.writer, stop_others, &resumed, error);
	for (size_t i = 0; i < resumed.count && err == ERR_OK; i++) {
		if (goes_on(jobs, &resumed.jobs_found[i]))
			jobs_launch(jobs, resumed.jobs_found[i].id, resumed.jobs_found[i].kind, NULL);
	}
	return err;
}

static void make_locks(struct jobs *jobs)
{
	pthread_condattr_t attributes;

	pthread_mutex_init(&jobs->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&jobs->stopping, &attributes);
	pthread_condattr_destroy(&attributes);
}

static enum err begin(struct jobs *jobs, struct error *error)
{
	struct arena *arena = arena_new(ARENA_REQUEST);

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for jobs");
	enum err err = resume(jobs, arena, error);
	arena_free(arena);
	if (err == ERR_OK)
		err = results_clean(&jobs->config, true, error);
	if (err != ERR_OK)
		return err;
	jobs->cleans = pthread_create(&jobs->cleaner, NULL, clean_now_and_then, jobs) == 0;
	return jobs->cleans ? ERR_OK : error_set(error, ERR_UNAVAILABLE, NULL, "no thread for the results of jobs");
}

struct jobs *jobs_open(const struct jobs_config *config, struct error *error)
{
	struct jobs *jobs = memory_new(1, sizeof *jobs);

	if (jobs == NULL) {
		error_set(error, ERR_UNAVAILABLE, NULL, "no memory for jobs");
		return NULL;
	}
	jobs->config = *config;
	make_locks(jobs);
	if (begin(jobs, error) == ERR_OK)
		return jobs;
	jobs_close(jobs);
	return NULL;
}

static void join(struct job_slot *slot)
{
	pthread_join(slot->thread, NULL);
	arena_free(slot->run.arena);
	slot->used = false;
}

/* A slot without a thread, or NULL. */
static struct job_slot *free_slot(struct jobs *jobs)
{
	for (int i = 0; i < SLOTS; i++) {
		struct job_slot *slot = &jobs->slots[i];
		if (slot->used && slot->finished)
			join(slot);
		if (!slot->used)
			return slot;
	}
	return NULL;
}

static bool start(struct jobs *jobs, struct job_slot *slot, int64_t id, const struct job_kind *kind)
{
	struct arena *arena = arena_new(ARENA_REQUEST);

	*slot = (struct job_slot){ .jobs = jobs, .kind = kind, .id = id };
	slot->run = (struct job_run){ .job = &slot->job, .owner = &slot->owner, .arena = arena,
		.pool = jobs->config.pool, .writer = jobs->config.writer, .clock = &jobs->config.clock, .arg = kind->arg,
		.slot = slot };
	slot->used = arena != NULL && pthread_create(&slot->thread, NULL, run_slot, slot) == 0;
	if (!slot->used)
		arena_free(arena);
	return slot->used;
}

const struct job_kind *jobs_kind(const struct jobs *jobs, const char *code)
{
	for (size_t i = 0; i < jobs->config.kind_count; i++) {
		if (strcmp(jobs->config.kinds[i].code, code) == 0)
			return &jobs->config.kinds[i];
	}
	return NULL;
}

/* Whether as many run as of that kind may. */
static bool is_full(const struct jobs *jobs, const struct job_kind *kind)
{
	int running = 0;

	for (int i = 0; i < SLOTS; i++)
		running += jobs->slots[i].used && !jobs->slots[i].finished && jobs->slots[i].kind == kind;
	return running >= kind->most;
}

enum err jobs_launch(struct jobs *jobs, int64_t id, const char *kind, struct error *error)
{
	const struct job_kind *found = jobs_kind(jobs, kind);

	pthread_mutex_lock(&jobs->lock);
	struct job_slot *slot = found == NULL || jobs->closing || is_full(jobs, found) ? NULL : free_slot(jobs);
	bool started = slot != NULL && start(jobs, slot, id, found);
	pthread_mutex_unlock(&jobs->lock);
	if (started)
		return ERR_OK;
	struct job_ending ending = { .id = id, .state = jobs->closing ? JOB_STOPPED : JOB_FAILED,
		.problem = message_text(MSG_JOBS_FULL) };
	end(jobs, found, ending);
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_JOBS_FULL), "no room for job %lld", (long long)id);
}

bool jobs_cancel(struct jobs *jobs, int64_t id)
{
	bool found = false;

	pthread_mutex_lock(&jobs->lock);
	for (int i = 0; i < SLOTS; i++) {
		struct job_slot *slot = &jobs->slots[i];
		if (!slot->used || slot->over || slot->id != id)
			continue;
		slot->cancelled = true;
		slot->must_stop = true;
		found = true;
	}
	pthread_mutex_unlock(&jobs->lock);
	return found;
}

void jobs_stop(struct jobs *jobs)
{
	if (jobs != NULL)
		jobs->closing = true;
}

void jobs_close(struct jobs *jobs)
{
	if (jobs == NULL)
		return;
	jobs_stop(jobs);
	pthread_mutex_lock(&jobs->lock);
	pthread_cond_signal(&jobs->stopping);
	pthread_mutex_unlock(&jobs->lock);
	if (jobs->cleans)
		pthread_join(jobs->cleaner, NULL);
	for (int i = 0; i < SLOTS; i++) {
		if (jobs->slots[i].used)
			join(&jobs->slots[i]);
	}
	pthread_cond_destroy(&jobs->stopping);
	pthread_mutex_destroy(&jobs->lock);
	memory_free(jobs);
}
