/* Pictures as a client may send them: what is read of one is a text within its limit. */
#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "exchange/photo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	const char *text;

	if (arena == NULL)
		arena = arena_new(ARENA_REQUEST);
	enum photo_outcome outcome = photo_decode(arena, (const char *)data, size, &text);
	demand(outcome <= PHOTO_BROKEN);
	if (outcome == PHOTO_READ)
		demand(text[0] != '\0' && strlen(text) <= PHOTO_TEXT_MAX);
	arena_reset(arena);
	return 0;
}
