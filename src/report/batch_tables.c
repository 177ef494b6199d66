/* Batches for the police: the register, and the sheets of one. */
#include "base/memory.h"
#include "report/batch_lines.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "report/sheet_query.h"
#include "table/display.h"
#include "text/label.h"

/* ---- the register ---- */

#define BATCH_AT(member) offsetof(struct batch_line, batch.member)

static const struct column batch_columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, BATCH_AT(id), COLUMN_FILE, 0 },
	{ "number", MSG_HEAD_BATCH, KIND_ID, BATCH_AT(number), COLUMN_FILE, 0 },
	{ "year", MSG_HEAD_BATCH, KIND_ID, BATCH_AT(year), COLUMN_FILE, 0 },
	{ "batch", MSG_HEAD_BATCH, KIND_CODE, offsetof(struct batch_line, name), COLUMN_SHOWN, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, BATCH_AT(commune_name), COLUMN_FILE, 0 },
	{ "campaign", MSG_FILTER_CAMPAIGN, KIND_CODE, BATCH_AT(campaign_code), COLUMN_FILE, 0 },
	{ "delivered_at", MSG_HEAD_DELIVERED_AT, KIND_TIME, BATCH_AT(delivered_at), COLUMN_ANYWHERE, 0 },
	{ "delivered_by", MSG_HEAD_DELIVERED_BY, KIND_NAME, BATCH_AT(delivered_name), COLUMN_ANYWHERE, 0 },
	{ "sheets", MSG_HEAD_COUNT, KIND_COUNT, BATCH_AT(sheets), COLUMN_ANYWHERE, 0 },
	{ "entered", MSG_HEAD_ENTERED, KIND_COUNT, BATCH_AT(entered), COLUMN_ANYWHERE, 0 },
	{ "by_paper", MSG_HEAD_BY_PAPER, KIND_COUNT, BATCH_AT(by_paper), COLUMN_FILE, 0 },
	{ "returned", MSG_HEAD_GIVEN_BACK, KIND_COUNT, BATCH_AT(returned), COLUMN_FILE, 0 },
	{ "back", MSG_HEAD_PAPERS_BACK, KIND_COUNT, BATCH_AT(back), COLUMN_FILE, 0 },
	{ "present", MSG_HEAD_COUNT, KIND_COUNT, BATCH_AT(present), COLUMN_FILE, 0 },
	{ "missing", MSG_HEAD_MISSING, KIND_SOME, BATCH_AT(missing), COLUMN_ANYWHERE, 0 },
	{ "state", MSG_HEAD_BATCH_STATE, KIND_BATCH, offsetof(struct batch_line, state), COLUMN_ANYWHERE, 0 },
	{ "signed_at", MSG_HEAD_SIGNED_AT, KIND_TIME, BATCH_AT(signed_at), COLUMN_ANYWHERE, 0 },
	{ "signed_by", MSG_HEAD_SIGNED_BY, KIND_NAME, BATCH_AT(signed_name), COLUMN_ANYWHERE, 0 },
};

static const struct table_filter batch_filters[] = {
	{ "area", MSG_FILTER_WAITING, &filter_area, offsetof(struct batches_query, area_id), "worker_sheet_area" },
	{ "from", MSG_FILTER_WAITING, &filter_hidden_id, offsetof(struct batches_query, from), "worker_sheet_state" },
	{ "late", MSG_HEAD_LATE, &filter_late_held, offsetof(struct batches_query, late_on), "worker_sheet_clock" },
};

struct batch_line batch_line(struct arena *arena, const struct batch *batch)
{
	return (struct batch_line){ *batch, display_batch(arena, batch->number, batch->year), batch_state(batch) };
}

static enum err read_batches(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const struct actor *actor = ask->reader.actor;
	const struct date late_on = ((const struct batches_query *)ask->filter)->late_on;
	bool late = late_on.year != 0;
	int64_t after = ask->after.id;
	int limit = (int)ask->limit;
	struct batch *batches;
	enum err err = late ? batch_list_late(db, arena, actor, late_on, after, limit, &batches, &out->count, error)
	                    : batch_list(db, arena, actor, after, limit, &batches, &out->count, error);

	if (err == ERR_OK && ask->whole)
		err = late ? batch_count_late(db, arena, actor, late_on, &out->total, error)
		           : batch_count(db, actor, &out->total, error);
	if (err != ERR_OK)
		return err;
	struct batch_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = batch_line(arena, &batches[i]);
	out->items = lines;
	return ERR_OK;
}

static const char *link_batch(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/handovers/%lld", (long long)((const struct batch_line *)row)->batch.id);
}

const struct table batches_table = {
	.name = "so-ban-giao",
	.path = "/handovers",
	.title = MSG_BATCH_REGISTER,
	.found = MSG_COUNT_BATCHES,
	.empty = MSG_NO_BATCHES,
	TABLE_COLUMNS(batch_columns),
	TABLE_FILTERS(batch_filters, struct batches_query),
	.row_size = sizeof(struct batch_line),
	.id = BATCH_AT(id),
	.read = read_batches,
	.link = link_batch,
};

/* ---- one batch ---- */

#define ITEM_AT(member) offsetof(struct batch_item_line, item.member)

static const struct column item_columns[] = {
	{ "position", MSG_HEAD_ID, KIND_COUNT, ITEM_AT(position), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, ITEM_AT(sheet_id), COLUMN_FILE, 0 },
	{ .question = MEANING_full_name, .head = MSG_HEAD_NAME, .kind = KIND_NAME, .at = ITEM_AT(full_name) },
	{ .question = MEANING_birth_date, .head = MSG_HEAD_BIRTH, .kind = KIND_DAY, .at = ITEM_AT(birth_date) },
	{ .question = MEANING_citizen_id, .head = MSG_HEAD_CITIZEN_ID, .kind = KIND_NUMBER, .at = ITEM_AT(citizen_id) },
	{ "area", MSG_LEVEL_HAMLET, KIND_HAMLET, ITEM_AT(area_name), COLUMN_ANYWHERE, 0 },
	{ .question = MEANING_paper_no, .head = MSG_HEAD_PAPER_NO, .kind = KIND_PAPER, .at = ITEM_AT(paper_no) },
	{ "outcome", MSG_HEAD_OUTCOME, KIND_OUTCOME, ITEM_AT(outcome), COLUMN_ANYWHERE, 0 },
	{ "state", MSG_HEAD_STATE, KIND_STATE, offsetof(struct batch_item_line, state), COLUMN_ANYWHERE, 0 },
	{ "entered_at", MSG_HEAD_BECAME_ENTERED, KIND_TIME, ITEM_AT(entered_at), COLUMN_ANYWHERE, 0 },
	{ "returned_at", MSG_HEAD_BECAME_RETURNED, KIND_TIME, ITEM_AT(returned_at), COLUMN_ANYWHERE, 0 },
	{ "return_reason", MSG_HEAD_RETURN_REASON, KIND_NAME, offsetof(struct batch_item_line, reason), COLUMN_ANYWHERE,
		0 },
	{ "by_paper", MSG_HEAD_BY_PAPER, KIND_ID, offsetof(struct batch_item_line, by_paper), COLUMN_FILE, 0 },
	{ "back_at", MSG_HEAD_BACK, KIND_TIME, ITEM_AT(back_at), COLUMN_FILE, 0 },
};

static bool is_police(const struct table_ask *ask)
{
	return ask->reader.actor->role == ROLE_POLICE;
}

/* True when the actor may open the sheet. */
static bool is_known(const struct table_ask *ask, const struct batch_item *item)
{
	return !is_police(ask) || (item->outcome == OUTCOME_PRESENT && state_in(item->state, STATES_POLICE));
}

static enum state state_shown(const struct table_ask *ask, const struct batch_item *item)
{
	if (is_known(ask, item))
		return item->state;
	return item->outcome == OUTCOME_PRESENT ? STATE_POLICE_RETURNED : STATE_ACCEPTED;
}

static enum err read_items(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct batch *batch = ask->filter;
	struct batch_item *items;
	size_t count;
	enum err err = batch_load(db, arena, ask->reader.actor, ask->ids[0], batch, error);

	if (err == ERR_OK)
		err = batch_items(db, arena, batch->id, &items, &count, error);
	if (err != ERR_OK)
		return err;
	struct batch_item_line *lines = arena_array(arena, count + 1, sizeof *lines);
	for (size_t i = 0; i < count; i++) {
		if (!is_police(ask) || items[i].outcome != OUTCOME_REMOVED)
			lines[out->count++] = (struct batch_item_line){ items[i], state_shown(ask, &items[i]), batch->commune_id,
				police_reason_label(items[i].return_reason), items[i].by_paper };
	}
	out->items = lines;
	ask->title = message_with_one(arena, MSG_TITLE_BATCH, display_batch(arena, batch->number, batch->year));
	return ERR_OK;
}

static const char *link_item(struct table_ask *ask, const void *row)
{
	const struct batch_item *item = &((const struct batch_item_line *)row)->item;

	return is_known(ask, item) ? arena_print(ask->reader.arena, "/sheets/%lld", (long long)item->sheet_id) : NULL;
}

const struct table batch_table = {
	.name = "ban-giao",
	.path = "/handovers/{id}",
	.title = MSG_BATCH_SHEETS,
	.found = MSG_COUNT_SHEETS,
	.empty = MSG_NO_SHEETS,
	TABLE_COLUMNS(item_columns),
	.filter_size = sizeof(struct batch),
	.row_size = sizeof(struct batch_item_line),
	.small = true,
	.page = BATCH_SHEETS_MOST,
	.shows = SHOWS_SHEETS,
	.id = ITEM_AT(sheet_id),
	.commune = offsetof(struct batch_item_line, commune_id),
	.read = read_items,
	.link = link_item,
};
