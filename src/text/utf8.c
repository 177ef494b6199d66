#include "text/utf8.h"

#include <utf8proc.h>

/* Bytes of the character that the text begins with, 0 when it begins with none. left > 0. */
static size_t read_point(const char *text, size_t left, int32_t *c)
{
	*c = (unsigned char)*text;
	if (*c < 0x80)
		return 1;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text, left > 4 ? 4 : (utf8proc_ssize_t)left, c);
	return n > 0 ? (size_t)n : 0;
}

bool utf8_valid(const char *text, size_t length)
{
	while (length > 0) {
		int32_t c;
		size_t n = read_point(text, length, &c);
		if (n == 0 || c == 0)
			return false;
		text += n;
		length -= n;
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
	int32_t c;
	size_t n = read_point(*text, strnlen(*text, 4), &c);

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
	       (c >= 0xa0 && utf8proc_category(c) == UTF8PROC_CATEGORY_ZS);
}

/* Latin letters and punctuation that stay as they are in NFC, whatever stands beside them. */
static bool is_composed(int32_t c)
{
	return c < 0x300 || (c >= 0x1e00 && c <= 0x1eff) || (c >= 0x2010 && c <= 0x2060);
}

/* Drops invisible marks, makes runs of spaces one, none at the ends. NULL for invalid UTF-8. *composed: it is in NFC;
 * false: it may be. */
static char *tidy(struct arena *arena, const char *text, size_t *length, bool *composed)
{
	size_t left = strlen(text);
	char *out = arena_alloc(arena, left + 1), *end = out;
	bool space = false;

	*composed = true;
	while (left > 0) {
		int32_t c;
		size_t n = read_point(text, left, &c);
		if (n == 0)
			return NULL;
		if (is_space(c)) {
			space = true;
		} else if (!is_invisible(c)) {
			if (space && end > out)
				*end++ = ' ';
			space = false;
			*composed = *composed && is_composed(c);
			for (const char *byte = text; byte < text + n; byte++)
				*end++ = *byte;
		}
		text += n;
		left -= n;
	}
	*length = (size_t)(end - out);
	return out;
}

/* The code points of the text under utf8proc's options, with room for utf8proc_reencode(). */
static int32_t *decompose(struct arena *arena, const char *text, size_t length, utf8proc_option_t options,
                          size_t *count)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	size_t room;                    /* that of the bytes is rarely too little: a letter with a mark has two */
	int32_t *points;

	*count = length;
	do {
		room = *count;
		points = arena_array(arena, room + 1, sizeof *points);
		*count = (size_t)utf8proc_decompose(bytes, (utf8proc_ssize_t)length, points, (utf8proc_ssize_t)room, options);
	} while (*count > room);
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
	bool composed;
	char *tidied = tidy(arena, text, &length, &composed);

	if (tidied == NULL || composed)
		return tidied;
	int32_t *points = decompose(arena, tidied, length, options, &count);
	return encode(points, count, options);
}

char *utf8_fold(struct arena *arena, const char *text)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
	size_t length, count;
	bool composed;
	char *tidied = tidy(arena, text, &length, &composed);

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
