#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "auth/limiter.h"
#include "base/hash.h"
#include "base/memory.h"

enum { SECOND = 1000, START = 1000000 };

static int set_up(void **state)
{
	*state = limiter_new();
	return *state == NULL || !hash_start();
}

static int tear_down(void **state)
{
	limiter_free(*state);
	return 0;
}

/* Each failure at the moment the wait is over; the wait after it is the row's. */
static void test_delays_double_to_a_minute(void **state)
{
	static const int delays[] = { 1, 2, 4, 8, 16, 32, 60, 60 };
	int64_t now = START;

	for (size_t i = 0; i < COUNT(delays); i++) {
		assert_int_equal(limiter_wait(*state, "u", "a", false, now), 0);
		limiter_failed(*state, "u", "a", now);
		assert_int_equal(limiter_wait(*state, "u", "a", false, now), delays[i]);
		assert_int_equal(limiter_wait(*state, "u", "a", false, now + 1), delays[i]);    /* rounded up */
		now += delays[i] * SECOND;
	}
}

static void test_only_the_pair_waits(void **state)
{
	limiter_failed(*state, "u", "a", START);
	static const struct { const char *user, *address; bool waits; const char *reason; } rows[] = {
		{ "u", "a", true, "the pair that failed" },
		{ "u", "b", false, "the same user from elsewhere: nobody locks a colleague out" },
		{ "v", "a", false, "another user from there" },
		{ "ua", "", false, "the parts are told apart" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if ((limiter_wait(*state, rows[i].user, rows[i].address, false, START) > 0) != rows[i].waits)
			fail_msg("%s", rows[i].reason);
	}
}

static void test_a_right_password_starts_anew(void **state)
{
	for (int i = 0; i < 5; i++)
		limiter_failed(*state, "u", "a", START);
	limiter_passed(*state, "u", "a");
	assert_int_equal(limiter_wait(*state, "u", "a", false, START), 0);
	limiter_failed(*state, "u", "a", START);
	assert_int_equal(limiter_wait(*state, "u", "a", false, START), 1);
}

/* Two requests at once after a failure: the second waits for the first. */
static void test_one_attempt_at_a_time_after_a_failure(void **state)
{
	limiter_failed(*state, "u", "a", START);
	assert_int_equal(limiter_wait(*state, "u", "a", false, START + SECOND), 0);
	assert_int_equal(limiter_wait(*state, "u", "a", false, START + SECOND), 1);
}

static void test_fifty_failures_stop_an_address(void **state)
{
	char user[16];

	for (int i = 0; i < LIMITER_ADDRESS_FAILURES; i++) {
		snprintf(user, sizeof user, "u%d", i);
		assert_int_equal(limiter_wait(*state, user, "a", false, START + i), 0);
		limiter_failed(*state, user, "a", START + i);
	}
	int64_t now = START + LIMITER_ADDRESS_FAILURES;
	assert_int_equal(limiter_wait(*state, "new", "a", false, now), LIMITER_WINDOW);
	assert_int_equal(limiter_wait(*state, "new", "a", true, now), 0);       /* known device */
	assert_int_equal(limiter_wait(*state, "new", "b", false, now), 0);
	int64_t later = START + (int64_t)LIMITER_WINDOW * SECOND;
	assert_int_equal(limiter_wait(*state, "new", "a", false, later - 1), 1);
	assert_int_equal(limiter_wait(*state, "new", "a", false, later), 0);    /* the first of the fifty is old */
}

static void test_failures_are_forgotten(void **state)
{
	for (int i = 0; i < 10; i++)
		limiter_failed(*state, "u", "a", START);
	int64_t later = START + (int64_t)LIMITER_WINDOW * SECOND + 1;
	limiter_failed(*state, "u", "a", later);
	assert_int_equal(limiter_wait(*state, "u", "a", false, later), 1);
}

/* More pairs and addresses than there is room: the oldest goes, the newest stay. */
static void test_memory_is_bounded(void **state)
{
	char user[16];

	for (int i = 0; i <= LIMITER_PAIRS; i++) {
		snprintf(user, sizeof user, "u%d", i);
		limiter_failed(*state, user, user, START + i);
	}
	assert_int_equal(limiter_wait(*state, "u0", "u0", false, START), 0);
	assert_true(limiter_wait(*state, "u1", "u1", false, START) > 0);
	assert_true(limiter_wait(*state, user, user, false, START) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_delays_double_to_a_minute, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_only_the_pair_waits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_right_password_starts_anew, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_one_attempt_at_a_time_after_a_failure, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_fifty_failures_stop_an_address, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_failures_are_forgotten, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_memory_is_bounded, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
