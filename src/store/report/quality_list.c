/* Figures of quality, composed from constant fragments: one statement per level of the area and role of the actor. */
#include "store/campaign/area.h"
#include "store/report/quality.h"
#include "store/scope.h"
#include "store/tables.h"
#include "store/team/member.h"
#include "text/order.h"

enum { SQL_LIMIT = 4096 };

/* The communes under what lies right below the area (top) that the actor sees; a commune has its hamlets in the rows
 * themselves. */
#define WITH_COMMUNES \
	", " SCOPE_UNIT SCOPE_PLACES(" WHERE a.level <> 'hamlet'") \
	", commune(top, id) AS MATERIALIZED (SELECT top, id FROM place " \
	"WHERE " SCOPE_HAS("id") ") "
#define WITH_UNIT ", " SCOPE_UNIT
#define IS_UNIT " IN (SELECT id FROM unit)"
#define IS_OVER_UNIT " IN (SELECT a.parent_id FROM unit JOIN area a ON a.id = unit.id)"

/* Where the rows (of a tally, or sheets: s) lie in the area; top: the unit right below it. */
enum place { ABOVE, COMMUNE, HAMLET };
static const struct { const char *top, *from, *where; } places[] = {
	[ABOVE] = { "c.top", "commune c CROSS JOIN ", " s.commune_id = c.id AND s.campaign_id = :campaign" },
	[COMMUNE] = { "s.area_id", "", " s.commune_id" IS_UNIT " AND s.campaign_id = :campaign" },
	[HAMLET] = { "s.area_id", "", " s.commune_id" IS_OVER_UNIT " AND s.campaign_id = :campaign AND s.area_id" IS_UNIT },
};

static enum place place_of(const struct quality_query *q)
{
	return q->commune_id == 0 ? ABOVE : strcmp(q->level, "hamlet") == 0 ? HAMLET : COMMUNE;
}

/* SELECT key, figures FROM from, of the area and the actor's scope, only, end. */
struct selection { const char *key, *figures, *from, *only, *end; };

/* Above communes nobody sees hamlets alone. */
static void compose(char sql[SQL_LIMIT], enum place place, const struct actor *actor, const struct selection *s)
{
	bool by_commune = scope_is_by_commune(actor);

	snprintf(sql, SQL_LIMIT, "%s%sSELECT %s, %s FROM %s%s "
		"WHERE%s AND %s%s%s", scope_with(actor), place == ABOVE ? WITH_COMMUNES : WITH_UNIT, s->key, s->figures,
	         places[place].from, s->from, places[place].where,
	         place == ABOVE && by_commune ? "TRUE" : scope_tally(actor), s->only, s->end);
}

static struct db_row *use(struct db *db, const struct quality_query *q, const struct selection *selection)
{
	enum place place = place_of(q);
	char sql[SQL_LIMIT];

	compose(sql, place, q->actor, selection);
	struct db_row *row = db_use_text(db, sql);
	scope_bind(row, q->actor);
	db_bind_int(row, ":campaign", q->campaign_id);
	db_bind_int(row, ":area", q->area_id);
	if (place == ABOVE) {
		db_bind_text(row, ":begins", "0001-01-01");
		db_bind_text(row, ":ends", "9999-12-31");
	}
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

static void add_days(struct rows *days, struct arena *arena, int64_t day, int64_t sheets)
{
	struct histogram *items = days->items;
	size_t at = days->count;

	while (at > 0 && items[at - 1].days > day)
		at--;
	if (at > 0 && items[at - 1].days == day) {
		items[at - 1].sheets += sheets;
		return;
	}
	rows_add(days, arena, sizeof *items);
	items = days->items;
	memmove(&items[at + 1], &items[at], (days->count - 1 - at) * sizeof *items);
	items[at] = (struct histogram){ day, sheets };
}

static void settle(struct quality_figures *f, const struct rows *days)
{
	const struct histogram *items = days->items;

	for (size_t i = 0; i < days->count; i++)
		f->accepted += items[i].sheets;
	f->median = median_of(items, days->count, f->accepted);
}

static enum err read_days(struct db *db, struct arena *arena, const struct quality_query *q, const char *key,
                          struct rows *list, struct quality_figures *total, struct error *error)
{
	struct selection by_days = by_key[DAYS];
	by_days.key = key;
	struct db_row *row = use(db, q, &by_days);
	struct rows days = { 0 }, all = { 0 };
	int64_t last = -1;
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		if (days.count > 0 && db_int(row, 0) != last) {
			settle(&find(list, arena, last)->figures, &days);
			days.count = 0;
		}
		last = db_int(row, 0);
		add_days(&days, arena, db_int(row, 1), db_int(row, 2));
		add_days(&all, arena, db_int(row, 1), db_int(row, 2));
	}
	if (days.count > 0)
		settle(&find(list, arena, last)->figures, &days);
	settle(total, &all);
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum err read_figures(struct db *db, struct arena *arena, const struct quality_query *q, const char *key,
                             struct rows *list, struct quality_figures *total, struct error *error)
{
	enum err err = read_sums(db, arena, q, key, list, error);

	*total = (struct quality_figures){ .median = -1 };
	for (size_t i = 0; i < list->count; i++) {
		const struct quality_figures *f = &((const struct quality_row *)list->items)[i].figures;
		total->sheets += f->sheets;
		total->clean += f->clean;
		total->errors += f->errors;
		total->warnings += f->warnings;
	}
	return err == ERR_OK ? read_days(db, arena, q, key, list, total, error) : err;
}

/* Who is not said comes last. */
static int compare_keys(const void *a, const void *b)
{
	const struct quality_row *x = a, *y = b;

	return x->key == NULL || y->key == NULL ? (x->key == NULL) - (y->key == NULL) : strcmp(x->key, y->key);
}

enum err quality_areas(struct db *db, struct arena *arena, const struct quality_query *query,
                       struct quality_row **rows, size_t *count, struct quality_figures *total, struct error *error)
{
	struct rows list = { 0 };
	enum err err = read_figures(db, arena, query, places[place_of(query)].top, &list, total, error);
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
                             struct quality_row **rows, size_t *count, struct quality_figures *total,
                             struct error *error)
{
	struct rows list = { 0 };
	enum err err = ERR_OK;

	if (place_of(query) != ABOVE)
		err = read_figures(db, arena, query, enumerators, &list, total, error);
	struct quality_row *all = list.items;

	for (size_t i = 0; i < list.count && err == ERR_OK; i++) {
		struct member member;
		if (all[i].id == 0 || (err = member_by_id_any(db, arena, all[i].id, &member, error)) != ERR_OK)
			continue;
		err = member_told_any(db, arena, all[i].id, query->commune_id, &all[i].name, error);
		all[i].key = name_order(arena, member.full_name);
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

/* What is open waits with the officer; what is confirmed was confirmed by somebody. The tally knows no hamlets: in one,
 * its sheets lead to what was found. */
static const struct selection first_found = { "s.rule", "sum(s.sheets), 0, 0", "quality_rule_tally s", "",
	" GROUP BY s.rule" };
static const struct selection tallied = { "s.rule", "0, sum(s.waiting), sum(s.settled)", "rule_tally s",
	" AND s.waiting + s.settled > 0", " GROUP BY s.rule" };
static const struct selection counted = { "f.rule",
	"0, count(*) FILTER (WHERE f.confirmed_by IS NULL), count(f.confirmed_by)", "worker_sheet s CROSS JOIN finding f",
	" AND (+f.confirmed_by IS NOT NULL OR s.state = " STATE_SQL(RECEIVED) ") AND " STORE_LIVE("s"),
	" AND f.sheet_id = s.id AND f.severity <> " SEVERITY_SQL(I) " GROUP BY f.rule" };

static const struct selection *found_now(enum place place, const struct actor *actor)
{
	return place != HAMLET && scope_is_by_commune(actor) ? &tallied : &counted;
}

static enum err read_rules(struct db *db, struct arena *arena, const struct quality_query *query,
                           const struct selection *selection, struct rows *list, struct error *error)
{
	struct db_row *row = use(db, query, selection);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		struct quality_rule *rule = find_rule(list, arena, db_text(row, 0));
		rule->sheets += db_int(row, 1);
		rule->open += db_int(row, 2);
		rule->confirmed += db_int(row, 3);
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static int by_number(const void *a, const void *b)
{
	const struct quality_rule *x = a, *y = b;
	int number = strcmp(x->rule + 1, y->rule + 1);

	return number != 0 ? number : strcmp(x->rule, y->rule);
}

enum err quality_rules(struct db *db, struct arena *arena, const struct quality_query *query,
                       struct quality_rule **rules, size_t *count, int64_t *sent, struct error *error)
{
	struct rows list = { 0 }, sums = { 0 };
	enum err err = read_sums(db, arena, query, whole, &sums, error);

	*sent = sums.count == 0 ? 0 : ((const struct quality_row *)sums.items)->figures.sheets;
	if (err == ERR_OK)
		err = read_rules(db, arena, query, &first_found, &list, error);

	if (err == ERR_OK)
		err = read_rules(db, arena, query, found_now(place_of(query), query->actor), &list, error);
	*rules = list.items;
	*count = list.count;
	if (list.count > 0)
		qsort(list.items, list.count, sizeof(struct quality_rule), by_number);
	return err;
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
	compose(sql, place, actor, &first_found);
	shape_tell(walk, "quality_list.c", sql, "first found, place %d, %s", place, role_code(actor->role));
	compose(sql, place, actor, found_now(place, actor));
	shape_tell(walk, "quality_list.c", sql, "found now, place %d, %s", place, role_code(actor->role));
}

void quality_shapes(const struct shape_walk *walk)
{
	for (int n = 0; n < ROLE_COUNT * (int)COUNT(places); n++) {
		const struct actor actor = { .role = (enum role)(n / (int)COUNT(places)) };
		tell_place(walk, &actor, (enum place)(n % (int)COUNT(places)));
	}
}
