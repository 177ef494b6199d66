/* A table as a file or as JSON: codes, ISO days, plain numbers, masked for who asks. */
#ifndef TABLE_FILE_H
#define TABLE_FILE_H

#include "base/buf.h"
#include "base/json.h"
#include "exchange/xlsx.h"
#include "table/whole.h"

/* ---- CSV ---- */
/* The mark and the names of the columns. */
void table_csv_head(const struct table_ask *ask, struct buf *out);
/* The rows that were read last; after all of them the row of sums. */
void table_csv_piece(const struct table_whole *whole, struct buf *out);

/* ---- XLSX ---- */
/* A workbook for the rows; its files are made in folder. NULL as xlsx_open(). */
struct xlsx *table_xlsx_open(const struct table_ask *ask, const char *folder, int64_t created, struct error *error);
void table_xlsx_piece(const struct table_whole *whole, struct xlsx *xlsx);

/* ---- JSON ---- */
cJSON *table_json_row(struct table_ask *ask, const void *row);
cJSON *table_json_rows(struct table_ask *ask, const struct table_rows *rows);
/* {"rows","total","next"}, with "sum" where the table has one; more: there are other rows. */
cJSON *table_json(struct table_ask *ask, const struct table_rows *rows, bool more);
/* The same beside what stands in root. */
void table_json_into(cJSON *root, struct table_ask *ask, const struct table_rows *rows, bool more);

#endif
