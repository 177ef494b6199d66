#include "store/admin/session_row.h"

#include "store/scope.h"

#include "base/memory.h"
#include "store/admin/user.h"
#include "store/tables.h"

enum { BY_TOKEN, ALIVE, ADD, SEEN, DELETE_ONE, DELETE_OTHERS, DELETE_EXPIRED, ADD_DEVICE, KNOWN_DEVICE };

static const struct db_statement statements[] = {
	[BY_TOKEN] = { DB_READ, "SELECT s.id, s.created_at, s.seen_at, s.csrf_secret, u.id, u.username, u.full_name, "
		"u.role, u.must_change_password, m.id "
		"FROM session s "
		"JOIN app_user u ON u.id = s.user_id "
		"LEFT JOIN member m ON m.user_id = u.id "
		"WHERE s.token_hash = :token AND u.locked_at IS NULL" },
	[ALIVE] = { DB_READ, "SELECT 1 FROM session s "
		"JOIN app_user u ON u.id = s.user_id "
		"WHERE s.id = :id AND u.locked_at IS NULL" },
	[ADD] = { DB_WRITE, "INSERT INTO session (token_hash, csrf_secret, user_id, created_at, seen_at) "
		"VALUES (:token, :secret, :user, :now, :now)" },
	[SEEN] = { DB_WRITE, "UPDATE session SET seen_at = :now "
		"WHERE id = :id AND seen_at < :now" },
	[DELETE_ONE] = { DB_WRITE, "DELETE FROM session "
		"WHERE id = :id" },
	[DELETE_OTHERS] = { DB_WRITE, "DELETE FROM session "
		"WHERE user_id = :user AND id <> :keep" },
	[DELETE_EXPIRED] = { DB_WRITE, "DELETE FROM session "
		"WHERE created_at < :created OR seen_at < :seen" },
	[ADD_DEVICE] = { DB_WRITE, "INSERT INTO known_device (token_hash, user_id, created_at) "
		"VALUES (:token, :user, :now)" },
	[KNOWN_DEVICE] = { DB_READ, "SELECT 1 FROM known_device "
		"WHERE token_hash = :token AND user_id = :user" },
};

const struct db_statements session_statements = { statements, COUNT(statements) };

static void read_session(struct db_row *row, struct arena *arena, struct session_row *out)
{
	*out = (struct session_row){
		.id = db_int(row, 0),
		.created_at = db_int(row, 1),
		.seen_at = db_int(row, 2),
		.csrf_secret = db_copy(row, 3, arena),
		.must_change = db_int(row, 8) != 0,
		.user_id = db_int(row, 4),
		.actor.username = db_copy(row, 5, arena),
		.actor.full_name = db_copy(row, 6, arena),
	};
	out->actor.user_id = out->user_id;
	out->actor.session_id = out->id;
	out->actor.member_id = db_int(row, 9);
	out->actor.role = (enum role)read_code(row, 7, &role_codes);
}

enum err session_by_token(struct db *db, struct arena *arena, const char *token_hash, struct session_row *out,
                          struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_TOKEN]);

	db_bind_text(row, ":token", token_hash);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such session");
	if (step != DB_ROW)
		return db_fault(db, error);
	read_session(row, arena, out);
	enum err err = db_end(row, error);
	if (err != ERR_OK)
		return err;
	out->actor.commune_id = scope_only_commune(db, out->user_id, &out->actor.few_communes);
	return user_areas_any(db, arena, out->user_id, &out->actor.areas, &out->actor.area_count, error);
}

/* True when the statement gives a row. */
static bool gives_row(struct db_row *row)
{
	if (db_step(row) != DB_ROW)
		return false;
	db_done(row);
	return true;
}

bool session_is_alive(struct db *db, int64_t session_id)
{
	struct db_row *row = db_use(db, &statements[ALIVE]);

	db_bind_int(row, ":id", session_id);
	return gives_row(row);
}

enum err session_add(struct db *db, const char *token_hash, const char *csrf_secret, int64_t user_id, int64_t now,
                     struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":token", token_hash);
	db_bind_text(row, ":secret", csrf_secret);
	db_bind_int(row, ":user", user_id);
	db_bind_int(row, ":now", now);
	return db_run(row, error);
}

enum err session_seen(struct db *db, int64_t id, int64_t now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SEEN]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":now", now);
	return db_run(row, error);
}

enum err session_delete(struct db *db, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DELETE_ONE]);

	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

enum err session_delete_others(struct db *db, int64_t user_id, int64_t keep, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DELETE_OTHERS]);

	db_bind_int(row, ":user", user_id);
	db_bind_int(row, ":keep", keep);
	return db_run(row, error);
}

enum err session_delete_expired(struct db *db, int64_t created_before, int64_t seen_before, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DELETE_EXPIRED]);

	db_bind_int(row, ":created", created_before);
	db_bind_int(row, ":seen", seen_before);
	return db_run(row, error);
}

enum err device_add(struct db *db, const char *token_hash, int64_t user_id, int64_t now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD_DEVICE]);

	db_bind_text(row, ":token", token_hash);
	db_bind_int(row, ":user", user_id);
	db_bind_int(row, ":now", now);
	return db_run(row, error);
}

bool device_is_known(struct db *db, const char *token_hash, int64_t user_id)
{
	struct db_row *row = db_use(db, &statements[KNOWN_DEVICE]);

	db_bind_text(row, ":token", token_hash);
	db_bind_int(row, ":user", user_id);
	return gives_row(row);
}
