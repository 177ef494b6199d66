/* A workbook (.xlsx), read as it streams out of its zip file. For exchange/table_in/, which alone asks for it. */
#ifndef EXCHANGE_XLSX_IN_H
#define EXCHANGE_XLSX_IN_H

#include "exchange/table_in/table_spool.h"

/* Puts all sheets, and reads every entry to its end. folder: where its shared strings stand meanwhile. */
bool xlsx_in_read(int descriptor, const char *folder, struct spool_writer *writer, struct table_refusal *refusal);

#endif
