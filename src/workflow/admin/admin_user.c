/* Users: adding, changing, locking, a new password, ending sessions. */
#include "store/admin/session_row.h"
#include "store/admin/setting.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/write.h"

const char admin_user_signs[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";

static enum err find_user(struct db *db, struct arena *arena, int64_t id, struct user *out, struct error *error)
{
	enum err err = user_by_id_any(db, arena, id, out, error);

	return err == ERR_NOT_FOUND ? error_set(error, err, message_text(MSG_NOT_FOUND), "no user %lld", (long long)id)
	                            : err;
}

/* ---- adding and changing ---- */

/* The areas that the user has now. */
static enum err read_known(struct db *db, struct arena *arena, const struct user *before, struct area_codes *codes,
                           struct error *error)
{
	struct area *known = arena_array(arena, before->area_count + 1, sizeof *known);
	enum err err = ERR_OK;

	for (size_t i = 0; i < before->area_count && err == ERR_OK; i++)
		err = area_by_id_any(db, arena, before->areas[i], &known[i], error);
	codes->known = known;
	codes->known_count = before->area_count;
	return err;
}

static enum err judge_areas(struct db *db, struct user_change *c, const struct user *before, struct area **areas,
                            struct error *error)
{
	char today[DATE_TEXT];
	struct area_codes codes = { .head = &c->head, .text = c->area_codes, .name = "areas", .field = &c->field,
		.day = today };

	date_to_iso(clock_today(&c->head.workflow->clock), today);
	codes.needed = today;
	enum err err = read_known(db, c->head.arena, before, &codes, error);
	if (err == ERR_OK)
		err = admin_find_areas(db, &codes, areas, &c->user.area_count, error);
	if (err != ERR_OK)
		return err;
	c->user.areas = admin_area_ids(c->head.arena, *areas, c->user.area_count);
	if (c->user.area_count == 0 && c->user.role != ROLE_ADMIN)
		return admin_blame(&c->head, &c->field, "areas", MSG_USER_NEEDS_AREA, "", error);
	return ERR_OK;
}

static enum err write_user(struct db *db, struct user_change *c, struct error *error)
{
	struct user *user = &c->user;

	if (user->id == 0) {
		user->created_at = c->head.now;
		user->must_change = true;
		enum err err = user_add(db, user, &user->id, error);
		return err == ERR_CONFLICT
		           ? admin_blame(&c->head, &c->field, "username", MSG_USER_TAKEN, user->username, error)
		           : err;
	}
	enum err err = user_set_profile(db, user->id, user->full_name, user->role, error);
	return err == ERR_OK ? user_set_areas(db, user->id, user->areas, user->area_count, error) : err;
}

enum err admin_user_task(struct db *db, void *arg, struct error *error)
{
	struct user_change *c = arg;
	bool new = c->user.id == 0;
	struct user before = { 0 };
	struct area *areas;
	enum err err;

	if (!new && (err = find_user(db, c->head.arena, c->user.id, &before, error)) != ERR_OK)
		return err;
	if (!new && c->user.id == c->head.actor->user_id && c->user.role != before.role)
		return admin_blame(&c->head, &c->field, "role", MSG_USER_OWN_ROLE, "", error);
	if ((err = judge_areas(db, c, &before, &areas, error)) != ERR_OK || (err = write_user(db, c, error)) != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	cJSON_AddStringToObject(what, "user", new ? c->user.username : before.username);
	cJSON_AddStringToObject(what, "full_name", c->user.full_name);
	cJSON_AddStringToObject(what, "role", role_code(c->user.role));
	cJSON_AddStringToObject(what, "areas", admin_area_list(c->head.arena, areas, c->user.area_count));
	return admin_record(db, &c->head, new ? ACTION_USER_ADD : ACTION_USER_CHANGE, what,
	                    (struct thing){ THING_USER, c->user.id }, error);
}

enum err admin_save_user(struct user_change *change, struct error *error)
{
	return write_run(&change->head, admin_user_task, change, error);
}

/* ---- orders ---- */

static enum err lock(struct db *db, const struct user_order *o, struct error *error)
{
	enum err err = user_set_locked(db, o->user_id, o->head.now, error);

	return err == ERR_OK ? session_delete_others(db, o->user_id, 0, error) : err;
}

static enum err unlock(struct db *db, const struct user_order *o, struct error *error)
{
	return user_set_locked(db, o->user_id, NULL, error);
}

static enum err log_out(struct db *db, const struct user_order *o, struct error *error)
{
	return session_delete_others(db, o->user_id, 0, error);
}

static enum err set_password(struct db *db, const struct user_order *o, struct error *error)
{
	if (setting_get(db, o->head.arena, "demo_day") != NULL)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_PASSWORD_DEMO), "passwords of a demo database stay");
	enum err err = user_set_password(db, o->user_id, o->password_hash, error);
	if (err == ERR_OK)
		err = user_set_must_change(db, o->user_id, true, error);
	return err == ERR_OK ? session_delete_others(db, o->user_id, 0, error) : err;
}

static const struct {
	enum action action;
	bool not_oneself;
	enum err (*run)(struct db *db, const struct user_order *order, struct error *error);
} acts[] = {
	[USER_LOCK] = { ACTION_USER_LOCK, true, lock },
	[USER_UNLOCK] = { ACTION_USER_UNLOCK, false, unlock },
	[USER_LOG_OUT] = { ACTION_USER_LOG_OUT, false, log_out },
	[USER_PASSWORD] = { ACTION_USER_PASSWORD, true, set_password },
};

static enum err order_task(struct db *db, void *arg, struct error *error)
{
	struct user_order *o = arg;
	struct user user;
	enum err err;

	if ((err = find_user(db, o->head.arena, o->user_id, &user, error)) != ERR_OK)
		return err;
	if (acts[o->act].not_oneself && o->user_id == o->head.actor->user_id)
		return error_set(error, ERR_CONFLICT, message_text(MSG_USER_ONESELF), "not oneself");
	if ((err = acts[o->act].run(db, o, error)) != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	cJSON_AddStringToObject(what, "user", user.username);
	return admin_record(db, &o->head, acts[o->act].action, what, (struct thing){ THING_USER, o->user_id }, error);
}

enum err admin_order_user(struct user_order *order, struct error *error)
{
	return write_run(&order->head, order_task, order, error);
}
