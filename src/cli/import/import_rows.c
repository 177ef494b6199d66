/* `mau03 import users|members|sheets FILE`: a table from a file, row by row. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "acceptance/acceptance.h"
#include "auth/password.h"
#include "base/memory.h"
#include "cli/import/import_commands.h"
#include "cli/open.h"
#include "report/import/import_rejects.h"
#include "store/admin/user.h"
#include "text/messages.h"
#include "workflow/import/import_actor.h"

enum { BLOCK = 64 << 10, PIECE = 1000, SECRET_BYTES = 10 };

struct rows_work {
	struct cli *cli;
	struct folder folder;
	const char *path, *name;        /* of the file; the last part of it */
	int fd;
	char hash[HASH_TEXT];
	bool dry;
	struct workflow workflow;
	struct actor actor;
	struct campaign campaign;
	struct import_order order;
	struct import_file file;
	struct import_rejects *rejects;
	FILE *passwords;
	struct import_result result;
};

/* ---- what is said ---- */

static const char *place_name(struct rows_work *w, int place, int64_t row)
{
	const char *sheet = w->file.sheet_name[0] == '\0' ? w->name : w->file.sheet_name;

	return arena_print(w->cli->arena, "%s!%s", sheet, cell_address(w->cli->arena, place, row));
}

static void told_fault(void *arg, int64_t row, int place, const char *label, const char *text)
{
	struct rows_work *w = arg;

	fprintf(stderr, "%s: %s%s%s\n", place_name(w, place, row), label == NULL ? "" : label, label == NULL ? "" : ": ",
	        text);
}

static void told_unread(void *arg, int64_t first, int64_t last, enum import_unread why)
{
	static const enum message texts[] = { [UNREAD_EMPTY] = MSG_IMPORT_UNREAD_EMPTY,
		[UNREAD_NUMBERS] = MSG_IMPORT_UNREAD_NUMBERS, [UNREAD_SUM] = MSG_IMPORT_UNREAD_SUM,
		[UNREAD_SIGNATURE] = MSG_IMPORT_UNREAD_SIGNATURE };
	struct rows_work *w = arg;

	fprintf(stderr, "%s", place_name(w, -1, first));
	if (last > first)
		fprintf(stderr, "-%lld", (long long)last);
	fprintf(stderr, ": %s\n", message_text(texts[why]));
}

static void told_hidden(void *arg, int64_t row)
{
	fprintf(stderr, "%s: %s\n", place_name(arg, -1, row), message_text(MSG_IMPORT_HIDDEN_ROW));
}

static enum err rejected(void *arg, const struct import_line *line, const char *why, struct error *error)
{
	struct rows_work *w = arg;

	return import_rejects_add(w->rejects, line, why, error);
}

/* ---- the file ---- */

static int open_file(struct rows_work *w)
{
	struct hash_state state;
	char *block = arena_alloc(w->cli->arena, BLOCK);
	struct stat info;
	ssize_t got;

	w->path = cli_get(w->cli, "FILE");
	const char *slash = strrchr(w->path, '/');
	w->name = slash == NULL ? w->path : slash + 1;
	w->fd = open(w->path, O_RDONLY | O_CLOEXEC);
	if (w->fd < 0 || fstat(w->fd, &info) != 0)
		return cli_failed(w->cli, "%s: %s", w->path, strerror(errno));
	if (!S_ISREG(info.st_mode))
		return cli_failed(w->cli, "%s is no file", w->path);
	hash_begin(&state);
	while ((got = read(w->fd, block, BLOCK)) > 0)
		hash_add(&state, block, (size_t)got);
	hash_end(&state, w->hash);
	return got == 0 ? CLI_DONE : cli_failed(w->cli, "%s: %s", w->path, strerror(errno));
}

/* ---- who, and for what ---- */

static enum err find_actor(struct rows_work *w, const struct importer *importer, struct error *error)
{
	struct cli *cli = w->cli;
	const char *as = cli_get(cli, "--as");
	struct user user;

	if (as == NULL && (importer->needs & IMPORT_NEEDS_OFFICER) == 0) {
		w->actor = (struct actor){ .role = ROLE_ADMIN, .full_name = message_text(MSG_IMPORT_ACTOR) };
		return ERR_OK;
	}
	if (as == NULL)
		return import_command_actor(w->folder.db, cli->arena, &cli->clock, &w->actor, error);
	enum err err = user_by_name(w->folder.db, cli->arena, as, &user, error);
	if (err == ERR_OK)
		err = user_actor_any(w->folder.db, cli->arena, user.id, &w->actor, error);
	if (err == ERR_OK && (importer->roles & ROLE_BIT(w->actor.role)) == 0)
		err = error_set(error, ERR_FORBIDDEN, message_text(MSG_FORBIDDEN), "%s may not import that", as);
	return err;
}

static enum err find_campaign(struct rows_work *w, const struct importer *importer, struct error *error)
{
	const char *code = cli_get(w->cli, "--campaign"), *area = cli_get(w->cli, "--area");
	struct area found;
	enum err err = ERR_OK;

	if (code != NULL)
		err = campaign_by_code_any(w->folder.db, w->cli->arena, code, &w->campaign, error);
	if (err == ERR_OK && area != NULL)
		err = area_by_code_any(w->folder.db, w->cli->arena, area, cli_day_or_today(w->cli, "--on"), &found, error);
	w->order.campaign = (importer->needs & IMPORT_NEEDS_CAMPAIGN) != 0 ? &w->campaign : NULL;
	return err;
}

/* ---- passwords of new accounts ---- */

static enum err new_password(void *arg, const char *username, const char **hash, struct error *error)
{
	struct rows_work *w = arg;
	const char *secret = hash_random(w->cli->arena, SECRET_BYTES);
	char *out = arena_alloc(w->cli->arena, PASSWORD_TEXT);
	enum err err = password_hash(NULL, secret, out, error);

	*hash = out;
	if (err == ERR_OK && (fprintf(w->passwords, "%s,%s\n", username, secret) < 0 || fflush(w->passwords) != 0))
		err = error_set(error, ERR_UNAVAILABLE, NULL, "the file of passwords cannot be written");
	return err;
}

static int open_passwords(struct rows_work *w)
{
	const char *path = cli_get(w->cli, "--passwords");

	if (path == NULL || w->dry)
		return CLI_DONE;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	w->passwords = fd < 0 ? NULL : fdopen(fd, "w");
	if (w->passwords == NULL)
		return cli_failed(w->cli, "%s: %s", path, strerror(errno));
	w->order.password = new_password;
	return CLI_DONE;
}

/* ---- running ---- */

static enum err transact(void *arg, db_task *task, void *task_arg, struct error *error)
{
	struct rows_work *w = arg;
	struct db *db = w->folder.db;

	if (w->dry)
		return task(db, task_arg, error);
	enum err err = db_begin(db, error);
	if (err != ERR_OK)
		return err;
	err = task(db, task_arg, error);
	if (err == ERR_OK)
		return db_commit(db, error);
	db_rollback(db);
	return err;
}

static enum legacy_encoding font_of(const char *map)
{
	if (map == NULL)
		return LEGACY_UNICODE;
	return strcmp(map, "vni") == 0 ? LEGACY_VNI : LEGACY_TCVN3;
}

static void fill_order(struct rows_work *w, const struct importer *importer)
{
	struct cli *cli = w->cli;

	w->workflow = (struct workflow){ .form = w->folder.form, .clock = cli->clock };
	w->order = (struct import_order){ .arena = cli->arena, .importer = importer, .workflow = &w->workflow,
		.actor = &w->actor, .area = cli_get(cli, "--area"), .day = cli_get(cli, "--on"),
		.tried = w->dry, .piece = PIECE,
		.whole = importer->table == IMPORT_ROSTER && cli_get(cli, "--whole") != NULL,
		.file = w->name, .hash = w->hash, .convert = font_of(cli_get(cli, "--map")), .arg = w, .transact = transact,
		.told_fault = told_fault, .told_unread = told_unread, .told_hidden = told_hidden };
}

static enum err find_who(struct db *db, void *arg, struct error *error)
{
	struct rows_work *w = arg;

	(void)db;
	enum err err = find_campaign(w, w->order.importer, error);
	return err == ERR_OK ? find_actor(w, w->order.importer, error) : err;
}

static enum err open_table(struct rows_work *w, const char *tmp, struct error *error)
{
	const struct import_asking asking = { .arena = w->cli->arena, .folder = tmp, .table = w->order.importer->table,
		.form = w->folder.form, .sheet = cli_get(w->cli, "--sheet") };
	enum err err = import_file_open(&asking, w->fd, &w->file, error);

	if (err != ERR_OK)
		return err;
	if (w->file.hidden[0] != '\0')
		fprintf(stderr, "%s\n", message_with_one(w->cli->arena, MSG_IMPORT_HIDDEN_SHEETS, w->file.hidden));
	w->order.sheet = w->file.sheet_name;
	w->order.source = import_file_source(&w->file);
	if (cli_get(w->cli, "--rejects") == NULL)
		return ERR_OK;
	w->rejects = import_rejects_open(w->cli->arena, tmp, &w->file, clock_seconds(&w->cli->clock), error);
	w->order.rejected = rejected;
	return w->rejects == NULL ? ERR_UNAVAILABLE : ERR_OK;
}

static enum err run(struct rows_work *w, const char *tmp, struct error *error)
{
	enum err err = acceptance_start(w->folder.form, error);

	if (err == ERR_OK)
		err = transact(w, find_who, w, error);
	if (err == ERR_OK)
		err = open_table(w, tmp, error);
	return err == ERR_OK ? import_run(&w->order, &w->file.plan, &w->result, error) : err;
}

/* All that a trial does to its own transaction goes. */
static enum err run_dry(struct rows_work *w, const char *tmp, struct error *error)
{
	enum err err = db_begin(w->folder.db, error);

	if (err != ERR_OK)
		return err;
	err = run(w, tmp, error);
	db_rollback(w->folder.db);
	return err;
}

/* ---- what came of it ---- */

static int write_rejects(struct rows_work *w)
{
	const char *path = cli_get(w->cli, "--rejects");
	struct error error = { 0 };

	if (w->rejects == NULL || import_rejects_count(w->rejects) == 0)
		return CLI_DONE;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return cli_failed(w->cli, "%s: %s", path, strerror(errno));
	enum err err = import_rejects_close(w->rejects, fd, &error);
	w->rejects = NULL;
	if (close(fd) != 0 && err == ERR_OK)
		return cli_failed(w->cli, "%s: %s", path, strerror(errno));
	return err == ERR_OK ? CLI_DONE : cli_fail(w->cli, &error);
}

static void say_first(struct rows_work *w)
{
	const struct import_row *first = &w->result.first;
	char shown[CLOCK_TEXT];

	if (first->id == 0)
		return;
	clock_shown(first->begun_at, shown);
	const char *const values[] = { shown, arena_print(w->cli->arena, "%lld", (long long)first->reached) };
	fprintf(stderr, "%s\n",
	        message_with(w->cli->arena, first->ended_at == NULL ? MSG_IMPORT_BROKE_OFF : MSG_IMPORT_AGAIN, values, 2));
}

static int finish(struct rows_work *w, enum err err, const struct error *error)
{
	const struct import_counts *c = &w->result.counts;
	bool users = w->order.importer->table == IMPORT_USERS;

	if (err != ERR_OK && c->read > 0 && !w->dry)
		fprintf(stderr, "%lld rows are stored; the same command again goes on\n", (long long)c->read);
	if (err != ERR_OK)
		return error->message == NULL ? cli_fail(w->cli, error) : cli_failed(w->cli, "%s: %s", w->name, error->message);
	say_first(w);
	if (users && c->new > 0 && w->passwords == NULL && !w->dry)
		fprintf(stderr, "%s\n", message_text(MSG_IMPORT_NO_PASSWORD));
	if (write_rejects(w) != CLI_DONE)
		return CLI_FAILED;
	printf("read %lld, new %lld, changed %lld, same %lld, rejected %lld\n", (long long)c->read, (long long)c->new,
	       (long long)c->changed, (long long)c->same, (long long)c->rejected);
	return CLI_DONE;
}

static int work(struct rows_work *w, const struct importer *importer)
{
	struct error error = { 0 };
	const char *tmp;

	fill_order(w, importer);
	if (folder_tmp(w->cli, &w->folder, &tmp) != CLI_DONE || open_passwords(w) != CLI_DONE)
		return CLI_FAILED;
	enum err err = w->dry ? run_dry(w, tmp, &error) : run(w, tmp, &error);
	return finish(w, err, &error);
}

int cmd_import_rows(struct cli *cli)
{
	struct rows_work w = { .cli = cli, .fd = -1, .dry = cli_get(cli, "--dry-run") != NULL };
	const struct importer *importer = importer_find(cli->command->subcommand);
	const char *map = cli_get(cli, "--map");
	int status = CLI_FAILED;

	if ((importer->needs & IMPORT_NEEDS_CAMPAIGN) != 0 && cli_get(cli, "--campaign") == NULL)
		return cli_wrong(cli, "--campaign is missing");
	if (map != NULL && strcmp(map, "tcvn3") != 0 && strcmp(map, "vni") != 0)
		return cli_failed(cli, "%s", message_with_one(cli->arena, MSG_IMPORT_MAPS, map));
	if (open_file(&w) == CLI_DONE && folder_open(cli, FOLDER_WRITE, &w.folder) == CLI_DONE) {
		status = work(&w, importer);
		folder_close(&w.folder);
	}
	import_rejects_drop(w.rejects);
	import_file_close(&w.file);
	if (w.passwords != NULL)
		fclose(w.passwords);
	if (w.fd >= 0)
		close(w.fd);
	return status;
}
