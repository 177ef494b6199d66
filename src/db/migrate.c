#include "db/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/process/assets.h"
#include "base/memory.h"
#include "db/bug.h"
#include "db/connection.h"
#include "text/messages.h"

static const char folder[] = "migrations/";

/* ---- one migration ---- */

static enum err check_foreign_keys(struct db *db, const char *name, struct error *error)
{
	int64_t broken = 0;

	if (connection_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &broken, error) != ERR_OK)
		return ERR_UNAVAILABLE;
	if (broken == 0)
		return ERR_OK;
	return error_set(error, ERR_INTERNAL, message_text(MSG_INTERNAL), "%s: breaks %lld foreign keys", name,
	                 (long long)broken);
}

/* A migration that ends our transaction would be kept without its version. */
static int refuse_transactions(void *context, int action, const char *first, const char *second, const char *database,
                               const char *trigger)
{
	(void)context, (void)first, (void)second, (void)database, (void)trigger;
	return action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT ? SQLITE_DENY : SQLITE_OK;
}

static enum err run_sql(struct db *db, const struct migration *migration, struct error *error)
{
	sqlite3_set_authorizer(db->handle, refuse_transactions, NULL);
	int code = sqlite3_exec(db->handle, migration->sql, NULL, NULL, NULL);
	sqlite3_set_authorizer(db->handle, NULL, NULL);
	if (code == SQLITE_OK)
		return ERR_OK;
	return error_set(error, fault_is_environment(code) ? ERR_UNAVAILABLE : ERR_INTERNAL, message_text(MSG_INTERNAL),
	                 "%s: %s", migration->name, sqlite3_errmsg(db->handle));
}

static enum err run_migration(struct db *db, const struct migration *migration, struct error *error)
{
	char version[64];
	enum err err = db_begin(db, error);

	if (err != ERR_OK)
		return err;
	snprintf(version, sizeof version, "PRAGMA user_version = %d", migration->version);
	if ((err = run_sql(db, migration, error)) != ERR_OK ||
	    (err = check_foreign_keys(db, migration->name, error)) != ERR_OK ||
	    (err = connection_exec(db, version, error)) != ERR_OK) {
		db_rollback(db);
		return err;
	}
	return db_commit(db, error);
}

/* ---- the file ---- */

/* Makes an empty file that only its owner may read; *created tells whether there was none. */
static enum err create_file(const char *path, bool *created, struct error *error)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	*created = fd >= 0;
	if (fd < 0 && errno != EEXIST)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "cannot create the database: %s",
		                 strerror(errno));
	if (fd >= 0)
		close(fd);
	return ERR_OK;
}

static void remove_file(const char *path)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	char name[4096];

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
		unlink(name);
	}
}

static enum err run_missing(struct db *db, const struct migration *items, size_t count, struct error *error)
{
	int newest = count == 0 ? 0 : items[count - 1].version;
	int64_t version = 0;

	if (connection_number(db, "PRAGMA user_version", &version, error) != ERR_OK)
		return ERR_UNAVAILABLE;
	if (version > newest)
		return error_set(error, ERR_CONFLICT, message_text(MSG_DATABASE_NEWER),
		                 "database version %lld, program knows %d", (long long)version, newest);
	if (connection_exec(db, "PRAGMA foreign_keys = OFF", error) != ERR_OK)
		return ERR_UNAVAILABLE;
	for (size_t i = 0; i < count; i++) {
		enum err err = items[i].version <= version ? ERR_OK : run_migration(db, &items[i], error);
		if (err != ERR_OK)
			return err;
	}
	return ERR_OK;
}

enum err migrate_file(const char *path, const struct migration *items, size_t count, struct error *error)
{
	bool created;

	if (create_file(path, &created, error) != ERR_OK)
		return ERR_UNAVAILABLE;
	struct db *db = connection_open(path, CONNECTION_MIGRATE, error);
	enum err err = db == NULL ? ERR_UNAVAILABLE : connection_add_functions(db, error);
	if (err == ERR_OK)
		err = run_missing(db, items, count, error);
	db_close(db);
	if (err != ERR_OK && created)
		remove_file(path);
	return err;
}

/* ---- the embedded migrations ---- */

static int version_of(const struct asset *asset)
{
	return (int)strtol(asset->name + strlen(folder), NULL, 10);
}

enum err db_migrate(const char *path, struct error *error)
{
	size_t count;
	const struct asset *assets = asset_list(folder, &count);
	struct migration *items = memory_new(count + 1, sizeof items[0]);

	if (items == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for migrations");
	for (size_t i = 0; i < count; i++) {
		items[i] = (struct migration){ version_of(&assets[i]), assets[i].name, assets[i].data };
		if (items[i].version <= (i == 0 ? 0 : items[i - 1].version))
			db_bug("migration out of order: %s", items[i].name);
	}
	enum err err = migrate_file(path, items, count, error);
	memory_free(items);
	return err;
}

int db_newest_version(void)
{
	size_t count;
	const struct asset *assets = asset_list(folder, &count);

	return count == 0 ? 0 : version_of(&assets[count - 1]);
}

int db_version(const char *path)
{
	struct db *db = connection_open(path, CONNECTION_READ, NULL);
	int64_t version = -1;

	if (db != NULL && connection_number(db, "PRAGMA user_version", &version, NULL) != ERR_OK)
		version = -1;
	db_close(db);
	return (int)version;
}
