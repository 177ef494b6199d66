#include "store/roster/roster.h"

#include "base/buf.h"
#include "store/scope.h"
#include "store/sheet/sheet.h"
#include "store/tables.h"
#include "store/team/member.h"
#include "text/order.h"
#include "text/sound.h"
#include "text/utf8.h"

enum { ONE_ANY, OF_SHEET, OF_NUMBER, OF_NAME, INSERT, CHANGE, SEE, SET_REASON, SET_SHEET, VERIFY };
enum { SQL_LIMIT = 8192, NAME_MOST = 100 };

/* ---- what is composed ---- */

#define DRAFT_OF \
	"(SELECT s.id FROM worker_sheet s " \
	"WHERE s.id = r.sheet_id AND s.state = " STATE_SQL(DRAFT) ")"
#define STATE_OF_ROW \
	"CASE WHEN " ROSTER_SHEET_OF " IS NOT NULL THEN " ROSTER_STATE_SQL(SURVEYED) \
	" WHEN r.outcome IS NOT NULL OR " ROSTER_ENDED " THEN " ROSTER_STATE_SQL(REASON) \
	" WHEN r.gone_list_id IS NOT NULL THEN " ROSTER_STATE_SQL(GONE) \
	" WHEN r.member_id IS NOT NULL THEN " ROSTER_STATE_SQL(ASSIGNED) \
	" ELSE " ROSTER_STATE_SQL(OPEN) " END"
#define COLUMNS \
	"SELECT r.id, r.row_version, r.campaign_id, r.commune_id, r.full_name, r.birth_date, r.citizen_id, r.address, " \
	"r.household_no, r.household_head, r.note, r.sex, r.area_id, r.source, r.category, r.household, a.full_name, " \
	"c.full_name, r.created_by, r.assignment_id, r.member_id, " MEMBER_TOLD("m", "r.commune_id") ", g.assigned_on, " \
	"r.back_reason, b.full_name, r.outcome, r.outcome_note, u.full_name, r.outcome_at, r.first_list_id, r.list_id, " \
	"r.gone_list_id, " ROSTER_SHEET_OF ", " DRAFT_OF ", " STATE_OF_ROW " FROM roster_entry r " \
	"JOIN area c ON c.id = r.commune_id " \
	"LEFT JOIN area a ON a.id = r.area_id " \
	"LEFT JOIN roster_assignment g ON g.id = r.assignment_id " \
	"LEFT JOIN member m ON m.id = r.member_id " \
	"LEFT JOIN member b ON b.id = r.back_by " \
	"LEFT JOIN app_user u ON u.id = r.outcome_by "

static const struct db_statement statements[] = {
	[ONE_ANY] = { DB_READ, COLUMNS
		"WHERE r.id = :id" },
	[OF_SHEET] = { DB_READ, "SELECT id FROM roster_entry "
		"WHERE sheet_id = :sheet "
		"ORDER BY id LIMIT 1" },
	[OF_NUMBER] = { DB_READ, "SELECT id FROM roster_entry "
		"WHERE commune_id = :commune AND campaign_id = :campaign AND citizen_id = :citizen "
		"ORDER BY id LIMIT 1" },
	[OF_NAME] = { DB_READ, "SELECT id, name_fold, birth_date, area_id, citizen_id FROM roster_entry "
		"WHERE commune_id = :commune AND campaign_id = :campaign AND name_sound = :sound "
		"ORDER BY CASE WHEN citizen_id IS NULL THEN 0 ELSE 1 END, id LIMIT :most" },
	[INSERT] = { DB_WRITE, "INSERT INTO roster_entry (campaign_id, commune_id, area_id, full_name, name_fold, "
		"name_sound, birth_date, sex, citizen_id, address, household_no, household_head, household, source, category, "
		"note, created_by, created_at, first_list_id, list_id) "
		"VALUES (:campaign, :commune, :area, :full_name, :fold, :sound, :birth, :sex, :citizen, :address, "
		":household_no, :household_head, :household, :source, :category, :note, :by, :at, :list, :list)" },
	[CHANGE] = { DB_WRITE, "UPDATE roster_entry SET area_id = :area, full_name = :full_name, name_fold = :fold, "
		"name_sound = :sound, birth_date = :birth, sex = :sex, citizen_id = :citizen, address = :address, "
		"household_no = :household_no, household_head = :household_head, household = :household, source = :source, "
		"category = :category, note = :note, list_id = COALESCE(:list, list_id), "
		"gone_list_id = CASE WHEN CAST(:list AS BIGINT) IS NULL THEN gone_list_id END, row_version = row_version + 1 "
		"WHERE id = :id" },
	[SEE] = { DB_WRITE, "UPDATE roster_entry SET list_id = :list, gone_list_id = NULL "
		"WHERE id = :id" },
	[SET_REASON] = { DB_WRITE, "UPDATE roster_entry SET outcome = :reason, outcome_note = :note, outcome_by = :by, "
		"outcome_at = :at, row_version = row_version + 1 "
		"WHERE id = :id" },
	[SET_SHEET] = { DB_WRITE, "UPDATE roster_entry SET sheet_id = :sheet, row_version = row_version + 1 "
		"WHERE id = :id" },
	[VERIFY] = { DB_READ, "/*scan ok*/ SELECT r.id FROM roster_entry r "
		"LEFT JOIN roster_assignment g ON g.id = r.assignment_id "
		"WHERE (r.member_id IS NOT NULL AND (g.member_id IS NULL OR g.member_id <> r.member_id "
		"OR g.campaign_id <> r.campaign_id OR g.commune_id <> r.commune_id)) "
		"OR (r.household IS NULL AND COALESCE(r.household_no, r.household_head, '') <> '') LIMIT 1" },
};

const struct db_statements roster_statements = { statements, COUNT(statements) };

enum { OF_CAMPAIGN, OF_AREA, OF_MEMBER, OF_HOUSEHOLD, OF_PERSON, OF_CITIZEN, OF_STATE, OF_SOURCE, OF_LIST, ONLY_LEFT,
	ONLY_LISTED, BEHIND, OF_ID, CONDITIONS };

static const char *const conditions[CONDITIONS] = {
	[OF_CAMPAIGN] = "r.campaign_id = :campaign",
	[OF_AREA] = "(r.area_id = :area OR r.commune_id = :area)",
	[OF_MEMBER] = "r.member_id = :member",
	[OF_HOUSEHOLD] = "(r.household = :household OR r.household = '~' || :household)",
	[OF_PERSON] = "r.name_fold LIKE '%' || :name || '%'",
	[OF_CITIZEN] = "r.citizen_id = :citizen",
	[OF_STATE] = "(" STATE_OF_ROW ") = :state",
	[OF_SOURCE] = "r.source = :source",
	[OF_LIST] = "(r.first_list_id = :list OR r.gone_list_id = :list)",
	[ONLY_LEFT] = "r.outcome IS NULL AND r.gone_list_id IS NULL AND NOT " ROSTER_ENDED " AND "
		ROSTER_SHEET_OF " IS NULL",
	[ONLY_LISTED] = "r.gone_list_id IS NULL",
	[BEHIND] = "r.id > :after",
	[OF_ID] = "r.id = :id",
};

enum what { ROWS, WALK, TALLY, COUNT_ROWS, WHATS };

static uint64_t wanted(const struct roster_filter *f)
{
	const bool set[CONDITIONS] = {
		[OF_CAMPAIGN] = f->campaign_id != 0, [OF_AREA] = f->area_id != 0, [OF_MEMBER] = f->member_id != 0,
		[OF_HOUSEHOLD] = f->household != NULL, [OF_PERSON] = f->name != NULL, [OF_CITIZEN] = f->citizen_id != NULL,
		[OF_STATE] = f->stands != ROSTER_STATE_NONE, [OF_SOURCE] = f->source != ROSTER_SOURCE_NONE,
		[OF_LIST] = f->list_id != 0, [ONLY_LEFT] = f->left, [ONLY_LISTED] = f->listed, [BEHIND] = f->after != 0,
	};
	uint64_t bits = 0;

	for (int i = 0; i < CONDITIONS; i++)
		bits |= set[i] ? UINT64_C(1) << i : 0;
	return bits;
}

static const char *compose(struct arena *arena, enum what what, const struct actor *actor, uint64_t set)
{
	static const char *const heads[WHATS] = { COLUMNS, COLUMNS,
		("SELECT r.area_id, a.full_name, " STATE_OF_ROW ", count(*) FROM roster_entry r "
		 "LEFT JOIN area a ON a.id = r.area_id "),
		"SELECT count(*) FROM roster_entry r " };
	static const char *const tails[WHATS] = { " ORDER BY r.id LIMIT :limit",
		" ORDER BY a.code, r.area_id, r.household, r.address, r.id LIMIT :limit",
		(" GROUP BY a.code, r.area_id, a.full_name, 3 "
		 "ORDER BY a.code, r.area_id"), "" };
	struct buf sql;

	buf_init(&sql, arena, SQL_LIMIT);
	buf_print(&sql, "%s%sWHERE %s", SCOPE_WITH, heads[what], scope_roster(actor));
	for (int i = 0; i < CONDITIONS; i++) {
		if ((set >> i & 1) != 0)
			buf_print(&sql, " AND %s", conditions[i]);
	}
	buf_print(&sql, "%s", tails[what]);
	return sql.data;
}

void roster_shapes(const struct shape_walk *walk)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct actor actor = { .role = (enum role)role };
		for (unsigned n = 0; n < SHAPE_ALONE(CONDITIONS) * WHATS; n++) {
			uint64_t set = shape_set(CONDITIONS, n / WHATS);
			enum what what = (enum what)(n % WHATS);
			shape_tell(walk, "roster.c", compose(walk->arena, what, &actor, set), "%u, conditions %x, %s", what,
			           (unsigned)set, role_code(actor.role));
		}
	}
}

/* ---- reading ---- */

static void read_entry(struct db_row *row, struct arena *arena, struct roster_entry *out)
{
	*out = (struct roster_entry){
		.id = db_int(row, 0), .row_version = db_int(row, 1), .campaign_id = db_int(row, 2),
		.commune_id = db_int(row, 3),
		.facts = { .full_name = db_copy(row, 4, arena), .birth_date = db_copy(row, 5, arena),
		           .citizen_id = db_copy(row, 6, arena), .address = db_copy(row, 7, arena),
		           .household_no = db_copy(row, 8, arena), .household_head = db_copy(row, 9, arena),
		           .note = db_copy(row, 10, arena), .sex = db_int(row, 11), .area_id = db_int(row, 12),
		           .source = (enum roster_source)read_code(row, 13, &roster_source_codes),
		           .category = (enum roster_category)read_code(row, 14, &roster_category_codes) },
		.household = db_copy(row, 15, arena), .area_name = db_copy(row, 16, arena),
		.commune_name = db_copy(row, 17, arena), .created_by = db_int(row, 18), .assignment_id = db_int(row, 19),
		.member_id = db_int(row, 20), .member_name = db_copy(row, 21, arena), .assigned_on = db_copy(row, 22, arena),
		.back_reason = db_copy(row, 23, arena), .back_by = db_copy(row, 24, arena),
		.reason = (enum roster_reason)read_code(row, 25, &roster_reason_codes),
		.reason_note = db_copy(row, 26, arena), .reason_by = db_copy(row, 27, arena),
		.reason_at = read_time(row, 28, arena), .first_list_id = db_int(row, 29), .list_id = db_int(row, 30),
		.gone_list_id = db_int(row, 31), .sheet_id = db_int(row, 32), .draft_id = db_int(row, 33),
		.state = (enum roster_state)read_code(row, 34, &roster_state_codes),
	};
}

static void bind_filter(struct db_row *row, struct arena *arena, const struct roster_filter *f)
{
	if (f->campaign_id != 0)
		db_bind_int(row, ":campaign", f->campaign_id);
	if (f->area_id != 0)
		db_bind_int(row, ":area", f->area_id);
	if (f->member_id != 0)
		db_bind_int(row, ":member", f->member_id);
	if (f->household != NULL)
		db_bind_text(row, ":household", natural_key(arena, f->household));
	if (f->name != NULL)
		db_bind_text(row, ":name", f->name);
	if (f->citizen_id != NULL)
		db_bind_text(row, ":citizen", f->citizen_id);
	if (f->stands != ROSTER_STATE_NONE)
		db_bind_text(row, ":state", roster_state_code(f->stands));
	if (f->source != ROSTER_SOURCE_NONE)
		db_bind_text(row, ":source", roster_source_code(f->source));
	if (f->list_id != 0)
		db_bind_int(row, ":list", f->list_id);
	if (f->after != 0)
		db_bind_int(row, ":after", f->after);
}

static struct db_row *use(struct db *db, struct arena *arena, enum what what, const struct actor *actor,
                          const struct roster_filter *filter)
{
	struct db_row *row = db_use_text(db, compose(arena, what, actor, wanted(filter)));

	scope_bind(row, actor);
	bind_filter(row, arena, filter);
	return row;
}

/* A draft is known to who may open it alone: others begin a sheet of their own. */
static void hide_drafts(struct db *db, const struct actor *actor, struct roster_entry *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].draft_id != 0 && !sheet_visible(db, actor, rows[i].draft_id))
			rows[i].draft_id = 0;
	}
}

enum err roster_select(struct db *db, struct arena *arena, const struct actor *actor,
                       const struct roster_filter *filter, struct roster_entry **rows, size_t *count,
                       struct error *error)
{
	struct db_row *row = use(db, arena, filter->walking ? WALK : ROWS, actor, filter);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":limit", filter->limit == 0 ? INT64_MAX : (int64_t)filter->limit);
	while ((step = db_step(row)) == DB_ROW)
		read_entry(row, arena, rows_add(&list, arena, sizeof **rows));
	*rows = list.items;
	*count = list.count;
	if (step != DB_DONE)
		return db_fault(db, error);
	hide_drafts(db, actor, *rows, *count);
	return ERR_OK;
}

enum err roster_count(struct db *db, struct arena *arena, const struct actor *actor,
                      const struct roster_filter *filter, int64_t *count, struct error *error)
{
	return read_number(db, use(db, arena, COUNT_ROWS, actor, filter), count, error);
}

enum err roster_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id,
                     struct roster_entry *out, struct error *error)
{
	struct db_row *row = db_use_text(db, compose(arena, ROWS, actor, UINT64_C(1) << OF_ID));

	scope_bind(row, actor);
	db_bind_int(row, ":id", id);
	db_bind_int(row, ":limit", 1);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such row of a list");
	if (step != DB_ROW)
		return db_fault(db, error);
	read_entry(row, arena, out);
	enum err err = db_end(row, error);
	hide_drafts(db, actor, out, 1);
	return err;
}

enum err roster_load_any(struct db *db, struct arena *arena, int64_t id, struct roster_entry *out,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[ONE_ANY]);

	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such row of a list");
	if (step != DB_ROW)
		return db_fault(db, error);
	read_entry(row, arena, out);
	return db_end(row, error);
}

enum err roster_tally(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                      struct roster_tally **rows, size_t *count, struct error *error)
{
	const struct roster_filter filter = { .campaign_id = campaign_id };
	struct db_row *row = use(db, arena, TALLY, actor, &filter);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct roster_tally *last = list.count == 0 ? NULL : (struct roster_tally *)list.items + list.count - 1;
		if (last == NULL || last->area_id != db_int(row, 0)) {
			last = rows_add(&list, arena, sizeof *last);
			last->area_id = db_int(row, 0);
			last->name = db_copy(row, 1, arena);
		}
		last->states[read_code(row, 2, &roster_state_codes)] += db_int(row, 3);
		last->people += db_int(row, 3);
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

int64_t roster_of_sheet_any(struct db *db, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[OF_SHEET]);
	int64_t id = 0;

	db_bind_int(row, ":sheet", sheet_id);
	if (db_step(row) == DB_ROW)
		id = db_int(row, 0);
	db_done(row);
	return id;
}

int64_t roster_of_number_any(struct db *db, int64_t commune_id, int64_t campaign_id, const char *citizen_id)
{
	struct db_row *row = db_use(db, &statements[OF_NUMBER]);
	int64_t id = 0;

	db_bind_int(row, ":commune", commune_id);
	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":citizen", citizen_id);
	if (db_step(row) == DB_ROW)
		id = db_int(row, 0);
	db_done(row);
	return id;
}

static bool is_text(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

int64_t roster_of_name_any(struct db *db, struct arena *arena, int64_t commune_id, int64_t campaign_id,
                           const struct roster_facts *facts, bool numbered)
{
	struct db_row *row = db_use(db, &statements[OF_NAME]);
	const char *fold = utf8_fold(arena, facts->full_name);
	int64_t id = 0;

	db_bind_int(row, ":commune", commune_id);
	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":sound", name_sound(arena, facts->full_name));
	db_bind_int(row, ":most", NAME_MOST);
	while (id == 0 && db_step(row) == DB_ROW) {
		if (is_text(db_text(row, 1), fold) && is_text(db_text(row, 2), facts->birth_date) &&
		    db_int(row, 3) == facts->area_id && (numbered || db_is_null(row, 4)))
			id = db_int(row, 0);
	}
	db_done(row);
	return id;
}

/* ---- writing ---- */

static void bind_some(struct db_row *row, const char *name, int64_t number)
{
	if (number != 0)
		db_bind_int(row, name, number);
}

/* By its number, else by its head: "~" stands behind all digits. */
static const char *household_of(struct arena *arena, const struct roster_facts *f)
{
	if (f->household_no != NULL)
		return natural_key(arena, f->household_no);
	return f->household_head == NULL ? NULL : arena_print(arena, "~%s", natural_key(arena, f->household_head));
}

static void bind_facts(struct db_row *row, struct arena *arena, const struct roster_facts *f)
{
	bind_some(row, ":area", f->area_id);
	db_bind_text(row, ":full_name", f->full_name);
	db_bind_text(row, ":fold", utf8_fold(arena, f->full_name));
	db_bind_text(row, ":sound", name_sound(arena, f->full_name));
	db_bind_text(row, ":birth", f->birth_date);
	bind_some(row, ":sex", f->sex);
	db_bind_text(row, ":citizen", f->citizen_id);
	db_bind_text(row, ":address", f->address);
	db_bind_text(row, ":household_no", f->household_no);
	db_bind_text(row, ":household_head", f->household_head);
	db_bind_text(row, ":household", household_of(arena, f));
	db_bind_text(row, ":source", roster_source_code(f->source));
	db_bind_text(row, ":category", roster_category_code(f->category));
	db_bind_text(row, ":note", f->note);
}

enum err roster_insert(struct db *db, struct arena *arena, const struct roster_origin *origin,
                       const struct roster_facts *facts, int64_t *id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[INSERT]);

	bind_facts(row, arena, facts);
	db_bind_int(row, ":campaign", origin->campaign_id);
	db_bind_int(row, ":commune", origin->commune_id);
	bind_some(row, ":by", origin->created_by);
	bind_some(row, ":list", origin->list_id);
	bind_time(row, ":at", origin->at);
	enum err err = db_run(row, error);
	*id = db_last_id(db);
	return err;
}

enum err roster_change(struct db *db, struct arena *arena, int64_t id, const struct roster_facts *facts,
                       int64_t list_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CHANGE]);

	bind_facts(row, arena, facts);
	bind_some(row, ":list", list_id);
	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

enum err roster_see(struct db *db, int64_t id, int64_t list_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SEE]);

	db_bind_int(row, ":list", list_id);
	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

enum err roster_set_reason(struct db *db, int64_t id, enum roster_reason reason, const char *note, int64_t by,
                           const char *at, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_REASON]);

	db_bind_int(row, ":id", id);
	if (reason != ROSTER_REASON_NONE) {
		db_bind_text(row, ":reason", roster_reason_code(reason));
		db_bind_text(row, ":note", note);
		db_bind_int(row, ":by", by);
		bind_time(row, ":at", at);
	}
	return db_run(row, error);
}

enum err roster_set_sheet(struct db *db, int64_t id, int64_t sheet_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_SHEET]);

	db_bind_int(row, ":id", id);
	bind_some(row, ":sheet", sheet_id);
	return db_run(row, error);
}

enum err roster_verify(struct db *db, struct error *error)
{
	return verify_none(db, &statements[VERIFY], "row of a list", "who has it, or its household, is not as written",
	                   error);
}
