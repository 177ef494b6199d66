/* A real server with a few routes and a client that speaks to it over a socket: for the tests of http/. */
#ifndef HTTP_SITE_H
#define HTTP_SITE_H

#include "http/http.h"

#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <cmocka.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/memory.h"

enum { LIMIT = 1000, UPLOAD_LIMIT = 200000, ANSWER = 64 << 10, SECONDS = 5 };

static struct http_server *server;
static _Atomic int finished;            /* handlers of /slow that ran to their end */

/* ---- the routes ---- */

static enum err say_echo(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *query = params_text(&request->query, "a"), *form = params_text(&request->form, "a");
	const char *cookie = http_cookie(request, "c");

	(void)error;
	buf_print(&response->body, "[%s %s %s id=%lld query=%s form=%s cookie=%s client=%s head=%d same=%d]", request->method,
	          request->path, request->suffix, (long long)request->ids[0], query == NULL ? "-" : query,
	          form == NULL ? "-" : form, cookie == NULL ? "-" : cookie, request->client, request->head,
	          http_is_same_origin(request));
	return ERR_OK;
}

static enum err say_big(struct http_request *request, struct http_response *response, struct error *error)
{
	(void)request;
	(void)error;
	for (int i = 0; i < 500; i++)
		buf_text(&response->body, "big page ");
	return ERR_OK;
}

static enum err say_slowly(struct http_request *request, struct http_response *response, struct error *error)
{
	int64_t ms = 300;

	(void)error;
	params_int(&request->query, "ms", 1, 5000, &ms);
	const struct timespec pause = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	nanosleep(&pause, NULL);
	atomic_fetch_add(&finished, 1);
	buf_text(&response->body, "slow but done");
	return ERR_OK;
}

static enum err say_nothing(struct http_request *request, struct http_response *response, struct error *error)
{
	int64_t code = 0;

	params_int(&request->query, "code", 0, 999, &code);
	http_add_header(response, "X-Dropped", "yes");
	buf_text(&response->body, "half a page");
	return code == 0 ? ERR_OK : error_set(error, (enum err)code, NULL, "as asked");
}

static enum err overflow(struct http_request *request, struct http_response *response, struct error *error)
{
	static const char block[1 << 20];

	(void)request;
	(void)error;
	for (int i = 0; i < 9; i++)
		buf_add(&response->body, block, sizeof block);
	return ERR_OK;
}

/* Pieces "1;", "2;" … after "0;", as many as asked for; the one named `bad` cannot be made. Each takes a megabyte of its arena. */
static enum err say_piece(struct http_request *request, void *arg, struct buf *out, struct error *error)
{
	int64_t *said = arg, count = 0, bad = 0;

	params_int(&request->query, "count", 0, 1000, &count);
	params_int(&request->query, "bad", 1, 1000, &bad);
	memset(arena_alloc(request->arena, 1 << 20), 'x', 1 << 20);
	if (++*said == bad)
		return error_set(error, ERR_UNAVAILABLE, NULL, "as asked");
	if (*said <= count)
		buf_print(out, "%lld;", (long long)*said);
	return ERR_OK;
}

static enum err say_more(struct http_request *request, struct http_response *response, struct error *error)
{
	(void)error;
	buf_text(&response->body, "0;");
	response->more = say_piece;
	response->more_arg = arena_alloc(request->arena, sizeof(int64_t));
	return ERR_OK;
}

/* A file without a name, of as many x as asked for; or an error after it was given to the response. */
static enum err say_file(struct http_request *request, struct http_response *response, struct error *error)
{
	char path[] = "/tmp/mau03-site-XXXXXX";
	int64_t size = 0, bad = 0;
	int fd = mkstemp(path);

	params_int(&request->query, "size", 0, LIMIT * 50, &size);
	params_int(&request->query, "bad", 0, 1, &bad);
	unlink(path);
	for (int64_t i = 0; i < size; i++)
		assert_int_equal(write(fd, "x", 1), 1);
	http_send_file(response, fd, size);
	response->content_type = "text/csv";
	http_attach(response, request->arena, params_text(&request->query, "name"));
	return bad == 0 ? ERR_OK : error_set(error, ERR_UNAVAILABLE, NULL, "as asked");
}

static enum err go_elsewhere(struct http_request *request, struct http_response *response, struct error *error)
{
	(void)error;
	http_redirect(response, params_text(&request->query, "to"));
	return ERR_OK;
}

static const struct http_route routes[] = {
	{ "GET", "/", 0, ROUTE_PUBLIC, 0, { 0 }, say_echo },
	{ "GET", "/big", 0, ROUTE_PUBLIC | ROUTE_JSON, 0, { 0 }, say_big },
	{ "GET", "/big-raw", 0, ROUTE_PUBLIC | ROUTE_NO_GZIP, 0, { 0 }, say_big },
	{ "GET", "/fail", 0, ROUTE_PUBLIC | ROUTE_JSON, 0, { 0 }, say_nothing },
	{ "GET", "/file", 0, ROUTE_PUBLIC, 0, { 0 }, say_file },
	{ "GET", "/items/{id}", 1, ROUTE_JSON, 0, { 1 }, say_echo },
	{ "POST", "/items/{id}", 1, ROUTE_CSRF, LIMIT, { 1 }, say_echo },
	{ "POST", "/login", 0, ROUTE_PUBLIC, LIMIT, { 0 }, say_echo },
	{ "GET", "/more", 0, ROUTE_PUBLIC, 0, { 0 }, say_more },
	{ "GET", "/overflow", 0, ROUTE_PUBLIC, 0, { 0 }, overflow },
	{ "GET", "/redirect", 0, ROUTE_PUBLIC, 0, { 0 }, go_elsewhere },
	{ "GET", "/slow", 0, ROUTE_PUBLIC, 0, { 0 }, say_slowly },
	{ "POST", "/slow", 0, ROUTE_PUBLIC, LIMIT, { 0 }, say_slowly },
	{ "POST", "/upload", 1, ROUTE_CSRF | ROUTE_UPLOAD, UPLOAD_LIMIT, { 0 }, say_echo },
};

static enum err admit(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *csrf = params_text(&request->form, "csrf");

	if ((request->route->flags & ROUTE_PUBLIC) != 0)
		return ERR_OK;
	if (http_cookie(request, "user") == NULL) {
		if (strcmp(request->method, "GET") == 0 && request->suffix[0] == '\0')
			http_redirect(response, "/login?next=%2F");
		return error_set(error, ERR_UNAUTHENTICATED, NULL, "no session");
	}
	request->user_id = 7;
	if (request->body == HTTP_BODY_UNREAD)
		return ERR_OK;
	if (csrf == NULL)
		csrf = http_request_header(request, "X-CSRF-Token");
	if ((request->route->flags & ROUTE_CSRF) != 0 && (csrf == NULL || strcmp(csrf, "good") != 0))
		return error_set(error, ERR_FORBIDDEN, NULL, "no csrf");
	return ERR_OK;
}

static enum err find_target(struct http_request *request, struct error *error)
{
	return request->ids[0] == 404 ? error_set(error, ERR_NOT_FOUND, NULL, "no item") : ERR_OK;
}

static void render_error(struct http_request *request, struct http_response *response, const struct error *error)
{
	if (strcmp(request->suffix, "json") == 0) {
		response->content_type = "application/json";
		buf_print(&response->body, "{\"status\":%d}", (int)error->code);
	} else if (request->path[0] != '\0') {
		buf_print(&response->body, "<p>error %d: %s</p>", (int)error->code, error->message);
	}
}

static const struct http_config config = {
	.host = "127.0.0.1", .port = "0", .behind_tls = true, .public_host = "mau03.example", .routes = routes,
	.route_count = COUNT(routes), .idle_seconds = 1, .body_seconds = 2, .admit = admit, .target = find_target, .fail = render_error,
};

/* ---- a client ---- */

static inline int dial(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)http_port(server)),
	                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval limit = { .tv_sec = SECONDS };

	assert_true(fd >= 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	close(fd);
	return -1;
}

/* False when the server does not take it all. */
static inline bool send_all(int fd, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t n = send(fd, data, length, MSG_NOSIGNAL);
		if (n <= 0)
			return false;
		data += n;
		length -= (size_t)n;
	}
	return true;
}

/* Reads until the server closes; fails when it does not within SECONDS. */
static inline size_t receive(int fd, char answer[ANSWER])
{
	size_t length = 0;
	ssize_t n;

	while ((n = recv(fd, answer + length, ANSWER - 1 - length, 0)) > 0)
		length += (size_t)n;
	answer[length] = '\0';
	if (n < 0)
		fail_msg("after %zu bytes: %s", length, strerror(errno));
	return length;
}

static inline size_t ask_bytes(const char *request, size_t length, char answer[ANSWER])
{
	int fd = dial();

	assert_true(fd >= 0);
	assert_true(send_all(fd, request, length));
	size_t size = receive(fd, answer);
	close(fd);
	return size;
}

static inline size_t ask(const char *request, char answer[ANSWER])
{
	return ask_bytes(request, strlen(request), answer);
}

static inline int status_of(const char *answer)
{
	int status = 0;

	return sscanf(answer, "HTTP/1.1 %d", &status) == 1 ? status : 0;
}

struct row {
	const char *why, *request;
	int status;
	const char *contains, *lacks;
};

static inline void check_row(const struct row *row)
{
	static char answer[ANSWER];

	ask(row->request, answer);
	if (status_of(answer) != row->status)
		fail_msg("%s: expected %d, got\n%s", row->why, row->status, answer);
	if (row->contains != NULL && strstr(answer, row->contains) == NULL)
		fail_msg("%s: no %s in\n%s", row->why, row->contains, answer);
	if (row->lacks != NULL && strstr(answer, row->lacks) != NULL)
		fail_msg("%s: %s in\n%s", row->why, row->lacks, answer);
}

static inline void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_row(&rows[i]);
}

#define LAST "Host: h\r\nConnection: close\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define USER "Cookie: user=1\r\n"

/* ---- before and after ---- */

static inline int start(void **state)
{
	struct error error = { 0 };

	(void)state;
	server = http_start(&config, &error);
	if (server == NULL)
		print_error("%s\n", error.detail);
	return server == NULL;
}

static inline int stop(void **state)
{
	(void)state;
	http_stop(server, SECONDS);
	server = NULL;
	return 0;
}

static inline int run_with_site(const char *name, const struct CMUnitTest *tests, size_t count)
{
	signal(SIGPIPE, SIG_IGN);
	if (!hash_start() || http_static_start(NULL) != ERR_OK)
		return 1;
	return _cmocka_run_group_tests(name, tests, count, start, stop);
}

#endif
