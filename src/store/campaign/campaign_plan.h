/* What a campaign's plan wants by a day: milestones, and tasks beside them (src/domain.md §9). */
#ifndef STORE_CAMPAIGN_CAMPAIGN_PLAN_H
#define STORE_CAMPAIGN_CAMPAIGN_PLAN_H

#include "store/campaign/campaign.h"

/* ---- milestones ---- */

/* What is to be reached by a day. */
struct milestone {
	int64_t id;                     /* 0: a new one */
	enum stage stage;
	const char *last_day;           /* ISO */
	int64_t share;                  /* per cent of the target; 0: not said */
};

/* Those of a campaign, by day. */
enum err campaign_milestones_any(struct db *db, struct arena *arena, int64_t campaign_id, struct milestone **out,
                                 size_t *count, struct error *error);
/* Adds one (id 0), or changes the one of that id. One of the same stage and day is the same: it gets the share.
 * ERR_NOT_FOUND: there is none of that id in the campaign any more; ERR_CONFLICT: another has that stage and day, or
 * the share is none. */
enum err milestone_set(struct db *db, int64_t campaign_id, const struct milestone *milestone, struct error *error);
/* ERR_NOT_FOUND. */
enum err milestone_drop(struct db *db, int64_t campaign_id, int64_t id, struct error *error);

/* ---- tasks ---- */

/* What somebody is to do by a day, or again and again: a report on the 25th of each month. */
struct plan_task {
	int64_t id;                     /* 0: a new one */
	const char *name, *whose;       /* whose NULL: not said */
	const char *last_day;           /* ISO; of what comes again the first; NULL: the plan names none */
	enum every every;
	const char *done_on;            /* ISO: done, or done last; or NULL */
};

/* Those of a campaign, by day. */
enum err plan_tasks_any(struct db *db, struct arena *arena, int64_t campaign_id, struct plan_task **out, size_t *count,
                        struct error *error);
/* As milestone_set(); what makes two the same is name and day. */
enum err plan_task_set(struct db *db, int64_t campaign_id, const struct plan_task *task, struct error *error);
enum err plan_task_drop(struct db *db, int64_t campaign_id, int64_t id, struct error *error);

/* The day by which it is to be done next: the last day; of what comes again the first one that is not before today, and
 * behind the day on which it was done last. No date (year 0) where the plan names no day. */
struct date plan_task_due(const struct plan_task *task, struct date today);
/* STANDING_TASK_…; what comes again is never late. */
enum standing plan_task_stands(const struct plan_task *task, struct date today);

/* ---- history ---- */

struct log_row;
/* What was changed of the campaign, its stages, milestones, tasks, targets, rules and prices, the newest first (rows of
 * store/admin/access_log.h). */
enum err campaign_history_any(struct db *db, struct arena *arena, const char *code, struct log_row **rows,
                              size_t *count, struct error *error);

#endif
