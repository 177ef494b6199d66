#include "report/import/import_rejects.h"

#include <unistd.h>

#include "base/memory.h"
#include "exchange/table_in/rejects.h"
#include "text/messages.h"

enum { COPY_BLOCK = 64 << 10 };

struct import_rejects {
	struct rejects *workbook;
	struct table_in_cell *cells;    /* of the row at hand */
	size_t columns;
	int64_t count;
};

static enum err unavailable(struct error *error)
{
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "rejects cannot be written");
}

/* The rows down to that of the heads. */
static enum err add_heads(struct import_rejects *r, struct import_file *file, struct error *error)
{
	struct table_in_row row;
	enum table_in_step step;

	table_in_choose(file->in, file->sheet);
	while ((step = table_in_next(file->in, &row)) == TABLE_IN_ROW && row.number <= file->plan.head)
		rejects_head(r->workbook, &row);
	return step == TABLE_IN_FAILED ? unavailable(error) : ERR_OK;
}

struct import_rejects *import_rejects_open(struct arena *arena, const char *folder, struct import_file *file,
                                           int64_t created, struct error *error)
{
	struct import_rejects *r = arena_alloc(arena, sizeof *r);
	size_t count;
	const struct table_in_sheet *sheets = table_in_sheets(file->in, &count);
	const struct rejects_sheet sheet = { folder, &sheets[file->sheet], file->plan.head, created };

	r->columns = sheets[file->sheet].columns;
	r->cells = arena_array(arena, r->columns + 1, sizeof *r->cells);
	r->workbook = rejects_open(&sheet, error);
	if (r->workbook == NULL)
		return NULL;
	if (add_heads(r, file, error) == ERR_OK)
		return r;
	import_rejects_drop(r);
	return NULL;
}

/* A cell as the file gave it (import_file.c). */
static struct table_in_cell cell_of(const struct import_cell *cell)
{
	static const enum table_in_kind kinds[] = {
		[CELL_EMPTY] = TABLE_IN_EMPTY, [CELL_TEXT] = TABLE_IN_TEXT, [CELL_NUMBER] = TABLE_IN_NUMBER,
		[CELL_DAY] = TABLE_IN_DAY, [CELL_BOOLEAN] = TABLE_IN_BOOLEAN, [CELL_FAULT] = TABLE_IN_ERROR,
		[CELL_NO_VALUE] = TABLE_IN_NO_VALUE, [CELL_LONG] = TABLE_IN_TEXT, [CELL_MERGED] = TABLE_IN_MERGED,
	};

	if (cell->kind == CELL_TIME)
		return (struct table_in_cell){ strchr(cell->text, 'T') == NULL ? TABLE_IN_CLOCK : TABLE_IN_DAY_TIME,
			cell->text };
	if (cell->kind == CELL_BOOLEAN)
		return (struct table_in_cell){ TABLE_IN_BOOLEAN, cell->text[0] == '1' ? "TRUE" : "FALSE" };
	return (struct table_in_cell){ kinds[cell->kind], cell->text };
}

enum err import_rejects_add(struct import_rejects *r, const struct import_line *line, const char *why,
                            struct error *error)
{
	size_t count = line->count < r->columns ? line->count : r->columns;
	const struct table_in_row row = { .number = line->number, .hidden = line->hidden, .count = count,
		.cells = r->cells };

	(void)error;
	for (size_t i = 0; i < count; i++)
		r->cells[i] = cell_of(&line->cells[i]);
	rejects_row(r->workbook, &row, why);
	r->count++;
	return ERR_OK;
}

int64_t import_rejects_count(const struct import_rejects *rejects)
{
	return rejects->count;
}

static enum err copy(int from, int to, struct error *error)
{
	char block[COPY_BLOCK];
	ssize_t got;

	while ((got = read(from, block, sizeof block)) > 0) {
		for (ssize_t done = 0, put; done < got; done += put) {
			put = write(to, block + done, (size_t)(got - done));
			if (put <= 0)
				return unavailable(error);
		}
	}
	return got == 0 ? ERR_OK : unavailable(error);
}

enum err import_rejects_close(struct import_rejects *r, int fd, struct error *error)
{
	int64_t size;
	int packed = rejects_close(r->workbook, &size, error);

	r->workbook = NULL;
	if (packed < 0)
		return ERR_UNAVAILABLE;
	enum err err = copy(packed, fd, error);
	close(packed);
	return err;
}

void import_rejects_drop(struct import_rejects *rejects)
{
	if (rejects != NULL)
		rejects_drop(rejects->workbook);
}
