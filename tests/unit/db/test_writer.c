#include "scratch.h"

#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include "base/clock.h"

/* What a job does, and what db_write() must say when its group is committed. */
enum kind { GOOD, OWN_ERROR, BROKEN_REFERENCE, IGNORED_BROKEN_REFERENCE, DISK_FULL, IGNORED_DISK_FULL, ROLLS_BACK, BAD_SUM };

struct save {
	enum kind kind;
	int64_t id;
	struct db_writer *writer;
	enum err told;
	struct error error;
	pthread_t thread;
};

enum { LARGE = 300000 };
static char large_text[LARGE];

static enum err fill_disk(struct db *db, struct save *save, struct error *error)
{
	struct db_row *row = db_use(db, &scratch_rows[NO_MORE_PAGES]);

	while (db_step(row) == DB_ROW)
		;
	return scratch_add(db, save->id + 500000, 1, large_text, error);
}

static enum err roll_back(struct db *db, struct save *save)
{
	struct db_row *row = db_use(db, &scratch_rows[ADD_SHEET_OR_ROLLBACK]);

	db_bind_int(row, "id", save->id);
	db_step(row);
	scratch_add(db, save->id + 500000, 1, "after the end of the transaction", NULL);
	return ERR_OK;
}

/* Every job adds its sheet first, so a row in the table means "saved". */
static enum err run_save(struct db *db, void *arg, struct error *error)
{
	struct save *save = arg;
	enum err err = scratch_add(db, save->id, 1, "x", error);

	if (err != ERR_OK)
		return err;
	switch (save->kind) {
	case GOOD:
		return ERR_OK;
	case OWN_ERROR:
		return error_set(error, ERR_UNPROCESSABLE, "no", "own error");
	case BROKEN_REFERENCE:
		return scratch_add(db, save->id + 500000, 99, "x", error);
	case IGNORED_BROKEN_REFERENCE:
		scratch_add(db, save->id + 500000, 99, "x", NULL);
		return ERR_OK;
	case DISK_FULL:
		return fill_disk(db, save, error);
	case IGNORED_DISK_FULL:
		fill_disk(db, save, NULL);
		scratch_add(db, save->id + 600000, 1, "x", NULL);
		return ERR_OK;
	case ROLLS_BACK:
		return roll_back(db, save);
	case BAD_SUM:
		db_step(db_use_text(db, "SELECT abs(-9223372036854775808)"));
		return ERR_OK;
	}
	return ERR_INTERNAL;
}

static struct db_writer *open_writer(const struct scratch *scratch)
{
	struct error error = { 0 };
	struct db_writer *writer = db_writer_open(&scratch->config, &error);

	if (writer == NULL)
		fail_msg("%s", error.detail);
	memset(large_text, 'x', LARGE - 1);
	return writer;
}

static enum err save_one(struct db_writer *writer, enum kind kind, int64_t id, struct error *error)
{
	struct save save = { .kind = kind, .id = id };

	return db_write(writer, run_save, &save, error);
}

/* ---- a group of our making: the writer is held while jobs gather behind it ---- */

struct gate {
	struct db_writer *writer;
	sem_t entered, leave;
	pthread_t thread;
};

static enum err wait_at_gate(struct db *db, void *arg, struct error *error)
{
	struct gate *gate = arg;

	(void)db, (void)error;
	sem_post(&gate->entered);
	sem_wait(&gate->leave);
	return ERR_OK;
}

static void *submit_gate(void *arg)
{
	struct gate *gate = arg;

	db_write(gate->writer, wait_at_gate, gate, NULL);
	return NULL;
}

static void close_gate(struct gate *gate, struct db_writer *writer)
{
	gate->writer = writer;
	sem_init(&gate->entered, 0, 0);
	sem_init(&gate->leave, 0, 0);
	pthread_create(&gate->thread, NULL, submit_gate, gate);
	sem_wait(&gate->entered);
}

static void open_gate(struct gate *gate)
{
	sem_post(&gate->leave);
	pthread_join(gate->thread, NULL);
	sem_destroy(&gate->entered);
	sem_destroy(&gate->leave);
}

static void *submit_save(void *arg)
{
	struct save *save = arg;

	save->told = db_write(save->writer, run_save, save, &save->error);
	return NULL;
}

static void submit_in_order(struct db_writer *writer, struct save *save, size_t waiting)
{
	struct db_writer_counts counts;

	save->writer = writer;
	pthread_create(&save->thread, NULL, submit_save, save);
	do {
		db_writer_count(writer, &counts);
	} while (counts.waiting < waiting);
}

static void run_as_one_group(struct db_writer *writer, struct save *saves, size_t count)
{
	struct gate gate;

	close_gate(&gate, writer);
	for (size_t i = 0; i < count; i++)
		submit_in_order(writer, &saves[i], i + 1);
	open_gate(&gate);
	for (size_t i = 0; i < count; i++)
		pthread_join(saves[i].thread, NULL);
}

/* ---- must show ---- */

/* Nobody is told "saved" who was not, nobody is told "failed" who was, and the file is clean. */
static void verify(const struct scratch *scratch, const struct save *saves, size_t count)
{
	struct db *db = scratch_connect(scratch, true);
	struct error error = { 0 };
	int64_t saved = 0;

	for (size_t i = 0; i < count; i++) {
		if (scratch_has(db, saves[i].id) != (saves[i].told == ERR_OK))
			fail_msg("job %zu was told %d", i, saves[i].told);
		saved += saves[i].told == ERR_OK;
	}
	assert_int_equal(scratch_count(db), saved);
	if (db_integrity(db, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	db_close(db);
}

static void test_groups(void **state)
{
	static const struct {
		enum kind kinds[5];
		enum err told[5];
		const char *reason;
	} rows[] = {
		{ { GOOD, GOOD, GOOD, GOOD, GOOD }, { 0, 0, 0, 0, 0 }, "nothing wrong" },
		{ { GOOD, OWN_ERROR, BROKEN_REFERENCE, GOOD, GOOD }, { 0, 422, 409, 0, 0 }, "failing jobs spoil only themselves" },
		{ { GOOD, IGNORED_BROKEN_REFERENCE, GOOD, GOOD, GOOD }, { 0, 0, 0, 0, 0 }, "a constraint is the job's to judge" },
		{ { GOOD, OWN_ERROR, BROKEN_REFERENCE, DISK_FULL, GOOD }, { 503, 503, 503, 503, 503 }, "FULL takes all" },
		{ { GOOD, GOOD, IGNORED_DISK_FULL, GOOD, GOOD }, { 503, 503, 503, 503, 503 }, "FULL that the job kept to itself" },
		{ { GOOD, ROLLS_BACK, GOOD, GOOD, GOOD }, { 503, 503, 503, 503, 503 }, "a job that ends the transaction" },
		{ { GOOD, BAD_SUM, GOOD, GOOD, GOOD }, { 0, 503, 0, 0, 0 }, "a failed statement ignored is no save" },
		{ { GOOD, GOOD, GOOD, GOOD, DISK_FULL }, { 503, 503, 503, 503, 503 }, "FULL in the last" },
		{ { DISK_FULL, GOOD, GOOD, GOOD, GOOD }, { 503, 503, 503, 503, 503 }, "FULL in the first" },
	};
	struct db_writer *writer = open_writer(*state);
	struct save saves[COUNT(rows) * 5] = { 0 };

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct save *group = &saves[5 * i];
		for (size_t j = 0; j < 5; j++)
			group[j] = (struct save){ .kind = rows[i].kinds[j], .id = (int64_t)(5 * i + j + 1) };
		run_as_one_group(writer, group, 5);
		for (size_t j = 0; j < 5; j++) {
			if (group[j].told != rows[i].told[j])
				fail_msg("%s: job %zu was told %d", rows[i].reason, j, group[j].told);
			if (group[j].told != ERR_OK)
				assert_int_equal(group[j].error.code, group[j].told);
		}
	}
	db_writer_close(writer);
	verify(*state, saves, COUNT(saves));
}

static void test_own_error_comes_back_as_it_is(void **state)
{
	struct db_writer *writer = open_writer(*state);
	struct error error = { 0 };

	assert_int_equal(save_one(writer, OWN_ERROR, 1, &error), ERR_UNPROCESSABLE);
	assert_string_equal(error.message, "no");
	assert_string_equal(error.detail, "own error");
	assert_int_equal(save_one(writer, OWN_ERROR, 1, NULL), ERR_UNPROCESSABLE);
	db_writer_close(writer);
}

static void *save_many(void *arg)
{
	struct save *saves = arg;

	for (int i = 0; i < 40; i++)
		saves[i].told = db_write(saves[i].writer, run_save, &saves[i], &saves[i].error);
	return NULL;
}

/* Many threads, groups as they come, one job in eight of each bad kind. */
static void test_any_mixture(void **state)
{
	enum { THREADS = 12, EACH = 40 };
	static struct save saves[THREADS * EACH];
	struct db_writer *writer = open_writer(*state);
	struct db_writer_counts counts;
	pthread_t threads[THREADS];

	for (size_t i = 0; i < COUNT(saves); i++) {
		enum kind kind = i * 7919 % 8 < 5 ? GOOD : (enum kind)(i * 7919 % 8 - 4);
		saves[i] = (struct save){ .kind = i % 97 == 96 ? DISK_FULL : kind, .id = (int64_t)i + 1, .writer = writer };
	}
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, save_many, &saves[EACH * i]), 0);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	db_writer_count(writer, &counts);
	assert_in_range(counts.failed_groups, 1, 5);
	db_writer_close(writer);
	verify(*state, saves, COUNT(saves));
}

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

	db_fail_commit_at(2);                           /* the first is the gate's */
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

/* ---- jobs for later ---- */

static void save_later(struct db_writer *writer, enum kind kind, int64_t id)
{
	struct save *save = memory_new(1, sizeof *save);

	*save = (struct save){ .kind = kind, .id = id };
	db_write_later(writer, run_save, save);
}

static int64_t count_now(const struct scratch *scratch)
{
	struct db *db = scratch_connect(scratch, true);
	int64_t count = scratch_count(db);

	db_close(db);
	return count;
}

static void wait_for_count(const struct scratch *scratch, int64_t count)
{
	int64_t start = clock_monotonic_ms();

	while (count_now(scratch) != count && clock_monotonic_ms() - start < 20000)
		poll(NULL, 0, 20);
	assert_int_equal(count_now(scratch), count);
}

static void test_later_within_a_second(void **state)
{
	struct db_writer *writer = open_writer(*state);
	int64_t start = clock_monotonic_ms();

	save_later(writer, GOOD, 1);
	save_later(writer, OWN_ERROR, 2);
	wait_for_count(*state, 1);
	assert_in_range(clock_monotonic_ms() - start, 500, 5000);
	db_writer_close(writer);
}

static void test_later_with_the_next_group(void **state)
{
	struct db_writer *writer = open_writer(*state);

	save_later(writer, GOOD, 1);
	assert_int_equal(save_one(writer, GOOD, 2, NULL), ERR_OK);
	assert_int_equal(count_now(*state), 2);
	db_writer_close(writer);
}

static void test_later_before_close(void **state)
{
	struct db_writer *writer = open_writer(*state);

	for (int i = 1; i <= 200; i++)
		save_later(writer, GOOD, i);
	db_writer_close(writer);
	assert_int_equal(count_now(*state), 200);
}

/* They are tried again, each alone: one that spoils its group spoils neither the others nor those somebody waits for. */
static void test_later_survives_a_failed_group(void **state)
{
	struct db_writer *writer = open_writer(*state);

	save_later(writer, ROLLS_BACK, 1);
	save_later(writer, GOOD, 2);
	save_later(writer, GOOD, 3);
	assert_int_equal(save_one(writer, GOOD, 4, NULL), ERR_UNAVAILABLE);
	assert_int_equal(save_one(writer, GOOD, 5, NULL), ERR_OK);
	assert_int_equal(count_now(*state), 1);
	wait_for_count(*state, 3);
	assert_int_equal(save_one(writer, GOOD, 6, NULL), ERR_OK);
	db_writer_close(writer);
	assert_int_equal(count_now(*state), 4);
}

static void test_later_survives_a_failed_commit(void **state)
{
	struct db_writer *writer = open_writer(*state);

	db_fail_commit_at(1);
	save_later(writer, GOOD, 1);
	assert_int_equal(save_one(writer, GOOD, 2, NULL), ERR_UNAVAILABLE);
	assert_int_equal(save_one(writer, GOOD, 3, NULL), ERR_OK);
	db_writer_close(writer);
	assert_int_equal(count_now(*state), 2);
}

/* ---- the rest ---- */

static void test_group_is_one_commit(void **state)
{
	static struct save saves[100];
	struct db_writer *writer = open_writer(*state);
	struct db_writer_counts counts;

	for (size_t i = 0; i < COUNT(saves); i++)
		saves[i] = (struct save){ .id = (int64_t)i + 1 };
	run_as_one_group(writer, saves, COUNT(saves));
	db_writer_count(writer, &counts);
	assert_int_equal(counts.groups, 3);             /* the gate, 64, 36 */
	assert_int_equal(counts.jobs, 101);
	assert_int_equal(counts.failed_groups, 0);
	assert_int_equal(counts.waiting, 0);
	db_writer_close(writer);
}

static enum err submit_from_a_job(struct db *db, void *arg, struct error *error)
{
	(void)db;
	return db_write(arg, wait_at_gate, NULL, error);
}

static void job_in_a_job(const struct scratch *scratch)
{
	struct db_writer *writer = db_writer_open(&scratch->config, NULL);

	db_write(writer, submit_from_a_job, writer, NULL);
}

static void test_job_in_a_job_aborts(void **state)
{
	assert_true(scratch_aborts(job_in_a_job, *state));
}

static void test_close_empties_the_wal(void **state)
{
	const struct scratch *scratch = *state;
	struct db_writer *writer = open_writer(scratch);
	struct db *reader = scratch_connect(scratch, true);
	char wal[128];
	struct stat status;

	snprintf(wal, sizeof wal, "%s-wal", scratch->path);
	assert_int_equal(save_one(writer, GOOD, 1, NULL), ERR_OK);
	assert_int_equal(stat(wal, &status), 0);
	assert_in_range(status.st_size, 1, 1 << 20);
	db_writer_close(writer);
	assert_int_equal(stat(wal, &status), 0);
	assert_int_equal(status.st_size, 0);
	db_close(reader);
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
		TEST(test_killed_amid_writes), TEST(test_job_in_a_job_aborts), TEST(test_groups),
		TEST(test_own_error_comes_back_as_it_is), TEST(test_any_mixture), TEST(test_nth_commit_fails),
		TEST(test_failed_commit_takes_the_group), TEST(test_resumes_when_space_is_back),
		TEST(test_memory_runs_out_inside_sqlite), TEST(test_memory_runs_out_at_open), TEST(test_later_within_a_second),
		TEST(test_later_with_the_next_group), TEST(test_later_before_close), TEST(test_later_survives_a_failed_group),
		TEST(test_later_survives_a_failed_commit), TEST(test_group_is_one_commit), TEST(test_close_empties_the_wal),
	};

	return cmocka_run_group_tests(tests, install_failing_memory, NULL);
}
