#include "db/connection.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "db/bug.h"
#include "text/messages.h"

static _Atomic long fail_commit_at;

static const char *const control_sql[CONTROL_COUNT] = {
	[CONTROL_BEGIN] = "BEGIN",
	[CONTROL_BEGIN_IMMEDIATE] = "BEGIN IMMEDIATE",
	[CONTROL_COMMIT] = "COMMIT",
	[CONTROL_ROLLBACK] = "ROLLBACK",
	[CONTROL_SAVEPOINT] = "SAVEPOINT job",
	[CONTROL_ROLLBACK_TO] = "ROLLBACK TO job",
	[CONTROL_RELEASE] = "RELEASE job",
};

/* ---- faults ---- */

bool fault_is_environment(int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL: case SQLITE_IOERR: case SQLITE_NOMEM: case SQLITE_CORRUPT: case SQLITE_NOTADB:
	case SQLITE_BUSY: case SQLITE_LOCKED: case SQLITE_READONLY: case SQLITE_CANTOPEN: case SQLITE_PROTOCOL:
		return true;
	default:
		return false;
	}
}

void connection_note(struct db *db, int code)
{
	if (db->fault != SQLITE_OK && db->in_transaction)
		return;
	db->fault = code;
	snprintf(db->fault_text, sizeof db->fault_text, "%s (%d)",
	         sqlite3_errcode(db->handle) == code ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code), code);
}

enum err db_fault(struct db *db, struct error *error)
{
	if (db->refused != NULL && db->fault == SQLITE_OK) {
		db->refused = NULL;
		return error_set(error, ERR_INTERNAL, message_text(MSG_INTERNAL), "database: %s", db->refusal);
	}
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "database: %s",
	                 db->fault == SQLITE_OK ? "no fault" : db->fault_text);
}

/* ---- running what the house itself needs ---- */

enum err connection_exec(struct db *db, const char *sql, struct error *error)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	if (code == SQLITE_OK)
		return ERR_OK;
	connection_note(db, code);
	return db_fault(db, error);
}

enum err connection_number(struct db *db, const char *sql, int64_t *out, struct error *error)
{
	sqlite3_stmt *prepared = NULL;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &prepared, NULL);

	if (code == SQLITE_OK && (code = sqlite3_step(prepared)) == SQLITE_ROW)
		*out = sqlite3_column_int64(prepared, 0);
	if (code != SQLITE_ROW)
		connection_note(db, code);
	sqlite3_finalize(prepared);
	return code == SQLITE_ROW ? ERR_OK : db_fault(db, error);
}

int connection_control(struct db *db, enum control control)
{
	sqlite3_stmt *prepared = db->control[control];
	int code = sqlite3_step(prepared);

	if (code != SQLITE_DONE)
		connection_note(db, code);
	sqlite3_reset(prepared);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* ---- opening ---- */

static enum err configure(struct db *db, struct error *error)
{
	static const struct { int option, value; } switches[] = {
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
	};

	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, BUSY_MS);
	for (size_t i = 0; i < COUNT(switches); i++) {
		int value = -1;
		int code = sqlite3_db_config(db->handle, switches[i].option, switches[i].value, &value);
		if (code != SQLITE_OK || value != switches[i].value) {
			connection_note(db, code == SQLITE_OK ? SQLITE_ERROR : code);
			return db_fault(db, error);
		}
	}
	if (db->read_only)
		return connection_exec(db, "PRAGMA cache_size = -2048", error);
	if (connection_exec(db, PAGE_SIZE "; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	                    "PRAGMA journal_size_limit = 33554432; PRAGMA wal_autocheckpoint = 8000;"
	                    "PRAGMA cache_size = -8192", error) != ERR_OK)
		return ERR_UNAVAILABLE;
	int64_t wal = 0;
	if (connection_number(db, "SELECT journal_mode = 'wal' FROM pragma_journal_mode", &wal, error) != ERR_OK)
		return ERR_UNAVAILABLE;
	return wal ? ERR_OK : error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE),
	                                "no WAL on this file system");
}

static enum err prepare_controls(struct db *db, struct error *error)
{
	for (size_t i = 0; i < CONTROL_COUNT; i++) {
		int code = sqlite3_prepare_v3(db->handle, control_sql[i], -1, SQLITE_PREPARE_PERSISTENT,
		                              &db->control[i], NULL);
		if (code != SQLITE_OK) {
			connection_note(db, code);
			return db_fault(db, error);
		}
	}
	return ERR_OK;
}

/* ---- the library ---- */

/* What a statement or a savepoint may have to put back stays in memory up to this, in one piece: in a file, or (with
 * temp_store = MEMORY) in pieces of a kilobyte, it was most of what a save took. A save needs about 300 kB; the room
 * is about a thousand pages, and only what is used of it is real memory. A task of db_write() must stay below: SQLite
 * writes what outgrows the room to a file in one piece, of which it writes 128 kB at most and calls the rest a full
 * disk (seekAndWriteFd in os_unix.c). A migration changes any number of pages: its room is a piece that can be
 * written. */
enum { SAVEPOINT_ROOM = 4 << 20, MIGRATION_ROOM = 64 << 10 };

static pthread_mutex_t library = PTHREAD_MUTEX_INITIALIZER;
static int connections, library_room;   /* under it */

#ifdef SANITIZED
/* A sanitizer marks every byte of the room, each time that it is taken and given back, which was most of what the
 * program did then. Here a room is kept and given out again. */
enum { ROOMS = 4 };
static struct sqlite3_mem_methods plain;
static void *rooms[ROOMS];              /* under the mutex, too */

static void *take(int size)
{
	void *room = NULL;

	if (size < SAVEPOINT_ROOM)
		return plain.xMalloc(size);
	pthread_mutex_lock(&library);
	for (size_t i = 0; i < ROOMS && room == NULL; i++) {
		if (rooms[i] != NULL && plain.xSize(rooms[i]) >= size) {
			room = rooms[i];
			rooms[i] = NULL;
		}
	}
	pthread_mutex_unlock(&library);
	return room == NULL ? plain.xMalloc(size) : room;
}

static void give(void *block)
{
	if (plain.xSize(block) >= SAVEPOINT_ROOM) {
		pthread_mutex_lock(&library);
		for (size_t i = 0; i < ROOMS && block != NULL; i++) {
			if (rooms[i] == NULL) {
				rooms[i] = block;
				block = NULL;
			}
		}
		pthread_mutex_unlock(&library);
	}
	if (block != NULL)
		plain.xFree(block);
}

static void keep_rooms(void)
{
	if (plain.xMalloc != NULL)
		return;
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
	struct sqlite3_mem_methods kept = plain;
	kept.xMalloc = take;
	kept.xFree = give;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &kept);
}
#else
static void keep_rooms(void)
{
}
#endif

/* Sets the library up anew for the first connection. Nobody asks SQLite how much memory it uses, and counting takes a
 * lock that all connections share. */
static void enter_library(enum connection_use use)
{
	int room = use == CONNECTION_MIGRATE ? MIGRATION_ROOM : SAVEPOINT_ROOM;

	pthread_mutex_lock(&library);
	if (connections++ == 0 && room != library_room) {
		sqlite3_shutdown();
		keep_rooms();
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
		sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, room);
		library_room = room;
	}
	pthread_mutex_unlock(&library);
}

static void leave_library(void)
{
	pthread_mutex_lock(&library);
	connections--;
	pthread_mutex_unlock(&library);
}

struct db *connection_open(const char *path, enum connection_use use, struct error *error)
{
	bool read_only = use == CONNECTION_READ;
	int flags = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
	struct db *db = memory_new(1, sizeof *db);

	if (db == NULL) {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a connection");
		return NULL;
	}
	db->read_only = read_only;
	enter_library(use);
	int code = sqlite3_open_v2(path, &db->handle, flags, NULL);
	if (code != SQLITE_OK) {
		connection_note(db, code);
		db_fault(db, error);
		db_close(db);
		return NULL;
	}
	if (configure(db, error) != ERR_OK || prepare_controls(db, error) != ERR_OK) {
		db_close(db);
		return NULL;
	}
	return db;
}

static bool is_listed(const char *const *names, const char *name)
{
	for (; names != NULL && *names != NULL; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

static void on_change(void *context, int operation, const char *database, const char *table, sqlite3_int64 row_id)
{
	struct db *db = context;

	(void)database, (void)row_id;
	if (!db->changed)
		db->changed = !is_listed(db->volatile_tables, table) &&
		              (operation == SQLITE_DELETE || !is_listed(db->busy_tables, table));
}

struct db *db_open(const struct db_config *config, bool read_only, struct error *error)
{
	struct db *db = connection_open(config->path, read_only ? CONNECTION_READ : CONNECTION_WRITE, error);

	if (db == NULL)
		return NULL;
	db->busy_tables = config->busy_tables;
	db->volatile_tables = config->volatile_tables;
	if (!read_only)
		sqlite3_update_hook(db->handle, on_change, db);
	if ((read_only && connection_guard(db, error) != ERR_OK) || registry_fill(db, config, error) != ERR_OK) {
		db_close(db);
		return NULL;
	}
	return db;
}

void db_close(struct db *db)
{
	if (db == NULL)
		return;
	connection_rollback(db);
	registry_free(db);
	composed_free(db);
	for (size_t i = 0; i < CONTROL_COUNT; i++)
		sqlite3_finalize(db->control[i]);
	if (sqlite3_close(db->handle) != SQLITE_OK)
		db_bug("a statement outlived its connection");
	leave_library();
	for (size_t i = 0; i < db->table_count; i++)
		memory_free(db->tables[i]);
	memory_free(db->tables);
	memory_free(db);
}

/* ---- transactions ---- */

void db_fail_commit_at(long n)
{
	atomic_store(&fail_commit_at, n);
}

int connection_commit(struct db *db)
{
	if (atomic_load(&fail_commit_at) > 0 && atomic_fetch_sub(&fail_commit_at, 1) == 1) {
		connection_note(db, SQLITE_IOERR_FSYNC);
		return SQLITE_IOERR_FSYNC;
	}
	int code = connection_control(db, CONTROL_COMMIT);
	if (code == SQLITE_OK)
		db->in_transaction = false;
	return code;
}

void connection_rollback(struct db *db)
{
	rows_reset(db);
	db->in_transaction = false;
	if (db->handle != NULL && !sqlite3_get_autocommit(db->handle))
		connection_control(db, CONTROL_ROLLBACK);
}

enum err db_begin(struct db *db, struct error *error)
{
	db->fault = SQLITE_OK;
	if (connection_control(db, db->read_only ? CONTROL_BEGIN : CONTROL_BEGIN_IMMEDIATE) != SQLITE_OK)
		return db_fault(db, error);
	db->in_transaction = true;
	return ERR_OK;
}

enum err db_commit(struct db *db, struct error *error)
{
	rows_reset(db);
	if (db->fault != SQLITE_OK || connection_commit(db) != SQLITE_OK) {
		db_fault(db, error);
		connection_rollback(db);
		return ERR_UNAVAILABLE;
	}
	return ERR_OK;
}

void db_rollback(struct db *db)
{
	connection_rollback(db);
}
