/* Working days (src/domain.md §9): Monday to Friday, without the days off of the installation (the setting
 * "calendar.days_off") and of a campaign (its days_off), and with the days worked instead. Days are numbered as by
 * date_to_days(). */
#ifndef STORE_CAMPAIGN_WORKDAY_H
#define STORE_CAMPAIGN_WORKDAY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"

#define SETTING_DAYS_OFF "calendar.days_off"
#define SETTING_SOON_DAYS "calendar.soon_days"

enum { DAYS_OFF_MOST = 400 };           /* of one list */
enum { SOON_DAYS_MOST = 30 };           /* that setting */

/* The days that are not what their day of the week says: off, or worked. */
struct workday_calendar {
	struct { int64_t day; bool works; } *changed; /* by day */
	size_t count;
};

/* Reads a list of days, "01/01/2024; 08/02/2024 đến 14/02/2024; +04/05/2024": one, all between two, and with a plus one
 * that is worked instead. Parts are apart by semicolons, commas or line ends. They go to those that the calendar has;
 * what names a day again has the last word. NULL or empty: no days. False: a part that is none, or a list of more than
 * DAYS_OFF_MOST days; *wrong (may be NULL) is that part. */
bool workday_read(struct arena *arena, const char *text, struct workday_calendar *calendar, const char **wrong);

bool workday_is(const struct workday_calendar *calendar, int64_t day);
/* The same of one day after the other, each before the last: *changed is calendar->count at first. */
bool workday_is_with(const struct workday_calendar *calendar, int64_t day, size_t *changed);
/* True when every day is the same in both. */
bool workday_is_same(const struct workday_calendar *a, const struct workday_calendar *b);
/* How many working days lie behind `from`, up to `until` with it; 0 when until is not behind from. */
int64_t workday_between(const struct workday_calendar *calendar, int64_t from, int64_t until);
/* The count-th working day behind `from`. */
int64_t workday_after(const struct workday_calendar *calendar, int64_t from, int64_t count);
/* The first day whose count-th working day behind it is not before `today`: what began before that is over. count may
 * be less than 0. */
int64_t workday_cutoff(const struct workday_calendar *calendar, int64_t today, int64_t count);

#endif
