#include "store/setting.h"

#include "base/memory.h"

enum { GET, SET };

static const struct db_statement statements[] = {
	[GET] = { DB_READ, "SELECT value FROM setting WHERE name = :name" },
	[SET] = { DB_WRITE, "INSERT INTO setting (name, value) VALUES (:name, :value) "
		"ON CONFLICT (name) DO UPDATE SET value = excluded.value" },
};

const struct db_statements setting_statements = { statements, COUNT(statements) };

const char *setting_get(struct db *db, struct arena *arena, const char *name)
{
	struct db_row *row = db_use(db, &statements[GET]);
	const char *value = NULL;

	db_bind_text(row, ":name", name);
	if (db_step(row) == DB_ROW) {
		value = db_copy(row, 0, arena);
		db_done(row);
	}
	return value;
}

enum err setting_set(struct db *db, const char *name, const char *value, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET]);

	db_bind_text(row, ":name", name);
	db_bind_text(row, ":value", value);
	return db_run(row, error);
}
