/* What a reader may do: SELECT from the tables and views of the schema, nothing else. Table-valued
 * functions are tables that the schema does not have, so they fall out by name. */
#include "base/memory.h"
#include "db/connection.h"
#include "text/messages.h"

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_known_table(const struct db *db, const char *name)
{
	return bsearch(&name, db->tables, db->table_count, sizeof db->tables[0], compare) != NULL;
}

static int authorize(void *context, int action, const char *first, const char *second, const char *database,
                     const char *trigger)
{
	const struct db *db = context;

	(void)second, (void)database, (void)trigger;
	if (db->unguarded)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT: case SQLITE_FUNCTION: case SQLITE_TRANSACTION: case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		return is_known_table(db, first) ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

static bool load_names(struct db *db, sqlite3_stmt *names, size_t count)
{
	db->tables = memory_new(count + 1, sizeof db->tables[0]);
	if (db->tables == NULL)
		return false;
	while (db->table_count < count && sqlite3_step(names) == SQLITE_ROW) {
		char *name = memory_copy_text((const char *)sqlite3_column_text(names, 0));
		if (name == NULL)
			return false;
		db->tables[db->table_count++] = name;
	}
	qsort(db->tables, db->table_count, sizeof db->tables[0], compare);
	return true;
}

enum err connection_guard(struct db *db, struct error *error)
{
	sqlite3_stmt *names = NULL;
	int64_t count = 0;
	bool loaded = false;

	if (connection_number(db, "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view')", &count, error)
	    != ERR_OK)
		return ERR_UNAVAILABLE;
	if (sqlite3_prepare_v2(db->handle, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')", -1, &names,
	                       NULL) == SQLITE_OK)
		loaded = load_names(db, names, (size_t)count);
	sqlite3_finalize(names);
	if (!loaded)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "cannot read the schema");
	if (connection_exec(db, "PRAGMA query_only = ON", error) != ERR_OK)
		return ERR_UNAVAILABLE;
	sqlite3_set_authorizer(db->handle, authorize, db);
	return ERR_OK;
}
