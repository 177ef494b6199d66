#include "store/handover/batch.h"

#include "store/campaign/stage.h"
#include "store/scope.h"
#include "store/tables.h"

enum { LOAD, LOAD_ANY, LIST, LIST_AFTER, LIST_OPEN, LIST_UNFINISHED, LIST_LATE, LIST_LATE_AFTER, COUNT_LATE,
	COUNT_ALL, COUNT_OPEN, SHEETS_OPEN, ITEMS, TO_ENTER, INSERT, ADD_SHEET, OF_SHEET, SIGNED_OF_SHEET, NOW_OF_SHEET,
	OUTCOME, SIGN,
	VERIFY_OPEN, VERIFY_SIGNED, VERIFY_POLICE, VERIFY_COUNTS };

#define BATCH \
	"SELECT h.id, h.commune_id, h.campaign_id, h.year, h.number, h.delivered_by, h.signed_by, h.delivered_at, " \
	"h.signed_at, h.counted, " \
	"h.extra, h.note, c.full_name, k.code, d.full_name, g.full_name, " \
	"h.sheets, h.present, h.missing, h.entered, m.undone_at, h.returned, h.by_paper, h.back, " \
	"h.paper_signed_on, h.paper_signer " \
	"FROM handover h " \
	"JOIN area c ON c.id = h.commune_id " \
	"JOIN campaign k ON k.id = h.campaign_id " \
	"JOIN app_user d ON d.id = h.delivered_by " \
	"LEFT JOIN app_user g ON g.id = h.signed_by " \
	"LEFT JOIN act m ON m.handover_id = h.id "
#define IN_SCOPE SCOPE_OF_COMMUNES("h")
/* As the list said when it was signed; before that, as the sheet stands. */
#define SIGNED_FOR "x.outcome IN (" OUTCOME_SQL(PRESENT) ", " OUTCOME_SQL(MISSING) ")"
#define TOLD(kept, now) "CASE WHEN " SIGNED_FOR " THEN x." kept " ELSE " now " END, "

/* Late sheets are few, and lead to their batches. */
#define LATE_WITH SCOPE_WITH_COMMUNES STAGE_LATE_ANY_WITH
#define IS_LATE \
	"h.id IN (SELECT (SELECT max(x.handover_id) FROM handover_sheet x " \
	"WHERE x.sheet_id = s.id AND x.outcome = CASE WHEN s.state = " STATE_SQL(ACCEPTED) " THEN " OUTCOME_SQL(OPEN) \
	" ELSE " OUTCOME_SQL(PRESENT) " END) FROM worker_sheet s " \
	"WHERE " SCOPE_OF_COMMUNES("s") " AND s.clock_from < " STAGE_LATE_LATEST " AND s.state IN (" STATE_SQL(ACCEPTED) \
	", " STATE_SQL(HANDED_OVER) ", " STATE_SQL(POLICE_RETURNED) ") AND " STAGE_IS_LATE_ANY("s") ")"

/* Behind its place: an item. */
#define ITEM \
	"x.sheet_id, x.outcome, " TOLD("full_name", "s.full_name") TOLD("birth_date", "s.birth_date") \
	TOLD("citizen_id", "s.citizen_id") TOLD("paper_no", "s.paper_no") TOLD("area_name", "a.full_name") \
	"s.state, x.entered_at, x.returned_at, x.back_at, COALESCE(x.return_reason, 0), x.by_paper "

static const struct db_statement statements[] = {
	[LOAD] = { DB_READ, SCOPE_WITH_COMMUNES BATCH "WHERE h.id = :id AND " IN_SCOPE },
	[LOAD_ANY] = { DB_READ, BATCH "WHERE h.id = :id" },
	[LIST] = { DB_READ, SCOPE_WITH_COMMUNES BATCH "WHERE " IN_SCOPE
		" ORDER BY h.id DESC LIMIT :limit" },
	[LIST_AFTER] = { DB_READ, SCOPE_WITH_COMMUNES BATCH "WHERE " IN_SCOPE " AND h.id < :after "
		"ORDER BY h.id DESC LIMIT :limit" },
	[LIST_OPEN] = { DB_READ, SCOPE_WITH_COMMUNES BATCH "WHERE h.signed_at IS NULL AND m.undone_at IS NULL AND " IN_SCOPE
		" ORDER BY h.id LIMIT :limit" },
	[LIST_UNFINISHED] = { DB_READ, SCOPE_WITH_COMMUNES BATCH "WHERE h.entered + h.returned < h.present AND " IN_SCOPE
		" ORDER BY h.id LIMIT :limit" },
	[LIST_LATE] = { DB_READ, LATE_WITH BATCH "WHERE " IN_SCOPE " AND " IS_LATE
		" ORDER BY h.id DESC LIMIT :limit" },
	[LIST_LATE_AFTER] = { DB_READ, LATE_WITH BATCH "WHERE " IN_SCOPE " AND " IS_LATE " AND h.id < :after "
		"ORDER BY h.id DESC LIMIT :limit" },
	[COUNT_LATE] = { DB_READ, LATE_WITH "SELECT count(*) FROM handover h "
		"WHERE " IN_SCOPE " AND " IS_LATE },
	[COUNT_ALL] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT count(*) FROM handover h "
		"WHERE " IN_SCOPE },
	[COUNT_OPEN] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT count(*) FROM handover h "
		"WHERE h.signed_at IS NULL AND " IN_SCOPE
		" AND EXISTS (SELECT 1 FROM handover_sheet x "
		"WHERE x.handover_id = h.id "
		"AND x.outcome = " OUTCOME_SQL(OPEN) ")" },
	[SHEETS_OPEN] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT COALESCE(sum(h.sheets), 0) FROM handover h "
		"WHERE h.signed_at IS NULL AND " IN_SCOPE },
	[ITEMS] = { DB_READ, "SELECT x.position, " ITEM
		"FROM handover_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"LEFT JOIN area a ON a.id = s.area_id "
		"WHERE x.handover_id = :id "
		"ORDER BY x.position" },
	[TO_ENTER] = { DB_READ, "SELECT x.place, " ITEM
		"FROM ("
		"SELECT y.*, row_number() OVER (ORDER BY y.position) AS place FROM handover_sheet y "
		"WHERE y.handover_id = :id AND y.outcome = " OUTCOME_SQL(PRESENT) ") x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"LEFT JOIN area a ON a.id = s.area_id "
		"WHERE s.state = " STATE_SQL(HANDED_OVER) " AND x.place >= :from AND (x.place <= :to OR :to = 0) "
		"AND NOT EXISTS ("
		"SELECT 1 FROM handover_sheet l "
		"WHERE l.sheet_id = x.sheet_id AND l.outcome = " OUTCOME_SQL(PRESENT) " AND l.handover_id > x.handover_id) "
		"ORDER BY x.place LIMIT :limit" },
	[INSERT] = { DB_WRITE, "INSERT INTO handover (commune_id, campaign_id, year, number, delivered_by, delivered_at) "
		"VALUES (:commune, :campaign, :year, ("
		"SELECT COALESCE(max(number), 0) + 1 FROM handover "
		"WHERE commune_id = :commune "
		"AND year = :year), :by, :at) RETURNING id, number" },
	[ADD_SHEET] = { DB_WRITE, "INSERT INTO handover_sheet (handover_id, position, sheet_id, outcome) "
		"VALUES (:id, :position, :sheet, " OUTCOME_SQL(OPEN) ")" },
	[OF_SHEET] = { DB_READ, "SELECT handover_id FROM handover_sheet "
		"WHERE sheet_id = :sheet AND outcome = " OUTCOME_SQL(OPEN) },
	[SIGNED_OF_SHEET] = { DB_READ, "SELECT h.id, h.number, h.year, ("
		"SELECT count(*) FROM handover_sheet y "
		"WHERE y.handover_id = h.id AND y.position <= x.position "
		"AND y.outcome = " OUTCOME_SQL(PRESENT) "), h.present FROM handover_sheet x "
		"JOIN handover h ON h.id = x.handover_id "
		"WHERE x.sheet_id = :sheet AND x.outcome = " OUTCOME_SQL(PRESENT)
		" ORDER BY h.id DESC LIMIT 1" },
	[NOW_OF_SHEET] = { DB_READ, "SELECT h.id, h.number, h.year FROM handover_sheet x "
		"JOIN handover h ON h.id = x.handover_id "
		"WHERE x.sheet_id = :sheet AND x.outcome = :outcome "
		"ORDER BY h.id DESC LIMIT 1" },
	[OUTCOME] = { DB_WRITE, "UPDATE handover_sheet "
		"SET outcome = :outcome, (full_name, birth_date, citizen_id, paper_no, area_name) = "
		"(SELECT s.full_name, s.birth_date, s.citizen_id, s.paper_no, a.full_name FROM worker_sheet s "
		"LEFT JOIN area a ON a.id = s.area_id "
		"WHERE s.id = :sheet AND :outcome <> " OUTCOME_SQL(REMOVED) ") "
		"WHERE handover_id = :id AND sheet_id = :sheet AND outcome = " OUTCOME_SQL(OPEN) },
	[SIGN] = { DB_WRITE, "UPDATE handover "
		"SET signed_by = :by, signed_at = :at, counted = :counted, extra = :extra, note = :note, "
		"paper_signed_on = :day, paper_signer = :signer "
		"WHERE id = :id AND signed_at IS NULL" },
	[VERIFY_OPEN] = { DB_READ, "/*scan ok*/ SELECT x.sheet_id FROM handover_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"WHERE x.outcome = " OUTCOME_SQL(OPEN) " AND s.state <> " STATE_SQL(ACCEPTED) " LIMIT 1" },
	[VERIFY_SIGNED] = { DB_READ, "/*scan ok*/ SELECT h.id FROM handover h "
		"WHERE EXISTS ("
		"SELECT 1 FROM handover_sheet x "
		"WHERE x.handover_id = h.id AND (CASE WHEN h.signed_at IS NULL THEN " SIGNED_FOR " "
		"ELSE x.outcome = " OUTCOME_SQL(OPEN) " END)) LIMIT 1" },
	[VERIFY_POLICE] = { DB_READ, "/*scan ok*/ SELECT s.id FROM worker_sheet s "
		"WHERE s.state IN (" STATE_LIST(STATES_POLICE) ") "
		"AND NOT EXISTS (SELECT 1 FROM handover_sheet x "
		"WHERE x.sheet_id = s.id "
		"AND x.outcome = " OUTCOME_SQL(PRESENT) ") "
		"LIMIT 1" },
	[VERIFY_COUNTS] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("id",
		"SELECT h.id, count(*) FILTER (WHERE x.outcome <> " OUTCOME_SQL(REMOVED) "), "
		"count(*) FILTER (WHERE x.outcome = " OUTCOME_SQL(PRESENT) "), "
		"count(*) FILTER (WHERE x.outcome = " OUTCOME_SQL(MISSING) "), "
		"count(x.entered_at), count(x.returned_at), "
		"count(*) FILTER (WHERE x.entered_at IS NOT NULL AND x.by_paper = 1), count(x.back_at) "
		"FROM handover h "
		"LEFT JOIN handover_sheet x ON x.handover_id = h.id "
		"GROUP BY h.id",
		"SELECT id, sheets, present, missing, entered, returned, by_paper, back FROM handover") },
};

const struct db_statements batch_statements = { statements, COUNT(statements) };

static void read_batch(struct db_row *row, struct arena *arena, struct batch *out)
{
	*out = (struct batch){
		.id = db_int(row, 0), .commune_id = db_int(row, 1), .campaign_id = db_int(row, 2), .year = db_int(row, 3),
		.number = db_int(row, 4), .delivered_by = db_int(row, 5), .signed_by = db_int(row, 6),
		.delivered_at = db_copy(row, 7, arena), .signed_at = db_copy(row, 8, arena), .counted = db_int(row, 9),
		.extra = db_copy(row, 10, arena), .note = db_copy(row, 11, arena), .commune_name = db_copy(row, 12, arena),
		.campaign_code = db_copy(row, 13, arena), .delivered_name = db_copy(row, 14, arena),
		.signed_name = db_copy(row, 15, arena), .sheets = db_int(row, 16), .present = db_int(row, 17),
		.missing = db_int(row, 18), .entered = db_int(row, 19),
		.undone_at = db_copy(row, 20, arena), .returned = db_int(row, 21), .by_paper = db_int(row, 22),
		.back = db_int(row, 23), .paper_day = db_copy(row, 24, arena), .paper_signer = db_copy(row, 25, arena),
	};
}

static enum err load(struct db *db, struct db_row *row, struct arena *arena, int64_t id, struct batch *out,
                     struct error *error)
{
	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no batch %lld for this actor", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_batch(row, arena, out);
	db_done(row);
	return ERR_OK;
}

enum err batch_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct batch *out,
                       struct error *error)
{
	struct db_row *row = db_use(db, &statements[LOAD]);

	scope_bind(row, actor);
	return load(db, row, arena, id, out, error);
}

enum err batch_load_any(struct db *db, struct arena *arena, int64_t id, struct batch *out, struct error *error)
{
	return load(db, db_use(db, &statements[LOAD_ANY]), arena, id, out, error);
}

static enum err list(struct db *db, struct db_row *row, struct arena *arena, const struct actor *actor, int limit,
                     struct batch **rows, size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	scope_bind(row, actor);
	db_bind_int(row, ":limit", limit);
	while ((step = db_step(row)) == DB_ROW)
		read_batch(row, arena, rows_add(&list, arena, sizeof(struct batch)));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err batch_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t after, int limit,
                    struct batch **rows, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[after == 0 ? LIST : LIST_AFTER]);

	if (after != 0)
		db_bind_int(row, ":after", after);
	return list(db, row, arena, actor, limit, rows, count, error);
}

enum err batch_list_open(struct db *db, struct arena *arena, const struct actor *actor, int limit, struct batch **rows,
                            size_t *count, struct error *error)
{
	return list(db, db_use(db, &statements[LIST_OPEN]), arena, actor, limit, rows, count, error);
}

enum err batch_list_unfinished(struct db *db, struct arena *arena, const struct actor *actor, int limit,
                               struct batch **rows, size_t *count, struct error *error)
{
	return list(db, db_use(db, &statements[LIST_UNFINISHED]), arena, actor, limit, rows, count, error);
}

enum err batch_list_late(struct db *db, struct arena *arena, const struct actor *actor, struct date day, int64_t after,
                         int limit, struct batch **rows, size_t *count, struct error *error)
{
	struct stage_days days;
	enum err err = stage_days_any(db, arena, &days, error);

	if (err != ERR_OK)
		return err;
	struct db_row *row = db_use(db, &statements[after == 0 ? LIST_LATE : LIST_LATE_AFTER]);
	stage_bind_any(row, arena, &days, day, true);
	if (after != 0)
		db_bind_int(row, ":after", after);
	return list(db, row, arena, actor, limit, rows, count, error);
}

enum err batch_count_late(struct db *db, struct arena *arena, const struct actor *actor, struct date day,
                          int64_t *count, struct error *error)
{
	struct stage_days days;
	enum err err = stage_days_any(db, arena, &days, error);

	if (err != ERR_OK)
		return err;
	struct db_row *row = db_use(db, &statements[COUNT_LATE]);
	scope_bind(row, actor);
	stage_bind_any(row, arena, &days, day, true);
	return read_number(db, row, count, error);
}

static enum err count_batches(struct db *db, int statement, const struct actor *actor, int64_t *count,
                              struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);

	scope_bind(row, actor);
	return read_number(db, row, count, error);
}

enum err batch_count(struct db *db, const struct actor *actor, int64_t *count, struct error *error)
{
	return count_batches(db, COUNT_ALL, actor, count, error);
}

enum err batch_count_open(struct db *db, const struct actor *actor, int64_t *count, struct error *error)
{
	return count_batches(db, COUNT_OPEN, actor, count, error);
}

enum err batch_count_sheets_open(struct db *db, const struct actor *actor, int64_t *count, struct error *error)
{
	return count_batches(db, SHEETS_OPEN, actor, count, error);
}

static enum err read_items(struct db *db, struct db_row *row, struct arena *arena, struct batch_item **items,
                           size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct batch_item *item = rows_add(&list, arena, sizeof *item);
		*item = (struct batch_item){
			.position = db_int(row, 0),
			.sheet_id = db_int(row, 1),
			.outcome = (enum outcome)read_code(row, 2, &outcome_codes),
			.full_name = db_copy(row, 3, arena),
			.birth_date = db_copy(row, 4, arena),
			.citizen_id = db_copy(row, 5, arena),
			.paper_no = db_copy(row, 6, arena),
			.area_name = db_copy(row, 7, arena),
			.state = read_state(row, 8),
			.entered_at = read_time(row, 9, arena),
			.returned_at = read_time(row, 10, arena),
			.back_at = read_time(row, 11, arena),
			.return_reason = db_int(row, 12),
			.by_paper = db_int(row, 13) != 0,
		};
	}
	*items = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err batch_items(struct db *db, struct arena *arena, int64_t id, struct batch_item **items, size_t *count,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[ITEMS]);

	db_bind_int(row, ":id", id);
	return read_items(db, row, arena, items, count, error);
}

enum err batch_items_to_enter(struct db *db, struct arena *arena, int64_t id, int64_t from, int64_t to, int limit,
                              struct batch_item **items, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[TO_ENTER]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":from", from);
	db_bind_int(row, ":to", to);
	db_bind_int(row, ":limit", limit);
	return read_items(db, row, arena, items, count, error);
}

enum err batch_insert(struct db *db, struct batch *batch, struct error *error)
{
	struct db_row *row = db_use(db, &statements[INSERT]);

	db_bind_int(row, ":commune", batch->commune_id);
	db_bind_int(row, ":campaign", batch->campaign_id);
	db_bind_int(row, ":year", batch->year);
	db_bind_int(row, ":by", batch->delivered_by);
	db_bind_text(row, ":at", batch->delivered_at);
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	batch->id = db_int(row, 0);
	batch->number = db_int(row, 1);
	db_step(row);
	db_done(row);
	return ERR_OK;
}

enum err batch_add_sheet(struct db *db, int64_t batch_id, int64_t position, int64_t sheet_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD_SHEET]);

	db_bind_int(row, ":id", batch_id);
	db_bind_int(row, ":position", position);
	db_bind_int(row, ":sheet", sheet_id);
	return db_run(row, error);
}

int64_t batch_of_sheet(struct db *db, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[OF_SHEET]);
	int64_t id = 0;

	db_bind_int(row, ":sheet", sheet_id);
	if (db_step(row) == DB_ROW)
		id = db_int(row, 0);
	db_done(row);
	return id;
}

bool batch_signed_of_sheet(struct db *db, int64_t sheet_id, struct batch_place *out)
{
	struct db_row *row = db_use(db, &statements[SIGNED_OF_SHEET]);

	db_bind_int(row, ":sheet", sheet_id);
	if (db_step(row) != DB_ROW)
		return false;
	*out = (struct batch_place){ db_int(row, 0), db_int(row, 1), db_int(row, 2), db_int(row, 3), db_int(row, 4) };
	db_done(row);
	return true;
}

struct batch_name batch_now_of_sheet(struct db *db, int64_t sheet_id, enum state state)
{
	struct batch_name name = { .id = 0 };

	if (!state_in(state, STATES_ACCEPTED))
		return name;
	struct db_row *row = db_use(db, &statements[NOW_OF_SHEET]);
	db_bind_int(row, ":sheet", sheet_id);
	db_bind_text(row, ":outcome", outcome_code(state == STATE_ACCEPTED ? OUTCOME_OPEN : OUTCOME_PRESENT));
	if (db_step(row) == DB_ROW)
		name = (struct batch_name){ db_int(row, 0), db_int(row, 1), db_int(row, 2) };
	db_done(row);
	return name;
}

enum err batch_set_outcome(struct db *db, int64_t batch_id, int64_t sheet_id, enum outcome outcome, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OUTCOME]);

	db_bind_int(row, ":id", batch_id);
	db_bind_int(row, ":sheet", sheet_id);
	db_bind_text(row, ":outcome", outcome_code(outcome));
	return db_run(row, error);
}

enum err batch_sign(struct db *db, const struct batch *batch, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SIGN]);

	db_bind_int(row, ":id", batch->id);
	db_bind_int(row, ":by", batch->signed_by);
	db_bind_text(row, ":at", batch->signed_at);
	db_bind_int(row, ":counted", batch->counted);
	db_bind_text(row, ":extra", batch->extra);
	db_bind_text(row, ":note", batch->note);
	db_bind_text(row, ":day", batch->paper_day);
	db_bind_text(row, ":signer", batch->paper_signer);
	enum err err = db_run(row, error);
	if (err == ERR_OK && db_changes(db) == 0)
		return error_set(error, ERR_CONFLICT, NULL, "batch %lld is signed already", (long long)batch->id);
	return err;
}

enum err batch_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[VERIFY_OPEN], "sheet", "it is in an open batch but not accepted", error);

	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_SIGNED], "batch", "its sheets do not fit its signature", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_COUNTS], "batch", "what it counts is not what it has", error);
	return err == ERR_OK ? verify_none(db, &statements[VERIFY_POLICE], "sheet",
	                                   "it is with the police without a signed batch", error)
	                     : err;
}
