#include "trial.h"

#include <sys/wait.h>
#include <unistd.h>

#include "acceptance/rule.h"

static void has_all_rules(void **state)
{
	static const char *const ids[] = {
		"E01", "W01", "E02", "E03", "W03", "E04", "E05", "E06", "E07", "W07", "E08", "E09", "W09", "E10", "W11", "W12",
		"W13", "W14", "E15", "I15", "E16", "W17", "E18", "E19", "E20", "W20", "E21", "W21", "E22", "W22", "E23", "E24",
		"W24", "W30", "W31", "W32", "W33", "W34", "W35", "W36", "W37", "W38", "W39", "W40", "W41", "W42", "I43", "W44", "E50"
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ids); i++) {
		int index = acceptance_find(ids[i]);
		if (index < 0)
			fail_msg("%s is not there", ids[i]);
		struct rule_info info = acceptance_rule((size_t)index);
		assert_string_equal(info.id, ids[i]);
		assert_int_equal(*severity_code(info.severity), *ids[i]);
		assert_null(strchr(info.message, '{'));
		assert_true(strlen(info.basis) > 0);
	}
	assert_int_equal(acceptance_find("E99"), -1);
	assert_true(acceptance_rule_count() >= COUNT(ids));
}

static void stops_submission(void **state)
{
	static const struct { const char *patch; bool stops; } rows[] = {
		{ "\"full_name\":null", true },
		{ "\"contract_start\":\"1990-00-00\"", true },
		{ "\"sex\":1", false },
		{ "\"social_insurance_no\":\"GD4797912345678\"", false },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct answers answers = trial_answers(w, rows[i].patch);
		struct findings findings;
		acceptance_run(&w->context, &answers, &findings);
		assert_int_equal(findings.count, 1);
		assert_int_equal(finding_stops_submission(&findings.items[0]), rows[i].stops);
	}
}

static void says_one_thing_about_a_broken_line(void **state)
{
	struct world *w = *state;
	struct answers answers;
	struct findings findings;

	answers_init(&answers, w->form, w->arena);
	answers.broken = true;
	acceptance_run(&w->context, &answers, &findings);
	assert_string_equal(trial_summary(w, &findings), "E18");
}

static void shortens_odd_keys(void **state)
{
	struct world *w = *state;
	struct answers answers = trial_answers(w, "");
	struct findings findings;

	answers.unknown_key = "ế\"<b>\x01ếếếếếếếếếếếếếếếếếếếếếếếếế";
	acceptance_run(&w->context, &answers, &findings);
	assert_true(utf8_valid(findings.items[0].message, strlen(findings.items[0].message)));
	assert_non_null(strstr(findings.items[0].message, "“ế??b??ế"));
	assert_null(strchr(findings.items[0].message, '<'));
}

/* Every field BAD at once: the most that one finding can name. */
static void names_many_fields(void **state)
{
	struct world *w = *state;
	struct answers answers;
	struct findings findings;

	answers_init(&answers, w->form, w->arena);
	for (size_t i = 0; i < w->form->field_count; i++)
		answers.items[i] = (struct answer){ .state = ANSWER_BAD, .fault = FAULT_VALUE, .raw = "x" };
	acceptance_run(&w->context, &answers, &findings);
	assert_int_equal(findings.count, 1);
	assert_int_equal(findings.items[0].field_count, w->form->field_count);
}

static void say_nothing(struct rule_run *run)
{
	(void)run;
}

#define GOOD .messages = { "m" }, .basis = "b", .run = say_nothing

static void refuses_wrong_tables(void **state)
{
	static const struct { struct rule rules[2]; const char *part; } rows[] = {
		{ { { .id = "E01", GOOD }, { .id = "E01", GOOD } }, "E01 is out of order or there twice" },
		{ { { .id = "E02", GOOD }, { .id = "E01", GOOD } }, "E01 is out of order" },
		{ { { .id = "W01", .severity = SEVERITY_W, GOOD }, { .id = "E01", GOOD } }, "E01 is out of order" },
		{ { { .id = "E01", GOOD }, { .id = "W02", GOOD } }, "W02: its id does not fit" },
		{ { { .id = "E01", GOOD }, { .id = "E", GOOD } }, "E: its id does not fit" },
		{ { { .id = "E01", GOOD }, { .id = "E02", .names = { "colour" }, GOOD } }, "E02: a field is not in form" },
		{ { { .id = "E01", GOOD }, { .id = "E02", .names = { "sex", "full_name" }, GOOD } }, "out of order" },
		{ { { .id = "E01", GOOD }, { .id = "E02", .names = { "sex" }, .reads = { "colour" }, GOOD } }, "E02: a field" },
		{ { { .id = "E01", GOOD }, { .id = "E02", .basis = "b", .run = say_nothing } }, "E02 has no message" },
		{ { { .id = "E01", GOOD }, { .id = "E02", .messages = { "m" }, .run = say_nothing } }, "E02 has no message, basis" },
		{ { { .id = "E01", GOOD }, { .id = "E02", .messages = { "m" }, .basis = "b" } }, "or function" },
	};
	static const struct rule good[] = { { .id = "E01", GOOD }, { .id = "W01", .severity = SEVERITY_W, GOOD } };
	struct world *w = *state;
	struct error error;

	assert_int_equal(rules_compare(good, COUNT(good), w->form, &error), ERR_OK);
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(rules_compare(rows[i].rules, 2, w->form, &error), ERR_INTERNAL);
		if (strstr(error.detail, rows[i].part) == NULL)
			fail_msg("'%s' instead of '%s'", error.detail, rows[i].part);
	}
}

static void refuses_wrong_forms(void **state)
{
	static const struct lists none = { 0 };
	const struct field *nameless[] = { NULL };
	struct world *w = *state;
	struct form form = *w->form;
	struct error error;

	form.lists = &none;
	assert_int_equal(acceptance_start(&form, &error), ERR_INTERNAL);
	form = *w->form;
	form.named[NAMED_sex] = -1;
	assert_int_equal(acceptance_start(&form, &error), ERR_INTERNAL);
	assert_non_null(strstr(error.detail, "sex"));
	form = *w->form;
	form.slots = nameless;
	form.slot_mask = 0;
	assert_int_equal(acceptance_start(&form, &error), ERR_INTERNAL);
	form.field_count = FINDING_FIELDS + 1;
	assert_int_equal(acceptance_start(&form, &error), ERR_INTERNAL);
}

/* Reading an undeclared field ends the program: shown in a child. */
static void aborts_on_undeclared_fields(void **state)
{
	static const struct rule rule = { .id = "E01", .names = { "sex" }, .reads = { "birth_date" }, GOOD };
	struct world *w = *state;
	struct answers answers = trial_answers(w, "");
	struct rule_run run = { .rule = &rule, .context = &w->context, .answers = &answers };
	int status;

	assert_int_equal(rule_choice(&run, NAMED_sex), 2);
	assert_int_equal(rule_date(&run, NAMED_birth_date).year, 1985);
	pid_t child = fork();
	if (child == 0) {
		if (freopen("/dev/null", "w", stderr) != NULL)
			rule_text(&run, NAMED_full_name);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_all_rules),
		cmocka_unit_test(stops_submission),
		cmocka_unit_test(says_one_thing_about_a_broken_line),
		cmocka_unit_test(shortens_odd_keys),
		cmocka_unit_test(names_many_fields),
		cmocka_unit_test(refuses_wrong_tables),
		cmocka_unit_test(refuses_wrong_forms),
		cmocka_unit_test(aborts_on_undeclared_fields),
	};

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
