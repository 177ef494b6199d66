/* The text of a cell or of a shared string while it comes in pieces: runs joined, phonetic ones left out, "_x000D_"
 * read as the sign it stands for, spaces at its ends kept when it is said to (ECMA-376, part 1, 18.4, 22.9.2.19).
 * Private to exchange/xlsx_in/. */
#ifndef EXCHANGE_XLSX_TEXT_H
#define EXCHANGE_XLSX_TEXT_H

#include "exchange/table_in/table_in.h"

struct xlsx_text {
	bool in_piece, phonetic, preserved, too_long;
	size_t piece;                           /* where it begins */
	size_t length;
	char data[TABLE_IN_CELL_BYTES + 1];
};

void xlsx_text_begin(struct xlsx_text *text);
/* Elements and text within <si> or <is>; other names are passed over. */
void xlsx_text_start(struct xlsx_text *text, const char *name, const char **attributes);
void xlsx_text_end(struct xlsx_text *text, const char *name);
void xlsx_text_add(struct xlsx_text *text, const char *data, size_t length);
/* Ends data in NUL, with all escapes read. */
void xlsx_text_finish(struct xlsx_text *text);

#endif
