/* The police's queue: sheets that were handed over, to be entered into the national database: in the order in which
 * batches were signed for, and in a batch in that of its list, as the papers lie. */
#include "base/memory.h"
#include "report/lines.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "store/handover/batch.h"
#include "table/display.h"
#include "text/utf8.h"

enum { SINCE = 7 };              /* its column */
enum { BATCHES_OFFERED = 100, YEAR_MIN = 2000, YEAR_MAX = 9999, BATCH_MAX = 999999 };

/* ---- filters ---- */

/* "13/2024", with the word for a batch before it; as the code of a cover has it, with the office behind a comma. */
static bool read_batch(struct table_ask *ask, const char *text, struct sheet_filter *filter)
{
	static const char *const prefixes[] = { "lo ban giao ", "lo " };
	long long number = 0, year = 0;
	char more = ',';

	text = utf8_fold(ask->reader.arena, text);
	for (size_t i = 0; i < COUNT(prefixes); i++) {
		if (strncmp(text, prefixes[i], strlen(prefixes[i])) == 0)
			text += strlen(prefixes[i]);
	}
	if (sscanf(text, "%6lld/%4lld%c", &number, &year, &more) < 2 || more != ',' || number < 1 || number > BATCH_MAX ||
	    year < YEAR_MIN || year > YEAR_MAX)
		return false;
	filter->batch = number;
	filter->batch_year = year;
	return true;
}

static bool read_chosen(struct table_ask *ask, const char *text, void *place)
{
	return read_batch(ask, text, &((struct sheet_query *)place)->sheets);
}

/* As in every list of sheets; and a batch. */
static bool read_q(struct table_ask *ask, const char *text, void *place)
{
	struct sheet_query *query = place;

	if (!read_batch(ask, text, &query->sheets))
		return filter_q.read(ask, text, place);
	ask->typed = text;
	return true;
}

static bool read_s(struct table_ask *ask, const char *text, void *place)
{
	const char *q = ask->unseal == NULL ? NULL : ask->unseal(ask->host, text);

	if (q == NULL || !read_batch(ask, q, &((struct sheet_query *)place)->sheets))
		return filter_s.read(ask, text, place);
	ask->typed = q;
	return true;
}

static bool read_aside(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	((struct sheet_query *)place)->sheets.aside = 1;
	return strcmp(text, "1") == 0;
}

static const struct filter_choice urgents[] = { { "1", MSG_URGENT_FIRST } };

static bool read_urgent(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	((struct sheet_query *)place)->sheets.urgent = true;
	return strcmp(text, "1") == 0;
}

/* Those of which something may wait. */
static enum err offer_batches(struct db *db, struct table_ask *ask, const void *place, struct filter_options *out,
                              struct error *error)
{
	const struct sheet_query *query = place;
	struct arena *arena = ask->reader.arena;
	struct batch *batches;
	size_t count;
	enum err err = batch_list_unfinished(db, arena, ask->reader.actor, BATCHES_OFFERED, &batches, &count, error);

	if (err != ERR_OK)
		return err;
	out->items = arena_array(arena, count + 1, sizeof *out->items);
	for (size_t i = 0; i < count; i++) {
		const char *name = display_batch(arena, batches[i].number, batches[i].year);
		bool chosen = batches[i].number == query->sheets.batch && batches[i].year == query->sheets.batch_year;
		offer_one(out, name, name, chosen);
	}
	return ERR_OK;
}

static const struct filter_kind search = { .look = LOOK_SEARCH, .read = read_q,
	.hint = MSG_Q_HELP_POLICE, .masked_hint = MSG_Q_HELP_MASKED };
static const struct filter_kind sealed = { .look = LOOK_HIDDEN, .read = read_s };
static const struct filter_kind of_batch = { .look = LOOK_SELECT, .read = read_chosen, .offer = offer_batches };
static const struct filter_kind urgent_first = { .look = LOOK_SELECT, .read = read_urgent, FILTER_CHOICES(urgents) };
static const struct filter_kind put_aside = { .look = LOOK_HIDDEN, .read = read_aside };

static const struct table_filter filters[] = {
	{ "q", MSG_SEARCH, &search, 0, "worker_sheet_citizen" },
	{ "s", MSG_SEARCH, &sealed, 0, "worker_sheet_citizen" },
	{ "batch", MSG_HEAD_BATCH, &of_batch, 0, "handover_sheet_outcome" },
	{ "first", MSG_URGENT, &urgent_first, 0, "worker_sheet_since" },
	{ "aside", MSG_ASIDE, &put_aside, 0, "put_aside" },
	FILTER_OF_LATE,
};

/* ---- the table ---- */

static const struct column columns[] = {
	SHEET_NAME, SHEET_BIRTH_DATE, SHEET_CITIZEN_ID, SHEET_HAMLET,
	{ "batch", MSG_HEAD_BATCH, KIND_ID, offsetof(struct police_line, in.number), COLUMN_ANYWHERE, 0 },
	{ "batch_year", MSG_HEAD_BATCH_YEAR, KIND_ID, offsetof(struct police_line, in.year), COLUMN_ANYWHERE, 0 },
	SHEET_ENUMERATOR, SHEET_SINCE, SHEET_LATE, SHEET_FILE_QUEUE,
};

static const struct table_sort sorts[] = { SORT_OF_SINCE, SORT_OF_ID_IN_STATE, SORT_OF_LATE };

/* Who watches many communes has the order of the sheets: no index has the times of many. */
static enum err begin(struct table_ask *ask, struct error *error)
{
	struct sheet_query *query = ask->filter;

	query->sheets.by_since = query->sheets.by_batch = ask->reader.actor->few_communes;
	return sheet_query_queue(ask, STATE_HANDED_OVER, error);
}

/* after=11: from the first sheet on that was made after sheet 11, wherever that stands in the order. */
static enum err find_place(struct db *db, struct table_ask *ask, struct error *error)
{
	const struct actor *actor = ask->reader.actor;
	const struct sheet_filter next = { .state = STATE_HANDED_OVER, .oldest_first = true, .after = ask->after.id,
		.limit = 1 };
	struct sheet_row *rows;
	size_t count;
	bool *self = &((struct sheet_query *)ask->filter)->sheets.after_self;

	*self = ask->after.id != 0 && ask->after.key == NULL && ask->sort == NULL && actor->few_communes;
	if (!*self)
		return ERR_OK;
	enum err err = sheet_list(db, ask->reader.arena, actor, &next, &rows, &count, error);
	if (err == ERR_OK && count > 0)
		ask->after = (struct table_place){ rows[0].id, rows[0].since };
	return err;
}

static enum err read_sheets(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct table_place asked = ask->after;
	enum err err = find_place(db, ask, error);

	if (err == ERR_OK)
		err = sheet_query_read(db, ask, out, error);
	ask->after = asked;
	return err;
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	enum err err = read_sheets(db, ask, out, error);
	const struct sheet_line *sheets = out->items;
	struct police_line *lines = arena_array(ask->reader.arena, out->count + 1, sizeof *lines);

	out->items = lines;
	for (size_t i = 0; i < out->count && err == ERR_OK; i++) {
		lines[i].line = sheets[i];
		batch_signed_of_sheet(db, sheets[i].sheet.id, &lines[i].in);
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
	.order = &columns[SINCE],
	SHEET_LINES(struct police_line, begin, read),
};
