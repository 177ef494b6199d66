#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <utf8proc.h>

#include "text/alphabet.h"

static const char marked[] = "đàáâãèéêìíòóôõùúýăĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ";

static bool is_marked(int32_t c)
{
	utf8proc_int32_t found;

	for (const char *at = marked; *at != '\0';) {
		at += utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &found);
		if (found == utf8proc_tolower(c))
			return true;
	}
	return false;
}

static bool is_tone(int32_t c)
{
	return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

/* As the tables of Unicode have it. */
static void parts_every_letter(void **state)
{
	(void)state;
	for (int32_t c = 1; c < 0x3000; c++) {
		struct letter letter = letter_of(c);
		int32_t small = utf8proc_tolower(c), parts[4] = { 0 }, mark = 0, tone = 0;
		if (c < 0x80 ? small < 'a' || small > 'z' : !is_marked(c)) {
			assert_int_equal(letter.base, 0);
			continue;
		}
		utf8proc_ssize_t count = utf8proc_decompose_char(small, parts, 4, UTF8PROC_DECOMPOSE, NULL);
		for (utf8proc_ssize_t i = 1; i < count; i++)
			*(is_tone(parts[i]) ? &tone : &mark) = parts[i];
		int32_t plain[2] = { parts[0], mark };
		if (mark != 0)
			assert_int_equal(utf8proc_normalize_utf32(plain, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE), 1);
		assert_int_equal(letter.base, small == 0x111 ? 'd' : parts[0]);
		assert_int_equal(letter.plain, plain[0]);
		assert_int_equal(letter.tone, tone);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_every_letter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
