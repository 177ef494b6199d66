/* A long table made into a workbook in the background. */
#ifndef REPORT_WORKBOOK_JOB_H
#define REPORT_WORKBOOK_JOB_H

#include "job/job.h"
#include "report/registry.h"
#include "workflow/workflow.h"

#define WORKBOOK_KIND "xlsx"

/* What the kind needs of the program (job_kind.arg). */
struct workbook_host {
	const struct workflow *workflow;
	const char *const *tmp;         /* the folder for files on the way, known when the first job begins */
	/* Who may see a table: the roles of its route. */
	uint32_t (*roles)(const struct table *table);
};

/* The parameters of such a job: which table, its path ("/handovers/12") and its query without "?". */
const char *workbook_parameters(struct arena *arena, const char *table, const char *path, const char *query);
/* The table of such a job, or NULL. */
const struct table *workbook_table(struct arena *arena, const char *parameters);

/* What the parameters ask for, in arena, by the owner with what he sees now; refusals as below. */
enum err workbook_ask(const struct workbook_host *host, struct arena *arena, const struct actor *actor,
                      const char *parameters, struct table_ask *ask, struct error *error);
/* Refuses a table that there is not or that is not the actor's, a path of another one, a query that means nothing, and
 * a search by number. */
job_step workbook_plan;
job_work workbook_work;

#endif
