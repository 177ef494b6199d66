/* Who imports when a command does: nobody of the house. Sheets must have been typed by an account, and what somebody
 * may see follows from the areas of one: so there is one that is locked, has no password, and has every area. */
#ifndef WORKFLOW_IMPORT_IMPORT_ACTOR_H
#define WORKFLOW_IMPORT_IMPORT_ACTOR_H

#include "base/actor.h"
#include "base/clock.h"
#include "db/db.h"

/* Of that account, which is made when there is none, as an officer of all areas. In a transaction. */
enum err import_command_actor(struct db *db, struct arena *arena, const struct clock *clock, struct actor *out,
                              struct error *error);
/* Who is said to have seen what a command gives out: another such account, without areas. In a transaction. */
enum err export_command_actor(struct db *db, struct arena *arena, const struct clock *clock, struct actor *out,
                              struct error *error);

#endif
