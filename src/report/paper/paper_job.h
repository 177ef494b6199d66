/* A paper that takes long, made in the background: Mẫu số 03 of a whole batch, an annex of thousands of rows. */
#ifndef REPORT_PAPER_PAPER_JOB_H
#define REPORT_PAPER_PAPER_JOB_H

#include "job/job.h"
#include "report/paper/paper_type.h"

#define PAPER_JOB_KIND "paper"

/* What the kind needs of the program (job_kind.arg). */
struct paper_host {
	const struct workflow *workflow;
	/* Who may have it: the roles of its route. */
	uint32_t (*roles)(const struct paper_type *type);
};

/* The parameters of such a job: name, id, "pdf" or "docx" as they were sent. */
const char *paper_job_parameters(struct arena *arena, const char *name, const char *id, const char *format);
/* The paper of such a job, or NULL. */
const struct paper_type *paper_job_type(struct arena *arena, const char *parameters);

/* Refuses a paper that there is not, that is not the actor's, or not made in that form. */
job_step paper_job_plan;
job_work paper_job_work;

#endif
