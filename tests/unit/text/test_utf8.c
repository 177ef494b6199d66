#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <utf8proc.h>

#include "base/memory.h"
#include "text/sign.h"
#include "text/utf8.h"

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

static void cleans(void **state)
{
	static const struct { const char *typed, *kept, *why; } rows[] = {
		{ "", "", "nothing" },
		{ "   ", "", "spaces alone" },
		{ "  Lê  Lợi ", "Lê Lợi", "spaces" },
		{ "a\tb\r\nc", "a b c", "tab and line ends" },
		{ "a\xc2\xa0" "b", "a b", "no-break space" },
		{ "\xe2\x80\x8b\xef\xbb\xbfLê\xe2\x80\x8d", "Lê", "zero-width marks" },
		{ "a\xe2\x80\xae" "b\xe2\x81\xa9", "ab", "bidi marks" },
		{ "Nguye\xcc\x82\xcc\x83n", "Nguyễn", "NFD" },
		{ "o\xe2\x80\x8b\xcc\x82", "ô", "a mark behind a removed one composes" },
		{ "a\x01" "b", "a\x01" "b", "other controls stay for E18" },
		{ "K’Brêm", "K’Brêm", "signs stay as typed" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *kept = utf8_clean(*state, rows[i].typed);
		if (strcmp(kept, rows[i].kept) != 0)
			fail_msg("%s: got '%s'", rows[i].why, kept);
	}
	assert_null(utf8_clean(*state, "a\xff"));
	assert_null(utf8_clean(*state, "\xc3"));
}

/* What is taken for composed without a look at its neighbours is so: each character alone, and behind a letter. */
static void keeps_what_is_composed(void **state)
{
	struct arena *arena = *state;

	for (int32_t c = 0x21; c < 0x3000; c++) {
		char text[8] = "o";
		text[1 + utf8proc_encode_char(c, (utf8proc_uint8_t *)text + 1)] = '\0';
		const char *kept = utf8_clean(arena, text), *alone = utf8_clean(arena, text + 1);
		if (strcmp(kept, "o") != 0 && sign_one(c) == c) {       /* no space, not dropped, and no other sign's like */
			utf8proc_uint8_t *nfc = utf8proc_NFC((utf8proc_uint8_t *)text);
			utf8proc_uint8_t *alone_nfc = utf8proc_NFC((utf8proc_uint8_t *)text + 1);
			if (strcmp(kept, (char *)nfc) != 0 || strcmp(alone, (char *)alone_nfc) != 0)
				fail_msg("U+%04X", (unsigned)c);
			free(nfc);
			free(alone_nfc);
		}
		arena_reset(arena);
	}
}

static void folds(void **state)
{
	static const struct { const char *typed, *key; } rows[] = {
		{ "Nguyễn Thị ĐỨC", "nguyen thi duc" },
		{ "Nguye\xcc\x82\xcc\x83n Thi\xcc\xa3 đu\xcc\x9b\xcc\x81" "c", "nguyen thi duc" },
		{ "  HOÀ   Bình ", "hoa binh" },
		{ "hòa", "hoa" },
		{ "K'BRÊM", "k'brem" },
		{ "", "" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(utf8_fold(*state, rows[i].typed), rows[i].key);
	assert_null(utf8_fold(*state, "\xed\xa0\x80"));
}

static void knows_valid_text(void **state)
{
	static const struct { const char *text; size_t length; bool valid; } rows[] = {
		{ "", 0, true },
		{ "ễ", 3, true },
		{ "ễ", 2, false },                      /* cut */
		{ "a\0b", 3, false },                   /* NUL */
		{ "\xc0\x80", 2, false },               /* overlong NUL */
		{ "\xed\xa0\x80", 3, false },           /* surrogate */
		{ "\xf4\x90\x80\x80", 4, false },       /* beyond Unicode */
		{ "\xf0\x9f\x98\x80", 4, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(utf8_valid(rows[i].text, rows[i].length), rows[i].valid);
}

static void counts_characters_and_controls(void **state)
{
	(void)state;
	assert_int_equal(utf8_length("Nguyễn"), 6);
	assert_int_equal(utf8_length(""), 0);
	assert_true(utf8_has_control("a\x07"));
	assert_true(utf8_has_control("a\x7f"));
	assert_true(utf8_has_control("a\xc2\x85"));
	assert_false(utf8_has_control("a\t\r\nb"));
	assert_false(utf8_has_control("\xc2\xa0" "ă"));
}

static void goes_on_by_characters(void **state)
{
	static const int32_t wanted[] = { 'a', 0x1ec5, -1, 0x1f600, -1, -1, -1, 'b', -1, -1 };
	const char *text = "aễ\xff\xf0\x9f\x98\x80\xed\xa0\x80" "b\xe1\xbb";

	(void)state;
	for (size_t i = 0; i < COUNT(wanted); i++)
		assert_int_equal(utf8_next(&text), wanted[i]);
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleans),
		cmocka_unit_test(keeps_what_is_composed),
		cmocka_unit_test(folds),
		cmocka_unit_test(knows_valid_text),
		cmocka_unit_test(counts_characters_and_controls),
		cmocka_unit_test(goes_on_by_characters),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
