/* Users whose areas have ended. */
#include "store/admin/user.h"

#include "store/campaign/area_row.h"
#include "store/tables.h"
#include "store/team/member.h"

enum { ENDED, DROP, GIVE };
enum { USER_COLUMNS_AT = 8 };           /* behind AREA_COLUMNS */

static const struct db_statement statements[] = {
	[ENDED] = { DB_READ, "/*scan ok: users are few*/ "
		"SELECT " AREA_COLUMNS ", u.id, u.username, u.full_name, u.role FROM user_area ua "
		"JOIN area a ON a.id = ua.area_id "
		"JOIN app_user u ON u.id = ua.user_id "
		"WHERE a.valid_to < :day "
		"ORDER BY u.username, a.code, a.id" },
	[DROP] = { DB_WRITE, "DELETE FROM user_area "
		"WHERE user_id = :user AND area_id = :from" },
	[GIVE] = { DB_WRITE, "INSERT INTO user_area (user_id, area_id) VALUES (:user, :to) "
		"ON CONFLICT (user_id, area_id) DO NOTHING" },
};

const struct db_statements user_ended_statements = { statements, COUNT(statements) };

static enum err read_heirs(struct db *db, struct arena *arena, const char *day, struct user_ended *rows, size_t count,
                           struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = area_heirs_any(db, arena, rows[i].area.id, day, &rows[i].heirs, &rows[i].heir_count, error);
	return err;
}

enum err user_ended_any(struct db *db, struct arena *arena, const char *day, struct user_ended **rows, size_t *count,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[ENDED]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_text(row, ":day", day);
	while ((step = db_step(row)) == DB_ROW) {
		struct user_ended *one = rows_add(&list, arena, sizeof *one);
		area_read(row, arena, &one->area);
		one->user_id = db_int(row, USER_COLUMNS_AT);
		one->username = db_copy(row, USER_COLUMNS_AT + 1, arena);
		one->full_name = db_copy(row, USER_COLUMNS_AT + 2, arena);
		one->role = (enum role)read_code(row, USER_COLUMNS_AT + 3, &role_codes);
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? read_heirs(db, arena, day, *rows, *count, error) : db_fault(db, error);
}

enum err user_move_area(struct db *db, int64_t user_id, int64_t from, int64_t to, struct error *error)
{
	struct db_row *row = db_use(db, &statements[GIVE]);

	db_bind_int(row, ":user", user_id);
	db_bind_int(row, ":to", to);
	enum err err = db_run(row, error);
	if (err != ERR_OK)
		return err;
	row = db_use(db, &statements[DROP]);
	db_bind_int(row, ":user", user_id);
	db_bind_int(row, ":from", from);
	err = db_run(row, error);
	return err == ERR_OK ? member_move_area(db, user_id, from, to, error) : err;
}
