#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "old_text.h"
#include "text/utf8.h"

static bool is_proposed(const struct legacy_text *text, const char *word)
{
	for (size_t i = 0; i < text->proposed_count; i++) {
		if (strcmp(in_case(text->proposed[i], false), in_case(word, false)) == 0)
			return true;
	}
	return false;
}

/* Every word that differs is one of the proposed. */
static void only_proposals_differ(const struct legacy_text *got, const char *wanted)
{
	const char *a = got->text, *b = wanted;

	while (*b != '\0') {
		size_t la = strcspn(a, " ,\n"), lb = strcspn(b, " ,\n");
		const char *word = arena_text_n(arena, b, lb);
		if ((la != lb || strncmp(a, b, lb) != 0) && !is_proposed(got, word))
			fail_msg("'%s' came back as '%s' and is not marked", wanted, got->text);
		a += la + (a[la] != '\0');
		b += lb + (b[lb] != '\0');
	}
}

static void a_thousand_come_back(void **state)
{
	size_t toned = 0, proposed_right = 0;

	(void)state;
	for (size_t i = 0; i < TEXTS; i++) {
		const char *text = made_text(i);
		bool lost;
		struct legacy_text vni = legacy_convert(arena, encode(text, LEGACY_VNI, &lost), LEGACY_VNI);
		assert_string_equal(vni.text, text);
		assert_int_equal(vni.proposed_count, 0);
		struct legacy_text tcvn3 = legacy_convert(arena, encode(text, LEGACY_TCVN3, &lost), LEGACY_TCVN3);
		toned += lost;
		proposed_right += lost && strcmp(tcvn3.text, text) == 0;
		if (!lost)
			assert_string_equal(tcvn3.text, text);
		assert_string_equal(in_case(tcvn3.text, false), in_case(text, false));
		only_proposals_differ(&tcvn3, text);
		assert_string_equal(legacy_convert(arena, text, LEGACY_UNICODE).text, text);
		arena_reset(arena);
	}
	assert_true(toned > 100);
	assert_true(proposed_right * 10 > toned * 4);
}

static void capitals_come_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < TEXTS; i++) {
		const char *text = in_case(made_text(i), true);
		bool lost;
		assert_string_equal(legacy_convert(arena, encode(text, LEGACY_VNI, &lost), LEGACY_VNI).text, text);
		struct legacy_text tcvn3 = legacy_convert(arena, encode(text, LEGACY_TCVN3, &lost), LEGACY_TCVN3);
		only_proposals_differ(&tcvn3, text);
		arena_reset(arena);
	}
}

static const char *made_list(size_t from, size_t count)
{
	struct buf list;

	buf_init(&list, arena, 1 << 20);
	for (size_t i = from; i < from + count; i++) {
		buf_text(&list, made_text(i));
		buf_char(&list, '\n');
	}
	return list.data;
}

static void lists_are_told_apart(void **state)
{
	static const enum legacy_encoding encodings[] = { LEGACY_TCVN3, LEGACY_VNI };

	(void)state;
	for (size_t from = 0; from < TEXTS; from += 5) {
		const char *list = made_list(from, 5);
		assert_int_equal(legacy_detect(arena, list).encoding, LEGACY_UNICODE);
		for (size_t e = 0; e < COUNT(encodings); e++) {
			bool lost;
			const char *old = encode(list, encodings[e], &lost);
			struct legacy_guess guess = legacy_detect(arena, old);
			if (guess.encoding != encodings[e] || guess.confidence < 90)
				fail_msg("%s: %d, %d%%", old, (int)guess.encoding, guess.confidence);
			const char *back = legacy_convert(arena, old, guess.encoding).text;
			assert_int_equal(legacy_detect(arena, back).encoding, LEGACY_UNICODE);
		}
		arena_reset(arena);
	}
}

static const char *in_nfd(const char *text)
{
	return (const char *)utf8proc_NFD((const utf8proc_uint8_t *)text);
}

static void unicode_is_never_mistaken(void **state)
{
	static const char *const texts[] = {
		"Hà Tú", "Tô Sĩ", "Lê Hoà", "Trà Vinh", "Võ Lý", "Hồ Ý", "La Rò", "Y Blêk Niê", "H'Lê Êban", "K’Brêm Ñít", "Siu Dí", "Rơ Châm Lý", "Mlô Kpă",
		"Señor Müller", "François Hélène Brontë", "Björn Ångström", "Anh 50 m² – 20 °C «Hà Nội»", "Lê Hà", "Tèo Tý", "An Binh", "", "2024",
		"Nguyễn", "Lò Thò", "Tòng Thò Sò", "¸", "Công ty TNHH Hà Lê © 2024",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		char *nfd = (char *)(uintptr_t)in_nfd(texts[i]);
		if (legacy_detect(arena, texts[i]).encoding != LEGACY_UNICODE || legacy_detect(arena, nfd).encoding != LEGACY_UNICODE)
			fail_msg("'%s' is Unicode", texts[i]);
		assert_string_equal(legacy_convert(arena, nfd, LEGACY_UNICODE).text, legacy_convert(arena, texts[i], LEGACY_UNICODE).text);
		free(nfd);
	}
	for (size_t i = 0; i < TEXTS; i++) {
		assert_int_equal(legacy_detect(arena, made_text(i)).encoding, LEGACY_UNICODE);
		assert_int_equal(legacy_detect(arena, in_case(made_text(i), true)).encoding, LEGACY_UNICODE);
		arena_reset(arena);
	}
}

static void cases_are_proposed(void **state)
{
	static const struct { const char *old, *read, *proposed, *why; } rows[] = {
		{ "NguyÔn V¨n ¸nh", "Nguyễn Văn Ánh", "Ánh", "first of a word in a name" },
		{ "NGUYÔN V¡N AN", "NGUYỄN VĂN AN", "NGUYỄN", "a word of capitals" },
		{ "TRÇN Tó", "TRẦN TÚ", "TRẦN TÚ", "a word among capitals" },
		{ "Lª Tó", "Lê Tú", "", "a small letter stands beside it" },
		{ "Tó", "Tú", "Tú", "nothing to tell by" },
		{ "sè 3, Êp M¬", "số 3, ấp Mơ", "ấp", "first of a word in a text: left small" },
		{ "Lª Hµ\tTRÇN Hµ", "Lê Hà\tTRẦN HÀ", "TRẦN HÀ", "each cell by itself" },
		{ "Lª Hµ\nTRÇN Hµ\n", "Lê Hà\nTRẦN HÀ\n", "TRẦN HÀ", "each line by itself" },
		{ "x· §ång Kú", "xã Đồng Kỳ", "", "Đ is a capital that TCVN3 has" },
		{ "NguyÔn V¨n “An” Đ", "Nguyễn Văn “An” Đ", "", "what TCVN3 has not stays" },
		{ " a  b\n\n", " a  b\n\n", "", "spaces and empty lines stay" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct legacy_text got = legacy_convert(arena, rows[i].old, LEGACY_TCVN3);
		const char *proposed = "";
		for (size_t k = 0; k < got.proposed_count; k++)
			proposed = arena_print(arena, "%s%s%s", proposed, k == 0 ? "" : " ", got.proposed[k]);
		if (strcmp(got.text, rows[i].read) != 0 || strcmp(proposed, rows[i].proposed) != 0)
			fail_msg("%s: '%s' (%s)", rows[i].why, got.text, proposed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thousand_come_back), cmocka_unit_test(capitals_come_back), cmocka_unit_test(lists_are_told_apart),
		cmocka_unit_test(unicode_is_never_mistaken), cmocka_unit_test(cases_are_proposed),
	};

	arena = arena_new(ARENA_REQUEST);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
