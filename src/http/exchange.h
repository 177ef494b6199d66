/* One request and its response on their way through http/, and the server they belong to. Private to http/.
 *
 * libmicrohttpd calls in this order, all on the connection's thread: exchange_new() when the request line
 * is read, exchange_begin() after the headers, exchange_take() for each piece of the body,
 * exchange_finish(), exchange_end() (always, whatever happened). */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "http/body_time.h"
#include "http/http.h"
#include "http/answer/static.h"
#include "http/stats.h"
#include "http/answer/stream.h"

/* Arenas to use again, so that a request needs no mmap. */
struct arena_shelf {
	pthread_mutex_t lock;
	struct arena *kept[32];
	size_t count;
};

struct http_server {
	struct http_config config;
	struct MHD_Daemon *daemon;
	struct MHD_Response *busy;      /* the 503 that needs no memory */
	int listener, port;
	char *tls_cert, *tls_key;       /* file contents */
	struct arena_shelf shelf;
	struct stats_route *stats;
	struct body_times bodies;
	int64_t started;                /* milliseconds */
	_Atomic int in_flight;          /* exchanges that have not ended */
	_Atomic int uploads;            /* exchanges with a long body on an upload route */
	_Atomic bool stopping;
};

struct exchange {
	struct http_request request;
	struct http_response response;
	struct http_server *server;
	struct MHD_Connection *connection;
	const char *fault;              /* what makes the request a 400, for the log */
	const struct static_file *file; /* the path names this embedded file */
	unsigned methods;               /* that the path has */
	struct buf body;
	struct body_wait coming;        /* the body, until it is there */
	size_t dropped;                 /* bytes of a body that is too large */
	struct stream stream;
	int64_t started;                /* microseconds */
	bool begun;
	bool close;                     /* the connection ends with this response */
	bool uploading;                 /* one of server->uploads */
	bool crowded;                   /* one too many of them */
	bool unread;                    /* answered before the body had been read */
};

/* NULL when there is no memory. */
struct exchange *exchange_new(struct http_server *server, struct MHD_Connection *connection, const char *target);
enum MHD_Result exchange_begin(struct exchange *exchange, const char *method);
enum MHD_Result exchange_take(struct exchange *exchange, const char *data, size_t size);
enum MHD_Result exchange_finish(struct exchange *exchange);
void exchange_end(struct exchange *exchange);

/* ---- request.c ---- */
/* Fills exchange->request, ->fault and ->file from the target and the headers. */
void request_read(struct exchange *exchange, const char *method);
/* Judges the collected body: request->form, ->body and perhaps exchange->fault. */
void request_read_body(struct exchange *exchange);
/* The bytes that Content-Length announces: 0 without, SIZE_MAX when the body is chunked. */
size_t request_body_size(const struct exchange *exchange);

/* ---- answer/respond.c ---- */
/* Closes the file that the response would have sent, unless it is on its way. */
void response_close(struct exchange *exchange);
/* Empties the response: no status, no headers, no body. */
void response_reset(struct exchange *exchange);
/* Packs, completes and queues the response, and writes the access line. */
enum MHD_Result response_send(struct exchange *exchange);
/* Counts the answer and writes its line. */
void response_log(const struct exchange *exchange);
/* The value of a header of the response, or NULL. */
const char *response_header(const struct http_response *response, const char *name);

#endif
