/* What was rejected of a table, as a workbook that can be mended and imported again: the heads and the rows as they
 * were read, and behind them what is wrong. */
#ifndef REPORT_IMPORT_REJECTS_H
#define REPORT_IMPORT_REJECTS_H

#include "report/import/import_file.h"

struct rejects;

/* ERR_UNAVAILABLE and NULL. folder: for what needs no name. arena: as long as it. */
struct rejects *rejects_open(struct arena *arena, const char *folder, struct import_file *file, int64_t created,
                             struct error *error);
enum err rejects_add(struct rejects *rejects, const struct import_line *line, const char *why, struct error *error);
/* How many rows it has. */
int64_t rejects_count(const struct rejects *rejects);
/* The workbook into that file, and all is closed. */
enum err rejects_close(struct rejects *rejects, int fd, struct error *error);
/* Accepts NULL. */
void rejects_drop(struct rejects *rejects);

#endif
