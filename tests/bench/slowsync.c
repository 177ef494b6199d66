/* Preloaded into a program: every fsync and fdatasync takes SYNC_US microseconds longer, as on a disk that really flushes; and the
 * SYNC_FAIL-th of them from the start fails with EIO, once (SYNC_FAIL_FILE exists: the next ones while it does). With SYNC_PASS each waits until
 * there is a file of that name, and takes it away. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static long number(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? 0 : atol(text);
}

static int is_to_fail(void)
{
	static _Atomic long done;
	const char *file = getenv("SYNC_FAIL_FILE");

	return atomic_fetch_add(&done, 1) + 1 == number("SYNC_FAIL") || (file != NULL && access(file, F_OK) == 0);
}

static void wait_for_pass(const char *file)
{
	const struct timespec pause = { 0, 1000000 };

	while (file != NULL && unlink(file) != 0)
		nanosleep(&pause, NULL);
}

static int sync_slowly(int (*real)(int), int fd)
{
	long us = number("SYNC_US");
	const struct timespec pause = { us / 1000000, us % 1000000 * 1000 };

	if (us > 0)
		nanosleep(&pause, NULL);
	wait_for_pass(getenv("SYNC_PASS"));
	if (is_to_fail()) {
		errno = EIO;
		return -1;
	}
	return real(fd);
}

int fsync(int fd)
{
	return sync_slowly((int (*)(int))dlsym(RTLD_NEXT, "fsync"), fd);
}

int fdatasync(int fd)
{
	return sync_slowly((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"), fd);
}
