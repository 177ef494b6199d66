/* HTTP as the rest of the program sees it: a table of routes, a request whose parts are already decoded and
 * judged, a response to fill.
 *
 * What is decided here, in this order, before any handler runs: malformed `%`, NUL or bad UTF-8
 * in query or body 400; no route 404; other method 405 with Allow; the admit hook (session 401/303, csrf and
 * role 403); the target hook (id unknown or outside the actor's areas 404); wrong content type 415; body too
 * large 413. Then the handler.
 *
 * Thread per connection; handlers run on the connection's thread and may block. Everything of a request
 * lives in its arena. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "http/param.h"

enum { HTTP_IDS = 2 };

/* Whether a path without suffix is of a route's pattern ("/handovers/{id}"); ids are those of it. */
bool http_path_matches(const char *pattern, const char *path, int64_t ids[HTTP_IDS]);

enum route_flag {
	ROUTE_PUBLIC = 1,               /* no session needed */
	ROUTE_CSRF = 2,                 /* needs the token; every POST but a public one must have it */
	ROUTE_UPLOAD = 4,               /* a multipart body is taken too; few at once (503) */
	ROUTE_JSON = 8,                 /* the path with the suffix .json is served too */
	ROUTE_CSV = 16,
	ROUTE_NO_GZIP = 32,
	ROUTE_XLSX = 64,
	ROUTE_PDF = 128,
	ROUTE_DOCX = 256
};

struct http_request;
struct http_response;

/* ---- server.c ---- */
/* Fills the response and returns ERR_OK, or returns an error that the fail hook turns into a page (what
 * the handler had put into the response until then is dropped, headers too). Runs to its end even when the
 * client has gone. */
typedef enum err http_handler(struct http_request *request, struct http_response *response, struct error *error);

/* {id} in a pattern matches decimal digits only. The suffix .json|.csv|.xlsx|.pdf|.docx is taken off first;
 * a route without the flag for it is 404. The table is checked at start: sorted by pattern then method, no
 * doubles, roles or ROUTE_PUBLIC, POST has ROUTE_CSRF or ROUTE_PUBLIC, POST has a body limit, every {id} a target. */
struct http_route {
	const char *method;             /* "GET" (serves HEAD too) or "POST" */
	const char *pattern;            /* "/sheets/{id}/edit" */
	uint32_t roles;                 /* bits, for the admit hook; 0 only with ROUTE_PUBLIC */
	uint32_t flags;
	size_t body_limit;
	int targets[HTTP_IDS];          /* what each {id} names, for the target hook; never 0 where there is one */
	http_handler *handler;
};

enum http_body {
	HTTP_BODY_NONE, HTTP_BODY_FORM, HTTP_BODY_WRONG_TYPE, HTTP_BODY_TOO_LARGE,
	HTTP_BODY_UNREAD                /* a long one, before it is decided whether it is worth a place */
};

/* A file of a multipart body, in memory as long as the request. */
struct http_file {
	const char *name;               /* of the field */
	const char *file_name;          /* as the browser tells it, without folders; "" when it tells none, or no text */
	const char *data;
	size_t size;
};

struct http_files {
	const struct http_file *items;
	size_t count;
};

struct http_request {
	struct arena *arena;
	const struct http_route *route;
	const char *method;             /* "GET" for HEAD too */
	bool head;
	const char *path;               /* decoded, without suffix */
	const char *suffix;             /* "", "json", "csv", "xlsx", "pdf", "docx" */
	const char *target;             /* raw path and query as sent */
	int64_t ids[HTTP_IDS];          /* {id}s of the pattern */
	int64_t user_id;                /* for the log; set by the admit hook, 0: nobody */
	struct params query, form;      /* form: the body, decoded whatever its type; empty when it cannot be */
	struct http_files files;        /* of a multipart body, where the route takes one */
	enum http_body body;
	const char *client;             /* address; behind_tls and from loopback: X-Forwarded-For's last */
	bool secure;                    /* TLS by itself or by the proxy */
	char id[17];                    /* for the log: 16 hexadecimal digits */
	void *app;                      /* http_config.app */
	void *session;                  /* set by the admit hook */
	void *frame;                    /* what is known for the frame of the page (web/frame/read.h) */
	void *connection;               /* http/'s own */
};

/* One more piece of a long body, appended to out; nothing appended: the body is complete. Runs like a handler, when
 * the client has taken what was made before. request->arena is one for pieces, emptied before each: what lasts from
 * piece to piece belongs to the arena that the handler had. An error breaks the connection off, so that the client
 * sees that something is missing. */
typedef enum err http_piece(struct http_request *request, void *arg, struct buf *out, struct error *error);

struct http_header { const char *name, *value; };

struct http_response {
	int status;
	const char *content_type;       /* default text/html; charset=utf-8 */
	struct buf body;                /* in the request's arena, limit a byte short of 8 MiB; full: 500 */
	struct http_header headers[16];
	size_t header_count;
	http_piece *more;               /* body is the beginning only, and is not packed; NULL: it is all */
	void *more_arg;
	bool from_file;                 /* the body is a file (http_send_file): these two */
	int fd;
	int64_t file_size;
};

/* Request header by name (any case), or NULL. */
const char *http_request_header(const struct http_request *request, const char *name);
/* Cookie by exact name, or NULL. */
const char *http_cookie(const struct http_request *request, const char *name);
/* False when the request says that another site made it: an Origin that is neither Host nor public_host
 * (and https when the request is secure), or a Sec-Fetch-Site other than same-origin and none. True when
 * it carries neither. */
bool http_is_same_origin(const struct http_request *request);
/* Adds a header; value is not copied. Every response has the security headers and, unless it sets its own,
 * Cache-Control: no-store. */
void http_add_header(struct http_response *response, const char *name, const char *value);
/* ---- answer/download.c ---- */
/* The body is the first size bytes of an open file, sent as they are; it need not have a name any more. The
 * descriptor belongs to the response from here on, whatever becomes of it. content_type is the caller's to set. */
void http_send_file(struct http_response *response, int fd, int64_t size);
/* The answer is a file to be kept (RFC 6266): Content-Disposition with its name, and when that is not ASCII with a
 * name in ASCII before it, for old readers. The name has no folder; lives in arena. */
void http_attach(struct http_response *response, struct arena *arena, const char *name);

/* ---- answer/respond.c ---- */
/* 303 See Other. url must be a path of this site; anything else leads to "/". */
void http_redirect(struct http_response *response, const char *url);

/* URL with the content hash of an embedded static file ("mau03.css" ->
 * "/static/0123456789abcdef/mau03.css"); NULL: no such file. */
const char *http_static_url(const char *name);

/* What the server has done since it was started. */
struct http_route_stats {
	const struct http_route *route; /* NULL: static files and what has no route */
	int64_t answers;                /* of which: */
	int64_t refused, failed;        /* 4xx, 5xx */
	int64_t p50_us,
		p99_us; /* from the request line to the answer, rounded up by at most a quarter; 0 without answers */
};
struct http_stats {
	int64_t seconds;                /* since the start */
	int in_flight;                  /* requests, this one too */
	const struct http_route_stats *rows; /* by route, then the one without; in the request's arena */
	size_t count;
};
struct http_stats http_read_stats(const struct http_request *request);

struct http_config {
	const char *host, *port;        /* "127.0.0.1", "8080"; port "0": any free */
	const char *tls_cert, *tls_key; /* file names, or NULL */
	bool behind_tls;                /* a proxy on loopback ends TLS */
	const char *public_host;        /* or NULL; the Origin that POSTs may carry besides Host */
	const struct http_route *routes;
	size_t route_count;
	unsigned idle_seconds;          /* a connection silent that long is closed; 0: 30 */
	/* a body that has not come by then, and a second for every 16 kB, ends the connection; 0: 30 */
	unsigned body_seconds;
	void *app;
	/* After the route is known. Sets request->session and user_id; returns 401/403 to stop, having
	 * filled the response, its status included, or not (then fail runs). Before a long upload is read it is asked
	 * once more, with the body HTTP_BODY_UNREAD: whoever may not send one never has one of the few places. */
	enum err (*admit)(struct http_request *request, struct http_response *response, struct error *error);
	/* For routes with an {id}: ERR_NOT_FOUND when the actor may not know of one of ids. */
	enum err (*target)(struct http_request *request, struct error *error);
	/* Renders an error (any status, HTML or JSON by request->suffix). request->route may be NULL (400,
	 * 404, 405). Status, Allow and Retry-After are added here; a body left empty becomes the error's
	 * sentence as plain text. */
	void (*fail)(struct http_request *request, struct http_response *response, const struct error *error);
};

struct http_server;

/* Checks the route table (ERR_INTERNAL with the first fault in detail). */
enum err http_check_routes(const struct http_route *routes, size_t count, struct error *error);
/* Computes the static URLs and packs the files; once, before templates are used. Never freed. */
enum err http_static_start(struct error *error);
/* Whether none but this machine reaches what listens there: every address that the host has is a loopback address.
 * ERR_UNAVAILABLE when it has none. */
enum err http_is_loopback(const char *host, const char *port, bool *loopback, struct error *error);
/* Starts listening. Block all signals before. NULL and *error when the address or the TLS files cannot be
 * had. What config points to must live until http_stop(). */
struct http_server *http_start(const struct http_config *config, struct error *error);
int http_port(const struct http_server *server);
/* Refuses new connections, lets what is in flight finish (at most seconds), stops, frees. A handler that
 * is still running after that is waited for, but its client is cut off. Accepts NULL. */
void http_stop(struct http_server *server, int seconds);

/* The versions of libmicrohttpd and zlib. */
const char *http_library_version(void);
const char *http_zlib_version(void);

#endif
