/* A small load client: threads with one kept-alive connection and one session each, over loopback.
 *
 *   load PORT [-c CLIENTS] [-s SECONDS] [-n REQUESTS of each client] [-u USER,USER… -w PASSWORD] [-f BODY FILE] [-b FIRST NUMBER] [-z] TARGET…
 *
 * Each client asks for the targets in turn. A target is a path, which must answer 200; or +POST, which posts the body of the file to
 * /sheets with its marks replaced and must answer 303; N*TARGET is the target N times. Marks: @csrf@ of the session, @area@ the first
 * hamlet offered, @year@ and @number@ two and six digits that together no other post of the run has, @name@ and @day@ (dd%2Fmm) of
 * somebody hardly like another.
 * Prints one line of JSON: for each kind of target how many, their rate and their times in microseconds, and the answers that were wrong. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 1 << 20, TARGETS = 1024, CLIENTS_MAX = 256, YEARS = 32, ANSWER_MS = 60000 };
enum kind { GET, POST, KINDS };

static struct options {
	int port, clients, requests, first, target_count;
	double seconds;
	bool gzip;
	char *users, *password, *body;
	const char *targets[TARGETS];
} options = { .clients = 1, .requests = 0, .seconds = 3600, .password = "mau03-demo" };

struct times { uint32_t *us; size_t count, room; };

struct client {
	int index, fd, posts;
	char cookie[128], csrf[256], area[32];
	char *buffer;
	struct times times[KINDS];
	size_t wrong;
	int wrong_status;
	pthread_t thread;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what)
{
	fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* ---- one request ---- */

static void dial(struct client *c)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)options.port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int on = 1;

	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&address, sizeof address) != 0)
		die("connect");
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static bool send_all(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t sent = send(fd, data, size, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		data += sent;
		size -= (size_t)sent;
	}
	return true;
}

/* The length of the whole answer, once its headers are there; 0 before. */
static size_t answer_length(const char *buffer)
{
	const char *end = strstr(buffer, "\r\n\r\n");
	const char *length = end == NULL ? NULL : strcasestr(buffer, "\r\nContent-Length:");

	if (end == NULL)
		return 0;
	size_t head = (size_t)(end + 4 - buffer);
	return length == NULL || length > end ? head : head + strtoul(length + 17, NULL, 10);
}

/* Reads one answer into the buffer; its status, 0 when the connection ended. */
static int receive(struct client *c)
{
	size_t have = 0, need = 0;

	while (need == 0 || have < need) {
		struct pollfd poller = { .fd = c->fd, .events = POLLIN };
		if (poll(&poller, 1, ANSWER_MS) <= 0)
			return 0;
		ssize_t got = recv(c->fd, c->buffer + have, BUFFER - 1 - have, 0);
		if (got <= 0)
			return 0;
		have += (size_t)got;
		c->buffer[have] = '\0';
		if (need == 0)
			need = answer_length(c->buffer);
		if (have == BUFFER - 1)
			return 0;
	}
	return atoi(c->buffer + 9);
}

static int ask(struct client *c, const char *method, const char *path, const char *body)
{
	char head[1024];
	int length = snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s%s%s", method, path, options.port,
	                      c->cookie[0] == '\0' ? "" : "Cookie: mau03=", c->cookie, c->cookie[0] == '\0' ? "" : "\r\n",
	                      options.gzip ? "Accept-Encoding: gzip\r\n" : "");

	if (body != NULL)
		length += snprintf(head + length, sizeof head - (size_t)length,
		                   "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n", strlen(body));
	length += snprintf(head + length, sizeof head - (size_t)length, "\r\n");
	if (!send_all(c->fd, head, (size_t)length) || (body != NULL && !send_all(c->fd, body, strlen(body))))
		return 0;
	return receive(c);
}

/* ---- a session ---- */

static void copy_between(const char *text, const char *begin, const char *stop, char *out, size_t size)
{
	const char *at = text == NULL ? NULL : strstr(text, begin);

	if (at == NULL)
		return;
	at += strlen(begin);
	snprintf(out, size, "%.*s", (int)strcspn(at, stop), at);
}

static void log_in(struct client *c, const char *user)
{
	char body[512];

	snprintf(body, sizeof body, "username=%s&password=%s", user, options.password);
	if (ask(c, "POST", "/login", body) != 303)
		die("login");
	copy_between(c->buffer, "Set-Cookie: mau03=", ";", c->cookie, sizeof c->cookie);
	if (options.body == NULL)
		return;
	if (ask(c, "GET", "/sheets/new", NULL) != 200)
		die("the entry page");
	copy_between(c->buffer, "name=\"csrf\" value=\"", "\"", c->csrf, sizeof c->csrf);
	const char *area = strstr(c->buffer, "name=\"area_id\"");
	const char *none = area == NULL ? NULL : strstr(area, "<option value=\"\"");
	copy_between(none == NULL ? NULL : none + 10, "<option value=\"", "\"", c->area, sizeof c->area);
}

/* Day and month of birth, and a name of three words. */
static void make_person(int i, char day[24], char name[64])
{
	static const char *const words[] = { "An", "Binh", "Cuong", "Dung", "Giang", "Hoa", "Khanh", "Lam", "Minh", "Nam", "Oanh", "Phuong",
		"Quy", "Son", "Thao", "Uyen", "Viet", "Xuan", "Yen", "Hieu", "Long", "Mai", "Ngoc" };
	enum { WORDS = sizeof words / sizeof *words };

	snprintf(day, 24, "%02d%%2F%02d", 1 + i % 28, 1 + i / 28 % 12);
	snprintf(name, 64, "%s%%20%s%%20%s", words[i % WORDS], words[i / WORDS % WORDS], words[i / WORDS / WORDS % WORDS]);
}

/* The body with its marks replaced; malloc'd. */
static char *fill_body(struct client *c)
{
	char number[24], year[24], day[24], name[64];
	const struct { const char *mark, *value; } marks[] = {
		{ "@csrf@", c->csrf }, { "@area@", c->area }, { "@number@", number }, { "@year@", year }, { "@day@", day }, { "@name@", name },
	};
	enum { MARKS = sizeof marks / sizeof *marks };
	char *out = malloc(strlen(options.body) + 4096), *to = out;

	int i = (options.first + c->posts++ * (CLIENTS_MAX / YEARS) + c->index / YEARS) % 1000000;
	snprintf(number, sizeof number, "%06d", i);
	snprintf(year, sizeof year, "%02d", 60 + c->index % YEARS);
	make_person(i / (CLIENTS_MAX / YEARS) + c->index % YEARS * 389, day, name);
	for (const char *at = options.body; *at != '\0'; ) {
		size_t i = 0;
		while (i < MARKS && (*at != '@' || strncmp(at, marks[i].mark, strlen(marks[i].mark)) != 0))
			i++;
		if (i == MARKS) {
			*to++ = *at++;
			continue;
		}
		to = stpcpy(to, marks[i].value);
		at += strlen(marks[i].mark);
	}
	*to = '\0';
	return out;
}

/* ---- the run ---- */

static void note(struct times *times, double seconds)
{
	if (times->count == times->room) {
		times->room = times->room == 0 ? 4096 : times->room * 2;
		times->us = realloc(times->us, times->room * sizeof times->us[0]);
	}
	times->us[times->count++] = (uint32_t)(seconds * 1e6);
}

static void run_one(struct client *c, const char *target)
{
	bool post = strcmp(target, "+POST") == 0;
	char *body = post ? fill_body(c) : NULL;
	double begin = now();
	int status = post ? ask(c, "POST", "/sheets", body) : ask(c, "GET", target, NULL);

	note(&c->times[post ? POST : GET], now() - begin);
	free(body);
	if (status == (post ? 303 : 200))
		return;
	c->wrong++;
	c->wrong_status = status;
	if (status == 0) {
		close(c->fd);
		dial(c);
	}
}

static double deadline;

static void *run(void *arg)
{
	struct client *c = arg;

	for (int i = 0; (options.requests == 0 || i < options.requests) && now() < deadline; i++)
		run_one(c, options.targets[(i + c->index * 7) % options.target_count]);
	return NULL;
}

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void print_kind(const char *name, struct client *clients, enum kind kind, double seconds)
{
	struct times all = { 0 };

	for (int i = 0; i < options.clients; i++) {
		const struct times *t = &clients[i].times[kind];
		all.us = realloc(all.us, (all.count + t->count + 1) * sizeof all.us[0]);
		if (t->count > 0)
			memcpy(all.us + all.count, t->us, t->count * sizeof all.us[0]);
		all.count += t->count;
	}
	if (all.count > 0)
		qsort(all.us, all.count, sizeof all.us[0], compare);
	printf("\"%s\":{\"count\":%zu,\"rate\":%.1f,\"p50\":%u,\"p99\":%u,\"max\":%u},", name, all.count, (double)all.count / seconds,
	       all.count ? all.us[all.count / 2] : 0, all.count ? all.us[all.count * 99 / 100] : 0, all.count ? all.us[all.count - 1] : 0);
	free(all.us);
}

static void add_target(const char *text)
{
	const char *star = strchr(text, '*');
	int times = star == NULL ? 1 : atoi(text);

	for (int i = 0; i < times && options.target_count < TARGETS; i++)
		options.targets[options.target_count++] = star == NULL ? text : star + 1;
}

static char *read_file(const char *name)
{
	FILE *file = fopen(name, "re");
	char *text = calloc(1, 1 << 16);

	if (file == NULL || fread(text, 1, (1 << 16) - 1, file) == 0)
		die(name);
	fclose(file);
	return text;
}

static void read_options(int argc, char **argv)
{
	for (int c; (c = getopt(argc, argv, "c:s:n:u:w:f:b:z")) != -1; ) {
		switch (c) {
		case 'c': options.clients = atoi(optarg); break;
		case 's': options.seconds = atof(optarg); break;
		case 'n': options.requests = atoi(optarg); break;
		case 'u': options.users = optarg; break;
		case 'w': options.password = optarg; break;
		case 'f': options.body = read_file(optarg); break;
		case 'b': options.first = atoi(optarg); break;
		case 'z': options.gzip = true; break;
		default: exit(2);
		}
	}
	options.port = optind < argc ? atoi(argv[optind++]) : 0;
	for (; optind < argc; optind++)
		add_target(argv[optind]);
	if (options.port == 0 || options.target_count == 0 || options.clients < 1 || options.clients > CLIENTS_MAX)
		exit(2);
}

static void open_clients(struct client *clients)
{
	const char *users[CLIENTS_MAX];
	int count = 0;

	for (char *user = strtok(options.users, ","); user != NULL && count < CLIENTS_MAX; user = strtok(NULL, ","))
		users[count++] = user;
	for (int i = 0; i < options.clients; i++) {
		clients[i].index = i;
		clients[i].buffer = malloc(BUFFER);
		dial(&clients[i]);
		if (count > 0)
			log_in(&clients[i], users[i % count]);
	}
}

int main(int argc, char **argv)
{
	size_t wrong = 0;
	int status = 0;

	read_options(argc, argv);
	struct client *clients = calloc((size_t)options.clients, sizeof *clients);
	if (options.users == NULL)
		options.users = strdup("");
	open_clients(clients);
	double begin = now();
	deadline = begin + options.seconds;
	for (int i = 0; i < options.clients; i++)
		pthread_create(&clients[i].thread, NULL, run, &clients[i]);
	for (int i = 0; i < options.clients; i++)
		pthread_join(clients[i].thread, NULL);
	double seconds = now() - begin;
	for (int i = 0; i < options.clients; i++) {
		wrong += clients[i].wrong;
		if (clients[i].wrong > 0)
			status = clients[i].wrong_status;
	}
	printf("{");
	print_kind("get", clients, GET, seconds);
	print_kind("post", clients, POST, seconds);
	printf("\"seconds\":%.2f,\"wrong\":%zu,\"wrong_status\":%d}\n", seconds, wrong, status);
	return 0;
}
