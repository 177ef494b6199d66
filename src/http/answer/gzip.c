#include "http/answer/gzip.h"

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

/* ---- parts that are joined: deflate blocks that end on a byte (RFC 1951), in one gzip member (RFC 1952) ---- */

bool gzip_part_pack(struct gzip_part *part, const char *text, size_t size)
{
	z_stream stream = { .next_in = (const Bytef *)text, .avail_in = (uInt)size };

	*part = (struct gzip_part){ .size = size, .crc = (uint32_t)crc32(0, (const Bytef *)text, (uInt)size) };
	if (deflateInit2(&stream, GZIP_BEST, Z_DEFLATED, -WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	size_t room = deflateBound(&stream, size) + 16;
	part->packed = memory_new(1, room);
	if (part->packed != NULL) {
		stream.next_out = (Bytef *)part->packed;
		stream.avail_out = (uInt)room;
		deflate(&stream, Z_SYNC_FLUSH);
		part->packed_size = stream.total_out;
	}
	deflateEnd(&stream);
	return part->packed != NULL;
}

void gzip_part_free(struct gzip_part *part)
{
	memory_free(part->packed);
	part->packed = NULL;
}

static void add_number(struct buf *out, uint32_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_char(out, (char)(number >> 8 * i & 0xff));
}

void gzip_join_begin(struct gzip_join *join, struct buf *out)
{
	static const char head[10] = { 0x1f, (char)0x8b, Z_DEFLATED, 0, 0, 0, 0, 0, 0, 3 };

	*join = (struct gzip_join){ .out = out };
	buf_add(out, head, sizeof head);
}

void gzip_join_part(struct gzip_join *join, const struct gzip_part *part)
{
	buf_add(join->out, part->packed, part->packed_size);
	join->crc = (uint32_t)crc32_combine(join->crc, part->crc, (z_off_t)part->size);
	join->size += part->size;
}

void gzip_join_text(struct gzip_join *join, const char *text, size_t size)
{
	uint32_t length = (uint32_t)size;

	buf_char(join->out, 0);
	add_number(join->out, length, 2);
	add_number(join->out, ~length, 2);
	buf_add(join->out, text, size);
	join->crc = (uint32_t)crc32(join->crc, (const Bytef *)text, length);
	join->size += size;
}

void gzip_join_end(struct gzip_join *join)
{
	static const char last[2] = { 3, 0 };

	buf_add(join->out, last, sizeof last);
	add_number(join->out, join->crc, 4);
	add_number(join->out, (uint32_t)join->size, 4);
}
