/* The batches that went to the police: made from the lives of the sheets. */
#ifndef CLI_DEMO_DEMO_BATCH_H
#define CLI_DEMO_DEMO_BATCH_H

#include "cli/demo/plan.h"

enum { BATCH_MOST = 200 };              /* sheets in one batch */

struct demo_batch {
	int commune;                    /* index of its area */
	int campaign;
	uint32_t delivered_at, signed_at; /* signed_at 0: not signed */
	uint32_t present, count;
	const uint32_t *slots;          /* in the order of the list */
	int64_t id;                     /* in the database */
};

struct demo_batches {
	struct demo_batch *items;       /* by day; those of a commune in the order in which they were delivered */
	uint32_t count;
};

/* Puts every sheet that was delivered into a batch (move.batch of its moves, whose times are moved apart by minutes
 * where one day has several batches of a commune), and about half of the accepted sheets of each commune, at most
 * BATCH_MOST, into one that is not signed. */
struct demo_batches demo_batches(struct demo *demo);

#endif
