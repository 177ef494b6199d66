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

static unsigned place_of(char c)
{
	return ((unsigned char)c | (unsigned)('a' - 'A')) - 'a';
}

static bool is_letter(char c)
{
	return place_of(c) <= 'z' - 'a';
}

static bool is_joint(char c)
{
	return c == '\'' || c == '-';
}

static bool is_beyond(char c)
{
	return (unsigned char)c >= 0x80;
}

static bool is_vowel(char c)
{
	return is_letter(c) && (VOWELS >> place_of(c) & 1) != 0;
}

/* ---- one look at the bytes: most texts need no other ---- */

struct look {
	bool beyond;                    /* characters beyond ASCII */
	bool latin;                     /* some of U+0080 to U+00FF */
	bool unicode;                   /* letters that only Unicode has; punctuation is none */
	bool lost;                      /* a word that may have lost letters */
};

/* The bytes of đ and Đ. */
static bool is_bar(const char *at)
{
	return at[0] == '\xc4' && (at[1] == '\x90' || at[1] == '\x91');
}

static bool ends_in_uyn(const char *end)
{
	return (end[1] == 'y' || end[1] == 'Y') && strncasecmp(end, "uyn", 3) == 0;
}

/* Notes the character beyond ASCII that begins with this byte; how many others it has. */
static size_t look_at_lead(struct look *look, unsigned char c)
{
	look->beyond = true;
	look->latin |= c <= 0xc3;
	look->unicode |= (c >= 0xc4 && c <= 0xc7) || c == 0xe1;
	return 1u + (c >= 0xe0) + (c >= 0xf0);
}

/* Bytes of the word of letters, digits and joints at the start of text. It has lost letters when there are two
 * consonants or more and nothing else, or what is left of uyên, uyến, uyễn. Of what is beyond ASCII only đ is a
 * consonant. */
static size_t look_at_word(struct look *look, const char *text)
{
	size_t length = 0, consonants = 0, others = 0;

	for (;; length++) {
		char c = text[length];
		if (is_letter(c)) {
			size_t vowel = is_vowel(c);
			others += vowel;
			consonants += 1 - vowel;
		} else if (is_beyond(c)) {
			size_t bar = is_bar(text + length);
			others += 1 - bar;
			consonants += bar;
			length += look_at_lead(look, (unsigned char)c);
		} else if (is_digit(c) || is_joint(c)) {
			others++;
		} else {
			break;
		}
	}
	look->lost = (others == 0 && consonants > 1) || (length > 3 && ends_in_uyn(text + length - 3));
	return length;
}

static struct look look_at(const char *text)
{
	struct look look = { .beyond = false };
	bool lost = false;

	while (*text != '\0') {
		size_t length = look_at_word(&look, text);
		lost |= look.lost;
		text += length + (text[length] != '\0');
	}
	look.lost = lost;
	return look;
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
	size_t faint;                   /* those that other peoples' words look like */
	size_t plain, foreign;          /* syllables without marks; words that are neither */
	size_t longest;                 /* letters of the longest word typed so */
};

/* A key that is no letter of Vietnamese, one that no syllable ends in beside another, or the bar of đ. */
static bool is_strong(const char *word, enum key_method method, size_t keys)
{
	return method == KEYS_VNI || strpbrk(word, "fjwFJW") != NULL || (keys > 1 && strpbrk(word + 1, "xX") != NULL) ||
	       strncasecmp(word, "dd", 2) == 0;
}

/* "Wa", "Wi" are syllables of other peoples, and ưa, ưi are no names. */
static bool is_name_with_w(const char *word, size_t keys)
{
	return keys == 1 && (word[0] == 'w' || word[0] == 'W') && is_vowel(word[1]);
}

/* "Sar", "Nher", "Bax": hỏi and ngã stand where words of other peoples end. No family name has hỏi alone, Vũ and Võ
 * have ngã. */
static bool is_faint(const char *word, size_t keys, bool first)
{
	char last = word[strlen(word) - 1];

	return keys == 1 && (last == 'r' || last == 'R' || (!first && (last == 'x' || last == 'X')));
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
	if (read == NULL || word_length(word) < 2 || is_name_with_w(word, keys) || !syllable_is_vietnamese(read)) {
		keyed->foreign++;
		return NULL;
	}
	keyed->faint += is_faint(word, keys, keyed->words + keyed->plain + keyed->foreign == 0);
	keyed->words++;
	keyed->strong += is_strong(word, method, keys);
	keyed->longest = strlen(word) > keyed->longest ? strlen(word) : keyed->longest;
	return read;
}

/* Two words tell it, or one beside syllables, unless all are faint; other words make it doubtful. */
static bool is_keyed(const struct keyed *keyed, enum key_method method, bool is_name)
{
	if (keyed->words == 0 || keyed->words <= keyed->foreign || (method == KEYS_VNI && keyed->longest < 3))
		return false;
	if (!is_name || keyed->foreign > 0)
		return keyed->words > 1 && keyed->strong > 0;
	return keyed->strong > 0 || (keyed->words > keyed->faint && (keyed->words > 1 || keyed->plain > 1));
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

/* True for a word with a letter that is none of Vietnamese, a digit, a letter twice, or s, r or x behind a vowel:
 * without one there is no key. */
static bool has_key(const char *word, size_t length)
{
	bool vowel = false;

	for (size_t i = 0; i < length; i++) {
		char c = (char)(word[i] | ('a' - 'A')), before = i == 0 ? '\0' : (char)(word[i - 1] | ('a' - 'A'));
		bool tone = vowel && (c == 's' || c == 'r' || c == 'x');
		if (is_digit(word[i]) || c == 'f' || c == 'j' || c == 'w' || c == before || tone)
			return true;
		vowel = vowel || is_vowel(word[i]);
	}
	return false;
}

static bool has_keys(const char *text)
{
	for (size_t length; *text != '\0'; text += length == 0 ? 1 : length) {
		length = word_length(text);
		if (length > 1 && has_key(text, length))
			return true;
	}
	return false;
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
	else if (!look.beyond && has_keys(text))
		found = look_keys(arena, text, is_name, reading);
	if (found == MISREAD_NOT && look.lost && has_lost_letters(arena, text, is_name))
		found = MISREAD_LOST;
	return found;
}
