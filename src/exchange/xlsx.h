/* A workbook (.xlsx) of one sheet, written row by row: little memory, however many rows.
 *
 * The first row has the names of the columns, bold, and stays in view; there is a filter on it, and it is repeated on
 * every printed page (A4, landscape, as wide as the paper). A number is a number and a day is a day; text is never a
 * formula. What a cell cannot hold of a text is told by exchange/xlsx_clean.h.
 *
 * What fails on the way is remembered, tells itself at xlsx_close(), and makes the calls until then do nothing. At
 * most XLSX_AT_ONCE workbooks are open at a time; each is used by one thread at a time.
 *
 * On the disk there is what the rows take as XML, twice at the end, and the packed file; nothing of it has a name, so
 * that nothing is left, whatever happens (exchange/xlsx_room.h). Equal input makes equal bytes. */
#ifndef EXCHANGE_XLSX_H
#define EXCHANGE_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Content-Type of a workbook. */
#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

enum {
	XLSX_ROWS = 1048576,            /* that a sheet holds, the names of the columns among them */
	XLSX_COLUMNS = 16384,
	XLSX_AT_ONCE = 2
};

/* How the cells of a column look; what is put into them is said by the functions below. */
enum xlsx_type {
	XLSX_TEXT,
	XLSX_ID_TEXT,                   /* format "@": a number typed into it later keeps its zeros too */
	XLSX_INT,
	XLSX_DAY,                       /* dd/mm/yyyy */
	XLSX_TIME,                      /* dd/mm/yyyy hh:mm */
	XLSX_CLOCK                      /* hh:mm:ss, beyond a day too */
};

struct xlsx_column {
	const char *name;
	int width;                      /* in characters; at most 255 */
	enum xlsx_type type;
};

struct xlsx_sheet {
	const char *folder;             /* where the files are made; until xlsx_close() or xlsx_drop() */
	const char *name;               /* cleaned and cut as Excel wants it; what stays empty is "Danh sách" */
	/* 1 to XLSX_COLUMNS. NULL: count columns as wide as the program has them, no row of names, no filter; each cell
	 * looks as what is put into it, and text as XLSX_ID_TEXT. */
	const struct xlsx_column *columns;
	size_t count;
	int64_t created;                /* seconds since 1970, for the file's properties */
};

struct xlsx;

/* NULL with ERR_UNAVAILABLE: XLSX_AT_ONCE are open already, the folder takes no file, or there is no memory. */
struct xlsx *xlsx_open(const struct xlsx_sheet *sheet, struct error *error);

/* The next cell of the row; one more than there are columns aborts. Text; NULL and "" leave the cell empty. */
void xlsx_text(struct xlsx *xlsx, const char *text);
/* A number; text when it has more than 15 digits, of which spreadsheets lose those. */
void xlsx_int(struct xlsx *xlsx, int64_t number);
/* A whole ISO day. Anything else, and a day before 1900-03-01, where spreadsheets count differently, is put as the
 * text that it is. */
void xlsx_day(struct xlsx *xlsx, const char *iso);
/* A stored UTC time, as the wall clock in Viet Nam showed it; else as xlsx_day(). */
void xlsx_time(struct xlsx *xlsx, const char *utc);
/* "2024-05-03T07:30:00" by the wall clock; else as xlsx_day(). */
void xlsx_wall_time(struct xlsx *xlsx, const char *iso);
/* "07:30:00"; anything else as the text that it is. */
void xlsx_clock(struct xlsx *xlsx, const char *clock);
/* A written number, "-12.5"; anything else as the text that it is. */
void xlsx_number(struct xlsx *xlsx, const char *number);
void xlsx_truth(struct xlsx *xlsx, bool truth);
/* An empty cell. */
void xlsx_none(struct xlsx *xlsx);
/* Ends the row; what has no cell yet stays empty. A row more than XLSX_ROWS is ERR_TOO_LARGE. */
void xlsx_row(struct xlsx *xlsx);
/* Ends the row, and leaves rows empty so that the next one has that number, from 1; not before it. */
void xlsx_row_before(struct xlsx *xlsx, int64_t number);
/* How wide a column is, before its first cell. */
void xlsx_width(struct xlsx *xlsx, size_t column, int width);

/* Whether something failed: who has many rows to go may stop. */
bool xlsx_failed(const struct xlsx *xlsx);
/* Packs the workbook and frees xlsx. A descriptor of the file, which has no name and mode 0600, at its beginning; *size
 * is its size. -1 when something failed. Seconds for a hundred thousand rows. */
int xlsx_close(struct xlsx *xlsx, int64_t *size, struct error *error);
/* Breaks off: frees xlsx, which may be NULL. */
void xlsx_drop(struct xlsx *xlsx);

/* The version of libxlsxwriter. */
const char *xlsx_library_version(void);

#endif
