#include "base/memory.h"
#include "store/campaign/area.h"
#include "text/likeness.h"

/* Signs that stand for one another in names of places: apostrophes, hyphens, letters that look like D with stroke.
 * (name_is_same() has case, spaces and tone marks.) */
static const struct { const char *sign, *one; } signs[] = {
	{ "’", "'" }, { "‘", "'" }, { "ʼ", "'" }, { "ʹ", "'" }, { "′", "'" }, { "´", "'" }, { "`", "'" },
	{ "‐", "-" }, { "‑", "-" }, { "‒", "-" }, { "–", "-" }, { "—", "-" }, { "−", "-" },
	{ "\xc3\x90", "\xc4\x90" }, { "\xc6\x89", "\xc4\x90" }, { "\xc3\xb0", "\xc4\x91" }, { "\xc9\x96", "\xc4\x91" },
};

/* What a sign becomes is never longer: the text does not grow. */
static char *with_one_sign(struct arena *arena, const char *name)
{
	char *out = arena_alloc(arena, strlen(name) + 1), *end = out;

	while (*name != '\0') {
		size_t i = 0;
		while (i < COUNT(signs) && strncmp(name, signs[i].sign, strlen(signs[i].sign)) != 0)
			i++;
		if (i == COUNT(signs)) {
			*end++ = *name++;
			continue;
		}
		end = stpcpy(end, signs[i].one);
		name += strlen(signs[i].sign);
	}
	*end = '\0';
	return out;
}

bool area_name_is_same(struct arena *arena, const char *a, const char *b)
{
	return strcmp(a, b) == 0 || name_is_same(arena, with_one_sign(arena, a), with_one_sign(arena, b));
}
