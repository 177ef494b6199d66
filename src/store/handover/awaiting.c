#include "store/handover/awaiting.h"

#include "store/scope.h"
#include "store/tables.h"

enum { DRAFTS, BACK, UNCOUNTED };

static const struct db_statement statements[] = {
	[DRAFTS] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT count(*) FROM minutes m "
		"WHERE " SCOPE_OF_COMMUNES("m") " AND m.dropped_at IS NULL AND NOT EXISTS ("
		"SELECT 1 FROM paper p "
		"WHERE p.kind = 'minutes' AND p.subject_id = m.id)" },
	[BACK] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT COALESCE(sum(h.entered + h.returned - h.back), 0) FROM handover h "
		"WHERE " SCOPE_OF_COMMUNES("h") " AND h.back < h.entered + h.returned" },
	[UNCOUNTED] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT count(*) FROM bundle b "
		"JOIN bundle_sheet i ON i.bundle_id = b.id AND i.outcome = " OUTCOME_SQL(OPEN) " "
		"JOIN worker_sheet s ON s.id = i.sheet_id "
		"WHERE b.confirmed_at IS NULL AND b.sheets > 0 AND " SCOPE_OF_COMMUNES("b") " AND s.state = "
		STATE_SQL(RECEIVED) " AND s.open_errors = 0 AND s.open_warnings = 0" },
};

const struct db_statements awaiting_statements = { statements, COUNT(statements) };

static enum err count_some(struct db *db, int statement, const struct actor *actor, int64_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);

	scope_bind(row, actor);
	return read_number(db, row, count, error);
}

enum err awaiting_drafts(struct db *db, const struct actor *actor, int64_t *count, struct error *error)
{
	return count_some(db, DRAFTS, actor, count, error);
}

enum err awaiting_back(struct db *db, const struct actor *actor, int64_t *count, struct error *error)
{
	return count_some(db, BACK, actor, count, error);
}

enum err awaiting_uncounted(struct db *db, const struct actor *actor, int64_t *count, struct error *error)
{
	return count_some(db, UNCOUNTED, actor, count, error);
}
