#include "store/person/duplicate.h"

#include "store/person/person.h"
#include "store/scope.h"
#include "store/tables.h"
#include "text/likeness.h"
#include "text/sound.h"

enum { NUMBERS_TWICE, OF_NUMBER, SOUNDS_TWICE, COMMUNES };

static const struct db_statement statements[] = {
	[NUMBERS_TWICE] = { DB_READ, "SELECT s.citizen_id FROM worker_sheet s "
		"WHERE s.commune_id = :commune AND s.citizen_id IS NOT NULL "
		"GROUP BY s.citizen_id "
		"HAVING count(*) > 1" },
	[OF_NUMBER] = { DB_READ, "SELECT a.id, b.id FROM worker_sheet a "
		"JOIN worker_sheet b ON b.citizen_id = a.citizen_id AND b.commune_id = a.commune_id AND b.id + 0 > a.id "
		"AND b.campaign_id = a.campaign_id "
		"WHERE a.citizen_id = :citizen AND a.commune_id = :commune AND " STORE_LIVE("a") " AND " STORE_LIVE("b") },
	/* Few names have others of their sound: from each of these (CROSS JOIN) to its sheets. */
	[SOUNDS_TWICE] = { DB_READ, "SELECT t.name_sound, s.id, s.birth_date FROM ("
		"SELECT x.name_sound FROM worker_sheet x "
		"WHERE x.commune_id = :commune AND x.name_sound <> '' AND " STORE_LIVE("x") " "
		"GROUP BY x.name_sound "
		"HAVING count(*) > 1) t "
		"CROSS JOIN worker_sheet s "
		"WHERE s.commune_id = :commune AND s.name_sound = t.name_sound AND s.name_sound <> '' AND " STORE_LIVE("s") },
	[COMMUNES] = { DB_READ, SCOPE_WITH "SELECT DISTINCT a.id FROM scope "
		"JOIN area h ON h.id = scope.id "
		"JOIN area a ON a.id IN (h.id, h.parent_id) "
		"WHERE " SCOPE_KEEPS_SHEETS("a") " "
		"ORDER BY a.id" },
};

const struct db_statements duplicate_statements = { statements, COUNT(statements) };

/* ---- what speaks for it ---- */

static const struct { unsigned sign; int weight; } weights[] = {
	{ SIGN_SAME_NUMBER, 1000 }, { SIGN_SAME_NAME, 60 }, { SIGN_SAME_SOUND, 30 }, { SIGN_SAME_BIRTH, 300 },
		{ SIGN_SWAPPED_BIRTH, 240 },
	{ SIGN_BIRTH_DIGIT, 120 }, { SIGN_SAME_YEAR, 40 }, { SIGN_NO_NUMBER, 80 }, { SIGN_NUMBER_DIGIT, 200 },
		{ SIGN_OTHER_SEX, -60 },
	{ SIGN_SAME_HAMLET, 40 }, { SIGN_OTHER_CAMPAIGN, -30 },
};

static struct date day_of(const char *iso)
{
	struct date day = { 0 };

	if (iso != NULL)
		date_from_iso(iso, true, &day);
	return day;
}

static unsigned number_sign(const char *a, const char *b)
{
	size_t apart = 0;

	if (a == NULL || b == NULL)
		return SIGN_NO_NUMBER;
	if (strlen(a) != strlen(b))
		return SIGN_OTHER_NUMBER;
	for (size_t i = 0; a[i] != '\0'; i++)
		apart += a[i] != b[i];
	return apart == 0 ? SIGN_SAME_NUMBER : apart <= 2 ? SIGN_NUMBER_DIGIT : SIGN_OTHER_NUMBER;
}

static unsigned name_sign(struct arena *arena, const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return 0;
	if (name_is_same(arena, a, b))
		return SIGN_SAME_NAME;
	const char *one = name_sound(arena, a), *other = name_sound(arena, b);
	return one != NULL && other != NULL && strcmp(one, other) == 0 ? SIGN_SAME_SOUND : 0;
}

void duplicate_judge(struct arena *arena, struct duplicate_pair *pair)
{
	static const unsigned births[BIRTH_LIKENESS_COUNT] = { [BIRTH_SAME] = SIGN_SAME_BIRTH,
		[BIRTH_SWAPPED] = SIGN_SWAPPED_BIRTH,
		[BIRTH_DIGIT] = SIGN_BIRTH_DIGIT, [BIRTH_YEAR] = SIGN_SAME_YEAR };
	const struct record_row *a = &pair->a, *b = &pair->b;

	pair->signs = number_sign(a->citizen_id, b->citizen_id) | name_sign(arena, a->full_name, b->full_name) |
	              births[birth_likeness(day_of(a->birth_date), day_of(b->birth_date))];
	if (a->sex != 0 && b->sex != 0 && a->sex != b->sex)
		pair->signs |= SIGN_OTHER_SEX;
	if (a->area_id != 0 && a->area_id == b->area_id)
		pair->signs |= SIGN_SAME_HAMLET;
	if (a->campaign_id != b->campaign_id)
		pair->signs |= SIGN_OTHER_CAMPAIGN;
	pair->score = 0;
	for (size_t i = 0; i < COUNT(weights); i++)
		pair->score += (pair->signs & weights[i].sign) != 0 ? weights[i].weight : 0;
}

/* ---- all of a commune ---- */

struct ids { int64_t a, b; };

static enum err find_numbers(struct db *db, struct arena *arena, int64_t commune_id, struct rows *found,
                             struct error *error)
{
	struct db_row *row = db_use(db, &statements[NUMBERS_TWICE]);
	struct rows numbers = { 0 };
	enum db_step step;

	db_bind_int(row, ":commune", commune_id);
	while ((step = db_step(row)) == DB_ROW)
		*(char **)rows_add(&numbers, arena, sizeof(char *)) = db_copy(row, 0, arena);
	for (size_t i = 0; i < numbers.count && step == DB_DONE; i++) {
		row = db_use(db, &statements[OF_NUMBER]);
		db_bind_int(row, ":commune", commune_id);
		db_bind_text(row, ":citizen", ((char **)numbers.items)[i]);
		while ((step = db_step(row)) == DB_ROW)
			*(struct ids *)rows_add(found, arena, sizeof(struct ids)) = (struct ids){ db_int(row, 0), db_int(row, 1) };
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

struct born { int64_t id; struct date day; };

/* The pairs of one sound whose birth dates are close. */
static void pair_births(struct arena *arena, const struct rows *same, struct rows *found)
{
	const struct born *items = same->items;

	for (size_t i = 0; i < same->count; i++) {
		for (size_t k = i + 1; k < same->count; k++) {
			if (birth_likeness(items[i].day, items[k].day) == BIRTH_OTHER)
				continue;
			int64_t a = items[i].id, b = items[k].id;
			*(struct ids *)rows_add(found, arena, sizeof(struct ids)) = (struct ids){ a < b ? a : b, a < b ? b : a };
		}
	}
}

static enum err find_sounds(struct db *db, struct arena *arena, int64_t commune_id, struct rows *found,
                            struct error *error)
{
	struct db_row *row = db_use(db, &statements[SOUNDS_TWICE]);
	struct rows same = { 0 };
	const char *sound = "";
	enum db_step step;

	db_bind_int(row, ":commune", commune_id);
	while ((step = db_step(row)) == DB_ROW) {
		if (strcmp(db_text(row, 0), sound) != 0) {
			pair_births(arena, &same, found);
			same.count = 0;
			sound = db_copy(row, 0, arena);
		}
		*(struct born *)rows_add(&same, arena, sizeof(struct born)) = (struct born){ db_int(row, 1),
			day_of(db_text(row, 2)) };
	}
	pair_births(arena, &same, found);
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static bool is_accepted(const struct record_row *row)
{
	return state_in(row->state, STATES_ACCEPTED);
}

/* What E50 and W52 would speak of (src/domain.md §5). A number found twice is in one campaign; what sounds the same
 * has another number. */
static bool is_wanted(struct db *db, const struct duplicate_pair *p, bool by_number)
{
	const struct record_row *a = &p->a, *b = &p->b;
	bool year_only = (p->signs & SIGN_SAME_YEAR) != 0;

	if (by_number)
		return !(b->kind >= 2 && is_accepted(a)) && !(a->kind >= 2 && is_accepted(b)) &&
		       !person_is_distinct_any(db, a->person_id, b->person_id);
	return (p->signs & SIGN_SAME_NUMBER) == 0 && (!year_only || (p->signs & SIGN_SAME_HAMLET) != 0) &&
	       !person_is_kin_any(db, a->person_id, b->person_id) &&
	       !person_is_distinct_any(db, a->person_id, b->person_id);
}

static enum err add_pairs(struct db *db, struct arena *arena, const struct rows *found, bool by_number,
                          struct rows *pairs, struct error *error)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct ids *ids = &((const struct ids *)found->items)[i];
		struct duplicate_pair pair;
		if (record_load_any(db, arena, ids->a, &pair.a, error) != ERR_OK ||
		    record_load_any(db, arena, ids->b, &pair.b, error) != ERR_OK)
			return ERR_UNAVAILABLE;
		duplicate_judge(arena, &pair);
		if (is_wanted(db, &pair, by_number))
			*(struct duplicate_pair *)rows_add(pairs, arena, sizeof pair) = pair;
	}
	return ERR_OK;
}

static int by_score(const void *x, const void *y)
{
	const struct duplicate_pair *p = x, *q = y;

	if (p->score != q->score)
		return p->score > q->score ? -1 : 1;
	if (p->a.id != q->a.id)
		return p->a.id < q->a.id ? -1 : 1;
	return p->b.id < q->b.id ? -1 : p->b.id > q->b.id;
}

enum err duplicate_list_any(struct db *db, struct arena *arena, int64_t commune_id, struct duplicate_pair **pairs,
                            size_t *count, struct error *error)
{
	struct rows numbers = { 0 }, sounds = { 0 }, all = { 0 };
	enum err err = find_numbers(db, arena, commune_id, &numbers, error);

	if (err == ERR_OK)
		err = find_sounds(db, arena, commune_id, &sounds, error);
	if (err == ERR_OK)
		err = add_pairs(db, arena, &numbers, true, &all, error);
	if (err == ERR_OK)
		err = add_pairs(db, arena, &sounds, false, &all, error);
	if (err == ERR_OK && all.count > 1)
		qsort(all.items, all.count, sizeof(struct duplicate_pair), by_score);
	*pairs = all.items;
	*count = all.count;
	return err;
}

enum err duplicate_communes(struct db *db, struct arena *arena, const struct actor *actor, int64_t **ids,
                            size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[COMMUNES]);
	struct rows list = { 0 };
	enum db_step step;

	scope_bind(row, actor);
	while ((step = db_step(row)) == DB_ROW)
		*(int64_t *)rows_add(&list, arena, sizeof **ids) = db_int(row, 0);
	*ids = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
