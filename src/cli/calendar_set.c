/* calendar set: the days off of all campaigns that count working days, and how early what is late soon is told. */
#include "cli/calendar_set.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "store/admin/setting.h"
#include "store/campaign/workday.h"
#include "text/messages.h"

int calendar_refuse(struct cli *cli, const char *text)
{
	struct workday_calendar calendar = { .count = 0 };
	const char *wrong = "";

	if (workday_read(cli->arena, text, &calendar, &wrong))
		return CLI_DONE;
	return cli_failed(cli, "no day: %s (days are 01/01/2024, several on end \"08/02/2024 %s 14/02/2024\", worked ones "
		"+04/05/2024)", wrong, message_text(MSG_DAYS_UNTIL));
}

static int set_calendar(struct cli *cli, struct folder *folder, void *arg)
{
	static const struct { const char *option, *name; } settings[] = {
		{ "--days-off", SETTING_DAYS_OFF }, { "--soon-days", SETTING_SOON_DAYS },
	};
	struct error error = { 0 };
	cJSON *what = cJSON_CreateObject();
	enum err err = ERR_OK;

	(void)arg;
	for (size_t i = 0; i < COUNT(settings) && err == ERR_OK; i++) {
		const char *value = cli_get(cli, settings[i].option);
		if (value == NULL)
			continue;
		err = value[0] == '\0' ? setting_drop(folder->db, settings[i].name, &error)
		                       : setting_set(folder->db, settings[i].name, value, &error);
		cJSON_AddStringToObject(what, settings[i].name, value);
	}
	const char *diff = json_print(cli->arena, what);
	cJSON_Delete(what);
	return err == ERR_OK ? folder_event(cli, folder, ACTION_SETTING_SET, diff) : cli_fail(cli, &error);
}

int cmd_calendar_set(struct cli *cli)
{
	const char *soon = cli_get(cli, "--soon-days");

	if (calendar_refuse(cli, cli_get(cli, "--days-off")) != CLI_DONE)
		return CLI_FAILED;
	if (soon != NULL && strtoll(soon, NULL, 10) > SOON_DAYS_MOST)
		return cli_failed(cli, "--soon-days is %d at most", SOON_DAYS_MOST);
	return folder_write(cli, set_calendar, NULL);
}
