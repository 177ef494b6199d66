#include "exchange/photo_desk.h"

#include <pthread.h>
#include <stdbool.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/process/child.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "exchange/photo_answer.h"
#include "exchange/photo_child.h"
#include "text/messages.h"

enum { PID_TEXT = 16 };

struct photo_desk {
	pthread_mutex_t lock;
	pthread_cond_t left;            /* by CLOCK_MONOTONIC */
	int reading, waiting;
	bool stopping;
	int stop;                       /* an eventfd, readable when stopping */
	struct photo_reader reader;
	char parent[PID_TEXT];
	const char *argv[4];
};

/* ---- opening and closing ---- */

static void read_with_this_program(struct photo_desk *desk)
{
	const char *const argv[] = { "mau03", PHOTO_CHILD_WORD, desk->parent, NULL };

	snprintf(desk->parent, sizeof desk->parent, "%ld", (long)getpid());
	memcpy(desk->argv, argv, sizeof argv);
	desk->reader = (struct photo_reader){ "/proc/self/exe", desk->argv, PHOTO_MS, PHOTO_LEAST_MS };
}

struct photo_desk *photo_desk_open(const struct photo_reader *reader, struct error *error)
{
	struct photo_desk *desk = memory_new(1, sizeof *desk);
	pthread_condattr_t monotonic;

	if (desk != NULL)
		desk->stop = eventfd(0, EFD_CLOEXEC);
	if (desk == NULL || desk->stop < 0) {
		memory_free(desk);
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "nothing to read pictures with");
		return NULL;
	}
	if (reader == NULL)
		read_with_this_program(desk);
	else
		desk->reader = *reader;
	pthread_mutex_init(&desk->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&desk->left, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return desk;
}

void photo_desk_stop(struct photo_desk *desk)
{
	if (desk == NULL)
		return;
	pthread_mutex_lock(&desk->lock);
	desk->stopping = true;
	pthread_cond_broadcast(&desk->left);
	pthread_mutex_unlock(&desk->lock);
	eventfd_write(desk->stop, 1);
}

void photo_desk_close(struct photo_desk *desk)
{
	if (desk == NULL)
		return;
	pthread_cond_destroy(&desk->left);
	pthread_mutex_destroy(&desk->lock);
	close(desk->stop);
	memory_free(desk);
}

/* ---- turns ---- */

/* False when the time came first. */
static bool wait_until(struct photo_desk *desk, int64_t ms)
{
	const struct timespec until = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	return pthread_cond_timedwait(&desk->left, &desk->lock, &until) == 0;
}

/* Whether it is our turn, at the latest then. */
static bool take_turn(struct photo_desk *desk, int64_t latest)
{
	bool timely = true;

	pthread_mutex_lock(&desk->lock);
	if (desk->reading == PHOTO_AT_ONCE && desk->waiting == PHOTO_WAITING)
		timely = false;
	desk->waiting++;
	while (timely && !desk->stopping && desk->reading == PHOTO_AT_ONCE)
		timely = wait_until(desk, latest);
	desk->waiting--;
	bool mine = !desk->stopping && desk->reading < PHOTO_AT_ONCE;
	if (mine)
		desk->reading++;
	else
		pthread_cond_signal(&desk->left);       /* a turn offered to us is another's */
	pthread_mutex_unlock(&desk->lock);
	return mine;
}

static void leave(struct photo_desk *desk)
{
	pthread_mutex_lock(&desk->lock);
	desk->reading--;
	pthread_cond_signal(&desk->left);
	pthread_mutex_unlock(&desk->lock);
}

/* ---- reading ---- */

static enum err refuse(struct error *error, enum err code, enum message message, const char *detail)
{
	return error_set(error, code, message_text(message), "picture: %s", detail);
}

static enum err believe(struct arena *arena, const char *said, size_t size, const char **text, struct error *error)
{
	static const enum message sentences[] = { [PHOTO_NO_CODE] = MSG_PHOTO_NO_CODE, [PHOTO_TOO_BIG] = MSG_PHOTO_TOO_BIG,
	                                          [PHOTO_BROKEN] = MSG_PHOTO_BROKEN };
	struct photo_answer answer;

	if (!photo_answer_read(arena, said, size, &answer))
		return refuse(error, ERR_UNPROCESSABLE, MSG_PHOTO_BROKEN, "the child talks nonsense");
	*text = answer.text;
	return answer.outcome == PHOTO_READ ? ERR_OK
	                                    : refuse(error, ERR_UNPROCESSABLE, sentences[answer.outcome], "no code");
}

static enum err read_now(struct photo_desk *desk, struct arena *arena, struct child_task *task, const char **text,
                         struct error *error)
{
	static const struct { enum err code; enum message message; } ends[] = {
		[CHILD_FAILED] = { ERR_UNAVAILABLE, MSG_PHOTO_FAILED }, [CHILD_BROKEN] = { ERR_UNPROCESSABLE,
			MSG_PHOTO_BROKEN },
		[CHILD_LATE] = { ERR_UNPROCESSABLE, MSG_PHOTO_LATE }, [CHILD_STOPPED] = { ERR_UNAVAILABLE, MSG_PHOTO_BUSY },
	};
	size_t size;

	task->program = desk->reader.program;
	task->argv = desk->reader.argv;
	task->output_room = PHOTO_ANSWER_MAX;
	task->output = arena_alloc(arena, task->output_room);
	task->stop = desk->stop;
	enum child_end end = child_run(task, &size);
	if (end == CHILD_DONE)
		return believe(arena, task->output, size, text, error);
	log_line(end == CHILD_FAILED ? LOG_ERROR : LOG_INFO, "the child that read a picture of %zu bytes: %s",
	         task->input_size, child_end_name(end));
	return refuse(error, ends[end].code, ends[end].message, child_end_name(end));
}

enum err photo_desk_read(struct photo_desk *desk, struct arena *arena, const char *data, size_t size, const char **text,
                         struct error *error)
{
	struct child_task task = { .input = data, .input_size = size, .deadline = clock_monotonic_ms() + desk->reader.ms };

	*text = NULL;
	if (!take_turn(desk, task.deadline - desk->reader.least_ms))
		return refuse(error, ERR_UNAVAILABLE, MSG_PHOTO_BUSY, "too many wait, or it stops");
	enum err err = read_now(desk, arena, &task, text, error);
	leave(desk);
	return err;
}
