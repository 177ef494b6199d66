/* The files that come of jobs: each in one folder under a name that nobody guesses, begun under another one, kept for
 * some days. Of a job that did not end well nothing is left. The database names them; a file that it does not name
 * is of nobody. */
#ifndef JOB_RESULT_H
#define JOB_RESULT_H

#include "job/job.h"

enum { RESULT_DAYS = 7, RESULT_NAME = 33 };

/* One in the making. */
struct result {
	const char *folder;
	char file[RESULT_NAME];         /* "": not begun */
	int fd;
	const char *name, *type;        /* NULL: not to be kept */
};

/* ERR_UNAVAILABLE. */
enum err result_begin(struct result *result, const char *folder, struct error *error);
/* Gives the file its last name and says what it is; out lives in the arena. ERR_UNAVAILABLE: it could not be written
 * to its end. */
enum err result_publish(struct result *result, struct arena *arena, const struct clock *clock, struct job_file *out,
                        struct error *error);
/* Removes what there is, published or not. Harmless when there is nothing. */
void result_drop(struct result *result);

/* To be read; -1 when it is not there. */
int result_open(const char *folder, const char *file);
/* Whether its time is over. */
bool result_is_over(const struct job_file *file, const char *now);
/* Removes the files of jobs that are over, and says of each that is not there that it is gone; all: those that no job
 * names too, when none is being made. */
enum err results_clean(const struct jobs_config *config, bool all, struct error *error);

#endif
