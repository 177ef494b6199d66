/* CSV as spreadsheets read it (RFC 4180): UTF-8 with a byte order mark, CRLF, quotes where they are needed. A text
 * that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe
 * before it. */
#ifndef EXCHANGE_CSV_H
#define EXCHANGE_CSV_H

#include <stdint.h>

#include "base/buf.h"

/* Content-Type of such a file, whose first row names the columns. */
#define CSV_TYPE "text/csv; charset=utf-8; header=present"

struct csv {
	struct buf *out;
	bool begun;                     /* the row has a cell already */
};

/* The mark at the beginning of a file. */
void csv_mark(struct csv *csv);
/* One cell; NULL is an empty one. */
void csv_text(struct csv *csv, const char *text);
void csv_int(struct csv *csv, int64_t number);
/* Ends the row. */
void csv_row(struct csv *csv);

#endif
