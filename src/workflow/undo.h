/* The last move, taken back by who made it (src/domain.md §6, undo): while nobody has acted on the sheet since, and
 * its time is not over. What was found and confirmed meanwhile stays, and so do the figures of a first sending and a
 * first acceptance, which tell what happened.
 *
 * An entry `undo` without details is of an earlier version: it tells that a decision about duplicates was taken back,
 * and is no move. */
#ifndef WORKFLOW_UNDO_H
#define WORKFLOW_UNDO_H

#include "store/sheet/event.h"
#include "workflow/workflow.h"

/* The time of most moves. */
enum { UNDO_SECONDS = 600 };

/* The sheet as it was before. */
struct undo {
	enum action action;             /* what is taken back: a move, or deliver; NONE: nothing */
	int64_t event_id;               /* of it */
	enum state to;
	const char *since, *accepted_at;
	int64_t police_reason, rule_version;
	bool must_hold;                 /* it comes back as accepted: no error may have come up meanwhile */
	int64_t batch_id;               /* deliver: the batch that the sheet leaves; else 0 */
};

/* events: the history of the sheet, oldest first; without what is older than a page shows, whether something can be
 * undone is known, but not what it led away from (store/sheet/event.h: event_moves_any). ERR_CONFLICT with the
 * sentence why nothing can be undone. db NULL: what else came of the move is not asked. */
enum err undo_find(struct db *db, const struct workflow *workflow, const struct actor *actor, const struct sheet *sheet,
                   const struct event *events, size_t count, struct undo *out, struct error *error);

/* The same of a move that was made with many others and is taken back with them: the time is the act's
 * (workflow/many/many.h). */
enum err undo_find_of_act(struct db *db, const struct actor *actor, const struct sheet *sheet,
                          const struct event *events, size_t count, struct undo *out, struct error *error);
/* ERR_CONFLICT when that time is over since then, or there is none. */
enum err undo_check_term(const struct clock *clock, enum undo_term term, const char *at, struct error *error);

/* How many of the first `count` events are left when those at the end are dropped that were taken back, each with its
 * `undo`. */
size_t undo_skip(const struct event *events, size_t count);

#endif
