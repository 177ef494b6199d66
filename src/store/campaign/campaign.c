#include "store/campaign/campaign.h"

#include "store/scope.h"
#include "store/tables.h"

enum { BY_ID, BY_CODE, ADD, ADD_AREA, SET_STAGE, SET_TARGET, COVERING, COVERS, LIST, LIST_ALL, STAGES,
	MEETING };

#define SELECTED(code, ...) ", c." #code
#define COLUMNS \
	"c.id, c.code, c.name, c.form, c.form_version, c.collect_from, c.collect_to, c.closed_on, c.days_off, " \
	"c.plan_no, c.plan_on, c.collect_closed_on" \
	CAMPAIGN_SWITCHES(SELECTED)
#define ADDED(code, ...) ", " #code
#define VALUE(code, ...) ", :" #code
enum { FIRST_SWITCH = 12 };              /* behind the others of COLUMNS */

static const struct db_statement statements[] = {
	[BY_ID] = { DB_READ, "SELECT " COLUMNS " FROM campaign c "
		"WHERE c.id = :id" },
	[BY_CODE] = { DB_READ, "SELECT " COLUMNS " FROM campaign c "
		"WHERE c.code = :code" },
	[ADD] = { DB_WRITE, "INSERT INTO campaign (code, name, form, form_version, collect_from, collect_to, closed_on, "
		"days_off, plan_no, plan_on, collect_closed_on"
		CAMPAIGN_SWITCHES(ADDED) ") "
		"VALUES (:code, :name, :form, :form_version, :from, :to, :closed_on, :days_off, :plan_no, "
		":plan_on, :collect_closed_on" CAMPAIGN_SWITCHES(VALUE) ")" },
	[ADD_AREA] = { DB_WRITE, "INSERT INTO campaign_area (campaign_id, area_id) VALUES (:campaign, :area)" },
	[SET_STAGE] = { DB_WRITE, "INSERT INTO campaign_stage (campaign_id, stage, days) VALUES (:campaign, :stage, :days) "
		"ON CONFLICT (campaign_id, stage) DO UPDATE SET days = excluded.days" },
	[SET_TARGET] = { DB_WRITE, "INSERT INTO target (campaign_id, area_id, sheets, due_on, expected, surveyed, changed) "
		"VALUES (:campaign, :area, :sheets, :due_on, :expected, :surveyed, :changed) "
		"ON CONFLICT (campaign_id, area_id) DO UPDATE SET sheets = excluded.sheets, due_on = excluded.due_on, "
		"expected = excluded.expected, surveyed = excluded.surveyed, changed = excluded.changed" },
	[COVERING] = { DB_READ, "SELECT " COLUMNS " FROM campaign_area ca "
		"CROSS JOIN campaign c "
		"WHERE c.id = ca.campaign_id AND ca.area_id = :area AND (c.closed_on IS NULL OR c.closed_on > :today) "
		"AND (c.collect_closed_on IS NULL OR c.collect_closed_on > :today)" },
	[COVERS] = { DB_READ, "SELECT 1 FROM campaign_area "
		"WHERE campaign_id = :campaign AND area_id = :area" },
	[LIST] = { DB_READ, "WITH RECURSIVE up(id) AS (SELECT area_id FROM user_area "
		"WHERE user_id = :user "
		"UNION " SCOPE_STEP_UP "), "
		/* what the areas of the campaigns lie in: they are few, a scope is not */
		"above(campaign_id, id) AS (SELECT campaign_id, area_id FROM campaign_area "
		"UNION "
		"SELECT above.campaign_id, a.id FROM above "
		"JOIN area b ON b.id = above.id "
		"LEFT JOIN area_succession s ON s.predecessor_id = above.id "
		"JOIN area a ON a.id = b.parent_id OR a.id = s.successor_id) "
		"SELECT " COLUMNS " FROM campaign c "
		"WHERE c.id IN ("
		"SELECT ca.campaign_id FROM campaign_area ca "
		"WHERE ca.area_id IN (SELECT id FROM up) "
		"UNION ALL "
		"SELECT above.campaign_id FROM above "
		"JOIN user_area v ON v.area_id = above.id "
		"WHERE v.user_id = :user) "
		"ORDER BY c.code" },
	[LIST_ALL] = { DB_READ, "SELECT " COLUMNS " FROM campaign c "
		"ORDER BY c.code" },
	[STAGES] = { DB_READ, "SELECT s.campaign_id, s.stage, s.days, c.working_days, "
		"CASE WHEN c.working_days = 1 THEN c.days_off END FROM campaign_stage s "
		"JOIN campaign c ON c.id = s.campaign_id "
		"ORDER BY s.campaign_id, s.stage" },
	[MEETING] = { DB_READ, "SELECT 1 FROM worker_sheet s "
		"JOIN campaign c ON c.id = s.campaign_id "
		"WHERE s.id = :sheet AND s.state = " STATE_SQL(RECEIVED) " AND c.meeting_accepts = 1" },
};

const struct db_statements campaign_statements = { statements, COUNT(statements) };

static void read_campaign(struct db_row *row, struct arena *arena, struct campaign *out)
{
	*out = (struct campaign){
		.id = db_int(row, 0),
		.code = db_copy(row, 1, arena),
		.name = db_copy(row, 2, arena),
		.form = db_copy(row, 3, arena),
		.form_version = db_int(row, 4),
		.collect_from = db_copy(row, 5, arena),
		.collect_to = db_copy(row, 6, arena),
		.closed_on = db_copy(row, 7, arena),
		.days_off = db_copy(row, 8, arena),
		.plan_no = db_copy(row, 9, arena),
		.plan_on = db_copy(row, 10, arena),
		.collect_closed_on = db_copy(row, 11, arena),
	};
	for (int i = 0; i < CAMPAIGN_SWITCH_COUNT; i++)
		out->switches[i] = db_int(row, FIRST_SWITCH + i) != 0;
}

static enum err one_campaign(struct db *db, struct db_row *row, struct arena *arena, struct campaign *out,
                             struct error *error)
{
	enum db_step step = db_step(row);

	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such campaign");
	if (step != DB_ROW)
		return db_fault(db, error);
	read_campaign(row, arena, out);
	db_done(row);
	return ERR_OK;
}

static enum err many_campaigns(struct db *db, struct db_row *row, struct arena *arena, struct campaign **out,
                               size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		read_campaign(row, arena, rows_add(&list, arena, sizeof(struct campaign)));
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err campaign_by_id_any(struct db *db, struct arena *arena, int64_t id, struct campaign *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_ID]);

	db_bind_int(row, ":id", id);
	return one_campaign(db, row, arena, out, error);
}

enum err campaign_by_code_any(struct db *db, struct arena *arena, const char *code, struct campaign *out,
                              struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_CODE]);

	db_bind_text(row, ":code", code);
	return one_campaign(db, row, arena, out, error);
}

static enum err add_area(struct db *db, int64_t campaign_id, int64_t area_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD_AREA]);

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_int(row, ":area", area_id);
	return db_run(row, error);
}

#define BIND(code, ...) db_bind_int(row, ":" #code, campaign->code);

void campaign_bind(struct db_row *row, const struct campaign *campaign)
{
	db_bind_text(row, ":name", campaign->name);
	db_bind_text(row, ":from", campaign->collect_from);
	db_bind_text(row, ":to", campaign->collect_to);
	db_bind_text(row, ":closed_on", campaign->closed_on);
	db_bind_text(row, ":days_off", campaign->days_off);
	db_bind_text(row, ":plan_no", campaign->plan_no);
	db_bind_text(row, ":plan_on", campaign->plan_on);
	db_bind_text(row, ":collect_closed_on", campaign->collect_closed_on);
	CAMPAIGN_SWITCHES(BIND)
}

enum err campaign_add(struct db *db, const struct campaign *campaign, const int64_t *areas, size_t area_count,
                      int64_t *id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":code", campaign->code);
	db_bind_text(row, ":form", campaign->form);
	db_bind_int(row, ":form_version", campaign->form_version);
	campaign_bind(row, campaign);
	enum err err = db_run(row, error);
	if (err == ERR_CONFLICT)
		return error_set(error, ERR_CONFLICT, NULL, "there is a campaign %s already", campaign->code);
	*id = db_last_id(db);
	for (size_t i = 0; i < area_count && err == ERR_OK; i++)
		err = add_area(db, *id, areas[i], error);
	return err;
}

enum err campaign_set_stage(struct db *db, int64_t campaign_id, enum stage stage, int64_t days, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_STAGE]);

	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":stage", stage_code(stage));
	db_bind_int(row, ":days", days);
	return db_run(row, error);
}

static void bind_said(struct db_row *row, const char *name, int64_t figure)
{
	if (figure < 0)
		db_bind_null(row, name);
	else
		db_bind_int(row, name, figure);
}

enum err target_write(struct db *db, const struct area_target *target, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_TARGET]);

	db_bind_int(row, ":campaign", target->campaign_id);
	db_bind_int(row, ":area", target->area_id);
	db_bind_int(row, ":sheets", target->sheets);
	db_bind_text(row, ":due_on", target->due_on);
	bind_said(row, ":expected", target->expected);
	bind_said(row, ":surveyed", target->surveyed);
	bind_said(row, ":changed", target->changed);
	return db_run(row, error);
}

enum err target_set(struct db *db, int64_t campaign_id, int64_t area_id, int64_t sheets, const char *due_on,
                    struct error *error)
{
	const struct area_target target = { campaign_id, area_id, sheets, due_on, -1, -1, -1 };

	return target_write(db, &target, error);
}

static bool is_there(const struct rows *list, int64_t id)
{
	const struct campaign *items = list->items;

	for (size_t i = 0; i < list->count; i++) {
		if (items[i].id == id)
			return true;
	}
	return false;
}

static enum err add_covering(struct db *db, struct arena *arena, int64_t area_id, const char *today,
                             struct rows *list, struct error *error)
{
	struct db_row *row = db_use(db, &statements[COVERING]);
	enum db_step step;

	db_bind_int(row, ":area", area_id);
	db_bind_text(row, ":today", today);
	while ((step = db_step(row)) == DB_ROW) {
		if (!is_there(list, db_int(row, 0)))
			read_campaign(row, arena, rows_add(list, arena, sizeof(struct campaign)));
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static int by_code(const void *a, const void *b)
{
	return strcmp(((const struct campaign *)a)->code, ((const struct campaign *)b)->code);
}

static bool has_come(const char *day, struct date today)
{
	char iso[DATE_TEXT];

	date_to_iso(today, iso);
	return day != NULL && strcmp(day, iso) <= 0;
}

bool campaign_is_closed(const struct campaign *campaign, struct date today)
{
	return has_come(campaign->closed_on, today);
}

bool campaign_is_collected(const struct campaign *campaign, struct date today)
{
	return has_come(campaign->collect_closed_on, today) || campaign_is_closed(campaign, today);
}

enum standing campaign_stands(const struct campaign *campaign, struct date today)
{
	if (campaign_is_closed(campaign, today))
		return STANDING_CAMPAIGN_CLOSED;
	return campaign_is_collected(campaign, today) ? STANDING_CAMPAIGN_COLLECTED : STANDING_CAMPAIGN_OPEN;
}

enum err campaign_covering_any(struct db *db, struct arena *arena, const struct area_above *above, struct date today,
                               struct campaign **out, size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum err err = ERR_OK;
	char iso[DATE_TEXT];

	date_to_iso(today, iso);
	for (size_t i = 0; i < above->count && err == ERR_OK; i++)
		err = add_covering(db, arena, above->ids[i], iso, &list, error);
	for (size_t i = 0; i < above->before_count && err == ERR_OK; i++)
		err = add_covering(db, arena, above->before[i], iso, &list, error);
	if (list.count > 1)
		qsort(list.items, list.count, sizeof(struct campaign), by_code);
	*out = list.items;
	*count = list.count;
	return err;
}

/* The campaign was given one of these. */
static bool has_one(struct db *db, int64_t campaign_id, const int64_t *ids, size_t count)
{
	bool covers = false;

	for (size_t i = 0; i < count && !covers; i++) {
		struct db_row *row = db_use(db, &statements[COVERS]);
		db_bind_int(row, ":campaign", campaign_id);
		db_bind_int(row, ":area", ids[i]);
		covers = db_step(row) == DB_ROW;
		db_done(row);
	}
	return covers;
}

bool campaign_covers_any(struct db *db, int64_t campaign_id, int64_t area_id)
{
	struct area_above above;

	area_above_any(db, area_id, &above);
	return has_one(db, campaign_id, above.ids, above.count) ||
	       has_one(db, campaign_id, above.before, above.before_count);
}

enum err campaign_list(struct db *db, struct arena *arena, const struct actor *actor, struct campaign **out,
                       size_t *count, struct error *error)
{
	if (actor->role == ROLE_ADMIN)
		return many_campaigns(db, db_use(db, &statements[LIST_ALL]), arena, out, count, error);
	struct db_row *row = db_use(db, &statements[LIST]);
	scope_bind(row, actor);
	return many_campaigns(db, row, arena, out, count, error);
}

enum err campaign_by_id(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct campaign *out,
                        struct error *error)
{
	struct campaign *mine;
	size_t count;
	enum err err = campaign_list(db, arena, actor, &mine, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (mine[i].id != id)
			continue;
		*out = mine[i];
		return ERR_OK;
	}
	return err != ERR_OK ? err : error_set(error, ERR_NOT_FOUND, NULL, "no campaign of this actor");
}

enum err campaign_stages_any(struct db *db, struct arena *arena, struct campaign_stage **out, size_t *count,
                             struct error *error)
{
	struct db_row *row = db_use(db, &statements[STAGES]);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct campaign_stage *stage = rows_add(&list, arena, sizeof *stage);
		*stage = (struct campaign_stage){ db_int(row, 0), (enum stage)read_code(row, 1, &stage_codes), db_int(row, 2),
			db_int(row, 3) != 0, db_copy(row, 4, arena) };
	}
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

bool campaign_meeting_judges_any(struct db *db, const int64_t *sheets, size_t count)
{
	bool all = count > 0;

	for (size_t i = 0; i < count && all; i++) {
		struct db_row *row = db_use(db, &statements[MEETING]);
		db_bind_int(row, ":sheet", sheets[i]);
		all = db_step(row) == DB_ROW;
		db_done(row);
	}
	return all;
}
