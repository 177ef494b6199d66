#include "text/sound.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"
#include "text/utf8.h"

struct spelling {
	const char *from, *to;
};

/* The first that a word begins with is its onset, so longer ones stand first. */
static const struct spelling onsets[] = {
	{ "ngh", "ngh" }, { "ng", "ng" }, { "nh", "nh" }, { "kh", "kh" }, { "ch", "ch" }, { "tr", "ch" },
	{ "r", "d" }, { "x", "s" }, { "n", "l" }, { "c", "k" }, { "q", "k" },
};

static const struct spelling endings[] = {
	{ "ng", "n" }, { "c", "t" }, { "k", "t" }, { "q", "t" },
};

static bool is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", c) != NULL;
}

/* Part of a word: a letter or digit; bytes of letters beyond a to z are left as they are. */
static bool is_part(const char *at)
{
	return (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || (unsigned char)*at >= 0x80;
}

static size_t next_word(const char **at)
{
	size_t length = 0;

	while (**at != '\0' && !is_part(*at))
		++*at;
	while (is_part(*at + length))
		length++;
	return length;
}

static void write_i(char *word)
{
	for (char *at = word; *at != '\0'; at++) {
		if (*at == 'y' && (at == word || at[-1] != 'a'))
			*at = 'i';
	}
}

/* True when the i of gi is heard: no vowel follows, or ê does (told from e by what stands after it). */
static bool gi_keeps_i(const char *after)
{
	return !is_vowel(*after) || (*after == 'e' && after[1] != '\0' && after[1] != 'o');
}

/* Appends the onset as it sounds; what is left of the word. */
static const char *add_onset(char **out, const char *word)
{
	if (strncmp(word, "gi", 2) == 0) {
		*(*out)++ = 'd';
		return gi_keeps_i(word + 2) ? word + 1 : word + 2;
	}
	for (size_t i = 0; i < COUNT(onsets); i++) {
		size_t length = strlen(onsets[i].from);
		if (strncmp(word, onsets[i].from, length) == 0) {
			*out = stpcpy(*out, onsets[i].to);
			return word + length;
		}
	}
	return word;
}

/* Appends the rest of a word, its ending as it sounds: the consonants after its last vowel. */
static void add_rest(char **out, const char *rest)
{
	const char *ending = rest + strlen(rest);

	while (ending > rest && !is_vowel(ending[-1]) && ending[-1] != 'y')
		ending--;
	memcpy(*out, rest, (size_t)(ending - rest));
	*out += ending - rest;
	for (size_t i = 0; i < COUNT(endings); i++) {
		if (strcmp(ending, endings[i].from) == 0)
			ending = endings[i].to;
	}
	*out = stpcpy(*out, ending);
}

static void add_word(char **out, char *word)
{
	write_i(word);
	if (word[strcspn(word, "aeiou")] == '\0') {
		*out = stpcpy(*out, word);
		return;
	}
	add_rest(out, add_onset(out, word));
}

char *name_sound(struct arena *arena, const char *name)
{
	const char *at = utf8_fold(arena, name);

	if (at == NULL)
		return NULL;
	char *out = arena_alloc(arena, strlen(at) + 1), *end = out;
	for (size_t length; (length = next_word(&at)) > 0; at += length) {
		if (end > out)
			*end++ = ' ';
		add_word(&end, arena_text_n(arena, at, length));
	}
	return out;
}
