#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "acceptance/age.h"
#include "base/memory.h"

static void knows_retirement(void **state)
{
	static const struct { int year, man, woman; const char *why; } rows[] = {
		{ 2020, 723, 664, "before the decree's first year" },
		{ 2021, 723, 664, "60y3m and 55y4m" },
		{ 2022, 726, 668, "three and four months more" },
		{ 2024, 732, 676, "61y and 56y4m" },
		{ 2027, 741, 688, "the last step of men but one" },
		{ 2028, 744, 692, "62 years" },
		{ 2029, 744, 696, "men stay at 62" },
		{ 2034, 744, 716, "the last step of women but one" },
		{ 2035, 744, 720, "60 years" },
		{ 2090, 744, 720, "women stay at 60" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (age_of_retirement(rows[i].year, false) != rows[i].man || age_of_retirement(rows[i].year, true) != rows[i].woman)
			fail_msg("%d: %s", rows[i].year, rows[i].why);
	}
}

static struct date day(const char *iso)
{
	struct date date = { 0 };

	assert_true(date_from_iso(iso, true, &date));
	return date;
}

static void counts_months(void **state)
{
	static const struct { const char *birth, *day; int months; bool below; const char *why; } rows[] = {
		{ "1968-02-01", "2024-06-01", 676, false, "reached on the day" },
		{ "1968-02-02", "2024-06-01", 676, true, "reached tomorrow" },
		{ "1968-11-30", "2023-03-01", 651, false, "30 February: on 1 March" },
		{ "1968-11-30", "2023-02-28", 651, true, "not on the last day of February" },
		{ "1968-02-00", "2024-06-01", 676, false, "the month: perhaps the first" },
		{ "1968-03-00", "2024-06-01", 676, true, "the month after: surely" },
		{ "1968-00-00", "2024-06-01", 676, false, "the year: perhaps January" },
		{ "1969-00-00", "2024-06-01", 676, true, "the year after: surely" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (age_is_below_months(day(rows[i].birth), day(rows[i].day), rows[i].months) != rows[i].below)
			fail_msg("%s on %s: %s", rows[i].birth, rows[i].day, rows[i].why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(knows_retirement), cmocka_unit_test(counts_months) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
