/* What was decided about pairs of sheets. */
#include "store/person/duplicate.h"
#include "store/tables.h"

enum { DECIDED, TOOK_OUT, DECIDE, UNDO, VERIFY };

static const struct db_statement statements[] = {
	[DECIDED] = { DB_READ, "SELECT d.id, d.sheet_id, d.other_id, d.verdict, d.reason, d.decided_at, u.full_name, "
		"d.decided_by, d.other_state, "
		"d.replaces_id, d.joined_id, d.split_id FROM duplicate_decision d "
		"JOIN app_user u ON u.id = d.decided_by "
		"WHERE d.sheet_id = :a AND d.other_id = :b AND d.undone_at IS NULL "
		"ORDER BY d.id DESC LIMIT 1" },
	[TOOK_OUT] = { DB_READ, "SELECT 1 FROM duplicate_decision "
		"WHERE other_id = :sheet AND verdict = " VERDICT_SQL(KEEP) " AND undone_at IS NULL "
		"LIMIT 1" },
	[DECIDE] = { DB_WRITE, "INSERT INTO duplicate_decision (sheet_id, other_id, verdict, reason, decided_by, "
		"decided_at, other_state, "
		"replaces_id, joined_id, split_id) "
		"VALUES (:sheet, :other, :verdict, :reason, :by, :at, :state, :replaces, :joined, :split)" },
	[UNDO] = { DB_WRITE, "UPDATE duplicate_decision SET undone_by = :by, undone_at = :at, undo_reason = :reason "
		"WHERE id = :id" },
	/* Who was decided to be cancelled or replaced is so as long as the decision stands. */
	[VERIFY] = { DB_READ, "/*scan ok*/ SELECT d.other_id FROM duplicate_decision d "
		"JOIN worker_sheet s ON s.id = d.other_id "
		"WHERE "
		"d.undone_at IS NULL AND ((d.verdict = " VERDICT_SQL(KEEP) " AND s.state <> " STATE_SQL(CANCELLED) ") "
		"OR (d.verdict = " VERDICT_SQL(REPLACE) " AND s.state <> " STATE_SQL(REPLACED) ")) "
		"LIMIT 1" },
};

const struct db_statements duplicate_decision_statements = { statements, COUNT(statements) };

static enum err decided(struct db *db, struct arena *arena, int64_t a, int64_t b, struct duplicate_decision *out,
                        bool *found, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DECIDED]);

	db_bind_int(row, ":a", a);
	db_bind_int(row, ":b", b);
	*found = db_step(row) == DB_ROW;
	if (!*found)
		return ERR_OK;
	*out = (struct duplicate_decision){ .id = db_int(row, 0),
		                                .sheet_id = db_int(row, 1),
		                                .other_id = db_int(row, 2),
		                                .verdict = (enum duplicate_verdict)read_code(row, 3, &verdict_codes),
		                                .reason = db_copy(row, 4, arena),
		                                .decided_at = db_copy(row, 5, arena),
		                                .decided_name = db_copy(row, 6, arena),
		                                .decided_by = db_int(row, 7),
		                                .other_state = read_state(row, 8),
		                                .replaces_id = db_int(row, 9),
		                                .joined_id = db_int(row, 10),
		                                .split_id = db_int(row, 11) };
	return db_end(row, error);
}

enum err duplicate_decided_any(struct db *db, struct arena *arena, int64_t a, int64_t b,
                               struct duplicate_decision *out, bool *found, struct error *error)
{
	enum err err = decided(db, arena, a, b, out, found, error);

	return err == ERR_OK && !*found ? decided(db, arena, b, a, out, found, error) : err;
}

static void bind_id(struct db_row *row, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_null(row, name);
	else
		db_bind_int(row, name, id);
}

bool duplicate_took_out_any(struct db *db, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[TOOK_OUT]);

	db_bind_int(row, ":sheet", sheet_id);
	bool found = db_step(row) == DB_ROW;
	db_done(row);
	return found;
}

enum err duplicate_decide(struct db *db, struct duplicate_decision *d, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DECIDE]);

	db_bind_int(row, ":sheet", d->sheet_id);
	db_bind_int(row, ":other", d->other_id);
	db_bind_text(row, ":verdict", duplicate_verdict_code(d->verdict));
	db_bind_text(row, ":reason", d->reason);
	db_bind_int(row, ":by", d->decided_by);
	db_bind_text(row, ":at", d->decided_at);
	db_bind_text(row, ":state", state_code(d->other_state));
	bind_id(row, ":replaces", d->replaces_id);
	bind_id(row, ":joined", d->joined_id);
	bind_id(row, ":split", d->split_id);
	enum err err = db_run(row, error);
	d->id = db_last_id(db);
	return err;
}

enum err duplicate_undo(struct db *db, int64_t decision_id, int64_t user_id, const char *now, const char *reason,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[UNDO]);

	db_bind_int(row, ":id", decision_id);
	db_bind_int(row, ":by", user_id);
	db_bind_text(row, ":at", now);
	db_bind_text(row, ":reason", reason);
	return db_run(row, error);
}

enum err duplicate_verify(struct db *db, struct error *error)
{
	return verify_none(db, &statements[VERIFY], "sheet", "a decision took it out, and it is there", error);
}
