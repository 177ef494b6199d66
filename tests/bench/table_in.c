/* table_in FILE FOLDER: a file is read as a table, checked and row by row; how many cells, how long, how much memory. */
#include <fcntl.h>
#include <sys/resource.h>
#include <time.h>

#include "exchange/table_in/table_in.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	double began = now();
	struct table_refusal refusal;
	struct table_in *in = argc < 3 ? NULL : table_in_open(open(argv[1], O_RDONLY | O_CLOEXEC), argv[2], &refusal);
	double opened = now() - began;
	struct table_in_row row;
	struct rusage usage;
	long rows = 0, cells = 0;

	if (in == NULL) {
		fprintf(stderr, "table_in: %s is not read\n", argc < 3 ? "nothing" : table_fault_name(refusal.fault));
		return 1;
	}
	for (; table_in_next(in, &row) == TABLE_IN_ROW; rows++)
		for (size_t i = 0; i < row.count; i++)
			cells += row.cells[i].kind != TABLE_IN_EMPTY;
	table_in_close(in);
	getrusage(RUSAGE_SELF, &usage);
	printf("{\"s\":%.4f,\"check\":%.4f,\"kb\":%ld,\"rows\":%ld,\"cells\":%ld}\n", now() - began, opened, usage.ru_maxrss, rows, cells);
	return 0;
}
