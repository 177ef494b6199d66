/* Long work beside the requests: each in a thread of its own, remembered in the table `job` (store/admin/job_row.h),
 * one at a time a campaign.
 *
 * A job reads with a borrowed reader, piece by piece, and writes through the writer in pieces; nothing of it holds
 * anything between two pieces. After the program ended it stands there as stopped, with what it did until then;
 * launched again it goes on. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include "base/clock.h"
#include "db/db.h"

struct jobs;                            /* all that run; safe for threads */

/* One that runs. */
struct job_run {
	int64_t id;
	struct db_pool *pool;
	struct db_writer *writer;
	const struct clock *clock;
	void *arg;                      /* of its kind */
	const struct job_slot *slot;
};

/* The work, on its own thread, until it is done or job_must_stop(). An error makes the job `failed`; error->detail
 * goes to the log. */
typedef enum err job_work(const struct job_run *run, struct error *error);

struct job_kind {
	const char *code;               /* job.kind */
	job_work *work;
	void *arg;
};

struct jobs_config {
	struct db_pool *pool;
	struct db_writer *writer;
	struct clock clock;
	const struct job_kind *kinds;
	size_t kind_count;
};

/* Whoever runs jobs calls it once; jobs that the database says are running are said to be stopped. NULL and *error. */
struct jobs *jobs_open(const struct jobs_config *config, struct error *error);
/* Begins the work of a job that stands in the database as running. ERR_UNAVAILABLE when too many run or there is no
 * thread: the job is then said to have failed. */
enum err jobs_launch(struct jobs *jobs, int64_t id, const char *kind, struct error *error);
/* Asks it to stop; it is `cancelled` at its next piece. False: it does not run. */
bool jobs_cancel(struct jobs *jobs, int64_t id);
/* Asks all to stop, without waiting; none begins any more. Accepts NULL. */
void jobs_stop(struct jobs *jobs);
/* Asks all to stop, waits for them, frees. Before pool and writer are closed. Accepts NULL. */
void jobs_close(struct jobs *jobs);

/* True when somebody cancelled the job, or the program ends: asked between two pieces. */
bool job_must_stop(const struct job_run *run);
/* After a piece that was ERR_UNAVAILABLE (nothing of it was done): waits a while, longer each time, and counts *tries
 * up from 0. False: the job must stop, or it has been so for some four minutes. */
bool job_waits(const struct job_run *run, int *tries);

#endif
