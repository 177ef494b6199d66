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
	int64_t week, before;           /* entered in the last seven days and in the seven before, when they are wanted */
};

/* What the last days brought to an area, as progress_gained() tells it: those from `first`, of the last fourteen, with
 * today; the last seven; the seven before. Of who sees the own sheets alone by_row tells nothing. */
struct progress_recent {
	struct date first;
	bool by_row;                    /* `week` and `before` of each row are wanted too */
	struct progress_row gained, week, before;
};

/* One row for each child of the area (or the area itself when it has none), by code, and last, when there are any,
 * one for sheets without a hamlet; and their total with the area's own target when it has one. The caller has seen
 * that the area is in the actor's scope. A role of one hamlet or one person sees its own figures only. recent: what the
 * last days brought, or NULL. */
enum err progress_rows(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                       int64_t area_id, struct date today, struct progress_recent *recent, struct progress_row **rows,
                       size_t *count, struct progress_row *total, struct error *error);

/* What the days from `from` to `to` brought to collected, accepted and entered of the area: sheets that came in less
 * those that left (the other figures stay 0). Of a hamlet leader the own hamlets are counted. The caller has seen
 * that the area is in the actor's scope. */
enum err progress_gained(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                         int64_t area_id, struct date from, struct date to, struct progress_row *gained,
                         struct error *error);
/* The sums of all days against the sheets of today. ERR_INTERNAL names a commune where they differ. */
enum err progress_verify(struct db *db, struct error *error);

#endif
