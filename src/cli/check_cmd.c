#include "cli/check.h"
#include "cli/commands.h"
#include "cli/open.h"

static int check_input(struct cli *cli, const struct form *form)
{
	struct error error = { 0 };

	if (acceptance_start(form, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return check_run(form, &cli->clock, stdin, stdout) == 0 ? CLI_DONE : CLI_FAILED;
}

/* With --data the day is that of the database. */
int cmd_check(struct cli *cli)
{
	struct folder folder;
	struct error error = { 0 };

	if (cli_get(cli, "--data") == NULL) {
		const struct form *form = form_open(cli->arena, &error);
		return form == NULL ? cli_fail(cli, &error) : check_input(cli, form);
	}
	if (folder_open(cli, FOLDER_LOOK, &folder) != CLI_DONE)
		return CLI_FAILED;
	int status = check_input(cli, folder.form);
	folder_close(&folder);
	return status;
}
