/* What a child says of a picture, whoever it has become: what is believed is what would have been written. */
#include <stdint.h>

#include "base/memory.h"
#include "exchange/photo_answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	char again[PHOTO_ANSWER_MAX];
	struct photo_answer answer;

	if (arena == NULL)
		arena = arena_new(ARENA_REQUEST);
	if (photo_answer_read(arena, (const char *)data, size, &answer))
		demand(photo_answer_write(&answer, again) == size && memcmp(again, data, size) == 0);
	arena_reset(arena);
	return 0;
}
