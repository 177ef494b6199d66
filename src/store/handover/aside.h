/* Sheets that somebody put aside while entering: they come last, for that user alone. A sheet that goes on to another
 * state is put aside no more (a trigger of put_aside). */
#ifndef STORE_HANDOVER_ASIDE_H
#define STORE_HANDOVER_ASIDE_H

#include "base/actor.h"
#include "db/db.h"

/* Again does nothing. */
enum err aside_put(struct db *db, const struct actor *actor, int64_t sheet_id, struct error *error);

#endif
