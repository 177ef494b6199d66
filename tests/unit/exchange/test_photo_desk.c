/* Where pictures are read, with other programs in the reader's place: few at once, few waiting, everybody answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "exchange/photo_desk.h"
#include "text/messages.h"

enum { CROWD = 10, LONG_MS = 60000, GENEROUS_MS = 20000 };

static struct photo_desk *open_desk(const char *const *argv, int64_t ms, int64_t least_ms)
{
	const struct photo_reader reader = { argv[0], argv, ms, least_ms };
	struct photo_desk *desk = photo_desk_open(&reader, NULL);

	assert_non_null(desk);
	return desk;
}

static void what_the_reader_says_decides(void **state)
{
	static const struct { const char *script; enum err code; enum message message; const char *text; } rows[] = {
		{ "cat > /dev/null; printf 'read 3\\nabc'", ERR_OK, MESSAGE_COUNT, "abc" },
		{ "printf 'read 3\\nabc'", ERR_OK, MESSAGE_COUNT, "abc" },
		{ "cat", ERR_UNPROCESSABLE, MSG_PHOTO_BROKEN, NULL },
		{ "printf 'none\\n'", ERR_UNPROCESSABLE, MSG_PHOTO_NO_CODE, NULL },
		{ "printf 'large\\n'", ERR_UNPROCESSABLE, MSG_PHOTO_TOO_BIG, NULL },
		{ "printf 'broken\\n'", ERR_UNPROCESSABLE, MSG_PHOTO_BROKEN, NULL },
		{ "printf 'read 4\\nabc'", ERR_UNPROCESSABLE, MSG_PHOTO_BROKEN, NULL },
		{ "exec yes", ERR_UNPROCESSABLE, MSG_PHOTO_BROKEN, NULL },
		{ "exit 0", ERR_UNPROCESSABLE, MSG_PHOTO_BROKEN, NULL },
		{ "printf 'read 3\\nabc'; kill -11 $$", ERR_UNPROCESSABLE, MSG_PHOTO_BROKEN, NULL },
		{ "printf 'read 3\\nabc'; exit 1", ERR_UNAVAILABLE, MSG_PHOTO_FAILED, NULL },
	};
	static const char picture[300000];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *const argv[] = { "/bin/sh", "-c", rows[i].script, NULL };
		struct photo_desk *desk = open_desk(argv, LONG_MS, 0);
		struct arena *arena = arena_new(ARENA_REQUEST);
		struct error error = { 0 };
		const char *text = "";
		enum err code = photo_desk_read(desk, arena, picture, sizeof picture, &text, &error);
		if (code != rows[i].code || (rows[i].text == NULL ? text != NULL : text == NULL || strcmp(text, rows[i].text) != 0))
			fail_msg("%s: %d, %s", rows[i].script, (int)code, text == NULL ? "no text" : text);
		if (code != ERR_OK)
			assert_string_equal(error.message, message_text(rows[i].message));
		arena_free(arena);
		photo_desk_close(desk);
	}
}

/* ---- a crowd ---- */

struct crowd {
	struct photo_desk *desk;
	pthread_t threads[CROWD];
	size_t count;
	_Atomic int ok, late, broken, busy;
};

static void *ask(void *of)
{
	struct crowd *crowd = of;
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct error error = { 0 };
	const char *text;
	enum err code = photo_desk_read(crowd->desk, arena, "picture", 7, &text, &error);

	if (code == ERR_OK)
		atomic_fetch_add(&crowd->ok, 1);
	else if (code == ERR_UNAVAILABLE)
		atomic_fetch_add(&crowd->busy, 1);
	else
		atomic_fetch_add(error.message == message_text(MSG_PHOTO_LATE) ? &crowd->late : &crowd->broken, 1);
	arena_free(arena);
	return NULL;
}

static void begin(struct crowd *crowd, struct photo_desk *desk, size_t count)
{
	*crowd = (struct crowd){ .desk = desk, .count = count };
	for (size_t i = 0; i < count; i++)
		assert_int_equal(pthread_create(&crowd->threads[i], NULL, ask, crowd), 0);
}

static void end(struct crowd *crowd)
{
	for (size_t i = 0; i < crowd->count; i++)
		pthread_join(crowd->threads[i], NULL);
	photo_desk_close(crowd->desk);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void wait_for(const _Atomic int *number, int wanted)
{
	const struct timespec step = { .tv_nsec = 10000000 };

	for (int i = 0; i < GENEROUS_MS / 10 && atomic_load(number) < wanted; i++)
		nanosleep(&step, NULL);
	assert_int_equal(atomic_load(number), wanted);
}

static void everybody_is_answered_in_time(void **state)
{
	static const char *const argv[] = { "/bin/sleep", "600", NULL };
	struct crowd crowd;
	int64_t began = clock_monotonic_ms();

	(void)state;
	begin(&crowd, open_desk(argv, 2500, 1000), CROWD);
	wait_for(&crowd.busy, CROWD - PHOTO_AT_ONCE - PHOTO_WAITING);
	end(&crowd);
	assert_true(clock_monotonic_ms() - began < GENEROUS_MS);
	assert_int_equal(crowd.late, PHOTO_AT_ONCE);
	assert_int_equal(crowd.busy, CROWD - PHOTO_AT_ONCE);
}

static void turns_are_passed_on(void **state)
{
	static const char *const argv[] = { "/bin/sh", "-c", "sleep 0.1; printf 'read 1\\nx'", NULL };
	struct crowd crowd;

	(void)state;
	begin(&crowd, open_desk(argv, LONG_MS, 0), PHOTO_AT_ONCE + PHOTO_WAITING);
	end(&crowd);
	assert_int_equal(crowd.ok, PHOTO_AT_ONCE + PHOTO_WAITING);
}

static void stopping_lets_everybody_go(void **state)
{
	static const char *const argv[] = { "/bin/sleep", "600", NULL };
	const struct timespec moment = { .tv_nsec = 200000000 };
	struct photo_desk *desk = open_desk(argv, LONG_MS, 0);
	struct crowd crowd;
	struct error error;
	const char *text;

	(void)state;
	begin(&crowd, desk, PHOTO_AT_ONCE + PHOTO_WAITING);
	nanosleep(&moment, NULL);
	int64_t began = clock_monotonic_ms();
	photo_desk_stop(desk);
	assert_int_equal(photo_desk_read(desk, NULL, "", 0, &text, &error), ERR_UNAVAILABLE);
	end(&crowd);
	assert_true(clock_monotonic_ms() - began < GENEROUS_MS);
	assert_int_equal(crowd.busy, PHOTO_AT_ONCE + PHOTO_WAITING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_reader_says_decides),
		cmocka_unit_test(everybody_is_answered_in_time),
		cmocka_unit_test(turns_are_passed_on),
		cmocka_unit_test(stopping_lets_everybody_go),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
