#include "exchange/xls_in/xls_in.h"

#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/process/child.h"
#include "exchange/table_in/table_spool.h"
#include "exchange/xls_in/xls_child.h"

enum { PID_TEXT = 16 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t left = PTHREAD_COND_INITIALIZER;
static int reading;
static bool stopping;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int stop;                                /* an eventfd, readable when stopping; -1: there could be none */

static void make_stop(void)
{
	stop = eventfd(0, EFD_CLOEXEC);
}

void xls_in_stop(void)
{
	pthread_once(&once, make_stop);
	pthread_mutex_lock(&lock);
	stopping = true;
	pthread_cond_broadcast(&left);
	pthread_mutex_unlock(&lock);
	eventfd_write(stop, 1);
}

static bool take_turn(int64_t latest)
{
	const struct timespec until = { .tv_sec = latest / 1000, .tv_nsec = latest % 1000 * 1000000 };
	bool timely = true;

	pthread_mutex_lock(&lock);
	while (timely && !stopping && reading == XLS_AT_ONCE)
		timely = pthread_cond_clockwait(&left, &lock, CLOCK_MONOTONIC, &until) == 0;
	bool mine = !stopping && reading < XLS_AT_ONCE;
	reading += mine;
	pthread_mutex_unlock(&lock);
	return mine;
}

static void leave(void)
{
	pthread_mutex_lock(&lock);
	reading--;
	pthread_cond_signal(&left);
	pthread_mutex_unlock(&lock);
}

static bool read_by_child(int descriptor, int spool, int64_t deadline, struct table_refusal *refusal)
{
	static const enum table_fault faults[] = { [CHILD_FAILED] = TABLE_UNAVAILABLE, [CHILD_BROKEN] = TABLE_BROKEN_BOOK,
		[CHILD_LATE] = TABLE_LARGE_TIME, [CHILD_STOPPED] = TABLE_UNAVAILABLE };
	char parent[PID_TEXT];
	const char *const argv[] = { "mau03", XLS_CHILD_WORD, parent, NULL };
	const struct child_task task = { .program = "/proc/self/exe", .argv = argv, .input_file = descriptor,
		.output_file = spool, .output_room = SPOOL_BYTES, .deadline = deadline, .stop = stop };
	size_t size;

	snprintf(parent, sizeof parent, "%ld", (long)getpid());
	enum child_end end = child_run(&task, &size);
	if (end == CHILD_DONE)
		return true;
	log_line(LOG_INFO, "the child that read an old workbook: %s", child_end_name(end));
	return table_refuse(refusal, faults[end], NULL, 0);
}

bool xls_in_read(int descriptor, int spool, struct table_refusal *refusal)
{
	int64_t deadline = clock_monotonic_ms() + XLS_MS;

	pthread_once(&once, make_stop);
	if (!take_turn(deadline))
		return table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
	bool read = read_by_child(descriptor, spool, deadline, refusal);
	leave();
	return read;
}
