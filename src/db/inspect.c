/* Looking at the file itself: is it whole, and what are its columns. Readers may do this too. */
#include <pthread.h>

#include "db/connection.h"
#include "text/messages.h"

enum { COLUMNS = 512 };

enum err db_keep_pages(struct db *db, struct error *error)
{
	db->unguarded = true;
	enum err err = connection_exec(db, "PRAGMA cache_size = -65536", error);
	db->unguarded = false;
	return err;
}

static sqlite3_stmt *prepare(struct db *db, const char *sql)
{
	sqlite3_stmt *prepared = NULL;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &prepared, NULL);

	if (code != SQLITE_OK)
		connection_note(db, code);
	return prepared;
}

/* Runs a check whose rows name faults; "ok" and no row at all are good. */
static enum err run_check(struct db *db, const char *sql, struct error *error)
{
	sqlite3_stmt *prepared = prepare(db, sql);
	enum err err = ERR_OK;

	if (prepared == NULL)
		return db_fault(db, error);
	int code = sqlite3_step(prepared);
	const char *found = code == SQLITE_ROW ? (const char *)sqlite3_column_text(prepared, 0) : "ok";
	if (code != SQLITE_ROW && code != SQLITE_DONE) {
		connection_note(db, code);
		err = db_fault(db, error);
	} else if (found == NULL || strcmp(found, "ok") != 0) {
		err = error_set(error, ERR_INTERNAL, message_text(MSG_INTERNAL), "%s: %s", sql, found == NULL ? "?" : found);
	}
	sqlite3_finalize(prepared);
	return err;
}

enum err db_integrity(struct db *db, struct error *error)
{
	db->unguarded = true;
	enum err err = run_check(db, "PRAGMA integrity_check(1)", error);
	if (err == ERR_OK)
		err = run_check(db, "PRAGMA foreign_key_check", error);
	db->unguarded = false;
	return err;
}

/* ---- a file ---- */

struct check {
	const char *path, *sql;
	enum err err;
	struct error error;
};

/* On a connection of its own; each row is looked up in every index. */
static void *check_alone(void *arg)
{
	struct check *check = arg;
	struct db *db = connection_open(check->path, CONNECTION_READ, &check->error);

	check->err = db == NULL ? ERR_UNAVAILABLE : db_keep_pages(db, &check->error);
	if (check->err == ERR_OK)
		check->err = run_check(db, check->sql, &check->error);
	db_close(db);
	return NULL;
}

enum err db_check_file(const char *path, struct error *error)
{
	struct check pages = { .path = path, .sql = "PRAGMA integrity_check(1)" };
	struct check keys = { .path = path, .sql = "PRAGMA foreign_key_check" };
	const struct check *found = &pages;
	pthread_t thread;
	bool beside = pthread_create(&thread, NULL, check_alone, &keys) == 0;

	check_alone(&pages);
	if (beside)
		pthread_join(thread, NULL);
	else
		check_alone(&keys);
	if (pages.err == ERR_OK)
		found = &keys;
	if (found->err != ERR_OK && error != NULL)
		*error = found->error;
	return found->err;
}

static const char **read_names(sqlite3_stmt *prepared, struct arena *arena)
{
	const char **names = arena_array(arena, COLUMNS + 1, sizeof names[0]);
	size_t count = 0;

	while (count < COLUMNS && sqlite3_step(prepared) == SQLITE_ROW)
		names[count++] = arena_text(arena, (const char *)sqlite3_column_text(prepared, 0));
	return count == 0 ? NULL : names;
}

const char **db_columns(struct db *db, const char *table, struct arena *arena, struct error *error)
{
	const char **names = NULL;

	db->unguarded = true;
	sqlite3_stmt *prepared = prepare(db, "SELECT name FROM pragma_table_xinfo(?1) ORDER BY cid");
	if (prepared != NULL) {
		sqlite3_bind_text(prepared, 1, table, -1, SQLITE_STATIC);
		names = read_names(prepared, arena);
	}
	sqlite3_finalize(prepared);
	db->unguarded = false;
	if (names == NULL)
		error_set(error, ERR_INTERNAL, message_text(MSG_INTERNAL), "no columns of table %s", table);
	return names;
}

const char *db_library_version(void)
{
	return sqlite3_libversion();
}

bool db_has_index(struct db *db, const char *name)
{
	db->unguarded = true;
	sqlite3_stmt *prepared = prepare(db, "SELECT 1 FROM sqlite_schema WHERE type IN ('index', 'table') AND name = ?1");
	bool has = prepared != NULL && sqlite3_bind_text(prepared, 1, name, -1, SQLITE_STATIC) == SQLITE_OK &&
	           sqlite3_step(prepared) == SQLITE_ROW;
	sqlite3_finalize(prepared);
	db->unguarded = false;
	return has;
}
