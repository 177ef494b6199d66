#include "text/identity.h"

#include "base/buf.h"
#include "text/sign.h"
#include "text/utf8.h"

enum { SHOWN = 3, HEALTH_CARD = 15, INSURANCE = 10, NUMBER_RUN = 9, PART = 6 };

/* Bytes of a separator at the start of text, 0 for none: space, dot, dashes. */
static size_t separator(const char *text)
{
	return *text == ' ' || *text == '.' ? 1 : sign_dash(text);
}

static size_t digit_count(const char *text)
{
	return strspn(text, "0123456789");
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Digits, with up to two letters before them as on a health card. */
static bool is_number(const char *text)
{
	for (int letters = 0; letters < 2 && is_letter(*text); letters++)
		text++;
	return *text != '\0' && text[digit_count(text)] == '\0';
}

char *identity_strip(struct arena *arena, const char *text)
{
	char *out = arena_alloc(arena, strlen(text) + 1), *end = out;

	for (const char *at = text; *at != '\0';) {
		size_t skip = separator(at);
		if (skip == 0)
			*end++ = *at++;
		at += skip;
	}
	return is_number(out) ? out : arena_text(arena, text);
}

enum identity_kind identity_kind(const char *text)
{
	size_t length = strlen(text);

	if (digit_count(text) != length)
		return IDENTITY_NONE;
	return length == 12 ? IDENTITY_FULL : length == 9 ? IDENTITY_OLD : IDENTITY_NONE;
}

bool identity_is_full(const char *text)
{
	return identity_kind(text) == IDENTITY_FULL && !identity_is_dummy(text);
}

/* Every digit is the one before plus step, modulo 10. */
bool identity_is_dummy(const char *digits)
{
	bool equal = true, neighbours = true;

	for (size_t i = 1; digits[i] != '\0' && (equal || neighbours); i++) {
		int step = (digits[i] - digits[i - 1] + 10) % 10;
		equal &= step == 0;
		neighbours &= step == 1 || step == 9;
	}
	return equal || neighbours;
}

bool identity_is_insurance(const char *text)
{
	return strlen(text) == INSURANCE && digit_count(text) == INSURANCE;
}

const char *identity_of_health_card(const char *text)
{
	if (strlen(text) != HEALTH_CARD || !is_letter(text[0]) || !is_letter(text[1]) ||
	    digit_count(text + 2) != HEALTH_CARD - 2)
		return NULL;
	return text + HEALTH_CARD - INSURANCE;
}

bool identity_may_be_part(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += *text >= '0' && *text <= '9';
	return count >= PART;
}

char *identity_mask(struct arena *arena, const char *text)
{
	size_t characters = utf8_length(text), hidden = characters > SHOWN ? characters - SHOWN : characters;
	char *out = arena_alloc(arena, strlen(text) + hidden * strlen("•") + 1), *end = out;

	for (; hidden > 0; hidden--) {
		memcpy(end, "•", strlen("•"));
		end += strlen("•");
		do {
			text++;
		} while (((unsigned char)*text & 0xc0) == 0x80);
	}
	memcpy(end, text, strlen(text));
	return out;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of a number at the start of text, digits with single separators between them; 0 when there is none. */
static size_t number_span(const char *text, size_t *digits)
{
	size_t end = 0, at = 0, skip;

	for (*digits = 0; is_digit(text[at]); at = end + skip) {
		++*digits;
		end = at + 1;
		skip = is_digit(text[end]) ? 0 : separator(text + end);
	}
	return end;
}

char *identity_mask_all(struct arena *arena, const char *text)
{
	struct buf out;
	size_t digits;

	buf_init(&out, arena, strlen(text) * strlen("•"));
	while (*text != '\0') {
		size_t number = number_span(text, &digits), take = number > 0 ? number : strcspn(text, "0123456789");
		const char *piece = arena_text_n(arena, text, take);
		buf_text(&out, digits >= NUMBER_RUN ? identity_mask(arena, piece) : piece);
		text += take;
	}
	return out.data;
}
