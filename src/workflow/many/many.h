/* Acts: what was done to many sheets at once is taken back as one, as long after its end as one move is, while nobody
 * has acted on any of them since. Which event of a sheet is the act's follows from the history: the only one of that
 * action by that user since it began; where there are two, the second was made by hand. Private to workflow/. */
#ifndef WORKFLOW_MANY_MANY_H
#define WORKFLOW_MANY_MANY_H

#include "workflow/workflow.h"

/* ERR_CONFLICT while a job takes an act back that was asked for the sheet: nobody else acts on it meanwhile. */
enum err act_check_free(struct db *db, int64_t sheet_id, struct error *error);
/* Whether the actor may take it back now, whatever became of its sheets: ERR_CONFLICT with the sentence why not. */
enum err act_check(const struct workflow *workflow, const struct actor *actor, const struct act *act,
                   struct error *error);
/* How many of the sheets were acted on since. */
enum err act_count_touched(struct db *db, const struct act *act, const int64_t *sheets, size_t count, size_t *touched,
                           struct error *error);
/* The refusal when so many were; ERR_OK for none. */
enum err act_refuse_touched(struct arena *arena, size_t touched, struct error *error);
/* Takes one back, in a task; the arena of head is its own. ERR_CONFLICT when it was acted on since. */
enum err act_take_back(struct db *db, const struct request_head *head, const struct act *act, int64_t sheet_id,
                       struct error *error);
/* The move that the act makes with one. */
struct move_request act_move(const struct request_head *head, const struct act *act, int64_t sheet_id);
/* Makes it, in a task, or leaves it out when that cannot be or it is not the
 * actor's any more; the arena of head is its own. */
enum err move_or_leave(struct db *db, const struct request_head *head, const struct act *act, int64_t sheet_id,
                       struct error *error);

#endif
