#include "auth/session.h"

#include "auth/csrf.h"
#include "auth/limiter.h"
#include "auth/password.h"
#include "auth/seen.h"
#include "auth/session_cache.h"
#include "base/hash.h"
#include "base/memory.h"
#include "store/sheet/event.h"
#include "store/sheet/form_token.h"
#include "store/admin/session_row.h"
#include "store/admin/setting.h"
#include "store/admin/user.h"
#include "text/messages.h"

enum { COOKIE_BYTES = 32, TEXT_MAX = 256 };

struct auth {
	struct db_pool *pool;
	struct db_writer *writer;
	const struct clock *clock;
	struct password_gate *gate;
	struct limiter *limiter;
	struct seen *seen;
	struct session_cache *cache;
};

struct auth *auth_open(struct db_pool *pool, struct db_writer *writer, const struct clock *clock, struct error *error)
{
	struct auth *auth = memory_new(1, sizeof *auth);

	if (auth != NULL) {
		*auth = (struct auth){ pool, writer, clock, password_gate_new(), limiter_new(), seen_new(),
			session_cache_new() };
		if (auth->gate != NULL && auth->limiter != NULL && auth->seen != NULL && auth->cache != NULL)
			return auth;
	}
	auth_close(auth);
	error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for logins");
	return NULL;
}

void auth_close(struct auth *auth)
{
	if (auth == NULL)
		return;
	password_gate_free(auth->gate);
	limiter_free(auth->limiter);
	seen_free(auth->seen);
	session_cache_free(auth->cache);
	memory_free(auth);
}

/* ---- the session behind a cookie ---- */

static enum err write_seen(struct db *db, void *arg, struct error *error)
{
	const struct seen_write *write = arg;

	return session_seen(db, write->session_id, write->at, error);
}

static void note_use(struct auth *auth, const struct session_row *row, int64_t now)
{
	struct seen_write writes[2];
	size_t count = seen_note(auth->seen, row->id, row->seen_at, now, writes);

	for (size_t i = 0; i < count; i++) {
		struct seen_write *task = memory_new(1, sizeof *task);
		if (task == NULL)
			return;
		*task = writes[i];
		db_write_later(auth->writer, write_seen, task, NULL);
	}
}

static enum err no_session(struct error *error, const char *why)
{
	return error_set(error, ERR_UNAUTHENTICATED, message_text(MSG_UNAUTHENTICATED), "%s", why);
}

/* A row that says it was not used for a while is read again until it says otherwise: the newest use may be in the
 * database alone. */
static enum err read_session(struct auth *auth, struct arena *arena, const char *hash, struct session_row *row,
                             struct error *error)
{
	uint64_t generation = db_generation(auth->writer);

	if (session_cache_find(auth->cache, generation, hash, arena, row) &&
	    clock_seconds(auth->clock) - row->seen_at < SESSION_IDLE / 2)
		return ERR_OK;
	struct db *db = db_borrow(auth->pool, error);
	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = session_by_token(db, arena, hash, row, error);
	db_return(auth->pool, db);
	if (err == ERR_OK)
		session_cache_keep(auth->cache, generation, hash, row);
	return err;
}

enum err auth_session(struct auth *auth, struct arena *arena, const char *cookie, struct session *out,
                      struct error *error)
{
	struct session_row row;
	char hash[HASH_TEXT];

	if (cookie == NULL || strlen(cookie) != 2 * COOKIE_BYTES)
		return no_session(error, "no cookie");
	hash_text(cookie, strlen(cookie), hash);
	enum err err = read_session(auth, arena, hash, &row, error);
	if (err == ERR_NOT_FOUND)
		return no_session(error, "unknown cookie");
	if (err != ERR_OK)
		return err;
	int64_t now = clock_seconds(auth->clock);
	if (now - row.created_at >= SESSION_ABSOLUTE || now - seen_last(auth->seen, row.id, row.seen_at) >= SESSION_IDLE)
		return no_session(error, "session is over");
	note_use(auth, &row, now);
	*out = (struct session){ row.id, row.actor, row.csrf_secret, cookie, row.must_change };
	return ERR_OK;
}

/* ---- login ---- */

/* What the database knows of a login before the password is looked at. */
struct candidate {
	bool exists, known_device;
	struct user user;
};

static enum err look_up(struct auth *auth, struct arena *arena, const struct login *login, struct candidate *out,
                        struct error *error)
{
	char hash[HASH_TEXT];
	struct db *db = db_borrow(auth->pool, error);

	*out = (struct candidate){ 0 };
	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = user_by_name(db, arena, login->username, &out->user, error);
	out->exists = err == ERR_OK;
	if (out->exists && login->device != NULL) {
		hash_text(login->device, strlen(login->device), hash);
		out->known_device = device_is_known(db, hash, out->user.id);
	}
	db_return(auth->pool, db);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err must_wait(struct arena *arena, int seconds, struct error *error)
{
	const char *message = arena_print(arena, "%s %d %s", message_text(MSG_LOGIN_WAIT), seconds,
	                                  message_text(MSG_LOGIN_SECONDS));

	return error_set(error, ERR_TOO_MANY, message, "too many wrong passwords");
}

/* Limiter first, then the password. */
static enum err verify(struct auth *auth, struct arena *arena, const struct login *login,
                       const struct candidate *candidate, bool *rehash, int *retry_after, struct error *error)
{
	int seconds = limiter_wait(auth->limiter, login->username, login->address, candidate->known_device,
	                           clock_monotonic_ms());

	*retry_after = seconds;
	if (seconds > 0)
		return must_wait(arena, seconds, error);
	enum err err = password_verify(auth->gate, candidate->exists ? candidate->user.password_hash : NULL,
	                               login->password, rehash, error);
	if (err == ERR_UNAUTHENTICATED)
		limiter_failed(auth->limiter, login->username, login->address, clock_monotonic_ms());
	if (err == ERR_UNAVAILABLE)
		*retry_after = AUTH_RETRY_BUSY;
	if (err == ERR_OK)
		limiter_passed(auth->limiter, login->username, login->address);
	return err;
}

struct login_task {
	struct arena *arena;            /* of the request, whose thread waits */
	const struct candidate *candidate;
	const char *cookie_hash, *csrf_secret;
	const char *device_hash;        /* NULL: the device is known */
	const char *new_hash;           /* NULL: the stored hash is fine */
	int64_t now;
};

static enum err still_same(struct db *db, struct arena *arena, const struct user *before, struct error *error)
{
	struct user user;
	enum err err = user_by_id_any(db, arena, before->id, &user, error);

	if (err != ERR_OK)
		return err;
	if (strcmp(user.password_hash, before->password_hash) != 0)
		return error_set(error, ERR_UNAUTHENTICATED, message_text(MSG_LOGIN_WRONG),
		                 "the password was changed meanwhile");
	if (user.locked_at != NULL)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_LOGIN_LOCKED), "user is locked");
	return ERR_OK;
}

static enum err write_login(struct db *db, void *arg, struct error *error)
{
	const struct login_task *task = arg;
	int64_t user_id = task->candidate->user.id;
	enum err err = still_same(db, task->arena, &task->candidate->user, error);

	if (err == ERR_OK)
		err = session_delete_expired(db, task->now - SESSION_ABSOLUTE, task->now - SESSION_IDLE - SEEN_EVERY, error);
	if (err == ERR_OK)
		err = form_token_expire(db, task->now - FORM_TOKEN_SECONDS, error);
	if (err == ERR_OK)
		err = session_add(db, task->cookie_hash, task->csrf_secret, user_id, task->now, error);
	if (err == ERR_OK && task->device_hash != NULL)
		err = device_add(db, task->device_hash, user_id, task->now, error);
	if (err == ERR_OK && task->new_hash != NULL)
		err = user_set_password(db, user_id, task->new_hash, error);
	return err;
}

/* A random cookie, and its digest for the database. */
static const char *new_cookie(struct arena *arena, const char **digest)
{
	const char *cookie = hash_random(arena, COOKIE_BYTES);
	char *hash = arena_alloc(arena, HASH_TEXT);

	hash_text(cookie, strlen(cookie), hash);
	*digest = hash;
	return cookie;
}

static enum err begin_session(struct auth *auth, struct arena *arena, const struct login *login,
                              const struct candidate *candidate, bool rehash, struct login_result *out,
                              struct error *error)
{
	struct login_task task = { .arena = arena, .candidate = candidate, .now = clock_seconds(auth->clock) };
	char new_hash[PASSWORD_TEXT];

	out->user_id = candidate->user.id;
	out->cookie = new_cookie(arena, &task.cookie_hash);
	out->csrf_secret = task.csrf_secret = csrf_secret_new(arena);
	out->device = candidate->known_device ? login->device : new_cookie(arena, &task.device_hash);
	if (rehash && password_hash(auth->gate, login->password, new_hash, NULL) == ERR_OK)
		task.new_hash = new_hash;
	return db_write(auth->writer, write_login, &task, error);
}

enum err auth_login(struct auth *auth, struct arena *arena, const struct login *login, struct login_result *out,
                    struct error *error)
{
	struct candidate candidate;
	bool rehash = false;

	*out = (struct login_result){ 0 };
	if (strlen(login->username) > TEXT_MAX || strlen(login->password) > 4 * PASSWORD_MAX)
		return error_set(error, ERR_UNAUTHENTICATED, message_text(MSG_LOGIN_WRONG), "over-long user name or password");
	enum err err = look_up(auth, arena, login, &candidate, error);
	if (err == ERR_OK)
		err = verify(auth, arena, login, &candidate, &rehash, &out->retry_after, error);
	if (err == ERR_OK)
		err = begin_session(auth, arena, login, &candidate, rehash, out, error);
	return err;
}

/* ---- logout ---- */

static enum err write_logout(struct db *db, void *arg, struct error *error)
{
	const struct session *session = arg;

	return session_delete(db, session->id, error);
}

enum err auth_logout(struct auth *auth, const struct session *session, struct error *error)
{
	struct session copy = *session;

	return db_write(auth->writer, write_logout, &copy, error);
}

/* ---- the user's own password ---- */

struct password_task {
	struct arena *arena;
	const struct session *session;
	const struct user *user;
	const char *new_hash;
	const struct clock *clock;
};

static enum err write_password(struct db *db, void *arg, struct error *error)
{
	const struct password_task *task = arg;
	int64_t user_id = task->user->id;
	char now[CLOCK_TEXT];

	if (!session_is_alive(db, task->session->id))
		return error_set(error, ERR_UNAUTHENTICATED, message_text(MSG_UNAUTHENTICATED), "session ended meanwhile");
	enum err err = still_same(db, task->arena, task->user, error);
	if (err == ERR_OK)
		err = user_set_password(db, user_id, task->new_hash, error);
	if (err == ERR_OK)
		err = user_set_must_change(db, user_id, false, error);
	if (err == ERR_OK)
		err = session_delete_others(db, user_id, task->session->id, error);
	if (err != ERR_OK)
		return err;
	clock_now(task->clock, now);
	const struct event event = { .at = now, .actor_id = user_id, .action = ACTION_USER_PASSWORD,
		.diff = arena_print(task->arena, "{\"user\":%lld}", (long long)user_id) };
	return event_add(db, &event, error);
}

/* Reads the user of the session; a demo database keeps its passwords, but for those that must be changed. */
static enum err may_change(struct auth *auth, struct arena *arena, const struct session *session, struct candidate *out,
                           struct error *error)
{
	struct db *db = db_borrow(auth->pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = user_by_id_any(db, arena, session->actor.user_id, &out->user, error);
	bool demo = setting_get(db, arena, "demo_day") != NULL;
	db_return(auth->pool, db);
	if (err == ERR_OK && demo && !out->user.must_change)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_PASSWORD_DEMO), "passwords of a demo database stay");
	out->exists = true;
	return err;
}

enum err auth_change_password(struct auth *auth, struct arena *arena, const struct session *session,
                              struct password_change *change, struct error *error)
{
	struct candidate candidate = { .known_device = true };
	char new_hash[PASSWORD_TEXT];
	bool rehash;

	change->retry_after = 0;
	change->new_refused = false;
	enum err err = may_change(auth, arena, session, &candidate, error);
	if (err != ERR_OK)
		return err;
	change->new_refused = !password_is_acceptable(change->new_password);
	if (change->new_refused)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_PASSWORD_LENGTH),
		                 "new password too short or too long");
	struct login login = { candidate.user.username, change->old_password, change->address, NULL };
	err = verify(auth, arena, &login, &candidate, &rehash, &change->retry_after, error);
	if (err == ERR_UNAUTHENTICATED)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_PASSWORD_OLD), "old password is wrong");
	if (err == ERR_OK)
		err = password_hash(auth->gate, change->new_password, new_hash, error);
	if (err != ERR_OK)
		return err;
	struct password_task task = { arena, session, &candidate.user, new_hash, auth->clock };
	return db_write(auth->writer, write_password, &task, error);
}

enum err auth_hash_password(struct auth *auth, const char *password, char *out, struct error *error)
{
	return password_hash(auth->gate, password, out, error);
}
