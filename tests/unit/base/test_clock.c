/* A day in Viet Nam begins at 17:00 UTC of the day before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/memory.h"

static const struct { const char *why; struct date day; const char *begin; } days[] = {
	{ "within a month", { 2024, 6, 10 }, "2024-06-09T17:00:00Z" },
	{ "the first of a month", { 2024, 3, 1 }, "2024-02-29T17:00:00Z" },
	{ "the first of a year", { 2025, 1, 1 }, "2024-12-31T17:00:00Z" },
};

static void a_day_begins_in_viet_nam(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(days); i++) {
		const struct clock clock = { .fixed = days[i].day };
		char begin[CLOCK_TEXT], now[CLOCK_TEXT];
		clock_day_begin(clock_today(&clock), begin);
		clock_now(&clock, now);
		assert_string_equal(begin, days[i].begin);
		assert_true(strcmp(begin, now) <= 0);
	}
}

/* What is of that moment is of today, what is a second older is not. */
static void the_first_second_is_of_the_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(days); i++) {
		char iso[DATE_TEXT], before[CLOCK_TEXT];
		assert_int_equal(date_to_days(clock_day_of(days[i].begin)), date_to_days(days[i].day));
		date_to_iso(date_from_days(date_to_days(days[i].day) - 1), iso);
		snprintf(before, sizeof before, "%sT16:59:59Z", iso);
		assert_int_equal(date_to_days(clock_day_of(before)), date_to_days(days[i].day) - 1);
	}
}

static void the_wall_clock_is_seven_hours_ahead(void **state)
{
	static const struct { const char *utc; int64_t seconds; } rows[] = {
		{ "1970-01-01T00:00:00Z", 25200 }, { "2024-06-10T17:30:15Z", 1718065815 }, { "1969-12-31T23:59:59Z", -1 },
		{ "2024-06-10", -1 }, { "2024-06-31T00:00:00Z", -1 }, { "2024-06-10 17:30:15 ", -1 }, { "", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(clock_wall_seconds(rows[i].utc), rows[i].seconds);
}

/* What is kept is the number: the text that it was comes back from it. */
static void a_time_comes_back_from_its_seconds(void **state)
{
	static const struct { const char *utc; int64_t seconds; } rows[] = {
		{ "1970-01-01T00:00:00Z", 0 }, { "1999-12-31T23:59:59Z", 946684799 }, { "2024-02-29T01:02:03Z", 1709168523 },
		{ "2024-06-10T17:30:15Z", 1718040615 }, { "2038-01-19T03:14:08Z", 2147483648 }, { "9999-12-31T23:59:59Z", 253402300799 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char utc[CLOCK_TEXT];
		clock_to_iso(rows[i].seconds, utc);
		assert_string_equal(utc, rows[i].utc);
		assert_int_equal(clock_from_iso(rows[i].utc), rows[i].seconds);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_begins_in_viet_nam),
		cmocka_unit_test(the_first_second_is_of_the_day),
		cmocka_unit_test(the_wall_clock_is_seven_hours_ahead),
		cmocka_unit_test(a_time_comes_back_from_its_seconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
