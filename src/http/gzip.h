/* gzip, as HTTP asks for it. Private to http/. */
#ifndef HTTP_GZIP_H
#define HTTP_GZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Levels: of an answer, of one so long that the line costs more than the packing, of a file packed once. */
enum { GZIP_FAST = 1, GZIP_LONG = 6, GZIP_BEST = 9 };

/* Whether an Accept-Encoding header (NULL: none) takes gzip. */
bool gzip_is_accepted(const char *accept);
/* Whether a content type is worth packing. */
bool gzip_suits(const char *content_type);
/* The packed bytes, in the arena; *packed is their number. */
char *gzip_pack(struct arena *arena, const char *data, size_t size, int level, size_t *packed);

#endif
