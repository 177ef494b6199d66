/* Background work as it is remembered, whatever its kind. */
#ifndef STORE_ADMIN_JOB_ROW_H
#define STORE_ADMIN_JOB_ROW_H

#include "base/actor.h"
#include "db/db.h"

/* A file that came of it. */
struct job_file {
	const char *name;               /* NULL: none came */
	const char *type;               /* as Content-Type */
	int64_t bytes;
	const char *expires_at;
	const char *file;               /* in DIR/results; NULL: it was removed */
};

struct job {
	int64_t id;
	const char *kind;               /* job/job.h */
	int64_t owner_id;
	int64_t area_id;                /* 0: all that the owner has to do with */
	const char *lane;               /* no two of a kind run in one lane; NULL: beside any other */
	const char *parameters;         /* JSON, as the kind reads it */
	const char *standing;           /* job_standing() of the owner when it was begun; "": not known */
	enum job_state state;
	int64_t done, total;            /* what is counted, the kind knows */
	const char *started_at, *finished_at; /* finished_at NULL: running */
	const char *problem;            /* a sentence for the owner, or NULL */
	struct job_file result;
	const char *owner_name, *area_name;   /* reading only; area_name may be NULL */
};

/* A digest of role and areas: what somebody may see hangs on it. In the arena. */
const char *job_standing(struct arena *arena, const struct actor *actor);

/* True for who began it, and for administrators. */
bool job_is_own(const struct actor *actor, const struct job *job);
/* The actor's own, any for an administrator, and judgements of a whole campaign that the actor has to do with;
 * ERR_NOT_FOUND. */
enum err job_by_id(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct job *out,
                   struct error *error);
enum err job_by_id_any(struct db *db, struct arena *arena, int64_t id, struct job *out, struct error *error);
/* The actor's own, or everybody's for an administrator, newest first, at most limit; before: only those with a
 * smaller id; 0: all. */
enum err job_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t before, int limit,
                  struct job **out, size_t *count, struct error *error);
/* Adds a running one; id is set. ERR_CONFLICT when one of its kind runs in its lane. */
enum err job_add(struct db *db, struct job *job, struct error *error);
enum err job_progress(struct db *db, int64_t id, int64_t done, struct error *error);

struct job_ending {
	int64_t id;
	enum job_state state;
	const char *at;
	const char *problem;            /* or NULL */
	struct job_file result;         /* or none */
};

/* Only one that runs. */
enum err job_finish(struct db *db, const struct job_ending *ending, struct error *error);
/* One that ended before its end runs again. ERR_CONFLICT when it is no such job, or another runs in its lane. */
enum err job_reopen(struct db *db, int64_t id, struct error *error);
/* Those that run, oldest first. */
enum err job_running_any(struct db *db, struct arena *arena, struct job **out, size_t *count, struct error *error);

/* The files that are said to be there. */
struct job_kept { int64_t id; const char *file, *expires_at; };
enum err job_files_any(struct db *db, struct arena *arena, struct job_kept **out, size_t *count, struct error *error);
/* The file of that job is gone. */
enum err job_forget_file(struct db *db, int64_t id, struct error *error);

#endif
