#include "text/misread/keys.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/memory.h"

enum { LETTERS = 12, CIRCUMFLEX = 0x302, BREVE = 0x306, HORN = 0x31b, BELOW = 0x323, BAR = 0x111 };

struct letter {
	char base;
	int32_t mark;                   /* BAR on d */
};

struct typing {
	struct letter letters[LETTERS];
	size_t count, keys;
	int32_t tone;
};

static bool is_vowel(char c)
{
	return c != '\0' && strchr("aeiouyAEIOUY", c) != NULL;
}

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool has_vowel(const struct typing *t)
{
	for (size_t i = 0; i < t->count; i++) {
		if (is_vowel(t->letters[i].base))
			return true;
	}
	return false;
}

static bool set_tone(struct typing *t, int32_t tone)
{
	if (t->tone != 0 || !has_vowel(t))
		return false;
	t->tone = tone;
	t->keys++;
	return true;
}

/* Sets the mark on the last of these letters that has none. */
static bool set_mark(struct typing *t, const char *bases, int32_t mark)
{
	for (size_t i = t->count; i-- > 0;) {
		struct letter *letter = &t->letters[i];
		if (letter->mark != 0 || strchr(bases, lower(letter->base)) == NULL)
			continue;
		letter->mark = mark;
		t->keys++;
		return true;
	}
	return false;
}

/* The horn of ươ stands on both. */
static bool set_horn(struct typing *t)
{
	if (!set_mark(t, "ou", HORN))
		return false;
	for (size_t i = 1; i < t->count; i++) {
		if (t->letters[i].mark == HORN && lower(t->letters[i].base) == 'o' && lower(t->letters[i - 1].base) == 'u')
			t->letters[i - 1].mark = HORN;
	}
	return true;
}

/* At the end of a word it is uơ: thuở. */
static void drop_horn(struct typing *t)
{
	if (t->count > 1 && t->letters[t->count - 1].mark == HORN && t->letters[t->count - 2].mark == HORN)
		t->letters[t->count - 2].mark = 0;
}

static bool add_letter(struct typing *t, char c)
{
	if (t->count == LETTERS)
		return false;
	t->letters[t->count++] = (struct letter){ .base = c };
	return true;
}

/* A letter that is typed twice gets its mark, if nothing but the end of the syllable stands between. */
static bool set_doubled(struct typing *t, char c)
{
	size_t at = t->count;

	while (at > 0 && lower(t->letters[at - 1].base) != lower(c) && !is_vowel(t->letters[at - 1].base))
		at--;
	return at > 0 && lower(t->letters[at - 1].base) == lower(c) && t->letters[at - 1].mark == 0 &&
	       set_mark(t, (const char[]){ lower(c), '\0' }, lower(c) == 'd' ? BAR : CIRCUMFLEX);
}

/* False: the word is not typed so. */
static bool press_telex(struct typing *t, char c)
{
	static const struct { char key; int32_t tone; } tones[] = {
		{ 's', 0x301 }, { 'f', 0x300 }, { 'r', 0x309 }, { 'x', 0x303 }, { 'j', BELOW },
	};

	for (size_t i = 0; i < COUNT(tones); i++) {
		if (lower(c) == tones[i].key && has_vowel(t))
			return set_tone(t, tones[i].tone);
	}
	if (lower(c) == 'w')
		return set_mark(t, "a", BREVE) || set_horn(t) || (add_letter(t, c == 'w' ? 'u' : 'U') && set_horn(t));
	if (strchr("aeod", lower(c)) != NULL && set_doubled(t, c))
		return true;
	return add_letter(t, c);
}

static bool press_vni(struct typing *t, char c)
{
	static const int32_t tones[] = { 0x301, 0x300, 0x309, 0x303, BELOW };

	switch (c) {
	case '1': case '2': case '3': case '4': case '5':
		return set_tone(t, tones[c - '1']);
	case '6':
		return set_mark(t, "aeo", CIRCUMFLEX);
	case '7':
		return set_horn(t);
	case '8':
		return set_mark(t, "a", BREVE);
	case '9':
		return set_mark(t, "d", BAR);
	default:
		return add_letter(t, c);
	}
}

/* Where the tone is written: on the last vowel with a mark, else on the second of three and where a consonant
 * follows, else on the first; the u of qu and the i of gi are no vowels there. */
static size_t tone_place(const struct typing *t)
{
	size_t first = 0, end, place;

	while (first < t->count && !is_vowel(t->letters[first].base))
		first++;
	if (first == 1 && first + 1 < t->count && is_vowel(t->letters[2].base) &&
	    ((lower(t->letters[0].base) == 'q' && lower(t->letters[1].base) == 'u') ||
	     (lower(t->letters[0].base) == 'g' && lower(t->letters[1].base) == 'i')))
		first++;
	for (end = first; end < t->count && is_vowel(t->letters[end].base); end++)
		;
	for (place = end; place > first; place--) {
		if (t->letters[place - 1].mark != 0)
			return place - 1;
	}
	return end - first > 1 && (end < t->count || end - first > 2) ? first + 1 : first;
}

static utf8proc_ssize_t add_mark(int32_t *points, utf8proc_ssize_t count, int32_t mark)
{
	points[count] = mark;
	return count + (mark != 0);
}

/* Marks in the order of NFD: the dot below stands before the marks above, and after the horn. */
static const char *write_word(struct arena *arena, const struct typing *t)
{
	enum { MOST = 3 };
	int32_t *points = arena_array(arena, (size_t)LETTERS * MOST + 1, sizeof *points);
	utf8proc_ssize_t count = 0;
	size_t toned = tone_place(t);

	for (size_t i = 0; i < t->count; i++) {
		const struct letter *letter = &t->letters[i];
		if (letter->mark == BAR) {
			points[count++] = letter->base == 'd' ? BAR : BAR - 1;
			continue;
		}
		int32_t tone = i == toned ? t->tone : 0, below = tone == BELOW && letter->mark != HORN ? tone : 0;
		points[count++] = letter->base;
		count = add_mark(points, count, below);
		count = add_mark(points, count, letter->mark);
		count = add_mark(points, count, tone == below ? 0 : tone);
	}
	utf8proc_reencode(points, count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	return (const char *)points;
}

const char *keys_read(struct arena *arena, const char *word, enum key_method method, size_t *keys)
{
	struct typing typing = { .count = 0 };

	*keys = 0;
	for (; *word != '\0'; word++) {
		if (method == KEYS_TELEX ? !press_telex(&typing, *word) : !press_vni(&typing, *word))
			return NULL;
	}
	drop_horn(&typing);
	*keys = typing.keys;
	return typing.keys == 0 ? NULL : write_word(arena, &typing);
}
