/* The sheets of an act, a piece at a time. */
#ifndef WORKFLOW_MANY_PIECES_H
#define WORKFLOW_MANY_PIECES_H

#include "workflow/many/act_job.h"

/* At most so many in one task, and none more after so long: somebody else's save waits for it. What a sheet takes
 * depends on who asks; of one commune, 64 are done in the time. */
enum { PIECE_SHEETS = 64, PIECE_MS = 20 };
extern size_t piece_sheets;             /* tests have smaller ones */

struct pieces;
/* Writes one sheet, in a task. */
typedef enum err pieces_write(struct db *db, struct pieces *pieces, int64_t sheet_id, struct error *error);

struct pieces {
	const struct job_run *run;
	struct request_head head;       /* of the owner; its arena is of the sheet at hand */
	struct act act;
	const int64_t *sheets;          /* all */
	size_t count, done;
	size_t reached;                 /* in the piece at hand */
	pieces_write *write, *end;      /* end: after the last sheet, in the same task, with its id; or NULL */
};

/* From where the job is, until it is done or must stop. ERR_UNAVAILABLE when the database had no time for too long. */
/* of_done: the sheets that the act did something with, not all that it was asked for. */
enum err pieces_run(const struct job_run *run, bool of_done, pieces_write *write, pieces_write *end,
                    struct error *error);
/* The parameters of a job of that act. one_bundle: of what it sends on one bundle is to come. */
const char *pieces_parameters(struct arena *arena, int64_t act_id, bool one_bundle);
bool pieces_make_one_bundle(const struct job *job);

#endif
