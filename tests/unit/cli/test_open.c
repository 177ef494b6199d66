/* Opening a folder with an older or a newer database. The list of migrations is this file's own (the linker wraps asset_list). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process/assets.h"
#include "base/memory.h"
#include "cli/open.h"

enum { NEXT = 999 };
static struct asset migrations[64];
static size_t migration_count;

const struct asset *__real_asset_list(const char *prefix, size_t *count);
const struct asset *__wrap_asset_list(const char *prefix, size_t *count);

const struct asset *__wrap_asset_list(const char *prefix, size_t *count)
{
	if (strcmp(prefix, "migrations/") != 0)
		return __real_asset_list(prefix, count);
	*count = migration_count;
	return migrations;
}

struct world {
	struct cli cli;
	struct cli_value value;
	struct folder folder;
	char path[64], backup[96];
	int version;                            /* before */
};

static const struct cli_option data_option = { "--data", CLI_REQUIRED };
static const struct cli_command command = { .name = "test", .usage = "" };

/* The program knows its own migrations, and after them version NEXT, which does this (NULL: it does not know it). */
static void know(const char *next)
{
	const struct asset *real = __real_asset_list("migrations/", &migration_count);

	assert_true(migration_count < COUNT(migrations));
	memcpy(migrations, real, migration_count * sizeof real[0]);
	if (next != NULL)
		migrations[migration_count++] = (struct asset){ "migrations/999-next.sql", next, strlen(next) };
}

static int set_up(void **state)
{
	struct world *w = memory_new(1, sizeof *w);

	snprintf(w->path, sizeof w->path, "%s/mau03-open-XXXXXX", P_tmpdir);
	assert_non_null(mkdtemp(w->path));
	snprintf(w->backup, sizeof w->backup, "%s/backup", w->path);
	w->value = (struct cli_value){ &data_option, w->path };
	w->cli = (struct cli){ .command = &command, .arena = arena_new((size_t)64 << 20), .values = &w->value, .value_count = 1 };
	know(NULL);
	assert_int_equal(folder_open(&w->cli, FOLDER_CREATE, &w->folder), CLI_DONE);
	assert_int_equal(folder_publish(&w->cli, &w->folder), CLI_DONE);
	folder_close(&w->folder);
	w->version = db_newest_version();
	*state = w;
	return 0;
}

/* The names in a folder; the last one in name. -1 without the folder. */
static int count_files(const char *path, char name[256])
{
	DIR *folder = opendir(path);
	int count = 0;

	if (folder == NULL)
		return -1;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL; ) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, 256, "%s", entry->d_name);
		count++;
	}
	closedir(folder);
	return count;
}

static void empty(const char *path)
{
	char name[256], file[512];

	while (count_files(path, name) > 0) {
		snprintf(file, sizeof file, "%s/%s", path, name);
		if (unlink(file) != 0)
			empty(file);
	}
	rmdir(path);
}

static int tear_down(void **state)
{
	struct world *w = *state;

	empty(w->path);
	arena_free(w->cli.arena);
	memory_free(w);
	return 0;
}

/* The only backup, whole and of the version before. */
static void check_backup(const struct world *w)
{
	char name[256], file[512], beginning[64];
	struct error error = { 0 };
	struct stat status;

	assert_int_equal(count_files(w->backup, name), 1);
	snprintf(beginning, sizeof beginning, "before-migration-from-%d-20", w->version);
	assert_int_equal(strncmp(name, beginning, strlen(beginning)), 0);
	snprintf(file, sizeof file, "%s/%s", w->backup, name);
	assert_int_equal(db_version(file), w->version);
	assert_int_equal(db_check_file(file, &error), ERR_OK);
	assert_int_equal(stat(file, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(stat(w->backup, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
}

static int version_now(const struct world *w)
{
	return db_version(arena_print(w->cli.arena, "%s/" FOLDER_DATABASE, w->path));
}

static void test_same_version_needs_no_backup(void **state)
{
	struct world *w = *state;
	char name[256];

	assert_int_equal(folder_open(&w->cli, FOLDER_WRITE, &w->folder), CLI_DONE);
	folder_close(&w->folder);
	assert_int_equal(count_files(w->backup, name), -1);
}

static void test_older_is_backed_up_and_migrated(void **state)
{
	struct world *w = *state;
	char name[256];

	know("CREATE TABLE next (id INTEGER PRIMARY KEY) STRICT");
	assert_int_equal(folder_open(&w->cli, FOLDER_LOOK, &w->folder), CLI_FAILED);
	assert_int_equal(count_files(w->backup, name), -1);
	assert_int_equal(folder_open(&w->cli, FOLDER_WRITE, &w->folder), CLI_DONE);
	folder_close(&w->folder);
	check_backup(w);
	assert_int_equal(version_now(w), NEXT);
	assert_int_equal(folder_open(&w->cli, FOLDER_WRITE, &w->folder), CLI_DONE);
	folder_close(&w->folder);
	assert_int_equal(count_files(w->backup, name), 1);
}

static void test_failing_migration_leaves_all_as_it_was(void **state)
{
	struct world *w = *state;

	know("CREATE TABLE next (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nothing VALUES (1)");
	assert_int_equal(folder_open(&w->cli, FOLDER_WRITE, &w->folder), CLI_FAILED);
	check_backup(w);
	assert_int_equal(version_now(w), w->version);
	know(NULL);
	assert_int_equal(folder_open(&w->cli, FOLDER_WRITE, &w->folder), CLI_DONE);
	folder_close(&w->folder);
}

static void test_no_backup_no_migration(void **state)
{
	struct world *w = *state;
	FILE *file = fopen(w->backup, "we");

	assert_non_null(file);
	fclose(file);
	know("CREATE TABLE next (id INTEGER PRIMARY KEY) STRICT");
	assert_int_equal(folder_open(&w->cli, FOLDER_WRITE, &w->folder), CLI_FAILED);
	assert_int_equal(version_now(w), w->version);
}

static void test_newer_is_refused(void **state)
{
	struct world *w = *state;
	char name[256];

	know("CREATE TABLE next (id INTEGER PRIMARY KEY) STRICT");
	assert_int_equal(folder_open(&w->cli, FOLDER_WRITE, &w->folder), CLI_DONE);
	folder_close(&w->folder);
	know(NULL);
	for (enum folder_use use = FOLDER_LOOK; use <= FOLDER_WRITE; use++)
		assert_int_equal(folder_open(&w->cli, use, &w->folder), CLI_FAILED);
	assert_int_equal(version_now(w), NEXT);
	assert_int_equal(count_files(w->backup, name), 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_same_version_needs_no_backup), TEST(test_older_is_backed_up_and_migrated),
		TEST(test_failing_migration_leaves_all_as_it_was), TEST(test_no_backup_no_migration), TEST(test_newer_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
