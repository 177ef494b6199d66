/* Tables as they are read to be imported: which row has the heads, what a cell says, which rows are no data, and rows
 * that speak of one thing twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "../form/forms.h"

#include "base/hash.h"
#include "base/memory.h"
#include "workflow/import/twice.h"
#include "workflow/import/unread.h"

enum { CELLS = 26, LINES = 16 };

struct sheet_lines {
	struct arena *arena;
	struct import_columns columns;
	struct plan_search search;
	int64_t count;
};

static enum legacy_encoding no_font(struct arena *arena, const char *const *texts, size_t count)
{
	(void)arena, (void)texts, (void)count;
	return LEGACY_UNICODE;
}

static enum legacy_encoding old_font(struct arena *arena, const char *const *texts, size_t count)
{
	(void)arena;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(texts[i], "NguyÔn V¨n B¶y") == 0)
			return LEGACY_TCVN3;
	}
	return LEGACY_UNICODE;
}

static bool always(struct arena *arena, const char *text, enum legacy_encoding font)
{
	(void)arena, (void)text, (void)font;
	return true;
}

static const struct plan_fonts unicode = { no_font, always }, old = { old_font, always };

/* "a|b||c": texts; what begins with # is a number. */
static struct import_line line_of(struct arena *arena, int64_t number, const char *text)
{
	struct import_cell *cells = arena_array(arena, CELLS, sizeof *cells);
	struct import_line line = { .number = number, .cells = cells };

	for (const char *at = text; line.count < CELLS; at++) {
		size_t length = strcspn(at, "|");
		bool digits = *at == '#';
		const char *cell = arena_text_n(arena, at + digits, length - digits);
		cells[line.count++] = (struct import_cell){ length == 0 ? CELL_EMPTY : digits ? CELL_NUMBER : CELL_TEXT, cell };
		at += length;
		if (*at == '\0')
			break;
	}
	return line;
}

static struct import_plan plan_of(struct arena *arena, enum import_table table, const struct plan_fonts *fonts,
                                  const char *const *lines)
{
	struct import_columns *columns = arena_alloc(arena, sizeof *columns);
	struct plan_search search;
	struct import_plan plan;

	*columns = import_columns_of(arena, table, load_form(arena));
	struct arena *line_arena = arena_new(ARENA_REQUEST);
	plan_begin(&search, arena, line_arena, columns, fonts);
	for (int64_t i = 0; lines[i] != NULL; i++) {
		struct import_line line = line_of(arena, i + 1, lines[i]);
		plan_line(&search, &line);
	}
	plan_end(&search, &plan);
	arena_free(line_arena);
	return plan;
}

static int place(const struct import_plan *plan, const char *name)
{
	int column = import_column_find(plan->columns, name);

	assert_true(column >= 0);
	return plan->places[column];
}

/* ---- heads ---- */

static void heads_are_met_in_many_spellings(void **state)
{
	struct arena *arena = *state;
	const char *const lines[] = { "DANH SÁCH||", "", "STT|HỌ VÀ  TÊN|Điện thoại (nếu có)|địa bàn phụ trách|Lạ", "#1|An|090|22351|", NULL };
	struct import_plan plan = plan_of(arena, IMPORT_MEMBERS, &unicode, lines);

	assert_true(plan_is_good(&plan));
	assert_int_equal(plan.head, 3);
	assert_int_equal(plan.first, 4);
	assert_int_equal(plan.met, 3);
	assert_int_equal(place(&plan, "full_name"), 1);
	assert_int_equal(place(&plan, "phone"), 2);
	assert_int_equal(place(&plan, "area"), 3);
	assert_int_equal(place(&plan, "bank"), -1);
}

static void names_of_the_domain_are_heads(void **state)
{
	struct arena *arena = *state;
	const char *const lines[] = { "uid|state|full_name|birth_date|citizen_id|area_id", NULL };
	struct import_plan plan = plan_of(arena, IMPORT_SHEETS, &unicode, lines);

	assert_true(plan_is_good(&plan));
	assert_int_equal(place(&plan, "citizen_id"), 4);
	assert_int_equal(place(&plan, "area_id"), 5);
}

static void what_is_required_and_lacks_is_named(void **state)
{
	struct arena *arena = *state;
	const char *const lines[] = { "Họ và tên|Vai trò", "An|officer", NULL };
	struct import_plan plan = plan_of(arena, IMPORT_USERS, &unicode, lines);

	assert_false(plan_is_good(&plan));
	assert_string_equal(plan_lacks(arena, &plan), "Tên đăng nhập");
}

static void a_table_without_heads_is_none(void **state)
{
	struct arena *arena = *state;
	const char *const lines[] = { "a|b", "#1|#2", NULL };
	struct import_plan plan = plan_of(arena, IMPORT_SHEETS, &unicode, lines);

	assert_int_equal(plan.head, 0);
	assert_false(plan_is_good(&plan));
}

static void the_layout_of_a_province_goes_by_places(void **state)
{
	struct arena *arena = *state;
	const char *const lines[] = { "SỞ LAO ĐỘNG", "", "", "", "", "", "", "", "STT hộ||Họ và tên|Ngày sinh||Số CCCD|Mã số BHXH",
		"|||Nam|Nữ||", "(1)|(2)|(3)|(4)|(5)|(6)|(7)", "#1||Lê Văn An|05/03/1985||056085000001|", NULL };
	struct import_plan plan = plan_of(arena, IMPORT_SHEETS, &unicode, lines);

	assert_true(plan.placed);
	assert_true(plan_is_good(&plan));
	assert_int_equal(plan.first, 12);
	assert_int_equal(place(&plan, "full_name"), 2);
	assert_int_equal(place(&plan, "birth_male"), 3);
	assert_int_equal(place(&plan, "birth_female"), 4);
	assert_int_equal(place(&plan, "citizen_id"), 5);
	assert_int_equal(place(&plan, "inactive_reason"), 24);
	assert_int_equal(place(&plan, "sex"), -1);
}

static void heads_and_columns_may_be_in_an_old_font(void **state)
{
	struct arena *arena = *state;
	const char *const lines[] = { "Hä vµ tªn|§Þa bµn", "NguyÔn V¨n B¶y|22351", NULL };
	struct import_plan plan = plan_of(arena, IMPORT_MEMBERS, &old, lines);
	const char *fault;

	assert_true(plan_is_good(&plan));
	int column = import_column_find(plan.columns, "full_name");
	assert_int_equal(plan.fonts[column], LEGACY_TCVN3);
	struct cell_way way = { &plan.columns->items[column], plan.fonts[column], always, false };
	const struct import_cell cell = { CELL_TEXT, "NguyÔn V¨n B¶y" };
	assert_null(cell_read(arena, &way, &cell, &fault));
	assert_non_null(strstr(fault, "TCVN3"));
	assert_non_null(strstr(fault, "Nguyễn Văn Bảy"));
	way.convert = true;
	assert_string_equal(cell_read(arena, &way, &cell, &fault), "Nguyễn Văn Bảy");
	assert_null(fault);
}

/* ---- cells ---- */

struct said { enum import_table table; const char *column; enum import_cell_kind kind; const char *text, *value, *fault; };

static void a_cell_is_its_value(void **state)
{
	struct arena *arena = *state;
	static const struct said all[] = {
		{ IMPORT_SHEETS, "citizen_id", CELL_TEXT, " 056 085 000 001 ", "056085000001", NULL },
		{ IMPORT_SHEETS, "citizen_id", CELL_NUMBER, "56085000001", NULL, "thiếu chữ số 0" },
		{ IMPORT_SHEETS, "citizen_id", CELL_NUMBER, "1085000001", NULL, "thiếu chữ số 0" },
		{ IMPORT_SHEETS, "citizen_id", CELL_TEXT, "56085000001", NULL, "thiếu chữ số 0" },
		{ IMPORT_SHEETS, "citizen_id", CELL_NUMBER, "225123456", "225123456", NULL },
		{ IMPORT_SHEETS, "citizen_id", CELL_NUMBER, "5.6085", NULL, "phần thập phân" },
		{ IMPORT_SHEETS, "birth_date", CELL_NUMBER, "1985", "1985-00-00", NULL },
		{ IMPORT_SHEETS, "birth_date", CELL_NUMBER, "31234", NULL, "không phải ngày" },
		{ IMPORT_SHEETS, "birth_date", CELL_DAY, "1985-03-05", "1985-03-05", NULL },
		{ IMPORT_SHEETS, "birth_date", CELL_TIME, "1985-03-05T10:30:00", NULL, "giờ trong ngày" },
		{ IMPORT_SHEETS, "birth_date", CELL_TEXT, "5/3/1985", "1985-03-05", NULL },
		{ IMPORT_SHEETS, "birth_date", CELL_TEXT, "31/02/1985", "31/02/1985", NULL },
		{ IMPORT_SHEETS, "full_name", CELL_DAY, "1985-03-05", NULL, "05/03/1985" },
		{ IMPORT_SHEETS, "full_name", CELL_BOOLEAN, "1", NULL, "TRUE" },
		{ IMPORT_SHEETS, "full_name", CELL_FAULT, "#N/A", NULL, "#N/A" },
		{ IMPORT_SHEETS, "full_name", CELL_TEXT, "#REF!", NULL, "#REF!" },
		{ IMPORT_SHEETS, "full_name", CELL_NO_VALUE, "", NULL, "công thức" },
		{ IMPORT_SHEETS, "full_name", CELL_LONG, "A", NULL, "quá nhiều chữ" },
		{ IMPORT_SHEETS, "full_name", CELL_MERGED, "", NULL, NULL },
		{ IMPORT_SHEETS, "full_name", CELL_TEXT, "  ", NULL, NULL },
		{ IMPORT_SHEETS, "full_name", CELL_TEXT, "'=An", "=An", NULL },
		{ IMPORT_SHEETS, "sex", CELL_TEXT, "Nữ", "2", NULL },
		{ IMPORT_SHEETS, "sex", CELL_TEXT, "1. Nam", "1", NULL },
		{ IMPORT_SHEETS, "sex", CELL_NUMBER, "2", "2", NULL },
		{ IMPORT_SHEETS, "sex", CELL_TEXT, "khác", "khác", NULL },
		{ IMPORT_SHEETS, "priority_poor", CELL_TEXT, "X", "1", NULL },
		{ IMPORT_SHEETS, "priority_poor", CELL_TEXT, "không", NULL, NULL },
		{ IMPORT_SHEETS, "priority_poor", CELL_BOOLEAN, "1", "1", NULL },
		{ IMPORT_SHEETS, "priority_poor", CELL_BOOLEAN, "0", NULL, NULL },
		{ IMPORT_SHEETS, "priority_poor", CELL_TEXT, "có lẽ", NULL, "không rõ" },
		{ IMPORT_MEMBERS, "phone", CELL_NUMBER, "905123456", NULL, "thiếu chữ số 0" },
		{ IMPORT_MEMBERS, "phone", CELL_TEXT, "0905 123 456", "0905123456", NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		const struct import_columns columns = import_columns_of(arena, all[i].table, load_form(arena));
		const struct cell_way way = { &columns.items[import_column_find(&columns, all[i].column)], LEGACY_UNICODE, always,
			false };
		const struct import_cell cell = { all[i].kind, all[i].text };
		const char *fault, *value = cell_read(arena, &way, &cell, &fault);
		if (all[i].value == NULL ? value != NULL : value == NULL || strcmp(value, all[i].value) != 0)
			fail_msg("%s \"%s\": %s", all[i].column, all[i].text, value == NULL ? "nothing" : value);
		if (all[i].fault == NULL ? fault != NULL : fault == NULL || strstr(fault, all[i].fault) == NULL)
			fail_msg("%s \"%s\": %s", all[i].column, all[i].text, fault == NULL ? "no fault" : fault);
	}
}

static void cells_have_addresses(void **state)
{
	struct arena *arena = *state;

	assert_string_equal(cell_address(arena, 0, 1), "A1");
	assert_string_equal(cell_address(arena, 25, 7), "Z7");
	assert_string_equal(cell_address(arena, 26, 7), "AA7");
	assert_string_equal(cell_address(arena, 701, 7), "ZZ7");
	assert_string_equal(cell_address(arena, 702, 7), "AAA7");
	assert_string_equal(cell_address(arena, -1, 12), "12");
}

/* ---- rows that are no data ---- */

static void rows_that_are_no_data_are_told_apart(void **state)
{
	struct arena *arena = *state;
	const char *const heads[] = { "STT|Họ và tên|Đơn vị|Địa bàn", NULL };
	struct import_plan plan = plan_of(arena, IMPORT_MEMBERS, &unicode, heads);
	struct unread unread = { false };
	static const struct { const char *line; enum import_unread why; } all[] = {
		{ "(1)|(2)|(3)|(4)", UNREAD_NUMBERS }, { "A|#1|#2|#3", UNREAD_NUMBERS }, { "#1|#2||", UNREAD_KINDS },
		{ "#1|An|Đoàn|22351", UNREAD_KINDS }, { "|||", UNREAD_EMPTY }, { "|  ||", UNREAD_EMPTY },
		{ "|Tổng cộng||#12", UNREAD_SUM }, { "#3|Cộng Văn An|Đoàn|22351", UNREAD_KINDS },
		{ "|||Người lập biểu", UNREAD_SIGNATURE }, { "|||Nguyễn Văn C", UNREAD_SIGNATURE },
		{ "#4|Bình|Đoàn|22351", UNREAD_KINDS }, { "#5||Đoàn|22351", UNREAD_KINDS },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		struct import_line line = line_of(arena, (int64_t)i + 2, all[i].line);
		enum import_unread why = unread_judge(&unread, arena, &plan, &line);
		if (why != all[i].why)
			fail_msg("\"%s\" is %d", all[i].line, (int)why);
	}
}

/* ---- rows of one thing ---- */

static void a_second_row_of_one_thing_is_met(void **state)
{
	struct twice twice = { 0 };
	char key[HASH_TEXT], said[HASH_TEXT], other[HASH_TEXT];

	(void)state;
	hash_text("other", 5, other);
	for (int64_t i = 1; i <= 5000; i++) {
		hash_text(&i, sizeof i, key);
		hash_text(&i, sizeof i, said);
		const struct twice_row *row = twice_meet(&twice, key, said, i);
		assert_non_null(row);
		assert_int_equal(row->number, i);
	}
	for (int64_t i = 1; i <= 5000; i += 7) {
		hash_text(&i, sizeof i, key);
		const struct twice_row *row = twice_meet(&twice, key, other, 9000 + i);
		assert_int_equal(row->number, i);
		assert_true(twice_says(row, key));
		assert_false(twice_says(row, other));
	}
	assert_int_equal(twice.count, 5000);
	twice_free(&twice);
}

static int open_arena(void **state)
{
	*state = arena_new(ARENA_REQUEST);
	return *state == NULL;
}

static int close_arena(void **state)
{
	arena_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(heads_are_met_in_many_spellings, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(names_of_the_domain_are_heads, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(what_is_required_and_lacks_is_named, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(a_table_without_heads_is_none, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(the_layout_of_a_province_goes_by_places, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(heads_and_columns_may_be_in_an_old_font, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(a_cell_is_its_value, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(cells_have_addresses, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(rows_that_are_no_data_are_told_apart, open_arena, close_arena),
		cmocka_unit_test(a_second_row_of_one_thing_is_met),
	};

	if (!hash_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
