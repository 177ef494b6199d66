/* `mau03 campaign task`: sets, drops and lists what somebody is to do by a day. */
#include "base/memory.h"
#include "cli/campaign/campaign_commands.h"
#include "cli/campaign/plan_word.h"
#include "store/campaign/campaign_plan.h"
#include "workflow/admin/admin.h"

struct found { struct plan_task *task; size_t count; };

/* Those of that name and, when it is said, that day. */
static int find_tasks(struct cli *cli, struct folder *folder, int64_t campaign_id, struct found *out)
{
	const char *name = cli_get(cli, "--name"), *day = plan_last_day(cli);
	struct plan_task *all;
	struct error error = { 0 };
	size_t count;

	*out = (struct found){ .count = 0 };
	if (plan_tasks_any(folder->db, cli->arena, campaign_id, &all, &count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	for (size_t i = 0; i < count; i++) {
		const char *last = all[i].last_day == NULL ? "" : all[i].last_day;
		if (strcmp(all[i].name, name) != 0 || (day != NULL && strcmp(last, day) != 0))
			continue;
		out->task = &all[i];
		out->count++;
	}
	return out->count > 1 ? cli_failed(cli, "several tasks have that name: --last-day says which") : CLI_DONE;
}

/* What is not said of a task that is there stays. */
static int set_task(struct cli *cli, struct folder *folder, void *arg)
{
	const char *whose = cli_get(cli, "--whose"), *every = cli_get(cli, "--every"), *done = cli_get(cli, "--done");
	struct campaign campaign;
	struct found found;
	struct error error = { 0 };

	(void)arg;
	if (plan_open_campaign(cli, folder, &campaign) != CLI_DONE ||
	    find_tasks(cli, folder, campaign.id, &found) != CLI_DONE)
		return CLI_FAILED;
	struct plan_task task = { .name = cli_get(cli, "--name"), .last_day = plan_last_day(cli) };
	if (found.count == 1)
		task = *found.task;
	task.whose = whose == NULL ? task.whose : whose[0] == '\0' ? NULL : whose;
	task.done_on = done == NULL ? task.done_on : done[0] == '\0' ? NULL : done;
	task.every = every == NULL ? task.every : (enum every)codes_find(&every_codes, every);
	if (task.last_day == NULL && task.every != EVERY_ONCE)
		return cli_failed(cli, "what comes again needs --last-day or --before");
	if (plan_task_set(folder->db, campaign.id, &task, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return folder_event(cli, folder, ACTION_TASK_SET, plan_task_told(cli->arena, &campaign, &task));
}

static int drop_task(struct cli *cli, struct folder *folder, void *arg)
{
	struct campaign campaign;
	struct found found;
	struct error error = { 0 };

	(void)arg;
	if (plan_open_campaign(cli, folder, &campaign) != CLI_DONE ||
	    find_tasks(cli, folder, campaign.id, &found) != CLI_DONE)
		return CLI_FAILED;
	if (found.count == 0)
		return cli_failed(cli, "there is no such task");
	if (plan_task_drop(folder->db, campaign.id, found.task->id, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return folder_event(cli, folder, ACTION_TASK_DROP, plan_task_told(cli->arena, &campaign, found.task));
}

/* One line a task, its parts apart by tabs; due: by when it is to be done next. */
static int list_tasks(struct cli *cli, struct folder *folder)
{
	struct date today = clock_today(&cli->clock);
	struct plan_task *all;
	struct campaign campaign;
	struct error error = { 0 };
	size_t count;

	if (plan_campaign(cli, folder, &campaign) != CLI_DONE)
		return CLI_FAILED;
	if (plan_tasks_any(folder->db, cli->arena, campaign.id, &all, &count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	printf("name\twhose\tlast_day\tevery\tdone_on\tdue\tstate\n");
	for (size_t i = 0; i < count; i++) {
		const struct plan_task *t = &all[i];
		char due[DATE_TEXT] = "";
		if (t->last_day != NULL)
			date_to_iso(plan_task_due(t, today), due);
		printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", t->name, t->whose == NULL ? "" : t->whose,
		       t->last_day == NULL ? "" : t->last_day,
		       every_code(t->every), t->done_on == NULL ? "" : t->done_on, due,
		       standing_codes.texts[plan_task_stands(t, today)]);
	}
	return CLI_DONE;
}

int cmd_campaign_task(struct cli *cli)
{
	const char *act = cli_get(cli, "ACT"), *every = cli_get(cli, "--every");
	bool set = strcmp(act, "set") == 0;

	if (strcmp(act, "list") == 0)
		return plan_look(cli, list_tasks);
	if (!set && strcmp(act, "drop") != 0)
		return cli_wrong(cli, "ACT is set, drop or list");
	if (cli_get(cli, "--name") == NULL)
		return cli_wrong(cli, "--name is missing");
	if (cli_get(cli, "--last-day") != NULL && cli_get(cli, "--before") != NULL)
		return cli_wrong(cli, "--last-day and --before are the same day said twice");
	if (every != NULL && codes_find(&every_codes, every) < 0)
		return cli_wrong(cli, "--every is once, month or year");
	return folder_write(cli, set ? set_task : drop_task, NULL);
}
