/* Slows down guessing of passwords. In memory and bounded: when a table is full, what failed longest ago is
 * forgotten.
 *
 * A pair of user and address waits 1, 2, 4 … 60 seconds after its 1st, 2nd, 3rd … failure in a row; an address waits
 * after 50 failures within 15 minutes, except for a browser that the user has logged in from before. So nobody can
 * lock a colleague out. Times are milliseconds that only go forward. Safe for threads. */
#ifndef AUTH_LIMITER_H
#define AUTH_LIMITER_H

#include <stdbool.h>
#include <stdint.h>

enum { LIMITER_DELAY_MAX = 60, LIMITER_ADDRESS_FAILURES = 50, LIMITER_WINDOW = 15 * 60, LIMITER_PAIRS = 4096,
	LIMITER_ADDRESSES = 1024 };

struct limiter;

/* NULL when memory is short. */
struct limiter *limiter_new(void);
void limiter_free(struct limiter *limiter);             /* accepts NULL */

/* Asked before a password is looked at: 0, go on; else the seconds to wait. A pair that has failed before gets one
 * attempt at a time. */
int limiter_wait(struct limiter *limiter, const char *username, const char *address, bool known_device, int64_t now);
void limiter_failed(struct limiter *limiter, const char *username, const char *address, int64_t now);
/* The password was right: the pair starts anew; the failures of the address stay. */
void limiter_passed(struct limiter *limiter, const char *username, const char *address);

#endif
