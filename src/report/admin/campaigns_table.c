/* All campaigns, for administrators, and the targets of one. */
#include "base/buf.h"
#include "base/memory.h"
#include "report/registry.h"
#include "store/campaign/campaign.h"

enum { CODE_TEXT = 100 };

/* ---- campaigns ---- */

struct campaign_line {
	struct campaign campaign;
	const char *areas, *codes;
	enum standing standing;
};

#define AT(member) offsetof(struct campaign_line, member)

static const struct column campaign_columns[] = {
	{ "code", MSG_HEAD_CODE, KIND_CODE, AT(campaign.code), COLUMN_ANYWHERE, 0 },
	{ "name", MSG_CAMPAIGN_NAME, KIND_TEXT, AT(campaign.name), COLUMN_ANYWHERE, 0 },
	{ "plan_no", MSG_CAMPAIGN_PLAN_NO, KIND_CODE, AT(campaign.plan_no), COLUMN_WIDE, 0 },
	{ "plan_on", MSG_CAMPAIGN_PLAN_ON, KIND_DAY, AT(campaign.plan_on), COLUMN_FILE, 0 },
	{ "areas", MSG_LEVEL_AREA, KIND_TEXT, AT(areas), COLUMN_SHOWN, 0 },
	{ "areas", MSG_LEVEL_AREA, KIND_CODES, AT(codes), COLUMN_FILE, 0 },
	{ "collect_from", MSG_HEAD_COLLECT_FROM, KIND_DAY, AT(campaign.collect_from), COLUMN_ANYWHERE, 0 },
	{ "collect_to", MSG_HEAD_VALID_TO, KIND_DAY, AT(campaign.collect_to), COLUMN_ANYWHERE, 0 },
	{ "state", MSG_HEAD_STANDING, KIND_STANDING, AT(standing), COLUMN_ANYWHERE, 0 },
	{ "collect_closed_on", MSG_CAMPAIGN_COLLECT_CLOSED, KIND_DAY, AT(campaign.collect_closed_on), COLUMN_FILE, 0 },
	{ "closed_on", MSG_HEAD_CLOSED, KIND_DAY, AT(campaign.closed_on), COLUMN_ANYWHERE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(campaign.id), COLUMN_FILE, 0 },
};

/* "Phường Phương Sài, +3", and the codes of all. */
static enum err tell_areas(struct db *db, struct arena *arena, struct campaign_line *line, struct error *error)
{
	struct area *areas;
	struct buf codes;
	size_t count;
	enum err err = campaign_areas_any(db, arena, line->campaign.id, &areas, &count, error);

	if (err != ERR_OK || count == 0)
		return err;
	buf_init(&codes, arena, CODE_TEXT * count);
	for (size_t i = 0; i < count; i++)
		buf_print(&codes, "%s%s", i == 0 ? "" : " ", areas[i].code);
	line->codes = codes.data;
	line->areas = count == 1 ? areas[0].full_name : arena_print(arena, "%s, +%zu", areas[0].full_name, count - 1);
	return ERR_OK;
}

static enum err read_campaigns(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct campaign *items;
	enum err err = campaign_list(db, arena, ask->reader.actor, &items, &out->count, error);

	if (err != ERR_OK)
		return err;
	struct campaign_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count && err == ERR_OK; i++) {
		lines[i] = (struct campaign_line){ .campaign = items[i], .standing = campaign_stands(&items[i], ask->today) };
		err = tell_areas(db, arena, &lines[i], error);
	}
	out->items = lines;
	return err;
}

static const char *link_campaign(struct table_ask *ask, const void *row)
{
	const struct campaign_line *line = row;

	return arena_print(ask->reader.arena, "/admin/campaigns/%lld", (long long)line->campaign.id);
}

const struct table campaigns_table = {
	.name = "dot-thu-thap",
	.path = "/admin/campaigns",
	.title = MSG_NAV_CAMPAIGNS,
	.found = MSG_COUNT_CAMPAIGNS,
	.empty = MSG_NO_CAMPAIGNS,
	TABLE_COLUMNS(campaign_columns),
	.row_size = sizeof(struct campaign_line),
	.small = true,
	.read = read_campaigns,
	.link = link_campaign,
};

static const char *link_plan(struct table_ask *ask, const void *row)
{
	const struct campaign_line *line = row;

	return arena_print(ask->reader.arena, "/campaigns/%lld", (long long)line->campaign.id);
}

/* The same for whoever reads them. */
const struct table plans_table = {
	.name = "ke-hoach-thu-thap",
	.path = "/campaigns",
	.title = MSG_NAV_CAMPAIGNS,
	.found = MSG_COUNT_CAMPAIGNS,
	.empty = MSG_NO_CAMPAIGNS_HERE,
	TABLE_COLUMNS(campaign_columns),
	.row_size = sizeof(struct campaign_line),
	.small = true,
	.read = read_campaigns,
	.link = link_plan,
};

/* ---- targets ---- */

#define TARGET_AT(member) offsetof(struct target_row, member)

static const struct column target_columns[] = {
	{ "area", MSG_LEVEL_AREA, KIND_HAMLET, TARGET_AT(area.full_name), COLUMN_ANYWHERE, 0 },
	{ "parent", MSG_HEAD_PARENT, KIND_TEXT, TARGET_AT(parent_name), COLUMN_ANYWHERE, 0 },
	{ "code", MSG_HEAD_CODE, KIND_CODE, TARGET_AT(area.code), COLUMN_ANYWHERE, 0 },
	{ "level", MSG_HEAD_LEVEL, KIND_LEVEL, TARGET_AT(area.level), COLUMN_FILE, 0 },
	{ "expected", MSG_TARGET_A, KIND_FIGURE, TARGET_AT(expected), COLUMN_WIDE, 0 },
	{ "surveyed", MSG_TARGET_B, KIND_FIGURE, TARGET_AT(surveyed), COLUMN_WIDE, 0 },
	{ "changed", MSG_TARGET_C, KIND_FIGURE, TARGET_AT(changed), COLUMN_ANYWHERE, 0 },
	{ "new", MSG_TARGET_D, KIND_FIGURE, TARGET_AT(fresh), COLUMN_ANYWHERE, 0 },
	{ "sheets", MSG_HEAD_TARGET, KIND_COUNT, TARGET_AT(sheets), COLUMN_ANYWHERE, 0 },
	{ "due_on", MSG_HEAD_DUE, KIND_DAY, TARGET_AT(due_on), COLUMN_ANYWHERE, 0 },
};

static enum err read_targets(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct campaign campaign;
	struct target_row *rows;
	enum err err = campaign_by_id_any(db, arena, ask->ids[0], &campaign, error);

	if (err != ERR_OK || (err = target_list_any(db, arena, campaign.id, &rows, &out->count, error)) != ERR_OK)
		return err;
	ask->title = message_with_one(arena, MSG_TITLE_TARGETS, campaign.code);
	out->items = rows;
	return ERR_OK;
}

/* The form of the page, filled with that target. */
static const char *link_target(struct table_ask *ask, const void *row)
{
	const struct area *area = &((const struct target_row *)row)->area;

	return arena_print(ask->reader.arena, "%s?area=%s:%s#target", ask->path, area->level, area->code);
}

const struct table targets_table = {
	.name = "chi-tieu",
	.path = "/admin/campaigns/{id}/targets",
	.title = MSG_TARGETS,
	.found = MSG_COUNT_TARGETS,
	.empty = MSG_NO_TARGETS,
	TABLE_COLUMNS(target_columns),
	.row_size = sizeof(struct target_row),
	.small = true,
	.read = read_targets,
	.link = link_target,
};
