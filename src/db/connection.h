/* Inside db/: what a connection and a running statement are made of. */
#ifndef DB_CONNECTION_H
#define DB_CONNECTION_H

#include <sqlite3.h>

#include "db/db.h"

enum { DETAIL = 160, BUSY_MS = 5000 };

/* Of a new file. Pages of 8192 bytes make a save write 1.4 times as much, and lists are no faster with them. */
#define PAGE_SIZE "PRAGMA page_size = 4096"

/* A prepared statement. Its address is stable while the connection is open. */
struct db_row {
	struct db *db;
	const struct db_statement *statement;   /* NULL for a composed text */
	sqlite3_stmt *prepared;                 /* NULL: not used yet, or could not be prepared */
	int bound;                              /* the parameter that was bound last; 0: none yet */
	int failure;                            /* what preparing or binding met; told by the next step */
	bool used;                              /* since the transaction began: in the list of db->used */
	struct db_row *next_used;
};

/* Statements of the house itself, prepared with the connection. */
enum control {
	CONTROL_BEGIN, CONTROL_BEGIN_IMMEDIATE, CONTROL_COMMIT, CONTROL_ROLLBACK,
	CONTROL_SAVEPOINT, CONTROL_ROLLBACK_TO, CONTROL_RELEASE, CONTROL_COUNT
};

struct composed;

struct db {
	sqlite3 *handle;
	bool read_only;
	bool in_transaction;
	bool unguarded;                         /* a reader may run a PRAGMA of ours just now */
	int fault;                              /* first failure of this transaction, an SQLite code */
	char fault_text[DETAIL];
	sqlite3_stmt *control[CONTROL_COUNT];
	struct db_row *rows;                    /* registered: open addressing by the address of the row */
	size_t room;                            /* of rows; a power of two */
	struct composed *composed;
	struct db_row failed_text;              /* stands for a composed text that did not prepare */
	struct db_row *used;
	const struct db_row *refused;           /* whose row holds what the program does not know */
	char refusal[DETAIL];
	const char *const *busy_tables, *const *volatile_tables;
	bool changed;                           /* something that counts for db_generation(), in this transaction */
	char **tables;                          /* a reader's: sorted names of the tables it may read */
	size_t table_count;
};

/* ---- connection.c ---- */
/* CONNECTION_MIGRATE: changes any number of pages in one statement; as the only connection of the process. */
enum connection_use { CONNECTION_READ, CONNECTION_WRITE, CONNECTION_MIGRATE };
/* An open connection with the recipe applied and nothing prepared. Readers have no guard yet. */
struct db *connection_open(const char *path, enum connection_use use, struct error *error);
enum err connection_exec(struct db *db, const char *sql, struct error *error);
/* The first column of the first row of a constant query. */
enum err connection_number(struct db *db, const char *sql, int64_t *out, struct error *error);
/* Runs a control statement; SQLITE_OK or the fault's code, remembered in db->fault. */
int connection_control(struct db *db, enum control control);
/* As connection_control(), and the place where tests make a COMMIT fail. */
int connection_commit(struct db *db);
/* Remembers the fault unless there is one already. */
void connection_note(struct db *db, int code);
/* Resets the used statements and ends the transaction, if any. */
void connection_rollback(struct db *db);
/* True for faults that end the whole transaction: no space, no memory, broken file, locks. */
bool fault_is_environment(int code);

/* ---- authorizer.c ---- */
/* From here on the connection may only read, and only from tables of the schema. */
enum err connection_guard(struct db *db, struct error *error);

/* ---- function.c ---- */
/* SQL functions that migrations may use: full_id(text), the text if it is a citizen's number of twelve digits and no
 * dummy; name_sound(text); text_fold(text), utf8_fold() of it; from_hex(text), the bytes of a hash. */
enum err connection_add_functions(struct db *db, struct error *error);

/* ---- statement.c ---- */
/* Registers the statements that the connection may run; none is prepared yet. */
enum err registry_fill(struct db *db, const struct db_config *config, struct error *error);
void registry_free(struct db *db);
/* Prepares sql into row; SQLITE_OK or the code. flags as for sqlite3_prepare_v3(). */
int row_prepare(struct db *db, struct db_row *row, const char *sql, unsigned flags);
/* Finalizes; the row itself is its owner's. */
void row_free(struct db_row *row);
/* The row, reset, nothing bound, in the list of used ones. */
struct db_row *row_ready(struct db_row *row);
/* Resets every statement used since the transaction began. */
void rows_reset(struct db *db);

/* ---- composed.c ---- */
void composed_free(struct db *db);

#endif
