/* A plain table that goes out, row by row, to a descriptor (a pipe too): JSON lines, CSV or a workbook, from the same
 * calls. The columns are those of exchange/xlsx.h; in JSON their names are the keys, an empty cell is null, and a
 * number is a number. What fails on the way tells itself at table_out_close(), and makes the calls until then do
 * nothing. Memory does not grow with the rows. SIGPIPE must be ignored. One thread at a time. */
#ifndef EXCHANGE_TABLE_OUT_H
#define EXCHANGE_TABLE_OUT_H

#include "exchange/xlsx.h"

enum table_out_format { TABLE_OUT_JSONL, TABLE_OUT_CSV, TABLE_OUT_XLSX, TABLE_OUT_COUNT };

/* "jsonl", "csv", "xlsx"; false: none of them. */
bool table_out_named(const char *name, enum table_out_format *format);
/* Content-Type of such a file. */
const char *table_out_type(enum table_out_format format);

struct table_out;

/* sheet: with columns, which last until the end; its folder and name are for a workbook alone. The descriptor stays
 * the caller's. NULL: as xlsx_open(), or no memory. */
struct table_out *table_out_open(enum table_out_format format, const struct xlsx_sheet *sheet, int descriptor,
                                 struct error *error);
/* The next cell of the row, as its column's type wants it: a text, an ISO day, a stored time; NULL is an empty one. */
void table_out_text(struct table_out *out, const char *text);
void table_out_int(struct table_out *out, int64_t number);
/* Ends the row, which has a cell for each column. */
void table_out_row(struct table_out *out);
/* Whether something failed: who has many rows to go may stop. */
bool table_out_failed(const struct table_out *out);
/* Writes what is left and frees out. ERR_UNAVAILABLE: the descriptor takes nothing, or as xlsx_close(). */
enum err table_out_close(struct table_out *out, struct error *error);
/* Breaks off; what was written stays written. Accepts NULL. */
void table_out_drop(struct table_out *out);

#endif
