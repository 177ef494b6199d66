#include "job/job.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/log.h"
#include "base/memory.h"
#include "store/admin/job_row.h"
#include "text/messages.h"

enum { SLOTS = 4, TRIES = 30, WAIT_MS = 100, WAIT_MOST_MS = 10000 };

struct job_slot {
	struct jobs *jobs;
	struct job_run run;
	job_work *work;
	pthread_t thread;
	bool used;                      /* has a thread that was not joined; under jobs->lock */
	atomic_bool over;               /* its work has ended; how is about to be written */
	atomic_bool finished, cancelled;
};

struct jobs {
	struct jobs_config config;
	pthread_mutex_t lock;
	atomic_bool closing;
	struct job_slot slots[SLOTS];
};

struct ending {
	int64_t id;
	enum job_state state;
	char now[CLOCK_TEXT];
};

static enum err end_job(struct db *db, void *arg, struct error *error)
{
	const struct ending *e = arg;

	return job_finish(db, e->id, e->state, e->now, error);
}

/* Until it is written, or the program ends: then the next start says that the job was stopped. */
static void end(const struct jobs *jobs, int64_t id, enum job_state state)
{
	static const struct timespec second = { .tv_sec = 1 };
	struct ending ending = { .id = id, .state = state };

	clock_now(&jobs->config.clock, ending.now);
	for (int i = 0; i < TRIES && db_write(jobs->config.writer, end_job, &ending, NULL) != ERR_OK && !jobs->closing; i++)
		nanosleep(&second, NULL);
}

static void *run_slot(void *arg)
{
	struct job_slot *slot = arg;
	struct error error = { 0 };
	enum err err = slot->work(&slot->run, &error);
	enum job_state state = JOB_DONE;

	slot->over = true;
	if (slot->cancelled)
		state = JOB_CANCELLED;
	else if (slot->jobs->closing)
		state = JOB_STOPPED;
	else if (err != ERR_OK)
		state = JOB_FAILED;
	if (err != ERR_OK)
		log_line(LOG_WARNING, "job %lld: %s", (long long)slot->run.id, error.detail);
	end(slot->jobs, slot->run.id, state);
	slot->finished = true;
	return NULL;
}

bool job_must_stop(const struct job_run *run)
{
	return run->slot->cancelled || run->slot->jobs->closing;
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

static enum err stop_job(struct db *db, void *arg, struct error *error)
{
	return job_stop_all(db, arg, error);
}

struct jobs *jobs_open(const struct jobs_config *config, struct error *error)
{
	struct jobs *jobs = memory_new(1, sizeof *jobs);
	char now[CLOCK_TEXT];

	if (jobs == NULL) {
		error_set(error, ERR_UNAVAILABLE, NULL, "no memory for jobs");
		return NULL;
	}
	jobs->config = *config;
	pthread_mutex_init(&jobs->lock, NULL);
	clock_now(&config->clock, now);
	if (db_write(config->writer, stop_job, now, error) == ERR_OK)
		return jobs;
	jobs_close(jobs);
	return NULL;
}

static void join(struct job_slot *slot)
{
	pthread_join(slot->thread, NULL);
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
	slot->jobs = jobs;
	slot->work = kind->work;
	slot->run = (struct job_run){ .id = id, .pool = jobs->config.pool, .writer = jobs->config.writer,
		.clock = &jobs->config.clock,
		.arg = kind->arg, .slot = slot };
	slot->over = slot->finished = slot->cancelled = false;
	slot->used = pthread_create(&slot->thread, NULL, run_slot, slot) == 0;
	return slot->used;
}

static const struct job_kind *find_kind(const struct jobs *jobs, const char *code)
{
	for (size_t i = 0; i < jobs->config.kind_count; i++) {
		if (strcmp(jobs->config.kinds[i].code, code) == 0)
			return &jobs->config.kinds[i];
	}
	return NULL;
}

enum err jobs_launch(struct jobs *jobs, int64_t id, const char *kind, struct error *error)
{
	const struct job_kind *found = find_kind(jobs, kind);

	pthread_mutex_lock(&jobs->lock);
	struct job_slot *slot = found == NULL || jobs->closing ? NULL : free_slot(jobs);
	bool started = slot != NULL && start(jobs, slot, id, found);
	pthread_mutex_unlock(&jobs->lock);
	if (started)
		return ERR_OK;
	end(jobs, id, jobs->closing ? JOB_STOPPED : JOB_FAILED);
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_JOBS_FULL), "no room for job %lld", (long long)id);
}

bool jobs_cancel(struct jobs *jobs, int64_t id)
{
	bool found = false;

	pthread_mutex_lock(&jobs->lock);
	for (int i = 0; i < SLOTS; i++) {
		struct job_slot *slot = &jobs->slots[i];
		if (!slot->used || slot->over || slot->run.id != id)
			continue;
		slot->cancelled = true;
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
	for (int i = 0; i < SLOTS; i++) {
		if (jobs->slots[i].used)
			join(&jobs->slots[i]);
	}
	pthread_mutex_destroy(&jobs->lock);
	memory_free(jobs);
}
