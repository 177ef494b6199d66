#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdatomic.h>

#include "auth/password.h"
#include "base/hash.h"
#include "base/memory.h"

enum { CROWD = 40 };

static void test_length_is_counted_in_characters(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	char *long_one = arena_alloc(arena, 2 * PASSWORD_MAX + 3);

	(void)state;
	for (int i = 0; i < PASSWORD_MAX; i++)
		memcpy(long_one + 2 * i, "đ", 2);
	assert_true(password_is_acceptable(long_one));
	memcpy(long_one + 2 * PASSWORD_MAX, "x", 2);
	static const struct { const char *password; bool fits; const char *reason; } rows[] = {
		{ "1234567", false, "seven" },
		{ "12345678", true, "eight" },
		{ "đđđđđđđ", false, "seven letters in fourteen bytes" },
		{ "        ", true, "spaces count" },
		{ "1234567\xff", false, "not UTF-8" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (password_is_acceptable(rows[i].password) != rows[i].fits)
			fail_msg("%s", rows[i].reason);
	}
	assert_false(password_is_acceptable(long_one));
	arena_free(arena);
}

static void test_verdicts(void **state)
{
	struct password_gate *gate = password_gate_new();
	char hash[PASSWORD_TEXT];
	bool rehash = true;

	(void)state;
	assert_int_equal(password_hash(NULL, "mật khẩu", hash, NULL), ERR_OK);
	assert_int_equal(strncmp(hash, "$argon2id$", 10), 0);
	const struct { const char *hash, *password; enum err err; const char *reason; } rows[] = {
		{ hash, "mật khẩu", ERR_OK, "right" },
		{ hash, "mật khẩU", ERR_UNAUTHENTICATED, "wrong" },
		{ hash, "", ERR_UNAUTHENTICATED, "empty" },
		{ NULL, "mật khẩu", ERR_UNAUTHENTICATED, "no such user" },
		{ "plain", "plain", ERR_UNAUTHENTICATED, "a broken hash" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (password_verify(gate, rows[i].hash, rows[i].password, &rehash, NULL) != rows[i].err)
			fail_msg("%s", rows[i].reason);
	}
	assert_false(rehash);
	password_gate_free(gate);
}

struct crowd {
	struct password_gate *gate;
	pthread_barrier_t barrier;
	atomic_int served, refused;
};

static void *enter(void *arg)
{
	struct crowd *crowd = arg;
	char hash[PASSWORD_TEXT];

	pthread_barrier_wait(&crowd->barrier);
	enum err err = password_hash(crowd->gate, "mật khẩu", hash, NULL);
	atomic_fetch_add(err == ERR_OK ? &crowd->served : &crowd->refused, err == ERR_OK || err == ERR_UNAVAILABLE);
	return NULL;
}

static void test_a_flood_is_refused(void **state)
{
	struct crowd crowd = { .gate = password_gate_new() };
	pthread_t threads[CROWD];

	(void)state;
	pthread_barrier_init(&crowd.barrier, NULL, CROWD);
	for (int i = 0; i < CROWD; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, enter, &crowd), 0);
	for (int i = 0; i < CROWD; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(crowd.served + crowd.refused, CROWD);
	assert_true(crowd.served >= PASSWORD_AT_ONCE + PASSWORD_WAITING);
	assert_true(crowd.refused > 0);
	crowd.refused = 0;
	pthread_barrier_destroy(&crowd.barrier);
	pthread_barrier_init(&crowd.barrier, NULL, 1);
	enter(&crowd);                  /* the gate is open again */
	assert_int_equal(crowd.refused, 0);
	pthread_barrier_destroy(&crowd.barrier);
	password_gate_free(crowd.gate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_length_is_counted_in_characters),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_a_flood_is_refused),
	};

	return hash_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
