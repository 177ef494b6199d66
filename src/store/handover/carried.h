/* The papers that carried a sheet: the bundles, batches and returns in which it lay, and the issued minutes that it
 * passed in. What the road of a sheet names (workflow/road/road.h). */
#ifndef STORE_HANDOVER_CARRIED_H
#define STORE_HANDOVER_CARRIED_H

#include "base/code.h"
#include "db/db.h"

struct carried {
	enum paper_kind kind;
	int64_t id, number, year;       /* of the bundle, batch, return, minutes; number 0: it has none */
	const char *at;                 /* UTC: made; of minutes: issued */
	bool open;                      /* nobody counted it, or signed for it, yet */
	enum outcome outcome;           /* of the sheet in it */
	int64_t event_id;               /* of minutes: the move that they tell; else 0 */
	/* The leader for whom a bundle was counted, who signed for a batch on paper, the keeper of a return; or NULL. */
	const char *who;
	const char *place;              /* of a return: where what was entered is kept; or NULL */
	enum minutes_type type;         /* of minutes */
};

/* In no order, without those that the sheet was taken out of again. The caller has seen that the actor may see the
 * sheet. */
enum err carried_of_sheet_any(struct db *db, struct arena *arena, int64_t sheet_id, struct carried **items,
                              size_t *count, struct error *error);

/* Bundles and batches of a commune and year are numbered without a gap; what an issued paper is about is there, and
 * done: counted, signed for. ERR_INTERNAL names the first that is not. */
enum err carried_verify(struct db *db, struct error *error);

#endif
