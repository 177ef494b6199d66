#include "store/campaign/workday.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/messages.h"

enum { WEEK = 7, SATURDAY = 2, SUNDAY = 3 };    /* 1 January 1970 was a Thursday */

/* ---- the list ---- */

static void set(struct workday_calendar *calendar, int64_t day, bool works)
{
	size_t i = calendar->count;

	while (i > 0 && calendar->changed[i - 1].day > day)
		i--;
	if (i == 0 || calendar->changed[i - 1].day != day) {
		memmove(&calendar->changed[i + 1], &calendar->changed[i],
		        (calendar->count - i) * sizeof calendar->changed[0]);
		calendar->count++;
		i++;
	}
	calendar->changed[i - 1].day = day;
	calendar->changed[i - 1].works = works;
}

static bool read_days(const char *part, struct workday_calendar *calendar, size_t most)
{
	const char *between = message_text(MSG_DAYS_UNTIL);
	bool works = part[0] == '+';
	char first[DATE_TEXT * 2] = "";
	const char *to = strstr(part, between);
	size_t length = to == NULL ? strlen(part + works) : (size_t)(to - part) - works;
	struct date from, until;

	if (length >= sizeof first)
		return false;
	memcpy(first, part + works, length);
	if (!date_from_typed(first, false, &from))
		return false;
	until = from;
	if (to != NULL && !date_from_typed(to + strlen(between), false, &until))
		return false;
	int64_t day = date_to_days(from), last = date_to_days(until);
	if (last < day || last - day >= DAYS_OFF_MOST)
		return false;
	for (; day <= last && calendar->count < most; day++)
		set(calendar, day, works);
	return day > last;
}

bool workday_read(struct arena *arena, const char *text, struct workday_calendar *calendar, const char **wrong)
{
	char *part, *kept = NULL;

	if (text == NULL)
		return true;
	size_t most = calendar->count + DAYS_OFF_MOST;
	void *changed = arena_array(arena, most + 1, sizeof calendar->changed[0]);
	if (calendar->count > 0)
		memcpy(changed, calendar->changed, calendar->count * sizeof calendar->changed[0]);
	calendar->changed = changed;
	for (part = strtok_r(arena_text(arena, text), ";,\r\n", &kept); part != NULL;
	     part = strtok_r(NULL, ";,\r\n", &kept)) {
		part += strspn(part, " ");
		if (part[0] == '\0')
			continue;
		if (!read_days(part, calendar, most)) {
			if (wrong != NULL)
				*wrong = part;
			return false;
		}
	}
	return true;
}

/* ---- counting ---- */

static bool is_weekend(int64_t day)
{
	return day % WEEK == SATURDAY || day % WEEK == SUNDAY;
}

bool workday_is(const struct workday_calendar *calendar, int64_t day)
{
	for (size_t i = 0; i < calendar->count && calendar->changed[i].day <= day; i++) {
		if (calendar->changed[i].day == day)
			return calendar->changed[i].works;
	}
	return !is_weekend(day);
}

bool workday_is_with(const struct workday_calendar *calendar, int64_t day, size_t *changed)
{
	while (*changed > 0 && calendar->changed[*changed - 1].day > day)
		--*changed;
	return *changed > 0 && calendar->changed[*changed - 1].day == day ? calendar->changed[*changed - 1].works
	                                                                    : !is_weekend(day);
}

bool workday_is_same(const struct workday_calendar *a, const struct workday_calendar *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; i < a->count && same; i++)
		same = a->changed[i].day == b->changed[i].day && a->changed[i].works == b->changed[i].works;
	return same;
}

/* Saturdays and Sundays from 1970 up to that day. */
static int64_t weekends(int64_t day)
{
	return (day + WEEK - SATURDAY) / WEEK + (day + WEEK - SUNDAY) / WEEK;
}

int64_t workday_between(const struct workday_calendar *calendar, int64_t from, int64_t until)
{
	int64_t days = until - from - (weekends(until) - weekends(from));

	if (until <= from)
		return 0;
	for (size_t i = 0; i < calendar->count; i++) {
		int64_t day = calendar->changed[i].day;
		if (day > from && day <= until && calendar->changed[i].works == is_weekend(day))
			days += calendar->changed[i].works ? 1 : -1;
	}
	return days;
}

int64_t workday_after(const struct workday_calendar *calendar, int64_t from, int64_t count)
{
	int64_t day = from;

	while (count > 0)
		count -= workday_is(calendar, ++day);
	return day;
}

int64_t workday_cutoff(const struct workday_calendar *calendar, int64_t today, int64_t count)
{
	int64_t day = today;

	while (!workday_is(calendar, day))
		day++;
	while (count > 0)
		count -= workday_is(calendar, --day);
	while (count < 0)
		count += workday_is(calendar, ++day);
	return day;
}
