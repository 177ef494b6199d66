/* The sheets of an act, a piece at a time. */
#ifndef WORKFLOW_MANY_PIECES_H
#define WORKFLOW_MANY_PIECES_H

#include "workflow/many/act_job.h"

/* So many in one task: each waits for the others' saves, and they for it. */
enum { ACT_PIECE = 64 };

struct pieces;
/* Writes those of the piece, in a task. */
typedef enum err pieces_write(struct db *db, struct pieces *pieces, const int64_t *sheets, size_t count,
                              struct error *error);

struct pieces {
	const struct job_run *run;
	struct request_head head;       /* of the owner; its arena is of the piece at hand */
	struct act act;
	const int64_t *sheets;          /* all */
	size_t count, done;
	pieces_write *write;
};

/* From where the job is, until it is done or must stop. ERR_UNAVAILABLE when the database had no time for too long. */
enum err pieces_run(const struct job_run *run, bool of_done, pieces_write *write, struct error *error);
/* The parameters of a job of that act. */
const char *pieces_parameters(struct arena *arena, int64_t act_id);

#endif
