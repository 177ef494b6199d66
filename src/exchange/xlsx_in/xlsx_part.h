/* The parts of a workbook: entries of a zip file, most of them XML. Whatever is read is counted, and what is too much
 * of anything is refused as soon as it is: bytes, ratio, depth, a single tag, entries. No DTD. The sum of each entry's
 * bytes (CRC) is checked. Only it knows libzip and expat. Private to exchange/xlsx_in/. */
#ifndef EXCHANGE_XLSX_PART_H
#define EXCHANGE_XLSX_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "exchange/table_in/table_fault.h"

enum {
	PART_ENTRIES = 10000,
	PART_DEPTH = 256,                       /* of elements */
	PART_TAG = 256 << 10,                   /* bytes of a tag, a comment */
	PART_RATIO = 300,                       /* unpacked to packed, of an entry that is larger than PART_SMALL */
	PART_SMALL = 32 << 20,
	PART_NAME = 512
};
#define PART_UNPACKED ((int64_t)1 << 30)        /* of all entries */

struct xlsx_package;

/* What is done with XML: names without their prefix; attributes as expat gives them (name, value, …, NULL). Any may
 * be NULL. Text comes in pieces. Whoever refuses in one of them is called no more. */
struct part_reader {
	void (*start)(void *of, const char *name, const char **attributes);
	void (*end)(void *of, const char *name);
	void (*text)(void *of, const char *text, size_t length);
	void *of;
};

/* NULL: TABLE_BROKEN_ZIP, TABLE_LARGE_ENTRIES, TABLE_PROTECTED (an entry is encrypted), TABLE_UNAVAILABLE. The
 * descriptor stays the caller's. */
struct xlsx_package *xlsx_package_open(int descriptor, struct table_refusal *refusal);
/* Accepts NULL. */
void xlsx_package_close(struct xlsx_package *package);

bool xlsx_package_has(const struct xlsx_package *package, const char *name);
/* Whether that entry begins so: for what names a kind of file. */
bool xlsx_package_begins(struct xlsx_package *package, const char *name, const char *text);
/* Reads the part to its end. A part that is not there is TABLE_BROKEN_BOOK. */
bool xlsx_package_read(struct xlsx_package *package, const char *name, const struct part_reader *reader);
/* Reads what was not read yet: its CRC, and that XML is well-formed. */
bool xlsx_package_read_rest(struct xlsx_package *package);
/* Refuses with that part as the place. */
bool xlsx_package_refuse(struct xlsx_package *package, enum table_fault fault, const char *part, int64_t row);
bool xlsx_package_fine(const struct xlsx_package *package);

/* The value of the attribute of that name, whatever its prefix; NULL. */
const char *part_attribute(const char **attributes, const char *name);
/* A number of at most nine digits; false for anything else, also NULL. */
bool part_number(const char *text, unsigned *number);
/* "1", "true", "on". */
bool part_true(const char *text);

/* The version of expat. */
const char *xlsx_expat_version(void);

#endif
