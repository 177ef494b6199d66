/* What was rejected of a file that is imported, as a workbook (exchange/table_in/rejects.h): the rows above the data as
 * they stand, and behind each row that was rejected what is wrong with it. */
#ifndef REPORT_IMPORT_IMPORT_REJECTS_H
#define REPORT_IMPORT_IMPORT_REJECTS_H

#include "report/import/import_file.h"

struct import_rejects;

/* ERR_UNAVAILABLE and NULL. folder: for what needs no name. arena: as long as it. */
struct import_rejects *import_rejects_open(struct arena *arena, const char *folder, struct import_file *file,
                                           int64_t created, struct error *error);
enum err import_rejects_add(struct import_rejects *rejects, const struct import_line *line, const char *why,
                            struct error *error);
/* How many rows it has. */
int64_t import_rejects_count(const struct import_rejects *rejects);
/* The workbook into that file, and all is closed. */
enum err import_rejects_close(struct import_rejects *rejects, int fd, struct error *error);
/* Accepts NULL. */
void import_rejects_drop(struct import_rejects *rejects);

#endif
