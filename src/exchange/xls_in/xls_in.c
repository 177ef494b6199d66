#include "exchange/xls_in/xls_in.h"

#include <limits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/process/child.h"
#include "base/process/turns.h"
#include "exchange/table_in/table_spool.h"
#include "exchange/xls_in/xls_child.h"

enum { PID_TEXT = 16 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct turns turns;
static bool opened;

static void open_turns(void)
{
	opened = turns_open(&turns, XLS_AT_ONCE, INT_MAX);
}

void xls_in_stop(void)
{
	pthread_once(&once, open_turns);
	if (opened)
		turns_stop(&turns);
}

static bool read_by_child(int descriptor, int spool, int64_t deadline, struct table_refusal *refusal)
{
	static const enum table_fault faults[] = { [CHILD_FAILED] = TABLE_UNAVAILABLE, [CHILD_BROKEN] = TABLE_BROKEN_BOOK,
		[CHILD_LATE] = TABLE_LARGE_TIME, [CHILD_STOPPED] = TABLE_UNAVAILABLE };
	char parent[PID_TEXT];
	const char *const argv[] = { "mau03", XLS_CHILD_WORD, parent, NULL };
	const struct child_task task = { .program = "/proc/self/exe", .argv = argv, .input_file = descriptor,
		.output_file = spool, .output_room = SPOOL_BYTES, .deadline = deadline, .stop = turns.stop };
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

	pthread_once(&once, open_turns);
	if (!opened || !turns_take(&turns, deadline))
		return table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
	bool read = read_by_child(descriptor, spool, deadline, refusal);
	turns_leave(&turns);
	return read;
}
