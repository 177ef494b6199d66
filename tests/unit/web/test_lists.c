/* Sentences with places for values: filled whole, however long the values are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "web/frame/text.h"
#include "web/part/shown.h"

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

/* What W51 knows of the other commune's sheet is told as it is now; a message from before has no places. */
static void test_a_finding_tells_where_the_other_sheet_stands(void **state)
{
	static const struct { const char *message, *state, *since, *told; } rows[] = {
		{ "Đã có phiếu (trạng thái: {state}, từ ngày {day}).", "accepted", "2024-06-09T18:00:00Z",
		  "Đã có phiếu (trạng thái: Đã nghiệm thu, từ ngày 10/06/2024)." },
		{ "Số này sai.", NULL, NULL, "Số này sai." },
	};
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct session session = { .actor.role = ROLE_OFFICER };
	struct app app = { .demo = false };
	struct http_request request = { .arena = arena, .session = &session, .app = &app };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct finding_row row = { .rule = "W51", .message = rows[i].message, .record_state = state_from_code(rows[i].state), .record_since = rows[i].since };
		assert_string_equal(web_finding(&request, &row), rows[i].told);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_long_part_is_not_dropped),
		cmocka_unit_test(test_a_missing_part_is_empty),
		cmocka_unit_test(test_a_finding_tells_where_the_other_sheet_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
