#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <unistd.h>

#include "db/connection.h"
#include "text/messages.h"

static enum err fail(struct error *error, const char *what)
{
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "backup: %s: %s", what, strerror(errno));
}

/* fsync of a file or folder by name. */
static bool flush(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool flushed = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return flushed;
}

static enum err vacuum_into(const char *path, const char *to, struct error *error)
{
	struct db *db = connection_open(path, true, error);
	char *sql = sqlite3_mprintf("VACUUM INTO %Q", to);
	enum err err = ERR_UNAVAILABLE;

	if (db != NULL && sql != NULL)
		err = connection_exec(db, sql, error);
	else if (db != NULL)
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a backup");
	sqlite3_free(sql);
	db_close(db);
	return err;
}

/* Writes the copy to an empty file of its own and gives it its name. */
static enum err copy_and_rename(const char *path, const char *temporary, const char *to, struct error *error)
{
	char folder[PATH_MAX];
	int fd = open(temporary, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail(error, "create");
	close(fd);
	if (vacuum_into(path, temporary, error) != ERR_OK)
		return ERR_UNAVAILABLE;
	if (!flush(temporary) || rename(temporary, to) != 0)
		return fail(error, "fsync or rename");
	snprintf(folder, sizeof folder, "%s", to);
	return flush(dirname(folder)) ? ERR_OK : fail(error, "fsync of the folder");
}

enum err db_backup(const char *path, const char *to, struct error *error)
{
	char temporary[PATH_MAX];

	if (snprintf(temporary, sizeof temporary, "%s.%ld.part", to, (long)getpid()) >= (int)sizeof temporary)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "backup: name too long");
	enum err err = copy_and_rename(path, temporary, to, error);
	if (err != ERR_OK)
		unlink(temporary);
	return err;
}
