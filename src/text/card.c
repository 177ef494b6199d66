#include "text/card.h"

#include <string.h>

#include "text/identity.h"
#include "text/misread/misread.h"
#include "text/name.h"
#include "text/utf8.h"

enum { NEEDED = CARD_ISSUED, NAME_LIMIT = 100, ADDRESS_LIMIT = 300 };

static size_t digit_count(const char *text)
{
	return strspn(text, "0123456789");
}

/* The first seven parts, cleaned; how many there are at all. */
static size_t split(struct arena *arena, const char *text, const char *parts[CARD_PARTS])
{
	size_t count = 0;

	for (;; text++) {
		size_t length = strcspn(text, "|");
		if (count < CARD_PARTS)
			parts[count] = utf8_clean(arena, arena_text_n(arena, text, length));
		count++;
		text += length;
		if (*text == '\0')
			return count;
	}
}

static bool read_sex(struct arena *arena, const char *text, int *sex)
{
	const char *folded = utf8_fold(arena, text);

	*sex = strcmp(folded, "nam") == 0 ? 1 : strcmp(folded, "nu") == 0 ? 2 : 0;
	return *sex != 0;
}

/* Nothing of a card is longer or has such brackets. */
static bool is_text_of_card(const char *text, size_t limit)
{
	return utf8_length(text) <= limit && strpbrk(text, "<>") == NULL;
}

/* The sentence for a text that is no card's; MESSAGE_COUNT when it is. */
static enum message judge(const char *const *parts)
{
	if (identity_kind(parts[CARD_ID]) != IDENTITY_FULL || identity_is_dummy(parts[CARD_ID]) ||
	    strpbrk(parts[CARD_OLD_ID], "<>") != NULL)
		return MSG_CARD_BAD_ID;
	if (!is_text_of_card(parts[CARD_NAME], NAME_LIMIT))
		return MSG_CARD_BAD_NAME;
	return is_text_of_card(parts[CARD_ADDRESS], ADDRESS_LIMIT) ? MESSAGE_COUNT : MSG_CARD_BAD_ADDRESS;
}

static bool has_lost_letters(struct arena *arena, const char *text, bool is_name)
{
	const char *reading;

	return misread_look(arena, text, is_name, &reading) == MISREAD_LOST;
}

/* What cannot be read is left out. */
static void read_parts(struct arena *arena, const char **parts, struct card *out)
{
	const char *old = parts[CARD_OLD_ID];
	bool *unread = out->unread;

	unread[CARD_OLD_ID] = *old != '\0' && digit_count(old) != strlen(old);
	unread[CARD_NAME] = *parts[CARD_NAME] == '\0' || name_has_sign(parts[CARD_NAME]);
	unread[CARD_BIRTH] = !date_from_typed(parts[CARD_BIRTH], true, &out->birth);
	unread[CARD_SEX] = !read_sex(arena, parts[CARD_SEX], &out->sex);
	unread[CARD_ISSUED] = *parts[CARD_ISSUED] != '\0' && !date_from_typed(parts[CARD_ISSUED], false, &out->issued);
	for (enum card_part part = CARD_ID; part < CARD_PARTS; part++)
		parts[part] = unread[part] ? "" : parts[part];
	out->lost = has_lost_letters(arena, parts[CARD_NAME], true) || has_lost_letters(arena, parts[CARD_ADDRESS], false);
}

bool card_read(struct arena *arena, const char *text, struct card *out, enum message *why)
{
	const char *parts[CARD_PARTS] = { [CARD_ISSUED] = "" };
	size_t length = strnlen(text, CARD_TEXT + 1);

	*out = (struct card){ .sex = 0 };
	*why = MSG_CARD_NONE;
	if (length > CARD_TEXT || !utf8_valid(text, length) || utf8_has_control(text))
		*why = MSG_CARD_NOT;
	else if (text[strspn(text, " \t\r\n")] != '\0')
		*why = split(arena, text, parts) < NEEDED ? MSG_CARD_SHORT : judge(parts);
	if (*why == MESSAGE_COUNT)
		read_parts(arena, parts, out);
	if (out->unread[CARD_NAME] && out->unread[CARD_BIRTH] && out->unread[CARD_SEX])
		*why = MSG_CARD_BAD_NAME;
	out->id = parts[CARD_ID];
	out->old_id = parts[CARD_OLD_ID];
	out->name = parts[CARD_NAME];
	out->address = parts[CARD_ADDRESS];
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
