/* Names: cleaning twice changes nothing, the search key is plain and the same for what looks the same. */
#include <stdint.h>

#include "base/memory.h"
#include "text/name.h"
#include "text/sound.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static void check_sound(struct arena *arena, const char *text)
{
	const char *key = name_sound(arena, text);

	demand(utf8_valid(key, strlen(key)) && strcmp(name_sound(arena, key), key) == 0);
	demand(strcmp(name_sound(arena, utf8_clean(arena, text)), key) == 0);
}

static void check_clean(struct arena *arena, const char *clean)
{
	const char *again = utf8_clean(arena, clean);
	size_t length = strlen(clean);

	demand(utf8_valid(clean, length) && again != NULL && strcmp(again, clean) == 0);
	demand(strstr(clean, "  ") == NULL && clean[0] != ' ' && (length == 0 || clean[length - 1] != ' '));
	name_is_full(clean);
	name_has_sign(clean);
	name_is_capitalised(clean);
	name_has_foreign_letter(clean);
	utf8_has_control(clean);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;

	if (arena == NULL)
		arena = arena_new(ARENA_REQUEST);
	const char *text = arena_text_n(arena, (const char *)data, size);
	if (size <= 2048 && utf8_valid(text, size)) {
		const char *clean = utf8_clean(arena, text), *key = utf8_fold(arena, text);
		demand(clean != NULL && key != NULL);
		check_clean(arena, clean);
		demand(utf8_valid(key, strlen(key)) && strcmp(utf8_fold(arena, clean), key) == 0);
		check_sound(arena, text);
	}
	arena_reset(arena);
	return 0;
}
