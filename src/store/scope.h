/* Who sees which sheets and areas: the only place where the rule stands.
 *
 * A scope is the actor's areas, their subtrees and their predecessors (area_succession). A commune is an area of level "commune"; a
 * hamlet leader's scope is hamlets. Enumerators see their own sheets; police see the sheets of signed batches of their communes. */
#ifndef STORE_SCOPE_H
#define STORE_SCOPE_H

#include "base/actor.h"
#include "db/db.h"

/* WITH clause of the relation scope(id), to stand first in a statement that uses the predicates below. Binds :user. */
#define SCOPE_WITH \
	"WITH RECURSIVE scope(id) AS (SELECT area_id FROM user_area WHERE user_id = :user " \
	"UNION SELECT a.id FROM scope JOIN area a ON a.parent_id = scope.id " \
	"OR a.id IN (SELECT predecessor_id FROM area_succession WHERE successor_id = scope.id)) "

/* The other way: one step up from the relation up(id), to the parent and to successors; and the area :area with all above it. An area is in a
 * scope when one of these is the user's own. */
#define SCOPE_STEP_UP \
	"SELECT a.id FROM up JOIN area a ON a.id = (SELECT b.parent_id FROM area b WHERE b.id = up.id) " \
	"OR a.id IN (SELECT successor_id FROM area_succession WHERE predecessor_id = up.id)"
#define SCOPE_UP_WITH "WITH RECURSIVE up(id) AS (SELECT id FROM area WHERE id = :area UNION " SCOPE_STEP_UP ") "

/* Predicate over worker_sheet s (or sheet_tally s) for that role; a literal. Uses :user. */
const char *scope_sheets(const struct actor *actor);
/* The same over a tally s that has commune_id and area_id alone: whoever sees the sheets of an area sees its counts; an enumerator none. */
const char *scope_tally(const struct actor *actor);
/* Binds what SCOPE_WITH, scope_sheets() and scope_tally() use. */
void scope_bind(struct db_row *row, const struct actor *actor);

/* True for the roles that see whole communes (not for an enumerator or a hamlet leader). */
bool scope_is_by_commune(const struct actor *actor);
/* The same predicate for a list that is read in the order of its ids: of one commune by that commune's index (binds :commune), of many along
 * the ids themselves. */
const char *scope_ordered(const struct actor *actor);
void scope_bind_ordered(struct db_row *row, const struct actor *actor);
/* The only commune of a user's scope, or 0. */
int64_t scope_only_commune(struct db *db, int64_t user_id);

#endif
