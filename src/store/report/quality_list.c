/* Figures of quality, composed from constant fragments: one statement per level of the area and role of the actor. */
#include "base/buf.h"
#include "store/campaign/area.h"
#include "store/report/quality.h"
#include "store/scope.h"
#include "store/tables.h"
#include "store/team/member.h"
#include "text/order.h"

enum { SQL_LIMIT = 8192 };

/* Above communes: those under what lies right below the area (top); a commune has its hamlets in the rows
 * themselves. */
#define WITH_PLACES "/*scan ok: of communes*/ " SCOPE_UNIT_WITH SCOPE_PLACES(" WHERE a.level <> 'hamlet'")
#define WITH_UNIT ", " SCOPE_UNIT
#define IS_UNIT " IN (SELECT id FROM unit)"
#define IS_OVER_UNIT " IN (SELECT a.parent_id FROM unit JOIN area a ON a.id = unit.id)"

/* Where the rows (of a tally, or sheets: s) lie in the area; top: the unit right below it. */
enum place { ABOVE, COMMUNE, HAMLET };
static const struct { const char *top, *from, *where; } places[] = {
	[ABOVE] = { "c.top", "place c CROSS JOIN ", " s.commune_id = c.id AND s.campaign_id = :campaign" },
	[COMMUNE] = { "s.area_id", "", " s.commune_id" IS_UNIT " AND s.campaign_id = :campaign" },
	[HAMLET] = { "s.area_id", "", " s.commune_id" IS_OVER_UNIT " AND s.campaign_id = :campaign AND s.area_id" IS_UNIT },
};

static enum place place_of(const struct quality_query *q)
{
	return q->commune_id == 0 ? ABOVE : strcmp(q->level, "hamlet") == 0 ? HAMLET : COMMUNE;
}

/* SELECT key, figures FROM from, of the area and the actor's scope, only. key NULL: that which is asked for. */
struct part { const char *key, *figures, *from, *only; };

/* What stands in several tables is read by one statement, for which the area is looked up once; each row as it is
 * kept: what they add up to is not put in order first. */
struct selection { size_t count; struct part parts[3]; };

/* Above communes nobody sees hamlets alone; what lies under an area of the scope is in it. */
static const char *compose(struct arena *arena, enum place place, const struct actor *actor, const char *key,
                           const struct selection *s)
{
	const char *seen = place != ABOVE ? scope_tally(actor) : scope_is_by_commune(actor) ? "TRUE" : "FALSE";
	struct buf sql;

	buf_init(&sql, arena, SQL_LIMIT);
	buf_text(&sql, place == ABOVE ? WITH_PLACES : scope_with(actor));
	buf_text(&sql, place == ABOVE ? "" : WITH_UNIT);
	for (size_t i = 0; i < s->count; i++) {
		const struct part *p = &s->parts[i];
		buf_text(&sql, i == 0 ? "" : " UNION ALL ");
		buf_print(&sql, "SELECT %s, %s FROM %s%s "
			"WHERE%s AND %s%s", p->key == NULL ? key : p->key, p->figures, places[place].from, p->from,
		          places[place].where, seen, p->only);
	}
	return sql.data;
}

static struct db_row *use(struct db *db, struct arena *arena, const struct quality_query *q, const char *key,
                          const struct selection *selection)
{
	enum place place = place_of(q);
	struct db_row *row = db_use_text(db, compose(arena, place, q->actor, key, selection));

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

/* Sums, where the days are below 0; else sheets by days, which whole communes have as well. */
#define BY_KEY(days_of) { 2, { \
	{ NULL, "-1, s.sheets, s.clean, s.errors, s.warnings", "quality_tally s", "" }, \
	{ NULL, "s.days, s.sheets, 0, 0, 0", "quality_days_tally s", days_of }, \
} }
static const struct selection by_key[] = {
	[ABOVE] = BY_KEY(" AND s.area_id = " STORE_WHOLE),
	[COMMUNE] = BY_KEY(" AND s.area_id >= 0"),
	[HAMLET] = BY_KEY(""),
};
/* What lies below the area (its top, see places), or enumerators. */
static const char enumerators[] = "s.enumerator_id";

/* Sheets by days; the median is the day of the middle one (the earlier of two). */
struct histogram { int64_t days, sheets; };

/* What is read of a key. */
struct keyed { struct quality_row row; struct rows days; };

/* Rows of a key stand side by side mostly. */
static struct keyed *find(struct rows *list, struct arena *arena, int64_t id)
{
	struct keyed *all = list->items;

	for (size_t i = list->count; i > 0; i--) {
		if (all[i - 1].row.id == id)
			return &all[i - 1];
	}
	struct keyed *one = rows_add(list, arena, sizeof *one);
	one->row = (struct quality_row){ .id = id, .figures = { .median = -1 } };
	return one;
}

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

static void add_sums(struct quality_figures *f, struct db_row *row)
{
	f->sheets += db_int(row, 2);
	f->clean += db_int(row, 3);
	f->errors += db_int(row, 4);
	f->warnings += db_int(row, 5);
}

static enum err read_keyed(struct db *db, struct arena *arena, const struct quality_query *q, const char *key,
                           struct rows *list, struct quality_figures *total, struct error *error)
{
	struct db_row *row = use(db, arena, q, key, &by_key[place_of(q)]);
	struct rows all = { 0 };
	enum db_step step;

	*total = (struct quality_figures){ .median = -1 };
	while ((step = db_step(row)) == DB_ROW) {
		struct keyed *one = find(list, arena, db_int(row, 0));
		int64_t days = db_int(row, 1);
		if (days < 0) {
			add_sums(&one->row.figures, row);
			add_sums(total, row);
		} else {
			add_days(&one->days, arena, days, db_int(row, 2));
			add_days(&all, arena, days, db_int(row, 2));
		}
	}
	settle(total, &all);
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* Their rows, with all figures. */
static enum err read_figures(struct db *db, struct arena *arena, const struct quality_query *q, const char *key,
                             struct quality_row **rows, size_t *count, struct quality_figures *total,
                             struct error *error)
{
	struct rows list = { 0 };
	enum err err = read_keyed(db, arena, q, key, &list, total, error);
	const struct keyed *all = list.items;

	*rows = arena_array(arena, list.count + 1, sizeof **rows);
	*count = list.count;
	for (size_t i = 0; i < list.count; i++) {
		(*rows)[i] = all[i].row;
		settle(&(*rows)[i].figures, &all[i].days);
	}
	return err;
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
	enum err err = read_figures(db, arena, query, places[place_of(query)].top, rows, count, total, error);
	struct quality_row *all = *rows;

	for (size_t i = 0; i < *count && err == ERR_OK; i++) {
		struct area area;
		if (all[i].id == 0 || (err = area_by_id_any(db, arena, all[i].id, &area, error)) != ERR_OK)
			continue;
		all[i].key = area.code;
		all[i].name = area.full_name;
		all[i].level = area.level;
	}
	if (*count > 0)
		qsort(all, *count, sizeof *all, compare_keys);
	return err;
}

enum err quality_enumerators(struct db *db, struct arena *arena, const struct quality_query *query,
                             struct quality_row **rows, size_t *count, struct quality_figures *total,
                             struct error *error)
{
	enum err err = ERR_OK;

	*count = 0;
	if (place_of(query) != ABOVE)
		err = read_figures(db, arena, query, enumerators, rows, count, total, error);
	struct quality_row *all = *count == 0 ? NULL : *rows;

	for (size_t i = 0; i < *count && err == ERR_OK; i++) {
		struct member member;
		if (all[i].id == 0 || (err = member_by_id_any(db, arena, all[i].id, &member, error)) != ERR_OK)
			continue;
		err = member_told_any(db, arena, all[i].id, query->commune_id, &all[i].name, error);
		all[i].key = name_order(arena, member.full_name);
	}
	if (*count > 0)
		qsort(all, *count, sizeof *all, compare_keys);
	return err;
}

/* ---- rules ---- */

/* Their order in one commune is that in the next: *at is the place behind the last that was found. */
static struct quality_rule *find_rule(struct rows *list, struct arena *arena, const char *id, size_t *at)
{
	struct quality_rule *rules = list->items;

	for (size_t i = 0; i < list->count; i++) {
		size_t place = (*at + i) % list->count;
		if (strcmp(rules[place].rule, id) == 0) {
			*at = place + 1;
			return &rules[place];
		}
	}
	struct quality_rule *rule = rows_add(list, arena, sizeof *rule);
	*rule = (struct quality_rule){ .rule = arena_text(arena, id) };
	return rule;
}

/* What was sent, of no rule; then what was found when it was sent, what is open now, which waits with the officer, and
 * what is confirmed, by somebody. The tally of what is found now knows no hamlets: in one, its sheets lead to it. */
#define SENT { "''", "s.sheets, 0, 0", "quality_tally s", "" }
static const struct selection tallied = { 2, {
	SENT,
	{ "s.rule", "s.first_found, s.waiting, s.settled", "rule_tally s",
	  " AND s.first_found + s.waiting + s.settled > 0" },
} };
static const struct selection counted = { 3, {
	SENT,
	{ "s.rule", "s.sheets, 0, 0", "quality_rule_tally s", "" },
	{ "f.rule", "0, CASE WHEN f.confirmed_by IS NULL THEN 1 ELSE 0 END, "
		"CASE WHEN f.confirmed_by IS NULL THEN 0 ELSE 1 END", "worker_sheet s CROSS JOIN finding f",
	  " AND (+f.confirmed_by IS NOT NULL OR s.state = " STATE_SQL(RECEIVED) ") AND " STORE_LIVE("s")
	  " AND f.sheet_id = s.id AND f.severity <> " SEVERITY_SQL(I) },
} };

static const struct selection *of_rules(enum place place, const struct actor *actor)
{
	return place != HAMLET && scope_is_by_commune(actor) ? &tallied : &counted;
}

static enum err read_rules(struct db *db, struct arena *arena, const struct quality_query *query, struct rows *list,
                           int64_t *sent, struct error *error)
{
	struct db_row *row = use(db, arena, query, NULL, of_rules(place_of(query), query->actor));
	size_t at = 0;
	enum db_step step;

	*sent = 0;
	while ((step = db_step(row)) == DB_ROW) {
		const char *id = db_text(row, 0);
		if (id[0] == '\0') {
			*sent += db_int(row, 1);
			continue;
		}
		struct quality_rule *rule = find_rule(list, arena, id, &at);
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
	struct rows list = { 0 };
	enum err err = read_rules(db, arena, query, &list, sent, error);

	*rules = list.items;
	*count = list.count;
	if (list.count > 0)
		qsort(list.items, list.count, sizeof(struct quality_rule), by_number);
	return err;
}

/* ---- all texts ---- */

static void tell_place(const struct shape_walk *walk, const struct actor *actor, enum place place)
{
	const char *const keys[] = { places[place].top, enumerators };

	for (size_t i = 0; i < COUNT(keys); i++)
		shape_tell(walk, "quality_list.c", compose(walk->arena, place, actor, keys[i], &by_key[place]),
		           "by key %zu, place %d, %s", i, place, role_code(actor->role));
	shape_tell(walk, "quality_list.c", compose(walk->arena, place, actor, NULL, of_rules(place, actor)),
	           "rules, place %d, %s", place, role_code(actor->role));
}

void quality_shapes(const struct shape_walk *walk)
{
	for (int n = 0; n < ROLE_COUNT * (int)COUNT(places); n++) {
		const struct actor actor = { .role = (enum role)(n / (int)COUNT(places)) };
		tell_place(walk, &actor, (enum place)(n % (int)COUNT(places)));
	}
}
