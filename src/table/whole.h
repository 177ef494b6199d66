/* A whole table for a file, however long: its rows are read in pieces, each with a reader of its own, so that no
 * reading holds the database; first the ids of all, so that it can be noted who is shown what before the first byte
 * leaves. Rows that come later are not in the file. A small table is read at once, and given out in pieces. */
#ifndef TABLE_WHOLE_H
#define TABLE_WHOLE_H

#include "table/table.h"
#include "workflow/access.h"

struct table_whole {
	struct table_ask ask;
	const int64_t *ids;             /* that may be in the file, ascending; NULL: whatever is read */
	size_t id_count;
	struct table_rows rows;         /* the piece that was read last */
	struct table_rows all;          /* of a small table; of others the first piece */
	size_t taken;                   /* of a small one's rows */
	int64_t total;
	const void *sum;                /* for the end, or NULL */
	bool more;
	char key[TABLE_KEY];            /* of the place: the arena of a piece goes with it */
};

/* The ids, the first piece, total and sum; they live in ask's arena. */
enum err table_whole_begin(struct db *db, struct table_whole *stream, const struct table_ask *ask,
                            struct error *error);
/* The next piece, in arena; while stream->more. */
enum err table_whole_next(struct db *db, struct table_whole *stream, struct arena *arena, struct error *error);

/* ---- whose rows were shown ---- */
/* Of a table that shows nobody it is noted that it left the house. */

/* Of a page or JSON (LIST), or a paper (PRINT: it waits). ERR_UNAVAILABLE: they must not be shown. */
enum err table_note_rows(const struct workflow *workflow, const struct table_ask *ask, const struct table_rows *rows,
                         enum access access, struct error *error);
/* Of a file; it waits. Not while a reader is borrowed. */
enum err table_note_file(const struct workflow *workflow, const struct table_whole *stream, struct error *error);

#endif
