/* `mau03 paper`: a declared paper as a file; noted like any other that leaves the house. */
#include "cli/commands.h"
#include "cli/open.h"
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/admin/user.h"
#include "view/view.h"
#include "workflow/access.h"

enum { FILE_ROOM = 1 << 30 };

struct paper_work {
	struct cli *cli;
	struct folder folder;
	struct workflow workflow;
	struct arena *arena;
	struct paper_ask ask;
	struct paper_found found;
	unsigned format;
	struct actor actor;             /* whose view is noted */
};

/* Whoever --as names, else the first administrator: somebody at the machine itself. */
static enum err read_actor(struct paper_work *w, struct error *error)
{
	const char *name = cli_get(w->cli, "--as");
	struct user user = { .id = 0 }, *all;
	size_t count;
	enum err err = name != NULL ? user_by_name(w->folder.db, w->arena, name, &user, error)
	                            : user_list_any(w->folder.db, w->arena, &all, &count, error);

	for (size_t i = 0; name == NULL && err == ERR_OK && i < count && user.id == 0; i++) {
		if (all[i].role == ROLE_ADMIN)
			user = all[i];
	}
	if (err == ERR_OK && user.id == 0)
		err = error_set(error, ERR_NOT_FOUND, NULL, "there is no administrator: say --as USER");
	return err == ERR_OK ? user_actor_any(w->folder.db, w->arena, user.id, &w->actor, error) : err;
}

static enum err note(struct paper_work *w, struct error *error)
{
	const struct shown_filter id = { "id", cli_get(w->cli, "ID") };
	const struct paper_shown *shown = &w->found.shown;
	const struct shown_rows rows = { .access = ACCESS_EXPORT, .table = w->found.type->file, .filter = &id,
		.filter_count = 1, .ids = shown->ids, .count = shown->count, .commune_id = shown->commune_id };

	return workflow_log_shown_now(&w->workflow, &w->actor, &rows, error);
}

static enum err write_out(struct paper_work *w, struct error *error)
{
	struct buf out;

	buf_init(&out, w->arena, FILE_ROOM);
	enum err err = paper_write(&w->workflow, &w->found, w->format, w->arena, &out, error);
	if (err == ERR_OK && (fwrite(out.data, 1, out.length, stdout) != out.length || fflush(stdout) != 0))
		err = error_set(error, ERR_UNAVAILABLE, NULL, "stdout cannot be written");
	return err;
}

static enum err make(struct paper_work *w, const struct paper_type *type, struct error *error)
{
	enum err err = document_start(error);

	if (err == ERR_OK)
		err = view_start(error);
	if (err != ERR_OK)
		return err;
	tmpl_freeze();
	w->ask = (struct paper_ask){ .arena = w->arena, .form = w->folder.form, .today = clock_today(&w->cli->clock),
		.id = strtoll(cli_get(w->cli, "ID"), NULL, 10), .base = "" };
	err = read_actor(w, error);
	if (err == ERR_OK)
		err = paper_read(w->folder.db, type, &w->ask, w->format, &w->found, error);
	if (err != ERR_OK)
		return err;
	w->workflow = (struct workflow){ .form = w->folder.form, .clock = w->cli->clock,
		.writer = db_writer_open(&w->folder.config, error) };
	if (w->workflow.writer != NULL)
		err = note(w, error);
	if (err == ERR_OK)
		err = w->workflow.writer == NULL ? ERR_UNAVAILABLE : write_out(w, error);
	if (w->workflow.writer != NULL)
		db_writer_close(w->workflow.writer);
	paper_drop(&w->found);
	return err;
}

int cmd_paper(struct cli *cli)
{
	const char *name = cli_get(cli, "NAME"), *asked = cli_get(cli, "--format");
	const struct paper_type *type = paper_named(name);
	struct paper_work work = { .cli = cli, .format = FORMAT_PDF };
	struct error error = { 0 };

	if (asked != NULL)
		work.format = strcmp(asked, "pdf") == 0 ? FORMAT_PDF : strcmp(asked, "docx") == 0 ? FORMAT_DOCX : 0;
	if (type == NULL)
		return cli_wrong(cli, "there is no paper %s", name);
	if ((type->formats & work.format) == 0)
		return cli_wrong(cli, (type->formats & FORMAT_DOCX) != 0 ? "--format is pdf or docx" : "--format is pdf");
	work.arena = arena_new(FILE_ROOM);
	if (work.arena == NULL || folder_open(cli, FOLDER_LOOK, &work.folder) != CLI_DONE)
		return CLI_FAILED;
	enum err err = make(&work, type, &error);
	folder_close(&work.folder);
	arena_free(work.arena);
	tmpl_unload();
	return err == ERR_OK ? CLI_DONE : cli_fail(cli, &error);
}
