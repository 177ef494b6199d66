#include "store/person/person_end.h"

#include "store/person/person.h"
#include "store/tables.h"

enum { NOW, HOLDS, ALL, ADD, UNDO, UNDO_OF };

#define COLUMNS \
	"SELECT e.reason, e.day, e.note, e.source, e.sheet_id, e.roster_id, e.ended_by, e.ended_at, u.full_name, " \
	"e.undone_at, v.full_name, e.undo_reason FROM person_end e " \
	"JOIN app_user u ON u.id = e.ended_by " \
	"LEFT JOIN app_user v ON v.id = e.undone_by "
#define SET_UNDONE "UPDATE person_end SET undone_by = :by, undone_at = :at, undo_reason = :reason "

static const struct db_statement statements[] = {
	[NOW] = { DB_READ, PERSON_KIN COLUMNS
		"WHERE e.person_id IN (SELECT id FROM kin) AND e.undone_at IS NULL "
		"ORDER BY e.id LIMIT 1" },
	[HOLDS] = { DB_READ, PERSON_KIN "SELECT e.id FROM person_end e "
		"WHERE e.person_id IN (SELECT id FROM kin) AND e.undone_at IS NULL LIMIT 1" },
	[ALL] = { DB_READ, COLUMNS
		"WHERE e.person_id = :person "
		"ORDER BY e.id DESC" },
	[ADD] = { DB_WRITE, PERSON_KIN "INSERT INTO person_end (person_id, reason, day, note, source, sheet_id, roster_id, "
		"ended_by, ended_at) "
		"SELECT k.id, :reason, :day, :note, :source, :sheet, :roster, :by, :at FROM kin k "
		"WHERE NOT EXISTS ("
		"SELECT 1 FROM person_end e "
		"WHERE e.person_id = k.id AND e.undone_at IS NULL)" },
	[UNDO] = { DB_WRITE, PERSON_KIN SET_UNDONE
		"WHERE person_id IN (SELECT id FROM kin) AND undone_at IS NULL" },
	[UNDO_OF] = { DB_WRITE, SET_UNDONE
		"WHERE (sheet_id = :sheet OR roster_id = :roster) AND undone_at IS NULL" },
};

const struct db_statements person_end_statements = { statements, COUNT(statements) };

static void read_end(struct db_row *row, struct arena *arena, struct person_end *out)
{
	*out = (struct person_end){
		.reason = (enum end_reason)read_code(row, 0, &end_reason_codes), .day = db_copy(row, 1, arena),
		.note = db_copy(row, 2, arena), .source = (enum end_source)read_code(row, 3, &end_source_codes),
		.sheet_id = db_int(row, 4), .roster_id = db_int(row, 5), .ended_by = db_int(row, 6),
		.ended_at = read_time(row, 7, arena), .ended_name = db_copy(row, 8, arena),
		.undone = !db_is_null(row, 9), .undone_at = read_time(row, 9, arena),
		.undone_name = db_copy(row, 10, arena), .undo_reason = db_copy(row, 11, arena),
	};
}

bool person_end_now(struct db *db, struct arena *arena, int64_t person_id, struct person_end *out)
{
	struct db_row *row = db_use(db, &statements[NOW]);

	db_bind_int(row, ":person", person_id);
	bool found = db_step(row) == DB_ROW;
	if (found)
		read_end(row, arena, out);
	db_done(row);
	return found;
}

bool person_has_ended_any(struct db *db, int64_t person_id)
{
	struct db_row *row = db_use(db, &statements[HOLDS]);

	db_bind_int(row, ":person", person_id);
	bool found = db_step(row) == DB_ROW;
	db_done(row);
	return found;
}

enum err person_ends_any(struct db *db, struct arena *arena, int64_t person_id, struct person_end **rows,
                         size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ALL]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":person", person_id);
	while ((step = db_step(row)) == DB_ROW)
		read_end(row, arena, rows_add(&list, arena, sizeof **rows));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static void bind_some(struct db_row *row, const char *name, int64_t number)
{
	if (number != 0)
		db_bind_int(row, name, number);
}

enum err person_end_add(struct db *db, int64_t person_id, const struct person_end *end, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_int(row, ":person", person_id);
	db_bind_text(row, ":reason", end_reason_code(end->reason));
	db_bind_text(row, ":day", end->day);
	db_bind_text(row, ":note", end->note);
	db_bind_text(row, ":source", end_source_code(end->source));
	bind_some(row, ":sheet", end->sheet_id);
	bind_some(row, ":roster", end->roster_id);
	db_bind_int(row, ":by", end->ended_by);
	bind_time(row, ":at", end->ended_at);
	return db_run(row, error);
}

static void bind_undo(struct db_row *row, int64_t by, const char *at, const char *reason)
{
	db_bind_int(row, ":by", by);
	bind_time(row, ":at", at);
	db_bind_text(row, ":reason", reason);
}

enum err person_end_undo(struct db *db, int64_t person_id, int64_t by, const char *at, const char *reason,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[UNDO]);

	db_bind_int(row, ":person", person_id);
	bind_undo(row, by, at, reason);
	return db_run(row, error);
}

enum err person_end_undo_of(struct db *db, int64_t sheet_id, int64_t roster_id, int64_t by, const char *at,
                            const char *reason, struct error *error)
{
	struct db_row *row = db_use(db, &statements[UNDO_OF]);

	bind_some(row, ":sheet", sheet_id);
	bind_some(row, ":roster", roster_id);
	bind_undo(row, by, at, reason);
	return db_run(row, error);
}
