#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/number/money.h"

static struct arena *arena;

static void test_shares(void **state)
{
	static const struct { const char *text; int64_t share; } good[] = { { "7", 700 }, { "7 %", 700 }, { " 12,5", 1250 },
		{ "0.75%", 75 }, { "100", 10000 }, { "0,01", 1 }, { "33,33", 3333 } };
	static const char *const bad[] = { "", "%", "0", "0,00", "100,01", "101", "-7", "7,", ",5", "7,123", "bảy", "7 8",
		"99999" };
	int64_t share;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(share_from_text(good[i].text, &share));
		assert_int_equal(share, good[i].share);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(share_from_text(bad[i], &share));
	assert_string_equal(share_text(arena, 0), "");
	assert_string_equal(share_text(arena, 700), "7");
	assert_string_equal(share_text(arena, 1250), "12,5");
	assert_string_equal(share_text(arena, 75), "0,75");
	assert_string_equal(share_text(arena, 5005), "50,05");
}

static void test_words(void **state)
{
	(void)state;
	assert_string_equal(money_words(arena, 0, ZERO_LINH), "Không đồng");
	assert_string_equal(money_words(arena, 1205000, ZERO_LINH), "Một triệu hai trăm linh năm nghìn đồng");
	assert_string_equal(money_words(arena, -5500, ZERO_LINH), "Trừ năm nghìn năm trăm đồng");
}

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_shares), cmocka_unit_test(test_words) };

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
