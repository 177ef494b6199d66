/* What an administrator changes of a campaign: switches, areas, stages, targets. */
#include "store/campaign/area_row.h"
#include "store/campaign/campaign.h"
#include "store/scope.h"
#include "store/tables.h"

enum { CHANGE, DROP_AREAS, ADD_AREA, AREAS, COMMUNES, DROP_STAGE, DROP_TARGET, TARGETS };

#define BY_LEVEL \
	"ORDER BY CASE a.level WHEN 'province' THEN 0 WHEN 'district' THEN 1 WHEN 'commune' THEN 2 ELSE 3 END, a.code, a.id"

#define SET(code, ...) ", " #code " = :" #code

static const struct db_statement statements[] = {
	[CHANGE] = { DB_WRITE, "UPDATE campaign "
		"SET name = :name, collect_from = :from, collect_to = :to, closed_on = :closed_on, days_off = :days_off, "
		"plan_no = :plan_no, plan_on = :plan_on, collect_closed_on = :collect_closed_on"
		CAMPAIGN_SWITCHES(SET) " "
		"WHERE id = :id" },
	[DROP_AREAS] = { DB_WRITE, "DELETE FROM campaign_area "
		"WHERE campaign_id = :campaign" },
	[ADD_AREA] = { DB_WRITE, "INSERT INTO campaign_area (campaign_id, area_id) VALUES (:campaign, :area)" },
	[AREAS] = { DB_READ, "SELECT " AREA_COLUMNS " FROM campaign_area ca "
		"JOIN area a ON a.id = ca.area_id "
		"WHERE ca.campaign_id = :campaign " BY_LEVEL },
	[COMMUNES] = { DB_READ,
		"WITH RECURSIVE inside(id) AS ("
		"SELECT CASE a.level WHEN 'hamlet' THEN a.parent_id ELSE a.id END FROM campaign_area ca "
		"JOIN area a ON a.id = ca.area_id "
		"WHERE ca.campaign_id = :campaign "
		"UNION "
		"SELECT a.id FROM inside "
		"JOIN area a ON a.parent_id = inside.id) "
		"SELECT " AREA_COLUMNS " FROM inside "
		"JOIN area a ON a.id = inside.id "
		"JOIN campaign c ON c.id = :campaign "
		"WHERE " SCOPE_KEEPS_SHEETS("a") " "
		"AND (a.valid_to IS NULL OR a.valid_to >= c.collect_from) "
		"AND (c.collect_to IS NULL OR a.valid_from <= c.collect_to) "
		"ORDER BY a.code, a.id" },
	[DROP_STAGE] = { DB_WRITE, "DELETE FROM campaign_stage "
		"WHERE campaign_id = :campaign AND stage = :stage" },
	[DROP_TARGET] = { DB_WRITE, "DELETE FROM target "
		"WHERE campaign_id = :campaign AND area_id = :area" },
	[TARGETS] = { DB_READ, "SELECT " AREA_COLUMNS ", p.full_name, t.sheets, t.due_on, "
		"COALESCE(t.expected, -1), COALESCE(t.surveyed, -1), COALESCE(t.changed, -1), "
		"COALESCE(t.expected - t.surveyed, -1) FROM target t "
		"JOIN area a ON a.id = t.area_id "
		"LEFT JOIN area p ON p.id = a.parent_id "
		"WHERE t.campaign_id = :campaign " BY_LEVEL },
};

const struct db_statements campaign_set_statements = { statements, COUNT(statements) };

enum err campaign_change(struct db *db, const struct campaign *campaign, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CHANGE]);

	db_bind_int(row, ":id", campaign->id);
	campaign_bind(row, campaign);
	return db_run(row, error);
}

enum err campaign_set_areas(struct db *db, int64_t campaign_id, const int64_t *areas, size_t count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP_AREAS]);

	db_bind_int(row, ":campaign", campaign_id);
	enum err err = db_run(row, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		row = db_use(db, &statements[ADD_AREA]);
		db_bind_int(row, ":campaign", campaign_id);
		db_bind_int(row, ":area", areas[i]);
		err = db_run(row, error);
	}
	return err;
}

static enum err read_areas(struct db *db, struct arena *arena, int statement, int64_t campaign_id,
                           struct area **areas, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW)
		area_read(row, arena, rows_add(&list, arena, sizeof(struct area)));
	*areas = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err campaign_areas_any(struct db *db, struct arena *arena, int64_t campaign_id, struct area **areas, size_t *count,
                            struct error *error)
{
	return read_areas(db, arena, AREAS, campaign_id, areas, count, error);
}

enum err campaign_communes_any(struct db *db, struct arena *arena, int64_t campaign_id, struct area **areas,
                               size_t *count, struct error *error)
{
	return read_areas(db, arena, COMMUNES, campaign_id, areas, count, error);
}

enum err campaign_communes(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                           struct area **areas, size_t *count, struct error *error)
{
	size_t all = 0;
	enum err err = campaign_communes_any(db, arena, campaign_id, areas, &all, error);

	*count = 0;
	for (size_t i = 0; i < all && err == ERR_OK; i++) {
		if (area_in_scope(db, actor, (*areas)[i].id))
			(*areas)[(*count)++] = (*areas)[i];
	}
	return err;
}

enum err campaign_drop_stage(struct db *db, int64_t campaign_id, enum stage stage, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP_STAGE]);

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":stage", stage_code(stage));
	return db_run(row, error);
}

enum err target_drop(struct db *db, int64_t campaign_id, int64_t area_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP_TARGET]);

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_int(row, ":area", area_id);
	return db_run(row, error);
}

enum err target_list_any(struct db *db, struct arena *arena, int64_t campaign_id, struct target_row **rows,
                         size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[TARGETS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct target_row *target = rows_add(&list, arena, sizeof *target);
		area_read(row, arena, &target->area);
		target->parent_name = db_copy(row, 8, arena);
		target->sheets = db_int(row, 9);
		target->due_on = db_copy(row, 10, arena);
		target->expected = db_int(row, 11);
		target->surveyed = db_int(row, 12);
		target->changed = db_int(row, 13);
		target->fresh = db_int(row, 14);
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
