/* `mau03 verify`: is the database whole, does the history hold, do the figures agree with the rows? */
#include "cli/commands.h"
#include "cli/open.h"
#include "store/event.h"
#include "store/handover.h"
#include "store/sheet.h"

static enum err verify(struct cli *cli, struct folder *folder, struct error *error)
{
	const char *head, *access_head;
	enum err err = db_integrity(folder->db, error);

	if (err == ERR_OK)
		err = event_verify(folder->db, cli->arena, &head, &access_head, error);
	if (err == ERR_OK)
		err = sheet_verify(folder->db, error);
	if (err == ERR_OK)
		err = handover_verify(folder->db, error);
	if (err == ERR_OK)
		printf("event %s\naccess_log %s\n", head, access_head);
	return err;
}

int cmd_verify(struct cli *cli)
{
	struct folder folder;
	struct error error = { 0 };
	int status = folder_open(cli, FOLDER_LOOK, &folder);

	if (status != CLI_DONE)
		return status;
	if (verify(cli, &folder, &error) != ERR_OK)
		status = cli_fail(cli, &error);
	folder_close(&folder);
	return status;
}
