/* A database of two tables in a folder of its own, and the statements the tests of db/ run on it. */
#ifndef TESTS_UNIT_DB_SCRATCH_H
#define TESTS_UNIT_DB_SCRATCH_H

#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "db/db.h"
#include "db/migrate.h"

static const struct migration scratch_migrations[] = {
	{ 1, "migrations/001-first.sql",
	  "CREATE TABLE area (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
	  "CREATE TABLE sheet (id INTEGER PRIMARY KEY, area_id INTEGER NOT NULL REFERENCES area(id),"
	  " note TEXT CHECK (note <> '')) STRICT;"
	  "INSERT INTO area VALUES (1, 'one')" },
};

enum { COUNT_SHEETS, HAS_SHEET, LIST_AREAS, ADD_SHEET, ADD_SHEET_OR_ROLLBACK, CHANGE_SHEET, NO_MORE_PAGES };

static const struct db_statement scratch_rows[] = {
	[COUNT_SHEETS] = { DB_READ, "SELECT count(*) FROM sheet" },
	[HAS_SHEET] = { DB_READ, "SELECT 1 FROM sheet WHERE id = :id" },
	[LIST_AREAS] = { DB_READ, "SELECT id, name, NULL FROM area ORDER BY id" },
	[ADD_SHEET] = { DB_WRITE, "INSERT INTO sheet (id, area_id, note) VALUES (:id, :area_id, :note)" },
	[ADD_SHEET_OR_ROLLBACK] = { DB_WRITE, "INSERT OR ROLLBACK INTO sheet (id, area_id) VALUES (:id, 1)" },
	[CHANGE_SHEET] = { DB_WRITE, "UPDATE sheet SET note = 'n' || substr(note, 2) WHERE id = :id" },
	[NO_MORE_PAGES] = { DB_WRITE, "PRAGMA max_page_count = 1" },
};

static const struct db_statements scratch_tables[] = { { scratch_rows, COUNT(scratch_rows) } };

struct scratch {
	char folder[64], path[96];
	struct db_config config;
};

static inline int scratch_open(void **state)
{
	static struct scratch scratch;
	struct error error = { 0 };

	snprintf(scratch.folder, sizeof scratch.folder, "%s/mau03-db-XXXXXX", P_tmpdir);
	assert_non_null(mkdtemp(scratch.folder));
	snprintf(scratch.path, sizeof scratch.path, "%s/mau03.db", scratch.folder);
	scratch.config = (struct db_config){ .path = scratch.path, .tables = scratch_tables, .table_count = 1, .readers = 2 };
	assert_int_equal(migrate_file(scratch.path, scratch_migrations, 1, &error), ERR_OK);
	*state = &scratch;
	return 0;
}

static inline int scratch_unlink(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
	(void)status, (void)flag, (void)walk;
	return remove(path);
}

static inline int scratch_close(void **state)
{
	struct scratch *scratch = *state;

	return nftw(scratch->folder, scratch_unlink, 8, FTW_DEPTH | FTW_PHYS);
}

static inline struct db *scratch_connect(const struct scratch *scratch, bool read_only)
{
	struct error error = { 0 };
	struct db *db = db_open(&scratch->config, read_only, &error);

	if (db == NULL)
		fail_msg("%s", error.detail);
	return db;
}

static inline enum err scratch_add(struct db *db, int64_t id, int64_t area_id, const char *note, struct error *error)
{
	struct db_row *row = db_use(db, &scratch_rows[ADD_SHEET]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":area_id", area_id);
	db_bind_text(row, ":note", note);
	return db_run(row, error);
}

static inline int64_t scratch_count(struct db *db)
{
	struct db_row *row = db_use(db, &scratch_rows[COUNT_SHEETS]);

	assert_int_equal(db_step(row), DB_ROW);
	int64_t count = db_int(row, 0);
	db_done(row);
	return count;
}

static inline bool scratch_has(struct db *db, int64_t id)
{
	struct db_row *row = db_use(db, &scratch_rows[HAS_SHEET]);

	db_bind_int(row, ":id", id);
	bool has = db_step(row) == DB_ROW;
	db_done(row);
	return has;
}

/* True when the function ends its process by abort(). */
static inline bool scratch_aborts(void (*function)(const struct scratch *), const struct scratch *scratch)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(2);
		signal(SIGABRT, SIG_DFL);
		function(scratch);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

#endif
