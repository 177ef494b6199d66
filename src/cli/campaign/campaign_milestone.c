/* `mau03 campaign milestone`: sets, drops and lists what a campaign is to reach by a day. */
#include "base/memory.h"
#include "cli/campaign/campaign_commands.h"
#include "cli/campaign/plan_word.h"
#include "store/campaign/campaign_plan.h"
#include "workflow/admin/admin.h"

enum { SHARE_MOST = 100 };

static int set_milestone(struct cli *cli, struct folder *folder, void *arg)
{
	const struct milestone milestone = { .stage = stage_from_code(cli_get(cli, "--stage")),
		.last_day = plan_last_day(cli), .share = cli_number(cli, "--share", 0) };
	struct campaign campaign;
	struct error error = { 0 };

	(void)arg;
	if (plan_open_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	if (milestone_set(folder->db, campaign.id, &milestone, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return folder_event(cli, folder, ACTION_MILESTONE_SET, milestone_told(cli->arena, &campaign, &milestone));
}

static int drop_milestone(struct cli *cli, struct folder *folder, void *arg)
{
	enum stage stage = stage_from_code(cli_get(cli, "--stage"));
	const char *day = plan_last_day(cli);
	struct milestone *all;
	struct campaign campaign;
	struct error error = { 0 };
	size_t count;

	(void)arg;
	if (plan_open_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	if (campaign_milestones_any(folder->db, cli->arena, campaign.id, &all, &count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	for (size_t i = 0; i < count; i++) {
		if (all[i].stage != stage || strcmp(all[i].last_day, day) != 0)
			continue;
		if (milestone_drop(folder->db, campaign.id, all[i].id, &error) != ERR_OK)
			return cli_fail(cli, &error);
		return folder_event(cli, folder, ACTION_MILESTONE_DROP, milestone_told(cli->arena, &campaign, &all[i]));
	}
	return cli_failed(cli, "there is no such milestone");
}

/* One line a milestone, its parts apart by tabs. */
static int list_milestones(struct cli *cli, struct folder *folder)
{
	struct milestone *all;
	struct campaign campaign;
	struct error error = { 0 };
	size_t count;

	if (plan_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	if (campaign_milestones_any(folder->db, cli->arena, campaign.id, &all, &count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	printf("stage\tlast_day\tshare\n");
	for (size_t i = 0; i < count; i++)
		printf("%s\t%s\t%lld\n", stage_code(all[i].stage), all[i].last_day,
		       all[i].share == 0 ? (long long)SHARE_MOST : (long long)all[i].share);
	return CLI_DONE;
}

int cmd_campaign_milestone(struct cli *cli)
{
	const char *act = cli_get(cli, "ACT");
	bool set = strcmp(act, "set") == 0;
	int64_t share = cli_number(cli, "--share", 1);

	if (strcmp(act, "list") == 0)
		return plan_look(cli, list_milestones);
	if (!set && strcmp(act, "drop") != 0)
		return cli_wrong(cli, "ACT is set, drop or list");
	if (stage_from_code(cli_get(cli, "--stage")) == STAGE_COUNT)
		return cli_wrong(cli, "--stage is collect, tally, check, entry, supplement or answer");
	if ((cli_get(cli, "--last-day") == NULL) == (cli_get(cli, "--before") == NULL))
		return cli_wrong(cli, "either --last-day or --before is needed");
	if (share < 1 || share > SHARE_MOST)
		return cli_wrong(cli, "--share is from 1 to %d", SHARE_MOST);
	return folder_write(cli, set ? set_milestone : drop_milestone, NULL);
}
