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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_and_the_last_is_in_force),
		cmocka_unit_test(shares_are_rounded_and_caps_cut),
		cmocka_unit_test_setup_teardown(a_period_of_nothing_pays_nothing, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
