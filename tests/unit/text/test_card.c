#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/card.h"

#define REST "|Nguyễn Văn An|05031985|Nam|Tổ 7, Phương Sài|20042021"

static const struct { const char *text, *read, *why; } good[] = {
	{ "056085004321|225871043" REST, "056085004321/225871043/Nguyễn Văn An/05/03/1985/1/Tổ 7, Phương Sài/20/04/2021", "seven parts" },
	{ "056085004321|" REST, "056085004321//Nguyễn Văn An/05/03/1985/1/Tổ 7, Phương Sài/20/04/2021", "no old number" },
	{ "056085004321||An Bé|05031985|Nữ|", "056085004321//An Bé/05/03/1985/2//", "six parts, no address" },
	{ "056085004321||An Bé|05031985|NU|A|", "056085004321//An Bé/05/03/1985/2/A/", "no diacritics, no day of issue" },
	{ "056085004321|" REST "|Nguyễn Văn Cha|Trần Thị Mẹ|", "056085004321//Nguyễn Văn An/05/03/1985/1/Tổ 7, Phương Sài/20/04/2021", "parts of newer cards" },
	{ " 056085004321 | |  An   Bé | 05031985|Nam|A\r\n", "056085004321//An Bé/05/03/1985/1/A/", "spaces, Enter" },
	{ "056085004321||An Be\xcc\x81|05031985|Nu\xcc\x83|A", "056085004321//An Bé/05/03/1985/2/A/", "NFD" },
	{ "056085004321||K'Brêm|05031985|Nam|A", "056085004321//K'Brêm/05/03/1985/1/A/", "one word with an apostrophe" },
	{ "056085004321||K‘Brêm|05–03–1985|Nam|A", "056085004321//K'Brêm/05/03/1985/1/A/", "other signs" },
	{ "056085004321||An Bé|5/3/1985|Nam|A", "056085004321//An Bé/05/03/1985/1/A/", "a birth date with signs" },
	{ "056085004321||An Bé|1945|Nam|A", "056085004321//An Bé/1945/1/A/", "a year" },
	{ "056085004321||An Bé|00001945|Nam|A", "056085004321//An Bé/1945/1/A/", "a year with zeros" },
	{ "056085004321||An Bé|00071945|Nam|A", "056085004321//An Bé/07/1945/1/A/", "a month and year" },
	{ "056085004321|22587x043|An Bé|05031985|Nam|A", "056085004321//An Bé/05/03/1985/1/A/ old", "an old number with a letter" },
	{ "056085004321|||05031985|Nam|A", "056085004321///05/03/1985/1/A/ name", "no name" },
	{ "056085004321||An 2|05031985|Nam|A", "056085004321///05/03/1985/1/A/ name", "a digit in the name" },
	{ "056085004321||An Bé|31021985|Nam|A", "056085004321//An Bé//1/A/ birth", "no such day" },
	{ "056085004321||An Bé||Nam|A", "056085004321//An Bé//1/A/ birth", "no birth date" },
	{ "056085004321||An Bé|05031985||A", "056085004321//An Bé/05/03/1985/0/A/ sex", "no sex" },
	{ "056085004321||An Bé|05031985|Namm|A", "056085004321//An Bé/05/03/1985/0/A/ sex", "no such sex" },
	{ "056085004321||An Bé|05031985|Nam|A|00000000", "056085004321//An Bé/05/03/1985/1/A/ issued", "no day of issue" },
	{ "056085004321||An Bé|05031985|Nam|A|00002021", "056085004321//An Bé/05/03/1985/1/A/ issued", "a year of issue" },
	{ "056085004321|x|An Bé|x|x|A|x", "056085004321//An Bé//0/A/ old birth sex issued", "a name alone" },
	{ "056085004321||Nguyn Vn Khu|05031985|Nam|A", "056085004321//Nguyn Vn Khu/05/03/1985/1/A/ lost", "a name without vowels" },
	{ "056085004321||An Bé|05031985|Nam|T 7, phng Phng Si, thnh ph Nha Trang", "056085004321//An Bé/05/03/1985/1/T 7, phng Phng Si, thnh ph Nha Trang/ lost", "an address without vowels" },
};

static const struct { const char *text; enum message why; const char *reason; } bad[] = {
	{ "", MSG_CARD_NONE, "nothing" },
	{ " \t\r\n", MSG_CARD_NONE, "spaces" },
	{ "8934563138165", MSG_CARD_SHORT, "a bar code of goods" },
	{ "056085004321||An Bé|05031985|Nam", MSG_CARD_SHORT, "five parts" },
	{ "||||||", MSG_CARD_BAD_ID, "pipes" },
	{ "056085004321||||||", MSG_CARD_BAD_NAME, "a number alone" },
	{ "056085004321|<b>|An Bé|05031985|Nam|A", MSG_CARD_BAD_ID, "an old number that is none of a card" },
	{ "056085004321||An Bé <b>|05031985|Nam|A", MSG_CARD_BAD_NAME, "angle brackets in the name" },
	{ "05608500432|" REST, MSG_CARD_BAD_ID, "eleven digits" },
	{ "225871043|" REST, MSG_CARD_BAD_ID, "an old number first" },
	{ "111111111111|" REST, MSG_CARD_BAD_ID, "digits to fill the box" },
	{ "056085004321||<script>|05031985|Nam|A", MSG_CARD_BAD_NAME, "a script" },
	{ "056085004321||An Bé|05031985|Nam|<b>", MSG_CARD_BAD_ADDRESS, "angle brackets" },
	{ "056085004321||An\x07 Bé|05031985|Nam|A", MSG_CARD_NOT, "control character" },
	{ "056085004321||An\xff Bé|05031985|Nam|A", MSG_CARD_NOT, "broken UTF-8" },
};

static struct arena *arena;

static const char *shown(const struct card *card)
{
	static const char *const parts[CARD_PARTS] = { "id", "old", "name", "birth", "sex", "address", "issued" };
	char birth[DATE_TEXT] = "", issued[DATE_TEXT] = "";
	const char *unread = "";

	if (card->birth.year != 0)
		date_to_shown(card->birth, birth);
	if (card->issued.year != 0)
		date_to_shown(card->issued, issued);
	for (enum card_part part = CARD_ID; part < CARD_PARTS; part++)
		unread = card->unread[part] ? arena_print(arena, "%s %s", unread, parts[part]) : unread;
	return arena_print(arena, "%s/%s/%s/%s/%d/%s/%s%s%s", card->id, card->old_id, card->name, birth, card->sex, card->address, issued, unread,
		card->lost ? " lost" : "");
}

static void cards_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct card card;
		enum message why;
		if (!card_read(arena, good[i].text, &card, &why) || strcmp(shown(&card), good[i].read) != 0)
			fail_msg("%s: %s", good[i].why, why == MESSAGE_COUNT ? shown(&card) : message_text(why));
	}
}

static void others_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct card card;
		enum message why;
		if (card_read(arena, bad[i].text, &card, &why) || why != bad[i].why)
			fail_msg("%s: %s", bad[i].reason, why == MESSAGE_COUNT ? "read" : message_text(why));
	}
}

static const char *filled(const char *format, int length, char c)
{
	char *run = arena_alloc(arena, (size_t)length + 1);

	memset(run, c, (size_t)length);
	return arena_print(arena, "%.*s%s%s", (int)(strchr(format, '*') - format), format, run, strchr(format, '*') + 1);
}

static void lengths_have_limits(void **state)
{
	static const struct { const char *format; int most; enum message why; } rows[] = {
		{ "056085004321||*|05031985|Nam|A", 100, MSG_CARD_BAD_NAME },
		{ "056085004321||An Bé|05031985|Nam|*", 300, MSG_CARD_BAD_ADDRESS },
		{ "056085004321||An Bé|05031985|Nam|A||*", CARD_TEXT - 37, MSG_CARD_NOT },
	};
	struct card card;
	enum message why;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_true(card_read(arena, filled(rows[i].format, rows[i].most, 'A'), &card, &why));
		assert_false(card_read(arena, filled(rows[i].format, rows[i].most + 1, 'A'), &card, &why));
		assert_int_equal(why, rows[i].why);
	}
}

static void likeness(void **state)
{
	(void)state;
	assert_true(card_is_likely("056085004321|225871043|Nguyễn"));
	assert_true(card_is_likely(" 056085004321||"));
	assert_false(card_is_likely("056085004321"));
	assert_false(card_is_likely("056085004321|Nguyễn"));
	assert_false(card_is_likely("Nguyễn|056085004321||"));
	assert_false(card_is_likely(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cards_are_read), cmocka_unit_test(others_are_refused), cmocka_unit_test(lengths_have_limits), cmocka_unit_test(likeness),
	};

	arena = arena_new(ARENA_REQUEST);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
