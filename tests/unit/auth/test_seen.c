#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "auth/seen.h"

static void test_written_at_most_every_five_minutes(void **state)
{
	struct seen *seen = seen_new();
	struct seen_write writes[2];

	(void)state;
	assert_int_equal(seen_note(seen, 1, 1000, 1000 + SEEN_EVERY - 1, writes), 0);
	assert_int_equal(seen_last(seen, 1, 1000), 1000 + SEEN_EVERY - 1);
	assert_int_equal(seen_note(seen, 1, 1000, 1000 + SEEN_EVERY, writes), 1);
	assert_int_equal(writes[0].session_id, 1);
	assert_int_equal(writes[0].at, 1000 + SEEN_EVERY);
	assert_int_equal(seen_note(seen, 1, 1000, 1000 + SEEN_EVERY + 1, writes), 0);
	assert_int_equal(seen_last(seen, 2, 500), 500);
	seen_free(seen);
}

static void test_who_loses_its_slot_is_written(void **state)
{
	struct seen *seen = seen_new();
	struct seen_write writes[2];

	(void)state;
	assert_int_equal(seen_note(seen, 1, 1000, 1010, writes), 0);
	assert_int_equal(seen_note(seen, 1 + SEEN_SLOTS, 1000, 1020, writes), 1);
	assert_int_equal(writes[0].session_id, 1);
	assert_int_equal(writes[0].at, 1010);
	assert_int_equal(seen_note(seen, 1, 0, 1030, writes), 2);       /* the other one, and its own old row */
	seen_free(seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written_at_most_every_five_minutes),
		cmocka_unit_test(test_who_loses_its_slot_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
