#include "world.h"

#include "store/campaign/campaign.h"

struct tree {
	int64_t province, commune, hamlet, elsewhere, successor;
};

static struct tree grow(const struct world *world)
{
	struct tree tree;

	tree.province = world_area(world, 0, "province", "56", "Khánh Hòa", "2020-01-01");
	tree.commune = world_area(world, tree.province, "commune", "22366", "Tân Tiến", "2020-01-01");
	tree.hamlet = world_area(world, tree.commune, "hamlet", "H1", "Tổ 1", "2020-01-01");
	tree.elsewhere = world_area(world, 0, "province", "60", "Bình Thuận", "2020-01-01");
	assert_int_equal(area_end(world->db, tree.commune, "2025-06-30", NULL), ERR_OK);
	tree.successor = world_area(world, tree.province, "commune", "22366", "Nha Trang", "2025-07-01");
	assert_int_equal(area_succeed(world->db, tree.commune, tree.successor, false, NULL), ERR_OK);
	return tree;
}

static int64_t add(const struct world *world, const char *code, int64_t area, const char *closed_on)
{
	const struct campaign campaign = { .code = code, .name = code, .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01",
		.collect_to = "2024-12-31", .closed_on = closed_on, .four_eyes = true };
	int64_t id;

	assert_int_equal(campaign_add(world->db, &campaign, &area, 1, &id, NULL), ERR_OK);
	return id;
}

static void test_a_campaign_covers_what_lies_below(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	int64_t of_province = add(world, "P", tree.province, NULL), of_commune = add(world, "C", tree.commune, "2025-01-01");
	int64_t of_successor = add(world, "S", tree.successor, NULL);
	const struct { int64_t campaign, area; bool covers; const char *reason; } rows[] = {
		{ of_province, tree.hamlet, true, "two levels below" },
		{ of_province, tree.elsewhere, false, "another province" },
		{ of_commune, tree.commune, true, "the area itself" },
		{ of_commune, tree.province, false, "above" },
		{ of_commune, tree.successor, true, "what came after it: it goes on there" },
		{ of_successor, tree.hamlet, true, "below what it took over" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (campaign_covers_any(world->db, rows[i].campaign, rows[i].area) != rows[i].covers)
			fail_msg("%s", rows[i].reason);
	}
	struct area_above above;
	struct campaign *open;
	size_t count;
	area_above_any(world->db, tree.hamlet, &above);
	assert_int_equal(campaign_covering_any(world->db, world->arena, &above, (struct date){ 2024, 12, 31 }, &open, &count, NULL), ERR_OK);
	assert_int_equal(count, 3);     /* C closes the day after */
	assert_string_equal(open[0].code, "C");
	assert_int_equal(campaign_covering_any(world->db, world->arena, &above, (struct date){ 2025, 1, 1 }, &open, &count, NULL), ERR_OK);
	assert_int_equal(count, 2);
	assert_string_equal(open[0].code, "P");
	assert_string_equal(open[1].code, "S");
	assert_true(open[0].four_eyes);
	assert_false(open[0].hamlet_stage);
}

static void test_the_list_goes_by_scope(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	const struct { enum role role; int64_t area; size_t count; const char *reason; } rows[] = {
		{ ROLE_HAMLET_LEADER, tree.hamlet, 2, "campaigns above the hamlet" },
		{ ROLE_PROVINCE, tree.province, 2, "campaigns in and below the province" },
		{ ROLE_PROVINCE, tree.elsewhere, 0, "another province" },
		{ ROLE_ADMIN, 0, 2, "the administrator sees all" },
	};

	add(world, "P", tree.province, NULL);
	add(world, "C", tree.commune, "2025-01-01");
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *name = arena_print(world->arena, "user%zu", i);
		struct actor actor = { .user_id = world_user(world, name, rows[i].role, "x", rows[i].area), .role = rows[i].role };
		struct campaign *list;
		size_t count;
		assert_int_equal(campaign_list(world->db, world->arena, &actor, &list, &count, NULL), ERR_OK);
		if (count != rows[i].count)
			fail_msg("%s: %zu", rows[i].reason, count);
	}
}

static void test_codes_and_settings_of_a_campaign(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	const struct campaign again = { .code = "P", .name = "P", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };
	struct campaign found;
	int64_t id = add(world, "P", tree.province, NULL), ignored;

	assert_int_equal(campaign_add(world->db, &again, NULL, 0, &ignored, NULL), ERR_CONFLICT);
	assert_int_equal(campaign_by_code_any(world->db, world->arena, "X", &found, NULL), ERR_NOT_FOUND);
	assert_int_equal(campaign_by_id_any(world->db, world->arena, id, &found, NULL), ERR_OK);
	assert_string_equal(found.collect_to, "2024-12-31");
	assert_null(found.closed_on);
	assert_int_equal(target_set(world->db, id, tree.hamlet, 10, NULL, NULL), ERR_OK);
	assert_int_equal(target_set(world->db, id, tree.hamlet, 20, "2024-06-30", NULL), ERR_OK);
	assert_int_equal(campaign_set_stage(world->db, id, STAGE_COLLECT, 30, NULL), ERR_OK);
	assert_int_equal(campaign_set_stage(world->db, id, STAGE_COLLECT, 0, NULL), ERR_CONFLICT);
	assert_int_equal(campaign_add_milestone(world->db, id, STAGE_ENTRY, "2024-06-30", 0, NULL), ERR_OK);
	assert_int_equal(campaign_add_milestone(world->db, id, STAGE_ENTRY, "2024-06-30", 101, NULL), ERR_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_campaign_covers_what_lies_below, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_the_list_goes_by_scope, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_codes_and_settings_of_a_campaign, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
