/* Memory of one request or one command: allocate freely, free once.
 *
 * An arena reserves address space when it is made; pages cost memory only when touched. That is why
 * only arena_new() can fail (NULL: answer 503): what a request may allocate is bounded by the limits on
 * its body and its pages, so running over the reserve is a bug and aborts. No caller checks for NULL.
 * One thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

enum { ARENA_REQUEST = 64 << 20 };      /* reserve of one request, bytes of address space */

struct arena;

/* A new arena, or NULL when the system has no memory. */
struct arena *arena_new(size_t reserve);
/* Frees the arena and everything in it. Accepts NULL. */
void arena_free(struct arena *arena);
/* Forgets everything allocated so far, keeps the reserve: for loops over many items. */
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* Zeroed room for count items; aborts on overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* Copies; the result ends in NUL. arena_text(NULL) is NULL. */
char *arena_text(struct arena *arena, const char *text);
char *arena_text_n(struct arena *arena, const char *text, size_t length);
char *arena_print(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprint(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

#endif
