/* A body that is made piece by piece while it is sent (http_response.more). Private to http/. */
#ifndef HTTP_ANSWER_STREAM_H
#define HTTP_ANSWER_STREAM_H

#include <microhttpd.h>
#include <stdbool.h>

#include "base/buf.h"

struct exchange;

struct stream {
	struct arena *arena;            /* of the pieces; NULL: the response is no stream */
	struct buf piece;               /* being sent */
	size_t taken;                   /* bytes of it that were given to libmicrohttpd */
	size_t sent;                    /* bytes of the whole body so far */
};

/* A response of libmicrohttpd that begins with the body made so far; NULL when memory is short. */
struct MHD_Response *stream_begin(struct exchange *exchange);
/* Frees what stream_begin() took. */
void stream_end(struct exchange *exchange);

#endif
