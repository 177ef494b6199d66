/* The sheets that somebody may see. */
#include "base/memory.h"
#include "report/sheet_query.h"
#include "report/registry.h"

/* Not on a screen of 1366 px: the names of the others stay in one line there. */
#define SEX_IF_WIDE { .question = MEANING_sex, .head = MSG_HEAD_SEX, .kind = KIND_SEX, .at = SHEET_AT(sex), \
	.place = COLUMN_WIDE }
#define SINCE_IF_WIDE { "since", MSG_HEAD_SINCE, KIND_TIME, SHEET_AT(since), COLUMN_WIDE, 0 }

static const struct column columns[] = {
	SHEET_ID, SHEET_NAME, SHEET_NUMBER, SHEET_BIRTH_DATE, SEX_IF_WIDE, SHEET_CITIZEN_ID, SHEET_HAMLET, SHEET_STATE,
	SHEET_LATE,
	SHEET_ERRORS, SHEET_WARNINGS, SHEET_ENUMERATOR, SINCE_IF_WIDE, SHEET_FILE_COLUMNS,
};

static const struct table_filter filters[] = {
	FILTER_OF_STATE, FILTER_OF_LATE, FILTER_OF_AREA, FILTER_OF_NO_HAMLET, FILTER_OF_CAMPAIGN, FILTER_OF_ENUMERATOR,
	FILTER_OF_CLEAN, FILTER_OF_Q,
};

static const struct table_sort sorts[] = {
	SORT_OF_ID, SORT_OF_SINCE, SORT_OF_LATE,
};

const struct table sheets_table = {
	.name = "phieu",
	.path = "/sheets",
	.title = MSG_NAV_SHEETS,
	.found = MSG_COUNT_SHEETS,
	.empty = MSG_NO_SHEETS,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct sheet_query),
	TABLE_SORTS(sorts),
	SHEET_LINES(struct sheet_line, sheet_query_begin, sheet_query_read),
};
