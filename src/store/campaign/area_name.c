#include "base/memory.h"
#include "store/campaign/area.h"
#include "text/likeness.h"
#include "text/utf8.h"

/* utf8_clean() leaves one sign for one thing; name_is_same() has the rest. */
bool area_name_is_same(struct arena *arena, const char *a, const char *b)
{
	return strcmp(a, b) == 0 || name_is_same(arena, utf8_clean(arena, a), utf8_clean(arena, b));
}
