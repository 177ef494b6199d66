/* Sentences with places for values: filled whole, however long the values are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/lists.h"

static void test_a_long_part_is_not_dropped(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct http_request request = { .arena = arena };
	char *part = arena_alloc(arena, 20001);

	(void)state;
	memset(part, 'x', 20000);
	const char *filled = message_fill(&request, MSG_DIFFERENCE_NOTE, part, NULL);
	assert_non_null(strstr(filled, part));
	assert_null(strchr(filled, '{'));
	arena_free(arena);
}

static void test_a_missing_part_is_empty(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct http_request request = { .arena = arena };

	(void)state;
	assert_string_equal(message_fill(&request, MSG_COUNT_SHEETS, NULL, NULL), message_fill(&request, MSG_COUNT_SHEETS, "", ""));
	assert_null(strchr(message_fill_all(&request, MSG_MILESTONE_PACE, NULL, 0), '{'));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_long_part_is_not_dropped),
		cmocka_unit_test(test_a_missing_part_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
