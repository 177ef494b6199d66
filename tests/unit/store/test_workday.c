/* Working days: lists of days off, and counting with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "store/campaign/workday.h"

static struct arena *arena;

static int64_t day(const char *iso)
{
	struct date date;

	assert_true(date_from_iso(iso, false, &date));
	return date_to_days(date);
}

static struct workday_calendar read(const char *text)
{
	struct workday_calendar calendar = { .count = 0 };

	assert_true(workday_read(arena, text, &calendar, NULL));
	return calendar;
}

static void lists_are_read(void **state)
{
	static const char *const wrong[] = { "31/02/2024", "01/01/2024; x", "14/02/2024 đến 08/02/2024", "01/01/2024 đến 01/01/2030", "+", "đến 01/01/2024" };
	struct workday_calendar calendar = read("01/01/2024; 08/02/2024 đến 14/02/2024, +04/05/2024\n01/01/2024");

	(void)state;
	assert_int_equal(calendar.count, 9);
	assert_int_equal(calendar.changed[0].day, day("2024-01-01"));
	assert_true(calendar.changed[8].works);
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct workday_calendar other = { .count = 0 };
		const char *part = NULL;
		assert_false(workday_read(arena, wrong[i], &other, &part));
		assert_non_null(part);
	}
	assert_int_equal(read(NULL).count + read(" ; ,").count, 0);
}

static void what_comes_later_has_the_last_word(void **state)
{
	struct workday_calendar calendar = read("30/04/2024; 01/05/2024");

	(void)state;
	assert_true(workday_read(arena, "+30/04/2024", &calendar, NULL));
	assert_true(workday_is(&calendar, day("2024-04-30")));
	assert_false(workday_is(&calendar, day("2024-05-01")));
}

/* The days off of all and those of a campaign are as many as each list may have. */
static void two_full_lists_go_together(void **state)
{
	struct workday_calendar calendar = read("01/01/2024 đến 03/02/2025");

	(void)state;
	assert_int_equal(calendar.count, DAYS_OFF_MOST);
	assert_true(workday_read(arena, "01/01/2026 đến 04/02/2027", &calendar, NULL));
	assert_int_equal(calendar.count, 2 * DAYS_OFF_MOST);
	assert_false(workday_is(&calendar, day("2027-02-04")));
	assert_false(workday_is(&calendar, day("2024-01-02")));
	assert_false(workday_read(arena, "01/01/2024 đến 04/02/2025", &(struct workday_calendar){ .count = 0 }, NULL));
}

/* Each way of counting against going day by day. */
static void counting_agrees(void **state)
{
	struct workday_calendar calendar = read("30/04/2024; 01/05/2024; 27/04/2024; +28/04/2024; +02/05/2024");
	const int64_t first = day("2024-04-20"), last = day("2024-05-20");

	(void)state;
	for (int64_t from = first; from < last; from++) {
		int64_t count = 0;
		for (int64_t until = from + 1; until < last; until++) {
			count += workday_is(&calendar, until);
			assert_int_equal(workday_between(&calendar, from, until), count);
		}
		for (int64_t allowed = 1; allowed < 9; allowed++) {
			int64_t due = workday_after(&calendar, from, allowed);
			assert_int_equal(workday_between(&calendar, from, due), allowed);
			assert_true(workday_is(&calendar, due));
			/* late on a day is what began before the cut of that day, and then by some days */
			for (int64_t today = first + 15; today < last; today++) {
				int64_t cut = workday_cutoff(&calendar, today, allowed);
				assert_int_equal(due < today, from < cut);
				if (from < cut)
					assert_true(workday_between(&calendar, from, cut) > 0);
			}
		}
	}
	assert_int_equal(workday_between(&calendar, last, first), 0);
	assert_int_equal(workday_cutoff(&calendar, day("2024-05-06"), -1), day("2024-05-07"));
}

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_read),
		cmocka_unit_test(what_comes_later_has_the_last_word),
		cmocka_unit_test(two_full_lists_go_together),
		cmocka_unit_test(counting_agrees),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
