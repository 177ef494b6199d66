#include "base/clock.h"

#include <ctype.h>

enum { DAY = 86400, VIETNAM = 7 * 3600 };

int64_t clock_seconds(const struct clock *clock)
{
	int64_t now = time(NULL);

	if (clock->fixed.year == 0)
		return now;
	return date_to_days(clock->fixed) * DAY + (now + VIETNAM) % DAY - VIETNAM;
}

struct date clock_today(const struct clock *clock)
{
	return date_from_days((clock_seconds(clock) + VIETNAM) / DAY);
}

/* That many digits and the mark behind them; gives what follows. (A list has three times a row, so not by printf.) */
static char *put_digits(char *out, int digits, unsigned value, char mark)
{
	for (int i = digits - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
	out[digits] = mark;
	return out + digits + 1;
}

void clock_to_iso(int64_t seconds, char out[CLOCK_TEXT])
{
	struct date day = date_from_days(seconds / DAY);
	unsigned rest = (unsigned)(seconds % DAY);

	out = put_digits(out, 4, (unsigned)day.year, '-');
	out = put_digits(out, 2, day.month, '-');
	out = put_digits(out, 2, day.day, 'T');
	out = put_digits(out, 2, rest / 3600, ':');
	out = put_digits(out, 2, rest / 60 % 60, ':');
	*put_digits(out, 2, rest % 60, 'Z') = '\0';
}

void clock_day_begin(struct date day, char out[CLOCK_TEXT])
{
	clock_to_iso(date_to_days(day) * DAY - VIETNAM, out);
}

void clock_now(const struct clock *clock, char out[CLOCK_TEXT])
{
	clock_to_iso(clock_seconds(clock), out);
}

int64_t clock_monotonic_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_monotonic_ms(void)
{
	return clock_monotonic_us() / 1000;
}

/* The number of two digits behind that mark; below 0: there is none. */
static int two_digits(const char *text, char mark)
{
	if (text[0] != mark || !isdigit((unsigned char)text[1]) || !isdigit((unsigned char)text[2]))
		return -1;
	return (text[1] - '0') * 10 + (text[2] - '0');
}

int64_t clock_from_iso(const char *utc)
{
	struct date day;
	char iso[11] = "";

	if (strlen(utc) < 20)
		return -1;
	memcpy(iso, utc, 10);
	int hour = two_digits(utc + 10, 'T'), minute = two_digits(utc + 13, ':'), second = two_digits(utc + 16, ':');
	if (!date_from_iso(iso, false, &day) || hour < 0 || minute < 0 || second < 0)
		return -1;
	int64_t seconds = date_to_days(day) * DAY + hour * 3600 + minute * 60 + second;
	return seconds < 0 ? -1 : seconds;
}

int64_t clock_wall_seconds(const char *utc)
{
	int64_t seconds = clock_from_iso(utc);

	return seconds < 0 ? -1 : seconds + VIETNAM;
}

struct date clock_day_of(const char *utc)
{
	int64_t seconds = clock_wall_seconds(utc);

	struct date none = { 0 };

	return seconds < 0 ? none : date_from_days(seconds / DAY);
}

void clock_shown(const char *utc, char out[CLOCK_TEXT])
{
	int64_t seconds = clock_wall_seconds(utc);

	out[0] = '\0';
	if (seconds < 0)
		return;
	date_to_shown(date_from_days(seconds / DAY), out);
	size_t length = strlen(out);
	snprintf(out + length, CLOCK_TEXT - length, " %02d:%02d", (int)(seconds % DAY / 3600),
	         (int)(seconds % 3600 / 60));
}
