/* Identity and insurance numbers: what is masked hides all but three characters, and no run of nine digits is left in a text. */
#include <stdint.h>

#include "base/memory.h"
#include "text/identity.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static size_t longest_digits(const char *text)
{
	size_t longest = 0;

	for (size_t run; *text != '\0'; text += run > 0 ? run : 1) {
		run = strspn(text, "0123456789");
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void check_kind(const char *number)
{
	size_t length = strlen(number);
	enum identity_kind kind = identity_kind(number);

	demand(kind == IDENTITY_NONE || strspn(number, "0123456789") == length);
	demand((kind == IDENTITY_OLD) == (kind != IDENTITY_NONE && length == 9));
	demand((kind == IDENTITY_FULL) == (kind != IDENTITY_NONE && length == 12));
	if (kind != IDENTITY_NONE)
		identity_is_dummy(number);
	const char *insurance = identity_of_health_card(number);
	if (insurance != NULL)
		demand(length == 15 && insurance == number + 5 && identity_is_insurance(insurance));
}

static void check_masks(struct arena *arena, const char *text)
{
	const char *one = identity_mask(arena, text), *all = identity_mask_all(arena, text);
	size_t length = utf8_length(text);

	demand(utf8_valid(one, strlen(one)) && utf8_valid(all, strlen(all)));
	demand(utf8_length(one) == length);
	demand(length <= 3 || longest_digits(one) <= 3);
	demand(longest_digits(all) < 9);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;

	if (arena == NULL)
		arena = arena_new(ARENA_REQUEST);
	const char *text = arena_text_n(arena, (const char *)data, size);
	if (size <= 4096 && utf8_valid(text, size)) {
		const char *stripped = identity_strip(arena, text);
		demand(strcmp(identity_strip(arena, stripped), stripped) == 0);
		check_kind(text);
		check_kind(stripped);
		check_masks(arena, text);
	}
	arena_reset(arena);
	return 0;
}
