/* How many sheets of a batch, a bundle or a hamlet stand in which state, and since when. */
#ifndef STORE_HANDOVER_HELD_H
#define STORE_HANDOVER_HELD_H

#include "base/code.h"
#include "db/db.h"

enum held_by_what { HELD_BATCH, HELD_BUNDLE, HELD_HAMLET };

/* campaign_id: whose stages count; of a hamlet also whose sheets. */
struct held_asked { enum held_by_what what; int64_t id, campaign_id; };

struct held_row {
	enum state state;
	bool clocked;                   /* a clock runs */
	int64_t day;                    /* from which it does, as date_to_days() */
	int64_t sheets;
	const char *since;              /* UTC: since when the first of them is in that state */
};

/* By state and day. The caller has seen that the actor may know. */
enum err held_rows_any(struct db *db, struct arena *arena, const struct held_asked *asked, struct held_row **rows,
                       size_t *count, struct error *error);
/* What a hamlet is to have; sheets -1: nothing is set. */
struct held_target { int64_t sheets; const char *due_on; };
enum err held_target_any(struct db *db, struct arena *arena, const struct held_asked *asked, struct held_target *out,
                         struct error *error);

#endif
