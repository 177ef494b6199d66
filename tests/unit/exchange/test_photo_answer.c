/* What is said of a picture is understood, and nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "exchange/photo_answer.h"

static struct arena *arena;

static void answers_are_understood(void **state)
{
	static char longest[PHOTO_TEXT_MAX + 1];
	const struct photo_answer answers[] = {
		{ PHOTO_READ, "056085004321|Nguyễn Văn Thẻ\nread 3\n" }, { PHOTO_READ, "x" }, { PHOTO_READ, longest }, { PHOTO_NO_CODE, NULL },
		{ PHOTO_TOO_BIG, NULL }, { PHOTO_BROKEN, NULL },
	};

	(void)state;
	memset(longest, '7', PHOTO_TEXT_MAX);
	for (size_t i = 0; i < COUNT(answers); i++) {
		char out[PHOTO_ANSWER_MAX];
		struct photo_answer read;
		assert_true(photo_answer_read(arena, out, photo_answer_write(&answers[i], out), &read));
		assert_int_equal(read.outcome, answers[i].outcome);
		if (answers[i].text == NULL)
			assert_null(read.text);
		else
			assert_string_equal(read.text, answers[i].text);
	}
}

#define SAID(text) text, sizeof(text) - 1

static void nothing_else_is(void **state)
{
	static const struct { const char *said; size_t size; } rows[] = {
		{ SAID("") }, { SAID("n") }, { SAID("none") }, { SAID("none\n\n") }, { SAID("None\n") }, { SAID("large\nread 1\nx") }, { SAID("read") },
		{ SAID("read ") }, { SAID("read \n") }, { SAID("read 1") }, { SAID("read 1\n") }, { SAID("read 1\nxy") }, { SAID("read 2\nx") },
		{ SAID("read 0\n") }, { SAID("read 01\nx") }, { SAID("read +1\nx") }, { SAID("read  1\nx") }, { SAID("read 1 \nx") },
		{ SAID("read 3\na\0b") }, { SAID("read 00001\nx") }, { SAID("read 99999999999999999999\nx") }, { SAID("read -1\nx") },
	};
	static char over[PHOTO_TEXT_MAX + 32];
	struct photo_answer read;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (photo_answer_read(arena, rows[i].said, rows[i].size, &read))
			fail_msg("row %zu was understood: %s", i, rows[i].said);
	}
	size_t head = (size_t)snprintf(over, sizeof over, "read %d\n", PHOTO_TEXT_MAX + 1);
	memset(over + head, 'x', PHOTO_TEXT_MAX + 1);
	assert_false(photo_answer_read(arena, over, head + PHOTO_TEXT_MAX + 1, &read));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(answers_are_understood), cmocka_unit_test(nothing_else_is) };

	arena = arena_new(ARENA_REQUEST);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
