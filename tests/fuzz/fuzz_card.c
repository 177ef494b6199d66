/* The text of a card: what is read is clean and within its limits, what is not is said. */
#include <stdint.h>

#include "base/memory.h"
#include "text/card.h"
#include "text/identity.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct card card;
	enum message why;

	if (arena == NULL)
		arena = arena_new(ARENA_REQUEST);
	const char *text = arena_text_n(arena, (const char *)data, size);
	card_is_likely(text);
	if (card_read(arena, text, &card, &why)) {
		demand(identity_kind(card.id) == IDENTITY_FULL && (card.birth.year != 0) != card.unread[CARD_BIRTH]);
		demand((card.name[0] != '\0') != card.unread[CARD_NAME] && utf8_length(card.name) <= 100 && utf8_length(card.address) <= 300);
		demand(!utf8_has_control(card.name) && !utf8_has_control(card.address));
		demand(card.sex == 1 || card.sex == 2 || (card.sex == 0 && card.unread[CARD_SEX]));
		demand(!card.unread[CARD_NAME] || !card.unread[CARD_BIRTH] || !card.unread[CARD_SEX]);
	} else {
		demand(why < MESSAGE_COUNT);
	}
	arena_reset(arena);
	return 0;
}
