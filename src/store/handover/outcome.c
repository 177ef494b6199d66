#include "store/handover/outcome.h"

#include "text/label.h"
#include "store/tables.h"

enum { ENTERED, RETURNED, BACK, NONE, REASONS, VERIFY_STATE, VERIFY_HISTORY };

#define OF_SHEET \
	"WHERE handover_id = :batch AND sheet_id = :sheet AND outcome = " OUTCOME_SQL(PRESENT)
/* No later batch brought the sheet to the police. */
#define LAST \
	"NOT EXISTS (SELECT 1 FROM handover_sheet y " \
	"WHERE y.sheet_id = x.sheet_id AND y.handover_id > x.handover_id AND y.outcome = " OUTCOME_SQL(PRESENT) ")"
#define TOLD(column, action) \
	"(x." column " IS NULL OR EXISTS (SELECT 1 FROM event e " \
	"JOIN event_kind k ON k.id = e.kind_id " \
	"WHERE e.sheet_id = x.sheet_id AND e.at = x." column " AND k.action = " action "))"

static const struct db_statement statements[] = {
	[ENTERED] = { DB_WRITE, "UPDATE handover_sheet SET entered_at = :at, by_paper = :by_paper " OF_SHEET },
	[RETURNED] = { DB_WRITE, "UPDATE handover_sheet "
		"SET returned_at = :at, return_reason = :reason, by_paper = :by_paper " OF_SHEET },
	[BACK] = { DB_WRITE, "UPDATE handover_sheet SET back_at = :at " OF_SHEET },
	[NONE] = { DB_WRITE, "UPDATE handover_sheet "
		"SET entered_at = NULL, returned_at = NULL, return_reason = NULL, by_paper = 0 " OF_SHEET },
	[REASONS] = { DB_READ, "SELECT return_reason, count(*) FROM handover_sheet "
		"WHERE handover_id = :batch AND returned_at IS NOT NULL "
		"GROUP BY return_reason" },
	[VERIFY_STATE] = { DB_READ, "/*scan ok*/ SELECT x.sheet_id FROM handover_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"WHERE (x.entered_at IS NOT NULL) <> (x.outcome = " OUTCOME_SQL(PRESENT) " AND " LAST
		" AND s.state IN (" STATE_LIST(STATES_DONE) ")) "
		"OR (x.returned_at IS NOT NULL) <> (x.outcome = " OUTCOME_SQL(PRESENT) " AND NOT (" LAST
		" AND s.state IN (" STATE_SQL(HANDED_OVER) ", " STATE_LIST(STATES_DONE) "))) "
		"OR (s.state = " STATE_SQL(ARCHIVED) " AND x.entered_at IS NOT NULL AND x.back_at IS NULL) LIMIT 1" },
	[VERIFY_HISTORY] = { DB_READ, "/*scan ok*/ SELECT x.sheet_id FROM handover_sheet x "
		"WHERE NOT (" TOLD("entered_at", ACTION_SQL(ENTERED)) " AND " TOLD("returned_at", ACTION_SQL(POLICE_RETURN))
		") LIMIT 1" },
};

const struct db_statements outcome_statements = { statements, COUNT(statements) };

static enum err tell(struct db *db, int which, const struct outcome_told *told, struct error *error)
{
	struct db_row *row = db_use(db, &statements[which]);

	db_bind_int(row, ":batch", told->batch_id);
	db_bind_int(row, ":sheet", told->sheet_id);
	bind_time(row, ":at", told->at);
	if (which != BACK)
		db_bind_int(row, ":by_paper", told->by_paper);
	if (which == RETURNED)
		db_bind_int(row, ":reason", told->reason);
	return db_run(row, error);
}

enum err outcome_entered(struct db *db, const struct outcome_told *told, struct error *error)
{
	return tell(db, ENTERED, told, error);
}

enum err outcome_returned(struct db *db, const struct outcome_told *told, struct error *error)
{
	return tell(db, RETURNED, told, error);
}

enum err outcome_back(struct db *db, const struct outcome_told *told, struct error *error)
{
	return tell(db, BACK, told, error);
}

enum err outcome_none(struct db *db, int64_t batch_id, int64_t sheet_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[NONE]);

	db_bind_int(row, ":batch", batch_id);
	db_bind_int(row, ":sheet", sheet_id);
	return db_run(row, error);
}

enum err outcome_reasons_any(struct db *db, int64_t batch_id, int64_t counts[], struct error *error)
{
	struct db_row *row = db_use(db, &statements[REASONS]);
	enum db_step step;

	for (int i = 0; i <= POLICE_REASONS; i++)
		counts[i] = 0;
	db_bind_int(row, ":batch", batch_id);
	while ((step = db_step(row)) == DB_ROW) {
		int64_t reason = db_int(row, 0);
		counts[reason > 0 && reason <= POLICE_REASONS ? reason : 0] += db_int(row, 1);
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err outcome_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[VERIFY_STATE], "sheet",
	                           "what its batch tells of it is not where it went", error);

	return err == ERR_OK ? verify_none(db, &statements[VERIFY_HISTORY], "sheet",
	                                   "what its batch tells of it is not in its history", error)
	                     : err;
}
