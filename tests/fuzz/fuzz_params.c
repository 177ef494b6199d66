/* Queries, bodies and request targets as a client may send them. */
#include "base/arena.h"
#include "base/memory.h"
#include "http/param.h"
#include "http/path.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_pairs(struct arena *arena, const struct params *params)
{
	for (size_t i = 0; i < params->count; i++) {
		const struct param *p = &params->items[i];
		size_t count;
		int64_t number = 0, *ids;
		if (!utf8_valid(p->name, strlen(p->name)) || !utf8_valid(p->value, strlen(p->value)) ||
		    strchr(p->value, '\r') != NULL || params_text(params, p->name) == NULL)
			abort();
		params_all(arena, params, p->name, &count);
		if (count == 0)
			abort();
		if (params_int(params, p->name, -10, 10, &number) == PARAM_OK && (number < -10 || number > 10))
			abort();
		if ((params_ids(arena, params, p->name, &ids, &count) == PARAM_OK) != (count > 0))
			abort();
		for (size_t n = 0; n < count; n++) {
			if (ids[n] <= 0)
				abort();
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct params params;
	struct target target;

	if (size > 4096)
		return 0;
	if (arena == NULL)
		arena = arena_new((size_t)1 << 30);
	if (params_decode(arena, (const char *)data, size, &params))
		check_pairs(arena, &params);
	target_parse(arena, arena_text_n(arena, (const char *)data, size), &target);
	if (!utf8_valid(target.path, strlen(target.path)))
		abort();
	check_pairs(arena, &target.query);
	arena_reset(arena);
	return 0;
}
