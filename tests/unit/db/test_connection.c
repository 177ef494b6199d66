#include "scratch.h"

#include "db/connection.h"

static void test_recipe(void **state)
{
	static const struct { const char *query; int64_t value; const char *reason; } rows[] = {
		{ "SELECT page_size FROM pragma_page_size", 4096, "a save writes less than with pages of 8192" },
		{ "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1, "readers do not wait for the writer" },
		{ "PRAGMA synchronous", 2, "a commit that was told survives a power cut" },
		{ "PRAGMA foreign_keys", 1, "SQLite's default is off" },
		{ "PRAGMA busy_timeout", 5000, "even the only writer meets BUSY" },
		{ "PRAGMA trusted_schema", 0, "the file may come from elsewhere" },
	};
	struct db *db = scratch_connect(*state, false);

	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t value = -1;
		assert_int_equal(connection_number(db, rows[i].query, &value, NULL), ERR_OK);
		if (value != rows[i].value)
			fail_msg("%s gives %lld: %s", rows[i].query, (long long)value, rows[i].reason);
	}
	assert_int_not_equal(connection_exec(db, "SELECT \"no_such_column\"", NULL), ERR_OK);
	db_close(db);
}

static void test_only_the_owner_reads_the_files(void **state)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	const struct scratch *scratch = *state;
	struct db *db = scratch_connect(scratch, false);

	assert_int_equal(scratch_add(db, 1, 1, "x", NULL), ERR_OK);
	for (size_t i = 0; i < COUNT(suffixes); i++) {
		char name[128];
		struct stat status;
		snprintf(name, sizeof name, "%s%s", scratch->path, suffixes[i]);
		assert_int_equal(stat(name, &status), 0);
		assert_int_equal(status.st_mode & 0777, 0600);
	}
	db_close(db);
}

static void test_reader_only_reads(void **state)
{
	static const struct { const char *sql; bool allowed; const char *reason; } rows[] = {
		{ "SELECT count(*) FROM sheet", true, "a plain read" },
		{ "SELECT max(length(name)) FROM area GROUP BY id", true, "functions" },
		{ "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n", true,
		  "recursion, for subtrees of areas" },
		{ "INSERT INTO area VALUES (9, 'nine')", false, "writes" },
		{ "UPDATE area SET name = 'x'", false, "writes" },
		{ "DELETE FROM area", false, "writes" },
		{ "CREATE TEMP TABLE t (a)", false, "writes, if only to itself" },
		{ "PRAGMA query_only = OFF", false, "would let go of the guard" },
		{ "PRAGMA table_info(area)", false, "any PRAGMA" },
		{ "ATTACH ':memory:' AS other", false, "opens files" },
		{ "SELECT * FROM json_each('[1]')", false, "table-valued function" },
		{ "SELECT count(*) FROM json_each('[1]')", false, "table-valued function without a column" },
		{ "SELECT * FROM pragma_table_info('area')", false, "a PRAGMA by another name" },
		{ "SELECT * FROM sqlite_schema", false, "not a table of ours" },
		{ "SELECT * FROM dbstat", false, "virtual table without a schema" },
	};
	struct db *db = scratch_connect(*state, true);

	for (size_t i = 0; i < COUNT(rows); i++) {
		bool allowed = sqlite3_exec(db->handle, rows[i].sql, NULL, NULL, NULL) == SQLITE_OK;
		if (allowed != rows[i].allowed)
			fail_msg("%s: %s", rows[i].sql, rows[i].reason);
	}
	db_close(db);
}

static void test_transactions(void **state)
{
	struct db *db = scratch_connect(*state, false);
	struct error error = { 0 };

	assert_int_equal(db_begin(db, &error), ERR_OK);
	assert_int_equal(scratch_add(db, 1, 1, "kept", &error), ERR_OK);
	assert_int_equal(db_commit(db, &error), ERR_OK);
	assert_int_equal(db_begin(db, &error), ERR_OK);
	assert_int_equal(scratch_add(db, 2, 1, "thrown away", &error), ERR_OK);
	db_rollback(db);
	assert_int_equal(scratch_count(db), 1);

	db_fail_commit_at(1);
	assert_int_equal(db_begin(db, &error), ERR_OK);
	assert_int_equal(scratch_add(db, 3, 1, "the commit fails", &error), ERR_OK);
	assert_int_equal(db_commit(db, &error), ERR_UNAVAILABLE);
	assert_int_equal(scratch_count(db), 1);
	db_close(db);
}

/* After a statement failed nothing more runs: SQLite may have rolled back already, and would commit each later
 * row by itself. */
static void test_nothing_after_a_fault(void **state)
{
	char *large = memory_new(1, 200000);
	struct db *db = scratch_connect(*state, false);
	struct error error = { 0 };

	memset(large, 'x', 199999);
	assert_int_equal(db_begin(db, &error), ERR_OK);
	assert_int_equal(db_step(db_use(db, &scratch_rows[NO_MORE_PAGES])), DB_ROW);
	assert_int_equal(scratch_add(db, 1, 1, large, &error), ERR_UNAVAILABLE);
	assert_int_equal(scratch_add(db, 2, 1, "small", &error), ERR_UNAVAILABLE);
	assert_int_equal(db_commit(db, &error), ERR_UNAVAILABLE);
	assert_non_null(strstr(error.detail, "full"));
	assert_int_equal(scratch_count(db), 0);

	assert_int_equal(db_begin(db, &error), ERR_OK);
	assert_int_equal(scratch_add(db, 3, 1, "x", &error), ERR_OK);
	struct db_row *row = db_use(db, &scratch_rows[ADD_SHEET_OR_ROLLBACK]);
	db_bind_int(row, ":id", 3);
	assert_int_equal(db_step(row), DB_CONSTRAINT);
	assert_int_equal(scratch_add(db, 4, 1, "x", &error), ERR_UNAVAILABLE);
	assert_int_equal(db_commit(db, &error), ERR_UNAVAILABLE);
	assert_int_equal(scratch_count(db), 0);
	db_close(db);
	memory_free(large);
}

static void test_memory_runs_out_at_open(void **state)
{
	const struct scratch *scratch = *state;
	struct db *db = NULL;
	long n = 0;

	while (db == NULL && ++n < 1000) {
		struct error error = { 0 };
		memory_fail_at(n);
		db = db_open(&scratch->config, true, &error);
		assert_true(db != NULL || error.code == ERR_UNAVAILABLE);
	}
	memory_fail_at(0);
	assert_in_range(n, 4, 999);
	db_close(db);
}

static void test_no_file(void **state)
{
	struct db_config config = ((const struct scratch *)*state)->config;
	struct error error = { 0 };

	config.path = "no-such-folder/mau03.db";
	assert_null(db_open(&config, false, &error));
	assert_int_equal(error.code, ERR_UNAVAILABLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_recipe, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_only_the_owner_reads_the_files, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_reader_only_reads, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_transactions, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_nothing_after_a_fault, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_memory_runs_out_at_open, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_no_file, scratch_open, scratch_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
