/* What the history says of a move: who, from where to where, why, and which answers changed. */
#ifndef WORKFLOW_HISTORY_H
#define WORKFLOW_HISTORY_H

#include "workflow/workflow.h"

/* {"field": [before, after], …} of the answers that differ, as they were typed, null for none; NULL when all are the
 * same. before NULL, a new sheet: only what was typed in full and kept in part. The caller deletes it or gives it to
 * history_add(). */
cJSON *history_diff(struct arena *arena, const struct answers *before, const struct answers *after);
/* Appends one event of a sheet. diff (or NULL) is printed and deleted. from NONE: the sheet is new. */
enum err history_add(struct db *db, const struct request_head *head, enum action action, int64_t sheet_id,
                     enum state from, enum state to, const char *reason, cJSON *diff, struct error *error);

/* ERR_UNPROCESSABLE when a reason is over REASON_LIMIT. */
enum err history_check_confirmations(const struct confirmation *confirmations, size_t count, struct error *error);
/* ERR_UNPROCESSABLE without a reason, or with one over REASON_LIMIT. */
enum err history_need_reason(const char *reason, struct error *error);

#endif
