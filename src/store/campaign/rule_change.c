#include "store/campaign/rule_change.h"

#include "store/scope.h"
#include "store/tables.h"

enum { CHANGES, LAST, ADD, OF_WRITER, OF_HAMLETS, OF_COMMUNES, OF_ALL, VERIFY };

#define OF_SHEETS(whose) \
	"SELECT f.rule, count(*), count(f.confirmed_by) FROM worker_sheet s " \
	"JOIN finding f ON f.sheet_id = s.id " \
	"WHERE " STORE_STANDS " AND " whose " " \
	"GROUP BY f.rule"
#define STRONG "f.severity <> " SEVERITY_SQL(I) " AND "
#define COUNTED \
	"SELECT s.commune_id, s.campaign_id, f.rule, count(*), " \
	"count(*) FILTER (WHERE " STRONG "f.confirmed_by IS NOT NULL), " \
	"count(*) FILTER (WHERE " STRONG "f.confirmed_by IS NULL AND s.state = " STATE_SQL(RECEIVED) "), " \
	"count(*) FILTER (WHERE " STRONG "f.confirmed_by IS NOT NULL AND " STORE_LIVE("s") ") FROM finding f " \
	"JOIN worker_sheet s ON s.id = f.sheet_id " \
	"WHERE " STORE_STANDS " " \
	"GROUP BY 1, 2, 3"
#define TALLY \
	"SELECT commune_id, campaign_id, rule, fired, confirmed, waiting, settled FROM rule_tally " \
	"WHERE fired > 0"
#define OF_TALLY "SELECT t.rule, sum(t.fired), sum(t.confirmed) FROM rule_tally t "

static const struct db_statement statements[] = {
	[CHANGES] = { DB_READ, "SELECT c.campaign_id, c.version, c.rule, c.setting, c.reason, c.changed_by, "
		"u.full_name, c.changed_at "
		"FROM rule_change c "
		"JOIN app_user u ON u.id = c.changed_by "
		"WHERE c.campaign_id = :campaign "
		"ORDER BY c.version" },
	[LAST] = { DB_READ, "SELECT max(version) FROM rule_change "
		"WHERE campaign_id = :campaign" },
	[ADD] = { DB_WRITE, "INSERT INTO rule_change (campaign_id, version, rule, setting, reason, changed_by, changed_at) "
		"VALUES (:campaign, :version, :rule, :setting, :reason, :by, :at)" },
	[OF_WRITER] = { DB_READ, OF_SHEETS(SCOPE_OF_WRITER) },
	[OF_HAMLETS] = { DB_READ, SCOPE_WITH OF_SHEETS(SCOPE_OF_HAMLETS) },
	[OF_COMMUNES] = { DB_READ, SCOPE_WITH_COMMUNES
		OF_TALLY
		"WHERE " SCOPE_OF_COMMUNES("t") " "
		"GROUP BY t.rule" },
	[OF_ALL] = { DB_READ, OF_TALLY "GROUP BY t.rule" },
	[VERIFY] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("rule", COUNTED, TALLY) },
};

const struct db_statements rule_statements = { statements, COUNT(statements) };

/* ---- changes ---- */

enum err rule_changes_any(struct db *db, struct arena *arena, int64_t campaign_id, struct rule_change **out,
                          size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CHANGES]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct rule_change *c = rows_add(&list, arena, sizeof *c);
		*c = (struct rule_change){ .campaign_id = db_int(row, 0),
			                       .version = db_int(row, 1),
			                       .rule = db_copy(row, 2, arena),
			                       .setting = (enum rule_setting)read_code(row, 3, &rule_setting_codes),
			                       .reason = db_copy(row, 4, arena),
			                       .changed_by = db_int(row, 5),
			                       .changed_name = db_copy(row, 6, arena),
			                       .changed_at = db_copy(row, 7, arena) };
	}
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err rule_change_add(struct db *db, struct rule_change *change, struct error *error)
{
	struct db_row *row = db_use(db, &statements[LAST]);

	db_bind_int(row, ":campaign", change->campaign_id);
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	change->version = db_is_null(row, 0) ? RULE_FIRST_VERSION + 1 : db_int(row, 0) + 1;
	db_done(row);
	row = db_use(db, &statements[ADD]);
	db_bind_int(row, ":campaign", change->campaign_id);
	db_bind_int(row, ":version", change->version);
	db_bind_text(row, ":rule", change->rule);
	db_bind_text(row, ":setting", rule_setting_code(change->setting));
	db_bind_text(row, ":reason", change->reason);
	db_bind_int(row, ":by", change->changed_by);
	db_bind_text(row, ":at", change->changed_at);
	return db_run(row, error);
}

/* ---- counts ---- */

static int counting(const struct actor *actor)
{
	static const int by_reach[] = { [SCOPE_WRITER] = OF_WRITER, [SCOPE_HAMLETS] = OF_HAMLETS,
		[SCOPE_COMMUNES] = OF_COMMUNES };
	bool judges = actor->role != ROLE_POLICE && actor->role != ROLE_POLICE_SUPERIOR;

	if (actor->role == ROLE_ADMIN)
		return OF_ALL;
	return judges ? by_reach[scope_reach(actor)] : -1;
}

enum err rule_counts(struct db *db, struct arena *arena, const struct actor *actor, struct rule_count **out,
                     size_t *count, struct error *error)
{
	int statement = counting(actor);
	struct rows list = { 0 };
	enum db_step step = DB_DONE;

	if (statement >= 0) {
		struct db_row *row = db_use(db, &statements[statement]);
		if (statement != OF_ALL)
			scope_bind(row, actor);
		while ((step = db_step(row)) == DB_ROW) {
			struct rule_count *c = rows_add(&list, arena, sizeof *c);
			*c = (struct rule_count){ db_copy(row, 0, arena), db_int(row, 1), db_int(row, 2) };
		}
	}
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err rule_verify(struct db *db, struct error *error)
{
	return verify_none(db, &statements[VERIFY], "rule", "its tally is not that of the findings", error);
}
