/* The Tổ of a commune: its decision, who sees whom, what each is to bring. */
#include "world.h"

#include "store/campaign/campaign.h"
#include "store/report/quality.h"
#include "store/sheet/sheet.h"
#include "store/team/team.h"

struct place {
	struct world *world;
	int64_t province, commune, first, second, other;
	struct actor officer, leader, hamlet_leader, district, enumerator, foreign;
};

static struct actor actor_of(const struct world *world, const char *name, enum role role, int64_t area)
{
	int64_t *areas = arena_array(world->arena, 1, sizeof *areas), id = world_user(world, name, role, "x", area);

	areas[0] = area;
	return (struct actor){ .user_id = id, .member_id = member_of_user_any(world->db, id), .role = role, .areas = areas, .area_count = 1 };
}

static struct place open_place(struct world *world)
{
	struct place p = { .world = world, .province = world_area(world, 0, "province", "56", "Khánh Hòa", "2020-01-01") };

	p.commune = world_area(world, p.province, "commune", "22351", "Phương Sài", "2020-01-01");
	p.first = world_area(world, p.commune, "hamlet", "H1", "Tổ 1", "2020-01-01");
	p.second = world_area(world, p.commune, "hamlet", "H2", "Tổ 2", "2020-01-01");
	p.other = world_area(world, p.province, "commune", "22352", "Phương Sơn", "2020-01-01");
	p.officer = actor_of(world, "officer", ROLE_OFFICER, p.commune);
	p.leader = actor_of(world, "leader", ROLE_LEADER, p.commune);
	p.hamlet_leader = actor_of(world, "hamlet_leader", ROLE_HAMLET_LEADER, p.first);
	p.district = actor_of(world, "district", ROLE_DISTRICT, p.province);
	p.enumerator = actor_of(world, "enumerator", ROLE_ENUMERATOR, p.second);
	p.foreign = actor_of(world, "foreign", ROLE_OFFICER, p.other);
	return p;
}

/* "officer enumerator": the names that the actor sees, by id. */
static const char *seen(const struct place *p, const struct actor *actor, int64_t area_id)
{
	struct member_row *rows;
	size_t count;
	const char *names = "";

	assert_int_equal(member_list(p->world->db, p->world->arena, actor, area_id, &rows, &count, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++)
		names = arena_print(p->world->arena, "%s%s%s", names, i == 0 ? "" : " ", rows[i].member.full_name);
	return names;
}

static void members_are_seen_where_they_work(void **state)
{
	struct place p = open_place(*state);

	world_member(p.world, "an", p.first);
	assert_string_equal(seen(&p, &p.officer, 0), "officer hamlet_leader enumerator an");
	assert_string_equal(seen(&p, &p.leader, 0), "officer hamlet_leader enumerator an");
	assert_string_equal(seen(&p, &p.district, 0), "officer hamlet_leader enumerator foreign an");
	assert_string_equal(seen(&p, &p.district, p.other), "foreign");
	assert_string_equal(seen(&p, &p.foreign, 0), "foreign");
	assert_string_equal(seen(&p, &p.foreign, p.commune), "");
	assert_string_equal(seen(&p, &p.hamlet_leader, 0), "officer hamlet_leader an");
	assert_string_equal(seen(&p, &p.officer, p.second), "officer enumerator");
	assert_string_equal(seen(&p, &p.enumerator, 0), "");
}

static void one_is_loaded_by_who_sees_him(void **state)
{
	struct place p = open_place(*state);
	int64_t id = world_member(p.world, "an", p.first);
	struct member_row row;

	assert_int_equal(member_load(p.world->db, p.world->arena, &p.officer, id, &row, NULL), ERR_OK);
	assert_string_equal(row.member.told, "an");
	assert_string_equal(row.commune_name, "Phương Sài");
	assert_int_equal(row.area_count, 1);
	assert_int_equal(row.areas[0].area_id, p.first);
	assert_int_equal(member_load(p.world->db, p.world->arena, &p.foreign, id, &row, NULL), ERR_NOT_FOUND);
	assert_int_equal(member_load(p.world->db, p.world->arena, &p.officer, 99, &row, NULL), ERR_NOT_FOUND);
}

static void what_stands_for_payment_is_the_officers_alone(void **state)
{
	struct place p = open_place(*state);
	int64_t id = world_member(p.world, "an", p.first);
	struct member_payment payment;

	assert_int_equal(member_set_payment(p.world->db, id, "056085000001", "Ngân hàng", "4711", NULL), ERR_OK);
	assert_int_equal(member_payment(p.world->db, p.world->arena, &p.officer, id, &payment, NULL), ERR_OK);
	assert_string_equal(payment.citizen_id, "056085000001");
	assert_string_equal(payment.account, "4711");
	const struct actor *const others[] = { &p.leader, &p.hamlet_leader, &p.district };
	for (size_t i = 0; i < COUNT(others); i++) {
		assert_int_equal(member_payment(p.world->db, p.world->arena, others[i], id, &payment, NULL), ERR_OK);
		assert_true(payment.citizen_id == NULL && payment.bank == NULL && payment.account == NULL);
	}
}

static void one_is_changed_and_works_elsewhere(void **state)
{
	struct place p = open_place(*state);
	int64_t id = world_member(p.world, "an", p.first), account = p.enumerator.member_id;
	struct member change = { .id = id, .full_name = "An", .body = "Đoàn", .active_to = "2024-05-31" };
	struct member_row row;

	assert_int_equal(member_change(p.world->db, &change, NULL), ERR_OK);
	assert_int_equal(member_set_areas(p.world->db, &p.officer, id, &p.second, 1, NULL), ERR_OK);
	assert_int_equal(member_load(p.world->db, p.world->arena, &p.officer, id, &row, NULL), ERR_OK);
	assert_string_equal(row.member.full_name, "An");
	assert_string_equal(row.areas[0].name, "Tổ 2");
	change.id = account;
	assert_int_equal(member_change(p.world->db, &change, NULL), ERR_OK);
	assert_int_equal(member_load(p.world->db, p.world->arena, &p.officer, account, &row, NULL), ERR_OK);
	assert_string_equal(row.member.full_name, "enumerator");
	assert_string_equal(row.member.body, "Đoàn");
	change.id = 99;
	assert_int_equal(member_change(p.world->db, &change, NULL), ERR_NOT_FOUND);
	/* What an officer does not see of somebody stays. */
	assert_int_equal(member_set_areas(p.world->db, &p.foreign, id, &p.other, 1, NULL), ERR_OK);
	assert_string_equal(seen(&p, &p.foreign, 0), "foreign An");
	assert_string_equal(seen(&p, &p.officer, p.second), "officer enumerator An");
}

static void an_account_is_given_to_who_was_there_before(void **state)
{
	struct place p = open_place(*state);
	int64_t id = world_member(p.world, "an", p.first), own = p.enumerator.member_id;

	assert_false(member_is_named_any(p.world->db, own));
	assert_int_equal(member_drop(p.world->db, own, NULL), ERR_OK);
	assert_int_equal(member_verify(p.world->db, NULL), ERR_INTERNAL);
	assert_int_equal(member_link(p.world->db, id, p.enumerator.user_id, NULL), ERR_OK);
	assert_int_equal(member_of_user_any(p.world->db, p.enumerator.user_id), id);
	assert_int_equal(member_verify(p.world->db, NULL), ERR_OK);
	assert_string_equal(seen(&p, &p.officer, 0), "officer hamlet_leader enumerator");
	/* An account without areas works nowhere; who has no account does somewhere. */
	assert_int_equal(user_set_areas(p.world->db, p.foreign.user_id, NULL, 0, NULL), ERR_OK);
	assert_int_equal(member_verify(p.world->db, NULL), ERR_OK);
	assert_int_equal(member_add(p.world->db, &(struct member){ .full_name = "x" }, NULL, 0, &id, NULL), ERR_OK);
	assert_int_equal(member_verify(p.world->db, NULL), ERR_INTERNAL);
}

static void a_decision_is_known_once_it_is_written(void **state)
{
	struct place p = open_place(*state);
	struct team team;

	assert_int_equal(team_of_any(p.world->db, p.world->arena, p.commune, &team, NULL), ERR_OK);
	assert_null(team.name);
	team = (struct team){ .commune_id = p.commune, .name = "Tổ", .decision_no = "1/QĐ", .decided_on = "2024-05-01", .keeper_id = p.officer.member_id };
	assert_int_equal(team_set(p.world->db, &team, NULL), ERR_OK);
	assert_true(member_is_named_any(p.world->db, p.officer.member_id));
	team.keeper_id = 0;
	team.decision_no = "2/QĐ";
	assert_int_equal(team_set(p.world->db, &team, NULL), ERR_OK);
	assert_int_equal(team_of_any(p.world->db, p.world->arena, p.commune, &team, NULL), ERR_OK);
	assert_string_equal(team.decision_no, "2/QĐ");
	assert_int_equal(team.keeper_id, 0);
	assert_null(team.keeper_name);
}

static struct member_target target_of(const struct place *p, const struct actor *actor, int64_t campaign, int64_t member)
{
	struct member_target *rows;
	size_t count;

	assert_int_equal(member_target_list(p->world->db, p->world->arena, actor, campaign, &rows, &count, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].member_id == member)
			return rows[i];
	}
	return (struct member_target){ .member_id = 0 };
}

static void send(const struct place *p, int64_t campaign, int64_t hamlet, int64_t member)
{
	static const char at[] = "2024-05-02T00:00:00Z";
	struct sheet sheet = { .uid = hash_unique(p->world->arena, 1), .state = STATE_RECEIVED, .since = at, .form_version = 1, .commune_id = p->commune,
		.campaign_id = campaign, .enumerator_id = member, .created_by = p->officer.user_id, .created_at = at, .updated_at = at };

	answers_init(&sheet.answers, p->world->form, p->world->arena);
	sheet.answers.items[form_find(p->world->form, "area_id")] = (struct answer){ .state = ANSWER_VALID, .number = hamlet, .text = "H" };
	assert_int_equal(sheet_insert(p->world->db, p->world->arena, &sheet, NULL), ERR_OK);
	assert_int_equal(quality_sent(p->world->db, &sheet, NULL, 0, at, NULL), ERR_OK);
}

static void a_target_stands_beside_what_was_sent(void **state)
{
	struct place p = open_place(*state);
	const struct campaign c = { .code = "C", .name = "C", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };
	int64_t member = world_member(p.world, "an", p.first), campaign;

	assert_int_equal(campaign_add(p.world->db, &c, &p.commune, 1, &campaign, NULL), ERR_OK);
	assert_int_equal(member_target_set(p.world->db, member, campaign, 5, "2024-06-01", NULL), ERR_OK);
	send(&p, campaign, p.first, member);
	send(&p, campaign, p.second, member);
	send(&p, campaign, p.second, 0);
	struct member_target target = target_of(&p, &p.officer, campaign, member);
	assert_int_equal(target.sheets, 5);
	assert_int_equal(target.sent, 2);
	assert_string_equal(target.due_on, "2024-06-01");
	assert_int_equal(target_of(&p, &p.hamlet_leader, campaign, member).sent, 1);
	assert_int_equal(target_of(&p, &p.foreign, campaign, member).sent, 0);
	assert_int_equal(member_target_set(p.world->db, member, campaign, 3, NULL, NULL), ERR_OK);
	assert_int_equal(target_of(&p, &p.officer, campaign, member).sheets, 3);
	assert_null(target_of(&p, &p.officer, campaign, member).due_on);
	assert_int_equal(member_target_set(p.world->db, member, campaign, 0, NULL, NULL), ERR_OK);
	assert_int_equal(target_of(&p, &p.officer, campaign, member).sheets, 0);
	assert_int_equal(target_of(&p, &p.officer, campaign, member).sent, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(members_are_seen_where_they_work),
		TEST(one_is_loaded_by_who_sees_him),
		TEST(what_stands_for_payment_is_the_officers_alone),
		TEST(one_is_changed_and_works_elsewhere),
		TEST(an_account_is_given_to_who_was_there_before),
		TEST(a_decision_is_known_once_it_is_written),
		TEST(a_target_stands_beside_what_was_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
