/* What statements cost, for the test that finds those that scan or sort. */
#include "base/memory.h"
#include "db/connection.h"
#include "text/messages.h"

void db_costs(struct db *db, void (*fn)(void *arg, const struct db_cost *cost), void *arg)
{
	for (sqlite3_stmt *s = sqlite3_next_stmt(db->handle, NULL); s != NULL; s = sqlite3_next_stmt(db->handle, s)) {
		const struct db_cost cost = { sqlite3_sql(s), sqlite3_stmt_status(s, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1),
			sqlite3_stmt_status(s, SQLITE_STMTSTATUS_SORT, 1), sqlite3_stmt_status(s, SQLITE_STMTSTATUS_AUTOINDEX, 1) };
		if (cost.scanned > 0 || cost.sorted > 0 || cost.indexed > 0)
			fn(arg, &cost);
	}
}

enum err db_plan(struct db *db, const char *sql, void (*fn)(void *arg, const char *sql, const char *line), void *arg,
                 struct error *error)
{
	static const char explain[] = "EXPLAIN QUERY PLAN ";
	enum { LINE = 3 };
	sqlite3_stmt *lines = NULL;
	char *text = memory_new(1, sizeof explain + strlen(sql));

	if (text == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a plan");
	stpcpy(stpcpy(text, explain), sql);
	int code = sqlite3_prepare_v2(db->handle, text, -1, &lines, NULL);
	while (code == SQLITE_OK && sqlite3_step(lines) == SQLITE_ROW)
		fn(arg, sql, (const char *)sqlite3_column_text(lines, LINE));
	sqlite3_finalize(lines);
	memory_free(text);
	if (code == SQLITE_OK)
		return ERR_OK;
	connection_note(db, code);
	return db_fault(db, error);
}

enum err db_plans(struct db *db, void (*fn)(void *arg, const char *sql, const char *line), void *arg,
                  struct error *error)
{
	enum err err = ERR_OK;

	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRIGGER_EQP, 1, NULL);
	for (size_t i = 0; i < db->room && err == ERR_OK; i++) {
		if (db->rows[i].statement != NULL)
			err = db_plan(db, db->rows[i].statement->sql, fn, arg, error);
	}
	return err;
}
