/* What time it is. "Today" is the day in Asia/Ho_Chi_Minh, which is UTC+7 all year; stored times are UTC.
 *
 * A clock may be fixed to a day (--today, or the day kept in a demo database): then the time of day runs
 * on and the day stands still. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#include "base/date.h"

enum { CLOCK_TEXT = 32 };               /* room for 2024-06-10T01:02:03Z */

struct clock {
	struct date fixed;              /* year 0: the machine's day */
};

struct date clock_today(const struct clock *clock);
/* When that day begins in Viet Nam, as UTC ISO text with Z. */
void clock_day_begin(struct date day, char out[CLOCK_TEXT]);
/* Now, as UTC ISO text with Z. */
void clock_now(const struct clock *clock, char out[CLOCK_TEXT]);
/* Seconds since 1970, of the same clock: for expiries that are stored. */
int64_t clock_seconds(const struct clock *clock);
/* Milliseconds that only go forward: for durations. */
int64_t clock_monotonic_ms(void);
int64_t clock_monotonic_us(void);
/* What the wall clock in Viet Nam shows at a stored UTC time, as seconds since its 1970-01-01 00:00; -1 for text that
 * is no time, and for a time before 1970. */
int64_t clock_wall_seconds(const char *utc);
/* The day in Viet Nam of a stored UTC time. */
struct date clock_day_of(const char *utc);
/* Writes a stored UTC time as dd/mm/yyyy hh:mm in Viet Nam; empty for text that is no time. */
void clock_shown(const char *utc, char out[CLOCK_TEXT]);
/* Text for a number of seconds since 1970, and back; -1 for text that is no time, and for a time before 1970. */
void clock_to_iso(int64_t seconds, char out[CLOCK_TEXT]);
int64_t clock_from_iso(const char *utc);

#endif
