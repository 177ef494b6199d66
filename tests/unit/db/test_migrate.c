#include "scratch.h"

#include "db/connection.h"

#define FIRST { 1, "migrations/001-first.sql", "CREATE TABLE area (id INTEGER PRIMARY KEY) STRICT" }
#define SECOND { 2, "migrations/002-second.sql", \
	"CREATE TABLE sheet (id INTEGER PRIMARY KEY, area_id INTEGER REFERENCES area(id)) STRICT;" \
	"INSERT INTO area VALUES (1)" }

static const struct migration good[] = { FIRST, SECOND };

static void in_folder(const struct scratch *scratch, char path[128])
{
	snprintf(path, 128, "%s/other.db", scratch->folder);
}

static void read_all(const char *path, char **data, size_t *size)
{
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	*size = (size_t)ftell(file);
	rewind(file);
	*data = memory_new(1, *size);
	assert_int_equal(fread(*data, 1, *size, file), *size);
	fclose(file);
}

static void test_up_step_by_step(void **state)
{
	char path[128];
	struct error error = { 0 };

	in_folder(*state, path);
	assert_int_equal(db_version(path), -1);
	assert_int_equal(migrate_file(path, good, 1, &error), ERR_OK);
	assert_int_equal(db_version(path), 1);
	assert_int_equal(migrate_file(path, good, 2, &error), ERR_OK);
	assert_int_equal(db_version(path), 2);
	assert_int_equal(migrate_file(path, good, 2, &error), ERR_OK);
	assert_int_equal(db_version(path), 2);
}

static void test_newer_is_refused(void **state)
{
	char path[128];
	struct error error = { 0 };

	in_folder(*state, path);
	assert_int_equal(migrate_file(path, good, 2, &error), ERR_OK);
	assert_int_equal(migrate_file(path, good, 1, &error), ERR_CONFLICT);
	assert_non_null(error.message);
	assert_int_equal(db_version(path), 2);
}

static const struct {
	struct migration last;
	const char *detail, *reason;
} failing[] = {
	{ { 3, "003-a.sql", "CREATE TABLE t (a); CREATE TABLE t (a)" }, "already exists", "the second statement fails" },
	{ { 3, "003-b.sql", "DELETE FROM area; INSERT INTO sheet VALUES (1, 99)" }, "foreign keys",
	  "leaves a reference to nothing" },
	{ { 3, "003-c.sql", "DELETE FROM area; COMMIT" }, "not authorized", "would be kept without its version" },
	{ { 3, "003-d.sql", "SELEC" }, "syntax", "no SQL" },
};

static void test_failing_leaves_the_file_untouched(void **state)
{
	char path[128], *before, *after;
	size_t before_size, after_size;
	struct error error = { 0 };

	in_folder(*state, path);
	assert_int_equal(migrate_file(path, good, 2, &error), ERR_OK);
	read_all(path, &before, &before_size);
	for (size_t i = 0; i < COUNT(failing); i++) {
		const struct migration items[] = { FIRST, SECOND, failing[i].last };
		assert_int_equal(migrate_file(path, items, 3, &error), ERR_INTERNAL);
		assert_non_null(strstr(error.detail, failing[i].detail));
		read_all(path, &after, &after_size);
		if (before_size != after_size || memcmp(before, after, after_size) != 0)
			fail_msg("changed by one that %s", failing[i].reason);
		memory_free(after);
	}
	memory_free(before);
}

static void test_failing_leaves_no_new_file(void **state)
{
	char path[128];
	struct stat status;

	in_folder(*state, path);
	for (size_t i = 0; i < COUNT(failing); i++) {
		const struct migration items[] = { FIRST, SECOND, failing[i].last };
		struct error error = { 0 };
		assert_int_equal(migrate_file(path, items, 3, &error), ERR_INTERNAL);
		assert_non_null(strstr(error.detail, failing[i].detail));
		assert_int_not_equal(stat(path, &status), 0);
	}
}

static void test_failing_commit(void **state)
{
	char path[128];
	struct error error = { 0 };

	in_folder(*state, path);
	assert_int_equal(migrate_file(path, good, 1, &error), ERR_OK);
	db_fail_commit_at(1);
	assert_int_equal(migrate_file(path, good, 2, &error), ERR_UNAVAILABLE);
	assert_int_equal(db_version(path), 1);
	assert_int_equal(migrate_file(path, good, 2, &error), ERR_OK);
}

/* Rebuilding a referenced table, SQLite's way, needs foreign keys off. */
static void test_rebuilding_a_table(void **state)
{
	static const struct migration items[] = { FIRST, SECOND, { 3, "003-rebuild.sql",
		"INSERT INTO sheet VALUES (5, 1); CREATE TABLE new (id INTEGER PRIMARY KEY, code TEXT) STRICT;"
		"INSERT INTO new SELECT id, 'c' FROM area; DROP TABLE area; ALTER TABLE new RENAME TO area" } };
	char path[128];
	struct error error = { 0 };

	in_folder(*state, path);
	assert_int_equal(migrate_file(path, items, 3, &error), ERR_OK);
	assert_int_equal(db_version(path), 3);
}

static void test_every_page_in_one_statement(void **state)
{
	static const struct migration items[] = {
		{ 1, "migrations/001-many.sql", "CREATE TABLE sheet (id INTEGER PRIMARY KEY, note TEXT CHECK (note <> '')) STRICT;"
			"INSERT INTO sheet WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
			"SELECT i, 'o' || hex(zeroblob(3000)) FROM n" },
		{ 2, "migrations/002-all.sql", "UPDATE sheet SET note = 'n' || substr(note, 2)" },
		{ 3, "migrations/003-refused.sql", "UPDATE sheet SET note = CASE WHEN id = 1000 THEN '' ELSE 'x' || note END" },
	};
	struct error error = { 0 };
	char path[128];
	int64_t changed = 0;

	in_folder(*state, path);
	assert_int_equal(migrate_file(path, items, 2, &error), ERR_OK);
	assert_int_equal(migrate_file(path, items, 3, &error), ERR_INTERNAL);
	assert_int_equal(db_version(path), 2);
	struct db *db = connection_open(path, CONNECTION_READ, &error);
	assert_non_null(db);
	assert_int_equal(connection_number(db, "SELECT count(*) FROM sheet WHERE note LIKE 'n%'", &changed, &error), ERR_OK);
	assert_int_equal(changed, 1000);
	db_close(db);
}

static void test_nowhere_to_make_it(void **state)
{
	const struct scratch *scratch = *state;
	struct error error = { 0 };
	char path[128];

	snprintf(path, sizeof path, "%.90s/none/other.db", scratch->folder);
	assert_int_equal(migrate_file(path, good, 2, &error), ERR_UNAVAILABLE);
	in_folder(scratch, path);
	assert_int_equal(migrate_file(path, NULL, 0, &error), ERR_OK);
	assert_int_equal(db_version(path), 0);
}

static void test_embedded_migrations(void **state)
{
	char path[128];
	struct error error = { 0 };

	in_folder(*state, path);
	enum err err = db_migrate(path, &error);
	if (err != ERR_OK)
		fail_msg("%s", error.detail);
	assert_int_equal(db_version(path), db_newest_version());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_up_step_by_step, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_newer_is_refused, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_failing_leaves_the_file_untouched, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_failing_leaves_no_new_file, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_failing_commit, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_rebuilding_a_table, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_every_page_in_one_statement, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_nowhere_to_make_it, scratch_open, scratch_close),
		cmocka_unit_test_setup_teardown(test_embedded_migrations, scratch_open, scratch_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
