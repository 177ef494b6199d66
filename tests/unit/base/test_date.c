#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/memory.h"

static const struct { const char *typed, *iso; bool partial; const char *why; } typed[] = {
	{ "29/02/2024", "2024-02-29", false, "leap day" },
	{ "29/02/2023", NULL, false, "not a leap year" },
	{ "29/02/1900", NULL, false, "a century is no leap year" },
	{ "29/02/2000", "2000-02-29", false, "but the fourth is" },
	{ "31/02/1990", NULL, false, "no such day" },
	{ "31/04/1990", NULL, true, "April has thirty" },
	{ "1/1/1990", "1990-01-01", false, "single digits are typed by hand" },
	{ "5-3-1985", "1985-03-05", false, "dashes" },
	{ "05.03.1985", "1985-03-05", false, "dots" },
	{ " 5 / 3 / 1985 ", "1985-03-05", false, "stray spaces" },
	{ "05031985", "1985-03-05", false, "digits alone" },
	{ "1985-03-05", "1985-03-05", false, "ISO is read everywhere" },
	{ "1985-07-00", "1985-07-00", true, "ISO, month only" },
	{ "1985-00-00", "1985-00-00", true, "ISO, year only" },
	{ "1985-00-05", NULL, true, "a day without a month is none" },
	{ "1985-07-00", NULL, false, "a full date is wanted" },
	{ "07/1985", "1985-07-00", true, "month and year" },
	{ "07/1985", NULL, false, "a full date is wanted" },
	{ "1985", "1985-00-00", true, "year only" },
	{ "1985", NULL, false, "a full date is wanted" },
	{ "13/1985", NULL, true, "no thirteenth month" },
	{ "00/1985", "1985-00-00", true, "an unknown month, as old papers write it" },
	{ "00/00/1985", "1985-00-00", true, "an unknown day and month" },
	{ "0/0/1985", "1985-00-00", true, "in single digits" },
	{ "00/07/1985", "1985-07-00", true, "an unknown day" },
	{ "00-07-1985", "1985-07-00", true, "with dashes" },
	{ "00001985", "1985-00-00", true, "without signs" },
	{ "00071985", "1985-07-00", true, "without signs, the month known" },
	{ "00/00/1985", NULL, false, "a full date is wanted" },
	{ "00/07/1985", NULL, false, "a full date is wanted, the month known" },
	{ "00001985", NULL, false, "a full date is wanted, without signs" },
	{ "12/00/1985", NULL, true, "a day of no month" },
	{ "00/13/1985", NULL, true, "no thirteenth month" },
	{ "00/00/0000", NULL, true, "nothing known" },
	{ "0", NULL, true, "zero" },
	{ "12/13/1985", NULL, true, "the parts are never swapped" },
	{ "1985/03/12", "1985-03-12", false, "year first" },
	{ "1985-3-12", "1985-03-12", false, "year first, single digits" },
	{ "1985.03.12", "1985-03-12", false, "year first, dots" },
	{ "1985/07", "1985-07-00", true, "year and month" },
	{ "1985/07", NULL, false, "a full date is wanted" },
	{ "1985/07/00", "1985-07-00", true, "year first, an unknown day" },
	{ "1985/13/03", NULL, true, "year first, no such month" },
	{ "1985/31/12", NULL, true, "year, day, month is nobody's order" },
	{ "12 3 1985", "1985-03-12", false, "spaces" },
	{ "12  03  1985", "1985-03-12", false, "more spaces" },
	{ "03 1985", "1985-03-00", true, "month and year, a space" },
	{ "12–03–1985", "1985-03-12", false, "en dashes" },
	{ "12—3—1985", "1985-03-12", false, "em dashes" },
	{ "12‑03‑1985", "1985-03-12", false, "hyphens that do not break" },
	{ "12 – 03 − 1985", "1985-03-12", false, "a dash and a minus" },
	{ "12/ 3 1985", "1985-03-12", false, "mixed" },
	{ "12 3 85", NULL, true, "a short year, spaces" },
	{ "85/03/12", NULL, true, "a short year first" },
	{ "12 / / 1985", NULL, true, "two signs" },
	{ "12/3/1985/", NULL, true, "a sign at the end" },
	{ "/12/3/1985", NULL, true, "a sign at the beginning" },
	{ "12 3 1985 4", NULL, true, "four parts, spaces" },
	{ "123 1985", NULL, true, "three digits" },
	{ "1985 1986", NULL, true, "two years" },
	{ "19850312", NULL, true, "digits alone are a day first" },
	{ "5/3/85", NULL, true, "a century is never guessed" },
	{ "5/3/0999", NULL, true, "before the year 1000" },
	{ "5/3/19855", NULL, true, "five digits" },
	{ "5/3/1985/1", NULL, true, "four parts" },
	{ "5//1985", NULL, true, "an empty part" },
	{ "", NULL, true, "nothing" },
	{ "mai", NULL, true, "a word" },
	{ "5/3/1985x", NULL, true, "a letter after it" },
	{ "99999999999999999999", NULL, true, "longer than any number" },
};

static void typed_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(typed); i++) {
		struct date date = { 0 };
		char iso[DATE_TEXT] = "";
		bool read = date_from_typed(typed[i].typed, typed[i].partial, &date);
		if (read)
			date_to_iso(date, iso);
		if (read != (typed[i].iso != NULL) || (read && strcmp(iso, typed[i].iso) != 0))
			fail_msg("'%s' gave '%s' (%s)", typed[i].typed, iso, typed[i].why);
	}
}

static void short_years(void **state)
{
	static const struct { const char *typed; int first, last; const char *iso, *why; } rows[] = {
		{ "5/3/85", 1906, 2026, "1985-03-05", "one century" },
		{ "5/3/15", 1906, 2026, NULL, "two centuries" },
		{ "5/3/06", 1906, 2005, "1906-03-05", "the first year" },
		{ "5/3/26", 1927, 2026, "2026-03-05", "the last year" },
		{ "5/3/27", 2022, 2026, NULL, "no year" },
		{ "29/02/00", 1900, 2026, "2000-02-29", "1900 has no such day" },
		{ "31/02/85", 1906, 2026, NULL, "no such day" },
		{ "5/3/1985", 1906, 2026, NULL, "a whole year is not short" },
		{ "5/3/5", 1906, 2026, NULL, "one digit" },
		{ "3/85", 1906, 2026, NULL, "two parts" },
		{ "5 – 3 – 85", 1906, 2026, "1985-03-05", "dashes" },
		{ "5 3 85", 1906, 2026, "1985-03-05", "spaces" },
		{ "00/00/85", 1906, 2026, NULL, "an unknown day" },
		{ "050385", 1906, 2026, NULL, "no parts" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct date date = { 0 };
		char iso[DATE_TEXT] = "";
		bool read = date_from_short(rows[i].typed, rows[i].first, rows[i].last, &date);
		if (read)
			date_to_iso(date, iso);
		if (read != (rows[i].iso != NULL) || (read && strcmp(iso, rows[i].iso) != 0))
			fail_msg("'%s' gave '%s' (%s)", rows[i].typed, iso, rows[i].why);
	}
}

static void days_and_back(void **state)
{
	(void)state;
	assert_int_equal(date_to_days((struct date){ 1970, 1, 1 }), 0);
	assert_int_equal(date_to_days((struct date){ 2000, 3, 1 }), 11017);
	for (int64_t day = date_to_days((struct date){ 1890, 1, 1 }); day < date_to_days((struct date){ 2110, 1, 1 }); day++) {
		struct date date = date_from_days(day);
		char iso[DATE_TEXT];
		struct date again;
		date_to_iso(date, iso);
		assert_int_equal(date_to_days(date), day);
		assert_true(date_from_iso(iso, false, &again));
	}
}

static const struct { struct date birth, day; int age; const char *why; } ages[] = {
	{ { 2009, 6, 10 }, { 2024, 6, 10 }, 15, "on the day" },
	{ { 2009, 6, 11 }, { 2024, 6, 10 }, 14, "the day before" },
	{ { 2008, 2, 29 }, { 2023, 2, 28 }, 14, "born on 29 February: not yet on 28 February" },
	{ { 2008, 2, 29 }, { 2023, 3, 1 }, 15, "but on 1 March of a common year" },
	{ { 2008, 2, 29 }, { 2024, 2, 29 }, 16, "and on the day itself in a leap year" },
	{ { 2030, 1, 1 }, { 2024, 6, 10 }, -6, "not born yet" },
};

static void completed_years(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ages); i++) {
		if (date_age(ages[i].birth, ages[i].day) != ages[i].age)
			fail_msg("%d (%s)", date_age(ages[i].birth, ages[i].day), ages[i].why);
	}
}

static void unknown_parts(void **state)
{
	struct date month = { 2024, 2, 0 }, year = { 1985, 0, 0 };
	char shown[DATE_TEXT];

	(void)state;
	assert_int_equal(date_last(month).day, 29);
	assert_int_equal(date_first(month).day, 1);
	assert_int_equal(date_compare(date_last(year), (struct date){ 1985, 12, 31 }), 0);
	assert_false(date_is_full(month));
	date_to_shown(month, shown);
	assert_string_equal(shown, "02/2024");
	date_to_shown(year, shown);
	assert_string_equal(shown, "1985");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed_dates),
		cmocka_unit_test(short_years),
		cmocka_unit_test(days_and_back),
		cmocka_unit_test(completed_years),
		cmocka_unit_test(unknown_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
