/* Rows on their way: a file without a name, into which a reader of files puts sheets and rows, and from which they are
 * read as often as wanted. The process that reads an old workbook says the same bytes to its pipe
 * (exchange/xls_in/xls_child.h), and spool_reader_open() believes them only when every one is as it should be.
 *
 * A failure is remembered in the refusal and makes the calls that follow do nothing. For the readers of files alone. */
#ifndef EXCHANGE_TABLE_SPOOL_H
#define EXCHANGE_TABLE_SPOOL_H

#include "exchange/table_in/table_in.h"

enum {
	SPOOL_MERGED = 100000,                  /* ranges of a sheet */
	SPOOL_MERGED_CELLS = 10 << 20           /* that all ranges of a sheet cover, within its rows and columns */
};
#define SPOOL_BYTES ((int64_t)1 << 30)

/* ---- writing ---- */

struct spool_writer;

/* Writes to the descriptor, which stays the caller's, from where it stands. NULL: no memory. The refusal must last as
 * long as the writer. */
struct spool_writer *spool_writer_new(int descriptor, struct table_refusal *refusal);
/* Accepts NULL. */
void spool_writer_free(struct spool_writer *writer);

void spool_sheet(struct spool_writer *writer, const char *name, enum table_in_visibility visibility);
/* Numbers ascend. What came of the row before it is put; a row without a value is not. */
void spool_row(struct spool_writer *writer, int64_t number, bool hidden);
/* Columns ascend within a row. An empty text of TABLE_IN_TEXT is no cell. */
void spool_cell(struct spool_writer *writer, size_t column, enum table_in_kind kind, const char *text, size_t length);
/* Rows and columns as they stand in the file, from 1 and from 0; both ends belong to it. */
struct spool_range {
	int64_t first_row, last_row;
	size_t first_column, last_column;
};
/* After all rows of the sheet. */
void spool_merged(struct spool_writer *writer, const struct spool_range *range);
/* No more follows. False when something failed. */
bool spool_end(struct spool_writer *writer);

/* Instead of rows: why there are none. It stands alone or behind what a writer put, which is nothing then. False when
 * it cannot be written. */
bool spool_tell(int descriptor, const struct table_refusal *refusal);

/* ---- reading ---- */

struct spool_reader;

/* Reads all of it: that everything is in its place, the figures of each sheet. The descriptor becomes the reader's,
 * also when it is refused (NULL): what stands there instead of rows, TABLE_BROKEN_BOOK for bytes that a writer would
 * not have written, TABLE_EMPTY, TABLE_LARGE_MERGED, TABLE_UNAVAILABLE. */
struct spool_reader *spool_reader_open(int descriptor, struct table_refusal *refusal);
/* Accepts NULL. */
void spool_reader_close(struct spool_reader *reader);
const struct table_in_sheet *spool_sheets(const struct spool_reader *reader, size_t *count);
void spool_choose(struct spool_reader *reader, size_t sheet);
enum table_in_step spool_next(struct spool_reader *reader, struct table_in_row *row);

#endif
