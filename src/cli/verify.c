/* `mau03 verify`. */
#include "cli/verify.h"

#include "cli/commands.h"
#include "store/access/access_row.h"
#include "store/person/duplicate.h"
#include "store/sheet/event.h"
#include "store/handover/batch.h"
#include "store/person/person.h"
#include "store/report/progress.h"
#include "store/report/quality.h"
#include "store/campaign/rule_change.h"
#include "store/campaign/stage.h"
#include "store/sheet/sheet.h"
#include "store/store.h"

enum err verify_folder(const struct cli *cli, const struct folder *folder, const char **head, const char **access_head,
                       struct error *error)
{
	enum err err = db_integrity(folder->db, error);

	if (err == ERR_OK)
		err = codes_verify(folder->db, error);
	if (err == ERR_OK)
		err = event_verify(folder->db, cli->arena, head, error);
	if (err == ERR_OK)
		err = access_verify(folder->db, cli->arena, access_head, error);
	if (err == ERR_OK)
		err = sheet_verify(folder->db, error);
	if (err == ERR_OK)
		err = stage_verify(folder->db, error);
	if (err == ERR_OK)
		err = person_verify(folder->db, error);
	if (err == ERR_OK)
		err = progress_verify(folder->db, error);
	if (err == ERR_OK)
		err = rule_verify(folder->db, error);
	if (err == ERR_OK)
		err = quality_verify(folder->db, error);
	if (err == ERR_OK)
		err = duplicate_verify(folder->db, error);
	return err == ERR_OK ? batch_verify(folder->db, error) : err;
}

int cmd_verify(struct cli *cli)
{
	struct folder folder;
	struct error error = { 0 };
	const char *head, *access_head;
	int status = folder_open(cli, FOLDER_LOOK, &folder);

	if (status != CLI_DONE)
		return status;
	if (verify_folder(cli, &folder, &head, &access_head, &error) == ERR_OK)
		printf("event %s\naccess_log %s\n", head, access_head);
	else
		status = cli_fail(cli, &error);
	folder_close(&folder);
	return status;
}
