/* One table in three formats; the two that we read come back as they were. */
#include "read_table.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>

#include "exchange/table_out.h"

enum { MANY = 5000 };

static const struct xlsx_column columns[] = { { "full_name", 30, XLSX_TEXT }, { "citizen_id", 14, XLSX_ID_TEXT },
	{ "birth_date", 12, XLSX_DAY }, { "sheet_id", 9, XLSX_INT }, { "at", 17, XLSX_TIME } };

static struct xlsx_sheet sheet(void)
{
	return (struct xlsx_sheet){ table_folder, "Danh sách", columns, COUNT(columns), 1717981200 };
}

static void put_rows(struct table_out *out, int count)
{
	for (int i = 0; i < count; i++) {
		table_out_text(out, i == 1 ? NULL : "Ngô \"Ba\"\n=1");
		table_out_text(out, "012345678901");
		table_out_text(out, i == 1 ? "1985-07-00" : "1985-07-09");
		table_out_int(out, i);
		table_out_text(out, "2024-06-10T01:00:00Z");
		table_out_row(out);
	}
}

/* What was written, in a file of memory. */
static int written(enum table_out_format format, int count)
{
	const struct xlsx_sheet wanted = sheet();
	struct error error = { 0 };
	int file = memfd_create("out", MFD_CLOEXEC);
	struct table_out *out = table_out_open(format, &wanted, file, &error);

	assert_non_null(out);
	put_rows(out, count);
	assert_false(table_out_failed(out));
	assert_int_equal(table_out_close(out, &error), ERR_OK);
	return file;
}

static const char *text_of(int file)
{
	off_t size = lseek(file, 0, SEEK_END);
	char *text = arena_alloc(table_arena, (size_t)size + 1);

	assert_int_equal(pread(file, text, (size_t)size, 0), size);
	close(file);
	return text;
}

static void json_lines(void **state)
{
	(void)state;
	assert_string_equal(text_of(written(TABLE_OUT_JSONL, 2)),
		"{\"full_name\":\"Ngô \\\"Ba\\\"\\u000a=1\",\"citizen_id\":\"012345678901\",\"birth_date\":\"1985-07-09\",\"sheet_id\":0,"
		"\"at\":\"2024-06-10T01:00:00Z\"}\n"
		"{\"full_name\":null,\"citizen_id\":\"012345678901\",\"birth_date\":\"1985-07-00\",\"sheet_id\":1,\"at\":\"2024-06-10T01:00:00Z\"}\n");
	assert_string_equal(text_of(written(TABLE_OUT_JSONL, 0)), "");
	const char *text = text_of(written(TABLE_OUT_JSONL, MANY));
	size_t lines = 0;
	for (; (text = strchr(text, '\n')) != NULL; text++)
		lines++;
	assert_int_equal(lines, MANY);
}

static void csv_comes_back(void **state)
{
	const char *text = text_of(written(TABLE_OUT_CSV, 2));

	(void)state;
	reads_as(text, strlen(text), "1: full_name | citizen_id | birth_date | sheet_id | at\n"
		"2: Ngô \"Ba\"\n=1 | 012345678901 | 1985-07-09 | 0 | 2024-06-10T01:00:00Z\n"
		"3: ~ | 012345678901 | 1985-07-00 | 1 | 2024-06-10T01:00:00Z\n");
}

static void a_workbook_comes_back(void **state)
{
	int file = written(TABLE_OUT_XLSX, 2);
	struct table_refusal refusal;
	struct table_in *in = table_in_open(file, table_folder, &refusal);

	(void)state;
	close(file);
	assert_non_null(in);
	assert_string_equal(table_rows(in, 0), "1: full_name | citizen_id | birth_date | sheet_id | at\n"
		"2: Ngô \"Ba\"\n=1 | 012345678901 | @1985-07-09 | #0 | @@2024-06-10T08:00:00\n"
		"3: ~ | 012345678901 | 1985-07-00 | #1 | @@2024-06-10T08:00:00\n");
	table_in_close(in);
}

static void names_and_types(void **state)
{
	enum table_out_format format;

	(void)state;
	assert_true(table_out_named("csv", &format) && format == TABLE_OUT_CSV);
	assert_true(table_out_named("jsonl", &format) && format == TABLE_OUT_JSONL);
	assert_true(table_out_named("xlsx", &format) && format == TABLE_OUT_XLSX);
	assert_false(table_out_named("ods", &format));
	assert_string_equal(table_out_type(TABLE_OUT_XLSX), XLSX_TYPE);
}

static void what_fails_is_told(void **state)
{
	struct xlsx_sheet wanted = sheet();
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	(void)state;
	for (int format = 0; format < TABLE_OUT_COUNT; format++) {
		struct error error = { 0 };
		struct table_out *out = table_out_open((enum table_out_format)format, &wanted, full, &error);
		put_rows(out, MANY);
		assert_true(table_out_failed(out) == (format != TABLE_OUT_XLSX));
		assert_int_equal(table_out_close(out, &error), ERR_UNAVAILABLE);
		assert_non_null(error.message);
		table_out_drop(table_out_open((enum table_out_format)format, &wanted, full, &error));
		memory_fail_at(1);
		assert_null(table_out_open((enum table_out_format)format, &wanted, full, &error));
	}
	struct error error = { 0 };
	wanted.folder = "/no/such/folder";
	assert_null(table_out_open(TABLE_OUT_XLSX, &wanted, full, &error));
	assert_int_equal(error.code, ERR_UNAVAILABLE);
	close(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_lines),
		cmocka_unit_test(csv_comes_back),
		cmocka_unit_test(a_workbook_comes_back),
		cmocka_unit_test(names_and_types),
		cmocka_unit_test(what_fails_is_told),
	};

	return cmocka_run_group_tests(tests, table_set_up, table_tear_down);
}
