/* Identity and insurance numbers: how they are written, which are no real ones, how they are masked. */
#ifndef TEXT_IDENTITY_H
#define TEXT_IDENTITY_H

#include <stdbool.h>

#include "base/arena.h"

enum identity_kind {
	IDENTITY_NONE,                  /* neither: other characters or another length */
	IDENTITY_OLD,                   /* CMND: 9 digits */
	IDENTITY_FULL                   /* CCCD, định danh cá nhân: 12 digits */
};

/* A number, or a health card's, without spaces, dots and dashes; any other text as it is. */
char *identity_strip(struct arena *arena, const char *text);
enum identity_kind identity_kind(const char *text);
/* True for digits that somebody typed to fill the box: all equal, or each one more or less than the one before, 0
 * following 9. */
bool identity_is_dummy(const char *digits);
/* True for twelve digits that are no dummy: the number that tells a person apart everywhere. */
bool identity_is_full(const char *text);
/* True for 10 digits: a social insurance number. */
bool identity_is_insurance(const char *text);
/* The last ten digits of a 15-character health-card number (two letters, 13 digits), inside text; NULL for anything
 * else. */
const char *identity_of_health_card(const char *text);
/* Six digits or more, whatever stands between them: enough for a part of a number that tells who it is. */
bool identity_may_be_part(const char *text);
/* "•••••••••123": every character but the last three hidden, every one where there are no more than three. */
char *identity_mask(struct arena *arena, const char *text);
/* A text in which every number of nine digits or more is masked, also one written with single spaces, dots or dashes.
 */
char *identity_mask_all(struct arena *arena, const char *text);

#endif
