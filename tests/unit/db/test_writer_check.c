#include "scratch.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"

static atomic_bool held, running;

/* Keeps the writer busy until it is let go. */
static enum err hold(struct db *db, void *arg, struct error *error)
{
	const struct timespec step = { .tv_nsec = 1000000 };

	(void)db, (void)arg, (void)error;
	atomic_store(&running, true);
	while (atomic_load(&held))
		nanosleep(&step, NULL);
	return ERR_OK;
}

static void *write_held(void *writer)
{
	return db_write(writer, hold, NULL, NULL) == ERR_OK ? writer : NULL;
}

static void *check(void *writer)
{
	return db_writer_check(writer, 5000, NULL) == ERR_OK ? writer : NULL;
}

static void start_holding(pthread_t *thread, struct db_writer *writer)
{
	const struct timespec step = { .tv_nsec = 1000000 };

	atomic_store(&held, true);
	atomic_store(&running, false);
	assert_int_equal(pthread_create(thread, NULL, write_held, writer), 0);
	while (!atomic_load(&running))
		nanosleep(&step, NULL);
}

static void test_idle_writer_answers(void **state)
{
	const struct scratch *scratch = *state;
	struct db_writer *writer = db_writer_open(&scratch->config, NULL);
	struct error error = { 0 };

	for (int i = 0; i < 3; i++)
		assert_int_equal(db_writer_check(writer, 5000, &error), ERR_OK);
	db_writer_close(writer);
}

static void test_busy_writer_is_not_waited_for(void **state)
{
	const struct scratch *scratch = *state;
	struct db_writer *writer = db_writer_open(&scratch->config, NULL);
	struct error error = { 0 };
	struct db_writer_counts counts;
	pthread_t thread;

	start_holding(&thread, writer);
	int64_t before = clock_monotonic_ms();
	for (int i = 0; i < 3; i++)
		assert_int_equal(db_writer_check(writer, 50, &error), ERR_UNAVAILABLE);
	assert_in_range(clock_monotonic_ms() - before, 150, 2000);
	assert_non_null(strstr(error.detail, "within 50 ms"));
	db_writer_count(writer, &counts);
	assert_int_equal(counts.waiting, 1);    /* all three share one task */
	atomic_store(&held, false);
	pthread_join(thread, NULL);
	assert_int_equal(db_writer_check(writer, 5000, &error), ERR_OK);
	db_writer_close(writer);
}

static void test_many_at_once(void **state)
{
	const struct scratch *scratch = *state;
	struct db_writer *writer = db_writer_open(&scratch->config, NULL);
	pthread_t holder, threads[8];
	void *result;

	start_holding(&holder, writer);
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, check, writer), 0);
	atomic_store(&held, false);
	for (size_t i = 0; i < COUNT(threads); i++) {
		pthread_join(threads[i], &result);
		assert_non_null(result);
	}
	pthread_join(holder, NULL);
	db_writer_close(writer);
}

static void test_failing_commit_is_told(void **state)
{
	const struct scratch *scratch = *state;
	struct db_writer *writer = db_writer_open(&scratch->config, NULL);
	struct error error = { 0 };

	db_fail_commit_at(1);
	assert_int_equal(db_writer_check(writer, 5000, &error), ERR_UNAVAILABLE);
	assert_int_equal(db_writer_check(writer, 5000, &error), ERR_OK);
	db_writer_close(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_idle_writer_answers, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_busy_writer_is_not_waited_for, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_many_at_once, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_failing_commit_is_told, scratch_open, scratch_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
