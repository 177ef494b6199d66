#include "world.h"


/* Tỉnh 56 > huyện 568 > xã 22366 (until 30/06/2025) > tổ H1, H2, H10; from 01/07/2025 the new 22366 right below the province. */
struct tree {
	int64_t province, district, old_commune, new_commune, other_commune, hamlet;
};

static struct tree grow(const struct world *world)
{
	struct tree tree;
	int64_t ignored;

	tree.province = world_area(world, 0, "province", "56", "Khánh Hòa", "2020-01-01");
	tree.district = world_area(world, tree.province, "district", "568", "Nha Trang", "2020-01-01");
	tree.old_commune = world_area(world, tree.district, "commune", "22366", "Tân Tiến", "2020-01-01");
	tree.other_commune = world_area(world, tree.district, "commune", "22333", "Vĩnh Hòa", "2020-01-01");
	tree.hamlet = world_area(world, tree.old_commune, "hamlet", "H10", "Tổ 10", "2020-01-01");
	world_area(world, tree.old_commune, "hamlet", "H2", "Tổ 2", "2020-01-01");
	world_area(world, tree.old_commune, "hamlet", "568", "Tổ 1", "2024-06-01");
	assert_int_equal(area_end(world->db, tree.old_commune, "2025-06-30", NULL), ERR_OK);
	tree.new_commune = world_area(world, tree.province, "commune", "22366", "Nha Trang", "2025-07-01");
	assert_int_equal(area_succeed(world->db, tree.old_commune, tree.new_commune, false, NULL), ERR_OK);
	const struct area taken = { .parent_id = tree.province, .level = "commune", .code = "22366", .name = "x", .full_name = "x",
		.valid_from = "2025-06-30" };
	assert_int_equal(area_add(world->db, &taken, &ignored, NULL), ERR_CONFLICT);
	return tree;
}

static void test_codes_are_found_by_day_and_level(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	const struct { const char *code, *day; enum err err; int64_t id; const char *reason; } rows[] = {
		{ "22366", "2025-06-30", ERR_OK, tree.old_commune, "the last day of the old one" },
		{ "22366", "2025-07-01", ERR_OK, tree.new_commune, "the first day of the new one" },
		{ "22366", "2019-01-01", ERR_OK, tree.new_commune, "neither valid: that which ends last" },
		{ "568", "2024-06-10", ERR_CONFLICT, 0, "district and hamlet have it" },
		{ "568", "2024-05-01", ERR_OK, tree.district, "the hamlet was not there yet" },
		{ "district:568", "2024-06-10", ERR_OK, tree.district, "level named" },
		{ "99999", "2024-06-10", ERR_NOT_FOUND, 0, "no such code" },
		{ "hamlet:22366", "2024-06-10", ERR_NOT_FOUND, 0, "no such code at that level" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct error error = { 0 };
		struct area area = { 0 };
		enum err err = area_by_code_any(world->db, world->arena, rows[i].code, rows[i].day, &area, &error);
		if (err != rows[i].err || (err == ERR_OK && area.id != rows[i].id))
			fail_msg("%s on %s: %s", rows[i].code, rows[i].day, rows[i].reason);
	}
}

static void test_scope_holds_subtree_and_predecessors(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	struct actor officer = { .user_id = world_user(world, "a", ROLE_OFFICER, "x", tree.new_commune), .role = ROLE_OFFICER };
	struct actor district = { .user_id = world_user(world, "b", ROLE_DISTRICT, "x", tree.district), .role = ROLE_DISTRICT };
	const struct { const struct actor *actor; int64_t area; bool in; const char *reason; } rows[] = {
		{ &officer, tree.new_commune, true, "own commune" },
		{ &officer, tree.old_commune, true, "its predecessor" },
		{ &officer, tree.hamlet, true, "a hamlet of the predecessor" },
		{ &officer, tree.other_commune, false, "another commune" },
		{ &officer, tree.district, false, "above" },
		{ &district, tree.hamlet, true, "two levels down" },
		{ &district, tree.new_commune, false, "a successor of a part" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (area_in_scope(world->db, rows[i].actor, rows[i].area) != rows[i].in)
			fail_msg("%s", rows[i].reason);
	}
	struct area *areas;
	size_t count;
	assert_int_equal(area_communes(world->db, world->arena, &district, 10, &areas, &count, NULL), ERR_OK);
	assert_int_equal(count, 2);
	assert_int_equal(area_communes(world->db, world->arena, &district, 1, &areas, &count, NULL), ERR_OK);
	assert_int_equal(count, 1);
}

static void test_hamlets_stand_in_natural_order(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	struct actor officer = { .user_id = world_user(world, "a", ROLE_OFFICER, "x", tree.new_commune), .role = ROLE_OFFICER };
	struct area *areas;
	size_t count;

	assert_int_equal(area_hamlets(world->db, world->arena, &officer, "2023-06-01", NULL, &areas, &count, NULL), ERR_OK);
	assert_int_equal(count, 3);
	assert_string_equal(areas[0].name, "Tổ 1");
	assert_string_equal(areas[1].name, "Tổ 2");
	assert_string_equal(areas[2].name, "Tổ 10");
	assert_int_equal(area_hamlets(world->db, world->arena, &officer, "2023-06-01", "2024-05-31", &areas, &count, NULL), ERR_OK);
	assert_int_equal(count, 2);     /* Tổ 1 begins a day later */
}

static void test_path_children_and_commune(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	struct area *areas;
	size_t count;

	assert_int_equal(area_path_any(world->db, world->arena, tree.hamlet, &areas, &count, NULL), ERR_OK);
	assert_int_equal(count, 4);
	assert_int_equal(areas[0].id, tree.province);
	assert_int_equal(areas[3].id, tree.hamlet);
	assert_int_equal(area_commune_any(world->db, tree.hamlet), tree.old_commune);
	assert_int_equal(area_commune_any(world->db, tree.new_commune), tree.new_commune);
	int64_t below = world_area(world, tree.hamlet, "hamlet", "00777", "Xóm 1", "2024-06-01");
	assert_int_equal(area_succeed(world->db, below, tree.old_commune, false, NULL), ERR_OK);
	assert_int_equal(area_commune_any(world->db, below), tree.old_commune); /* met on another way too */
	assert_int_equal(area_commune_any(world->db, tree.district), 0);
	assert_int_equal(area_parts_any(world->db, world->arena, tree.province, "2024-01-01", "2024-12-31", &areas, &count, NULL), ERR_OK);
	assert_int_equal(count, 1);     /* the district only */
	assert_int_equal(area_parts_any(world->db, world->arena, tree.province, "2024-01-01", NULL, &areas, &count, NULL), ERR_OK);
	assert_int_equal(count, 2);
}

static void test_two_spellings_are_one_name(void **state)
{
	const struct world *world = *state;
	const struct { const char *a, *b; bool same; } rows[] = {
		{ "Tỉnh Thanh Hóa", "TỈNH  THANH HOÁ", true }, { "Ea H'leo", "Ea H’Leo", true }, { "Ea H'leo", "Ea Hʼleo", true },
		{ "Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu", true }, { "Bà Rịa-Vũng Tàu", "Bà Rịa — Vũng Tàu", true },
		{ "Đà Nẵng", "\xc3\x90à Nẵng", true }, { "đà nẵng", "\xc6\x89À NẴNG", true }, { "Xã Bắc Sơn", "xã Bắc Sơn", true },
		{ "Hòa Bình", "Hoà Bình", true }, { "Hòa Bình", "Hỏa Bình", false }, { "Ba Vì", "Ba Vi", false },
		{ "Tân Phú", "Tân Phu", false }, { "Đồng Nai", "Dồng Nai", false }, { "Phường 1", "Phường 11", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(area_name_is_same(world->arena, rows[i].a, rows[i].b), rows[i].same);
}

/* A guess stands beside others until somebody tells; what is told is no guess any more. */
static void test_what_is_told_takes_the_place_of_guesses(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	struct area_kin *kin;
	size_t count;

	assert_int_equal(area_succeed(world->db, tree.other_commune, tree.district, true, NULL), ERR_OK);
	assert_int_equal(area_succeed(world->db, tree.other_commune, tree.province, true, NULL), ERR_OK);
	assert_int_equal(area_succession_any(world->db, world->arena, tree.other_commune, true, &kin, &count, NULL), ERR_OK);
	assert_int_equal(count, 2);
	assert_true(kin[0].guessed && kin[1].guessed);
	assert_int_equal(area_succeed(world->db, tree.other_commune, tree.new_commune, false, NULL), ERR_OK);
	assert_int_equal(area_succeed(world->db, tree.other_commune, tree.new_commune, true, NULL), ERR_OK);
	assert_int_equal(area_succession_any(world->db, world->arena, tree.other_commune, true, &kin, &count, NULL), ERR_OK);
	assert_int_equal(count, 1);
	assert_int_equal(kin[0].area.id, tree.new_commune);
	assert_false(kin[0].guessed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_codes_are_found_by_day_and_level, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_scope_holds_subtree_and_predecessors, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_hamlets_stand_in_natural_order, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_two_spellings_are_one_name, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_what_is_told_takes_the_place_of_guesses, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_path_children_and_commune, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
