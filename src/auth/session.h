/* Who is asking: login, the session behind a cookie, logout, the user's own password.
 *
 * A session ends after 8 idle hours or 24 hours; a user may have many. The database knows only digests of the
 * cookies. */
#ifndef AUTH_SESSION_H
#define AUTH_SESSION_H

#include "base/actor.h"
#include "base/clock.h"
#include "db/db.h"

enum { SESSION_IDLE = 8 * 3600, SESSION_ABSOLUTE = 24 * 3600, AUTH_RETRY_BUSY = 5 };

struct auth;

/* One for the program. NULL when memory is short. pool, writer and clock must outlive it. */
struct auth *auth_open(struct db_pool *pool, struct db_writer *writer, const struct clock *clock, struct error *error);
/* No request is in flight any more. Accepts NULL. */
void auth_close(struct auth *auth);

/* Lives in the request's arena. */
struct session {
	int64_t id;
	struct actor actor;
	const char *csrf_secret;
	const char *cookie;             /* as sent; what is sealed for the session opens by it alone (auth/seal.h) */
	bool must_change;               /* the password before anything else */
};

/* The session of a cookie (NULL: none sent), and notes its use. ERR_UNAUTHENTICATED, or ERR_UNAVAILABLE. */
enum err auth_session(struct auth *auth, struct arena *arena, const char *cookie, struct session *out,
                      struct error *error);

struct login {
	const char *username, *password, *address;
	const char *device;             /* cookie of a known device, or NULL */
};

struct login_result {
	const char *cookie;             /* 64 hexadecimal digits: 256 random bits */
	const char *device;             /* the device's cookie to set, known or new */
	const char *csrf_secret;
	int64_t user_id;
	int retry_after;                /* seconds, with ERR_TOO_MANY and ERR_UNAVAILABLE; else 0 */
};

/* ERR_UNAUTHENTICATED (the same for a wrong name and a wrong password), ERR_FORBIDDEN (right, but locked),
 * ERR_TOO_MANY, ERR_UNAVAILABLE. Texts in arena. */
enum err auth_login(struct auth *auth, struct arena *arena, const struct login *login, struct login_result *out,
                    struct error *error);
enum err auth_logout(struct auth *auth, const struct session *session, struct error *error);

struct password_change {
	const char *old_password, *new_password, *address;
	bool new_refused;               /* ERR_UNPROCESSABLE is about the new one */
	int retry_after;                /* as in login_result */
};

/* Ends the user's other sessions. ERR_UNPROCESSABLE: the old one is wrong or the new one too short or too long;
 * ERR_FORBIDDEN in a demo database, but for a user who must change it; ERR_TOO_MANY, ERR_UNAVAILABLE. */
enum err auth_change_password(struct auth *auth, struct arena *arena, const struct session *session,
                              struct password_change *change, struct error *error);

/* Hashes a password for another user, through the same gate as logins. ERR_UNAVAILABLE when too many wait. out:
 * PASSWORD_TEXT. */
enum err auth_hash_password(struct auth *auth, const char *password, char *out, struct error *error);

#endif
