#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/sound.h"

struct pair {
	const char *a, *b, *why;
};

static struct arena *arena;

static const struct pair meeting[] = {
	{ "Nguyễn Văn An", "NGUYEN VAN AN", "case and diacritics" },
	{ "Đặng Đức Đô", "dang duc do", "đ" },
	{ "Hoà Thuý", "Hòa Thúy", "place of the tone mark" },
	{ "Lê Thị Hồng", "Le\xcc\x82 Thi\xcc\xa3 Ho\xcc\x82\xcc\x80ng", "NFD" },
	{ "  Trần   An ", "Trần An", "spaces" },
	{ "Lý Mỹ Quý", "Lí Mĩ Quí", "i/y alone and after u" },
	{ "Yến Nguyễn Huỳnh", "Iến Nguiễn Huình", "i/y within" },
	{ "Nguyễn Văn Dũng", "Nguyễn Văn Giũng", "d/gi" },
	{ "Nguyễn Văn Dũng", "Nguyễn Văn Rũng", "d/r" },
	{ "Trương Giang", "Trương Dang", "gi before a" },
	{ "Giang", "Rang", "gi/r" },
	{ "Diệu Diễm Diệp", "Giệu Giễm Giệp", "ê after gi" },
	{ "Giếng", "Diếng", "ê after gi, before ng" },
	{ "Dẻo", "Giẻo", "e after gi" },
	{ "Đỗ Thị Dần", "Đỗ Thị Giần", "gi before â" },
	{ "Dì Dìn", "Gì Gìn", "i of gi as the vowel" },
	{ "Hoàng Xuân Sơn", "Hoàng Suân Xơn", "s/x" },
	{ "Trần Trung Chính", "Chần Chung Trính", "ch/tr" },
	{ "Lê Nam Long", "Nê Lam Nong", "l/n" },
	{ "Quốc Cường Kiên", "Cuốc Kường Ciên", "c/k/q" },
	{ "Trần Quang Lân", "Trần Quan Lâng", "final n/ng" },
	{ "Hoàng Xuân Bắc", "Hoàng Xuân Bắt", "final t/c" },
	{ "Đăk Lăk", "Đắc Lắc", "final k" },
	{ "K'Brêm", "K’ Brêm", "both apostrophes" },
	{ "Y-Moan Niê", "Y Moan Niê", "hyphen" },
	{ "Nguyễn Văn An (Tư)", "Nguyễn Văn An, Tư", "signs" },
	{ "Trương Xuân Lý Quang", "chuong suan ni cuan", "several at once" },
};

static const struct pair apart[] = {
	{ "Nguyễn Thị Mai", "Nguyễn Thị May", "ai and ay are two vowels" },
	{ "Hải", "Hảy", "the same" },
	{ "Nhung", "Lung", "nh is no n" },
	{ "Nhân", "Nân", "nh is no n, before l/n" },
	{ "Nga", "La", "ng is no n" },
	{ "Nghĩa", "Nía", "ngh is no n" },
	{ "Khánh", "Cánh", "kh is no k" },
	{ "Chi", "Ki", "ch is no c" },
	{ "Ghi", "Di", "gh is no gi" },
	{ "Gấm", "Dấm", "g is no gi" },
	{ "Tâm", "Trâm", "t is no tr" },
	{ "Thân", "Tân", "th is no t" },
	{ "Phan", "Pan", "ph is no p" },
	{ "Anh", "An", "final nh is no n" },
	{ "Bích", "Bít", "final ch is no c" },
	{ "Nam", "Nan", "final m is no n" },
	{ "Lâm", "Lân", "the same" },
	{ "Hiệp", "Hiệt", "final p is no t" },
	{ "Vân", "Dân", "v and d are not named" },
	{ "Nguyễn An Văn", "Nguyễn Văn An", "order of the words" },
	{ "Nguyễn Văn An", "Nguyễn An", "number of words" },
	{ "Hòa", "Hà", "the glide" },
	{ "Gia", "Giê", "another vowel after gi" },
};

static const struct pair exactly[] = {
	{ "Nguyễn Thị Quỳnh Giang", "nguien thi kuinh dan", "the example of every rule" },
	{ "Trịnh Ngọc Khánh", "chinh ngot khanh", "onsets of several letters" },
	{ "Nghiêm Gia Ghềnh", "nghiem da ghenh", "ngh and gh stay" },
	{ "Ng. V. C", "ng v c", "initials are only folded" },
	{ "Y Ui", "i ui", "words of vowels" },
	{ "Gi", "di", "gi alone" },
	{ "", "", "nothing" },
	{ " - ’ . ", "", "no letter" },
	{ "Lê 2", "le 2", "a digit stays" },
	{ "Ю An", "ю an", "letters of other scripts stay" },
};

static void slips_meet(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(meeting); i++) {
		const char *a = name_sound(arena, meeting[i].a), *b = name_sound(arena, meeting[i].b);
		if (strcmp(a, b) != 0)
			fail_msg("%s: '%s' is '%s', '%s' is '%s'", meeting[i].why, meeting[i].a, a, meeting[i].b, b);
	}
}

static void others_stay_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(apart); i++) {
		const char *a = name_sound(arena, apart[i].a), *b = name_sound(arena, apart[i].b);
		if (strcmp(a, b) == 0)
			fail_msg("%s: '%s' and '%s' are both '%s'", apart[i].why, apart[i].a, apart[i].b, a);
	}
}

static void keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(exactly); i++) {
		const char *key = name_sound(arena, exactly[i].a);
		if (strcmp(key, exactly[i].b) != 0)
			fail_msg("%s: '%s' is '%s', not '%s'", exactly[i].why, exactly[i].a, key, exactly[i].b);
	}
	assert_null(name_sound(arena, "L\xff"));
}

/* Every word of up to four letters of those that the rules speak of. */
static void key_of_a_key(void **state)
{
	static const char letters[] = "acghikqnrtxyo";
	enum { LETTERS = sizeof letters - 1, WORDS = LETTERS * LETTERS * LETTERS * LETTERS };

	(void)state;
	for (int number = 0; number < WORDS; number++) {
		char word[5] = "";
		for (int i = 0, left = number; i < 4; i++, left /= LETTERS)
			word[i] = letters[left % LETTERS];
		const char *key = name_sound(arena, word), *again = name_sound(arena, key);
		if (strcmp(key, again) != 0)
			fail_msg("'%s' is '%s', which is '%s'", word, key, again);
		arena_reset(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_meet), cmocka_unit_test(others_stay_apart), cmocka_unit_test(keys), cmocka_unit_test(key_of_a_key),
	};

	arena = arena_new(ARENA_REQUEST);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
