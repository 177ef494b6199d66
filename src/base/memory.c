#include "base/memory.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>

static _Atomic long fail_at;

static bool must_fail(void)
{
	if (atomic_load(&fail_at) == 0)
		return false;
	return atomic_fetch_sub(&fail_at, 1) == 1;
}

void memory_trim(void)
{
	malloc_trim(0);
}

void memory_fail_at(long n)
{
	atomic_store(&fail_at, n);
}

void *memory_new(size_t count, size_t size)
{
	return must_fail() ? NULL : calloc(count, size);
}

char *memory_copy_text(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = memory_new(1, size);

	return copy == NULL ? NULL : memcpy(copy, text, size);
}

void memory_free(void *block)
{
	free(block);
}
