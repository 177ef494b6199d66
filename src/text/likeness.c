#include "text/likeness.h"

#include <string.h>
#include <utf8proc.h>

#include "text/sign.h"

/* ---- birth dates ---- */

static int digits_apart(struct date a, struct date b)
{
	int one = a.year * 10000 + a.month * 100 + a.day, other = b.year * 10000 + b.month * 100 + b.day, count = 0;

	for (; one != other; one /= 10, other /= 10)
		count += one % 10 != other % 10;
	return count;
}

enum birth_likeness birth_likeness(struct date a, struct date b)
{
	bool same_month = a.month == b.month || a.month == 0 || b.month == 0;

	if (a.year == 0 || b.year == 0)
		return BIRTH_OTHER;
	if (a.day == 0 || b.day == 0)
		return a.year == b.year && same_month ? BIRTH_YEAR : BIRTH_OTHER;
	int apart = digits_apart(a, b);
	if (apart == 0)
		return BIRTH_SAME;
	if (a.year == b.year && a.day == b.month && a.month == b.day)
		return BIRTH_SWAPPED;
	return apart == 1 ? BIRTH_DIGIT : BIRTH_OTHER;
}

/* ---- names ---- */

/* Grave, acute, tilde, hook above, dot below. */
static bool is_tone(int32_t c)
{
	return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

/* The letters as code points without case, spaces and tones, with one sign for one thing; the tones in their order
 * after a 0. NULL for invalid UTF-8. */
static int32_t *take_apart(struct arena *arena, const char *name, size_t *count)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)name;
	utf8proc_ssize_t length = (utf8proc_ssize_t)strlen(name), n = utf8proc_decompose(bytes, length, NULL, 0, options);

	if (n < 0)
		return NULL;
	int32_t *points = arena_array(arena, (size_t)n + 1, sizeof *points),
			*out = arena_array(arena, (size_t)n + 1, sizeof *out);
	utf8proc_decompose(bytes, length, points, n, options);
	*count = 0;
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		int32_t c = sign_one(points[i]);
		if (c != 0 && !is_tone(c) && utf8proc_category(c) != UTF8PROC_CATEGORY_ZS)
			out[(*count)++] = c;
	}
	out[(*count)++] = 0;
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		if (is_tone(points[i]))
			out[(*count)++] = points[i];
	}
	return out;
}

bool name_is_same(struct arena *arena, const char *a, const char *b)
{
	size_t length, other_length;
	const int32_t *one = take_apart(arena, a, &length), *other = take_apart(arena, b, &other_length);

	return one != NULL && other != NULL && length == other_length && memcmp(one, other, length * sizeof *one) == 0;
}
