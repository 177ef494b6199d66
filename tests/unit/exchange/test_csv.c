#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/memory.h"
#include "exchange/csv.h"

static struct arena *arena;

static struct csv begin(struct buf *out)
{
	buf_init(out, arena, 1 << 16);
	return (struct csv){ .out = out };
}

static void writes_cells_by_the_letter(void **state)
{
	static const struct { const char *why, *text, *cell; } rows[] = {
		{ "a name", "Nguyễn Thị Lan", "Nguyễn Thị Lan" },
		{ "nothing", NULL, "" },
		{ "empty", "", "" },
		{ "a number keeps its zeros", "056085431907", "056085431907" },
		{ "a comma", "số 5, tổ 3", "\"số 5, tổ 3\"" },
		{ "a semicolon, which parts cells in some settings", "a;b", "\"a;b\"" },
		{ "quotes are doubled", "quán \"Sen\"", "\"quán \"\"Sen\"\"\"" },
		{ "a line end", "một\nhai", "\"một\nhai\"" },
		{ "a formula", "=1+1", "'=1+1" },
		{ "a formula with quotes", "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
		{ "plus", "+84 91", "'+84 91" },
		{ "minus", "-2", "'-2" },
		{ "at", "@SUM(A1)", "'@SUM(A1)" },
		{ "a tab before a formula", "\t=1", "\"'\t=1\"" },
		{ "a carriage return before a formula", "\r=1", "\"'\r=1\"" },
		{ "a sign that is not at the beginning", "1-2=a+b@c", "1-2=a+b@c" },
		{ "a dash that is no minus", "–", "–" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf out;
		struct csv csv = begin(&out);
		csv_text(&csv, rows[i].text);
		if (strcmp(out.data, rows[i].cell) != 0)
			fail_msg("%s: %s", rows[i].why, out.data);
	}
}

static void writes_rows(void **state)
{
	struct buf out;
	struct csv csv = begin(&out);

	(void)state;
	csv_mark(&csv);
	csv_text(&csv, "id");
	csv_text(&csv, "left");
	csv_row(&csv);
	csv_int(&csv, INT64_MAX);
	csv_int(&csv, -5);
	csv_row(&csv);
	csv_text(&csv, NULL);
	csv_text(&csv, "");
	csv_row(&csv);
	assert_string_equal(out.data, "\xef\xbb\xbfid,left\r\n9223372036854775807,-5\r\n,\r\n");
}

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return arena == NULL;
}

static int free_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_cells_by_the_letter),
		cmocka_unit_test(writes_rows),
	};

	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
