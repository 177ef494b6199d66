/* Which price is in force, and what it pays for a sheet. */
#include "world.h"

#include "store/campaign/campaign.h"
#include "store/payment/payment.h"

static struct price price(int64_t area_id, const char *from, int64_t new_price)
{
	return (struct price){ .area_id = area_id, .role = PAY_COLLECT, .valid_from = from, .new_price = new_price,
		.change_price = new_price / 2 };
}

static void the_nearest_and_the_last_is_in_force(void **state)
{
	const struct price rows[] = { price(1, "2024-01-01", 100), price(2, "2024-01-01", 200), price(2, "2024-06-01", 300),
		price(9, "2023-01-01", 900) };
	const struct area_above hamlet = { .ids = { 3, 2, 1 }, .count = 3 }, other = { .ids = { 4, 1 }, .count = 2 };
	const struct area_above heir = { .ids = { 5 }, .count = 1, .before = { 9 }, .before_count = 1 };

	(void)state;
	assert_int_equal(price_in_force(rows, COUNT(rows), &hamlet, PAY_COLLECT, "2024-05-31")->new_price, 200);
	assert_int_equal(price_in_force(rows, COUNT(rows), &hamlet, PAY_COLLECT, "2024-06-01")->new_price, 300);
	assert_int_equal(price_in_force(rows, COUNT(rows), &other, PAY_COLLECT, "2024-06-01")->new_price, 100);
	assert_int_equal(price_in_force(rows, COUNT(rows), &heir, PAY_COLLECT, "2024-06-01")->new_price, 900);
	assert_null(price_in_force(rows, COUNT(rows), &hamlet, PAY_COLLECT, "2023-12-31"));
	assert_null(price_in_force(rows, COUNT(rows), &hamlet, PAY_ENTRY, "2024-06-01"));
}

static void shares_are_rounded_and_caps_cut(void **state)
{
	struct price p = price(1, "2024-01-01", 5501);

	(void)state;
	assert_int_equal(price_of_sheet(&p, false, false, 0), 5501);
	assert_int_equal(price_of_sheet(&p, true, false, 0), 2750);
	p.share = 5000;
	assert_int_equal(price_of_sheet(&p, false, false, 0), 5501);
	assert_int_equal(price_of_sheet(&p, false, true, 0), 2751);
	p.cap = 700;
	assert_int_equal(price_of_sheet(&p, false, false, 5501), 385);
	assert_int_equal(price_of_sheet(&p, false, false, 100000), 5501);
	assert_int_equal(price_of_sheet(&p, false, false, 0), 0);
}

static void a_period_of_nothing_pays_nothing(void **state)
{
	struct world *world = *state;
	int64_t commune = world_area(world, 0, "commune", "22351", "Phương Sài", "2020-01-01"), campaign;
	struct campaign c = { .code = "C1", .name = "Đợt 1", .form = world->form->name, .form_version = world->form->version,
		.collect_from = "2024-01-01" };
	struct payment_count count;

	assert_int_equal(campaign_add(world->db, &c, &commune, 1, &campaign, NULL), ERR_OK);
	for (int role = 0; role < PAY_ROLE_COUNT; role++) {
		const struct payment of = { .commune_id = commune, .campaign_id = campaign, .role = (enum pay_role)role,
			.first_day = "2024-01-01", .last_day = "2024-06-10", .commune_name = "Phương Sài" };
		assert_int_equal(payment_count_any(world->db, world->arena, &of, &count, NULL), ERR_OK);
		assert_int_equal(count.line_count + count.item_count, 0);
	}
	assert_null(settled_on_any(world->db, world->arena, campaign, commune));
	assert_int_equal(payment_verify(world->db, NULL), ERR_OK);
	assert_int_equal(price_verify(world->db, NULL), ERR_OK);
}

static size_t seen_by(const struct world *world, enum role role, const int64_t *areas, size_t count, int64_t user, int64_t campaign)
{
	const struct actor actor = { .user_id = user, .role = role, .areas = areas, .area_count = count };
	struct price *rows;
	size_t found;

	assert_int_equal(price_list(world->db, world->arena, &actor, campaign, &rows, &found, NULL), ERR_OK);
	return found;
}

static void who_is_under_an_area_sees_its_price(void **state)
{
	const struct world *world = *state;
	int64_t province = world_area(world, 0, "province", "56", "Khánh Hòa", "2020-01-01"), district = world_area(world, province, "district", "568", "Nha Trang", "2020-01-01");
	int64_t commune = world_area(world, district, "commune", "22351", "Phương Sài", "2020-01-01"), other = world_area(world, district, "commune", "22366", "Tân Tiến", "2020-01-01");
	int64_t here = world_user(world, "a", ROLE_OFFICER, "x", commune), there = world_user(world, "b", ROLE_OFFICER, "x", other), admin = world_user(world, "c", ROLE_ADMIN, "x", 0), campaign;
	const struct campaign c = { .code = "C1", .name = "Đợt 1", .form = world->form->name, .form_version = world->form->version, .collect_from = "2024-01-01" };

	assert_int_equal(campaign_add(world->db, &c, &province, 1, &campaign, NULL), ERR_OK);
	for (size_t i = 0; i < 2; i++) {
		struct price p = price(i == 0 ? province : commune, "2024-01-01", 100);
		p.campaign_id = campaign;
		p.decided_no = "12/NQ";
		p.decided_on = p.set_at = "2024-01-01";
		assert_int_equal(price_set(world->db, &p, NULL), ERR_OK);
	}
	assert_int_equal(seen_by(world, ROLE_OFFICER, &commune, 1, here, campaign), 2);
	assert_int_equal(seen_by(world, ROLE_OFFICER, &other, 1, there, campaign), 1);
	assert_int_equal(seen_by(world, ROLE_OFFICER, NULL, 0, there, campaign), 0);
	assert_int_equal(seen_by(world, ROLE_ADMIN, NULL, 0, admin, campaign), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_and_the_last_is_in_force),
		cmocka_unit_test(shares_are_rounded_and_caps_cut),
		cmocka_unit_test_setup_teardown(a_period_of_nothing_pays_nothing, world_open, world_close),
		cmocka_unit_test_setup_teardown(who_is_under_an_area_sees_its_price, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
