#include "store/handover/held.h"

#include "store/tables.h"

/* In the order of enum held_by_what. */
enum { OF_BATCH, OF_BUNDLE, OF_HAMLET, TARGET };

#define COUNTED "SELECT s.state, (s.clock_from + 25200) / 86400, count(*), min(s.since) "
#define BY_DAY \
	" GROUP BY 1, 2 " \
	"ORDER BY 1, 2"

static const struct db_statement statements[] = {
	[OF_BATCH] = { DB_READ, COUNTED "FROM handover_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"WHERE x.handover_id = :id AND x.outcome <> " OUTCOME_SQL(REMOVED) BY_DAY },
	[OF_BUNDLE] = { DB_READ, COUNTED "FROM bundle_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"WHERE x.bundle_id = :id AND x.outcome <> " OUTCOME_SQL(REMOVED) BY_DAY },
	[OF_HAMLET] = { DB_READ, COUNTED "FROM worker_sheet s "
		"WHERE s.area_id = :id AND s.campaign_id = :campaign" BY_DAY },
	[TARGET] = { DB_READ, "SELECT sheets, due_on FROM target "
		"WHERE campaign_id = :campaign AND area_id = :id" },
};

const struct db_statements held_statements = { statements, COUNT(statements) };

enum err held_rows_any(struct db *db, struct arena *arena, const struct held_asked *asked, struct held_row **rows,
                       size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[asked->what]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":id", asked->id);
	if (asked->what == HELD_HAMLET)
		db_bind_int(row, ":campaign", asked->campaign_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct held_row *one = rows_add(&list, arena, sizeof *one);
		*one = (struct held_row){ read_state(row, 0), !db_is_null(row, 1), db_int(row, 1), db_int(row, 2),
			read_time(row, 3, arena) };
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err held_target_any(struct db *db, struct arena *arena, const struct held_asked *asked, struct held_target *out,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[TARGET]);

	*out = (struct held_target){ -1, NULL };
	db_bind_int(row, ":campaign", asked->campaign_id);
	db_bind_int(row, ":id", asked->id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return ERR_OK;
	if (step != DB_ROW)
		return db_fault(db, error);
	*out = (struct held_target){ db_int(row, 0), db_copy(row, 1, arena) };
	db_done(row);
	return ERR_OK;
}
