/* Who sees which sheets and areas: the only place where the rule stands.
 *
 * A scope is the actor's areas, their subtrees and their predecessors (area_succession). A commune is what keeps
 * sheets (SCOPE_KEEPS_SHEETS); a hamlet leader's scope is hamlets. Enumerators see their own sheets; police see the
 * sheets of signed batches of their communes.
 *
 * A sheet stays with the unit that its hamlet stands under. So rights go down only, to predecessors: who has the old
 * unit alone sees nothing of the others that the new one came from, and who has the new one sees all of them. */
#ifndef STORE_SCOPE_H
#define STORE_SCOPE_H

#include "base/actor.h"
#include "db/db.h"

/* One step down from the relation of(id), to what lies below and to predecessors. One term for both: PostgreSQL
 * allows no second, and both engines find either by its index. */
#define SCOPE_STEP_DOWN(of) \
	"SELECT a.id FROM " of \
	" LEFT JOIN area_succession s ON s.successor_id = " of ".id " \
	"JOIN area a ON a.parent_id = " of ".id OR a.id = s.predecessor_id"

/* WITH clause of the relation scope(id), to stand first in a statement that uses the predicates below. Binds :user. */
#define SCOPE_WITH \
	"WITH RECURSIVE scope(id) AS (" \
	"SELECT area_id FROM user_area " \
	"WHERE user_id = :user " \
	"UNION " SCOPE_STEP_DOWN("scope") ") "

/* The same relation without what lies below communes, for statements that ask for communes alone: their hamlets are
 * most of a scope. (What a hamlet follows upon is a hamlet, and of its commune.) */
#define SCOPE_WITH_COMMUNES \
	"WITH RECURSIVE scope(id, level) AS (" \
	"SELECT a.id, a.level FROM user_area u " \
	"JOIN area a ON a.id = u.area_id " \
	"WHERE u.user_id = :user " \
	"UNION " \
	"SELECT a.id, a.level FROM scope " \
	"LEFT JOIN area_succession s ON s.successor_id = scope.id " \
	"JOIN area a ON (a.parent_id = scope.id AND scope.level <> 'commune') OR a.id = s.predecessor_id) "

/* The relation unit(id): the area :area and all its predecessors. To follow WITH RECURSIVE. What is under these has the
 * figures of the area. */
#define SCOPE_UNIT \
	"unit(id) AS (" \
	"SELECT id FROM area " \
	"WHERE id = :area " \
	"UNION " \
	"SELECT s.predecessor_id FROM unit " \
	"JOIN area_succession s ON s.successor_id = unit.id) "
/* The same, of an area that lies in the scope; else it is empty. To stand first, binds :user. What is below these is in
 * the scope too, so that nothing more needs to be asked of it. */
#define SCOPE_UNIT_WITH \
	SCOPE_UP_WITH("SELECT id FROM area " \
	              "WHERE id = :area") ", " \
	"unit(id) AS (" \
	"SELECT id FROM area " \
	"WHERE id = :area AND " SCOPE_COVERS " " \
	"UNION " \
	"SELECT s.predecessor_id FROM unit " \
	"JOIN area_succession s ON s.successor_id = unit.id) "
/* After it, the relation place(top, id): what lies under the area at any day of [:begins, :ends], each once, under one
 * of the units right below it: one that goes on rather than the one it came from. Only what `only` lets in. */
#define SCOPE_PLACES(only) \
	", branch(top, id) AS (" \
	"SELECT a.id, a.id FROM unit " \
	"JOIN area a ON a.parent_id = unit.id " \
	"WHERE a.valid_from <= :ends AND (a.valid_to IS NULL OR a.valid_to >= :begins) " \
	"UNION " \
	"SELECT b.top, a.id FROM branch b " \
	"LEFT JOIN area_succession s ON s.successor_id = b.id " \
	"JOIN area a ON a.parent_id = b.id OR a.id = s.predecessor_id" only "), " \
	"ranked(top, id, nth) AS (" \
	"SELECT b.top, b.id, row_number() OVER (PARTITION BY b.id " \
	"ORDER BY CASE WHEN t.valid_to IS NULL THEN 0 ELSE 1 END, b.top DESC) " \
	"FROM branch b " \
	"JOIN area t ON t.id = b.top), " \
	"place(top, id) AS MATERIALIZED (" \
	"SELECT top, id FROM ranked " \
	"WHERE nth = 1) "

/* The area a keeps sheets: a commune, or a district without communes, whose hamlets stand right under it. */
#define SCOPE_KEEPS_SHEETS(a) \
	"(" a ".level = 'commune' OR (" a ".level <> 'hamlet' AND EXISTS (" \
	"SELECT 1 FROM area h " \
	"WHERE h.parent_id = " a ".id AND h.level = 'hamlet')))"

/* The area in that column lies in the scope. */
#define SCOPE_HAS(area) area " IN (SELECT id FROM scope)"
/* The sheets s of who sees what he wrote or interviewed for; the sheets s of who sees hamlets; the rows of a table
 * that has commune_id, of who sees whole communes. Which of them a role sees stands in scope.c. */
#define SCOPE_OF_WRITER \
	"(s.created_by = :user OR s.enumerator_id = (SELECT m.id FROM member m WHERE m.user_id = :user))"
#define SCOPE_OF_HAMLETS "(s.created_by = :user OR " SCOPE_HAS("s.area_id") ")"
/* Those that somebody made, whatever he sees besides. */
#define SCOPE_MADE "s.created_by = :user"
#define SCOPE_OF_COMMUNES(table) SCOPE_HAS(table ".commune_id")

/* The other way: one step up from the relation up(id), to the parent and to successors. Above one area:
 * area_above_any(). */
#define SCOPE_STEP_UP \
	"SELECT a.id FROM up " \
	"JOIN area u ON u.id = up.id " \
	"LEFT JOIN area_succession s ON s.predecessor_id = up.id " \
	"JOIN area a ON a.id = u.parent_id OR a.id = s.successor_id"

/* Asked from below, of one area: WITH clause of all that it lies in or came to, from the SELECT of its id; and the
 * predicate, which binds :user. It reads a few rows where a scope has hundreds. */
#define SCOPE_UP_WITH(area) \
	"WITH RECURSIVE up(id) AS (" area " " \
	"UNION " SCOPE_STEP_UP ") "
#define SCOPE_COVERS "EXISTS (SELECT 1 FROM up JOIN user_area v ON v.area_id = up.id WHERE v.user_id = :user)"

enum scope_reach { SCOPE_NOTHING, SCOPE_WRITER, SCOPE_HAMLETS, SCOPE_COMMUNES };
enum scope_reach scope_reach(const struct actor *actor);
/* The WITH clause that the predicates below need for that role; a literal. Uses :user. */
const char *scope_with(const struct actor *actor);
/* Predicate over worker_sheet s (or sheet_tally s) for that role; a literal. Uses :user. */
const char *scope_sheets(const struct actor *actor);
/* Both for the one sheet :id. */
const char *scope_one_with(const struct actor *actor);
const char *scope_one(const struct actor *actor);
/* The same over a tally s that has commune_id and area_id alone: whoever sees the sheets of an area sees its counts; an
 * enumerator none. */
const char *scope_tally(const struct actor *actor);
/* Binds what scope_with(), scope_sheets(), scope_one() and scope_tally() use. */
void scope_bind(struct db_row *row, const struct actor *actor);

/* Predicate over member_area w: members of the Tổ are seen by who sees where they work; by who sees hamlets, also those
 * who work in the whole commune. With SCOPE_WITH. */
const char *scope_members(const struct actor *actor);

/* Predicate over roster_entry r: enumerators see whom they have to survey and whom they added, hamlet leaders those of
 * their hamlets. With SCOPE_WITH. */
const char *scope_roster(const struct actor *actor);

/* True for the roles that see whole communes. */
bool scope_is_by_commune(const struct actor *actor);
/* True for those of them that see every sheet of a commune, whatever its state. */
bool scope_sees_all(const struct actor *actor);
/* Predicate as scope_sheets() for a list that is read in the order of its ids: of one commune by that commune's index
 * (binds :commune), of many along the ids themselves. */
const char *scope_ordered(const struct actor *actor);
void scope_bind_ordered(struct db_row *row, const struct actor *actor);
/* The only commune of a user's scope, or 0; *few unless NULL: it has one to ACTOR_FEW. */
int64_t scope_only_commune(struct db *db, int64_t user_id, bool *few);

#endif
