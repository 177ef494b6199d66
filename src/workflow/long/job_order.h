/* Beginning, ending and going on with background work, whatever its kind: judged and told to the history in a task of
 * the writer, then run by the jobs. */
#ifndef WORKFLOW_LONG_JOB_ORDER_H
#define WORKFLOW_LONG_JOB_ORDER_H

#include "job/job.h"
#include "workflow/workflow.h"

struct job_order {
	struct request_head head;       /* made: the job */
	struct jobs *jobs;
	const char *kind;               /* of one to begin */
	const char *parameters;         /* its JSON, as its kind reads it */
	const void *asked;              /* what a kind wants besides that no form says (job_asking); or NULL */
	int64_t job_id;                 /* of one to end or to go on with; out: of one begun */
};

/* Remembers the job, as running, and launches it, unless the form was posted before. ERR_UNPROCESSABLE no such kind, or
 * what its plan refuses; ERR_FORBIDDEN the role may not begin one; ERR_CONFLICT one runs in its lane; ERR_UNAVAILABLE
 * too many run. */
enum err job_begin(struct job_order *order, struct error *error);
/* Asks it to stop. ERR_CONFLICT when it does not run any more, or is done wholly or not at all; ERR_FORBIDDEN when the
 * actor neither began it nor is an administrator. */
enum err job_cancel(struct job_order *order, struct error *error);
/* One that was stopped, interrupted or failed goes on; launched, unless repeated. ERR_CONFLICT when its kind does not
 * resume, it is no such job, another runs in its lane, or its kind refuses; ERR_FORBIDDEN as above. */
enum err job_resume(struct job_order *order, struct error *error);

#endif
