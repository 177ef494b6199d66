/* The database floor: the only one that includes sqlite3.h. Connections with their registered statements,
 * a pool of readers that cannot write, one writer thread with group commit, migrations, the lock of
 * a data folder.
 *
 * A statement is a constant row {kind, sql}; its address is its name. A connection prepares one when it is
 * first used, and keeps it; the connection that opens a folder prepares all of them, so a typo or a missing
 * migration stops the start. Values are bound by name; an unknown name is a bug and aborts. */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum db_kind { DB_READ, DB_WRITE };

struct db_statement {
	enum db_kind kind;
	const char *sql;
};

/* A table of statements; registered tables are listed once, at open. */
struct db_statements {
	const struct db_statement *items;
	size_t count;
};

struct db;                              /* one connection, used by one thread at a time */
struct db_row;                          /* a running statement of a connection */

enum db_step { DB_ROW, DB_DONE, DB_CONSTRAINT, DB_FAILED };

/* ---- running statements ---- */

/* ---- backup.c, cheap.c, inspect.c, lock.c, pool.c, writer.c ---- */
/* Gets the prepared statement ready (reset, nothing bound). It stays valid until the next db_use() of the
 * same row or the end of the transaction. Aborts for a row that is not registered, or for a DB_WRITE row
 * on a reader. */
struct db_row *db_use(struct db *db, const struct db_statement *statement);
/* A SELECT composed from constant fragments: prepared once per text and connection, at most 256 kept. sql
 * must be made of literals only. A text that does not prepare, or that writes, is logged and gives
 * DB_FAILED at its step. */
struct db_row *db_use_text(struct db *db, const char *sql);
/* name is that of the parameter as the statement has it, ":id". What is not bound is NULL. */
void db_bind_int(struct db_row *row, const char *name, int64_t value);
/* NULL binds NULL. The text must live until the last step. */
void db_bind_text(struct db_row *row, const char *name, const char *text);
void db_bind_null(struct db_row *row, const char *name);
/* Bytes, which must live until the last step; bytes NULL binds NULL. */
void db_bind_blob(struct db_row *row, const char *name, const void *bytes, size_t length);
/* DB_CONSTRAINT: a UNIQUE, CHECK, NOT NULL or foreign key said no; the caller decides what that means.
 * DB_FAILED: environment; db_fault() has it, and nothing more runs in this transaction (or the row before was refused:
 * db_refuse()). After anything but DB_ROW the statement is reset. */
enum db_step db_step(struct db_row *row);
/* Steps once a statement that returns nothing; ERR_OK, ERR_CONFLICT (constraint) or ERR_UNAVAILABLE. */
enum err db_run(struct db_row *row, struct error *error);
/* Resets early, when not all rows are wanted. */
void db_done(struct db_row *row);
int64_t db_int(struct db_row *row, int column);
/* Valid until the next step; NULL for NULL. */
const char *db_text(struct db_row *row, int column);
/* Bytes and how many; valid until the next step. NULL and 0 for NULL and for none. */
const void *db_blob(struct db_row *row, int column, size_t *length);
bool db_is_null(struct db_row *row, int column);
/* db_text copied into arena. */
char *db_copy(struct db_row *row, int column, struct arena *arena);
int64_t db_last_id(struct db *db);
/* The row holds what the program does not know: a text that is no code of that kind. Its next step gives DB_FAILED,
 * db_check() and db_end() give its error. The transaction goes on. */
void db_refuse(struct db_row *row, const char *what, const char *text);
/* ERR_INTERNAL, with what was refused, when the row just read was; else ERR_OK. */
enum err db_check(struct db_row *row, struct error *error);
/* db_done() of the only row that was wanted, and db_check(). */
enum err db_end(struct db_row *row, struct error *error);
/* Rows changed by the last statement. */
int64_t db_changes(struct db *db);
/* Fills *error with ERR_UNAVAILABLE from the connection's last fault; with ERR_INTERNAL for a row that was refused. */
enum err db_fault(struct db *db, struct error *error);

/* ---- opening ---- */
struct db_config {
	const char *path;               /* the database file */
	const struct db_statements *tables;
	size_t table_count;
	int readers;                    /* connections in the pool */
	int borrow_wait_ms;             /* how long db_borrow() waits; 0 is the usual 5 s */
	/* Tables whose new and changed rows do not count for db_generation(); NULL-terminated, or NULL. */
	const char *const *busy_tables;
	/* Those of them whose removed rows do not count either; NULL-terminated, or NULL. */
	const char *const *volatile_tables;
};

/* One connection for a command, able to write; or, read_only, for one that only looks. NULL and *error.
 * What config points to must live as long as what is opened with it. */
struct db *db_open(const struct db_config *config, bool read_only, struct error *error);
/* Prepares all registered statements that the connection may run. ERR_INTERNAL naming the first that is no single
 * statement of its kind over this schema. */
enum err db_prepare_all(struct db *db, struct error *error);
void db_close(struct db *db);           /* accepts NULL */
/* Transactions of a command's own connection. commit: ERR_UNAVAILABLE leaves nothing behind; a transaction
 * in which a statement gave DB_FAILED does not commit. All statements are reset at the end. */
enum err db_begin(struct db *db, struct error *error);
enum err db_commit(struct db *db, struct error *error);
void db_rollback(struct db *db);

/* ---- readers ---- */
struct db_pool;
struct db_pool *db_pool_open(const struct db_config *config, struct error *error);
/* Every reader must have been returned. Accepts NULL. */
void db_pool_close(struct db_pool *pool);
/* One snapshot: BEGIN. Waits at most 5 s, then ERR_UNAVAILABLE and NULL. A request holds at most one, and
 * gives it back before rendering and before any write. */
struct db *db_borrow(struct db_pool *pool, struct error *error);
void db_return(struct db_pool *pool, struct db *db);

/* ---- the writer ---- */
struct db_writer;
/* A task: runs on the writer thread in its own savepoint; re-reads what it decides on; anything but ERR_OK
 * rolls its savepoint back. It never borrows a reader, submits a task or does I/O outside the database. It changes
 * a few hundred pages at most (SAVEPOINT_ROOM in connection.c); who has more to write does it alone. */
typedef enum err db_task(struct db *db, void *arg, struct error *error);
struct db_writer *db_writer_open(const struct db_config *config, struct error *error);
/* Runs one task and waits; returns only after the COMMIT that holds it (or its failure). The task's own
 * error comes back as it is; a failing environment is ERR_UNAVAILABLE for every task of the group. */
enum err db_write(struct db_writer *writer, db_task *task, void *arg, struct error *error);
/* The same for a task that writes hundreds of rows: a transaction of its own without a savepoint, in which SQLite
 * would keep every page it changes in memory and go through them at each statement. */
enum err db_write_alone(struct db_writer *writer, db_task *task, void *arg, struct error *error);
/* Queues a task nobody waits for; written with the next group or within a second, and before close. ERR_UNAVAILABLE
 * when the queue is full or memory is short: nothing is queued. arg must be from memory_new() and is freed with
 * memory_free() after the task, or when it is refused. A task whose group failed is tried again, so it must not change
 * *arg. */
enum err db_write_later(struct db_writer *writer, db_task *task, void *arg, struct error *error);
/* What the writer has done since it was opened. */
struct db_writer_counts {
	int64_t groups, tasks;           /* committed; tasks that returned an error of their own are not counted */
	int64_t failed_groups;          /* whose tasks all got ERR_UNAVAILABLE */
	size_t waiting;                 /* tasks in the queue now that somebody waits for */
};
void db_writer_count(struct db_writer *writer, struct db_writer_counts *out);
/* Grows with each commit that changed anything but busy tables (db_config). What was read in a snapshot borrowed
 * after asking for the generation may be used again while the generation stays: nobody was told of a later change
 * before it grew. */
uint64_t db_generation(const struct db_writer *writer);
/* Sees whether the writer still gets to a task and commits it, by an empty one that all callers share; waits at most
 * ms. */
enum err db_writer_check(struct db_writer *writer, int ms, struct error *error);
/* The program ends: a task that takes long gives up, with ERR_UNAVAILABLE, once ms have passed; it asks
 * db_writer_must_end(). */
void db_writer_end_within(struct db_writer *writer, int ms);
bool db_writer_must_end(const struct db_writer *writer);
/* Finishes what is queued, checkpoints, closes. Accepts NULL. Close the pool first: the last to close
 * tidies the files. */
void db_writer_close(struct db_writer *writer);
/* Tests only: the n-th COMMIT from now fails (0: off). */
void db_fail_commit_at(long n);

/* ---- what statements cost; tests only ---- */
/* What a statement did since the last look: steps of scans over whole tables, sorts, indexes made for one run. */
struct db_cost { const char *sql; int scanned, sorted, indexed; };
/* Calls fn for every statement of the connection that did any of it. */
void db_costs(struct db *db, void (*fn)(void *arg, const struct db_cost *cost), void *arg);
/* Calls fn for every line of the query plan of every registered statement, and of the triggers that it sets off. */
enum err db_plans(struct db *db, void (*fn)(void *arg, const char *sql, const char *line), void *arg,
                  struct error *error);
/* The same of one text. */
enum err db_plan(struct db *db, const char *sql, void (*fn)(void *arg, const char *sql, const char *line), void *arg,
                 struct error *error);

/* ---- files ---- */
/* Brings the file to the newest embedded migration (migrations/NNN-NAME.sql, user_version = NNN), each in
 * one transaction with foreign keys off and checked. Creates the file (0600) if there is none.
 * ERR_CONFLICT when the file is newer than the program. */
enum err db_migrate(const char *path, struct error *error);
/* user_version of the file, -1 when it cannot be read; and the newest version the program knows. */
int db_version(const char *path);
int db_newest_version(void);
/* Gives a connection room for 64 MB of the file, for what goes over all of it and comes back to the same pages. */
enum err db_keep_pages(struct db *db, struct error *error);
/* PRAGMA integrity_check and foreign_key_check; ERR_INTERNAL with the first fault. */
enum err db_integrity(struct db *db, struct error *error);
/* The same of a file, whatever its tables are, on connections of its own: its two parts side by side. */
enum err db_check_file(const char *path, struct error *error);
/* Fresh copy by VACUUM INTO a temporary name, checked, fsync, rename over what has the name. Beside a running writer.
 */
enum err db_backup(const char *path, const char *to, struct error *error);
/* Takes the lock of a data folder (flock on DIR/lock). -1 and *error (the holder's pid in detail) when
 * another holds it. The lock goes with the descriptor. */
int db_lock(const char *folder, struct error *error);
/* True when the database has an index of that name, or a table. */
bool db_has_index(struct db *db, const char *name);
/* Names of the columns of a table, for the start-up comparison with the form; NULL-terminated, in arena. */
const char **db_columns(struct db *db, const char *table, struct arena *arena, struct error *error);
/* The version of SQLite. */
const char *db_library_version(void);

#endif
