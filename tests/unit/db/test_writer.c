#include "saves.h"

#include <poll.h>

#include "base/clock.h"

/* Each row is one group: what its five tasks do, and what must be told. */
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
		{ { LARGE_SHEET, LARGE_SHEET, GOOD, GOOD, GOOD }, { 0, 0, 0, 0, 0 }, "a new connection has space again" },
		{ { GOOD, NO_MEMORY, GOOD, GOOD, GOOD }, { 503, 503, 503, 503, 503 }, "no memory takes all" },
		{ { GOOD, GOOD, GOOD, GOOD, GOOD }, { 0, 0, 0, 0, 0 }, "and the writer goes on" },
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

/* Many threads, groups as they come, one task in eight of each bad kind. */
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

/* ---- tasks for later ---- */

static void save_later(struct db_writer *writer, enum kind kind, int64_t id)
{
	struct save *save = memory_new(1, sizeof *save);

	*save = (struct save){ .kind = kind, .id = id };
	assert_int_equal(db_write_later(writer, run_save, save, NULL), ERR_OK);
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

/* They are tried again, each alone: one that spoils its group spoils neither the others nor those somebody
 * waits for. */
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

/* ---- groups, tasks, files ---- */

static void test_group_is_one_commit(void **state)
{
	static struct save saves[100];
	struct db_writer *writer = open_writer(*state);
	struct db_writer_counts counts;

	for (size_t i = 0; i < COUNT(saves); i++)
		saves[i] = (struct save){ .id = (int64_t)i + 1 };
	run_as_one_group(writer, saves, COUNT(saves));
	db_writer_count(writer, &counts);
	assert_int_equal(counts.groups, 2);             /* 63 came while the gate ran, and 37 */
	assert_int_equal(counts.tasks, 101);
	assert_int_equal(counts.failed_groups, 0);
	assert_int_equal(counts.waiting, 0);
	db_writer_close(writer);
}

static void *submit_alone(void *arg)
{
	struct save *save = arg;

	save->told = db_write_alone(save->writer, run_save, save, &save->error);
	return NULL;
}

/* A task alone takes nobody along, whatever becomes of it, and comes in its turn. */
static void test_alone(void **state)
{
	static const struct { enum kind kind; enum err told; const char *reason; } rows[] = {
		{ GOOD, ERR_OK, "saved" },
		{ LARGE_SHEET, ERR_OK, "a large one" },
		{ OWN_ERROR, ERR_UNPROCESSABLE, "its own error leaves nothing" },
		{ BROKEN_REFERENCE, ERR_CONFLICT, "a constraint" },
		{ IGNORED_BROKEN_REFERENCE, ERR_OK, "a constraint is the job's to judge" },
		{ BAD_SUM, ERR_UNAVAILABLE, "a failed statement ignored is no save" },
		{ ROLLS_BACK, ERR_UNAVAILABLE, "a job that ends the transaction" },
		{ DISK_FULL, ERR_UNAVAILABLE, "FULL is its alone" },
	};
	struct db_writer *writer = open_writer(*state);
	struct save saves[COUNT(rows) * 3] = { 0 };

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct save *group = &saves[3 * i];
		struct gate gate;
		close_gate(&gate, writer);
		for (size_t j = 0; j < 3; j++) {
			struct db_writer_counts counts;
			group[j] = (struct save){ .kind = j == 1 ? rows[i].kind : GOOD, .id = (int64_t)(3 * i + j + 1), .writer = writer };
			pthread_create(&group[j].thread, NULL, j == 1 ? submit_alone : submit_save, &group[j]);
			do {
				db_writer_count(writer, &counts);
			} while (counts.waiting < j + 1);
		}
		open_gate(&gate);
		for (size_t j = 0; j < 3; j++) {
			pthread_join(group[j].thread, NULL);
			if (group[j].told != (j == 1 ? rows[i].told : ERR_OK))
				fail_msg("%s: job %zu was told %d", rows[i].reason, j, group[j].told);
		}
	}
	db_writer_close(writer);
	verify(*state, saves, COUNT(saves));
}

enum { OLD_PAGES = 200, PAGE_TEXT = 6000 };

static enum err fill_pages(struct db *db, void *arg, struct error *error)
{
	char text[PAGE_TEXT + 1];
	enum err err = ERR_OK;

	(void)arg;
	memset(text, 'o', PAGE_TEXT);
	text[PAGE_TEXT] = '\0';
	for (int64_t id = 1; id <= OLD_PAGES && err == ERR_OK; id++)
		err = scratch_add(db, id, 1, text, error);
	return err;
}

/* All pages of before, which the savepoint may have to put back. */
static enum err change_pages(struct db *db, void *arg, struct error *error)
{
	const enum err *outcome = arg;

	for (int64_t id = 1; id <= OLD_PAGES; id++) {
		struct db_row *row = db_use(db, &scratch_rows[CHANGE_SHEET]);
		db_bind_int(row, ":id", id);
		if (db_run(row, error) != ERR_OK)
			return ERR_UNAVAILABLE;
	}
	return *outcome == ERR_OK ? ERR_OK : error_set(error, *outcome, "no", "taken back");
}

static int64_t count_new(const struct scratch *scratch)
{
	struct db *reader = scratch_connect(scratch, true);
	struct db_row *row = db_use_text(reader, "SELECT count(*) FROM sheet WHERE note LIKE 'n%'");

	assert_int_equal(db_step(row), DB_ROW);
	int64_t count = db_int(row, 0);
	db_done(row);
	db_close(reader);
	return count;
}

static void test_a_task_may_change_hundreds_of_pages(void **state)
{
	struct db_writer *writer = open_writer(*state);
	enum err no = ERR_UNPROCESSABLE, yes = ERR_OK;

	assert_int_equal(db_write_alone(writer, fill_pages, NULL, NULL), ERR_OK);
	assert_int_equal(db_write(writer, change_pages, &no, NULL), ERR_UNPROCESSABLE);
	assert_int_equal(count_new(*state), 0);
	assert_int_equal(db_write(writer, change_pages, &yes, NULL), ERR_OK);
	assert_int_equal(count_new(*state), OLD_PAGES);
	db_writer_close(writer);
}

static enum err submit_from_a_task(struct db *db, void *arg, struct error *error)
{
	(void)db;
	return db_write(arg, wait_at_gate, NULL, error);
}

static void task_in_a_task(const struct scratch *scratch)
{
	struct db_writer *writer = db_writer_open(&scratch->config, NULL);

	db_write(writer, submit_from_a_task, writer, NULL);
}

static void test_task_in_a_task_aborts(void **state)
{
	assert_true(scratch_aborts(task_in_a_task, *state));
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

#define TEST(function) cmocka_unit_test_setup_teardown(function, scratch_open, scratch_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_task_in_a_task_aborts), TEST(test_groups), TEST(test_own_error_comes_back_as_it_is), TEST(test_any_mixture),
		TEST(test_later_within_a_second), TEST(test_later_with_the_next_group), TEST(test_later_before_close),
		TEST(test_later_survives_a_failed_group), TEST(test_later_survives_a_failed_commit), TEST(test_group_is_one_commit), TEST(test_alone),
		TEST(test_close_empties_the_wal), TEST(test_a_task_may_change_hundreds_of_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
