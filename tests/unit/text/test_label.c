/* What codes are called: all of them, each kind's values apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/label.h"

static void every_code_is_called_something(void **state)
{
	(void)state;
	assert_string_equal(state_label(STATE_NONE), "");
	for (int i = STATE_NONE + 1; i < STATE_COUNT; i++)
		assert_true(state_label((enum state)i)[0] != '\0');
	assert_string_equal(action_label(ACTION_NONE), "");
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
		assert_true(action_label((enum action)i)[0] != '\0');
	assert_string_equal(access_label(ACCESS_NONE), "");
	for (int i = ACCESS_NONE + 1; i < ACCESS_COUNT; i++)
		assert_true(access_label((enum access)i)[0] != '\0');
}

static void the_words_are_the_domains(void **state)
{
	(void)state;
	assert_string_equal(state_label(STATE_ACCEPTED), "Đã nghiệm thu");
	assert_string_equal(severity_label(SEVERITY_E), "Lỗi");
	assert_string_equal(severity_label(SEVERITY_I), "Gợi ý");
	assert_string_equal(role_label(ROLE_POLICE), "Công an cấp xã");
	assert_string_equal(stage_label(STAGE_CHECK), "Nghiệm thu");
	assert_string_equal(rule_setting_label(RULE_OFF), "Không áp dụng");
	assert_string_equal(job_state_label(JOB_RUNNING), "Đang chạy");
}

static void the_police_have_eight_reasons(void **state)
{
	(void)state;
	assert_null(police_reason_label(0));
	for (int64_t reason = 1; reason <= POLICE_REASONS; reason++)
		assert_non_null(police_reason_label(reason));
	assert_null(police_reason_label(POLICE_REASONS + 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_is_called_something),
		cmocka_unit_test(the_words_are_the_domains),
		cmocka_unit_test(the_police_have_eight_reasons),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
