#include "text/misread/misread.h"

#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "text/misread/keys.h"
#include "text/misread/legacy.h"
#include "text/misread/syllable.h"

enum { VOWELS = 1 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24 };    /* aeiouy, by their place after a */
enum { WORD = 24, GROWTH = 4 };         /* a longer word is no syllable; a key makes a letter of four bytes at most */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_joint(char c)
{
	return c == '\'' || c == '-';
}

static bool is_beyond(char c)
{
	return (unsigned char)c >= 0x80;
}

/* Of a letter of ASCII. */
static bool is_vowel(char c)
{
	return (VOWELS >> ((c | ('a' - 'A')) - 'a') & 1) != 0;
}

/* ---- one look at the bytes: most texts need no other ---- */

struct look {
	bool beyond;                    /* characters beyond ASCII */
	bool latin;                     /* some of U+0080 to U+00FF */
	bool unicode;                   /* letters that only Unicode has; punctuation is none */
	bool lost;                      /* a word that may have lost letters */
};

static void look_at_byte(struct look *look, unsigned char c)
{
	look->beyond = true;
	look->latin |= c == 0xc2 || c == 0xc3;
	look->unicode |= (c >= 0xc4 && c <= 0xc7) || c == 0xe1;
}

/* Bytes of the word of letters, digits and joints at the start of text. It has lost letters when there are two
 * consonants or more and nothing else, or what is left of uyên, uyến, uyễn. Of what is beyond ASCII only đ is a
 * consonant. */
static size_t look_at_word(struct look *look, const char *text)
{
	size_t length = 0, consonants = 0;
	bool others = false;

	for (char c; (c = text[length]) != '\0'; length++) {
		bool bar = c == '\xc4' && (text[length + 1] == '\x90' || text[length + 1] == '\x91');
		if (!is_letter(c) && !is_digit(c) && !is_joint(c) && !is_beyond(c))
			break;
		if (is_beyond(c))
			look_at_byte(look, (unsigned char)c);
		if (bar || (is_letter(c) && !is_vowel(c)))
			consonants++;
		else
			others = true;
		length += bar;
	}
	bool cut = length > 3 && (text[length - 1] | ('a' - 'A')) == 'n' && strncasecmp(text + length - 3, "uyn", 3) == 0;
	look->lost = (!others && consonants > 1) || cut;
	return length;
}

static struct look look_at(const char *text)
{
	struct look all = { .beyond = false };

	for (struct look word = all; *text != '\0'; text++) {
		text += look_at_word(&word, text);
		all.lost |= word.lost;
		all.beyond = word.beyond;
		all.latin = word.latin;
		all.unicode = word.unicode;
		if (*text == '\0')
			break;
	}
	return all;
}

/* ---- old fonts ---- */

static enum misread look_legacy(struct arena *arena, const char *text, const char **reading)
{
	enum legacy_encoding encoding = legacy_detect(arena, text).encoding;

	if (encoding == LEGACY_UNICODE)
		return MISREAD_NOT;
	*reading = legacy_convert(arena, text, encoding).text;
	return encoding == LEGACY_TCVN3 ? MISREAD_TCVN3 : MISREAD_VNI;
}

/* ---- keys of an input method that was off ---- */

/* Letters, and digits, apostrophes and hyphens behind a letter: H'Hen is a word. */
static size_t word_length(const char *text)
{
	size_t length = 0;

	while (is_letter(text[length]) || (length > 0 && (is_digit(text[length]) || is_joint(text[length]))))
		length++;
	return length;
}

/* What the words of a text say of a way of typing. */
struct keyed {
	size_t words, strong;           /* words typed so; those that are hardly anything else */
	size_t plain, foreign;          /* syllables without marks; words that are neither */
	size_t longest;                 /* letters of the longest word typed so */
};

/* A key that is no letter of Vietnamese, one that no syllable ends in beside another, or the bar of đ. */
static bool is_strong(const char *word, enum key_method method, size_t keys)
{
	return method == KEYS_VNI || strpbrk(word, "fjwFJW") != NULL || (keys > 1 && strpbrk(word + 1, "xX") != NULL) ||
	       strncasecmp(word, "dd", 2) == 0;
}

static bool is_capitals(const char *word)
{
	return word[strcspn(word, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* The word as these keys type it, noted; NULL: it is no such word. */
static const char *read_keys(struct arena *arena, const char *word, enum key_method method, struct keyed *keyed)
{
	size_t keys;

	if (strlen(word) == 1)
		return NULL;
	if (syllable_is_unmarked(word)) {
		keyed->plain++;
		return NULL;
	}
	const char *read = strlen(word) > WORD ? NULL : keys_read(arena, word, method, &keys);
	if (read == NULL || word_length(word) < 2 || !syllable_is_vietnamese(arena, read)) {
		keyed->foreign++;
		return NULL;
	}
	keyed->words++;
	keyed->strong += is_strong(word, method, keys);
	keyed->longest = strlen(word) > keyed->longest ? strlen(word) : keyed->longest;
	return read;
}

/* Two words tell it, or one beside syllables; other words make it doubtful. */
static bool is_keyed(const struct keyed *keyed, enum key_method method, bool is_name)
{
	if (keyed->words == 0 || keyed->words <= keyed->foreign || (method == KEYS_VNI && keyed->longest < 3))
		return false;
	if (!is_name || keyed->foreign > 0)
		return keyed->words > 1 && keyed->strong > 0;
	return keyed->words > 1 || keyed->strong > 0 || keyed->plain > 1;
}

/* The text with its words as these keys type them, and what they say. */
static const char *read_text(struct arena *arena, const char *text, enum key_method method, struct keyed *keyed)
{
	struct buf out;

	buf_init(&out, arena, strlen(text) * GROWTH + 1);
	while (*text != '\0') {
		size_t length = word_length(text);
		const char *word = arena_text_n(arena, text, length == 0 ? 1 : length);
		const char *read = length == 0 ? NULL : read_keys(arena, word, method, keyed);
		buf_text(&out, read == NULL ? word : read);
		text += strlen(word);
	}
	return out.data;
}

static enum misread look_keys(struct arena *arena, const char *text, bool is_name, const char **reading)
{
	for (enum key_method method = KEYS_TELEX; method < KEY_METHOD_COUNT; method++) {
		struct keyed keyed = { 0 };
		const char *read = read_text(arena, text, method, &keyed);
		if (!is_keyed(&keyed, method, is_name))
			continue;
		*reading = read;
		return method == KEYS_TELEX ? MISREAD_TELEX : MISREAD_VNI_KEYS;
	}
	return MISREAD_NOT;
}

/* ---- letters that are not there ---- */

/* What is written short in addresses, jobs and names of firms, in small letters. */
static const char short_words[] =
	" tp tt tx th kp kv tdp tdt ql tl hl dt ct cty cp tnhh mtv tm dv tmdv sx xd xnk dntn htx hkd nv vp vpdd pgd gd nh "
	"ks nm xn bv ptth thpt thcs mn hcm hn hp dn brvt kcn kcx kdc ktx dh cd tc gv bs hs sv cb cbcc ld ldpt pt ph ng tr "
	"ngh nt nth tk vlxd vn vnpt pvc pct gtvt mr mrs ";

static bool is_short(struct arena *arena, const char *word)
{
	char *lower = arena_text(arena, word);

	for (char *at = lower; *at != '\0'; at++)
		*at = (char)(*at >= 'A' && *at <= 'Z' ? *at + ('a' - 'A') : *at);
	return strstr(short_words, arena_print(arena, " %s ", lower)) != NULL;
}

static bool has_small(const char *text)
{
	return text[strcspn(text, "abcdefghijklmnopqrstuvwxyz")] != '\0';
}

/* A word of capitals, one with a dot behind it, and in other texts than names one of the usual, is written short. */
static bool has_lost_letters(struct arena *arena, const char *text, bool is_name)
{
	bool capitals = is_name && !has_small(text);
	struct look look = { .beyond = false };
	size_t lost = 0, telling = 0;

	for (size_t length; *text != '\0'; text += length == 0 ? 1 : length) {
		length = look_at_word(&look, text);
		const char *word = look.lost ? arena_text_n(arena, text, length) : "";
		bool is_short_form = text[length] == '.' || (is_capitals(word) && !capitals);
		if (!look.lost || is_short_form || (!is_name && is_short(arena, word)))
			continue;
		lost++;
		telling += length > 2;
	}
	return is_name ? lost > 0 : lost > 1 && telling > 0;
}

enum misread misread_look(struct arena *arena, const char *text, bool is_name, const char **reading)
{
	struct look look = look_at(text);
	enum misread found = MISREAD_NOT;

	*reading = NULL;
	if (look.latin && !look.unicode)
		found = look_legacy(arena, text, reading);
	else if (!look.beyond)
		found = look_keys(arena, text, is_name, reading);
	if (found == MISREAD_NOT && look.lost && has_lost_letters(arena, text, is_name))
		found = MISREAD_LOST;
	return found;
}
