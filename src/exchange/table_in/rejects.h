/* The rows of a table that were not taken, to be corrected and sent again: a workbook of one sheet with the name, the
 * head rows, columns and cells as they were read, and one column more that says what is wrong. Days are days, texts
 * are texts, also of digits. Looks, ranges of merged cells and other sheets are not kept; a formula that had no value
 * is an empty cell. What fails tells itself at rejects_close(), and is as in exchange/xlsx.h. */
#ifndef EXCHANGE_REJECTS_H
#define EXCHANGE_REJECTS_H

#include "base/error.h"
#include "exchange/table_in/table_in.h"

struct rejects_sheet {
	const char *folder;                     /* where files are made; until the end */
	const struct table_in_sheet *read;      /* until rejects_open() returned */
	int64_t head_row;                       /* the last row above the data, that has the names of columns */
	int64_t created;                        /* seconds since 1970, for the file's properties */
};

struct rejects;

/* NULL with ERR_UNAVAILABLE as xlsx_open(); with ERR_TOO_LARGE when there is no room for one column more. */
struct rejects *rejects_open(const struct rejects_sheet *sheet, struct error *error);
/* Each row up to head_row, in order, before all others: it keeps its number. */
void rejects_head(struct rejects *rejects, const struct table_in_row *row);
/* A row that was not taken, with its faults in words. It comes right under the one before. */
void rejects_row(struct rejects *rejects, const struct table_in_row *row, const char *faults);
/* As xlsx_close(); frees rejects. */
int rejects_close(struct rejects *rejects, int64_t *size, struct error *error);
/* Breaks off. Accepts NULL. */
void rejects_drop(struct rejects *rejects);

#endif
