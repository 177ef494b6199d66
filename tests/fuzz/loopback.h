/* A real server of http/ inside the fuzzer, spoken to over the loopback address. */
#ifndef FUZZ_LOOPBACK_H
#define FUZZ_LOOPBACK_H

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "http/http.h"

enum { ANSWER = 256 << 10, BODY = 1000, SECONDS = 10 };

static int loopback_port;

static void demand(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* The server's line for each request is not wanted: the fuzzer closes stderr and keeps a copy for its own reports. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char quiet[] = "-close_fd_mask=2";
	char **words = calloc((size_t)*argc + 2, sizeof *words);

	demand(words != NULL);
	memcpy(words, *argv, (size_t)*argc * sizeof *words);
	words[(*argc)++] = quiet;
	*argv = words;
	return 0;
}

static void loopback_start(const struct http_route *routes, size_t count)
{
	static struct http_config config = { .host = "127.0.0.1", .port = "0", .behind_tls = true, .idle_seconds = 1 };
	struct error error = { 0 };

	if (loopback_port != 0)
		return;
	signal(SIGPIPE, SIG_IGN);
	demand(hash_start() && http_static_start(&error) == ERR_OK);
	config.routes = routes;
	config.route_count = count;
	struct http_server *server = http_start(&config, &error);
	demand(server != NULL);
	loopback_port = http_port(server);
}

/* Sends all, says that nothing more comes, and reads until the other side closes: the length of what it said. */
static size_t loopback_ask(const char *bytes, size_t size, char answer[ANSWER])
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)loopback_port),
	                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const struct timeval limit = { .tv_sec = SECONDS };
	size_t length = 0;

	demand(fd >= 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	demand(connect(fd, (struct sockaddr *)&address, sizeof address) == 0);
	while (size > 0) {
		ssize_t n = send(fd, bytes, size, MSG_NOSIGNAL);
		if (n <= 0)
			break;
		bytes += n;
		size -= (size_t)n;
	}
	shutdown(fd, SHUT_WR);
	for (ssize_t n; length < ANSWER - 1 && (n = recv(fd, answer + length, ANSWER - 1 - length, 0)) > 0; )
		length += (size_t)n;
	close(fd);
	answer[length] = '\0';
	return length;
}

#endif
