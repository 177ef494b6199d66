/* An old workbook (.xls of Excel 97 to 2003, BIFF8) in memory, read into a spool. It is read where nothing can be
 * harmed (exchange/xls_in/xls_child.h); for tests also elsewhere. Read by the published format (MS-CFB, MS-XLS)
 * and not by a library: freexl, the one of Debian, leaves values of formulas, truths, errors, hidden and merged cells
 * out without a word. */
#ifndef EXCHANGE_XLS_READ_H
#define EXCHANGE_XLS_READ_H

#include "exchange/table_in/table_spool.h"

/* The stream of records in it. */
bool xls_read_stream(const uint8_t *stream, size_t size, struct spool_writer *writer, struct table_refusal *refusal);
bool xls_read(const uint8_t *data, size_t size, struct spool_writer *writer, struct table_refusal *refusal);

#endif
