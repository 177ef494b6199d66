#include "scratch.h"

#include <pthread.h>

#include "base/clock.h"

static struct db_pool *open_pool(const struct scratch *scratch, int readers, int wait_ms)
{
	struct db_config config = scratch->config;
	struct error error = { 0 };

	config.readers = readers;
	config.borrow_wait_ms = wait_ms;
	struct db_pool *pool = db_pool_open(&config, &error);
	if (pool == NULL)
		fail_msg("%s", error.detail);
	return pool;
}

static void test_borrow_waits_and_gives_up(void **state)
{
	struct db_pool *pool = open_pool(*state, 1, 150);
	struct db *first = db_borrow(pool, NULL);
	struct error error = { 0 };
	int64_t start = clock_monotonic_ms();

	assert_non_null(first);
	assert_null(db_borrow(pool, &error));
	assert_int_equal(error.code, ERR_UNAVAILABLE);
	assert_in_range(clock_monotonic_ms() - start, 140, 3000);
	db_return(pool, first);
	db_return(pool, db_borrow(pool, &error));
	db_pool_close(pool);
}

static void test_one_borrow_one_snapshot(void **state)
{
	struct db_pool *pool = open_pool(*state, 1, 0);
	struct db *writer = scratch_connect(*state, false);
	struct db *reader = db_borrow(pool, NULL);

	assert_int_equal(scratch_count(reader), 0);
	assert_int_equal(scratch_add(writer, 1, 1, "x", NULL), ERR_OK);
	assert_int_equal(scratch_count(reader), 0);
	db_return(pool, reader);
	reader = db_borrow(pool, NULL);
	assert_int_equal(scratch_count(reader), 1);
	db_return(pool, reader);
	db_close(writer);
	db_pool_close(pool);
}

/* A handler that forgot db_done() must not keep the snapshot. */
static void test_return_resets_what_was_used(void **state)
{
	struct db_pool *pool = open_pool(*state, 1, 0);
	struct db *writer = scratch_connect(*state, false);

	for (int i = 0; i < 3; i++) {
		struct db *reader = db_borrow(pool, NULL);
		assert_int_equal(scratch_count(reader), i);
		assert_int_equal(db_step(db_use(reader, &scratch_rows[LIST_AREAS])), DB_ROW);
		assert_int_equal(db_step(db_use_text(reader, "SELECT id FROM area")), DB_ROW);
		db_return(pool, reader);
		assert_int_equal(scratch_add(writer, i + 1, 1, "x", NULL), ERR_OK);
	}
	db_close(writer);
	db_pool_close(pool);
}

static void step_after_return(const struct scratch *scratch)
{
	struct db_pool *pool = open_pool(scratch, 1, 0);
	struct db *reader = db_borrow(pool, NULL);
	struct db_row *row = db_use(reader, &scratch_rows[LIST_AREAS]);

	db_return(pool, reader);
	db_step(row);
}

static void test_step_after_return_aborts(void **state)
{
	assert_true(scratch_aborts(step_after_return, *state));
}

static void *borrow_often(void *context)
{
	for (int i = 0; i < 200; i++) {
		struct db *db = db_borrow(context, NULL);
		if (db == NULL)
			return NULL;
		if (db_step(db_use(db, &scratch_rows[LIST_AREAS])) != DB_ROW)
			return NULL;
		db_return(context, db);
	}
	return context;
}

static void test_more_threads_than_readers(void **state)
{
	struct db_pool *pool = open_pool(*state, 2, 0);
	pthread_t threads[8];

	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, borrow_often, pool), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		void *result = NULL;
		pthread_join(threads[i], &result);
		assert_ptr_equal(result, pool);
	}
	db_pool_close(pool);
}

static void close_with_one_out(const struct scratch *scratch)
{
	struct db_pool *pool = open_pool(scratch, 2, 0);

	db_borrow(pool, NULL);
	db_pool_close(pool);
}

static void test_close_wants_all_back(void **state)
{
	assert_true(scratch_aborts(close_with_one_out, *state));
}

static void test_memory_runs_out_at_open(void **state)
{
	const struct scratch *scratch = *state;
	struct db_pool *pool = NULL;
	long n = 0;

	while (pool == NULL && ++n < 1000) {
		struct error error = { 0 };
		memory_fail_at(n);
		pool = db_pool_open(&scratch->config, &error);
		assert_true(pool != NULL || error.code == ERR_UNAVAILABLE);
	}
	memory_fail_at(0);
	assert_in_range(n, 8, 999);
	db_pool_close(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_borrow_waits_and_gives_up, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_one_borrow_one_snapshot, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_return_resets_what_was_used, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_step_after_return_aborts, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_close_wants_all_back, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_more_threads_than_readers, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_memory_runs_out_at_open, scratch_open, scratch_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
