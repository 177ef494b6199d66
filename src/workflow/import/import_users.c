/* Accounts: username, full_name, role, area. */
#include "base/memory.h"
#include "store/admin/user.h"
#include "text/label.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/admin/admin_task.h"
#include "workflow/import/places.h"

enum { NAME_MOST = 60 };

/* No password: nobody logs in with it until one is given. */
#define NO_PASSWORD "!"

const char *import_key_user(const struct import_work *work, const struct import_record *record)
{
	return import_value(work, record, "username");
}

static bool read_role(struct import_work *work, const char *text, enum role *out)
{
	const char *folded = utf8_fold_words(work->arena, text);

	if (role_from_code(text, out))
		return true;
	for (int role = 0; role < ROLE_COUNT; role++) {
		if (folded != NULL && strcmp(utf8_fold_words(work->arena, role_label((enum role)role)), folded) == 0) {
			*out = (enum role)role;
			return true;
		}
	}
	return false;
}

static bool has_areas(const struct user *user, const struct area *areas, size_t count)
{
	size_t same = 0;

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < user->area_count; k++)
			same += user->areas[k] == areas[i].id;
	}
	return same == count && same == user->area_count;
}

/* What it would be; faults of the row. */
static enum err read_user(struct import_work *work, struct import_record *record, struct user_change *change,
                          struct area **areas, struct error *error)
{
	const char *role = import_value(work, record, "role"), *places = import_value(work, record, "area");
	const char *name = import_value(work, record, "username"), *full = import_value(work, record, "full_name");
	struct user *user = &change->user;
	enum err err = ERR_OK;

	*user = (struct user){ .username = name, .full_name = full, .password_hash = NO_PASSWORD };
	if (name != NULL && (strspn(name, admin_user_signs) != strlen(name) || strlen(name) > NAME_MOST))
		import_blame(work, record, "username", MSG_USER_NAME_SIGNS, NULL, NULL);
	if (role != NULL && !read_role(work, role, &user->role))
		import_blame(work, record, "role", MSG_IMPORT_NO_ROLE, role, NULL);
	if (places != NULL)
		err = places_find_all(work, record, "area", places, areas, &user->area_count, error);
	else if (role != NULL && user->role != ROLE_ADMIN)
		import_blame(work, record, "area", MSG_USER_NEEDS_AREA, NULL, NULL);
	change->area_codes = admin_area_list(work->arena, *areas, user->area_count);
	return err;
}

enum err import_judge_user(struct import_work *work, struct import_record *record, enum import_outcome *outcome,
                           struct error *error)
{
	struct user_change *change = arena_alloc(work->arena, sizeof *change);
	struct area *areas = NULL;
	struct user before;
	enum err err = read_user(work, record, change, &areas, error);

	if (err != ERR_OK || record->fault_count > 0)
		return err;
	record->judged = change;
	*outcome = OUTCOME_NEW;
	err = user_by_name(work->db, work->arena, change->user.username, &before, error);
	if (err != ERR_OK)
		return err == ERR_NOT_FOUND ? ERR_OK : err;
	bool same = before.role == change->user.role && strcmp(before.full_name, change->user.full_name) == 0 &&
	            has_areas(&before, areas, change->user.area_count);
	if (before.id == work->actor->user_id && before.role != change->user.role)
		import_blame(work, record, "role", MSG_USER_OWN_ROLE, NULL, NULL);
	change->user.id = before.id;
	*outcome = same ? OUTCOME_SAME : OUTCOME_CHANGED;
	return ERR_OK;
}

enum err import_write_user(struct import_work *work, struct import_record *record, struct error *error)
{
	struct user_change *change = record->judged;
	enum err err = ERR_OK;

	change->head = import_head(work);
	if (change->user.id == 0 && work->password != NULL)
		err = work->password(work->password_arg, change->user.username, &change->user.password_hash, error);
	return err == ERR_OK ? admin_user_task(work->db, change, error) : err;
}
