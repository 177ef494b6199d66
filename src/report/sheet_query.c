#include "report/sheet_query.h"

#include "base/memory.h"
#include "store/campaign/stage.h"
#include "text/label.h"
#include "text/utf8.h"
#include "workflow/verdict/audience.h"

enum { Q_LIMIT = 200, ID_START = 3, OLD_ID = 9, FULL_ID = 12 };

static const char digits[] = "0123456789";

/* ---- what somebody looks for ---- */

/* The text without spaces and dots. */
static const char *without_gaps(struct arena *arena, const char *text)
{
	char *out = arena_text(arena, text);
	size_t length = 0;

	for (; *text != '\0'; text++) {
		if (*text != ' ' && *text != '.')
			out[length++] = *text;
	}
	out[length] = '\0';
	return out;
}

/* A masked role looks for whole numbers only: by a part of one it finds nothing. */
static void look_for_id(struct table_ask *ask, struct sheet_query *query, const char *id)
{
	struct sheet_filter *f = &query->sheets;
	size_t length = strlen(id);
	bool whole = length == OLD_ID || length == FULL_ID, half = !whole && actor_is_masked(ask->reader.actor);

	f->citizen_exact = whole || half;
	f->citizen_id = half ? "" : id;
	ask->sought = half ? NULL : id;
	ask->refusal = half ? message_text(MSG_Q_HALF_ID) : NULL;
}

/* Who looks for several words asks for the page and for how many there are: told by one pass. */
static void look_for_name(struct sheet_query *query, struct arena *arena, const char *name)
{
	query->sheets.name = name;
	query->sheets.found = arena_alloc(arena, sizeof *query->sheets.found);
	*query->sheets.found = (struct sheet_found){ .counted = false };
}

static bool read_q(struct table_ask *ask, const char *text, void *place)
{
	struct arena *arena = ask->reader.arena;
	struct sheet_query *query = place;
	const char *q = utf8_clean(arena, text);

	if (q == NULL || utf8_length(q) > Q_LIMIT)
		return false;
	ask->typed = text;
	const char *packed = without_gaps(arena, q);
	bool number = packed[strspn(packed, digits)] == '\0';
	if (number && strlen(packed) >= ID_START)
		look_for_id(ask, query, packed);
	else if (!number && strpbrk(q, digits) != NULL)
		query->sheets.paper_no = q;
	else if (q[0] != '\0')
		look_for_name(query, arena, utf8_fold(arena, q));
	return true;
}

/* In another session, or changed, it opens as nothing. */
static bool read_s(struct table_ask *ask, const char *text, void *place)
{
	const char *q = ask->unseal == NULL ? NULL : ask->unseal(ask->host, text);

	if (q != NULL && ask->typed == NULL)
		return read_q(ask, q, place);
	ask->refusal = message_text(MSG_SEARCH_ELSEWHERE);
	return false;
}

const struct filter_kind filter_q = { .look = LOOK_SEARCH, .read = read_q,
	.hint = MSG_Q_HELP, .masked_hint = MSG_Q_HELP_MASKED };
const struct filter_kind filter_s = { .look = LOOK_HIDDEN, .read = read_s };

/* ---- rows ---- */

enum err sheet_query_begin(struct table_ask *ask, struct error *error)
{
	struct sheet_query *query = ask->filter;

	query->sheets.hidden_rules = finding_hidden_rules(ask->reader.arena, ask->reader.actor);
	if (ask->sought == NULL || ask->numbers == NULL)
		return ERR_OK;
	return number_search_admit(ask->numbers, ask->reader.arena, ask->reader.actor, ask->sought, error);
}

enum err sheet_query_queue(struct table_ask *ask, enum state state, struct error *error)
{
	struct sheet_query *query = ask->filter;

	query->sheets.state = state;
	query->sheets.oldest_first = true;
	return sheet_query_begin(ask, error);
}

static enum err add_lines(struct db *db, struct table_ask *ask, const struct sheet_row *rows, struct table_rows *out,
                          struct error *error)
{
	struct sheet_line *lines = arena_array(ask->reader.arena, out->count + 1, sizeof *lines);
	struct stage_days days;
	enum err err = stage_days_any(db, ask->reader.arena, &days, error);

	if (err != ERR_OK)
		return err;
	for (size_t i = 0; i < out->count; i++) {
		const struct sheet_row *s = &rows[i];
		lines[i].sheet = *s;
		lines[i].number = sheet_number(ask->reader.arena, s->paper_no, s->id);
		lines[i].late = stage_days_late(&days, s->campaign_id, s->state, s->clock_from, ask->today);
	}
	out->items = lines;
	return ERR_OK;
}

/* The filter with the page that is asked for. What is late soon is put in the order of its days, the soonest first. */
static struct sheet_filter page_filter(const struct table_ask *ask)
{
	struct sheet_filter filter = ((const struct sheet_query *)ask->filter)->sheets;

	filter.after = ask->after.id;
	filter.limit = (int)ask->limit;
	filter.after_since = ask->after.key;
	filter.by_batch &= ask->sort == NULL;
	filter.found = ask->whole ? filter.found : NULL;
	if (ask->sort == NULL && filter.late_soon) {
		filter.by_days_late = true;
		filter.by_since = filter.oldest_first = filter.by_batch = false;
	}
	if (ask->sort == NULL)
		return filter;
	filter.oldest_first = !ask->descending;
	filter.by_since = ask->sort->at == SHEET_AT(since);
	filter.by_days_late = ask->sort->at == SHEET_LATE_AT;
	filter.after_days = ask->after.key == NULL ? 0 : strtoll(ask->after.key, NULL, 10);
	return filter;
}

static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct sheet_filter filter = page_filter(ask);
	struct sheet_row *rows;
	enum err err = sheet_list(db, ask->reader.arena, ask->reader.actor, &filter, &rows, &out->count, error);

	return err == ERR_OK ? add_lines(db, ask, rows, out, error) : err;
}

enum err sheet_query_read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct sheet_query *query = ask->filter;
	enum err err = read_lines(db, ask, out, error);

	if (err != ERR_OK || !ask->whole || ask->summed)
		return err;
	return sheet_count(db, ask->reader.arena, ask->reader.actor, &query->sheets, &out->total, error);
}

enum err sheet_query_read_sums(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct sheet_query *query = ask->filter;
	struct sheet_line *sum = arena_alloc(ask->reader.arena, sizeof *sum);
	struct sheet_sums sums = { .sheets = 0 };
	enum err err = read_lines(db, ask, out, error);

	if (err != ERR_OK || !ask->whole)
		return err;
	err = sheet_sum(db, ask->reader.arena, ask->reader.actor, &query->sheets, &sums, error);
	sum->sheet = (struct sheet_row){ .full_name = message_text(MSG_SUM), .area_name = "",
		.open_errors = sums.open_errors, .open_warnings = sums.open_warnings };
	out->total = sums.sheets;
	out->sum = sums.sheets == 0 ? NULL : sum;
	return err;
}

enum err sheet_query_ids(struct db *db, struct table_ask *ask, int64_t **ids, size_t *count, struct error *error)
{
	const struct sheet_query *query = ask->filter;

	return sheet_ids(db, ask->reader.arena, ask->reader.actor, &query->sheets, ids, count, error);
}

const char *sheet_query_link(struct table_ask *ask, const void *row)
{
	const struct sheet_line *line = row;

	return arena_print(ask->reader.arena, "/sheets/%lld", (long long)line->sheet.id);
}
