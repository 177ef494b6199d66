#include "store/person/duplicate.h"

#include "store/person/person.h"
#include "store/scope.h"
#include "store/tables.h"
#include "text/likeness.h"
#include "text/sound.h"

enum { PAIRS, COMMUNES, VERIFY };

/* What sheet_pair is to hold (migrations/023-pairs.sql). */
#define OF_NUMBER \
	"SELECT x.commune_id, x.id AS sheet_id, s.id AS other_id FROM worker_sheet x " \
	"JOIN worker_sheet s ON s.citizen_id = x.citizen_id AND s.commune_id = x.commune_id " \
	"AND s.campaign_id = x.campaign_id AND s.id + 0 > x.id + 0 " \
	"WHERE " STORE_LIVE("x") " AND " STORE_LIVE("s")
#define NAMED \
	"SELECT s.id, s.commune_id, s.name_sound, substr(s.birth_date, 1, 4) AS year, substr(s.birth_date, 5) AS day " \
	"FROM worker_sheet s " \
	"WHERE s.name_sound <> '' AND " STORE_LIVE("s")
#define OF_SOUND(part) \
	"SELECT x.commune_id, x.id, s.id FROM named x " \
	"JOIN named s ON s.commune_id = x.commune_id AND s.name_sound = x.name_sound " \
	"AND s." part " = x." part " AND s.id > x.id"
#define KEPT "SELECT commune_id, sheet_id, other_id FROM sheet_pair"

static const struct db_statement statements[] = {
	[PAIRS] = { DB_READ, "SELECT p.sheet_id, p.other_id, a.birth_date, b.birth_date, "
		"a.citizen_id = b.citizen_id FROM sheet_pair p "
		"JOIN worker_sheet a ON a.id = p.sheet_id "
		"JOIN worker_sheet b ON b.id = p.other_id "
		"WHERE p.commune_id = :commune" },
	[COMMUNES] = { DB_READ, SCOPE_WITH "SELECT DISTINCT a.id FROM scope "
		"JOIN area h ON h.id = scope.id "
		"JOIN area a ON a.id IN (h.id, h.parent_id) "
		"WHERE " SCOPE_KEEPS_SHEETS("a") " "
		"ORDER BY a.id" },
	[VERIFY] = { DB_READ, "/*scan ok*/ WITH named AS MATERIALIZED (" NAMED "), "
		"alike AS (" OF_NUMBER " UNION " OF_SOUND("year") " UNION " OF_SOUND("day") "), "
		"lacks AS (SELECT * FROM alike EXCEPT " KEPT "), "
		"besides AS (" KEPT " EXCEPT SELECT * FROM alike) "
		"SELECT sheet_id FROM lacks "
		"UNION ALL "
		"SELECT sheet_id FROM besides LIMIT 1" },
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
	if (strcmp(a, b) == 0 || name_is_same(arena, a, b))
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

static bool is_accepted(const struct record_row *row)
{
	return state_in(row->state, STATES_ACCEPTED);
}

/* What E50 and W52 would speak of (src/domain.md §5). */
static bool is_wanted(struct db *db, const struct duplicate_pair *p)
{
	const struct record_row *a = &p->a, *b = &p->b;
	bool other_campaign = (p->signs & SIGN_OTHER_CAMPAIGN) != 0, same_hamlet = (p->signs & SIGN_SAME_HAMLET) != 0;
	bool year_only = (p->signs & SIGN_SAME_YEAR) != 0;

	if ((p->signs & SIGN_SAME_NUMBER) != 0)
		return !other_campaign && !(b->kind >= 2 && is_accepted(a)) && !(a->kind >= 2 && is_accepted(b)) &&
		       !person_is_distinct_any(db, a->person_id, b->person_id);
	return (!year_only || same_hamlet) && !person_is_kin_any(db, a->person_id, b->person_id) &&
	       !person_is_distinct_any(db, a->person_id, b->person_id);
}

/* Those of one number or close birth dates. */
static enum err read_ids(struct db *db, struct arena *arena, int64_t commune_id, struct rows *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[PAIRS]);
	enum db_step step;

	db_bind_int(row, ":commune", commune_id);
	while ((step = db_step(row)) == DB_ROW) {
		bool same_number = db_int(row, 4) != 0;
		if (same_number || birth_likeness(day_of(db_text(row, 2)), day_of(db_text(row, 3))) != BIRTH_OTHER)
			*(struct ids *)rows_add(out, arena, sizeof(struct ids)) = (struct ids){ db_int(row, 0), db_int(row, 1) };
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum err add_pair(struct db *db, struct arena *arena, const struct ids *ids, struct rows *pairs,
                         struct error *error)
{
	struct duplicate_pair pair;
	enum err err = record_load_any(db, arena, ids->a, &pair.a, error);

	if (err == ERR_OK)
		err = record_load_any(db, arena, ids->b, &pair.b, error);
	if (err != ERR_OK)
		return err;
	duplicate_judge(arena, &pair);
	if (is_wanted(db, &pair))
		*(struct duplicate_pair *)rows_add(pairs, arena, sizeof pair) = pair;
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
	struct rows ids = { 0 }, all = { 0 };
	enum err err = read_ids(db, arena, commune_id, &ids, error);

	for (size_t i = 0; i < ids.count && err == ERR_OK; i++)
		err = add_pair(db, arena, &((const struct ids *)ids.items)[i], &all, error);
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

enum err duplicate_pairs_verify(struct db *db, struct error *error)
{
	return verify_none(db, &statements[VERIFY], "sheet", "what it may be a duplicate of is not what is kept", error);
}
