#include "store/sheet/form_token.h"

#include "store/tables.h"

enum { FIND, ADD, EXPIRE };

static const struct db_statement statements[] = {
	[FIND] = { DB_READ, "SELECT posted, kind, made_id FROM form_token "
		"WHERE user_id = :user AND token = :token" },
	[ADD] = { DB_WRITE, "INSERT INTO form_token (token, user_id, posted, kind, made_id, at) "
		"VALUES (:token, :user, :posted, :kind, :made, :at)" },
	[EXPIRE] = { DB_WRITE, "DELETE FROM form_token "
		"WHERE at < :before" },
};

const struct db_statements form_token_statements = { statements, COUNT(statements) };

enum err form_token_find(struct db *db, struct arena *arena, int64_t user_id, const char *token,
                         struct form_result *out, bool *found, struct error *error)
{
	struct db_row *row = db_use(db, &statements[FIND]);

	db_bind_int(row, ":user", user_id);
	db_bind_text(row, ":token", token);
	*found = db_step(row) == DB_ROW;
	if (!*found) {
		db_done(row);
		return ERR_OK;
	}
	enum thing_kind kind = (enum thing_kind)read_code(row, 1, &thing_codes);
	*out = (struct form_result){ db_copy(row, 0, arena), { kind, db_int(row, 2) } };
	return db_end(row, error);
}

enum err form_token_add(struct db *db, int64_t user_id, const char *token, const struct form_result *result,
                        int64_t now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":token", token);
	db_bind_int(row, ":user", user_id);
	db_bind_text(row, ":posted", result->posted);
	db_bind_text(row, ":kind", thing_code(result->made.kind));
	db_bind_int(row, ":made", result->made.id);
	db_bind_int(row, ":at", now);
	return db_run(row, error);
}

enum err form_token_expire(struct db *db, int64_t before, struct error *error)
{
	struct db_row *row = db_use(db, &statements[EXPIRE]);

	db_bind_int(row, ":before", before);
	return db_run(row, error);
}
