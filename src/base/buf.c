#include "base/buf.h"

#include <stdarg.h>

enum { FIRST_ROOM = 256 };

void buf_init(struct buf *buf, struct arena *arena, size_t limit)
{
	*buf = (struct buf){ .arena = arena, .limit = limit, .room = FIRST_ROOM };
	buf->data = arena_alloc(arena, FIRST_ROOM);
}

static void grow(struct buf *buf, size_t need)
{
	size_t room = buf->room;

	while (room < need)
		room *= 2;
	char *data = arena_alloc(buf->arena, room);
	memcpy(data, buf->data, buf->length + 1);
	buf->data = data;
	buf->room = room;
}

void buf_add(struct buf *buf, const char *data, size_t length)
{
	if (buf->full || length > buf->limit - buf->length) {
		buf->full = true;
		return;
	}
	if (length == 0)
		return;
	if (buf->length + length + 1 > buf->room)
		grow(buf, buf->length + length + 1);
	memcpy(buf->data + buf->length, data, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_print(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_text(buf, arena_vprint(buf->arena, format, args));
	va_end(args);
}

void buf_url(struct buf *buf, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";

	for (; *text != '\0'; text++) {
		if (strchr(plain, *text) != NULL)
			buf_char(buf, *text);
		else
			buf_print(buf, "%%%02X", (unsigned char)*text);
	}
}
