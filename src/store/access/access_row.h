/* Views (access_log): append-only, each row hashed onto the one before, as the history is (store/sheet/event.h). A row
 * tells of one sheet, or of a list: a page, a search, a file, a paper, with the ids of the sheets it showed. */
#ifndef STORE_ACCESS_ACCESS_ROW_H
#define STORE_ACCESS_ACCESS_ROW_H

#include "base/code.h"
#include "db/db.h"

struct access_row {
	const char *at;                 /* UTC */
	int64_t actor_id;
	enum access access;
	int64_t sheet_id;               /* the one sheet; 0: none, or a list */
	const char *detail;             /* or NULL */
	const char *table;              /* the name of a list; NULL: none, and nothing below */
	int64_t filter;                 /* a digest of what was asked of it; 0: nothing was */
	int64_t commune_id;             /* of all the sheets; 0: several */
	int64_t lowest, highest;        /* of the ids; with count 0: not said */
	int64_t count;
	const void *ids;                /* id_list.h */
	size_t ids_length;
};

/* Appends. WRITE: in a task. */
enum err access_add(struct db *db, const struct access_row *row, struct error *error);
/* Recomputes the chain and reads all ids. ERR_INTERNAL naming the first row that does not hold; else the head
 * (arena). */
enum err access_verify(struct db *db, struct arena *arena, const char **head, struct error *error);

#endif
