#include "trial.h"

static bool same_id(void *arg, const char *citizen_id, struct record *out)
{
	*out = (struct record){ .sheet_id = 12, .state = "received", .area = "Tổ 3", .day = "2024-06-01" };
	return strcmp(citizen_id, arg) == 0;
}

static void tells_the_same_id(void **state)
{
	static const struct trial trials[] = {
		{ "", "E50 citizen_id", "E50" },
		{ "\"citizen_id\":\"056185001235\"", "", "another" },
		{ "\"citizen_id\":null,\"no_id_reason\":1", "W01 citizen_id,no_id_reason", "none" },
	};
	char id[] = "056185001234";
	const struct record_lookup records = { .arg = id, .same_id_here = same_id };
	struct world world = *(struct world *)*state;
	struct answers answers = trial_answers(&world, "");
	struct findings findings;

	world.context.records = &records;
	run_trials(&world, trials, COUNT(trials));
	acceptance_run(&world.context, &answers, &findings);
	assert_non_null(strstr(findings.items[0].message, "12 (Tổ 3)"));
	assert_int_equal(acceptance_rule((size_t)acceptance_find(findings.items[0].rule_id)).audience, AUDIENCE_CHECKER);
	assert_false(finding_stops_submission(&findings.items[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(tells_the_same_id) };

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
