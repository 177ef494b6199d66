/* What bundles of papers have to do with the moves of a sheet. Private to workflow/, within a task. */
#ifndef WORKFLOW_HANDOVER_BUNDLE_MOVE_H
#define WORKFLOW_HANDOVER_BUNDLE_MOVE_H

#include "store/handover/bundle.h"
#include "text/messages.h"
#include "workflow/gate.h"

/* A sheet that is sent on goes in a bundle: with those of the same act, hamlet and campaign, else by itself; an
 * officer's own is confirmed at once. Taking that back takes it out again. Minutes of a
 * bundle that its officer confirmed himself are issued with the next move of the sheet, which ends the time in which
 * sending on is taken back. Nothing for any other move. The sheet is written already. */
enum err bundle_follow(struct db *db, struct move *move, struct error *error);
/* Whether one bundle can come of what is asked for: ERR_NOT_FOUND when a sheet is not the actor's, ERR_UNPROCESSABLE
 * when they are of several hamlets or campaigns, or when an officer, who confirms it at once, counted another number
 * of papers. */
struct bundle_of { const int64_t *ids; size_t count; int64_t papers; };
enum err bundle_check(struct db *db, struct arena *arena, const struct actor *actor, const struct bundle_of *of,
                      struct error *error);
/* Issues the minutes of a bundle that is counted, on the day of the task: they have no number of their own. */
enum err bundle_issue(struct db *db, const struct request_head *head, const struct bundle *bundle,
                      struct error *error);
/* The same of the one that came of the act, which an officer counts when he makes it. */
enum err bundle_issue_own(struct db *db, const struct request_head *head, int64_t act_id, struct error *error);
/* ERR_CONFLICT: the sheet stands in minutes that were issued. */
enum err bundle_check_not_issued(struct db *db, struct arena *arena, int64_t sheet_id, struct error *error);
/* A sentence about the bundle, whose number is {1}. */
const char *bundle_sentence(struct arena *arena, enum message message, struct bundle_name bundle);

#endif
