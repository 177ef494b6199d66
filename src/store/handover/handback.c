#include "store/handover/handback.h"

#include "store/scope.h"
#include "store/tables.h"

enum { LOAD, LOAD_ANY, LIST, LIST_AFTER, COUNT_ALL, ITEMS, WAITING, WAITING_OF, OF_SHEET, INSERT, ADD, VERIFY_COUNTS,
	VERIFY_NUMBERS, VERIFY_PAPERS };

#define HANDBACK \
	"SELECT r.id, r.commune_id, r.year, r.number, r.made_by, r.made_at, r.place, r.keeper, r.note, r.archived, " \
	"r.given_back, r.missing, c.full_name, m.full_name, m.role " \
	"FROM paper_return r " \
	"JOIN area c ON c.id = r.commune_id " \
	"JOIN app_user m ON m.id = r.made_by "
#define IN_SCOPE SCOPE_OF_COMMUNES("r")
#define PAPER \
	"x.sheet_id, h.commune_id, s.state, h.id, h.number, h.year, x.full_name, x.birth_date, x.citizen_id, x.paper_no, " \
	"x.area_name, COALESCE(x.entered_at, x.returned_at), COALESCE(x.return_reason, 0), "
/* The police have done with it, and it did not come back. */
#define IS_OUT \
	"x.outcome = " OUTCOME_SQL(PRESENT) " AND x.back_at IS NULL " \
	"AND (x.entered_at IS NOT NULL OR x.returned_at IS NOT NULL)"
#define OUT \
	"SELECT " PAPER OUTCOME_SQL(OPEN) ", CASE WHEN x.entered_at IS NULL THEN " STATE_SQL(POLICE_RETURNED) \
	" ELSE " STATE_SQL(ENTERED) " END, x.position, NULL FROM handover h " \
	"JOIN handover_sheet x ON x.handover_id = h.id " \
	"JOIN worker_sheet s ON s.id = x.sheet_id "

static const struct db_statement statements[] = {
	[LOAD] = { DB_READ, SCOPE_WITH_COMMUNES HANDBACK "WHERE r.id = :id AND " IN_SCOPE },
	[LOAD_ANY] = { DB_READ, HANDBACK "WHERE r.id = :id" },
	[LIST] = { DB_READ, SCOPE_WITH_COMMUNES HANDBACK "WHERE " IN_SCOPE
		" ORDER BY r.id DESC LIMIT :limit" },
	[LIST_AFTER] = { DB_READ, SCOPE_WITH_COMMUNES HANDBACK "WHERE " IN_SCOPE " AND r.id < :after "
		"ORDER BY r.id DESC LIMIT :limit" },
	[COUNT_ALL] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT count(*) FROM paper_return r "
		"WHERE " IN_SCOPE },
	[ITEMS] = { DB_READ, "SELECT " PAPER "y.outcome, y.was, y.position, "
		"CASE WHEN y.was = " STATE_SQL(ENTERED) " AND y.outcome = " OUTCOME_SQL(PRESENT) " THEN r.place END "
		"FROM paper_return_sheet y "
		"JOIN paper_return r ON r.id = y.return_id "
		"JOIN handover h ON h.id = y.handover_id "
		"JOIN handover_sheet x ON x.handover_id = y.handover_id AND x.sheet_id = y.sheet_id AND x.outcome = "
		OUTCOME_SQL(PRESENT) " "
		"JOIN worker_sheet s ON s.id = y.sheet_id "
		"WHERE y.return_id = :id "
		"ORDER BY y.position" },
	[WAITING] = { DB_READ, SCOPE_WITH_COMMUNES OUT
		"WHERE " SCOPE_OF_COMMUNES("h") " AND h.back < h.entered + h.returned AND " IS_OUT
		" ORDER BY h.id, x.position LIMIT :limit" },
	[WAITING_OF] = { DB_READ, SCOPE_WITH_COMMUNES OUT
		"WHERE h.id = :batch AND " SCOPE_OF_COMMUNES("h") " AND " IS_OUT
		" ORDER BY x.position LIMIT :limit" },
	[OF_SHEET] = { DB_READ, OUT
		"WHERE x.sheet_id = :sheet AND " IS_OUT " "
		"ORDER BY h.id DESC LIMIT 1" },
	[INSERT] = { DB_WRITE, "INSERT INTO paper_return (commune_id, year, number, made_by, made_at, place, keeper, note, "
		"archived, given_back, missing) "
		"VALUES (:commune, :year, ("
		"SELECT COALESCE(max(number), 0) + 1 FROM paper_return "
		"WHERE commune_id = :commune "
		"AND year = :year), :by, :at, :place, :keeper, :note, :archived, :given_back, :missing) RETURNING id, number" },
	[ADD] = { DB_WRITE, "INSERT INTO paper_return_sheet (return_id, position, sheet_id, handover_id, outcome, was) "
		"VALUES (:id, :position, :sheet, :batch, :outcome, :was)" },
	[VERIFY_COUNTS] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("id",
		"SELECT r.id, count(*) FILTER (WHERE y.outcome = " OUTCOME_SQL(PRESENT) " AND y.was = " STATE_SQL(ENTERED) "), "
		"count(*) FILTER (WHERE y.outcome = " OUTCOME_SQL(PRESENT) " AND y.was <> " STATE_SQL(ENTERED) "), "
		"count(*) FILTER (WHERE y.outcome = " OUTCOME_SQL(MISSING) ") "
		"FROM paper_return r "
		"LEFT JOIN paper_return_sheet y ON y.return_id = r.id "
		"GROUP BY r.id",
		"SELECT id, archived, given_back, missing FROM paper_return") },
	[VERIFY_NUMBERS] = { DB_READ, "/*scan ok*/ SELECT max(id) FROM paper_return "
		"GROUP BY commune_id, year "
		"HAVING max(number) <> count(*) LIMIT 1" },
	[VERIFY_PAPERS] = { DB_READ, "/*scan ok*/ SELECT y.sheet_id FROM paper_return_sheet y "
		"JOIN paper_return r ON r.id = y.return_id "
		"LEFT JOIN handover_sheet x ON x.handover_id = y.handover_id AND x.sheet_id = y.sheet_id AND x.outcome = "
		OUTCOME_SQL(PRESENT) " "
		"WHERE x.sheet_id IS NULL OR (y.outcome = " OUTCOME_SQL(PRESENT) " AND x.back_at IS DISTINCT FROM r.made_at) "
		"OR (y.was = " STATE_SQL(ENTERED) ") <> (x.entered_at IS NOT NULL) LIMIT 1" },
};

const struct db_statements handback_statements = { statements, COUNT(statements) };

/* ---- lists ---- */

static void read_handback(struct db_row *row, struct arena *arena, struct handback *out)
{
	*out = (struct handback){ .id = db_int(row, 0), .commune_id = db_int(row, 1), .year = db_int(row, 2),
		.number = db_int(row, 3), .made_by = db_int(row, 4), .made_at = read_time(row, 5, arena),
		.place = db_copy(row, 6, arena), .keeper = db_copy(row, 7, arena), .note = db_copy(row, 8, arena),
		.archived = db_int(row, 9), .given_back = db_int(row, 10), .missing = db_int(row, 11),
		.commune_name = db_copy(row, 12, arena), .made_name = db_copy(row, 13, arena),
		.made_role = (enum role)read_code(row, 14, &role_codes) };
}

static enum err load(struct db *db, struct db_row *row, struct arena *arena, int64_t id, struct handback *out,
                     struct error *error)
{
	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no return %lld for this actor", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_handback(row, arena, out);
	return db_end(row, error);
}

enum err handback_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct handback *out,
                       struct error *error)
{
	struct db_row *row = db_use(db, &statements[LOAD]);

	scope_bind(row, actor);
	return load(db, row, arena, id, out, error);
}

enum err handback_load_any(struct db *db, struct arena *arena, int64_t id, struct handback *out, struct error *error)
{
	return load(db, db_use(db, &statements[LOAD_ANY]), arena, id, out, error);
}

enum err handback_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t after, int limit,
                       struct handback **rows, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[after == 0 ? LIST : LIST_AFTER]);
	struct rows list = { 0 };
	enum db_step step;

	if (after != 0)
		db_bind_int(row, ":after", after);
	scope_bind(row, actor);
	db_bind_int(row, ":limit", limit);
	while ((step = db_step(row)) == DB_ROW)
		read_handback(row, arena, rows_add(&list, arena, sizeof(struct handback)));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err handback_count(struct db *db, const struct actor *actor, int64_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[COUNT_ALL]);

	scope_bind(row, actor);
	return read_number(db, row, count, error);
}

/* ---- papers ---- */

static void read_item(struct db_row *row, struct arena *arena, struct handback_item *out)
{
	*out = (struct handback_item){ .sheet_id = db_int(row, 0), .commune_id = db_int(row, 1),
		.state = read_state(row, 2), .batch_id = db_int(row, 3), .number = db_int(row, 4), .year = db_int(row, 5),
		.full_name = db_copy(row, 6, arena), .birth_date = db_copy(row, 7, arena), .citizen_id = db_copy(row, 8, arena),
		.paper_no = db_copy(row, 9, arena), .area_name = db_copy(row, 10, arena), .done_at = read_time(row, 11, arena),
		.reason = db_int(row, 12), .outcome = (enum outcome)read_code(row, 13, &outcome_codes),
		.was = read_state(row, 14), .position = db_int(row, 15), .kept_at = db_copy(row, 16, arena) };
}

static enum err read_items(struct db *db, struct db_row *row, struct arena *arena, struct handback_item **items,
                           size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		read_item(row, arena, rows_add(&list, arena, sizeof(struct handback_item)));
	*items = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err handback_items(struct db *db, struct arena *arena, int64_t id, struct handback_item **items, size_t *count,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[ITEMS]);

	db_bind_int(row, ":id", id);
	return read_items(db, row, arena, items, count, error);
}

enum err handback_waiting(struct db *db, struct arena *arena, const struct actor *actor, int64_t batch_id, int limit,
                          struct handback_item **items, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[batch_id == 0 ? WAITING : WAITING_OF]);

	if (batch_id != 0)
		db_bind_int(row, ":batch", batch_id);
	scope_bind(row, actor);
	db_bind_int(row, ":limit", limit);
	return read_items(db, row, arena, items, count, error);
}

enum err handback_of_sheet_any(struct db *db, struct arena *arena, int64_t sheet_id, struct handback_item *out,
                               bool *found, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_SHEET]);
	struct handback_item *items;
	size_t count;

	db_bind_int(row, ":sheet", sheet_id);
	enum err err = read_items(db, row, arena, &items, &count, error);
	*found = err == ERR_OK && count > 0;
	if (*found)
		*out = items[0];
	return err;
}

/* ---- writing ---- */

enum err handback_insert(struct db *db, struct handback *handback, struct error *error)
{
	struct db_row *row = db_use(db, &statements[INSERT]);

	db_bind_int(row, ":commune", handback->commune_id);
	db_bind_int(row, ":year", handback->year);
	db_bind_int(row, ":by", handback->made_by);
	bind_time(row, ":at", handback->made_at);
	db_bind_text(row, ":place", handback->place);
	db_bind_text(row, ":keeper", handback->keeper);
	db_bind_text(row, ":note", handback->note);
	db_bind_int(row, ":archived", handback->archived);
	db_bind_int(row, ":given_back", handback->given_back);
	db_bind_int(row, ":missing", handback->missing);
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	handback->id = db_int(row, 0);
	handback->number = db_int(row, 1);
	db_step(row);
	db_done(row);
	return ERR_OK;
}

enum err handback_add(struct db *db, int64_t id, const struct handback_item *item, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":position", item->position);
	db_bind_int(row, ":sheet", item->sheet_id);
	db_bind_int(row, ":batch", item->batch_id);
	db_bind_text(row, ":outcome", outcome_code(item->outcome));
	db_bind_text(row, ":was", state_code(item->was));
	return db_run(row, error);
}

enum err handback_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[VERIFY_COUNTS], "return", "what it counts is not what it has", error);

	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_NUMBERS], "return", "its numbers have a gap", error);
	return err == ERR_OK ? verify_none(db, &statements[VERIFY_PAPERS], "sheet",
	                                   "a return of papers says otherwise than its batch", error)
	                     : err;
}
