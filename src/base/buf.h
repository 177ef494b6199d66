/* A growing text in an arena, born with a limit. Going over the limit sticks (`full`), so a run of
 * appends needs one check at the end. `data` always ends in NUL, is never NULL after buf_init(), and
 * lives as long as the arena. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct buf {
	struct arena *arena;
	char *data;
	size_t length, room, limit;
	bool full;
};

void buf_init(struct buf *buf, struct arena *arena, size_t limit);
void buf_add(struct buf *buf, const char *data, size_t length);
void buf_text(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char c);
void buf_print(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Percent-encodes everything but unreserved characters and slashes. */
void buf_url(struct buf *buf, const char *text);

#endif
