/* The verdict on a sheet: the acceptance rules with today, the campaign and the look-ups of the store, as rows to be
 * kept. */
#ifndef WORKFLOW_VERDICT_VERDICT_H
#define WORKFLOW_VERDICT_VERDICT_H

#include "workflow/workflow.h"

struct verdict {
	struct finding_row *rows;
	size_t count;
	size_t aside;                   /* confirmations kept aside (store/sheet/finding.h): that many rows behind those */
	int64_t errors, warnings;       /* open ones */
	bool stops_submission;          /* an open E01-E24 */
	int64_t rule_version;           /* of the campaign's rules that were asked */
	const struct finding_row *before; /* of the sheet as it was judged before, with those kept aside */
	size_t before_count;
};

/* What the rules know besides the answers: the day, the campaign, the look-ups of the store. Lives in arena with db,
 * sheet and campaign. */
void verdict_context(struct db *db, struct arena *arena, struct date today, const struct sheet *sheet,
                     const struct campaign *campaign, struct rule_context *out);
/* Judges. Confirmations of `before` (may be empty) stay while the answers they were about do: on the finding, or
 * aside. */
void verdict_reach(struct db *db, struct arena *arena, const struct workflow *workflow, const struct sheet *sheet,
                   const struct campaign *campaign, const struct finding_row *before, size_t before_count,
                   struct verdict *out);
/* Judges a sheet whose findings are stored (a new one has none): with those as `before`. */
enum err verdict_again(struct db *db, struct arena *arena, const struct workflow *workflow, const struct sheet *sheet,
                       const struct campaign *campaign, struct verdict *out, struct error *error);
/* False when nothing is new: the findings of `before` about the same, confirmed or not as then. */
bool verdict_differs(const struct verdict *verdict);
/* The same, and writes what is new, findings and counters: nobody's version of the sheet is stale for that. */
enum err verdict_renew(struct db *db, struct arena *arena, const struct workflow *workflow, struct sheet *sheet,
                       struct verdict *out, struct error *error);
/* Confirms open warnings that a confirmation with a reason names, by id or by rule; how many. */
size_t verdict_confirm(struct verdict *verdict, const struct confirmation *confirmations, size_t count,
                       int64_t user_id, const char *now);
/* Takes back what a confirmation names, whatever its reason, and adds "_withdrawn_RULE": the reason that was given,
 * to a history entry. user_id not 0: only what that user confirmed. */
size_t verdict_withdraw(struct verdict *verdict, const struct confirmation *confirmations, size_t count,
                        int64_t user_id, struct arena *arena, cJSON *diff);
/* Adds "_confirmed_RULE": reason to a history entry for what was confirmed at `now` (the same pointer). */
void verdict_tell_confirmed(const struct verdict *verdict, const char *now, struct arena *arena, cJSON *diff);
/* Writes the rows and the sheet's counters (the sheet itself is written by the caller). */
enum err verdict_store(struct db *db, struct sheet *sheet, struct verdict *verdict, struct error *error);

#endif
