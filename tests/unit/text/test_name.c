#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/name.h"

struct row {
	const char *name;
	bool expected;
};

static void check(bool (*judge)(const char *), const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (judge(rows[i].name) != rows[i].expected)
			fail_msg("'%s' should be %d", rows[i].name, rows[i].expected);
	}
}

static void fullness(void **state)
{
	static const struct row rows[] = {
		{ "Lê An", true }, { "An", false }, { "K'Brêm", true }, { "K’Brêm", true }, { "Y-Moan", true },
		{ "K'", false }, { "'Brêm", false }, { "An -", false }, { "", false }, { "An 2", false },
	};

	(void)state;
	check(name_is_full, rows, COUNT(rows));
}

static void signs(void **state)
{
	static const struct row rows[] = {
		{ "Nguyễn Văn An", false }, { "K'Brêm H’Nia-Ê", false }, { "Nguyễn Văn An 2", true }, { "Lê V. An", true },
		{ "Lê (An)", true }, { "Лев Толстой", true }, { "王 伟", true }, { "Jürgen Groß", false },
		{ "Sm\xcc\x83" "a An", false },         /* a mark with no composed letter */
		{ "\xcc\x83" "An Lê", true },           /* a mark on nothing */
		{ "Lê_An", true }, { "An × Lê", true },
	};

	(void)state;
	check(name_has_sign, rows, COUNT(rows));
}

static void capitals(void **state)
{
	static const struct row rows[] = {
		{ "Nguyễn Văn An", true }, { "NGUYỄN VĂN AN", true }, { "NGUYỄN Văn An", true }, { "nguyễn Văn An", false },
		{ "NGuyễn Văn An", false }, { "Nguyễn Văn aN", false }, { "K'Brêm", true }, { "K'brêm", true },
		{ "K'BRÊM", true }, { "K'BRêm", false }, { "k'Brêm", false }, { "H-Bia Y", true }, { "Đỗ Ý", true },
		{ "đỗ Ý", false }, { "McDonald An", false },
	};

	(void)state;
	check(name_is_capitalised, rows, COUNT(rows));
}

static void letters(void **state)
{
	static const struct row rows[] = {
		{ "Ừ Ễ Ọ Ỹ Đặng", false }, { "Fa Ja Wa Za", false }, { "Ĭ Ŏ Ŭ Č Ñ", false }, { "Jürgen An", true },
		{ "Groß An", true }, { "Ē An", true }, { "Sm\xcc\x83" "a An", true },
	};

	(void)state;
	check(name_has_foreign_letter, rows, COUNT(rows));
}

static void offers(void **state)
{
	static const struct { const char *name, *offer; } rows[] = {
		{ "nguyễn thị hạnh", "Nguyễn Thị Hạnh" }, { "NGuyễn Văn aN", "Nguyễn Văn An" }, { "ĐỖ Ý", "Đỗ Ý" }, { "đặng ánh", "Đặng Ánh" },
		{ "k'brêm h’nia-ê", "K'Brêm H’Nia-Ê" }, { "nguye\xcc\x82\xcc\x83n A\xcc\x81nh", "Nguyễn Ánh" }, { "", "" }, { "- an", "- An" },
	};
	struct arena *arena = arena_new(ARENA_REQUEST);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_string_equal(name_titlecase(arena, rows[i].name), rows[i].offer);
		assert_string_equal(name_titlecase(arena, rows[i].offer), rows[i].offer);
		assert_true(name_is_capitalised(rows[i].offer));
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fullness),
		cmocka_unit_test(signs),
		cmocka_unit_test(capitals),
		cmocka_unit_test(letters),
		cmocka_unit_test(offers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
