/* What a workbook (.xlsx) says of itself: which sheets it has and in which parts they stand, from when its days count,
 * which of its formats are days (ECMA-376, part 1, 18.2, 18.8). Private to exchange/xlsx_in/. */
#ifndef EXCHANGE_XLSX_BOOK_H
#define EXCHANGE_XLSX_BOOK_H

#include "exchange/table_in/table_value.h"
#include "exchange/xlsx_in/xlsx_part.h"

enum { BOOK_FORMATS = 65536 };                  /* the most that Excel has, and more than that is refused */

struct xlsx_book_sheet {
	char *name;
	enum table_in_visibility visibility;
	char part[PART_NAME];
};

struct xlsx_book {
	struct xlsx_book_sheet sheets[TABLE_IN_SHEETS];
	size_t count;
	bool since_1904;
	char strings[PART_NAME];                /* the part of shared strings; "": there is none */
	unsigned char *formats;                 /* enum value_format by the number of a cell's style */
	size_t format_count;
};

/* Also tells what else a zip file is: TABLE_ODS, TABLE_XLSB, TABLE_NOT_ONE. The book is freed in any case. */
bool xlsx_book_read(struct xlsx_book *book, struct xlsx_package *package);
void xlsx_book_free(struct xlsx_book *book);

#endif
