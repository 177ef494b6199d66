/* Codes and their sets: every value has a text of its own, and comes back from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/code.h"
#include "base/memory.h"

static void every_text_is_found_again(void **state)
{
	static const struct { const struct codes *codes; int first, count; } all[] = {
		{ &state_codes, STATE_NONE + 1, STATE_COUNT }, { &action_codes, ACTION_NONE + 1, ACTION_COUNT },
		{ &access_codes, ACCESS_NONE + 1, ACCESS_COUNT }, { &severity_codes, 0, SEVERITY_COUNT }, { &rule_setting_codes, 0, RULE_SETTINGS },
		{ &stage_codes, 0, STAGE_COUNT }, { &verdict_codes, 0, VERDICT_COUNT }, { &outcome_codes, 0, OUTCOME_COUNT },
		{ &job_state_codes, 0, JOB_STATE_COUNT }, { &role_codes, 0, ROLE_COUNT },
		{ &reconcile_codes, 1, RECONCILE_COUNT }, { &reconcile_choice_codes, 1, RECONCILE_CHOICE_COUNT },
		{ &end_reason_codes, 1, END_REASON_COUNT }, { &end_source_codes, 1, END_SOURCE_COUNT },
		{ &roster_source_codes, 1, ROSTER_SOURCE_COUNT }, { &roster_category_codes, 1, ROSTER_CATEGORY_COUNT },
		{ &roster_reason_codes, 1, ROSTER_REASON_COUNT }, { &roster_state_codes, 1, ROSTER_STATE_COUNT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		const struct codes *codes = all[i].codes;
		assert_int_equal(codes->count, all[i].count);
		for (int value = 0; value < codes->count; value++) {
			if (value < all[i].first)
				assert_null(codes->texts[value]);
			else
				assert_int_equal(codes_find(codes, codes->texts[value]), value);
		}
		assert_int_equal(codes_find(codes, "nowhere"), -1);
		assert_int_equal(codes_find(codes, ""), -1);
		assert_int_equal(codes_find(codes, NULL), -1);
	}
}

static void what_is_unknown_is_told(void **state)
{
	enum rule_setting setting = RULE_OFF;
	enum role role = ROLE_POLICE;

	(void)state;
	assert_int_equal(state_from_code("nowhere"), STATE_NONE);
	assert_int_equal(state_from_code(NULL), STATE_NONE);
	assert_int_equal(action_from_code(""), ACTION_NONE);
	assert_int_equal(access_from_code("submit"), ACCESS_NONE);
	assert_int_equal(severity_from_code("X"), SEVERITY_I);
	assert_int_equal(stage_from_code("dance"), STAGE_COUNT);
	assert_int_equal(duplicate_verdict_from_code("perhaps"), VERDICT_COUNT);
	assert_false(rule_setting_from_code("louder", &setting));
	assert_int_equal(setting, RULE_OFF);
	assert_false(role_from_code("king", &role));
	assert_int_equal(role, ROLE_POLICE);
}

static void a_set_is_one_for_c_and_sql(void **state)
{
	(void)state;
	assert_string_equal(STATE_LIST(STATES_POLICE), "'handed_over', 'entered', 'police_returned', 'archived'");
	assert_string_equal(STATE_LIST(STATES_ACCEPTED), "'accepted', 'handed_over', 'entered', 'police_returned', 'archived'");
	for (int i = STATE_NONE; i < STATE_COUNT; i++) {
		enum state s = (enum state)i;
		bool named = s != STATE_NONE && strstr(STATE_LIST(STATES_SILENT), state_code(s)) != NULL;
		assert_int_equal(state_in(s, STATES_SILENT), named);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_is_found_again),
		cmocka_unit_test(what_is_unknown_is_told),
		cmocka_unit_test(a_set_is_one_for_c_and_sql),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
