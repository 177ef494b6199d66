/* What a process that confined itself may no longer do; each in a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process/build.h"
#include "base/process/confine.h"
#include "base/memory.h"

enum { CPU = 7, WELL = 42 };
#define MEMORY ((size_t)1 << 30)

/* How a process ends that confines itself and then does that. */
static int status_after(void (*then)(void))
{
	const struct confinement wanted = { .parent = getpid(), .cpu_seconds = CPU, .memory = MEMORY };
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		if (!confine_self(&wanted))
			_exit(1);
		then();
		_exit(WELL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static bool is_limited(int what, rlim_t most)
{
	struct rlimit limit;

	return getrlimit((__rlimit_resource_t)what, &limit) == 0 && limit.rlim_cur == most && limit.rlim_max == most;
}

static void look_at_limits(void)
{
	if (!is_limited(RLIMIT_CPU, CPU) || is_limited(RLIMIT_FSIZE, 0) == BUILD_COUNTED || !is_limited(RLIMIT_CORE, 0) || !is_limited(RLIMIT_NOFILE, 16))
		_exit(2);
	if (is_limited(RLIMIT_AS, MEMORY) == BUILD_SANITIZED || is_limited(RLIMIT_NPROC, 0) == BUILD_SANITIZED)
		_exit(3);
	if (prctl(PR_GET_DUMPABLE) != 0 || prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		_exit(4);
}

static void the_limits_hold(void **state)
{
	int status = status_after(look_at_limits);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), WELL);
}

static void write_a_file(void)
{
	FILE *file = tmpfile();

	if (file != NULL && fputc('x', file) != EOF)
		fflush(file);
}

static void no_file_is_written(void **state)
{
	(void)state;
	if (BUILD_COUNTED)
		skip();
	int status = status_after(write_a_file);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGXFSZ);
}

static void the_wrong_parent_is_noticed(void **state)
{
	const struct confinement wanted = { .parent = getpid() + 1, .cpu_seconds = CPU, .memory = MEMORY };
	int status;
	pid_t child = fork();

	(void)state;
	if (child == 0)
		_exit(confine_self(&wanted) ? 1 : WELL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), WELL);
}

/* The pipe is at its end when the last who could write is gone. */
static void it_dies_with_its_parent(void **state)
{
	int ready[2], status;
	char byte;

	(void)state;
	assert_int_equal(pipe(ready), 0);
	pid_t parent = fork();
	if (parent == 0) {
		const struct confinement wanted = { .parent = getpid(), .cpu_seconds = CPU, .memory = MEMORY };
		if (fork() == 0 && confine_self(&wanted) && write(ready[1], "x", 1) != 1)
			_exit(1);
		close(ready[0]);
		pause();
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	kill(parent, SIGKILL);
	assert_int_equal(waitpid(parent, &status, 0), parent);
	assert_int_equal(read(ready[0], &byte, 1), 0);
	close(ready[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_limits_hold),
		cmocka_unit_test(no_file_is_written),
		cmocka_unit_test(the_wrong_parent_is_noticed),
		cmocka_unit_test(it_dies_with_its_parent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
