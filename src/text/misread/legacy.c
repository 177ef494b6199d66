#include "text/misread/legacy.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/memory.h"
#include "text/alphabet.h"
#include "text/misread/syllable.h"
#include "text/sign.h"
#include "text/utf8.h"

enum { HIGH = 0x100, MARKED = 3 };      /* MARKED: code points that one character of VNI stands for, at most */

/* TCVN 5712:1993, table VN3 (the 74 letters above ASCII), of the characters U+00A1 to U+00FE in order; a space: none.
 */
static const char tcvn3_letters[] =
	"ĂÂÊÔƠƯĐăâêôơưđ " "     àảãáạ ằẳẵắ " "      ặầẩẫấậè ẻẽ" "éẹềểễếệìỉ   ĩíịò" " ỏõóọồổỗốộờởỡớợù" " ủũúụừửữứựỳỷỹýỵ";

/* VNI for Windows: what a character after a vowel (small or capital alike) adds to it. */
static const struct vni_mark {
	int32_t mark;                   /* the small one; the capital is 0x20 less */
	const char *after;              /* the vowels, small, as VNI writes them: ô is ơ, ö is ư */
	int32_t adds[2];                /* in the order of NFD */
} vni_marks[] = {
	{ 0xf9, "aeouyôö", { 0x301 } }, { 0xf8, "aeouyôö", { 0x300 } }, { 0xfb, "aeouyôö", { 0x309 } },
	{ 0xf5, "aeouyôö", { 0x303 } }, { 0xef, "aeouyôö", { 0x323 } },
	{ 0xe2, "aeo", { 0x302 } }, { 0xe1, "aeo", { 0x302, 0x301 } }, { 0xe0, "aeo", { 0x302, 0x300 } },
	{ 0xe5, "aeo", { 0x302, 0x309 } }, { 0xe3, "aeo", { 0x302, 0x303 } }, { 0xe4, "aeo", { 0x323, 0x302 } },
	{ 0xea, "a", { 0x306 } }, { 0xe9, "a", { 0x306, 0x301 } }, { 0xe8, "a", { 0x306, 0x300 } },
	{ 0xfa, "a", { 0x306, 0x309 } }, { 0xfc, "a", { 0x306, 0x303 } }, { 0xeb, "a", { 0x323, 0x306 } },
};

/* VNI for Windows: characters that are a letter alone. */
static const struct { int32_t from, to; } vni_letters[] = {
	{ 0xf4, 0x1a1 }, { 0xf6, 0x1b0 }, { 0xf1, 0x111 }, { 0xe6, 0x1ec9 }, { 0xf3, 0x129 }, { 0xf2, 0x1ecb },
	{ 0xed, 0xed }, { 0xec, 0xec }, { 0xee, 0x1ef5 },
};

static int32_t next(const char **text)
{
	return **text == '\0' ? 0 : utf8_next(text);
}

static bool is_upper(int32_t c)
{
	return utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
}

static bool is_lower(int32_t c)
{
	return utf8proc_category(c) == UTF8PROC_CATEGORY_LL;
}

/* ---- words: a run of ASCII letters and of what may be a letter in one of the encodings ---- */

static bool in_word(int32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	if (c < HIGH)
		return c > 0xa0;
	return utf8proc_category(c) <= UTF8PROC_CATEGORY_ME && utf8proc_category(c) != UTF8PROC_CATEGORY_CN;
}

/* The length of what stands before the next word, and of that word. */
static void find_word(const char *text, size_t *before, size_t *length)
{
	const char *at = text, *start;
	int32_t c;

	do {
		start = at;
		c = next(&at);
	} while (c != 0 && !in_word(c));
	*before = (size_t)(start - text);
	while (c != 0 && in_word(c)) {
		*length = (size_t)(at - text) - *before;
		c = next(&at);
	}
}

/* ---- one word ---- */

static int32_t tcvn3_letter(int32_t c)
{
	const char *at = tcvn3_letters;
	int32_t letter = 0;

	if (c < 0xa1 || c >= HIGH)
		return 0;
	for (int32_t i = 0xa1; i <= c; i++)
		letter = next(&at);
	return letter == ' ' ? 0 : letter;
}

static bool has_point(const char *text, int32_t point)
{
	int32_t c;

	while ((c = next(&text)) != 0) {
		if (c == point)
			return true;
	}
	return false;
}

static const struct vni_mark *vni_mark_after(int32_t before, int32_t c)
{
	for (size_t i = 0; i < COUNT(vni_marks); i++) {
		if (vni_marks[i].mark == utf8proc_tolower(c) && has_point(vni_marks[i].after, utf8proc_tolower(before)))
			return &vni_marks[i];
	}
	return NULL;
}

static int32_t vni_letter(int32_t c)
{
	for (size_t i = 0; i < COUNT(vni_letters); i++) {
		if (vni_letters[i].from == utf8proc_tolower(c))
			return is_upper(c) ? utf8proc_toupper(vni_letters[i].to) : vni_letters[i].to;
	}
	return 0;
}

static size_t vni_points(int32_t before, int32_t c, int32_t *out)
{
	const struct vni_mark *mark = vni_mark_after(before, c);
	int32_t letter = vni_letter(c);

	if (mark == NULL) {
		*out = letter != 0 ? letter : c;
		return letter != 0 || c < 0x80;
	}
	memcpy(out, mark->adds, sizeof mark->adds);
	return mark->adds[1] != 0 ? 2 : 1;
}

static size_t tcvn3_points(int32_t c, int32_t *out)
{
	int32_t letter = tcvn3_letter(c);

	*out = letter != 0 ? letter : c;
	return letter != 0 || c < 0x80;
}

/* The word read in that encoding, in NFC; NULL when the encoding has not all its characters. */
static char *read_word(struct arena *arena, const char *word, enum legacy_encoding encoding)
{
	int32_t *points = arena_array(arena, strlen(word) * MARKED + 1, sizeof *points), before = 0, c;
	const char *at = word;
	size_t count = 0;

	if (encoding == LEGACY_UNICODE)
		return utf8_clean(arena, word);
	while ((c = next(&at)) != 0) {
		size_t n = encoding == LEGACY_VNI ? vni_points(before, c, points + count) : tcvn3_points(c, points + count);
		if (n == 0)
			return NULL;
		count += n;
		before = c;
	}
	utf8proc_reencode(points, (utf8proc_ssize_t)count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	return (char *)points;
}

/* ---- which encoding ---- */

static bool is_ascii(const char *text, size_t length)
{
	while (length > 0 && (unsigned char)*text < 0x80) {
		text++;
		length--;
	}
	return length == 0;
}

static bool is_beyond(const char *word)
{
	int32_t c;

	while ((c = next(&word)) != 0) {
		if (c >= HIGH)
			return true;
	}
	return false;
}

/* Nothing but letters of Vietnamese. */
static bool is_of_letters(const char *word)
{
	while (*word != '\0') {
		if (letter_of(next(&word)).base == 0)
			return false;
	}
	return true;
}

/* The word as Unicode has it: one sign for one thing. */
static const char *as_unicode(struct arena *arena, const char *word)
{
	if (is_of_letters(word))
		return word;
	int32_t *points = arena_array(arena, strlen(word) + 1, sizeof *points), c;
	utf8proc_ssize_t count = 0;

	while ((c = next(&word)) != 0) {
		if (sign_one(c) != 0)
			points[count++] = sign_one(c);
	}
	utf8proc_reencode(points, count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	return (const char *)points;
}

/* Up to U+00FF, what Vietnamese in Unicode has. */
static bool is_vietnamese(int32_t c)
{
	return c < 0x80 || has_point("àáâãèéêìíòóôõùúýđ", utf8proc_tolower(sign_one(c)));
}

/* True for what no word in Unicode looks like: other characters, or a capital behind a small letter. */
static bool is_odd(const char *word)
{
	bool small = false;
	int32_t c;

	while ((c = next(&word)) != 0) {
		if (!is_vietnamese(c) || (small && is_upper(c)))
			return true;
		small = is_lower(c);
	}
	return false;
}

/* What the words of a text say. */
struct tally {
	size_t words;                   /* with letters beyond ASCII */
	size_t good[3];                 /* of these, syllables in each encoding */
	size_t other[3], odd[3];        /* syllables there and not in Unicode; those that are odd in Unicode */
	bool unicode;                   /* a letter that only Unicode has */
	size_t plain;                   /* words of ASCII that may be syllables */
	bool foreign;                   /* a word of ASCII that is none */
};

/* Of two that say the same, the first: a vowel beside its mark in VNI may be a syllable in TCVN3 by chance. */
static const enum legacy_encoding others[] = { LEGACY_VNI, LEGACY_TCVN3 };

/* Also êng of names of the Thái and the Mông, as capitals: ấng in TCVN3, which is hardly a name. */
static bool is_right(struct arena *arena, const char *word)
{
	static const char end[] = "ÊNG";
	size_t length = strlen(word), rest = sizeof end - 1;

	return syllable_is_vietnamese(as_unicode(arena, word)) ||
	       (length > rest && strcmp(word + length - rest, end) == 0);
}

/* One with letters beyond ASCII, in Unicode. */
static void add_word(struct arena *arena, struct tally *tally, const char *word)
{
	tally->words++;
	tally->good[LEGACY_UNICODE] += is_right(arena, word);
	tally->unicode |= is_beyond(word);
}

/* In the others. */
static void add_other(struct arena *arena, struct tally *tally, const char *word)
{
	if (is_ascii(word, strlen(word))) {
		bool plain = syllable_is_unmarked(word);
		tally->plain += plain;
		tally->foreign |= !plain;
		return;
	}
	bool new = utf8_length(word) > 1 && !is_right(arena, word);
	for (size_t i = 0; i < COUNT(others); i++) {
		const char *read = read_word(arena, word, others[i]);
		if (read == NULL || !syllable_is_vietnamese(read))
			continue;
		tally->good[others[i]]++;
		tally->other[others[i]] += new;
		tally->odd[others[i]] += new && is_odd(word);
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Passes the next word that says something, and tells it; NULL at the end. Signs at a number are its unit: 5 µm, 6£. */
static const char *find_telling(const char **text, size_t *length)
{
	while (**text != '\0') {
		size_t before;
		*length = 0;
		find_word(*text, &before, length);
		const char *word = *text + before;
		bool at_number = is_digit(word[*length]) || (before > 0 && is_digit(word[-1]));
		*text = word + *length;
		if (*length > 0 && !at_number)
			return word;
	}
	return NULL;
}

/* The same word, copied. */
static const char *next_word(struct arena *arena, const char **text)
{
	size_t length;
	const char *word = find_telling(text, &length);

	return word == NULL ? NULL : arena_text_n(arena, word, length);
}

/* Most texts are Unicode by the first look. */
static struct tally count_words(struct arena *arena, const char *text)
{
	struct tally tally = { 0 };
	const char *at = text;
	size_t length;

	for (const char *word; (word = find_telling(&at, &length)) != NULL;) {
		if (!is_ascii(word, length))
			add_word(arena, &tally, arena_text_n(arena, word, length));
	}
	if (tally.unicode || tally.good[LEGACY_UNICODE] == tally.words)
		return tally;
	for (const char *word; (word = next_word(arena, &text)) != NULL;)
		add_other(arena, &tally, word);
	return tally;
}

/* Two words say it; one does when nothing but syllables stands beside it. */
static bool is_told(const struct tally *tally, enum legacy_encoding encoding)
{
	size_t words = tally->other[encoding];

	if (words == 0 || tally->good[encoding] <= tally->good[LEGACY_UNICODE])
		return false;
	return words + tally->odd[encoding] > 2 || (words > 1 && !tally->foreign) ||
	       (!tally->foreign && tally->good[encoding] == tally->words && tally->words + tally->plain > 1);
}

struct legacy_guess legacy_detect(struct arena *arena, const char *text)
{
	struct tally tally = count_words(arena, text);
	enum legacy_encoding best = LEGACY_UNICODE;

	for (size_t i = 0; i < COUNT(others) && !tally.unicode; i++) {
		if (is_told(&tally, others[i]) && tally.good[others[i]] > tally.good[best])
			best = others[i];
	}
	int confidence = tally.words == 0 ? 100 : (int)(tally.good[best] * 100 / tally.words);
	return (struct legacy_guess){ .encoding = best, .confidence = confidence, .words = tally.words };
}

bool legacy_leans(struct arena *arena, const char *text, enum legacy_encoding encoding)
{
	struct tally tally = count_words(arena, text);

	return !tally.unicode && tally.other[encoding] > 0 && tally.good[encoding] >= tally.good[LEGACY_UNICODE];
}

static bool is_there(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], word) == 0)
			return true;
	}
	return false;
}

const char *const *legacy_odd_words(struct arena *arena, const char *text, size_t most, size_t *count)
{
	const char **words = arena_array(arena, most, sizeof *words);

	*count = 0;
	for (const char *word; *count < most && (word = next_word(arena, &text)) != NULL;) {
		bool syllable = is_ascii(word, strlen(word)) ? syllable_is_unmarked(word)
		                               : syllable_is_vietnamese(as_unicode(arena, word));
		if (!syllable && utf8_length(word) > 1 && !is_there(words, *count, word))
			words[(*count)++] = word;
	}
	return words;
}

/* ---- converting, and the capitals that TCVN3 has not ---- */

struct word {
	const char *before;             /* what stands between it and the word before */
	size_t before_length;
	char *text;                     /* read; "" at the end of the cell */
	size_t toned, upper, lower;     /* letters with a tone; capitals and small letters without, whose case is known */
	bool toned_first, small_first;
};

/* A line, or a cell of one. */
struct cell {
	struct word *words;
	size_t count;
	bool lower;                     /* a letter is small */
	bool capitals;                  /* a word is all capitals */
	bool names;                     /* every word whose case is known begins with a capital, and there is one */
};

static void look_at_case(struct word *word, const char *raw)
{
	const char *at = raw;
	int32_t c;
	bool first = true;

	for (; (c = next(&at)) != 0; first = false) {
		int32_t letter = c < 0x80 ? c : tcvn3_letter(c);
		bool toned = c >= 0xb5;
		word->toned += toned;
		word->upper += !toned && is_upper(letter);
		word->lower += !toned && is_lower(letter);
		word->toned_first |= first && toned;
		word->small_first |= first && !toned && is_lower(letter);
	}
}

static bool is_all_capitals(const struct word *word)
{
	return word->upper > 1 && word->lower == 0;
}

static void judge_cell(struct cell *cell)
{
	bool small = false, big = false;

	for (size_t i = 0; i < cell->count; i++) {
		const struct word *word = &cell->words[i];
		cell->lower |= word->lower > 0;
		cell->capitals |= is_all_capitals(word);
		small |= word->small_first;
		big |= !word->small_first && !word->toned_first && *word->text != '\0';
	}
	cell->names = big && !small;
}

static char *raise(struct arena *arena, const char *text, bool all)
{
	int32_t *points = arena_array(arena, strlen(text) + 1, sizeof *points), c;
	utf8proc_ssize_t count = 0;

	while ((c = next(&text)) != 0) {
		points[count] = all || count == 0 ? utf8proc_toupper(c) : c;
		count++;
	}
	utf8proc_reencode(points, count, 0);
	return (char *)points;
}

/* Gives the toned letters of a word their case. True when that is a proposal. */
static bool propose(struct arena *arena, const struct cell *cell, struct word *word)
{
	bool all = is_all_capitals(word) || (cell->capitals && !cell->lower && word->lower == 0);

	if (word->toned == 0)
		return false;
	if (all || (word->toned_first && cell->names))
		word->text = raise(arena, word->text, all);
	return all || word->toned_first || (word->lower == 0 && (cell->capitals || !cell->lower));
}

static void add_proposed(struct arena *arena, struct legacy_text *out, const char *text)
{
	bool full = (out->proposed_count & (out->proposed_count - 1)) == 0;
	const char **list = (const char **)(uintptr_t)out->proposed;

	if (full) {
		list = arena_array(arena, out->proposed_count * 2 + 1, sizeof *list);
		if (out->proposed_count > 0)
			memcpy(list, out->proposed, out->proposed_count * sizeof *list);
		out->proposed = list;
	}
	list[out->proposed_count++] = text;
}

static struct cell read_cell(struct arena *arena, const char *text, enum legacy_encoding encoding)
{
	struct cell cell = { .words = arena_array(arena, strlen(text) / 2 + 1, sizeof *cell.words) };

	while (*text != '\0') {
		struct word *word = &cell.words[cell.count++];
		size_t length = 0;
		find_word(text, &word->before_length, &length);
		const char *raw = arena_text_n(arena, text + word->before_length, length);
		word->before = text;
		word->text = read_word(arena, raw, encoding);
		if (word->text == NULL)
			word->text = arena_text(arena, raw);
		else if (encoding == LEGACY_TCVN3)
			look_at_case(word, raw);
		text += word->before_length + length;
	}
	judge_cell(&cell);
	return cell;
}

struct legacy_text legacy_convert(struct arena *arena, const char *text, enum legacy_encoding encoding)
{
	struct legacy_text out = { 0 };
	struct buf all;

	buf_init(&all, arena, strlen(text) * MARKED + 1);
	while (*text != '\0') {
		size_t length = strcspn(text, "\n\t");
		struct cell cell = read_cell(arena, arena_text_n(arena, text, length), encoding);
		for (size_t i = 0; i < cell.count; i++) {
			struct word *word = &cell.words[i];
			if (propose(arena, &cell, word))
				add_proposed(arena, &out, word->text);
			buf_add(&all, word->before, word->before_length);
			buf_text(&all, word->text);
		}
		length += text[length] != '\0';
		buf_add(&all, text + length - 1, text[length - 1] == '\n' || text[length - 1] == '\t');
		text += length;
	}
	out.text = all.data;
	return out;
}
