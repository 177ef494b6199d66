/* Sessions and known devices. Tokens are stored hashed. */
#ifndef STORE_ADMIN_SESSION_ROW_H
#define STORE_ADMIN_SESSION_ROW_H

#include "base/actor.h"
#include "db/db.h"

struct session_row {
	int64_t id, user_id, created_at, seen_at;
	const char *csrf_secret;
	bool must_change;               /* the user's password before anything else */
	struct actor actor;             /* with areas; reading only */
};

extern const struct db_statements session_statements;

/* The session of that token hash with its actor; ERR_NOT_FOUND when there is none or its user is locked. */
enum err session_by_token(struct db *db, struct arena *arena, const char *token_hash, struct session_row *out,
                          struct error *error);
/* True while the session exists and its user is not locked: jobs ask this before they write. */
bool session_is_alive(struct db *db, int64_t session_id);
enum err session_add(struct db *db, const char *token_hash, const char *csrf_secret, int64_t user_id, int64_t now,
                     struct error *error);
enum err session_seen(struct db *db, int64_t id, int64_t now, struct error *error);
enum err session_delete(struct db *db, int64_t id, struct error *error);
/* All of a user but one (0: all). */
enum err session_delete_others(struct db *db, int64_t user_id, int64_t keep, struct error *error);
/* Those created before or last seen before. */
enum err session_delete_expired(struct db *db, int64_t created_before, int64_t seen_before, struct error *error);
enum err device_add(struct db *db, const char *token_hash, int64_t user_id, int64_t now, struct error *error);
bool device_is_known(struct db *db, const char *token_hash, int64_t user_id);

#endif
