/* Progress against the plan, counted from the sheets. */
#ifndef STORE_REPORT_PROGRESS_H
#define STORE_REPORT_PROGRESS_H

#include "base/actor.h"
#include "base/date.h"
#include "db/db.h"

/* src/domain.md §12: collected = not draft, replaced or cancelled; accepted = accepted, handed_over, police_returned,
 * entered, archived; handed_over = the last four; entered = entered, archived; returned, police_returned = now in
 * that state; left = target - entered; late = longer in a stage than its campaign allows. */
struct progress_row {
	int64_t area_id;                /* 0: sheets of the commune that name none of its hamlets */
	const char *code, *name, *level; /* code NULL with area_id 0 */
	int64_t target;                 /* -1: none set */
	int64_t collected, accepted, returned, handed_over, entered, police_returned, left, late;
	int64_t week, before;           /* entered in the last seven days and in the seven before (progress_rows_recent) */
};

/* One row for each child of the area (or the area itself when it has none), by code, and last, when there are any,
 * one for sheets without a hamlet; and their total with the area's own target when it has one. The caller has seen
 * that the area is in the actor's scope. A role of one hamlet or one person sees its own figures only. */
enum err progress_rows(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                       int64_t area_id, struct date today, struct progress_row **rows, size_t *count,
                       struct progress_row *total, struct error *error);

/* The same with `week` and `before` of each row (0 of who sees the own sheets alone: nothing is kept of them by day; of
 * a hamlet leader those of the own hamlets), and what the days from `first`, of the last fourteen, to today brought to
 * the area, as progress_gained() tells it. */
enum err progress_rows_recent(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                              int64_t area_id, struct date first, struct date today, struct progress_row **rows,
                              size_t *count, struct progress_row *total, struct progress_row *gained,
                              struct error *error);

/* What the days from `from` to `to` brought to collected, accepted and entered of the area: sheets that came in less
 * those that left (the other figures stay 0). Of a hamlet leader the own hamlets are counted. The caller has seen
 * that the area is in the actor's scope. */
enum err progress_gained(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                         int64_t area_id, struct date from, struct date to, struct progress_row *gained,
                         struct error *error);
/* The sums of all days against the sheets of today. ERR_INTERNAL names a commune where they differ. */
enum err progress_verify(struct db *db, struct error *error);

#endif
