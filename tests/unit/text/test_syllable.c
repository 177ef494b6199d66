#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/misread/syllable.h"

static const struct { const char *word; bool expected; const char *why; } rows[] = {
	{ "Nguyễn", true, "three vowels" }, { "NGHIÊNG", true, "capitals" }, { "Quỳnh", true, "ynh after qu" }, { "Gì", true, "gi alone" },
	{ "Giếng", true, "gi and ê" }, { "Giang", true, "gi and a" }, { "Quốc", true, "qu and ô" }, { "Khuỷu", true, "rare rhyme" },
	{ "hòa", true, "mark on o" }, { "hoà", true, "mark on a" }, { "Ý", true, "a vowel alone" }, { "Uyên", true, "no onset" },
	{ "Đắc", true, "sắc before c" }, { "Đặc", true, "nặng before c" }, { "Đác", true, "sắc" }, { "Đac", true, "no tone typed" },
	{ "Đàc", false, "huyền before c" }, { "Bịch", true, "nặng before ch" }, { "Bỉch", false, "hỏi before ch" },
	{ "\xe1\xba\xa1n", true, "NFC" }, { "Nguye\xcc\x82\xcc\x83n", true, "NFD" }, { "Nguy\xc3\xaa\xcc\x83n", true, "half composed" },
	{ "Nguyeãn", false, "VNI: two vowels that do not meet" }, { "Traàn", false, "VNI" }, { "Vaên", false, "VNI" }, { "NguyÔn", false, "TCVN3: no such rhyme" },
	{ "V¨n", false, "a sign" }, { "à̀n", false, "two tones" }, { "Brêm", false, "onset of another language" }, { "Niê", false, "iê without an end" },
	{ "Ñinh", false, "a tone on a consonant" }, { "Ká", false, "k before a" }, { "Kẻ", true, "k before e" }, { "Cẻ", false, "c before e" }, { "Nghe", true, "ngh" }, { "Ngê", false, "ng before ê" },
	{ "Gì", true, "g before i" }, { "Gề", false, "g before ê" }, { "Ghế", true, "gh" }, { "Müller", false, "German" }, { "", false, "nothing" }, { "ng", false, "no vowel" }, { "nghiêngnghiêng", false, "two syllables" },
	{ "a b", false, "a space" }, { "Nguyễnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", false, "long" },
};

static void words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (syllable_is_vietnamese(rows[i].word) != rows[i].expected)
			fail_msg("'%s' should be %d: %s", rows[i].word, rows[i].expected, rows[i].why);
	}
}

static void words_without_marks(void **state)
{
	static const struct { const char *word; bool expected; } unmarked[] = {
		{ "nguyen", true }, { "NGUYEN", true }, { "Dac", true }, { "Thuy", true }, { "Tuyet", true }, { "Y", true }, { "Gi", true }, { "Giang", true }, { "Quy", true },
		{ "Nguyn", false }, { "Bas", false }, { "Nguyeen", false }, { "", false }, { "ng", false }, { "a ac", false }, { "nghiengnghiengngh", false }, { "Ksor", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(unmarked); i++) {
		if (syllable_is_unmarked(unmarked[i].word) != unmarked[i].expected)
			fail_msg("'%s' should be %d", unmarked[i].word, unmarked[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words), cmocka_unit_test(words_without_marks) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
