#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/identity.h"

static int setup(void **state)
{
	*state = arena_new(1 << 20);
	return *state == NULL;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static void strips_separators(void **state)
{
	static const struct { const char *typed, *kept; } rows[] = {
		{ "056 085-001.234", "056085001234" },
		{ "056–085", "056085" },
		{ "DN 4 56 5612345678", "DN4565612345678" },
		{ "12a 3", "12a 3" },
		{ "056 chưa nhớ", "056 chưa nhớ" },
		{ "- -", "- -" },
		{ "", "" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(identity_strip(*state, rows[i].typed), rows[i].kept);
}

static void tells_kinds(void **state)
{
	(void)state;
	assert_int_equal(identity_kind("056085001234"), IDENTITY_FULL);
	assert_int_equal(identity_kind("225001234"), IDENTITY_OLD);
	assert_int_equal(identity_kind("05608500123"), IDENTITY_NONE);
	assert_int_equal(identity_kind("05608500123a"), IDENTITY_NONE);
	assert_int_equal(identity_kind(""), IDENTITY_NONE);
}

static void knows_dummies(void **state)
{
	static const struct { const char *digits; bool dummy; } rows[] = {
		{ "111111111111", true }, { "000000000", true },
		{ "123456789012", true }, { "012345678901", true },
		{ "098765432109", true }, { "987654321", true },
		{ "890123456", true },                  /* over the nine */
		{ "123456789013", false },              /* last digit */
		{ "111111111112", false },
		{ "121212121212", true },               /* each one more or less than the one before */
		{ "131313131313", false },              /* two more, two less */
		{ "056085001234", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (identity_is_dummy(rows[i].digits) != rows[i].dummy)
			fail_msg("%s", rows[i].digits);
	}
}

static void reads_insurance_numbers(void **state)
{
	(void)state;
	assert_true(identity_is_insurance("7912345678"));
	assert_false(identity_is_insurance("791234567"));
	assert_false(identity_is_insurance("79123456789"));
	assert_string_equal(identity_of_health_card("GD4797912345678"), "7912345678");
	assert_string_equal(identity_of_health_card("hs4797912345678"), "7912345678");
	assert_null(identity_of_health_card("G14797912345678"));
	assert_null(identity_of_health_card("GD479791234567"));
	assert_null(identity_of_health_card("GD47979123456789"));
}

static void knows_parts(void **state)
{
	(void)state;
	assert_true(identity_may_be_part("056085"));
	assert_true(identity_may_be_part("0-5 6.0a8/5"));
	assert_false(identity_may_be_part("05608 a"));
	assert_false(identity_may_be_part(""));
}

static void masks(void **state)
{
	static const struct { const char *text, *masked; } rows[] = {
		{ "056085001123", "•••••••••123" },
		{ "225001234", "••••••234" },
		{ "123", "•••" },                       /* nothing to show without showing all */
		{ "1234", "•234" },
		{ "ễabc", "•abc" },
		{ "abcễ", "•bcễ" },
		{ "", "" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(identity_mask(*state, rows[i].text), rows[i].masked);
}

static void masks_numbers_in_texts(void **state)
{
	static const struct { const char *text, *masked; } rows[] = {
		{ "số 056085001123 sai", "số •••••••••123 sai" },
		{ "056 085 001 123", "••••••••••••123" },       /* written as people write it */
		{ "056.085–001-123, 225001234.", "••••••••••••123, ••••••234." },
		{ "056  085 001", "056  085 001" },             /* two separators: two numbers */
		{ "12345678", "12345678" },                     /* one digit short */
		{ "01/06/2024, 30/06/2024", "01/06/2024, 30/06/2024" },
		{ "", "" },
		{ "8 ", "8 " },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(identity_mask_all(*state, rows[i].text), rows[i].masked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strips_separators),
		cmocka_unit_test(tells_kinds),
		cmocka_unit_test(knows_dummies),
		cmocka_unit_test(reads_insurance_numbers),
		cmocka_unit_test(knows_parts),
		cmocka_unit_test(masks),
		cmocka_unit_test(masks_numbers_in_texts),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
