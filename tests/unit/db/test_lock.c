#include "scratch.h"

static void test_second_holder_names_the_first(void **state)
{
	const struct scratch *scratch = *state;
	struct error error = { 0 };
	char pid[32];
	int lock = db_lock(scratch->folder, &error);

	assert_true(lock >= 0);
	assert_int_equal(db_lock(scratch->folder, &error), -1);
	assert_int_equal(error.code, ERR_CONFLICT);
	assert_non_null(error.message);
	snprintf(pid, sizeof pid, "process %ld", (long)getpid());
	assert_non_null(strstr(error.detail, pid));
	close(lock);
}

/* A data folder is copied with its lock file, and a process may die: the file alone means nothing. */
static void test_a_file_is_no_lock(void **state)
{
	const struct scratch *scratch = *state;
	struct error error = { 0 };
	int lock = db_lock(scratch->folder, &error);

	assert_true(lock >= 0);
	close(lock);
	lock = db_lock(scratch->folder, &error);
	assert_true(lock >= 0);
	close(lock);
}

static void test_killed_holder_lets_go(void **state)
{
	const struct scratch *scratch = *state;
	struct error error = { 0 };
	int ready[2], status;
	char byte;

	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		if (db_lock(scratch->folder, NULL) >= 0 && write(ready[1], "x", 1) == 1)
			pause();
		_exit(1);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(db_lock(scratch->folder, &error), -1);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	int lock = db_lock(scratch->folder, &error);
	assert_true(lock >= 0);
	close(lock);
	close(ready[0]);
}

static void test_no_folder(void **state)
{
	struct error error = { 0 };

	(void)state;
	assert_int_equal(db_lock("no-such-folder", &error), -1);
	assert_int_equal(error.code, ERR_UNAVAILABLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_second_holder_names_the_first, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_a_file_is_no_lock, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_killed_holder_lets_go, scratch_open, scratch_close),
		cmocka_unit_test(test_no_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
