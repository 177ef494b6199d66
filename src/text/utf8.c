#include "text/utf8.h"

#include <utf8proc.h>

#include "text/alphabet.h"
#include "text/misread/legacy.h"
#include "text/sign.h"

static bool goes_on(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Bytes of the character that the text begins with, 0 when it begins with none. left > 0. Those of Vietnamese have up
 * to two, or three of which the first is 0xe1. */
static size_t read_point(const char *text, size_t left, int32_t *c)
{
	*c = (unsigned char)*text;
	if (*c < 0x80)
		return 1;
	if (*c >= 0xc2 && *c < 0xe0 && left > 1 && goes_on(text[1])) {
		*c = (*c & 0x1f) << 6 | (text[1] & 0x3f);
		return 2;
	}
	if (*c == 0xe1 && left > 2 && goes_on(text[1]) && goes_on(text[2])) {
		*c = (*c & 0xf) << 12 | (text[1] & 0x3f) << 6 | (text[2] & 0x3f);
		return 3;
	}
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text, left > 4 ? 4 : (utf8proc_ssize_t)left, c);
	return n > 0 ? (size_t)n : 0;
}

bool utf8_valid(const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end) {
		int32_t c = (unsigned char)*text;
		size_t n = c < 0x80 ? 1 : read_point(text, (size_t)(end - text), &c);
		if (n == 0 || c == 0)
			return false;
		text += n;
	}
	return true;
}

size_t utf8_first(const char *text, size_t length)
{
	int32_t c;

	return length == 0 ? 0 : read_point(text, length, &c);
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
	int32_t c = (unsigned char)**text;
	size_t n = c < 0x80 ? 1 : read_point(*text, strnlen(*text, 4), &c);

	*text += n > 0 ? n : 1;
	return n > 0 ? c : -1;
}

bool utf8_has_control(const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		bool may = (c < 0x20) | (c == 0x7f) | (c == 0xc2);      /* one question for nearly every byte */
		if (!may)
			continue;
		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
			return true;
		if (c == 0xc2 && (unsigned char)text[1] >= 0x80 && (unsigned char)text[1] < 0xa0)
			return true;
	}
	return false;
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

/* A text on its way to what is kept of it, or to what it is compared by. */
struct tidying {
	enum { FOR_COMPARING, FOR_KEEPING, FOR_KEEPING_OLD } purpose;  /* the last: of an old font */
	int32_t before;                 /* the character that was taken last */
	bool may_be_old;                /* there is a sign that an old font has for a letter */
	bool composed;                  /* it is in NFC; false: it may be */
};

/* What Unicode takes for the soft hyphen, Ð and ð are letters in TCVN3. */
static bool is_letter_of_old_font(int32_t c)
{
	return c == 0xad || c == 0xd0 || c == 0xf0;
}

/* The first that can be seen; 0 at the end. */
static int32_t next_seen(const char *text)
{
	int32_t c = 0;

	while (c <= 0 && *text != '\0')
		c = sign_one(utf8_next(&text));
	return c;
}

/* What becomes of a character that stands before rest; 0: nothing. */
static int32_t take(struct tidying *t, int32_t c, const char *rest)
{
	int32_t one = sign_one(c);
	bool old = is_letter_of_old_font(c);

	t->may_be_old |= old;
	if (t->purpose == FOR_COMPARING || one == c)
		return one;
	return old && t->purpose == FOR_KEEPING_OLD ? c : sign_kept(t->before, c, one == '-' ? next_seen(rest) : 0);
}

/* True for what tidying leaves as it is, and composing too: letters of Vietnamese and what nearly all texts have
 * besides, with single spaces between. */
static bool is_tidy(const char *text, size_t length)
{
	const char *end = text + length;
	int32_t before = ' ', c;

	for (; text < end; before = c) {
		size_t n = read_point(text, (size_t)(end - text), &c);
		if (n == 0 || c < ' ' || !sign_is_plain(c) || (c == ' ' && before == ' '))
			return false;
		text += n;
	}
	return before != ' ' || length == 0;
}

/* One sign for one thing, runs of spaces as one, none at the ends. NULL for invalid UTF-8. */
static char *tidy(struct arena *arena, const char *text, struct tidying *t, size_t *length)
{
	size_t left = strlen(text);
	bool space = false;

	t->composed = true;
	if (is_tidy(text, left)) {
		*length = left;
		return arena_text_n(arena, text, left);
	}
	char *out = arena_alloc(arena, left + 1), *end = out;
	while (left > 0) {
		int32_t c;
		size_t n = read_point(text, left, &c);
		if (n == 0)
			return NULL;
		text += n;
		left -= n;
		bool plain = c > ' ' && sign_is_plain(c);
		int32_t taken = plain ? c : is_space(c) ? ' ' : take(t, c, text);
		space = space || taken == ' ';
		if (taken == 0 || taken == ' ')
			continue;
		if (space && end > out) {
			*end++ = ' ';
			t->before = ' ';
		}
		space = false;
		for (const char *byte = text - n; plain && byte < text; byte++)
			*end++ = *byte;
		if (!plain)
			end += utf8proc_encode_char(taken, (utf8proc_uint8_t *)end);
		t->composed = t->composed && is_composed(taken);
		t->before = taken;
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

/* Every letter, or the first alone, changed. */
static char *change_case(struct arena *arena, const char *text, utf8proc_int32_t (*change)(utf8proc_int32_t),
                         size_t most)
{
	size_t count;
	int32_t *points = decompose(arena, text, strlen(text), UTF8PROC_STABLE | UTF8PROC_COMPOSE, &count);

	if (!utf8_valid(text, strlen(text)))
		return NULL;
	for (size_t i = 0; i < count && i < most; i++)
		points[i] = change(points[i]);
	return encode(points, count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

char *utf8_upper(struct arena *arena, const char *text)
{
	return change_case(arena, text, utf8proc_toupper, SIZE_MAX);
}

char *utf8_lower_first(struct arena *arena, const char *text)
{
	return change_case(arena, text, utf8proc_tolower, 1);
}

/* The text tidied and in NFC. */
static char *normalise(struct arena *arena, const char *text, struct tidying *t)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	size_t length, count;
	char *tidied = tidy(arena, text, t, &length);

	if (tidied == NULL || t->composed)
		return tidied;
	int32_t *points = decompose(arena, tidied, length, options, &count);
	return encode(points, count, options);
}

/* Whether it is of an old font is told by what would be kept of it then, so that cleaning again changes nothing. */
char *utf8_clean(struct arena *arena, const char *text)
{
	struct tidying old = { .purpose = FOR_KEEPING_OLD }, today = { .purpose = FOR_KEEPING };
	char *kept = normalise(arena, text, &old);

	if (kept == NULL || !old.may_be_old || legacy_detect(arena, kept).encoding != LEGACY_UNICODE)
		return kept;
	return normalise(arena, text, &today);
}

#define FOLD (UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK)

/* The search key as code points, with room for utf8proc_reencode(); NULL for invalid UTF-8. */
static int32_t *fold(struct arena *arena, const char *text, size_t *count)
{
	struct tidying t = { .purpose = FOR_COMPARING };
	size_t length;
	char *tidied = tidy(arena, text, &t, &length);

	if (tidied == NULL)
		return NULL;
	int32_t *points = decompose(arena, tidied, length, FOLD, count);
	for (size_t i = 0; i < *count; i++) {
		int32_t one = sign_one(points[i]);      /* folding parts a few letters from their apostrophe */
		points[i] = one == 0x111 ? 'd' : one;
	}
	return points;
}

/* The search key of a text of ASCII and letters of Vietnamese that is tidy: nearly every one; NULL for any other. */
static char *fold_plain(struct arena *arena, const char *text)
{
	size_t length = strlen(text);

	if (!is_tidy(text, length))
		return NULL;
	char *out = arena_alloc(arena, length + 1), *end = out;
	while (*text != '\0') {
		int32_t c = utf8_next(&text);
		struct letter letter = letter_of(c);
		if (letter.base == 0 && c >= 0x80)
			return NULL;
		*end++ = letter.base != 0 ? letter.base : (char)c;
	}
	return out;
}

char *utf8_fold(struct arena *arena, const char *text)
{
	char *plain = fold_plain(arena, text);
	size_t count;

	if (plain != NULL)
		return plain;
	int32_t *points = fold(arena, text, &count);
	return points == NULL ? NULL : encode(points, count, FOLD);
}

char *utf8_fold_words(struct arena *arena, const char *text)
{
	size_t count, kept = 0;
	int32_t *points = fold(arena, text, &count);

	if (points == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		utf8proc_category_t category = utf8proc_category(points[i]);
		bool in_word = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
		if (in_word || (kept > 0 && points[kept - 1] != ' '))
			points[kept++] = in_word ? points[i] : ' ';
	}
	return encode(points, kept > 0 && points[kept - 1] == ' ' ? kept - 1 : kept, FOLD);
}

const char *utf8_library_version(void)
{
	return utf8proc_version();
}
