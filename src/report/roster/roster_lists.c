/* Hamlet by hamlet, how those on the list stand; and the versions of the list. */
#include "base/memory.h"
#include "report/registry.h"
#include "report/roster/roster_tables.h"
#include "report/sheet_query.h"

/* ---- hamlet by hamlet ---- */

struct hamlet_query { int64_t campaign_id; };

struct hamlet_line {
	struct roster_tally tally;
	int64_t left;
};

#define AT(member) offsetof(struct hamlet_line, member)

static const struct column hamlet_columns[] = {
	{ "area", MSG_LEVEL_HAMLET, KIND_HAMLET, AT(tally.name), COLUMN_ANYWHERE, 0 },
	{ "people", MSG_HEAD_ON_LIST, KIND_COUNT, AT(tally.people), COLUMN_ANYWHERE, 0 },
	{ "open", MSG_ROSTER_IS_OPEN, KIND_SOME, AT(tally.states[ROSTER_IS_OPEN]), COLUMN_ANYWHERE, 0 },
	{ "assigned", MSG_ROSTER_IS_ASSIGNED, KIND_SOME, AT(tally.states[ROSTER_IS_ASSIGNED]), COLUMN_ANYWHERE, 0 },
	{ "surveyed", MSG_ROSTER_IS_SURVEYED, KIND_SOME, AT(tally.states[ROSTER_IS_SURVEYED]), COLUMN_ANYWHERE, 0 },
	{ "reason", MSG_ROSTER_IS_REASON, KIND_SOME, AT(tally.states[ROSTER_IS_REASON]), COLUMN_ANYWHERE, 0 },
	{ "gone", MSG_ROSTER_IS_GONE, KIND_SOME, AT(tally.states[ROSTER_IS_GONE]), COLUMN_ANYWHERE, 0 },
	{ "left", MSG_ROSTER_LEFT, KIND_COUNT, AT(left), COLUMN_ANYWHERE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(tally.area_id), COLUMN_FILE, 0 },
};

static const struct table_filter hamlet_filters[] = {
	{ "campaign", MSG_FILTER_CAMPAIGN, &filter_campaign, offsetof(struct hamlet_query, campaign_id), NULL },
};

static enum err read_hamlets(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct hamlet_line *sum = arena_alloc(arena, sizeof *sum);
	struct roster_tally *rows;
	enum err err = roster_tally(db, arena, ask->reader.actor, ((const struct hamlet_query *)ask->filter)->campaign_id,
	                            &rows, &out->count, error);

	if (err != ERR_OK)
		return err;
	struct hamlet_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	*sum = (struct hamlet_line){ .tally.name = message_text(MSG_SUM) };
	for (size_t i = 0; i < out->count; i++) {
		lines[i] = (struct hamlet_line){ rows[i],
			rows[i].states[ROSTER_IS_OPEN] + rows[i].states[ROSTER_IS_ASSIGNED] };
		sum->tally.people += rows[i].people;
		sum->left += lines[i].left;
		for (int s = 0; s < ROSTER_STATE_COUNT; s++)
			sum->tally.states[s] += rows[i].states[s];
	}
	out->items = lines;
	out->sum = out->count == 0 ? NULL : sum;
	return ERR_OK;
}

static const char *link_hamlet(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/roster?area=%lld",
	                   (long long)((const struct hamlet_line *)row)->tally.area_id);
}

const struct table roster_hamlets_table = {
	.name = "bang-ke-theo-thon",
	.path = "/roster/hamlets",
	.title = MSG_TITLE_ROSTER_HAMLETS,
	.found = MSG_COUNT_HAMLETS,
	.empty = MSG_NO_ROSTER,
	TABLE_COLUMNS(hamlet_columns),
	TABLE_FILTERS(hamlet_filters, struct hamlet_query),
	.row_size = sizeof(struct hamlet_line),
	.small = true,
	.read = read_hamlets,
	.link = link_hamlet,
};

/* ---- versions ---- */

#define LIST_AT(member) offsetof(struct roster_list, member)

static const struct column list_columns[] = {
	{ "made_at", MSG_HEAD_AT, KIND_TIME, LIST_AT(made_at), COLUMN_ANYWHERE, 0 },
	{ "source", MSG_HEAD_ROSTER_SOURCE, KIND_ROSTER_SOURCE, LIST_AT(source), COLUMN_ANYWHERE, 0 },
	{ "name", MSG_HEAD_FILE, KIND_TEXT, LIST_AT(name), COLUMN_ANYWHERE, 0 },
	{ "new", MSG_HEAD_ROSTER_NEW, KIND_COUNT, LIST_AT(new_rows), COLUMN_ANYWHERE, 0 },
	{ "changed", MSG_HEAD_ROSTER_CHANGED, KIND_COUNT, LIST_AT(changed_rows), COLUMN_ANYWHERE, 0 },
	{ "same", MSG_HEAD_ROSTER_SAME, KIND_COUNT, LIST_AT(same_rows), COLUMN_ANYWHERE, 0 },
	{ "gone", MSG_HEAD_ROSTER_GONE, KIND_COUNT, LIST_AT(gone_rows), COLUMN_ANYWHERE, 0 },
	{ "by", MSG_HEAD_ACTOR, KIND_NAME, LIST_AT(made_name), COLUMN_ANYWHERE, 0 },
	{ "campaign", MSG_FILTER_CAMPAIGN, KIND_NAME, LIST_AT(campaign_name), COLUMN_FILE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, LIST_AT(commune_name), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, LIST_AT(id), COLUMN_FILE, 0 },
};

static enum err read_lists(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct roster_list *rows;
	enum err err = roster_list_all(db, ask->reader.arena, ask->reader.actor, &rows, &out->count, error);

	out->items = rows;
	return err;
}

/* Who came new with it, and who is gone since. */
static const char *link_list(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/roster?list=%lld", (long long)((const struct roster_list *)row)->id);
}

const struct table roster_lists_table = {
	.name = "phien-ban-bang-ke",
	.path = "/roster/lists",
	.title = MSG_TITLE_ROSTER_LISTS,
	.found = MSG_COUNT_LISTS,
	.empty = MSG_NO_LISTS,
	TABLE_COLUMNS(list_columns),
	.row_size = sizeof(struct roster_list),
	.small = true,
	.read = read_lists,
	.link = link_list,
};
