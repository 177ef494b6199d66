/* photo PROGRAM PICTURE: medians in microseconds as JSON. us_inside: the picture read in here; us_child: read by a child; us_begun: a child
 * that is given nothing; us_begun_large: the same from a process with 256 MB of memory in use. */
#include <signal.h>
#include <unistd.h>

#include "base/process/child.h"
#include "base/clock.h"
#include "base/memory.h"
#include "exchange/photo_answer.h"
#include "exchange/photo_child.h"
#include "exchange/photo_desk.h"

enum { TIMES = 41, LARGE = 256 << 20 };

static const char *program;
static char picture[PHOTO_BYTES];
static size_t picture_size;

static void must(bool held, const char *what)
{
	if (!held) {
		fprintf(stderr, "photo: %s\n", what);
		exit(1);
	}
}

static void read_inside(void)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	const char *text;

	must(photo_decode(arena, picture, picture_size, &text) == PHOTO_READ, "no code in the picture");
	arena_free(arena);
}

static void ask_child(size_t size, const char *wanted)
{
	char parent[16], output[PHOTO_ANSWER_MAX];
	const char *const argv[] = { "mau03", PHOTO_CHILD_WORD, parent, NULL };
	const struct child_task task = { program, argv, picture, size, output, sizeof output, clock_monotonic_ms() + PHOTO_MS, -1, 0, 0 };
	size_t said;

	snprintf(parent, sizeof parent, "%ld", (long)getpid());
	must(child_run(&task, &said) == CHILD_DONE && strncmp(output, wanted, strlen(wanted)) == 0, "the child did not do its work");
}

static void read_by_child(void)
{
	ask_child(picture_size, "read ");
}

static void begin_child(void)
{
	ask_child(0, "broken");
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static long long median_of(void (*work)(void))
{
	int64_t took[TIMES];

	for (int i = 0; i < TIMES; i++) {
		int64_t began = clock_monotonic_us();
		work();
		took[i] = clock_monotonic_us() - began;
	}
	qsort(took, TIMES, sizeof took[0], by_size);
	return took[TIMES / 2];
}

int main(int argc, char **argv)
{
	FILE *file = argc == 3 ? fopen(argv[2], "re") : NULL;

	must(file != NULL, "photo PROGRAM PICTURE");
	program = argv[1];
	picture_size = fread(picture, 1, sizeof picture, file);
	fclose(file);
	signal(SIGPIPE, SIG_IGN);
	long long inside = median_of(read_inside), child = median_of(read_by_child), begun = median_of(begin_child);
	char *memory = memory_new(1, LARGE);
	must(memory != NULL, "no memory");
	memset(memory, 1, LARGE);
	printf("{\"us_inside\":%lld,\"us_child\":%lld,\"us_begun\":%lld,\"us_begun_large\":%lld}\n", inside, child, begun, median_of(begin_child));
	memory_free(memory);
	return 0;
}
