/* The rows of one sheet of an old workbook (MS-XLS 2.1.7.20.5). Private to exchange/xls_in/. */
#ifndef EXCHANGE_XLS_ROWS_H
#define EXCHANGE_XLS_ROWS_H

#include "exchange/table_in/table_spool.h"
#include "exchange/xls_in/xls_book.h"

/* Puts the sheet into the spool. TABLE_BROKEN_BOOK: its records are not what they should be, or out of order. */
bool xls_rows_read(struct xls_book *book, const struct xls_sheet *sheet, const uint8_t *stream, size_t size,
                   struct spool_writer *writer);

#endif
