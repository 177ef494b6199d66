#include "exchange/xls_in/xls_child.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process/confine.h"
#include "exchange/xls_in/xls_read.h"

enum { CPU_SECONDS = 20 };
/* The file and the stream in it, 200 MB each at most, and what is kept of them. */
#define MEMORY ((size_t)768 << 20)

static bool read_mapped(const uint8_t *data, size_t size, struct table_refusal *refusal)
{
	struct spool_writer *writer = spool_writer_new(STDOUT_FILENO, refusal);
	bool read = writer != NULL && xls_read(data, size, writer, refusal) && spool_end(writer);

	spool_writer_free(writer);
	return read;
}

int xls_child(const char *parent)
{
	const struct confinement wanted = { .parent = (pid_t)strtol(parent, NULL, 10), .cpu_seconds = CPU_SECONDS,
		.memory = MEMORY };
	struct table_refusal refusal = { .fault = TABLE_FINE };
	struct stat status;

	if (!confine_self(&wanted) || fstat(STDIN_FILENO, &status) != 0 || status.st_size <= 0)
		return EXIT_FAILURE;
	size_t size = (size_t)status.st_size;
	void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
	if (data == MAP_FAILED)
		return EXIT_FAILURE;
	bool told = read_mapped(data, size, &refusal) || spool_tell(STDOUT_FILENO, &refusal);
	munmap(data, size);
	return told ? EXIT_SUCCESS : EXIT_FAILURE;
}
