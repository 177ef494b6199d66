/* What stands above an area: asked for at each save, so unit by unit; a recursive statement would make its tables
 * each time. */
#include "store/campaign/area.h"
#include "store/tables.h"

enum { UNIT, SUCCESSORS, PREDECESSORS, HAMLETS, OWN };

static const struct db_statement statements[] = {
	[UNIT] = { DB_READ, "SELECT parent_id, level FROM area "
		"WHERE id = :id" },
	[SUCCESSORS] = { DB_READ, "SELECT successor_id FROM area_succession "
		"WHERE predecessor_id = :id" },
	[PREDECESSORS] = { DB_READ, "SELECT predecessor_id FROM area_succession "
		"WHERE successor_id = :id" },
	[HAMLETS] = { DB_READ, "SELECT 1 FROM area "
		"WHERE parent_id = :id AND level = 'hamlet' "
		"LIMIT 1" },
	[OWN] = { DB_READ, "SELECT 1 FROM user_area "
		"WHERE user_id = :user AND area_id = :area" },
};

const struct db_statements area_above_statements = { statements, COUNT(statements) };

enum { COMMUNE_RANK = AREA_LEVELS - 2, HAMLET_RANK };

static void add(struct area_above *above, int64_t id)
{
	size_t i = 0;

	while (i < above->count && above->ids[i] != id)
		i++;
	if (i == above->count && i < AREA_ABOVE_MOST)
		above->ids[above->count++] = id;
}

/* Adds the parent; *rank says what the unit itself is. */
static void add_parent(struct db *db, struct area_above *above, int64_t id, int *rank)
{
	struct db_row *row = db_use(db, &statements[UNIT]);

	*rank = -1;
	db_bind_int(row, ":id", id);
	if (db_step(row) != DB_ROW)
		return;
	*rank = area_level_rank(db_text(row, 1));
	if (!db_is_null(row, 0))
		add(above, db_int(row, 0));
	db_done(row);
}

static void add_successors(struct db *db, struct area_above *above, int64_t id)
{
	struct db_row *row = db_use(db, &statements[SUCCESSORS]);

	db_bind_int(row, ":id", id);
	while (db_step(row) == DB_ROW)
		add(above, db_int(row, 0));
}

static void add_predecessors(struct db *db, struct area_above *above, int64_t id)
{
	struct db_row *row = db_use(db, &statements[PREDECESSORS]);

	db_bind_int(row, ":id", id);
	while (db_step(row) == DB_ROW) {
		size_t i = 0;
		while (i < above->before_count && above->before[i] != db_int(row, 0))
			i++;
		if (i == above->before_count && i < AREA_BEFORE_MOST)
			above->before[above->before_count++] = db_int(row, 0);
	}
}

static void add_before(struct db *db, struct area_above *above)
{
	add_predecessors(db, above, above->ids[0]);
	if (above->commune_id != 0 && above->commune_id != above->ids[0])
		add_predecessors(db, above, above->commune_id);
	for (size_t i = 0; i < above->before_count; i++)
		add_predecessors(db, above, above->before[i]);
}

static bool has_hamlets(struct db *db, int64_t id)
{
	struct db_row *row = db_use(db, &statements[HAMLETS]);

	db_bind_int(row, ":id", id);
	bool has = db_step(row) == DB_ROW;
	db_done(row);
	return has;
}

/* Where no commune is in the line: the area's own hamlets, or the area that is one itself, tell what acts as such. */
static int64_t acting_commune(struct db *db, const struct area_above *above, size_t line, int rank)
{
	if (rank == HAMLET_RANK)
		return line > 1 ? above->ids[1] : 0;
	return has_hamlets(db, above->ids[0]) ? above->ids[0] : 0;
}

/* The line of parents first, in which the commune is; then the successors of each, and what stands above them. */
void area_above_any(struct db *db, int64_t area_id, struct area_above *out)
{
	int rank, own_rank = -1;
	size_t line = 0;

	*out = (struct area_above){ .ids = { area_id }, .count = 1 };
	for (; line < out->count; line++) {
		add_parent(db, out, out->ids[line], &rank);
		own_rank = line == 0 ? rank : own_rank;
		if (rank == COMMUNE_RANK && out->commune_id == 0)
			out->commune_id = out->ids[line];
	}
	if (out->commune_id == 0)
		out->commune_id = acting_commune(db, out, line, own_rank);
	add_before(db, out);
	for (size_t i = 0; i < out->count; i++) {
		add_successors(db, out, out->ids[i]);
		if (i >= line)
			add_parent(db, out, out->ids[i], &rank);
	}
}

bool area_above_is_own(struct db *db, const struct actor *actor, const struct area_above *above)
{
	bool own = false;

	for (size_t i = 0; i < above->count && !own; i++) {
		struct db_row *row = db_use(db, &statements[OWN]);
		db_bind_int(row, ":user", actor->user_id);
		db_bind_int(row, ":area", above->ids[i]);
		own = db_step(row) == DB_ROW;
		db_done(row);
	}
	return own;
}

bool area_in_scope(struct db *db, const struct actor *actor, int64_t area_id)
{
	struct area_above above;

	area_above_any(db, area_id, &above);
	return area_above_is_own(db, actor, &above);
}

int64_t area_commune_any(struct db *db, int64_t area_id)
{
	struct area_above above;

	area_above_any(db, area_id, &above);
	return above.commune_id;
}

bool area_keeps_sheets_any(struct db *db, int64_t area_id)
{
	return area_commune_any(db, area_id) == area_id;
}
