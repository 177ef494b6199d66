/* A table of targets in a file (workflow/admin/target_table.h), read whole: it is written whole or not at all. */
#ifndef REPORT_IMPORT_TARGET_FILE_H
#define REPORT_IMPORT_TARGET_FILE_H

#include "report/import/import_file.h"
#include "workflow/admin/target_table.h"

/* What a cell says that no figure can be. */
struct target_cell_fault { int64_t row; int place; const char *label, *text; };

struct target_file {
	struct target_table table;
	int64_t *rows;                  /* of the lines, in the file */
	struct target_cell_fault *faults;
	size_t fault_count;
};

/* Reads the lines of the chosen sheet; faults are no error. due_on: of lines that do not say theirs; or NULL. */
enum err target_file_read(struct arena *arena, struct import_file *file, const char *due_on, struct target_file *out,
                          struct error *error);
/* Where a fault of the table stands: the place of the cell, -1 the row; and what its column is called, or NULL. */
int target_file_place(const struct import_file *file, const struct target_fault *fault, const char **label);

#endif
