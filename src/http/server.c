#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "http/address.h"
#include "http/exchange.h"
#include "text/messages.h"

enum {
	CONNECTIONS = 512,
	/* so that no one address can take them all; behind a proxy that is the proxy's to see to */
	CONNECTIONS_OF_ADDRESS = 200,
	BACKLOG = 512,
	HEADER_MEMORY = 32 << 10,
	STACK = 512 << 10,              /* for templates and SQLite; address space, touched as needed */
	IDLE_SECONDS = 30,
	BODY_SECONDS = 30,
	PEM_MAX = 1 << 20,
	DRAIN_STEP_MS = 20,
	DRAIN_QUIET_STEPS = 5           /* so many steps without a request in flight end the drain */
};

static void on_log(void *unused, const char *format, va_list args)
{
	char line[512];

	(void)unused;
	vsnprintf(line, sizeof line, format, args);
	log_line(LOG_INFO, "libmicrohttpd: %s", line);
}

static void *on_target(void *server, const char *target, struct MHD_Connection *connection)
{
	return exchange_new(server, connection, target);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data, size_t *size,
                                  void **context)
{
	const struct http_server *server = cls;
	struct exchange *x = *context;

	(void)url;
	(void)version;
	if (x == NULL)
		return MHD_queue_response(connection, MHD_HTTP_SERVICE_UNAVAILABLE, server->busy);
	if (!x->begun)
		return exchange_begin(x, method);
	if (*size == 0)
		return exchange_finish(x);
	enum MHD_Result result = exchange_take(x, data, *size);
	*size = 0;
	return result;
}

static void on_end(void *unused, struct MHD_Connection *connection, void **context,
                   enum MHD_RequestTerminationCode reason)
{
	(void)unused;
	(void)connection;
	(void)reason;
	if (*context != NULL)
		exchange_end(*context);
	*context = NULL;
}

static enum err fail_system(struct error *error, const char *what, const char *name)
{
	return error_set(error, ERR_UNAVAILABLE, NULL, "%s %s: %s", what, name, strerror(errno));
}

static int listen_on(const struct addrinfo *address)
{
	int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, address->ai_addr, address->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	int saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

static enum err open_listener(struct http_server *server, struct error *error)
{
	const struct http_config *config = &server->config;
	struct addrinfo *list;
	enum err err = address_resolve(config->host, config->port, &list, error);

	if (err != ERR_OK)
		return err;
	for (const struct addrinfo *a = list; a != NULL && server->listener < 0; a = a->ai_next)
		server->listener = listen_on(a);
	freeaddrinfo(list);
	if (server->listener < 0)
		return fail_system(error, "cannot listen on port", config->port);
	struct sockaddr_storage bound;
	socklen_t size = sizeof bound;
	getsockname(server->listener, (struct sockaddr *)&bound, &size);
	server->port = ntohs(bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
	                                                 : ((struct sockaddr_in *)&bound)->sin_port);
	return ERR_OK;
}

/* The contents of a PEM file, ending in NUL. */
static enum err read_pem(const char *name, char **out, struct error *error)
{
	FILE *file = name == NULL ? NULL : fopen(name, "re");

	if (name == NULL)
		return ERR_OK;
	if (file == NULL)
		return fail_system(error, "cannot read", name);
	*out = memory_new(1, PEM_MAX + 1);
	size_t size = *out == NULL ? 0 : fread(*out, 1, PEM_MAX, file);
	fclose(file);
	return size > 0 ? ERR_OK : error_set(error, ERR_UNAVAILABLE, NULL, "cannot read %s", name);
}

static enum err start_daemon(struct http_server *server, struct error *error)
{
	static const char priorities[] = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
	bool tls = server->tls_cert != NULL;
	struct MHD_OptionItem tls_options[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, server->tls_cert },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, server->tls_key },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)priorities },
		{ MHD_OPTION_END, 0, NULL },
	};
	unsigned flags = MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_ITC |
	                 MHD_USE_ERROR_LOG | (tls ? MHD_USE_TLS : 0u);

	server->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, server,
		MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_LISTEN_SOCKET, server->listener,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, server, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, server->config.behind_tls ? 0u : (unsigned)CONNECTIONS_OF_ADDRESS,
		MHD_OPTION_CONNECTION_TIMEOUT, server->config.idle_seconds,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_MEMORY,
		MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_ARRAY, tls ? tls_options : tls_options + COUNT(tls_options) - 1, MHD_OPTION_END);
	if (server->daemon != NULL)
		return ERR_OK;
	server->listener = -1;  /* closed by libmicrohttpd when it fails */
	return error_set(error, ERR_UNAVAILABLE, NULL, "cannot start the HTTP server%s",
	                 tls ? ": bad TLS files?" : "");
}

static enum err make_busy(struct http_server *server, struct error *error)
{
	const char *text = message_text(MSG_UNAVAILABLE);

	server->busy = MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);
	if (server->busy == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the HTTP server");
	MHD_add_response_header(server->busy, MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; charset=utf-8");
	MHD_add_response_header(server->busy, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	MHD_add_response_header(server->busy, MHD_HTTP_HEADER_RETRY_AFTER, "5");
	return ERR_OK;
}

static enum err make_stats(struct http_server *server, struct error *error)
{
	server->stats = stats_new(server->config.route_count);
	return server->stats != NULL ? ERR_OK : error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the HTTP server");
}

static enum err start_watching(struct http_server *server, struct error *error)
{
	return body_times_start(&server->bodies, server->config.body_seconds)
		? ERR_OK : error_set(error, ERR_UNAVAILABLE, NULL, "no thread for the HTTP server");
}

static void free_server(struct http_server *server)
{
	body_times_end(&server->bodies);
	if (server->listener >= 0)
		close(server->listener);
	if (server->busy != NULL)
		MHD_destroy_response(server->busy);
	for (size_t i = 0; i < server->shelf.count; i++)
		arena_free(server->shelf.kept[i]);
	pthread_mutex_destroy(&server->shelf.lock);
	memory_free(server->tls_cert);
	memory_free(server->tls_key);
	stats_free(server->stats);
	memory_free(server);
}

struct http_server *http_start(const struct http_config *config, struct error *error)
{
	struct http_server *server = memory_new(1, sizeof *server);

	if (server == NULL) {
		error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the HTTP server");
		return NULL;
	}
	server->config = *config;
	if (config->idle_seconds == 0)
		server->config.idle_seconds = IDLE_SECONDS;
	if (config->body_seconds == 0)
		server->config.body_seconds = BODY_SECONDS;
	server->listener = -1;
	server->started = clock_monotonic_ms();
	pthread_mutex_init(&server->shelf.lock, NULL);
	if (http_check_routes(config->routes, config->route_count, error) == ERR_OK &&
	    read_pem(config->tls_cert, &server->tls_cert, error) == ERR_OK &&
	    read_pem(config->tls_key, &server->tls_key, error) == ERR_OK && make_stats(server, error) == ERR_OK &&
	    make_busy(server, error) == ERR_OK && open_listener(server, error) == ERR_OK &&
	    start_watching(server, error) == ERR_OK && start_daemon(server, error) == ERR_OK)
		return server;
	free_server(server);
	return NULL;
}

struct http_stats http_read_stats(const struct http_request *request)
{
	const struct exchange *x = request->connection;
	const struct http_server *server = x->server;
	const struct http_config *config = &server->config;
	struct http_route_stats *rows = arena_array(request->arena, config->route_count + 1, sizeof *rows);

	for (size_t i = 0; i <= config->route_count; i++) {
		rows[i].route = i < config->route_count ? &config->routes[i] : NULL;
		stats_read(&server->stats[i], &rows[i]);
	}
	return (struct http_stats){ .seconds = (clock_monotonic_ms() - server->started) / 1000,
		.in_flight = atomic_load(&server->in_flight), .rows = rows, .count = config->route_count + 1 };
}

int http_port(const struct http_server *server)
{
	return server->port;
}

/* Waits until nothing has been in flight for a moment (a request may just be arriving), or until the time
 * is over. */
static void drain(struct http_server *server, int seconds)
{
	int64_t end = clock_monotonic_ms() + (int64_t)seconds * 1000;
	const struct timespec step = { .tv_nsec = DRAIN_STEP_MS * 1000000L };

	for (int quiet = 0; quiet < DRAIN_QUIET_STEPS && clock_monotonic_ms() < end; ) {
		quiet = atomic_load(&server->in_flight) == 0 ? quiet + 1 : 0;
		nanosleep(&step, NULL);
	}
}

void http_stop(struct http_server *server, int seconds)
{
	if (server == NULL)
		return;
	atomic_store(&server->stopping, true);
	MHD_quiesce_daemon(server->daemon);
	close(server->listener);
	server->listener = -1;
	drain(server, seconds);
	MHD_stop_daemon(server->daemon);
	free_server(server);
}

const char *http_library_version(void)
{
	return MHD_get_version();
}
