/* A file of tables (exchange/table_in/table_in.h) as the engine of imports reads it (workflow/import/import.h): which
 * sheet is meant, its heads, its rows; and the workbook of what was rejected. */
#ifndef REPORT_IMPORT_IMPORT_FILE_H
#define REPORT_IMPORT_IMPORT_FILE_H

#include "exchange/table_in/table_in.h"
#include "workflow/import/import.h"

struct import_file {
	struct table_in *in;
	size_t sheet;
	const char *sheet_name;         /* "" for text */
	const char *hidden;             /* names of hidden sheets, which nobody asked for: "A, B"; "" for none */
	struct import_columns columns;
	struct import_plan plan;
	struct import_cell *cells;      /* of the row at hand */
};

/* What is asked of a file. */
struct import_asking {
	struct arena *arena;            /* as long as the file */
	const char *folder;             /* for what needs no name */
	enum import_table table;
	const struct form *form;
	const char *sheet;              /* the name of the one that is meant; NULL: the visible one with heads */
};

/* Reads all of it. ERR_UNPROCESSABLE, ERR_TYPE, ERR_TOO_LARGE, ERR_UNAVAILABLE with a sentence: it is refused; nothing
 * is open then. */
enum err import_file_open(const struct import_asking *asking, int fd, struct import_file *out, struct error *error);
void import_file_close(struct import_file *file);
/* The chosen sheet, from its first row on. */
struct import_source import_file_source(struct import_file *file);

#endif
