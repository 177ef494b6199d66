/* The rows of one sheet of a workbook (.xlsx) (ECMA-376, part 1, 18.3). Private to exchange/xlsx_in/. */
#ifndef EXCHANGE_XLSX_ROWS_H
#define EXCHANGE_XLSX_ROWS_H

#include "exchange/table_in/table_spool.h"
#include "exchange/xlsx_in/xlsx_book.h"
#include "exchange/xlsx_in/xlsx_strings.h"

struct xlsx_rows;

/* What all sheets of a book are read with, which last longer than it. NULL: no memory, and it is refused. */
struct xlsx_rows *xlsx_rows_new(const struct xlsx_book *book, const struct xlsx_strings *strings,
                                struct xlsx_package *package, struct spool_writer *writer);
/* Accepts NULL. */
void xlsx_rows_free(struct xlsx_rows *rows);
/* Puts the sheet into the spool. Besides what reading a part is: TABLE_BROKEN_BOOK (rows or cells out of order, a
 * string that is not there), TABLE_LARGE_ROWS and the like. */
bool xlsx_rows_read(struct xlsx_rows *rows, const struct xlsx_book_sheet *sheet);

#endif
