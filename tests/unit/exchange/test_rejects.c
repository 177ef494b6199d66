/* Rows that come back: read again, they are what they were, and say what is wrong. */
#include "make_book.h"

#include <sys/stat.h>

#include "exchange/table_in/rejects.h"
#include "exchange/xlsx.h"

/* All rows from `first` on go back with those words. */
static const char *back(struct table_in *in, int64_t head_row, const char *faults, const char **name)
{
	size_t count;
	const struct table_in_sheet *read = table_in_sheets(in, &count);
	const struct rejects_sheet sheet = { table_folder, read, head_row, 1717981200 };
	struct error error = { 0 };
	struct rejects *rejects = rejects_open(&sheet, &error);
	struct table_in_row row;
	struct table_refusal refusal;
	int64_t size = 0;

	assert_non_null(rejects);
	table_in_choose(in, 0);
	while (table_in_next(in, &row) == TABLE_IN_ROW) {
		if (row.number <= head_row)
			rejects_head(rejects, &row);
		else
			rejects_row(rejects, &row, faults);
	}
	table_in_close(in);
	int file = rejects_close(rejects, &size, &error);
	assert_true(file >= 0);
	in = table_in_open(file, table_folder, &refusal);
	close(file);
	assert_non_null(in);
	const char *rows = table_rows(in, 0);
	*name = arena_text(table_arena, table_in_sheets(in, &count)->name);
	assert_int_equal(count, 1);
	table_in_close(in);
	return rows;
}

static void cells_come_back_as_they_were(void **state)
{
	static const char rows[] =
		"<row r=\"2\"><c r=\"B2\" t=\"str\"><v>DANH SÁCH</v></c></row>"
		"<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"B4\" t=\"str\"><v>Số</v></c></row>"
		"<row r=\"6\"><c r=\"A6\" t=\"s\"><v>2</v></c><c r=\"B6\" t=\"str\"><v>012345678901</v></c><c r=\"C6\" s=\"1\"><v>45415</v></c>"
		"<c r=\"D6\" s=\"3\"><v>45415.3125</v></c><c r=\"E6\" s=\"4\"><v>0.3125</v></c><c r=\"F6\" t=\"b\"><v>1</v></c>"
		"<c r=\"G6\" t=\"e\"><v>#N/A</v></c><c r=\"H6\"><v>-12.5</v></c><c r=\"I6\"><v>79123456789</v></c>"
		"<c r=\"J6\"><f>A1</f></c><c r=\"K6\" t=\"str\"><v>=1+1</v></c><c r=\"L6\" s=\"2\"><v>60</v></c></row>"
		"<row r=\"9\" hidden=\"1\"><c r=\"A9\" s=\"6\"><v>1.5</v></c></row>";
	struct book book = book_of(rows, "<mergeCells><mergeCell ref=\"A9:B9\"/></mergeCells>");
	const char *name;

	(void)state;
	book_pack(&book);
	assert_string_equal(back(table_open(book.bytes, book.size), 4, "Sai số", &name),
		"2: ~ | DANH SÁCH\n4: Họ và tên | Số | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | Lỗi\n"
		"5: hai\ndòng _x000D_ <&\xef\xbf\xbd | 012345678901 | @2024-05-03 | @@2024-05-03T07:30:00 | %07:30:00 | ?TRUE | #N/A | #-12.5 | "
		"#79123456789 | ~ | =1+1 | 1900-02-29 | Sai số\n"
		"6: %36:00:00 | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ | Sai số\n");
	assert_string_equal(name, "Danh sách");
}

static void a_csv_comes_back_as_a_workbook(void **state)
{
	const char *name;
	static const char text[] = "Tên;CCCD\nAn;000123\n";

	(void)state;
	assert_string_equal(back(table_open(text, sizeof text - 1), 1, "Thiếu số", &name),
	                    "1: Tên | CCCD | Lỗi\n2: An | 000123 | Thiếu số\n");
	assert_string_equal(name, "Danh sách");
}

static void no_column_is_left(void **state)
{
	const struct table_in_sheet read = { .name = "A", .columns = TABLE_IN_COLUMNS };
	const struct rejects_sheet sheet = { table_folder, &read, 1, 0 };
	struct error error = { 0 };

	(void)state;
	assert_null(rejects_open(&sheet, &error));
	assert_int_equal(error.code, ERR_TOO_LARGE);
	rejects_drop(NULL);
}

static void what_fails_is_told_at_the_end(void **state)
{
	const struct table_in_sheet read = { .name = "A", .columns = 1 };
	const struct rejects_sheet sheet = { table_folder, &read, 1, 0 };
	const struct table_in_cell cell = { TABLE_IN_TEXT, "x" };
	const struct table_in_row row = { XLSX_ROWS + 1, false, 1, &cell };
	struct error error = { 0 };
	struct rejects *rejects = rejects_open(&sheet, &error);
	int64_t size;

	(void)state;
	rejects_head(rejects, &row);
	assert_int_equal(rejects_close(rejects, &size, &error), -1);
	assert_int_equal(error.code, ERR_TOO_LARGE);
	rejects = rejects_open(&sheet, &error);
	rejects_drop(rejects);
}

/* A day and a clock that are none stay the texts that they are; a number that is none, too. */
static void what_is_none_is_a_text(void **state)
{
	static const struct table_in_cell cells[] = { { TABLE_IN_DAY, "1900-01-00" }, { TABLE_IN_DAY_TIME, "1900-02-29T07:30:00" },
		{ TABLE_IN_CLOCK, "07:61:00" }, { TABLE_IN_NUMBER, "1e999" }, { TABLE_IN_NUMBER, "x" } };
	const struct table_in_row row = { 2, false, COUNT(cells), cells };
	const struct table_in_sheet read = { .name = "A", .columns = COUNT(cells) };
	const struct rejects_sheet sheet = { table_folder, &read, 1, 0 };
	struct rejects *rejects = rejects_open(&sheet, NULL);
	struct table_refusal refusal;
	int64_t size;

	(void)state;
	rejects_row(rejects, &row, "Sai");
	int file = rejects_close(rejects, &size, NULL);
	struct table_in *in = table_in_open(file, table_folder, &refusal);
	close(file);
	assert_string_equal(table_rows(in, 0), "2: 1900-01-00 | 1900-02-29T07:30:00 | 07:61:00 | 1e999 | x | Sai\n");
	table_in_close(in);
}

static void no_place_and_no_memory(void **state)
{
	const struct table_in_sheet read = { .name = "A", .columns = 1 };
	const struct rejects_sheet sheet = { table_folder, &read, 1, 0 };
	struct rejects *open[XLSX_AT_ONCE];
	struct error error = { 0 };

	(void)state;
	memory_fail_at(1);
	assert_null(rejects_open(&sheet, &error));
	assert_int_equal(error.code, ERR_UNAVAILABLE);
	for (size_t i = 0; i < COUNT(open); i++)
		open[i] = rejects_open(&sheet, &error);
	assert_null(rejects_open(&sheet, &error));
	assert_int_equal(error.code, ERR_UNAVAILABLE);
	for (size_t i = 0; i < COUNT(open); i++)
		rejects_drop(open[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_come_back_as_they_were),
		cmocka_unit_test(a_csv_comes_back_as_a_workbook),
		cmocka_unit_test(what_is_none_is_a_text),
		cmocka_unit_test(no_place_and_no_memory),
		cmocka_unit_test(no_column_is_left),
		cmocka_unit_test(what_fails_is_told_at_the_end),
	};

	return cmocka_run_group_tests(tests, table_set_up, table_tear_down);
}
