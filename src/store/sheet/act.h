/* What somebody did to many sheets at once: one act, which can be taken back as one (workflow/many/many.h). */
#ifndef STORE_SHEET_ACT_H
#define STORE_SHEET_ACT_H

#include "base/actor.h"
#include "db/db.h"

struct act {
	int64_t id;
	enum action action;             /* DELIVER, or the move */
	int64_t owner_id;
	const int64_t *sheets;          /* what it was asked for, ascending */
	size_t asked;
	const char *begun_at;
	int64_t after_event;            /* the last event before it; set when it is remembered */
	int64_t job_id;                 /* does it piece by piece; 0: it was done at once */
	int64_t batch_id;               /* deliver; else 0 */
	const char *said;               /* for all of them: the reason, of ARCHIVE the place; or NULL */
	/* forward: of the bundle that comes of it (store/handover/bundle.h) */
	int64_t papers;                 /* as they were counted; below 0: not said */
	const char *for_leader;         /* or NULL */
	int64_t undo_job_id;            /* takes it back piece by piece; 0: none */
	const char *undone_at;          /* or NULL */
	/* reading only: */
	const char *ended_at;           /* NULL: it runs */
	size_t reached;                 /* so many of the sheets it came to */
};

/* Remembers it; id is set. sheets in any order, in the arena; what is there twice counts once. */
enum err act_add(struct db *db, struct arena *arena, struct act *act, struct error *error);
enum err act_set_job(struct db *db, int64_t id, int64_t job_id, struct error *error);
/* ERR_NOT_FOUND. */
enum err act_by_id_any(struct db *db, struct arena *arena, int64_t id, struct act *out, struct error *error);
/* That made the batch; one of before acts were remembered was made by none: ERR_NOT_FOUND. */
enum err act_of_batch_any(struct db *db, struct arena *arena, int64_t batch_id, struct act *out, struct error *error);
/* True for who did it, and for who sees the first of its sheets. */
bool act_visible(struct db *db, struct arena *arena, const struct actor *actor, int64_t id);

/* It was asked for the sheet and did nothing with it. */
enum err act_leave(struct db *db, int64_t id, int64_t sheet_id, struct error *error);
/* Those left out, by id, at most limit above `after`. */
enum err act_left_any(struct db *db, struct arena *arena, int64_t id, int64_t after, int64_t limit, int64_t **sheets,
                      size_t *count, struct error *error);
enum err act_count_left_any(struct db *db, int64_t id, int64_t *count, struct error *error);
/* Those that it did something with, by id. */
enum err act_done_any(struct db *db, struct arena *arena, const struct act *act, int64_t **sheets, size_t *count,
                      struct error *error);

/* ---- taking it back ---- */

enum err act_set_undoing(struct db *db, int64_t id, int64_t job_id, struct error *error);
enum err act_set_undone(struct db *db, int64_t id, const char *now, struct error *error);
/* True while a job takes an act back that was asked for the sheet. */
bool act_holds_any(struct db *db, int64_t sheet_id);

#endif
