/* What somebody is told of on the first page: who reached the limit of searches by number in the areas above theirs.
 * Of such an event (ACTION_SEARCH_LIMITED) the diff is {"role": code of then}. */
#ifndef STORE_ADMIN_NOTICE_H
#define STORE_ADMIN_NOTICE_H

#include "base/actor.h"
#include "base/clock.h"
#include "db/db.h"

/* Notices are told of for 30 days: when they begin (UTC). */
void notice_since(const struct clock *clock, char out[CLOCK_TEXT]);

struct notice {
	const char *at;                 /* UTC */
	const char *full_name;
	const char *diff;
};

/* Since a time (UTC), by other users whose areas contain or equal one of the actor's, newest first, at most max. */
enum err notice_searches(struct db *db, struct arena *arena, const struct actor *actor, const char *since, size_t max,
                         struct notice **notices, size_t *count, struct error *error);
/* How many there were since a time (UTC), whoever it was: for the administrator. */
enum err notice_count_searches_any(struct db *db, const char *since, int64_t *count, struct error *error);

#endif

