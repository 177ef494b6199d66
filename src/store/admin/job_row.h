/* Background work as it is remembered, and what a re-check of a campaign found. */
#ifndef STORE_ADMIN_JOB_ROW_H
#define STORE_ADMIN_JOB_ROW_H

#include "base/actor.h"
#include "db/db.h"

struct job {
	int64_t id;
	const char *kind;               /* "recheck" */
	int64_t campaign_id;
	bool whole;                     /* all sheets of the campaign; else those of the starter's area */
	enum job_state state;
	int64_t total, done, changed;   /* sheets */
	int64_t rule_version;           /* of the campaign when it began */
	int64_t started_by;
	const char *started_at, *finished_at; /* finished_at NULL: running */
	const char *campaign_code, *starter_name; /* reading only */
};

/* True for who began it, and for administrators. */
bool job_is_own(const struct actor *actor, const struct job *job);
/* The actor's own, and those over a whole campaign that the actor has to do with; ERR_NOT_FOUND. */
enum err job_by_id(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct job *out,
                   struct error *error);
enum err job_by_id_any(struct db *db, struct arena *arena, int64_t id, struct job *out, struct error *error);
/* The last jobs of a campaign, newest first, at most limit. */
enum err job_list_any(struct db *db, struct arena *arena, int64_t campaign_id, int limit, struct job **out,
                      size_t *count, struct error *error);
/* Adds a running one; id is set. ERR_CONFLICT when one of the campaign runs. */
enum err job_add(struct db *db, struct job *job, struct error *error);
enum err job_progress(struct db *db, int64_t id, int64_t done, int64_t changed, struct error *error);
/* Only one that runs. */
enum err job_finish(struct db *db, int64_t id, enum job_state state, const char *now, struct error *error);
/* One that ended before its end runs again. ERR_CONFLICT when it is no such job, or another of the campaign runs. */
enum err job_reopen(struct db *db, int64_t id, struct error *error);
/* Those that run were interrupted: the program that ran them is gone. */
enum err job_stop_all(struct db *db, const char *now, struct error *error);

/* ---- re-checks ---- */

/* How many sheets a re-check is about: all but replaced and cancelled ones of the campaign; user_id not 0: of that
 * user's area. */
int64_t recheck_total(struct db *db, int64_t campaign_id, int64_t user_id);
/* The next ids after `after`, at most limit, into ids. */
enum err recheck_next(struct db *db, int64_t campaign_id, int64_t user_id, int64_t after, int limit, int64_t *ids,
                      size_t *count, struct error *error);
/* How far a re-check came for certain: the last sheet that it told of, and how many there are up to that one; 0 and
 * 0: it has not begun. */
enum err recheck_reached(struct db *db, const struct job *job, int64_t user_id, int64_t *last, int64_t *done,
                         struct error *error);
/* The counters of open findings, without a new version of the sheet: who is editing it is not disturbed. */
enum err recheck_set_open(struct db *db, int64_t sheet_id, int64_t errors, int64_t warnings, struct error *error);

struct recheck_row {
	int64_t sheet_id;
	const char *before, *after;     /* "E22:W W31:W+": rules with their severity, + confirmed; "": nothing was found */
	bool written;                   /* false: accepted or later, only reported */
	enum state state;               /* reading only, like the next */
	const char *full_name;          /* NULL for administrators */
};

enum err recheck_add(struct db *db, int64_t job_id, const struct recheck_row *row, struct error *error);
/* The rows that the actor may see after that sheet, at most limit: an administrator all, without names. */
enum err recheck_rows(struct db *db, struct arena *arena, const struct actor *actor, int64_t job_id, int64_t after,
                      int limit, struct recheck_row **out, size_t *count, struct error *error);

#endif
