/* Users, members without an account and Tổ whose areas have ended, and where they would go; for administrators. */
#include "base/buf.h"
#include "base/memory.h"
#include "report/registry.h"
#include "store/admin/user.h"
#include "text/label.h"
#include "text/messages.h"

enum { HEIRS_TEXT = 16 << 10 };

struct rights_line {
	struct user_ended row;
	const char *role, *heirs;
};

#define AT(member) offsetof(struct rights_line, member)

static const struct column columns[] = {
	{ "username", MSG_USER_NAME, KIND_CODE, AT(row.username), COLUMN_ANYWHERE, 0 },
	{ "full_name", MSG_HEAD_NAME, KIND_NAME, AT(row.full_name), COLUMN_ANYWHERE, 0 },
	{ "role", MSG_USER_ROLE, KIND_NAME, AT(role), COLUMN_ANYWHERE, 0 },
	{ "area", MSG_LEVEL_AREA, KIND_TEXT, AT(row.area.full_name), COLUMN_ANYWHERE, 0 },
	{ "code", MSG_HEAD_CODE, KIND_CODE, AT(row.area.code), COLUMN_ANYWHERE, 0 },
	{ "valid_to", MSG_HEAD_VALID_TO, KIND_DAY, AT(row.area.valid_to), COLUMN_ANYWHERE, 0 },
	{ "heirs", MSG_HEAD_HEIRS, KIND_TEXT, AT(heirs), COLUMN_ANYWHERE, 0 },
};

/* "Phường Tây Nha Trang (22390)", a guess said; all where there are several. */
static const char *name_heirs(struct arena *arena, const struct user_ended *row)
{
	struct buf text;

	if (row->heir_count == 0)
		return message_text(MSG_RIGHTS_NO_HEIR);
	buf_init(&text, arena, HEIRS_TEXT);
	for (size_t i = 0; i < row->heir_count; i++) {
		const struct area_kin *heir = &row->heirs[i];
		buf_print(&text, "%s%s (%s)", i == 0 ? "" : ", ", heir->area.full_name, heir->area.code);
		if (heir->guessed)
			buf_print(&text, " – %s", message_text(MSG_AREA_GUESSED));
	}
	return row->heir_count == 1 ? text.data : message_with_one(arena, MSG_RIGHTS_SEVERAL, text.data);
}

static const char *name_role(const struct user_ended *row)
{
	if (row->user_id != 0)
		return role_label(row->role);
	return message_text(row->member_id != 0 ? MSG_RIGHTS_MEMBER : MSG_NAV_MEMBERS);
}

static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct user_ended *rows;
	char today[DATE_TEXT];

	date_to_iso(ask->today, today);
	enum err err = user_ended_any(db, arena, today, &rows, &out->count, error);
	if (err != ERR_OK)
		return err;
	struct rights_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = (struct rights_line){ rows[i], name_role(&rows[i]), name_heirs(arena, &rows[i]) };
	out->items = lines;
	return ERR_OK;
}

static const char *link_user(struct table_ask *ask, const void *row)
{
	const struct user_ended *one = &((const struct rights_line *)row)->row;

	return one->user_id == 0 ? NULL : arena_print(ask->reader.arena, "/admin/users/%lld", (long long)one->user_id);
}

const struct table rights_table = {
	.name = "quyen-dia-ban-cu",
	.path = "/admin/rights",
	.title = MSG_TITLE_RIGHTS,
	.found = MSG_COUNT_USERS,
	.empty = MSG_RIGHTS_NONE,
	TABLE_COLUMNS(columns),
	.row_size = sizeof(struct rights_line),
	.small = true,
	.read = read_lines,
	.link = link_user,
};
