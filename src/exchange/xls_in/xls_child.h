/* The process that reads one old workbook: this program again, begun by exchange/xls_in/xls_in.h with a word that no
 * usage names. Its stdin is the file, its stdout gets the rows (exchange/table_in/table_spool.h), or why there are
 * none. */
#ifndef EXCHANGE_XLS_CHILD_H
#define EXCHANGE_XLS_CHILD_H

#define XLS_CHILD_WORD "read-xls"

/* Confines itself, then reads and tells. parent: the id of the process that it belongs to, in digits. The exit status:
 * 0 told, whatever the file is. */
int xls_child(const char *parent);

#endif
