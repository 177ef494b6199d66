#include "http/exchange.h"

#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "http/answer/gzip.h"

enum { RESPONSE_MAX = (8 << 20) - 1, GZIP_MIN = 512, LONG_BODY = 32 << 10 };

static const struct http_header security_headers[] = {
	{ "Content-Security-Policy",
	  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
	  "frame-ancestors 'none'; base-uri 'none'; connect-src 'self'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "X-Frame-Options", "DENY" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), geolocation=()" },
};

void response_close(struct exchange *x)
{
	if (x->response.from_file && x->response.fd >= 0)
		close(x->response.fd);
	x->response.fd = -1;
}

void response_reset(struct exchange *x)
{
	response_close(x);
	x->response = (struct http_response){ .content_type = "text/html; charset=utf-8" };
	buf_init(&x->response.body, x->request.arena, RESPONSE_MAX);
}

const char *response_header(const struct http_response *response, const char *name)
{
	for (size_t i = 0; i < response->header_count; i++) {
		if (strcasecmp(response->headers[i].name, name) == 0)
			return response->headers[i].value;
	}
	return NULL;
}

void http_add_header(struct http_response *response, const char *name, const char *value)
{
	if (response->header_count == COUNT(response->headers)) {
		log_line(LOG_ERROR, "no room for the header %s", name);
		return;
	}
	response->headers[response->header_count++] = (struct http_header){ name, value };
}

static bool is_our_path(const char *url)
{
	if (url[0] != '/' || url[1] == '/')
		return false;
	for (; *url != '\0'; url++) {
		if ((unsigned char)*url <= ' ' || *url == '\\' || *url == 0x7f)
			return false;
	}
	return true;
}

void http_redirect(struct http_response *response, const char *url)
{
	response->status = 303;
	http_add_header(response, "Location", is_our_path(url) ? url : "/");
}

static bool has_body(const struct http_response *response)
{
	return response->status != 204 && response->status != 304;
}

static void pack(struct exchange *x)
{
	struct http_response *response = &x->response;
	const struct http_route *route = x->request.route;
	struct buf *body = &response->body;
	size_t size;

	if (!gzip_suits(response->content_type) || response_header(response, "Content-Encoding") != NULL ||
	    x->file != NULL || response->more != NULL || response->from_file ||
	    (route != NULL && (route->flags & ROUTE_NO_GZIP) != 0) || !has_body(response))
		return;
	http_add_header(response, "Vary", "Accept-Encoding");
	if (body->length <= GZIP_MIN || !gzip_is_accepted(http_request_header(&x->request, "Accept-Encoding")))
		return;
	body->data = gzip_pack(x->request.arena, body->data, body->length,
	                       body->length > LONG_BODY ? GZIP_LONG : GZIP_FAST, &size);
	body->length = size;
	http_add_header(response, "Content-Encoding", "gzip");
}

static void add_headers(const struct exchange *x, struct MHD_Response *out)
{
	const struct http_response *response = &x->response;

	for (size_t i = 0; i < COUNT(security_headers); i++)
		MHD_add_response_header(out, security_headers[i].name, security_headers[i].value);
	for (size_t i = 0; i < response->header_count; i++)
		MHD_add_response_header(out, response->headers[i].name, response->headers[i].value);
	if (response->body.length > 0 || response->more != NULL || response->from_file)
		MHD_add_response_header(out, MHD_HTTP_HEADER_CONTENT_TYPE, response->content_type);
	if (response_header(response, "Cache-Control") == NULL)
		MHD_add_response_header(out, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	if (x->request.secure)
		MHD_add_response_header(out, "Strict-Transport-Security", "max-age=31536000");
	if (x->close || atomic_load(&x->server->stopping))
		MHD_add_response_header(out, MHD_HTTP_HEADER_CONNECTION, "close");
}

/* A word of the client's own is no method, and not for the log. */
static const char *method_for_log(const struct http_request *request)
{
	static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT" };

	for (size_t i = 0; i < COUNT(methods); i++) {
		if (strcmp(methods[i], request->method) == 0)
			return request->head ? "HEAD" : methods[i];
	}
	return "-";
}

void response_log(const struct exchange *x)
{
	const struct http_request *request = &x->request;
	size_t size = x->response.more != NULL ? x->stream.sent : x->response.body.length;
	const struct http_config *config = &x->server->config;
	int64_t us = clock_monotonic_us() - x->started;
	size_t place = request->route == NULL ? config->route_count : (size_t)(request->route - config->routes);
	const char *pattern = x->file != NULL ? "/static" : "-";

	if (x->response.from_file)
		size = (size_t)x->response.file_size;
	if (request->route != NULL)
		pattern = request->route->pattern;
	log_line(LOG_INFO, "%s %s %s %d %zu %lld %lld", request->id, method_for_log(request),
	         pattern, x->response.status, request->head ? 0 : size,
	         (long long)(us / 1000), (long long)request->user_id);
	stats_note(&x->server->stats[place], x->response.status, us);
}

static struct MHD_Response *make_response(struct exchange *x)
{
	struct http_response *response = &x->response;

	if (response->more != NULL)
		return stream_begin(x);
	if (!response->from_file)
		return MHD_create_response_from_buffer(response->body.length, response->body.data, MHD_RESPMEM_PERSISTENT);
	struct MHD_Response *out = MHD_create_response_from_fd64((uint64_t)response->file_size, response->fd);
	if (out != NULL)
		response->fd = -1;      /* libmicrohttpd closes it */
	return out;
}

enum MHD_Result response_send(struct exchange *x)
{
	struct http_response *response = &x->response;

	if (response->status == 0)
		response->status = 200;
	if (response->status == MHD_HTTP_SERVICE_UNAVAILABLE && response_header(response, "Retry-After") == NULL)
		http_add_header(response, "Retry-After", "5");
	if (!has_body(response))
		response->body.length = 0;
	pack(x);
	if (response->more == NULL)
		response_log(x);
	struct MHD_Response *out = make_response(x);
	if (out == NULL)
		return MHD_queue_response(x->connection, MHD_HTTP_SERVICE_UNAVAILABLE, x->server->busy);
	add_headers(x, out);
	enum MHD_Result result = MHD_queue_response(x->connection, (unsigned)response->status, out);
	MHD_destroy_response(out);
	return result;
}
