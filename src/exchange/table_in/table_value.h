/* What a number in a workbook is for a person: a number, or a day or a time because its format says so (ECMA-376,
 * part 1, 18.8.30). For the readers of workbooks alone. */
#ifndef EXCHANGE_TABLE_VALUE_H
#define EXCHANGE_TABLE_VALUE_H

#include "exchange/table_in/table_in.h"

enum value_format {
	VALUE_PLAIN,
	VALUE_DAY,                              /* a year, a month or a day in it, perhaps a time too */
	VALUE_CLOCK,                            /* a time of day */
	VALUE_LENGTH                            /* hours beyond a day: [h]:mm */
};

enum { VALUE_TEXT = 352 };                      /* the largest double, written out */

struct value {
	enum table_in_kind kind;
	size_t length;
	char text[VALUE_TEXT];
};

/* Of a format that every workbook has without saying its code. */
enum value_format value_format_known(unsigned id);
/* "dd/mm/yyyy", "[$-42A]d mmmm yyyy;@": of a code. */
enum value_format value_format_of(const char *code);

/* since_1904: days count from 1904-01-01, else as Excel counts from 1900. What is no day (less than none, after 9999)
 * is a number whatever the format. */
void value_of_number(double number, enum value_format format, bool since_1904, struct value *value);
/* The same of a written number, "7.9E+10". False: it is none. */
bool value_of_text(const char *text, enum value_format format, bool since_1904, struct value *value);
/* "2024-05-03", "2024-05-03T07:30:00", "07:30:00", with what stands behind the seconds passed over. False: it is
 * none of these. */
bool value_of_iso(const char *text, struct value *value);

#endif
