/* Figures of quality, composed from constant fragments: one statement per level of the area and role of the actor. */
#include <stddef.h>

#include "store/campaign/area.h"
#include "store/report/quality.h"
#include "store/scope.h"
#include "store/tables.h"
#include "store/admin/user.h"
#include "text/order.h"

enum { SQL_LIMIT = 4096 };

/* What lies right below the area with all the communes under it; a commune has its hamlets in the rows themselves. */
#define WITH_BRANCH \
	", branch(top, id) AS (SELECT id, id FROM area " \
	"WHERE parent_id = :area " \
	"UNION ALL " \
	"SELECT b.top, a.id FROM branch b " \
	"JOIN area a ON a.parent_id = b.id " \
	"WHERE a.level <> 'hamlet') "

/* Where the rows (of a tally, or sheets: s) lie in the area; top: the unit right below it. */
enum place { ABOVE, COMMUNE, HAMLET };
static const struct { const char *top, *join, *where; } places[] = {
	[ABOVE] = { "b.top", " JOIN branch b ON b.id = s.commune_id", " s.campaign_id = :campaign" },
	[COMMUNE] = { "s.area_id", "", " s.commune_id = :commune AND s.campaign_id = :campaign" },
	[HAMLET] = { "s.area_id", "", " s.commune_id = :commune AND s.campaign_id = :campaign AND s.area_id = :area" },
};

static enum place place_of(const struct quality_query *q)
{
	return q->commune_id == 0 ? ABOVE : strcmp(q->level, "hamlet") == 0 ? HAMLET : COMMUNE;
}

/* SELECT key, figures FROM from, of the area and the actor's scope, only, end. */
struct selection { const char *key, *figures, *from, *only, *end; };

static void compose(char sql[SQL_LIMIT], enum place place, const struct actor *actor, const struct selection *s)
{
	snprintf(sql, SQL_LIMIT, "%s%sSELECT %s, %s FROM %s%s "
		"WHERE%s AND %s%s%s", SCOPE_WITH, place == ABOVE ? WITH_BRANCH : "", s->key,
	         s->figures, s->from, places[place].join, places[place].where, scope_tally(actor), s->only, s->end);
}

static struct db_row *use(struct db *db, const struct quality_query *q, const struct selection *selection)
{
	enum place place = place_of(q);
	char sql[SQL_LIMIT];

	compose(sql, place, q->actor, selection);
	struct db_row *row = db_use_text(db, sql);
	scope_bind(row, q->actor);
	db_bind_int(row, ":campaign", q->campaign_id);
	if (place != ABOVE)
		db_bind_int(row, ":commune", q->commune_id);
	if (place != COMMUNE)
		db_bind_int(row, ":area", q->area_id);
	return row;
}

/* ---- sums and medians by key ---- */

enum { SUMS, DAYS, BY_KEY };

static const struct selection by_key[BY_KEY] = {
	[SUMS] = { NULL, "sum(s.sheets), sum(s.clean), sum(s.errors), sum(s.warnings)", "quality_tally s", "",
		" GROUP BY 1" },
	[DAYS] = { NULL, "s.days, sum(s.sheets)", "quality_days_tally s", "", " GROUP BY 1, 2 "
		"ORDER BY 1, 2" },
};
/* The area as a whole, what lies below it (its top, see places), or enumerators. */
static const char whole[] = "0", enumerators[] = "s.enumerator_id";

static struct quality_row *find(struct rows *list, struct arena *arena, int64_t id)
{
	struct quality_row *rows = list->items;

	for (size_t i = 0; i < list->count; i++) {
		if (rows[i].id == id)
			return &rows[i];
	}
	struct quality_row *row = rows_add(list, arena, sizeof *row);
	*row = (struct quality_row){ .id = id, .figures = { .median = -1 } };
	return row;
}

static enum err read_sums(struct db *db, struct arena *arena, const struct quality_query *q, const char *key,
                          struct rows *list, struct error *error)
{
	struct selection sums = by_key[SUMS];
	sums.key = key;
	struct db_row *row = use(db, q, &sums);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct quality_figures *f = &find(list, arena, db_int(row, 0))->figures;
		f->sheets = db_int(row, 1);
		f->clean = db_int(row, 2);
		f->errors = db_int(row, 3);
		f->warnings = db_int(row, 4);
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* Sheets by days, for one key after the other; the median is the day of the middle one (the earlier of two). */
struct histogram { int64_t days, sheets; };

static int64_t median_of(const struct histogram *days, size_t count, int64_t sheets)
{
	int64_t before = 0;

	for (size_t i = 0; i < count; i++) {
		before += days[i].sheets;
		if (before * 2 >= sheets)
			return days[i].days;
	}
	return -1;
}

static void settle(struct rows *list, struct arena *arena, int64_t key, struct rows *days)
{
	struct quality_figures *f = &find(list, arena, key)->figures;
	const struct histogram *items = days->items;

	for (size_t i = 0; i < days->count; i++)
		f->accepted += items[i].sheets;
	f->median = median_of(items, days->count, f->accepted);
	days->count = 0;
}

static enum err read_days(struct db *db, struct arena *arena, const struct quality_query *q, const char *key,
                          struct rows *list, struct error *error)
{
	struct selection by_days = by_key[DAYS];
	by_days.key = key;
	struct db_row *row = use(db, q, &by_days);
	struct rows days = { 0 };
	int64_t last = -1;
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		if (days.count > 0 && db_int(row, 0) != last)
			settle(list, arena, last, &days);
		last = db_int(row, 0);
		*(struct histogram *)rows_add(&days, arena, sizeof(struct histogram)) = (struct histogram){ db_int(row, 1),
			db_int(row, 2) };
	}
	if (days.count > 0)
		settle(list, arena, last, &days);
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum err read_figures(struct db *db, struct arena *arena, const struct quality_query *q, const char *key,
                             struct rows *list, struct error *error)
{
	enum err err = read_sums(db, arena, q, key, list, error);

	return err == ERR_OK ? read_days(db, arena, q, key, list, error) : err;
}

enum err quality_total(struct db *db, struct arena *arena, const struct quality_query *query,
                       struct quality_figures *out, struct error *error)
{
	struct rows list = { 0 };
	enum err err = read_figures(db, arena, query, whole, &list, error);

	*out = find(&list, arena, 0)->figures;
	return err;
}

/* Who is not said comes last. */
static int compare_keys(const void *a, const void *b)
{
	const struct quality_row *x = a, *y = b;

	return x->key == NULL || y->key == NULL ? (x->key == NULL) - (y->key == NULL) : strcmp(x->key, y->key);
}

enum err quality_areas(struct db *db, struct arena *arena, const struct quality_query *query,
                       struct quality_row **rows, size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum err err = read_figures(db, arena, query, places[place_of(query)].top, &list, error);
	struct quality_row *all = list.items;

	for (size_t i = 0; i < list.count && err == ERR_OK; i++) {
		struct area area;
		if (all[i].id == 0 || (err = area_by_id_any(db, arena, all[i].id, &area, error)) != ERR_OK)
			continue;
		all[i].key = area.code;
		all[i].name = area.full_name;
		all[i].level = area.level;
	}
	if (list.count > 0)
		qsort(all, list.count, sizeof *all, compare_keys);
	*rows = all;
	*count = list.count;
	return err;
}

enum err quality_enumerators(struct db *db, struct arena *arena, const struct quality_query *query,
                             struct quality_row **rows, size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum err err = place_of(query) == ABOVE ? ERR_OK : read_figures(db, arena, query, enumerators, &list, error);
	struct quality_row *all = list.items;

	for (size_t i = 0; i < list.count && err == ERR_OK; i++) {
		struct user user;
		if (all[i].id == 0 || (err = user_by_id_any(db, arena, all[i].id, &user, error)) != ERR_OK)
			continue;
		all[i].name = user.full_name;
		all[i].key = name_order(arena, user.full_name);
	}
	if (list.count > 0)
		qsort(all, list.count, sizeof *all, compare_keys);
	*rows = all;
	*count = list.count;
	return err;
}

/* ---- rules ---- */

static struct quality_rule *find_rule(struct rows *list, struct arena *arena, const char *id)
{
	struct quality_rule *rules = list->items;

	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(rules[i].rule, id) == 0)
			return &rules[i];
	}
	struct quality_rule *rule = rows_add(list, arena, sizeof *rule);
	*rule = (struct quality_rule){ .rule = arena_text(arena, id) };
	return rule;
}

/* What is open waits with the officer; what is confirmed was confirmed by somebody. Few findings are either: above
 * communes they lead to the sheets (finding_confirmer), in a commune its sheets lead to them (finding_sheet). */
#define SHEETS_FIRST "worker_sheet s CROSS JOIN finding f"
#define FINDINGS_FIRST "finding f CROSS JOIN worker_sheet s"
#define OF_SHEET " AND f.sheet_id = s.id AND f.severity <> " SEVERITY_SQL(I)
#define OPEN OF_SHEET " AND s.state = " STATE_SQL(RECEIVED) " GROUP BY f.rule"
#define CONFIRMED OF_SHEET " AND " STORE_LIVE("s") " GROUP BY f.rule"
static const struct { struct selection above, below; size_t figure; } rule_figures[] = {
	{ { "s.rule", "sum(s.sheets)", "quality_rule_tally s", "", " GROUP BY s.rule" },
	  { "s.rule", "sum(s.sheets)", "quality_rule_tally s", "", " GROUP BY s.rule" }, offsetof(struct quality_rule,
		sheets) },
	{ { "f.rule", "count(*)", FINDINGS_FIRST, " AND f.confirmed_by IS NULL", OPEN },
	  { "f.rule", "count(*)", SHEETS_FIRST, " AND +f.confirmed_by IS NULL", OPEN }, offsetof(struct quality_rule,
		open) },
	{ { "f.rule", "count(*)", FINDINGS_FIRST, " AND f.confirmed_by > 0", CONFIRMED },
	  { "f.rule", "count(*)", SHEETS_FIRST, " AND +f.confirmed_by > 0", CONFIRMED }, offsetof(struct quality_rule,
		confirmed) },
};

static const struct selection *rule_selection(enum place place, size_t i)
{
	return place == ABOVE ? &rule_figures[i].above : &rule_figures[i].below;
}

static int by_number(const void *a, const void *b)
{
	const struct quality_rule *x = a, *y = b;
	int number = strcmp(x->rule + 1, y->rule + 1);

	return number != 0 ? number : strcmp(x->rule, y->rule);
}

enum err quality_rules(struct db *db, struct arena *arena, const struct quality_query *query,
                       struct quality_rule **rules, size_t *count, struct error *error)
{
	struct rows list = { 0 };

	for (size_t i = 0; i < COUNT(rule_figures); i++) {
		struct db_row *row = use(db, query, rule_selection(place_of(query), i));
		enum db_step step;
		while ((step = db_step(row)) == DB_ROW) {
			int64_t sheets = db_int(row, 1);
			memcpy((char *)find_rule(&list, arena, db_text(row, 0)) + rule_figures[i].figure, &sheets, sizeof sheets);
		}
		if (step != DB_DONE)
			return db_fault(db, error);
	}
	*rules = list.items;
	*count = list.count;
	if (list.count > 0)
		qsort(list.items, list.count, sizeof(struct quality_rule), by_number);
	return ERR_OK;
}

/* ---- all texts ---- */

static void tell_place(const struct shape_walk *walk, const struct actor *actor, enum place place)
{
	const char *const keys[] = { whole, places[place].top, enumerators };
	char sql[SQL_LIMIT];

	for (size_t i = 0; i < COUNT(keys) * BY_KEY; i++) {
		struct selection selection = by_key[i % BY_KEY];
		selection.key = keys[i / BY_KEY];
		compose(sql, place, actor, &selection);
		shape_tell(walk, "quality_list.c", sql, "by key %zu, place %d, %s", i, place, role_code(actor->role));
	}
	for (size_t i = 0; i < COUNT(rule_figures); i++) {
		compose(sql, place, actor, rule_selection(place, i));
		shape_tell(walk, "quality_list.c", sql, "rules %zu, place %d, %s", i, place, role_code(actor->role));
	}
}

void quality_shapes(const struct shape_walk *walk)
{
	for (int n = 0; n < ROLE_COUNT * (int)COUNT(places); n++) {
		const struct actor actor = { .role = (enum role)(n / (int)COUNT(places)) };
		tell_place(walk, &actor, (enum place)(n % (int)COUNT(places)));
	}
}
