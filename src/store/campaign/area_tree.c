/* The tree of areas as an administrator walks and changes it. */
#include "store/campaign/area_row.h"
#include "store/tables.h"
#include "text/utf8.h"

enum { UNITS, ROOTS, SEARCH, CHILDREN_AFTER, COMMUNES_UNDER, PREDECESSORS, SUCCESSORS, RENAME, HOW_MANY };

#define CHILDREN "(SELECT count(*) FROM area b WHERE b.parent_id = a.id AND b.valid_to IS NULL)"

static const struct db_statement statements[] = {
	[UNITS] = { DB_READ, "SELECT " AREA_COLUMNS ", " CHILDREN " FROM area a "
		"WHERE a.parent_id = :parent "
		"ORDER BY a.code, a.id" },
	[ROOTS] = { DB_READ, "SELECT " AREA_COLUMNS ", " CHILDREN " FROM area a "
		"WHERE a.parent_id IS NULL "
		"ORDER BY a.code, a.id" },
	[SEARCH] = { DB_READ, "SELECT " AREA_COLUMNS ", " CHILDREN " FROM area a "
		"ORDER BY CASE a.level WHEN 'province' THEN 0 WHEN 'district' THEN 1 WHEN 'commune' THEN 2 ELSE 3 END, "
		"a.code, a.id" },
	[CHILDREN_AFTER] = { DB_READ, "SELECT count(*) FROM area "
		"WHERE parent_id = :area AND (valid_to IS NULL OR valid_to > :day)" },
	[COMMUNES_UNDER] = { DB_READ, "SELECT count(*) FROM area "
		"WHERE parent_id = :area AND level <> 'hamlet'" },
	[PREDECESSORS] = { DB_READ, "SELECT " AREA_COLUMNS ", s.guessed FROM area_succession s "
		"JOIN area a ON a.id = s.predecessor_id "
		"WHERE s.successor_id = :area "
		"ORDER BY a.code, a.id" },
	[SUCCESSORS] = { DB_READ, "SELECT " AREA_COLUMNS ", s.guessed FROM area_succession s "
		"JOIN area a ON a.id = s.successor_id "
		"WHERE s.predecessor_id = :area "
		"ORDER BY a.code, a.id" },
	[RENAME] = { DB_WRITE, "UPDATE area SET name = :name, full_name = :full_name "
		"WHERE id = :id" },
	[HOW_MANY] = { DB_READ, "SELECT count(*) FROM area "
		"WHERE level = :level AND valid_to IS NULL" },
};

const struct db_statements area_tree_statements = { statements, COUNT(statements) };

static void add_unit(struct db_row *row, struct arena *arena, const struct area *area, struct rows *list)
{
	struct area_node *unit = rows_add(list, arena, sizeof *unit);

	*unit = (struct area_node){ *area, db_int(row, 8) };
}

enum err area_units_any(struct db *db, struct arena *arena, int64_t parent_id, bool ended, struct area_node **units,
                        size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[parent_id == 0 ? ROOTS : UNITS]);
	struct rows list = { 0 };
	enum db_step step;

	if (parent_id != 0)
		db_bind_int(row, ":parent", parent_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct area area;
		area_read(row, arena, &area);
		if (ended || area.valid_to == NULL)
			add_unit(row, arena, &area, &list);
	}
	*units = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err area_search_any(struct db *db, struct arena *arena, const char *q, size_t max, struct area_node **units,
                         size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SEARCH]);
	struct rows list = { 0 };
	enum db_step step = DB_DONE;

	while (list.count < max && (step = db_step(row)) == DB_ROW) {
		if (strcmp(db_text(row, 3), q) != 0 && strstr(utf8_fold(arena, db_text(row, 5)), q) == NULL)
			continue;
		struct area area;
		area_read(row, arena, &area);
		add_unit(row, arena, &area, &list);
	}
	*units = list.items;
	*count = list.count;
	if (step == DB_FAILED)
		return db_fault(db, error);
	if (step == DB_ROW)
		db_done(row);
	return ERR_OK;
}

static int64_t one_number(struct db_row *row)
{
	int64_t number = db_step(row) == DB_ROW ? db_int(row, 0) : 0;

	db_done(row);
	return number;
}

bool area_takes_hamlets_any(struct db *db, const struct area *area)
{
	if (strcmp(area->level, "district") != 0)
		return strcmp(area->level, "commune") == 0;
	struct db_row *row = db_use(db, &statements[COMMUNES_UNDER]);
	db_bind_int(row, ":area", area->id);
	return one_number(row) == 0;
}

int64_t area_children_after_any(struct db *db, int64_t area_id, const char *day)
{
	struct db_row *row = db_use(db, &statements[CHILDREN_AFTER]);

	db_bind_int(row, ":area", area_id);
	db_bind_text(row, ":day", day);
	return one_number(row);
}

enum err area_succession_any(struct db *db, struct arena *arena, int64_t area_id, bool successors,
                             struct area_kin **kin, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[successors ? SUCCESSORS : PREDECESSORS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":area", area_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct area_kin *one = rows_add(&list, arena, sizeof *one);
		area_read(row, arena, &one->area);
		one->guessed = db_int(row, 8) != 0;
	}
	*kin = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err area_rename(struct db *db, int64_t id, const char *name, const char *full_name, struct error *error)
{
	struct db_row *row = db_use(db, &statements[RENAME]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":name", name);
	db_bind_text(row, ":full_name", full_name);
	return db_run(row, error);
}

int64_t area_count_any(struct db *db, const char *level)
{
	struct db_row *row = db_use(db, &statements[HOW_MANY]);

	db_bind_text(row, ":level", level);
	return one_number(row);
}
