/* The plan of a demo: which sheet lies in which hamlet, where it stands, what is wrong with it on purpose, and its
 * life so far.
 *
 * Everything follows from the seed, the number of sheets and the day; the same plan always comes out. */
#ifndef CLI_DEMO_PLAN_H
#define CLI_DEMO_PLAN_H

#include "base/date.h"
#include "cli/demo/answers/geo.h"
#include "workflow/transition.h"

/* What a sheet has to do with another one of its hamlet or commune. */
enum demo_link {
	LINK_NONE,
	LINK_REPLACES,                  /* the other is `replaced` by this one */
	LINK_CHANGE,                    /* the same person later, with another situation (kind 2) */
	LINK_SAME_ID,                   /* the same person written down twice */
};

struct demo_move {
	uint32_t at;                    /* seconds since 1970 */
	uint8_t action;                 /* enum action: a move, create, deliver, missing or counted */
	uint8_t from, to;               /* enum state; from of create is NONE */
	/* deliver, sign, missing: index of the batch (demo_batch.h); forward and its count: of the bundle
	 * (custody/demo_bundle.h) */
	uint32_t batch;
};

struct demo_slot {
	int32_t hamlet;                 /* index of its area */
	uint32_t person;                /* the person drawn: its own index, or that of the sheet it is linked with */
	uint32_t other;                 /* with a link: index of the other slot */
	uint8_t link;                   /* enum demo_link: what this one, the later, is to the other */
	bool linked;                    /* the later or the earlier of two */
	uint8_t state;                  /* enum state */
	uint8_t fault;                  /* 0: clean; else 1 + index of the fault (fault.h) */
	bool by_officer;                /* typed by the officer from paper */
	int32_t collected;              /* day of the interview, days since 1970 */
	bool has_findings;              /* set when it was stored */
	uint8_t move_count;
	struct demo_move *moves;        /* in time order */
};

struct demo {
	struct arena *arena;
	const struct demo_geo *geo;
	const struct demo_book *book;
	uint64_t seed;
	int32_t today;                  /* the day of the demo, days since 1970 */
	struct demo_slot *slots;        /* by hamlet */
	uint32_t count;
};

/* sheets: at most DEMO_MOST_SHEETS. The plan lives in arena. */
struct demo *demo_plan(struct arena *arena, uint32_t sheets, uint64_t seed, struct date today);

/* The campaign of a slot. */
const struct demo_campaign *demo_campaign_of(const struct demo *demo, const struct demo_slot *slot);
/* A campaign as it is stored, without its form. */
struct campaign demo_campaign_row(const struct demo_campaign *campaign);
/* The last move of that action (or 0: any); NULL when there is none. */
const struct demo_move *demo_last_move(const struct demo_slot *slot, int action);

#endif
