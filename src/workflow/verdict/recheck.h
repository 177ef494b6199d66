/* Judging all sheets of a campaign again, in the background: after a change of its rules, or of the program's.
 *
 * Sheets that are not accepted yet get the new findings; no sheet changes its state or its version. Of accepted
 * sheets and later ones it is only reported what the rules would say now: they keep the findings, confirmations and
 * the version of the rules that they were accepted by. Whoever starts it judges what they may: an administrator the
 * whole campaign, an officer the sheets of their area. */
#ifndef WORKFLOW_VERDICT_RECHECK_H
#define WORKFLOW_VERDICT_RECHECK_H

#include "job/job.h"
#include "store/admin/job_row.h"
#include "workflow/workflow.h"

#define RECHECK_KIND "recheck"

struct recheck_order {
	struct request_head head;
	int64_t campaign_id;            /* the caller has seen that the actor has to do with it */
	int64_t job_id;                 /* out: to be launched, unless the form was posted before */
};

/* Remembers the job, as running. ERR_CONFLICT while one of the campaign runs. */
enum err recheck_begin(struct recheck_order *order, struct error *error);

struct recheck_stop {
	struct request_head head;
	int64_t job_id;
};

/* Tells the history who asked to stop it. ERR_CONFLICT when it does not run any more; ERR_FORBIDDEN when the actor
 * neither started it nor is an administrator. */
enum err recheck_cancel(struct recheck_stop *stop, struct error *error);

/* One that was stopped, interrupted or failed goes on after the last sheet it told of; to be launched, unless
 * repeated. ERR_CONFLICT when it is no such job, another of the campaign runs, or the rules changed since it began.
 * ERR_FORBIDDEN as above. */
enum err recheck_resume(struct recheck_stop *stop, struct error *error);

/* The work of such a job; run->arg: const struct workflow *. */
job_work recheck_work;

#endif
