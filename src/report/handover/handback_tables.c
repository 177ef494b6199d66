#include "report/handover/handback_tables.h"

#include "base/memory.h"
#include "report/plain_filter.h"
#include "table/display.h"
#include "text/label.h"

/* ---- the register ---- */

#define BACK_AT(member) offsetof(struct handback_line, handback.member)

static const struct column handback_columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, BACK_AT(id), COLUMN_FILE, 0 },
	{ "number", MSG_HEAD_RETURN, KIND_ID, BACK_AT(number), COLUMN_FILE, 0 },
	{ "year", MSG_HEAD_RETURN, KIND_ID, BACK_AT(year), COLUMN_FILE, 0 },
	{ "return", MSG_HEAD_RETURN, KIND_CODE, offsetof(struct handback_line, name), COLUMN_SHOWN, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, BACK_AT(commune_name), COLUMN_FILE, 0 },
	{ "made_at", MSG_HEAD_RETURNED_ON, KIND_TIME, BACK_AT(made_at), COLUMN_ANYWHERE, 0 },
	{ "made_by", MSG_HEAD_RECORDED_BY, KIND_NAME, BACK_AT(made_name), COLUMN_ANYWHERE, 0 },
	{ "archived", MSG_HEAD_ARCHIVED, KIND_COUNT, BACK_AT(archived), COLUMN_ANYWHERE, 0 },
	{ "given_back", MSG_HEAD_POLICE_BACK, KIND_SOME, BACK_AT(given_back), COLUMN_ANYWHERE, 0 },
	{ "missing", MSG_HEAD_MISSING, KIND_SOME, BACK_AT(missing), COLUMN_ANYWHERE, 0 },
	{ "place", MSG_HEAD_PLACE, KIND_NAME, BACK_AT(place), COLUMN_ANYWHERE, 0 },
	{ "keeper", MSG_HEAD_KEEPER, KIND_NAME, BACK_AT(keeper), COLUMN_ANYWHERE, 0 },
	{ "note", MSG_HEAD_NOTE, KIND_TEXT, BACK_AT(note), COLUMN_FILE, 0 },
};

static enum err read_handbacks(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct handback *rows;
	enum err err = handback_list(db, arena, ask->reader.actor, ask->after.id, (int)ask->limit, &rows, &out->count,
	                             error);

	if (err == ERR_OK && ask->whole)
		err = handback_count(db, ask->reader.actor, &out->total, error);
	if (err != ERR_OK)
		return err;
	struct handback_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = (struct handback_line){ rows[i], display_batch(arena, rows[i].number, rows[i].year) };
	out->items = lines;
	return ERR_OK;
}

static const char *link_handback(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/returns/%lld", (long long)((const struct handback_line *)row)->handback.id);
}

const struct table handbacks_table = {
	.name = "giao-tra",
	.path = "/returns",
	.title = MSG_TITLE_RETURNS,
	.found = MSG_COUNT_RETURNS,
	.empty = MSG_NO_RETURNS,
	TABLE_COLUMNS(handback_columns),
	.row_size = sizeof(struct handback_line),
	.id = BACK_AT(id),
	.read = read_handbacks,
	.link = link_handback,
};

/* ---- papers ---- */

#define ITEM_AT(member) offsetof(struct handback_item_line, item.member)
#define LINE_AT(member) offsetof(struct handback_item_line, member)
#define PAPER_COLUMNS \
	{ "id", MSG_HEAD_ID, KIND_ID, ITEM_AT(sheet_id), COLUMN_FILE, 0 }, \
	{ .question = MEANING_paper_no, .head = MSG_HEAD_PAPER_NO, .kind = KIND_PAPER, .at = ITEM_AT(paper_no) }, \
	{ .question = MEANING_full_name, .head = MSG_HEAD_NAME, .kind = KIND_NAME, .at = ITEM_AT(full_name) }, \
	{ .question = MEANING_birth_date, .head = MSG_HEAD_BIRTH, .kind = KIND_DAY, .at = ITEM_AT(birth_date) }, \
	{ .question = MEANING_citizen_id, .head = MSG_HEAD_CITIZEN_ID, .kind = KIND_NUMBER, .at = ITEM_AT(citizen_id) }, \
	{ "area", MSG_LEVEL_HAMLET, KIND_HAMLET, ITEM_AT(area_name), COLUMN_ANYWHERE, 0 }, \
	{ "batch", MSG_HEAD_BATCH, KIND_CODE, LINE_AT(batch), COLUMN_ANYWHERE, 0 }, \
	{ "was", MSG_HEAD_POLICE_DID, KIND_STATE, ITEM_AT(was), COLUMN_ANYWHERE, 0 }, \
	{ "reason", MSG_HEAD_RETURN_REASON, KIND_NAME, LINE_AT(reason), COLUMN_ANYWHERE, 0 }, \
	{ "done_at", MSG_HEAD_POLICE_DID_AT, KIND_TIME, ITEM_AT(done_at), COLUMN_ANYWHERE, 0 }

static const struct column item_columns[] = {
	{ "position", MSG_HEAD_ID, KIND_COUNT, ITEM_AT(position), COLUMN_FILE, 0 },
	PAPER_COLUMNS,
	{ "outcome", MSG_HEAD_PAPER, KIND_OUTCOME, ITEM_AT(outcome), COLUMN_ANYWHERE, 0 },
	{ "place", MSG_HEAD_PLACE, KIND_NAME, ITEM_AT(kept_at), COLUMN_FILE, 0 },
};
static const struct column waiting_columns[] = {
	PAPER_COLUMNS,
};

static void put_lines(struct table_ask *ask, const struct handback_item *items, size_t count, struct table_rows *out)
{
	struct arena *arena = ask->reader.arena;
	struct handback_item_line *lines = arena_array(arena, count + 1, sizeof *lines);

	for (size_t i = 0; i < count; i++) {
		if (ask->reader.actor->role == ROLE_POLICE && !state_in(items[i].state, STATES_POLICE))
			continue;
		lines[out->count++] = (struct handback_item_line){ items[i],
			display_batch(arena, items[i].number, items[i].year), police_reason_label(items[i].reason) };
	}
	out->items = lines;
}

static enum err read_items(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct handback *handback = ask->filter;
	struct handback_item *items;
	size_t count;
	enum err err = handback_load(db, arena, ask->reader.actor, ask->ids[0], handback, error);

	if (err == ERR_OK)
		err = handback_items(db, arena, handback->id, &items, &count, error);
	if (err != ERR_OK)
		return err;
	put_lines(ask, items, count, out);
	ask->title = message_with_one(arena, MSG_TITLE_RETURN, display_batch(arena, handback->number, handback->year));
	return ERR_OK;
}

static enum err read_waiting(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct handback_query *query = ask->filter;
	struct handback_item *items;
	size_t count;
	int most = query->batch_id == 0 ? HANDBACK_TOLD : BATCH_SHEETS_MOST;
	enum err err = handback_waiting(db, ask->reader.arena, ask->reader.actor, query->batch_id, most, &items, &count,
	                                error);

	if (err == ERR_OK)
		put_lines(ask, items, count, out);
	return err;
}

static const char *link_item(struct table_ask *ask, const void *row)
{
	const struct handback_item *item = &((const struct handback_item_line *)row)->item;

	return arena_print(ask->reader.arena, "/sheets/%lld", (long long)item->sheet_id);
}

#define PAPERS \
	.row_size = sizeof(struct handback_item_line), .small = true, .page = BATCH_SHEETS_MOST, .shows = SHOWS_SHEETS, \
	.id = ITEM_AT(sheet_id), .commune = ITEM_AT(commune_id), .link = link_item

const struct table handback_table = {
	.name = "phieu-giao-tra",
	.path = "/returns/{id}",
	.title = MSG_TITLE_RETURN_SHEETS,
	.found = MSG_COUNT_SHEETS,
	.empty = MSG_NO_SHEETS,
	TABLE_COLUMNS(item_columns),
	.filter_size = sizeof(struct handback),
	.read = read_items,
	PAPERS,
};

static const struct table_filter waiting_filters[] = {
	{ "batch", MSG_HEAD_BATCH, &filter_hidden_id, offsetof(struct handback_query, batch_id), NULL },
};

const struct table handback_waiting_table = {
	.name = "cho-nhan-lai",
	.path = "/returns/waiting",
	.title = MSG_TITLE_RETURN_WAITING,
	.found = MSG_COUNT_RETURN_WAITING,
	.empty = MSG_NO_RETURN_WAITING,
	TABLE_COLUMNS(waiting_columns),
	TABLE_FILTERS(waiting_filters, struct handback_query),
	.read = read_waiting,
	PAPERS,
};
