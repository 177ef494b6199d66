/* Who of the list is given to whom: spread evenly within each hamlet, households together. Pure: no database. */
#ifndef WORKFLOW_ROSTER_SPREAD_H
#define WORKFLOW_ROSTER_SPREAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* One who is to be given to somebody; by hamlet, then in the order in which one walks. */
struct spread_row {
	int64_t hamlet_id;
	const char *household;          /* tells it apart in the hamlet; NULL: one of its own */
	size_t member;                  /* out: the place of who has him, or SPREAD_NOBODY */
};
#define SPREAD_NOBODY SIZE_MAX

/* One who may be given somebody. */
struct spread_member {
	const int64_t *hamlets;         /* in which he works */
	size_t hamlet_count;
	int64_t load;                   /* how many he has to survey already; out: with what he was given */
};

/* Gives each household of a hamlet to one of those who work there. What two of them were given in the hamlet differs
 * by no more than its largest household, unless the cap keeps one of them from more: nobody has more than `cap` in the
 * end (0: any number), and who fits nowhere is left out, as is a hamlet in which none works. Houses that are given to
 * one stand side by side, as far as that can be; who has less already comes first. */
void spread(struct arena *arena, struct spread_row *rows, size_t count, struct spread_member *members,
            size_t member_count, int64_t cap);

#endif
