#include "store/form_token.h"

#include "store/tables.h"

enum { FIND, ADD, EXPIRE };

static const struct db_statement statements[] = {
	[FIND] = { DB_READ, "SELECT url FROM form_token WHERE user_id = :user AND token = :token" },
	[ADD] = { DB_WRITE, "INSERT INTO form_token (token, user_id, url, at) VALUES (:token, :user, :url, :at)" },
	[EXPIRE] = { DB_WRITE, "DELETE FROM form_token WHERE at < :before" },
};

const struct db_statements form_token_statements = { statements, COUNT(statements) };

const char *form_token_find(struct db *db, struct arena *arena, int64_t user_id, const char *token)
{
	struct db_row *row = db_use(db, &statements[FIND]);
	const char *url = NULL;

	db_bind_int(row, ":user", user_id);
	db_bind_text(row, ":token", token);
	if (db_step(row) == DB_ROW)
		url = db_copy(row, 0, arena);
	db_done(row);
	return url;
}

enum err form_token_add(struct db *db, int64_t user_id, const char *token, const char *url, int64_t now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":token", token);
	db_bind_int(row, ":user", user_id);
	db_bind_text(row, ":url", url);
	db_bind_int(row, ":at", now);
	return db_run(row, error);
}

enum err form_token_expire(struct db *db, int64_t before, struct error *error)
{
	struct db_row *row = db_use(db, &statements[EXPIRE]);

	db_bind_int(row, ":before", before);
	return db_run(row, error);
}
