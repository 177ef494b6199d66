#include "report/import/rejects.h"

#include <unistd.h>

#include "exchange/xlsx.h"
#include "text/messages.h"

enum { COPY_BLOCK = 64 << 10, WIDTH = 18, WHY_WIDTH = 60 };

struct rejects {
	struct xlsx *xlsx;
	size_t columns;
	int64_t count;
};

/* The row of the heads as it stands in the file. */
static enum err read_heads(struct arena *arena, struct import_file *file, size_t columns, struct xlsx_column *out,
                           struct error *error)
{
	const struct import_source source = import_file_source(file);
	struct import_line line;
	bool more = true;
	enum err err = source.rewind(source.arg, error);

	for (size_t i = 0; i < columns; i++)
		out[i] = (struct xlsx_column){ "", WIDTH, XLSX_ID_TEXT };
	while (err == ERR_OK && (err = source.next(source.arg, &line, &more, error)) == ERR_OK && more) {
		if (line.number > file->plan.head)
			break;
		for (size_t i = 0; line.number == file->plan.head && i < line.count && i < columns; i++)
			out[i].name = arena_text(arena, line.cells[i].text);
	}
	return err;
}

struct rejects *rejects_open(struct arena *arena, const char *folder, struct import_file *file, int64_t created,
                             struct error *error)
{
	struct rejects *rejects = arena_alloc(arena, sizeof *rejects);
	size_t count;
	const struct table_in_sheet *sheets = table_in_sheets(file->in, &count);
	struct xlsx_column *columns;

	rejects->columns = sheets[file->sheet].columns;
	columns = arena_array(arena, rejects->columns + 1, sizeof *columns);
	if (read_heads(arena, file, rejects->columns, columns, error) != ERR_OK)
		return NULL;
	columns[rejects->columns] = (struct xlsx_column){ message_text(MSG_IMPORT_WHY), WHY_WIDTH, XLSX_TEXT };
	const struct xlsx_sheet sheet = { .folder = folder, .name = file->sheet_name, .columns = columns,
		.count = rejects->columns + 1, .created = created };
	rejects->xlsx = xlsx_open(&sheet, error);
	return rejects->xlsx == NULL ? NULL : rejects;
}

/* A day as a person types it: the columns of the workbook are text, so that nothing is taken for what it is not. */
static void add_day(struct xlsx *xlsx, const char *iso)
{
	struct date day;
	char shown[DATE_TEXT];

	if (!date_from_iso(iso, true, &day)) {
		xlsx_text(xlsx, iso);
		return;
	}
	date_to_shown(day, shown);
	xlsx_text(xlsx, shown);
}

static void add_cell(struct xlsx *xlsx, const struct import_cell *cell)
{
	int64_t number = 0;
	size_t length = strlen(cell->text);

	switch (cell->kind) {
	case CELL_DAY: add_day(xlsx, cell->text); return;
	case CELL_NUMBER:
		if (length <= 15 && strspn(cell->text, "0123456789") == length && (length == 1 || cell->text[0] != '0')) {
			for (size_t i = 0; i < length; i++)
				number = number * 10 + (cell->text[i] - '0');
			xlsx_int(xlsx, number);
			return;
		}
		break;
	case CELL_EMPTY:
	case CELL_MERGED:
	case CELL_NO_VALUE: xlsx_none(xlsx); return;
	case CELL_TEXT:
	case CELL_TIME:
	case CELL_FAULT: break;
	case CELL_BOOLEAN: xlsx_text(xlsx, cell->text[0] == '1' ? "TRUE" : "FALSE"); return;
	}
	xlsx_text(xlsx, cell->text);
}

enum err rejects_add(struct rejects *rejects, const struct import_line *line, const char *why, struct error *error)
{
	for (size_t i = 0; i < rejects->columns; i++) {
		if (i < line->count)
			add_cell(rejects->xlsx, &line->cells[i]);
		else
			xlsx_none(rejects->xlsx);
	}
	xlsx_text(rejects->xlsx, why);
	xlsx_row(rejects->xlsx);
	rejects->count++;
	return xlsx_failed(rejects->xlsx)
	           ? error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "rejects cannot be written")
	           : ERR_OK;
}

int64_t rejects_count(const struct rejects *rejects)
{
	return rejects->count;
}

static enum err copy(int from, int to, struct error *error)
{
	char block[COPY_BLOCK];
	ssize_t got;

	while ((got = read(from, block, sizeof block)) > 0) {
		for (ssize_t done = 0; done < got;) {
			ssize_t put = write(to, block + done, (size_t)(got - done));
			if (put <= 0)
				return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "rejects cannot be written");
			done += put;
		}
	}
	return got == 0 ? ERR_OK : error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "rejects: read");
}

enum err rejects_close(struct rejects *rejects, int fd, struct error *error)
{
	int64_t size;
	int packed = xlsx_close(rejects->xlsx, &size, error);

	rejects->xlsx = NULL;
	if (packed < 0)
		return ERR_UNAVAILABLE;
	enum err err = copy(packed, fd, error);
	close(packed);
	return err;
}

void rejects_drop(struct rejects *rejects)
{
	if (rejects != NULL)
		xlsx_drop(rejects->xlsx);
}
