/* Dates as people type them and files bring them: what is read is a day, and comes back the same from both written forms. */
#include "base/date.h"
#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static bool same(struct date a, struct date b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void check_day(struct date date)
{
	demand(same(date_from_days(date_to_days(date)), date));
	demand(date_compare(date, date) == 0 && date_age(date, date) == 0);
	demand(date_compare(date_birthday(date, 1), date) > 0);
}

static void check_date(struct date date, bool partial)
{
	char iso[DATE_TEXT], shown[DATE_TEXT];
	struct date again;

	demand(date.year >= 1000 && date.year <= 9999 && date.month <= 12 && date.day <= 31);
	demand(partial || date_is_full(date));
	date_to_iso(date, iso);
	date_to_shown(date, shown);
	demand(date_from_iso(iso, partial, &again) && same(again, date));
	demand(date_from_typed(iso, partial, &again) && same(again, date));
	demand(date_from_typed(shown, partial, &again) && same(again, date));
	demand(date_compare(date_first(date), date_last(date)) <= 0);
	check_day(date_first(date));
	check_day(date_last(date));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[64];
	struct date date;

	if (size >= sizeof text)
		return 0;
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	for (int partial = 0; partial <= 1; partial++) {
		if (date_from_iso(text, partial, &date))
			check_date(date, partial);
		if (date_from_typed(text, partial, &date))
			check_date(date, partial);
	}
	if (date_from_short(text, 1906, 2026, &date)) {
		check_date(date, false);
		demand(date.year >= 1906 && date.year <= 2026);
	}
	return 0;
}
