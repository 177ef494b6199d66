#include "auth/password.h"
#include "base/hash.h"
#include "cli/area/area_ended.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "store/campaign/area.h"
#include "store/admin/session_row.h"
#include "store/admin/setting.h"
#include "store/admin/user.h"

enum { SECRET_BYTES = 10 };

/* ---- passwords ---- */

struct secret {
	const char *password;
	bool made;                      /* by us: it must be shown */
	char hash[PASSWORD_TEXT];
};

/* From stdin, or a random one. */
static int get_secret(struct cli *cli, struct secret *secret)
{
	struct error error = { 0 };

	secret->made = cli_get(cli, "--password-stdin") == NULL;
	secret->password = secret->made ? hash_random(cli->arena, SECRET_BYTES) : cli_read_line(cli);
	if (secret->password == NULL || !password_is_acceptable(secret->password))
		return cli_failed(cli, "the password must have %d to %d characters", PASSWORD_MIN, PASSWORD_MAX);
	return password_hash(NULL, secret->password, secret->hash, &error) == ERR_OK ? CLI_DONE : cli_fail(cli, &error);
}

static void show_secret(const struct cli *cli, const struct secret *secret)
{
	if (!secret->made)
		return;
	fprintf(stderr, "The password of \"%s\" is shown only now:\n", cli_get(cli, "NAME"));
	printf("%s\n", secret->password);
}

/* ---- user add ---- */

static int find_areas(struct cli *cli, struct folder *folder, struct user *user)
{
	int64_t *areas = arena_array(cli->arena, cli->value_count, sizeof *areas);
	const char *day = cli_day_or_today(cli, "--today"), *code;
	struct error error = { 0 };
	struct area area;

	user->areas = areas;
	for (; (code = cli_get_at(cli, "--area", user->area_count)) != NULL; areas[user->area_count++] = area.id) {
		if (area_by_code_any(folder->db, cli->arena, code, day, &area, &error) != ERR_OK)
			return cli_fail(cli, &error);
		if (area_refuse_ended(cli, folder, &area, day) != CLI_DONE)
			return CLI_FAILED;
		for (size_t i = 0; i < user->area_count; i++) {
			if (areas[i] == area.id)
				return cli_failed(cli, "the area %s stands twice", code);
		}
	}
	return CLI_DONE;
}

static int add_user(struct cli *cli, struct folder *folder, void *arg)
{
	const struct secret *secret = arg;
	const char *name = cli_get(cli, "NAME"), *full_name = cli_get(cli, "--full-name");
	char now[CLOCK_TEXT];
	struct error error = { 0 };
	int64_t id;

	clock_now(&cli->clock, now);
	struct user user = { .username = name, .full_name = full_name == NULL ? name : full_name,
		.password_hash = secret->hash,
		.created_at = now, .must_change = secret->made };
	role_from_code(cli_get(cli, "--role"), &user.role);
	if (find_areas(cli, folder, &user) != CLI_DONE)
		return CLI_FAILED;
	if (user_add(folder->db, &user, &id, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return folder_event(cli, folder, ACTION_USER_ADD,
	                    arena_print(cli->arena, "{\"user\":\"%s\",\"role\":\"%s\"}", name, role_code(user.role)));
}

int cmd_user_add(struct cli *cli)
{
	struct secret secret;
	enum role role;

	if (!role_from_code(cli_get(cli, "--role"), &role))
		return cli_wrong(cli, "no such role: %s", cli_get(cli, "--role"));
	if (role != ROLE_ADMIN && cli_get(cli, "--area") == NULL)
		return cli_wrong(cli, "--area is missing");
	if (get_secret(cli, &secret) != CLI_DONE)
		return CLI_FAILED;
	int status = folder_write(cli, add_user, &secret);
	if (status == CLI_DONE)
		show_secret(cli, &secret);
	return status;
}

/* ---- changes of one user ---- */

/* What a change does to the user's row. */
typedef enum err user_change(struct cli *cli, struct folder *folder, const struct user *user, void *arg,
                             struct error *error);

static int change_user(struct cli *cli, struct folder *folder, enum action action, user_change *change, void *arg)
{
	struct error error = { 0 };
	struct user user;

	if (user_by_name(folder->db, cli->arena, cli_get(cli, "NAME"), &user, &error) != ERR_OK ||
	    change(cli, folder, &user, arg, &error) != ERR_OK)
		return cli_fail(cli, &error);
	return folder_event(cli, folder, action, arena_print(cli->arena, "{\"user\":\"%s\"}", user.username));
}

static enum err set_password(struct cli *cli, struct folder *folder, const struct user *user, void *arg,
                             struct error *error)
{
	const struct secret *secret = arg;

	if (setting_get(folder->db, cli->arena, "demo_day") != NULL)
		return error_set(error, ERR_FORBIDDEN, NULL, "the passwords of a demo database stay as they are");
	enum err err = user_set_password(folder->db, user->id, secret->hash, error);
	if (err == ERR_OK)
		err = user_set_must_change(folder->db, user->id, secret->made, error);
	return err == ERR_OK ? session_delete_others(folder->db, user->id, 0, error) : err;
}

static enum err lock(struct cli *cli, struct folder *folder, const struct user *user, void *arg, struct error *error)
{
	char now[CLOCK_TEXT];

	(void)arg;
	clock_now(&cli->clock, now);
	enum err err = user_set_locked(folder->db, user->id, now, error);
	return err == ERR_OK ? session_delete_others(folder->db, user->id, 0, error) : err;
}

static enum err unlock(struct cli *cli, struct folder *folder, const struct user *user, void *arg, struct error *error)
{
	(void)cli, (void)arg;
	return user_set_locked(folder->db, user->id, NULL, error);
}

static int work_passwd(struct cli *cli, struct folder *folder, void *arg)
{
	return change_user(cli, folder, ACTION_USER_PASSWORD, set_password, arg);
}

static int work_lock(struct cli *cli, struct folder *folder, void *arg)
{
	return change_user(cli, folder, ACTION_USER_LOCK, lock, arg);
}

static int work_unlock(struct cli *cli, struct folder *folder, void *arg)
{
	return change_user(cli, folder, ACTION_USER_UNLOCK, unlock, arg);
}

int cmd_user_passwd(struct cli *cli)
{
	struct secret secret;

	if (get_secret(cli, &secret) != CLI_DONE)
		return CLI_FAILED;
	int status = folder_write(cli, work_passwd, &secret);
	if (status == CLI_DONE)
		show_secret(cli, &secret);
	return status;
}

int cmd_user_lock(struct cli *cli)
{
	return folder_write(cli, work_lock, NULL);
}

int cmd_user_unlock(struct cli *cli)
{
	return folder_write(cli, work_unlock, NULL);
}

/* ---- user list ---- */

static int print_areas(struct cli *cli, struct folder *folder, const struct user *user)
{
	struct error error = { 0 };
	struct area area;

	for (size_t i = 0; i < user->area_count; i++) {
		if (area_by_id_any(folder->db, cli->arena, user->areas[i], &area, &error) != ERR_OK)
			return cli_fail(cli, &error);
		printf("%s%s:%s", i == 0 ? "" : ",", area.level, area.code);
	}
	return CLI_DONE;
}

static int print_users(struct cli *cli, struct folder *folder)
{
	struct error error = { 0 };
	struct user *users;
	size_t count;

	if (user_list_any(folder->db, cli->arena, &users, &count, &error) != ERR_OK)
		return cli_fail(cli, &error);
	puts("username\tfull_name\trole\tareas\tlocked_at");
	for (size_t i = 0; i < count; i++) {
		printf("%s\t%s\t%s\t", users[i].username, users[i].full_name, role_code(users[i].role));
		if (print_areas(cli, folder, &users[i]) != CLI_DONE)
			return CLI_FAILED;
		printf("\t%s\n", users[i].locked_at == NULL ? "" : users[i].locked_at);
	}
	return CLI_DONE;
}

int cmd_user_list(struct cli *cli)
{
	struct folder folder;

	if (folder_open(cli, FOLDER_LOOK, &folder) != CLI_DONE)
		return CLI_FAILED;
	int status = print_users(cli, &folder);
	folder_close(&folder);
	return status;
}
