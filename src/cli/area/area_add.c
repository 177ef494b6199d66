#include "base/memory.h"
#include "cli/area/area_commands.h"
#include "cli/open.h"
#include "store/campaign/area.h"

/* The level below a parent's, when the command names none: nothing is left to choose under a commune only. (A hamlet
 * right under a district without communes is named: --level hamlet.) */
static const char *level_below(const struct area *parent)
{
	if (strcmp(parent->level, "commune") == 0)
		return "hamlet";
	return area_level_rank(parent->level) < area_level_rank("commune") ? "commune" : NULL;
}

static bool is_valid_on(const struct area *area, const char *day)
{
	return strcmp(area->valid_from, day) <= 0 && (area->valid_to == NULL || strcmp(area->valid_to, day) >= 0);
}

static int choose_level(const struct cli *cli, const struct area *parent, const char **level)
{
	*level = cli_get(cli, "--level");
	if (*level == NULL)
		*level = parent == NULL ? "province" : level_below(parent);
	if (*level == NULL || area_level_rank(*level) < 0)
		return cli_failed(cli, "no such level: %s", *level == NULL ? "below a hamlet" : *level);
	if (parent != NULL && area_level_rank(*level) <= area_level_rank(parent->level))
		return cli_failed(cli, "no such level below a %s", parent->level);
	return CLI_DONE;
}

/* The unit above, which must be valid on the day. */
static int find_parent(struct cli *cli, struct folder *folder, const char *day, struct area *parent)
{
	struct error error = { 0 };

	if (area_by_code_any(folder->db, cli->arena, cli_get(cli, "--parent"), day, parent, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return is_valid_on(parent, day) ? CLI_DONE
	                                : cli_failed(cli, "the parent %s is not valid on %s", parent->code, day);
}

static int add_area(struct cli *cli, struct folder *folder, void *arg)
{
	const char *day = cli_day_or_today(cli, "--valid-from");
	const char *name = cli_get(cli, "--name"), *full_name = cli_get(cli, "--full-name");
	bool root = cli_get(cli, "--parent") == NULL;
	struct area parent = { .valid_from = day }, area = { .code = cli_get(cli, "--code"), .name = name,
		.full_name = full_name == NULL ? name : full_name };
	struct error error = { 0 };
	int64_t id;

	(void)arg;
	if (!root && find_parent(cli, folder, day, &parent) != CLI_DONE)
		return CLI_FAILED;
	area.parent_id = parent.id;
	area.valid_from = cli_get(cli, "--valid-from") == NULL ? parent.valid_from : day;
	if (choose_level(cli, root ? NULL : &parent, &area.level) != CLI_DONE)
		return CLI_FAILED;
	if (area_add(folder->db, &area, &id, &error) != ERR_OK)
		return cli_fail(cli, &error);
	const char *above = root ? "" : arena_print(cli->arena, "%s:%s", parent.level, parent.code);
	const char *diff = arena_print(cli->arena, "{\"area\":\"%s:%s\",\"parent\":\"%s\",\"valid_from\":\"%s\"}",
	                               area.level, area.code, above, area.valid_from);
	return folder_event(cli, folder, ACTION_AREA_ADD, diff);
}

int cmd_area_add(struct cli *cli)
{
	return folder_write(cli, add_area, NULL);
}
