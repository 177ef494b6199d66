#include "base/memory.h"
#include "cli/area/area_ended.h"
#include "cli/calendar_set.h"
#include "cli/campaign/campaign_commands.h"
#include "cli/open.h"
#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "workflow/hindrance.h"

static int find_areas(struct cli *cli, struct folder *folder, int64_t *areas, size_t *count)
{
	const char *day = cli_get(cli, "--from"), *code;
	const char *needed = area_day_needed(day, cli_get(cli, "--to"), cli_day_or_today(cli, "--today"));
	struct error error = { 0 };
	struct area area;

	for (*count = 0; (code = cli_get_at(cli, "--area", *count)) != NULL; areas[(*count)++] = area.id) {
		if (area_by_code_any(folder->db, cli->arena, code, day, &area, &error) != ERR_OK)
			return cli_fail(cli, &error);
		if (area_refuse_ended(cli, folder, &area, needed) != CLI_DONE)
			return CLI_FAILED;
		for (size_t i = 0; i < *count; i++) {
			if (areas[i] == area.id)
				return cli_failed(cli, "the area %s stands twice", code);
		}
	}
	return CLI_DONE;
}

/* A command asks nobody: it says where sheets may find nobody to accept them, and goes on. */
static enum err note_few_officers(const struct cli *cli, struct folder *folder, int64_t campaign_id,
                                  struct error *error)
{
	struct few_officers few;
	enum err err = hindrance_few_officers(folder->db, cli->arena, campaign_id, &few, error);

	if (err == ERR_OK && few.names != NULL)
		fprintf(stderr, "note: fewer than two active officers in %zu communes (%s): nobody there accepts what the "
			"only officer typed\n",
			few.communes, few.names);
	return err;
}

static int add_campaign(struct cli *cli, struct folder *folder, void *arg)
{
	struct campaign campaign = {
		.code = cli_get(cli, "--code"),
		.name = cli_get(cli, "--name"),
		.form = folder->form->name,
		.form_version = folder->form->version,
		.collect_from = cli_get(cli, "--from"),
		.collect_to = cli_get(cli, "--to"),
		.days_off = cli_get(cli, "--days-off"),
		.plan_no = cli_get(cli, "--plan-no"),
		.plan_on = cli_get(cli, "--plan-on"),
	};
	int64_t *areas = arena_array(cli->arena, cli->value_count, sizeof *areas), id;
	struct error error = { 0 };
	size_t count;

	(void)arg;
	if (calendar_refuse(cli, campaign.days_off) != CLI_DONE)
		return CLI_FAILED;
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++) {
		const struct campaign_switch *one = &campaign_switches[i];
		campaign.switches[i] = one->initially;
		if (one->option != NULL)
			campaign.switches[i] = cli_is_on(cli, one->option, one->initially);
	}
	if (find_areas(cli, folder, areas, &count) != CLI_DONE)
		return CLI_FAILED;
	if (campaign_add(folder->db, &campaign, areas, count, &id, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (campaign.four_eyes && note_few_officers(cli, folder, id, &error) != ERR_OK)
		return cli_fail(cli, &error);
	const char *to = campaign.collect_to == NULL ? "null" : arena_print(cli->arena, "\"%s\"", campaign.collect_to);
	const char *diff = arena_print(cli->arena, "{\"campaign\":\"%s\",\"from\":\"%s\",\"to\":%s}", campaign.code,
	                               campaign.collect_from, to);
	return folder_event(cli, folder, ACTION_CAMPAIGN_ADD, diff);
}

int cmd_campaign_add(struct cli *cli)
{
	const char *to = cli_get(cli, "--to");

	if (to != NULL && cli_is_on(cli, "--continuous", false))
		return cli_wrong(cli, "--continuous on has no --to");
	if (to != NULL && strcmp(cli_get(cli, "--from"), to) > 0)
		return cli_wrong(cli, "--to lies before --from");
	return folder_write(cli, add_campaign, NULL);
}
