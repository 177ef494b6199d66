/* The sheets on which something is open, or what one rule found. */
#include "base/memory.h"
#include "report/registry.h"
#include "report/sheet_query.h"

static const struct column columns[] = {
	SHEET_NAME, SHEET_BIRTH_DATE, SHEET_CITIZEN_ID, SHEET_HAMLET, SHEET_COMMUNE, SHEET_STATE, SHEET_ERRORS,
	SHEET_WARNINGS, SHEET_SINCE, SHEET_ID,
};

static const struct table_filter filters[] = { FILTER_OF_OPEN_RULE, FILTER_OF_AREA };

static const struct table_sort sorts[] = { SORT_OF_ID, SORT_OF_SINCE };

static enum err begin(struct table_ask *ask, struct error *error)
{
	struct sheet_query *query = ask->filter;

	query->sheets.clean = query->sheets.rule == NULL ? -1 : 0;
	return sheet_query_begin(ask, error);
}

const struct table by_rule_table = {
	.name = "phieu-theo-quy-tac",
	.path = "/reports/by-rule",
	.title = MSG_TITLE_BY_RULE,
	.found = MSG_COUNT_SHEETS,
	.empty = MSG_BY_RULE_EMPTY,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct sheet_query),
	TABLE_SORTS(sorts),
	SHEET_LINES(struct sheet_line, begin, sheet_query_read_sums),
};
