#include "store/admin/user.h"

#include "base/buf.h"
#include "store/scope.h"
#include "store/tables.h"
#include "store/team/member.h"
#include "text/utf8.h"

enum { BY_NAME, BY_ID, AREAS, ADD, ADD_AREA, SET_PASSWORD, SET_MUST_CHANGE, SET_LOCKED, SET_PROFILE, DROP_AREAS, LIST,
	UNDER_ROLE, HOW_MANY };
enum { SQL_LIMIT = 2048 };

#define COLUMNS \
	"u.id, u.username, u.full_name, u.password_hash, u.created_at, u.locked_at, u.role, u.must_change_password"

static const struct db_statement statements[] = {
	[BY_NAME] = { DB_READ, "SELECT " COLUMNS " FROM app_user u "
		"WHERE u.username = :username" },
	[BY_ID] = { DB_READ, "SELECT " COLUMNS " FROM app_user u "
		"WHERE u.id = :id" },
	[AREAS] = { DB_READ, "SELECT area_id FROM user_area "
		"WHERE user_id = :user "
		"ORDER BY area_id" },
	[ADD] = { DB_WRITE, "INSERT INTO app_user (username, full_name, role, password_hash, created_at, locked_at, "
		"must_change_password) "
		"VALUES (:username, :full_name, :role, :password_hash, :created_at, :locked_at, :must_change)" },
	[ADD_AREA] = { DB_WRITE, "INSERT INTO user_area (user_id, area_id) VALUES (:user, :area)" },
	[SET_PASSWORD] = { DB_WRITE, "UPDATE app_user SET password_hash = :password_hash "
		"WHERE id = :id" },
	[SET_MUST_CHANGE] = { DB_WRITE, "UPDATE app_user SET must_change_password = :must_change "
		"WHERE id = :id" },
	[SET_LOCKED] = { DB_WRITE, "UPDATE app_user SET locked_at = :locked_at "
		"WHERE id = :id" },
	[SET_PROFILE] = { DB_WRITE, "UPDATE app_user SET full_name = :full_name, role = :role "
		"WHERE id = :id" },
	[DROP_AREAS] = { DB_WRITE, "DELETE FROM user_area "
		"WHERE user_id = :id" },
	[LIST] = { DB_READ, "SELECT " COLUMNS " FROM app_user u "
		"ORDER BY u.username" },
	[UNDER_ROLE] = { DB_READ,
		"WITH RECURSIVE up(id) AS (SELECT id FROM area "
		"WHERE id = :area "
		"UNION " SCOPE_STEP_UP ") "
		"SELECT " COLUMNS " FROM app_user u "
		"WHERE u.role = :role AND u.locked_at IS NULL "
		"AND u.id IN (SELECT ua.user_id FROM user_area ua WHERE ua.area_id IN (SELECT id FROM up)) "
		"ORDER BY u.full_name, u.id" },
	[HOW_MANY] = { DB_READ, "SELECT count(*), count(locked_at), count(*) FILTER (WHERE must_change_password = 1 "
		"AND locked_at IS NULL) "
		"FROM app_user" },
};

const struct db_statements user_statements = { statements, COUNT(statements) };

enum err user_areas_any(struct db *db, struct arena *arena, int64_t user_id, const int64_t **areas, size_t *count,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[AREAS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":user", user_id);
	while ((step = db_step(row)) == DB_ROW)
		*(int64_t *)rows_add(&list, arena, sizeof(int64_t)) = db_int(row, 0);
	*areas = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static void read_user(struct db_row *row, struct arena *arena, struct user *user)
{
	*user = (struct user){
		.id = db_int(row, 0),
		.username = db_copy(row, 1, arena),
		.full_name = db_copy(row, 2, arena),
		.password_hash = db_copy(row, 3, arena),
		.created_at = db_copy(row, 4, arena),
		.locked_at = db_copy(row, 5, arena),
		.must_change = db_int(row, 7) != 0,
	};
	user->role = (enum role)read_code(row, 6, &role_codes);
}

static enum err one_user(struct db *db, struct db_row *row, struct arena *arena, struct user *out, struct error *error)
{
	enum db_step step = db_step(row);

	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such user");
	if (step != DB_ROW)
		return db_fault(db, error);
	read_user(row, arena, out);
	enum err err = db_end(row, error);
	return err == ERR_OK ? user_areas_any(db, arena, out->id, &out->areas, &out->area_count, error) : err;
}

enum err user_by_name(struct db *db, struct arena *arena, const char *username, struct user *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_NAME]);

	db_bind_text(row, ":username", username);
	return one_user(db, row, arena, out, error);
}

enum err user_by_id_any(struct db *db, struct arena *arena, int64_t id, struct user *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_ID]);

	db_bind_int(row, ":id", id);
	return one_user(db, row, arena, out, error);
}

enum err user_actor_any(struct db *db, struct arena *arena, int64_t id, struct actor *out, struct error *error)
{
	struct user user;
	enum err err = user_by_id_any(db, arena, id, &user, error);

	if (err != ERR_OK)
		return err;
	if (user.locked_at != NULL)
		return error_set(error, ERR_NOT_FOUND, NULL, "user %lld is locked", (long long)id);
	*out = (struct actor){ .user_id = id, .role = user.role, .username = user.username, .full_name = user.full_name,
		.member_id = member_of_user_any(db, id), .areas = user.areas, .area_count = user.area_count };
	out->commune_id = scope_only_commune(db, id, &out->few_communes);
	return ERR_OK;
}

static enum err add_area(struct db *db, int64_t user_id, int64_t area_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD_AREA]);

	db_bind_int(row, ":user", user_id);
	db_bind_int(row, ":area", area_id);
	return db_run(row, error);
}

enum err user_add(struct db *db, const struct user *user, int64_t *id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":username", user->username);
	db_bind_text(row, ":full_name", user->full_name);
	db_bind_text(row, ":role", role_code(user->role));
	db_bind_text(row, ":password_hash", user->password_hash);
	db_bind_text(row, ":created_at", user->created_at);
	db_bind_text(row, ":locked_at", user->locked_at);
	db_bind_int(row, ":must_change", user->must_change);
	enum err err = db_run(row, error);
	if (err == ERR_CONFLICT)
		return error_set(error, ERR_CONFLICT, NULL, "there is a user of that name already");
	*id = db_last_id(db);
	for (size_t i = 0; i < user->area_count && err == ERR_OK; i++)
		err = add_area(db, *id, user->areas[i], error);
	return err == ERR_OK ? member_follow_user(db, *id, error) : err;
}

static enum err change_one(struct db *db, struct db_row *row, struct error *error)
{
	enum err err = db_run(row, error);

	if (err == ERR_OK && db_changes(db) == 0)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such user");
	return err;
}

enum err user_set_password(struct db *db, int64_t id, const char *password_hash, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_PASSWORD]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":password_hash", password_hash);
	return change_one(db, row, error);
}

enum err user_set_must_change(struct db *db, int64_t id, bool must_change, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_MUST_CHANGE]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":must_change", must_change);
	return change_one(db, row, error);
}

enum err user_set_locked(struct db *db, int64_t id, const char *locked_at, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_LOCKED]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":locked_at", locked_at);
	return change_one(db, row, error);
}

enum err user_set_profile(struct db *db, int64_t id, const char *full_name, enum role role, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_PROFILE]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":full_name", full_name);
	db_bind_text(row, ":role", role_code(role));
	enum err err = change_one(db, row, error);
	return err == ERR_OK ? member_follow_user(db, id, error) : err;
}

enum err user_set_areas(struct db *db, int64_t id, const int64_t *areas, size_t count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP_AREAS]);

	db_bind_int(row, ":id", id);
	enum err err = db_run(row, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = add_area(db, id, areas[i], error);
	return err == ERR_OK ? member_follow_areas(db, id, error) : err;
}

static enum err read_areas(struct db *db, struct arena *arena, struct user *users, size_t count, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = user_areas_any(db, arena, users[i].id, &users[i].areas, &users[i].area_count, error);
	return err;
}

static enum err many_users(struct db *db, struct db_row *row, struct arena *arena, struct user **users, size_t *count,
                           struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct user *user = rows_add(&list, arena, sizeof *user);
		read_user(row, arena, user);
	}
	if (step != DB_DONE)
		return db_fault(db, error);
	*users = list.items;
	*count = list.count;
	return read_areas(db, arena, *users, *count, error);
}

enum err user_list_any(struct db *db, struct arena *arena, struct user **users, size_t *count, struct error *error)
{
	return many_users(db, db_use(db, &statements[LIST]), arena, users, count, error);
}

enum err user_list_role_any(struct db *db, struct arena *arena, enum role role, int64_t area_id, struct user **users,
                            size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[UNDER_ROLE]);

	db_bind_int(row, ":area", area_id);
	db_bind_text(row, ":role", role_code(role));
	return many_users(db, row, arena, users, count, error);
}

enum err user_list_officers_any(struct db *db, struct arena *arena, int64_t commune_id, struct user **users,
                                size_t *count, struct error *error)
{
	return user_list_role_any(db, arena, ROLE_OFFICER, commune_id, users, count, error);
}

enum err user_count_any(struct db *db, struct user_counts *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[HOW_MANY]);

	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	*out = (struct user_counts){ db_int(row, 0), db_int(row, 1), db_int(row, 2) };
	db_done(row);
	return ERR_OK;
}

/* ---- the list of users, filtered ---- */

static bool matches(struct arena *arena, const struct user *user, const char *q)
{
	return q == NULL || strstr(utf8_fold(arena, user->username), q) != NULL ||
	       strstr(utf8_fold(arena, user->full_name), q) != NULL;
}

enum { IN_AREA, OF_ROLE, LOCKED, OPEN, CONDITIONS };

static const struct { const char *with, *where; } conditions[CONDITIONS] = {
	[IN_AREA] = { "WITH RECURSIVE inside(id) AS (SELECT id FROM area "
		"WHERE id = :area "
		"UNION "
		"SELECT a.id FROM inside "
		"JOIN area a ON a.parent_id = inside.id) ",
		" AND u.id IN (SELECT ua.user_id FROM user_area ua WHERE ua.area_id IN (SELECT id FROM inside))" },
	[OF_ROLE] = { "", " AND u.role = :role" },
	[LOCKED] = { "", " AND u.locked_at IS NOT NULL" },
	[OPEN] = { "", " AND u.locked_at IS NULL" },
};

static unsigned wanted(const struct user_filter *f)
{
	return (unsigned)(f->area_id != 0) << IN_AREA | (unsigned)f->of_role << OF_ROLE |
	       (unsigned)(f->locked > 0) << LOCKED | (unsigned)(f->locked < 0) << OPEN;
}

static const char *compose_find(struct arena *arena, unsigned set)
{
	struct buf sql;

	buf_init(&sql, arena, SQL_LIMIT);
	for (size_t i = 0; i < CONDITIONS; i++)
		buf_text(&sql, (set & 1u << i) != 0 ? conditions[i].with : "");
	buf_text(&sql, "SELECT " COLUMNS " FROM app_user u "
		"WHERE TRUE");
	for (size_t i = 0; i < CONDITIONS; i++)
		buf_text(&sql, (set & 1u << i) != 0 ? conditions[i].where : "");
	buf_text(&sql, " ORDER BY u.username");
	return sql.data;
}

void user_shapes(const struct shape_walk *walk)
{
	for (unsigned n = 0; n < SHAPE_SETS(CONDITIONS); n++) {
		unsigned set = (unsigned)shape_set(CONDITIONS, n);
		shape_tell(walk, "user.c", compose_find(walk->arena, set), "list, conditions %x", set);
	}
}

enum err user_find_any(struct db *db, struct arena *arena, const struct user_filter *filter, struct user **users,
                       size_t *count, struct error *error)
{
	struct db_row *row = db_use_text(db, compose_find(arena, wanted(filter)));
	struct rows list = { 0 };
	enum db_step step;

	if (filter->area_id != 0)
		db_bind_int(row, ":area", filter->area_id);
	if (filter->of_role)
		db_bind_text(row, ":role", role_code(filter->role));
	while ((step = db_step(row)) == DB_ROW) {
		struct user user;
		read_user(row, arena, &user);
		if (matches(arena, &user, filter->q))
			*(struct user *)rows_add(&list, arena, sizeof user) = user;
	}
	if (step != DB_DONE)
		return db_fault(db, error);
	*users = list.items;
	*count = list.count;
	return read_areas(db, arena, *users, *count, error);
}
