#include "store/sheet/typed.h"

#include "base/clock.h"
#include "store/scope.h"
#include "store/tables.h"

enum { OF_WRITER, OF_COMMUNES };
enum { DAY = 86400 };

/* However many sheets somebody has made, the last ones alone are looked at. A row without a sheet tells the number. */
#define TYPED(sees) \
	"/*scan ok: of the last few*/ " \
	"SELECT t.sent, y.id, y.state, y.at, y.full_name, y.paper_no, y.open_errors, y.open_warnings FROM (" \
	"SELECT count(DISTINCT e.sheet_id) AS sent FROM event e " \
	"JOIN event_kind k ON k.id = e.kind_id " \
	"JOIN worker_sheet w ON w.id = e.sheet_id " \
	"WHERE e.actor_id = :user " \
	"AND e.id >= COALESCE((SELECT min(first_id) FROM event_day WHERE day >= :day), :never) " \
	"AND e.at >= :from AND k.action = " ACTION_SQL(SUBMIT) " AND w.state <> " STATE_SQL(DRAFT) ") t " \
	"LEFT JOIN (" \
	"SELECT s.id, s.state, s.created_at, s.full_name, s.paper_no, s.open_errors, s.open_warnings, " \
	"CASE WHEN s.state = " STATE_SQL(DRAFT) " THEN s.updated_at ELSE s.created_at END AS at FROM worker_sheet s " \
	"WHERE " SCOPE_MADE " " sees \
	"ORDER BY s.id DESC LIMIT :limit) y ON y.created_at >= :since OR y.state = " STATE_SQL(DRAFT) " " \
	"ORDER BY y.id DESC"

static const struct db_statement statements[] = {
	[OF_WRITER] = { DB_READ, TYPED("") },
	[OF_COMMUNES] = { DB_READ, SCOPE_WITH_COMMUNES TYPED("AND " SCOPE_OF_COMMUNES("+s") " ") },
};

const struct db_statements typed_statements = { statements, COUNT(statements) };

static void read_sheet(struct db_row *row, struct arena *arena, struct typed_sheet *sheet)
{
	*sheet = (struct typed_sheet){ .id = db_int(row, 1), .state = read_state(row, 2),
		.at = read_time(row, 3, arena), .full_name = db_copy(row, 4, arena), .paper_no = db_copy(row, 5, arena),
		.open_errors = db_int(row, 6), .open_warnings = db_int(row, 7) };
}

enum err typed_today(struct db *db, struct arena *arena, const struct actor *actor, const char *since,
                     struct typed_today *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[scope_is_by_commune(actor) ? OF_COMMUNES : OF_WRITER]);
	enum db_step step;

	*out = (struct typed_today){ 0 };
	scope_bind(row, actor);
	db_bind_int(row, ":day", clock_wall_seconds(since) / DAY);
	db_bind_int(row, ":never", INT64_MAX);
	db_bind_int(row, ":limit", TYPED_SHEETS);
	bind_time(row, ":from", since);
	bind_time(row, ":since", since);
	while ((step = db_step(row)) == DB_ROW) {
		out->sent = db_int(row, 0);
		if (!db_is_null(row, 1) && out->count < TYPED_SHEETS)
			read_sheet(row, arena, &out->sheets[out->count++]);
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
