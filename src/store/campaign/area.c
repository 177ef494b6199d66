#include "store/campaign/area.h"

#include "store/campaign/area_row.h"
#include "store/scope.h"
#include "store/tables.h"
#include "text/order.h"

enum { BY_ID, BY_CODE, BY_LEVEL_CODE, OVERLAP, ADD, END, SUCCEED, SUCCEEDS, DROP_GUESSES, NEWEST_DAY, LIST_LEVEL,
	COMMUNES, DISTRICTS, HAMLETS, PATH, PARTS };

#define COLUMNS AREA_COLUMNS
#define VALID_ON_DAY "(a.valid_from <= :day AND (a.valid_to IS NULL OR a.valid_to >= :day))"
#define VALID_WITHIN "a.valid_from <= :to AND (a.valid_to IS NULL OR a.valid_to >= :from)"
/* Valid on :day first (column 8 is 0), then the one that ended last. */
#define NEAREST_TO_DAY \
	"SELECT " COLUMNS ", CASE WHEN " VALID_ON_DAY " THEN 0 ELSE 1 END AS missed FROM area a " \
	"WHERE "
#define NEAREST_FIRST " ORDER BY missed, COALESCE(a.valid_to, '9999-12-31') DESC, a.id"
/* The areas of the scope. In this order: along its level an area of the whole country would be asked for. */
#define FROM_SCOPE \
	" FROM scope " \
	"CROSS JOIN area a "
/* The area and the units above it, nearest first; not along successions. */
#define ABOVE \
	"WITH RECURSIVE above(id, distance) AS (SELECT id, 0 FROM area " \
	"WHERE id = :area " \
	"UNION ALL " \
	"SELECT b.parent_id, above.distance + 1 FROM above " \
	"JOIN area b ON b.id = above.id " \
	"WHERE b.parent_id IS NOT NULL) "

static const struct db_statement statements[] = {
	[BY_ID] = { DB_READ, "SELECT " COLUMNS " FROM area a "
		"WHERE a.id = :id" },
	[BY_CODE] = { DB_READ, NEAREST_TO_DAY "a.level IN ('province', 'district', 'commune', 'hamlet') "
		"AND a.code = :code" NEAREST_FIRST },
	[BY_LEVEL_CODE] = { DB_READ, NEAREST_TO_DAY "a.level = :level AND a.code = :code" NEAREST_FIRST },
	[OVERLAP] = { DB_READ, "SELECT 1 FROM area a "
		"WHERE a.level = :level AND a.code = :code AND " VALID_WITHIN },
	[ADD] = { DB_WRITE, "INSERT INTO area (parent_id, level, code, name, full_name, valid_from, valid_to) "
		"VALUES (:parent, :level, :code, :name, :full_name, :from, :to)" },
	[END] = { DB_WRITE, "UPDATE area SET valid_to = :last "
		"WHERE id = :id" },
	[SUCCEED] = { DB_WRITE, "INSERT INTO area_succession (predecessor_id, successor_id, guessed) "
		"VALUES (:predecessor, :successor, :guessed) "
		"ON CONFLICT (predecessor_id, successor_id) "
		"DO UPDATE SET guessed = area_succession.guessed * excluded.guessed" },
	[SUCCEEDS] = { DB_READ, "SELECT 1 FROM area_succession "
		"WHERE predecessor_id = :predecessor AND successor_id = :successor AND guessed = 0" },
	[DROP_GUESSES] = { DB_WRITE, "DELETE FROM area_succession "
		"WHERE predecessor_id = :predecessor AND successor_id <> :successor AND guessed = 1" },
	[NEWEST_DAY] = { DB_READ, "SELECT max(valid_from) FROM area "
		"WHERE level = :level" },
	[LIST_LEVEL] = { DB_READ, "SELECT " COLUMNS " FROM area a "
		"WHERE a.level = :level AND " VALID_ON_DAY
		" ORDER BY a.code" },
	[COMMUNES] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT " COLUMNS FROM_SCOPE
		"WHERE a.id = scope.id AND " SCOPE_KEEPS_SHEETS("a") " "
		"ORDER BY a.code, a.id LIMIT :max" },
	[DISTRICTS] = { DB_READ, SCOPE_WITH_COMMUNES "SELECT " COLUMNS FROM_SCOPE
		"WHERE a.id = scope.id AND a.level = 'district' "
		"ORDER BY a.code, a.id" },
	[HAMLETS] = { DB_READ, SCOPE_WITH "SELECT " COLUMNS FROM_SCOPE
		"WHERE a.id = scope.id AND a.level = 'hamlet' "
		"AND " VALID_WITHIN " ORDER BY a.parent_id, a.id" },
	[PATH] = { DB_READ, ABOVE "SELECT " COLUMNS " FROM above "
		"JOIN area a ON a.id = above.id "
		"ORDER BY above.distance DESC" },
	[PARTS] = { DB_READ, "WITH RECURSIVE " SCOPE_UNIT "SELECT " COLUMNS " FROM unit "
		"JOIN area a ON a.parent_id = unit.id "
		"WHERE " VALID_WITHIN
		" ORDER BY a.code, a.id" },
};

const struct db_statements area_statements = { statements, COUNT(statements) };

static const char no_end[] = "9999-12-31";

const char *const area_levels[AREA_LEVELS] = { "province", "district", "commune", "hamlet" };

int area_level_rank(const char *level)
{
	for (int i = 0; i < AREA_LEVELS; i++) {
		if (strcmp(area_levels[i], level) == 0)
			return i;
	}
	return -1;
}

void area_read(struct db_row *row, struct arena *arena, struct area *out)
{
	*out = (struct area){
		.id = db_int(row, 0),
		.parent_id = db_int(row, 1),
		.level = db_copy(row, 2, arena),
		.code = db_copy(row, 3, arena),
		.name = db_copy(row, 4, arena),
		.full_name = db_copy(row, 5, arena),
		.valid_from = db_copy(row, 6, arena),
		.valid_to = db_copy(row, 7, arena),
	};
}

static enum err many_areas(struct db *db, struct db_row *row, struct arena *arena, struct area **areas, size_t *count,
                           struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		area_read(row, arena, rows_add(&list, arena, sizeof(struct area)));
	*areas = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err area_by_id_any(struct db *db, struct arena *arena, int64_t id, struct area *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_ID]);

	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no area %lld", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	area_read(row, arena, out);
	db_done(row);
	return ERR_OK;
}

/* Takes the first row; another level that fits as well makes the code ambiguous. */
static enum err nearest(struct db *db, struct db_row *row, struct arena *arena, const char *code, struct area *out,
                        struct error *error)
{
	enum db_step step = db_step(row);

	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no area with code %s", code);
	if (step != DB_ROW)
		return db_fault(db, error);
	area_read(row, arena, out);
	int64_t missed = db_int(row, 8);
	while ((step = db_step(row)) == DB_ROW && db_int(row, 8) == missed) {
		if (strcmp(db_text(row, 2), out->level) == 0)
			continue;
		error_set(error, ERR_CONFLICT, NULL, "%s and %s both have the code %s: write %s:%s", out->level,
		          db_text(row, 2), code, out->level, code);
		db_done(row);
		return ERR_CONFLICT;
	}
	if (step == DB_ROW)
		db_done(row);
	return step == DB_FAILED ? db_fault(db, error) : ERR_OK;
}

enum err area_by_code_any(struct db *db, struct arena *arena, const char *code, const char *day, struct area *out,
                          struct error *error)
{
	const char *colon = strchr(code, ':');
	struct db_row *row = db_use(db, &statements[colon == NULL ? BY_CODE : BY_LEVEL_CODE]);

	if (colon != NULL)
		db_bind_text(row, ":level", arena_text_n(arena, code, (size_t)(colon - code)));
	db_bind_text(row, ":code", colon == NULL ? code : colon + 1);
	db_bind_text(row, ":day", day);
	return nearest(db, row, arena, code, out, error);
}

static enum err refuse_overlap(struct db *db, const struct area *area, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OVERLAP]);

	db_bind_text(row, ":level", area->level);
	db_bind_text(row, ":code", area->code);
	db_bind_text(row, ":from", area->valid_from);
	db_bind_text(row, ":to", area->valid_to == NULL ? no_end : area->valid_to);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return ERR_OK;
	if (step != DB_ROW)
		return db_fault(db, error);
	db_done(row);
	return error_set(error, ERR_CONFLICT, NULL, "the code %s is taken at level %s on or after %s", area->code,
	                 area->level, area->valid_from);
}

enum err area_add(struct db *db, const struct area *area, int64_t *id, struct error *error)
{
	enum err err = refuse_overlap(db, area, error);

	if (err != ERR_OK)
		return err;
	struct db_row *row = db_use(db, &statements[ADD]);
	if (area->parent_id == 0)
		db_bind_null(row, ":parent");
	else
		db_bind_int(row, ":parent", area->parent_id);
	db_bind_text(row, ":level", area->level);
	db_bind_text(row, ":code", area->code);
	db_bind_text(row, ":name", area->name);
	db_bind_text(row, ":full_name", area->full_name);
	db_bind_text(row, ":from", area->valid_from);
	db_bind_text(row, ":to", area->valid_to);
	err = db_run(row, error);
	*id = db_last_id(db);
	return err;
}

enum err area_end(struct db *db, int64_t id, const char *last_day, struct error *error)
{
	struct db_row *row = db_use(db, &statements[END]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":last", last_day);
	return db_run(row, error);
}

bool area_succeeds_any(struct db *db, int64_t predecessor_id, int64_t successor_id)
{
	struct db_row *row = db_use(db, &statements[SUCCEEDS]);

	db_bind_int(row, ":predecessor", predecessor_id);
	db_bind_int(row, ":successor", successor_id);
	bool told = db_step(row) == DB_ROW;
	db_done(row);
	return told;
}

enum err area_succeed(struct db *db, int64_t predecessor_id, int64_t successor_id, bool guessed, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SUCCEED]);

	db_bind_int(row, ":predecessor", predecessor_id);
	db_bind_int(row, ":successor", successor_id);
	db_bind_int(row, ":guessed", guessed);
	enum err err = db_run(row, error);
	if (err != ERR_OK || guessed)
		return err;
	row = db_use(db, &statements[DROP_GUESSES]);
	db_bind_int(row, ":predecessor", predecessor_id);
	db_bind_int(row, ":successor", successor_id);
	return db_run(row, error);
}

const char *area_newest_day_any(struct db *db, struct arena *arena, const char *level)
{
	struct db_row *row = db_use(db, &statements[NEWEST_DAY]);
	const char *day = NULL;

	db_bind_text(row, ":level", level);
	if (db_step(row) == DB_ROW) {
		day = db_copy(row, 0, arena);
		db_done(row);
	}
	return day;
}

enum err area_list_level_any(struct db *db, struct arena *arena, const char *level, const char *day,
                             struct area **areas, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[LIST_LEVEL]);

	db_bind_text(row, ":level", level);
	db_bind_text(row, ":day", day);
	return many_areas(db, row, arena, areas, count, error);
}

enum err area_communes(struct db *db, struct arena *arena, const struct actor *actor, size_t max, struct area **areas,
                       size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[COMMUNES]);

	scope_bind(row, actor);
	db_bind_int(row, ":max", max == 0 ? -1 : (int64_t)max);
	return many_areas(db, row, arena, areas, count, error);
}

enum err area_districts(struct db *db, struct arena *arena, const struct actor *actor, struct area **areas,
                        size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DISTRICTS]);

	scope_bind(row, actor);
	return many_areas(db, row, arena, areas, count, error);
}

static int compare_hamlets(const void *left, const void *right)
{
	const struct area *a = left, *b = right;

	if (a->parent_id != b->parent_id)
		return a->parent_id < b->parent_id ? -1 : 1;
	int order = natural_order(a->name, b->name);
	return order != 0 ? order : (a->id > b->id) - (a->id < b->id);
}

enum err area_hamlets(struct db *db, struct arena *arena, const struct actor *actor, const char *from, const char *to,
                      struct area **areas, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[HAMLETS]);

	scope_bind(row, actor);
	db_bind_text(row, ":from", from);
	db_bind_text(row, ":to", to == NULL ? no_end : to);
	enum err err = many_areas(db, row, arena, areas, count, error);
	if (err == ERR_OK && *count > 1)
		qsort(*areas, *count, sizeof **areas, compare_hamlets);
	return err;
}

enum err area_path_any(struct db *db, struct arena *arena, int64_t area_id, struct area **path, size_t *count,
                       struct error *error)
{
	struct db_row *row = db_use(db, &statements[PATH]);

	db_bind_int(row, ":area", area_id);
	return many_areas(db, row, arena, path, count, error);
}

enum err area_parts_any(struct db *db, struct arena *arena, int64_t area_id, const char *from, const char *to,
                           struct area **areas, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[PARTS]);

	db_bind_int(row, ":area", area_id);
	db_bind_text(row, ":from", from);
	db_bind_text(row, ":to", to == NULL ? no_end : to);
	return many_areas(db, row, arena, areas, count, error);
}
