/* Workbooks as Excel and others write them, and in every way in which one may be wrong. */
#include "make_book.h"

#define ROW(number, cells) "<row r=\"" #number "\">" cells "</row>"

static void kinds_of_cells(void **state)
{
	static const char rows[] =
		ROW(1, "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>Số</t></is></c>"
		       "<c r=\"D1\" t=\"str\"><f>A1</f><v>Công thức</v></c>")
		ROW(2, "<c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>1</v></c><c r=\"C2\" t=\"b\"><v>0</v></c>"
		       "<c r=\"D2\" t=\"e\"><f>1/0</f><v>#N/A</v></c><c r=\"E2\"><f>1+1</f><v>2</v></c>"
		       "<c r=\"F2\"><f>1+1</f></c><c r=\"G2\"><f>1+1</f><v></v></c><c r=\"H2\" t=\"str\"><f>A9</f><v></v></c>")
		ROW(3, "<c r=\"A3\" t=\"s\"><v>2</v></c><c r=\"B3\" t=\"s\"><v>3</v></c><c r=\"C3\" t=\"s\"><v>4</v></c>"
		       "<c r=\"D3\" t=\"s\"><v>5</v></c><c r=\"E3\" s=\"2\"/>")
		ROW(5, "<c r=\"A5\" t=\"d\"><v>2024-05-03</v></c><c r=\"B5\" t=\"d\"><v>2024-05-03T07:30:00.000</v></c>"
		       "<c r=\"C5\" t=\"d\"><v>abc</v></c><c r=\"D5\"><v>1x</v></c><c r=\"E5\" t=\"d\"><v>07:30:00Z</v></c>"
		       "<c r=\"F5\" t=\"str\"><v>_x00E9__x0041__x0000__x00G0_</v></c>");

	(void)state;
	book_reads_as(book_of(rows, ""),
	              "1: Họ và tên | ~ | Số | Công thức\n"
	              "2: Nguyễn Văn An | ?TRUE | ?FALSE | !#N/A | #2 | = | =\n"
	              "3: hai\r\ndòng _x000D_ <&\xef\xbf\xbd | ~ | trái |  phải \n"
	              "5: @2024-05-03 | @@2024-05-03T07:30:00 | !abc | !1x | %07:30:00 | éA_x0000__x00G0_\n");
}

static void inline_and_rich_strings(void **state)
{
	(void)state;
	book_reads_as(book_of("<row><c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>Lê </t></r><r><t xml:space=\"preserve\"> Thị </t>"
	                      "</r><rPh sb=\"0\" eb=\"1\"><t>X</t></rPh></is></c><c/><c t=\"n\"><v>5</v></c></row>"
	                      "<row><c t=\"str\"><v>x</v></c></row>", ""),
	              "1: Lê Thị  | ~ | #5\n2: x\n");
	/* with a prefix, as other libraries write it */
	struct book book = book_of("", "");
	book_put(&book, "xl/worksheets/sheet1.xml", BOOK_HEAD "<x:worksheet xmlns:x=\"" SPREADSHEET "\"><x:sheetData><x:row r=\"7\">"
	         "<x:c r=\"B7\" t=\"s\"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>");
	book_reads_as(book, "7: ~ | Họ và tên\n");
}

static void numbers_as_a_person_reads_them(void **state)
{
	static const struct { const char *written, *read; } cases[] = {
		{ "79123456789", "79123456789" }, { "7.9123456789E10", "79123456789" }, { "7.9123456789000001E10", "79123456789" },
		{ "0.1", "0.1" }, { "0.30000000000000004", "0.3" }, { "1E-5", "0.00001" }, { "-1.5", "-1.5" }, { "-0", "0" },
		{ "12.50", "12.5" }, { "012", "12" }, { "123456789012", "123456789012" }, { "1234567890123456", "1234567890123456" },
		{ "1E+20", "100000000000000000000" }, { "1985", "1985" }, { "1.2345678901234567E-3", "0.00123456789012346" },
		{ "-12345.678", "-12345.678" }, { "0", "0" }, { "1e2", "100" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		book_reads_as(book_of(arena_print(table_arena, "<row r=\"1\"><c r=\"A1\"><v>%s</v></c></row>", cases[i].written), ""),
		              arena_print(table_arena, "1: #%s\n", cases[i].read));
}

static void a_format_makes_a_day(void **state)
{
	static const struct { int style; const char *written; bool since_1904; const char *read; } cases[] = {
		{ 1, "45415", false, "@2024-05-03" }, { 2, "45415", false, "@2024-05-03" }, { 0, "45415", false, "#45415" },
		{ 5, "45415", false, "#45415" }, { 3, "45415.3125", false, "@@2024-05-03T07:30:00" },
		{ 2, "45415.3125", false, "@@2024-05-03T07:30:00" }, { 3, "45415", false, "@2024-05-03" },
		{ 2, "0.3125", false, "%07:30:00" }, { 4, "0.3125", false, "%07:30:00" }, { 4, "45415.3125", false, "%07:30:00" },
		{ 6, "1.5", false, "%36:00:00" }, { 2, "0", false, "@1900-01-00" }, { 2, "1", false, "@1900-01-01" },
		{ 2, "59", false, "@1900-02-28" }, { 2, "60", false, "@1900-02-29" }, { 2, "61", false, "@1900-03-01" },
		{ 2, "2958465", false, "@9999-12-31" }, { 2, "2958466", false, "#2958466" }, { 2, "-1", false, "#-1" },
		{ 2, "0", true, "@1904-01-01" }, { 2, "43953", true, "@2024-05-03" }, { 2, "45415.999999", false, "@2024-05-04" },
		{ 0, "1985", false, "#1985" }, { 9, "45415", false, "#45415" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct book book = book_of(arena_print(table_arena, "<row r=\"1\"><c r=\"A1\" s=\"%d\"><v>%s</v></c></row>",
		                                       cases[i].style, cases[i].written), "");
		if (cases[i].since_1904)
			book_put(&book, "xl/workbook.xml", BOOK_HEAD "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" OFFICE
			         "\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>");
		book_reads_as(book, arena_print(table_arena, "1: %s\n", cases[i].read));
	}
}

static void codes_of_formats(void **state)
{
	static const struct { const char *code; bool day; } cases[] = {
		{ "d/m/yy", true }, { "[$-42A]dd mmmm yyyy;@", true }, { "&quot;ngày&quot; dd &quot;tháng&quot; mm", true },
		{ "mmmm", true }, { "yyyy", true }, { "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", true }, { "dd\\/mm\\/yyyy hh:mm", true },
		{ "General", false }, { "0.00E+00", false }, { "#,##0 &quot;đồng&quot;", false }, { "[Red]0;[Blue]-0", false },
		{ "@", false }, { "0\\d", false }, { "_-* #,##0_d", false }, { "0;dd", false }, { "&quot;dd", false }, { "[", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct book book = book_of("<row r=\"1\"><c r=\"A1\" s=\"0\"><v>45415</v></c></row>", "");
		book_put(&book, "xl/styles.xml", arena_print(table_arena, BOOK_HEAD "<styleSheet xmlns=\"" SPREADSHEET "\"><numFmts>"
			"<numFmt numFmtId=\"170\" formatCode=\"%s\"/></numFmts><cellXfs><xf numFmtId=\"170\"/></cellXfs></styleSheet>",
			cases[i].code));
		book_reads_as(book, cases[i].day ? "1: @2024-05-03\n" : "1: #45415\n");
	}
}

static void merged_cells_and_hidden_rows(void **state)
{
	static const char rows[] =
		ROW(1, "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>9</v></c>")
		"<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c><c r=\"D2\"><v>2</v></c></row>"
		"<row r=\"3\" hidden=\"true\"><c r=\"A3\"/></row>"
		ROW(4, "<c r=\"B4\"><v>4</v></c>") ROW(6, "<c r=\"D6\"><v>6</v></c>");
	struct book book = book_of(rows, "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"C2:C6\"/>"
	                                 "<mergeCell ref=\"A4:A1048576\"/><mergeCell ref=\"F1:XFD3\"/></mergeCells>");

	(void)state;
	book_pack(&book);
	struct table_in *in = table_open(book.bytes, book.size);
	assert_string_equal(table_rows(in, 0), "1: Họ và tên | ^ | ^\n2h: #1 | ~ | ~ | #2\n4: ~ | #4 | ^\n6: ^ | ~ | ^ | #6\n");
	size_t count;
	const struct table_in_sheet *sheet = table_in_sheets(in, &count);
	assert_int_equal(sheet->rows, 4);
	assert_int_equal(sheet->hidden_rows, 1);
	assert_int_equal(sheet->last_row, 6);
	assert_int_equal(sheet->columns, 4);
	assert_int_equal(sheet->merged, 4);
	table_in_close(in);
}

static struct book three_sheets(void)
{
	struct book book = book_of(ROW(1, "<c r=\"A1\"><v>1</v></c>"), "");

	book_put(&book, "xl/workbook.xml", BOOK_HEAD "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" OFFICE "\"><sheets>"
		"<sheet name=\"Một\" sheetId=\"1\" r:id=\"s1\"/><sheet name=\"Biểu đồ\" sheetId=\"9\" r:id=\"c1\"/>"
		"<sheet name=\"Hai &amp; ba\" sheetId=\"2\" state=\"hidden\" r:id=\"s2\"/>"
		"<sheet name=\"Ẩn\" sheetId=\"3\" state=\"veryHidden\" r:id=\"s3\"/></sheets></workbook>");
	book_put(&book, "xl/worksheets/sheet2.xml", BOOK_HEAD "<worksheet xmlns=\"" SPREADSHEET "\"><sheetData>"
	         ROW(1, "<c r=\"A1\"><v>2</v></c>") "</sheetData></worksheet>");
	book_put(&book, "xl/worksheets/sheet3.xml", BOOK_HEAD "<worksheet xmlns=\"" SPREADSHEET "\"><sheetFormatPr zeroHeight=\"1\"/>"
	         "<sheetData>" ROW(3, "<c r=\"A3\"><f>B1</f></c>") "<row r=\"4\" hidden=\"0\"><c r=\"A4\"><v>3</v></c></row>"
	         "</sheetData></worksheet>");
	return book;
}

static void sheets_by_name(void **state)
{
	struct book book = three_sheets();
	size_t count;

	(void)state;
	book_pack(&book);
	struct table_in *in = table_open(book.bytes, book.size);
	const struct table_in_sheet *sheets = table_in_sheets(in, &count);
	assert_int_equal(table_in_format(in), TABLE_IN_XLSX);
	assert_int_equal(count, 3);
	assert_string_equal(sheets[0].name, "Một");
	assert_string_equal(sheets[1].name, "Hai & ba");
	assert_int_equal(sheets[0].visibility, TABLE_IN_VISIBLE);
	assert_int_equal(sheets[1].visibility, TABLE_IN_HIDDEN);
	assert_int_equal(sheets[2].visibility, TABLE_IN_VERY_HIDDEN);
	assert_int_equal(table_in_find(in, "Hai & ba"), 1);
	assert_int_equal(sheets[2].no_values, 1);
	assert_string_equal(table_rows(in, 2), "3h: =\n4: #3\n");
	assert_string_equal(table_rows(in, 1), "1: #2\n");
	assert_string_equal(table_rows(in, 0), "1: #1\n");
	table_in_close(in);
}

static void what_is_no_workbook(void **state)
{
	struct book book = { .count = 0 };

	(void)state;
	book_put(&book, "mimetype", "application/vnd.oasis.opendocument.spreadsheet");
	book_put(&book, "content.xml", "<a/>");
	book_is_refused(book, TABLE_ODS);
	book_put(&book, "mimetype", "application/epub+zip");
	book_is_refused(book, TABLE_NOT_ONE);
	book = book_of("", "");
	book_put(&book, "xl/workbook.xml", "<document/>");
	book_is_refused(book, TABLE_NOT_ONE);
	book_put(&book, "_rels/.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" OFFICE
	         "/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>");
	book_is_refused(book, TABLE_XLSB);
	book_put(&book, "_rels/.rels", "<Relationships/>");
	book_is_refused(book, TABLE_NOT_ONE);
	is_refused("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22, TABLE_NOT_ONE);
}

/* Broken anywhere, though the first sheet could be read. */
static void broken_anywhere(void **state)
{
	static const char cell[] = ROW(1, "<c r=\"A1\" t=\"s\"><v>0</v></c>");
	struct book book = book_of(cell, "");
	static const struct { const char *part, *text; enum table_fault fault; } parts[] = {
		{ "xl/sharedStrings.xml", "<sst><si><t>a</t></si>", TABLE_BROKEN_XML },
		{ "xl/styles.xml", "<styleSheet></styleshEet>", TABLE_BROKEN_XML },
		{ "xl/worksheets/sheet1.xml", "<worksheet><sheetData></worksheet>", TABLE_BROKEN_XML },
		{ "xl/worksheets/sheet1.xml", "<worksheet/>x", TABLE_BROKEN_XML },
		{ "xl/worksheets/sheet1.xml", "", TABLE_BROKEN_XML },
		{ "docProps/core.xml", "<a>", TABLE_BROKEN_XML },
		{ "docProps/core.xml", "<?xml version=\"1.0\" encoding=\"x-viet\"?><a/>", TABLE_BROKEN_ENCODING },
		{ "docProps/core.xml", "<a>\xff</a>", TABLE_BROKEN_XML },
		{ "docProps/app.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", TABLE_DTD },
		{ "xl/worksheets/sheet1.xml", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><worksheet/>", TABLE_DTD },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		book = book_of(cell, "");
		book_put(&book, parts[i].part, parts[i].text);
		book_is_refused(book, parts[i].fault);
	}
	book = book_of(cell, "");
	book_drop(&book, "xl/worksheets/sheet1.xml");
	book_is_refused(book, TABLE_BROKEN_BOOK);
	book = book_of(cell, "");
	book_drop(&book, "xl/_rels/workbook.xml.rels");
	book_is_refused(book, TABLE_BROKEN_BOOK);
}

static void a_broken_zip_file(void **state)
{
	struct book book = book_of(ROW(1, "<c r=\"A1\" t=\"inlineStr\"><is><t>MARKED</t></is></c>"), "");
	char *bytes;

	(void)state;
	book.stored = true;
	book_put(&book, "xl/media/image1.png", "PICTURE");
	book_pack(&book);
	is_refused(book.bytes, book.size - 30, TABLE_BROKEN_ZIP);
	is_refused(book.bytes, book.size / 2, TABLE_BROKEN_ZIP);
	bytes = arena_text_n(table_arena, book.bytes, book.size);
	*((char *)memmem(bytes, book.size, "MARKED", 6)) = 'm';
	is_refused(bytes, book.size, TABLE_BROKEN_CRC);
	bytes = arena_text_n(table_arena, book.bytes, book.size);
	*((char *)memmem(bytes, book.size, "PICTURE", 7)) = 'p';
	is_refused(bytes, book.size, TABLE_BROKEN_CRC);
	book.stored = false;
	book_pack(&book);
	bytes = arena_text_n(table_arena, book.bytes, book.size);
	memset((char *)memmem(bytes, book.size, "sheet1.xml", 10) + 20, 'x', 60);
	is_refused(bytes, book.size, TABLE_BROKEN_ZIP);
}

static void what_does_not_fit_together(void **state)
{
	static const struct { const char *rows, *after; enum table_fault fault; } cases[] = {
		{ ROW(2, "<c r=\"A2\"/>") ROW(1, ""), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "") ROW(1, ""), "", TABLE_BROKEN_BOOK },
		{ ROW(0, ""), "", TABLE_BROKEN_BOOK },
		{ ROW(x, ""), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"B1\"/><c r=\"A1\"/>"), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"A2\"/>"), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"A\"/>"), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"11\"/>"), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"A1\" t=\"s\"><v>6</v></c>"), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"A1\" t=\"s\"><v>-1</v></c>"), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"A1\" t=\"x\"><v>1</v></c>"), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"A1\" s=\"x\"><v>1</v></c>"), "", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"A1\"><v>1</v></c>"), "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>", TABLE_BROKEN_BOOK },
		{ ROW(1, "<c r=\"A1\"><v>1</v></c>"), "<mergeCells><mergeCell/></mergeCells>", TABLE_BROKEN_BOOK },
		{ ROW(1048577, "<c r=\"A1048577\"><v>1</v></c>"), "", TABLE_LARGE_ROWS },
		{ ROW(1, "<c r=\"XFE1\"><v>1</v></c>"), "", TABLE_LARGE_COLUMNS },
		{ ROW(1, "<c r=\"XFD1\"><v>1</v></c><c><v>1</v></c>"), "", TABLE_LARGE_COLUMNS },
		{ ROW(1, ""), "", TABLE_EMPTY },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		book_is_refused(book_of(cases[i].rows, cases[i].after), cases[i].fault);
}

static const char *repeated(const char *text, size_t times)
{
	size_t length = strlen(text);
	char *all = arena_alloc(table_arena, length * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(all + i * length, text, length);
	return all;
}

static void too_much(void **state)
{
	struct book book;

	(void)state;
	/* 40 MB of zeros in 40 kB */
	book = book_of(ROW(1, "<c r=\"A1\"><v>1</v></c>"), "");
	book_put(&book, "xl/media/a.bin", repeated("0000000000000000", 40 << 20 >> 4));
	book_is_refused(book, TABLE_LARGE_RATIO);
	book = book_of(repeated(" ", 40 << 20), "");
	book_is_refused(book, TABLE_LARGE_RATIO);
	book = book_of(repeated("<row/>", TABLE_IN_ROWS + 1), "");
	book_is_refused(book, TABLE_LARGE_ROWS);
	book = book_of(arena_print(table_arena, "<row>%s</row>", repeated("<c><v>1</v></c>", 2000000)), "");
	book_is_refused(book, TABLE_LARGE_COLUMNS);
	book = book_of(repeated("<a>", 300), "");
	book_is_refused(book, TABLE_LARGE_DEPTH);
	book = book_of(arena_print(table_arena, "<row><c t=\"str\"><v>%s</v></c></row>", repeated("a", TABLE_IN_CELL_BYTES + 1)), "");
	book_is_refused(book, TABLE_LARGE_CELL);
	book = book_of(arena_print(table_arena, "<row r=\"%s\"/>", repeated("1", 2 << 20)), "");
	book_is_refused(book, TABLE_LARGE_CELL);
	book = book_of(arena_print(table_arena, "<row>%s</row>",
	                           repeated(arena_print(table_arena, "<c t=\"str\"><v>%s</v></c>", repeated("a", 90000)), 50)), "");
	book_is_refused(book, TABLE_LARGE_ROW);
	book = book_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
	               "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>");
	book_is_refused(book, TABLE_LARGE_MERGED);
	book = book_of("", "");
	book_put(&book, "xl/workbook.xml", arena_print(table_arena, "<workbook xmlns:r=\"r\"><sheets>%s</sheets></workbook>",
	                                               repeated("<sheet name=\"a\" r:id=\"s1\"/>", 300)));
	book_is_refused(book, TABLE_LARGE_ENTRIES);
}

/* A shared string of 90 kB in every cell would fill a disk. */
static void one_string_in_every_cell(void **state)
{
	struct book book = book_of(repeated("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>", 8000), "");

	(void)state;
	book_put(&book, "xl/sharedStrings.xml", arena_print(table_arena, "<sst><si><t>%s</t></si></sst>", repeated("a", 90000)));
	book_is_refused(book, TABLE_LARGE_UNPACKED);
}

static struct book with_part(const char *name, const char *text)
{
	struct book book = book_of(ROW(1, "<c r=\"A1\" t=\"s\"><v>0</v></c>"), "");

	book_put(&book, name, text);
	return book;
}

static const char *within(const char *before, const char *inside, const char *after)
{
	return arena_print(table_arena, "%s%s%s", before, inside, after);
}

/* More of what a workbook says of itself than any workbook has. */
static void too_much_of_the_book(void **state)
{
	static const char link[] = "<Relationship Id=\"x\" Type=\"y/z\" Target=\"a\"/>";

	(void)state;
	book_is_refused(with_part("xl/_rels/workbook.xml.rels", within("<R>", repeated(link, 5000), "</R>")), TABLE_LARGE_ENTRIES);
	book_is_refused(with_part("xl/_rels/workbook.xml.rels", within("<R><Relationship Id=\"x\" Type=\"y\" Target=\"",
	                          repeated("a/", 400), "\"/></R>")), TABLE_BROKEN_BOOK);
	book_is_refused(with_part("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"s1\" Type=\"a/worksheet\" Target=\"http://x\" "
	                          "TargetMode=\"External\"/></R>"), TABLE_BROKEN_BOOK);
	book_is_refused(with_part("xl/styles.xml", within("<s>", repeated("<numFmt numFmtId=\"170\" formatCode=\"0\"/>", 5000), "</s>")),
	                TABLE_LARGE_ENTRIES);
	book_is_refused(with_part("xl/styles.xml", within("<s><cellXfs>", repeated("<xf/>", 66000), "</cellXfs></s>")), TABLE_LARGE_ENTRIES);
	book_reads_as(with_part("xl/styles.xml", "<s><numFmt numFmtId=\"x\" formatCode=\"d\"/></s>"), "1: Họ và tên\n");
	book_is_refused(with_part("xl/sharedStrings.xml", within("<sst><si><t>", repeated("a", TABLE_IN_CELL_BYTES + 1), "</t></si></sst>")),
	                TABLE_LARGE_CELL);
	book_reads_as(with_part("xl/sharedStrings.xml", within("<sst><si><t>a</t></si>", repeated("<si><t>Nguyễn Văn An</t></si>", 20000),
	              "</sst>")), "1: a\n");
	book_reads_as(with_part("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"c1\"/>"
	              "<sheet name=\"b\" r:id=\"s1\"/></sheets></workbook>"), "1: Họ và tên\n");
	book_is_refused(with_part("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet r:id=\"s1\"/></sheets></workbook>"), TABLE_BROKEN_BOOK);
	book_is_refused(with_part("xl/workbook.xml", "<workbook xmlns:r=\"r\"/>"), TABLE_EMPTY);
	book_is_refused(with_part("xl/workbook.xml", within("<workbook xmlns:r=\"r\"><sheets><sheet name=\"", repeated("a", 100000),
	                          "\" r:id=\"s1\"/></sheets></workbook>")), TABLE_BROKEN_BOOK);
	book_is_refused(with_part("xl/_rels/workbook.xml.rels", within("<R><Relationship Id=\"s1", repeated("1", 100), "\" Type=\"a/worksheet\" "
	                          "Target=\"worksheets/sheet1.xml\"/></R>")), TABLE_BROKEN_BOOK);
	book_is_refused(with_part("xl/workbook.xml", within("<workbook xmlns:r=\"r\"><sheets>", repeated("<sheet name=\"a\" r:id=\"c1\"/>", 5000),
	                          "</sheets></workbook>")), TABLE_LARGE_ENTRIES);
	book_is_refused(book_of(ROW(1, "<c r=\"A1\"><v>1</v></c>"), within("<m>", repeated("<mergeCell ref=\"B2:C3\"/>", 110000), "</m>")),
	                TABLE_LARGE_MERGED);
	book_is_refused(book_of(ROW(1, "<c r=\"A1\"><v>1</v></c>") "<mergeCell ref=\"B2:C3\"/>" ROW(2, ""), ""), TABLE_BROKEN_BOOK);
	/* many ranges outside of what has values */
	book_reads_as(book_of(ROW(1, "<c r=\"A1\"><v>1</v></c>"), within("<m>", repeated("<mergeCell ref=\"B2:C3\"/>", 30000), "</m>")),
	              "1: #1\n");
}

static void entries_of_a_zip_file(void **state)
{
	struct book book = book_of(ROW(1, "<c r=\"A1\"><v>1</v></c>"), "");

	(void)state;
	book.password = "mật khẩu";
	book_is_refused(book, TABLE_PROTECTED);
	book.password = NULL;
	book.more = 10000;
	book_is_refused(book, TABLE_LARGE_ENTRIES);
	assert_true(strlen(table_in_expat_version()) > 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_much_of_the_book),
		cmocka_unit_test(entries_of_a_zip_file),
		cmocka_unit_test(kinds_of_cells),
		cmocka_unit_test(inline_and_rich_strings),
		cmocka_unit_test(numbers_as_a_person_reads_them),
		cmocka_unit_test(a_format_makes_a_day),
		cmocka_unit_test(codes_of_formats),
		cmocka_unit_test(merged_cells_and_hidden_rows),
		cmocka_unit_test(sheets_by_name),
		cmocka_unit_test(what_is_no_workbook),
		cmocka_unit_test(broken_anywhere),
		cmocka_unit_test(a_broken_zip_file),
		cmocka_unit_test(what_does_not_fit_together),
		cmocka_unit_test(too_much),
		cmocka_unit_test(one_string_in_every_cell),
	};

	return cmocka_run_group_tests(tests, table_set_up, table_tear_down);
}
