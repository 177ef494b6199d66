#include "text/sign.h"

#include <string.h>
#include <utf8proc.h>

enum { APOSTROPHE = 0x2019 };           /* the one that is written as it is typed */

int32_t sign_one(int32_t c)
{
	if (sign_is_plain(c))
		return c;
	switch (c) {
	case '`': case 0xb4: case 0x2b9: case 0x2bb: case 0x2bc: case 0x2bd: case 0x2c8: case 0x374: case 0x1fef:
	case 0x1ffd: case 0x2018: case APOSTROPHE: case 0x201b: case 0x2032: case 0x2035: case 0xff07:
		return '\'';
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0xfe63:
	case 0xff0d:
		return '-';
	case 0xd0: case 0x189:
		return 0x110;
	case 0xf0: case 0x256:
		return 0x111;
	default:
		return utf8proc_category(c) == UTF8PROC_CATEGORY_CF ? 0 : c;
	}
}

/* A letter or a mark on one. */
static bool is_of_letter(int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

int32_t sign_kept(int32_t before, int32_t c, int32_t after)
{
	int32_t one = sign_one(c);

	if (c == APOSTROPHE || (one == '-' && !(is_of_letter(before) && is_of_letter(after))))
		return c;
	return one;
}

bool sign_is_joint(int32_t c)
{
	int32_t one = sign_one(c);

	return one == '-' || one == '\'';
}

size_t sign_dash(const char *text)
{
	if ((unsigned char)*text < 0x80)
		return *text == '-';
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)strnlen(text, 4), &c);

	return n > 0 && sign_one(c) == '-' ? (size_t)n : 0;
}
