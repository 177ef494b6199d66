/* Rows on their way: what a writer puts is what a reader gives, and no other bytes are believed. */
#include "read_table.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "exchange/table_in/table_spool.h"

static int memory_file(void)
{
	int file = memfd_create("spool", MFD_CLOEXEC);

	assert_true(file >= 0);
	return file;
}

/* Two sheets, the second empty; a row with three cells and one that is hidden. */
static int made(void)
{
	int file = memory_file();
	struct table_refusal refusal = { .fault = TABLE_FINE };
	struct spool_writer *writer = spool_writer_new(file, &refusal);

	spool_sheet(writer, "Một", TABLE_IN_VISIBLE);
	spool_row(writer, 1, false);
	spool_cell(writer, 0, TABLE_IN_TEXT, "An", 2);
	spool_cell(writer, 2, TABLE_IN_NUMBER, "5", 1);
	spool_row(writer, 2, false);
	spool_cell(writer, 0, TABLE_IN_TEXT, "", 0);
	spool_row(writer, 3, true);
	spool_cell(writer, 1, TABLE_IN_NO_VALUE, "", 0);
	spool_merged(writer, &(struct spool_range){ 1, 3, 0, 1 });
	spool_sheet(writer, "Hai", TABLE_IN_VERY_HIDDEN);
	assert_true(spool_end(writer));
	spool_writer_free(writer);
	return file;
}

static void what_is_put_is_given(void **state)
{
	struct table_refusal refusal = { .fault = TABLE_FINE };
	struct spool_reader *reader = spool_reader_open(made(), &refusal);
	struct table_in_row row;
	size_t count;

	(void)state;
	assert_non_null(reader);
	const struct table_in_sheet *sheets = spool_sheets(reader, &count);
	assert_int_equal(count, 2);
	assert_int_equal(sheets[0].rows, 2);
	assert_int_equal(sheets[0].no_values, 1);
	assert_int_equal(sheets[1].rows, 0);
	assert_int_equal(spool_next(reader, &row), TABLE_IN_ROW);
	assert_int_equal(row.count, 3);
	assert_string_equal(row.cells[0].text, "An");
	assert_int_equal(row.cells[1].kind, TABLE_IN_MERGED);
	assert_int_equal(spool_next(reader, &row), TABLE_IN_ROW);
	assert_int_equal(row.number, 3);
	assert_int_equal(row.count, 2);
	assert_int_equal(row.cells[0].kind, TABLE_IN_MERGED);
	assert_int_equal(row.cells[1].kind, TABLE_IN_MERGED);
	assert_int_equal(spool_next(reader, &row), TABLE_IN_END);
	spool_choose(reader, 1);
	assert_int_equal(spool_next(reader, &row), TABLE_IN_END);
	spool_reader_close(reader);
}

/* Each byte changed, and the end cut at each place: refused, or still a table; never more than that. */
static void other_bytes_are_looked_at(void **state)
{
	char bytes[512];
	int file = made();
	ssize_t size = pread(file, bytes, sizeof bytes, 0);

	(void)state;
	close(file);
	assert_in_range(size, 100, sizeof bytes - 1);
	for (ssize_t i = 0; i < 2 * size; i++) {
		struct table_refusal refusal = { .fault = TABLE_FINE };
		struct table_in_row row;
		size_t length = (size_t)(i < size ? size : i - size);
		file = memory_file();
		if (i < size)
			bytes[i] ^= 0x55;
		assert_int_equal(write(file, bytes, length), length);
		if (i < size)
			bytes[i] ^= 0x55;
		struct spool_reader *reader = spool_reader_open(file, &refusal);
		assert_true((reader == NULL) == (refusal.fault != TABLE_FINE));
		assert_true(i < size || reader == NULL);
		while (reader != NULL && spool_next(reader, &row) == TABLE_IN_ROW)
			assert_in_range(row.count, 1, TABLE_IN_COLUMNS);
		spool_reader_close(reader);
	}
}

static void a_fault_is_told(void **state)
{
	struct table_refusal refusal = { .fault = TABLE_DTD, .row = 7 }, told = { .fault = TABLE_FINE };
	int file = memory_file();

	(void)state;
	assert_true(spool_tell(file, &refusal));
	assert_null(spool_reader_open(file, &told));
	assert_string_equal(table_fault_name(told.fault), "TABLE_DTD");
	assert_int_equal(told.row, 7);
}

static void what_fails_is_told_once(void **state)
{
	struct table_refusal refusal = { .fault = TABLE_FINE };
	int file = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct spool_writer *writer = spool_writer_new(file, &refusal);

	(void)state;
	spool_sheet(writer, "A", TABLE_IN_VISIBLE);
	spool_row(writer, 1, false);
	spool_cell(writer, 0, TABLE_IN_TEXT, "x", 1);
	assert_false(spool_end(writer));
	assert_string_equal(table_fault_name(refusal.fault), "TABLE_UNAVAILABLE");
	spool_writer_free(writer);
	close(file);
	for (long n = 1; n <= 3; n++) {
		refusal.fault = TABLE_FINE;
		file = made();
		memory_fail_at(n);
		struct spool_reader *reader = spool_reader_open(file, &refusal);
		memory_fail_at(0);
		assert_true((reader == NULL) == (refusal.fault != TABLE_FINE));
		assert_true(reader == NULL || n == 3);
		spool_reader_close(reader);
	}
}

static void sentences_say_where(void **state)
{
	struct table_refusal refusal = { .fault = TABLE_FINE };
	struct error error = { 0 };
	char part[200];

	(void)state;
	memset(part, 'a', sizeof part - 1);
	part[sizeof part - 1] = '\0';
	memcpy(part + TABLE_WHERE - 2, "ế", 3);
	table_refuse(&refusal, TABLE_BROKEN_XML, part, 12);
	table_refuse(&refusal, TABLE_DTD, "b", 1);
	assert_int_equal(refusal.fault, TABLE_BROKEN_XML);
	assert_int_equal(strlen(refusal.part), TABLE_WHERE - 2);
	assert_int_equal(table_refusal_error(table_arena, &refusal, &error), ERR_UNPROCESSABLE);
	assert_non_null(strstr(error.message, "dòng 12."));
	refusal.row = 0;
	assert_null(strstr(table_refusal_sentence(table_arena, &refusal), "dòng 12"));
	assert_non_null(strstr(table_refusal_sentence(table_arena, &refusal), "Chỗ gặp lỗi: aaa"));
	refusal = (struct table_refusal){ .fault = TABLE_BROKEN_QUOTES, .row = 3 };
	assert_non_null(strstr(table_refusal_sentence(table_arena, &refusal), "Chỗ gặp lỗi: dòng 3."));
	for (int fault = TABLE_FINE + 1; fault < TABLE_FAULT_COUNT; fault++) {
		refusal = (struct table_refusal){ .fault = (enum table_fault)fault };
		assert_true(table_refusal_error(table_arena, &refusal, NULL) >= ERR_BAD_REQUEST);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_put_is_given),
		cmocka_unit_test(other_bytes_are_looked_at),
		cmocka_unit_test(a_fault_is_told),
		cmocka_unit_test(what_fails_is_told_once),
		cmocka_unit_test(sentences_say_where),
	};

	return cmocka_run_group_tests(tests, table_set_up, table_tear_down);
}
