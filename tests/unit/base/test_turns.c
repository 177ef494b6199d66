/* Few at once, few waiting, and everybody told in time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/process/turns.h"

enum { SHORT_MS = 50, LONG_MS = 20000 };

static struct turns turns;
static atomic_int taken, refused;

static void *wants_a_turn(void *of)
{
	(void)of;
	if (turns_take(&turns, clock_monotonic_ms() + LONG_MS))
		atomic_fetch_add(&taken, 1);
	else
		atomic_fetch_add(&refused, 1);
	return NULL;
}

static void begin(pthread_t *threads, size_t count)
{
	taken = refused = 0;
	assert_true(turns_open(&turns, 2, 1));
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(pthread_create(&threads[i], NULL, wants_a_turn, NULL), 0);
		usleep(SHORT_MS * 1000);
	}
}

static void end(pthread_t *threads, size_t count)
{
	for (size_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	turns_close(&turns);
}

/* Two have a turn, the third waits, the fourth is sent away at once; the third has the first that is free. */
static void a_turn_that_is_free_is_had(void **state)
{
	pthread_t threads[4];

	(void)state;
	begin(threads, COUNT(threads));
	assert_int_equal(taken, 2);
	assert_int_equal(refused, 1);
	turns_leave(&turns);
	pthread_join(threads[2], NULL);
	assert_int_equal(taken, 3);
	assert_false(turns_take(&turns, clock_monotonic_ms() + SHORT_MS));
	turns_leave(&turns);
	assert_true(turns_take(&turns, clock_monotonic_ms()));
	pthread_join(threads[3], NULL);
	end(threads, 2);
}

static void the_end_sends_away(void **state)
{
	pthread_t threads[3];
	struct pollfd polled = { .events = POLLIN };

	(void)state;
	begin(threads, COUNT(threads));
	polled.fd = turns.stop;
	assert_int_equal(poll(&polled, 1, 0), 0);
	turns_stop(&turns);
	pthread_join(threads[2], NULL);
	assert_int_equal(refused, 1);
	assert_int_equal(poll(&polled, 1, 0), 1);
	turns_leave(&turns);
	assert_false(turns_take(&turns, clock_monotonic_ms() + LONG_MS));
	end(threads, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_turn_that_is_free_is_had),
		cmocka_unit_test(the_end_sends_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
