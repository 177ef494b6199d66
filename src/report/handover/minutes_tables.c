#include "report/handover/minutes_tables.h"

#include "base/memory.h"
#include "report/plain_filter.h"
#include "table/display.h"
#include "text/label.h"

/* ---- the register ---- */

#define MINUTES_AT(member) offsetof(struct minutes_line, minutes.member)

static const struct column register_columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, MINUTES_AT(id), COLUMN_FILE, 0 },
	{ "number", MSG_HEAD_MINUTES, KIND_CODE, offsetof(struct minutes_line, name), COLUMN_ANYWHERE, 0 },
	{ "type", MSG_HEAD_MINUTES_TYPE, KIND_MINUTES_TYPE, MINUTES_AT(type), COLUMN_ANYWHERE, 0 },
	{ "of", MSG_HEAD_MINUTES_OF, KIND_TEXT, offsetof(struct minutes_line, of), COLUMN_ANYWHERE, 0 },
	{ "from", MSG_FILTER_FROM, KIND_DAY, MINUTES_AT(first_day), COLUMN_WIDE, 0 },
	{ "to", MSG_FILTER_UNTIL, KIND_DAY, MINUTES_AT(last_day), COLUMN_WIDE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, MINUTES_AT(commune_name), COLUMN_FILE, 0 },
	{ "campaign", MSG_FILTER_CAMPAIGN, KIND_CODE, MINUTES_AT(campaign_code), COLUMN_FILE, 0 },
	{ "sheets", MSG_HEAD_COUNT, KIND_COUNT, MINUTES_AT(sheets), COLUMN_ANYWHERE, 0 },
	{ "passed", MSG_MINUTES_SHEET_PASSED, KIND_COUNT, MINUTES_AT(passed), COLUMN_ANYWHERE, 0 },
	{ "returned", MSG_MINUTES_SHEET_RETURNED, KIND_COUNT, MINUTES_AT(returned), COLUMN_ANYWHERE, 0 },
	{ "waiting", MSG_MINUTES_SHEET_WAITING, KIND_COUNT, MINUTES_AT(waiting), COLUMN_FILE, 0 },
	{ "state", MSG_HEAD_BATCH_STATE, KIND_MINUTES_STATE, MINUTES_AT(standing), COLUMN_ANYWHERE, 0 },
	{ "made_at", MSG_HEAD_MINUTES_MADE_AT, KIND_TIME, MINUTES_AT(made_at), COLUMN_FILE, 0 },
	{ "made_by", MSG_HEAD_MINUTES_MADE_BY, KIND_NAME, MINUTES_AT(made_name), COLUMN_FILE, 0 },
	{ "issued_at", MSG_HEAD_ISSUED_AT, KIND_TIME, MINUTES_AT(issued_at), COLUMN_ANYWHERE, 0 },
	{ "issued_by", MSG_HEAD_ISSUED_BY, KIND_NAME, MINUTES_AT(issued_name), COLUMN_FILE, 0 },
	{ "signed_on", MSG_HEAD_SIGNED_ON, KIND_DAY, MINUTES_AT(signed_on), COLUMN_ANYWHERE, 0 },
};

#define TYPE(name, code) { code, MSG_MINUTES_TYPE_##name },
static const struct filter_choice types[] = { MINUTES_TYPES(TYPE) };
#undef TYPE
#define STANDING(name, code) { code, MSG_MINUTES_STATE_##name },
static const struct filter_choice standings[] = { MINUTES_STATES(STANDING) };
#undef STANDING

static bool read_code_of(const struct codes *codes, const char *text, void *place)
{
	int found = codes_find(codes, text) + 1;

	memcpy(place, &found, sizeof found);
	return found > 0;
}

static bool read_type(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	return read_code_of(&minutes_type_codes, text, place);
}

static bool read_standing(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	return read_code_of(&minutes_state_codes, text, place);
}

static const struct filter_kind filter_type = { .look = LOOK_SELECT, .read = read_type, FILTER_CHOICES(types) };
static const struct filter_kind filter_standing = { .look = LOOK_SELECT, .read = read_standing,
	FILTER_CHOICES(standings) };

static const struct table_filter register_filters[] = {
	{ "type", MSG_HEAD_MINUTES_TYPE, &filter_type, offsetof(struct minutes_query, type), NULL },
	{ "state", MSG_HEAD_BATCH_STATE, &filter_standing, offsetof(struct minutes_query, standing), NULL },
	{ "signed", MSG_COPIES, &filter_copies, offsetof(struct minutes_query, copies), NULL },
	{ "campaign_id", MSG_FILTER_CAMPAIGN, &filter_hidden_id, offsetof(struct minutes_query, campaign_id), NULL },
};

static const char *of_what(struct arena *arena, const struct minutes *m)
{
	if (m->batch_id != 0)
		return message_with_one(arena, MSG_MINUTES_OF_BATCH, display_batch(arena, m->batch_number, m->batch_year));
	if (m->member_id != 0)
		return m->member_name;
	return m->area_name != NULL ? m->area_name : m->commune_name;
}

struct minutes_line minutes_line(struct arena *arena, const struct minutes *minutes)
{
	return (struct minutes_line){
		.minutes = *minutes,
		.name = minutes->number == 0 ? NULL : display_batch(arena, minutes->number, minutes->year),
		.of = of_what(arena, minutes),
	};
}

static bool is_asked(const struct minutes_query *q, const struct minutes *m)
{
	bool noted = m->signed_on != NULL;
	bool copies = q->copies == COPIES_ANY || (m->standing == MINUTES_IS_ISSUED && noted == (q->copies == COPIES_NOTED));

	return copies && (q->type == 0 || q->type == (int)m->type + 1) &&
	       (q->standing == 0 || q->standing == (int)m->standing + 1) &&
	       (q->campaign_id == 0 || q->campaign_id == m->campaign_id);
}

static enum err read_register(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const struct minutes_query *query = ask->filter;
	struct minutes *all;
	size_t count;
	enum err err = minutes_list(db, arena, ask->reader.actor, &all, &count, error);

	if (err != ERR_OK)
		return err;
	struct minutes_line *lines = arena_array(arena, count + 1, sizeof *lines);
	for (size_t i = 0; i < count; i++) {
		if (is_asked(query, &all[i]))
			lines[out->count++] = minutes_line(arena, &all[i]);
	}
	out->items = lines;
	out->total = (int64_t)out->count;
	return ERR_OK;
}

static const char *link_minutes(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/minutes/%lld", (long long)((const struct minutes_line *)row)->minutes.id);
}

const struct table minutes_register = {
	.name = "so-bien-ban",
	.path = "/minutes",
	.title = MSG_MINUTES_REGISTER,
	.found = MSG_COUNT_MINUTES,
	.empty = MSG_NO_MINUTES,
	TABLE_COLUMNS(register_columns),
	TABLE_FILTERS(register_filters, struct minutes_query),
	.row_size = sizeof(struct minutes_line),
	.small = true,
	.id = MINUTES_AT(id),
	.read = read_register,
	.link = link_minutes,
};

/* ---- one ---- */

#define ITEM_AT(member) offsetof(struct minutes_item_line, item.member)

static const struct column item_columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, ITEM_AT(sheet_id), COLUMN_FILE, 0 },
	{ .question = MEANING_paper_no, .head = MSG_HEAD_PAPER_NO, .kind = KIND_PAPER, .at = ITEM_AT(paper_no) },
	{ .question = MEANING_full_name, .head = MSG_HEAD_NAME, .kind = KIND_NAME, .at = ITEM_AT(full_name) },
	{ .question = MEANING_birth_date, .head = MSG_HEAD_BIRTH, .kind = KIND_DAY, .at = ITEM_AT(birth_date) },
	{ "outcome", MSG_HEAD_MINUTES_SHEET, KIND_MINUTES_SHEET, ITEM_AT(outcome), COLUMN_ANYWHERE, 0 },
	{ "reason", MSG_HEAD_REASON, KIND_TEXT, ITEM_AT(reason), COLUMN_ANYWHERE, 0 },
	{ "returns", MSG_HEAD_RETURNS, KIND_SOME, ITEM_AT(returns), COLUMN_FILE, 0 },
	{ "state", MSG_HEAD_STATE, KIND_STATE, ITEM_AT(state), COLUMN_ANYWHERE, 0 },
};

static enum err read_items(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct minutes *minutes = ask->filter;
	struct minutes_item *items;
	enum err err = minutes_load(db, arena, ask->reader.actor, ask->ids[0], minutes, error);

	if (err == ERR_OK)
		err = minutes_items_any(db, arena, minutes->id, &items, &out->count, error);
	if (err != ERR_OK)
		return err;
	struct minutes_item_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = (struct minutes_item_line){ items[i], minutes->commune_id };
	out->items = lines;
	ask->title = minutes->number == 0 ? minutes_type_label(minutes->type)
	                                  : arena_print(arena, "%s %s", minutes_type_label(minutes->type),
	                                                display_batch(arena, minutes->number, minutes->year));
	return ERR_OK;
}

static const char *link_item(struct table_ask *ask, const void *row)
{
	const struct minutes_item *item = &((const struct minutes_item_line *)row)->item;

	return arena_print(ask->reader.arena, "/sheets/%lld", (long long)item->sheet_id);
}

const struct table minutes_table = {
	.name = "phieu-bien-ban",
	.path = "/minutes/{id}",
	.title = MSG_MINUTES_SHEETS,
	.found = MSG_COUNT_SHEETS,
	.empty = MSG_NO_SHEETS,
	TABLE_COLUMNS(item_columns),
	.filter_size = sizeof(struct minutes),
	.row_size = sizeof(struct minutes_item_line),
	.small = true,
	.page = MINUTES_SHEETS_MOST,
	.shows = SHOWS_SHEETS,
	.id = ITEM_AT(sheet_id),
	.commune = offsetof(struct minutes_item_line, commune_id),
	.read = read_items,
	.link = link_item,
};
