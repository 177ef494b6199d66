#include "store/handover/carried.h"

#include "store/tables.h"

enum { OF_SHEET, BUNDLE_NUMBERS, BATCH_NUMBERS, SUBJECTS };

/* Of a commune and year. */
#define NUMBERS(table) \
	"/*scan ok*/ SELECT max(id) FROM " table " " \
	"GROUP BY commune_id, year " \
	"HAVING min(number) <> 1 OR max(number) <> count(*) LIMIT 1"
/* The paper p is of that kind, and its subject is not there, or not done. */
#define WITHOUT(kind, table, done) \
	"(p.kind = '" kind "' AND NOT EXISTS (" \
	"SELECT 1 FROM " table " t " \
	"WHERE t.id = p.subject_id AND t.commune_id = p.commune_id" done "))"

static const struct db_statement statements[] = {
	[OF_SHEET] = { DB_READ, "SELECT 'bundle', b.id, b.number, b.year, b.made_at, NULL, "
		"CASE WHEN b.confirmed_at IS NULL THEN 1 ELSE 0 END, x.outcome, 0, b.for_leader, NULL, NULL "
		"FROM bundle_sheet x "
		"JOIN bundle b ON b.id = x.bundle_id "
		"WHERE x.sheet_id = :sheet AND x.outcome <> " OUTCOME_SQL(REMOVED) " "
		"UNION ALL "
		"SELECT 'handover', h.id, h.number, h.year, CAST(NULL AS BIGINT), h.delivered_at, "
		"CASE WHEN h.signed_at IS NULL THEN 1 ELSE 0 END, x.outcome, 0, h.paper_signer, NULL, NULL "
		"FROM handover_sheet x "
		"JOIN handover h ON h.id = x.handover_id "
		"WHERE x.sheet_id = :sheet AND x.outcome <> " OUTCOME_SQL(REMOVED) " "
		"UNION ALL "
		"SELECT 'return', r.id, r.number, r.year, r.made_at, NULL, 0, x.outcome, 0, r.keeper, r.place, NULL "
		"FROM paper_return_sheet x "
		"JOIN paper_return r ON r.id = x.return_id "
		"WHERE x.sheet_id = :sheet "
		"UNION ALL "
		"SELECT 'minutes', p.subject_id, p.number, p.year, p.issued_at, NULL, 0, "
		OUTCOME_SQL(PRESENT) ", x.event_id, NULL, NULL, m.type FROM minutes_sheet x "
		"JOIN minutes m ON m.id = x.minutes_id "
		"CROSS JOIN paper p "
		"WHERE p.kind = 'minutes' AND p.subject_id = x.minutes_id AND x.sheet_id = :sheet "
		"AND p.state = " PAPER_STATE_SQL(ISSUED) },
	[BUNDLE_NUMBERS] = { DB_READ, NUMBERS("bundle") },
	[BATCH_NUMBERS] = { DB_READ, NUMBERS("handover") },
	[SUBJECTS] = { DB_READ, "/*scan ok*/ SELECT p.id FROM paper p "
		"WHERE " WITHOUT("bundle", "bundle", " AND t.confirmed_at IS NOT NULL") " OR "
		WITHOUT("handover", "handover", " AND t.signed_at IS NOT NULL") " OR " WITHOUT("return", "paper_return", "")
		" OR " WITHOUT("minutes", "minutes", "") " LIMIT 1" },
};

const struct db_statements carried_statements = { statements, COUNT(statements) };

enum err carried_of_sheet_any(struct db *db, struct arena *arena, int64_t sheet_id, struct carried **items,
                              size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_SHEET]);
	struct rows rows = { 0 };
	enum db_step step;

	db_bind_int(row, ":sheet", sheet_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct carried *one = rows_add(&rows, arena, sizeof *one);
		*one = (struct carried){ (enum paper_kind)read_code(row, 0, &paper_kind_codes), db_int(row, 1), db_int(row, 2),
			db_int(row, 3), db_is_null(row, 4) ? db_copy(row, 5, arena) : read_time(row, 4, arena), db_int(row, 6) != 0,
			(enum outcome)read_code(row, 7, &outcome_codes), db_int(row, 8), db_copy(row, 9, arena),
			db_copy(row, 10, arena), MINUTES_ACCEPTANCE };
		if (!db_is_null(row, 11))
			one->type = (enum minutes_type)read_code(row, 11, &minutes_type_codes);
	}
	*items = rows.items;
	*count = rows.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err carried_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[BUNDLE_NUMBERS], "bundle", "numbers of its commune and year have a gap",
	                           error);

	if (err == ERR_OK)
		err = verify_none(db, &statements[BATCH_NUMBERS], "batch", "numbers of its commune and year have a gap", error);
	return err == ERR_OK ? verify_none(db, &statements[SUBJECTS], "paper", "what it is about is not there, or not done",
	                                   error)
	                     : err;
}
