#include "text/card.h"

#include <string.h>

#include "text/identity.h"
#include "text/name.h"
#include "text/utf8.h"

enum part { ID, OLD_ID, NAME, BIRTH, SEX, ADDRESS, ISSUED, PARTS };
enum { NEEDED = ISSUED, NAME_LIMIT = 100, ADDRESS_LIMIT = 300 };

static size_t digit_count(const char *text)
{
	return strspn(text, "0123456789");
}

/* The first seven parts, cleaned; how many there are at all. */
static size_t split(struct arena *arena, const char *text, const char *parts[PARTS])
{
	size_t count = 0;

	for (;; text++) {
		size_t length = strcspn(text, "|");
		if (count < PARTS)
			parts[count] = utf8_clean(arena, arena_text_n(arena, text, length));
		count++;
		text += length;
		if (*text == '\0')
			return count;
	}
}

static bool read_day(const char *text, struct date *out)
{
	return strlen(text) == 8 && digit_count(text) == 8 && date_from_typed(text, false, out);
}

static bool read_sex(struct arena *arena, const char *text, int *sex)
{
	const char *folded = utf8_fold(arena, text);

	*sex = strcmp(folded, "nam") == 0 ? 1 : strcmp(folded, "nu") == 0 ? 2 : 0;
	return *sex != 0;
}

static bool is_name(const char *text)
{
	return *text != '\0' && utf8_length(text) <= NAME_LIMIT && !name_has_sign(text);
}

/* The sentence for the first part that is wrong; MESSAGE_COUNT when all are right. */
static enum message read_parts(struct arena *arena, const char *const *parts, struct card *out)
{
	if (identity_kind(parts[ID]) != IDENTITY_FULL || identity_is_dummy(parts[ID]))
		return MSG_CARD_BAD_ID;
	if (*parts[OLD_ID] != '\0' && digit_count(parts[OLD_ID]) != strlen(parts[OLD_ID]))
		return MSG_CARD_BAD_ID;
	if (!is_name(parts[NAME]))
		return MSG_CARD_BAD_NAME;
	if (!read_day(parts[BIRTH], &out->birth))
		return MSG_CARD_BAD_BIRTH;
	if (!read_sex(arena, parts[SEX], &out->sex))
		return MSG_CARD_BAD_SEX;
	if (utf8_length(parts[ADDRESS]) > ADDRESS_LIMIT || strpbrk(parts[ADDRESS], "<>") != NULL)
		return MSG_CARD_BAD_ADDRESS;
	if (*parts[ISSUED] != '\0' && !read_day(parts[ISSUED], &out->issued))
		return MSG_CARD_BAD_ISSUED;
	return MESSAGE_COUNT;
}

bool card_read(struct arena *arena, const char *text, struct card *out, enum message *why)
{
	const char *parts[PARTS] = { [ISSUED] = "" };
	size_t length = strnlen(text, CARD_TEXT + 1);

	*out = (struct card){ .sex = 0 };
	*why = MSG_CARD_NONE;
	if (length > CARD_TEXT || !utf8_valid(text, length) || utf8_has_control(text))
		*why = MSG_CARD_NOT;
	else if (text[strspn(text, " \t\r\n")] != '\0')
		*why = split(arena, text, parts) < NEEDED ? MSG_CARD_SHORT : read_parts(arena, parts, out);
	out->id = parts[ID];
	out->old_id = parts[OLD_ID];
	out->name = parts[NAME];
	out->address = parts[ADDRESS];
	return *why == MESSAGE_COUNT;
}

bool card_is_likely(const char *text)
{
	text += strspn(text, " ");
	if (digit_count(text) != 12 || text[12] != '|')
		return false;
	text += 13;
	text += digit_count(text);
	return *text == '|';
}
