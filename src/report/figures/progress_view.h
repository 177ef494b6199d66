/* Progress of an area in a campaign, as the table, its page and the first page show it. */
#ifndef REPORT_FIGURES_PROGRESS_VIEW_H
#define REPORT_FIGURES_PROGRESS_VIEW_H

#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "report/figures/progress_plan.h"
#include "store/report/progress.h"
#include "table/table.h"

/* ---- progress_table.c ---- */
extern const struct table progress_table;

/* The list of what is late in the area, or of that which names no hamlet there: as many as progress has for the same
 * actor, of the roles that see all sheets that count for them. */
struct progress_view;
const char *progress_late_url(struct arena *arena, const struct progress_view *view, int64_t area_id, bool no_hamlet);

/* A row of the table. */
struct progress_line {
	struct progress_row row;        /* left: BALANCE_NONE without a target */
	int64_t share;                  /* entered of the target: tenths of a percent, -1: there is none */
	int64_t due, reached;           /* plan_due(), plan_reached() */
	int64_t week, trend;            /* entered in the last week, and that less the week before; or BALANCE_NONE */
};

struct progress_view {
	struct area area;
	struct area *path;              /* from the root down to the area, only what the actor may see */
	size_t path_count;
	struct area *own;               /* the actor's areas, when there are several */
	size_t own_count;
	struct area_kin *heirs;         /* of an area that has ended */
	size_t heir_count;
	bool ended;
	struct campaign *campaigns;     /* those of the actor, by code */
	size_t campaign_count;
	const struct campaign *campaign; /* the one shown; NULL: there is none */
	struct milestone *milestones;
	size_t milestone_count;
	int64_t plan;                   /* plan_share() of today */
	struct progress_row *rows;
	size_t count;
	bool weeks;                     /* the rows have what the last two weeks brought */
	struct progress_row total;
	struct progress_line sum;       /* the same as the last row of the table */
	struct date today;
	/* the last days of the campaign, with today, that the pace is taken from; 0: it has not begun */
	int64_t pace_days;
	struct progress_recent recent;  /* what these, and the last two weeks, brought */
};

/* What the table is asked for, and what was read. */
struct progress_query {
	int64_t area_id;
	const char *campaign;
	const struct progress_view *view;
};

/* ---- progress_view.c ---- */

/* Who asks for what. area_id 0: the actor's first area. campaign: a code or an id; NULL: the newest that covers the
 * area. */
struct progress_asked {
	struct arena *arena;
	const struct actor *actor;
	struct date today;
	int64_t area_id;
	const char *campaign;
	bool weeks;                     /* what the last two weeks brought to each row is wanted too */
};

/* ERR_NOT_FOUND when the area is not in the actor's scope or the campaign is none of the actor's. */
enum err progress_read(struct db *db, const struct progress_asked *asked, struct progress_view *out,
                       struct error *error);
/* The same without its figures and milestones: the area, what is above it, the campaign. */
enum err progress_place(struct db *db, const struct progress_asked *asked, struct progress_view *out,
                        struct error *error);

#endif
