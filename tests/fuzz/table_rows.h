/* What every table keeps to, whatever bytes it came from. */
#ifndef FUZZ_TABLE_ROWS_H
#define FUZZ_TABLE_ROWS_H

#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "exchange/table_in/table_spool.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void demand(bool held)
{
	if (!held)
		abort();
}

static inline void look_at_row(const struct table_in_sheet *sheet, const struct table_in_row *row, int64_t before)
{
	bool any = false;

	demand(row->number > before && row->number <= sheet->last_row && row->count > 0 && row->count <= sheet->columns);
	for (size_t i = 0; i < row->count; i++) {
		const struct table_in_cell *cell = &row->cells[i];
		demand(cell->kind < TABLE_IN_KIND_COUNT && cell->text != NULL && utf8_valid(cell->text, strlen(cell->text)));
		any |= cell->kind != TABLE_IN_EMPTY;
	}
	demand(any);
}

/* The figures of each sheet are those of its rows. */
static inline void look_at_rows(struct spool_reader *reader)
{
	size_t count;
	const struct table_in_sheet *sheets = spool_sheets(reader, &count);

	for (size_t i = 0; i < count; i++) {
		struct table_in_row row;
		int64_t rows = 0, hidden = 0, last = 0;
		spool_choose(reader, i);
		while (spool_next(reader, &row) == TABLE_IN_ROW) {
			look_at_row(&sheets[i], &row, last);
			rows++;
			hidden += row.hidden;
			last = row.number;
		}
		demand(rows == sheets[i].rows && hidden == sheets[i].hidden_rows && last == sheets[i].last_row);
	}
}

/* What a reader put into the file is believed, but for what only the whole tells. */
static inline void look_at_spool(int file, bool put)
{
	struct table_refusal refusal = { .fault = TABLE_FINE };
	struct spool_reader *reader = spool_reader_open(file, &refusal);

	demand(reader != NULL || !put || refusal.fault == TABLE_EMPTY || refusal.fault == TABLE_LARGE_MERGED);
	if (reader != NULL)
		look_at_rows(reader);
	spool_reader_close(reader);
}

static inline int memory_file(const void *data, size_t size)
{
	int file = memfd_create("fuzz", MFD_CLOEXEC);

	demand(file >= 0 && (size == 0 || write(file, data, size) == (ssize_t)size));
	return file;
}

#endif
