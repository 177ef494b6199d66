#include "base/arena.h"

#include <stdint.h>
#include <sys/mman.h>

#include "base/memory.h"

enum { ALIGN = 16, KEEP = 1 << 18 };    /* resetting gives back what was touched beyond KEEP bytes */
enum { PRINTED = 256 };                 /* most of what is printed is shorter, and printed once */

struct arena {
	size_t used, reserve;
	char *start;
};

struct arena *arena_new(size_t reserve)
{
	struct arena *arena = memory_new(1, sizeof *arena);

	if (arena == NULL)
		return NULL;
	void *start = mmap(NULL, reserve, PROT_READ | PROT_WRITE,
	                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (start == MAP_FAILED) {
		memory_free(arena);
		return NULL;
	}
	arena->start = start;
	arena->reserve = reserve;
	return arena;
}

void arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	munmap(arena->start, arena->reserve);
	memory_free(arena);
}

void arena_reset(struct arena *arena)
{
	size_t keep = arena->used < KEEP ? arena->used : KEEP;

	if (arena->used > KEEP)
		madvise(arena->start + KEEP, arena->reserve - KEEP, MADV_DONTNEED);
	memset(arena->start, 0, keep);
	arena->used = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > arena->reserve - arena->used - ALIGN) {
		fprintf(stderr, "bug: arena of %zu bytes overrun by a request for %zu\n", arena->reserve, size);
		abort();
	}
	void *block = arena->start + arena->used;
	arena->used += (size + ALIGN) / ALIGN * ALIGN;
	return block;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		bytes = SIZE_MAX;
	return arena_alloc(arena, bytes);
}

char *arena_text_n(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_text_n(arena, text, strlen(text));
}

char *arena_vprint(struct arena *arena, const char *format, va_list args)
{
	char first[PRINTED];
	va_list again;

	va_copy(again, args);
	int length = vsnprintf(first, sizeof first, format, again);
	va_end(again);
	if ((size_t)length < sizeof first)
		return arena_text_n(arena, first, (size_t)length);
	char *text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, args);
	return text;
}

char *arena_print(struct arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = arena_vprint(arena, format, args);
	va_end(args);
	return text;
}
