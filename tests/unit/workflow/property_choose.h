/* Choosing users and sheets for the next action, from its own stream of numbers. */
#ifndef TEST_PROPERTY_CHOOSE_H
#define TEST_PROPERTY_CHOOSE_H

#include "property_act.h"

struct drawing {
	struct prng prng;
	const struct book *book;
	const struct office *office;
	const struct drawn *acts;         /* those drawn before */
	bool crowded;                   /* few sheets, with long histories */
	struct drawn a;
};

/* ---- choosing ---- */

enum { CROWD = 3 };                     /* sheets that nearly everything is about, in a crowded run */

static inline int below(struct drawing *d, size_t count)
{
	return (int)prng_below(&d->prng, (uint32_t)count);
}

static inline bool chance(struct drawing *d, uint32_t permille)
{
	return prng_chance(&d->prng, permille);
}

/* A user with one of the roles; anybody, now and then. */
static inline int some_user(struct drawing *d, uint32_t roles)
{
	bool anybody = chance(d, 80);
	int user = below(d, USERS);

	while (!anybody && (roles & ROLE_BIT(people[user].role)) == 0)
		user = below(d, USERS);
	return user;
}

/* One with a role of these who sees the sheet, as a rule. */
static inline int user_for(struct drawing *d, const struct kept *sheet, uint32_t roles)
{
	bool anybody = chance(d, 60);
	int first = below(d, USERS);

	for (int i = 0; i < USERS && !anybody; i++) {
		int user = (first + i) % USERS;
		if ((roles & ROLE_BIT(people[user].role)) != 0 && sees(user, sheet))
			return user;
	}
	return some_user(d, roles);
}

/* Index of a sheet in one of the states; any, rarely or when there is none; -1 when there are no sheets. Later ones are likelier. */
static inline int some_sheet(struct drawing *d, unsigned states)
{
	size_t count = d->book->sheet_count;
	int chosen = -1;

	for (int tries = 0; count > 0 && tries < 40; tries++) {
		int a = below(d, count), b = below(d, count);
		chosen = d->crowded && count > CROWD ? a % CROWD : chance(d, 500) ? a : a > b ? a : b;
		if ((states & (1u << d->book->sheets[chosen]->state)) != 0 || chance(d, 15))
			break;
	}
	return chosen;
}

/* The page is for those roles alone: nobody else gets to the job. */
static inline void insist(struct drawing *d, uint32_t roles)
{
	while ((roles & ROLE_BIT(people[d->a.who].role)) == 0)
		d->a.who = below(d, USERS);
}

static inline const struct kept *named(const struct drawing *d, int index)
{
	return d->book->sheets[index];
}

static inline void name_sheet(struct drawing *d, int index)
{
	d->a.sheets[d->a.count++] = named(d, index)->birth;
}

static inline enum reason_said some_reason(struct drawing *d)
{
	return chance(d, 860) ? REASON_GIVEN : (enum reason_said)below(d, 4);
}

static inline enum version_said some_version(struct drawing *d)
{
	return chance(d, 60) ? VERSION_STALE : chance(d, 300) ? VERSION_NOT_SAID : VERSION_NOW;
}

#endif
