/* Where pictures are read: each by a child of its own (exchange/photo_child.h), few at once, few waiting, and
 * everybody has an answer in PHOTO_MS. A picture can cost minutes and hundreds of megabytes, and what reads it is
 * written for trust: so it is not done in here. */
#ifndef EXCHANGE_PHOTO_DESK_H
#define EXCHANGE_PHOTO_DESK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum {
	PHOTO_AT_ONCE = 2,
	PHOTO_WAITING = 4,
	PHOTO_MS = 4000,                /* for waiting and reading */
	PHOTO_LEAST_MS = 1000           /* of which reading must have so much, else the turn came too late */
};

struct photo_desk;

/* What reads instead of this program, and how long it may take: for tests. */
struct photo_reader {
	const char *program;
	const char *const *argv;
	int64_t ms, least_ms;
};

/* reader NULL: as it is. NULL when memory or descriptors are short. SIGPIPE must be ignored. */
struct photo_desk *photo_desk_open(const struct photo_reader *reader, struct error *error);
/* Ends what is being read and sends away who waits and who comes. Accepts NULL. */
void photo_desk_stop(struct photo_desk *desk);
/* Nobody is at the desk any more. Accepts NULL. */
void photo_desk_close(struct photo_desk *desk);

/* *text: of the code in the picture, in arena. ERR_UNPROCESSABLE: there is none, or not in time; ERR_UNAVAILABLE: too
 * many wait, or it stops; both with a sentence. */
enum err photo_desk_read(struct photo_desk *desk, struct arena *arena, const char *data, size_t size, const char **text,
                         struct error *error);

#endif
