/* `mau03 backup`: a checked copy of the database, beside a running server too. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/open.h"

/* Leaves in the folder when the last backup was made: FOLDER_LAST_BACKUP, the folder's owner's whoever runs this. */
static void note_time(const struct cli *cli, const char *folder)
{
	const char *name = arena_print(cli->arena, "%s/%s", folder, FOLDER_LAST_BACKUP);
	char now[CLOCK_TEXT];
	struct stat owner;

	unlink(name);
	clock_to_iso(time(NULL), now);
	FILE *file = fopen(name, "we");
	bool written = file != NULL && fprintf(file, "%s\n", now) > 0 && stat(folder, &owner) == 0 &&
	               fchown(fileno(file), owner.st_uid, owner.st_gid) == 0;
	if ((file != NULL && fclose(file) != 0) || !written)
		cli_failed(cli, "warning: %s: %s", name, strerror(errno));
}

int cmd_backup(struct cli *cli)
{
	const char *folder = cli_get(cli, "--data"), *to = cli_get(cli, "FILE");
	const char *database = arena_print(cli->arena, "%s/%s", folder, FOLDER_DATABASE);
	struct error error = { 0 };
	struct stat status;

	if (stat(database, &status) != 0)
		return cli_failed(cli, "no database in %s", folder);
	if (lstat(to, &status) == 0)
		return cli_failed(cli, "%s is there already; a backup does not overwrite", to);
	if (db_backup(database, to, &error) != ERR_OK)
		return cli_fail(cli, &error);
	note_time(cli, folder);
	if (stat(to, &status) == 0)
		printf("%s: %lld bytes, database version %d, checked\n", to, (long long)status.st_size, db_version(to));
	return CLI_DONE;
}
