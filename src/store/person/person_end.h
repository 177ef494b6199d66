/* The end of a person: died, moved away, or none of those to be counted any more (src/domain.md §5). After it no list
 * counts him. It is of the whole group that the person belongs to; who joins it has it, too. */
#ifndef STORE_PERSON_PERSON_END_H
#define STORE_PERSON_PERSON_END_H

#include "base/actor.h"
#include "db/db.h"

/* The sheet s is of nobody, or of somebody who has not ended. */
#define PERSON_GOES_ON(s) \
	"NOT EXISTS (SELECT 1 FROM person_end ended " \
	"WHERE ended.person_id = " s ".person_id AND ended.undone_at IS NULL)"

struct person_end {
	enum end_reason reason;
	const char *day, *note;         /* ISO; note or NULL */
	enum end_source source;
	int64_t sheet_id, roster_id;    /* which the police returned; the row of the list that says why; or 0 */
	int64_t ended_by;
	const char *ended_at;           /* UTC */
	/* reading only: */
	const char *ended_name;
	bool undone;
	const char *undone_name, *undone_at, *undo_reason;
};

/* The one that holds; false: he has none. */
bool person_end_now(struct db *db, struct arena *arena, int64_t person_id, struct person_end *out);
bool person_has_ended_any(struct db *db, int64_t person_id);
/* All of them, the newest first. */
enum err person_ends_any(struct db *db, struct arena *arena, int64_t person_id, struct person_end **rows,
                         size_t *count, struct error *error);
/* For all of the person's group who have none yet. */
enum err person_end_add(struct db *db, int64_t person_id, const struct person_end *end, struct error *error);
/* What holds for the group holds no more. */
enum err person_end_undo(struct db *db, int64_t person_id, int64_t by, const char *at, const char *reason,
                         struct error *error);
/* The same of those that the police's return of that sheet brought, or that row of the list; the other is 0. */
enum err person_end_undo_of(struct db *db, int64_t sheet_id, int64_t roster_id, int64_t by, const char *at,
                            const char *reason, struct error *error);

#endif
