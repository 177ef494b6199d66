/* What a workbook can hold of a text: XML 1.0 has no other control characters than tab and line end, and spreadsheets
 * count in UTF-16. */
#ifndef EXCHANGE_XLSX_CLEAN_H
#define EXCHANGE_XLSX_CLEAN_H

enum {
	XLSX_TEXT_UNITS = 32767,        /* of a cell */
	XLSX_NAME_UNITS = 31,           /* of a sheet's name */
	XLSX_TEXT_ROOM = 3 * XLSX_TEXT_UNITS + 1, /* UTF-8 of so many units has at most three bytes each */
	XLSX_NAME_ROOM = 3 * XLSX_NAME_UNITS + 1
};

/* Text of a cell. Every line end (CR LF, CR) becomes LF. What XML cannot hold (other control characters but DEL and C1,
 * U+FFFE, U+FFFF, bytes that are no UTF-8) becomes U+FFFD, one each. "_x0041_", which spreadsheets would read as "A",
 * becomes "_x005F_x0041_", which they show as it was written. A text longer than a cell ends in "…". */
void xlsx_clean_text(const char *text, char out[XLSX_TEXT_ROOM]);

/* Name of a sheet: each of []:*?/\ becomes "-", a control character or broken byte a space; no space or apostrophe at
 * either end; cut. Empty when nothing is left. */
void xlsx_clean_name(const char *name, char out[XLSX_NAME_ROOM]);

#endif
