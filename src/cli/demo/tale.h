/* Why a move was made, as the history tells it. */
#ifndef CLI_DEMO_TALE_H
#define CLI_DEMO_TALE_H

#include "cli/demo/custody/demo_bundle.h"
#include "cli/demo/demo_batch.h"
#include "cli/demo/answers/demo_sheet.h"
#include "workflow/verdict/verdict.h"

/* What a move is told from. */
struct demo_tale {
	const struct demo *demo;
	const struct demo_batches *batches;
	const struct demo_bundles *bundles;
	const struct demo_slot *slot;
	uint32_t index;                 /* of the slot */
	const struct demo_move *move;
	struct demo_draw *draw;         /* the sheet */
	const struct verdict *verdict;
	int64_t replaced_by;            /* id of the sheet that takes its place, or 0 */
	struct arena *arena;
};

/* True when the tale needs draw and verdict: moves that speak of the answers. */
bool demo_tale_needs_sheet(const struct demo_slot *slot, const struct demo_move *move);
/* Both may come out NULL. *diff is JSON. */
void demo_tell(const struct demo_tale *tale, const char **reason, const char **diff);
/* The reason (1-8) of the last return by the police, as demo_tell() tells it; 0: never returned. */
int demo_police_reason(const struct demo *demo, uint32_t index);
/* Why the officer confirms that finding. */
const char *demo_confirmation(const struct demo *demo, uint32_t index, size_t finding);

#endif
