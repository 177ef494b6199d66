/* Pairs of sheets that may be of one human: those that wait for a decision, the likeliest first; those that were
 * decided about, the newest decision first. */
#include "base/json.h"
#include "base/memory.h"
#include "report/person/pair_lines.h"
#include "report/registry.h"
#include "store/scope.h"
#include "text/label.h"

/* ---- what both tables have ---- */

#define PAIR_AT(member) offsetof(struct pair_line, member)
#define SIDE(side, head) \
	{ "sheet_" #side, head, KIND_ID, PAIR_AT(side.id), COLUMN_FILE, 0 }, \
	{ "number_" #side, head, KIND_PAPER, PAIR_AT(number_##side), COLUMN_SHOWN, 0 }, \
	{ "state_" #side, MSG_HEAD_STATE, KIND_STATE, PAIR_AT(side.state), COLUMN_FILE, 0 }, \
	{ "full_name_" #side, MSG_HEAD_NAME, KIND_NAME, PAIR_AT(side.full_name), COLUMN_ANYWHERE, 0 }, \
	{ "birth_date_" #side, MSG_HEAD_BIRTH, KIND_DAY, PAIR_AT(side.birth_date), COLUMN_ANYWHERE, 0 }, \
	{ "citizen_id_" #side, MSG_HEAD_CITIZEN_ID, KIND_NUMBER, PAIR_AT(side.citizen_id), COLUMN_ANYWHERE, 0 }, \
	{ "area_" #side, MSG_LEVEL_HAMLET, KIND_HAMLET, PAIR_AT(side.area_name), COLUMN_ANYWHERE, 0 }, \
	{ "commune_" #side, MSG_LEVEL_COMMUNE, KIND_NAME, PAIR_AT(side.commune_name), COLUMN_FILE, 0 }

static const char *number_of(struct arena *arena, const struct record_row *row)
{
	return sheet_number(arena, row->paper_no, row->id);
}

static struct pair_line line_of(struct arena *arena, const struct record_row *x, const struct record_row *y)
{
	struct pair_line line = { .a = x->id < y->id ? *x : *y, .b = x->id < y->id ? *y : *x };

	line.commune_id = x->commune_id == y->commune_id ? x->commune_id : 0;
	line.number_a = number_of(arena, &line.a);
	line.number_b = number_of(arena, &line.b);
	return line;
}

static const char *link_pair(struct table_ask *ask, const void *row)
{
	const struct pair_line *line = row;

	return arena_print(ask->reader.arena, "/duplicates/%lld/%lld", (long long)line->a.id, (long long)line->b.id);
}

static bool read_open(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	(void)place;
	return strcmp(text, "open") == 0;
}

static bool read_decided(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	(void)place;
	return strcmp(text, "decided") == 0;
}

/* The filter tells which of both tables is asked for. */
static const struct filter_kind filter_open = { .look = LOOK_HIDDEN, .read = read_open };
static const struct filter_kind filter_decided = { .look = LOOK_HIDDEN, .read = read_decided };
static const struct table_filter open_filters[] = { { "state", MSG_HEAD_STATE, &filter_open, 0, NULL } };
static const struct table_filter decided_filters[] = { { "state", MSG_HEAD_STATE, &filter_decided, 0, NULL } };

#define PAIRS \
	.row_size = sizeof(struct pair_line), .small = true, .shows = SHOWS_SHEETS, \
	.id = PAIR_AT(a.id), .other = PAIR_AT(b.id), .commune = PAIR_AT(commune_id), .link = link_pair

/* ---- those that wait ---- */

static const struct column open_columns[] = {
	SIDE(a, MSG_HEAD_SHEET_A), SIDE(b, MSG_HEAD_SHEET_B),
	{ "score", MSG_HEAD_REASONS, KIND_COUNT, PAIR_AT(score), COLUMN_FILE, 0 },
	{ "reasons", MSG_HEAD_REASONS, KIND_NAME, PAIR_AT(reasons), COLUMN_ANYWHERE, 0 },
};

/* Behind the others, those pairs of a commune of which the actor may see both. */
static enum err add_commune(struct db *db, struct table_ask *ask, int64_t commune_id, struct table_rows *out,
                            struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const struct actor *actor = ask->reader.actor;
	struct duplicate_pair *pairs;
	size_t count;
	bool all_seen = scope_sees_all(actor);
	enum err err = duplicate_list_any(db, arena, commune_id, &pairs, &count, error);

	if (err != ERR_OK || count == 0)
		return err;
	struct pair_line *all = arena_array(arena, out->count + count, sizeof *all);
	if (out->count > 0)
		memcpy(all, out->items, out->count * sizeof *all);
	for (size_t i = 0; i < count; i++) {
		if (!all_seen && (!sheet_visible(db, actor, pairs[i].a.id) || !sheet_visible(db, actor, pairs[i].b.id)))
			continue;
		all[out->count] = line_of(arena, &pairs[i].a, &pairs[i].b);
		all[out->count].score = pairs[i].score;
		all[out->count++].reasons = pair_reasons(arena, pairs[i].signs);
	}
	out->items = all;
	return ERR_OK;
}

static enum err read_pairs(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	int64_t *communes;
	size_t count;
	enum err err = duplicate_communes(db, ask->reader.arena, ask->reader.actor, &communes, &count, error);

	for (size_t i = 0; err == ERR_OK && i < count; i++)
		err = add_commune(db, ask, communes[i], out, error);
	return err;
}

static void open_json(struct table_ask *ask, const void *row, void *object)
{
	const struct pair_line *line = row;

	(void)ask;
	json_put_int(object, "a", line->a.id);
	json_put_int(object, "b", line->b.id);
}

const struct table pairs_table = {
	.name = "phieu-trung",
	.path = "/duplicates",
	.title = MSG_TITLE_DUPLICATES,
	.found = MSG_COUNT_PAIRS,
	.empty = MSG_NO_PAIRS,
	TABLE_COLUMNS(open_columns),
	TABLE_FILTERS(open_filters, char),
	PAIRS,
	.read = read_pairs,
	.more_json = open_json,
};

/* ---- those that were decided about ---- */

static const struct column decided_columns[] = {
	SIDE(a, MSG_HEAD_SHEET_A), SIDE(b, MSG_HEAD_SHEET_B),
	{ "sheet", MSG_HEAD_ID, KIND_ID, PAIR_AT(decision.sheet_id), COLUMN_FILE, 0 },
	{ "decision", MSG_HEAD_DECISION, KIND_CODE, PAIR_AT(code), COLUMN_FILE, 0 },
	{ "verdict", MSG_HEAD_DECISION, KIND_NAME, PAIR_AT(label), COLUMN_SHOWN, 0 },
	{ "decided_by", MSG_HEAD_DECIDED_BY, KIND_NAME, PAIR_AT(decision.decided_name), COLUMN_ANYWHERE, 0 },
	{ "decided_at", MSG_HEAD_DECIDED_AT, KIND_TIME, PAIR_AT(decision.decided_at), COLUMN_ANYWHERE, 0 },
	{ "reason", MSG_HEAD_REASON, KIND_TEXT, PAIR_AT(decision.reason), COLUMN_ANYWHERE, 0 },
};

static enum err read_decisions(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct duplicate_decided *decided;
	enum err err = duplicate_decided_list(db, arena, ask->reader.actor, 0, INT32_MAX, &decided, &out->count, error);

	if (err != ERR_OK)
		return err;
	struct pair_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++) {
		lines[i] = line_of(arena, &decided[i].sheet, &decided[i].other);
		lines[i].decision = decided[i].decision;
		lines[i].code = duplicate_verdict_code(decided[i].decision.verdict);
		lines[i].label = pair_verdict(arena, decided[i].decision.verdict, number_of(arena, &decided[i].sheet),
		                              number_of(arena, &decided[i].other));
	}
	out->items = lines;
	return ERR_OK;
}

static void decided_json(struct table_ask *ask, const void *row, void *object)
{
	const struct pair_line *line = row;

	open_json(ask, row, object);
	json_put_text(object, "by", line->decision.decided_name);
	json_put_text(object, "at", line->decision.decided_at);
}

const struct table decided_table = {
	.name = "phieu-trung-da-quyet-dinh",
	.path = "/duplicates",
	.title = MSG_TITLE_DECIDED,
	.found = MSG_COUNT_PAIRS,
	.empty = MSG_NO_DECISIONS,
	TABLE_COLUMNS(decided_columns),
	TABLE_FILTERS(decided_filters, char),
	PAIRS,
	.read = read_decisions,
	.more_json = decided_json,
};
