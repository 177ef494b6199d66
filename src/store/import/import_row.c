#include "store/import/import_row.h"

#include "store/campaign/area.h"
#include "store/tables.h"

enum { ADD, REACH, FIRST, BY_ID, ADD_SHEET, OF_DIGEST, ORIGIN, VERIFY };

#define COLUMNS \
	"i.id, i.kind, COALESCE(i.campaign_id, 0), COALESCE(i.user_id, 0), i.file_name, i.file_hash, i.sheet_name, " \
	"i.begun_at, i.ended_at, i.reached, i.rows_read, i.rows_new, i.rows_changed, i.rows_same, i.rows_rejected"

static const struct db_statement statements[] = {
	[ADD] = { DB_WRITE, "INSERT INTO import (kind, campaign_id, user_id, file_name, file_hash, sheet_name, begun_at) "
		"VALUES (:kind, :campaign, :user, :file, :hash, :sheet, :at)" },
	[REACH] = { DB_WRITE, "UPDATE import SET reached = :reached, ended_at = :ended, rows_read = :read, "
		"rows_new = :new, rows_changed = :changed, rows_same = :same, rows_rejected = :rejected "
		"WHERE id = :id" },
	[FIRST] = { DB_READ, "SELECT " COLUMNS " FROM import i "
		"WHERE i.file_hash = :hash AND i.kind = :kind AND COALESCE(i.campaign_id, 0) = :campaign "
		"ORDER BY i.id LIMIT 1" },
	[BY_ID] = { DB_READ, "SELECT " COLUMNS " FROM import i "
		"WHERE i.id = :id" },
	[ADD_SHEET] = { DB_WRITE, "INSERT INTO import_sheet (sheet_id, import_id, row_no, digest) "
		"VALUES (:sheet, :import, :row, :digest)" },
	[OF_DIGEST] = { DB_READ, "SELECT s.commune_id FROM import_sheet i "
		"JOIN worker_sheet s ON s.id = i.sheet_id "
		"WHERE i.digest = :digest "
		"ORDER BY i.sheet_id" },
	[ORIGIN] = { DB_READ, "SELECT s.row_no, i.id, i.file_name, i.sheet_name, i.begun_at FROM import_sheet s "
		"JOIN import i ON i.id = s.import_id "
		"WHERE s.sheet_id = :sheet" },
	[VERIFY] = { DB_READ, "/*scan ok*/ SELECT i.id FROM import i "
		"WHERE i.kind = 'sheets' AND i.ended_at IS NOT NULL "
		"AND i.rows_new <> (SELECT count(*) FROM import_sheet s WHERE s.import_id = i.id) "
		"LIMIT 1" },
};

const struct db_statements import_statements = { statements, COUNT(statements) };

static void bind_or_null(struct db_row *row, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_null(row, name);
	else
		db_bind_int(row, name, id);
}

enum err import_add(struct db *db, struct import_row *import, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":kind", import->kind);
	bind_or_null(row, ":campaign", import->campaign_id);
	bind_or_null(row, ":user", import->user_id);
	db_bind_text(row, ":file", import->file_name);
	db_bind_text(row, ":hash", import->file_hash);
	db_bind_text(row, ":sheet", import->sheet_name);
	db_bind_text(row, ":at", import->begun_at);
	enum err err = db_run(row, error);
	if (err == ERR_OK)
		import->id = db_last_id(db);
	return err;
}

enum err import_reach(struct db *db, const struct import_row *import, struct error *error)
{
	struct db_row *row = db_use(db, &statements[REACH]);

	db_bind_int(row, ":id", import->id);
	db_bind_int(row, ":reached", import->reached);
	db_bind_text(row, ":ended", import->ended_at);
	db_bind_int(row, ":read", import->counts.read);
	db_bind_int(row, ":new", import->counts.new);
	db_bind_int(row, ":changed", import->counts.changed);
	db_bind_int(row, ":same", import->counts.same);
	db_bind_int(row, ":rejected", import->counts.rejected);
	return db_run(row, error);
}

static enum err read_one(struct db *db, struct db_row *row, struct arena *arena, struct import_row *out,
                         struct error *error)
{
	enum db_step step = db_step(row);

	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such import");
	if (step != DB_ROW)
		return db_fault(db, error);
	*out = (struct import_row){ .id = db_int(row, 0), .kind = db_copy(row, 1, arena), .campaign_id = db_int(row, 2),
		.user_id = db_int(row, 3), .file_name = db_copy(row, 4, arena), .file_hash = db_copy(row, 5, arena),
		.sheet_name = db_copy(row, 6, arena), .begun_at = db_copy(row, 7, arena), .ended_at = db_copy(row, 8, arena),
		.reached = db_int(row, 9),
		.counts = { db_int(row, 10), db_int(row, 11), db_int(row, 12), db_int(row, 13), db_int(row, 14) } };
	return db_end(row, error);
}

enum err import_first_any(struct db *db, struct arena *arena, const char *kind, int64_t campaign_id, const char *hash,
                          struct import_row *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[FIRST]);

	db_bind_text(row, ":kind", kind);
	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":hash", hash);
	return read_one(db, row, arena, out, error);
}

enum err import_by_id_any(struct db *db, struct arena *arena, int64_t id, struct import_row *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_ID]);

	db_bind_int(row, ":id", id);
	return read_one(db, row, arena, out, error);
}

/* ---- sheets that came of rows ---- */

enum err import_sheet_add(struct db *db, int64_t sheet_id, int64_t import_id, int64_t row_no, const char *digest,
                          struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD_SHEET]);

	db_bind_int(row, ":sheet", sheet_id);
	db_bind_int(row, ":import", import_id);
	db_bind_int(row, ":row", row_no);
	db_bind_text(row, ":digest", digest);
	return db_run(row, error);
}

bool import_has_sheet(struct db *db, const struct actor *actor, const char *digest)
{
	struct db_row *row = db_use(db, &statements[OF_DIGEST]);
	bool found = false;

	db_bind_text(row, ":digest", digest);
	while (!found && db_step(row) == DB_ROW)
		found = area_in_scope(db, actor, db_int(row, 0));
	db_done(row);
	return found;
}

enum err import_origin_any(struct db *db, struct arena *arena, int64_t sheet_id, struct import_origin *out,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[ORIGIN]);
	enum db_step step;

	*out = (struct import_origin){ .row = 0 };
	db_bind_int(row, ":sheet", sheet_id);
	step = db_step(row);
	if (step == DB_ROW)
		*out = (struct import_origin){ db_int(row, 0), db_int(row, 1), db_copy(row, 2, arena), db_copy(row, 3, arena),
			db_copy(row, 4, arena) };
	if (step == DB_FAILED)
		return db_fault(db, error);
	return step == DB_ROW ? db_end(row, error) : ERR_OK;
}

enum err import_verify(struct db *db, struct error *error)
{
	return verify_none(db, &statements[VERIFY], "import", "has other sheets than it says", error);
}
