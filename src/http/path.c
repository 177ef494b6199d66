#include "http/path.h"

#include <strings.h>

#include "base/memory.h"

/* Skips "http://host" of the absolute form. */
static const char *skip_authority(const char *raw)
{
	if (strncasecmp(raw, "http://", 7) != 0 && strncasecmp(raw, "https://", 8) != 0)
		return raw;
	const char *host = strchr(raw, ':') + 3;
	return host + strcspn(host, "/?");
}

static void split_suffix(struct arena *arena, struct target *target)
{
	static const char *const suffixes[] = { "json", "csv", "xlsx", "pdf", "docx" };
	const char *dot = strrchr(target->full, '.');

	target->path = target->full;
	for (size_t i = 0; dot != NULL && i < COUNT(suffixes); i++) {
		if (strcmp(dot + 1, suffixes[i]) == 0) {
			target->path = arena_text_n(arena, target->full, (size_t)(dot - target->full));
			target->suffix = suffixes[i];
		}
	}
}

bool target_parse(struct arena *arena, const char *raw, struct target *out)
{
	const char *path = skip_authority(raw), *query = strchr(path, '?');
	size_t length = query == NULL ? strlen(path) : (size_t)(query - path);

	*out = (struct target){ .full = "", .path = "", .suffix = "" };
	char *full = arena_text_n(arena, path, length);
	if (percent_decode(full, length, false) < 0)
		return false;
	out->full = length == 0 && path > raw ? "/" : full;
	split_suffix(arena, out);
	return query == NULL || params_decode(arena, query + 1, strlen(query + 1), &out->query);
}
