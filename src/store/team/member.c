#include "store/team/member.h"

#include "store/scope.h"
#include "store/tables.h"

enum { OF_USER, USER_OF, BY_ID, ADD, CHANGE, TOUCH, TOUCH_OF, SET_PAYMENT, ADD_AREA, CLEAR_AREAS, NAMED, DROP,
	DROP_ALL_AREAS, LINK, UNLINK, TAKE_ON, RENAME, DROP_AREAS, COPY_AREAS, GIVE_AREA, DROP_AREA, WRITERS, TOLD,
	NO_MEMBER, NO_AREA };

#define OF_THE_USER "member_id IN (SELECT m.id FROM member m WHERE m.user_id = :user)"

static const struct db_statement statements[] = {
	[OF_USER] = { DB_READ, "SELECT id FROM member "
		"WHERE user_id = :user" },
	[USER_OF] = { DB_READ, "SELECT user_id FROM member "
		"WHERE id = :id" },
	[BY_ID] = { DB_READ, "SELECT " MEMBER_COLUMNS ", m.full_name FROM member m "
		"LEFT JOIN app_user u ON u.id = m.user_id "
		"WHERE m.id = :id" },
	[ADD] = { DB_WRITE, "INSERT INTO member (full_name, body, phone, trained_on, active_from, active_to) "
		"VALUES (:full_name, :body, :phone, :trained_on, :active_from, :active_to)" },
	[CHANGE] = { DB_WRITE, "UPDATE member SET "
		"full_name = CASE WHEN user_id IS NULL THEN :full_name ELSE full_name END, body = :body, phone = :phone, "
		"trained_on = :trained_on, active_from = :active_from, active_to = :active_to, row_version = row_version + 1 "
		"WHERE id = :id" },
	[TOUCH] = { DB_WRITE, "UPDATE member SET row_version = row_version + 1 "
		"WHERE id = :id" },
	[TOUCH_OF] = { DB_WRITE, "UPDATE member SET row_version = row_version + 1 "
		"WHERE user_id = :user" },
	[SET_PAYMENT] = { DB_WRITE, "UPDATE member SET citizen_id = :citizen_id, bank = :bank, account = :account "
		"WHERE id = :id" },
	[CLEAR_AREAS] = { DB_WRITE, SCOPE_WITH "DELETE FROM member_area "
		"WHERE member_id = :id AND " SCOPE_HAS("area_id") },
	[NAMED] = { DB_READ, "/*scan ok: a tally, asked when an account is given to somebody*/ "
		"SELECT 1 FROM member m "
		"WHERE m.id = :id AND (EXISTS (SELECT 1 FROM worker_sheet s WHERE s.enumerator_id = m.id) "
		"OR EXISTS (SELECT 1 FROM quality_tally q WHERE q.enumerator_id = m.id) "
		"OR EXISTS (SELECT 1 FROM member_target t WHERE t.member_id = m.id) "
		"OR EXISTS (SELECT 1 FROM team k WHERE k.keeper_id = m.id))" },
	[DROP] = { DB_WRITE, "DELETE FROM member "
		"WHERE id = :id" },
	[DROP_ALL_AREAS] = { DB_WRITE, "DELETE FROM member_area "
		"WHERE member_id = :id" },
	[LINK] = { DB_WRITE, "UPDATE member SET own_name = full_name, user_id = :user "
		"WHERE id = :id" },
	[UNLINK] = { DB_WRITE, "UPDATE member SET full_name = :full_name, own_name = NULL, user_id = NULL, "
		"row_version = row_version + 1 "
		"WHERE id = :id AND own_name IS NOT NULL" },
	[ADD_AREA] = { DB_WRITE, "INSERT INTO member_area (member_id, area_id) VALUES (:member, :area) "
		"ON CONFLICT (member_id, area_id) DO NOTHING" },
	[TAKE_ON] = { DB_WRITE, "INSERT INTO member (user_id, full_name) "
		"SELECT u.id, u.full_name FROM app_user u "
		"WHERE u.id = :user AND u.role IN (" ROLE_SQL(ENUMERATOR) ", " ROLE_SQL(HAMLET_LEADER) ", "
		ROLE_SQL(OFFICER) ") "
		"AND NOT EXISTS (SELECT 1 FROM member m WHERE m.user_id = u.id)" },
	[RENAME] = { DB_WRITE, "UPDATE member SET full_name = (SELECT u.full_name FROM app_user u WHERE u.id = :user), "
		"row_version = row_version + 1 "
		"WHERE user_id = :user" },
	[DROP_AREAS] = { DB_WRITE, SCOPE_WITH "DELETE FROM member_area "
		"WHERE " OF_THE_USER " AND NOT " SCOPE_HAS("area_id") " AND EXISTS (SELECT 1 FROM scope)" },
	[COPY_AREAS] = { DB_WRITE, "INSERT INTO member_area (member_id, area_id) "
		"SELECT m.id, v.area_id FROM member m "
		"JOIN user_area v ON v.user_id = m.user_id "
		"WHERE m.user_id = :user AND NOT EXISTS (WITH RECURSIVE inside(id) AS (SELECT v.area_id "
		"UNION " SCOPE_STEP_DOWN("inside") ") "
		"SELECT 1 FROM inside "
		"JOIN member_area w ON w.area_id = inside.id AND w.member_id = m.id)" },
	[GIVE_AREA] = { DB_WRITE, "INSERT INTO member_area (member_id, area_id) "
		"SELECT w.member_id, :to FROM member_area w "
		"WHERE w.area_id = :from AND w.member_id = :id "
		"ON CONFLICT (member_id, area_id) DO NOTHING" },
	[DROP_AREA] = { DB_WRITE, "DELETE FROM member_area "
		"WHERE area_id = :from AND member_id = :id" },
	[WRITERS] = { DB_READ, "WITH RECURSIVE inside(id) AS (SELECT id FROM area "
		"WHERE id = :commune "
		"UNION " SCOPE_STEP_DOWN("inside") "), "
		"heir(id) AS (SELECT id FROM area "
		"WHERE id = :commune "
		"UNION "
		"SELECT s.successor_id FROM heir "
		"JOIN area_succession s ON s.predecessor_id = heir.id) "
		"SELECT " MEMBER_COLUMNS ", " MEMBER_TOLD("m", ":commune") " FROM member m "
		"LEFT JOIN app_user u ON u.id = m.user_id "
		"WHERE COALESCE(m.active_to, '9999-12-31') >= :day "
		"AND m.id IN (SELECT w.member_id FROM member_area w "
		"WHERE w.area_id IN (SELECT id FROM inside) OR w.area_id IN (SELECT id FROM heir)) "
		"AND (u.id IS NULL OR u.role IN (" ROLE_SQL(ENUMERATOR) ", " ROLE_SQL(HAMLET_LEADER) ", "
		ROLE_SQL(OFFICER) ", " ROLE_SQL(POLICE) ")) "
		"ORDER BY m.full_name, m.id" },
	[TOLD] = { DB_READ, "SELECT " MEMBER_TOLD("m", ":commune") " FROM member m "
		"WHERE m.id = :id" },
	[NO_MEMBER] = { DB_READ, "/*scan ok*/ SELECT u.id FROM app_user u "
		"LEFT JOIN member m ON m.user_id = u.id "
		"WHERE u.role IN (" ROLE_SQL(ENUMERATOR) ", " ROLE_SQL(HAMLET_LEADER) ", " ROLE_SQL(OFFICER) ") "
		"AND (m.id IS NULL OR m.full_name <> u.full_name) LIMIT 1" },
	[NO_AREA] = { DB_READ, "/*scan ok*/ SELECT m.id FROM member m "
		"WHERE m.user_id IS NULL "
		"AND NOT EXISTS (SELECT 1 FROM member_area w WHERE w.member_id = m.id) LIMIT 1" },
};

const struct db_statements member_statements = { statements, COUNT(statements) };

/* The only number that a statement gives; 0: none. */
static int64_t read_id(struct db_row *row)
{
	if (db_step(row) != DB_ROW)
		return 0;
	int64_t id = db_int(row, 0);
	db_done(row);
	return id;
}

int64_t member_of_user_any(struct db *db, int64_t user_id)
{
	struct db_row *row = db_use(db, &statements[OF_USER]);

	db_bind_int(row, ":user", user_id);
	return read_id(row);
}

int64_t member_user_any(struct db *db, int64_t id)
{
	struct db_row *row = db_use(db, &statements[USER_OF]);

	db_bind_int(row, ":id", id);
	return read_id(row);
}

void member_read(struct db_row *row, struct arena *arena, struct member *out)
{
	*out = (struct member){
		.id = db_int(row, 0),
		.user_id = db_int(row, 1),
		.full_name = db_copy(row, 2, arena),
		.body = db_copy(row, 3, arena),
		.phone = db_copy(row, 4, arena),
		.trained_on = db_copy(row, 5, arena),
		.active_from = db_copy(row, 6, arena),
		.active_to = db_copy(row, 7, arena),
		.username = db_copy(row, 8, arena),
		.row_version = db_int(row, 9),
		.own_name = db_copy(row, 10, arena),
		.told = db_copy(row, 11, arena),
	};
}

enum err member_by_id_any(struct db *db, struct arena *arena, int64_t id, struct member *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_ID]);

	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no member %lld", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	member_read(row, arena, out);
	return db_end(row, error);
}

/* ---- without an account ---- */

static void bind_member(struct db_row *row, const struct member *member)
{
	db_bind_text(row, ":full_name", member->full_name);
	db_bind_text(row, ":body", member->body);
	db_bind_text(row, ":phone", member->phone);
	db_bind_text(row, ":trained_on", member->trained_on);
	db_bind_text(row, ":active_from", member->active_from);
	db_bind_text(row, ":active_to", member->active_to);
}

static enum err add_areas(struct db *db, int64_t id, const int64_t *areas, size_t count, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		struct db_row *row = db_use(db, &statements[ADD_AREA]);
		db_bind_int(row, ":member", id);
		db_bind_int(row, ":area", areas[i]);
		err = db_run(row, error);
	}
	return err;
}

enum err member_add(struct db *db, const struct member *member, const int64_t *areas, size_t count, int64_t *id,
                    struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	bind_member(row, member);
	enum err err = db_run(row, error);
	if (err != ERR_OK)
		return err;
	*id = db_last_id(db);
	return add_areas(db, *id, areas, count, error);
}

enum err member_change(struct db *db, const struct member *member, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CHANGE]);

	bind_member(row, member);
	db_bind_int(row, ":id", member->id);
	enum err err = db_run(row, error);
	if (err == ERR_OK && db_changes(db) == 0)
		return error_set(error, ERR_NOT_FOUND, NULL, "no member %lld", (long long)member->id);
	return err;
}

enum err member_set_areas(struct db *db, const struct actor *actor, int64_t id, const int64_t *areas, size_t count,
                          struct error *error)
{
	struct db_row *row = db_use(db, &statements[CLEAR_AREAS]);

	scope_bind(row, actor);
	db_bind_int(row, ":id", id);
	enum err err = db_run(row, error);
	return err == ERR_OK ? add_areas(db, id, areas, count, error) : err;
}

enum err member_set_payment(struct db *db, int64_t id, const char *citizen_id, const char *bank, const char *account,
                            struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_PAYMENT]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":citizen_id", citizen_id);
	db_bind_text(row, ":bank", bank);
	db_bind_text(row, ":account", account);
	return db_run(row, error);
}

static enum err run_of_member(struct db *db, int statement, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);

	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

enum err member_touch(struct db *db, int64_t id, struct error *error)
{
	return run_of_member(db, TOUCH, id, error);
}

bool member_is_named_any(struct db *db, int64_t id)
{
	struct db_row *row = db_use(db, &statements[NAMED]);

	db_bind_int(row, ":id", id);
	return read_id(row) != 0;
}

enum err member_drop(struct db *db, int64_t id, struct error *error)
{
	enum err err = run_of_member(db, DROP_ALL_AREAS, id, error);

	return err == ERR_OK ? run_of_member(db, DROP, id, error) : err;
}

/* ---- as the account goes ---- */

static enum err run_of_user(struct db *db, int statement, int64_t user_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);

	db_bind_int(row, ":user", user_id);
	return db_run(row, error);
}

enum err member_follow_user(struct db *db, int64_t user_id, struct error *error)
{
	enum err err = run_of_user(db, TAKE_ON, user_id, error);

	if (err == ERR_OK)
		err = run_of_user(db, COPY_AREAS, user_id, error);
	return err == ERR_OK ? run_of_user(db, RENAME, user_id, error) : err;
}

enum err member_link(struct db *db, int64_t id, int64_t user_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[LINK]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":user", user_id);
	enum err err = db_run(row, error);
	return err == ERR_OK ? run_of_user(db, RENAME, user_id, error) : err;
}

enum err member_unlink(struct db *db, const struct member *member, struct error *error)
{
	struct db_row *row = db_use(db, &statements[UNLINK]);

	db_bind_int(row, ":id", member->id);
	db_bind_text(row, ":full_name", member->full_name);
	enum err err = db_run(row, error);
	if (err == ERR_OK && db_changes(db) == 0)
		return error_set(error, ERR_CONFLICT, NULL, "no account was linked to member %lld", (long long)member->id);
	return err == ERR_OK ? member_follow_user(db, member->user_id, error) : err;
}

enum err member_follow_areas(struct db *db, int64_t user_id, struct error *error)
{
	enum err err = run_of_user(db, DROP_AREAS, user_id, error);

	if (err == ERR_OK)
		err = run_of_user(db, COPY_AREAS, user_id, error);
	return err == ERR_OK ? run_of_user(db, TOUCH_OF, user_id, error) : err;
}

enum err member_move_area(struct db *db, int64_t id, int64_t from, int64_t to, struct error *error)
{
	struct db_row *row = db_use(db, &statements[GIVE_AREA]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":from", from);
	db_bind_int(row, ":to", to);
	enum err err = db_run(row, error);
	if (err != ERR_OK)
		return err;
	row = db_use(db, &statements[DROP_AREA]);
	db_bind_int(row, ":id", id);
	db_bind_int(row, ":from", from);
	err = db_run(row, error);
	return err == ERR_OK ? member_touch(db, id, error) : err;
}

/* ---- who is offered, and how one is called ---- */

enum err member_list_writers(struct db *db, struct arena *arena, int64_t commune_id, const char *day,
                             struct member **members, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[WRITERS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":commune", commune_id);
	db_bind_text(row, ":day", day == NULL ? "0001-01-01" : day);
	while ((step = db_step(row)) == DB_ROW)
		member_read(row, arena, rows_add(&list, arena, sizeof **members));
	*members = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err member_told_any(struct db *db, struct arena *arena, int64_t id, int64_t commune_id, const char **told,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[TOLD]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":commune", commune_id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no member %lld", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	*told = db_copy(row, 0, arena);
	return db_end(row, error);
}

/* ---- verification ---- */

enum err member_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[NO_MEMBER], "user", "is no member of the name", error);

	return err == ERR_OK ? verify_none(db, &statements[NO_AREA], "member", "works nowhere", error) : err;
}
