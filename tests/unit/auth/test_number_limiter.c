#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "auth/number_limiter.h"
#include "base/hash.h"
#include "base/memory.h"

enum { SECOND = 1000, START = 1000000, HOUR = NUMBER_WINDOW * SECOND, USER = 7 };

static int set_up(void **state)
{
	*state = hash_start() ? number_limiter_new() : NULL;
	return *state == NULL;
}

static int tear_down(void **state)
{
	number_limiter_free(*state);
	return 0;
}

static int ask(void **state, int64_t user, int number, int64_t now)
{
	char text[16];
	bool first;

	snprintf(text, sizeof text, "%012d", number);
	return number_limiter_ask(*state, user, text, now, &first);
}

static void twenty_numbers_an_hour_and_those_again(void **state)
{
	for (int i = 0; i < NUMBER_MOST; i++)
		assert_int_equal(ask(state, USER, i, START + i * SECOND), 0);
	int64_t now = START + NUMBER_MOST * SECOND;
	assert_int_equal(ask(state, USER, 100, now), NUMBER_WINDOW - NUMBER_MOST);
	assert_int_equal(ask(state, USER, 100, now + 1), NUMBER_WINDOW - NUMBER_MOST);   /* rounded up */
	for (int i = 0; i < NUMBER_MOST; i++)
		assert_int_equal(ask(state, USER, i, now), 0);
	assert_int_equal(ask(state, USER + 1, 100, now), 0);
}

/* A number leaves an hour after it was first asked for, however often it was asked for since. */
static void the_oldest_makes_room_when_it_is_an_hour_old(void **state)
{
	for (int i = 0; i < NUMBER_MOST; i++)
		ask(state, USER, i, START + i * SECOND);
	ask(state, USER, 0, START + HOUR - 1);
	assert_int_equal(ask(state, USER, 100, START + HOUR - 1), 1);
	assert_int_equal(ask(state, USER, 100, START + HOUR), 0);
	assert_int_equal(ask(state, USER, 0, START + HOUR), 1);
	assert_int_equal(ask(state, USER, 0, START + HOUR + SECOND), 0);
	assert_int_equal(ask(state, USER, 1, START + HOUR + SECOND), 1);
}

static void the_first_refusal_of_an_hour_is_told(void **state)
{
	static const struct { int64_t at; bool first; } rows[] = { { 1, true }, { 2, false }, { HOUR, false }, { HOUR + 1, true }, { HOUR + 2, false } };
	bool first;

	for (size_t k = 0; k < COUNT(rows); k++) {
		for (int i = 0; i < NUMBER_MOST; i++)
			ask(state, USER, (int)k / 2 * 1000 + i, START + rows[k].at);
		number_limiter_ask(*state, USER, "999999999999", START + rows[k].at, &first);
		assert_int_equal(first, rows[k].first);
	}
	number_limiter_untold(*state, USER);
	assert_true(number_limiter_ask(*state, USER, "999999999999", START + HOUR + 3, &first) > 0 && first);
}

/* When there are too many, the user who asked longest ago is forgotten. */
static void it_is_bounded(void **state)
{
	for (int i = 0; i < NUMBER_MOST; i++) {
		ask(state, 1, i, START);
		ask(state, 2, i, START);
	}
	for (int64_t user = 3; user <= NUMBER_USERS; user++)
		assert_int_equal(ask(state, user, 1, START + 1), 0);
	ask(state, 1, 0, START + 2);
	assert_int_equal(ask(state, NUMBER_USERS + 1, 1, START + 3), 0);
	assert_true(ask(state, 1, 100, START + 4) > 0);
	assert_int_equal(ask(state, 2, 100, START + 5), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(twenty_numbers_an_hour_and_those_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_oldest_makes_room_when_it_is_an_hour_old, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_first_refusal_of_an_hour_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(it_is_bounded, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
