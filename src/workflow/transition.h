/* The life of a sheet (src/domain.md §6): the one table of moves. What the table does not have is ERR_CONFLICT. */
#ifndef WORKFLOW_TRANSITION_H
#define WORKFLOW_TRANSITION_H

#include "base/actor.h"
#include "store/campaign/campaign.h"

/* What a move needs besides state and role. */
enum move_need {
	NEEDS_NOTHING = 0,
	NEEDS_REASON = 1,
	NEEDS_NO_ERRORS = 2,            /* no open E01-E24 */
	NEEDS_VERDICT = 4,              /* no open E at all, every W confirmed */
	NEEDS_FOUR_EYES = 8,            /* where the campaign says so: another than the writer */
	NEEDS_NO_BATCH = 16,            /* not in an open batch */
	NEEDS_POLICE_REASON = 32,       /* 1-8 */
	NEEDS_PLACE = 64,               /* where the paper is kept */
	NEEDS_OTHER_WRITER = 128,       /* the actor typed another's paper: wrote the sheet and is not its enumerator */
	NEEDS_CORRECTION_SWITCH = 256,  /* the campaign corrects in place */
	NEEDS_OWN = 512,                /* others than the officer: their own sheet, as its writer or enumerator */
	NEEDS_DECISION = 1024,          /* undoes a decision about duplicates (person/duplicate.c), and nothing else */
	NEEDS_LAST_MOVE = 2048,         /* takes the last move back (undo.h) */
	NEEDS_COUNTED = 4096,           /* in no bundle that nobody confirmed */
	NEEDS_BUNDLE = 8192,            /* its paper was missing in a bundle (handover/bundle.c), and nothing else */
	NEEDS_LIST = 16384,             /* stands in a list that the police signed, where the commune has that switch */
	NEEDS_ACCEPTER = 32768          /* whoever the campaign has accept: an officer, or a meeting */
};

/* How long who made a move may take it back, while nobody has acted since. */
enum undo_term { UNDO_NEVER, UNDO_TEN_MINUTES, UNDO_SAME_DAY };

struct transition {
	enum action action;
	enum state from, to;            /* of submit as transition_submits_to() says */
	uint32_t roles;
	unsigned needs;
	enum undo_term undo;
};

/* The move of an actor's role with that action from that state, or NULL. */
const struct transition *transition_find(enum action action, enum state from, enum role role);
/* False when the move needs the actor's own sheet and this is another's. */
bool transition_is_own(const struct transition *transition, const struct actor *actor, int64_t created_by,
                       int64_t enumerator_id);
/* Where a submission of that role goes in the campaign (src/domain.md §6, submit): to the hamlet where the campaign
 * has that stage, unless an officer submits and the campaign's papers came through the hamlet already. The only place
 * that decides it. */
enum state transition_submits_to(const struct campaign *campaign, enum role role);
/* Where the move of that row leads; of restore and undo, which go back to a state of before, as the row has it. */
enum state transition_target(const struct transition *transition, const struct campaign *campaign, enum role role);
/* How long who did that to many sheets at once may take it back. */
enum undo_term transition_undo_of_many(enum action action);
/* The whole table, for pages and tests. */
const struct transition *transition_table(size_t *count);

#endif
