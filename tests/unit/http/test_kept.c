#include "http/answer/kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "base/memory.h"
#include "http/exchange.h"

struct trial {
	struct arena *arena;
	struct kept_answers *kept;
	struct http_response response;
	struct exchange exchange;       /* that no header can be read from: connection is NULL */
};

static int set_up(void **state)
{
	struct trial *t = memory_new(1, sizeof *t);

	t->arena = arena_new(ARENA_REQUEST);
	t->kept = kept_new();
	t->exchange.request.arena = t->arena;
	t->exchange.request.connection = &t->exchange;
	*state = t;
	return 0;
}

static int tear_down(void **state)
{
	struct trial *t = *state;

	kept_free(t->kept);
	arena_free(t->arena);
	memory_free(t);
	return 0;
}

static void fill(struct trial *t, const char *text)
{
	t->response = (struct http_response){ .status = 0 };
	buf_init(&t->response.body, t->arena, 1 << 20);
	buf_text(&t->response.body, text);
}

static bool is_sent(struct trial *t, const char *key, uint64_t generation, const char *first, const char *second)
{
	const char *const tokens[] = { first, second };

	fill(t, "what was there before");
	return kept_send(t->kept, key, generation, tokens, 2, &t->exchange.request, &t->response);
}

static void keep(struct trial *t, const char *key, uint64_t generation, const char *text)
{
	static const char *const tokens[] = { "TOKEN", "other" };

	fill(t, text);
	kept_put(t->kept, key, generation, tokens, 2, &t->response);
}

static void tokens_are_replaced_wherever_they_stand(void **state)
{
	static const struct { const char *kept, *sent, *why; } rows[] = {
		{ "a TOKEN b other c TOKEN", "a new b fresh c new", "several, one at the end" },
		{ "TOKENother", "newfresh", "nothing around and between them" },
		{ "no tokens here", "no tokens here", "none" },
		{ "", "", "an empty answer" },
	};
	struct trial *t = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		keep(t, rows[i].why, 1, rows[i].kept);
		assert_true(is_sent(t, rows[i].why, 1, "new", "fresh"));
		assert_int_equal(t->response.body.length, strlen(rows[i].sent));
		assert_memory_equal(t->response.body.data, rows[i].sent, strlen(rows[i].sent));
	}
}

static void only_the_same_key_and_generation_are_sent(void **state)
{
	struct trial *t = *state;

	assert_false(is_sent(t, "page", 1, "x", "y"));
	assert_string_equal(t->response.body.data, "what was there before");
	keep(t, "page", 1, "old");
	assert_false(is_sent(t, "page of another", 1, "x", "y"));
	assert_false(is_sent(t, "page", 2, "x", "y"));
	keep(t, "page", 2, "new");
	assert_true(is_sent(t, "page", 2, "x", "y"));
	assert_string_equal(t->response.body.data, "new");
	assert_false(is_sent(t, "page", 1, "x", "y"));
}

static void what_is_used_stays_when_there_are_too_many(void **state)
{
	struct trial *t = *state;

	for (int i = 0; i < 1000; i++) {
		keep(t, arena_print(t->arena, "page %d", i), 1, "text");
		assert_true(is_sent(t, "page 0", 1, "x", "y"));
	}
	assert_false(is_sent(t, "page 1", 1, "x", "y"));
	assert_true(is_sent(t, "page 999", 1, "x", "y"));
}

static void too_many_tokens_or_no_memory_keep_nothing(void **state)
{
	struct trial *t = *state;

	const char *text = "";
	for (int i = 0; i < 24; i++)
		text = arena_print(t->arena, "%sTOKEN ", text);
	keep(t, "page", 1, text);
	assert_false(is_sent(t, "page", 1, "x", "y"));
	for (long n = 1; n <= 4; n++) {
		memory_fail_at(n);
		keep(t, "page", 1, "text TOKEN");
		memory_fail_at(0);
		assert_false(is_sent(t, "page", 1, "x", "y"));
	}
	assert_false(kept_send(NULL, "page", 1, NULL, 0, &t->exchange.request, &t->response));
	kept_put(NULL, "page", 1, NULL, 0, &t->response);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tokens_are_replaced_wherever_they_stand, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_the_same_key_and_generation_are_sent, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_used_stays_when_there_are_too_many, set_up, tear_down),
		cmocka_unit_test_setup_teardown(too_many_tokens_or_no_memory_keep_nothing, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
