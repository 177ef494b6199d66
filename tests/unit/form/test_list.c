#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "form/list.h"

static int setup(void **state)
{
	*state = arena_new(4 << 20);
	return *state == NULL;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static void carries_the_decrees(void **state)
{
	static const struct { const char *name; size_t rows; } lists[] = {
		{ "ethnic-groups", 54 }, { "training-fields", 110 }, { "occupations", 152 }, { "industries", 21 },
		{ "id-provinces", 63 },
	};
	const struct lists *all = lists_load(*state, NULL);

	assert_int_equal(all->count, COUNT(lists));
	for (size_t i = 0; i < COUNT(lists); i++)
		assert_int_equal(lists_find(all, lists[i].name)->row_count, lists[i].rows);
	assert_null(lists_find(all, "colours"));
}

static void matches_ethnic_groups(void **state)
{
	static const struct { const char *typed, *code; } rows[] = {
		{ "Kinh", "01" }, { "kinh", "01" }, { "Việt", "01" },
		{ "Khơ-me", "05" }, { "Khmer", "05" }, { "Khơ me", "05" }, { "KHƠME", "05" },
		{ "Mông", "08" }, { "H'Mông", "08" }, { "H’mông", "08" }, { "Hmông", "08" }, { "H-Mông", "08" },
		{ "Gia Rai", "10" }, { "Gia-rai", "10" }, { "Jrai", "10" }, { "Ê Đê", "12" }, { "Êđê", "12" }, { "E de", "12" },
		{ "K'Ho", "16" }, { "K’ho", "16" }, { "Cơ Ho", "16" }, { "Cơ-ho", "16" }, { "M'Nông", "20" },
		{ "Bru - Vân Kiều", "23" }, { "Vân Kiều", "23" }, { "Cờ Lao", "47" }, { "Tày", "02" }, { "Mường", "06" },
		{ "Mo\xcc\x82ng", "08" },               /* NFD */
		{ "Mong Cổ", NULL }, { "Kin", NULL }, { "", NULL }, { "Người nước ngoài", NULL }, { "Không rõ", NULL },
	};
	const struct list *groups = lists_find(lists_load(*state, NULL), "ethnic-groups");

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct list_row *row = list_by_fold(*state, groups, rows[i].typed);
		if ((row == NULL) != (rows[i].code == NULL) || (row != NULL && strcmp(row->code, rows[i].code) != 0))
			fail_msg("'%s' is %s", rows[i].typed, row == NULL ? "nothing" : row->name);
	}
}

static void keeps_names_and_aliases_apart(void **state)
{
	const struct list *groups = lists_find(lists_load(*state, NULL), "ethnic-groups");

	for (size_t i = 0; i < groups->row_count; i++)
		assert_ptr_equal(list_by_fold(*state, groups, groups->rows[i].name), &groups->rows[i]);
	for (size_t i = 0; i < groups->alias_count; i++) {
		if (list_by_fold(*state, groups, groups->aliases[i].name) == NULL)
			fail_msg("'%s' names two groups", groups->aliases[i].name);
	}
}

static void finds_rows(void **state)
{
	const struct list *occupations = lists_find(lists_load(*state, NULL), "occupations");

	assert_string_equal(list_by_code(occupations, "011")->name, "Sĩ quan");
	assert_null(list_by_code(occupations, "11"));
	assert_null(list_by_name(occupations, "Sĩ quan"));     /* two rows */
	assert_string_equal(list_by_name(occupations, "Hạ sĩ quan, binh sĩ")->code, "012");
	assert_null(list_by_name(occupations, "hạ sĩ quan, binh sĩ"));
}

static void refuses_malformed_lists(void **state)
{
	static const struct { const char *text; bool good; } rows[] = {
		{ "code\tname\n1\tA\n", true },
		{ "code\tname\n1\tA", true },
		{ "name\tother\tcode\nA\tx\t1\n", true },
		{ "code\tname\n", true },
		{ "", false },
		{ "code\n1\n", false },
		{ "code\tname\n1\n", false },
		{ "code\tname\n1\tA\tB\n", false },
		{ "code\tname\n\n1\tA\n", false },
		{ "code\tname\n1\t\n", false },
		{ "code\tname\n1\tA\n1\tB\n", false },
		{ "code\tname\n1\t\xff\n", false },
	};
	struct list list;
	struct error error;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (list_read(*state, "x", rows[i].text, &list, &error) != rows[i].good)
			fail_msg("'%s'", rows[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_the_decrees),
		cmocka_unit_test(matches_ethnic_groups),
		cmocka_unit_test(keeps_names_and_aliases_apart),
		cmocka_unit_test(finds_rows),
		cmocka_unit_test(refuses_malformed_lists),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
