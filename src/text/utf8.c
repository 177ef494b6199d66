#include "text/utf8.h"

#include <utf8proc.h>

bool utf8_valid(const char *text, size_t length)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;

	while (length > 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(at, length > 4 ? 4 : (utf8proc_ssize_t)length, &c);
		if (n <= 0 || c == 0)
			return false;
		at += n;
		length -= (size_t)n;
	}
	return true;
}

size_t utf8_length(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

int32_t utf8_next(const char **text)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)*text, (utf8proc_ssize_t)strnlen(*text, 4), &c);

	*text += n > 0 ? n : 1;
	return n > 0 ? c : -1;
}

bool utf8_has_control(const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
			return true;
		if (c == 0xc2 && (unsigned char)text[1] >= 0x80 && (unsigned char)text[1] < 0xa0)
			return true;
	}
	return false;
}

static bool is_invisible(int32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || c == 0x2060 ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static bool is_space(int32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 ||
	       utf8proc_category(c) == UTF8PROC_CATEGORY_ZS;
}

/* Drops invisible marks, makes runs of spaces one, none at the ends. NULL for invalid UTF-8. */
static char *tidy(struct arena *arena, const char *text, size_t *length)
{
	size_t left = strlen(text);
	char *out = arena_alloc(arena, left + 1), *end = out;
	bool space = false;

	while (left > 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text, left > 4 ? 4 : (utf8proc_ssize_t)left,
		                                      &c);
		if (n <= 0)
			return NULL;
		if (is_space(c)) {
			space = true;
		} else if (!is_invisible(c)) {
			if (space && end > out)
				*end++ = ' ';
			space = false;
			memcpy(end, text, (size_t)n);
			end += n;
		}
		text += n;
		left -= (size_t)n;
	}
	*length = (size_t)(end - out);
	return out;
}

static bool is_ascii(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if ((unsigned char)text[i] >= 0x80)
			return false;
	}
	return true;
}

/* The code points of the text under utf8proc's options, with room for utf8proc_reencode(). */
static int32_t *decompose(struct arena *arena, const char *text, size_t length, utf8proc_option_t options,
                          size_t *count)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	utf8proc_ssize_t n = utf8proc_decompose(bytes, (utf8proc_ssize_t)length, NULL, 0, options);
	int32_t *points = arena_array(arena, (size_t)n + 1, sizeof *points);

	utf8proc_decompose(bytes, (utf8proc_ssize_t)length, points, n, options);
	*count = (size_t)n;
	return points;
}

static char *encode(int32_t *points, size_t count, utf8proc_option_t options)
{
	utf8proc_reencode(points, (utf8proc_ssize_t)count, options);
	return (char *)points;
}

char *utf8_clean(struct arena *arena, const char *text)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	size_t length, count;
	char *tidied = tidy(arena, text, &length);

	if (tidied == NULL || is_ascii(tidied, length))
		return tidied;
	int32_t *points = decompose(arena, tidied, length, options, &count);
	return encode(points, count, options);
}

char *utf8_fold(struct arena *arena, const char *text)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
	size_t length, count;
	char *tidied = tidy(arena, text, &length);

	if (tidied == NULL)
		return NULL;
	int32_t *points = decompose(arena, tidied, length, options, &count);
	for (size_t i = 0; i < count; i++) {
		if (points[i] == 0x111)
			points[i] = 'd';
	}
	return encode(points, count, options);
}

const char *utf8_library_version(void)
{
	return utf8proc_version();
}
