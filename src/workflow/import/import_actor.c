#include "workflow/import/import_actor.h"

#include "store/admin/user.h"
#include "store/sheet/event.h"
#include "text/messages.h"

#define IMPORTS "mau03.import"
#define EXPORTS "mau03.export"
/* No digest of anything. */
#define NO_PASSWORD "!"

/* Every unit that stands under none, ended or not. */
static enum err read_roots(struct db *db, struct arena *arena, int64_t **out, size_t *count, struct error *error)
{
	struct area_node *units;
	enum err err = area_units_any(db, arena, 0, true, &units, count, error);

	*out = arena_array(arena, *count + 1, sizeof **out);
	for (size_t i = 0; i < *count && err == ERR_OK; i++)
		(*out)[i] = units[i].area.id;
	return err;
}

static enum err add_account(struct db *db, struct arena *arena, const struct clock *clock, struct user *user,
                            struct error *error)
{
	char now[CLOCK_TEXT];

	clock_now(clock, now);
	user->role = ROLE_ADMIN;
	user->password_hash = NO_PASSWORD;
	user->created_at = user->locked_at = now;
	enum err err = user_add(db, user, &user->id, error);
	if (err != ERR_OK)
		return err;
	const struct event event = { .at = now, .action = ACTION_USER_ADD,
		.diff = arena_print(arena, "{\"user\":\"%s\",\"role\":\"admin\"}", user->username) };
	return event_add(db, &event, error);
}

static enum err find_account(struct db *db, struct arena *arena, const struct clock *clock, const char *name,
                             enum message full_name, struct user *user, struct error *error)
{
	enum err err = user_by_name(db, arena, name, user, error);

	if (err != ERR_NOT_FOUND)
		return err;
	*user = (struct user){ .username = name, .full_name = message_text(full_name) };
	return add_account(db, arena, clock, user, error);
}

enum err export_command_actor(struct db *db, struct arena *arena, const struct clock *clock, struct actor *out,
                              struct error *error)
{
	struct user user;
	enum err err = find_account(db, arena, clock, EXPORTS, MSG_EXPORT_ACTOR, &user, error);

	if (err == ERR_OK)
		*out = (struct actor){ .user_id = user.id, .role = ROLE_ADMIN, .username = EXPORTS,
			.full_name = message_text(MSG_EXPORT_ACTOR) };
	return err;
}

enum err import_command_actor(struct db *db, struct arena *arena, const struct clock *clock, struct actor *out,
                              struct error *error)
{
	struct user user;
	int64_t *roots;
	size_t count;
	enum err err = find_account(db, arena, clock, IMPORTS, MSG_IMPORT_ACTOR, &user, error);

	if (err == ERR_OK)
		err = read_roots(db, arena, &roots, &count, error);
	if (err == ERR_OK && user.area_count != count)
		err = user_set_areas(db, user.id, roots, count, error);
	if (err != ERR_OK)
		return err;
	*out = (struct actor){ .user_id = user.id, .role = ROLE_OFFICER, .username = IMPORTS,
		.full_name = message_text(MSG_IMPORT_ACTOR), .areas = roots, .area_count = count };
	return ERR_OK;
}
