#include "cli/area/area_ended.h"
#include "cli/campaign/campaign_commands.h"
#include "cli/campaign/plan_word.h"
#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "workflow/admin/target_table.h"

static int set_target(struct cli *cli, struct folder *folder, void *arg)
{
	const char *code = cli_get(cli, "--area");
	struct error error = { 0 };
	struct campaign campaign;
	struct area area;

	(void)arg;
	if (plan_open_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	if (area_by_code_any(folder->db, cli->arena, code, campaign.collect_from, &area, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (!campaign_covers_any(folder->db, campaign.id, area.id))
		return cli_failed(cli, "the campaign %s does not cover the area %s", campaign.code, code);
	const char *needed = area_day_needed(campaign.collect_from, campaign.collect_to, cli_day_or_today(cli, "--today"));
	if (area_refuse_ended(cli, folder, &area, needed) != CLI_DONE)
		return CLI_FAILED;
	int64_t figures[TARGET_FIGURES] = { cli_number(cli, "--expected", -1), cli_number(cli, "--surveyed", -1),
		cli_number(cli, "--changed", -1), -1, cli_number(cli, "--count", -1) };
	if (target_work_out(figures) != TARGET_FIGURES || figures[TARGET_E] < 0)
		return cli_failed(cli, "--count is what --expected and --surveyed come to (%lld), or stands alone",
		                  (long long)figures[TARGET_E]);
	int64_t sheets = figures[TARGET_E];
	const struct area_target target = { campaign.id, area.id, sheets, cli_get(cli, "--due"), figures[TARGET_A],
		figures[TARGET_B], figures[TARGET_C] };
	if (target_write(folder->db, &target, &error) != ERR_OK)
		return cli_fail(cli, &error);
	const char *diff = arena_print(cli->arena, "{\"campaign\":\"%s\",\"area\":\"%s:%s\",\"sheets\":%lld}",
	                               campaign.code, area.level, area.code, (long long)sheets);
	return folder_event(cli, folder, ACTION_TARGET_SET, diff);
}

int cmd_target_set(struct cli *cli)
{
	if (cli_get(cli, "--count") == NULL && (cli_get(cli, "--expected") == NULL || cli_get(cli, "--surveyed") == NULL))
		return cli_wrong(cli, "--count is missing, or --expected and --surveyed");
	return folder_write(cli, set_target, NULL);
}
