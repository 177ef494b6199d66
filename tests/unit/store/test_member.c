/* Members of the Tổ. */
#include "world.h"

#include "store/scope.h"

static struct member one(const struct world *world, int64_t id)
{
	struct member member;

	assert_int_equal(member_by_id_any(world->db, world->arena, id, &member, NULL), ERR_OK);
	return member;
}

static size_t writers(const struct world *world, int64_t commune, const char *day)
{
	struct member *members;
	size_t count;

	assert_int_equal(member_list_writers(world->db, world->arena, commune, day, &members, &count, NULL), ERR_OK);
	return count;
}

static void test_writers_are_those_of_the_commune(void **state)
{
	const struct world *world = *state;
	int64_t commune = world_area(world, 0, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t hamlet = world_area(world, commune, "hamlet", "H1", "Tổ 1", "2020-01-01");
	int64_t other = world_area(world, 0, "commune", "22333", "Vĩnh Hòa", "2020-01-01");
	struct member *members;
	size_t count;

	world_user(world, "b-officer", ROLE_OFFICER, "x", commune);
	world_user(world, "a-enumerator", ROLE_ENUMERATOR, "x", hamlet);
	world_user(world, "police", ROLE_POLICE, "x", commune);
	world_user(world, "elsewhere", ROLE_ENUMERATOR, "x", other);
	world_member(world, "c-stranger", hamlet);
	world_member(world, "far stranger", other);
	assert_int_equal(member_list_writers(world->db, world->arena, commune, NULL, &members, &count, NULL), ERR_OK);
	assert_int_equal(count, 3);
	assert_string_equal(members[0].username, "a-enumerator");
	assert_string_equal(members[1].username, "b-officer");
	assert_string_equal(members[2].full_name, "c-stranger");
	assert_null(members[2].username);
	assert_int_equal(members[2].user_id, 0);
}

/* The hamlet, where that is not enough the user name; nobody else is told by more than the name. */
static void test_writers_of_one_name_are_told_apart(void **state)
{
	const struct world *world = *state;
	int64_t commune = world_area(world, 0, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t first = world_area(world, commune, "hamlet", "H1", "Tổ 1", "2020-01-01");
	int64_t second = world_area(world, commune, "hamlet", "H2", "Tổ 2", "2020-01-01");
	int64_t other = world_area(world, 0, "commune", "22333", "Vĩnh Hòa", "2020-01-01");
	static const char *const told[] = { "Lê An (Tổ 1, a)", "Lê An (Tổ 1, b)", "Lê An (Tổ 2, c)", "Lê An (d)",
		"Lê An (Tổ 2, Đoàn thanh niên)", "Lê Bình" };
	const struct { const char *username, *full_name; enum role role; int64_t area; } people[] = {
		{ "a", "Lê An", ROLE_ENUMERATOR, first }, { "b", "Lê An", ROLE_ENUMERATOR, first },
		{ "c", "Lê An", ROLE_ENUMERATOR, second }, { "d", "Lê An", ROLE_OFFICER, commune },
		{ "e", "Lê Bình", ROLE_ENUMERATOR, second }, { "f", "Lê Bình", ROLE_ENUMERATOR, other },
	};
	const struct member stranger = { .full_name = "Lê An", .body = "Đoàn thanh niên" };
	struct member *members;
	size_t count;
	int64_t id;

	for (size_t i = 0; i < COUNT(people); i++) {
		id = world_user(world, people[i].username, people[i].role, "x", people[i].area);
		assert_int_equal(user_set_profile(world->db, id, people[i].full_name, people[i].role, NULL), ERR_OK);
	}
	assert_int_equal(member_add(world->db, &stranger, &second, 1, &id, NULL), ERR_OK);
	assert_int_equal(member_list_writers(world->db, world->arena, commune, NULL, &members, &count, NULL), ERR_OK);
	assert_int_equal(count, COUNT(told));
	for (size_t i = 0; i < count; i++)
		assert_string_equal(members[i].told, told[i]);
	const char *alone;
	assert_int_equal(member_told_any(world->db, world->arena, members[2].id, commune, &alone, NULL), ERR_OK);
	assert_string_equal(alone, told[2]);
	assert_int_equal(member_told_any(world->db, world->arena, 99, commune, &alone, NULL), ERR_NOT_FOUND);
}

/* Whoever may write is a member, once, of the name that the account has. */
static void test_a_member_follows_the_account(void **state)
{
	const struct world *world = *state;
	int64_t commune = world_area(world, 0, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t hamlet = world_area(world, commune, "hamlet", "H1", "Tổ 1", "2020-01-01");
	int64_t next = world_area(world, commune, "hamlet", "H2", "Tổ 2", "2020-01-01");
	int64_t other = world_area(world, 0, "commune", "22333", "Vĩnh Hòa", "2020-01-01");
	int64_t stranger = world_member(world, "An", hamlet), user = world_user(world, "binh", ROLE_POLICE, "x", hamlet);

	assert_int_equal(member_of_user_any(world->db, user), 0);
	assert_int_equal(user_set_profile(world->db, user, "Bình", ROLE_ENUMERATOR, NULL), ERR_OK);
	int64_t id = member_of_user_any(world->db, user);
	assert_int_equal(member_user_any(world->db, id), user);
	assert_int_equal(member_user_any(world->db, stranger), 0);
	assert_int_equal(member_user_any(world->db, 99), 0);
	assert_int_equal(user_set_profile(world->db, user, "Bình An", ROLE_ENUMERATOR, NULL), ERR_OK);
	assert_int_equal(member_of_user_any(world->db, user), id);
	assert_string_equal(one(world, id).full_name, "Bình An");
	assert_string_equal(one(world, id).username, "binh");
	assert_string_equal(one(world, stranger).full_name, "An");
	assert_int_equal(writers(world, commune, NULL), 2);
	assert_int_equal(user_set_areas(world->db, user, (int64_t[]){ hamlet, other }, 2, NULL), ERR_OK);
	assert_int_equal(writers(world, other, NULL), 1);
	assert_int_equal(user_set_areas(world->db, user, &other, 1, NULL), ERR_OK);
	assert_int_equal(writers(world, commune, NULL), 1);
	assert_int_equal(user_set_areas(world->db, user, &next, 1, NULL), ERR_OK);
	assert_int_equal(user_move_area(world->db, user, next, other, NULL), ERR_OK);
	assert_int_equal(writers(world, commune, NULL), 1);
	assert_int_equal(writers(world, other, NULL), 1);
	assert_int_equal(user_set_profile(world->db, user, "Bình An", ROLE_LEADER, NULL), ERR_OK);
	assert_int_equal(writers(world, other, NULL), 0);
	assert_int_equal(user_set_profile(world->db, user, "Bình An", ROLE_ADMIN, NULL), ERR_OK);
	assert_int_equal(user_set_areas(world->db, user, NULL, 0, NULL), ERR_OK);
	assert_int_equal(user_set_profile(world->db, user, "Bình An", ROLE_ENUMERATOR, NULL), ERR_OK);
	assert_int_equal(writers(world, other, NULL), 1);
	assert_int_equal(member_by_id_any(world->db, world->arena, 99, &(struct member){ .id = 0 }, NULL), ERR_NOT_FOUND);
}

/* The account goes, the member stays; who has it is another. */
static void test_a_linked_account_is_taken_from_a_member(void **state)
{
	const struct world *world = *state;
	int64_t commune = world_area(world, 0, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t stranger = world_member(world, "An", commune), user = world_user(world, "binh", ROLE_ENUMERATOR, "x", commune);
	struct member made = one(world, member_of_user_any(world->db, user));

	assert_int_equal(member_unlink(world->db, &made, NULL), ERR_CONFLICT);
	assert_int_equal(member_drop(world->db, made.id, NULL), ERR_OK);
	assert_int_equal(member_link(world->db, stranger, user, NULL), ERR_OK);
	struct member linked = one(world, stranger);
	assert_string_equal(linked.own_name, "An");
	assert_int_equal(linked.user_id, user);
	linked.full_name = "An Bình";
	assert_int_equal(member_unlink(world->db, &linked, NULL), ERR_OK);
	assert_string_equal(one(world, stranger).full_name, "An Bình");
	assert_int_equal(member_user_any(world->db, stranger), 0);
	assert_true(one(world, stranger).row_version > linked.row_version);
	assert_int_not_equal(member_of_user_any(world->db, user), 0);
	assert_int_equal(writers(world, commune, NULL), 2);
	assert_int_equal(member_unlink(world->db, &linked, NULL), ERR_CONFLICT);
	assert_int_equal(member_verify(world->db, NULL), ERR_OK);
}

/* Who has ended is named on the sheets of his days. */
static void test_who_ended_before_is_not_offered(void **state)
{
	const struct world *world = *state;
	int64_t commune = world_area(world, 0, "commune", "22366", "Tân Tiến", "2020-01-01"), id;
	const struct member member = { .full_name = "An", .phone = "0905 123 456", .trained_on = "2024-04-21", .active_from = "2024-01-01",
		.active_to = "2024-05-31" };

	assert_int_equal(member_add(world->db, &member, &commune, 1, &id, NULL), ERR_OK);
	assert_string_equal(one(world, id).active_to, "2024-05-31");
	assert_string_equal(one(world, id).trained_on, "2024-04-21");
	assert_int_equal(writers(world, commune, "2024-05-31"), 1);
	assert_int_equal(writers(world, commune, "2024-06-01"), 0);
	assert_int_equal(writers(world, commune, NULL), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_writers_are_those_of_the_commune, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_writers_of_one_name_are_told_apart, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_a_member_follows_the_account, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_a_linked_account_is_taken_from_a_member, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_who_ended_before_is_not_offered, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
