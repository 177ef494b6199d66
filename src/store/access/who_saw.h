/* Who saw a sheet: the views of it by itself, and the lists, searches, files and papers that showed it. */
#ifndef STORE_ACCESS_WHO_SAW_H
#define STORE_ACCESS_WHO_SAW_H

#include "base/actor.h"
#include "db/db.h"

struct who_saw {
	int64_t sheet_id;               /* or 0, and then */
	int64_t person_id;              /* any sheet of that person that the actor may see */
	const char *from, *until;       /* UTC times: from <= at < until; NULL: without an end */
	const char *before_at;          /* the place in the list: after that row; or NULL */
	int64_t before_id;
	size_t limit;                   /* above 0 */
};

/* One for each row of access_log and each sheet sought that it speaks of. */
struct who_saw_row {
	int64_t id;                     /* of the row */
	const char *at;
	const char *actor_name, *username;
	enum role role;                 /* as it is today */
	enum access access;
	const char *table;              /* which list; NULL: the sheet by itself */
	const char *detail;             /* of a search; or NULL */
	int64_t sheet_id;
};

/* Newest first; what one row of access_log gives is not parted, so that there may be some more than limit.
 * Administrators may ask of all sheets, officers and leaders of those they see. ERR_NOT_FOUND: no such sheet or person,
 * or not for this actor; ERR_INTERNAL: a row that cannot be read. */
enum err access_who_saw(struct db *db, struct arena *arena, const struct actor *actor, const struct who_saw *sought,
                        struct who_saw_row **rows, size_t *count, struct error *error);

#endif
