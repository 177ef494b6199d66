/* Employers that the office knows: offered where a workplace is typed. */
#include "base/memory.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "store/import/employer.h"

struct employers_query { const char *q; };

#define AT(member) offsetof(struct employer, member)

static const struct column columns[] = {
	{ "name", MSG_EMPLOYER_NAME, KIND_NAME, AT(full_name), COLUMN_ANYWHERE, 0 },
	{ "code", MSG_EMPLOYER_CODE, KIND_CODE, AT(code), COLUMN_ANYWHERE, 0 },
	{ "address", MSG_EMPLOYER_ADDRESS, KIND_TEXT, AT(address), COLUMN_ANYWHERE, 0 },
	{ "industry", MSG_EMPLOYER_INDUSTRY, KIND_TEXT, AT(industry), COLUMN_ANYWHERE, 0 },
};

static const struct table_filter filters[] = {
	{ "q", MSG_SEARCH, &filter_words, offsetof(struct employers_query, q), NULL },
};

static enum err read_employers(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct employers_query *query = ask->filter;
	struct employer *rows = NULL;
	enum err err = employer_search(db, ask->reader.arena, query->q, INT32_MAX, &rows, &out->count, error);

	out->items = rows;
	return err;
}

const struct table employers_table = {
	.name = "noi-lam-viec",
	.path = "/employers",
	.title = MSG_TITLE_EMPLOYERS,
	.found = MSG_COUNT_EMPLOYERS,
	.empty = MSG_EMPLOYERS_EMPTY,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct employers_query),
	.row_size = sizeof(struct employer),
	.small = true,
	.read = read_employers,
};
