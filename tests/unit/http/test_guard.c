#include "http/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <cmocka.h>

#include "base/memory.h"

static void doubtful_requests_are_faults(void **state)
{
	static const struct { const char *why, *target; const char *headers[3][2]; bool fault; } rows[] = {
		{ "ordinary", "/a?b=%20", { { "Host", "h" }, { "Content-Length", "5" } }, false },
		{ "chunked", "/", { { "Host", "h" }, { "transfer-encoding", "Chunked" } }, false },
		{ "an encoded percent before 00", "/a%2500", { { "Host", "h" } }, false },
		{ "length and chunked", "/", { { "Content-Length", "5" }, { "Transfer-Encoding", "chunked" } }, true },
		{ "two lengths", "/", { { "Content-Length", "5" }, { "content-length", "5" } }, true },
		{ "two encodings", "/", { { "Transfer-Encoding", "chunked" }, { "Transfer-Encoding", "chunked" } }, true },
		{ "another encoding", "/", { { "Transfer-Encoding", "gzip, chunked" } }, true },
		{ "an encoding with a blank before it", "/", { { "Transfer-Encoding", "\vchunked" } }, true },
		{ "two hosts", "/", { { "Host", "h" }, { "HOST", "h" } }, true },
		{ "NUL in the path", "/a%00b", { { "Host", "h" } }, true },
		{ "NUL in the query", "/a?b=%00", { { "Host", "h" } }, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct guard guard = { 0 };
		for (size_t n = 0; rows[i].headers[n][0] != NULL; n++)
			guard_header(&guard, rows[i].headers[n][0], rows[i].headers[n][1]);
		if ((guard_fault(&guard, rows[i].target) != NULL) != rows[i].fault)
			fail_msg("judged wrongly: %s", rows[i].why);
	}
}

static void header_without_value_is_survived(void **state)
{
	struct guard guard = { 0 };

	(void)state;
	guard_header(&guard, "Transfer-Encoding", NULL);
	assert_non_null(guard_fault(&guard, "/"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubtful_requests_are_faults),
		cmocka_unit_test(header_without_value_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
