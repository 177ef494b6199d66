/* Workbooks made part by part, so that each may be wrong in its own way. */
#ifndef MAKE_BOOK_H
#define MAKE_BOOK_H

#include <zip.h>

#include "read_table.h"

#define SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

struct book_part {
	const char *name, *text;
	size_t size;                    /* 0: to the NUL */
};

struct book {
	struct book_part parts[32];
	size_t count;
	bool stored;                    /* not packed */
	const char *password;           /* NULL: none */
	int more;                       /* empty entries */
	const char *bytes;              /* after book_pack() */
	size_t size;
};

/* In the place of the part of that name, if there is one. */
static inline void book_put(struct book *book, const char *name, const char *text)
{
	size_t i = 0;

	while (i < book->count && strcmp(book->parts[i].name, name) != 0)
		i++;
	book->parts[i] = (struct book_part){ .name = name, .text = text };
	if (i == book->count)
		book->count++;
	assert_true(book->count < COUNT(book->parts));
}

static inline void book_drop(struct book *book, const char *name)
{
	for (size_t i = 0; i < book->count; i++) {
		if (strcmp(book->parts[i].name, name) == 0)
			book->parts[i] = book->parts[--book->count];
	}
}

#define BOOK_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* One sheet with what stands in <sheetData>, and after it. The styles: 1 dd/mm/yyyy of the workbook's own, 2 and 3 as
 * every workbook has them (day; day and time), 4 a clock, 5 twelve digits, 6 hours beyond a day. */
static inline struct book book_of(const char *rows, const char *after)
{
	struct book book = { .count = 0 };

	book_put(&book, "[Content_Types].xml", BOOK_HEAD "<Types/>");
	book_put(&book, "_rels/.rels", BOOK_HEAD "<Relationships xmlns=\"" RELATIONS "\"><Relationship Id=\"r1\" Type=\"" OFFICE
		"/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
	book_put(&book, "xl/workbook.xml", BOOK_HEAD "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" OFFICE "\"><sheets>"
		"<sheet name=\"Danh sách\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>");
	book_put(&book, "xl/_rels/workbook.xml.rels", BOOK_HEAD "<Relationships xmlns=\"" RELATIONS "\">"
		"<Relationship Id=\"s1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		"<Relationship Id=\"s2\" Type=\"" OFFICE "/worksheet\" Target=\"/xl/worksheets/../worksheets/sheet2.xml\"/>"
		"<Relationship Id=\"s3\" Type=\"" OFFICE "/worksheet\" Target=\"./worksheets/sheet3.xml\"/>"
		"<Relationship Id=\"c1\" Type=\"" OFFICE "/chartsheet\" Target=\"chartsheets/sheet1.xml\"/>"
		"<Relationship Id=\"st\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
		"<Relationship Id=\"ss\" Type=\"" OFFICE "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
	book_put(&book, "xl/styles.xml", BOOK_HEAD "<styleSheet xmlns=\"" SPREADSHEET "\"><numFmts count=\"3\">"
		"<numFmt numFmtId=\"164\" formatCode=\"dd\\/mm\\/yyyy;@\"/><numFmt numFmtId=\"165\" formatCode=\"000000000000\"/>"
		"<numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/></numFmts>"
		"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"
		"<xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs>"
		"</styleSheet>");
	book_put(&book, "xl/sharedStrings.xml", BOOK_HEAD "<sst xmlns=\"" SPREADSHEET "\"><si><t>Họ và tên</t></si>"
		"<si><r><t>Nguyễn</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> Văn </t></r><r><t>An</t></r>"
		"<rPh sb=\"0\" eb=\"1\"><t>GUYEN</t></rPh><phoneticPr/></si>"
		"<si><t>hai_x000D_\ndòng _x005F_x000D_ &lt;&amp;_xD83D_</t></si><si><t/></si><si><t> trái </t></si>"
		"<si><t xml:space=\"preserve\"> phải </t></si></sst>");
	book_put(&book, "xl/worksheets/sheet1.xml", arena_print(table_arena, BOOK_HEAD "<worksheet xmlns=\"" SPREADSHEET
		"\"><sheetData>%s</sheetData>%s</worksheet>", rows, after));
	return book;
}

static inline void book_pack(struct book *book)
{
	zip_error_t error;
	zip_stat_t stat;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);

	assert_non_null(zip);
	zip_source_keep(source);
	for (size_t i = 0; i < book->count; i++) {
		const struct book_part *part = &book->parts[i];
		size_t size = part->size > 0 ? part->size : strlen(part->text);
		zip_int64_t index = zip_file_add(zip, part->name, zip_source_buffer(zip, part->text, size, 0), ZIP_FL_ENC_UTF_8);
		assert_true(index >= 0);
		zip_set_file_compression(zip, (zip_uint64_t)index, book->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
	}
	for (zip_uint64_t i = 0; book->password != NULL && i < book->count; i++)
		assert_int_equal(zip_file_set_encryption(zip, i, ZIP_EM_AES_256, book->password), 0);
	for (int i = 0; i < book->more; i++) {
		const char *name = arena_print(table_arena, "xl/media/%d", i);
		assert_true(zip_file_add(zip, name, zip_source_buffer(zip, "", 0, 0), 0) >= 0);
	}
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_stat(source, &stat), 0);
	char *bytes = arena_alloc(table_arena, stat.size);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_read(source, bytes, stat.size), (zip_int64_t)stat.size);
	zip_source_close(source);
	zip_source_free(source);
	book->bytes = bytes;
	book->size = stat.size;
}

static inline void book_reads_as(struct book book, const char *rows)
{
	book_pack(&book);
	reads_as(book.bytes, book.size, rows);
}

static inline void book_is_refused(struct book book, enum table_fault fault)
{
	book_pack(&book);
	is_refused(book.bytes, book.size, fault);
}

#endif
