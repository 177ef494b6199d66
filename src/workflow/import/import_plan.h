/* How a table of a file is read: which row has the heads, which column stands where, in which old font a column is. */
#ifndef WORKFLOW_IMPORT_IMPORT_PLAN_H
#define WORKFLOW_IMPORT_IMPORT_PLAN_H

#include "workflow/import/cell.h"

enum { HEADS_WITHIN = 40 };             /* rows in which heads are looked for */

/* Who judges what font the texts of a column are in, as they stand in the file; and whether one of them is. */
struct plan_fonts {
	enum legacy_encoding (*judge)(struct arena *arena, const char *const *texts, size_t count);
	bool (*has)(struct arena *arena, const char *text, enum legacy_encoding font);
};

struct import_plan {
	const struct import_columns *columns;
	int *places;                    /* of each column, counted from 0; -1: it has none */
	size_t met;                     /* columns that have a place */
	size_t lacking;                 /* required columns that have none */
	int64_t head;                   /* the row of the heads; 0: there is none */
	int64_t first;                  /* data begin in that row, or after it */
	bool placed;                    /* by a layout, not by heads */
	enum legacy_encoding *fonts;    /* of each column */
	struct plan_fonts judges;
};

/* Of one place, the first that stand in it. */
struct plan_sample { const char **texts; size_t count, bytes; };

/* While the rows of a table go by, from the first on: */
struct plan_search {
	struct arena *arena;
	struct arena *line_arena;       /* of the row at hand */
	struct plan_fonts judges;
	struct import_plan best;
	bool sees_name, sees_male, sees_female; /* of the layout without heads */
	struct plan_sample *samples;    /* of each place */
};

/* line_arena: of the caller, for one row after the other; another than arena. */
void plan_begin(struct plan_search *search, struct arena *arena, struct arena *line_arena,
                const struct import_columns *columns, const struct plan_fonts *fonts);
void plan_line(struct plan_search *search, const struct import_line *line);
/* After the last: *out is valid when it has a head or is placed. lacking tells what keeps it from being used. */
void plan_end(struct plan_search *search, struct import_plan *out);
/* True when the table can be imported so. */
bool plan_is_good(const struct import_plan *plan);
/* Names of the required columns that have no place: "Họ và tên, Vai trò". */
const char *plan_lacks(struct arena *arena, const struct import_plan *plan);

#endif
