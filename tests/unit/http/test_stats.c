#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "http/stats.h"

/* What the median says of answers that all took as long. */
static void durations_are_rounded_up_by_at_most_a_quarter(void **state)
{
	static const struct { int64_t us, low, high; const char *why; } rows[] = {
		{ 0, 0, 15, "under the first step" },
		{ 15, 15, 15, "the last of the first step" },
		{ 16, 16, 19, "the first octave begins" },
		{ 20, 20, 23, "its second quarter" },
		{ 31, 31, 31, "its end" },
		{ 32, 32, 39, "the next octave" },
		{ 1000, 1000, 1250, "a millisecond" },
		{ 123456, 123456, 154320, "a slow page" },
		{ 60000000, 60000000, 75000000, "a minute" },
		{ INT64_MAX, 60000000, INT64_MAX, "anything longer stays in the last step" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct stats_route *stats = stats_new(0);
		struct http_route_stats row;
		stats_note(stats, 200, rows[i].us);
		stats_read(stats, &row);
		if (row.p50_us < rows[i].low || row.p50_us > rows[i].high || row.p99_us != row.p50_us)
			fail_msg("%s: %lld for %lld", rows[i].why, (long long)row.p50_us, (long long)rows[i].us);
		stats_free(stats);
	}
}

static void answers_are_counted_by_kind_and_share(void **state)
{
	struct stats_route *stats = stats_new(1);
	struct http_route_stats row;

	(void)state;
	stats_read(stats, &row);
	assert_int_equal(row.answers + row.p50_us + row.p99_us, 0);
	for (int i = 0; i < 98; i++)
		stats_note(stats, i % 2 == 0 ? 200 : 303, 100);
	stats_note(stats, 404, 50000);
	stats_note(stats, 503, 50000);
	stats_read(stats, &row);
	assert_int_equal(row.answers, 100);
	assert_int_equal(row.refused, 1);
	assert_int_equal(row.failed, 1);
	assert_in_range(row.p50_us, 100, 125);
	assert_in_range(row.p99_us, 50000, 62500);
	stats_read(&stats[1], &row);
	assert_int_equal(row.answers, 0);
	stats_free(stats);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_are_rounded_up_by_at_most_a_quarter),
		cmocka_unit_test(answers_are_counted_by_kind_and_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
