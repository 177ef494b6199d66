/* What is decided before a handler runs, in which order, and what a careless or hostile client gets. */
#include "site.h"

static void doubtful_requests_end_the_connection(void **state)
{
	static const struct row rows[] = {
		{ "length and chunked: the second request must not run",
		  "POST /login HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
		  "0\r\n\r\nGET / HTTP/1.1\r\n" LAST "\r\n", 400, "Connection: close", "[GET" },
		{ "two lengths", "POST /login HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=1",
		  400, "Connection: close", NULL },
		{ "two equal lengths", "POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\na=1",
		  400, "Connection: close", NULL },
		{ "two hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", 400, "Connection: close", NULL },
		{ "NUL in the path", "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400, "Connection: close", "[GET" },
		{ "NUL in the query", "GET /?a=1%002 HTTP/1.1\r\nHost: h\r\n\r\n", 400, "Connection: close", "[GET" },
		{ "another encoding", "POST /login HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 400,
		  "Connection: close", NULL },
		{ "no host", "GET / HTTP/1.1\r\n\r\n", 400, NULL, "[GET" },
		{ "a blank before the colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400, NULL, "[GET" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void malformed_input_is_400_before_all_else(void **state)
{
	static const struct row rows[] = {
		{ "bad percent in the query", "GET /?a=%zz HTTP/1.1\r\n" LAST "\r\n", 400, "error 400", NULL },
		{ "bad percent in the path", "GET /%zz HTTP/1.1\r\n" LAST "\r\n", 400, "Yêu cầu", NULL },
		{ "invalid UTF-8 in the query", "GET /?a=%ff HTTP/1.1\r\n" LAST "\r\n", 400, NULL, NULL },
		{ "raw invalid UTF-8 in the query", "GET /?a=\xff HTTP/1.1\r\n" LAST "\r\n", 400, NULL, NULL },
		{ "invalid UTF-8 in the path", "GET /%c3 HTTP/1.1\r\n" LAST "\r\n", 400, NULL, NULL },
		{ "before 404", "GET /none?a=% HTTP/1.1\r\n" LAST "\r\n", 400, NULL, NULL },
		{ "before 401, as JSON", "GET /items/1.json?a=% HTTP/1.1\r\n" LAST "\r\n", 400, "{\"status\":400}", NULL },
		{ "bad percent in the body", "POST /login HTTP/1.1\r\n" LAST FORM "Content-Length: 3\r\n\r\na=%", 400, NULL, NULL },
		{ "NUL in the body", "POST /login HTTP/1.1\r\n" LAST FORM "Content-Length: 5\r\n\r\na=%00", 400, NULL, NULL },
		{ "body before 404", "POST /none HTTP/1.1\r\n" LAST FORM "Content-Length: 5\r\n\r\na=%ff", 400, NULL, NULL },
		{ "body before 405", "POST / HTTP/1.1\r\n" LAST FORM "Content-Length: 5\r\n\r\na=%ff", 400, NULL, NULL },
		{ "body before 401", "POST /items/1 HTTP/1.1\r\n" LAST FORM "Content-Length: 5\r\n\r\na=%ff", 400, NULL, NULL },
		{ "query with a body to come", "POST /login?a=% HTTP/1.1\r\n" LAST FORM "Content-Length: 3\r\n\r\na=1", 400, NULL, NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void decisions_keep_their_order(void **state)
{
	static const struct row rows[] = {
		{ "no route, no session", "GET /none HTTP/1.1\r\n" LAST "\r\n", 404, NULL, NULL },
		{ "no route, other method", "POST /none HTTP/1.1\r\n" LAST "\r\n", 404, NULL, NULL },
		{ "no route, huge body", "POST /none HTTP/1.1\r\n" LAST "Content-Length: 999999\r\n\r\n", 404, NULL, NULL },
		{ "trailing slash", "GET /items/1/ HTTP/1.1\r\n" LAST USER "\r\n", 404, NULL, NULL },
		{ "double slash", "GET //items/1 HTTP/1.1\r\n" LAST USER "\r\n", 404, NULL, NULL },
		{ "id over int64", "GET /items/9223372036854775808 HTTP/1.1\r\n" LAST USER "\r\n", 404, NULL, NULL },
		{ "largest id", "GET /items/9223372036854775807 HTTP/1.1\r\n" LAST USER "\r\n", 200, "id=9223372036854775807", NULL },
		{ "suffix without a flag", "GET /.json HTTP/1.1\r\n" LAST "\r\n", 404, "{\"status\":404}", NULL },
		{ "405 before the session", "POST / HTTP/1.1\r\n" LAST "\r\n", 405, "Allow: GET, HEAD\r\n", NULL },
		{ "405 names all methods", "PUT /items/1 HTTP/1.1\r\n" LAST "\r\n", 405, "Allow: GET, HEAD, POST\r\n", NULL },
		{ "unknown method", "FOO /login HTTP/1.1\r\n" LAST "\r\n", 405, "Allow: POST\r\n", NULL },
		{ "no session: the hook's own answer", "GET /items/1 HTTP/1.1\r\n" LAST "\r\n", 303, "Location: /login?next=%2F", NULL },
		{ "no session, JSON: the fail hook", "GET /items/1.json HTTP/1.1\r\n" LAST "\r\n", 401, "{\"status\":401}", NULL },
		{ "401 before 404 of the item", "POST /items/404 HTTP/1.1\r\n" LAST FORM "Content-Length: 0\r\n\r\n", 401, NULL, NULL },
		{ "403 before 404 of the item", "POST /items/404 HTTP/1.1\r\n" LAST USER FORM "Content-Length: 0\r\n\r\n", 403, NULL, NULL },
		{ "404 before 415", "POST /items/404 HTTP/1.1\r\n" LAST USER "Content-Type: text/plain\r\nContent-Length: 9\r\n\r\ncsrf=good", 404, NULL, NULL },
		{ "403 before 415", "POST /items/1 HTTP/1.1\r\n" LAST USER "Content-Type: text/plain\r\nContent-Length: 3\r\n\r\na=1", 403, NULL, NULL },
		{ "415: the token is found in a body of the wrong type", "POST /items/1 HTTP/1.1\r\n" LAST USER
		  "Content-Type: text/plain\r\nContent-Length: 9\r\n\r\ncsrf=good", 415, NULL, NULL },
		{ "415: an undecodable body of the wrong type is no 400", "POST /items/1 HTTP/1.1\r\n" LAST USER
		  "X-CSRF-Token: good\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n%zz", 415, NULL, NULL },
		{ "415: a body without type", "POST /login HTTP/1.1\r\n" LAST "Content-Length: 3\r\n\r\na=1", 415, NULL, NULL },
		{ "415: multipart", "POST /login HTTP/1.1\r\n" LAST "Content-Type: multipart/form-data; boundary=\"\r\nContent-Length: 2\r\n\r\n--",
		  415, NULL, NULL },
		{ "415: a type that only begins so", "POST /login HTTP/1.1\r\n" LAST
		  "Content-Type: application/x-www-form-urlencodedx\r\nContent-Length: 3\r\n\r\na=1", 415, NULL, NULL },
		{ "415 before 413", "POST /login HTTP/1.1\r\n" LAST "Content-Type: text/plain\r\nContent-Length: 1001\r\n\r\n", 415, NULL, NULL },
		{ "404 before 413", "POST /items/404 HTTP/1.1\r\n" LAST USER FORM "X-CSRF-Token: good\r\nContent-Length: 1001\r\n\r\n", 404, NULL, NULL },
		{ "413 without the body having been sent", "POST /items/1 HTTP/1.1\r\n" LAST USER FORM
		  "X-CSRF-Token: good\r\nContent-Length: 99999999\r\n\r\n", 413, "Connection: close", NULL },
		{ "no body and no type is fine", "POST /login HTTP/1.1\r\n" LAST "Content-Length: 0\r\n\r\n", 200, "form=-", NULL },
		{ "charset is fine", "POST /login HTTP/1.1\r\n" LAST
		  "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: 3\r\n\r\na=1", 200, "form=1", NULL },
		{ "chunked", "POST /login HTTP/1.1\r\n" LAST FORM "Transfer-Encoding: chunked\r\n\r\n"
		  "3\r\na=%\r\n4\r\n41+b\r\n0\r\n\r\n", 200, "form=A b", NULL },
		{ "all well", "POST /items/5 HTTP/1.1\r\n" LAST USER FORM "Content-Length: 13\r\n\r\ncsrf=good&a=1", 200,
		  "[POST /items/5  id=5 query=- form=1", NULL },
		{ "a body on GET is ignored", "GET /?a=2 HTTP/1.1\r\n" LAST FORM "Content-Length: 5\r\n\r\na=%zz", 200, "query=2 form=-", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void errors_are_rendered(void **state)
{
	static const struct row rows[] = {
		{ "a handler's error drops what it had written", "GET /fail?code=409 HTTP/1.1\r\n" LAST "\r\n", 409, "error 409", "half a page" },
		{ "and its headers", "GET /fail?code=422 HTTP/1.1\r\n" LAST "\r\n", 422, NULL, "X-Dropped" },
		{ "busy says when to come again", "GET /fail?code=503 HTTP/1.1\r\n" LAST "\r\n", 503, "Retry-After", NULL },
		{ "limiter", "GET /fail?code=429 HTTP/1.1\r\n" LAST "\r\n", 429, NULL, NULL },
		{ "JSON", "GET /fail.json?code=500 HTTP/1.1\r\n" LAST "\r\n", 500, "{\"status\":500}", NULL },
		{ "no error", "GET /fail HTTP/1.1\r\n" LAST "\r\n", 200, "half a page", NULL },
		{ "a page over the limit is a bug", "GET /overflow HTTP/1.1\r\n" LAST "\r\n", 500, "error 500", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void requests_are_read(void **state)
{
	static const struct row rows[] = {
		{ "cookie among others", "GET / HTTP/1.1\r\n" LAST "Cookie: cc=1; c=2; C=3\r\n\r\n", 200, "cookie=2", NULL },
		{ "cookie names are exact", "GET / HTTP/1.1\r\n" LAST "Cookie: C=3; xc=1\r\n\r\n", 200, "cookie=-", NULL },
		{ "cookie in a second header", "GET / HTTP/1.1\r\n" LAST "Cookie: d=3\r\nCookie: c=4\r\n\r\n", 200, "cookie=4", NULL },
		{ "peer address", "GET / HTTP/1.1\r\n" LAST "\r\n", 200, "client=127.0.0.1", NULL },
		{ "behind a proxy: the last address", "GET / HTTP/1.1\r\n" LAST "X-Forwarded-For: 1.1.1.1, 10.2.3.4\r\n\r\n", 200, "client=10.2.3.4", NULL },
		{ "behind a proxy: the last header", "GET / HTTP/1.1\r\n" LAST "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: ::2\r\n\r\n", 200, "client=::2", NULL },
		{ "behind a proxy: not an address", "GET / HTTP/1.1\r\n" LAST "X-Forwarded-For: 1.1.1.1, <b>\r\n\r\n", 200, "client=127.0.0.1", NULL },
		{ "absolute form", "GET http://h/?a=9 HTTP/1.1\r\n" LAST "\r\n", 200, "query=9", NULL },
		{ "no origin", "GET / HTTP/1.1\r\n" LAST "\r\n", 200, "same=1", NULL },
		{ "own origin", "GET / HTTP/1.1\r\n" LAST "Origin: https://h\r\n\r\n", 200, "same=1", NULL },
		{ "public origin with a port", "GET / HTTP/1.1\r\n" LAST "Origin: https://mau03.example:444\r\n\r\n", 200, "same=1", NULL },
		{ "another origin", "GET / HTTP/1.1\r\n" LAST "Origin: https://evil\r\n\r\n", 200, "same=0", NULL },
		{ "an origin that begins as ours", "GET / HTTP/1.1\r\n" LAST "Origin: https://mau03.example.evil\r\n\r\n", 200, "same=0", NULL },
		{ "plain http under TLS", "GET / HTTP/1.1\r\n" LAST "Origin: http://h\r\n\r\n", 200, "same=0", NULL },
		{ "null origin", "GET / HTTP/1.1\r\n" LAST "Origin: null\r\n\r\n", 200, "same=0", NULL },
		{ "cross-site", "GET / HTTP/1.1\r\n" LAST "Sec-Fetch-Site: cross-site\r\n\r\n", 200, "same=0", NULL },
		{ "typed by hand", "GET / HTTP/1.1\r\n" LAST "Sec-Fetch-Site: none\r\n\r\n", 200, "same=1", NULL },
		{ "redirect within the site", "GET /redirect?to=/a%3Fb HTTP/1.1\r\n" LAST "\r\n", 303, "Location: /a?b\r\n", NULL },
		{ "redirect to another host", "GET /redirect?to=//evil HTTP/1.1\r\n" LAST "\r\n", 303, "Location: /\r\n", "evil" },
		{ "redirect with a scheme", "GET /redirect?to=https://evil HTTP/1.1\r\n" LAST "\r\n", 303, "Location: /\r\n", "evil" },
		{ "redirect with a backslash", "GET /redirect?to=/%5Cevil HTTP/1.1\r\n" LAST "\r\n", 303, "Location: /\r\n", "evil" },
		{ "redirect with a line end", "GET /redirect?to=/a%0D%0AX:1 HTTP/1.1\r\n" LAST "\r\n", 303, "Location: /\r\n", "X:1" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

/* A form over the limit is read away, so that the person sees the page and not a broken connection. */
static void too_large_forms_get_their_answer(void **state)
{
	enum { HEAD = 200, SENT = 3 << 20 };
	static char request[HEAD + SENT], answer[ANSWER];

	(void)state;
	int head = snprintf(request, HEAD, "POST /login HTTP/1.1\r\nHost: h\r\n" FORM "Content-Length: %d\r\n\r\n", SENT);
	memset(request + head, 'a', SENT);
	ask_bytes(request, (size_t)head + SENT, answer);
	assert_int_equal(status_of(answer), 413);
	assert_non_null(strstr(answer, "error 413"));
	head = snprintf(request, HEAD, "POST /login HTTP/1.1\r\n" LAST FORM "Transfer-Encoding: chunked\r\n\r\n10000\r\n");
	memset(request + head, 'a', 0x10000);
	memcpy(request + head + 0x10000, "\r\n0\r\n\r\n", 7);
	ask_bytes(request, (size_t)head + 0x10000 + 7, answer);
	assert_int_equal(status_of(answer), 413);
}

static void the_limit_itself_is_taken(void **state)
{
	static char request[2000], answer[ANSWER];

	(void)state;
	for (int over = 0; over <= 1; over++) {
		int head = snprintf(request, 300, "POST /login HTTP/1.1\r\n" LAST FORM "Content-Length: %d\r\n\r\n", LIMIT + over);
		memset(request + head, 'a', LIMIT + 1);
		ask_bytes(request, (size_t)(head + LIMIT + over), answer);
		assert_int_equal(status_of(answer), over == 0 ? 200 : 413);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubtful_requests_end_the_connection),
		cmocka_unit_test(malformed_input_is_400_before_all_else),
		cmocka_unit_test(decisions_keep_their_order),
		cmocka_unit_test(errors_are_rendered),
		cmocka_unit_test(requests_are_read),
		cmocka_unit_test(too_large_forms_get_their_answer),
		cmocka_unit_test(the_limit_itself_is_taken),
	};

	return run_with_site("exchange", tests, COUNT(tests));
}
