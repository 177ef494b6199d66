/* Tables that come in: a workbook (.xlsx), an old one (.xls), or text with separators (CSV).
 *
 * What a file is, its bytes decide, never its name. table_in_open() reads the whole file once: a file that is broken
 * anywhere, or larger than what is declared below, is refused before a row is given (exchange/table_in/table_fault.h
 * tells why). What it read stands from then on in a file of our own that has no name and goes with the last
 * descriptor (exchange/table_in/table_spool.h): rows come from there, any number of times, at the price of reading a
 * disk. Memory does not grow with the number of rows.
 *
 * Text is as it stands in the file, in UTF-8: not in NFC, no space taken away, signs of old fonts as they are
 * (exchange/table_in/old_font.h judges them). Of a cell only the value counts, not its look, except that the format
 * decides whether a number is a day.
 *
 * One thread at a time. */
#ifndef EXCHANGE_TABLE_IN_H
#define EXCHANGE_TABLE_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "exchange/table_in/table_fault.h"

enum {
	TABLE_IN_ROWS = 1048576,                /* the last row that a sheet has */
	TABLE_IN_COLUMNS = 16384,
	TABLE_IN_SHEETS = 256,
	TABLE_IN_CELL_BYTES = 98304,            /* of a cell: what 32,767 UTF-16 units, the most of Excel, can take */
	TABLE_IN_ROW_BYTES = 4 << 20,           /* of the texts of a row */
	TABLE_IN_FILE_BYTES = 200 << 20         /* of the file as it comes */
};

enum table_in_format { TABLE_IN_CSV, TABLE_IN_XLSX, TABLE_IN_XLS };

enum table_in_visibility {
	TABLE_IN_VISIBLE,
	TABLE_IN_HIDDEN,
	TABLE_IN_VERY_HIDDEN                    /* a person cannot make it visible by the menu of Excel */
};

/* All of these have a text, which is "" where nothing is said. */
enum table_in_kind {
	TABLE_IN_EMPTY,                         /* nothing, or "" */
	TABLE_IN_TEXT,                          /* every cell of a CSV file; spaces alone are a text */
	/* As a person reads it: 79123456789, not 7.9123456789E10; 15 digits of a fraction; a decimal point. */
	TABLE_IN_NUMBER,
	/* yyyy-mm-dd. 1900-01-00 and 1900-02-29, which Excel shows too, are no days: date_from_iso() refuses them. */
	TABLE_IN_DAY,
	TABLE_IN_DAY_TIME,                      /* yyyy-mm-ddThh:mm:ss */
	TABLE_IN_CLOCK,                         /* hh:mm:ss, a time of day or a length of time */
	TABLE_IN_BOOLEAN,                       /* TRUE or FALSE */
	TABLE_IN_ERROR,                         /* #N/A, #REF! … */
	TABLE_IN_NO_VALUE,                      /* a formula that nobody worked out before it was saved */
	TABLE_IN_MERGED,                        /* in a merged range, but not its first cell, which alone has the value */
	TABLE_IN_KIND_COUNT
};

struct table_in_cell {
	enum table_in_kind kind;
	const char *text;                       /* ends in NUL, and has no other */
};

/* A row that has a value: those with nothing, or with merged cells alone, are passed over. */
struct table_in_row {
	int64_t number;                         /* from 1, as Excel counts */
	bool hidden;                            /* by hand or by a filter */
	size_t count;                           /* of cells, up to the last that is not empty */
	const struct table_in_cell *cells;      /* by column, A is 0 */
};

struct table_in_sheet {
	const char *name;                       /* "" for CSV */
	enum table_in_visibility visibility;
	int64_t rows, hidden_rows;              /* that will be given; how many of them are hidden */
	int64_t last_row;                       /* number of the last of them */
	size_t columns;                         /* up to the last that has a value in some row */
	int64_t no_values;                      /* cells of TABLE_IN_NO_VALUE */
	size_t merged;                          /* ranges */
};

struct table_in;

/* The table in a file, whose descriptor can be read at any place and stays the caller's; it may be closed or changed
 * afterwards. folder: where our own file is made. NULL when refused. */
struct table_in *table_in_open(int descriptor, const char *folder, struct table_refusal *refusal);
/* The same of bytes. */
struct table_in *table_in_open_bytes(const void *bytes, size_t size, const char *folder, struct table_refusal *refusal);
/* Accepts NULL. */
void table_in_close(struct table_in *in);

/* An old workbook is read by a child, in half a minute at most: this ends those that read now and all that would come.
 * For the end of the program. */
void table_in_stop(void);

enum table_in_format table_in_format(const struct table_in *in);
/* In the order of the workbook, at least one; sheets of charts are left out. */
const struct table_in_sheet *table_in_sheets(const struct table_in *in, size_t *count);
/* The place of the sheet of that very name, whatever its visibility; -1: none. */
int table_in_find(const struct table_in *in, const char *name);

/* table_in_next() gives the rows of that sheet from its first one on: also a second time. */
void table_in_choose(struct table_in *in, size_t sheet);

enum table_in_step { TABLE_IN_ROW, TABLE_IN_END, TABLE_IN_FAILED /* our own file cannot be read: the disk */ };
/* The next row; *row holds until the next call, table_in_choose() or table_in_close(). */
enum table_in_step table_in_next(struct table_in *in, struct table_in_row *row);

/* The version of expat. */
const char *table_in_expat_version(void);

/* "A", "XFD"; "A1". */
enum { TABLE_IN_NAME = 32 };
void table_in_column_name(size_t column, char out[TABLE_IN_NAME]);
void table_in_cell_name(size_t column, int64_t row, char out[TABLE_IN_NAME]);

#endif
