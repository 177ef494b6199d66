#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/identity.h"
#include "text/likeness.h"
#include "text/name.h"
#include "text/order.h"
#include "text/sign.h"
#include "text/sound.h"
#include "text/utf8.h"

/* Spellings of one name: they are found by each other, sound alike, are the same, and none has an odd sign. */
static const char *const alike[][12] = {
	{ "H'Hen Niê", "H’Hen Niê", "H‘Hen Niê", "HʼHen Niê", "H`Hen Niê", "H´Hen Niê", "H′Hen Niê", "H‛Hen Niê", "H'Hen Ni\xc2\xad" "ê", "H'Hen Nie\xcc\x82" },
	{ "Y-Bliă Êban", "Y‐Bliă Êban", "Y‑Bliă Êban", "Y–Bliă Êban", "Y\xe2\x80\x8b-Bliă Êban", "Y—Bliă Êban", "Y−Bliă Êban" },
	{ "Đặng Văn Bình", "Ðặng Văn Bình", "Ɖặng Văn Bình", "Đặng Văn Bì\xc2\xadnh", "\xef\xbb\xbfĐặng Văn Bình", "Đặng\xe2\x81\xa1 Văn Bình" },
	{ "đặng văn hoà", "ðặng văn hoà", "ɖặng văn hoà" },
};

/* What of it is kept. */
static const struct { const char *typed, *kept, *why; } kept[] = {
	{ "K‘Brêm KʼBrêm K`Brêm K´Brêm K′Brêm", "K'Brêm K'Brêm K'Brêm K'Brêm K'Brêm", "apostrophes" },
	{ "K’Brêm", "K’Brêm", "the one that is right as typed" },
	{ "Bru–Vân‐Kiều‑A", "Bru-Vân-Kiều-A", "hyphens between letters" },
	{ "Ba–\xc2\xadNa", "Ba-Na", "before what cannot be seen" },
	{ "Vân\xcc\xa3–\xcc\x82Kiều", "Vâṇ-̂Kiều", "marks belong to letters" },
	{ "12–14 Lê Lợi", "12–14 Lê Lợi", "a dash between digits" },
	{ "Tổ 3 – Vĩnh Hải", "Tổ 3 – Vĩnh Hải", "a dash between spaces" },
	{ "–A–", "–A–", "a dash at the ends" },
	{ "Ðà Nẵng, ðường Ɖông Ɖa", "Đà Nẵng, đường Đông Đa", "Đ" },
	{ "Ðà", "Đà", "alone" },
	{ "Bi\xc2\xadnh", "Binh", "soft hyphen" },
	{ "a\xd8\x9c" "b\xe1\xa0\x8e" "c\xf3\xa0\x80\x81" "d\xef\xbf\xb9" "e", "abcde", "all of Cf" },
	{ "X· Qu¶ng Ngäc, huyÖn Qu¶ng X\xc2\xad¬ng", "X· Qu¶ng Ngäc, huyÖn Qu¶ng X\xc2\xad¬ng", "TCVN3: the soft hyphen is ư" },
	{ "TrÇn ThÞ BÐ", "TrÇn ThÞ BÐ", "TCVN3: Ð is é" },
};

static struct arena *arena;

static void one_name_in_many_spellings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alike); i++) {
		const char *first = alike[i][0];
		for (size_t k = 0; k < COUNT(alike[i]) && alike[i][k] != NULL; k++) {
			const char *other = alike[i][k], *clean = utf8_clean(arena, other);
			if (strcmp(utf8_fold(arena, first), utf8_fold(arena, other)) != 0 || strcmp(name_sound(arena, first), name_sound(arena, other)) != 0 ||
			    strcmp(name_order(arena, first), name_order(arena, other)) != 0 || !name_is_same(arena, first, other) ||
			    strcmp(utf8_fold(arena, clean), utf8_fold(arena, other)) != 0 || !name_is_same(arena, clean, other))
				fail_msg("'%s' is not '%s'", other, first);
			if (name_has_sign(clean) || name_has_foreign_letter(clean) || strcmp(utf8_clean(arena, clean), clean) != 0)
				fail_msg("'%s' is kept as '%s'", other, clean);
		}
	}
	assert_false(name_is_same(arena, "H'Hen", "HHen"));
	assert_false(name_is_same(arena, "Đặng", "Dặng"));
}

static void what_is_kept(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kept); i++) {
		const char *got = utf8_clean(arena, kept[i].typed);
		if (strcmp(got, kept[i].kept) != 0)
			fail_msg("%s: '%s'", kept[i].why, got);
	}
}

static void words_alone(void **state)
{
	static const struct { const char *text, *words; } rows[] = {
		{ "Thôn Đa Lộc, tỉnh Quảng Nam.", "thon da loc tinh quang nam" }, { "(Thôn Ða Lộc);tỉnh–Quảng Nam", "thon da loc tinh quang nam" },
		{ "12/3 Lê Lợi", "12 3 le loi" }, { "123 Lê Lợi", "123 le loi" }, { "...", "" }, { "", "" }, { "“A”", "a" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(utf8_fold_words(arena, rows[i].text), rows[i].words);
	assert_null(utf8_fold_words(arena, "\xff"));
}

static void dashes_have_bytes(void **state)
{
	(void)state;
	assert_int_equal(sign_dash("-1"), 1);
	assert_int_equal(sign_dash("–1"), 3);
	assert_int_equal(sign_dash("−1"), 3);
	assert_int_equal(sign_dash("1-"), 0);
	assert_int_equal(sign_dash(""), 0);
	assert_int_equal(sign_dash("\xe2\x80"), 0);
	assert_string_equal(identity_strip(arena, "056–085−001‑234"), "056085001234");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_name_in_many_spellings), cmocka_unit_test(what_is_kept), cmocka_unit_test(words_alone), cmocka_unit_test(dashes_have_bytes),
	};

	arena = arena_new(ARENA_REQUEST);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
