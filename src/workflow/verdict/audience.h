/* Whose business findings are. */
#ifndef WORKFLOW_VERDICT_AUDIENCE_H
#define WORKFLOW_VERDICT_AUDIENCE_H

#include "base/actor.h"
#include "store/sheet/finding.h"

/* Findings that this actor is shown: checker-only rules are the officer's. */
bool finding_is_shown(const struct actor *actor, const struct finding_row *finding);
/* The rules whose findings are not: " E50 W51 "; NULL: there are none. For sheet_filter.hidden_rules. */
const char *finding_hidden_rules(struct arena *arena, const struct actor *actor);

#endif
