/* The police's queue: sheets that were handed over, to be entered into the national database, oldest first. */
#include "base/memory.h"
#include "report/lines.h"
#include "report/registry.h"
#include "store/handover/batch.h"

static const struct column columns[] = {
	SHEET_NAME, SHEET_BIRTH_DATE, SHEET_CITIZEN_ID, SHEET_HAMLET,
	{ "batch", MSG_HEAD_BATCH, KIND_ID, offsetof(struct police_line, batch), COLUMN_ANYWHERE, 0 },
	{ "batch_year", MSG_HEAD_BATCH_YEAR, KIND_ID, offsetof(struct police_line, batch_year), COLUMN_ANYWHERE, 0 },
	SHEET_ENUMERATOR, SHEET_SINCE, SHEET_LATE, SHEET_FILE_QUEUE,
};

static const struct table_filter filters[] = { FILTER_OF_LATE };

static const struct table_sort sorts[] = { { SHEET_AT(id), "worker_sheet_any_state", false } };

static enum err begin(struct table_ask *ask, struct error *error)
{
	return sheet_query_queue(ask, STATE_HANDED_OVER, error);
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	enum err err = sheet_query_read(db, ask, out, error);
	const struct sheet_line *sheets = out->items;
	struct police_line *lines = arena_array(ask->reader.arena, out->count + 1, sizeof *lines);

	out->items = lines;
	for (size_t i = 0; i < out->count && err == ERR_OK; i++) {
		lines[i].line = sheets[i];
		batch_signed_of_sheet(db, sheets[i].sheet.id, &lines[i].batch, &lines[i].batch_year);
	}
	return err;
}

const struct table police_table = {
	.name = "cho-nhap",
	.path = "/police",
	.title = MSG_TITLE_POLICE,
	.found = MSG_COUNT_TO_ENTER,
	.empty = MSG_POLICE_EMPTY,
	.page = 15,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct sheet_query),
	TABLE_SORTS(sorts),
	SHEET_LINES(struct police_line, begin, read),
};
