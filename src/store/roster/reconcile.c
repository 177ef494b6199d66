#include "store/roster/reconcile.h"

#include "base/buf.h"
#include "store/person/person_end.h"
#include "store/scope.h"
#include "store/tables.h"

enum { DECISIONS, DECIDE };
enum { SQL_LIMIT = 4096 };

static const struct db_statement statements[] = {
	[DECISIONS] = { DB_READ, "SELECT d.id, d.campaign_id, d.roster_id, d.sheet_id, d.choice, d.fields, d.note, "
		"d.decided_by, d.decided_at, u.full_name FROM roster_decision d "
		"JOIN app_user u ON u.id = d.decided_by "
		"WHERE d.campaign_id = :campaign "
		"ORDER BY d.id DESC" },
	[DECIDE] = { DB_WRITE, "INSERT INTO roster_decision (campaign_id, roster_id, sheet_id, choice, fields, note, "
		"decided_by, decided_at) "
		"VALUES (:campaign, :roster, :sheet, :choice, :fields, :note, :by, :at)" },
};

const struct db_statements reconcile_statements = { statements, COUNT(statements) };

static const char *compose(struct arena *arena, const struct actor *actor)
{
	struct buf sql;

	buf_init(&sql, arena, SQL_LIMIT);
	buf_print(&sql,
	          "%sSELECT s.id, s.commune_id, s.person_id, s.area_id, s.full_name, s.birth_date, s.sex, s.citizen_id, "
	          "s.permanent_address, s.current_address, s.name_sound, a.full_name FROM worker_sheet s "
	          "LEFT JOIN area a ON a.id = s.area_id "
	          "WHERE %s AND s.campaign_id = :campaign AND %s AND %s "
	          "ORDER BY s.id",
	          scope_with(actor), scope_sheets(actor), STORE_LIVE("s"), PERSON_GOES_ON("s"));
	return sql.data;
}

void reconcile_shapes(const struct shape_walk *walk)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct actor actor = { .role = (enum role)role };
		shape_tell(walk, "reconcile.c", compose(walk->arena, &actor), "%s", role_code(actor.role));
	}
}

static void read_sheet(struct db_row *row, struct arena *arena, struct reconcile_sheet *out)
{
	*out = (struct reconcile_sheet){
		.id = db_int(row, 0), .commune_id = db_int(row, 1), .person_id = db_int(row, 2),
		.facts = { .area_id = db_int(row, 3), .full_name = db_copy(row, 4, arena),
		           .birth_date = db_copy(row, 5, arena), .sex = db_int(row, 6), .citizen_id = db_copy(row, 7, arena),
		           .address = db_copy(row, 8, arena) },
		.current_address = db_copy(row, 9, arena), .name_sound = db_copy(row, 10, arena),
		.area_name = db_copy(row, 11, arena),
	};
}

enum err reconcile_sheets(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                          struct reconcile_sheet **rows, size_t *count, struct error *error)
{
	struct db_row *row = db_use_text(db, compose(arena, actor));
	struct rows list = { 0 };
	enum db_step step;

	scope_bind(row, actor);
	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW)
		read_sheet(row, arena, rows_add(&list, arena, sizeof **rows));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err reconcile_decisions_any(struct db *db, struct arena *arena, int64_t campaign_id,
                                 struct reconcile_decision **rows, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DECISIONS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW) {
		*(struct reconcile_decision *)rows_add(&list, arena, sizeof **rows) = (struct reconcile_decision){
			.id = db_int(row, 0), .campaign_id = db_int(row, 1), .roster_id = db_int(row, 2),
			.sheet_id = db_int(row, 3),
			.choice = (enum reconcile_choice)read_code(row, 4, &reconcile_choice_codes),
			.fields = db_copy(row, 5, arena), .note = db_copy(row, 6, arena), .decided_by = db_int(row, 7),
			.decided_at = read_time(row, 8, arena), .decided_name = db_copy(row, 9, arena),
		};
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static void bind_some(struct db_row *row, const char *name, int64_t number)
{
	if (number != 0)
		db_bind_int(row, name, number);
}

enum err reconcile_decide(struct db *db, const struct reconcile_decision *decision, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DECIDE]);

	db_bind_int(row, ":campaign", decision->campaign_id);
	bind_some(row, ":roster", decision->roster_id);
	bind_some(row, ":sheet", decision->sheet_id);
	db_bind_text(row, ":choice", reconcile_choice_codes.texts[decision->choice]);
	db_bind_text(row, ":fields", decision->fields);
	db_bind_text(row, ":note", decision->note);
	db_bind_int(row, ":by", decision->decided_by);
	bind_time(row, ":at", decision->decided_at);
	return db_run(row, error);
}
