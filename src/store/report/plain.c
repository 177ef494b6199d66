#include "store/report/plain.h"

#include "store/tables.h"

/* In the order of enum plain_table. */
enum { PEOPLE, ROSTER, HISTORY, AREAS };
_Static_assert((int)PEOPLE == PLAIN_PEOPLE && (int)ROSTER == PLAIN_ROSTER && (int)HISTORY == PLAIN_HISTORY &&
               (int)AREAS == PLAIN_AREAS, "a statement for each table");

/* Whose the row is comes first. All rows are gone over. */
enum { OWNER = 3 };
#define ALL "/*scan ok*/ SELECT "
/* What speaks for a person. */
#define NEWEST \
	"SELECT max(x.id) FROM worker_sheet x " \
	"WHERE x.person_id = p.id AND " STORE_LIVE("x")

static const struct db_statement statements[PLAIN_TABLES] = {
	[PEOPLE] = { DB_READ, ALL "0, COALESCE(s.area_id, s.commune_id), s.id, p.citizen_id, s.full_name, s.birth_date, "
		"s.sex, s.permanent_address, h.code, c.code, s.uid, s.state, s.collected_on FROM person p "
		"JOIN worker_sheet s ON s.id = (" NEWEST ") "
		"JOIN area c ON c.id = s.commune_id "
		"LEFT JOIN area h ON h.id = s.area_id "
		"WHERE p.joined_id IS NULL "
		"ORDER BY p.id" },
	[ROSTER] = { DB_READ, ALL "r.campaign_id, COALESCE(r.area_id, r.commune_id), COALESCE(r.sheet_id, 0), "
		"k.code, h.code, c.code, r.full_name, r.birth_date, r.sex, r.citizen_id, r.address, r.household_no, "
		"r.household_head, r.source, r.category, r.note, m.full_name, r.outcome, s.uid FROM roster_entry r "
		"JOIN campaign k ON k.id = r.campaign_id "
		"JOIN area c ON c.id = r.commune_id "
		"LEFT JOIN area h ON h.id = r.area_id "
		"LEFT JOIN member m ON m.id = r.member_id "
		"LEFT JOIN worker_sheet s ON s.id = r.sheet_id "
		"WHERE r.gone_list_id IS NULL "
		"ORDER BY r.id" },
	[HISTORY] = { DB_READ, ALL "COALESCE(s.campaign_id, 0), COALESCE(s.area_id, s.commune_id, 0), "
		"COALESCE(e.sheet_id, 0), e.id, e.at, u.username, k.action, s.uid, k.from_state, k.to_state, e.reason, "
		"e.diff FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"LEFT JOIN app_user u ON u.id = e.actor_id "
		"LEFT JOIN worker_sheet s ON s.id = e.sheet_id "
		"ORDER BY e.id" },
	[AREAS] = { DB_READ, ALL "0, a.id, 0, a.level, a.code, p.level, p.code, a.name, a.full_name, a.valid_from, "
		"a.valid_to FROM area a "
		"LEFT JOIN area p ON p.id = a.parent_id "
		"ORDER BY a.id" },
};

const struct db_statements plain_statements = { statements, COUNT(statements) };

static const struct plain_column people[] = { { "citizen_id", false }, { "full_name", false }, { "birth_date", false },
	{ "sex", true }, { "permanent_address", false }, { "area_id", false }, { "commune", false }, { "sheet", false },
	{ "state", false }, { "collected_on", false } };
static const struct plain_column roster[] = { { "campaign", false }, { "area", false }, { "commune", false },
	{ "full_name", false }, { "birth_date", false }, { "sex", true }, { "citizen_id", false }, { "address", false },
	{ "household_no", false }, { "household_head", false }, { "source", false }, { "category", false },
	{ "note", false }, { "member", false }, { "outcome", false }, { "sheet", false } };
static const struct plain_column history[] = { { "event", true }, { "at", false }, { "actor", false },
	{ "action", false }, { "sheet", false }, { "from", false }, { "to", false }, { "reason", false },
	{ "changes", false } };
static const struct plain_column areas[] = { { "level", false }, { "code", false }, { "parent_level", false },
	{ "parent_code", false }, { "name", false }, { "full_name", false }, { "valid_from", false },
	{ "valid_to", false } };

static const struct { const struct plain_column *items; size_t count; } columns[PLAIN_TABLES] = {
	[PLAIN_PEOPLE] = { people, COUNT(people) }, [PLAIN_ROSTER] = { roster, COUNT(roster) },
	[PLAIN_HISTORY] = { history, COUNT(history) }, [PLAIN_AREAS] = { areas, COUNT(areas) },
};

const struct plain_column *plain_columns(enum plain_table table, size_t *count)
{
	*count = columns[table].count;
	return columns[table].items;
}

const char *plain_text(const struct plain_row *row, size_t column)
{
	return db_text(row->row, (int)column + OWNER);
}

int64_t plain_number(const struct plain_row *row, size_t column)
{
	return db_int(row->row, (int)column + OWNER);
}

enum err plain_each_any(struct db *db, enum plain_table table,
                        enum err (*fn)(void *arg, const struct plain_row *row, struct error *error), void *arg,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[table]);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		const struct plain_row one = { row, db_int(row, 0), db_int(row, 1), db_int(row, 2) };
		enum err err = fn(arg, &one, error);
		if (err != ERR_OK) {
			db_done(row);
			return err;
		}
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
