/* The shared strings of a workbook: in a file without a name, of which the memory has what is looked at. Private to
 * exchange/table_in/. */
#ifndef EXCHANGE_XLSX_STRINGS_H
#define EXCHANGE_XLSX_STRINGS_H

#include "exchange/xlsx_in/xlsx_part.h"

enum { STRINGS_MOST = 8 << 20, STRINGS_BYTES = 512 << 20 };

struct xlsx_strings;

/* part "": there are none. NULL when refused: TABLE_LARGE_STRINGS, TABLE_UNAVAILABLE, and what reading a part is. */
struct xlsx_strings *xlsx_strings_read(struct xlsx_package *package, const char *part, const char *folder);
/* Accepts NULL. */
void xlsx_strings_free(struct xlsx_strings *strings);
/* NULL: there is none of that number. It ends in NUL. */
const char *xlsx_strings_find(const struct xlsx_strings *strings, unsigned number, size_t *length);

#endif
