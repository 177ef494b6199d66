/* `mau03 campaign stage` and `close`: the days that a campaign allows for its stages, and the days on which it is
 * closed for collection, and closed. */
#include "base/json.h"
#include "base/memory.h"
#include "cli/campaign/campaign_commands.h"
#include "cli/campaign/plan_word.h"

enum { DAYS_MOST = 3650 };

static int tell(struct cli *cli, struct folder *folder, cJSON *what)
{
	const char *diff = json_print(cli->arena, what);

	cJSON_Delete(what);
	return folder_event(cli, folder, ACTION_CAMPAIGN_CHANGE, diff);
}

static cJSON *about(const struct campaign *campaign)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddStringToObject(what, "campaign", campaign->code);
	return what;
}

/* ---- stages ---- */

static const char *stage_option(struct cli *cli, int stage)
{
	return arena_print(cli->arena, "--%s", stage_code((enum stage)stage));
}

static int set_stages(struct cli *cli, struct folder *folder, void *arg)
{
	struct campaign campaign;
	struct error error = { 0 };
	enum err err = ERR_OK;

	(void)arg;
	if (plan_open_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	cJSON *what = about(&campaign);
	for (int i = 0; i < STAGE_COUNT && err == ERR_OK; i++) {
		int64_t days = cli_number(cli, stage_option(cli, i), -1);
		if (days < 0)
			continue;
		err = days == 0 ? campaign_drop_stage(folder->db, campaign.id, (enum stage)i, &error)
		                : campaign_set_stage(folder->db, campaign.id, (enum stage)i, days, &error);
		cJSON_AddNumberToObject(what, stage_code((enum stage)i), (double)days);
	}
	if (err == ERR_OK)
		return tell(cli, folder, what);
	cJSON_Delete(what);
	return cli_fail(cli, &error);
}

int cmd_campaign_stage(struct cli *cli)
{
	bool said = false;

	for (int i = 0; i < STAGE_COUNT; i++) {
		int64_t days = cli_number(cli, stage_option(cli, i), -1);
		if (days > DAYS_MOST)
			return cli_wrong(cli, "%s is %d at most", stage_option(cli, i), DAYS_MOST);
		said |= days >= 0;
	}
	return said ? folder_write(cli, set_stages, NULL) : cli_wrong(cli, "no stage is named");
}

/* ---- closing ---- */

/* The day that was said, none for an empty text, or that of before. */
static const char *said_day(struct cli *cli, const char *option, const char *before)
{
	const char *day = cli_get(cli, option);

	return day == NULL ? before : day[0] == '\0' ? NULL : day;
}

static int close_campaign(struct cli *cli, struct folder *folder, void *arg)
{
	struct campaign campaign;
	struct error error = { 0 };

	(void)arg;
	if (plan_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	const char *first = campaign.collect_closed_on = said_day(cli, "--collection", campaign.collect_closed_on);
	const char *second = campaign.closed_on = said_day(cli, "--all", campaign.closed_on);
	if ((first != NULL && strcmp(first, campaign.collect_from) < 0) ||
	    (second != NULL && strcmp(second, campaign.collect_from) < 0))
		return cli_failed(cli, "a day of closing lies before the first day, %s", campaign.collect_from);
	if (first != NULL && second != NULL && strcmp(second, first) < 0)
		return cli_failed(cli, "--all lies before --collection (%s)", first);
	if (campaign_change(folder->db, &campaign, &error) != ERR_OK)
		return cli_fail(cli, &error);
	cJSON *what = about(&campaign);
	cJSON_AddStringToObject(what, "collect_closed_on", first == NULL ? "" : first);
	cJSON_AddStringToObject(what, "closed_on", second == NULL ? "" : second);
	return tell(cli, folder, what);
}

int cmd_campaign_close(struct cli *cli)
{
	if (cli_get(cli, "--collection") == NULL && cli_get(cli, "--all") == NULL)
		return cli_wrong(cli, "--collection or --all is needed");
	return folder_write(cli, close_campaign, NULL);
}
