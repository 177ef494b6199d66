#include "exchange/xls_in/xls_read.h"

#include "base/memory.h"
#include "exchange/xls_in/ole_file.h"
#include "exchange/xls_in/xls_rows.h"

static bool read_sheets(struct xls_book *book, const uint8_t *stream, size_t size, struct spool_writer *writer)
{
	bool read = xls_book_read(book, stream, size);

	if (read && book->count == 0)
		read = table_refuse(book->refusal, TABLE_EMPTY, NULL, 0);
	for (size_t i = 0; read && i < book->count; i++)
		read = xls_rows_read(book, &book->sheets[i], stream, size, writer);
	return read;
}

bool xls_read_stream(const uint8_t *stream, size_t size, struct spool_writer *writer, struct table_refusal *refusal)
{
	struct xls_book *book = memory_new(1, sizeof *book);
	bool read = false;

	if (book == NULL)
		return table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
	book->refusal = refusal;
	read = read_sheets(book, stream, size, writer);
	xls_book_free(book);
	memory_free(book);
	return read;
}

static enum table_fault what_it_is(const struct ole_file *file)
{
	if (ole_has(file, "EncryptedPackage") || ole_has(file, "EncryptionInfo"))
		return TABLE_PROTECTED;
	if (ole_has(file, "Workbook"))
		return TABLE_FINE;
	return ole_has(file, "Book") ? TABLE_OLD_XLS : TABLE_NOT_ONE;
}

bool xls_read(const uint8_t *data, size_t size, struct spool_writer *writer, struct table_refusal *refusal)
{
	struct ole_file *file = ole_open(data, size);
	size_t stream_size = 0;

	if (file == NULL)
		return table_refuse(refusal, TABLE_BROKEN_BOOK, NULL, 0);
	enum table_fault fault = what_it_is(file);
	uint8_t *stream = fault == TABLE_FINE ? ole_read(file, "Workbook", &stream_size) : NULL;
	bool read = false;
	if (stream != NULL)
		read = xls_read_stream(stream, stream_size, writer, refusal);
	else
		table_refuse(refusal, fault != TABLE_FINE ? fault : TABLE_BROKEN_BOOK, NULL, 0);
	memory_free(stream);
	ole_close(file);
	return read;
}
