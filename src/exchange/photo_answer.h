/* What the child that reads a picture says of it, in bytes: a line with a word; after `read` stands the length of the
 * text, and the text follows. Believed only when every byte is as it should be: who broke into the child could say
 * anything. */
#ifndef EXCHANGE_PHOTO_ANSWER_H
#define EXCHANGE_PHOTO_ANSWER_H

#include <stdbool.h>

#include "exchange/photo.h"

enum { PHOTO_ANSWER_MAX = PHOTO_TEXT_MAX + 32 };

struct photo_answer {
	enum photo_outcome outcome;
	const char *text;               /* with PHOTO_READ, else NULL; at most PHOTO_TEXT_MAX bytes */
};

/* How many bytes of out are filled. */
size_t photo_answer_write(const struct photo_answer *answer, char out[PHOTO_ANSWER_MAX]);
/* False: not such an answer. The text is a copy in arena. */
bool photo_answer_read(struct arena *arena, const char *said, size_t size, struct photo_answer *answer);

#endif
