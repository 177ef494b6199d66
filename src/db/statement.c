#include "db/connection.h"

#include "base/memory.h"
#include "db/bug.h"
#include "text/messages.h"

/* ---- the registry ---- */

static struct db_row *find_slot(const struct db *db, const struct db_statement *statement)
{
	size_t i = (size_t)(((uintptr_t)statement >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 32);

	for (;; i++) {
		struct db_row *row = &db->rows[i & (db->room - 1)];
		if (row->statement == statement || row->statement == NULL)
			return row;
	}
}

/* Parameters are bound by name: one without is a mistake. */
static bool has_names(sqlite3_stmt *prepared)
{
	bool named = true;

	for (int i = sqlite3_bind_parameter_count(prepared); i > 0; i--)
		named &= sqlite3_bind_parameter_name(prepared, i) != NULL;
	return named;
}

int row_prepare(struct db *db, struct db_row *row, const char *sql, unsigned flags)
{
	const char *rest = NULL;
	int code = sqlite3_prepare_v3(db->handle, sql, -1, flags, &row->prepared, &rest);

	row->db = db;
	if (code == SQLITE_OK &&
	    (row->prepared == NULL || rest[strspn(rest, " \t\r\n;")] != '\0' || !has_names(row->prepared)))
		return SQLITE_MISUSE;
	return code;
}

void row_free(struct db_row *row)
{
	sqlite3_finalize(row->prepared);
}

static void register_one(struct db *db, const struct db_statement *statement)
{
	if (!db->read_only || statement->kind == DB_READ)
		find_slot(db, statement)->statement = statement;
}

/* Prepares a registered row; SQLITE_OK or the code, SQLITE_MISUSE for what should not be registered. */
static int prepare_registered(struct db *db, struct db_row *row)
{
	int code = row_prepare(db, row, row->statement->sql, SQLITE_PREPARE_PERSISTENT);

	if (code == SQLITE_OK && row->statement->kind == DB_READ && !sqlite3_stmt_readonly(row->prepared))
		code = SQLITE_MISUSE;
	if (code == SQLITE_OK)
		return code;
	row_free(row);
	row->prepared = NULL;
	return code;
}

enum err registry_fill(struct db *db, const struct db_config *config, struct error *error)
{
	size_t count = 0;

	for (size_t i = 0; i < config->table_count; i++)
		count += config->tables[i].count;
	for (db->room = 16; db->room < 2 * count; db->room *= 2)
		;
	db->rows = memory_new(db->room, sizeof db->rows[0]);
	if (db->rows == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for statements");
	for (size_t i = 0; i < config->table_count; i++) {
		for (size_t j = 0; j < config->tables[i].count; j++)
			register_one(db, &config->tables[i].items[j]);
	}
	return ERR_OK;
}

static enum err refuse(const struct db *db, const struct db_row *row, int code, struct error *error)
{
	const char *why = code == SQLITE_MISUSE ? "not exactly one statement of its kind" : sqlite3_errmsg(db->handle);
	bool environment = fault_is_environment(code);

	return error_set(error, environment ? ERR_UNAVAILABLE : ERR_INTERNAL,
	                 message_text(environment ? MSG_UNAVAILABLE : MSG_INTERNAL), "%s in: %.90s", why,
	                 row->statement->sql);
}

enum err db_prepare_all(struct db *db, struct error *error)
{
	for (size_t i = 0; i < db->room; i++) {
		struct db_row *row = &db->rows[i];
		if (row->statement == NULL || row->prepared != NULL)
			continue;
		int code = prepare_registered(db, row);
		if (code != SQLITE_OK)
			return refuse(db, row, code, error);
	}
	return ERR_OK;
}

void registry_free(struct db *db)
{
	for (size_t i = 0; db->rows != NULL && i < db->room; i++)
		row_free(&db->rows[i]);
	memory_free(db->rows);
	db->rows = NULL;
}

/* ---- using ---- */

struct db_row *row_ready(struct db_row *row)
{
	if (row->prepared != NULL) {
		sqlite3_reset(row->prepared);
		sqlite3_clear_bindings(row->prepared);
	}
	row->failure = SQLITE_OK;
	row->bound = 0;
	if (row->db->refused == row)
		row->db->refused = NULL;
	if (!row->used) {
		row->used = true;
		row->next_used = row->db->used;
		row->db->used = row;
	}
	return row;
}

void rows_reset(struct db *db)
{
	db->refused = NULL;
	while (db->used != NULL) {
		struct db_row *row = db->used;
		db->used = row->next_used;
		row->used = false;
		if (row->prepared != NULL)
			sqlite3_reset(row->prepared);
	}
}

struct db_row *db_use(struct db *db, const struct db_statement *statement)
{
	if (db->read_only && statement->kind == DB_WRITE)
		db_bug("a reader may not run: %s", statement->sql);
	struct db_row *row = db->rows == NULL ? NULL : find_slot(db, statement);
	if (row == NULL || row->statement == NULL)
		db_bug("not registered: %s", statement->sql);
	int code = row->prepared == NULL ? prepare_registered(db, row) : SQLITE_OK;
	row_ready(row)->failure = code;
	return row;
}

/* ---- binding ---- */

/* Mostly the one after that bound last: looking a name up goes over all of them. */
static int parameter(struct db_row *row, const char *name)
{
	const char *next = sqlite3_bind_parameter_name(row->prepared, ++row->bound);

	if (next == NULL || strcmp(next, name) != 0)
		row->bound = sqlite3_bind_parameter_index(row->prepared, name);
	if (row->bound == 0)
		db_bug("no parameter %s in: %s", name, sqlite3_sql(row->prepared));
	return row->bound;
}

static void note_binding(struct db_row *row, int code)
{
	if (code != SQLITE_OK && row->failure == SQLITE_OK)
		row->failure = code;
}

void db_bind_int(struct db_row *row, const char *name, int64_t value)
{
	if (row->prepared != NULL)
		note_binding(row, sqlite3_bind_int64(row->prepared, parameter(row, name), value));
}

void db_bind_text(struct db_row *row, const char *name, const char *text)
{
	if (row->prepared != NULL)
		note_binding(row, sqlite3_bind_text(row->prepared, parameter(row, name), text, -1, SQLITE_STATIC));
}

void db_bind_null(struct db_row *row, const char *name)
{
	if (row->prepared != NULL)
		note_binding(row, sqlite3_bind_null(row->prepared, parameter(row, name)));
}

void db_bind_blob(struct db_row *row, const char *name, const void *bytes, size_t length)
{
	if (row->prepared != NULL)
		note_binding(row, sqlite3_bind_blob64(row->prepared, parameter(row, name), bytes, length, SQLITE_STATIC));
}

/* ---- stepping ---- */

enum db_step db_step(struct db_row *row)
{
	struct db *db = row->db;

	if (!row->used)
		db_bug("a statement outlived its transaction: %s", sqlite3_sql(row->prepared));
	if (db->in_transaction && sqlite3_get_autocommit(db->handle))
		connection_note(db, SQLITE_ABORT_ROLLBACK);
	if (db->in_transaction && db->fault != SQLITE_OK)
		return DB_FAILED;
	if (db->refused == row) {
		db_done(row);
		return DB_FAILED;
	}
	int code = row->failure != SQLITE_OK ? row->failure : sqlite3_step(row->prepared);
	if (code == SQLITE_ROW)
		return DB_ROW;
	bool constraint = (code & 0xff) == SQLITE_CONSTRAINT;
	if (code != SQLITE_DONE && !constraint)
		connection_note(db, code);
	if (row->prepared != NULL)
		sqlite3_reset(row->prepared);
	return code == SQLITE_DONE ? DB_DONE : constraint ? DB_CONSTRAINT : DB_FAILED;
}

enum err db_run(struct db_row *row, struct error *error)
{
	switch (db_step(row)) {
	case DB_DONE:
		return ERR_OK;
	case DB_CONSTRAINT:
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "%s", sqlite3_errmsg(row->db->handle));
	case DB_FAILED:
		return db_fault(row->db, error);
	case DB_ROW:
		break;
	}
	db_bug("db_run() of a statement that returns rows: %s", sqlite3_sql(row->prepared));
}

void db_done(struct db_row *row)
{
	if (row->prepared != NULL)
		sqlite3_reset(row->prepared);
}

/* ---- refusing ---- */

void db_refuse(struct db_row *row, const char *what, const char *text)
{
	row->db->refused = row;
	snprintf(row->db->refusal, sizeof row->db->refusal, "unknown %s: %.60s", what, text);
}

enum err db_check(struct db_row *row, struct error *error)
{
	return row->db->refused == row ? db_fault(row->db, error) : ERR_OK;
}

enum err db_end(struct db_row *row, struct error *error)
{
	db_done(row);
	return db_check(row, error);
}

/* ---- columns ---- */

int64_t db_int(struct db_row *row, int column)
{
	return sqlite3_column_int64(row->prepared, column);
}

const char *db_text(struct db_row *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row->prepared, column);

	if (text == NULL && sqlite3_column_type(row->prepared, column) != SQLITE_NULL)
		connection_note(row->db, SQLITE_NOMEM);
	return text;
}

const void *db_blob(struct db_row *row, int column, size_t *length)
{
	const void *bytes = sqlite3_column_blob(row->prepared, column);
	int count = sqlite3_column_bytes(row->prepared, column);

	if (bytes == NULL && count > 0)
		connection_note(row->db, SQLITE_NOMEM);
	*length = bytes == NULL ? 0 : (size_t)count;
	return bytes;
}

bool db_is_null(struct db_row *row, int column)
{
	return sqlite3_column_type(row->prepared, column) == SQLITE_NULL;
}

char *db_copy(struct db_row *row, int column, struct arena *arena)
{
	return arena_text(arena, db_text(row, column));
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t db_changes(struct db *db)
{
	return sqlite3_changes64(db->handle);
}
