/* All users, for administrators. */
#include "base/buf.h"
#include "base/memory.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "store/admin/user.h"
#include "store/campaign/area.h"
#include "text/label.h"

enum { AREAS_SHOWN = 3, AREA_TEXT = 300 };

struct user_line {
	int64_t id;
	const char *username, *full_name, *areas, *codes, *created_at, *locked_at;
	enum role role;
	enum standing standing;
};

#define AT(member) offsetof(struct user_line, member)

static const struct column columns[] = {
	{ "username", MSG_USER_NAME, KIND_CODE, AT(username), COLUMN_ANYWHERE, 0 },
	{ "full_name", MSG_HEAD_NAME, KIND_NAME, AT(full_name), COLUMN_ANYWHERE, 0 },
	{ "role", MSG_USER_ROLE, KIND_ROLE, AT(role), COLUMN_ANYWHERE, 0 },
	{ "areas", MSG_LEVEL_AREA, KIND_TEXT, AT(areas), COLUMN_SHOWN, 0 },
	{ "areas", MSG_LEVEL_AREA, KIND_CODES, AT(codes), COLUMN_FILE, 0 },
	{ "state", MSG_HEAD_STANDING, KIND_STANDING, AT(standing), COLUMN_ANYWHERE, 0 },
	{ "created_at", MSG_HEAD_MADE, KIND_TIME, AT(created_at), COLUMN_ANYWHERE, 0 },
	{ "locked_at", MSG_HEAD_LOCKED, KIND_TIME, AT(locked_at), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(id), COLUMN_FILE, 0 },
};

/* ---- filters ---- */

static bool read_role(struct table_ask *ask, const char *text, void *place)
{
	struct user_filter *filter = place;

	(void)ask;
	filter->of_role = role_from_code(text, &filter->role);
	return filter->of_role;
}

#define CHOICE(name) { ROLE_##name##_CODE, MSG_ROLE_##name },
static const struct filter_choice roles[] = { ROLES(CHOICE) };
#undef CHOICE

/* "open" is whoever is not locked. */
static bool read_state(struct table_ask *ask, const char *text, void *place)
{
	struct user_filter *filter = place;
	int standing = codes_find(&standing_codes, text);

	(void)ask;
	filter->locked = standing == STANDING_USER_LOCKED ? 1 : -1;
	return standing == STANDING_USER_LOCKED || standing == STANDING_USER_OPEN;
}

static const struct filter_choice states[] = { { STANDING_USER_OPEN_CODE, MSG_STANDING_USER_OPEN },
	{ STANDING_USER_LOCKED_CODE, MSG_STANDING_USER_LOCKED } };

static const struct filter_kind filter_role = { .look = LOOK_SELECT, .read = read_role, FILTER_CHOICES(roles) };
static const struct filter_kind filter_state_of_user = { .look = LOOK_SELECT, .read = read_state,
	FILTER_CHOICES(states) };

static const struct table_filter filters[] = {
	{ "q", MSG_FILTER_USERS, &filter_words, offsetof(struct user_filter, q), NULL },
	{ "role", MSG_USER_ROLE, &filter_role, 0, NULL },
	{ "state", MSG_HEAD_STANDING, &filter_state_of_user, 0, NULL },
	{ "area", MSG_LEVEL_AREA, &filter_hidden_id, offsetof(struct user_filter, area_id), NULL },
};

/* ---- rows ---- */

/* "Phường Phương Sài, Phường Tân Lập, +3", and the codes of all. */
static enum err tell_areas(struct db *db, struct arena *arena, const struct user *user, struct user_line *line,
                           struct error *error)
{
	struct buf names, codes;
	enum err err = ERR_OK;

	buf_init(&names, arena, AREA_TEXT * (AREAS_SHOWN + 1));
	buf_init(&codes, arena, AREA_TEXT * (user->area_count + 1));
	for (size_t i = 0; i < user->area_count && err == ERR_OK; i++) {
		struct area area;
		err = area_by_id_any(db, arena, user->areas[i], &area, error);
		if (err == ERR_OK && i < AREAS_SHOWN)
			buf_print(&names, "%s%s", i == 0 ? "" : ", ", area.full_name);
		if (err == ERR_OK)
			buf_print(&codes, "%s%s", i == 0 ? "" : " ", area.code);
	}
	if (user->area_count > AREAS_SHOWN)
		buf_print(&names, ", +%zu", user->area_count - AREAS_SHOWN);
	line->areas = names.data;
	line->codes = codes.data;
	return err;
}

static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct user *users;
	enum err err = user_find_any(db, arena, ask->filter, &users, &out->count, error);
	struct user_line *lines = arena_array(arena, out->count + 1, sizeof *lines);

	for (size_t i = 0; i < out->count && err == ERR_OK; i++) {
		const struct user *user = &users[i];
		enum standing standing = user->must_change ? STANDING_USER_NEW : STANDING_USER_OPEN;
		lines[i] = (struct user_line){ .id = user->id, .username = user->username, .full_name = user->full_name,
			.role = user->role, .created_at = user->created_at, .locked_at = user->locked_at,
			.standing = user->locked_at != NULL ? STANDING_USER_LOCKED : standing };
		err = tell_areas(db, arena, user, &lines[i], error);
	}
	out->items = lines;
	return err;
}

static const char *link_user(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/admin/users/%lld", (long long)((const struct user_line *)row)->id);
}

const struct table users_table = {
	.name = "tai-khoan",
	.path = "/admin/users",
	.title = MSG_NAV_USERS,
	.found = MSG_COUNT_USERS,
	.empty = MSG_NO_USERS,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct user_filter),
	.row_size = sizeof(struct user_line),
	.small = true,
	.read = read_lines,
	.link = link_user,
};
