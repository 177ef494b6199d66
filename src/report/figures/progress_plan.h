/* The plan of entering: what is wanted by a day, how far a row is against that, and what the whole of it comes to. */
#ifndef REPORT_FIGURES_PROGRESS_PLAN_H
#define REPORT_FIGURES_PROGRESS_PLAN_H

#include "store/campaign/campaign_plan.h"
#include "store/report/progress.h"

enum { MILLION = 1000000 };

/* Per cent of the target; of a milestone that says no share all of it. */
int64_t milestone_share(const struct milestone *milestone);

/* What of each target is to be entered by the end of that day, in parts of a million: from nothing before the first day
 * of collecting in a straight line to the share of each milestone of entry, which come by day. 0: there is none, or
 * nothing is wanted yet. */
int64_t plan_share(const struct campaign *campaign, const struct milestone *milestones, size_t count,
                   struct date today);
/* Sheets of that share, rounded up; -1: no target, or nothing is wanted. */
int64_t plan_due(int64_t target, int64_t share);
/* What a row is measured against: what is due, or the target where the plan wants nothing; -1: no target. */
int64_t plan_wanted(const struct progress_row *row, int64_t share);
/* How far it is: entered of what is wanted, in parts of a million; -1: nothing to measure by.
 * The least is the worst. */
int64_t plan_reached(const struct progress_row *row, int64_t share);

enum plan_standing {
	PLAN_UNTOLD,                    /* no target at all */
	PLAN_BEHIND,                    /* the whole area has less than it is measured against */
	PLAN_PARTS_BEHIND,              /* the whole has enough, some units have less */
	PLAN_REACHED
};

/* What is behind and by how much. */
struct plan_finding {
	enum plan_standing standing;
	int64_t wanted, missing;        /* of the whole area; missing 0: nothing is */
	size_t units, behind, untold;   /* units with a target, those of them that have less, those without */
	size_t idle;                    /* of those behind: where nothing is entered */
	const struct progress_row *worst; /* the only one that is the least far of several units; NULL: none stands out */
};

struct plan_finding plan_find(const struct progress_row *rows, size_t count, const struct progress_row *total,
                              int64_t share);
/* That in one sentence; entered: of the whole area. */
const char *plan_sentence(struct arena *arena, const struct plan_finding *found, int64_t entered, int64_t share);
/* How many units, which is the worst, how many have no target; "": nothing more is to be said. */
const char *plan_detail(struct arena *arena, const struct plan_finding *found, int64_t share);

#endif
