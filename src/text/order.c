#include "text/order.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "text/sign.h"
#include "text/utf8.h"

/* The tone of a word stands after its letters and before any letter, so that An, Án come before Anh. */
enum { WORD_END = 0x01, FIRST_TONE = 0x02, FIRST_LETTER = 0x10, OTHER = 0x7f, GROWTH = 8 };

static const char alphabet[] = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/* In their order, from the second: ngang has no mark. */
static const int32_t tones[] = { 0x300, 0x309, 0x303, 0x301, 0x323 };

static int32_t next(const char **text)
{
	utf8proc_int32_t c;

	if (**text == '\0')
		return 0;
	*text += utf8proc_iterate((const utf8proc_uint8_t *)*text, -1, &c);
	return c;
}

static int tone_of(int32_t c)
{
	for (int i = 0; i < (int)(sizeof tones / sizeof tones[0]); i++) {
		if (tones[i] == c)
			return i + 1;
	}
	return 0;
}

static int place_of(int32_t letter)
{
	const char *at = alphabet;
	int32_t c;

	for (int place = 0; (c = next(&at)) != 0; place++) {
		if (c == letter)
			return place;
	}
	return -1;
}

static void add_letter(struct buf *key, const char *at, size_t length, int32_t c)
{
	int place = place_of(c);

	if (place >= 0) {
		buf_char(key, (char)(FIRST_LETTER + place));
		return;
	}
	buf_char(key, OTHER);
	buf_add(key, at, length);
}

/* The letters of a word without tones, composed again: ă, â, ê, ô, ơ, ư are letters. */
static const char *without_tones(struct arena *arena, const char *word, int *tone)
{
	const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
	utf8proc_ssize_t length = (utf8proc_ssize_t)strlen(word), kept = 0;
	utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)word, length, NULL, 0, options);
	int32_t *points = arena_array(arena, (size_t)count + 1, sizeof *points);

	utf8proc_decompose((const utf8proc_uint8_t *)word, length, points, count, options);
	*tone = 0;
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		int32_t c = sign_one(points[i]);
		int found = tone_of(c);
		if (found > 0)
			*tone = found;
		else if (c != 0)
			points[kept++] = c;
	}
	utf8proc_reencode(points, kept, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	return (const char *)points;
}

static void add_word(struct arena *arena, struct buf *key, const char *word)
{
	int tone;

	for (const char *at = without_tones(arena, word, &tone), *start = at; *at != '\0'; start = at) {
		int32_t c = next(&at);
		add_letter(key, start, (size_t)(at - start), c);
	}
	buf_char(key, (char)(FIRST_TONE + tone));
	buf_char(key, WORD_END);
}

char *name_order(struct arena *arena, const char *name)
{
	const char *clean = utf8_clean(arena, name);
	struct buf key;

	if (clean == NULL)
		return NULL;
	const char *space = strrchr(clean, ' ');
	buf_init(&key, arena, strlen(clean) * GROWTH + GROWTH);
	add_word(arena, &key, space == NULL ? clean : space + 1);
	for (const char *at = clean; space != NULL && at < space; at++) {
		size_t length = strcspn(at, " ");
		add_word(arena, &key, arena_text_n(arena, at, length));
		at += length;
	}
	return key.data;
}

int natural_order(const char *a, const char *b)
{
	while (*a != '\0' && *b != '\0') {
		if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
			char *a_end, *b_end;
			unsigned long long x = strtoull(a, &a_end, 10), y = strtoull(b, &b_end, 10);
			if (x != y)
				return x < y ? -1 : 1;
			a = a_end;
			b = b_end;
			continue;
		}
		if (*a != *b)
			break;
		a++;
		b++;
	}
	return (unsigned char)*a - (unsigned char)*b;
}

char *natural_key(struct arena *arena, const char *text)
{
	enum { DIGITS = 9 };
	const char *folded = utf8_fold(arena, text);
	struct buf key;

	if (folded == NULL)
		return NULL;
	buf_init(&key, arena, (DIGITS + 1) * strlen(folded) + 1);
	for (const char *at = folded; *at != '\0';) {
		size_t digits = strspn(at, "0123456789");
		for (size_t i = digits; digits > 0 && i < DIGITS; i++)
			buf_char(&key, '0');
		size_t length = digits > 0 ? digits : 1;
		buf_add(&key, at, length);
		at += length;
	}
	return key.data;
}
