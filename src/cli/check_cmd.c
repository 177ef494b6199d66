#include "cli/check.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "store/campaign/area.h"
#include "store/sheet/record.h"
#include "text/label.h"
#include "workflow/verdict/verdict.h"

/* A database that sheets are checked against. */
struct records {
	struct db *db;
	struct date today;
};

/* The one open campaign of the area; without one, the rules of campaign and records are silent. */
static bool find_campaign(const struct records *records, struct arena *arena, const struct area_above *above,
                          struct campaign *out)
{
	struct campaign *open;
	size_t count;

	if (campaign_covering_any(records->db, arena, above, records->today, &open, &count, NULL) != ERR_OK || count != 1)
		return false;
	*out = open[0];
	return true;
}

static void place_sheet(void *arg, struct answers *answers, struct rule_context *context)
{
	const struct records *records = arg;
	struct answer *area = answers_at(answers, answers->form->hamlet);
	struct sheet *sheet = arena_alloc(context->arena, sizeof *sheet);
	char today[DATE_TEXT];
	struct area_above above;
	struct area found;
	struct campaign *campaign = arena_alloc(context->arena, sizeof *campaign);

	context->has_areas = true;
	if (area->state != ANSWER_VALID)
		return;
	date_to_iso(records->today, today);
	if (area_by_code_any(records->db, context->arena, area->text, today, &found, NULL) != ERR_OK ||
	    strcmp(found.level, "hamlet") != 0) {
		*area = (struct answer){ .state = ANSWER_BAD, .fault = FAULT_VALUE, .raw = area->text };
		return;
	}
	area->number = found.id;
	area_above_any(records->db, found.id, &above);
	*sheet = (struct sheet){ .commune_id = above.commune_id, .answers = *answers };
	if (!find_campaign(records, context->arena, &above, campaign))
		return;
	sheet->campaign_id = campaign->id;
	verdict_context(records->db, context->arena, records->today, sheet, campaign, context);
}

static const char *tell_finding(void *arg, struct arena *arena, const struct finding *finding)
{
	struct records *records = arg;
	struct record_row other;
	char day[DATE_TEXT];

	if (finding->record_id == 0 || record_load_any(records->db, arena, finding->record_id, &other, NULL) != ERR_OK)
		return finding->message;
	date_to_shown(clock_day_of(other.since), day);
	return finding_tell(arena, finding->message, state_label(other.state), day);
}

static int check_input(struct cli *cli, const struct form *form, const struct check_place *place)
{
	struct error error = { 0 };

	if (acceptance_start(form, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return check_run(form, &cli->clock, place, stdin, stdout) == 0 ? CLI_DONE : CLI_FAILED;
}

/* With --data the day is that of the database, and its areas, campaigns and sheets are known. */
int cmd_check(struct cli *cli)
{
	struct folder folder;
	struct error error = { 0 };

	if (cli_get(cli, "--data") == NULL) {
		const struct form *form = form_open(cli->arena, &error);
		return form == NULL ? cli_fail(cli, &error) : check_input(cli, form, NULL);
	}
	if (folder_open(cli, FOLDER_LOOK, &folder) != CLI_DONE)
		return CLI_FAILED;
	struct records records = { folder.db, clock_today(&cli->clock) };
	struct check_place place = { place_sheet, tell_finding, &records };
	int status = check_input(cli, folder.form, &place);
	folder_close(&folder);
	return status;
}
