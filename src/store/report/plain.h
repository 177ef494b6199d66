/* Whole tables as they go out of the house to other programs: rows of texts and numbers, whatever they are about. */
#ifndef STORE_REPORT_PLAIN_H
#define STORE_REPORT_PLAIN_H

#include "db/db.h"

enum plain_table { PLAIN_PEOPLE, PLAIN_ROSTER, PLAIN_HISTORY, PLAIN_AREAS, PLAIN_TABLES };

struct plain_column { const char *name; bool number; };

extern const struct db_statements plain_statements;

/* The columns of a row, *count of them. */
const struct plain_column *plain_columns(enum plain_table table, size_t *count);

/* One row: its cells are valid until the next one. */
struct plain_row {
	struct db_row *row;
	int64_t campaign_id, area_id, sheet_id; /* whose it is; 0: of none */
};
const char *plain_text(const struct plain_row *row, size_t column);
int64_t plain_number(const struct plain_row *row, size_t column);

/* Calls fn for each row, by id. */
enum err plain_each_any(struct db *db, enum plain_table table,
                        enum err (*fn)(void *arg, const struct plain_row *row, struct error *error), void *arg,
                        struct error *error);

#endif
