#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "auth/csrf.h"
#include "base/hash.h"
#include "base/memory.h"

static void test_tokens(void **state)
{
	(void)state;
	assert_true(hash_start());
	struct arena *arena = arena_new(1 << 20);
	const char *secret = csrf_secret_new(arena), *other = csrf_secret_new(arena);
	const char *token = csrf_token(arena, secret), *again = csrf_token(arena, secret);
	char *changed = arena_text(arena, token), *marked = arena_text(arena, token);

	changed[127] = changed[127] == '0' ? '1' : '0';
	marked[3] = 'x';
	assert_int_equal(strlen(token), 128);
	assert_string_not_equal(token, again);
	const struct { const char *secret, *token; bool matches; const char *reason; } rows[] = {
		{ secret, token, true, "a page's token" },
		{ secret, again, true, "another page's token" },
		{ other, token, false, "another session" },
		{ secret, NULL, false, "none sent" },
		{ secret, "", false, "empty" },
		{ secret, secret, false, "the bare secret" },
		{ secret, changed, false, "one digit changed" },
		{ secret, marked, false, "not hexadecimal" },
		{ secret, token + 2, false, "too short" },
		{ secret, arena_print(arena, "%s00", token), false, "too long" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (csrf_matches(rows[i].secret, rows[i].token) != rows[i].matches)
			fail_msg("%s", rows[i].reason);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_tokens) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
