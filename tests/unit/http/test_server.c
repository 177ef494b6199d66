/* Responses, static files, connections, and how a server starts and stops. */
#include "site.h"

#include <dirent.h>

static void every_response_is_guarded(void **state)
{
	static const char *const requests[] = {
		"GET / HTTP/1.1\r\n" LAST "\r\n", "GET /none HTTP/1.1\r\n" LAST "\r\n", "GET /%zz HTTP/1.1\r\n" LAST "\r\n",
		"GET /items/1 HTTP/1.1\r\n" LAST "\r\n",
	};
	static const char *const headers[] = {
		"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
		"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'\r\n",
		"X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: same-origin\r\n", "X-Frame-Options: DENY\r\n",
		"Cross-Origin-Opener-Policy: same-origin\r\n", "Permissions-Policy: ", "Cache-Control: no-store\r\n",
		"Strict-Transport-Security: max-age=",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(requests); i++) {
		for (size_t h = 0; h < COUNT(headers); h++) {
			static char answer[ANSWER];
			ask(requests[i], answer);
			if (strstr(answer, headers[h]) == NULL)
				fail_msg("no %s in\n%s", headers[h], answer);
		}
	}
}

static void pages_are_packed(void **state)
{
	static const struct row rows[] = {
		{ "accepted", "GET /big HTTP/1.1\r\n" LAST "Accept-Encoding: br, gzip\r\n\r\n", 200, "Content-Encoding: gzip\r\n", "big page" },
		{ "not asked for", "GET /big HTTP/1.1\r\n" LAST "\r\n", 200, "Vary: Accept-Encoding\r\n", "Content-Encoding" },
		{ "refused", "GET /big HTTP/1.1\r\n" LAST "Accept-Encoding: gzip;q=0\r\n\r\n", 200, "Content-Length: 4500\r\n", "Content-Encoding" },
		{ "too small", "GET / HTTP/1.1\r\n" LAST "Accept-Encoding: gzip\r\n\r\n", 200, "[GET", "Content-Encoding" },
		{ "the route's own wish", "GET /big-raw HTTP/1.1\r\n" LAST "Accept-Encoding: gzip\r\n\r\n", 200, "big page", "Content-Encoding" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void head_has_no_body(void **state)
{
	static const struct row rows[] = {
		{ "length as of GET, no body", "HEAD /big HTTP/1.1\r\n" LAST "\r\n", 200, "Content-Length: 4500\r\n", "big page" },
		{ "an error too", "HEAD /none HTTP/1.1\r\n" LAST "\r\n", 404, NULL, "error 404" },
		{ "of a POST route", "HEAD /login HTTP/1.1\r\n" LAST "\r\n", 405, "Allow: POST\r\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

/* The body without the frames of its chunks; whether the last chunk came. */
static bool unchunk(const char *answer, char *out)
{
	const char *at = strstr(answer, "\r\n\r\n") + 4;
	size_t size = strtoul(at, NULL, 16);

	for (; *at != '\0' && size > 0; size = strtoul(at, NULL, 16)) {
		at = strstr(at, "\r\n") + 2;
		memcpy(out, at, size);
		out += size;
		at += size + 2;
	}
	*out = '\0';
	return strncmp(at, "0\r\n", 3) == 0;
}

static void long_bodies_are_made_while_they_are_sent(void **state)
{
	static char answer[ANSWER], body[ANSWER], wanted[ANSWER];

	(void)state;
	for (int i = 0; i <= 200; i++)
		snprintf(wanted + strlen(wanted), sizeof wanted - strlen(wanted), "%d;", i);
	ask("GET /more?count=200 HTTP/1.1\r\n" LAST "Accept-Encoding: gzip\r\n\r\n", answer);
	assert_int_equal(status_of(answer), 200);
	assert_non_null(strstr(answer, "Transfer-Encoding: chunked\r\n"));
	assert_non_null(strstr(answer, "Content-Type: text/html"));
	assert_null(strstr(answer, "Content-Encoding"));
	assert_true(unchunk(answer, body));
	assert_string_equal(body, wanted);
	ask("GET /more?count=0 HTTP/1.1\r\n" LAST "\r\n", answer);
	assert_true(unchunk(answer, body));
	assert_string_equal(body, "0;");
}

static void a_long_body_that_fails_is_broken_off(void **state)
{
	static char answer[ANSWER], body[ANSWER];

	(void)state;
	ask("GET /more?count=9&bad=4 HTTP/1.1\r\n" LAST "\r\n", answer);
	assert_int_equal(status_of(answer), 200);
	assert_false(unchunk(answer, body));
	assert_string_equal(body, "0;1;2;3;");
	ask("HEAD /more?count=9&bad=1 HTTP/1.1\r\nHost: h\r\n\r\n", answer);
	assert_int_equal(status_of(answer), 200);
	assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
}

static size_t open_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	size_t count = 0;

	while (readdir(dir) != NULL)
		count++;
	closedir(dir);
	return count;
}

static void files_are_sent_as_they_are(void **state)
{
	static char answer[ANSWER];
	const char *body;

	(void)state;
	ask("GET /file?size=50000&name=a.csv HTTP/1.1\r\n" LAST "Accept-Encoding: gzip\r\n\r\n", answer);
	assert_int_equal(status_of(answer), 200);
	assert_non_null(strstr(answer, "Content-Length: 50000\r\n"));
	assert_non_null(strstr(answer, "Content-Type: text/csv\r\n"));
	assert_non_null(strstr(answer, "Cache-Control: no-store\r\n"));
	assert_null(strstr(answer, "Content-Encoding"));
	body = strstr(answer, "\r\n\r\n") + 4;
	assert_int_equal(strspn(body, "x"), 50000);
	assert_int_equal(strlen(body), 50000);
	ask("HEAD /file?size=50000&name=a.csv HTTP/1.1\r\n" LAST "\r\n", answer);
	assert_non_null(strstr(answer, "Content-Length: 50000\r\n"));
	assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
	ask("GET /file?size=0&name=a.csv HTTP/1.1\r\n" LAST "\r\n", answer);
	assert_non_null(strstr(answer, "Content-Length: 0\r\n"));
}

static void files_are_closed(void **state)
{
	static const char *const requests[] = {
		"GET /file?size=9&name=a HTTP/1.1\r\n" LAST "\r\n", "HEAD /file?size=9&name=a HTTP/1.1\r\n" LAST "\r\n",
		"GET /file?size=9&name=a&bad=1 HTTP/1.1\r\n" LAST "\r\n",
	};
	static const int statuses[] = { 200, 200, 503 };
	static char answer[ANSWER];
	const struct timespec moment = { .tv_nsec = 200000000 };
	size_t before = open_descriptors();

	(void)state;
	for (size_t i = 0; i < 30; i++) {
		ask(requests[i % 3], answer);
		assert_int_equal(status_of(answer), statuses[i % 3]);
	}
	nanosleep(&moment, NULL);       /* the last connections are closed after their answer */
	assert_in_range(open_descriptors(), 0, before + 2);
}

static void files_have_names(void **state)
{
	static const struct row rows[] = {
		{ "ASCII", "GET /file?name=sheets-2024.csv HTTP/1.1\r\n" LAST "\r\n", 200,
		  "Content-Disposition: attachment; filename=\"sheets-2024.csv\"\r\n", NULL },
		{ "Vietnamese", "GET /file?name=Danh+s%C3%A1ch+%C4%91%E1%BB%A3t+1.csv HTTP/1.1\r\n" LAST "\r\n", 200,
		  "attachment; filename=\"danh sach dot 1.csv\"; filename*=UTF-8''Danh%20s%C3%A1ch%20%C4%91%E1%BB%A3t%201.csv\r\n",
		  NULL },
		{ "no quote gets out", "GET /file?name=a%22%3B+b%5C%0D%0Ac%25 HTTP/1.1\r\n" LAST "\r\n", 200,
		  "attachment; filename=\"a_; b_ c_\"; filename*=UTF-8''a%22%3B%20b%5C%0Ac%25\r\n", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void connections_are_kept(void **state)
{
	static const char requests[] = "GET /?a=1 HTTP/1.1\r\nHost: h\r\n\r\nGET /none HTTP/1.1\r\nHost: h\r\n\r\n"
		"POST /login HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 3\r\n\r\na=2GET /?a=3 HTTP/1.1\r\n" LAST "\r\n";
	static char answer[ANSWER];

	(void)state;
	ask(requests, answer);
	assert_non_null(strstr(answer, "query=1"));
	assert_non_null(strstr(answer, "error 404"));
	assert_non_null(strstr(answer, "form=2"));
	assert_non_null(strstr(answer, "query=3"));
}

static void oversized_heads_are_refused(void **state)
{
	static char request[50000], answer[ANSWER];

	(void)state;
	int head = snprintf(request, sizeof request, "GET / HTTP/1.1\r\n" LAST "X: ");
	memset(request + head, 'x', 40000);
	memcpy(request + head + 40000, "\r\n\r\n", 4);
	ask_bytes(request, (size_t)head + 40004, answer);
	assert_int_equal(status_of(answer), 431);
	memcpy(request, "GET /", 5);
	memset(request + 5, 'x', 40000);
	memcpy(request + 40005, " HTTP/1.1\r\n\r\n", 13);
	ask_bytes(request, 40018, answer);
	assert_int_equal(status_of(answer), 414);
}

static void static_files_are_cached(void **state)
{
	static char request[400], answer[ANSWER];
	const char *url = http_static_url("mau03.css");

	(void)state;
	assert_null(http_static_url("none.css"));
	assert_non_null(url);
	snprintf(request, sizeof request, "HEAD %s HTTP/1.1\r\n" LAST "Accept-Encoding: gzip\r\n\r\n", url);
	check_row(&(struct row){ "served packed", request, 200, "Content-Encoding: gzip\r\n", "no-store" });
	check_row(&(struct row){ "for a year", request, 200, "Cache-Control: public, max-age=31536000, immutable\r\n", NULL });
	check_row(&(struct row){ "type", request, 200, "Content-Type: text/css; charset=utf-8\r\n", NULL });
	snprintf(request, sizeof request, "HEAD %s HTTP/1.1\r\n" LAST "\r\n", url);
	check_row(&(struct row){ "unpacked when not asked", request, 200, "Vary: Accept-Encoding\r\n", "Content-Encoding" });
	snprintf(request, sizeof request, "GET %s HTTP/1.1\r\n" LAST "If-None-Match: \"%.16s\"\r\n\r\n", url, url + 8);
	ask(request, answer);
	assert_int_equal(status_of(answer), 304);
	assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
	snprintf(request, sizeof request, "POST %s HTTP/1.1\r\n" LAST "\r\n", url);
	check_row(&(struct row){ "only to be read", request, 405, "Allow: GET, HEAD\r\n", NULL });
	check_row(&(struct row){ "wrong hash", "GET /static/0123456789abcdef/mau03.css HTTP/1.1\r\n" LAST "\r\n", 404, NULL, "immutable" });
	check_row(&(struct row){ "no hash", "GET /static/mau03.css HTTP/1.1\r\n" LAST "\r\n", 404, NULL, NULL });
}

/* A handler may take longer than a connection may be idle (1 s here). */
static void slow_answers_arrive(void **state)
{
	(void)state;
	check_row(&(struct row){ "slow", "GET /slow?ms=2300 HTTP/1.1\r\n" LAST "\r\n", 200, "slow but done", NULL });
}

static void silent_connections_are_closed(void **state)
{
	static char answer[ANSWER];
	int64_t began = clock_monotonic_ms();

	(void)state;
	ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n", answer);
	assert_int_equal(status_of(answer), 200);
	assert_in_range(clock_monotonic_ms() - began, 500, 4000);
}

static void wait_for_finished(int count)
{
	const struct timespec step = { .tv_nsec = 10000000 };

	for (int i = 0; i < 300 && atomic_load(&finished) < count; i++)
		nanosleep(&step, NULL);
	assert_int_equal(atomic_load(&finished), count);
}

static void vanished_clients_do_not_stop_handlers(void **state)
{
	static const char request[] = "POST /slow HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 3\r\n\r\na=1";
	static const char half[] = "POST /slow HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 30\r\n\r\na=1";

	(void)state;
	atomic_store(&finished, 0);
	for (int i = 0; i < 8; i++) {
		int fd = dial();
		send_all(fd, i % 2 == 0 ? request : half, i % 2 == 0 ? sizeof request - 1 : sizeof half - 1);
		const struct linger reset = { .l_onoff = i % 4 < 2, .l_linger = 0 };
		const struct timespec moment = { .tv_nsec = 50000000 };
		nanosleep(&moment, NULL);
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
		close(fd);
	}
	wait_for_finished(4);
	check_row(&(struct row){ "still there", "GET / HTTP/1.1\r\n" LAST "\r\n", 200, NULL, NULL });
}

static void *ask_often(void *faults)
{
	static _Thread_local char answer[ANSWER];

	for (int i = 0; i < 40; i++) {
		ask("GET /big HTTP/1.1\r\nHost: h\r\n\r\n"
		    "POST /login HTTP/1.1\r\n" LAST FORM "Content-Length: 3\r\n\r\na=1", answer);
		if (strstr(answer, "form=1") == NULL)
			atomic_fetch_add((_Atomic int *)faults, 1);
	}
	return NULL;
}

static void many_clients_are_served(void **state)
{
	pthread_t threads[8];
	_Atomic int faults = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &faults), 0);
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(atomic_load(&faults), 0);
}

static void memory_short_is_503(void **state)
{
	(void)state;
	memory_fail_at(1);
	check_row(&(struct row){ "no arena", "POST /login HTTP/1.1\r\n" LAST FORM "Content-Length: 3\r\n\r\na=1", 503, "Retry-After", NULL });
	memory_fail_at(0);
	check_row(&(struct row){ "and again well", "GET / HTTP/1.1\r\n" LAST "\r\n", 200, NULL, NULL });
}

static void *ask_slowly(void *answer)
{
	ask("GET /slow?ms=600 HTTP/1.1\r\nHost: h\r\n\r\n", answer);
	return NULL;
}

static void stopping_finishes_what_is_in_flight(void **state)
{
	static char answer[ANSWER], first[ANSWER];
	const struct timespec moment = { .tv_nsec = 200000000 };
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)http_port(server)),
	                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	pthread_t thread;

	int idle = dial();
	send_all(idle, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 27);
	assert_true(recv(idle, first, sizeof first, 0) > 0);
	pthread_create(&thread, NULL, ask_slowly, answer);
	nanosleep(&moment, NULL);
	int64_t began = clock_monotonic_ms();
	stop(state);
	assert_in_range(clock_monotonic_ms() - began, 300, 2000);
	pthread_join(thread, NULL);
	assert_int_equal(status_of(answer), 200);
	assert_non_null(strstr(answer, "slow but done"));
	assert_non_null(strstr(answer, "Connection: close"));
	close(idle);
	int late = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(late, (struct sockaddr *)&address, sizeof address), -1);
	close(late);
}

static void bad_settings_are_reported(void **state)
{
	char port[8];
	struct http_config other = config;
	struct error error = { 0 };

	(void)state;
	snprintf(port, sizeof port, "%d", http_port(server));
	other.port = port;
	assert_null(http_start(&other, &error));
	assert_non_null(strstr(error.detail, "in use"));
	other = config;
	other.host = "300.1.1.1";
	assert_null(http_start(&other, &error));
	other = config;
	other.tls_cert = "/nonexistent";
	assert_null(http_start(&other, &error));
	other.tls_cert = other.tls_key = "/proc/self/status";
	assert_null(http_start(&other, &error));
	other = config;
	other.route_count = 3;
	other.routes = &(const struct http_route[]){ routes[1], routes[0], routes[2] }[0];
	assert_null(http_start(&other, &error));
	assert_int_equal(error.code, ERR_INTERNAL);
}

int main(void)
{
	const struct CMUnitTest running[] = {
		cmocka_unit_test(every_response_is_guarded),
		cmocka_unit_test(pages_are_packed),
		cmocka_unit_test(head_has_no_body),
		cmocka_unit_test(long_bodies_are_made_while_they_are_sent),
		cmocka_unit_test(a_long_body_that_fails_is_broken_off),
		cmocka_unit_test(files_are_sent_as_they_are),
		cmocka_unit_test(files_are_closed),
		cmocka_unit_test(files_have_names),
		cmocka_unit_test(connections_are_kept),
		cmocka_unit_test(oversized_heads_are_refused),
		cmocka_unit_test(static_files_are_cached),
		cmocka_unit_test(slow_answers_arrive),
		cmocka_unit_test(silent_connections_are_closed),
		cmocka_unit_test(vanished_clients_do_not_stop_handlers),
		cmocka_unit_test(many_clients_are_served),
		cmocka_unit_test(bad_settings_are_reported),
	};
	const struct CMUnitTest single[] = {
		cmocka_unit_test_setup_teardown(memory_short_is_503, start, stop),
		cmocka_unit_test_setup(stopping_finishes_what_is_in_flight, start),
	};

	int failed = run_with_site("server", running, COUNT(running));
	return failed + cmocka_run_group_tests(single, NULL, NULL);
}
