/* How wide the columns of a table are. Private to document/. */
#ifndef DOCUMENT_COLUMNS_H
#define DOCUMENT_COLUMNS_H

#include "document/document.h"

/* In millimetres, together `whole`: widths that are said are kept where they fit, the other columns share what is
 * left. A column that counts is never narrower than its last number. */
void column_widths(const struct paper_table *table, double whole, double out[COLUMNS_MOST]);

#endif
