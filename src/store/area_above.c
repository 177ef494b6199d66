/* What stands above an area: asked for at each save, so unit by unit; a recursive statement would make its tables each time. */
#include "store/area.h"
#include "store/tables.h"

enum { UNIT, SUCCESSORS, OWN };

static const struct db_statement statements[] = {
	[UNIT] = { DB_READ, "SELECT parent_id, level FROM area WHERE id = :id" },
	[SUCCESSORS] = { DB_READ, "SELECT successor_id FROM area_succession WHERE predecessor_id = :id" },
	[OWN] = { DB_READ, "SELECT 1 FROM user_area WHERE user_id = :user AND area_id = :area" },
};

const struct db_statements area_above_statements = { statements, COUNT(statements) };

/* Its place among them; one more at the end if it is new. */
static size_t add(struct area_above *above, int64_t id)
{
	size_t i = 0;

	while (i < above->count && above->ids[i] != id)
		i++;
	if (i == above->count && i < AREA_ABOVE_MOST)
		above->ids[above->count++] = id;
	return i;
}

static void add_successors(struct db *db, struct area_above *above, int64_t id)
{
	struct db_row *row = db_use(db, &statements[SUCCESSORS]);

	db_bind_int(row, ":id", id);
	while (db_step(row) == DB_ROW)
		add(above, db_int(row, 0));
}

void area_above_any(struct db *db, int64_t area_id, struct area_above *out)
{
	size_t ancestor = 0;            /* where the line of parents goes on; the commune is one of these */

	*out = (struct area_above){ .ids = { area_id }, .count = 1 };
	for (size_t i = 0; i < out->count; i++) {
		struct db_row *row = db_use(db, &statements[UNIT]);
		db_bind_int(row, ":id", out->ids[i]);
		if (db_step(row) != DB_ROW)
			continue;
		bool in_line = i == ancestor;
		if (in_line && out->commune_id == 0 && strcmp(db_text(row, 1), "commune") == 0)
			out->commune_id = out->ids[i];
		size_t parent = db_is_null(row, 0) ? 0 : add(out, db_int(row, 0));
		ancestor = in_line ? parent : ancestor;
		db_done(row);
		add_successors(db, out, out->ids[i]);
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
