/* Decisions about pairs of sheets, found again: for a list, and for the history of a sheet. Who sees both sheets sees
 * the decision. */
#include "store/person/duplicate.h"
#include "store/scope.h"
#include "store/tables.h"

enum { SQL_LIMIT = 4096 };

/* The place of the actor's predicate over worker_sheet s stands open twice. From the sheets of the scope (CROSS JOIN)
 * to the decisions about them: a commune has as many sheets whatever the others decide. */
#define HOLDING \
	"FROM worker_sheet s " \
	"CROSS JOIN duplicate_decision d " \
	"WHERE d.sheet_id = s.id AND %s AND d.undone_at IS NULL AND " \
	"EXISTS (SELECT 1 FROM worker_sheet s WHERE s.id = d.other_id AND %s)"
#define COLUMNS \
	"SELECT d.id, d.sheet_id, d.other_id, d.verdict, d.reason, d.decided_at, u.full_name, d.decided_by, " \
	"d.other_state " \
	"FROM duplicate_decision d " \
	"JOIN app_user u ON u.id = d.decided_by " \
	"WHERE d.id IN (SELECT d.id "

enum { COUNT_HOLDING, LIST_HOLDING, LIST_BEFORE, TRACES, TEXTS };

static const char *const texts[TEXTS] = {
	[COUNT_HOLDING] = SCOPE_WITH "SELECT count(*) " HOLDING,
	[LIST_HOLDING] = SCOPE_WITH COLUMNS HOLDING " ORDER BY d.id DESC LIMIT :limit) "
		"ORDER BY d.id DESC",
	[LIST_BEFORE] = SCOPE_WITH COLUMNS HOLDING " AND d.id < :after ORDER BY d.id DESC LIMIT :limit) "
		"ORDER BY d.id DESC",
	/* One sheet of the pair is known, the other has to be seen. */
	[TRACES] = SCOPE_WITH ", pair(id, other_id, decided_at, undone_at) AS ("
		"SELECT id, other_id, decided_at, undone_at FROM duplicate_decision "
		"WHERE sheet_id = :sheet "
		"UNION ALL "
		"SELECT id, sheet_id, decided_at, undone_at FROM duplicate_decision "
		"WHERE other_id = :sheet) "
		"SELECT pair.other_id, pair.decided_at, pair.undone_at FROM pair "
		"CROSS JOIN worker_sheet s "
		"WHERE s.id = pair.other_id AND %s "
		"ORDER BY pair.id",
};

/* The text has the predicate's place once or twice. */
static void compose(char sql[SQL_LIMIT], const struct actor *actor, int which)
{
	const char *text = texts[which], *mine = scope_sheets(actor);
	const char *first = strstr(text, "%s"), *rest = first + 2, *second = strstr(rest, "%s");

	if (second == NULL)
		snprintf(sql, SQL_LIMIT, "%.*s%s%s", (int)(first - text), text, mine, rest);
	else
		snprintf(sql, SQL_LIMIT, "%.*s%s%.*s%s%s", (int)(first - text), text, mine, (int)(second - rest), rest, mine,
			second + 2);
}

static struct db_row *use(struct db *db, const struct actor *actor, int which)
{
	char sql[SQL_LIMIT];

	compose(sql, actor, which);
	struct db_row *row = db_use_text(db, sql);
	scope_bind(row, actor);
	return row;
}

void duplicate_decided_shapes(const struct shape_walk *walk)
{
	char sql[SQL_LIMIT];

	for (int n = 0; n < TEXTS * ROLE_COUNT; n++) {
		const struct actor actor = { .role = (enum role)(n / TEXTS) };
		compose(sql, &actor, n % TEXTS);
		shape_tell(walk, "duplicate_decided.c", sql, "text %d, %s", n % TEXTS, role_code(actor.role));
	}
}

static enum err load_sheets(struct db *db, struct arena *arena, struct duplicate_decided *items, size_t count,
                            struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		err = record_load_any(db, arena, items[i].decision.sheet_id, &items[i].sheet, error);
		if (err == ERR_OK)
			err = record_load_any(db, arena, items[i].decision.other_id, &items[i].other, error);
	}
	return err;
}

enum err duplicate_decided_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t after, int limit,
                                struct duplicate_decided **rows, size_t *count, struct error *error)
{
	struct db_row *row = use(db, actor, after == 0 ? LIST_HOLDING : LIST_BEFORE);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":limit", limit);
	if (after != 0)
		db_bind_int(row, ":after", after);
	while ((step = db_step(row)) == DB_ROW) {
		struct duplicate_decided *one = rows_add(&list, arena, sizeof *one);
		one->decision = (struct duplicate_decision){ .id = db_int(row, 0), .sheet_id = db_int(row, 1),
			.other_id = db_int(row, 2),
			.verdict = (enum duplicate_verdict)read_code(row, 3, &verdict_codes), .reason = db_copy(row, 4, arena),
			.decided_at = db_copy(row, 5, arena), .decided_name = db_copy(row, 6, arena), .decided_by = db_int(row, 7),
			.other_state = read_state(row, 8) };
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? load_sheets(db, arena, list.items, list.count, error) : db_fault(db, error);
}

enum err duplicate_decided_count(struct db *db, const struct actor *actor, int64_t *total, struct error *error)
{
	return read_number(db, use(db, actor, COUNT_HOLDING), total, error);
}

enum err duplicate_traces(struct db *db, struct arena *arena, const struct actor *actor, int64_t sheet_id,
                          struct duplicate_trace **traces, size_t *count, struct error *error)
{
	struct db_row *row = use(db, actor, TRACES);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":sheet", sheet_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct duplicate_trace *one = rows_add(&list, arena, sizeof *one);
		*one = (struct duplicate_trace){ db_int(row, 0), db_copy(row, 1, arena), db_copy(row, 2, arena) };
	}
	*traces = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
