#include "table/display.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "text/identity.h"

enum { COUNT_TEXT = 64 };

const char *display_count(struct arena *arena, int64_t number)
{
	char digits[32];
	struct buf out;
	int length = snprintf(digits, sizeof digits, "%lld", (long long)number);

	buf_init(&out, arena, COUNT_TEXT);
	for (int i = 0; i < length; i++) {
		if (i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0)
			buf_char(&out, '.');
		buf_char(&out, digits[i]);
	}
	return out.data;
}

const char *display_percent(struct arena *arena, int64_t part, int64_t whole)
{
	if (whole <= 0)
		return "";
	int64_t tenths = (part * 1000 + whole / 2) / whole;
	return arena_print(arena, "%lld,%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

const char *display_part(struct arena *arena, int64_t millionths)
{
	if (millionths >= 10000)
		return display_percent(arena, millionths, 1000000);
	int64_t hundredths = (millionths + 50) / 100;
	return arena_print(arena, "%lld,%02lld", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

const char *display_change(struct arena *arena, int64_t number)
{
	if (number == 0)
		return "0";
	return arena_print(arena, "%s%s", number < 0 ? "−" : "+", display_count(arena, number < 0 ? -number : number));
}

const char *display_time(struct arena *arena, const char *utc)
{
	char shown[CLOCK_TEXT] = "";

	if (utc != NULL)
		clock_shown(utc, shown);
	return arena_text(arena, shown);
}

const char *display_batch(struct arena *arena, int64_t number, int64_t year)
{
	return arena_print(arena, "%02lld/%lld", (long long)number, (long long)year);
}

const char *display_day(struct arena *arena, const char *iso)
{
	char shown[DATE_TEXT] = "";
	struct date date;

	if (iso != NULL && date_from_iso(iso, true, &date))
		date_to_shown(date, shown);
	return arena_text(arena, shown);
}

const char *display_number(struct arena *arena, const struct actor *actor, const char *number)
{
	if (number == NULL)
		return "";
	return actor_is_masked(actor) ? identity_mask(arena, number) : number;
}

const char *display_text(struct arena *arena, const struct actor *actor, const char *text)
{
	return text == NULL || !actor_is_masked(actor) ? text : identity_mask_all(arena, text);
}
