#include "store/team/team.h"

#include "base/buf.h"
#include "store/scope.h"
#include "store/tables.h"

enum { SQL_LIMIT = 8192 };
enum { OF_COMMUNE, SET, MOVE, PAYMENT, SET_TARGET, DROP_TARGET };

static const struct db_statement statements[] = {
	[OF_COMMUNE] = { DB_READ, "SELECT t.commune_id, t.name, t.decision_no, t.decided_on, t.keeper_id, m.full_name, "
		"t.row_version FROM team t "
		"LEFT JOIN member m ON m.id = t.keeper_id "
		"WHERE t.commune_id = :commune" },
	[SET] = { DB_WRITE, "INSERT INTO team (commune_id, name, decision_no, decided_on, keeper_id, row_version) "
		"VALUES (:commune, :name, :decision_no, :decided_on, :keeper, 2) "
		"ON CONFLICT (commune_id) DO UPDATE SET name = excluded.name, decision_no = excluded.decision_no, "
		"decided_on = excluded.decided_on, keeper_id = excluded.keeper_id, row_version = team.row_version + 1" },
	[MOVE] = { DB_WRITE, "UPDATE team SET commune_id = :to, row_version = row_version + 1 "
		"WHERE commune_id = :from AND NOT EXISTS (SELECT 1 FROM team o WHERE o.commune_id = :to)" },
	[PAYMENT] = { DB_READ, "SELECT citizen_id, bank, account FROM member "
		"WHERE id = :id" },
	[SET_TARGET] = { DB_WRITE, "INSERT INTO member_target (member_id, campaign_id, sheets, due_on) "
		"VALUES (:member, :campaign, :sheets, :due_on) "
		"ON CONFLICT (member_id, campaign_id) DO UPDATE SET sheets = excluded.sheets, due_on = excluded.due_on" },
	[DROP_TARGET] = { DB_WRITE, "DELETE FROM member_target "
		"WHERE member_id = :member AND campaign_id = :campaign" },
};

const struct db_statements team_statements = { statements, COUNT(statements) };

/* ---- the decision ---- */

enum err team_of_any(struct db *db, struct arena *arena, int64_t commune_id, struct team *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_COMMUNE]);

	*out = (struct team){ .commune_id = commune_id, .row_version = 1 };
	db_bind_int(row, ":commune", commune_id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return ERR_OK;
	if (step != DB_ROW)
		return db_fault(db, error);
	*out = (struct team){
		.commune_id = db_int(row, 0),
		.name = db_copy(row, 1, arena),
		.decision_no = db_copy(row, 2, arena),
		.decided_on = db_copy(row, 3, arena),
		.keeper_id = db_int(row, 4),
		.keeper_name = db_copy(row, 5, arena),
		.row_version = db_int(row, 6),
	};
	return db_end(row, error);
}

static void bind_id(struct db_row *row, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_text(row, name, NULL);
	else
		db_bind_int(row, name, id);
}

enum err team_set(struct db *db, const struct team *team, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET]);

	db_bind_int(row, ":commune", team->commune_id);
	db_bind_text(row, ":name", team->name);
	db_bind_text(row, ":decision_no", team->decision_no);
	db_bind_text(row, ":decided_on", team->decided_on);
	bind_id(row, ":keeper", team->keeper_id);
	return db_run(row, error);
}

enum err team_move(struct db *db, int64_t from, int64_t to, bool *moved, struct error *error)
{
	struct db_row *row = db_use(db, &statements[MOVE]);

	db_bind_int(row, ":from", from);
	db_bind_int(row, ":to", to);
	enum err err = db_run(row, error);
	*moved = err == ERR_OK && db_changes(db) > 0;
	return err;
}

/* ---- members, composed: one statement per role and whether an area is asked for ---- */

enum what { LIST, ONE, AREAS, SENT, SENT_BY, TARGETS, WHATS };

/* Where a member works: a commune, the first of several. */
#define COMMUNE_OF \
	"(SELECT min(CASE WHEN a.level = 'hamlet' THEN a.parent_id ELSE a.id END) " \
	"FROM member_area p " \
	"JOIN area a ON a.id = p.area_id " \
	"WHERE p.member_id = m.id)"
#define MEMBERS \
	"SELECT " MEMBER_COLUMNS ", " MEMBER_TOLD("m", "c.id") ", c.id, c.full_name FROM member m " \
	"LEFT JOIN app_user u ON u.id = m.user_id " \
	"LEFT JOIN area c ON c.id = " COMMUNE_OF " " \
	"WHERE TRUE " \
	"AND m.id IN (SELECT w.member_id FROM member_area w " \
	"WHERE "
#define IN_PLACE \
	" AND (w.area_id IN (SELECT id FROM place) OR w.area_id = (" \
	"SELECT h.parent_id FROM area h " \
	"WHERE h.id = :area AND h.level = 'hamlet'))"
#define WITH_PLACE \
	", place(id) AS (SELECT id FROM area " \
	"WHERE id = :area " \
	"UNION " SCOPE_STEP_DOWN("place") ") "

static const struct { const char *begin, *end; } texts[WHATS] = {
	[LIST] = { "/*scan ok: members are few*/ " MEMBERS, ") ORDER BY m.id" },
	[ONE] = { MEMBERS, ") AND m.id = :id" },
	[AREAS] = { "/*scan ok: members are few*/ SELECT w.member_id, a.id, a.code, a.full_name, a.level "
		"FROM member_area w "
		"JOIN area a ON a.id = w.area_id "
		"WHERE ", " ORDER BY w.member_id, a.code, a.id" },
	[SENT] = { "SELECT s.enumerator_id, sum(s.sheets), 0, NULL FROM quality_tally s "
		"WHERE s.campaign_id = :campaign AND s.enumerator_id <> 0 AND ", " GROUP BY 1 "
		"UNION ALL "
		"SELECT t.member_id, 0, t.sheets, t.due_on FROM member_target t "
		"WHERE t.campaign_id = :campaign "
		"ORDER BY 1" },
	[SENT_BY] = { "SELECT s.campaign_id, sum(s.sheets), 0, NULL FROM quality_tally s "
		"WHERE s.enumerator_id = :member AND ", " GROUP BY 1 "
		"UNION ALL "
		"SELECT t.campaign_id, 0, t.sheets, t.due_on FROM member_target t "
		"WHERE t.member_id = :member "
		"ORDER BY 1" },
	[TARGETS] = { "SELECT t.member_id, 0, t.sheets, t.due_on FROM member_target t "
		"WHERE t.campaign_id = :campaign AND ", " ORDER BY 1" },
};

/* Hamlets have no index of their own in the tally: their communes lead to them. */
static const char *sent_by(const struct actor *actor)
{
	return scope_is_by_commune(actor) ? scope_tally(actor)
	                                  : SCOPE_HAS("s.area_id") " AND s.commune_id IN (SELECT h.parent_id FROM area h "
		"WHERE " SCOPE_HAS("h.id") ")";
}

/* NULL: everything, for whoever asks. */
static const char *seen_by(enum what what, const struct actor *actor)
{
	if (actor == NULL)
		return "TRUE";
	return what == SENT || what == SENT_BY ? sent_by(actor) : scope_members(actor);
}

static const char *compose(char sql[SQL_LIMIT], enum what what, const struct actor *actor, bool placed)
{
	snprintf(sql, SQL_LIMIT, "%s%s%s%s%s%s", SCOPE_WITH, placed ? WITH_PLACE : "", texts[what].begin,
	         seen_by(what, actor), placed ? IN_PLACE : "", texts[what].end);
	return sql;
}

static struct db_row *use(struct db *db, enum what what, const struct actor *actor, bool placed)
{
	char sql[SQL_LIMIT];
	struct db_row *row = db_use_text(db, compose(sql, what, actor, placed));

	db_bind_int(row, ":user", actor == NULL ? 0 : actor->user_id);
	return row;
}

static void read_row(struct db_row *row, struct arena *arena, struct member_row *out)
{
	member_read(row, arena, &out->member);
	out->commune_id = db_int(row, MEMBER_READ);
	out->commune_name = db_copy(row, MEMBER_READ + 1, arena);
}

static enum err read_areas(struct db *db, struct arena *arena, const struct actor *actor, struct rows *out,
                           struct error *error)
{
	struct db_row *row = use(db, AREAS, actor, false);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		*(struct member_area *)rows_add(out, arena, sizeof(struct member_area)) = (struct member_area){
			.member_id = db_int(row, 0), .area_id = db_int(row, 1), .code = db_copy(row, 2, arena),
			.name = db_copy(row, 3, arena), .level = db_copy(row, 4, arena) };
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* Both are in the order of the members. */
static void share_areas(const struct rows *areas, struct member_row *rows, size_t count)
{
	const struct member_area *all = areas->items;
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		while (at < areas->count && all[at].member_id < rows[i].member.id)
			at++;
		rows[i].areas = &all[at];
		while (at < areas->count && all[at].member_id == rows[i].member.id) {
			rows[i].area_count++;
			at++;
		}
	}
}

enum err member_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t area_id,
                     struct member_row **rows, size_t *count, struct error *error)
{
	struct db_row *row = use(db, LIST, actor, area_id != 0);
	struct rows list = { 0 }, areas = { 0 };
	enum db_step step;

	if (area_id != 0)
		db_bind_int(row, ":area", area_id);
	while ((step = db_step(row)) == DB_ROW)
		read_row(row, arena, rows_add(&list, arena, sizeof **rows));
	enum err err = step == DB_DONE ? read_areas(db, arena, actor, &areas, error) : db_fault(db, error);
	*rows = list.items;
	*count = list.count;
	share_areas(&areas, *rows, *count);
	return err;
}

enum err member_list_any(struct db *db, struct arena *arena, int64_t commune_id, struct member_row **rows,
                         size_t *count, struct error *error)
{
	return member_list(db, arena, NULL, commune_id, rows, count, error);
}

enum err member_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct member_row *out,
                     struct error *error)
{
	struct db_row *row = use(db, ONE, actor, false);
	struct rows areas = { 0 };

	*out = (struct member_row){ .area_count = 0 };
	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no member %lld here", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_row(row, arena, out);
	enum err err = db_end(row, error);
	if (err == ERR_OK)
		err = read_areas(db, arena, actor, &areas, error);
	share_areas(&areas, out, 1);
	return err;
}

/* ---- payment ---- */

enum err member_payment(struct db *db, struct arena *arena, const struct actor *actor, int64_t id,
                        struct member_payment *out, struct error *error)
{
	*out = (struct member_payment){ .bank = NULL };
	if (actor->role != ROLE_OFFICER)
		return ERR_OK;
	struct db_row *row = db_use(db, &statements[PAYMENT]);
	db_bind_int(row, ":id", id);
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	*out = (struct member_payment){ db_copy(row, 0, arena), db_copy(row, 1, arena), db_copy(row, 2, arena) };
	return db_end(row, error);
}

/* ---- targets ---- */

/* Both of each member, or of each campaign, whose number is left in member_id. */
static enum err read_targets(struct db *db, struct arena *arena, struct db_row *row, struct member_target **rows,
                             size_t *count, struct error *error)
{
	struct rows list = { 0 };
	struct member_target *last = NULL;
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		if (last == NULL || last->member_id != db_int(row, 0)) {
			last = rows_add(&list, arena, sizeof *last);
			last->member_id = db_int(row, 0);
		}
		last->sent += db_int(row, 1);
		last->sheets += db_int(row, 2);
		if (db_text(row, 3) != NULL)
			last->due_on = db_copy(row, 3, arena);
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err member_target_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                            struct member_target **rows, size_t *count, struct error *error)
{
	struct db_row *row = use(db, SENT, actor, false);

	db_bind_int(row, ":campaign", campaign_id);
	return read_targets(db, arena, row, rows, count, error);
}

enum err member_targets_of(struct db *db, struct arena *arena, const struct actor *actor, int64_t member_id,
                           struct member_target **rows, size_t *count, struct error *error)
{
	struct db_row *row = use(db, SENT_BY, actor, false);

	db_bind_int(row, ":member", member_id);
	enum err err = read_targets(db, arena, row, rows, count, error);
	for (size_t i = 0; i < *count; i++) {
		(*rows)[i].campaign_id = (*rows)[i].member_id;
		(*rows)[i].member_id = member_id;
	}
	return err;
}

enum err member_targets_any(struct db *db, struct arena *arena, int64_t campaign_id, struct member_target **rows,
                            size_t *count, struct error *error)
{
	struct db_row *row = use(db, TARGETS, NULL, false);

	db_bind_int(row, ":campaign", campaign_id);
	return read_targets(db, arena, row, rows, count, error);
}

enum err member_target_set(struct db *db, int64_t member_id, int64_t campaign_id, int64_t sheets, const char *due_on,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[sheets == 0 ? DROP_TARGET : SET_TARGET]);

	db_bind_int(row, ":member", member_id);
	db_bind_int(row, ":campaign", campaign_id);
	if (sheets != 0) {
		db_bind_int(row, ":sheets", sheets);
		db_bind_text(row, ":due_on", due_on);
	}
	enum err err = db_run(row, error);
	return err == ERR_OK ? member_touch(db, member_id, error) : err;
}

/* ---- all texts ---- */

void team_shapes(const struct shape_walk *walk)
{
	char sql[SQL_LIMIT];

	for (int n = 0; n < ROLE_COUNT * WHATS; n++) {
		const struct actor actor = { .role = (enum role)(n / WHATS) };
		enum what what = (enum what)(n % WHATS);
		const char *role = role_code(actor.role);
		if (what == TARGETS)
			continue;
		shape_tell(walk, "team.c", compose(sql, what, &actor, false), "%d, %s", what, role);
		if (what == LIST)
			shape_tell(walk, "team.c", compose(sql, what, &actor, true), "%d of an area, %s", what, role);
	}
	shape_tell(walk, "team.c", compose(sql, LIST, NULL, true), "of a commune");
	shape_tell(walk, "team.c", compose(sql, AREAS, NULL, false), "all areas");
	shape_tell(walk, "team.c", compose(sql, TARGETS, NULL, false), "targets");
}
