/* What came of a form, as its token remembers it. */
#include "world.h"

#include "store/sheet/form_token.h"

static void tells_what_was_made(void **state)
{
	struct world *world = *state;
	struct form_result found;
	bool is;

	int64_t user = world_user(world, "officer", ROLE_OFFICER, "x", world_area(world, 0, "commune", "22351", "Xã", "2020-01-01"));
	for (int kind = 0; kind < THING_COUNT; kind++) {
		const struct form_result result = { .posted = "p", .made = { (enum thing_kind)kind, 40 + kind } };
		const char *token = arena_print(world->arena, "t%d", kind);
		assert_int_equal(form_token_add(world->db, user, token, &result, 1, NULL), ERR_OK);
		assert_int_equal(form_token_find(world->db, world->arena, user, token, &found, &is, NULL), ERR_OK);
		assert_true(is);
		assert_int_equal(found.made.kind, kind);
		assert_int_equal(found.made.id, 40 + kind);
		assert_string_equal(found.posted, "p");
	}
	assert_int_equal(form_token_find(world->db, world->arena, user, "another", &found, &is, NULL), ERR_OK);
	assert_false(is);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(tells_what_was_made, world_open, world_close) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
