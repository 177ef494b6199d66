/* Multipart bodies as a client may send them: the first line is the boundary, the rest the body. */
#include <stdint.h>

#include "base/memory.h"
#include "http/multipart.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	const uint8_t *line = size == 0 || size > 8192 ? NULL : memchr(data, '\n', size);
	struct params texts;
	struct http_files files;

	if (line == NULL)
		return 0;
	if (arena == NULL)
		arena = arena_new(ARENA_REQUEST);
	const char *boundary = arena_text_n(arena, (const char *)data, (size_t)(line - data));
	const char *type = arena_print(arena, "multipart/form-data; boundary=%s", boundary);
	size_t length = size - (size_t)(line + 1 - data);
	const char *body = arena_text_n(arena, (const char *)line + 1, length);
	if (multipart_decode(arena, type, body, length, &texts, &files)) {
		demand(texts.count + files.count <= MULTIPART_PARTS);
		for (size_t i = 0; i < texts.count; i++) {
			const char *value = texts.items[i].value;
			demand(utf8_valid(value, strlen(value)) && strchr(value, '\r') == NULL && texts.items[i].name != NULL);
		}
		for (size_t i = 0; i < files.count; i++)
			demand(files.items[i].data >= body && files.items[i].data + files.items[i].size <= body + length);
	}
	arena_reset(arena);
	return 0;
}
