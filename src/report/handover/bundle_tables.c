#include "report/handover/bundle_tables.h"

#include "base/memory.h"
#include "report/plain_filter.h"
#include "store/campaign/stage.h"
#include "table/display.h"

/* ---- the register ---- */

#define BUNDLE_AT(member) offsetof(struct bundle_line, bundle.member)
#define LINE_AT(member) offsetof(struct bundle_line, member)

static const struct column bundle_columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, BUNDLE_AT(id), COLUMN_FILE, 0 },
	{ "number", MSG_HEAD_BUNDLE, KIND_ID, BUNDLE_AT(number), COLUMN_FILE, 0 },
	{ "year", MSG_HEAD_BUNDLE, KIND_ID, BUNDLE_AT(year), COLUMN_FILE, 0 },
	{ "bundle", MSG_HEAD_BUNDLE, KIND_CODE, LINE_AT(name), COLUMN_SHOWN, 0 },
	{ "area", MSG_LEVEL_HAMLET, KIND_HAMLET, BUNDLE_AT(area_name), COLUMN_ANYWHERE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, BUNDLE_AT(commune_name), COLUMN_FILE, 0 },
	{ "campaign", MSG_FILTER_CAMPAIGN, KIND_CODE, BUNDLE_AT(campaign_code), COLUMN_FILE, 0 },
	{ "made_at", MSG_HEAD_BUNDLE_MADE_AT, KIND_TIME, BUNDLE_AT(made_at), COLUMN_ANYWHERE, 0 },
	{ "made_by", MSG_HEAD_BUNDLE_MADE_BY, KIND_NAME, LINE_AT(giver), COLUMN_ANYWHERE, 0 },
	{ "papers", MSG_HEAD_PAPERS, KIND_FIGURE, BUNDLE_AT(papers), COLUMN_ANYWHERE, 0 },
	{ "sheets", MSG_HEAD_COUNT, KIND_COUNT, BUNDLE_AT(sheets), COLUMN_ANYWHERE, 0 },
	{ "present", MSG_HEAD_PRESENT, KIND_COUNT, BUNDLE_AT(present), COLUMN_ANYWHERE, 0 },
	{ "missing", MSG_HEAD_MISSING, KIND_SOME, BUNDLE_AT(missing), COLUMN_ANYWHERE, 0 },
	{ "extra", MSG_HEAD_EXTRA, KIND_SOME, BUNDLE_AT(extra), COLUMN_FILE, 0 },
	{ "state", MSG_HEAD_BATCH_STATE, KIND_BUNDLE, LINE_AT(state), COLUMN_ANYWHERE, 0 },
	{ "late", MSG_HEAD_LATE, KIND_LATE, LINE_AT(late), COLUMN_ANYWHERE, 0 },
	{ "confirmed_at", MSG_HEAD_COUNTED_AT, KIND_TIME, BUNDLE_AT(confirmed_at), COLUMN_WIDE, 0 },
	{ "confirmed_by", MSG_HEAD_COUNTED_BY, KIND_NAME, BUNDLE_AT(confirmed_name), COLUMN_WIDE, 0 },
};

/* ---- which ---- */

static const struct filter_choice whiches[] = {
	{ "open", MSG_BUNDLES_OPEN }, { "late", MSG_BUNDLES_LATE },
};

static bool read_which(struct table_ask *ask, const char *text, void *place)
{
	static const enum bundle_which values[] = { BUNDLES_OPEN, BUNDLES_LATE };

	(void)ask;
	for (size_t i = 0; i < COUNT(whiches); i++) {
		if (strcmp(whiches[i].value, text) == 0) {
			*(enum bundle_which *)place = values[i];
			return true;
		}
	}
	return false;
}

static const struct filter_kind filter_which = { .look = LOOK_SELECT, .read = read_which, FILTER_CHOICES(whiches) };

static const struct table_filter bundle_filters[] = {
	{ "state", MSG_HEAD_BATCH_STATE, &filter_which, offsetof(struct bundles_query, which), "bundle_open" },
};

struct bundle_line bundle_line(struct arena *arena, const struct bundle *bundle)
{
	return (struct bundle_line){
		.bundle = *bundle,
		.name = display_batch(arena, bundle->number, bundle->year),
		.giver = bundle->for_leader != NULL ? bundle->for_leader : bundle->made_name,
		.state = bundle_state(bundle),
	};
}

static enum err read_bundles(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const struct actor *actor = ask->reader.actor;
	enum bundle_which which = ((const struct bundles_query *)ask->filter)->which;
	struct bundle_sums sums = { 0, 0 };
	struct stage_days days;
	struct bundle *bundles;
	enum err err = bundle_list(db, arena, actor, which, ask->today, ask->after.id, (int)ask->limit, &bundles,
	                           &out->count, error);

	if (err == ERR_OK)
		err = stage_days_any(db, arena, &days, error);
	if (err == ERR_OK && ask->whole)
		err = bundle_sum(db, arena, actor, which, ask->today, &sums, error);
	if (err != ERR_OK)
		return err;
	out->total = sums.bundles;
	struct bundle_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++) {
		const struct bundle *b = &bundles[i];
		lines[i] = bundle_line(arena, b);
		if (lines[i].state == BUNDLE_OPEN)
			lines[i].late = stage_days_late(&days, b->campaign_id, STATE_RECEIVED, b->made_at, ask->today);
	}
	out->items = lines;
	return ERR_OK;
}

static const char *link_bundle(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/bundles/%lld", (long long)((const struct bundle_line *)row)->bundle.id);
}

const struct table bundles_table = {
	.name = "so-giao-nhan",
	.path = "/bundles",
	.title = MSG_BUNDLE_REGISTER,
	.found = MSG_COUNT_BUNDLES,
	.empty = MSG_NO_BUNDLES,
	TABLE_COLUMNS(bundle_columns),
	TABLE_FILTERS(bundle_filters, struct bundles_query),
	.row_size = sizeof(struct bundle_line),
	.id = BUNDLE_AT(id),
	.read = read_bundles,
	.link = link_bundle,
};

/* ---- one bundle ---- */

#define ITEM_AT(member) offsetof(struct bundle_item_line, item.member)

static const struct column item_columns[] = {
	{ "position", MSG_HEAD_ID, KIND_COUNT, ITEM_AT(position), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, ITEM_AT(sheet_id), COLUMN_FILE, 0 },
	{ .question = MEANING_paper_no, .head = MSG_HEAD_PAPER_NO, .kind = KIND_PAPER, .at = ITEM_AT(paper_no) },
	{ .question = MEANING_full_name, .head = MSG_HEAD_NAME, .kind = KIND_NAME, .at = ITEM_AT(full_name) },
	{ .question = MEANING_birth_date, .head = MSG_HEAD_BIRTH, .kind = KIND_DAY, .at = ITEM_AT(birth_date) },
	{ "outcome", MSG_HEAD_COUNTED_AS, KIND_COUNTED, ITEM_AT(outcome), COLUMN_ANYWHERE, 0 },
	{ "state", MSG_HEAD_STATE, KIND_STATE, ITEM_AT(state), COLUMN_ANYWHERE, 0 },
};

static enum err read_items(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct bundle *bundle = ask->filter;
	struct bundle_item *items;
	enum err err = bundle_load(db, arena, ask->reader.actor, ask->ids[0], bundle, error);

	if (err == ERR_OK)
		err = bundle_items(db, arena, bundle->id, &items, &out->count, error);
	if (err != ERR_OK)
		return err;
	struct bundle_item_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = (struct bundle_item_line){ items[i], bundle->commune_id };
	out->items = lines;
	ask->title = message_with_one(arena, MSG_TITLE_BUNDLE, display_batch(arena, bundle->number, bundle->year));
	return ERR_OK;
}

static const char *link_item(struct table_ask *ask, const void *row)
{
	const struct bundle_item *item = &((const struct bundle_item_line *)row)->item;

	return arena_print(ask->reader.arena, "/sheets/%lld", (long long)item->sheet_id);
}

const struct table bundle_table = {
	.name = "giao-nhan",
	.path = "/bundles/{id}",
	.title = MSG_BUNDLE_SHEETS,
	.found = MSG_COUNT_SHEETS,
	.empty = MSG_NO_SHEETS,
	TABLE_COLUMNS(item_columns),
	.filter_size = sizeof(struct bundle),
	.row_size = sizeof(struct bundle_item_line),
	.small = true,
	.page = BUNDLE_SHEETS_SHOWN,
	.shows = SHOWS_SHEETS,
	.id = ITEM_AT(sheet_id),
	.commune = offsetof(struct bundle_item_line, commune_id),
	.read = read_items,
	.link = link_item,
};
