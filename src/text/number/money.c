#include "text/number/money.h"

#include <string.h>

#include "text/messages.h"

enum { HUNDRED_PERCENT = 10000 };

static bool is_digit(char sign)
{
	return sign >= '0' && sign <= '9';
}

/* What stands behind the number. */
static bool is_end(const char *text)
{
	text += strspn(text, " ");
	text += *text == '%';
	return text[strspn(text, " ")] == '\0';
}

bool share_from_text(const char *text, int64_t *out)
{
	int64_t whole = 0, part = 0;
	int digits = 0, parts = 0;

	for (text += strspn(text, " "); is_digit(*text) && digits < 4; text++, digits++)
		whole = 10 * whole + (*text - '0');
	bool point = *text == ',' || *text == '.';
	for (text += point; point && is_digit(*text) && parts < 2; text++, parts++)
		part = 10 * part + (*text - '0');
	if (digits == 0 || (point && parts == 0) || !is_end(text))
		return false;
	*out = 100 * whole + (parts == 1 ? 10 * part : part);
	return *out > 0 && *out <= HUNDRED_PERCENT;
}

const char *share_text(struct arena *arena, int64_t share)
{
	int64_t whole = share / 100, part = share % 100;

	if (share == 0)
		return "";
	if (part == 0)
		return arena_print(arena, "%lld", (long long)whole);
	if (part % 10 == 0)
		return arena_print(arena, "%lld,%lld", (long long)whole, (long long)part / 10);
	return arena_print(arena, "%lld,%02lld", (long long)whole, (long long)part);
}

const char *money_words(struct arena *arena, int64_t amount, enum number_zero zero)
{
	if (amount < 0)
		return message_with_one(arena, MSG_MONEY_LESS, number_words(arena, -amount, zero));
	return message_with_one(arena, MSG_MONEY, number_words_first(arena, amount, zero));
}
