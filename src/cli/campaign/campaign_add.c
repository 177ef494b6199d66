#include "base/memory.h"
#include "cli/area/area_ended.h"
#include "cli/calendar_set.h"
#include "cli/campaign/campaign_commands.h"
#include "cli/open.h"
#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "workflow/admin/plan_source.h"
#include "workflow/hindrance.h"

static int find_areas(struct cli *cli, struct folder *folder, const struct campaign *campaign, int64_t *areas,
                      size_t *count)
{
	const char *day = campaign->collect_from, *code;
	const char *needed = area_day_needed(day, campaign->collect_to, cli_day_or_today(cli, "--today"));
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

/* Of --plan or --copy; without either nothing. CLI_DONE, or CLI_FAILED, said. */
static int find_source(struct cli *cli, struct folder *folder, struct plan_source *out, bool *found)
{
	const char *plan = cli_get(cli, "--plan"), *copied = cli_get(cli, "--copy");
	struct campaign campaign;
	struct error error = { 0 };

	*out = (struct plan_source){ .milestone_count = 0 };
	*found = plan != NULL || copied != NULL;
	if (plan != NULL && !plan_source_find(cli->arena, plan, out))
		return cli_failed(cli, "the program has no plan %s", plan);
	if (copied == NULL)
		return CLI_DONE;
	if (campaign_by_code_any(folder->db, cli->arena, copied, &campaign, &error) != ERR_OK ||
	    plan_source_copy(folder->db, cli->arena, campaign.id, out, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return CLI_DONE;
}

static void take(const struct cli *cli, const char *option, const char **value)
{
	const char *said = cli_get(cli, option);

	if (said != NULL)
		*value = said;
}

/* What is said goes before what the source has. */
static void fill(struct cli *cli, const struct folder *folder, bool found, struct campaign *campaign)
{
	campaign->id = 0;
	campaign->form = folder->form->name;
	campaign->form_version = folder->form->version;
	take(cli, "--code", &campaign->code);
	take(cli, "--name", &campaign->name);
	take(cli, "--from", &campaign->collect_from);
	take(cli, "--to", &campaign->collect_to);
	take(cli, "--days-off", &campaign->days_off);
	take(cli, "--plan-no", &campaign->plan_no);
	take(cli, "--plan-on", &campaign->plan_on);
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++) {
		const struct campaign_switch *one = &campaign_switches[i];
		bool otherwise = found ? campaign->switches[i] : one->initially;
		campaign->switches[i] = one->option == NULL ? otherwise : cli_is_on(cli, one->option, otherwise);
	}
}

static enum err store_source(struct folder *folder, int64_t id, const struct plan_source *source, struct error *error)
{
	enum err err = plan_source_store(folder->db, id, source, error);

	for (int i = 0; i < STAGE_COUNT && err == ERR_OK; i++) {
		if (source->days[i] > 0)
			err = campaign_set_stage(folder->db, id, (enum stage)i, source->days[i], error);
	}
	return err;
}

static int add_campaign(struct cli *cli, struct folder *folder, void *arg)
{
	struct plan_source source;
	struct campaign campaign;
	bool found;
	int64_t *areas = arena_array(cli->arena, cli->value_count, sizeof *areas), id;
	struct error error = { 0 };
	size_t count;

	(void)arg;
	if (find_source(cli, folder, &source, &found) != CLI_DONE)
		return CLI_FAILED;
	campaign = source.campaign;
	fill(cli, folder, found, &campaign);
	if (calendar_refuse(cli, campaign.days_off) != CLI_DONE)
		return CLI_FAILED;
	if (campaign.name == NULL || campaign.collect_from == NULL)
		return cli_failed(cli, "--name and --from are needed: no plan says them");
	if (campaign.collect_to != NULL && strcmp(campaign.collect_from, campaign.collect_to) > 0)
		return cli_failed(cli, "--to lies before --from");
	if (find_areas(cli, folder, &campaign, areas, &count) != CLI_DONE)
		return CLI_FAILED;
	if (campaign_add(folder->db, &campaign, areas, count, &id, &error) != ERR_OK)
		return cli_fail(cli, &error);
	if (store_source(folder, id, &source, &error) != ERR_OK)
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
	const char *from = cli_get(cli, "--from"), *to = cli_get(cli, "--to");
	bool begins = cli_get(cli, "--plan") != NULL || cli_get(cli, "--copy") != NULL;

	if (cli_get(cli, "--plan") != NULL && cli_get(cli, "--copy") != NULL)
		return cli_wrong(cli, "either --plan or --copy");
	if (!begins && (from == NULL || cli_get(cli, "--name") == NULL))
		return cli_wrong(cli, "--name and --from are missing");
	if (to != NULL && cli_is_on(cli, "--continuous", false))
		return cli_wrong(cli, "--continuous on has no --to");
	if (to != NULL && from != NULL && strcmp(from, to) > 0)
		return cli_wrong(cli, "--to lies before --from");
	return folder_write(cli, add_campaign, NULL);
}
