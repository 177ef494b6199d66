/* Which rows of a table are no data: empty ones, the numbers of the columns, sums, what is signed below. */
#ifndef WORKFLOW_IMPORT_UNREAD_H
#define WORKFLOW_IMPORT_UNREAD_H

#include "workflow/import/import.h"

/* From row to row of one table. */
struct unread {
	bool signing;                   /* a signature began: what follows without what a row must have belongs to it */
};

/* Why the row is not read; UNREAD_KINDS: it is. */
enum import_unread unread_judge(struct unread *unread, struct arena *arena, const struct import_plan *plan,
                                const struct import_line *line);

#endif
