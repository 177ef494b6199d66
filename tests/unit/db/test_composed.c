#include "scratch.h"

static void test_same_text_same_statement(void **state)
{
	char copy[] = "SELECT name FROM area WHERE id = :id";
	struct db *db = scratch_connect(*state, true);
	struct db_row *first = db_use_text(db, "SELECT name FROM area WHERE id = :id");

	db_bind_int(first, ":id", 1);
	assert_int_equal(db_step(first), DB_ROW);
	assert_string_equal(db_text(first, 0), "one");
	assert_ptr_equal(db_use_text(db, copy), first);
	assert_int_equal(db_step(first), DB_DONE);      /* nothing bound any more */
	db_close(db);
}

static void test_refused_texts_fail_at_the_step(void **state)
{
	static const struct { const char *sql; bool read_only; const char *reason; } rows[] = {
		{ "SELECT nam FROM area", true, "does not prepare" },
		{ "DELETE FROM area", false, "writes, on the writer" },
		{ "DELETE FROM area", true, "writes, on a reader" },
		{ "SELECT 1; SELECT 2", true, "two statements" },
		{ "SELECT name FROM area WHERE id = ?", true, "a parameter without a name" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct db *db = scratch_connect(*state, rows[i].read_only);
		struct error error = { 0 };
		struct db_row *row = db_use_text(db, rows[i].sql);
		db_bind_int(row, ":anything", 1);
		if (db_step(row) != DB_FAILED)
			fail_msg("%s: %s", rows[i].sql, rows[i].reason);
		assert_int_equal(db_fault(db, &error), ERR_UNAVAILABLE);
		db_close(db);
	}
}

/* More texts than are kept: all answer, those of the running transaction stay valid. */
static void test_old_texts_make_room(void **state)
{
	struct db *db = scratch_connect(*state, true);

	assert_int_equal(db_begin(db, NULL), ERR_OK);
	struct db_row *held = db_use_text(db, "SELECT name FROM area");
	for (int i = 0; i < 600; i++) {
		char sql[64];
		snprintf(sql, sizeof sql, "SELECT %d FROM area", i);
		if (i % 200 == 199) {
			db_rollback(db);
			assert_int_equal(db_begin(db, NULL), ERR_OK);
			held = db_use_text(db, "SELECT name FROM area");
		}
		struct db_row *row = db_use_text(db, sql);
		assert_int_equal(db_step(row), DB_ROW);
		assert_int_equal(db_int(row, 0), i);
		assert_ptr_not_equal(row, held);
	}
	assert_int_equal(db_step(held), DB_ROW);
	assert_string_equal(db_text(held, 0), "one");
	db_close(db);
}

static void test_no_memory_is_a_failed_step(void **state)
{
	for (long n = 1; n <= 2; n++) {
		struct db *db = scratch_connect(*state, true);
		memory_fail_at(n);
		assert_int_equal(db_step(db_use_text(db, "SELECT 1")), DB_FAILED);
		memory_fail_at(0);
		assert_int_equal(db_step(db_use_text(db, "SELECT 1")), DB_ROW);
		db_close(db);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_same_text_same_statement, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_refused_texts_fail_at_the_step, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_old_texts_make_room, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_no_memory_is_a_failed_step, scratch_open, scratch_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
