/* The example of every rule that trips it, and the one that just does not, on a sheet that is right otherwise. */
#include "trial.h"

#include "acceptance/rule.h"

/* Answers as typed, by field. */
struct typed { const char *field, *text; };

static const struct typed person[] = {
	{ "full_name", "Nguyễn Thị Hạnh" }, { "birth_date", "12/07/1985" }, { "sex", "2" }, { "permanent_address", "12 Lê Lợi" },
	{ "collected_on", "01/06/2024" }, { "informant_name", "Nguyễn Thị Hạnh" },
};
static const struct typed worker[] = {
	{ "general_education", "4" }, { "qualification", "7" }, { "training_field", "Kế toán" }, { "activity_status", "1" },
	{ "employment_position", "4" }, { "occupation", "Nhân viên thu ngân siêu thị" }, { "workplace_address", "45 Trần Phú" },
};
static const struct typed employee[] = {
	{ "social_insurance", "1" }, { "labour_contract", "1" }, { "contract_start", "01/03/2020" },
	{ "employer_name", "Công ty Ánh Dương" }, { "workplace_type", "6" },
};
static const struct typed owner[] = {
	{ "social_insurance", "3" }, { "labour_contract", "3" }, { "employer_name", "Cơ sở Hòa Bình" }, { "workplace_type", "3" },
};
static const struct typed family[] = { { "social_insurance", "3" }, { "labour_contract", "3" }, { "workplace_type", "3" } };
static const struct typed idle[] = { { "general_education", "2" }, { "qualification", "1" } };
static const struct typed jobless[] = { { "unemployed_history", "2" }, { "unemployment_duration", "1" } };
static const struct typed inactive[] = { { "inactive_reason", "5" } };

static void type(struct world *w, struct answers *answers, const char *name, const char *text)
{
	int i = form_find(w->form, name);

	answer_from_typed(w->arena, &w->form->fields[i], &text, *text == '\0' ? 0 : 1, &answers->items[i]);
}

static void type_all(struct world *w, struct answers *answers, const struct typed *typed, size_t count)
{
	for (size_t i = 0; i < count; i++)
		type(w, answers, typed[i].field, typed[i].text);
}

static const char *said(const struct rule_case *example, const char *field)
{
	for (size_t i = 0; i < CASE_ANSWERS && example->answers[i].field != NULL; i++) {
		if (strcmp(example->answers[i].field, field) == 0)
			return example->answers[i].typed;
	}
	return NULL;
}

/* What a sheet of that status and position has besides. */
static void type_situation(struct world *w, struct answers *answers, const char *status, const char *position)
{
	if (status[0] != '1') {
		type_all(w, answers, idle, COUNT(idle));
		type_all(w, answers, status[0] == '2' ? jobless : inactive, status[0] == '2' ? COUNT(jobless) : COUNT(inactive));
		return;
	}
	type_all(w, answers, worker, COUNT(worker));
	if (position[0] == '4')
		type_all(w, answers, employee, COUNT(employee));
	else if (position[0] == '1' || position[0] == '5')
		type_all(w, answers, owner, COUNT(owner));
	else
		type_all(w, answers, family, COUNT(family));
}

static struct answers fill(struct world *w, const struct rule_case *example)
{
	const char *status = said(example, "activity_status"), *position = said(example, "employment_position");
	bool same_person = said(example, "birth_date") == NULL && said(example, "sex") == NULL;
	struct answers answers;

	answers_init(&answers, w->form, w->arena);
	type_all(w, &answers, person, COUNT(person));
	type(w, &answers, "citizen_id", same_person ? "056185001234" : "225001234");
	type_situation(w, &answers, status == NULL ? "1" : status, position == NULL ? "4" : position);
	for (size_t i = 0; i < CASE_ANSWERS && example->answers[i].field != NULL; i++)
		type(w, &answers, example->answers[i].field, example->answers[i].typed);
	return answers;
}

static const char *judge(struct world *w, const struct rule_case *example, struct findings *out)
{
	struct answers answers = fill(w, example);

	acceptance_run(&w->context, &answers, out);
	return trial_summary(w, out);
}

static bool says(const struct findings *findings, const char *id)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (strcmp(findings->items[i].rule_id, id) == 0)
			return true;
	}
	return false;
}

static void run_examples(void **state)
{
	struct world world = *(struct world *)*state;
	struct findings findings;

	world.context.today = (struct date){ 2025, 12, 31 };
	world.context.campaign_from = (struct date){ 2023, 6, 1 };
	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		struct rule_info rule = acceptance_rule(i);
		if (rule.trips->answers[0].field == NULL)
			continue;
		const char *got = judge(&world, rule.trips, &findings);
		if (findings.count != 1 || !says(&findings, rule.id))
			fail_msg("the example of %s gives '%s'", rule.id, got);
		got = judge(&world, rule.misses, &findings);
		if (says(&findings, rule.id))
			fail_msg("the example that %s does not speak of gives '%s'", rule.id, got);
	}
}

/* Only what needs another sheet is told without answers. */
static void have_examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		struct rule_info rule = acceptance_rule(i);
		bool typed = rule.trips->answers[0].field != NULL && rule.misses->answers[0].field != NULL;
		bool told = rule.trips->words != NULL && rule.misses->words != NULL;
		if (!typed && !(told && rule_number(&rule_table[i]) >= 50))
			fail_msg("%s has no examples", rule.id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(have_examples), cmocka_unit_test(run_examples) };

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
