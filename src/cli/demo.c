/* mau03 demo: a database of invented people in the places of the plans, on one fixed day. */
#include "auth/password.h"
#include "cli/commands.h"
#include "cli/demo/custody/demo_minutes.h"
#include "cli/open.h"
#include "report/paper/paper_type.h"
#include "view/view.h"

enum { DEFAULT_SHEETS = 2000, PLAN_BYTES = 1 << 30, SCRATCH_BYTES = 1 << 24 };

static const char password[] = "mau03-demo";
/* The day, and those that another may be: all campaigns collect, and have done so for a while. */
static const struct date demo_day = { 2024, 6, 10 }, first_day = { 2024, 6, 3 }, last_day = { 2024, 6, 30 };

/* What is made of what is stored, as pages make it. */
static enum err make_papers(const struct folder *folder, const struct demo_storing *storing, struct error *error)
{
	struct workflow workflow = *storing->workflow;
	enum err err = view_start_with("paper/", error);

	if (err != ERR_OK)
		return err;
	tmpl_freeze();
	workflow.paper = paper_make;
	workflow.writer = db_writer_open(&folder->config, error);
	if (workflow.writer == NULL)
		return ERR_UNAVAILABLE;
	err = demo_minutes(storing, &workflow, error);
	db_writer_close(workflow.writer);
	tmpl_unload();
	return err;
}

/* Plans and stores; the memory of both is the caller's. */
static int make_demo(struct cli *cli, struct folder *folder, struct arena *arena, struct arena *scratch,
                     char digest[HASH_TEXT])
{
	const struct workflow workflow = { .form = folder->form, .clock = cli->clock };
	uint64_t seed = (uint64_t)cli_number(cli, "--seed", 1);
	uint32_t sheets = (uint32_t)cli_number(cli, "--sheets", DEFAULT_SHEETS);
	char hash[PASSWORD_TEXT];
	struct error error = { 0 };

	if (arena == NULL || scratch == NULL)
		return cli_failed(cli, "no memory");
	if (password_hash(NULL, password, hash, &error) != ERR_OK)
		return cli_fail(cli, &error);
	struct demo_storing storing = { .demo = demo_plan(arena, sheets, seed, cli->clock.fixed), .db = folder->db,
		.workflow = &workflow, .password_hash = hash, .scratch = scratch };
	if (demo_store(&storing, &error) != ERR_OK || make_papers(folder, &storing, &error) != ERR_OK)
		return cli_fail(cli, &error);
	memcpy(digest, storing.digest, HASH_TEXT);
	return CLI_DONE;
}

static int fill(struct cli *cli, struct folder *folder, char digest[HASH_TEXT])
{
	struct arena *arena = arena_new(PLAN_BYTES), *scratch = arena_new(SCRATCH_BYTES);
	int status = make_demo(cli, folder, arena, scratch, digest);

	arena_free(scratch);
	arena_free(arena);
	return status;
}

int cmd_demo(struct cli *cli)
{
	struct folder folder;
	char digest[HASH_TEXT];

	if (cli_number(cli, "--sheets", DEFAULT_SHEETS) > DEMO_MOST_SHEETS)
		return cli_wrong(cli, "at most %d sheets", DEMO_MOST_SHEETS);
	if (cli->clock.fixed.year == 0)
		cli->clock.fixed = demo_day;
	if (date_compare(cli->clock.fixed, first_day) < 0 || date_compare(cli->clock.fixed, last_day) > 0)
		return cli_wrong(cli, "the day of a demo lies in June 2024, from the 3rd");
	if (folder_open(cli, FOLDER_CREATE, &folder) != CLI_DONE)
		return CLI_FAILED;
	int status = fill(cli, &folder, digest);
	if (status == CLI_DONE)
		status = folder_publish(cli, &folder);
	folder_close(&folder);
	if (status == CLI_DONE)
		printf("%s\n", digest);
	return status;
}
