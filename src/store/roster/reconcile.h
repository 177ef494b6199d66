/* What stands on the sheets of a campaign beside its list, and what was decided where the two do not agree. */
#ifndef STORE_ROSTER_RECONCILE_H
#define STORE_ROSTER_RECONCILE_H

#include "store/roster/roster.h"

/* A live sheet of somebody who has not ended. */
struct reconcile_sheet {
	int64_t id, commune_id, person_id;
	struct roster_facts facts;      /* address: the permanent one; no household, source, category, note */
	const char *current_address, *name_sound, *area_name;
};

/* Those of a campaign that the actor sees, by id. */
enum err reconcile_sheets(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                          struct reconcile_sheet **rows, size_t *count, struct error *error);

struct reconcile_decision {
	int64_t id, campaign_id, roster_id, sheet_id; /* one of the two may be 0 */
	enum reconcile_choice choice;
	const char *fields, *note;      /* what differed then; note or NULL */
	int64_t decided_by;
	const char *decided_at, *decided_name; /* the name: reading only */
};

/* Of a campaign, the newest first. */
enum err reconcile_decisions_any(struct db *db, struct arena *arena, int64_t campaign_id,
                                 struct reconcile_decision **rows, size_t *count, struct error *error);
enum err reconcile_decide(struct db *db, const struct reconcile_decision *decision, struct error *error);

#endif
