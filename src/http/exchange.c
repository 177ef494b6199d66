#include "http/exchange.h"

#include <poll.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "http/router.h"
#include "text/messages.h"

enum {
	BODY_UNCLAIMED = 64 << 10,      /* a body that no route has asked for */
	BODY_DROPPED = 64 << 20,        /* how much of a chunked body is read to be able to answer 413 */
	UPLOADS = 4,                    /* long bodies in memory at once */
	LINGER_MS = 1000, LINGER_TOTAL_MS = 10000
};

static struct arena *shelf_take(struct arena_shelf *shelf)
{
	struct arena *arena = NULL;

	pthread_mutex_lock(&shelf->lock);
	if (shelf->count > 0)
		arena = shelf->kept[--shelf->count];
	pthread_mutex_unlock(&shelf->lock);
	return arena == NULL ? arena_new(ARENA_REQUEST) : arena;
}

static void shelf_give(struct arena_shelf *shelf, struct arena *arena)
{
	arena_reset(arena);
	pthread_mutex_lock(&shelf->lock);
	if (shelf->count < COUNT(shelf->kept)) {
		shelf->kept[shelf->count++] = arena;
		arena = NULL;
	}
	pthread_mutex_unlock(&shelf->lock);
	arena_free(arena);
}

struct exchange *exchange_new(struct http_server *server, struct MHD_Connection *connection, const char *target)
{
	struct arena *arena = shelf_take(&server->shelf);

	if (arena == NULL)
		return NULL;
	struct exchange *x = arena_alloc(arena, sizeof *x);
	x->server = server;
	x->connection = connection;
	x->started = clock_monotonic_us();
	x->request.arena = arena;
	x->request.target = arena_text(arena, target);
	x->request.app = server->config.app;
	x->request.connection = x;
	atomic_fetch_add(&server->in_flight, 1);
	return x;
}

static int fd_of(const struct exchange *x)
{
	return MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

/* Reads and forgets what the client still sends, so that closing does not reset the connection before it
 * has read the answer. */
static void linger(const struct exchange *x)
{
	struct pollfd poller = { .fd = fd_of(x), .events = POLLIN };
	int64_t end = clock_monotonic_ms() + LINGER_TOTAL_MS;
	char waste[16 << 10];

	shutdown(poller.fd, SHUT_WR);
	while (clock_monotonic_ms() < end && !atomic_load(&x->server->stopping)) {
		if (poll(&poller, 1, LINGER_MS) <= 0 || recv(poller.fd, waste, sizeof waste, MSG_DONTWAIT) <= 0)
			return;
	}
}

void exchange_end(struct exchange *x)
{
	struct http_server *server = x->server;

	if (x->unread)
		linger(x);
	if (x->response.more != NULL)
		response_log(x);
	stream_end(x);
	response_close(x);
	body_times_forget(&server->bodies, &x->coming);
	if (x->uploading)
		atomic_fetch_sub(&server->uploads, 1);
	shelf_give(&server->shelf, x->request.arena);
	atomic_fetch_sub(&server->in_flight, 1);
}

/* ---- the decisions, in the order of http.h ---- */

static enum err refuse(struct error *error, enum err code, enum message message, const char *detail)
{
	return error_set(error, code, message_text(message), "%s", detail);
}

static enum err check_form(struct exchange *x, struct error *error)
{
	return x->fault == NULL ? ERR_OK : refuse(error, ERR_BAD_REQUEST, MSG_BAD_REQUEST, x->fault);
}

static enum err check_room(struct exchange *x, struct error *error)
{
	return !x->crowded ? ERR_OK : refuse(error, ERR_UNAVAILABLE, MSG_UNAVAILABLE, "too many uploads");
}

static enum err check_route(struct exchange *x, struct error *error)
{
	if (x->methods == 0)
		return refuse(error, ERR_NOT_FOUND, MSG_NOT_FOUND, "");
	if (x->request.route == NULL && (x->file == NULL || strcmp(x->request.method, "GET") != 0))
		return refuse(error, ERR_METHOD, MSG_METHOD, "");
	return ERR_OK;
}

static enum err check_admission(struct exchange *x, struct error *error)
{
	const struct http_config *config = &x->server->config;

	if (x->file != NULL || config->admit == NULL)
		return ERR_OK;
	enum err code = config->admit(&x->request, &x->response, error);
	if (code == ERR_OK)
		response_reset(x);
	return code;
}

static enum err check_target(struct exchange *x, struct error *error)
{
	const struct http_config *config = &x->server->config;

	if (x->file != NULL || x->request.route->targets[0] == 0 || config->target == NULL)
		return ERR_OK;
	return config->target(&x->request, error);
}

static enum err check_body(struct exchange *x, struct error *error)
{
	if (x->request.body == HTTP_BODY_WRONG_TYPE)
		return refuse(error, ERR_TYPE, MSG_TYPE, "");
	if (x->request.body == HTTP_BODY_TOO_LARGE)
		return refuse(error, ERR_TOO_LARGE, MSG_TOO_LARGE, "");
	if (x->request.body == HTTP_BODY_UNREAD)
		return refuse(error, ERR_UNAVAILABLE, MSG_UNAVAILABLE, "admitted a moment too late");
	return ERR_OK;
}

static enum err handle(struct exchange *x, struct error *error)
{
	enum err code = ERR_OK;

	if (x->file != NULL)
		static_serve(x->file, &x->request, &x->response);
	else
		code = x->request.route->handler(&x->request, &x->response, error);
	if (code == ERR_OK && x->response.body.full)
		code = error_set(error, ERR_INTERNAL, NULL, "the page is too large");
	if (code != ERR_OK)
		response_reset(x);
	return code;
}

static enum err (*const steps[])(struct exchange *, struct error *) = {
	check_room, check_form, check_route, check_admission, check_target, check_body, handle,
};

static const char *sentence(enum err code)
{
	static const struct { enum err code; enum message message; } sentences[] = {
		{ ERR_BAD_REQUEST, MSG_BAD_REQUEST }, { ERR_UNAUTHENTICATED, MSG_UNAUTHENTICATED },
		{ ERR_FORBIDDEN, MSG_FORBIDDEN }, { ERR_NOT_FOUND, MSG_NOT_FOUND }, { ERR_METHOD, MSG_METHOD },
		{ ERR_CONFLICT, MSG_CONFLICT }, { ERR_TOO_LARGE, MSG_TOO_LARGE }, { ERR_TYPE, MSG_TYPE },
		{ ERR_UNPROCESSABLE, MSG_UNPROCESSABLE }, { ERR_TOO_MANY, MSG_TOO_MANY }, { ERR_INTERNAL, MSG_INTERNAL },
	};

	for (size_t i = 0; i < COUNT(sentences); i++) {
		if (sentences[i].code == code)
			return message_text(sentences[i].message);
	}
	return message_text(MSG_UNAVAILABLE);
}

static void fail(struct exchange *x, struct error *error)
{
	const struct http_config *config = &x->server->config;
	struct http_response *response = &x->response;

	if (error->message == NULL)
		error->message = sentence(error->code);
	if (config->fail != NULL)
		config->fail(&x->request, response, error);
	response->status = (int)error->code;
	if (response->body.length == 0) {
		response->content_type = "text/plain; charset=utf-8";
		buf_text(&response->body, error->message);
	}
	if (error->code == ERR_METHOD)
		http_add_header(response, "Allow", router_allow(x->methods));
	if (error->retry_after > 0)
		http_add_header(response, "Retry-After", arena_print(x->request.arena, "%d", error->retry_after));
}

static enum MHD_Result answer(struct exchange *x)
{
	struct error error = { 0 };
	enum err code = ERR_OK;

	response_reset(x);
	for (size_t i = 0; i < COUNT(steps) && code == ERR_OK; i++)
		code = steps[i](x, &error);
	if (error.detail[0] != '\0' && code != ERR_OK)
		log_line(code >= ERR_INTERNAL ? LOG_ERROR : LOG_INFO, "%s %s", x->request.id, error.detail);
	if (code != ERR_OK && x->response.status == 0) {
		error.code = code;
		fail(x, &error);
	}
	return response_send(x);
}

/* ---- what libmicrohttpd calls ---- */

static bool takes_body(const struct exchange *x)
{
	return strcmp(x->request.method, "GET") != 0;
}

/* Answers at once a request whose body is not worth reading. */
static enum MHD_Result answer_early(struct exchange *x, size_t size)
{
	if (size > 0)
		x->unread = x->close = true;
	if (x->fault == NULL && takes_body(x))
		request_read_body(x);
	return answer(x);
}

static bool is_long_upload(const struct exchange *x, size_t size)
{
	const struct http_route *route = x->request.route;

	return route != NULL && (route->flags & ROUTE_UPLOAD) != 0 && size > BODY_UNCLAIMED;
}

/* Who may not send a long body is told so at once, and takes nobody's place. */
static bool is_welcome(struct exchange *x, size_t size)
{
	struct error error = { 0 };

	if (!is_long_upload(x, size))
		return true;
	response_reset(x);
	x->request.body = HTTP_BODY_UNREAD;
	if (check_admission(x, &error) != ERR_OK)
		return false;
	x->request.body = HTTP_BODY_NONE;
	return true;
}

/* Long bodies lie in memory, so there are never many. */
static bool has_room(struct exchange *x, size_t size)
{
	if (!is_long_upload(x, size))
		return true;
	x->uploading = true;
	x->crowded = atomic_fetch_add(&x->server->uploads, 1) >= UPLOADS;
	return !x->crowded;
}

static enum MHD_Result expect_body(struct exchange *x, size_t size)
{
	if (size > 0)
		body_times_expect(&x->server->bodies, &x->coming, fd_of(x), size);
	return MHD_YES;
}

enum MHD_Result exchange_begin(struct exchange *x, const char *method)
{
	x->begun = true;
	request_read(x, method);
	const struct http_route *route = x->request.route;
	size_t size = request_body_size(x);
	size_t limit = route != NULL && takes_body(x) ? route->body_limit : BODY_UNCLAIMED;
	buf_init(&x->body, x->request.arena, limit);
	if (size != SIZE_MAX && size > limit)
		x->request.body = takes_body(x) ? HTTP_BODY_TOO_LARGE : HTTP_BODY_NONE;
	else if (x->fault == NULL && is_welcome(x, size) && has_room(x, size))
		return expect_body(x, size < limit ? size : limit);
	return answer_early(x, size);
}

enum MHD_Result exchange_take(struct exchange *x, const char *data, size_t size)
{
	if (!x->body.full && takes_body(x))
		buf_add(&x->body, data, size);
	else
		x->dropped += size;
	return x->dropped > BODY_DROPPED ? MHD_NO : MHD_YES;
}

enum MHD_Result exchange_finish(struct exchange *x)
{
	body_times_forget(&x->server->bodies, &x->coming);
	if (x->body.full)
		x->request.body = HTTP_BODY_TOO_LARGE;
	if (takes_body(x))
		request_read_body(x);
	return answer(x);
}
