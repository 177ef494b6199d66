/* `mau03 table`: a declared table as a file, as a user sees it; noted like any other file that leaves the house. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/open.h"
#include "acceptance/acceptance.h"
#include "base/memory.h"
#include "report/registry.h"
#include "store/admin/user.h"
#include "table/file.h"
#include "web/web.h"

enum { PIECE_MAX = 8 << 20, COPY_BLOCK = 64 << 10 };

struct table_work {
	struct cli *cli;
	struct folder folder;
	struct workflow workflow;
	struct table_ask ask;
	struct table_whole whole;
	struct arena *arena;            /* of one piece */
	int64_t no_id;                  /* of the path: it has none */
};

/* ---- who asks for what ---- */

static enum err read_actor(struct table_work *w, struct actor *out, struct error *error)
{
	struct user user;
	enum err err = user_by_name(w->folder.db, w->cli->arena, cli_get(w->cli, "--as"), &user, error);

	return err == ERR_OK ? user_actor_any(w->folder.db, w->cli->arena, user.id, out, error) : err;
}

static enum err begin(struct table_work *w, const struct table *table, struct error *error)
{
	struct cli *cli = w->cli;
	struct actor *actor = arena_alloc(cli->arena, sizeof *actor);
	const char *query = cli_get(cli, "--query");
	struct params params = { 0 };
	enum err err = read_actor(w, actor, error);

	if (err != ERR_OK)
		return err;
	if ((web_table_roles(table) & ROLE_BIT(actor->role)) == 0)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_FORBIDDEN), "%s has no such table", actor->username);
	if (query != NULL && !params_decode(cli->arena, query, strlen(query), &params))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "--query is not A=B&C=D");
	w->ask = (struct table_ask){ .reader = { cli->arena, actor, w->folder.form }, .today = clock_today(&cli->clock),
		.path = table->path, .ids = &w->no_id, .counted = true };
	err = acceptance_start(w->folder.form, error);
	if (err == ERR_OK)
		err = table_begin(&w->ask, table, &params, error);
	if (err == ERR_OK)
		err = table_whole_begin(w->folder.db, &w->whole, &w->ask, error);
	return err;
}

/* Notes whose rows it shows, by a writer of its own. */
static enum err note(struct table_work *w, struct error *error)
{
	w->workflow = (struct workflow){ .form = w->folder.form, .clock = w->cli->clock,
		.writer = db_writer_open(&w->folder.config, error) };
	if (w->workflow.writer == NULL)
		return ERR_UNAVAILABLE;
	enum err err = table_note_file(&w->workflow, &w->whole, error);
	db_writer_close(w->workflow.writer);
	return err;
}

/* ---- what it writes ---- */

static enum err next_piece(struct table_work *w, struct error *error)
{
	arena_reset(w->arena);
	return table_whole_next(w->folder.db, &w->whole, w->arena, error);
}

static bool put(const struct buf *out)
{
	return fwrite(out->data, 1, out->length, stdout) == out->length;
}

static enum err write_csv(struct table_work *w, struct error *error)
{
	enum err err = ERR_OK;
	bool good = true;
	struct buf out;

	buf_init(&out, w->cli->arena, PIECE_MAX);
	table_csv_head(&w->ask, &out);
	for (;;) {
		table_csv_piece(&w->whole, &out);
		good &= put(&out);
		if (!w->whole.more || !good || (err = next_piece(w, error)) != ERR_OK)
			break;
		buf_init(&out, w->arena, PIECE_MAX);
	}
	return good ? err : error_set(error, ERR_UNAVAILABLE, NULL, "stdout cannot be written");
}

static void print_row(struct table_work *w, const void *row, const char *before)
{
	cJSON *object = table_json_row(&w->whole.ask, row);

	printf("%s%s", before, json_print(w->whole.ask.reader.arena, object));
	cJSON_Delete(object);
}

/* As a page of JSON is, but whole. */
static enum err write_json(struct table_work *w, struct error *error)
{
	enum err err = ERR_OK;
	bool first = true;

	printf("{\"rows\":[");
	for (;;) {
		for (size_t i = 0; i < w->whole.rows.count; i++, first = false)
			print_row(w, table_row(w->ask.table, &w->whole.rows, i), first ? "\n" : ",\n");
		if (!w->whole.more || (err = next_piece(w, error)) != ERR_OK)
			break;
	}
	printf("],\"total\":%lld,\"next\":null", (long long)w->whole.total);
	if (w->whole.sum != NULL)
		print_row(w, w->whole.sum, ",\"sum\":");
	printf("}\n");
	return err == ERR_OK && ferror(stdout) ? error_set(error, ERR_UNAVAILABLE, NULL, "stdout cannot be written") : err;
}

static enum err copy_out(int fd, struct error *error)
{
	char block[COPY_BLOCK];
	ssize_t got;
	bool good = true;

	while (good && (got = read(fd, block, sizeof block)) > 0)
		good = fwrite(block, 1, (size_t)got, stdout) == (size_t)got;
	close(fd);
	return good && got == 0 ? ERR_OK : error_set(error, ERR_UNAVAILABLE, NULL, "stdout cannot be written");
}

static enum err write_xlsx(struct table_work *w, struct error *error)
{
	const char *tmp;
	int64_t size;
	enum err err = ERR_OK;

	if (folder_tmp(w->cli, &w->folder, &tmp) != CLI_DONE)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no folder for a workbook");
	struct xlsx *xlsx = table_xlsx_open(&w->whole.ask, tmp, clock_seconds(&w->cli->clock), error);
	if (xlsx == NULL)
		return error->code;
	table_xlsx_piece(&w->whole, xlsx);
	while (w->whole.more && !xlsx_failed(xlsx) && (err = next_piece(w, error)) == ERR_OK)
		table_xlsx_piece(&w->whole, xlsx);
	if (err != ERR_OK) {
		xlsx_drop(xlsx);
		return err;
	}
	int fd = xlsx_close(xlsx, &size, error);
	return fd < 0 ? error->code : copy_out(fd, error);
}

/* ---- the command ---- */

static const struct { const char *name; enum err (*write)(struct table_work *w, struct error *error); } formats[] = {
	{ "csv", write_csv }, { "json", write_json }, { "xlsx", write_xlsx },
};

static int run(struct table_work *w, const struct table *table, size_t format)
{
	struct error error = { 0 };
	enum err err = begin(w, table, &error);

	if (err == ERR_OK)
		err = note(w, &error);
	if (err == ERR_OK)
		err = formats[format].write(w, &error);
	if (err == ERR_OK && fflush(stdout) != 0)
		err = error_set(&error, ERR_UNAVAILABLE, NULL, "stdout cannot be written");
	return err == ERR_OK ? CLI_DONE : cli_fail(w->cli, &error);
}

int cmd_table(struct cli *cli)
{
	const char *name = cli_get(cli, "NAME"), *asked = cli_get(cli, "--format");
	const struct table *table = table_named(name);
	struct table_work work = { .cli = cli };
	size_t format = 0;

	while (asked != NULL && format < COUNT(formats) && strcmp(formats[format].name, asked) != 0)
		format++;
	if (table == NULL || strstr(table->path, "{id}") != NULL)
		return cli_wrong(cli, "there is no table %s", name);
	if (format == COUNT(formats))
		return cli_wrong(cli, "--format is csv, json or xlsx");
	work.arena = arena_new(ARENA_REQUEST);
	if (work.arena == NULL || folder_open(cli, FOLDER_LOOK, &work.folder) != CLI_DONE)
		return CLI_FAILED;
	int status = run(&work, table, format);
	folder_close(&work.folder);
	arena_free(work.arena);
	return status;
}
