/* What judging a campaign again changed, as a file: CSV, a row a sheet. */
#ifndef EXCHANGE_RECHECK_FILE_H
#define EXCHANGE_RECHECK_FILE_H

#include "job/job.h"

/* The work of a re-check, and then, when a sheet has another result than before, the list of them as its result: id,
 * name (none for an administrator, as on the page), state, before and after (as in recheck_row), written 1 or
 * 0. arg: const struct workflow *. */
job_work recheck_with_file;

#endif
