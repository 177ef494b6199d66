/* Who is told that somebody looked for too many numbers: the areas of that user contain or equal one of the reader's. */
#include "world.h"

#include "store/sheet/event.h"
#include "store/admin/notice.h"

static void happens(const struct world *world, const char *at, int64_t user, enum action action)
{
	const struct event event = { .at = at, .actor_id = user, .action = action, .diff = "{\"role\":\"district\"}" };

	assert_int_equal(event_add(world->db, &event, NULL), ERR_OK);
}

/* The names, newest first, with commas. */
static const char *told(const struct world *world, int64_t user, const char *since, size_t max)
{
	const struct actor actor = { .user_id = user, .role = ROLE_LEADER };
	struct notice *notices;
	const char *names = "";
	size_t count;

	assert_int_equal(notice_searches(world->db, world->arena, &actor, since, max, &notices, &count, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++)
		names = arena_print(world->arena, "%s%s%s", names, i == 0 ? "" : ",", notices[i].full_name);
	return names;
}

static void those_above_are_told_of(void **state)
{
	struct world *world = *state;
	int64_t province = world_area(world, 0, "province", "56", "P", "2020-01-01"), district = world_area(world, province, "district", "568", "D", "2020-01-01");
	int64_t commune = world_area(world, district, "commune", "1", "C", "2020-01-01"), other = world_area(world, district, "commune", "2", "O", "2020-01-01");
	int64_t hamlet = world_area(world, commune, "hamlet", "11", "H", "2020-01-01"), later = world_area(world, province, "commune", "3", "L", "2025-07-01");
	const int64_t areas[] = { province, district, commune, other, hamlet, later };
	static const char *const names[] = { "province", "district", "commune", "other", "hamlet", "later" };
	int64_t leader = world_user(world, "leader", ROLE_LEADER, "x", commune), second = world_user(world, "second", ROLE_LEADER, "x", other);

	assert_int_equal(area_succeed(world->db, commune, later, false, NULL), ERR_OK);
	for (size_t i = 0; i < COUNT(areas); i++)
		happens(world, arena_print(world->arena, "2024-06-1%zuT00:00:00Z", i), world_user(world, names[i], ROLE_DISTRICT, "x", areas[i]), ACTION_SEARCH_LIMITED);
	happens(world, "2024-06-20T00:00:00Z", leader, ACTION_USER_CHANGE);
	assert_string_equal(told(world, leader, "2024-01-01T00:00:00Z", 9), "later,commune,district,province");
	assert_string_equal(told(world, second, "2024-01-01T00:00:00Z", 9), "other,district,province");
	assert_string_equal(told(world, leader, "2024-01-01T00:00:00Z", 2), "later,commune");
	assert_string_equal(told(world, leader, "2024-06-12T00:00:00Z", 9), "later,commune");
	assert_string_equal(told(world, leader, "2024-06-15T00:00:01Z", 9), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(those_above_are_told_of, world_open, world_close) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
