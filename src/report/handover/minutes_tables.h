/* The register of minutes, and the sheets of one. */
#ifndef REPORT_HANDOVER_MINUTES_TABLES_H
#define REPORT_HANDOVER_MINUTES_TABLES_H

#include "store/handover/minutes.h"
#include "table/table.h"

extern const struct table minutes_register, minutes_table;

/* ---- the register ---- */

struct minutes_query {
	int type, standing;             /* the code, from 1; 0: any */
	int copies;                     /* an enum copies */
	int64_t campaign_id;            /* 0: any */
};

struct minutes_line {
	struct minutes minutes;
	const char *name;               /* "05/2024"; "" of a draft */
	const char *of;                 /* whose, or of what */
};
struct minutes_line minutes_line(struct arena *arena, const struct minutes *minutes);

/* ---- one ---- */

/* A sheet of the minutes that the path names; the table's filter is these minutes, loaded with the rows. */
struct minutes_item_line {
	struct minutes_item item;
	int64_t commune_id;
};

#endif
