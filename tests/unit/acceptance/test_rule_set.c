#include "trial.h"

static struct rule_set set_of(const char *rule, const char *setting)
{
	struct rule_set set = { .version = 1 };
	enum rule_setting wanted = RULE_DEFAULT;

	assert_true(rule_setting_from_code(setting, &wanted));
	rule_set_apply(&set, rule, wanted, 2);
	return set;
}

static void allows_what_a_campaign_may(void **state)
{
	static const struct { const char *rule; enum rule_setting setting; bool allowed; const char *why; } rows[] = {
		{ "E10", RULE_WARNING, false, "who the person is" },
		{ "E10", RULE_OFF, false, "who the person is" },
		{ "E20", RULE_WARNING, false, "who may be surveyed" },
		{ "E50", RULE_OFF, false, "one sheet a person" },
		{ "E18", RULE_WARNING, false, "cannot be stored" },
		{ "E19", RULE_OFF, false, "cannot be stored" },
		{ "E10", RULE_DEFAULT, true, "as it is" },
		{ "E22", RULE_WARNING, true, "an error" },
		{ "E22", RULE_OFF, true, "an error" },
		{ "W31", RULE_OFF, true, "a warning" },
		{ "W31", RULE_WARNING, false, "is one" },
		{ "I43", RULE_OFF, true, "a hint" },
		{ "I43", RULE_WARNING, false, "nothing is raised" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rule_set_allows((size_t)acceptance_find(rows[i].rule), rows[i].setting) != rows[i].allowed)
			fail_msg("%s: %s", rows[i].rule, rows[i].why);
	}
}

/* "E22:W" of each finding. */
static const char *judged(struct world *w, const char *patch, const struct rule_set *set)
{
	struct rule_context context = w->context;
	struct answers answers = trial_answers(w, patch);
	struct findings findings;
	const char *text = "";

	context.rules = set;
	acceptance_run(&context, &answers, &findings);
	for (size_t i = 0; i < findings.count; i++)
		text = arena_print(w->arena, "%s%s:%s%s ", text, findings.items[i].rule_id, severity_code(findings.items[i].severity),
		                   finding_stops_submission(&findings.items[i]) ? "!" : "");
	return text;
}

#define TOMORROW "\"collected_on\":\"2024-06-11\""

static void reports_what_is_set(void **state)
{
	static const struct { const char *rule, *setting, *patch, *expected, *why; } rows[] = {
		{ "E22", "default", TOMORROW, "E22:E! ", "as it is" },
		{ "E22", "warning", TOMORROW, "E22:W ", "lowered: same id, stops nothing" },
		{ "E22", "off", TOMORROW, "", "off" },
		{ "W31", "off", "\"social_insurance\":3", "", "a warning off" },
		{ "W31", "off", TOMORROW, "E22:E! ", "another rule" },
		{ "E01", "warning", "\"full_name\":null,\"sex\":null", "E01:W E01:W ", "every finding of the rule" },
		{ "E10", "off", "\"citizen_id\":\"1\"", "E10:E! ", "what was stored, and is not allowed" },
		{ "E99", "off", TOMORROW, "E22:E! ", "a rule that is gone" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rule_set set = set_of(rows[i].rule, rows[i].setting);
		const char *got = judged(w, rows[i].patch, &set);
		if (strcmp(got, rows[i].expected) != 0)
			fail_msg("%s: '%s'", rows[i].why, got);
		assert_int_equal(set.version, 2);
	}
	assert_string_equal(judged(w, TOMORROW, NULL), "E22:E! ");
}

static void the_last_change_counts(void **state)
{
	struct rule_set set = set_of("E22", "off");

	rule_set_apply(&set, "W31", RULE_OFF, 3);
	rule_set_apply(&set, "E22", RULE_DEFAULT, 4);
	assert_string_equal(judged(*state, TOMORROW, &set), "E22:E! ");
	assert_int_equal(set.version, 4);
}

/* What a stored finding says: its own severity counts. */
static void stored_findings_stop_as_they_were(void **state)
{
	(void)state;
	assert_true(rule_stops_submission("E22", SEVERITY_E));
	assert_false(rule_stops_submission("E22", SEVERITY_W));
	assert_false(rule_stops_submission("E50", SEVERITY_E));
	assert_false(rule_stops_submission("E99", SEVERITY_E));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allows_what_a_campaign_may),
		cmocka_unit_test(reports_what_is_set),
		cmocka_unit_test(the_last_change_counts),
		cmocka_unit_test(stored_findings_stop_as_they_were),
	};

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
