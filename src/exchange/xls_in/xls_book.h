/* What an old workbook (.xls, BIFF8) says of itself before its sheets: which sheets it has and where they begin, its
 * formats, its shared strings (MS-XLS 2.1.7.20.3). Private to exchange/xls_in/. */
#ifndef EXCHANGE_XLS_BOOK_H
#define EXCHANGE_XLS_BOOK_H

#include "exchange/table_in/table_value.h"
#include "exchange/xls_in/biff.h"

enum { XLS_FORMATS = 65536, XLS_CODES = 4096, XLS_STRINGS_BYTES = 128 << 20, XLS_NAME = 1024 };

struct xls_sheet {
	char name[XLS_NAME];
	enum table_in_visibility visibility;
	uint32_t at;                            /* of its first record in the stream */
};

struct xls_book {
	struct table_refusal *refusal;
	struct xls_sheet sheets[TABLE_IN_SHEETS];
	size_t count;
	bool since_1904;
	unsigned char formats[XLS_FORMATS];     /* enum value_format by the number of a cell's style */
	size_t format_count;
	struct { unsigned id; enum value_format format; } codes[XLS_CODES];
	size_t code_count;
	char *strings;                          /* one behind the other */
	size_t strings_size, strings_room;
	uint32_t *begins;                       /* of each string */
	size_t string_count, begins_room;
	char text[TABLE_IN_CELL_BYTES + 8];
};

/* book: zeroed, with its refusal; to be freed in any case. TABLE_PROTECTED, TABLE_OLD_XLS, TABLE_BROKEN_BOOK, … */
bool xls_book_read(struct xls_book *book, const uint8_t *stream, size_t size);
void xls_book_free(struct xls_book *book);

#endif
