#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <zip.h>

#include "base/memory.h"
#include "document/columns.h"
#include "document/document.h"
#include "papers.h"

static struct arena *arena;

static void parse(const char *markup, size_t length, struct document *out)
{
	struct error error = { 0 };

	if (document_parse(arena, markup, length, out, &error) != ERR_OK)
		fail_msg("%s", error.detail);
}

/* ---- the markup ---- */

static void test_structure(void **state)
{
	size_t length;
	const char *markup = minutes_of(arena, 3, &length);
	struct document d;

	(void)state;
	parse(markup, length, &d);
	assert_string_equal(d.about, "Biên bản bàn giao");
	assert_string_equal(d.number.runs[0].text, "Số: 05/BB-UBND");
	assert_int_equal(d.part_count, 3);
	assert_string_equal(d.parts[1].number, "Phụ lục I");
	assert_string_equal(d.parts[2].number, "Phụ lục II");
	assert_true(d.parts[2].wide && !d.parts[1].wide);
	const struct para *text = &d.parts[0].blocks[2].para;
	assert_string_equal(text->runs[0].text, "Hôm nay, ");
	assert_true(text->runs[1].bold && !text->runs[1].italic);
	assert_non_null(strstr(text->runs[4].text, "ghi nhận <việc> bàn giao"));
	assert_true(d.parts[0].blocks[5].para.dots);
	const struct para *boxes = &d.parts[0].blocks[6].para;
	assert_int_equal(boxes->runs[1].kind, RUN_TICKED);
	assert_int_equal(boxes->runs[3].kind, RUN_BOX);
	assert_int_equal(boxes->runs[5].kind, RUN_BREAK);
	const struct paper_table *table = d.parts[1].blocks[0].table;
	assert_int_equal(table->row_count, 4);
	assert_string_equal(table->rows[2].cells[0].runs[0].text, "3");
	assert_true(table->rows[3].sum);
	assert_string_equal(table->rows[3].cells[4].runs[0].text, "3.006");
	assert_string_equal(table->rows[3].cells[2].runs[0].text, "Cộng");
	assert_int_equal(d.parts[0].blocks[d.parts[0].count - 1].signature->receiver_count, 2);
}

static void test_sum_without_text(void **state)
{
	static const char markup[] = "<paper><table><col type=\"no\" w=\"10\">STT</col><col type=\"id\" w=\"20\">Bó số</col>"
		"<col type=\"int\">Phiếu</col><row><c></c><c>01/2024</c><c>7</c></row><sum>Cộng</sum></table></paper>";
	struct document d;

	(void)state;
	parse(markup, sizeof markup - 1, &d);
	const struct paper_row *sum = &d.parts[0].blocks[0].table->rows[1];
	assert_int_equal(sum->cells[0].count, 0);
	assert_string_equal(sum->cells[1].runs[0].text, "Cộng");
	assert_string_equal(sum->cells[2].runs[0].text, "7");
}

static void test_refused(void **state)
{
	static const char *const bad[] = {
		"", "<", "<paper", "<paper>", "</paper>", "<p></p>", "<paper><p>a</paper>", "<paper>a</paper>",
		"<paper><p>a</p></paper>b", "<paper><nothing></nothing></paper>", "<paper><p>&nbsp;</p></paper>",
		"<paper><p><b><b>a</b></b></p></paper>", "<paper><p></b></p></paper>", "<paper><p a=b>c</p></paper>",
		"<paper><p a=\"b>c</p></paper>", "<paper><p a=\"</paper>\">b</p></paper>", "<paper><p a b c d>e</p></paper>", "<paper><table></table></paper>",
		"<paper><table><row></row></table></paper>", "<paper><table><col></col><row></row></table></paper>",
		"<paper><table><col></col><row><c></c><c></c></row></table></paper>",
		"<paper><table><col w=\"-1\"></col></table></paper>", "<paper><table><col w=\"nan\"></col></table></paper>",
		"<paper><table><col type=\"other\"></col></table></paper>", "<paper><table><col></col><p></p></table></paper>",
		"<paper><sign><by></by><by></by><by></by></sign></paper>", "<paper><sign><p></p></sign></paper>",
		"<paper><sign><by><p></p></by></sign></paper>", "<paper><sign><receivers><p></p></receivers></sign></paper>",
		"<paper><genre>a</genre><genre>b</genre></paper>", "<paper><p>a</p><genre>b</genre></paper>",
		"<paper><annextitle>a</annextitle></paper>", "<paper><annex><genre>a</genre></paper>",
		"<paper><p>a<box", "<paper><p>a<i>", "<paper><sign><by></sign></paper>", "<paper><table><col></col></sign></paper>",
	};
	struct document d;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct error error = { 0 };
		if (document_parse(arena, bad[i], strlen(bad[i]), &d, &error) != ERR_INTERNAL)
			fail_msg("taken: %s", bad[i]);
		assert_string_not_equal(error.detail, "");
	}
}

static void test_columns_and_annexes(void **state)
{
	struct buf out;
	struct document d;
	struct error error = { 0 };

	(void)state;
	buf_init(&out, arena, 1 << 16);
	buf_text(&out, "<paper><table>");
	for (int i = 0; i <= COLUMNS_MOST; i++)
		buf_text(&out, "<col>a</col>");
	buf_text(&out, "</table></paper>");
	assert_int_equal(document_parse(arena, out.data, out.length, &d, &error), ERR_INTERNAL);
	buf_init(&out, arena, 1 << 16);
	buf_text(&out, "<paper>");
	for (int i = 0; i < 21; i++)
		buf_text(&out, "<annex><p>a</p>");
	buf_text(&out, "</paper>");
	assert_int_equal(document_parse(arena, out.data, out.length, &d, &error), ERR_INTERNAL);
	parse("<paper><annex><p>a</p></paper>", 30, &d);
	assert_string_equal(d.parts[1].number, "Phụ lục");
}

/* However many rows there are, their numbers are not broken. */
static void test_numbers_have_room(void **state)
{
	const struct paper_column columns[] = { { COLUMN_NO, 10, { 0 } }, { COLUMN_TEXT, 0, { 0 } }, { COLUMN_INT, 30, { 0 } } };
	static const struct { size_t rows; double points, wanted; } cases[] = {
		{ 0, 0, 10 }, { 999, 0, 10 }, { 1000, 0, 10.76 }, { 5000, 0, 10.76 }, { 10000, 0, 12.70 }, { 10000, 8, 10.06 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct paper_table table = { .columns = columns, .column_count = COUNT(columns), .row_count = cases[i].rows, .size = cases[i].points };
		double widths[COLUMNS_MOST];
		column_widths(&table, 165, widths);
		assert_true(widths[0] > cases[i].wanted - 0.01 && widths[0] < cases[i].wanted + 0.01);
		assert_true(widths[2] > 29.99 && widths[2] < 30.01);
		assert_true(widths[0] + widths[1] + widths[2] > 164.99 && widths[0] + widths[1] + widths[2] < 165.01);
	}
}

/* ---- PDF ---- */

static void draw(const char *markup, size_t length, struct buf *out)
{
	struct document d;
	struct error error = { 0 };
	int missing = -1;

	parse(markup, length, &d);
	buf_init(out, arena, 16 << 20);
	if (document_pdf(&d, out, &missing, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	assert_int_equal(missing, 0);
	assert_memory_equal(out->data, "%PDF-", 5);
}

static void test_pdf_same_bytes(void **state)
{
	size_t length;
	const char *markup = minutes_of(arena, 120, &length);
	struct buf one, two;

	(void)state;
	draw(markup, length, &one);
	draw(markup, length, &two);
	assert_int_equal(one.length, two.length);
	assert_memory_equal(one.data, two.data, one.length);
}

/* What does not fit on a page, or is odd, is drawn all the same, and ends. */
static void test_pdf_odd(void **state)
{
	struct buf out, long_one;

	(void)state;
	buf_init(&long_one, arena, 1 << 20);
	buf_text(&long_one, "<paper><table><col>a</col><row><c>");
	for (int i = 0; i < 6000; i++)
		buf_text(&long_one, "chữ ");
	buf_text(&long_one, "</c></row><row><c>b</c></row></table><sign><by><as>A</as></by></sign></paper>");
	draw(long_one.data, long_one.length, &out);
	static const char *const odd[] = {
		"<paper></paper>", "<paper><h>a</h></paper>", "<paper><p></p><sign></sign></paper>", "<paper form><p>a</p></paper>",
		"<paper><table><col>a</col></table></paper>", "<paper><h>a</h><table plain><col></col></table></paper>",
		"<paper form><genre>a</genre><table plain><col w=\"20\"></col><col></col><row><c dots>a</c><c>b</c></row></table></paper>",
	};
	for (size_t i = 0; i < COUNT(odd); i++)
		draw(odd[i], strlen(odd[i]), &out);
}

static void test_pdf_missing_sign(void **state)
{
	static const char chinese[] = "<paper><p>\344\270\255</p></paper>";
	struct document d;
	struct buf out;
	int missing = 0;

	(void)state;
	parse(chinese, sizeof chinese - 1, &d);
	buf_init(&out, arena, 1 << 20);
	assert_int_equal(document_pdf(&d, &out, &missing, NULL), ERR_OK);
	assert_int_equal(missing, 1);
}

static void test_pdf_no_room(void **state)
{
	size_t length;
	const char *markup = minutes_of(arena, 120, &length);
	struct document d;
	struct buf out;

	(void)state;
	parse(markup, length, &d);
	buf_init(&out, arena, 4096);
	assert_int_equal(document_pdf(&d, &out, NULL, NULL), ERR_UNAVAILABLE);
}

/* ---- .docx ---- */

/* Every element is closed in the order in which it was opened. */
static bool is_well_formed(const char *xml)
{
	const char *open[64];
	size_t depth = 0;

	for (const char *at = strchr(xml, '<'); at != NULL; at = strchr(at, '<')) {
		const char *name = at + 1, *end = strchr(at, '>');
		if (end == NULL)
			return false;
		size_t length = strcspn(name, " />");
		if (*name == '/') {
			length = strcspn(++name, " />");
			if (depth == 0 || strncmp(open[--depth], name, length) != 0 || strcspn(open[depth], " />") != length)
				return false;
		} else if (*name != '?' && end[-1] != '/') {
			if (depth == COUNT(open))
				return false;
			open[depth++] = name;
		}
		at = end;
	}
	return depth == 0;
}

static char *read_entry(zip_t *zip, const char *name)
{
	zip_stat_t stat;
	zip_file_t *file = zip_fopen(zip, name, 0);

	assert_non_null(file);
	assert_int_equal(zip_stat(zip, name, 0, &stat), 0);
	char *data = arena_alloc(arena, (size_t)stat.size + 1);
	assert_int_equal(zip_fread(file, data, stat.size), (zip_int64_t)stat.size);
	zip_fclose(file);
	return data;
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
		count++;
	return count;
}

static void test_docx(void **state)
{
	size_t length;
	const char *markup = minutes_of(arena, 40, &length);
	struct document d;
	struct buf out, again;

	(void)state;
	parse(markup, length, &d);
	buf_init(&out, arena, 8 << 20);
	buf_init(&again, arena, 8 << 20);
	assert_int_equal(document_docx(&d, &out, NULL), ERR_OK);
	assert_int_equal(document_docx(&d, &again, NULL), ERR_OK);
	assert_int_equal(out.length, again.length);
	assert_memory_equal(out.data, again.data, out.length);

	zip_source_t *source = zip_source_buffer_create(out.data, out.length, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	assert_non_null(zip);
	assert_int_equal(zip_get_num_entries(zip, 0), 8);
	for (zip_int64_t i = 0; i < 8; i++)
		assert_true(is_well_formed(read_entry(zip, zip_get_name(zip, (zip_uint64_t)i, 0))));
	const char *body = read_entry(zip, "word/document.xml");
	assert_int_equal(count_of(body, "<w:tblHeader/>"), 1);
	assert_int_equal(count_of(body, "<w:sectPr>"), 3);
	assert_int_equal(count_of(body, "w:orient=\"landscape\""), 1);
	assert_int_equal(count_of(body, "PS-000"), 40);
	assert_non_null(strstr(body, "ghi nhận &lt;việc&gt; bàn giao"));
	assert_non_null(strstr(read_entry(zip, "docProps/core.xml"), "Biên bản bàn giao"));
	zip_discard(zip);
}

/* What parts two tables stays with the signature that follows, and it with the next. */
static void test_docx_keeps_signatures(void **state)
{
	static const char markup[] = "<paper><table><col>a</col><row><c>b</c></row></table><sign><by><as>MỘT</as></by></sign><sign><by><as>HAI</as></by></sign>"
		"<fine>c</fine></paper>";
	struct document d;
	struct buf out;
	struct error error = { 0 };

	(void)state;
	parse(markup, sizeof markup - 1, &d);
	buf_init(&out, arena, 1 << 20);
	assert_int_equal(document_docx(&d, &out, &error), ERR_OK);
	zip_t *zip = zip_open_from_source(zip_source_buffer_create(out.data, out.length, 0, NULL), ZIP_RDONLY, NULL);
	const char *body = read_entry(zip, "word/document.xml");
	assert_int_equal(count_of(body, "</w:tbl><w:p><w:pPr><w:keepNext/>"), 2);
	assert_int_equal(count_of(body, "</w:tbl><w:p>"), 3);
	zip_discard(zip);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_structure), cmocka_unit_test(test_sum_without_text),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_columns_and_annexes), cmocka_unit_test(test_numbers_have_room),
		cmocka_unit_test(test_pdf_same_bytes), cmocka_unit_test(test_pdf_odd), cmocka_unit_test(test_pdf_missing_sign),
		cmocka_unit_test(test_pdf_no_room), cmocka_unit_test(test_docx), cmocka_unit_test(test_docx_keeps_signatures),
	};
	struct error error = { 0 };

	arena = arena_new(ARENA_REQUEST * 4L);
	if (document_start(&error) != ERR_OK)
		fprintf(stderr, "%s\n", error.detail);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
