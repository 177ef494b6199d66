/* A child that does as it should, and children that do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process/child.h"
#include "base/clock.h"
#include "base/memory.h"

enum { ROOM = 1 << 20, LONG_MS = 60000, SHORT_MS = 300 };

static char input[ROOM], output[ROOM + 1];

static struct child_task task_of(const char *const *argv)
{
	return (struct child_task){ .program = argv[0], .argv = argv, .output = output, .output_room = ROOM, .stop = -1,
	                            .deadline = clock_monotonic_ms() + LONG_MS };
}

/* A script of the shell; what it said stands in output, ending in NUL. */
static enum child_end run_script(const char *script)
{
	const char *const argv[] = { "/bin/sh", "-c", script, NULL };
	const struct child_task task = task_of(argv);
	size_t size;
	enum child_end end = child_run(&task, &size);

	output[size] = '\0';
	return end;
}

static size_t open_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	size_t count = 0;

	while (readdir(folder) != NULL)
		count++;
	closedir(folder);
	return count;
}

static void what_is_sent_comes_back(void **state)
{
	static const char *const argv[] = { "/bin/cat", NULL };
	static const size_t sizes[] = { 0, 1, 70000, ROOM };
	size_t size;

	(void)state;
	for (size_t i = 0; i < ROOM; i++)
		input[i] = (char)(i * 7 + i / 251);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct child_task task = task_of(argv);
		task.input = input;
		task.input_size = sizes[i];
		memset(output, 0, ROOM);
		assert_int_equal(child_run(&task, &size), CHILD_DONE);
		assert_int_equal(size, sizes[i]);
		assert_memory_equal(output, input, size);
	}
}

/* A file is its stdin, and another gets what it says. */
static void files_in_the_place_of_memory(void **state)
{
	static const char *const argv[] = { "/bin/cat", NULL };
	struct child_task task = task_of(argv);
	size_t size;
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC), descriptors = (int)open_descriptors();

	(void)state;
	task.input_file = memfd_create("in", MFD_CLOEXEC);
	task.output_file = memfd_create("out", MFD_CLOEXEC);
	assert_int_equal(write(task.input_file, input, ROOM), ROOM);
	lseek(task.input_file, 0, SEEK_SET);
	assert_int_equal(child_run(&task, &size), CHILD_DONE);
	assert_int_equal(size, ROOM);
	assert_int_equal(pread(task.output_file, output, ROOM, 0), ROOM);
	assert_memory_equal(output, input, ROOM);
	lseek(task.input_file, 0, SEEK_SET);
	task.output_room = ROOM - 1;
	assert_int_equal(child_run(&task, &size), CHILD_BROKEN);
	lseek(task.input_file, 0, SEEK_SET);
	close(task.output_file);
	task.output_file = full;
	assert_int_equal(child_run(&task, &size), CHILD_FAILED);
	close(task.input_file);
	assert_int_equal(open_descriptors(), descriptors);
	close(full);
}

static void what_is_not_read_is_not_waited_for(void **state)
{
	static const char *const argv[] = { "/bin/true", NULL };
	struct child_task task = task_of(argv);
	size_t size;

	(void)state;
	task.input = input;
	task.input_size = ROOM;
	assert_int_equal(child_run(&task, &size), CHILD_DONE);
	assert_int_equal(size, 0);
}

static void ends_are_told_apart(void **state)
{
	static const struct { const char *why, *script; enum child_end end; } rows[] = {
		{ "as much as there is room for", "exec head -c 1048576 /dev/zero", CHILD_DONE },
		{ "a byte more", "exec head -c 1048577 /dev/zero", CHILD_BROKEN },
		{ "a flood", "exec yes", CHILD_BROKEN },
		{ "killed", "kill -9 $$", CHILD_BROKEN },
		{ "killed after its answer", "echo done; kill -11 $$", CHILD_BROKEN },
		{ "a status", "echo done; exit 3", CHILD_FAILED },
		{ "its stdin closed", "exec <&-; echo done", CHILD_DONE },
	};
	static const char *const missing[] = { "/nonexistent", NULL };
	const struct child_task task = task_of(missing);
	size_t size;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum child_end end = run_script(rows[i].script);
		if (end != rows[i].end)
			fail_msg("%s: %s", rows[i].why, child_end_name(end));
	}
	assert_int_equal(child_run(&task, &size), CHILD_FAILED);
}

/* Whether it only sleeps or also says that it has said all. */
static void who_does_not_end_is_ended(void **state)
{
	static const char *const sleeps[] = { "/bin/sleep", "600", NULL }, *const closed[] = { "/bin/sh", "-c", "exec >&- sleep 600", NULL };
	const char *const *const argvs[] = { sleeps, closed };
	size_t size;

	(void)state;
	for (size_t i = 0; i < COUNT(argvs); i++) {
		struct child_task task = task_of(argvs[i]);
		task.input = input;
		task.input_size = ROOM;
		task.deadline = clock_monotonic_ms() + SHORT_MS;
		assert_int_equal(child_run(&task, &size), CHILD_LATE);
		task.deadline = clock_monotonic_ms() + LONG_MS;
		task.stop = eventfd(1, EFD_CLOEXEC);
		assert_int_equal(child_run(&task, &size), CHILD_STOPPED);
		close(task.stop);
	}
}

static void nothing_of_ours_goes_with_it(void **state)
{
	sigset_t all, before;

	(void)state;
	setenv("MAU03_SECRET", "x", 1);
	assert_int_equal(run_script("env"), CHILD_DONE);
	assert_null(strstr(output, "MAU03_SECRET"));
	assert_int_equal(dup2(STDIN_FILENO, 9), 9);
	assert_int_equal(run_script("test -e /proc/self/fd/9 && echo open; test -e /proc/self/fd/1 && echo stdout"), CHILD_DONE);
	assert_string_equal(output, "stdout\n");
	close(9);
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	/* Signals 32 and 33 are the C library's own, which ignores them there. */
	assert_int_equal(run_script("grep -cE '^(SigBlk:.0{16}|SigIgn:.0{7}[01][08]0{7})$' /proc/self/status"), CHILD_DONE);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	assert_string_equal(output, "2\n");
}

static void nothing_of_it_is_left(void **state)
{
	size_t before = open_descriptors();

	(void)state;
	ends_are_told_apart(state);
	who_does_not_end_is_ended(state);
	assert_int_equal(open_descriptors(), before);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_sent_comes_back),
		cmocka_unit_test(files_in_the_place_of_memory),
		cmocka_unit_test(what_is_not_read_is_not_waited_for),
		cmocka_unit_test(ends_are_told_apart),
		cmocka_unit_test(who_does_not_end_is_ended),
		cmocka_unit_test(nothing_of_ours_goes_with_it),
		cmocka_unit_test(nothing_of_it_is_left),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
