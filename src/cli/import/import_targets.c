/* `mau03 import targets FILE`: a table of targets, whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/import/import_commands.h"
#include "cli/open.h"
#include "report/import/target_file.h"
#include "text/messages.h"

struct targets_work {
	struct cli *cli;
	struct folder folder;
	int fd;
	struct workflow workflow;
	struct actor actor;
	struct import_file file;
	struct target_file targets;
};

static void tell(struct targets_work *w, int64_t row, int place, const char *label, const char *text)
{
	const char *path = cli_get(w->cli, "FILE"), *slash = strrchr(path, '/');
	const char *sheet = w->file.sheet_name[0] != '\0' ? w->file.sheet_name : slash == NULL ? path : slash + 1;

	fprintf(stderr, "%s!%s: %s%s%s\n", sheet, cell_address(w->cli->arena, place, row), label == NULL ? "" : label,
	        label == NULL ? "" : ": ", text);
}

/* All that is wrong; CLI_FAILED when anything is. */
static int tell_faults(struct targets_work *w)
{
	const struct target_file *t = &w->targets;

	for (size_t i = 0; i < t->fault_count; i++)
		tell(w, t->faults[i].row, t->faults[i].place, t->faults[i].label, t->faults[i].text);
	for (size_t i = 0; i < t->table.fault_count && t->fault_count == 0; i++) {
		const char *label;
		int place = target_file_place(&w->file, &t->table.faults[i], &label);
		tell(w, t->rows[t->table.faults[i].line], place, label, t->table.faults[i].text);
	}
	return t->fault_count + t->table.fault_count > 0 ? CLI_FAILED : CLI_DONE;
}

static enum err open_table(struct targets_work *w, const char *tmp, struct error *error)
{
	const struct import_asking asking = { .arena = w->cli->arena, .folder = tmp, .table = IMPORT_TARGETS,
		.form = w->folder.form, .sheet = cli_get(w->cli, "--sheet") };
	enum err err = import_file_open(&asking, w->fd, &w->file, error);

	return err == ERR_OK ? target_file_read(w->cli->arena, &w->file, cli_get(w->cli, "--on"), &w->targets, error) : err;
}

static int judge(struct targets_work *w)
{
	struct error error = { 0 };
	struct campaign campaign;
	const char *tmp;

	if (folder_tmp(w->cli, &w->folder, &tmp) != CLI_DONE)
		return CLI_FAILED;
	enum err err = campaign_by_code_any(w->folder.db, w->cli->arena, cli_get(w->cli, "--campaign"), &campaign, &error);
	if (err == ERR_OK)
		err = open_table(w, tmp, &error);
	w->targets.table.campaign_id = campaign.id;
	if (err == ERR_OK && w->targets.fault_count == 0)
		err = target_table_judge(w->folder.db, w->cli->arena, &w->targets.table, &error);
	if (err != ERR_OK)
		return error.message == NULL ? cli_fail(w->cli, &error)
		                             : cli_failed(w->cli, "%s: %s", cli_get(w->cli, "FILE"), error.message);
	return tell_faults(w);
}

static int write_targets(struct cli *cli, struct folder *folder, void *arg)
{
	struct targets_work *w = arg;
	struct error error = { 0 };
	char *now = arena_alloc(cli->arena, CLOCK_TEXT);

	clock_now(&cli->clock, now);
	w->workflow = (struct workflow){ .form = folder->form, .clock = cli->clock };
	struct request_head head = { .workflow = &w->workflow, .arena = cli->arena, .actor = &w->actor, .now = now };
	enum err err = target_table_write(folder->db, &head, &w->targets.table, &error);
	return err == ERR_OK ? CLI_DONE : cli_fail(cli, &error);
}

static int work(struct targets_work *w)
{
	const struct target_table *t = &w->targets.table;
	int status = judge(w);

	w->actor = (struct actor){ .role = ROLE_ADMIN, .full_name = message_text(MSG_IMPORT_ACTOR) };
	if (status == CLI_DONE && cli_get(w->cli, "--dry-run") == NULL)
		status = folder_transact(w->cli, &w->folder, write_targets, w);
	if (status == CLI_DONE)
		printf("read %lld, new %lld, changed %lld, same %lld, rejected 0\n", (long long)(t->new + t->changed + t->same),
		       (long long)t->new, (long long)t->changed, (long long)t->same);
	return status;
}

int cmd_import_targets(struct cli *cli)
{
	struct targets_work *w = arena_alloc(cli->arena, sizeof *w);
	const char *path = cli_get(cli, "FILE");
	int status = CLI_FAILED;

	w->cli = cli;
	w->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (w->fd < 0)
		return cli_failed(cli, "%s: %s", path, strerror(errno));
	if (folder_open(cli, FOLDER_WRITE, &w->folder) == CLI_DONE) {
		status = work(w);
		folder_close(&w->folder);
	}
	import_file_close(&w->file);
	close(w->fd);
	return status;
}
