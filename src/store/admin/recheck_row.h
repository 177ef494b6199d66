/* Judging a campaign again: what such a job has besides others, and what it found. */
#ifndef STORE_ADMIN_RECHECK_ROW_H
#define STORE_ADMIN_RECHECK_ROW_H

#include "store/admin/job_row.h"

struct recheck_job {
	struct job job;                 /* recheck_list_any() alone fills it */
	int64_t campaign_id;
	bool whole;                     /* all sheets of the campaign; else those of the owner's area */
	int64_t rule_version;           /* of the campaign when it began */
	int64_t changed;                /* sheets */
	const char *campaign_code;      /* reading only */
};

/* What belongs to a job that was just added. */
enum err recheck_add(struct db *db, int64_t job_id, const struct recheck_job *recheck, struct error *error);
enum err recheck_by_job_any(struct db *db, struct arena *arena, int64_t job_id, struct recheck_job *out,
                            struct error *error);
/* One over a whole campaign that the actor has to do with; ERR_NOT_FOUND. */
enum err recheck_shared(struct db *db, struct arena *arena, const struct actor *actor, int64_t job_id,
                        struct recheck_job *out, struct error *error);
/* The last ones of a campaign with their jobs, newest first, at most limit. */
enum err recheck_list_any(struct db *db, struct arena *arena, int64_t campaign_id, int limit, struct recheck_job **out,
                          size_t *count, struct error *error);
enum err recheck_set_changed(struct db *db, int64_t job_id, int64_t changed, struct error *error);

/* How many sheets a re-check is about: all but replaced and cancelled ones of the campaign; user_id not 0: of that
 * user's area. */
int64_t recheck_total(struct db *db, int64_t campaign_id, int64_t user_id);
/* The next ids after `after`, at most limit, into ids. */
enum err recheck_next(struct db *db, int64_t campaign_id, int64_t user_id, int64_t after, int limit, int64_t *ids,
                      size_t *count, struct error *error);
/* How far a re-check came for certain: the last sheet that it told of, and how many there are up to that one; 0 and
 * 0: it has not begun. */
enum err recheck_reached(struct db *db, int64_t job_id, int64_t campaign_id, int64_t user_id, int64_t *last,
                         int64_t *done, struct error *error);
/* The counters of open findings, without a new version of the sheet: who is editing it is not disturbed. */
enum err recheck_set_open(struct db *db, int64_t sheet_id, int64_t errors, int64_t warnings, struct error *error);

struct recheck_row {
	int64_t sheet_id;
	const char *before, *after;     /* "E22:W W31:W+": rules with their severity, + confirmed; "": nothing was found */
	bool written;                   /* false: accepted or later, only reported */
	enum state state;               /* reading only, like the next */
	const char *full_name;          /* NULL for administrators */
};

enum err recheck_add_row(struct db *db, int64_t job_id, const struct recheck_row *row, struct error *error);
/* The rows that the actor may see after that sheet, at most limit: an administrator all, without names. */
enum err recheck_rows(struct db *db, struct arena *arena, const struct actor *actor, int64_t job_id, int64_t after,
                      int limit, struct recheck_row **out, size_t *count, struct error *error);

#endif
