/* Heap memory with a hook for tests: the n-th allocation can be made to fail. Everything in mau03 that
 * owns heap memory outside an arena uses these. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Zeroed memory for count items of size bytes; NULL when there is none or the product overflows. */
void *memory_new(size_t count, size_t size);
/* A copy of text; NULL when memory is short. */
char *memory_copy_text(const char *text);
/* Accepts NULL. */
void memory_free(void *block);

/* Gives back to the system what was freed and is kept for later; takes some milliseconds. */
void memory_trim(void);

/* Tests only: the n-th allocation from now (1 = the next) fails once; 0 switches the hook off. */
void memory_fail_at(long n);

#endif
