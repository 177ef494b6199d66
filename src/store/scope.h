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

/* Predicate over worker_sheet s for that role; a literal. Uses :user and, for the roles of one commune, nothing else. */
const char *scope_sheets(const struct actor *actor);
/* Binds what SCOPE_WITH and scope_sheets() use. */
void scope_bind(struct db_row *row, const struct actor *actor);

#endif
