/* What a new campaign may be made of: a plan that the program carries (form/plans.tsv), or another campaign. */
#ifndef WORKFLOW_ADMIN_PLAN_SOURCE_H
#define WORKFLOW_ADMIN_PLAN_SOURCE_H

#include "store/campaign/campaign_plan.h"

struct plan_source {
	struct campaign campaign;       /* code: of the plan, or of the other campaign; days may be NULL */
	int64_t days[STAGE_COUNT];      /* 0: no limit */
	struct milestone *milestones;   /* id 0 */
	size_t milestone_count;
	struct plan_task *tasks;        /* id 0, nothing is done */
	size_t task_count;
};

/* The plans that the program carries, in the order of the file. */
void plan_sources(struct arena *arena, struct plan_source **out, size_t *count);
/* One by its code; false: there is none. */
bool plan_source_find(struct arena *arena, const char *code, struct plan_source *out);
/* What another campaign was, one year later: its days, milestones and tasks; it is not closed, and of no plan. */
enum err plan_source_copy(struct db *db, struct arena *arena, int64_t campaign_id, struct plan_source *out,
                          struct error *error);
/* Its milestones and tasks for a campaign. */
enum err plan_source_store(struct db *db, int64_t campaign_id, const struct plan_source *source, struct error *error);

#endif
