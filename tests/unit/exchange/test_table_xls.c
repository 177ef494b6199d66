/* Old workbooks: one that LibreOffice wrote, those that are made here, and children that do not as they should. */
#include "make_xls.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>

#include "base/clock.h"

#include "exchange/xls_in/xls_child.h"
#include "exchange/table_in/table_spool.h"
#include "exchange/xls_in/xls_in.h"
#include "exchange/xls_in/xls_read.h"

enum { SLOW_MS = 100 };

static void reads(struct xls xls, const char *rows)
{
	size_t size;
	uint8_t *file = xls_end(&xls, &size);

	reads_as(file, size, rows);
}

static void refused(struct xls xls, enum table_fault fault)
{
	size_t size;
	uint8_t *file = xls_end(&xls, &size);

	is_refused(file, size, fault);
}

static void what_libreoffice_wrote(void **state)
{
	int file = open("tests/unit/exchange/tables/libreoffice.xls", O_RDONLY | O_CLOEXEC);
	struct table_refusal refusal;
	struct table_in *in = table_in_open(file, table_folder, &refusal);
	size_t count;

	(void)state;
	close(file);
	assert_non_null(in);
	const struct table_in_sheet *sheets = table_in_sheets(in, &count);
	assert_int_equal(table_in_format(in), TABLE_IN_XLS);
	assert_int_equal(count, 3);
	assert_string_equal(sheets[0].name, "Danh sách");
	assert_string_equal(sheets[1].name, "Ẩn");
	assert_int_equal(sheets[0].visibility, TABLE_IN_VISIBLE);
	assert_int_equal(sheets[1].visibility, TABLE_IN_HIDDEN);
	assert_int_equal(sheets[0].hidden_rows, 1);
	assert_string_equal(table_rows(in, 0),
		"1: STT | Họ và tên | Ngày sinh | CCCD | Số tiền | Đúng | Lỗi | Công thức | Giờ | Lúc\n"
		"2: #1 | Nguyễn Văn An | @1990-05-03 | 012345678901 | #79123456789 | ?TRUE | !#DIV/0! | #2 | %07:30:00 | @@2024-05-03T07:30:00\n"
		"3: #2 | Trần Thị Ưng | @1985-12-31 | 056192007788 | #1.5 | ?FALSE | !#N/A | Nguyễn Văn An x\n"
		"4h: #3 | ẩn | ~ | ~ | #-2 | ~ | ~ | ?FALSE\n"
		"5: #4 | Gộp | ^ | ^ | #1985\n"
		"7: ~ | ~ | ~ | ~ | #0.1\n");
	assert_string_equal(table_rows(in, 1), "1: bí mật\n");
	assert_string_equal(table_rows(in, 2), "2: ~ | #3\n");
	table_in_close(in);
}

static void records_of_cells(void **state)
{
	struct xls xls = xls_begin(NULL, 0);

	(void)state;
	XLS_RECORD(&xls, BIFF_DEFAULTROWHEIGHT, "\x02\x00\xff\x00");
	XLS_RECORD(&xls, BIFF_ROW, "\x00\x00\x00\x00\x05\x00\xff\x00\0\0\0\0\x00\x01\x0f\x00");
	XLS_RECORD(&xls, BIFF_ROW, "\x01\x00\x00\x00\x05\x00\xff\x00\0\0\0\0\x20\x01\x0f\x00");
	for (unsigned i = 0; i < 3; i++) {
		xls_cell(&xls, BIFF_LABELSST, 0, i, 0, 4);
		xls_u32(&xls, i);
	}
	xls_cell(&xls, BIFF_LABEL, 0, 4, 0, 5);
	xls_put(&xls, "\x02\x00\x00" "xy", 5);
	xls_number(&xls, 1, 0, 0, 0.5);
	xls_number(&xls, 1, 1, 1, 45415);
	xls_number(&xls, 1, 2, 2, 45415.5);
	xls_cell(&xls, BIFF_RK, 1, 3, 0, 4);
	xls_u32(&xls, (uint32_t)-1234 << 2 | 3);
	xls_cell(&xls, BIFF_RK, 1, 4, 0, 4);
	xls_u32(&xls, 0x3ff00000);
	XLS_RECORD(&xls, BIFF_MULRK, "\x02\x00\x01\x00" "\x00\x00\x16\x00\x00\x00" "\x00\x00\x1a\x00\x00\x00" "\x02\x00");
	xls_cell(&xls, BIFF_BOOLERR, 2, 4, 0, 2);
	xls_put(&xls, "\x01\x00", 2);
	xls_cell(&xls, BIFF_BOOLERR, 2, 5, 0, 2);
	xls_put(&xls, "\x2a\x01", 2);
	/* a picture's own stream in the middle */
	XLS_RECORD(&xls, BIFF_BOF, "\x00\x06\x20\x00\0\0\0\0\0\0\0\0\0\0\0\0");
	xls_number(&xls, 0, 0, 0, 1);
	xls_record(&xls, BIFF_EOF, NULL, 0);
	xls_number(&xls, 3, 0, 0, 4);
	reads(xls, "1: An | Đ | abcdĐ | ~ | xy\n2h: #0.5 | @2024-05-03 | @@2024-05-03T12:00:00 | #-12.34 | #1\n"
	           "3h: ~ | #5 | #6 | ~ | ?TRUE | !#N/A\n4h: #4\n");
}

static void formulas_by_the_value_they_were_saved_with(void **state)
{
	struct xls xls = xls_begin(NULL, 0);

	(void)state;
	xls_formula(&xls, 0, 0, "\0\0\0\0\0\0\xf0\x3f");
	xls_formula(&xls, 0, 1, "\x00\0\0\0\0\0\xff\xff");
	xls_record(&xls, 0x4bc, NULL, 0);
	XLS_RECORD(&xls, BIFF_STRING, "\x02\x00\x00" "ok");
	xls_formula(&xls, 0, 2, "\x01\0\x01\0\0\0\xff\xff");
	xls_formula(&xls, 0, 3, "\x02\0\x17\0\0\0\xff\xff");
	xls_formula(&xls, 0, 4, "\x03\0\0\0\0\0\xff\xff");
	xls_formula(&xls, 0, 5, "\x00\0\0\0\0\0\xff\xff");
	xls_formula(&xls, 1, 0, "\x00\0\0\0\0\0\xff\xff");
	reads(xls, "1: #1 | ok | ?TRUE | !#REF! | ~ | =\n2: =\n");
}

/* Some programs write cells as they come to them, and rows behind their cells. */
static void cells_in_any_order(void **state)
{
	struct xls xls = xls_begin(NULL, 0);

	(void)state;
	XLS_RECORD(&xls, BIFF_MERGEDCELLS, "\x01\x00" "\x02\x00\x02\x00\x00\x00\x01\x00");
	xls_number(&xls, 2, 0, 0, 5);
	xls_number(&xls, 0, 1, 0, 2);
	xls_formula(&xls, 1, 0, "\x00\0\0\0\0\0\xff\xff");
	XLS_RECORD(&xls, BIFF_STRING, "\x02\x00\x00" "ok");
	xls_number(&xls, 0, 0, 0, 1);
	xls_number(&xls, 2, 2, 0, 6);
	XLS_RECORD(&xls, BIFF_ROW, "\x01\x00\x00\x00\x05\x00\xff\x00\0\0\0\0\x20\x01\x0f\x00");
	reads(xls, "1: #1 | #2\n2h: ok\n3: #5 | ^ | #6\n");
}

static void days_since_1904_and_merged_cells(void **state)
{
	struct xls xls = xls_begin("\x22\x00\x02\x00\x01\x00", 6);

	(void)state;
	xls_number(&xls, 0, 0, 1, 43953);
	xls_number(&xls, 1, 1, 0, 1);
	XLS_RECORD(&xls, BIFF_MERGEDCELLS, "\x01\x00" "\x00\x00\x01\x00\x00\x00\x00\x00");
	reads(xls, "1: @2024-05-03\n2: ^ | #1\n");
}

/* Adds a sheet whose only thing is one record. */
static struct xls with(unsigned type, const void *bytes, size_t size)
{
	struct xls xls = xls_begin(NULL, 0);

	xls_record(&xls, type, bytes, size);
	return xls;
}

#define WITH(type, bytes) with(type, bytes, sizeof(bytes) - 1)

static void what_is_broken(void **state)
{
	struct xls xls = xls_begin(NULL, 0);
	size_t size;

	(void)state;
	refused(xls, TABLE_EMPTY);
	refused(WITH(BIFF_NUMBER, "\0\0\0\0\0\0\0\0\0\0\0\0\0"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_NUMBER, "\0\0\0\0\0\0\0\0\0\0\0\0\xf0\x7f"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_NUMBER, "\0\0\0\x01\0\0\0\0\0\0\0\0\0\0"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_LABELSST, "\0\0\0\0\0\0\x03\0\0\0"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_LABEL, "\0\0\0\0\0\0\xff\xff\x00" "abc"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_LABEL, "\0\0\0\0\0\0\x03\x00\x00" "a\0c"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_FORMULA, "\0\0\0\0\0\0\x09\0\0\0\0\0\xff\xff\0\0\0\0\0\0\0\0"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_MULRK, "\0\0\xff\0" "\0\0\0\0\0\0" "\0\0\0\0\0\0" "\0\x01"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_MERGEDCELLS, "\x02\x00" "\x00\x00\x01\x00\x00\x00\x00\x00"), TABLE_BROKEN_BOOK);
	refused(WITH(BIFF_MERGEDCELLS, "\x01\x00" "\x02\x00\x01\x00\x00\x00\x00\x00"), TABLE_BROKEN_BOOK);
	xls_number(&xls, 0, 1, 0, 1);
	xls_number(&xls, 0, 1, 0, 1);
	refused(xls, TABLE_BROKEN_BOOK);
	/* the sheet does not end */
	xls = xls_begin(NULL, 0);
	xls_number(&xls, 0, 1, 0, 1);
	uint8_t *file = xls_file(xls.stream, xls.size, "Workbook", &size);
	is_refused(file, size, TABLE_BROKEN_BOOK);
	/* it begins elsewhere */
	xls = xls_begin(NULL, 0);
	xls.stream[xls.sheet_at] ^= 1;
	refused(xls, TABLE_BROKEN_BOOK);
	xls = xls_begin(NULL, 0);
	memset(xls.stream + xls.sheet_at, 0xff, 4);
	refused(xls, TABLE_BROKEN_BOOK);
}

static void what_is_no_old_workbook(void **state)
{
	struct xls xls = xls_begin("\x2f\x00\x02\x00\x01\x00", 6);
	size_t size;
	uint8_t *file;

	(void)state;
	refused(xls, TABLE_PROTECTED);
	xls = xls_begin(NULL, 0);
	xls.stream[5] = 5;
	refused(xls, TABLE_OLD_XLS);
	static const struct { const char *name; enum table_fault fault; } streams[] = { { "EncryptedPackage", TABLE_PROTECTED },
		{ "EncryptionInfo", TABLE_PROTECTED }, { "Book", TABLE_OLD_XLS }, { "WordDocument", TABLE_NOT_ONE } };
	for (size_t i = 0; i < COUNT(streams); i++) {
		file = xls_file("x", 1, streams[i].name, &size);
		is_refused(file, size, streams[i].fault);
	}
	file = xls_file("x", 1, "Workbook", &size);
	is_refused(file, size, TABLE_BROKEN_BOOK);
	/* as some programs write its name */
	xls = xls_begin(NULL, 0);
	xls_number(&xls, 0, 0, 0, 1);
	xls_record(&xls, BIFF_EOF, NULL, 0);
	file = xls_file(xls.stream, xls.size, "WORKBOOK", &size);
	reads_as(file, size, "1: #1\n");
}

/* Each number of the file of streams made wrong. */
static void a_broken_file_of_streams(void **state)
{
	static const struct { size_t at; uint32_t number; } wrong[] = { { 30, 10 }, { 32, 7 }, { 48, 1000 }, { 48, 2 },
		{ 76, 1000 }, { 76, 0xffffffff }, { 68, 1000 }, { 512 + 4, 1 }, { 512 + 8, 2 }, { 512 + 8, 1000 },
		{ 512 + 8, 0xfffffffe }, { 1024 + 128 + 116, 900 }, { 1024 + 128 + 120, 0xfffffff }, { 1024 + 66, 1 } };
	size_t size;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct xls xls = xls_begin(NULL, 0);
		for (unsigned row = 0; row < 50; row++)
			xls_number(&xls, row, 0, 0, row);
		uint8_t *file = xls_end(&xls, &size);
		xls_set(file + wrong[i].at, wrong[i].number, wrong[i].at < 48 ? 2 : 4);
		struct table_refusal refusal;
		if (table_in_open_bytes(file, size, table_folder, &refusal) != NULL)
			fail_msg("%zu is not refused", i);
		assert_true(refusal.fault == TABLE_BROKEN_BOOK || refusal.fault == TABLE_NOT_ONE);
		is_refused(file, 600, TABLE_BROKEN_BOOK);
	}
	is_refused(OLE_SIGN, 8, TABLE_BROKEN_BOOK);
	/* the stream ends in a sector that the file has not */
	struct xls xls = xls_begin(NULL, 0);
	uint8_t *file = xls_end(&xls, &size);
	xls_set(file + XLS_SECTOR + 8, 100, 4);
	xls_set(file + XLS_SECTOR + 4 * 100, 0xfffffffe, 4);
	is_refused(file, size, TABLE_BROKEN_BOOK);
	/* its streams are small ones, in a stream that has but one sector of them */
	file = xls_end(&xls, &size);
	xls_set(file + 56, 1 << 20, 4);
	xls_set(file + 60, 2, 4);
	xls_set(file + 2 * XLS_SECTOR + 116, 3, 4);
	xls_set(file + XLS_SECTOR + 8, 0xfffffffe, 4);
	xls_set(file + XLS_SECTOR + 12, 0xfffffffe, 4);
	memset(file + 3 * XLS_SECTOR, 0xff, XLS_SECTOR);
	for (uint32_t i = 0; i < 100; i++)
		xls_set(file + 3 * XLS_SECTOR + 4 * i, i == 99 ? 0xfffffffe : i + 1, 4);
	is_refused(file, size, TABLE_BROKEN_BOOK);
}

/* Letters beyond the first plane, halves of them, and a text that goes on in the middle of one. */
static void letters_of_two_halves(void **state)
{
	struct xls xls = xls_begin(NULL, 0);

	(void)state;
	xls_cell(&xls, BIFF_LABEL, 0, 0, 0, 3 + 14);
	xls_put(&xls, "\x07\x00\x01" "\x3d\xd8\x00\xde" "\x3d\xd8" "a\0" "\x00\xde" "\x3d\xd8", 15);
	xls_put(&xls, "\x3d\xd8", 2);
	reads(xls, "1: \xf0\x9f\x98\x80\xef\xbf\xbd" "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n");
}

/* The table of sectors is told of by a sector instead of the head. */
static void a_long_table_of_sectors(void **state)
{
	struct xls xls = xls_begin(NULL, 0);
	size_t size;

	(void)state;
	xls_number(&xls, 0, 0, 0, 1);
	uint8_t *file = xls_end(&xls, &size), *longer = arena_alloc(table_arena, size + XLS_SECTOR);
	memcpy(longer, file, size);
	uint32_t last = (uint32_t)(size / XLS_SECTOR - 1);
	xls_set(longer + 76, 0xffffffff, 4);
	xls_set(longer + 68, last, 4);
	memset(longer + size, 0xff, XLS_SECTOR);
	xls_set(longer + size, 0, 4);
	reads_as(longer, size + XLS_SECTOR, "1: #1\n");
	/* in a circle */
	xls_set(longer + size + XLS_SECTOR - 4, last, 4);
	is_refused(longer, size + XLS_SECTOR, TABLE_BROKEN_BOOK);
	xls_set(longer + size + XLS_SECTOR - 4, 0xffffffff, 4);
	xls_set(longer + size + 4, 5000, 4);
	is_refused(longer, size + XLS_SECTOR, TABLE_BROKEN_BOOK);
}

static void too_much_of_the_book(void **state)
{
	struct xls more = { .stream = arena_alloc(table_arena, XLS_ROOM) };

	(void)state;
	for (int i = 0; i < 300; i++)
		XLS_RECORD(&more, BIFF_BOUNDSHEET, "\0\0\0\0\x00\x00\x01\x00" "A");
	struct xls xls = xls_begin(more.stream, more.size);
	refused(xls, TABLE_LARGE_ENTRIES);
	more.size = 0;
	for (int i = 0; i < 5000; i++)
		XLS_RECORD(&more, BIFF_FORMAT, "\xa4\x00\x01\x00\x00" "0");
	xls = xls_begin(more.stream, more.size);
	refused(xls, TABLE_LARGE_ENTRIES);
	more.size = 0;
	for (int i = 0; i < 2; i++)
		XLS_RECORD(&more, BIFF_BOUNDSHEET, "\0\0\0\0\x00\x02\x01\x00" "A");
	xls = xls_begin(more.stream, more.size);
	xls.stream[xls.sheet_at + 5] = 2;
	refused(xls, TABLE_EMPTY);
	/* 3,000 strings */
	more.size = 0;
	xls_head(&more, BIFF_SST, 8);
	xls_u32(&more, 3000);
	xls_u32(&more, 3000);
	for (int i = 0; i < 3000; i++)
		XLS_RECORD(&more, BIFF_CONTINUE, "\x02\x00\x00" "An");
	xls = xls_begin(more.stream, more.size);
	xls_cell(&xls, BIFF_LABELSST, 0, 0, 0, 4);
	xls_u32(&xls, 2999);
	reads(xls, "1: An\n");
}

/* ---- children that are not what they should be: what this program does in their place stands in the file ---- */

static void children_are_not_believed(void **state)
{
	static const struct { const char *act; enum table_fault fault; } acts[] = { { "nonsense", TABLE_BROKEN_BOOK },
		{ "nothing", TABLE_BROKEN_BOOK }, { "killed", TABLE_BROKEN_BOOK }, { "failed", TABLE_UNAVAILABLE },
		{ "fault 0", TABLE_BROKEN_BOOK }, { "fault 999", TABLE_BROKEN_BOOK } };

	(void)state;
	for (size_t i = 0; i < COUNT(acts); i++) {
		const char *bytes = arena_print(table_arena, "%s%s", OLE_SIGN, acts[i].act);
		is_refused(bytes, strlen(bytes), acts[i].fault);
	}
}

static void *opens_slowly(void *of)
{
	static const char bytes[] = OLE_SIGN "slow";
	struct table_refusal *refusal = of;

	return table_in_open_bytes(bytes, sizeof bytes - 1, table_folder, refusal);
}

/* Five come at once; each has its answer, and there are never more than two children. */
static void a_third_waits(void **state)
{
	pthread_t threads[5];
	struct table_refusal refusals[COUNT(threads)];
	int64_t began = clock_monotonic_ms();

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, opens_slowly, &refusals[i]), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		pthread_join(threads[i], NULL);
		assert_string_equal(table_fault_name(refusals[i].fault), "TABLE_BROKEN_BOOK");
	}
	assert_true(clock_monotonic_ms() - began >= 3 * SLOW_MS);
}

static void *opens_a_sleeper(void *of)
{
	static const char bytes[] = OLE_SIGN "sleeps";

	return table_in_open_bytes(bytes, sizeof bytes - 1, table_folder, of);
}

/* The last of all: from then on nobody is let in. */
static void the_program_ends(void **state)
{
	pthread_t threads[3];
	struct table_refusal refusals[COUNT(threads)], late;
	int64_t began = clock_monotonic_ms();

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, opens_a_sleeper, &refusals[i]), 0);
	usleep(SLOW_MS * 1000);
	table_in_stop();
	for (size_t i = 0; i < COUNT(threads); i++) {
		pthread_join(threads[i], NULL);
		assert_string_equal(table_fault_name(refusals[i].fault), "TABLE_UNAVAILABLE");
	}
	opens_a_sleeper(&late);
	assert_string_equal(table_fault_name(late.fault), "TABLE_UNAVAILABLE");
	assert_true(clock_monotonic_ms() - began < XLS_MS / 2);
}

/* Every allocation fails once. */
static void memory_is_short(void **state)
{
	struct xls xls = xls_begin(NULL, 0);
	size_t size;
	bool read = false;

	(void)state;
	xls_number(&xls, 0, 0, 0, 1);
	uint8_t *file = xls_end(&xls, &size);
	for (long n = 1; !read; n++) {
		struct table_refusal refusal = { .fault = TABLE_FINE };
		int spool = open("/dev/null", O_WRONLY | O_CLOEXEC);
		memory_fail_at(n);
		struct spool_writer *writer = spool_writer_new(spool, &refusal);
		read = writer != NULL && xls_read(file, size, writer, &refusal) && spool_end(writer);
		memory_fail_at(0);
		spool_writer_free(writer);
		close(spool);
		assert_true(read || refusal.fault == TABLE_UNAVAILABLE || refusal.fault == TABLE_BROKEN_BOOK);
		assert_true(n < 100);
	}
}

/* What a child does: its file says it. */
static int act(const char *parent)
{
	char file[64] = "";
	struct table_refusal refusal = { .fault = TABLE_FINE };

	if (pread(STDIN_FILENO, file, sizeof file - 1, 0) < 8)
		return EXIT_FAILURE;
	const char *word = file + 8;
	if (strcmp(word, "nonsense") == 0)
		return write(STDOUT_FILENO, "RRRRRRRRRRRRRRRRRRRRRRRR", 24) == 24 ? EXIT_SUCCESS : EXIT_FAILURE;
	if (strcmp(word, "sleeps") == 0)
		sleep(XLS_MS / 1000);
	if (strcmp(word, "slow") == 0)
		usleep(SLOW_MS * 1000);
	if (strcmp(word, "nothing") == 0 || strcmp(word, "slow") == 0)
		return EXIT_SUCCESS;
	if (strcmp(word, "killed") == 0)
		return raise(SIGKILL);
	if (strcmp(word, "failed") == 0)
		return EXIT_FAILURE;
	if (sscanf(word, "fault %d", (int *)&refusal.fault) == 1)
		return spool_tell(STDOUT_FILENO, &refusal) ? EXIT_SUCCESS : EXIT_FAILURE;
	return xls_child(parent);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_libreoffice_wrote),
		cmocka_unit_test(records_of_cells),
		cmocka_unit_test(formulas_by_the_value_they_were_saved_with),
		cmocka_unit_test(cells_in_any_order),
		cmocka_unit_test(days_since_1904_and_merged_cells),
		cmocka_unit_test(what_is_broken),
		cmocka_unit_test(what_is_no_old_workbook),
		cmocka_unit_test(a_broken_file_of_streams),
		cmocka_unit_test(letters_of_two_halves),
		cmocka_unit_test(a_long_table_of_sectors),
		cmocka_unit_test(too_much_of_the_book),
		cmocka_unit_test(children_are_not_believed),
		cmocka_unit_test(a_third_waits),
		cmocka_unit_test(memory_is_short),
		cmocka_unit_test(the_program_ends),
	};

	if (argc == 3 && strcmp(argv[1], XLS_CHILD_WORD) == 0)
		return act(argv[2]);
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, table_set_up, table_tear_down);
}
