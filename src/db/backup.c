#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "base/process/disk.h"
#include "db/connection.h"
#include "text/messages.h"

static enum err fail(struct error *error, const char *what)
{
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "backup: %s: %s", what, strerror(errno));
}

static enum err vacuum_into(const char *path, const char *to, struct error *error)
{
	struct db *db = connection_open(path, CONNECTION_READ, error);
	char *sql = sqlite3_mprintf("VACUUM INTO %Q", to);
	enum err err = ERR_UNAVAILABLE;

	if (db != NULL && sql != NULL && (err = connection_exec(db, PAGE_SIZE, error)) == ERR_OK &&
	    (err = db_keep_pages(db, error)) == ERR_OK)
		err = connection_exec(db, sql, error);
	else if (db != NULL && sql == NULL)
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a backup");
	sqlite3_free(sql);
	db_close(db);
	return err;
}

/* Writes the copy to an empty file of its own, checks it and gives it its name. */
static enum err copy_and_rename(const char *path, const char *temporary, const char *to, struct error *error)
{
	int fd = open(temporary, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail(error, "create");
	close(fd);
	if (vacuum_into(path, temporary, error) != ERR_OK)
		return ERR_UNAVAILABLE;
	enum err err = db_check_file(temporary, error);
	if (err != ERR_OK)
		return err;
	return disk_publish(temporary, to) ? ERR_OK : fail(error, "fsync or rename");
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
