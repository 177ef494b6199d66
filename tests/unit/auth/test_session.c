#include "../store/world.h"

#include "auth/password.h"
#include "auth/session.h"
#include "store/admin/session_row.h"
#include "store/admin/setting.h"

static const char right[] = "mau03-mật-khẩu";

struct place {
	struct world *world;
	struct db_pool *pool;
	struct db_writer *writer;
	struct clock clock;
	struct auth *auth;
	int64_t officer;
};

static int set_up(void **state)
{
	struct place *place = memory_new(1, sizeof *place);
	char hash[PASSWORD_TEXT];

	world_open((void **)&place->world);
	assert_int_equal(password_hash(NULL, right, hash, NULL), ERR_OK);
	int64_t commune = world_area(place->world, 0, "commune", "22366", "Tân Tiến", "2020-01-01");
	place->officer = world_user(place->world, "officer", ROLE_OFFICER, hash, commune);
	int64_t locked = world_user(place->world, "locked", ROLE_OFFICER, hash, commune);
	assert_int_equal(user_set_locked(place->world->db, locked, "2024-01-01T00:00:00Z", NULL), ERR_OK);
	place->clock.fixed = (struct date){ 2024, 6, 10 };
	place->writer = db_writer_open(&place->world->config, NULL);
	place->pool = db_pool_open(&place->world->config, NULL);
	place->auth = auth_open(place->pool, place->writer, &place->clock, NULL);
	assert_non_null(place->auth);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;

	auth_close(place->auth);
	db_pool_close(place->pool);
	db_writer_close(place->writer);
	world_close((void **)&place->world);
	memory_free(place);
	return 0;
}

static enum err log_in(struct place *place, const char *user, const char *password, const char *address, struct login_result *out)
{
	const struct login login = { user, password, address, NULL };
	struct error error = { 0 };

	return auth_login(place->auth, place->world->arena, &login, out, &error);
}

static enum err look(struct place *place, const char *cookie, struct session *out)
{
	return auth_session(place->auth, place->world->arena, cookie, out, NULL);
}

static void test_login_verdicts(void **state)
{
	static const struct { const char *user, *password; enum err err; const char *reason; } rows[] = {
		{ "officer", right, ERR_OK, "right" },
		{ "officer", "wrong", ERR_UNAUTHENTICATED, "wrong password" },
		{ "nobody", right, ERR_UNAUTHENTICATED, "no such user" },
		{ "locked", right, ERR_FORBIDDEN, "locked, told to who has the password" },
		{ "locked", "wrong", ERR_UNAUTHENTICATED, "locked, not told to others" },
		{ "", "", ERR_UNAUTHENTICATED, "empty form" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct login_result result;
		char address[24];
		snprintf(address, sizeof address, "a%zu", i);
		if (log_in(*state, rows[i].user, rows[i].password, address, &result) != rows[i].err)
			fail_msg("%s", rows[i].reason);
	}
}

static void test_a_session_carries_the_actor(void **state)
{
	struct place *place = *state;
	struct login_result first, second;
	struct session session;

	assert_int_equal(log_in(place, "officer", right, "a", &first), ERR_OK);
	assert_int_equal(log_in(place, "officer", right, "a", &second), ERR_OK);
	assert_int_equal(strlen(first.cookie), 64);
	assert_string_not_equal(first.cookie, second.cookie);
	assert_int_equal(look(place, first.cookie, &session), ERR_OK);
	assert_int_equal(session.actor.user_id, place->officer);
	assert_int_equal(session.actor.role, ROLE_OFFICER);
	assert_int_equal(session.actor.session_id, session.id);
	assert_int_equal(session.actor.area_count, 1);
	assert_string_equal(session.csrf_secret, first.csrf_secret);
	assert_int_equal(auth_logout(place->auth, &session, NULL), ERR_OK);
	assert_int_equal(look(place, first.cookie, &session), ERR_UNAUTHENTICATED);
	assert_int_equal(look(place, second.cookie, &session), ERR_OK);
	assert_int_equal(look(place, NULL, &session), ERR_UNAUTHENTICATED);
	assert_int_equal(look(place, "short", &session), ERR_UNAUTHENTICATED);
}

static void test_sessions_end(void **state)
{
	struct place *place = *state;
	struct world *world = place->world;
	int64_t now = clock_seconds(&place->clock);
	const struct { int64_t created, seen; enum err err; const char *reason; } rows[] = {
		{ now - SESSION_ABSOLUTE + 60, now - 60, ERR_OK, "old but in use" },
		{ now - SESSION_ABSOLUTE, now - 60, ERR_UNAUTHENTICATED, "24 hours" },
		{ now - SESSION_IDLE + 60, now - SESSION_IDLE + 60, ERR_OK, "idle for less than 8 hours" },
		{ now - SESSION_IDLE, now - SESSION_IDLE, ERR_UNAUTHENTICATED, "idle for 8 hours" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *cookie = hash_random(world->arena, 32);
		char hash[HASH_TEXT];
		struct session_row row;
		struct session session;
		hash_text(cookie, strlen(cookie), hash);
		assert_int_equal(session_add(world->db, hash, "s", place->officer, rows[i].created, NULL), ERR_OK);
		assert_int_equal(session_by_token(world->db, world->arena, hash, &row, NULL), ERR_OK);
		assert_int_equal(session_seen(world->db, row.id, rows[i].seen, NULL), ERR_OK);
		if (look(place, cookie, &session) != rows[i].err)
			fail_msg("%s", rows[i].reason);
	}
}

static void test_wrong_passwords_must_wait(void **state)
{
	struct place *place = *state;
	struct login_result result;

	assert_int_equal(log_in(place, "officer", "wrong", "a", &result), ERR_UNAUTHENTICATED);
	assert_int_equal(result.retry_after, 0);
	assert_int_equal(log_in(place, "officer", "wrong", "b", &result), ERR_UNAUTHENTICATED);
	assert_int_equal(log_in(place, "officer", right, "b", &result), ERR_TOO_MANY);
	assert_int_equal(result.retry_after, 1);
	assert_null(result.cookie);
	assert_int_equal(log_in(place, "officer", right, "c", &result), ERR_OK);
}

/* Fifty failures from an office do not stop who has logged in there before. */
static void test_a_known_device_passes_the_address(void **state)
{
	struct place *place = *state;
	struct login_result known, result;
	struct error error = { 0 };

	assert_int_equal(log_in(place, "officer", right, "a", &known), ERR_OK);
	for (int i = 0; i < 50; i++) {
		char user[24];
		snprintf(user, sizeof user, "guess%d", i);
		assert_int_equal(log_in(place, user, "wrong", "a", &result), ERR_UNAUTHENTICATED);
	}
	assert_int_equal(log_in(place, "officer", right, "a", &result), ERR_TOO_MANY);
	struct login login = { "officer", right, "a", known.device };
	assert_int_equal(auth_login(place->auth, place->world->arena, &login, &result, &error), ERR_OK);
	assert_string_equal(result.device, known.device);
	login.device = known.cookie;    /* some other 64 digits */
	assert_int_equal(auth_login(place->auth, place->world->arena, &login, &result, &error), ERR_TOO_MANY);
}

static void test_changing_the_own_password(void **state)
{
	struct place *place = *state;
	struct login_result here, there;
	struct session session, ignored;
	static const struct { const char *old_password, *new_password; enum err err; bool new_refused; const char *reason; } rows[] = {
		{ right, "1234567", ERR_UNPROCESSABLE, true, "too short" },
		{ "wrong", "mật khẩu mới", ERR_UNPROCESSABLE, false, "the old one is wrong" },
		{ right, "mật khẩu mới", ERR_OK, false, "right" },
	};

	assert_int_equal(log_in(place, "officer", right, "x", &here), ERR_OK);
	assert_int_equal(log_in(place, "officer", right, "x", &there), ERR_OK);
	assert_int_equal(look(place, here.cookie, &session), ERR_OK);
	for (size_t i = 0; i < COUNT(rows); i++) {
		char address[24];
		snprintf(address, sizeof address, "a%zu", i);
		struct password_change change = { .old_password = rows[i].old_password, .new_password = rows[i].new_password, .address = address };
		if (auth_change_password(place->auth, place->world->arena, &session, &change, NULL) != rows[i].err || change.new_refused != rows[i].new_refused)
			fail_msg("%s", rows[i].reason);
	}
	assert_int_equal(look(place, here.cookie, &ignored), ERR_OK);
	assert_int_equal(look(place, there.cookie, &ignored), ERR_UNAUTHENTICATED);
	assert_int_equal(log_in(place, "officer", right, "y", &there), ERR_UNAUTHENTICATED);
	assert_int_equal(log_in(place, "officer", "mật khẩu mới", "z", &there), ERR_OK);
	struct password_change late = { .old_password = "mật khẩu mới", .new_password = "mật khẩu khác", .address = "z" };
	assert_int_equal(setting_set(place->world->db, "demo_day", "2024-06-10", NULL), ERR_OK);
	assert_int_equal(auth_change_password(place->auth, place->world->arena, &session, &late, NULL), ERR_FORBIDDEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_login_verdicts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_session_carries_the_actor, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sessions_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_wrong_passwords_must_wait, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_known_device_passes_the_address, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_changing_the_own_password, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
