/* The users of the demo: those of users.tsv, and whoever else must have written, accepted and entered the sheets. */
#ifndef CLI_DEMO_STAFF_H
#define CLI_DEMO_STAFF_H

#include "base/actor.h"
#include "cli/demo/plan.h"

struct demo_user {
	const char *username, *full_name;
	enum role role;
	int area;                       /* index; -1: none */
	int64_t id, member_id;          /* in the database */
};

struct demo_staff {
	struct demo_user *users;
	size_t count;
	int *officers, *police;         /* by index of the commune's area: index of the user, or -1 */
	int *leaders;                   /* by index of the hamlet's area */
	int (*enumerators)[2];          /* likewise, -1 for none */
	int roaming;                    /* the enumerator of users.tsv, and the commune where that one works */
	int roaming_commune;
};

/* The area of "LEVEL:CODE", of "most" the commune with most sheets; -1: of neither. */
int demo_area_named(const struct demo *demo, const char *text);
struct demo_staff *demo_staff(const struct demo *demo);
/* Who asked the person of the slot. */
int demo_enumerator(const struct demo *demo, const struct demo_staff *staff, const struct demo_slot *slot);
/* Who made that move of the slot. */
int demo_mover(const struct demo *demo, const struct demo_staff *staff, const struct demo_slot *slot,
               const struct demo_move *move);

#endif
