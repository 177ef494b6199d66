/* Judging all sheets of a campaign again, in the background: after a change of its rules, or of the program's.
 *
 * Sheets that are not accepted yet get the new findings; no sheet changes its state or its version. Of accepted
 * sheets and later ones it is only reported what the rules would say now: they keep the findings, confirmations and
 * the version of the rules that they were accepted by. Whoever starts it judges what they may: an administrator the
 * whole campaign, an officer the sheets of their area. One at a time a campaign; one that ended early goes on after
 * the last sheet it told of, while the rules are the same. */
#ifndef WORKFLOW_VERDICT_RECHECK_H
#define WORKFLOW_VERDICT_RECHECK_H

#include "job/job.h"
#include "store/admin/recheck_row.h"
#include "workflow/workflow.h"

#define RECHECK_KIND "recheck"

/* The parameters of such a job. */
const char *recheck_parameters(struct arena *arena, int64_t campaign_id);

/* The steps of the kind (job/job.h). arg: const struct workflow *. */
job_step recheck_plan, recheck_settle, recheck_again;
job_tell recheck_tell;
job_work recheck_work;

#endif
