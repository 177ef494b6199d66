#include "exchange/photo_desk.h"

#include <unistd.h>

#include "base/process/child.h"
#include "base/process/turns.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "exchange/photo_answer.h"
#include "exchange/photo_child.h"
#include "text/messages.h"

enum { PID_TEXT = 16 };

struct photo_desk {
	struct turns turns;
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

	if (desk == NULL || !turns_open(&desk->turns, PHOTO_AT_ONCE, PHOTO_WAITING)) {
		memory_free(desk);
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "nothing to read pictures with");
		return NULL;
	}
	if (reader == NULL)
		read_with_this_program(desk);
	else
		desk->reader = *reader;
	return desk;
}

void photo_desk_stop(struct photo_desk *desk)
{
	if (desk != NULL)
		turns_stop(&desk->turns);
}

void photo_desk_close(struct photo_desk *desk)
{
	if (desk == NULL)
		return;
	turns_close(&desk->turns);
	memory_free(desk);
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
	task->stop = desk->turns.stop;
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
	if (!turns_take(&desk->turns, task.deadline - desk->reader.least_ms))
		return refuse(error, ERR_UNAVAILABLE, MSG_PHOTO_BUSY, "too many wait, or it stops");
	enum err err = read_now(desk, arena, &task, text, error);
	turns_leave(&desk->turns);
	return err;
}
