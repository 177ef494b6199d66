/* What was given to a member of the Tổ at once. The clock of collecting runs from its day, and it is late as a whole:
 * never a sheet. */
#ifndef STORE_ROSTER_ROSTER_ASSIGNMENT_H
#define STORE_ROSTER_ROSTER_ASSIGNMENT_H

#include "store/campaign/stage.h"
#include "store/roster/roster.h"

struct roster_assignment {
	int64_t id, campaign_id, commune_id, member_id;
	const char *assigned_on;        /* ISO */
	int64_t assigned_by;
	const char *assigned_at;
	/* reading only: */
	const char *member_name, *commune_name, *campaign_name;
	int64_t people, left;           /* who still has it; of these without a sheet and without a reason */
};

enum err roster_assignment_add(struct db *db, const struct roster_assignment *assignment, int64_t *id,
                               struct error *error);
/* One of the same member, campaign, commune and day, by the same user; 0: there is none. */
int64_t roster_assignment_same_any(struct db *db, const struct roster_assignment *assignment);
/* The row is of that assignment, whoever had it before. */
enum err roster_assign(struct db *db, int64_t row_id, int64_t assignment_id, int64_t member_id, struct error *error);
/* Nobody has it any more: the member gave it back, or it was taken from him (member 0). */
enum err roster_unassign(struct db *db, int64_t row_id, int64_t member_id, const char *reason, const char *at,
                         struct error *error);
/* Those that the actor sees: of his communes, else those in which he sees somebody; the oldest first. member_id 0: of
 * any. */
enum err roster_assignments(struct db *db, struct arena *arena, const struct actor *actor, int64_t member_id,
                            struct roster_assignment **rows, size_t *count, struct error *error);
/* The last day of collecting; false: the campaign sets no days for it, or nobody is left. */
bool roster_assignment_due(const struct stage_days *days, const struct roster_assignment *assignment,
                           struct date *out);

#endif
