/* Acts of more sheets than are done at once: a job writes them in pieces, each a task of the writer, so that nobody
 * waits for all of them. Both go on by themselves after the program ended.
 *
 * Moving them: what is asked for is fixed when it begins; each sheet is judged where it
 * is written, and left out when it cannot be moved then. Cancelled, it keeps what it did. Taking back: whether a sheet
 * was acted on since is looked at in a reader before it begins, for those of the moment between in the task that begins
 * it, and from then on nobody else acts on its sheets (act_check_free). So it does all or, failing, says that it did
 * not; it cannot be cancelled. */
#ifndef WORKFLOW_MANY_ACT_JOB_H
#define WORKFLOW_MANY_ACT_JOB_H

#include "job/job.h"
#include "workflow/workflow.h"

/* The kind of a job that moves sheets is called as the move. */
#define ACCEPT_KIND ACTION_ACCEPT_CODE
#define FORWARD_KIND ACTION_FORWARD_CODE
#define ENTERED_KIND ACTION_ENTERED_CODE
#define RETURN_KIND ACTION_RETURN_CODE
#define RESEND_KIND ACTION_RESEND_CODE
#define ARCHIVE_KIND ACTION_ARCHIVE_CODE
#define UNDO_KIND ACTION_UNDO_CODE

/* What is asked of the kinds (job_order.asked); of those that move sheets it is the same. */
struct accept_order {
	const int64_t *ids;
	size_t count;
	bool unknown;                   /* one of them is not the actor's */
	bool meeting;                   /* accept: each of them is a meeting's to accept */
	int64_t expected;               /* of a filter: another number is ERR_CONFLICT; -1: they were named */
	const char *said;               /* for all of them (store/sheet/act.h), or NULL */
	bool one_bundle;                /* forward: one is to come of it, with the next two (accept_request) */
	int64_t papers;                 /* PAPERS_NOT_SAID */
	const char *for_leader;         /* or NULL */
};
struct undo_order { struct act_look look; };

/* The act of such a job; 0: it is of another kind. */
int64_t act_of_job(const struct job *job);

/* ---- accept_job.c ---- */
/* The steps of the kinds that move sheets (job/job.h). arg: const struct workflow *. */
job_step accept_plan, accept_settle, accept_again;
job_work accept_work;

/* ---- undo_job.c ---- */
job_step undo_plan, undo_settle;
job_work undo_work;

#endif
