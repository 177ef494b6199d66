#include "exchange/xlsx_in/xlsx_in.h"

#include "exchange/xlsx_in/xlsx_rows.h"

static bool read_sheets(struct xlsx_package *package, const struct xlsx_book *book, const struct xlsx_strings *strings,
                        struct spool_writer *writer)
{
	struct xlsx_rows *rows = xlsx_rows_new(book, strings, package, writer);
	bool read = rows != NULL;

	for (size_t i = 0; read && i < book->count; i++)
		read = xlsx_rows_read(rows, &book->sheets[i]);
	xlsx_rows_free(rows);
	return read;
}

static bool read_book(struct xlsx_package *package, const struct xlsx_book *book, const char *folder,
                      struct spool_writer *writer)
{
	struct xlsx_strings *strings = xlsx_strings_read(package, book->strings, folder);
	bool read = strings != NULL && read_sheets(package, book, strings, writer) && xlsx_package_read_rest(package);

	xlsx_strings_free(strings);
	return read;
}

bool xlsx_in_read(int descriptor, const char *folder, struct spool_writer *writer, struct table_refusal *refusal)
{
	struct xlsx_package *package = xlsx_package_open(descriptor, refusal);
	struct xlsx_book book = { .count = 0 };
	bool read = package != NULL && xlsx_book_read(&book, package) && read_book(package, &book, folder, writer);

	xlsx_book_free(&book);
	xlsx_package_close(package);
	return read;
}
