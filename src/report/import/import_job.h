/* The long work of importing a file that somebody sent (workflow/import/import_upload.h): tried, and after the word of
 * its owner done. What was rejected is the file that comes of it. */
#ifndef REPORT_IMPORT_IMPORT_JOB_H
#define REPORT_IMPORT_IMPORT_JOB_H

#include "workflow/import/import_upload.h"

/* What the work needs besides its run: the arg of the kind. */
struct import_host {
	const struct workflow *workflow;
	const char *const *tmp;         /* a folder for what needs no name */
	const char *const *folder;      /* where the files wait */
};

enum { KEPT_DAYS = 7 };

job_work import_job_work;

/* Keeps the bytes of a new file under a name that nobody guesses: its name, in arena. ERR_UNAVAILABLE. */
enum err import_keep_file(struct arena *arena, const char *folder, const void *bytes, size_t size, const char **name,
                          struct error *error);
/* Removes it; harmless when it is not there. */
void import_drop_file(const char *folder, const char *name);
/* What was sent more than KEPT_DAYS ago and is not being read goes, with all that tells of its rows; also files that
 * no row names: once, before the jobs are opened. now: of the clock. */
enum err import_clean(struct db *db, struct arena *arena, const char *folder, const char *now, struct error *error);
/* The first half of it, while the program runs. */
enum err import_forget(const struct import_host *host, struct error *error);

#endif
