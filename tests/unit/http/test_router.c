#include "http/router.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "base/memory.h"

static enum err handler(struct http_request *request, struct http_response *response, struct error *error)
{
	(void)request;
	(void)response;
	(void)error;
	return ERR_OK;
}

enum { PUBLIC = ROUTE_PUBLIC, CSRF = ROUTE_CSRF, LIMIT = 100 };

static const struct http_route routes[] = {
	{ "GET", "/", 0, PUBLIC, 0, { 0 }, handler },
	{ "GET", "/a/{id}/b/{id}", 1, 0, 0, { 1, 1 }, handler },
	{ "POST", "/login", 0, PUBLIC, LIMIT, { 0 }, handler },
	{ "GET", "/sheets", 1, ROUTE_JSON | ROUTE_CSV, 0, { 0 }, handler },
	{ "POST", "/sheets", 1, CSRF, LIMIT, { 0 }, handler },
	{ "GET", "/sheets/new", 1, 0, 0, { 0 }, handler },
	{ "GET", "/sheets/{id}", 1, ROUTE_JSON, 0, { 1 }, handler },
	{ "POST", "/sheets/{id}/submit", 1, CSRF, LIMIT, { 1 }, handler },
};

static void routes_are_found(void **state)
{
	static const struct { const char *why, *method, *path, *suffix; int route; unsigned methods; int64_t ids[2]; } rows[] = {
		{ "root", "GET", "/", "", 0, 1, { 0 } },
		{ "two ids", "GET", "/a/7/b/8", "", 1, 1, { 7, 8 } },
		{ "the method chooses", "POST", "/sheets", "", 4, 3, { 0 } },
		{ "a word is no id", "GET", "/sheets/new", "", 5, 1, { 0 } },
		{ "an id", "GET", "/sheets/12", "", 6, 1, { 12 } },
		{ "the largest id", "GET", "/sheets/9223372036854775807", "", 6, 1, { INT64_MAX } },
		{ "suffix of a route with its flag", "GET", "/sheets", "csv", 3, 1, { 0 } },
		{ "id with suffix", "GET", "/sheets/12", "json", 6, 1, { 12 } },
		{ "id over int64", "GET", "/sheets/9223372036854775808", "", -1, 0, { 0 } },
		{ "id far over int64", "GET", "/sheets/99999999999999999999999999", "", -1, 0, { 0 } },
		{ "signed id", "GET", "/sheets/+1", "", -1, 0, { 0 } },
		{ "negative id", "GET", "/sheets/-1", "", -1, 0, { 0 } },
		{ "id with letters", "GET", "/sheets/1a", "", -1, 0, { 0 } },
		{ "empty id", "GET", "/sheets/", "", -1, 0, { 0 } },
		{ "trailing slash", "GET", "/sheets/12/", "", -1, 0, { 0 } },
		{ "double slash", "GET", "//sheets", "", -1, 0, { 0 } },
		{ "a prefix only", "GET", "/sheet", "", -1, 0, { 0 } },
		{ "more than the pattern", "GET", "/sheetsx", "", -1, 0, { 0 } },
		{ "upper case", "GET", "/Sheets", "", -1, 0, { 0 } },
		{ "suffix without the flag", "GET", "/sheets/12", "csv", -1, 0, { 0 } },
		{ "suffix without any flag", "GET", "/sheets/new", "json", -1, 0, { 0 } },
		{ "other method", "DELETE", "/sheets", "", -1, 3, { 0 } },
		{ "GET of a POST route", "GET", "/sheets/1/submit", "", -1, 2, { 1 } },
		{ "POST to a list with a suffix", "POST", "/sheets", "json", -1, 1, { 0 } },
		{ "empty path", "GET", "", "", -1, 0, { 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t ids[HTTP_IDS] = { 0 };
		unsigned methods;
		const struct http_route *route = router_find(routes, COUNT(routes), rows[i].method, rows[i].path,
		                                             rows[i].suffix, ids, &methods);
		if (route != (rows[i].route < 0 ? NULL : &routes[rows[i].route]) || methods != rows[i].methods)
			fail_msg("%s: route %td, methods %u", rows[i].why, route == NULL ? -1 : route - routes, methods);
		assert_memory_equal(ids, rows[i].ids, sizeof ids);
	}
}

static void allow_names_the_methods(void **state)
{
	(void)state;
	assert_string_equal(router_allow(ROUTER_GET), "GET, HEAD");
	assert_string_equal(router_allow(ROUTER_POST), "POST");
	assert_string_equal(router_allow(ROUTER_GET | ROUTER_POST), "GET, HEAD, POST");
}

static void good_table_passes(void **state)
{
	struct error error = { 0 };

	(void)state;
	assert_int_equal(http_check_routes(routes, COUNT(routes), &error), ERR_OK);
}

static void bad_rows_are_found(void **state)
{
	static const struct { const char *why; struct http_route route; } rows[] = {
		{ "method", { "PUT", "/b", 1, 0, LIMIT, { 0 }, handler } },
		{ "no roles and not public", { "GET", "/b", 0, 0, 0, { 0 }, handler } },
		{ "POST without csrf", { "POST", "/b", 1, 0, LIMIT, { 0 }, handler } },
		{ "POST without a limit", { "POST", "/b", 1, CSRF, 0, { 0 }, handler } },
		{ "limit over the maximum", { "POST", "/b", 1, CSRF, ROUTER_BODY_MAX + 1, { 0 }, handler } },
		{ "no handler", { "GET", "/b", 1, 0, 0, { 0 }, NULL } },
		{ "target without id", { "GET", "/b", 1, 0, 0, { 1 }, handler } },
		{ "id without target", { "GET", "/b/{id}", 1, 0, 0, { 0 }, handler } },
		{ "second id without target", { "GET", "/b/{id}/{id}", 1, 0, 0, { 1 }, handler } },
		{ "no leading slash", { "GET", "b", 1, 0, 0, { 0 }, handler } },
		{ "trailing slash", { "GET", "/b/", 1, 0, 0, { 0 }, handler } },
		{ "double slash", { "GET", "/b//c", 1, 0, 0, { 0 }, handler } },
		{ "other placeholder", { "GET", "/b/{key}", 1, 0, 0, { 0 }, handler } },
		{ "id inside a segment", { "GET", "/b/x{id}", 1, 0, 0, { 0 }, handler } },
		{ "id followed by text", { "GET", "/b/{id}x", 1, 0, 0, { 0 }, handler } },
		{ "unclosed", { "GET", "/b/{id", 1, 0, 0, { 0 }, handler } },
		{ "three ids", { "GET", "/b/{id}/{id}/{id}", 1, 0, 0, { 1, 1 }, handler } },
		{ "not in order", { "GET", "/", 0, PUBLIC, 0, { 0 }, handler } },
		{ "twice", { "GET", "/a", 1, 0, 0, { 0 }, handler } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct http_route table[] = { { "GET", "/a", 1, 0, 0, { 0 }, handler }, rows[i].route };
		struct error error = { 0 };
		if (http_check_routes(table, COUNT(table), &error) != ERR_INTERNAL || error.detail[0] == '\0')
			fail_msg("accepted: %s", rows[i].why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(routes_are_found),
		cmocka_unit_test(allow_names_the_methods),
		cmocka_unit_test(good_table_passes),
		cmocka_unit_test(bad_rows_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
