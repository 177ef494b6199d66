#include "text/number/number_words.h"

#include <ctype.h>

#include "base/buf.h"

enum { WORDS_ROOM = 256 };

static const char *const digits[] = { "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín" };

static void add(struct buf *out, const char *word)
{
	if (out->length > 0)
		buf_char(out, ' ');
	buf_text(out, word);
}

/* The last digit of a group, after its tens. */
static const char *unit_word(int tens, int unit)
{
	if (unit == 5 && tens > 0)
		return "lăm";
	if (unit == 1 && tens > 1)
		return "mốt";
	if (unit == 4 && tens > 1)
		return "tư";
	return digits[unit];
}

/* Three digits; hundreds: they are said though there are none. */
static void add_group(struct buf *out, int group, bool hundreds, enum number_zero zero)
{
	int hundred = group / 100, tens = group / 10 % 10, unit = group % 10;

	if (hundred > 0 || hundreds) {
		add(out, digits[hundred]);
		add(out, "trăm");
		hundreds = true;
	}
	if (tens == 0 && unit > 0 && hundreds)
		add(out, zero == ZERO_LE ? "lẻ" : "linh");
	if (tens > 1)
		add(out, digits[tens]);
	if (tens > 0)
		add(out, tens == 1 ? "mười" : "mươi");
	if (unit > 0)
		add(out, unit_word(tens, unit));
}

const char *number_words(struct arena *arena, int64_t number, enum number_zero zero)
{
	static const struct { int64_t size; const char *name; } groups[] = {
		{ 1000000000, "tỷ" }, { 1000000, "triệu" }, { 1000, "nghìn" }, { 1, NULL },
	};
	struct buf out;

	if (number < 0 || number > NUMBER_WORDS_MOST)
		return arena_print(arena, "%lld", (long long)number);
	buf_init(&out, arena, WORDS_ROOM);
	for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
		int group = (int)(number / groups[i].size % 1000);
		if (group == 0)
			continue;
		add_group(&out, group, out.length > 0, zero);
		if (groups[i].name != NULL)
			add(&out, groups[i].name);
	}
	return number == 0 ? digits[0] : out.data;
}

const char *number_words_first(struct arena *arena, int64_t number, enum number_zero zero)
{
	char *words = arena_text(arena, number_words(arena, number, zero));

	words[0] = (char)toupper((unsigned char)words[0]);
	return words;
}
