/* What is short when a table is read: memory, the disk, the folder. Then it is refused, and nothing is left. */
#include "make_book.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>

enum { MANY = 20000 };

static struct book large_book(void)
{
	struct buf strings, rows;

	buf_init(&strings, table_arena, 1 << 22);
	buf_init(&rows, table_arena, 1 << 22);
	buf_text(&strings, "<sst>");
	for (int i = 0; i < MANY; i++) {
		buf_print(&strings, "<si><t>Nguyễn Văn %d</t></si>", i);
		buf_print(&rows, "<row><c t=\"s\"><v>%d</v></c><c><v>%d</v></c></row>", i, i);
	}
	buf_text(&strings, "</sst>");
	struct book book = book_of(rows.data, "");
	book_put(&book, "xl/sharedStrings.xml", strings.data);
	book_pack(&book);
	return book;
}

static void every_allocation_fails_once(void **state)
{
	static const char csv[] = "Nguy\xEA\xDEn,a\n1,\xF4";
	struct book book = book_of("<row><c t=\"s\"><v>0</v></c></row>", "");

	(void)state;
	book_pack(&book);
	const struct { const char *bytes; size_t size; } files[] = { { book.bytes, book.size }, { csv, sizeof csv - 1 } };
	for (size_t i = 0; i < COUNT(files); i++) {
		struct table_in *in = NULL;
		for (long n = 1; in == NULL; n++) {
			struct table_refusal refusal;
			memory_fail_at(n);
			in = table_in_open_bytes(files[i].bytes, files[i].size, table_folder, &refusal);
			memory_fail_at(0);
			assert_true(in != NULL || refusal.fault == TABLE_UNAVAILABLE);
			assert_true(n < 100);
		}
		table_in_close(in);
	}
}

static void no_folder_and_no_file(void **state)
{
	struct table_refusal refusal;
	int file = memfd_create("large", MFD_CLOEXEC);

	(void)state;
	assert_null(table_in_open_bytes("a,b\n", 4, "/no/such/folder", &refusal));
	assert_int_equal(refusal.fault, TABLE_UNAVAILABLE);
	assert_int_equal(write(file, "a,b\n", 4), 4);
	assert_null(table_in_open(file, "/no/such/folder", &refusal));
	assert_int_equal(refusal.fault, TABLE_UNAVAILABLE);
	assert_null(table_in_open(-1, table_folder, &refusal));
	assert_int_equal(refusal.fault, TABLE_UNAVAILABLE);
	assert_int_equal(ftruncate(file, TABLE_IN_FILE_BYTES + 1L), 0);
	assert_null(table_in_open(file, table_folder, &refusal));
	assert_int_equal(refusal.fault, TABLE_LARGE_FILE);
	close(file);
}

/* A disk that is full after so many bytes, wherever they were to go. */
static void a_full_disk(void **state)
{
	struct book book = large_book();
	int file = memfd_create("book", MFD_CLOEXEC);
	struct rlimit before, small;
	struct table_refusal refusal;
	struct table_in *in = NULL;
	int refused = 0;

	(void)state;
	assert_int_equal(write(file, book.bytes, book.size), (ssize_t)book.size);
	getrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_IGN);
	for (rlim_t room = 0; in == NULL; room += 100000) {
		small = (struct rlimit){ room, before.rlim_max };
		setrlimit(RLIMIT_FSIZE, &small);
		in = table_in_open(file, table_folder, &refusal);
		setrlimit(RLIMIT_FSIZE, &before);
		assert_true(in != NULL || refusal.fault == TABLE_UNAVAILABLE);
		refused += in == NULL;
	}
	assert_in_range(refused, 3, 20);
	struct table_in_row row;
	int rows = 0;
	while (table_in_next(in, &row) == TABLE_IN_ROW)
		rows++;
	assert_int_equal(rows, MANY);
	table_in_close(in);
	close(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_allocation_fails_once),
		cmocka_unit_test(no_folder_and_no_file),
		cmocka_unit_test(a_full_disk),
	};

	return cmocka_run_group_tests(tests, table_set_up, table_tear_down);
}
