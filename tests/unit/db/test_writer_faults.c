/* The writer when the machine fails it: commits, space, memory, a kill. */
#include "saves.h"

#include <sqlite3.h>
#include <sys/resource.h>

static void test_nth_commit_fails(void **state)
{
	enum { ROUNDS = 6, EACH = 8 };
	struct save saves[ROUNDS * EACH] = { 0 };
	struct db_writer *writer = open_writer(*state);

	for (size_t n = 1; n <= ROUNDS; n++) {
		db_fail_commit_at((long)n);
		for (size_t i = 0; i < EACH; i++) {
			struct save *save = &saves[(n - 1) * EACH + i];
			save->id = (int64_t)((n - 1) * EACH + i + 1);
			save->told = db_write(writer, run_save, save, NULL);
			assert_int_equal(save->told, i + 1 == n ? ERR_UNAVAILABLE : ERR_OK);
		}
	}
	db_writer_close(writer);
	verify(*state, saves, COUNT(saves));
}

static void test_failed_commit_takes_the_group(void **state)
{
	struct save saves[3] = { { .id = 1 }, { .id = 2, .kind = OWN_ERROR }, { .id = 3 } };
	struct db_writer *writer = open_writer(*state);

	db_fail_commit_at(1);                           /* they come while the gate runs, and share its COMMIT */
	run_as_one_group(writer, saves, COUNT(saves));
	for (size_t i = 0; i < COUNT(saves); i++)
		assert_int_equal(saves[i].told, ERR_UNAVAILABLE);
	db_writer_close(writer);
	verify(*state, saves, COUNT(saves));
}

/* A real refusal of the operating system while the writer lives, and space again. */
static void test_resumes_when_space_is_back(void **state)
{
	struct save saves[12] = { 0 };
	struct db_writer *writer = open_writer(*state);
	struct rlimit limit, small;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = (struct rlimit){ .rlim_cur = 20000, .rlim_max = limit.rlim_max };
	for (size_t i = 0; i < COUNT(saves); i++) {
		bool no_space = i >= 4 && i < 8;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, no_space ? &small : &limit), 0);
		saves[i].id = (int64_t)i + 1;
		saves[i].told = db_write(writer, run_save, &saves[i], NULL);
		assert_int_equal(saves[i].told, no_space ? ERR_UNAVAILABLE : ERR_OK);
	}
	db_writer_close(writer);
	verify(*state, saves, COUNT(saves));
}

/* ---- SQLite's memory ---- */

static sqlite3_mem_methods real_memory;
static _Atomic long fail_memory_at;

static bool is_out_of_memory(void)
{
	return fail_memory_at > 0 && fail_memory_at-- == 1;
}

static void *failing_malloc(int size)
{
	return is_out_of_memory() ? NULL : real_memory.xMalloc(size);
}

static void *failing_realloc(void *block, int size)
{
	return is_out_of_memory() ? NULL : real_memory.xRealloc(block, size);
}

static int install_failing_memory(void **state)
{
	sqlite3_mem_methods methods;

	(void)state;
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
	methods = real_memory;
	methods.xMalloc = failing_malloc;
	methods.xRealloc = failing_realloc;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

static void test_memory_runs_out_inside_sqlite(void **state)
{
	struct save saves[200] = { 0 };
	struct db_writer *writer = open_writer(*state);
	size_t failed = 0;

	for (size_t i = 0; i < COUNT(saves); i++) {
		saves[i].id = (int64_t)i + 1;
		saves[i].kind = i % 4 == 3 ? BROKEN_REFERENCE : GOOD;
		fail_memory_at = (long)(i % 50) + 1;
		saves[i].told = db_write(writer, run_save, &saves[i], NULL);
		failed += saves[i].told == ERR_UNAVAILABLE;
	}
	fail_memory_at = 0;
	assert_in_range(failed, 10, COUNT(saves));
	assert_int_equal(save_one(writer, OWN_ERROR, 1000, NULL), ERR_UNPROCESSABLE);
	db_writer_close(writer);
	verify(*state, saves, COUNT(saves));
}

static void test_memory_runs_out_at_open(void **state)
{
	const struct scratch *scratch = *state;
	struct db_writer *writer = NULL;
	long n = 0;

	while (writer == NULL && ++n < 1000) {
		struct error error = { 0 };
		memory_fail_at(n);
		writer = db_writer_open(&scratch->config, &error);
		assert_true(writer != NULL || error.code == ERR_UNAVAILABLE);
	}
	memory_fail_at(0);
	assert_in_range(n, 3, 999);
	db_writer_close(writer);
}

/* ---- kill -9 ---- */

static int acknowledged_pipe;
static _Atomic int64_t next_id = 1;

static void *save_and_acknowledge(void *arg)
{
	for (;;) {
		int64_t id = next_id++;
		if (save_one(arg, GOOD, id, NULL) != ERR_OK || write(acknowledged_pipe, &id, sizeof id) != sizeof id)
			_exit(1);
	}
}

static void be_killed(const struct scratch *scratch)
{
	struct db_writer *writer = db_writer_open(&scratch->config, NULL);
	pthread_t thread;

	for (int i = 0; i < 4; i++)
		pthread_create(&thread, NULL, save_and_acknowledge, writer);
	pause();
}

static void test_killed_amid_writes(void **state)
{
	const struct scratch *scratch = *state;
	static int64_t ids[200000];
	size_t count = 0;
	int ends[2], status;

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		acknowledged_pipe = ends[1];
		be_killed(scratch);
	}
	close(ends[1]);
	while (count < COUNT(ids) && read(ends[0], &ids[count], sizeof ids[0]) == sizeof ids[0]) {
		if (++count == 400)
			kill(child, SIGKILL);
	}
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_in_range(count, 400, COUNT(ids) - 1);

	struct db *db = scratch_connect(scratch, false);
	for (size_t i = 0; i < count; i++)
		assert_true(scratch_has(db, ids[i]));
	assert_int_equal(db_integrity(db, NULL), ERR_OK);
	db_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, scratch_open, scratch_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_killed_amid_writes), TEST(test_nth_commit_fails), TEST(test_failed_commit_takes_the_group),
		TEST(test_resumes_when_space_is_back), TEST(test_memory_runs_out_inside_sqlite), TEST(test_memory_runs_out_at_open),
	};

	return cmocka_run_group_tests(tests, install_failing_memory, NULL);
}
