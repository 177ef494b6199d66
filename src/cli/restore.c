/* `mau03 restore`: puts a backup in the place of the database. The copy is made and verified aside; only then the old
 * file gets another name, and the copy its. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process/disk.h"
#include "cli/commands.h"
#include "cli/verify.h"
#include "store/sheet/form_token.h"
#include "store/admin/session_row.h"

/* Who was logged in then is not now; forms filled in then are not answered with results of a time that is gone. */
static int end_sessions(struct cli *cli, struct folder *folder, void *unused)
{
	struct error error = { 0 };

	(void)unused;
	if (session_delete_expired(folder->db, INT64_MAX, INT64_MAX, &error) != ERR_OK ||
	    form_token_expire(folder->db, INT64_MAX, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return CLI_DONE;
}

static bool is_there(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

/* Moves a file if there is one. */
static bool move(const char *from, const char *to)
{
	return !is_there(from) || rename(from, to) == 0;
}

/* Renames the database that was in the folder together with its log, which would else be applied to the new one;
 * *kept is its new name, NULL when there was none. */
static int set_aside(struct cli *cli, const struct folder *folder, const char **kept)
{
	const char *name = arena_print(cli->arena, "%s/%s", folder->path, FOLDER_DATABASE);
	const char *aside = arena_print(cli->arena, "%s.before-restore-%s", name, folder_stamp(cli->arena));
	const char *wal = arena_print(cli->arena, "%s-wal", name), *shm = arena_print(cli->arena, "%s-shm", name);

	*kept = is_there(name) ? aside : NULL;
	if (is_there(aside))
		return cli_failed(cli, "%s is there already; try again", aside);
	if (!move(name, aside) || !move(wal, arena_print(cli->arena, "%s-wal", aside)) ||
	    (is_there(shm) && unlink(shm) != 0) || !disk_flush(folder->path))
		return cli_failed(cli, "%s: %s", aside, strerror(errno));
	return CLI_DONE;
}

static int restore(struct cli *cli, struct folder *folder)
{
	struct error error = { 0 };
	const char *head, *access_head, *kept;
	int status = folder_transact(cli, folder, end_sessions, NULL);

	if (status != CLI_DONE)
		return status;
	if (verify_folder(cli, folder, &head, &access_head, &error) != ERR_OK)
		return cli_fail(cli, &error);
	folder_release(folder);
	if (set_aside(cli, folder, &kept) != CLI_DONE || folder_publish(cli, folder) != CLI_DONE)
		return CLI_FAILED;
	printf("event %s\naccess_log %s\n", head, access_head);
	if (kept != NULL)
		fprintf(stderr, "The database that was there is kept as %s\n", kept);
	return CLI_DONE;
}

int cmd_restore(struct cli *cli)
{
	struct folder folder;
	int status = folder_open(cli, FOLDER_RESTORE, &folder);

	if (status != CLI_DONE)
		return status;
	status = restore(cli, &folder);
	folder_close(&folder);
	return status;
}
