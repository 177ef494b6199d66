/* Workbooks as openpyxl reads them (tests/xlsx.py), and what is left of them when something goes wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/process/child.h"
#include "exchange/xlsx.h"
#include "exchange/xlsx_clean.h"
#include "text/messages.h"

enum { SAID = 1 << 20, WHOLE = 1 << 22, READ_MS = 60000 };

static char folder[64], said[SAID], whole[WHOLE];

static const struct xlsx_column columns[] = {
	{ "Họ và tên", 30, XLSX_TEXT }, { "Số CCCD", 14, XLSX_ID_TEXT }, { "Số phiếu", 9, XLSX_INT },
	{ "Ngày sinh", 12, XLSX_DAY }, { "Nghiệm thu lúc", 17, XLSX_TIME },
};

static struct xlsx_sheet sheet_of(const char *name)
{
	return (struct xlsx_sheet){ folder, name, columns, COUNT(columns), 1717981200 };
}

static struct xlsx *open_sheet(const char *name)
{
	const struct xlsx_sheet sheet = sheet_of(name);
	struct error error = { 0 };
	struct xlsx *xlsx = xlsx_open(&sheet, &error);

	if (xlsx == NULL)
		fail_msg("%s", error.detail);
	return xlsx;
}

static int files_in(const char *path)
{
	DIR *all = opendir(path);
	int count = 0;

	assert_non_null(all);
	while (readdir(all) != NULL)
		count++;
	closedir(all);
	return count;
}

static int open_descriptors(void)
{
	return files_in("/proc/self/fd");
}

static void nothing_is_left(int descriptors)
{
	assert_int_equal(files_in(folder), 2);
	assert_int_equal(open_descriptors(), descriptors);
}

/* The bytes of the file, in `whole`. */
static size_t bytes_of(struct xlsx *xlsx)
{
	struct error error = { 0 };
	struct stat status;
	int64_t size = -1;
	int file = xlsx_close(xlsx, &size, &error);

	if (file < 0)
		fail_msg("%d, %s", (int)error.code, error.detail);
	assert_int_equal(fstat(file, &status), 0);
	assert_int_equal(status.st_size, size);
	assert_int_equal(status.st_mode & 07777, 0600);
	assert_int_equal(status.st_nlink, 0);
	assert_true((fcntl(file, F_GETFD) & FD_CLOEXEC) != 0);
	assert_in_range(size, 1, WHOLE);
	assert_int_equal(lseek(file, 0, SEEK_CUR), 0);
	assert_int_equal(read(file, whole, WHOLE), size);
	close(file);
	return (size_t)size;
}

/* What openpyxl tells of the file, in `said`. */
static void reads(struct xlsx *xlsx)
{
	static const char *const argv[] = { "python3", "tests/xlsx.py", NULL };
	size_t size = bytes_of(xlsx);
	const struct child_task task = { "/usr/bin/python3", argv, whole, size, said, sizeof said - 1,
	                                 clock_monotonic_ms() + READ_MS, -1, 0, 0 };

	assert_string_equal(child_end_name(child_run(&task, &size)), child_end_name(CHILD_DONE));
	said[size] = '\0';
}

static void has(const char *text)
{
	if (strstr(said, text) == NULL)
		fail_msg("no %s in %s", text, said);
}

/* ---- what stands in it ---- */

static void a_sheet_is_what_was_put(void **state)
{
	struct xlsx *xlsx = open_sheet("Phiếu: tháng 6/2024");

	(void)state;
	xlsx_text(xlsx, "Nguyễn Thị ĐỨC Hạnh");
	xlsx_text(xlsx, "012345678901");
	xlsx_int(xlsx, 123456789);
	xlsx_day(xlsx, "1985-03-05");
	xlsx_time(xlsx, "2024-06-10T17:30:15Z");
	xlsx_row(xlsx);
	xlsx_text(xlsx, NULL);
	xlsx_none(xlsx);
	xlsx_int(xlsx, -5);
	xlsx_day(xlsx, NULL);
	xlsx_time(xlsx, NULL);
	xlsx_row(xlsx);
	xlsx_row(xlsx);
	xlsx_text(xlsx, "cuối");
	xlsx_row(xlsx);
	reads(xlsx);
	assert_string_equal(said,
		"{\"sheets\": [\"Phiếu- tháng 6-2024\"], \"frozen\": \"A2\", \"filter\": \"A1:E5\", \"repeated\": \"$1:$1\", "
		"\"widths\": [31, 15, 10, 13, 18], \"created\": \"2024-06-10T01:00:00\"}\n"
		"[[\"bold\", \"General\", \"Họ và tên\"], [\"bold\", \"General\", \"Số CCCD\"], [\"bold\", \"General\", \"Số phiếu\"], "
		"[\"bold\", \"General\", \"Ngày sinh\"], [\"bold\", \"General\", \"Nghiệm thu lúc\"]]\n"
		"[[\"s\", \"General\", \"Nguyễn Thị ĐỨC Hạnh\"], [\"s\", \"@\", \"012345678901\"], [\"n\", \"General\", 123456789], "
		"[\"d\", \"dd/mm/yyyy\", \"1985-03-05T00:00:00\"], [\"d\", \"dd/mm/yyyy hh:mm\", \"2024-06-11T00:30:15\"]]\n"
		"[null, null, [\"n\", \"General\", -5], null, null]\n"
		"[null, null, null, null, null]\n"
		"[[\"s\", \"General\", \"cuối\"], null, null, null, null]\n");
}

static void a_list_without_rows_has_its_head(void **state)
{
	(void)state;
	reads(open_sheet("Rỗng"));
	has("\"frozen\": \"A2\", \"filter\": \"A1:E1\"");
	has("[[\"bold\", \"General\", \"Họ và tên\"]");
}

static void text_stays_text(void **state)
{
	static const struct { const char *text, *read; } rows[] = {
		{ "=1+1", "=1+1" }, { "+84 91", "+84 91" }, { "-2", "-2" }, { "@SUM(A1)", "@SUM(A1)" }, { "{=1}", "{=1}" },
		{ "=HYPERLINK(\"http://x\",\"y\")", "=HYPERLINK(\\\"http://x\\\",\\\"y\\\")" },
		{ "http://x.vn", "http://x.vn" }, { "0012", "0012" }, { "1e5", "1e5" }, { "TRUE", "TRUE" },
		{ "<b>&amp; \"Sen\" 'x'</b>", "<b>&amp; \\\"Sen\\\" 'x'</b>" }, { " hai bên ", " hai bên " },
		{ "một\r\nhai\rba\nbốn", "một\\nhai\\nba\\nbốn" }, { "a\tb", "a\\tb" },
		{ "a\x01""b\x1f""c", "a�b�c" }, { "a\x7f""b\xc2\x85", "a\x7f""b\xc2\x85" },
		{ "\xef\xbf\xbe\xef\xbf\xbf", "��" }, { "a\xff\xc3", "a��" }, { "\xed\xa0\x80", "���" },
		{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" }, { "Nguyễn", "Nguyễn" },
	};
	struct xlsx *xlsx = open_sheet("Chữ");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		xlsx_text(xlsx, rows[i].text);
		xlsx_text(xlsx, rows[i].text);
		xlsx_row(xlsx);
	}
	reads(xlsx);
	for (size_t i = 0; i < COUNT(rows); i++) {
		char line[256];
		snprintf(line, sizeof line, "[[\"s\", \"General\", \"%s\"], [\"s\", \"@\", \"%s\"], null, null, null]\n", rows[i].read, rows[i].read);
		has(line);
	}
}

static void days_and_times_that_are_none_stay_text(void **state)
{
	static const char *const texts[] = { "1975", "1975-03", "1985-07-00", "1985-00-00", "1900-02-28", "0999-01-01", "hôm qua",
	                                     "2023-02-29", "10/06/2024" };
	struct xlsx *xlsx = open_sheet("Ngày");

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		xlsx_text(xlsx, NULL);
		xlsx_text(xlsx, NULL);
		xlsx_text(xlsx, NULL);
		xlsx_day(xlsx, texts[i]);
		xlsx_time(xlsx, texts[i]);
		xlsx_row(xlsx);
	}
	xlsx_text(xlsx, "biên");
	xlsx_none(xlsx);
	xlsx_none(xlsx);
	xlsx_day(xlsx, "1900-03-01");
	xlsx_time(xlsx, "1970-01-01T00:00:00Z");
	xlsx_row(xlsx);
	reads(xlsx);
	for (size_t i = 0; i < COUNT(texts); i++) {
		char line[256];
		snprintf(line, sizeof line, "[null, null, null, [\"s\", \"dd/mm/yyyy\", \"%s\"], [\"s\", \"dd/mm/yyyy hh:mm\", \"%s\"]]\n", texts[i],
		         texts[i]);
		has(line);
	}
	has("[\"d\", \"dd/mm/yyyy\", \"1900-03-01T00:00:00\"], [\"d\", \"dd/mm/yyyy hh:mm\", \"1970-01-01T07:00:00\"]");
}

static void numbers_lose_no_digit(void **state)
{
	static const struct { int64_t number; const char *read; } rows[] = {
		{ 0, "[\"n\", \"General\", 0]" }, { 999999999999999, "[\"n\", \"General\", 999999999999999]" },
		{ -999999999999999, "[\"n\", \"General\", -999999999999999]" },
		{ 1000000000000000, "[\"s\", \"General\", \"1000000000000000\"]" },
		{ INT64_MAX, "[\"s\", \"General\", \"9223372036854775807\"]" },
		{ INT64_MIN, "[\"s\", \"General\", \"-9223372036854775808\"]" },
	};
	struct xlsx *xlsx = open_sheet("Số");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		xlsx_none(xlsx);
		xlsx_none(xlsx);
		xlsx_int(xlsx, rows[i].number);
		xlsx_row(xlsx);
	}
	reads(xlsx);
	for (size_t i = 0; i < COUNT(rows); i++)
		has(rows[i].read);
}

static void long_text_is_cut(void **state)
{
	static char text[4 * XLSX_TEXT_UNITS], out[XLSX_TEXT_ROOM];
	static const struct { const char *why, *unit; size_t count, units_kept; bool cut; } rows[] = {
		{ "exactly what fits", "a", 32767, 32767, false }, { "one more", "a", 32768, 32766, true },
		{ "three bytes each", "ễ", 32768, 32766, true }, { "two units each, the last would be half", "\xf0\x9f\x98\x80", 16384, 16383, true },
		{ "two units each that fit", "\xf0\x9f\x98\x80", 16383, 16383, false }, { "replaced ones", "\x01", 40000, 32766, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = strlen(rows[i].unit);
		for (size_t at = 0; at < rows[i].count; at++)
			memcpy(text + at * length, rows[i].unit, length);
		text[rows[i].count * length] = '\0';
		xlsx_clean_text(text, out);
		size_t kept = rows[i].unit[0] == '\x01' ? 3 : length, bytes = rows[i].units_kept * kept;
		if (strlen(out) != bytes + (rows[i].cut ? 3 : 0) || (rows[i].cut && strcmp(out + bytes, "…") != 0))
			fail_msg("%s: %zu bytes", rows[i].why, strlen(out));
	}
	struct xlsx *xlsx = open_sheet("Dài");
	xlsx_text(xlsx, text);
	xlsx_row(xlsx);
	reads(xlsx);
	has("…\"], null");
}

static void what_looks_like_an_escape_is_escaped(void **state)
{
	static const struct { const char *text, *cleaned; } rows[] = {
		{ "_x0041_", "_x005F_x0041_" }, { "a_xabCD_b", "a_x005F_xabCD_b" }, { "_x004_", "_x004_" }, { "_x00G1_", "_x00G1_" },
		{ "_X0041_", "_X0041_" }, { "__x0041_", "__x005F_x0041_" }, { "_", "_" }, { "_x", "_x" }, { "", "" },
	};
	static char out[XLSX_TEXT_ROOM];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		xlsx_clean_text(rows[i].text, out);
		assert_string_equal(out, rows[i].cleaned);
	}
}

static void sheets_have_names_that_excel_takes(void **state)
{
	static const struct { const char *name, *read; } rows[] = {
		{ "Danh sách người lao động tại xã, phường", "Danh sách người lao động tại xã" },
		{ "[a]:b*c?d/e\\f", "-a--b-c-d-e-f" }, { "''Ba 'Tư' ''", "Ba 'Tư" }, { "", "Danh sách" }, { "' '", "Danh sách" },
		{ "\x01tab\tvà\n", "tab và" }, { "123456789012345678901234567890 'x", "123456789012345678901234567890" },
		{ "\xff", "Danh sách" }, { "12345678901234567890123456789\xf0\x9f\x98\x80", "12345678901234567890123456789\xf0\x9f\x98\x80" },
		{ "123456789012345678901234567890\xf0\x9f\x98\x80", "123456789012345678901234567890" },
		{ "ễễễễễễễễễễễễễễễễễễễễễễễễễễễễễễễễ", "ễễễễễễễễễễễễễễễễễễễễễễễễễễễễễễễ" }, { "a'''''''''''''''''''''''''''''b", "a'''''''''''''''''''''''''''''b" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char line[256];
		reads(open_sheet(rows[i].name));
		snprintf(line, sizeof line, "{\"sheets\": [\"%s\"]", rows[i].read);
		has(line);
	}
}

static size_t write_some(int rows)
{
	struct xlsx *xlsx = open_sheet("Như nhau");

	for (int i = 0; i < rows; i++) {
		xlsx_text(xlsx, "Nguyễn Văn A");
		xlsx_text(xlsx, "056085004321");
		xlsx_int(xlsx, i);
		xlsx_day(xlsx, "1985-03-05");
		xlsx_time(xlsx, "2024-06-10T17:30:15Z");
		xlsx_row(xlsx);
	}
	return bytes_of(xlsx);
}

static void equal_input_makes_equal_bytes(void **state)
{
	static char before[WHOLE];
	size_t size = write_some(500);

	(void)state;
	memcpy(before, whole, size);
	sleep(1);
	assert_int_equal(write_some(500), size);
	assert_memory_equal(before, whole, size);
}

/* ---- what goes wrong ---- */

static void more_rows_than_a_sheet_has_are_told(void **state)
{
	static const struct xlsx_column one[] = { { "Số", 5, XLSX_INT } };
	const struct xlsx_sheet sheet = { folder, "Nhiều", one, 1, 1 };

	(void)state;
	for (int rows = XLSX_ROWS - 1; rows <= XLSX_ROWS; rows++) {
		struct xlsx *xlsx = xlsx_open(&sheet, NULL);
		struct error error = { 0 };
		int64_t size;
		int descriptors = open_descriptors();
		assert_non_null(xlsx);
		for (int i = 0; i < rows - 1; i++)
			xlsx_row(xlsx);
		xlsx_int(xlsx, rows);
		xlsx_row(xlsx);
		assert_int_equal(xlsx_failed(xlsx), rows == XLSX_ROWS);
		int file = xlsx_close(xlsx, &size, &error);
		assert_int_equal(file >= 0, rows < XLSX_ROWS);
		if (file >= 0)
			close(file);
		else
			assert_string_equal(error.message, message_text(MSG_XLSX_ROWS));
		assert_int_equal(error.code, rows == XLSX_ROWS ? ERR_TOO_LARGE : ERR_OK);
		nothing_is_left(descriptors - 2);
	}
}

/* The files that this process has open in the folder; each has lost its name and is for nobody else. */
static int private_files(void)
{
	DIR *all = opendir("/proc/self/fd");
	int count = 0;

	for (const struct dirent *entry = readdir(all); entry != NULL; entry = readdir(all)) {
		char target[512];
		ssize_t length = readlinkat(dirfd(all), entry->d_name, target, sizeof target - 1);
		struct stat status;
		if (length < 0 || strncmp(target, folder, strlen(folder)) != 0)
			continue;
		assert_int_equal(fstatat(dirfd(all), entry->d_name, &status, 0), 0);
		assert_int_equal(status.st_mode, S_IFREG | 0600);
		assert_int_equal(status.st_nlink, 0);
		count++;
	}
	closedir(all);
	return count;
}

static void dropping_leaves_nothing(void **state)
{
	int before = open_descriptors();

	(void)state;
	xlsx_drop(NULL);
	struct xlsx *xlsx = open_sheet("Bỏ dở");
	assert_int_equal(files_in(folder), 2);
	for (int i = 0; i < 20000; i++) {
		xlsx_text(xlsx, "Nguyễn Văn A");
		xlsx_row(xlsx);
	}
	xlsx_text(xlsx, "dở dang");
	assert_int_equal(private_files(), 2);
	xlsx_drop(xlsx);
	nothing_is_left(before);
}

static void a_killed_process_leaves_nothing(void **state)
{
	int status;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		write_some(10);
		struct xlsx *xlsx = open_sheet("Ngắt");
		for (int i = 0; i < 10000; i++) {
			xlsx_int(xlsx, i);
			xlsx_row(xlsx);
		}
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WTERMSIG(status), SIGKILL);
	assert_int_equal(files_in(folder), 2);
}

/* Nothing larger can be written, as on a full disk. */
static void limit_files(rlim_t bytes)
{
	const struct rlimit limit = { bytes, RLIM_INFINITY };

	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void fill(struct xlsx *xlsx, int rows)
{
	for (int row = 0; row < rows; row++) {
		char text[128];
		snprintf(text, sizeof text, "%d %d %d %d", row * 7919, row * 104729, row ^ 0x5555, row * 31 % 1009);
		for (size_t column = 0; column < COUNT(columns); column++)
			xlsx_text(xlsx, text);
		xlsx_row(xlsx);
	}
}

static void a_full_disk_is_told_and_leaves_nothing(void **state)
{
	static const struct { const char *why; rlim_t before, after; int rows; bool made; } cases[] = {
		{ "all of it fits", 2000000, 2000000, 2000, true }, { "the rows do not", 200000, RLIM_INFINITY, 2000, false },
		{ "nor what is made of them, which packs well", RLIM_INFINITY, 400000, 2000, false },
		{ "nor the packed file", RLIM_INFINITY, 50000, 2000, false }, { "nor anything", 0, 0, 1, false },
	};
	int before = open_descriptors();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct xlsx *xlsx = open_sheet("Đầy");
		struct error error = { 0 };
		int64_t size;
		limit_files(cases[i].before);
		fill(xlsx, cases[i].rows);
		limit_files(cases[i].after);
		int file = xlsx_close(xlsx, &size, &error);
		limit_files(RLIM_INFINITY);
		if ((file >= 0) != cases[i].made)
			fail_msg("%s: %d", cases[i].why, file);
		if (file >= 0)
			close(file);
		else
			assert_string_equal(error.message, message_text(MSG_XLSX_FAILED));
		assert_int_equal(error.code, cases[i].made ? ERR_OK : ERR_UNAVAILABLE);
		nothing_is_left(before);
	}
}

static void a_folder_that_takes_nothing_is_told(void **state)
{
	static char name[5000];
	const char *const folders[] = { "/nowhere", "/dev/null", name };
	int before = open_descriptors();

	(void)state;
	memset(name, 'a', sizeof name - 1);
	for (size_t i = 0; i < COUNT(folders); i++) {
		struct xlsx_sheet sheet = sheet_of("x");
		struct error error = { 0 };
		sheet.folder = folders[i];
		assert_null(xlsx_open(&sheet, &error));
		assert_int_equal(error.code, ERR_UNAVAILABLE);
		assert_null(xlsx_open(&sheet, NULL));
	}
	nothing_is_left(before);
}

static void a_folder_that_goes_away_is_told(void **state)
{
	struct error error = { 0 };
	int64_t size;
	int before = open_descriptors();
	struct xlsx *xlsx = open_sheet("Mất");

	(void)state;
	xlsx_text(xlsx, "a");
	xlsx_row(xlsx);
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(xlsx_close(xlsx, &size, &error), -1);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(error.code, ERR_UNAVAILABLE);
	nothing_is_left(before);
}

static void no_memory_is_told(void **state)
{
	const struct xlsx_sheet sheet = sheet_of("Bộ nhớ");
	int before = open_descriptors();
	long at = 0;

	(void)state;
	for (struct xlsx *xlsx = NULL; xlsx == NULL;) {
		struct error error = { 0 };
		memory_fail_at(++at);
		xlsx = xlsx_open(&sheet, &error);
		memory_fail_at(0);
		if (xlsx == NULL)
			assert_int_equal(error.code, ERR_UNAVAILABLE);
		else
			xlsx_drop(xlsx);
		nothing_is_left(before);
	}
	assert_true(at > 3);
}

static void a_third_waits_outside(void **state)
{
	struct xlsx *one = open_sheet("Một"), *two = open_sheet("Hai");
	const struct xlsx_sheet sheet = sheet_of("Ba");
	struct error error = { 0 };

	(void)state;
	for (int times = 0; times < 3; times++)
		assert_null(xlsx_open(&sheet, &error));
	assert_int_equal(error.code, ERR_UNAVAILABLE);
	assert_string_equal(error.message, message_text(MSG_XLSX_BUSY));
	xlsx_drop(two);
	two = open_sheet("Hai");
	bytes_of(one);
	xlsx_drop(open_sheet("Ba"));
	xlsx_drop(two);
}

/* ---- two at once ---- */

static void *write_many(void *of)
{
	enum { ROWS = 3000 };
	int64_t *size = of;

	for (int round = 0; round < 3; round++) {
		struct xlsx *xlsx = open_sheet("Cùng lúc");
		for (int i = 0; i < ROWS; i++) {
			xlsx_text(xlsx, "Trần Thị B");
			xlsx_text(xlsx, "012345678901");
			xlsx_int(xlsx, i);
			xlsx_row(xlsx);
		}
		int file = xlsx_close(xlsx, size, NULL);
		assert_true(file >= 0);
		close(file);
	}
	return NULL;
}

static void two_at_once_do_not_meet(void **state)
{
	int64_t sizes[XLSX_AT_ONCE] = { 0 };
	pthread_t threads[XLSX_AT_ONCE];
	int before = open_descriptors();

	(void)state;
	for (int i = 0; i < XLSX_AT_ONCE; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_many, &sizes[i]), 0);
	for (int i = 0; i < XLSX_AT_ONCE; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(sizes[0], sizes[1]);
	nothing_is_left(before);
}

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s/mau03-xlsx-XXXXXX", P_tmpdir);
	return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sheet_is_what_was_put),
		cmocka_unit_test(a_list_without_rows_has_its_head),
		cmocka_unit_test(text_stays_text),
		cmocka_unit_test(days_and_times_that_are_none_stay_text),
		cmocka_unit_test(numbers_lose_no_digit),
		cmocka_unit_test(long_text_is_cut),
		cmocka_unit_test(what_looks_like_an_escape_is_escaped),
		cmocka_unit_test(sheets_have_names_that_excel_takes),
		cmocka_unit_test(equal_input_makes_equal_bytes),
		cmocka_unit_test(more_rows_than_a_sheet_has_are_told),
		cmocka_unit_test(dropping_leaves_nothing),
		cmocka_unit_test(a_killed_process_leaves_nothing),
		cmocka_unit_test(a_full_disk_is_told_and_leaves_nothing),
		cmocka_unit_test(a_folder_that_takes_nothing_is_told),
		cmocka_unit_test(a_folder_that_goes_away_is_told),
		cmocka_unit_test(no_memory_is_told),
		cmocka_unit_test(a_third_waits_outside),
		cmocka_unit_test(two_at_once_do_not_meet),
	};

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
