/* Who may accept a sheet, and where four eyes leave it to nobody, on a real database. */
#include "../store/world.h"

#include "store/campaign/campaign.h"
#include "workflow/hindrance.h"

static int64_t add_officer(const struct world *world, const char *name, int64_t area, bool locked)
{
	int64_t id = world_user(world, name, ROLE_OFFICER, "x", area);

	if (locked)
		assert_int_equal(user_set_locked(world->db, id, "2024-06-10T00:00:00Z", NULL), ERR_OK);
	return id;
}

static const char *who_may(const struct world *world, const struct sheet *sheet, bool four_eyes)
{
	const struct campaign campaign = { .four_eyes = four_eyes };
	const char *names;

	assert_int_equal(hindrance_who_may(world->db, world->arena, &campaign, sheet, &names, NULL), ERR_OK);
	return names;
}

static void those_who_may_are_named_without_the_locked_and_the_barred(void **state)
{
	struct world *world = *state;
	int64_t district = world_area(world, 0, "district", "568", "Nha Trang", "2020-01-01");
	int64_t commune = world_area(world, district, "commune", "22351", "Phương Sài", "2020-01-01");
	int64_t later = world_area(world, 0, "commune", "22366", "Nha Trang", "2025-07-01");
	int64_t other = world_area(world, district, "commune", "22352", "Phương Sơn", "2020-01-01");
	struct sheet sheet = { .commune_id = commune };

	assert_null(who_may(world, &sheet, true));
	sheet.created_by = add_officer(world, "An", commune, false);
	sheet.enumerator_user_id = add_officer(world, "Bình", commune, false);
	add_officer(world, "Châu", commune, true);
	add_officer(world, "Dung", other, false);
	world_user(world, "Giang", ROLE_POLICE, "x", commune);
	assert_null(who_may(world, &sheet, true));
	assert_string_equal(who_may(world, &sheet, false), "An, Bình");
	assert_int_equal(area_succeed(world->db, commune, later, false, NULL), ERR_OK);
	add_officer(world, "Em", later, false);
	add_officer(world, "Hà", district, false);
	assert_string_equal(who_may(world, &sheet, true), "Em, Hà");
	for (const char *const *name = (const char *const[]){ "K1", "K2", "K3", "K4", "K5", NULL }; *name != NULL; name++)
		add_officer(world, *name, commune, false);
	assert_string_equal(who_may(world, &sheet, true), "Em, Hà, K1, K2, K3 và 2 người khác");
}

static struct few_officers few(const struct world *world, const char *code, int64_t area)
{
	const struct campaign campaign = { .code = code, .name = code, .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01",
		.collect_to = "2024-12-31" };
	struct few_officers out;
	int64_t id;

	assert_int_equal(campaign_add(world->db, &campaign, &area, 1, &id, NULL), ERR_OK);
	assert_int_equal(hindrance_few_officers(world->db, world->arena, id, &out, NULL), ERR_OK);
	return out;
}

static void communes_with_few_officers_are_counted_and_the_first_named(void **state)
{
	static const char *const codes[] = { "001", "002", "003", "004", "005", "006", "007" };
	struct world *world = *state;
	int64_t province = world_area(world, 0, "province", "56", "Khánh Hòa", "2020-01-01"), communes[COUNT(codes)];

	for (size_t i = 0; i < COUNT(codes); i++)
		communes[i] = world_area(world, province, "commune", codes[i], codes[i], "2020-01-01");
	int64_t hamlet = world_area(world, communes[0], "hamlet", "00101", "Tổ 1", "2020-01-01");
	assert_int_equal(area_end(world->db, communes[6], "2023-12-31", NULL), ERR_OK);
	world_area(world, province, "commune", "008", "008", "2025-01-01");
	struct few_officers out = few(world, "A", province);
	assert_int_equal(out.communes, 6);
	assert_string_equal(out.names, "001, 002, 003, 004, 005, …");
	add_officer(world, "An", province, false);
	assert_int_equal(few(world, "B", province).communes, 6);
	add_officer(world, "Bình", communes[0], false);
	add_officer(world, "Châu", communes[1], true);
	out = few(world, "C", province);
	assert_int_equal(out.communes, 5);
	assert_string_equal(out.names, "002, 003, 004, 005, 006");
	assert_null(few(world, "D", hamlet).names);
	add_officer(world, "Dung", province, false);
	assert_null(few(world, "E", province).names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(those_who_may_are_named_without_the_locked_and_the_barred, world_open, world_close),
		cmocka_unit_test_setup_teardown(communes_with_few_officers_are_counted_and_the_first_named, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
