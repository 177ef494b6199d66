/* A table sent as a CSV file, however long: pages of rows, each read with a reader of its own, sent while the next is
 * not read yet. A table of one page is an ordinary answer. Every one is logged as an export. */
#ifndef WEB_LIST_CSV_TABLE_H
#define WEB_LIST_CSV_TABLE_H

#include "exchange/csv.h"
#include "web/frame/app.h"

enum { CSV_PAGE = 500 };                /* rows read at once */

struct csv_table;

/* Appends the next rows, at most about CSV_PAGE, and says in table->more whether there are others; the first time it
 * sets table->total too. */
typedef enum err csv_page(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                          struct error *error);

struct csv_table {
	const char *name;               /* of the file, without ".csv"; plain letters */
	const char *const *columns;     /* names as in files and JSON (src/domain.md §2) */
	size_t column_count;
	csv_page *page;
	void *arg;                      /* what page keeps from page to page, in the handler's arena */
	int64_t total;
	bool more;
};

/* table: in the handler's arena, where it can have more than one page. */
enum err csv_send(struct http_request *request, struct http_response *response, struct csv_table *table,
                  struct error *error);

/* True when the request asks for the table as CSV. */
static inline bool wants_csv(const struct http_request *request)
{
	return strcmp(request->suffix, "csv") == 0;
}

#endif
