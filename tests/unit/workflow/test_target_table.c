#include "../store/world.h"

#include "store/campaign/area_match.h"
#include "workflow/admin/target_table.h"

static void test_working_out(void **state)
{
	static const struct { int64_t said[TARGET_FIGURES], out[TARGET_FIGURES]; enum target_figure wrong; } rows[] = {
		{ { 126000, 88980, -1, -1, -1 }, { 126000, 88980, 22245, 37020, 59265 }, TARGET_FIGURES },
		{ { 83000, 51690, -1, -1, -1 }, { 83000, 51690, 12923, 31310, 44233 }, TARGET_FIGURES }, /* 12922,5: half up */
		{ { 61174, 36665, -1, -1, -1 }, { 61174, 36665, 9166, 24509, 33675 }, TARGET_FIGURES }, /* 9166,25 */
		{ { 10, 3, -1, -1, -1 }, { 10, 3, 1, 7, 8 }, TARGET_FIGURES }, /* 0,75 */
		{ { 10, 4, 0, -1, -1 }, { 10, 4, 0, 6, 6 }, TARGET_FIGURES }, /* said */
		{ { -1, -1, -1, -1, 40 }, { -1, -1, -1, -1, 40 }, TARGET_FIGURES },
		{ { -1, -1, 5, 6, -1 }, { -1, -1, 5, 6, 11 }, TARGET_FIGURES },
		{ { 0, 0, -1, -1, -1 }, { 0, 0, 0, 0, 0 }, TARGET_FIGURES },
		{ { 3, 4, -1, -1, -1 }, { 3, 4, -1, -1, -1 }, TARGET_B },
		{ { 10, 4, -1, 5, -1 }, { 10, 4, 1, 5, -1 }, TARGET_D },
		{ { 10, 4, -1, -1, 8 }, { 10, 4, 1, 6, 8 }, TARGET_E },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t figures[TARGET_FIGURES];
		memcpy(figures, rows[i].said, sizeof figures);
		if (target_work_out(figures) != rows[i].wrong || memcmp(figures, rows[i].out, sizeof figures) != 0)
			fail_msg("row %zu", i);
	}
}

/* None, one, or those between whom somebody has to choose. */
static void test_what_a_name_means(void **state)
{
	const struct world *world = *state;
	int64_t province = world_area(world, 0, "province", "60", "Bình Thuận", "2020-01-01"), campaign;
	int64_t island = world_area(world, province, "district", "602", "Huyện Phú Quí", "2020-01-01");
	int64_t town = world_area(world, province, "district", "594", "Thị xã La Gi", "2020-01-01");
	int64_t one = world_area(world, island, "commune", "1", "Xã Tam Thanh", "2020-01-01"), two = world_area(world, town, "commune", "2", "Phường Tam Thanh", "2020-01-01");
	const struct campaign c = { .code = "C", .name = "C", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };
	struct area_names names;

	world_area(world, 0, "district", "700", "Huyện Phú Quý", "2020-01-01"); /* not of the campaign */
	assert_int_equal(campaign_add(world->db, &c, &province, 1, &campaign, NULL), ERR_OK);
	assert_int_equal(area_names_read(world->db, world->arena, campaign, &names, NULL), ERR_OK);
	const struct { const char *name, *level; int64_t parent; size_t count; int64_t id; } rows[] = {
		{ "Phú Quý", NULL, 0, 1, island }, { "huyện phú quí", NULL, 0, 1, island }, { "H. Phú Quý", NULL, 0, 0, 0 }, { "602", NULL, 0, 1, island }, { "district:602", NULL, 0, 1, island },
		{ "commune:602", NULL, 0, 0, 0 }, { "TX La Gi", NULL, 0, 1, town }, { "La-Gi", NULL, 0, 1, town }, { "Thành phố La Gi", NULL, 0, 1, town }, { "Tam Thanh", NULL, 0, 2, one },
		{ "xã Tam Thanh", NULL, 0, 1, one }, { "Tam Thanh", NULL, town, 1, two }, { "Tam Thanh", "district", 0, 0, 0 }, { "Bình Thuận", NULL, 0, 1, province }, { "Tỉnh", NULL, 0, 0, 0 }, { "", NULL, 0, 0, 0 },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct area *found[2];
		size_t count = area_names_find(&names, world->arena, rows[i].name, rows[i].level, rows[i].parent, found, 2);
		if (count != rows[i].count || (count > 0 && found[0]->id != rows[i].id))
			fail_msg("\"%s\": %zu", rows[i].name, count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_working_out),
		cmocka_unit_test_setup_teardown(test_what_a_name_means, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
