/* Work done by another process, so that it can be limited and ended: bytes to its stdin, bytes from its stdout, until
 * a deadline.
 *
 * The process begins with default signal handlers, no blocked signals, no descriptors but these two and its stderr,
 * and no environment; in a build with sanitizers it keeps their options, and their reports reach our stderr, which
 * else is not its. Memory of ours is not copied (posix_spawn). Whatever happens, it is dead and waited for when
 * child_run() returns. Nobody else may wait for it, and SIGPIPE must be ignored. For any thread. */
#ifndef BASE_PROCESS_CHILD_H
#define BASE_PROCESS_CHILD_H

#include <stddef.h>
#include <stdint.h>

enum child_end {
	CHILD_DONE,                     /* it ended by itself with status 0 */
	CHILD_FAILED,                   /* with another one, or it could not be started, or output_file takes nothing */
	CHILD_BROKEN,                   /* by a signal that was not ours, or it said too much and was killed */
	CHILD_LATE,                     /* killed at the deadline */
	CHILD_STOPPED                   /* killed because `stop` became readable */
};

struct child_task {
	const char *program;            /* the path of the file */
	const char *const *argv;        /* ends in NULL */
	const char *input;
	size_t input_size;              /* it need not read all of it */
	char *output;
	size_t output_room;
	int64_t deadline;               /* as clock_monotonic_ms() */
	int stop;                       /* a descriptor, or -1 */
	int input_file;                 /* not 0: a file that is its stdin, instead of input; it stays the caller's */
	int output_file;                /* not 0: where its output goes, at most output_room bytes, instead of output */
};

/* *size: how much of output is filled. */
enum child_end child_run(const struct child_task *task, size_t *size);

/* "done", "failed", …: for the log. */
const char *child_end_name(enum child_end end);

#endif
