/* A file of text with separators, read with libcsv: RFC 4180, with the separator that its lines have in common (tab,
 * semicolon or comma; Excel's own first line "sep=;" decides, and is no row). Every cell is a text. Private to
 * exchange/table_in/. */
#ifndef EXCHANGE_CSV_IN_H
#define EXCHANGE_CSV_IN_H

#include "exchange/table_in/table_spool.h"

/* Puts the rows as one sheet; the writer's refusal tells why not. Besides what exchange/table_in/text_in.h refuses:
 * TABLE_HTML, TABLE_BROKEN_QUOTES. */
bool csv_in_read(int descriptor, struct spool_writer *writer, struct table_refusal *refusal);

#endif
