/* Files that somebody sent by a page to be imported: what for, how far it is, what was wrong with its rows. */
#ifndef STORE_IMPORT_UPLOAD_H
#define STORE_IMPORT_UPLOAD_H

#include "base/actor.h"
#include "store/admin/job_row.h"
#include "store/import/import_row.h"

struct upload {
	int64_t id, owner_id, campaign_id; /* campaign_id 0: none */
	const char *kind;
	const char *area, *day, *sheet, *map; /* or NULL */
	bool whole;
	const char *file_name, *file_hash;
	const char *file;               /* in DIR/imports; NULL: it was removed */
	const char *made_at, *cancelled_at; /* cancelled_at or NULL */
	int64_t trial_job_id, job_id, import_id; /* 0: none */
	const char *look;               /* JSON, or NULL */
	struct import_counts counts;    /* of the last run */
	enum job_state trial_state, job_state; /* reading only; of those that are */
	int64_t done, total;            /* of the last job */
	const char *problem;            /* of the last job, or NULL */
};

extern const struct db_statements upload_statements;

/* Adds; id is set. */
enum err upload_add(struct db *db, struct upload *upload, struct error *error);
/* The actor's own; ERR_NOT_FOUND. */
enum err upload_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct upload *out,
                     struct error *error);
enum err upload_load_any(struct db *db, struct arena *arena, int64_t id, struct upload *out, struct error *error);
/* The actor's own, the newest first, at most limit. */
enum err upload_list(struct db *db, struct arena *arena, const struct actor *actor, int limit, struct upload **out,
                     size_t *count, struct error *error);
/* Writes area, day, sheet, map, file, cancelled_at, the jobs, the import, look and counts. */
enum err upload_set(struct db *db, const struct upload *upload, struct error *error);
/* Those whose files are there: their ids, names and since when. */
enum err upload_files_any(struct db *db, struct arena *arena, struct upload **out, size_t *count, struct error *error);

/* At most limit that were sent before that and are not being read, of which rows or the file are still kept. */
enum err upload_over_any(struct db *db, struct arena *arena, const char *before, int limit, struct upload **out,
                         size_t *count, struct error *error);
/* Nothing is left of its rows: the name of its file, how it was read, what was wrong. What nobody confirmed is
 * cancelled. The file is the caller's to remove. */
enum err upload_forget(struct db *db, int64_t id, const char *now, struct error *error);

/* ---- what was wrong ---- */

struct upload_fault { const char *cell, *label, *said; }; /* label NULL: of the whole row */

/* Instead of those that there were. */
enum err upload_set_faults(struct db *db, int64_t id, const struct upload_fault *faults, size_t count,
                           struct error *error);
/* In their order. */
enum err upload_faults_any(struct db *db, struct arena *arena, int64_t id, struct upload_fault **out, size_t *count,
                           struct error *error);

#endif
