#include "store/roster/roster_assignment.h"

#include "base/buf.h"
#include "store/scope.h"
#include "store/tables.h"
#include "store/team/member.h"

enum { ADD, OF_DAY, ASSIGN, UNASSIGN };
enum { SQL_LIMIT = 8192 };

static const struct db_statement statements[] = {
	[ADD] = { DB_WRITE, "INSERT INTO roster_assignment (campaign_id, commune_id, member_id, assigned_on, assigned_by, "
		"assigned_at) "
		"VALUES (:campaign, :commune, :member, :day, :by, :at)" },
	[OF_DAY] = { DB_READ, "SELECT id FROM roster_assignment "
		"WHERE commune_id = :commune AND campaign_id = :campaign AND member_id = :member AND assigned_on = :day "
		"AND assigned_by = :by "
		"ORDER BY id LIMIT 1" },
	[ASSIGN] = { DB_WRITE, "UPDATE roster_entry SET assignment_id = :assignment, member_id = :member, "
		"back_reason = NULL, back_by = NULL, back_at = NULL, row_version = row_version + 1 "
		"WHERE id = :id" },
	[UNASSIGN] = { DB_WRITE, "UPDATE roster_entry SET assignment_id = NULL, member_id = NULL, back_reason = :reason, "
		"back_by = :member, back_at = :at, row_version = row_version + 1 "
		"WHERE id = :id" },
};

const struct db_statements roster_assignment_statements = { statements, COUNT(statements) };

enum err roster_assignment_add(struct db *db, const struct roster_assignment *assignment, int64_t *id,
                               struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_int(row, ":campaign", assignment->campaign_id);
	db_bind_int(row, ":commune", assignment->commune_id);
	db_bind_int(row, ":member", assignment->member_id);
	db_bind_text(row, ":day", assignment->assigned_on);
	db_bind_int(row, ":by", assignment->assigned_by);
	bind_time(row, ":at", assignment->assigned_at);
	enum err err = db_run(row, error);
	*id = db_last_id(db);
	return err;
}

int64_t roster_assignment_same_any(struct db *db, const struct roster_assignment *assignment)
{
	struct db_row *row = db_use(db, &statements[OF_DAY]);
	int64_t id = 0;

	db_bind_int(row, ":campaign", assignment->campaign_id);
	db_bind_int(row, ":commune", assignment->commune_id);
	db_bind_int(row, ":member", assignment->member_id);
	db_bind_text(row, ":day", assignment->assigned_on);
	db_bind_int(row, ":by", assignment->assigned_by);
	if (db_step(row) == DB_ROW)
		id = db_int(row, 0);
	db_done(row);
	return id;
}

enum err roster_assign(struct db *db, int64_t row_id, int64_t assignment_id, int64_t member_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ASSIGN]);

	db_bind_int(row, ":assignment", assignment_id);
	db_bind_int(row, ":member", member_id);
	db_bind_int(row, ":id", row_id);
	return db_run(row, error);
}

enum err roster_unassign(struct db *db, int64_t row_id, int64_t member_id, const char *reason, const char *at,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[UNASSIGN]);

	db_bind_int(row, ":id", row_id);
	if (member_id != 0) {
		db_bind_int(row, ":member", member_id);
		db_bind_text(row, ":reason", reason);
		bind_time(row, ":at", at);
	}
	return db_run(row, error);
}

/* An assignment g is seen by who sees one of its rows, or the commune. */
static const char *compose(struct arena *arena, const struct actor *actor, bool of_member)
{
	bool whole = scope_is_by_commune(actor);
	struct buf sql;

	buf_init(&sql, arena, SQL_LIMIT);
	buf_print(&sql,
	          "%sSELECT g.id, g.campaign_id, g.commune_id, g.member_id, g.assigned_on, g.assigned_by, g.assigned_at, "
	          "%s, c.full_name, k.name, count(r.id), "
	          "sum(CASE WHEN r.outcome IS NULL AND r.gone_list_id IS NULL AND NOT %s AND %s IS NULL THEN 1 ELSE 0 END) "
	          "FROM roster_assignment g "
	          "JOIN member m ON m.id = g.member_id "
	          "JOIN area c ON c.id = g.commune_id "
	          "JOIN campaign k ON k.id = g.campaign_id "
	          "%sJOIN roster_entry r ON r.assignment_id = g.id "
	          "WHERE %s%s "
	          "GROUP BY g.id, g.campaign_id, g.commune_id, g.member_id, g.assigned_on, g.assigned_by, g.assigned_at, "
	          "m.id, m.full_name, c.full_name, k.name "
	          "ORDER BY g.assigned_on, g.id",
	          SCOPE_WITH, MEMBER_TOLD("m", "g.commune_id"), ROSTER_ENDED,
	          ROSTER_SHEET_OF, whole ? "LEFT " : "",
	          whole ? SCOPE_OF_COMMUNES("g") : scope_roster(actor), of_member ? " AND g.member_id = :member" : "");
	return sql.data;
}

void roster_assignment_shapes(const struct shape_walk *walk)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct actor actor = { .role = (enum role)role };
		for (int of_member = 0; of_member < 2; of_member++)
			shape_tell(walk, "roster_assignment.c", compose(walk->arena, &actor, of_member), "%s %d",
			           role_code(actor.role), of_member);
	}
}

enum err roster_assignments(struct db *db, struct arena *arena, const struct actor *actor, int64_t member_id,
                            struct roster_assignment **rows, size_t *count, struct error *error)
{
	struct db_row *row = db_use_text(db, compose(arena, actor, member_id != 0));
	struct rows list = { 0 };
	enum db_step step;

	scope_bind(row, actor);
	if (member_id != 0)
		db_bind_int(row, ":member", member_id);
	while ((step = db_step(row)) == DB_ROW) {
		*(struct roster_assignment *)rows_add(&list, arena, sizeof **rows) = (struct roster_assignment){
			.id = db_int(row, 0), .campaign_id = db_int(row, 1), .commune_id = db_int(row, 2),
			.member_id = db_int(row, 3), .assigned_on = db_copy(row, 4, arena), .assigned_by = db_int(row, 5),
			.assigned_at = read_time(row, 6, arena), .member_name = db_copy(row, 7, arena),
			.commune_name = db_copy(row, 8, arena), .campaign_name = db_copy(row, 9, arena),
			.people = db_int(row, 10), .left = db_int(row, 11),
		};
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

bool roster_assignment_due(const struct stage_days *days, const struct roster_assignment *assignment,
                           struct date *out)
{
	struct date from;

	return assignment->left > 0 && date_from_iso(assignment->assigned_on, false, &from) &&
	       stage_due_from(days, assignment->campaign_id, STAGE_COLLECT, from, out);
}
