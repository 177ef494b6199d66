#include "http/exchange.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <strings.h>

#include "base/hash.h"
#include "base/memory.h"
#include "http/guard.h"
#include "http/multipart.h"
#include "http/router.h"
#include "http/path.h"

static const char form_type[] = "application/x-www-form-urlencoded";

static struct MHD_Connection *connection_of(const struct http_request *request)
{
	return ((const struct exchange *)request->connection)->connection;
}

const char *http_request_header(const struct http_request *request, const char *name)
{
	return MHD_lookup_connection_value(connection_of(request), MHD_HEADER_KIND, name);
}

/* The value of the cookie in one Cookie header ("a=1; b=2"), or NULL. */
static const char *find_cookie(struct arena *arena, const char *header, const char *name)
{
	size_t length = strlen(name);

	for (const char *p = header; *p != '\0'; p += strcspn(p, ";")) {
		p += strspn(p, "; \t");
		if (strncmp(p, name, length) == 0 && p[length] == '=') {
			p += length + 1;
			return arena_text_n(arena, p, strcspn(p, "; \t"));
		}
	}
	return NULL;
}

struct search {
	struct arena *arena;
	const char *name, *found;
};

static enum MHD_Result look_for_cookie(void *search, enum MHD_ValueKind kind, const char *key, const char *value)
{
	struct search *s = search;

	(void)kind;
	if (value != NULL && strcasecmp(key, "Cookie") == 0)
		s->found = find_cookie(s->arena, value, s->name);
	return s->found == NULL ? MHD_YES : MHD_NO;
}

const char *http_cookie(const struct http_request *request, const char *name)
{
	struct search search = { .arena = request->arena, .name = name };

	MHD_get_connection_values(connection_of(request), MHD_HEADER_KIND, look_for_cookie, &search);
	return search.found;
}

static enum MHD_Result look_for_last(void *search, enum MHD_ValueKind kind, const char *key, const char *value)
{
	struct search *s = search;

	(void)kind;
	if (value != NULL && strcasecmp(key, s->name) == 0)
		s->found = value;
	return MHD_YES;
}

/* True for "host" or "host:port" of an origin without its scheme. */
static bool is_host(const char *host, const char *ours)
{
	size_t length = ours == NULL ? 0 : strlen(ours);

	return length > 0 && strncasecmp(host, ours, length) == 0 && strchr(":", host[length]) != NULL;
}

bool http_is_same_origin(const struct http_request *request)
{
	const struct exchange *x = request->connection;
	const char *origin = http_request_header(request, "Origin");
	const char *site = http_request_header(request, "Sec-Fetch-Site");
	const char *host = http_request_header(request, "Host");

	if (site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	if (origin == NULL)
		return true;
	if (strncasecmp(origin, "https://", 8) == 0)
		origin += 8;
	else if (!request->secure && strncasecmp(origin, "http://", 7) == 0)
		origin += 7;
	else
		return false;
	return (host != NULL && strcasecmp(origin, host) == 0) || is_host(origin, x->server->config.public_host);
}

static const char *peer_text(struct exchange *x, bool *loopback)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	char text[INET6_ADDRSTRLEN] = "";
	const void *address = NULL;
	int family = AF_INET;

	if (info != NULL && info->client_addr->sa_family == AF_INET) {
		address = &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr;
	} else if (info != NULL && info->client_addr->sa_family == AF_INET6) {
		const struct sockaddr_in6 *peer = (const struct sockaddr_in6 *)(const void *)info->client_addr;
		const struct in6_addr *six = &peer->sin6_addr;
		bool mapped = IN6_IS_ADDR_V4MAPPED(six);
		family = mapped ? AF_INET : AF_INET6;
		address = mapped ? six->s6_addr + 12 : (const void *)six;
	}
	if (address != NULL)
		inet_ntop(family, address, text, sizeof text);
	*loopback = strncmp(text, "127.", 4) == 0 || strcmp(text, "::1") == 0;
	return arena_text(x->request.arena, text);
}

/* The last address of X-Forwarded-For, which is the one our proxy wrote; NULL when there is none. */
static const char *forwarded_for(struct exchange *x)
{
	struct search search = { .name = "X-Forwarded-For" };
	unsigned char binary[sizeof(struct in6_addr)];

	MHD_get_connection_values(x->connection, MHD_HEADER_KIND, look_for_last, &search);
	if (search.found == NULL)
		return NULL;
	const char *comma = strrchr(search.found, ','), *last = comma == NULL ? search.found : comma + 1;
	last += strspn(last, " \t");
	char *text = arena_text_n(x->request.arena, last, strcspn(last, " \t"));
	return inet_pton(AF_INET, text, binary) == 1 || inet_pton(AF_INET6, text, binary) == 1 ? text : NULL;
}

static const char *client_text(struct exchange *x)
{
	bool loopback;
	const char *peer = peer_text(x, &loopback);
	const char *forwarded = loopback && x->server->config.behind_tls ? forwarded_for(x) : NULL;

	return forwarded == NULL ? peer : forwarded;
}

static enum MHD_Result count_header(void *guard, enum MHD_ValueKind kind, const char *key, const char *value)
{
	(void)kind;
	guard_header(guard, key, value);
	return MHD_YES;
}

static void read_target(struct exchange *x)
{
	struct http_request *request = &x->request;
	const struct http_config *config = &x->server->config;
	struct target target;

	if (!target_parse(request->arena, request->target, &target) && x->fault == NULL)
		x->fault = "malformed path or query";
	request->path = target.path;
	request->suffix = target.suffix;
	request->query = target.query;
	x->file = static_find(target.full);
	if (x->file != NULL)
		x->methods = ROUTER_GET;
	else
		request->route = router_find(config->routes, config->route_count, request->method, request->path,
		                             request->suffix, request->ids, &x->methods);
}

void request_read(struct exchange *x, const char *method)
{
	struct http_request *request = &x->request;
	const struct http_config *config = &x->server->config;
	struct guard guard = { 0 };

	request->head = strcmp(method, "HEAD") == 0;
	request->method = request->head ? "GET" : arena_text(request->arena, method);
	request->client = client_text(x);
	request->secure = config->tls_cert != NULL || config->behind_tls;
	memcpy(request->id, hash_random(request->arena, (sizeof request->id - 1) / 2), sizeof request->id);
	MHD_get_connection_values(x->connection, MHD_HEADER_KIND, count_header, &guard);
	x->fault = guard_fault(&guard, request->target);
	x->close = x->fault != NULL;
	read_target(x);
}

size_t request_body_size(const struct exchange *x)
{
	const char *length = http_request_header(&x->request, "Content-Length");

	if (http_request_header(&x->request, "Transfer-Encoding") != NULL)
		return SIZE_MAX;
	return length == NULL ? 0 : strtoull(length, NULL, 10);
}

static bool is_form_type(const char *type)
{
	size_t length = sizeof form_type - 1;

	return type != NULL && strncasecmp(type, form_type, length) == 0 && strchr("; \t", type[length]) != NULL;
}

static void read_multipart(struct exchange *x, const char *type)
{
	struct http_request *request = &x->request;
	bool whole = request->body != HTTP_BODY_TOO_LARGE;

	if (!whole)
		return;
	request->body = HTTP_BODY_FORM;
	if (multipart_decode(request->arena, type, x->body.data, x->body.length, &request->form, &request->files))
		return;
	request->form = (struct params){ 0 };
	request->files = (struct http_files){ 0 };
	if (x->fault == NULL)
		x->fault = "malformed body";
}

void request_read_body(struct exchange *x)
{
	struct http_request *request = &x->request;
	const char *type = http_request_header(request, "Content-Type");
	bool upload = request->route != NULL && (request->route->flags & ROUTE_UPLOAD) != 0;

	if (request->body == HTTP_BODY_UNREAD)
		return;
	if (upload && multipart_is_type(type)) {
		read_multipart(x, type);
		return;
	}
	if (upload && x->body.length > MULTIPART_TEXT)
		request->body = HTTP_BODY_TOO_LARGE;
	bool whole = request->body != HTTP_BODY_TOO_LARGE;
	bool decoded = whole && params_decode(request->arena, x->body.data, x->body.length, &request->form);

	if (is_form_type(type)) {
		if (whole)
			request->body = HTTP_BODY_FORM;
		if (whole && !decoded && x->fault == NULL)
			x->fault = "malformed body";
	} else if (type != NULL || x->body.length > 0 || !whole) {
		request->body = HTTP_BODY_WRONG_TYPE;
	}
	if (!decoded)
		request->form = (struct params){ 0 };
}
