/* Tables as they are read, in short: a line a row, "1: Tên | #5 | @2024-05-03 | *", with one sign for each kind. */
#ifndef READ_TABLE_H
#define READ_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "exchange/table_in/table_in.h"

static char table_folder[64];
static struct arena *table_arena;

static inline int table_set_up(void **state)
{
	(void)state;
	snprintf(table_folder, sizeof table_folder, "%s", "/tmp/table-in-XXXXXX");
	table_arena = arena_new((size_t)1 << 30);
	return mkdtemp(table_folder) == NULL || table_arena == NULL;
}

static inline int table_files(void)
{
	DIR *all = opendir(table_folder);
	int count = -2;

	assert_non_null(all);
	while (readdir(all) != NULL)
		count++;
	closedir(all);
	return count;
}

/* Nothing is left, whatever was read. */
static inline int table_tear_down(void **state)
{
	(void)state;
	arena_free(table_arena);
	return table_files() != 0 || rmdir(table_folder) != 0;
}

static const char table_signs[TABLE_IN_KIND_COUNT][3] = { [TABLE_IN_EMPTY] = "~", [TABLE_IN_TEXT] = "",
	[TABLE_IN_NUMBER] = "#", [TABLE_IN_DAY] = "@", [TABLE_IN_DAY_TIME] = "@@", [TABLE_IN_CLOCK] = "%",
	[TABLE_IN_BOOLEAN] = "?", [TABLE_IN_ERROR] = "!", [TABLE_IN_NO_VALUE] = "=", [TABLE_IN_MERGED] = "^" };

static inline const char *table_rows(struct table_in *in, size_t sheet)
{
	struct table_in_row row;
	struct buf out;
	enum table_in_step step;

	buf_init(&out, table_arena, 1 << 22);
	table_in_choose(in, sheet);
	while ((step = table_in_next(in, &row)) == TABLE_IN_ROW) {
		buf_print(&out, "%lld%s:", (long long)row.number, row.hidden ? "h" : "");
		for (size_t i = 0; i < row.count; i++)
			buf_print(&out, "%s%s%s", i > 0 ? " | " : " ", table_signs[row.cells[i].kind], row.cells[i].text);
		buf_char(&out, '\n');
	}
	assert_int_equal(step, TABLE_IN_END);
	assert_int_equal(table_in_next(in, &row), TABLE_IN_END);
	assert_false(out.full);
	return out.data;
}

static inline struct table_in *table_open(const void *bytes, size_t size)
{
	struct table_refusal refusal;
	struct table_in *in = table_in_open_bytes(bytes, size, table_folder, &refusal);

	if (in == NULL)
		fail_msg("refused: %s %s %lld", table_fault_name(refusal.fault), refusal.part, (long long)refusal.row);
	return in;
}

/* The first sheet of those bytes. */
static inline void reads_as(const void *bytes, size_t size, const char *rows)
{
	struct table_in *in = table_open(bytes, size);

	assert_string_equal(table_rows(in, 0), rows);
	assert_string_equal(table_rows(in, 0), rows);
	table_in_close(in);
}

static inline void is_refused(const void *bytes, size_t size, enum table_fault fault)
{
	struct table_refusal refusal;
	struct table_in *in = table_in_open_bytes(bytes, size, table_folder, &refusal);

	if (in != NULL)
		fail_msg("not refused (%s): %s", table_fault_name(fault), table_rows(in, 0));
	assert_string_equal(table_fault_name(refusal.fault), table_fault_name(fault));
	assert_true(strlen(table_refusal_sentence(table_arena, &refusal)) > 20);
}

#endif
