/* Sealed texts: open in their session alone, and only as they were made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "auth/seal.h"
#include "base/hash.h"
#include "base/memory.h"

enum { COOKIE_BYTES = 32 };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void test_opens_with_the_same_cookie(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	const char *cookie = hash_random(arena, COOKIE_BYTES), *texts[] = { "", "a", "056085012345", "Nguyễn Thị Ước 0560850123" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *sealed = seal_text(arena, cookie, texts[i]);
		assert_string_equal(seal_open(arena, cookie, sealed), texts[i]);
		assert_int_equal(strspn(sealed, letters), strlen(sealed));
		assert_string_not_equal(sealed, seal_text(arena, cookie, texts[i]));
		assert_true(strlen(sealed) <= 54 + (4 * strlen(texts[i]) + 2) / 3);
	}
	arena_free(arena);
}

static void test_another_cookie_opens_nothing(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	char *cookie = hash_random(arena, COOKIE_BYTES), digest[HASH_TEXT];
	const char *sealed = seal_text(arena, cookie, "056085012345");

	(void)state;
	hash_text(cookie, strlen(cookie), digest);
	assert_null(seal_open(arena, hash_random(arena, COOKIE_BYTES), sealed));
	assert_null(seal_open(arena, digest, sealed));
	assert_null(seal_open(arena, "", sealed));
	cookie[63] = cookie[63] == '0' ? '1' : '0';
	assert_null(seal_open(arena, cookie, sealed));
	arena_free(arena);
}

/* Every other letter in every place, every length, and what is no letter. */
static void test_nothing_changed_is_opened(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	const char *cookie = hash_random(arena, COOKIE_BYTES), *sealed = seal_text(arena, cookie, "056 085 012 345");
	char *changed = arena_text(arena, sealed);
	size_t length = strlen(sealed);

	(void)state;
	for (size_t at = 0; at < length; at++) {
		for (int c = 1; c < 256; c++) {
			changed[at] = (char)c;
			if (changed[at] != sealed[at] && seal_open(arena, cookie, changed) != NULL)
				fail_msg("byte %zu as %d is opened", at, c);
		}
		changed[at] = sealed[at];
		assert_null(seal_open(arena, cookie, arena_text_n(arena, sealed, at)));
		assert_null(seal_open(arena, cookie, sealed + at + 1));
	}
	const char *const others[] = { "=", "A", "AA", " ", "\n" };
	for (size_t i = 0; i < COUNT(others); i++) {
		assert_null(seal_open(arena, cookie, arena_print(arena, "%s%s", sealed, others[i])));
		assert_null(seal_open(arena, cookie, arena_print(arena, "%s%s", others[i], sealed)));
	}
	assert_string_equal(seal_open(arena, cookie, changed), "056 085 012 345");
	arena_free(arena);
}

static int set_up(void **state)
{
	(void)state;
	return hash_start() ? 0 : 1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_opens_with_the_same_cookie),
		cmocka_unit_test(test_another_cookie_opens_nothing),
		cmocka_unit_test(test_nothing_changed_is_opened),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
