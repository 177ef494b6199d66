#include "store/handover/aside.h"

#include "base/memory.h"
#include "store/tables.h"

enum { PUT };

static const struct db_statement statements[] = {
	[PUT] = { DB_WRITE, "INSERT INTO put_aside (user_id, sheet_id) VALUES (:user, :sheet) "
		"ON CONFLICT (user_id, sheet_id) DO NOTHING" },
};

const struct db_statements aside_statements = { statements, COUNT(statements) };

enum err aside_put(struct db *db, const struct actor *actor, int64_t sheet_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[PUT]);

	db_bind_int(row, ":user", actor->user_id);
	db_bind_int(row, ":sheet", sheet_id);
	return db_run(row, error);
}
