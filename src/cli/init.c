#include "auth/password.h"
#include "base/hash.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "store/admin/user.h"

enum { SECRET_BYTES = 10 };
static const char administrator[] = "admin";

static int add_administrator(struct cli *cli, struct folder *folder, void *arg)
{
	const char *password = arg;
	char hash[PASSWORD_TEXT], now[CLOCK_TEXT];
	struct error error = { 0 };
	int64_t id;

	if (password_hash(NULL, password, hash, &error) != ERR_OK)
		return cli_fail(cli, &error);
	clock_now(&cli->clock, now);
	const struct user user = { .username = administrator, .full_name = administrator, .password_hash = hash,
		.created_at = now,
		.role = ROLE_ADMIN };
	if (user_add(folder->db, &user, &id, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return folder_event(cli, folder, ACTION_USER_ADD,
	                    arena_print(cli->arena, "{\"user\":\"%s\",\"role\":\"admin\"}", administrator));
}

int cmd_init(struct cli *cli)
{
	struct folder folder;
	char *password = hash_random(cli->arena, SECRET_BYTES);

	if (folder_open(cli, FOLDER_CREATE, &folder) != CLI_DONE)
		return CLI_FAILED;
	int status = folder_transact(cli, &folder, add_administrator, password);
	if (status == CLI_DONE)
		status = folder_publish(cli, &folder);
	folder_close(&folder);
	if (status != CLI_DONE)
		return status;
	fprintf(stderr, "The database is in %s. The first administrator is \"%s\"; this password is shown only now:\n",
	        folder.path, administrator);
	printf("%s\n", password);
	return CLI_DONE;
}
