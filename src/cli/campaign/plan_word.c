#include "cli/campaign/plan_word.h"

#include "base/date.h"

int plan_campaign(struct cli *cli, struct folder *folder, struct campaign *out)
{
	struct error error = { 0 };

	if (campaign_by_code_any(folder->db, cli->arena, cli_get(cli, "--campaign"), out, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return CLI_DONE;
}

int plan_open_campaign(struct cli *cli, struct folder *folder, struct campaign *out)
{
	if (plan_campaign(cli, folder, out) != CLI_DONE)
		return CLI_FAILED;
	if (campaign_is_closed(out, clock_today(&cli->clock)))
		return cli_failed(cli, "the campaign %s is closed since %s", out->code, out->closed_on);
	return CLI_DONE;
}

const char *plan_last_day(const struct cli *cli)
{
	const char *before = cli_get(cli, "--before");
	struct date day = { 0 };

	if (before == NULL || !date_from_iso(before, false, &day))
		return cli_get(cli, "--last-day");
	char *last = arena_alloc(cli->arena, DATE_TEXT);
	date_to_iso(date_from_days(date_to_days(day) - 1), last);
	return last;
}

int plan_look(struct cli *cli, int (*list)(struct cli *cli, struct folder *folder))
{
	struct folder folder;
	int status = folder_open(cli, FOLDER_LOOK, &folder);

	if (status != CLI_DONE)
		return status;
	status = list(cli, &folder);
	folder_close(&folder);
	return status;
}
