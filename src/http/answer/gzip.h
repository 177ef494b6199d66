/* gzip, as HTTP asks for it. Private to http/. */
#ifndef HTTP_ANSWER_GZIP_H
#define HTTP_ANSWER_GZIP_H

#include <stdbool.h>
#include <stddef.h>

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* Levels: of an answer, of one so long that the line costs more than the packing, of a file packed once. */
enum { GZIP_FAST = 1, GZIP_LONG = 6, GZIP_BEST = 9 };

/* Whether an Accept-Encoding header (NULL: none) takes gzip. */
bool gzip_is_accepted(const char *accept);
/* Whether a content type is worth packing. */
bool gzip_suits(const char *content_type);
/* The packed bytes, in the arena; *packed is their number. */
char *gzip_pack(struct arena *arena, const char *data, size_t size, int level, size_t *packed);

/* A stretch of text packed for itself, to be joined with others and with text as it is into one answer. */
struct gzip_part {
	char *packed;                   /* heap */
	size_t packed_size, size;
	uint32_t crc;
};

/* False when memory is short. */
bool gzip_part_pack(struct gzip_part *part, const char *text, size_t size);
void gzip_part_free(struct gzip_part *part);

struct gzip_join {
	struct buf *out;
	uint32_t crc;
	size_t size;
};

void gzip_join_begin(struct gzip_join *join, struct buf *out);
void gzip_join_part(struct gzip_join *join, const struct gzip_part *part);
/* Up to 65535 bytes, not packed. */
void gzip_join_text(struct gzip_join *join, const char *text, size_t size);
void gzip_join_end(struct gzip_join *join);

#endif
