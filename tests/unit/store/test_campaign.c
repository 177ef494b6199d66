#include "world.h"

#include "store/campaign/campaign_plan.h"

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
}

/* What is wanted of the same stage by the same day stands once; another's row is nobody's to change. */
static void test_milestones(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	int64_t id = add(world, "P", tree.province, NULL), other = add(world, "Q", tree.elsewhere, NULL);
	struct milestone half = { 0, STAGE_ENTRY, "2023-12-31", 50 }, all = { 0, STAGE_ENTRY, "2024-06-30", 0 }, *found;
	size_t count;

	assert_int_equal(milestone_set(world->db, id, &all, NULL), ERR_OK);
	assert_int_equal(milestone_set(world->db, id, &half, NULL), ERR_OK);
	half.share = 40;
	assert_int_equal(milestone_set(world->db, id, &half, NULL), ERR_OK);
	half.share = 101;
	assert_int_equal(milestone_set(world->db, id, &half, NULL), ERR_CONFLICT);
	assert_int_equal(campaign_milestones_any(world->db, world->arena, id, &found, &count, NULL), ERR_OK);
	assert_int_equal(count, 2);
	assert_int_equal(found[0].share, 40);
	assert_int_equal(found[1].share, 0);
	struct milestone moved = found[0];
	assert_int_equal(milestone_set(world->db, other, &moved, NULL), ERR_NOT_FOUND);
	moved.last_day = "2024-06-30";
	assert_int_equal(milestone_set(world->db, id, &moved, NULL), ERR_CONFLICT);
	moved.last_day = "2024-01-31";
	assert_int_equal(milestone_set(world->db, id, &moved, NULL), ERR_OK);
	assert_int_equal(milestone_drop(world->db, other, moved.id, NULL), ERR_NOT_FOUND);
	assert_int_equal(milestone_drop(world->db, id, moved.id, NULL), ERR_OK);
	assert_int_equal(milestone_drop(world->db, id, moved.id, NULL), ERR_NOT_FOUND);
}

static void test_tasks(void **state)
{
	const struct world *world = *state;
	int64_t id = add(world, "P", grow(world).province, NULL);
	struct plan_task issue = { .name = "Ban hành kế hoạch", .whose = "UBND tỉnh", .last_day = "2024-03-29" }, *found;
	struct plan_task report = { .name = "Báo cáo", .last_day = "2024-03-25", .every = EVERY_MONTH };
	size_t count;

	assert_int_equal(plan_task_set(world->db, id, &issue, NULL), ERR_OK);
	assert_int_equal(plan_task_set(world->db, id, &report, NULL), ERR_OK);
	issue.done_on = "2024-03-20";
	assert_int_equal(plan_task_set(world->db, id, &issue, NULL), ERR_OK);
	assert_int_equal(plan_tasks_any(world->db, world->arena, id, &found, &count, NULL), ERR_OK);
	assert_int_equal(count, 2);
	assert_int_equal(found[0].every, EVERY_MONTH);
	assert_null(found[0].whose);
	assert_string_equal(found[1].done_on, "2024-03-20");
	assert_int_equal(plan_task_drop(world->db, id, found[1].id, NULL), ERR_OK);
	assert_int_equal(plan_task_set(world->db, id, &found[1], NULL), ERR_NOT_FOUND);
}

static void test_when_a_task_is_due(void **state)
{
	static const struct { enum every every; const char *last_day, *done_on, *today, *due; enum standing stands; } rows[] = {
		{ EVERY_ONCE, "2024-03-29", NULL, "2024-03-29", "2024-03-29", STANDING_TASK_WAITING },
		{ EVERY_ONCE, "2024-03-29", NULL, "2024-03-30", "2024-03-29", STANDING_TASK_LATE },
		{ EVERY_ONCE, "2024-03-29", "2024-04-05", "2024-04-30", "2024-03-29", STANDING_TASK_DONE },
		{ EVERY_MONTH, "2023-06-25", NULL, "2023-06-01", "2023-06-25", STANDING_TASK_WAITING },
		{ EVERY_MONTH, "2023-06-25", NULL, "2024-02-25", "2024-02-25", STANDING_TASK_WAITING },
		{ EVERY_MONTH, "2023-06-25", "2024-02-25", "2024-02-25", "2024-03-25", STANDING_TASK_WAITING },
		{ EVERY_MONTH, "2023-06-25", NULL, "2023-12-26", "2024-01-25", STANDING_TASK_WAITING },
		{ EVERY_MONTH, "2024-01-31", NULL, "2024-02-05", "2024-02-29", STANDING_TASK_WAITING },
		{ EVERY_YEAR, "2023-12-10", NULL, "2025-03-01", "2025-12-10", STANDING_TASK_WAITING },
		{ EVERY_YEAR, "2024-02-29", NULL, "2025-01-01", "2025-02-28", STANDING_TASK_WAITING },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct plan_task task = { .every = rows[i].every, .last_day = rows[i].last_day, .done_on = rows[i].done_on };
		struct date today;
		char due[DATE_TEXT];
		assert_true(date_from_iso(rows[i].today, false, &today));
		date_to_iso(plan_task_due(&task, today), due);
		if (strcmp(due, rows[i].due) != 0 || plan_task_stands(&task, today) != rows[i].stands)
			fail_msg("row %zu: due %s, not %s", i, due, rows[i].due);
	}
}

/* Closed for collection: nothing new, though the campaign is not closed. A day that lies ahead does nothing. */
static void test_closing_in_two_steps(void **state)
{
	const struct world *world = *state;
	struct tree tree = grow(world);
	const struct campaign campaign = { .code = "Z", .name = "Z", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01",
		.collect_closed_on = "2024-07-01", .closed_on = "2024-09-01" };
	static const struct { struct date today; bool collected, closed; } rows[] = {
		{ { 2024, 6, 30 }, false, false }, { { 2024, 7, 1 }, true, false }, { { 2024, 8, 31 }, true, false }, { { 2024, 9, 1 }, true, true },
	};
	struct area_above above;
	int64_t id;

	assert_int_equal(campaign_add(world->db, &campaign, &tree.hamlet, 1, &id, NULL), ERR_OK);
	area_above_any(world->db, tree.hamlet, &above);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct campaign *open;
		size_t count;
		assert_int_equal(campaign_is_collected(&campaign, rows[i].today), rows[i].collected);
		assert_int_equal(campaign_is_closed(&campaign, rows[i].today), rows[i].closed);
		assert_int_equal(campaign_covering_any(world->db, world->arena, &above, rows[i].today, &open, &count, NULL), ERR_OK);
		assert_int_equal(count, rows[i].collected ? 0 : 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_milestones, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_tasks, world_open, world_close),
		cmocka_unit_test(test_when_a_task_is_due),
		cmocka_unit_test_setup_teardown(test_closing_in_two_steps, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_a_campaign_covers_what_lies_below, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_the_list_goes_by_scope, world_open, world_close),
		cmocka_unit_test_setup_teardown(test_codes_and_settings_of_a_campaign, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
