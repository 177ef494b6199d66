#include "scratch.h"

#include <dirent.h>
#include <stdatomic.h>

static void name_copy(const struct scratch *scratch, char path[128])
{
	snprintf(path, 128, "%s/copy.db", scratch->folder);
}

static int count_parts(const struct scratch *scratch)
{
	DIR *folder = opendir(scratch->folder);
	int count = 0;

	for (struct dirent *entry; (entry = readdir(folder)) != NULL; )
		count += strstr(entry->d_name, ".part") != NULL;
	closedir(folder);
	return count;
}

static enum err add_one(struct db *db, void *arg, struct error *error)
{
	return scratch_add(db, atomic_fetch_add((atomic_long *)arg, 1), 1, "x", error);
}

static void test_copy_under_writes_is_whole(void **state)
{
	const struct scratch *scratch = *state;
	struct db_writer *writer = db_writer_open(&scratch->config, NULL);
	struct db_config config = scratch->config;
	atomic_long next = 1;
	struct error error = { 0 };
	struct stat status;
	char copy[128];

	name_copy(scratch, copy);
	for (int round = 1; round <= 3; round++) {
		for (int i = 0; i < 20; i++)
			assert_int_equal(db_write(writer, add_one, &next, &error), ERR_OK);
		if (db_backup(scratch->path, copy, &error) != ERR_OK)
			fail_msg("%s", error.detail);
		config.path = copy;
		struct db *db = db_open(&config, true, &error);
		assert_non_null(db);
		assert_int_equal(db_integrity(db, &error), ERR_OK);
		assert_int_equal(scratch_count(db), 20 * round);
		db_close(db);
	}
	assert_int_equal(db_version(copy), 1);
	assert_int_equal(stat(copy, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(count_parts(scratch), 0);
	db_writer_close(writer);
}

static void test_failing_leaves_the_old_copy(void **state)
{
	const struct scratch *scratch = *state;
	struct error error = { 0 };
	char copy[128], missing[128];

	name_copy(scratch, copy);
	snprintf(missing, sizeof missing, "%s/none.db", scratch->folder);
	assert_int_equal(db_backup(scratch->path, copy, &error), ERR_OK);
	assert_int_equal(db_backup(missing, copy, &error), ERR_UNAVAILABLE);
	assert_int_equal(db_version(copy), 1);
	assert_int_equal(count_parts(scratch), 0);
	assert_int_equal(db_backup(scratch->path, "no-such-folder/copy.db", &error), ERR_UNAVAILABLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_copy_under_writes_is_whole, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_failing_leaves_the_old_copy, scratch_open, scratch_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
