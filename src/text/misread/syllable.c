#include "text/misread/syllable.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/memory.h"
#include "text/alphabet.h"
#include "text/utf8.h"

enum { LETTERS = 16 };                  /* code points of a syllable in NFD, with room to spare */

/* "ngh" before "ng" before "n": the longest that a rhyme follows. */
static const char *const onsets[] = {
	"ngh", "ng", "nh", "n", "gh", "gi", "g", "kh", "k", "ch", "c", "ph", "p", "th", "tr", "t", "qu", "b", "d", "đ",
	"h", "l", "m", "r",
	"s", "v", "x", "",
};

/* Those of the dictionary (Hoàng Phê, Từ điển tiếng Việt), without tones; each between spaces. ynh, ych, yt follow qu
 * only. */
static const char rhymes[] =
	" a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
	"e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
	"i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
	"o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot oăc oăm oăn "
	"oăng oăt "
	"ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
	"u ua uân uâng uât uây uc ui um un ung uơ up ut uy uya uych uynh uyp uyt uyu uyên uyêt uê uêch uênh uôc uôi uôm "
	"uôn uông uôt "
	"ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
	"y yêm yên yêng yêt yêu ynh ych yt ";

static bool is_tone(int32_t c)
{
	return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

/* A letter that a tone may stand on, with the mark of a vowel or without. */
static bool bears_tone(int32_t c)
{
	return c == 0x302 || c == 0x306 || c == 0x31b || (c < 0x80 && strchr("aeiouy", (int)c) != NULL);
}

/* A word of letters of Vietnamese in NFC in small letters without its tone, and the tone (0: none). False for any
 * other, for what is longer than a syllable, and for what has two tones. */
static bool part_plain(const char *word, char out[LETTERS * 4 + 1], int32_t *tone)
{
	char *end = out;

	*tone = 0;
	while (*word != '\0' && end - out < LETTERS) {
		struct letter letter = letter_of(utf8_next(&word));
		if (letter.base == 0 || (letter.tone != 0 && *tone != 0))
			return false;
		if (letter.tone != 0)
			*tone = letter.tone;
		if (letter.plain < 0x80)
			*end++ = (char)letter.plain;
		else
			end += utf8proc_encode_char(letter.plain, (utf8proc_uint8_t *)end);
	}
	*end = '\0';
	return end > out && *word == '\0';
}

/* The same of any word: marks may stand by themselves. False also for a tone on a consonant (ñ). */
static bool part_tone(const char *word, char out[LETTERS * 4 + 1], int32_t *tone)
{
	const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_NULLTERM;
	int32_t points[LETTERS + 1];
	utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)word, 0, points, LETTERS, options), kept = 0;

	*tone = 0;
	if (count <= 0 || count > LETTERS)
		return false;
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		if (!is_tone(points[i]))
			points[kept++] = points[i];
		else if (*tone != 0 || kept == 0 || !bears_tone(points[kept - 1]))
			return false;
		else
			*tone = points[i];
	}
	utf8proc_ssize_t length = utf8proc_reencode(points, kept, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	if (length <= 0)
		return false;
	memcpy(out, points, (size_t)length);
	out[length] = '\0';
	return true;
}

/* text: what part_tone() left, or its end. */
static bool is_rhyme(const char *text)
{
	char between[LETTERS * 4 + 3] = " ";
	size_t length = strlen(text);

	memcpy(between + 1, text, length);
	memcpy(between + 1 + length, " ", 2);
	return length > 0 && text[strcspn(text, " ")] == '\0' && strstr(rhymes, between) != NULL;
}

/* An ending that only sắc and nặng go with. */
static bool is_stopped(const char *rhyme)
{
	char last = rhyme[strlen(rhyme) - 1];

	return last == 'c' || last == 'p' || last == 't' || (last == 'h' && rhyme[strlen(rhyme) - 2] == 'c');
}

/* k, gh and ngh stand before e, ê, i and y, c and ng never do, nor does g before e and ê. */
static bool agree(const char *onset, const char *rhyme)
{
	bool narrow = strncmp(rhyme, "e", 1) == 0 || strncmp(rhyme, "ê", strlen("ê")) == 0;
	bool front = narrow || *rhyme == 'i' || *rhyme == 'y';

	if (strcmp(onset, "k") == 0 || strcmp(onset, "gh") == 0 || strcmp(onset, "ngh") == 0)
		return front;
	if (strcmp(onset, "c") == 0 || strcmp(onset, "ng") == 0)
		return !front;
	return !narrow || strcmp(onset, "g") != 0;
}

/* Bytes of the onset when the word begins with it, else 0. */
static size_t begins_with(const char *word, const char *onset)
{
	size_t length = 0;

	while (onset[length] != '\0' && onset[length] == word[length])
		length++;
	return onset[length] == '\0' ? length : 0;
}

bool syllable_is_vietnamese(const char *word)
{
	char plain[LETTERS * 4 + 1];
	int32_t tone;

	if (!part_plain(word, plain, &tone) && !part_tone(word, plain, &tone))
		return false;
	for (size_t i = 0; i < COUNT(onsets); i++) {
		size_t onset = begins_with(plain, onsets[i]);
		const char *rhyme = plain + onset;
		if ((onset == 0 && *onsets[i] != '\0') || !is_rhyme(rhyme) || !agree(onsets[i], rhyme))
			continue;
		return tone == 0 || tone == 0x301 || tone == 0x323 || !is_stopped(rhyme);
	}
	return false;
}

/* ---- without marks ---- */

/* True when the rhyme at *at, which is moved behind it, is that text but for the marks. */
static bool is_rhyme_unmarked(const char **at, const char *text)
{
	bool same = true;

	while (**at != ' ') {
		int32_t parts[LETTERS];
		utf8proc_int32_t c;
		*at += utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &c);
		utf8proc_decompose_char(c, parts, LETTERS, UTF8PROC_DECOMPOSE, NULL);
		same = same && *text == (char)parts[0];
		text += same;
	}
	return same && *text == '\0';
}

static bool has_rhyme_unmarked(const char *text)
{
	for (const char *at = rhymes + 1; *at != '\0'; at++) {
		if (is_rhyme_unmarked(&at, text))
			return true;
	}
	return false;
}

bool syllable_is_unmarked(const char *word)
{
	char lower[LETTERS + 1];
	size_t length = strlen(word);

	if (length > LETTERS || length == 0)
		return false;
	for (size_t i = 0; i <= length; i++)
		lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + ('a' - 'A') : word[i]);
	for (size_t i = 0; i < COUNT(onsets); i++) {
		size_t onset = begins_with(lower, onsets[i]);
		if ((onset > 0 || *onsets[i] == '\0') && has_rhyme_unmarked(lower + onset))
			return true;
	}
	return false;
}
