/* Moves as other jobs of workflow/ use them: inside a job, within its transaction. */
#ifndef WORKFLOW_MOVE_H
#define WORKFLOW_MOVE_H

#include "workflow/workflow.h"

/* When `new` has been submitted, the sheet it replaces goes to `replaced` (once). */
enum err move_replaced(struct db *db, const struct request_head *head, const struct sheet *new, struct error *error);
/* The move itself, without session and form token; request->sheet is the sheet after it. */
enum err move_in_job(struct db *db, struct move_request *request, struct error *error);
/* Writes what judging brings up on a sheet whose acceptance was refused and left nothing; request->findings get the ids of now. */
enum err move_note_refusal(struct db *db, struct move_request *request, struct error *error);

/* Four eyes: ERR_UNPROCESSABLE when another than the actor has to judge the sheet; the sentence, in the arena of head, says why and who may. */
enum err move_ask_four_eyes(struct db *db, const struct request_head *head, const struct campaign *campaign, const struct sheet *sheet,
                            struct error *error);

#endif
