/* Moves as other tasks of workflow/ use them: inside a task, within its transaction. */
#ifndef WORKFLOW_MOVE_H
#define WORKFLOW_MOVE_H

#include "workflow/workflow.h"

/* The move itself, without session and form token; request->sheet is the sheet after it, request->findings as
 * judged. */
enum err move_in_task(struct db *db, struct move_request *request, struct error *error);
/* Asks what the move needs, and writes nothing: in a reader. */
enum err move_would(struct db *db, struct move_request *request, struct error *error);
/* Writes what judging brings up on a sheet whose acceptance was refused and left nothing; request->findings get the
 * ids of now. */
enum err move_note_refusal(struct db *db, struct move_request *request, struct error *error);

#endif
