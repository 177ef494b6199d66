/* Whether somebody may look for an identity number now: those who see three digits of each find by so many whole
 * numbers an hour. */
#ifndef AUTH_NUMBER_SEARCH_H
#define AUTH_NUMBER_SEARCH_H

#include "auth/number_limiter.h"
#include "base/actor.h"
#include "base/clock.h"
#include "db/db.h"

/* One for the program; writer and clock must outlive it. */
struct number_search {
	struct number_limiter *limiter;
	struct db_writer *writer;
	const struct clock *clock;
};

/* ERR_TOO_MANY with retry_after and the sentence for a masked role that has found by enough numbers; the first of
 * these in an hour is an event of the history (NUMBER_SEARCH_EVENT), without the number. ERR_UNAVAILABLE when that
 * could not be written. */
enum err number_search_admit(const struct number_search *search, struct arena *arena, const struct actor *actor,
                             const char *number, struct error *error);

#endif
