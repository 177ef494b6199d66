/* `mau03 export TABLE`: a whole table to stdout, beside a running server; that it was done stands in the history. */
#include <signal.h>
#include <unistd.h>

#include "cli/export/export_commands.h"
#include "cli/open.h"
#include "report/export/plain_export.h"
#include "store/campaign/campaign.h"
#include "store/sheet/event.h"
#include "workflow/access.h"
#include "workflow/import/import_actor.h"

/* What is noted of it. */
struct export_note {
	struct cli *cli;
	struct event event;
	struct actor actor;
};

static enum err find_what(struct cli *cli, struct folder *folder, struct plain_export *export, struct error *error)
{
	const char *campaign = cli_get(cli, "--campaign"), *code = cli_get(cli, "--area");
	struct campaign found;
	struct area area;
	enum err err = ERR_OK;

	if (campaign != NULL) {
		err = campaign_by_code_any(folder->db, cli->arena, campaign, &found, error);
		export->campaign_id = found.id;
	}
	if (err == ERR_OK && code != NULL) {
		err = area_by_code_any(folder->db, cli->arena, code, cli_day_or_today(cli, "--today"), &area, error);
		export->area_id = area.id;
	}
	return err;
}

static enum err note_task(struct db *db, void *arg, struct error *error)
{
	struct export_note *n = arg;
	enum err err = export_command_actor(db, n->cli->arena, &n->cli->clock, &n->actor, error);

	return err == ERR_OK ? event_add(db, &n->event, error) : err;
}

/* By a writer of its own: a server may run on the folder. Before the rows go out, whose they are as well. */
static enum err note(struct cli *cli, struct folder *folder, const struct plain_export *export, struct error *error)
{
	const char *campaign = cli_get(cli, "--campaign"), *area = cli_get(cli, "--area");
	char now[CLOCK_TEXT];

	clock_now(&cli->clock, now);
	struct export_note n = { .cli = cli, .event = { .at = now, .action = ACTION_TABLE_EXPORT,
		.diff = arena_print(cli->arena, "{\"table\":\"%s\",\"campaign\":\"%s\",\"area\":\"%s\"}", export->table,
		                    campaign == NULL ? "" : campaign, area == NULL ? "" : area) } };
	const struct shown_rows shown = { .access = ACCESS_EXPORT, .table = export->table, .ids = export->sheets,
		.count = export->sheet_count };
	struct db_writer *writer = db_writer_open(&folder->config, error);
	if (writer == NULL)
		return ERR_UNAVAILABLE;
	const struct workflow workflow = { .form = folder->form, .clock = cli->clock, .writer = writer };
	enum err err = db_write(writer, note_task, &n, error);
	if (err == ERR_OK && shown.count > 0)
		err = workflow_log_shown_now(&workflow, &n.actor, &shown, error);
	db_writer_close(writer);
	return err;
}

static enum err run(struct cli *cli, struct folder *folder, struct plain_export *export, struct error *error)
{
	enum err err = find_what(cli, folder, export, error);

	if (err == ERR_OK)
		err = db_begin(folder->db, error);
	if (err != ERR_OK)
		return err;
	err = plain_export_look(export, error);
	if (err == ERR_OK)
		err = note(cli, folder, export, error);
	if (err == ERR_OK)
		err = plain_export_run(export, error);
	db_rollback(folder->db);
	return err;
}

int cmd_export(struct cli *cli)
{
	const char *format = cli_get(cli, "--format");
	struct plain_export export = { .arena = cli->arena, .table = cli_get(cli, "TABLE"), .descriptor = STDOUT_FILENO,
		.created = clock_seconds(&cli->clock), .format = TABLE_OUT_JSONL };
	struct folder folder;
	struct error error = { 0 };

	if (!plain_export_knows(export.table))
		return cli_wrong(cli, "there is no table %s: %s", export.table, PLAIN_EXPORTS);
	if (format != NULL && !table_out_named(format, &export.format))
		return cli_wrong(cli, "--format is jsonl, csv or xlsx");
	if (folder_open(cli, FOLDER_LOOK, &folder) != CLI_DONE)
		return CLI_FAILED;
	signal(SIGPIPE, SIG_IGN);
	export.db = folder.db;
	export.form = folder.form;
	int status = folder_tmp(cli, &folder, &export.folder);
	if (status == CLI_DONE)
		status = run(cli, &folder, &export, &error) == ERR_OK ? CLI_DONE : cli_fail(cli, &error);
	folder_close(&folder);
	return status;
}
