#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "base/process/disk.h"

static char folder[64], from[96], to[96];

static int set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s/mau03-disk-XXXXXX", P_tmpdir);
	assert_non_null(mkdtemp(folder));
	snprintf(from, sizeof from, "%s/from", folder);
	snprintf(to, sizeof to, "%s/to", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(from);
	unlink(to);
	return rmdir(folder);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void test_publish(void **state)
{
	char text[8] = "";
	struct stat status;

	(void)state;
	assert_false(disk_publish(from, to));
	write_file(from, "new");
	write_file(to, "old");
	assert_true(disk_publish(from, to));
	assert_int_not_equal(stat(from, &status), 0);
	FILE *file = fopen(to, "re");
	assert_non_null(fgets(text, sizeof text, file));
	fclose(file);
	assert_string_equal(text, "new");
	write_file(from, "new");
	assert_false(disk_publish(from, "/nowhere/to"));
	assert_int_equal(stat(from, &status), 0);
}

static void test_folders(void **state)
{
	char inner[96], file[128];
	struct stat status;

	(void)state;
	snprintf(inner, sizeof inner, "%s/inner", folder);
	umask(0);
	assert_true(disk_folder(inner));
	assert_true(disk_folder(inner));
	assert_int_equal(stat(inner, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0700);
	assert_false(disk_folder("/nowhere/inner"));
	snprintf(file, sizeof file, "%s/a.part", inner);
	write_file(file, "half");
	write_file(to, "whole");
	assert_true(disk_remove_files(folder, ".part"));
	assert_int_equal(stat(file, &status), 0);
	assert_true(disk_remove_files(inner, ".part"));
	assert_int_not_equal(stat(file, &status), 0);
	assert_true(disk_remove_files(folder, ""));
	assert_int_not_equal(stat(to, &status), 0);
	assert_false(disk_remove_files("/nowhere", ""));
	assert_int_equal(rmdir(inner), 0);
}

static void test_room(void **state)
{
	(void)state;
	assert_true(disk_free(folder) > 0);
	assert_int_equal(disk_free("/nowhere"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_publish, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_folders, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_room, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
