/* Persons that somebody decided to be one human, or two. */
#include "store/person/person.h"
#include "store/sheet/record.h"
#include "store/tables.h"

enum { ROOT, JOINS, NUMBER, JOIN, PART, ADD, ASSIGN, SET_DISTINCT, CLEAR_DISTINCT };

static const struct db_statement statements[] = {
	[ROOT] = { DB_READ, PERSON_KIN "SELECT id FROM up "
		"WHERE joined_id IS NULL" },
	[JOINS] = { DB_READ, PERSON_KIN "SELECT p.id, p.citizen_id, p.joined_at, u.full_name, p.join_reason FROM kin "
		"JOIN person p ON p.id = kin.id "
		"JOIN app_user u ON u.id = p.joined_by "
		"WHERE p.joined_id IS NOT NULL "
		"ORDER BY p.joined_at, p.id" },
	[NUMBER] = { DB_READ, "SELECT citizen_id FROM person "
		"WHERE id = :id" },
	[JOIN] = { DB_WRITE, "UPDATE person SET joined_id = :into, joined_by = :by, joined_at = :at, join_reason = :reason "
		"WHERE id = :id" },
	[PART] = { DB_WRITE, "UPDATE person SET joined_id = NULL, joined_by = NULL, joined_at = NULL, join_reason = NULL "
		"WHERE id = :id" },
	[ADD] = { DB_WRITE, "INSERT INTO person (created_at) VALUES (:at)" },
	[ASSIGN] = { DB_WRITE, "UPDATE worker_sheet SET person_id = :person "
		"WHERE id = :sheet" },
	[SET_DISTINCT] = { DB_WRITE, "INSERT INTO person_distinct (person_id, other_id, decision_id) "
		"VALUES (:a, :b, :decision) "
		"ON CONFLICT DO NOTHING" },
	[CLEAR_DISTINCT] = { DB_WRITE, "DELETE FROM person_distinct "
		"WHERE decision_id = :decision" },
};

const struct db_statements person_join_statements = { statements, COUNT(statements) };

int64_t person_root_any(struct db *db, int64_t id)
{
	struct db_row *row = db_use(db, &statements[ROOT]);
	int64_t root = 0;

	db_bind_int(row, ":person", id);
	if (db_step(row) == DB_ROW)
		root = db_int(row, 0);
	db_done(row);
	return root;
}

bool person_visible(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	int64_t root = person_root_any(db, id), *sheets;
	size_t count = 0;

	if (root == 0 || record_ids_of_person_any(db, arena, root, &sheets, &count, NULL) != ERR_OK)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (sheet_visible(db, actor, sheets[i]))
			return true;
	}
	return false;
}

enum err person_joins_any(struct db *db, struct arena *arena, int64_t root, struct person_join **joins, size_t *count,
                          struct error *error)
{
	struct db_row *row = db_use(db, &statements[JOINS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":person", root);
	while ((step = db_step(row)) == DB_ROW) {
		struct person_join *join = rows_add(&list, arena, sizeof *join);
		*join = (struct person_join){ db_int(row, 0), db_copy(row, 1, arena), db_copy(row, 2, arena),
			db_copy(row, 3, arena),
			db_copy(row, 4, arena) };
	}
	*joins = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

const char *person_number_any(struct db *db, struct arena *arena, int64_t id)
{
	struct db_row *row = db_use(db, &statements[NUMBER]);
	const char *number = NULL;

	db_bind_int(row, ":id", id);
	if (db_step(row) == DB_ROW)
		number = db_copy(row, 0, arena);
	db_done(row);
	return number;
}

enum err person_join(struct db *db, int64_t root, int64_t into, int64_t user_id, const char *now, const char *reason,
                     struct error *error)
{
	struct db_row *row = db_use(db, &statements[JOIN]);

	db_bind_int(row, ":id", root);
	db_bind_int(row, ":into", into);
	db_bind_int(row, ":by", user_id);
	db_bind_text(row, ":at", now);
	db_bind_text(row, ":reason", reason);
	return db_run(row, error);
}

enum err person_part(struct db *db, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[PART]);

	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

enum err person_of_its_own(struct db *db, int64_t sheet_id, const char *now, int64_t *person_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	bind_time(row, ":at", now);
	enum err err = db_run(row, error);
	*person_id = db_last_id(db);
	return err == ERR_OK ? person_assign(db, sheet_id, *person_id, error) : err;
}

enum err person_assign(struct db *db, int64_t sheet_id, int64_t person_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ASSIGN]);

	db_bind_int(row, ":sheet", sheet_id);
	db_bind_int(row, ":person", person_id);
	return db_run(row, error);
}

enum err person_set_distinct(struct db *db, int64_t a, int64_t b, int64_t decision_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_DISTINCT]);

	db_bind_int(row, ":a", a < b ? a : b);
	db_bind_int(row, ":b", a < b ? b : a);
	db_bind_int(row, ":decision", decision_id);
	return db_run(row, error);
}

enum err person_clear_distinct(struct db *db, int64_t decision_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CLEAR_DISTINCT]);

	db_bind_int(row, ":decision", decision_id);
	return db_run(row, error);
}
