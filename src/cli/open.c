#include "cli/open.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process/assets.h"
#include "base/process/disk.h"
#include "base/memory.h"
#include "form/list.h"
#include "report/registry.h"
#include "store/sheet/event.h"
#include "store/admin/setting.h"
#include "store/store.h"

static const char form_name[] = "src/form/mau-03.json";

const struct form *form_open(struct arena *arena, struct error *error)
{
	const struct lists *lists = lists_load(arena, error);
	const struct asset *asset = asset_find(form_name);

	if (lists == NULL)
		return NULL;
	if (asset == NULL) {
		error_set(error, ERR_INTERNAL, NULL, "%s is not embedded", form_name);
		return NULL;
	}
	return form_load(arena, lists, asset->data, asset->size, error);
}

/* ---- the folder and its files ---- */

static bool is_there(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

static void warn_if_wide(const struct cli *cli, const char *path, mode_t allowed)
{
	struct stat status;

	if (stat(path, &status) == 0 && (status.st_mode & 07777 & ~allowed) != 0)
		cli_failed(cli, "warning: %s has mode %o, others may read it; chmod %o is meant", path,
		           (unsigned)(status.st_mode & 07777), (unsigned)allowed);
}

static const char *file_in(const struct cli *cli, const struct folder *folder, const char *name)
{
	return arena_print(cli->arena, "%s/%s", folder->path, name);
}

static int inner_folder(struct cli *cli, const struct folder *folder, const char *name, const char **path)
{
	*path = file_in(cli, folder, name);
	if (!disk_folder(*path))
		return cli_failed(cli, "%s: %s", *path, strerror(errno));
	warn_if_wide(cli, *path, 0700);
	return CLI_DONE;
}

int folder_tmp(struct cli *cli, const struct folder *folder, const char **path)
{
	int status = inner_folder(cli, folder, "tmp", path);

	if (status == CLI_DONE && folder->lock >= 0 && !disk_remove_files(*path, ""))
		return cli_failed(cli, "%s: %s", *path, strerror(errno));
	return status;
}

int folder_results(struct cli *cli, const struct folder *folder, const char **path)
{
	return inner_folder(cli, folder, "results", path);
}

int folder_imports(struct cli *cli, const struct folder *folder, const char **path)
{
	return inner_folder(cli, folder, "imports", path);
}

const char *folder_stamp(struct arena *arena)
{
	char now[CLOCK_TEXT], *stamp = arena_alloc(arena, CLOCK_TEXT), *to = stamp;

	clock_to_iso(time(NULL), now);
	for (const char *c = now; *c != '\0'; c++) {
		if (*c != '-' && *c != ':')
			*to++ = *c;
	}
	*to = '\0';
	return stamp;
}

/* Removes what an interrupted creation left behind. */
static void remove_database(const char *path)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	char name[4096];

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
		unlink(name);
	}
}

/* What root makes in a folder of the service's user, the service cannot open. */
static void warn_if_foreign(const struct cli *cli, const char *path)
{
	struct stat status;

	if (stat(path, &status) == 0 && status.st_uid != geteuid())
		cli_failed(cli, "warning: %s belongs to user %u; run this as that user", path, (unsigned)status.st_uid);
}

static int lock_folder(struct cli *cli, struct folder *folder)
{
	struct error error = { 0 };

	warn_if_foreign(cli, folder->path);

	folder->lock = db_lock(folder->path, &error);
	return folder->lock < 0 ? cli_fail(cli, &error) : CLI_DONE;
}

/* ---- the uses ---- */

/* Makes and locks the folder; what is built there is aside, under a name of its own. */
static int make_folder(struct cli *cli, struct folder *folder)
{
	if (!disk_folder(folder->path))
		return cli_failed(cli, "%s: %s", folder->path, strerror(errno));
	return lock_folder(cli, folder);
}

static void build_aside(const struct cli *cli, struct folder *folder)
{
	folder->database = file_in(cli, folder, FOLDER_DATABASE ".new");
	remove_database(folder->database);
}

static int migrate(const struct cli *cli, const struct folder *folder)
{
	struct error error = { 0 };

	return db_migrate(folder->database, &error) == ERR_OK ? CLI_DONE : cli_fail(cli, &error);
}

static int prepare_create(struct cli *cli, struct folder *folder)
{
	struct stat wal;

	if (make_folder(cli, folder) != CLI_DONE)
		return CLI_FAILED;
	if (is_there(folder->database))
		return cli_failed(cli, "there is a database already: %s", folder->database);
	if (stat(file_in(cli, folder, FOLDER_DATABASE "-wal"), &wal) == 0 && wal.st_size > 0)
		return cli_failed(cli, "%s-wal is left of another database; move it away first", folder->database);
	build_aside(cli, folder);
	return migrate(cli, folder);
}

static int check_version(const struct cli *cli, const char *path, int version)
{
	if (version < 1)
		return cli_failed(cli, "%s is no database of this program", path);
	if (version > db_newest_version())
		return cli_failed(cli, "%s has version %d, this program knows %d: it needs a newer program", path, version,
		                  db_newest_version());
	return CLI_DONE;
}

static int prepare_restore(struct cli *cli, struct folder *folder)
{
	const char *from = cli_get(cli, "FILE");
	struct error error = { 0 };

	if (!is_there(from))
		return cli_failed(cli, "%s: %s", from, strerror(errno));
	if (db_check_file(from, &error) != ERR_OK)
		return cli_failed(cli, "%s: %s", from, error.detail);
	if (check_version(cli, from, db_version(from)) != CLI_DONE || make_folder(cli, folder) != CLI_DONE)
		return CLI_FAILED;
	build_aside(cli, folder);
	return db_backup(from, folder->database, &error) == ERR_OK ? migrate(cli, folder) : cli_fail(cli, &error);
}

static int back_up_before_migrating(struct cli *cli, struct folder *folder, int version)
{
	const char *backup = file_in(cli, folder, "backup");
	struct error error = { 0 };

	if (!disk_folder(backup))
		return cli_failed(cli, "%s: %s", backup, strerror(errno));
	const char *to = arena_print(cli->arena, "%s/before-migration-from-%d-%s.db", backup, version,
	                             folder_stamp(cli->arena));
	return db_backup(folder->database, to, &error) == ERR_OK ? CLI_DONE : cli_fail(cli, &error);
}

static int prepare_write(struct cli *cli, struct folder *folder)
{
	if (!is_there(folder->database))
		return cli_failed(cli, "no database in %s: mau03 init makes one", folder->path);
	if (lock_folder(cli, folder) != CLI_DONE)
		return CLI_FAILED;
	int version = db_version(folder->database);
	if (check_version(cli, folder->database, version) != CLI_DONE)
		return CLI_FAILED;
	if (version < db_newest_version() && back_up_before_migrating(cli, folder, version) != CLI_DONE)
		return CLI_FAILED;
	return migrate(cli, folder);
}

static int prepare_look(struct cli *cli, struct folder *folder)
{
	if (!is_there(folder->database))
		return cli_failed(cli, "no database in %s", folder->path);
	int version = db_version(folder->database);
	if (version != db_newest_version())
		return cli_failed(cli, "the database has version %d, this program needs %d", version, db_newest_version());
	return CLI_DONE;
}

/* ---- opening and closing ---- */

static int open_database(struct cli *cli, struct folder *folder, bool read_only)
{
	struct error error = { 0 };
	struct date day;
	size_t table_count;
	const struct table *const *tables = report_tables(&table_count);

	folder->form = form_open(cli->arena, &error);
	if (folder->form == NULL)
		return cli_fail(cli, &error);
	folder->config.path = folder->database;
	folder->config.tables = store_tables(cli->arena, folder->form, &folder->config.table_count);
	folder->config.busy_tables = store_busy_tables;
	folder->config.volatile_tables = store_volatile_tables;
	folder->db = db_open(&folder->config, read_only, &error);
	if (folder->db == NULL || db_prepare_all(folder->db, &error) != ERR_OK ||
	    store_compare(folder->db, folder->form, &error) != ERR_OK ||
	    table_check(folder->db, tables, table_count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	const char *demo_day = setting_get(folder->db, cli->arena, "demo_day");
	if (cli->clock.fixed.year == 0 && demo_day != NULL && date_from_iso(demo_day, false, &day))
		cli->clock.fixed = day;
	return CLI_DONE;
}

int folder_open(struct cli *cli, enum folder_use use, struct folder *folder)
{
	static int (*const prepare[])(struct cli *, struct folder *) = {
		[FOLDER_LOOK] = prepare_look, [FOLDER_WRITE] = prepare_write, [FOLDER_CREATE] = prepare_create,
		[FOLDER_RESTORE] = prepare_restore
	};

	*folder = (struct folder){ .path = cli_get(cli, "--data"), .lock = -1 };
	folder->database = file_in(cli, folder, FOLDER_DATABASE);
	if (prepare[use](cli, folder) != CLI_DONE || open_database(cli, folder, use == FOLDER_LOOK) != CLI_DONE) {
		folder_close(folder);
		return CLI_FAILED;
	}
	warn_if_wide(cli, folder->path, 0700);
	warn_if_wide(cli, folder->database, 0600);
	return CLI_DONE;
}

void folder_release(struct folder *folder)
{
	db_close(folder->db);
	folder->db = NULL;
}

/* True while the database is built aside. */
static bool is_unpublished(const struct folder *folder)
{
	size_t length = strlen(folder->database);

	return length > 4 && strcmp(folder->database + length - 4, ".new") == 0;
}

void folder_close(struct folder *folder)
{
	folder_release(folder);
	if (is_unpublished(folder))
		remove_database(folder->database);
	if (folder->lock >= 0)
		close(folder->lock);
	folder->lock = -1;
}

int folder_publish(struct cli *cli, struct folder *folder)
{
	const char *name = file_in(cli, folder, FOLDER_DATABASE);

	folder_release(folder);
	if (!disk_publish(folder->database, name))
		return cli_failed(cli, "%s: %s", name, strerror(errno));
	folder->database = name;
	folder->config.path = name;
	return CLI_DONE;
}

/* ---- work in one transaction ---- */

int folder_event(const struct cli *cli, struct folder *folder, enum action action, const char *diff)
{
	struct error error = { 0 };
	char now[CLOCK_TEXT];

	clock_now(&cli->clock, now);
	const struct event event = { .at = now, .action = action, .diff = diff };
	return event_add(folder->db, &event, &error) == ERR_OK ? CLI_DONE : cli_fail(cli, &error);
}

int folder_transact(struct cli *cli, struct folder *folder, folder_work *work, void *arg)
{
	struct error error = { 0 };

	if (db_begin(folder->db, &error) != ERR_OK)
		return cli_fail(cli, &error);
	int status = work(cli, folder, arg);
	if (status != CLI_DONE) {
		db_rollback(folder->db);
		return status;
	}
	return db_commit(folder->db, &error) == ERR_OK ? CLI_DONE : cli_fail(cli, &error);
}

int folder_write(struct cli *cli, folder_work *work, void *arg)
{
	struct folder folder;

	if (folder_open(cli, FOLDER_WRITE, &folder) != CLI_DONE)
		return CLI_FAILED;
	int status = folder_transact(cli, &folder, work, arg);
	folder_close(&folder);
	return status;
}
