#include "text/name.h"

#include <stdint.h>
#include <string.h>
#include <uchar.h>
#include <utf8proc.h>

#include "text/alphabet.h"
#include "text/sign.h"
#include "text/utf8.h"

/* Besides those of Vietnamese. */
static const char32_t known_letters[] = U"ĭŏŭčñƀ";

/* The character at *text, which is moved on; 0 at the end. */
static int32_t next(const char **text)
{
	return **text == '\0' ? 0 : utf8_next(text);
}

/* Marks that no composed letter exists for (m̃) belong to the letter they stand on. */
static bool is_mark(int32_t c)
{
	return c >= 0x300 && c <= 0x36f;
}

static bool is_letter(int32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	if (letter_of(c).base != 0)
		return true;
	utf8proc_category_t category = utf8proc_category(c);
	if (category != UTF8PROC_CATEGORY_LU && category != UTF8PROC_CATEGORY_LL && category != UTF8PROC_CATEGORY_LT &&
	    category != UTF8PROC_CATEGORY_LO)
		return false;
	return c < 0x250 || (c >= 0x1e00 && c <= 0x1eff) || (c >= 0x2c60 && c <= 0x2c7f) || (c >= 0xa722 && c <= 0xa7ff);
}

bool name_is_full(const char *name)
{
	int32_t before = ' ', c;
	bool in_word = false, one_word = false;

	for (; (c = next(&name)) != 0; before = c) {
		const char *rest = name;
		if (c == ' ')
			in_word = false;
		if (is_letter(c) && !in_word) {
			if (one_word)
				return true;
			in_word = one_word = true;
		}
		if (sign_is_joint(c) && (is_letter(before) || is_mark(before)) && is_letter(next(&rest)))
			return true;
	}
	return false;
}

bool name_has_sign(const char *name)
{
	int32_t before = ' ', c;

	for (; (c = next(&name)) != 0; before = c) {
		bool on_letter = is_mark(c) && (is_letter(before) || is_mark(before));
		if (c != ' ' && !sign_is_joint(c) && !is_letter(c) && !on_letter)
			return true;
	}
	return false;
}

bool name_is_capitalised(const char *name)
{
	int32_t before = ' ', c;
	bool started = false, lower = false, upper = false;     /* of one word; lower and upper after its first letter */

	for (; (c = next(&name)) != 0; before = c) {
		utf8proc_category_t category = utf8proc_category(c);
		if (c == ' ') {
			started = lower = upper = false;
		} else if (is_letter(c) && !started) {
			started = true;
			if (category == UTF8PROC_CATEGORY_LL)
				return false;
		} else if (!sign_is_joint(before)) {
			lower = lower || category == UTF8PROC_CATEGORY_LL;
			upper = upper || category == UTF8PROC_CATEGORY_LU;
		}
		if (lower && upper)
			return false;
	}
	return true;
}

static bool is_known(int32_t c)
{
	if (letter_of(c).base != 0)
		return true;
	int32_t lower = utf8proc_tolower(c);
	for (const char32_t *known = known_letters; *known != 0; known++) {
		if ((int32_t)*known == lower)
			return true;
	}
	return false;
}

bool name_has_foreign_letter(const char *name)
{
	int32_t c;

	while ((c = next(&name)) != 0) {
		if (is_mark(c) || (is_letter(c) && !is_known(c)))
			return true;
	}
	return false;
}

char *name_titlecase(struct arena *arena, const char *name)
{
	int32_t *points = arena_array(arena, strlen(name) + 1, sizeof *points), before = ' ', c;
	utf8proc_ssize_t count = 0;

	while ((c = next(&name)) != 0) {
		bool first = before == ' ' || sign_is_joint(before);
		points[count++] = first ? utf8proc_toupper(c) : utf8proc_tolower(c);
		before = c;
	}
	utf8proc_reencode(points, count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	return (char *)points;
}
