/* Long bodies: who may send one, how many at once, and how long one may take. */
#include "site.h"

enum { PLACES = 4, LONG = 150000, TENTH_MS = 100 };

#define MULTIPART "Content-Type: multipart/form-data; boundary=b\r\n"

static char body[LONG];

/* The csrf token, the text "a" and a file. */
static void make_body(void)
{
	size_t head = (size_t)snprintf(body, sizeof body, "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ngood\r\n--b\r\n"
	                               "Content-Disposition: form-data; name=\"a\"\r\n\r\nhere\r\n--b\r\n"
	                               "Content-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n");
	static const char tail[] = "\r\n--b--\r\n";

	memset(body + head, 'x', sizeof body - head);
	memcpy(body + sizeof body - sizeof tail + 1, tail, sizeof tail - 1);
}

/* Sends the head and so much of the body; the socket. */
static int send_upload(const char *target, const char *headers, size_t sent)
{
	char head[400];
	int fd = dial(), length = snprintf(head, sizeof head, "POST %s HTTP/1.1\r\n" LAST MULTIPART "%sContent-Length: %d\r\n\r\n", target,
	                                   headers, LONG);

	assert_true(fd >= 0);
	assert_true(send_all(fd, head, (size_t)length));
	send_all(fd, body, sent);
	return fd;
}

static int status_of_upload(const char *target, const char *headers, size_t sent)
{
	static char answer[ANSWER];
	int fd = send_upload(target, headers, sent);

	receive(fd, answer);
	close(fd);
	return status_of(answer);
}

static void uploads_are_judged_in_order(void **state)
{
	static const struct { const char *why, *target, *headers; size_t sent; int status; } rows[] = {
		{ "all well", "/upload", USER, LONG, 200 },
		{ "no session: at once, although the body does not come", "/upload", "", 10, 401 },
		{ "no session", "/upload", "", LONG, 401 },
		{ "bad percent in the query before that", "/upload?a=%zz", "", 10, 400 },
		{ "no route before that", "/uploads", "", 10, 404 },
		{ "a method that is not there", "/big", "", 10, 405 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int status = status_of_upload(rows[i].target, rows[i].headers, rows[i].sent);
		if (status != rows[i].status)
			fail_msg("%s: %d", rows[i].why, status);
	}
	memcpy(strstr(body, "good"), "evil", 4);
	assert_int_equal(status_of_upload("/upload", USER, LONG), 403);
	memcpy(strstr(body, "evil"), "good", 4);
}

/* Before, half-sent bodies of nobody kept everybody out. */
static void who_has_no_session_takes_no_place(void **state)
{
	int sockets[2 * PLACES];

	(void)state;
	for (size_t i = 0; i < COUNT(sockets); i++)
		sockets[i] = send_upload("/upload", "", 10);
	assert_int_equal(status_of_upload("/upload", USER, LONG), 200);
	for (size_t i = 0; i < COUNT(sockets); i++) {
		static char answer[ANSWER];
		receive(sockets[i], answer);
		assert_int_equal(status_of(answer), 401);
		close(sockets[i]);
	}
}

static void places_are_few_and_come_back(void **state)
{
	const struct timespec step = { .tv_nsec = 20000000 };
	int sockets[PLACES], status = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(sockets); i++)
		sockets[i] = send_upload("/upload", USER, 10);
	for (int i = 0; i < 40 && status != 503; i++)
		status = status_of_upload("/upload", USER, LONG);
	assert_int_equal(status, 503);
	for (size_t i = 0; i < COUNT(sockets); i++)
		close(sockets[i]);
	for (int i = 0; i < 200 && status != 200; i++, nanosleep(&step, NULL))
		status = status_of_upload("/upload", USER, LONG);
	assert_int_equal(status, 200);
}

struct drip {
	const char *why, *request, *drop;
	int least, most;                /* drops until it is cut off */
	int said;
};

/* Says a little every tenth of a second, which no silence ends, until the connection is closed. */
static void *let_drip(void *of)
{
	const struct timespec tenth = { .tv_nsec = TENTH_MS * 1000000 };
	struct drip *drip = of;
	char answer[ANSWER];
	int fd = dial();

	send_all(fd, drip->request, strlen(drip->request));
	while (drip->said < drip->most && recv(fd, answer, sizeof answer, MSG_DONTWAIT) != 0 && send_all(fd, drip->drop, strlen(drip->drop))) {
		nanosleep(&tenth, NULL);
		drip->said++;
	}
	close(fd);
	return NULL;
}

/* Two seconds here, and one more for each 16 kB that are to come. */
static void bodies_that_come_too_slowly_are_cut_off(void **state)
{
	enum { MOST = 400 };
	static struct drip drips[] = {
		{ "a form", "POST /login HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 900\r\n\r\n", "a", 15, MOST, 0 },
		{ "chunks", "POST /login HTTP/1.1\r\nHost: h\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n", 15, MOST, 0 },
		{ "a chunk that only announces itself", "POST /login HTTP/1.1\r\nHost: h\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n", "0", 15,
		  MOST, 0 },
		{ "an upload", "POST /upload HTTP/1.1\r\nHost: h\r\n" USER MULTIPART "Content-Length: 100000\r\n\r\n", "-", 60, MOST, 0 },
		{ "the body of a GET", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n", "a", 15, MOST, 0 },
	};
	pthread_t threads[COUNT(drips)];

	(void)state;
	for (size_t i = 0; i < COUNT(drips); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, let_drip, &drips[i]), 0);
	for (size_t i = 0; i < COUNT(drips); i++) {
		pthread_join(threads[i], NULL);
		if (drips[i].said < drips[i].least || drips[i].said == MOST)
			fail_msg("%s: cut off after %d drops", drips[i].why, drips[i].said);
	}
	check_row(&(struct row){ "still there", "GET / HTTP/1.1\r\n" LAST "\r\n", 200, NULL, NULL });
}

/* In three parts within the time. */
static void slow_bodies_in_time_are_taken(void **state)
{
	const struct timespec pause = { .tv_nsec = 400000000 };
	static const char beginning[] = "POST /login HTTP/1.1\r\n" LAST FORM "Content-Length: 3\r\n\r\na";
	static char answer[ANSWER];
	int fd = dial();

	(void)state;
	assert_true(send_all(fd, beginning, sizeof beginning - 1));
	nanosleep(&pause, NULL);
	assert_true(send_all(fd, "=", 1));
	nanosleep(&pause, NULL);
	assert_true(send_all(fd, "1", 1));
	receive(fd, answer);
	close(fd);
	assert_non_null(strstr(answer, "form=1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uploads_are_judged_in_order),
		cmocka_unit_test(who_has_no_session_takes_no_place),
		cmocka_unit_test(places_are_few_and_come_back),
		cmocka_unit_test(bodies_that_come_too_slowly_are_cut_off),
		cmocka_unit_test(slow_bodies_in_time_are_taken),
	};

	make_body();
	return run_with_site("upload", tests, COUNT(tests));
}
