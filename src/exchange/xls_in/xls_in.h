/* Old workbooks (.xls) are read by a child (exchange/xls_in/xls_child.h), XLS_AT_ONCE at a time; who comes then waits,
 * and everybody has an answer in XLS_MS. For exchange/table_in/, which alone asks for it. */
#ifndef EXCHANGE_XLS_IN_H
#define EXCHANGE_XLS_IN_H

#include "exchange/table_in/table_fault.h"

enum { XLS_AT_ONCE = 2, XLS_MS = 30000 };

/* The rows of the file go to the end of spool, to be believed by spool_reader_open() alone. TABLE_LARGE_TIME,
 * TABLE_LARGE_UNPACKED, TABLE_BROKEN_BOOK (the child ended badly), TABLE_UNAVAILABLE. */
bool xls_in_read(int descriptor, int spool, struct table_refusal *refusal);

/* Ends what is being read and sends away who waits and who comes (TABLE_UNAVAILABLE): the program ends. */
void xls_in_stop(void);

#endif
