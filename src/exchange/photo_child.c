#include "exchange/photo_child.h"

#include <unistd.h>

#include "base/process/confine.h"
#include "base/memory.h"
#include "exchange/photo_answer.h"

enum { CPU_SECONDS = 5, TEXT_ROOM = 16 << 20 };
#define MEMORY \
	((size_t)224 << 20) /* the most that a good picture needs is 150 MB, of which the mapped libraries are 60 */

/* All of stdin, or one byte more than a picture may have. */
static size_t read_all(char *data, size_t room)
{
	size_t size = 0;
	ssize_t count;

	while ((count = read(STDIN_FILENO, data + size, room - size)) > 0)
		size += (size_t)count;
	return size;
}

static bool write_all(const char *data, size_t size)
{
	while (size > 0) {
		ssize_t count = write(STDOUT_FILENO, data, size);
		if (count <= 0)
			return false;
		data += count;
		size -= (size_t)count;
	}
	return true;
}

static bool answer(struct arena *arena, char *data)
{
	char out[PHOTO_ANSWER_MAX];
	struct photo_answer said = { .outcome = PHOTO_TOO_BIG };
	size_t size = read_all(data, PHOTO_BYTES + 1);

	if (size <= PHOTO_BYTES)
		said.outcome = photo_decode(arena, data, size, &said.text);
	return write_all(out, photo_answer_write(&said, out));
}

int photo_child(const char *parent)
{
	const struct confinement wanted = { .parent = (pid_t)strtol(parent, NULL, 10), .cpu_seconds = CPU_SECONDS,
		.memory = MEMORY };

	if (!confine_self(&wanted))
		return EXIT_FAILURE;
	struct arena *arena = arena_new(TEXT_ROOM);
	char *data = memory_new(PHOTO_BYTES + 1, 1);
	bool answered = arena != NULL && data != NULL && answer(arena, data);
	memory_free(data);
	arena_free(arena);
	return answered ? EXIT_SUCCESS : EXIT_FAILURE;
}
