/* How good the sheets of an area are when they come: what its three tables are asked for, and what was read. */
#ifndef REPORT_FIGURES_QUALITY_VIEW_H
#define REPORT_FIGURES_QUALITY_VIEW_H

#include "report/figures/progress_view.h"
#include "store/report/quality.h"

struct quality_line {
	struct quality_row row;
	const char *label;              /* the name, or that there is none */
	int64_t share;                  /* clean of sheets: tenths of a percent; -1: of nothing */
};

struct quality_view {
	struct progress_view place;
	struct quality_line sum;        /* of the area as a whole; nothing where rules are asked for */
};

struct quality_asked {
	int64_t area_id;
	const char *campaign, *table;
	const struct quality_view *view;
};

/* ---- quality_tables.c ---- */
extern const struct table quality_rules_table, quality_areas_table, quality_writers_table;

#endif
