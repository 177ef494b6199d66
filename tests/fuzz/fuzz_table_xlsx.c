/* Workbooks: behind a P the texts of parts, each ended by a NUL, which are put into a zip file here; behind another
 * letter a whole file. */
#include "table_rows.h"

#include <zip.h>

#include "exchange/xlsx_in/xlsx_in.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char *const known[][2] = {
	{ "[Content_Types].xml", "<Types/>" },
	{ "_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" },
};
/* In the order of the texts. */
static const char *const parts[] = { "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
	"xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml" };

static void add(zip_t *zip, const char *name, const void *text, size_t size)
{
	zip_int64_t index = zip_file_add(zip, name, zip_source_buffer(zip, text, size, 0), ZIP_FL_OVERWRITE);

	demand(index >= 0 && zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0) == 0);
}

static int file_of_parts(const uint8_t *data, size_t size)
{
	static char bytes[1 << 20];
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);

	zip_source_keep(source);
	for (size_t i = 0; i < COUNT(known); i++)
		add(zip, known[i][0], known[i][1], strlen(known[i][1]));
	for (size_t i = 0; i < COUNT(parts) && size > 0; i++) {
		const uint8_t *end = memchr(data, 0, size);
		size_t length = end == NULL ? size : (size_t)(end - data);
		add(zip, parts[i], data, length);
		data += length + (end != NULL);
		size -= length + (end != NULL);
	}
	demand(zip_close(zip) == 0 && zip_source_open(source) == 0);
	zip_int64_t length = zip_source_read(source, bytes, sizeof bytes);
	zip_source_close(source);
	zip_source_free(source);
	return memory_file(bytes, (size_t)length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	int file = data[0] == 'P' ? file_of_parts(data + 1, size - 1) : memory_file(data + 1, size - 1), spool = memory_file(NULL, 0);
	struct table_refusal refusal = { .fault = TABLE_FINE };
	struct spool_writer *writer = spool_writer_new(spool, &refusal);
	bool put = xlsx_in_read(file, "/tmp", writer, &refusal) && spool_end(writer);

	demand(put == (refusal.fault == TABLE_FINE));
	spool_writer_free(writer);
	close(file);
	look_at_spool(spool, put);
	return 0;
}
