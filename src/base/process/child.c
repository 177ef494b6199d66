#include "base/process/child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process/build.h"
#include "base/clock.h"
#include "base/memory.h"

enum { STDERR = 2, FIRST_OTHER = 3, PIECE = 64 << 10 };

/* One child while it lives; a descriptor that is closed is -1. */
struct talk {
	const struct child_task *task;
	pid_t pid;
	int process;                    /* readable when it has ended */
	int in, out;                    /* our ends */
	size_t sent, received;
	bool unwritten;                 /* what it said cannot be written to its file */
};

/* ---- starting ---- */

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Nothing, but for the sanitizers. kept has room for as many as there are names, and NULL. */
static void choose_environment(char **kept)
{
	static const char *const names[] = { "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "TSAN_OPTIONS=" };
	size_t count = 0;

	for (char **one = environ; BUILD_SANITIZED && one != NULL && *one != NULL; one++) {
		for (size_t i = 0; i < COUNT(names) && count < COUNT(names); i++) {
			if (strncmp(*one, names[i], strlen(names[i])) == 0)
				kept[count++] = *one;
		}
	}
	kept[count] = NULL;
}

static void choose_descriptors(posix_spawn_file_actions_t *actions, int in, int out)
{
	posix_spawn_file_actions_init(actions);
	posix_spawn_file_actions_adddup2(actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(actions, out, STDOUT_FILENO);
	if (!BUILD_SANITIZED)
		posix_spawn_file_actions_addopen(actions, STDERR, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addclosefrom_np(actions, FIRST_OTHER);
}

static void choose_signals(posix_spawnattr_t *attributes)
{
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(attributes);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &all);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static bool spawn(const struct child_task *task, int in, int out, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	char *environment[4];

	choose_environment(environment);
	choose_descriptors(&actions, in, out);
	choose_signals(&attributes);
	int failed = posix_spawn(pid, task->program, &actions, &attributes, (char *const *)(uintptr_t)task->argv,
	                         environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return failed == 0;
}

static bool start(struct talk *talk)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 };
	int file = talk->task->input_file;
	bool started = (file != 0 || pipe2(in, O_CLOEXEC) == 0) && pipe2(out, O_CLOEXEC) == 0 &&
	               spawn(talk->task, file != 0 ? file : in[0], out[1], &talk->pid);

	shut(&in[0]);
	shut(&out[1]);
	talk->in = in[1];
	talk->out = out[0];
	talk->process = started ? pidfd_open(talk->pid, 0) : -1;
	if (talk->in >= 0)
		fcntl(talk->in, F_SETFL, O_NONBLOCK);
	return started;
}

/* ---- while it runs ---- */

static void feed(struct talk *talk)
{
	const struct child_task *task = talk->task;
	ssize_t count = write(talk->in, task->input + talk->sent, task->input_size - talk->sent);

	if (count > 0)
		talk->sent += (size_t)count;
	if (talk->sent == task->input_size || (count < 0 && errno != EAGAIN && errno != EINTR))
		shut(&talk->in);
}

static bool write_all(int file, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t some = write(file, data, size);
		if (some < 0 && errno != EINTR)
			return false;
		data += some > 0 ? some : 0;
		size -= some > 0 ? (size_t)some : 0;
	}
	return true;
}

/* As take(), into a file; false also when that takes nothing. */
static bool take_to_file(struct talk *talk)
{
	char data[PIECE];
	ssize_t count = read(talk->out, data, sizeof data);

	if (count == 0)
		shut(&talk->out);
	if (count <= 0)
		return true;
	talk->received += (size_t)count;
	if (talk->received > talk->task->output_room)
		return false;
	talk->unwritten = !write_all(talk->task->output_file, data, (size_t)count);
	return !talk->unwritten;
}

/* False when it says more than there is room for. */
static bool take(struct talk *talk)
{
	const struct child_task *task = talk->task;

	if (task->output_file != 0)
		return take_to_file(talk);
	size_t room = task->output_room - talk->received;
	char more;
	ssize_t count = room > 0 ? read(talk->out, task->output + talk->received, room) : read(talk->out, &more, 1);

	if (count == 0)
		shut(&talk->out);
	if (count <= 0)
		return true;
	talk->received += room > 0 ? (size_t)count : 0;
	return room > 0;
}

static enum child_end talk_to(struct talk *talk)
{
	enum { STOP, OUT, IN };

	for (;;) {
		bool silent = talk->out < 0;
		struct pollfd polled[] = { [STOP] = { talk->task->stop, POLLIN, 0 },
			[OUT] = { silent ? talk->process : talk->out, POLLIN, 0 },
		                           [IN] = { talk->in, POLLOUT, 0 } };
		int64_t left = talk->task->deadline - clock_monotonic_ms();
		if (left <= 0)
			return CHILD_LATE;
		if (poll(polled, COUNT(polled), left > INT_MAX ? INT_MAX : (int)left) < 0)
			continue;
		if (polled[STOP].revents != 0)
			return CHILD_STOPPED;
		if (polled[IN].revents != 0)
			feed(talk);
		if (polled[OUT].revents != 0 && silent)
			return CHILD_DONE;
		if (polled[OUT].revents != 0 && !take(talk))
			return talk->unwritten ? CHILD_FAILED : CHILD_BROKEN;
	}
}

/* ---- its end ---- */

static enum child_end end(struct talk *talk, enum child_end how)
{
	int status = 0;

	kill(talk->pid, SIGKILL);
	while (waitpid(talk->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (how != CHILD_DONE)
		return how;
	if (WIFSIGNALED(status))
		return CHILD_BROKEN;
	return WEXITSTATUS(status) == 0 ? CHILD_DONE : CHILD_FAILED;
}

enum child_end child_run(const struct child_task *task, size_t *size)
{
	struct talk talk = { .task = task };
	enum child_end how = CHILD_FAILED;

	if (start(&talk))
		how = end(&talk, talk.process < 0 ? CHILD_FAILED : talk_to(&talk));
	shut(&talk.process);
	shut(&talk.in);
	shut(&talk.out);
	*size = talk.received;
	return how;
}

const char *child_end_name(enum child_end end)
{
	static const char *const names[] = { [CHILD_DONE] = "done", [CHILD_FAILED] = "failed", [CHILD_BROKEN] = "broken",
		[CHILD_LATE] = "late",
	                                     [CHILD_STOPPED] = "stopped" };

	return names[end];
}
