#include "exchange/xlsx_room.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/memory.h"

enum { PATH = 4096 };

static _Thread_local struct xlsx_room *used;
static pthread_mutex_t small_parts = PTHREAD_MUTEX_INITIALIZER;

struct stream {
	struct xlsx_room *room;
	FILE *file;
	int descriptor;
	bool alone;                     /* no other thread has one of these */
};

int xlsx_room_file(const char *folder)
{
	char path[PATH];
	int descriptor;

	if (snprintf(path, sizeof path, "%s/xlsx-XXXXXX", folder) >= (int)sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	descriptor = mkostemp(path, O_CLOEXEC);
	if (descriptor >= 0)
		unlink(path);
	return descriptor;
}

void xlsx_room_use(struct xlsx_room *room)
{
	used = room;
}

/* ---- a file as the library sees it ---- */

static void note(struct xlsx_room *room)
{
	if (room->failure == 0)
		room->failure = errno;
}

static ssize_t stream_read(void *of, char *data, size_t size)
{
	struct stream *stream = of;
	ssize_t got = read(stream->descriptor, data, size);

	if (got < 0)
		note(stream->room);
	return got;
}

static ssize_t stream_write(void *of, const char *data, size_t size)
{
	struct stream *stream = of;
	size_t done = 0;

	while (done < size) {
		ssize_t some = write(stream->descriptor, data + done, size - done);
		if (some < 0 && errno != EINTR) {
			note(stream->room);
			return 0;
		}
		if (some > 0)
			done += (size_t)some;
	}
	return (ssize_t)done;
}

static int stream_seek(void *of, off64_t *at, int whence)
{
	struct stream *stream = of;
	off64_t now = lseek64(stream->descriptor, *at, whence);

	if (now < 0)
		return -1;
	*at = now;
	return 0;
}

static int stream_close(void *of)
{
	struct stream *stream = of;

	if (stream->room->rows == stream->file)
		stream->room->rows = NULL;
	if (stream->alone)
		pthread_mutex_unlock(&small_parts);
	close(stream->descriptor);
	memory_free(stream);
	return 0;
}

static FILE *open_stream(struct xlsx_room *room)
{
	static const cookie_io_functions_t functions = { stream_read, stream_write, stream_seek, stream_close };
	struct stream *stream = memory_new(1, sizeof *stream);

	if (stream == NULL)
		return NULL;
	*stream = (struct stream){ .room = room, .descriptor = xlsx_room_file(room->folder) };
	if (stream->descriptor >= 0)
		stream->file = fopencookie(stream, "w+", functions);
	if (stream->file == NULL) {
		if (stream->descriptor >= 0)
			close(stream->descriptor);
		memory_free(stream);
		return NULL;
	}
	stream->alone = room->begun && room->rows == NULL;
	if (stream->alone)
		pthread_mutex_lock(&small_parts);
	return stream->file;
}

FILE *lxw_tmpfile(char *folder)
{
	struct xlsx_room *room = used;

	(void)folder;
	if (room == NULL)
		return NULL;
	errno = ENOMEM;
	FILE *file = open_stream(room);
	if (file == NULL)
		note(room);
	if (!room->begun)
		room->rows = file;
	room->begun = true;
	return file;
}
