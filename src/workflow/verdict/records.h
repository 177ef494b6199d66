/* The look-ups of the record rules, answered from the store. */
#ifndef WORKFLOW_VERDICT_RECORDS_H
#define WORKFLOW_VERDICT_RECORDS_H

#include "workflow/workflow.h"

/* For a sheet as it stands or is about to be written, in its campaign. Each table is asked once, when a rule first
 * wants to know. Lives in arena, with db. */
const struct record_lookup *record_look_up(struct db *db, struct arena *arena, const struct sheet *sheet,
                                           const struct campaign *campaign);

#endif
