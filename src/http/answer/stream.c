#include "http/answer/stream.h"

#include "base/log.h"
#include "http/exchange.h"

enum { BLOCK = 16 << 10, PIECE_MAX = 8 << 20 };

/* The next piece; false when it could not be made. The handler's arena stays as it is. */
static bool fetch(struct exchange *x)
{
	struct stream *s = &x->stream;
	struct arena *kept = x->request.arena;
	struct error error = { 0 };

	arena_reset(s->arena);
	buf_init(&s->piece, s->arena, PIECE_MAX);
	s->taken = 0;
	x->request.arena = s->arena;
	enum err code = x->response.more(&x->request, x->response.more_arg, &s->piece, &error);
	x->request.arena = kept;
	if (code == ERR_OK && !s->piece.full)
		return true;
	log_line(LOG_ERROR, "%s broken off after %zu bytes: %s", x->request.id, s->sent,
	         code == ERR_OK ? "a piece is too large" : error.detail);
	return false;
}

static ssize_t give(void *exchange, uint64_t position, char *out, size_t room)
{
	struct exchange *x = exchange;
	struct stream *s = &x->stream;

	(void)position;
	if (s->taken == s->piece.length && !fetch(x))
		return MHD_CONTENT_READER_END_WITH_ERROR;
	size_t size = s->piece.length - s->taken;
	if (size == 0)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (size > room)
		size = room;
	memcpy(out, s->piece.data + s->taken, size);
	s->taken += size;
	s->sent += size;
	return (ssize_t)size;
}

struct MHD_Response *stream_begin(struct exchange *x)
{
	x->stream = (struct stream){ .arena = arena_new(ARENA_REQUEST), .piece = x->response.body };
	if (x->stream.arena == NULL)
		return NULL;
	struct MHD_Response *out = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, give, x, NULL);
	if (out != NULL && x->request.head)  /* else a last chunk would follow the head */
		MHD_set_response_options(out, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
	return out;
}

void stream_end(struct exchange *x)
{
	arena_free(x->stream.arena);
}
