#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/order.h"

static struct arena *arena;

/* Each before the next, for this reason. */
static const struct { const char *name, *why; } list[] = {
	{ "", "nothing" },
	{ "Lê An", "given name An" },
	{ "Lê Bá An", "no middle name before one" },
	{ "Lê Văn An", "middle names" },
	{ "Nguyễn An", "family names" },
	{ "Trần An", "the same" },
	{ "Lê Àn", "ngang before huyền" },
	{ "Lê Ản", "huyền before hỏi" },
	{ "Lê Ãn", "hỏi before ngã" },
	{ "Lê Án", "ngã before sắc" },
	{ "Lê Ạn", "sắc before nặng" },
	{ "Lê Anh", "letters before tones: Anh is longer than Ạn" },
	{ "Lê Ánh", "then tones again" },
	{ "Lê Ăn", "ă after a" },
	{ "Lê Ân", "â after ă" },
	{ "Lê Bình", "b after â" },
	{ "Lê Cúc", "c after b" },
	{ "Lê Dung", "d after c" },
	{ "Lê Dũng", "ngã of Dung" },
	{ "Lê Đào", "đ after every d" },
	{ "Lê Em", "e after đ" },
	{ "Lê Êm", "ê after e" },
	{ "Lê Gia", "g after ê" },
	{ "Lê Hoà", "h" },
	{ "Lê Jan", "j where Latin has it" },
	{ "Lê Oanh", "o" },
	{ "Lê Ô", "ô after o" },
	{ "Lê Ơn", "ơ after ô" },
	{ "Lê Phú", "p after ơ" },
	{ "Lê Thanh", "t, h" },
	{ "Lê Thu", "u after a" },
	{ "Lê Thủ", "hỏi" },
	{ "Lê Thư", "ư after u" },
	{ "Lê Trang", "r after h" },
	{ "Lê Uyên", "u" },
	{ "Lê Ước", "ư after u" },
	{ "Lê Vy", "v after ư" },
	{ "Lê Xuân", "x" },
	{ "Lê Yến", "y" },
	{ "Lê Zan", "z last" },
	{ "Lê Юля", "other letters after z" },
};

static const struct { const char *a, *b, *why; } alike[] = {
	{ "LÊ THỊ HOÀ", "Lê Thị Hoà", "case" },
	{ "Lê Hoà", "Lê Hòa", "place of the tone mark" },
	{ "Nguyễn Ánh", "Nguye\xcc\x82\xcc\x83n A\xcc\x81nh", "NFD" },
	{ "Nguyễn Ộ", "Nguyễn O\xcc\xa3\xcc\x82", "NFD, marks in the order of Unicode" },
	{ "Nguyễn Ộ", "Nguyễn O\xcc\x82\xcc\xa3", "NFD, marks in the order of writing" },
	{ " Lê   An ", "Lê An", "spaces" },
};

static void one_after_the_other(void **state)
{
	(void)state;
	for (size_t i = 1; i < COUNT(list); i++) {
		for (size_t before = 0; before < i; before++) {
			if (strcmp(name_order(arena, list[before].name), name_order(arena, list[i].name)) >= 0)
				fail_msg("'%s' should come after '%s': %s", list[i].name, list[before].name, list[i].why);
		}
	}
	assert_null(name_order(arena, "L\xff"));
}

static void the_same_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alike); i++) {
		if (strcmp(name_order(arena, alike[i].a), name_order(arena, alike[i].b)) != 0)
			fail_msg("'%s' and '%s': %s", alike[i].a, alike[i].b, alike[i].why);
	}
}

static void numbers_in_a_text_count_as_numbers(void **state)
{
	static const char *const rising[] = { "", "PS", "PS-9", "PS-10", "PS-10a", "PS-011", "T" };

	(void)state;
	for (size_t i = 1; i < COUNT(rising); i++) {
		assert_true(natural_order(rising[i - 1], rising[i]) < 0);
		assert_true(natural_order(rising[i], rising[i - 1]) > 0);
	}
	assert_int_equal(natural_order("PS-09", "PS-9"), 0);
}

/* The key orders them alike, whatever their case and marks. */
static void keys_are_in_that_order(void **state)
{
	static const char *const rising[] = { "2", "2a", "10", "Tổ 2", "TỔ 10", "tổ 010b" };

	(void)state;
	for (size_t i = 1; i < COUNT(rising); i++)
		assert_true(strcmp(natural_key(arena, rising[i - 1]), natural_key(arena, rising[i])) < 0);
	assert_string_equal(natural_key(arena, "Số 7"), "so 000000007");
	assert_null(natural_key(arena, "\xff"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(one_after_the_other), cmocka_unit_test(the_same_place),
		cmocka_unit_test(numbers_in_a_text_count_as_numbers), cmocka_unit_test(keys_are_in_that_order) };

	arena = arena_new(ARENA_REQUEST);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
