/* Rows of the tables of batches. */
#ifndef REPORT_BATCH_LINES_H
#define REPORT_BATCH_LINES_H

#include "store/handover/batch.h"
#include "table/table.h"

/* ---- the register ---- */

/* Its filter: which accepted sheets are offered for a batch, of an area and after a sheet; the register itself has all
 * batches, or those with a sheet that is late on that day. */
struct batches_query {
	int64_t area_id, from;
	struct date late_on;            /* year 0: all */
};

struct batch_line {
	struct batch batch;
	const char *name;               /* "07/2024" */
	enum batch_state state;
};
struct batch_line batch_line(struct arena *arena, const struct batch *batch);

/* ---- one batch ---- */

/* A sheet of the batch that the path names; the table's filter is that batch, loaded with the rows. The police do not
 * know of sheets that were taken out before they signed. */
struct batch_item_line {
	struct batch_item item;
	/* Where the sheet stands; for the police, of one that is not theirs, where it stood when they had to do with it
	 * last. */
	enum state state;
	int64_t commune_id;
	const char *reason;             /* of the return from this batch, or NULL */
	int64_t by_paper;
};

#endif
