/* CSV as offices have it: whatever separator and encoding, and what is no CSV. */
#include "read_table.h"

#include "exchange/table_in/old_font.h"

#define READS(bytes, rows) reads_as(bytes, sizeof(bytes) - 1, rows)
#define REFUSED(bytes, fault) is_refused(bytes, sizeof(bytes) - 1, fault)

static void separators(void **state)
{
	(void)state;
	READS("Họ tên,Ngày sinh\nAn,1/2/1990\n", "1: Họ tên | Ngày sinh\n2: An | 1/2/1990\n");
	READS("Họ tên;Địa chỉ\r\nAn;Thôn 1, xã B, huyện C\r\nBa;Thôn 2, xã B, huyện C\r\n",
	      "1: Họ tên | Địa chỉ\n2: An | Thôn 1, xã B, huyện C\n3: Ba | Thôn 2, xã B, huyện C\n");
	READS("Họ tên\tGhi chú\nAn\ta;b;c\nBa\ta;b;c", "1: Họ tên | Ghi chú\n2: An | a;b;c\n3: Ba | a;b;c\n");
	READS("DANH SÁCH\nSTT,Tên\n1,An\n", "1: DANH SÁCH\n2: STT | Tên\n3: 1 | An\n");
	READS("sep=;\r\na;b,c\r\n", "1: a | b,c\n");
	READS("sep=,\na;b,c\n", "1: a;b | c\n");
	READS("một\nhai\n", "1: một\n2: hai\n");
	READS("a,\"x;y;z\"\nb,\"x;y;z\"\n", "1: a | x;y;z\n2: b | x;y;z\n");
}

static void rows_are_counted_as_excel_does(void **state)
{
	(void)state;
	READS("a,b\n\nc,d\n", "1: a | b\n3: c | d\n");
	READS("a,b\r\n\r\n\r\nc,d\r\n", "1: a | b\n4: c | d\n");
	READS("a,b\r\rc,d\r", "1: a | b\n3: c | d\n");
	READS("a,\"hai\ndòng\"\nc,d\n", "1: a | hai\ndòng\n2: c | d\n");
	READS("a,b\n,,\n,c\n", "1: a | b\n3: ~ | c\n");
	READS("a,b,,\n", "1: a | b\n");
	READS("\"ông \"\"Ba\"\"\",000123\n", "1: ông \"Ba\" | 000123\n");
}

static void encodings(void **state)
{
	(void)state;
	READS("\xef\xbb\xbfHọ,b\n", "1: Họ | b\n");
	READS("\xff\xfe" "A\0,\0\x1e\x1e\n\0", "1: A | Ḟ\n");
	READS("\xfe\xff" "\0A\0;\x1e\xcd\0\n", "1: A | ọ\n");
	/* Windows-1258; the last letter waits for what may stand above it */
	READS("Nguy\xEA\xDEn V\xE3n \xD0\xEC" "c,a\n1,\xF4", "1: Nguyễn Văn Đ́c | a\n2: 1 | ô\n");
	/* bytes of TCVN3 stand as a workbook has them */
	READS("Nguy\xD4n V\xA8n An;Tr\xC7n Th\xDE B\x97nh\nL\xAA V\xA8n H\xF3ng;\xA7\xB7 V\xA8n Ba\n",
	      "1: NguyÔn V¨n An | TrÇn ThÞ B—nh\n2: Lª V¨n Hóng | §· V¨n Ba\n");
	/* 60 kB in one of them */
	struct buf long_text;
	buf_init(&long_text, table_arena, 1 << 20);
	for (int i = 0; i < 4000; i++)
		buf_text(&long_text, "V\xA8n Tr\xC7n,1\n");
	struct table_in *in = table_open(long_text.data, long_text.length);
	assert_non_null(strstr(table_rows(in, 0), "4000: V¨n TrÇn | 1\n"));
	table_in_close(in);
	REFUSED("a,b\n\xd2\x8a\x8d,c\n", TABLE_BROKEN_ENCODING);
	REFUSED("\xef\xbb\xbf" "a,\xff\n", TABLE_BROKEN_ENCODING);
	REFUSED("\xff\xfe" "A\0,\0\x00\xd8\n\0", TABLE_BROKEN_ENCODING);
	REFUSED("\xff\xfe" "A\0,\0a", TABLE_BROKEN_ENCODING);
}

static void what_is_no_table(void **state)
{
	(void)state;
	REFUSED("", TABLE_EMPTY);
	REFUSED("\n\n,,\n", TABLE_EMPTY);
	REFUSED("\xef\xbb\xbf", TABLE_EMPTY);
	REFUSED("a,b\n1,\0\n", TABLE_NOT_ONE);
	REFUSED("a,b\n1,\x01\n", TABLE_NOT_ONE);
	READS("Họ và tên,Ngày sinh,Địa chỉ\nNguyễn Văn An,1/2/1990,Thôn 1\nTrần Thị Ba,3/4/1985,Thôn\x01 2\n",
	      "1: Họ và tên | Ngày sinh | Địa chỉ\n2: Nguyễn Văn An | 1/2/1990 | Thôn 1\n3: Trần Thị Ba | 3/4/1985 | Thôn\x01 2\n");
	REFUSED("%PDF-1.4\n", TABLE_NOT_ONE);
	REFUSED("\x89PNG\r\n\x1a\n", TABLE_NOT_ONE);
	REFUSED("\x09\x04\x06\x00\x00\x00\x10\x00", TABLE_OLD_XLS);
	REFUSED("<html><table><tr><td>a</td></tr></table></html>", TABLE_HTML);
	REFUSED("\xef\xbb\xbf \r\n<?xml version=\"1.0\"?><Workbook/>", TABLE_HTML);
	REFUSED("<!DOCTYPE html>", TABLE_HTML);
	REFUSED("a,b\n\"c,d\n", TABLE_BROKEN_QUOTES);
	REFUSED("a,b\n\"c\"d,e\n", TABLE_BROKEN_QUOTES);
}

static void too_much(void **state)
{
	struct buf text;
	struct table_refusal refusal;

	(void)state;
	buf_init(&text, table_arena, 64 << 20);
	buf_text(&text, "a\n");
	for (int i = 0; i < 2000000; i++)
		buf_char(&text, ',');
	is_refused(text.data, text.length, TABLE_LARGE_COLUMNS);
	assert_null(table_in_open_bytes(text.data, text.length, table_folder, &refusal));
	assert_int_equal(refusal.row, 2);
	buf_init(&text, table_arena, 64 << 20);
	for (int i = 0; i <= TABLE_IN_CELL_BYTES; i++)
		buf_char(&text, 'x');
	is_refused(text.data, text.length, TABLE_LARGE_CELL);
	for (int i = 0; i <= 10 * TABLE_IN_CELL_BYTES; i++)
		buf_char(&text, 'x');
	is_refused(text.data, text.length, TABLE_LARGE_CELL);
	buf_init(&text, table_arena, 64 << 20);
	for (int i = 0; i < 1000000; i++)
		buf_text(&text, "12345678,");
	is_refused(text.data, text.length, TABLE_LARGE_COLUMNS);
	buf_init(&text, table_arena, 64 << 20);
	for (int i = 0; i <= TABLE_IN_ROWS; i++)
		buf_text(&text, "a\n");
	is_refused(text.data, text.length, TABLE_LARGE_ROWS);
}

static void figures_of_a_sheet(void **state)
{
	static const char text[] = "STT,Tên\n\n1,An,x\n";
	struct table_in *in = table_open(text, sizeof text - 1);
	size_t count;
	const struct table_in_sheet *sheets = table_in_sheets(in, &count);

	(void)state;
	assert_int_equal(count, 1);
	assert_int_equal(table_in_format(in), TABLE_IN_CSV);
	assert_string_equal(sheets[0].name, "");
	assert_int_equal(sheets[0].visibility, TABLE_IN_VISIBLE);
	assert_int_equal(sheets[0].rows, 2);
	assert_int_equal(sheets[0].last_row, 3);
	assert_int_equal(sheets[0].columns, 3);
	assert_int_equal(table_in_find(in, ""), 0);
	assert_int_equal(table_in_find(in, "Sheet1"), -1);
	table_in_close(in);
}

static void names_of_cells(void **state)
{
	static const struct { size_t column; const char *name; } rows[] = { { 0, "A1048576" }, { 25, "Z1048576" },
		{ 26, "AA1048576" }, { 701, "ZZ1048576" }, { 702, "AAA1048576" }, { 16383, "XFD1048576" } };
	char name[TABLE_IN_NAME];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		table_in_cell_name(rows[i].column, TABLE_IN_ROWS, name);
		assert_string_equal(name, rows[i].name);
	}
}

static void old_fonts_of_a_column(void **state)
{
	static const char *const tcvn3[] = { "Họ và tên", "NguyÔn V¨n An", "Ph¹m ThÞ H\xc2\xad¬ng", "Lý An" };
	static const char *const vni[] = { "Nguyeãn Vaên An", "Traàn Thò Bình" };
	static const char *const unicode[] = { "Nguyễn Văn An", "José", "Lê Thị Hòa" };

	(void)state;
	struct old_font font = old_font_judge(table_arena, tcvn3, COUNT(tcvn3));
	assert_int_equal(font.encoding, LEGACY_TCVN3);
	assert_string_equal(font.found, "NguyÔn V¨n An");
	assert_string_equal(font.reading, "Nguyễn Văn An");
	assert_string_equal(old_font_name(font.encoding), "TCVN3");
	assert_true(old_font_has(table_arena, tcvn3[2], LEGACY_TCVN3));
	assert_false(old_font_has(table_arena, tcvn3[0], LEGACY_TCVN3));
	assert_string_equal(old_font_convert(table_arena, tcvn3[2], LEGACY_TCVN3), "Phạm Thị Hương");
	font = old_font_judge(table_arena, vni, COUNT(vni));
	assert_int_equal(font.encoding, LEGACY_VNI);
	assert_string_equal(font.reading, "Nguyễn Văn An");
	font = old_font_judge(table_arena, unicode, COUNT(unicode));
	assert_int_equal(font.encoding, LEGACY_UNICODE);
	assert_null(font.found);
	assert_null(old_font_name(font.encoding));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(separators),
		cmocka_unit_test(rows_are_counted_as_excel_does),
		cmocka_unit_test(encodings),
		cmocka_unit_test(what_is_no_table),
		cmocka_unit_test(too_much),
		cmocka_unit_test(figures_of_a_sheet),
		cmocka_unit_test(names_of_cells),
		cmocka_unit_test(old_fonts_of_a_column),
	};

	return cmocka_run_group_tests(tests, table_set_up, table_tear_down);
}
