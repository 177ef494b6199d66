/* First sendings: written once, never changed, counted by triggers; medians from counts by day. */
#include "world.h"

#include "store/campaign/campaign.h"
#include "store/report/quality.h"

struct place {
	struct world *world;
	const struct form *form;
	int64_t commune, hamlet, campaign;
	struct actor officer, leader, enumerator;
	int sheets;
};

static struct actor actor_of(struct place *p, const char *name, enum role role, int64_t area)
{
	int64_t *areas = arena_array(p->world->arena, 1, sizeof *areas);

	areas[0] = area;
	return (struct actor){ .user_id = world_user(p->world, name, role, "x", area), .role = role, .username = name, .full_name = name,
		.areas = areas, .area_count = 1, .commune_id = p->commune };
}

static int set_up(void **state)
{
	struct place *p = memory_new(1, sizeof *p);
	struct error error = { 0 };

	world_open((void **)&p->world);
	p->commune = world_area(p->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	p->hamlet = world_area(p->world, p->commune, "hamlet", "2235101", "Tổ dân phố 1", "2020-01-01");
	p->officer = actor_of(p, "officer", ROLE_OFFICER, p->commune);
	p->leader = actor_of(p, "leader", ROLE_HAMLET_LEADER, p->hamlet);
	p->enumerator = actor_of(p, "enumerator", ROLE_ENUMERATOR, p->commune);
	p->form = p->world->form;
	const struct campaign campaign = { .code = "PS", .name = "PS", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };
	assert_int_equal(campaign_add(p->world->db, &campaign, &p->commune, 1, &p->campaign, &error), ERR_OK);
	assert_int_equal(db_begin(p->world->db, &error), ERR_OK);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;

	db_rollback(p->world->db);
	world_close((void **)&p->world);
	memory_free(p);
	return 0;
}

static struct finding_row rows[] = {
	{ .rule = "E03", .severity = SEVERITY_E }, { .rule = "E03", .severity = SEVERITY_E }, { .rule = "W13", .severity = SEVERITY_W }, { .rule = "I15", .severity = SEVERITY_I },
};

/* A sheet of the hamlet (or of none), sent with the rows from..to. */
static struct sheet send(struct place *p, bool hamlet, size_t from, size_t to)
{
	struct sheet sheet = { .uid = arena_print(p->world->arena, "%032d", ++p->sheets), .state = STATE_RECEIVED, .since = "2024-06-01T02:00:00Z",
		.form_version = 1, .commune_id = p->commune, .campaign_id = p->campaign, .created_by = p->officer.user_id,
		.created_at = "2024-06-01T02:00:00Z", .updated_at = "2024-06-01T02:00:00Z" };

	answers_init(&sheet.answers, p->form, p->world->arena);
	if (hamlet)
		sheet.answers.items[form_find(p->form, "area_id")] = (struct answer){ .state = ANSWER_VALID, .number = p->hamlet, .text = "2235101" };
	assert_int_equal(sheet_insert(p->world->db, p->world->arena, &sheet, NULL), ERR_OK);
	assert_int_equal(quality_sent(p->world->db, &sheet, rows + from, to - from, "2024-06-02T02:00:00Z", NULL), ERR_OK);
	return sheet;
}

static struct quality_query query(struct place *p, const struct actor *actor, bool hamlet)
{
	return (struct quality_query){ .actor = actor, .campaign_id = p->campaign, .commune_id = p->commune,
		.area_id = hamlet ? p->hamlet : p->commune, .level = hamlet ? "hamlet" : "commune" };
}

static struct quality_figures total(struct place *p, const struct actor *actor, bool hamlet)
{
	const struct quality_query q = query(p, actor, hamlet);
	struct quality_figures figures;
	struct quality_row *areas;
	size_t count;

	assert_int_equal(quality_areas(p->world->db, p->world->arena, &q, &areas, &count, &figures, NULL), ERR_OK);
	return figures;
}

static void the_first_sending_counts_and_no_later_one(void **state)
{
	struct place *p = *state;
	struct sheet sheet = send(p, true, 0, 4);

	assert_int_equal(quality_sent(p->world->db, &sheet, rows, 0, "2024-06-03T02:00:00Z", NULL), ERR_OK);
	struct quality_figures f = total(p, &p->officer, false);
	assert_true(f.sheets == 1 && f.clean == 0 && f.errors == 2 && f.warnings == 1 && f.accepted == 0 && f.median == -1);
	send(p, true, 3, 4);
	f = total(p, &p->officer, false);
	assert_true(f.sheets == 2 && f.clean == 1 && f.errors == 2 && f.warnings == 1);
	assert_int_equal(quality_verify(p->world->db, NULL), ERR_OK);
}

static void a_rule_counts_once_a_sheet_and_not_what_only_informs(void **state)
{
	struct place *p = *state;
	const struct quality_query q = query(p, &p->officer, false);
	struct quality_rule *rules;
	size_t count;
	int64_t sent;

	send(p, true, 0, 4);
	send(p, false, 2, 4);
	assert_int_equal(quality_rules(p->world->db, p->world->arena, &q, &rules, &count, &sent, NULL), ERR_OK);
	assert_int_equal(sent, 2);
	assert_int_equal(count, 2);
	assert_string_equal(rules[0].rule, "E03");
	assert_int_equal(rules[0].sheets, 1);
	assert_string_equal(rules[1].rule, "W13");
	assert_int_equal(rules[1].sheets, 2);
}

static void who_sees_less_is_told_less(void **state)
{
	struct place *p = *state;

	send(p, true, 0, 0);
	send(p, false, 0, 0);
	assert_int_equal(total(p, &p->officer, false).sheets, 2);
	assert_int_equal(total(p, &p->officer, true).sheets, 1);
	assert_int_equal(total(p, &p->leader, true).sheets, 1);
	assert_int_equal(total(p, &p->leader, false).sheets, 1);
	assert_int_equal(total(p, &p->enumerator, false).sheets, 0);
}

/* Days of Viet Nam: 02:00 UTC is nine in the morning, 18:00 the next day. */
static void the_median_is_that_of_the_days(void **state)
{
	static const struct { const char *why, *at; int64_t median; } cases[] = {
		{ "the day itself", "2024-06-01T09:00:00Z", 0 },
		{ "the evening in Greenwich is the next day here", "2024-06-01T18:00:00Z", 0 },
		{ "of three the middle one", "2024-06-11T02:00:00Z", 1 },
		{ "of four the second", "2024-06-11T03:00:00Z", 1 },
		{ "of five the third", "2024-06-09T03:00:00Z", 8 },
	};
	struct place *p = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sheet sheet = send(p, i % 2 == 0, 0, 0);
		assert_int_equal(quality_accepted(p->world->db, &sheet, cases[i].at, NULL), ERR_OK);
		assert_int_equal(quality_accepted(p->world->db, &sheet, "2025-01-01T02:00:00Z", NULL), ERR_OK);
		struct quality_figures f = total(p, &p->officer, false);
		if (f.accepted != (int64_t)i + 1 || f.median != cases[i].median)
			fail_msg("%s: %lld accepted, %lld days", cases[i].why, (long long)f.accepted, (long long)f.median);
	}
	assert_int_equal(quality_verify(p->world->db, NULL), ERR_OK);
}

static void a_sheet_of_before_is_not_counted(void **state)
{
	struct place *p = *state;
	struct sheet sheet = { .id = 77, .created_at = "2024-06-01T02:00:00Z" };

	assert_int_equal(quality_accepted(p->world->db, &sheet, "2024-06-05T02:00:00Z", NULL), ERR_OK);
	assert_int_equal(total(p, &p->officer, false).accepted, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_sending_counts_and_no_later_one),
		TEST(a_rule_counts_once_a_sheet_and_not_what_only_informs),
		TEST(who_sees_less_is_told_less),
		TEST(the_median_is_that_of_the_days),
		TEST(a_sheet_of_before_is_not_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
