#include "store/sheet/form_token.h"

#include "base/memory.h"
#include "store/tables.h"

enum { FIND, ADD, EXPIRE };

static const struct db_statement statements[] = {
	[FIND] = { DB_READ, "SELECT posted, kind, made_id FROM form_token WHERE user_id = :user AND token = :token" },
	[ADD] = { DB_WRITE, "INSERT INTO form_token (token, user_id, posted, kind, made_id, at) "
		"VALUES (:token, :user, :posted, :kind, :made, :at)" },
	[EXPIRE] = { DB_WRITE, "DELETE FROM form_token WHERE at < :before" },
};

const struct db_statements form_token_statements = { statements, COUNT(statements) };

/* As they are stored. */
static const char *const kinds[THING_COUNT] = {
	[THING_NONE] = "none", [THING_SHEET] = "sheet", [THING_DRAFT] = "draft", [THING_HANDOVER] = "handover", [THING_PERSON] = "person",
	[THING_JOB] = "job", [THING_USER] = "user", [THING_AREA] = "area", [THING_CAMPAIGN] = "campaign",
};

static enum thing_kind kind_from_code(const char *code)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (strcmp(kinds[i], code) == 0)
			return (enum thing_kind)i;
	}
	return THING_NONE;
}

bool form_token_find(struct db *db, struct arena *arena, int64_t user_id, const char *token, struct form_result *out)
{
	struct db_row *row = db_use(db, &statements[FIND]);

	db_bind_int(row, ":user", user_id);
	db_bind_text(row, ":token", token);
	bool found = db_step(row) == DB_ROW;
	if (found)
		*out = (struct form_result){ db_copy(row, 0, arena), { kind_from_code(db_text(row, 1)), db_int(row, 2) } };
	db_done(row);
	return found;
}

enum err form_token_add(struct db *db, int64_t user_id, const char *token, const struct form_result *result, int64_t now, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_text(row, ":token", token);
	db_bind_int(row, ":user", user_id);
	db_bind_text(row, ":posted", result->posted);
	db_bind_text(row, ":kind", kinds[result->made.kind]);
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
