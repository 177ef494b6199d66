#include "world.h"

#include "store/admin/session_row.h"
#include "store/admin/setting.h"
#include "store/scope.h"

static void test_users_keep_their_areas(void **state)
{
	const struct world *world = *state;
	int64_t province = world_area(world, 0, "province", "56", "Khánh Hòa", "2020-01-01");
	int64_t commune = world_area(world, province, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t areas[] = { commune, province }, id;
	struct user user = { .username = "officer", .full_name = "Cán bộ", .password_hash = "h", .created_at = "2024-01-01T00:00:00Z",
		.role = ROLE_OFFICER, .areas = areas, .area_count = 2 };
	struct user found;

	assert_int_equal(user_add(world->db, &user, &id, NULL), ERR_OK);
	assert_int_equal(user_add(world->db, &user, &id, NULL), ERR_CONFLICT);
	assert_int_equal(user_by_name(world->db, world->arena, "Officer", &found, NULL), ERR_NOT_FOUND);
	assert_int_equal(user_by_name(world->db, world->arena, "officer", &found, NULL), ERR_OK);
	assert_int_equal(found.role, ROLE_OFFICER);
	assert_int_equal(found.area_count, 2);
	assert_int_equal(found.areas[0], province);
	assert_null(found.locked_at);
	assert_int_equal(user_set_locked(world->db, found.id, "2024-01-02T00:00:00Z", NULL), ERR_OK);
	assert_int_equal(user_set_locked(world->db, 99, NULL, NULL), ERR_NOT_FOUND);
	assert_int_equal(user_set_password(world->db, 99, "x", NULL), ERR_NOT_FOUND);
}

static void test_sessions_end_with_their_user(void **state)
{
	const struct world *world = *state;
	int64_t user = world_user(world, "a", ROLE_ADMIN, "x", 0);
	struct session_row first, second;

	assert_int_equal(session_add(world->db, "t1", "s1", user, 1000, NULL), ERR_OK);
	assert_int_equal(session_add(world->db, "t2", "s2", user, 2000, NULL), ERR_OK);
	assert_int_equal(session_by_token(world->db, world->arena, "t1", &first, NULL), ERR_OK);
	assert_int_equal(session_by_token(world->db, world->arena, "t2", &second, NULL), ERR_OK);
	assert_string_equal(second.csrf_secret, "s2");
	assert_int_equal(session_seen(world->db, first.id, 3000, NULL), ERR_OK);
	assert_int_equal(session_seen(world->db, first.id, 2500, NULL), ERR_OK);
	assert_int_equal(session_by_token(world->db, world->arena, "t1", &first, NULL), ERR_OK);
	assert_int_equal(first.seen_at, 3000);  /* never goes back */
	assert_int_equal(session_delete_expired(world->db, 1500, 0, NULL), ERR_OK);
	assert_false(session_is_alive(world->db, first.id));
	assert_true(session_is_alive(world->db, second.id));
	assert_int_equal(user_set_locked(world->db, user, "2024-01-02T00:00:00Z", NULL), ERR_OK);
	assert_false(session_is_alive(world->db, second.id));
	assert_int_equal(session_by_token(world->db, world->arena, "t2", &second, NULL), ERR_NOT_FOUND);
}

static void test_who_must_change_the_password_is_known_to_the_session(void **state)
{
	const struct world *world = *state;
	int64_t user = world_user(world, "a", ROLE_ADMIN, "x", 0);
	struct session_row row;

	assert_int_equal(session_add(world->db, "t1", "s1", user, 1000, NULL), ERR_OK);
	assert_int_equal(session_by_token(world->db, world->arena, "t1", &row, NULL), ERR_OK);
	assert_false(row.must_change);
	assert_int_equal(user_set_must_change(world->db, user, true, NULL), ERR_OK);
	assert_int_equal(session_by_token(world->db, world->arena, "t1", &row, NULL), ERR_OK);
	assert_true(row.must_change);
	assert_int_equal(user_set_must_change(world->db, 99, true, NULL), ERR_NOT_FOUND);
}

static void test_the_list_of_users_is_filtered(void **state)
{
	const struct world *world = *state;
	int64_t commune = world_area(world, 0, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t hamlet = world_area(world, commune, "hamlet", "H1", "Tổ 1", "2020-01-01");
	const struct { struct user_filter filter; size_t count; const char *first, *why; } rows[] = {
		{ { .locked = 0 }, 3, "an", "all, by user name" },
		{ { .of_role = true, .role = ROLE_POLICE }, 1, "binh", "of a role" },
		{ { .area_id = commune }, 2, "an", "of an area and what is under it" },
		{ { .area_id = hamlet }, 1, "an", "of a hamlet" },
		{ { .locked = 1 }, 1, "chi", "locked" },
		{ { .locked = -1 }, 2, "an", "not locked" },
		{ { .q = "inh" }, 1, "binh", "a part of the name" },
		{ { .q = "zz" }, 0, NULL, "nobody" },
	};
	struct user *users;
	size_t count;

	world_user(world, "binh", ROLE_POLICE, "x", commune);
	world_user(world, "an", ROLE_ENUMERATOR, "x", hamlet);
	int64_t chi = world_user(world, "chi", ROLE_ADMIN, "x", 0);
	assert_int_equal(user_set_locked(world->db, chi, "2024-01-02T00:00:00Z", NULL), ERR_OK);
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(user_find_any(world->db, world->arena, &rows[i].filter, &users, &count, NULL), ERR_OK);
		if (count != rows[i].count || (count > 0 && strcmp(users[0].username, rows[i].first) != 0))
			fail_msg("%s: %zu", rows[i].why, count);
	}
}

/* The one that the lists of a user go along; 0 for several, or for what lies below one. */
static void test_the_only_commune_of_a_user(void **state)
{
	const struct world *world = *state;
	int64_t district = world_area(world, 0, "district", "568", "Nha Trang", "2020-01-01");
	int64_t old = world_area(world, district, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t other = world_area(world, district, "commune", "22367", "Tân Lập", "2020-01-01");
	int64_t hamlet = world_area(world, old, "hamlet", "H1", "Tổ 1", "2020-01-01");
	int64_t of_old = world_user(world, "a", ROLE_OFFICER, "x", old);
	int64_t of_district = world_user(world, "b", ROLE_DISTRICT, "x", district);
	int64_t of_hamlet = world_user(world, "c", ROLE_HAMLET_LEADER, "x", hamlet);
	int64_t of_other = world_user(world, "d", ROLE_OFFICER, "x", other);
	int64_t both[] = { old, other }, twice[] = { old, hamlet };
	bool few;

	assert_int_equal(scope_only_commune(world->db, of_old, NULL), old);
	assert_int_equal(scope_only_commune(world->db, of_district, NULL), 0);
	assert_int_equal(scope_only_commune(world->db, of_hamlet, NULL), 0);
	assert_int_equal(user_set_areas(world->db, of_old, both, 2, NULL), ERR_OK);
	assert_int_equal(scope_only_commune(world->db, of_old, NULL), 0);
	assert_int_equal(user_set_areas(world->db, of_old, twice, 2, NULL), ERR_OK);
	assert_int_equal(scope_only_commune(world->db, of_old, NULL), old);
	assert_int_equal(area_succeed(world->db, old, other, false, NULL), ERR_OK);
	assert_int_equal(scope_only_commune(world->db, of_other, &few), 0);
	assert_true(few);
	for (int i = 0; i < ACTOR_FEW - 1; i++)
		world_area(world, district, "commune", arena_print(world->arena, "2250%d", i), "Phường", "2020-01-01");
	assert_int_equal(scope_only_commune(world->db, of_district, &few), 0);
	assert_false(few);
	assert_int_equal(scope_only_commune(world->db, of_hamlet, &few), 0);
	assert_false(few);
}

/* The nearest area above that has a value of its own; else the one for all. */
static void test_settings_are_inherited(void **state)
{
	const struct world *world = *state;
	struct arena *arena = world->arena;
	int64_t province = world_area(world, 0, "province", "56", "Khánh Hòa", "2020-01-01");
	int64_t commune = world_area(world, province, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t *areas;
	size_t count;

	assert_null(setting_for_area(world->db, arena, "office.name", commune));
	assert_int_equal(setting_set(world->db, "office.name", "all", NULL), ERR_OK);
	assert_string_equal(setting_for_area(world->db, arena, "office.name", commune), "all");
	assert_int_equal(setting_set(world->db, setting_name(arena, "office.name", province), "province", NULL), ERR_OK);
	assert_string_equal(setting_for_area(world->db, arena, "office.name", commune), "province");
	assert_string_equal(setting_for_area(world->db, arena, "office.name", 0), "all");
	assert_int_equal(setting_areas_any(world->db, arena, &areas, &count, NULL), ERR_OK);
	assert_int_equal(count, 1);
	assert_int_equal(areas[0], province);
	assert_int_equal(setting_drop(world->db, setting_name(arena, "office.name", province), NULL), ERR_OK);
	assert_string_equal(setting_for_area(world->db, arena, "office.name", commune), "all");
}

static void test_settings_are_replaced(void **state)
{
	const struct world *world = *state;

	assert_null(setting_get(world->db, world->arena, "demo_day"));
	assert_int_equal(setting_set(world->db, "demo_day", "2024-06-10", NULL), ERR_OK);
	assert_int_equal(setting_set(world->db, "demo_day", "2024-06-11", NULL), ERR_OK);
	assert_string_equal(setting_get(world->db, world->arena, "demo_day"), "2024-06-11");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_users_keep_their_areas, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_sessions_end_with_their_user, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_who_must_change_the_password_is_known_to_the_session, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_the_list_of_users_is_filtered, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_the_only_commune_of_a_user, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_settings_are_inherited, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_settings_are_replaced, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
