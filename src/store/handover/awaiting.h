/* Papers that somebody is still to do something with, as counts for the first page. */
#ifndef STORE_HANDOVER_AWAITING_H
#define STORE_HANDOVER_AWAITING_H

#include "base/actor.h"
#include "db/db.h"

/* Minutes in the actor's scope that are not issued yet. */
enum err awaiting_drafts(struct db *db, const struct actor *actor, int64_t *count, struct error *error);
/* Papers that the police have done with, entered or returned, and that did not come back. */
enum err awaiting_back(struct db *db, const struct actor *actor, int64_t *count, struct error *error);
/* Sheets without a finding that wait for acceptance in a bundle that nobody counted yet. */
enum err awaiting_uncounted(struct db *db, const struct actor *actor, int64_t *count, struct error *error);

#endif
