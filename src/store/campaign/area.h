/* Administrative units. */
#ifndef STORE_CAMPAIGN_AREA_H
#define STORE_CAMPAIGN_AREA_H

#include "base/actor.h"
#include "db/db.h"

struct area {
	int64_t id, parent_id;          /* parent 0: none */
	const char *level, *code, *name, *full_name;
	const char *valid_from, *valid_to; /* valid_to NULL: still valid */
};

/* The levels from the top of the tree down; a tree may leave some out. */
enum { AREA_LEVELS = 4 };
extern const char *const area_levels[AREA_LEVELS];

/* ---- area.c, area_above.c, area_heir.c, area_name.c, area_tree.c ---- */
/* The same name but for case, spaces, the kind of apostrophe and hyphen, Ð for Đ, and the place of the tone mark: two
 * spellings of one unit. */
bool area_name_is_same(struct arena *arena, const char *a, const char *b);
/* Index in area_levels, or -1. */
int area_level_rank(const char *level);

extern const struct db_statements area_statements;

enum err area_by_id_any(struct db *db, struct arena *arena, int64_t id, struct area *out, struct error *error);
/* By code, optionally "level:code". Valid on `day` first; else the one that ended last. ERR_NOT_FOUND; ERR_CONFLICT
 * when several levels have it. */
enum err area_by_code_any(struct db *db, struct arena *arena, const char *code, const char *day, struct area *out,
                          struct error *error);
/* ERR_CONFLICT when (level, code) is taken on that day. */
enum err area_add(struct db *db, const struct area *area, int64_t *id, struct error *error);
enum err area_end(struct db *db, int64_t id, const char *last_day, struct error *error);
/* Records that one unit took over another: scopes of the successor include the predecessor. What was told stays when it
 * is guessed as well; what is told takes the place of all that was guessed of the predecessor. */
enum err area_succeed(struct db *db, int64_t predecessor_id, int64_t successor_id, bool guessed, struct error *error);
/* True when that was told, not guessed. */
bool area_succeeds_any(struct db *db, int64_t predecessor_id, int64_t successor_id);
/* The day on which the youngest unit of a level begins, in arena; NULL when the level has none. */
const char *area_newest_day_any(struct db *db, struct arena *arena, const char *level);
/* Areas of a level valid on a day, for `import areas`. */
enum err area_list_level_any(struct db *db, struct arena *arena, const char *level, const char *day,
                             struct area **areas, size_t *count, struct error *error);
/* What stands above an area: the area itself first, then every unit that is a parent or a successor of one of these.
 * Whoever was given one of them, a user or a campaign, was given the area. */
enum { AREA_ABOVE_MOST = 256, AREA_BEFORE_MOST = 64 }; /* more are not looked at */
struct area_above {
	int64_t ids[AREA_ABOVE_MOST];
	size_t count;
	/* What keeps the sheets of the area: the area or the nearest of its parents that is of level "commune"; where there
	 * is none, the unit that hamlets stand right under (a district without communes). 0: none. */
	int64_t commune_id;
	/* What the area and its commune came from: a campaign of the old unit goes on in the new one. Gives no rights. */
	int64_t before[AREA_BEFORE_MOST];
	size_t before_count;
};
void area_above_any(struct db *db, int64_t area_id, struct area_above *out);
/* True when the actor was given one of these: the area is in the actor's scope. */
bool area_above_is_own(struct db *db, const struct actor *actor, const struct area_above *above);
/* The commune alone. The area keeps sheets when it is its own. */
int64_t area_commune_any(struct db *db, int64_t area_id);
bool area_keeps_sheets_any(struct db *db, int64_t area_id);
/* The units in the actor's scope that keep sheets, by code, at most max (0: all). */
enum err area_communes(struct db *db, struct arena *arena, const struct actor *actor, size_t max, struct area **areas,
                       size_t *count, struct error *error);
enum err area_districts(struct db *db, struct arena *arena, const struct actor *actor, struct area **areas,
                        size_t *count, struct error *error);
/* Hamlets the actor may choose for a sheet: those in scope valid at any day of [from, to] (to NULL: no end), by
 * commune, then name in natural order. */
enum err area_hamlets(struct db *db, struct arena *arena, const struct actor *actor, const char *from, const char *to,
                      struct area **areas, size_t *count, struct error *error);
/* True when the area is in the actor's scope. */
bool area_in_scope(struct db *db, const struct actor *actor, int64_t area_id);
/* From the root down to the area itself. */
enum err area_path_any(struct db *db, struct arena *arena, int64_t area_id, struct area **path, size_t *count,
                       struct error *error);
/* The same as it was on a day: where a unit had ended and one took over from it, that one and what is above it. */
enum err area_path_on_any(struct db *db, struct arena *arena, int64_t area_id, const char *day, struct area **path,
                          size_t *count, struct error *error);
/* The area's children, and those of its predecessors, that were valid at any day of [from, to], by code. */
enum err area_parts_any(struct db *db, struct arena *arena, int64_t area_id, const char *from, const char *to,
                           struct area **areas, size_t *count, struct error *error);

/* ---- the tree as an administrator walks it ---- */

struct area_node {
	struct area area;
	int64_t children;               /* that go on */
};

/* The units right under a parent (0: the roots), by code; ended ones only when asked for. */
enum err area_units_any(struct db *db, struct arena *arena, int64_t parent_id, bool ended, struct area_node **units,
                        size_t *count, struct error *error);
/* Units of that code, or with q (folded) in their full name, by level and code, at most max. */
enum err area_search_any(struct db *db, struct arena *arena, const char *q, size_t max, struct area_node **units,
                         size_t *count, struct error *error);
/* Hamlets may stand right under it: it is a commune, or a district without communes. */
bool area_takes_hamlets_any(struct db *db, const struct area *area);
/* Units right under the area that are valid after that day. */
int64_t area_children_after_any(struct db *db, int64_t area_id, const char *day);
/* The predecessors (or the successors) of an area, by code. */
struct area_kin { struct area area; bool guessed; };
enum err area_succession_any(struct db *db, struct arena *arena, int64_t area_id, bool successors,
                             struct area_kin **kin, size_t *count, struct error *error);
/* Its last day is before that one. */
bool area_has_ended(const struct area *area, const char *day);
/* The day on which a unit must still be there for a campaign that collects from `from` to `to` (NULL: no end). */
const char *area_day_needed(const char *from, const char *to, const char *today);
/* Why the one cannot have become the other: it goes on, or ended no earlier; it is of another level (a district
 * without communes may become a commune); it stands under another root, which did not become that of the other. */
enum area_misfit { AREA_FITS, AREA_NOT_BEFORE, AREA_OTHER_LEVEL, AREA_OTHER_ROOT };
enum err area_judge_succession(struct db *db, struct arena *arena, const struct area *before, const struct area *after,
                               enum area_misfit *out, struct error *error);
/* Who took over from the area, or from those who did, and goes on on that day; a guess on the way makes it one. */
enum err area_heirs_any(struct db *db, struct arena *arena, int64_t area_id, const char *day, struct area_kin **heirs,
                        size_t *count, struct error *error);
enum err area_rename(struct db *db, int64_t id, const char *name, const char *full_name, struct error *error);
/* Units of a level that go on. */
int64_t area_count_any(struct db *db, const char *level);

#endif
