/* Reading one cell as its column wants it: its value, or what is wrong with it. A cell is its value, not its look, but
 * for days; nothing is padded or guessed. */
#ifndef WORKFLOW_IMPORT_CELL_H
#define WORKFLOW_IMPORT_CELL_H

#include "text/misread/legacy.h"
#include "workflow/import/importer.h"

struct cell_way {
	const struct import_column *column;
	enum legacy_encoding font;      /* that the texts of the column are in */
	/* Whether a text is in it. */
	bool (*has)(struct arena *arena, const char *text, enum legacy_encoding font);
	bool convert;                   /* and are to be read in; else such a text is refused */
};

/* The value, NULL for none; *fault: a sentence about a cell that has none that the column can take, or NULL. */
const char *cell_read(struct arena *arena, const struct cell_way *way, const struct import_cell *cell,
                      const char **fault);
/* What stands in a cell, whatever it is, cleaned: for heads and rows that are no data. */
const char *cell_shown(struct arena *arena, const struct import_cell *cell);
/* True when there is nothing in it. */
bool cell_is_empty(const struct import_cell *cell);
/* The address of a cell: "C12"; of a whole row: "12". */
const char *cell_address(struct arena *arena, int place, int64_t row);
/* "TCVN3 (ABC)" */
const char *cell_font_name(enum legacy_encoding font);

#endif
