#include "store/handover/bundle.h"

#include "store/campaign/stage.h"
#include "store/scope.h"
#include "store/tables.h"

enum { LOAD, LOAD_ANY, LIST, LIST_OPEN, LIST_LATE, LIST_AFTER, LIST_OPEN_AFTER, LIST_LATE_AFTER, SUM, SUM_OPEN,
	SUM_LATE, ITEMS, OPEN_OF_SHEET, LAST_OF_SHEET, OWN_DRAFT, OF_ONE, MADE_BY, LAST_OF_SHEETS, OF_ACT_ALL, OF_HAMLET,
	COUNTS, INSERT, OF_ACT, ADD, OUTCOME, RECOUNT, CLOCK, CONFIRM, VERIFY_COUNTS, VERIFY_OPEN, VERIFY_ACCEPTED,
	VERIFY_HISTORY };

#define BUNDLE \
	"SELECT b.id, b.commune_id, b.area_id, b.campaign_id, b.year, b.number, b.made_by, b.confirmed_by, b.made_at, " \
	"b.confirmed_at, b.for_leader, COALESCE(b.papers, -1), b.act_id, b.counted, b.extra, b.note, a.full_name, " \
	"c.full_name, k.code, m.full_name, n.full_name, b.sheets, b.present, b.missing, " \
	"CASE WHEN j.state = " JOB_SQL(RUNNING) " THEN 1 ELSE 0 END, b.minutes_id " \
	"FROM bundle b " \
	"JOIN area c ON c.id = b.commune_id " \
	"JOIN campaign k ON k.id = b.campaign_id " \
	"JOIN app_user m ON m.id = b.made_by " \
	"LEFT JOIN area a ON a.id = b.area_id " \
	"LEFT JOIN app_user n ON n.id = b.confirmed_by " \
	"LEFT JOIN act t ON t.id = b.act_id " \
	"LEFT JOIN job j ON j.id = t.job_id "
#define SUMS "SELECT count(*), COALESCE(sum(b.sheets), 0) FROM bundle b "
/* A hamlet leader's scope has hamlets alone, everybody else's has their communes. */
#define SEEN "(" SCOPE_HAS("b.commune_id") " OR " SCOPE_HAS("b.area_id") ")"
/* Among those that are open, which are few: no index of all bundles leads to them. */
#define SEEN_OPEN "(" SCOPE_HAS("+b.commune_id") " OR " SCOPE_HAS("+b.area_id") ")"
#define OPEN " AND b.confirmed_at IS NULL AND b.sheets > 0"
#define LATE OPEN " AND EXISTS (SELECT 1 FROM late " \
	"WHERE late.campaign_id = b.campaign_id AND late.state = " STATE_SQL(RECEIVED) " AND b.made_at < late.before)"
#define LATE_WITH SCOPE_WITH STAGE_LATE_ANY_WITH
#define NEWEST " ORDER BY b.id DESC LIMIT :limit"
#define AFTER " AND b.id < :after"
#define LOOKED_AT "x.outcome IN (" OUTCOME_SQL(PRESENT) ", " OUTCOME_SQL(MISSING) ")"
#define TOLD(name) "CASE WHEN " LOOKED_AT " THEN x." name " ELSE s." name " END, "

static const struct db_statement statements[] = {
	[LOAD] = { DB_READ, SCOPE_WITH BUNDLE "WHERE b.id = :id AND " SEEN },
	[LOAD_ANY] = { DB_READ, BUNDLE "WHERE b.id = :id" },
	[LIST] = { DB_READ, SCOPE_WITH BUNDLE "WHERE " SEEN NEWEST },
	[LIST_OPEN] = { DB_READ, SCOPE_WITH BUNDLE "WHERE " SEEN OPEN NEWEST },
	[LIST_LATE] = { DB_READ, LATE_WITH BUNDLE "WHERE " SEEN LATE NEWEST },
	[LIST_AFTER] = { DB_READ, SCOPE_WITH BUNDLE "WHERE " SEEN AFTER NEWEST },
	[LIST_OPEN_AFTER] = { DB_READ, SCOPE_WITH BUNDLE "WHERE " SEEN OPEN AFTER NEWEST },
	[LIST_LATE_AFTER] = { DB_READ, LATE_WITH BUNDLE "WHERE " SEEN LATE AFTER NEWEST },
	[SUM] = { DB_READ, SCOPE_WITH SUMS "WHERE " SEEN },
	[SUM_OPEN] = { DB_READ, SCOPE_WITH SUMS "WHERE " SEEN_OPEN OPEN },
	[SUM_LATE] = { DB_READ, LATE_WITH SUMS "WHERE " SEEN LATE },
	[ITEMS] = { DB_READ, "SELECT x.position, x.sheet_id, x.outcome, " TOLD("full_name") TOLD("birth_date")
		TOLD("paper_no") "s.state FROM bundle_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"WHERE x.bundle_id = :id "
		"ORDER BY x.position" },
	[OPEN_OF_SHEET] = { DB_READ, "SELECT b.id, b.number, b.year FROM bundle_sheet x "
		"JOIN bundle b ON b.id = x.bundle_id "
		"WHERE x.sheet_id = :sheet AND x.outcome = " OUTCOME_SQL(OPEN) },
	[LAST_OF_SHEET] = { DB_READ, "SELECT b.id, b.number, b.year FROM bundle_sheet x "
		"JOIN bundle b ON b.id = x.bundle_id "
		"WHERE x.sheet_id = :sheet "
		"ORDER BY x.bundle_id DESC, x.position DESC LIMIT 1" },
	[OWN_DRAFT] = { DB_READ, "SELECT b.id FROM bundle_sheet x "
		"JOIN bundle b ON b.id = x.bundle_id "
		"WHERE x.sheet_id = :sheet AND x.outcome = " OUTCOME_SQL(PRESENT) " AND b.confirmed_by = b.made_by "
		"AND b.confirmed_at = b.made_at AND (b.act_id IS NULL OR b.made_at < :ended) AND NOT EXISTS ("
		"SELECT 1 FROM paper p "
		"WHERE p.kind = 'bundle' AND p.subject_id = b.id) "
		"ORDER BY b.id DESC LIMIT 1" },
	[OF_ONE] = { DB_READ, "SELECT count(*) FROM worker_sheet s "
		"JOIN worker_sheet o ON o.commune_id = s.commune_id AND COALESCE(o.area_id, 0) = COALESCE(s.area_id, 0) "
		"AND o.campaign_id = s.campaign_id "
		"WHERE s.id = :sheet AND o.id = :other" },
	[MADE_BY] = { DB_READ, "SELECT max(id) FROM bundle "
		"WHERE act_id = :act" },
	[LAST_OF_SHEETS] = { DB_READ, "WITH RECURSIVE " IDS_PLACES
		"SELECT n, x.outcome, b.id, b.number, b.year FROM ids_place "
		"JOIN bundle_sheet x ON x.sheet_id = " IDS_ID " "
		"JOIN bundle b ON b.id = x.bundle_id "
		"ORDER BY n, x.bundle_id, x.position" },
	[OF_ACT_ALL] = { DB_READ, "SELECT id, number, year FROM bundle "
		"WHERE act_id = :act AND sheets > 0 "
		"ORDER BY id LIMIT :limit" },
	[OF_HAMLET] = { DB_READ, BUNDLE "WHERE b.area_id = :area AND b.sheets > 0 "
		"ORDER BY b.id DESC LIMIT :limit" },
	[COUNTS] = { DB_READ, "SELECT k.name, "
		"sum(CASE WHEN t.state = " STATE_SQL(WITH_HAMLET) " THEN t.sheets ELSE 0 END), "
		"sum(CASE WHEN t.state = " STATE_SQL(RETURNED) " THEN t.sheets ELSE 0 END), "
		"sum(CASE WHEN t.state NOT IN (" STATE_SQL(WITH_HAMLET) ", " STATE_SQL(RETURNED) ") THEN t.sheets ELSE 0 END) "
		"FROM sheet_tally t "
		"JOIN campaign k ON k.id = t.campaign_id "
		"WHERE t.commune_id = (SELECT parent_id FROM area h WHERE h.id = :area) AND t.area_id = :area "
		"AND t.state NOT IN (" STATE_SQL(DRAFT) ", " STATE_SQL(CANCELLED) ", " STATE_SQL(REPLACED) ") "
		"GROUP BY k.id, k.name, k.collect_from "
		"HAVING sum(t.sheets) > 0 "
		"ORDER BY k.collect_from, k.id" },
	[INSERT] = { DB_WRITE, "INSERT INTO bundle (commune_id, area_id, campaign_id, year, number, made_by, made_at, "
		"for_leader, papers, act_id, minutes_id, confirmed_by, confirmed_at, counted, extra) "
		"VALUES (:commune, :area, :campaign, :year, ("
		"SELECT COALESCE(max(number), 0) + 1 FROM bundle "
		"WHERE commune_id = :commune "
		"AND year = :year), :by, :at, :leader, :papers, :act, :minutes, :confirmer, :confirmed_at, :counted, :extra) "
		"RETURNING id, number" },
	[OF_ACT] = { DB_READ, "SELECT max(b.id) FROM bundle b "
		"WHERE b.act_id = :act AND b.commune_id = :commune AND COALESCE(b.area_id, 0) = :area "
		"AND b.campaign_id = :campaign AND (b.confirmed_at IS NOT NULL) = (:own = 1)" },
	[ADD] = { DB_WRITE, "INSERT INTO bundle_sheet (bundle_id, position, sheet_id, outcome, full_name, birth_date, "
		"paper_no) "
		"SELECT :id, (SELECT COALESCE(max(position), 0) + 1 FROM bundle_sheet "
		"WHERE bundle_id = :id), s.id, :outcome, "
		"CASE WHEN :outcome <> " OUTCOME_SQL(OPEN) " THEN s.full_name END, "
		"CASE WHEN :outcome <> " OUTCOME_SQL(OPEN) " THEN s.birth_date END, "
		"CASE WHEN :outcome <> " OUTCOME_SQL(OPEN) " THEN s.paper_no END FROM worker_sheet s "
		"WHERE s.id = :sheet" },
	[OUTCOME] = { DB_WRITE, "UPDATE bundle_sheet "
		"SET outcome = :outcome, (full_name, birth_date, paper_no) = "
		"(SELECT s.full_name, s.birth_date, s.paper_no FROM worker_sheet s "
		"WHERE s.id = :sheet AND :outcome <> " OUTCOME_SQL(REMOVED) ") "
		"WHERE bundle_id = :id AND sheet_id = :sheet AND outcome <> " OUTCOME_SQL(REMOVED) },
	[RECOUNT] = { DB_WRITE, "UPDATE bundle SET counted = present "
		"WHERE id = :id AND confirmed_at IS NOT NULL" },
	[CLOCK] = { DB_WRITE, "UPDATE worker_sheet SET since = :at, clock_from = :at "
		"WHERE id = :sheet AND state = " STATE_SQL(RECEIVED) },
	[CONFIRM] = { DB_WRITE, "UPDATE bundle "
		"SET confirmed_by = :by, confirmed_at = :at, counted = :counted, extra = :extra, note = :note "
		"WHERE id = :id AND confirmed_at IS NULL" },
	[VERIFY_COUNTS] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("id",
		"SELECT b.id, count(*) FILTER (WHERE x.outcome <> " OUTCOME_SQL(REMOVED) "), "
		"count(*) FILTER (WHERE x.outcome = " OUTCOME_SQL(PRESENT) "), "
		"count(*) FILTER (WHERE x.outcome = " OUTCOME_SQL(MISSING) ") "
		"FROM bundle b "
		"LEFT JOIN bundle_sheet x ON x.bundle_id = b.id "
		"GROUP BY b.id",
		"SELECT id, sheets, present, missing FROM bundle "
		"WHERE counted IS NULL OR counted = present + extra") },
	[VERIFY_OPEN] = { DB_READ, "/*scan ok*/ SELECT b.id FROM bundle b "
		"WHERE EXISTS ("
		"SELECT 1 FROM bundle_sheet x "
		"WHERE x.bundle_id = b.id AND (CASE WHEN b.confirmed_at IS NULL THEN " LOOKED_AT " "
		"ELSE x.outcome = " OUTCOME_SQL(OPEN) " END)) LIMIT 1" },
	[VERIFY_ACCEPTED] = { DB_READ, "/*scan ok*/ SELECT x.sheet_id FROM bundle_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"JOIN bundle b ON b.id = x.bundle_id "
		"WHERE b.minutes_id IS NULL AND x.outcome = " OUTCOME_SQL(OPEN) " "
		"AND s.state IN (" STATE_LIST(STATES_ACCEPTED) ") LIMIT 1" },
	[VERIFY_HISTORY] = { DB_READ, "/*scan ok*/ SELECT x.sheet_id FROM bundle_sheet x "
		"JOIN bundle b ON b.id = x.bundle_id "
		"WHERE " LOOKED_AT " AND NOT EXISTS ("
		"SELECT 1 FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE e.sheet_id = x.sheet_id AND e.actor_id = b.confirmed_by AND ("
		"CASE WHEN x.outcome = " OUTCOME_SQL(MISSING) " THEN e.at = b.confirmed_at AND k.action IN ("
		ACTION_SQL(NOT_RECEIVED) ", " ACTION_SQL(MISSING) ") "
		"WHEN b.confirmed_by = b.made_by AND b.minutes_id IS NULL "
		"THEN k.action = " ACTION_SQL(FORWARD) " AND e.at >= b.made_at "
		"ELSE e.at = b.confirmed_at AND k.action = " ACTION_SQL(COUNTED) " END)) LIMIT 1" },
};

const struct db_statements bundle_statements = { statements, COUNT(statements) };

/* ---- reading ---- */

static void read_bundle(struct db_row *row, struct arena *arena, struct bundle *out)
{
	*out = (struct bundle){
		.id = db_int(row, 0), .commune_id = db_int(row, 1), .area_id = db_int(row, 2), .campaign_id = db_int(row, 3),
		.year = db_int(row, 4), .number = db_int(row, 5), .made_by = db_int(row, 6), .confirmed_by = db_int(row, 7),
		.made_at = read_time(row, 8, arena), .confirmed_at = read_time(row, 9, arena),
		.for_leader = db_copy(row, 10, arena), .papers = db_int(row, 11), .act_id = db_int(row, 12),
		.counted = db_int(row, 13), .extra = db_int(row, 14), .note = db_copy(row, 15, arena),
		.area_name = db_copy(row, 16, arena), .commune_name = db_copy(row, 17, arena),
		.campaign_code = db_copy(row, 18, arena), .made_name = db_copy(row, 19, arena),
		.confirmed_name = db_copy(row, 20, arena), .sheets = db_int(row, 21), .present = db_int(row, 22),
		.missing = db_int(row, 23), .filling = db_int(row, 24) != 0, .minutes_id = db_int(row, 25),
	};
}

static enum err read_bundles(struct db *db, struct db_row *row, struct arena *arena, struct bundle **rows,
                             size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		read_bundle(row, arena, rows_add(&list, arena, sizeof(struct bundle)));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum err load(struct db *db, struct db_row *row, struct arena *arena, int64_t id, struct bundle *out,
                     struct error *error)
{
	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no bundle %lld here", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_bundle(row, arena, out);
	db_done(row);
	return ERR_OK;
}

enum err bundle_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct bundle *out,
                     struct error *error)
{
	struct db_row *row = db_use(db, &statements[LOAD]);

	scope_bind(row, actor);
	return load(db, row, arena, id, out, error);
}

enum err bundle_load_any(struct db *db, struct arena *arena, int64_t id, struct bundle *out, struct error *error)
{
	return load(db, db_use(db, &statements[LOAD_ANY]), arena, id, out, error);
}

/* The statement for them with the actor bound, and what late ones are asked by. */
static enum err begin(struct db *db, struct arena *arena, const struct actor *actor, int first, enum bundle_which which,
                      struct date today, struct db_row **row, struct error *error)
{
	struct stage_days days;
	enum err err = which == BUNDLES_LATE ? stage_days_any(db, arena, &days, error) : ERR_OK;

	if (err != ERR_OK)
		return err;
	*row = db_use(db, &statements[first + (int)which]);
	scope_bind(*row, actor);
	if (which == BUNDLES_LATE)
		stage_bind_any(*row, arena, &days, today, false);
	return ERR_OK;
}

enum err bundle_list(struct db *db, struct arena *arena, const struct actor *actor, enum bundle_which which,
                     struct date today, int64_t after, int limit, struct bundle **rows, size_t *count,
                     struct error *error)
{
	struct db_row *row;
	enum err err = begin(db, arena, actor, after == 0 ? LIST : LIST_AFTER, which, today, &row, error);

	if (err != ERR_OK)
		return err;
	db_bind_int(row, ":limit", limit);
	if (after != 0)
		db_bind_int(row, ":after", after);
	return read_bundles(db, row, arena, rows, count, error);
}

enum err bundle_list_of_hamlet_any(struct db *db, struct arena *arena, int64_t area_id, struct bundle **rows,
                                   size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_HAMLET]);

	db_bind_int(row, ":area", area_id);
	db_bind_int(row, ":limit", BUNDLES_REPORTED);
	return read_bundles(db, row, arena, rows, count, error);
}

enum err bundle_sum(struct db *db, struct arena *arena, const struct actor *actor, enum bundle_which which,
                    struct date today, struct bundle_sums *out, struct error *error)
{
	struct db_row *row;
	enum err err = begin(db, arena, actor, SUM, which, today, &row, error);

	if (err != ERR_OK)
		return err;
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	*out = (struct bundle_sums){ db_int(row, 0), db_int(row, 1) };
	return db_end(row, error);
}

enum err bundle_items(struct db *db, struct arena *arena, int64_t id, struct bundle_item **items, size_t *count,
                      struct error *error)
{
	struct db_row *row = db_use(db, &statements[ITEMS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":id", id);
	while ((step = db_step(row)) == DB_ROW) {
		struct bundle_item *item = rows_add(&list, arena, sizeof *item);
		*item = (struct bundle_item){
			.position = db_int(row, 0),
			.sheet_id = db_int(row, 1),
			.outcome = (enum outcome)read_code(row, 2, &outcome_codes),
			.full_name = db_copy(row, 3, arena),
			.birth_date = db_copy(row, 4, arena),
			.paper_no = db_copy(row, 5, arena),
			.state = read_state(row, 6),
		};
	}
	*items = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static struct bundle_name name_of_sheet(struct db *db, int statement, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[statement]);
	struct bundle_name name = { 0, 0, 0 };

	db_bind_int(row, ":sheet", sheet_id);
	if (db_step(row) == DB_ROW)
		name = (struct bundle_name){ db_int(row, 0), db_int(row, 1), db_int(row, 2) };
	db_done(row);
	return name;
}

struct bundle_name bundle_open_of_sheet(struct db *db, int64_t sheet_id)
{
	return name_of_sheet(db, OPEN_OF_SHEET, sheet_id);
}

struct bundle_name bundle_last_of_sheet(struct db *db, int64_t sheet_id)
{
	return name_of_sheet(db, LAST_OF_SHEET, sheet_id);
}

static int64_t one_number(struct db_row *row)
{
	int64_t number = db_step(row) == DB_ROW ? db_int(row, 0) : 0;

	db_done(row);
	return number;
}

bool bundle_is_of_one_any(struct db *db, int64_t sheet_id, int64_t other_id)
{
	struct db_row *row = db_use(db, &statements[OF_ONE]);

	db_bind_int(row, ":sheet", sheet_id);
	db_bind_int(row, ":other", other_id);
	return one_number(row) == 1;
}

int64_t bundle_own_draft(struct db *db, int64_t sheet_id, const char *ended)
{
	struct db_row *row = db_use(db, &statements[OWN_DRAFT]);

	db_bind_int(row, ":sheet", sheet_id);
	bind_time(row, ":ended", ended);
	return one_number(row);
}

int64_t bundle_made_by_any(struct db *db, int64_t act_id)
{
	struct db_row *row = db_use(db, &statements[MADE_BY]);

	db_bind_int(row, ":act", act_id);
	return one_number(row);
}

enum err bundle_last_of_sheets_any(struct db *db, struct arena *arena, const int64_t *ids, size_t count,
                                   struct bundle_of_sheet **out, struct error *error)
{
	enum db_step step = DB_DONE;

	*out = arena_array(arena, count + 1, sizeof **out);
	if (count == 0)
		return ERR_OK;
	struct db_row *row = db_use(db, &statements[LAST_OF_SHEETS]);
	bind_ids(row, arena, ids, count);
	while ((step = db_step(row)) == DB_ROW)
		(*out)[db_int(row, 0) - 1] = (struct bundle_of_sheet){ { db_int(row, 2), db_int(row, 3), db_int(row, 4) },
			(enum outcome)read_code(row, 1, &outcome_codes) };
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err bundle_list_of_act_any(struct db *db, struct arena *arena, int64_t act_id, struct bundle_name **rows,
                                size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_ACT_ALL]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":act", act_id);
	db_bind_int(row, ":limit", BUNDLES_OF_ACT);
	while ((step = db_step(row)) == DB_ROW)
		*(struct bundle_name *)rows_add(&list, arena, sizeof(struct bundle_name)) =
			(struct bundle_name){ db_int(row, 0), db_int(row, 1), db_int(row, 2) };
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err bundle_counts_any(struct db *db, struct arena *arena, int64_t area_id, struct bundle_count **rows,
                           size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[COUNTS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":area", area_id);
	while ((step = db_step(row)) == DB_ROW)
		*(struct bundle_count *)rows_add(&list, arena, sizeof(struct bundle_count)) = (struct bundle_count){
			db_copy(row, 0, arena), db_int(row, 1), db_int(row, 2), db_int(row, 3) };
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* ---- writing ---- */

static void bind_id(struct db_row *row, const char *name, int64_t id)
{
	if (id != 0)
		db_bind_int(row, name, id);
}

enum err bundle_insert(struct db *db, struct bundle *bundle, struct error *error)
{
	struct db_row *row = db_use(db, &statements[INSERT]);

	db_bind_int(row, ":commune", bundle->commune_id);
	bind_id(row, ":area", bundle->area_id);
	db_bind_int(row, ":campaign", bundle->campaign_id);
	db_bind_int(row, ":year", bundle->year);
	db_bind_int(row, ":by", bundle->made_by);
	bind_time(row, ":at", bundle->made_at);
	db_bind_text(row, ":leader", bundle->for_leader);
	if (bundle->papers != PAPERS_NOT_SAID)
		db_bind_int(row, ":papers", bundle->papers);
	bind_id(row, ":act", bundle->act_id);
	bind_id(row, ":minutes", bundle->minutes_id);
	if (bundle->confirmed_by != 0) {
		db_bind_int(row, ":confirmer", bundle->confirmed_by);
		bind_time(row, ":confirmed_at", bundle->confirmed_at);
		db_bind_int(row, ":counted", 0);
		db_bind_int(row, ":extra", 0);
	}
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	bundle->id = db_int(row, 0);
	bundle->number = db_int(row, 1);
	return db_end(row, error);
}

int64_t bundle_of_act(struct db *db, const struct bundle *like, bool own)
{
	struct db_row *row = db_use(db, &statements[OF_ACT]);

	db_bind_int(row, ":act", like->act_id);
	db_bind_int(row, ":commune", like->commune_id);
	db_bind_int(row, ":area", like->area_id);
	db_bind_int(row, ":campaign", like->campaign_id);
	db_bind_int(row, ":own", own);
	return one_number(row);
}

static enum err write_outcome(struct db *db, int statement, int64_t bundle_id, int64_t sheet_id, enum outcome outcome,
                              struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);

	db_bind_int(row, ":id", bundle_id);
	db_bind_int(row, ":sheet", sheet_id);
	db_bind_text(row, ":outcome", outcome_code(outcome));
	return db_run(row, error);
}

enum err bundle_add(struct db *db, int64_t bundle_id, int64_t sheet_id, enum outcome outcome, struct error *error)
{
	return write_outcome(db, ADD, bundle_id, sheet_id, outcome, error);
}

enum err bundle_set_outcome(struct db *db, int64_t bundle_id, int64_t sheet_id, enum outcome outcome,
                            struct error *error)
{
	return write_outcome(db, OUTCOME, bundle_id, sheet_id, outcome, error);
}

enum err bundle_recount(struct db *db, int64_t bundle_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[RECOUNT]);

	db_bind_int(row, ":id", bundle_id);
	return db_run(row, error);
}

enum err bundle_clock(struct db *db, int64_t sheet_id, const char *now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CLOCK]);

	db_bind_int(row, ":sheet", sheet_id);
	bind_time(row, ":at", now);
	return db_run(row, error);
}

enum err bundle_confirm(struct db *db, const struct bundle *bundle, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CONFIRM]);

	db_bind_int(row, ":id", bundle->id);
	db_bind_int(row, ":by", bundle->confirmed_by);
	bind_time(row, ":at", bundle->confirmed_at);
	db_bind_int(row, ":counted", bundle->counted);
	db_bind_int(row, ":extra", bundle->extra);
	db_bind_text(row, ":note", bundle->note);
	enum err err = db_run(row, error);
	if (err == ERR_OK && db_changes(db) == 0)
		return error_set(error, ERR_CONFLICT, NULL, "bundle %lld is confirmed already", (long long)bundle->id);
	return err;
}

enum err bundle_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[VERIFY_COUNTS], "bundle", "what it counts is not what it has", error);

	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_OPEN], "bundle", "its sheets do not fit its confirmation", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_ACCEPTED], "sheet", "it is accepted in a bundle nobody counted",
		                  error);
	return err == ERR_OK ? verify_none(db, &statements[VERIFY_HISTORY], "sheet",
	                                   "its history does not tell what its bundle says of it", error)
	                     : err;
}
