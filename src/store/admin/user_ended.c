/* Users whose areas have ended. */
#include "store/admin/user.h"

#include "store/campaign/area_row.h"
#include "store/tables.h"
#include "store/team/member.h"

enum { ENDED, DROP, GIVE };
enum { USER_COLUMNS_AT = 8 };           /* behind AREA_COLUMNS */

#define ENDED_AREA \
	"JOIN area a ON a.id = held.area_id AND a.valid_to < :day "

static const struct db_statement statements[] = {
	[ENDED] = { DB_READ, "/*scan ok: users and members are few*/ "
		"SELECT " AREA_COLUMNS ", u.id AS user_id, u.username AS username, u.full_name AS who, u.role AS role, "
		"0 AS member_id, 0 AS place FROM user_area held "
		ENDED_AREA
		"JOIN app_user u ON u.id = held.user_id "
		"UNION ALL "
		"SELECT " AREA_COLUMNS ", 0, NULL, m.full_name, NULL, m.id, 1 FROM member_area held "
		ENDED_AREA
		"JOIN member m ON m.id = held.member_id "
		"WHERE m.user_id IS NULL "
		"UNION ALL "
		"SELECT " AREA_COLUMNS ", 0, NULL, held.name, NULL, 0, 2 FROM team held "
		"JOIN area a ON a.id = held.commune_id AND a.valid_to < :day "
		"WHERE NOT EXISTS ("
		"SELECT 1 FROM area_succession s "
		"JOIN team o ON o.commune_id = s.successor_id "
		"WHERE s.predecessor_id = a.id) "
		"ORDER BY place, username, who, code, id" },
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
		if (one->user_id != 0)
			one->role = (enum role)read_code(row, USER_COLUMNS_AT + 3, &role_codes);
		one->member_id = db_int(row, USER_COLUMNS_AT + 4);
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
	int64_t member = member_of_user_any(db, user_id);
	return err == ERR_OK && member != 0 ? member_move_area(db, member, from, to, error) : err;
}
