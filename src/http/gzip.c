#include "http/gzip.h"

#include <strings.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/memory.h"
#include "http/http.h"

enum { WINDOW = 15, GZIP_HEADER = 16, MEMORY = 8 };

/* Whether the q of one element ("gzip; q=0.0") is zero; none counts as 1. */
static bool is_refused(const char *element, size_t length)
{
	const char *q = memchr(element, ';', length);

	if (q == NULL)
		return false;
	size_t rest = length - (size_t)(q - element);
	const char *equals = memchr(q, '=', rest);
	if (equals == NULL)
		return false;
	for (const char *p = equals + 1; p < element + length; p++) {
		if (*p >= '1' && *p <= '9')
			return false;
	}
	return true;
}

bool gzip_is_accepted(const char *accept)
{
	bool any = false;

	for (const char *p = accept == NULL ? "" : accept; *p != '\0'; ) {
		p += strspn(p, ", \t");
		size_t length = strcspn(p, ","), name = strcspn(p, ",; \t");
		if (name == 4 && strncasecmp(p, "gzip", 4) == 0)
			return !is_refused(p, length);
		if (name == 1 && *p == '*')
			any = !is_refused(p, length);
		p += length;
	}
	return any;
}

bool gzip_suits(const char *content_type)
{
	static const char *const types[] = {
		"text/html", "application/json", "text/csv", "text/css", "text/javascript", "image/svg+xml",
	};
	size_t length = strcspn(content_type, "; ");

	for (size_t i = 0; i < COUNT(types); i++) {
		if (strlen(types[i]) == length && strncasecmp(types[i], content_type, length) == 0)
			return true;
	}
	return false;
}

static void *take(void *arena, unsigned count, unsigned size)
{
	return arena_array(arena, count, size);
}

static void give(void *arena, void *block)
{
	(void)arena;
	(void)block;
}

char *gzip_pack(struct arena *arena, const char *data, size_t size, int level, size_t *packed)
{
	z_stream stream = { .zalloc = take, .zfree = give, .opaque = arena };

	deflateInit2(&stream, level, Z_DEFLATED, WINDOW + GZIP_HEADER, MEMORY, Z_DEFAULT_STRATEGY);
	size_t room = deflateBound(&stream, size);
	char *out = arena_alloc(arena, room);
	stream.next_in = (const Bytef *)data;
	stream.avail_in = (uInt)size;
	stream.next_out = (Bytef *)out;
	stream.avail_out = (uInt)room;
	deflate(&stream, Z_FINISH);
	*packed = stream.total_out;
	deflateEnd(&stream);
	return out;
}

const char *http_zlib_version(void)
{
	return zlibVersion();
}
