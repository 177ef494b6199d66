/* Slows down guessing of masked numbers: how many different identity numbers a user looked for within the last hour.
 * In memory and bounded: when there are too many users, the one who asked longest ago is forgotten. Keeps hashes with
 * a salt of this run, never a number.
 *
 * Times are milliseconds that only go forward, and never 0. Safe for threads. */
#ifndef AUTH_NUMBER_LIMITER_H
#define AUTH_NUMBER_LIMITER_H

#include <stdbool.h>
#include <stdint.h>

enum { NUMBER_MOST = 20, NUMBER_WINDOW = 60 * 60, NUMBER_USERS = 4096 };

struct number_limiter;

/* NULL when memory is short. */
struct number_limiter *number_limiter_new(void);
void number_limiter_free(struct number_limiter *limiter); /* accepts NULL */

/* Asked before a number is looked for: 0, go on; else the seconds until the oldest of the numbers is an hour old. A
 * number of the last hour counts once. *first: refused, and no refusal of the last hour was told of. */
int number_limiter_ask(struct number_limiter *limiter, int64_t user_id, const char *number, int64_t now, bool *first);
/* The first refusal could not be told of: the next one is the first. */
void number_limiter_untold(struct number_limiter *limiter, int64_t user_id);

#endif
