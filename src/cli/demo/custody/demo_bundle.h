/* The bundles of papers that hamlet leaders counted and sent on, and what the commune counted: made from the lives of
 * the sheets. */
#ifndef CLI_DEMO_CUSTODY_DEMO_BUNDLE_H
#define CLI_DEMO_CUSTODY_DEMO_BUNDLE_H

#include "cli/demo/plan.h"

struct demo_bundle {
	int hamlet;                     /* index of its area */
	uint32_t made_at, counted_at;   /* counted_at 0: not counted yet */
	uint32_t count, present;
	uint32_t *slots;                /* in the order of the list */
	int64_t id;                     /* in the database */
};

struct demo_bundles {
	struct demo_bundle *items;      /* by time */
	uint32_t count;
};

/* Puts every sheet that was sent on into the bundle of its hamlet and time (move.batch of that move and of the count
 * that follows upon it). */
struct demo_bundles demo_bundles(struct demo *demo);

/* True for what becomes of a sheet when its bundle is counted: the paper was there, or it was missing. */
static inline bool demo_is_count(const struct demo_move *move)
{
	return move->action == ACTION_COUNTED || move->action == ACTION_NOT_RECEIVED;
}

#endif
