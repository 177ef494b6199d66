/* The officer's queue: sheets that wait for acceptance, oldest first, and what is found in each. */
#include "base/memory.h"
#include "report/finding_shown.h"
#include "report/lines.h"
#include "report/registry.h"

static const struct column columns[] = {
	SHEET_NAME, SHEET_BIRTH_DATE, SHEET_CITIZEN_ID,
	{ "findings", MSG_HEAD_FOUND, KIND_TEXT, offsetof(struct review_line, told), COLUMN_ANYWHERE, 0 },
	SHEET_HAMLET, SHEET_ENUMERATOR, SHEET_SINCE, SHEET_LATE, SHEET_FILE_QUEUE,
};

static const struct table_filter filters[] = {
	FILTER_OF_AREA, FILTER_OF_CAMPAIGN, FILTER_OF_WRITER, FILTER_OF_OUTCOME, FILTER_OF_OPEN_RULE, FILTER_OF_LATE,
	FILTER_OF_Q,
};

static const struct table_sort sorts[] = { SORT_OF_ID_IN_STATE, SORT_OF_LATE };

static enum err begin(struct table_ask *ask, struct error *error)
{
	return sheet_query_queue(ask, STATE_RECEIVED, error);
}

static enum err read_bundles(struct db *db, struct arena *arena, struct review_line *lines, size_t count,
                             struct error *error)
{
	int64_t *ids = arena_array(arena, count + 1, sizeof *ids);
	struct bundle_of_sheet *last;

	for (size_t i = 0; i < count; i++)
		ids[i] = lines[i].line.sheet.id;
	enum err err = bundle_last_of_sheets_any(db, arena, ids, count, &last, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (last[i].outcome == OUTCOME_OPEN)
			lines[i].in = last[i].in;
	}
	return err;
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	enum err err = sheet_query_read(db, ask, out, error);
	const struct sheet_line *sheets = out->items;
	struct review_line *lines = arena_array(arena, out->count + 1, sizeof *lines);

	out->items = lines;
	for (size_t i = 0; i < out->count && err == ERR_OK; i++) {
		struct review_line *one = &lines[i];
		one->line = sheets[i];
		err = finding_list(db, arena, one->line.sheet.id, &one->findings, &one->finding_count, error);
		if (err == ERR_OK)
			one->told = findings_told(&ask->reader, one->findings, one->finding_count);
	}
	return err == ERR_OK ? read_bundles(db, arena, lines, out->count, error) : err;
}

static void add_findings(struct table_ask *ask, const void *row, void *object)
{
	const struct review_line *one = row;

	cJSON_ReplaceItemInObjectCaseSensitive(object, "findings",
	                                       findings_json(&ask->reader, one->findings, one->finding_count));
}

const struct table review_table = {
	.name = "cho-nghiem-thu",
	.path = "/review",
	.title = MSG_TITLE_REVIEW,
	.found = MSG_COUNT_SHEETS_OLDEST,
	.empty = MSG_REVIEW_EMPTY,
	.page = 25,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct sheet_query),
	TABLE_SORTS(sorts),
	SHEET_LINES(struct review_line, begin, read),
	.more_json = add_findings,
};
