#include "exchange/table_in/rejects.h"

#include "base/memory.h"
#include "exchange/xlsx.h"
#include "text/messages.h"

enum { FAULTS_WIDTH = 60 };

struct rejects {
	struct xlsx *xlsx;
	size_t columns;                         /* as they were read; the faults come behind them */
	int64_t head_row;
	bool begun;                             /* with the rows under the head */
};

static struct rejects *refuse(struct rejects *rejects, enum err code, enum message message, struct error *error)
{
	memory_free(rejects);
	error_set(error, code, message_text(message), "rejected rows: not opened");
	return NULL;
}

struct rejects *rejects_open(const struct rejects_sheet *sheet, struct error *error)
{
	const struct xlsx_sheet wanted = { .folder = sheet->folder, .name = sheet->read->name,
		.count = sheet->read->columns + 1, .created = sheet->created };
	struct rejects *rejects = memory_new(1, sizeof *rejects);

	if (rejects == NULL)
		return refuse(rejects, ERR_UNAVAILABLE, MSG_XLSX_FAILED, error);
	if (wanted.count > XLSX_COLUMNS)
		return refuse(rejects, ERR_TOO_LARGE, MSG_TABLE_LARGE_COLUMNS, error);
	*rejects = (struct rejects){ xlsx_open(&wanted, error), sheet->read->columns, sheet->head_row, false };
	if (rejects->xlsx != NULL) {
		xlsx_width(rejects->xlsx, rejects->columns, FAULTS_WIDTH);
		return rejects;
	}
	memory_free(rejects);
	return NULL;
}

static void put_cell(struct xlsx *xlsx, const struct table_in_cell *cell)
{
	switch (cell->kind) {
	case TABLE_IN_NUMBER:
		xlsx_number(xlsx, cell->text);
		break;
	case TABLE_IN_DAY:
		xlsx_day(xlsx, cell->text);
		break;
	case TABLE_IN_DAY_TIME:
		xlsx_wall_time(xlsx, cell->text);
		break;
	case TABLE_IN_CLOCK:
		xlsx_clock(xlsx, cell->text);
		break;
	case TABLE_IN_BOOLEAN:
		xlsx_truth(xlsx, strcmp(cell->text, "TRUE") == 0);
		break;
	case TABLE_IN_EMPTY:
	case TABLE_IN_NO_VALUE:
	case TABLE_IN_MERGED:
		xlsx_none(xlsx);
		break;
	case TABLE_IN_TEXT:
	case TABLE_IN_ERROR:
	case TABLE_IN_KIND_COUNT:
		xlsx_text(xlsx, cell->text);
	}
}

static void put_row(struct rejects *rejects, const struct table_in_row *row, const char *last)
{
	for (size_t i = 0; i < rejects->columns; i++) {
		if (i < row->count)
			put_cell(rejects->xlsx, &row->cells[i]);
		else
			xlsx_none(rejects->xlsx);
	}
	xlsx_text(rejects->xlsx, last);
	xlsx_row(rejects->xlsx);
}

void rejects_head(struct rejects *rejects, const struct table_in_row *row)
{
	xlsx_row_before(rejects->xlsx, row->number);
	put_row(rejects, row, row->number == rejects->head_row ? message_text(MSG_HEAD_ERRORS) : NULL);
}

void rejects_row(struct rejects *rejects, const struct table_in_row *row, const char *faults)
{
	if (!rejects->begun)
		xlsx_row_before(rejects->xlsx, rejects->head_row + 1);
	rejects->begun = true;
	put_row(rejects, row, faults);
}

int rejects_close(struct rejects *rejects, int64_t *size, struct error *error)
{
	int file = xlsx_close(rejects->xlsx, size, error);

	memory_free(rejects);
	return file;
}

void rejects_drop(struct rejects *rejects)
{
	if (rejects == NULL)
		return;
	xlsx_drop(rejects->xlsx);
	memory_free(rejects);
}
