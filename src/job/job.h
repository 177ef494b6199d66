/* Long work beside the requests: each in a thread of its own, remembered in the table `job` (store/admin/job_row.h).
 * What kinds there are is said by whoever opens the jobs, a row a kind.
 *
 * A job reads with a borrowed reader, piece by piece, and writes through the writer in pieces; nothing of it holds
 * anything between two pieces. After the program ended it stands there as stopped, with what it did until then; one
 * of a kind that resumes goes on when somebody says so, or at the next start without being asked. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include "base/clock.h"
#include "base/json.h"
#include "store/admin/job_row.h"
#include "text/messages.h"

struct jobs;                            /* all that run; safe for threads */

/* ---- kinds ---- */

/* One that runs. */
struct job_run {
	const struct job *job;          /* as it was when it was launched */
	const struct actor *owner;      /* whose sight it has, as of the same time */
	struct arena *arena;            /* as long as it runs */
	struct db_pool *pool;
	struct db_writer *writer;
	const struct clock *clock;
	void *arg;                      /* of its kind */
	struct job_slot *slot;
};

/* The work, on its own thread, until it is done or job_must_stop(). An error makes the job `failed`: error->message,
 * where there is one, is told to the owner, error->detail goes to the log. */
typedef enum err job_work(const struct job_run *run, struct error *error);

/* What is asked of a kind inside the task that begins a job, ends it or lets it go on. */
struct job_asking {
	struct db *db;
	struct arena *arena;
	const struct actor *actor;      /* who asks */
	void *arg;                      /* of the kind */
	const void *asked;              /* to begin: what the program asks of it besides the parameters; or NULL */
};
typedef enum err job_step(const struct job_asking *asking, struct job *job, struct error *error);
typedef enum err job_tell(const struct job_asking *asking, const struct job *job, cJSON *what, struct error *error);

struct job_kind {
	const char *code;               /* job.kind */
	enum message title;             /* what it is called */
	enum message counted;           /* what done and total count */
	uint32_t roles;                 /* who may begin one */
	int most;                       /* so many at once, whoever began them */
	bool resumes;                   /* one that ended early can go on where it was */
	bool goes_on;                   /* and does so by itself after the program ended */
	bool whole;                     /* nobody may cancel it: a half would be wrong */
	bool has_result;                /* a file may come of it */
	enum action begun, cancelled, resumed;  /* as the history tells them; ACTION_NONE: it does not */
	/* Judges the parameters of one that is to begin, and whether the actor may do just that; sets lane, area and
	 * total. ERR_UNPROCESSABLE, ERR_NOT_FOUND. */
	job_step *plan;
	job_step *settle;               /* what it has besides, its row being there; NULL: nothing */
	/* Whether one that ended early may go on (ERR_CONFLICT); NULL: always */
	job_step *again;
	job_tell *tell;                 /* adds what the history says of it; NULL: only its number */
	job_work *work;
	void *arg;
};

/* ---- all of them ---- */

struct jobs_config {
	struct db_pool *pool;
	struct db_writer *writer;
	struct clock clock;
	const struct job_kind *kinds;
	size_t kind_count;
	const char *results;            /* a folder for the files that come of them (job/result.h) */
	/* What else is over is forgotten when results are; or NULL. */
	enum err (*clean)(void *arg, struct error *error);
	void *clean_arg;
};

/* Whoever runs jobs calls it once; jobs that the database says are running go on or are said to be stopped, and files
 * that no job names are removed. NULL and *error. */
struct jobs *jobs_open(const struct jobs_config *config, struct error *error);
/* The kind of that code, or NULL. */
const struct job_kind *jobs_kind(const struct jobs *jobs, const char *code);
/* Begins the work of a job that stands in the database as running. ERR_UNAVAILABLE when too many run or there is no
 * thread: the job is then said to have failed. */
enum err jobs_launch(struct jobs *jobs, int64_t id, const char *kind, struct error *error);
/* Asks it to stop; it is `cancelled` at its next piece. False: it does not run. */
bool jobs_cancel(struct jobs *jobs, int64_t id);
/* Removes the files whose time is over, and forgets those that are gone; done every hour without being asked. */
enum err jobs_clean(struct jobs *jobs, struct error *error);
/* The file of a job, to be read. ERR_NOT_FOUND, with a sentence, when it has none, none yet, or none any more. */
enum err jobs_open_result(const struct jobs *jobs, const struct job *job, int *fd, struct error *error);
/* Asks all to stop, without waiting; none begins any more. Accepts NULL. */
void jobs_stop(struct jobs *jobs);
/* Asks all to stop, waits for them, frees. Before pool and writer are closed. Accepts NULL. */
void jobs_close(struct jobs *jobs);

/* ---- for the work ---- */

/* True when somebody cancelled the job, or the program ends: asked between two pieces. */
bool job_must_stop(const struct job_run *run);
/* After a piece that was ERR_UNAVAILABLE (nothing of it was done): waits a while, longer each time, and counts *tries
 * up from 0. False: the job must stop, or it has been so for some four minutes. */
bool job_waits(const struct job_run *run, int *tries);
/* So much is done: written now and then, when the last time is a while ago, and at the last. For work that writes
 * nothing itself; what cannot be written now is not missed. */
void job_note_progress(const struct job_run *run, int64_t done, bool last);
/* A file of its own for the result, open for writing, kept by the run; removed unless the work ends well and
 * job_keep_result() was said. Once. ERR_UNAVAILABLE. */
enum err job_open_result(const struct job_run *run, int *fd, struct error *error);
/* What was written until the work ends is the result: under that name it is given to the owner. name and type live as
 * long as run->arena. */
void job_keep_result(const struct job_run *run, const char *name, const char *type);

#endif
