#include "scratch.h"

static void test_bad_rows_are_told(void **state)
{
	static const struct { struct db_statement row; bool read_only; const char *detail, *reason; } rows[] = {
		{ { DB_READ, "SELECT nam FROM area" }, true, "no such column: nam", "a typo" },
		{ { DB_READ, "SELECT id FROM person" }, true, "no such table: person", "a missing migration" },
		{ { DB_WRITE, "UPDATE area SET nam = 1" }, false, "no such column: nam", "a typo in a write" },
		{ { DB_READ, "DELETE FROM area" }, false, "of its kind", "a write that says it reads, on the writer" },
		{ { DB_READ, "DELETE FROM area" }, true, "not authorized", "the same on a reader" },
		{ { DB_WRITE, "DELETE FROM sheet; DELETE FROM area" }, false, "one statement", "the second would never run" },
		{ { DB_READ, "" }, true, "one statement", "empty text" },
		{ { DB_READ, "SELECT \"no_such\" FROM area" }, true, "no such column", "a string in double quotes" },
	};
	struct db_config config = ((const struct scratch *)*state)->config;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct db_statements table = { &rows[i].row, 1 };
		struct error error = { 0 };
		config.tables = &table;
		struct db *db = db_open(&config, rows[i].read_only, &error);
		assert_non_null(db);
		if (db_prepare_all(db, &error) == ERR_OK)
			fail_msg("prepared %s: %s", rows[i].row.sql, rows[i].reason);
		assert_non_null(strstr(error.detail, rows[i].detail));
		assert_int_equal(db_step(db_use(db, &rows[i].row)), DB_FAILED);
		db_close(db);
	}
}

static void test_readers_skip_writes(void **state)
{
	static const struct db_statement row = { DB_WRITE, "UPDATE area SET nam = 1" };
	const struct db_statements table = { &row, 1 };
	struct db_config config = ((const struct scratch *)*state)->config;

	config.tables = &table;
	struct db *db = db_open(&config, true, NULL);
	assert_non_null(db);
	assert_int_equal(db_prepare_all(db, NULL), ERR_OK);
	db_close(db);
}

static void use_unregistered(const struct scratch *scratch)
{
	static const struct db_statement row = { DB_READ, "SELECT 1" };

	db_use(scratch_connect(scratch, true), &row);
}

static void write_on_a_reader(const struct scratch *scratch)
{
	db_use(scratch_connect(scratch, true), &scratch_rows[ADD_SHEET]);
}

static void bind_unknown_name(const struct scratch *scratch)
{
	db_bind_int(db_use(scratch_connect(scratch, true), &scratch_rows[HAS_SHEET]), ":idd", 1);
}

static void run_a_select(const struct scratch *scratch)
{
	db_run(db_use(scratch_connect(scratch, true), &scratch_rows[LIST_AREAS]), NULL);
}

static void bind_a_known_name(const struct scratch *scratch)
{
	db_bind_int(db_use(scratch_connect(scratch, true), &scratch_rows[HAS_SHEET]), ":id", 1);
}

static void test_bugs_abort(void **state)
{
	static const struct { void (*function)(const struct scratch *); bool aborts; const char *reason; } rows[] = {
		{ use_unregistered, true, "a row that was not registered" },
		{ write_on_a_reader, true, "a DB_WRITE row on a reader" },
		{ bind_unknown_name, true, "a parameter the statement does not have" },
		{ run_a_select, true, "db_run() would lose the rows" },
		{ bind_a_known_name, false, "the way it should be" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (scratch_aborts(rows[i].function, *state) != rows[i].aborts)
			fail_msg("%s", rows[i].reason);
	}
}

static void test_constraints_are_told_apart(void **state)
{
	static const struct { int64_t id, area_id; const char *note; enum err err; const char *detail; } rows[] = {
		{ 1, 1, "first", ERR_OK, "" },
		{ 1, 1, "again", ERR_CONFLICT, "UNIQUE" },
		{ 2, 7, "no such area", ERR_CONFLICT, "FOREIGN KEY" },
		{ 3, 1, "", ERR_CONFLICT, "CHECK" },
		{ 4, 1, NULL, ERR_OK, "" },
	};
	struct db *db = scratch_connect(*state, false);

	assert_int_equal(db_begin(db, NULL), ERR_OK);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct error error = { 0 };
		assert_int_equal(scratch_add(db, rows[i].id, rows[i].area_id, rows[i].note, &error), rows[i].err);
		assert_non_null(strstr(error.detail, rows[i].detail));
	}
	assert_int_equal(db_last_id(db), 4);
	assert_int_equal(db_changes(db), 1);
	assert_int_equal(db_commit(db, NULL), ERR_OK);
	assert_int_equal(scratch_count(db), 2);
	db_close(db);
}

static void test_columns(void **state)
{
	struct arena *arena = arena_new(1 << 16);
	struct db *db = scratch_connect(*state, true);
	struct db_row *row = db_use(db, &scratch_rows[LIST_AREAS]);

	assert_int_equal(db_step(row), DB_ROW);
	assert_int_equal(db_int(row, 0), 1);
	assert_string_equal(db_text(row, 1), "one");
	char *copy = db_copy(row, 1, arena);
	assert_true(db_is_null(row, 2));
	assert_null(db_text(row, 2));
	assert_null(db_copy(row, 2, arena));
	assert_int_equal(db_step(row), DB_DONE);
	assert_string_equal(copy, "one");
	db_close(db);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_bad_rows_are_told, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_readers_skip_writes, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_bugs_abort, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_constraints_are_told_apart, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_columns, scratch_open, scratch_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
