#include "store/admin/notice.h"

#include "store/scope.h"
#include "store/tables.h"

enum { SEARCHES, COUNT_SEARCHES };
enum { NOTICE_SECONDS = 30 * 86400 };

#define LIMITED "e.kind_id IN (SELECT id FROM event_kind WHERE action = " ACTION_SQL(SEARCH_LIMITED) ")"

/* Events about no sheet are few: they stand together in the index of sheets. */
static const struct db_statement statements[] = {
	[SEARCHES] = { DB_READ,
		"WITH RECURSIVE up(id) AS (SELECT area_id FROM user_area "
		"WHERE user_id = :user "
		"UNION " SCOPE_STEP_UP ") "
		"SELECT e.at, u.full_name, e.diff FROM event e "
		"JOIN app_user u ON u.id = e.actor_id "
		"WHERE e.sheet_id IS NULL AND " LIMITED " AND e.at >= :since "
		"AND e.actor_id IN (SELECT ua.user_id FROM user_area ua WHERE ua.area_id IN (SELECT id FROM up)) "
		"AND e.actor_id <> :user "
		"ORDER BY e.id DESC LIMIT :max" },
	[COUNT_SEARCHES] = { DB_READ,
		"SELECT count(*) FROM event e "
		"WHERE e.sheet_id IS NULL AND " LIMITED " AND e.at >= :since" },
};

const struct db_statements notice_statements = { statements, COUNT(statements) };

void notice_since(const struct clock *clock, char out[CLOCK_TEXT])
{
	clock_to_iso(clock_seconds(clock) - NOTICE_SECONDS, out);
}

enum err notice_searches(struct db *db, struct arena *arena, const struct actor *actor, const char *since, size_t max,
                         struct notice **notices, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SEARCHES]);
	struct rows list = { 0 };
	enum db_step step;

	scope_bind(row, actor);
	bind_time(row, ":since", since);
	db_bind_int(row, ":max", (int64_t)max);
	while ((step = db_step(row)) == DB_ROW)
		*(struct notice *)rows_add(&list, arena, sizeof(struct notice)) = (struct notice){ read_time(row, 0, arena),
			db_copy(row, 1, arena), db_copy(row, 2, arena) };
	*notices = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err notice_count_searches_any(struct db *db, const char *since, int64_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[COUNT_SEARCHES]);

	bind_time(row, ":since", since);
	return read_number(db, row, count, error);
}
