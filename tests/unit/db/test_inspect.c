#include "scratch.h"

#include <fcntl.h>

#include "db/connection.h"

static void test_columns_of_a_table(void **state)
{
	struct arena *arena = arena_new(1 << 16);

	for (int read_only = 0; read_only < 2; read_only++) {
		struct error error = { 0 };
		struct db *db = scratch_connect(*state, read_only);
		const char **names = db_columns(db, "sheet", arena, &error);
		assert_non_null(names);
		assert_string_equal(names[0], "id");
		assert_string_equal(names[1], "area_id");
		assert_string_equal(names[2], "note");
		assert_null(names[3]);
		assert_null(db_columns(db, "no_such_table", arena, &error));
		assert_int_equal(error.code, ERR_INTERNAL);
		db_close(db);
	}
	arena_free(arena);
}

static void test_integrity_sees_a_broken_reference(void **state)
{
	struct error error = { 0 };
	struct db *db = scratch_connect(*state, false);

	assert_int_equal(db_integrity(db, &error), ERR_OK);
	assert_int_equal(connection_exec(db, "PRAGMA foreign_keys = OFF; INSERT INTO sheet VALUES (1, 99, 'x')", &error),
	                 ERR_OK);
	db_close(db);
	db = scratch_connect(*state, true);
	assert_int_equal(db_integrity(db, &error), ERR_INTERNAL);
	assert_non_null(strstr(error.detail, "sheet"));
	db_close(db);
}

static void test_integrity_sees_a_damaged_page(void **state)
{
	const struct scratch *scratch = *state;
	char junk[8192];
	struct error error = { 0 };
	struct db *db = scratch_connect(scratch, false);

	assert_int_equal(scratch_add(db, 1, 1, "x", &error), ERR_OK);
	db_close(db);
	memset(junk, 0x5a, sizeof junk);
	int fd = open(scratch->path, O_WRONLY);
	assert_int_equal(pwrite(fd, junk, sizeof junk, 8192), sizeof junk);
	close(fd);
	db = scratch_connect(scratch, true);
	assert_int_not_equal(db_integrity(db, &error), ERR_OK);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_columns_of_a_table, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_integrity_sees_a_broken_reference, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_integrity_sees_a_damaged_page, scratch_open, scratch_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
