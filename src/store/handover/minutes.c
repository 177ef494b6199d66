#include "store/handover/minutes.h"

#include "base/clock.h"
#include "store/handover/bundle.h"
#include "store/scope.h"
#include "store/tables.h"

enum { LOAD, LOAD_OWN, LOAD_ANY, LIST, LIST_OWN, ITEMS, PRESENT, MOVES_OF_MEMBER, MOVES_OF_HAMLET, OF_BATCH,
	COMMUNE_OF_MEMBER, LAST_EVENT, OF_EVENT, HOLDS, HOLD_SOME, OPEN_BUNDLE, INSERT, SET_SAID, ADD_ITEM, CLEAR_ITEMS,
	CLEAR_PRESENT, ADD_PRESENT, FORGET, TOUCH, DROP, VERIFY_COUNTS, VERIFY_EVENTS, VERIFY_EMPTY, VERIFY_REPLACED };

#define MINUTES \
	"SELECT m.id, m.type, m.commune_id, m.campaign_id, m.member_id, m.area_id, m.handover_id, m.first_day, " \
	"m.last_day, m.held_on, m.begun, m.ended, m.place, m.chair, m.secretary, m.others, m.conclusion, m.replaces_id, " \
	"m.made_by, m.made_at, c.full_name, k.code, k.name, e.full_name, a.full_name, u.full_name, m.waiting, " \
	"m.passed, m.returned, m.listed, p.id, p.number, p.year, p.state, p.issued_at, i.full_name, " \
	"p.signed_on, r.id, h.number, h.year, " \
	"(SELECT max(b.id) FROM bundle b WHERE b.minutes_id = m.id), m.dropped_at, d.full_name, m.row_version " \
	"FROM minutes m " \
	"JOIN area c ON c.id = m.commune_id " \
	"JOIN campaign k ON k.id = m.campaign_id " \
	"JOIN app_user u ON u.id = m.made_by " \
	"LEFT JOIN member e ON e.id = m.member_id " \
	"LEFT JOIN area a ON a.id = m.area_id " \
	"LEFT JOIN handover h ON h.id = m.handover_id " \
	"LEFT JOIN paper p ON p.kind = 'minutes' AND p.subject_id = m.id " \
	"LEFT JOIN app_user i ON i.id = p.issued_by " \
	"LEFT JOIN app_user d ON d.id = m.dropped_by " \
	"LEFT JOIN minutes r ON r.replaces_id = m.id AND r.dropped_at IS NULL "
#define IN_SCOPE SCOPE_OF_COMMUNES("m")
#define OWN \
	"m.member_id = (SELECT x.id FROM member x WHERE x.user_id = :user) AND m.type = 'acceptance'"
#define NEWEST " ORDER BY m.id DESC"
/* What moved sheets, of each in its order. */
#define MOVES \
	"SELECT s.id, s.campaign_id, e.id, e.at, k.action, k.from_state, k.to_state, e.reason, e.diff IS NOT NULL, " \
	"s.full_name, s.birth_date, s.paper_no FROM worker_sheet s " \
	"JOIN event e ON e.sheet_id = s.id " \
	"JOIN event_kind k ON k.id = e.kind_id " \
	"WHERE s.commune_id = :commune AND k.from_state <> k.to_state AND "
#define IN_ORDER " ORDER BY s.id, e.id"

static const struct db_statement statements[] = {
	[LOAD] = { DB_READ, SCOPE_WITH_COMMUNES MINUTES "WHERE m.id = :id AND " IN_SCOPE },
	[LOAD_OWN] = { DB_READ, MINUTES "WHERE m.id = :id AND " OWN },
	[LOAD_ANY] = { DB_READ, MINUTES "WHERE m.id = :id" },
	[LIST] = { DB_READ, SCOPE_WITH_COMMUNES MINUTES "WHERE " IN_SCOPE NEWEST },
	[LIST_OWN] = { DB_READ, MINUTES "WHERE " OWN NEWEST },
	[ITEMS] = { DB_READ, "SELECT x.sheet_id, s.campaign_id, x.event_id, x.outcome, x.returns, x.reason, x.full_name, "
		"x.birth_date, x.paper_no, s.citizen_id, s.permanent_address, s.state FROM minutes_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"WHERE x.minutes_id = :id "
		"ORDER BY x.position" },
	[PRESENT] = { DB_READ, "SELECT e.id, e.full_name FROM minutes_present x "
		"JOIN member e ON e.id = x.member_id "
		"WHERE x.minutes_id = :id "
		"ORDER BY e.id" },
	[MOVES_OF_MEMBER] = { DB_READ, MOVES "s.enumerator_id = :member" IN_ORDER },
	[MOVES_OF_HAMLET] = { DB_READ, MOVES "s.area_id = :area" IN_ORDER },
	[OF_BATCH] = { DB_READ, "SELECT s.id, s.campaign_id, s.full_name, s.birth_date, s.paper_no FROM handover_sheet x "
		"JOIN worker_sheet s ON s.id = x.sheet_id "
		"WHERE x.handover_id = :batch AND x.outcome IN (" OUTCOME_SQL(OPEN) ", " OUTCOME_SQL(PRESENT) ") "
		"ORDER BY x.position" },
	[COMMUNE_OF_MEMBER] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT max(s.commune_id) FROM worker_sheet s "
		"WHERE s.enumerator_id = :member AND " SCOPE_OF_COMMUNES("s") },
	[LAST_EVENT] = { DB_READ, "SELECT max(e.id) FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE e.sheet_id = :sheet AND k.action = :action" },
	[OF_EVENT] = { DB_READ, "SELECT p.subject_id, p.number, p.year FROM minutes_sheet x "
		"JOIN paper p ON p.kind = 'minutes' AND p.subject_id = x.minutes_id "
		"WHERE x.sheet_id = :sheet AND x.event_id = :event "
		"ORDER BY p.id LIMIT 1" },
	[HOLDS] = { DB_READ, "SELECT CASE WHEN " MINUTES_HOLD(":sheet") " THEN 1 ELSE 0 END" },
	[HOLD_SOME] = { DB_READ, "SELECT 1 FROM bundle "
		"WHERE minutes_id IS NOT NULL LIMIT 1" },
	[OPEN_BUNDLE] = { DB_READ, "SELECT x.bundle_id FROM bundle_sheet x "
		"JOIN bundle b ON b.id = x.bundle_id "
		"WHERE x.sheet_id = :sheet AND b.minutes_id IS NOT NULL AND x.outcome = " OUTCOME_SQL(OPEN) },
	[INSERT] = { DB_WRITE, "INSERT INTO minutes (type, commune_id, campaign_id, member_id, area_id, handover_id, "
		"first_day, last_day, held_on, begun, ended, place, chair, secretary, others, conclusion, replaces_id, "
		"made_by, made_at) "
		"VALUES (:type, :commune, :campaign, :member, :area, :batch, :first, :last, :held, :begun, :ended, :place, "
		":chair, :secretary, :others, :conclusion, :replaces, :by, :at) RETURNING id" },
	[SET_SAID] = { DB_WRITE, "UPDATE minutes "
		"SET held_on = :held, begun = :begun, ended = :ended, place = :place, chair = :chair, secretary = :secretary, "
		"others = :others, conclusion = :conclusion, row_version = row_version + 1 "
		"WHERE id = :id" },
	[ADD_ITEM] = { DB_WRITE, "INSERT INTO minutes_sheet (minutes_id, position, sheet_id, outcome, event_id, returns, "
		"reason, full_name, birth_date, paper_no) "
		"SELECT :id, :position, s.id, :outcome, :event, :returns, :reason, s.full_name, s.birth_date, s.paper_no "
		"FROM worker_sheet s "
		"WHERE s.id = :sheet" },
	[CLEAR_ITEMS] = { DB_WRITE, "DELETE FROM minutes_sheet "
		"WHERE minutes_id = :id" },
	[CLEAR_PRESENT] = { DB_WRITE, "DELETE FROM minutes_present "
		"WHERE minutes_id = :id" },
	[ADD_PRESENT] = { DB_WRITE, "INSERT INTO minutes_present (minutes_id, member_id) VALUES (:id, :member)" },
	[FORGET] = { DB_WRITE, "DELETE FROM minutes_sheet "
		"WHERE sheet_id = :sheet AND event_id = :event AND minutes_id IN ("
		"SELECT m.id FROM minutes m "
		"WHERE m.id = minutes_id AND m.type = 'meeting')" },
	/* Before FORGET: whoever has the page of such a draft open sees first what is left. */
	[TOUCH] = { DB_WRITE, "UPDATE minutes SET row_version = row_version + 1 "
		"WHERE type = 'meeting' AND id IN ("
		"SELECT x.minutes_id FROM minutes_sheet x "
		"WHERE x.sheet_id = :sheet AND x.event_id = :event)" },
	[DROP] = { DB_WRITE, "UPDATE minutes SET dropped_at = :at, dropped_by = :by "
		"WHERE id = :id" },
	[VERIFY_COUNTS] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("id",
		"SELECT m.id, count(*) FILTER (WHERE x.outcome = " MINUTES_SQL(WAITING) "), "
		"count(*) FILTER (WHERE x.outcome = " MINUTES_SQL(PASSED) "), "
		"count(*) FILTER (WHERE x.outcome = " MINUTES_SQL(RETURNED) "), "
		"count(*) FILTER (WHERE x.outcome = " MINUTES_SQL(LISTED) ") "
		"FROM minutes m "
		"LEFT JOIN minutes_sheet x ON x.minutes_id = m.id "
		"GROUP BY m.id",
		"SELECT id, waiting, passed, returned, listed FROM minutes") },
	[VERIFY_EVENTS] = { DB_READ, "/*scan ok*/ SELECT x.minutes_id FROM minutes_sheet x "
		"WHERE x.event_id IS NOT NULL AND NOT EXISTS ("
		"SELECT 1 FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE e.id = x.event_id AND e.sheet_id = x.sheet_id AND ("
		"CASE WHEN x.outcome = " MINUTES_SQL(PASSED) " THEN k.action = " ACTION_SQL(ACCEPT) " "
		"WHEN x.outcome = " MINUTES_SQL(RETURNED) " THEN k.action = " ACTION_SQL(RETURN) " "
		"ELSE k.from_state <> k.to_state END)) LIMIT 1" },
	[VERIFY_EMPTY] = { DB_READ, "/*scan ok*/ SELECT m.id FROM minutes m "
		"JOIN paper p ON p.kind = 'minutes' AND p.subject_id = m.id "
		"WHERE m.waiting + m.passed + m.returned + m.listed = 0 OR m.dropped_at IS NOT NULL LIMIT 1" },
	[VERIFY_REPLACED] = { DB_READ, "/*scan ok*/ SELECT m.id FROM minutes m "
		"JOIN paper p ON p.kind = 'minutes' AND p.subject_id = m.id "
		"LEFT JOIN paper o ON o.kind = 'minutes' AND o.subject_id = m.replaces_id "
		"WHERE m.replaces_id IS NOT NULL AND COALESCE(o.superseded_by, 0) <> p.id LIMIT 1" },
};

const struct db_statements minutes_statements = { statements, COUNT(statements) };

/* ---- reading ---- */

static enum minutes_state standing(struct db_row *row)
{
	if (db_int(row, 30) == 0)
		return db_is_null(row, 41) ? MINUTES_IS_DRAFT : MINUTES_IS_DROPPED;
	return read_code(row, 33, &paper_state_codes) == PAPER_SUPERSEDED ? MINUTES_IS_SUPERSEDED : MINUTES_IS_ISSUED;
}

static void read_minutes(struct db_row *row, struct arena *arena, struct minutes *out)
{
	*out = (struct minutes){
		.id = db_int(row, 0), .type = (enum minutes_type)read_code(row, 1, &minutes_type_codes),
		.commune_id = db_int(row, 2), .campaign_id = db_int(row, 3), .member_id = db_int(row, 4),
		.area_id = db_int(row, 5), .batch_id = db_int(row, 6), .first_day = db_copy(row, 7, arena),
		.last_day = db_copy(row, 8, arena), .held_on = db_copy(row, 9, arena), .begun = db_copy(row, 10, arena),
		.ended = db_copy(row, 11, arena), .place = db_copy(row, 12, arena), .chair = db_copy(row, 13, arena),
		.secretary = db_copy(row, 14, arena), .others = db_copy(row, 15, arena), .conclusion = db_copy(row, 16, arena),
		.replaces_id = db_int(row, 17), .made_by = db_int(row, 18), .made_at = read_time(row, 19, arena),
		.commune_name = db_copy(row, 20, arena), .campaign_code = db_copy(row, 21, arena),
		.campaign_name = db_copy(row, 22, arena), .member_name = db_copy(row, 23, arena),
		.area_name = db_copy(row, 24, arena), .made_name = db_copy(row, 25, arena), .waiting = db_int(row, 26),
		.passed = db_int(row, 27), .returned = db_int(row, 28), .listed = db_int(row, 29), .paper_id = db_int(row, 30),
		.number = db_int(row, 31), .year = db_int(row, 32), .standing = standing(row),
		.issued_at = read_time(row, 34, arena), .issued_name = db_copy(row, 35, arena),
		.signed_on = db_copy(row, 36, arena), .instead_id = db_int(row, 37),
		.batch_number = db_int(row, 38), .batch_year = db_int(row, 39), .bundle_id = db_int(row, 40),
		.dropped_at = read_time(row, 41, arena), .dropped_name = db_copy(row, 42, arena),
		.row_version = db_int(row, 43),
	};
	out->sheets = out->waiting + out->passed + out->returned + out->listed;
}

static enum err read_one(struct db *db, struct db_row *row, struct arena *arena, int64_t id, struct minutes *out,
                         struct error *error)
{
	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no minutes %lld for this actor", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_minutes(row, arena, out);
	return db_end(row, error);
}

/* The statement for them, or for the enumerator who sees his own, with the actor bound. */
static struct db_row *begin(struct db *db, const struct actor *actor, int of_communes, int own)
{
	struct db_row *row = db_use(db, &statements[scope_is_by_commune(actor) ? of_communes : own]);

	scope_bind(row, actor);
	return row;
}

enum err minutes_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct minutes *out,
                      struct error *error)
{
	return read_one(db, begin(db, actor, LOAD, LOAD_OWN), arena, id, out, error);
}

enum err minutes_load_any(struct db *db, struct arena *arena, int64_t id, struct minutes *out, struct error *error)
{
	return read_one(db, db_use(db, &statements[LOAD_ANY]), arena, id, out, error);
}

enum err minutes_list(struct db *db, struct arena *arena, const struct actor *actor, struct minutes **rows,
                      size_t *count, struct error *error)
{
	struct db_row *row = begin(db, actor, LIST, LIST_OWN);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		read_minutes(row, arena, rows_add(&list, arena, sizeof(struct minutes)));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err minutes_items_any(struct db *db, struct arena *arena, int64_t id, struct minutes_item **items, size_t *count,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[ITEMS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":id", id);
	while ((step = db_step(row)) == DB_ROW) {
		struct minutes_item *item = rows_add(&list, arena, sizeof *item);
		*item = (struct minutes_item){
			.sheet_id = db_int(row, 0), .campaign_id = db_int(row, 1), .event_id = db_int(row, 2),
			.outcome = (enum minutes_outcome)read_code(row, 3, &minutes_outcome_codes), .returns = db_int(row, 4),
			.reason = db_copy(row, 5, arena), .full_name = db_copy(row, 6, arena),
			.birth_date = db_copy(row, 7, arena), .paper_no = db_copy(row, 8, arena),
			.citizen_id = db_copy(row, 9, arena), .address = db_copy(row, 10, arena), .state = read_state(row, 11),
		};
	}
	*items = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err minutes_present_any(struct db *db, struct arena *arena, int64_t id, struct minutes_member **members,
                             size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[PRESENT]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":id", id);
	while ((step = db_step(row)) == DB_ROW) {
		struct minutes_member *member = rows_add(&list, arena, sizeof *member);
		*member = (struct minutes_member){ db_int(row, 0), db_copy(row, 1, arena) };
	}
	*members = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* ---- counting ---- */

/* One move of a sheet. */
struct step {
	int64_t id, at;
	enum action action;
	enum state from, to;
	const char *reason;
};

/* The sheet at hand, with its moves but those that were taken back. */
struct gathering {
	const struct minutes *of;
	struct arena *arena;
	int64_t begins, ends;           /* of the period, in seconds since 1970 */
	struct minutes_item sheet;
	struct rows steps;
	struct rows out;
};

/* In seconds since 1970: when the day begins in Viet Nam, or how it is without one. */
static int64_t day_second(const char *iso, int64_t more, int64_t without)
{
	struct date day;
	char utc[CLOCK_TEXT];

	if (iso == NULL || !date_from_iso(iso, false, &day))
		return without;
	clock_day_begin(date_from_days(date_to_days(day) + more), utc);
	return clock_from_iso(utc);
}

/* How it was judged last; what came after an acceptance, but for opening it again, is no judgement. */
static void judge(struct minutes_item *item, const struct step *step)
{
	enum action action = step->action;

	if (action == ACTION_ACCEPT)
		item->outcome = MINUTES_PASSED;
	else if (action == ACTION_RETURN)
		item->outcome = MINUTES_RETURNED;
	else if (action == ACTION_SUBMIT || action == ACTION_REOPEN)
		item->outcome = MINUTES_WAITING;
	else
		return;
	item->event_id = step->id;
	if (action == ACTION_RETURN) {
		item->returns++;
		item->reason = step->reason;
	}
}

/* The sheet at hand is done. */
static void settle(struct gathering *g)
{
	const struct step *steps = g->steps.items;
	struct minutes_item item = g->sheet;
	enum state at_end = STATE_NONE;

	for (size_t i = 0; i < g->steps.count && steps[i].at < g->ends; i++) {
		at_end = steps[i].to;
		if (steps[i].at >= g->begins)
			judge(&item, &steps[i]);
	}
	g->steps.count = 0;
	if (item.sheet_id == 0 || item.event_id == 0 || at_end == STATE_NONE || state_in(at_end, STATES_SILENT))
		return;
	if (g->of->type == MINUTES_CONFIRMATION)
		item = (struct minutes_item){ .sheet_id = item.sheet_id, .campaign_id = item.campaign_id,
			.outcome = MINUTES_LISTED, .full_name = item.full_name, .birth_date = item.birth_date,
			.paper_no = item.paper_no };
	*(struct minutes_item *)rows_add(&g->out, g->arena, sizeof item) = item;
}

static void add_step(struct gathering *g, struct db_row *row)
{
	enum action action = (enum action)read_code(row, 4, &action_codes);
	bool undo = action == ACTION_UNDO;

	if (undo && db_int(row, 8) != 0 && g->steps.count > 0) {
		g->steps.count--;
		return;
	}
	if (undo)
		return;
	struct step *step = rows_add(&g->steps, g->arena, sizeof *step);
	*step = (struct step){ .id = db_int(row, 2), .at = db_int(row, 3), .action = action, .from = read_state(row, 5),
		.to = read_state(row, 6), .reason = db_copy(row, 7, g->arena) };
}

static enum err gather_moves(struct db *db, struct gathering *g, struct error *error)
{
	const struct minutes *of = g->of;
	struct db_row *row = db_use(db, &statements[of->member_id != 0 ? MOVES_OF_MEMBER : MOVES_OF_HAMLET]);
	enum db_step step;

	db_bind_int(row, ":commune", of->commune_id);
	if (of->member_id != 0)
		db_bind_int(row, ":member", of->member_id);
	else
		db_bind_int(row, ":area", of->area_id);
	while ((step = db_step(row)) == DB_ROW) {
		if (of->campaign_id != 0 && db_int(row, 1) != of->campaign_id)
			continue;
		if (g->sheet.sheet_id != db_int(row, 0)) {
			settle(g);
			g->sheet = (struct minutes_item){ .sheet_id = db_int(row, 0), .campaign_id = db_int(row, 1),
				.full_name = db_copy(row, 9, g->arena), .birth_date = db_copy(row, 10, g->arena),
				.paper_no = db_copy(row, 11, g->arena) };
		}
		add_step(g, row);
	}
	settle(g);
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum err gather_batch(struct db *db, struct gathering *g, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_BATCH]);
	enum db_step step;

	db_bind_int(row, ":batch", g->of->batch_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct minutes_item *item = rows_add(&g->out, g->arena, sizeof *item);
		*item = (struct minutes_item){ .sheet_id = db_int(row, 0), .campaign_id = db_int(row, 1),
			.outcome = MINUTES_LISTED, .full_name = db_copy(row, 2, g->arena),
			.birth_date = db_copy(row, 3, g->arena), .paper_no = db_copy(row, 4, g->arena) };
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err minutes_gather_any(struct db *db, struct arena *arena, const struct minutes *of, struct minutes_item **items,
                            size_t *count, struct error *error)
{
	struct gathering g = { .of = of, .arena = arena, .begins = day_second(of->first_day, 0, INT64_MIN),
		.ends = day_second(of->last_day, 1, INT64_MAX) };
	enum err err = (of->batch_id != 0 ? gather_batch : gather_moves)(db, &g, error);

	*items = g.out.items;
	*count = g.out.count;
	return err;
}

static int64_t one_number(struct db_row *row)
{
	int64_t number = db_step(row) == DB_ROW ? db_int(row, 0) : 0;

	db_done(row);
	return number;
}

int64_t minutes_commune_of_member(struct db *db, const struct actor *actor, int64_t member_id)
{
	struct db_row *row = db_use(db, &statements[COMMUNE_OF_MEMBER]);

	scope_bind(row, actor);
	db_bind_int(row, ":member", member_id);
	return one_number(row);
}

/* ---- of a sheet ---- */

int64_t minutes_event_any(struct db *db, int64_t sheet_id, enum action action)
{
	struct db_row *row = db_use(db, &statements[LAST_EVENT]);

	db_bind_int(row, ":sheet", sheet_id);
	db_bind_text(row, ":action", action_code(action));
	return one_number(row);
}

struct minutes_name minutes_of_event(struct db *db, int64_t sheet_id, int64_t event_id)
{
	struct db_row *row = db_use(db, &statements[OF_EVENT]);
	struct minutes_name name = { 0, 0, 0 };

	db_bind_int(row, ":sheet", sheet_id);
	db_bind_int(row, ":event", event_id);
	if (db_step(row) == DB_ROW)
		name = (struct minutes_name){ db_int(row, 0), db_int(row, 1), db_int(row, 2) };
	db_done(row);
	return name;
}

bool minutes_holds(struct db *db, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[HOLDS]);

	db_bind_int(row, ":sheet", sheet_id);
	return one_number(row) == 1;
}

bool minutes_hold_some(struct db *db)
{
	return one_number(db_use(db, &statements[HOLD_SOME])) == 1;
}

/* ---- writing ---- */

static void bind_id(struct db_row *row, const char *name, int64_t id)
{
	if (id != 0)
		db_bind_int(row, name, id);
}

static void bind_said(struct db_row *row, const struct minutes *m)
{
	db_bind_text(row, ":held", m->held_on);
	db_bind_text(row, ":begun", m->begun);
	db_bind_text(row, ":ended", m->ended);
	db_bind_text(row, ":place", m->place);
	db_bind_text(row, ":chair", m->chair);
	db_bind_text(row, ":secretary", m->secretary);
	db_bind_text(row, ":others", m->others);
	db_bind_text(row, ":conclusion", m->conclusion);
}

enum err minutes_insert(struct db *db, struct minutes *minutes, struct error *error)
{
	struct db_row *row = db_use(db, &statements[INSERT]);

	db_bind_text(row, ":type", minutes_type_codes.texts[minutes->type]);
	db_bind_int(row, ":commune", minutes->commune_id);
	db_bind_int(row, ":campaign", minutes->campaign_id);
	bind_id(row, ":member", minutes->member_id);
	bind_id(row, ":area", minutes->area_id);
	bind_id(row, ":batch", minutes->batch_id);
	db_bind_text(row, ":first", minutes->first_day);
	db_bind_text(row, ":last", minutes->last_day);
	bind_said(row, minutes);
	bind_id(row, ":replaces", minutes->replaces_id);
	db_bind_int(row, ":by", minutes->made_by);
	bind_time(row, ":at", minutes->made_at);
	return read_number(db, row, &minutes->id, error);
}

enum err minutes_set_said(struct db *db, const struct minutes *minutes, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_SAID]);

	db_bind_int(row, ":id", minutes->id);
	bind_said(row, minutes);
	return db_run(row, error);
}

enum err minutes_add_item(struct db *db, int64_t id, int64_t position, const struct minutes_item *item,
                          struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD_ITEM]);

	db_bind_int(row, ":id", id);
	db_bind_int(row, ":position", position);
	db_bind_int(row, ":sheet", item->sheet_id);
	db_bind_text(row, ":outcome", minutes_outcome_codes.texts[item->outcome]);
	bind_id(row, ":event", item->event_id);
	db_bind_int(row, ":returns", item->returns);
	db_bind_text(row, ":reason", item->reason);
	return db_run(row, error);
}

static enum err run_for(struct db *db, int statement, int64_t id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);

	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

enum err minutes_clear_items(struct db *db, int64_t id, struct error *error)
{
	return run_for(db, CLEAR_ITEMS, id, error);
}

enum err minutes_set_present(struct db *db, int64_t id, const int64_t *members, size_t count, struct error *error)
{
	enum err err = run_for(db, CLEAR_PRESENT, id, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		struct db_row *row = db_use(db, &statements[ADD_PRESENT]);
		db_bind_int(row, ":id", id);
		db_bind_int(row, ":member", members[i]);
		err = db_run(row, error);
	}
	return err;
}

enum err minutes_drop(struct db *db, const struct minutes *minutes, int64_t user_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP]);

	db_bind_int(row, ":id", minutes->id);
	bind_time(row, ":at", minutes->dropped_at);
	db_bind_int(row, ":by", user_id);
	return db_run(row, error);
}

enum err minutes_forget_event(struct db *db, int64_t sheet_id, int64_t event_id, struct error *error)
{
	static const int both[] = { TOUCH, FORGET };
	enum err err = ERR_OK;

	for (size_t i = 0; i < COUNT(both) && err == ERR_OK; i++) {
		struct db_row *row = db_use(db, &statements[both[i]]);
		db_bind_int(row, ":sheet", sheet_id);
		db_bind_int(row, ":event", event_id);
		err = db_run(row, error);
	}
	return err;
}

enum err minutes_leave_bundle(struct db *db, int64_t sheet_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OPEN_BUNDLE]);

	db_bind_int(row, ":sheet", sheet_id);
	int64_t bundle_id = one_number(row);
	return bundle_id == 0 ? ERR_OK : bundle_set_outcome(db, bundle_id, sheet_id, OUTCOME_REMOVED, error);
}

enum err minutes_verify(struct db *db, struct error *error)
{
	static const struct { int statement; const char *what; } checks[] = {
		{ VERIFY_COUNTS, "what they count is not what they have" },
		{ VERIFY_EVENTS, "the history does not tell what they say of a sheet" },
		{ VERIFY_EMPTY, "issued without a sheet" },
		{ VERIFY_REPLACED, "what they replace does not say so" },
	};
	enum err err = ERR_OK;

	for (size_t i = 0; i < COUNT(checks) && err == ERR_OK; i++)
		err = verify_none(db, &statements[checks[i].statement], "minutes", checks[i].what, error);
	return err;
}
