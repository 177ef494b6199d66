#include "trial.h"

static void asks_what_is_always_due(void **state)
{
	static const struct trial trials[] = {
		{ "", "", "the sound sheet" },
		{ "\"full_name\":null", "E01 full_name", "E01" },
		{ "\"full_name\":\"  \"", "E01 full_name", "E01: spaces are nothing" },
		{ "\"full_name\":5", "E19 full_name", "a bad answer is not missing" },
		{ "\"sex\":null,\"birth_date\":null", "E01 birth_date; E01 sex", "E01: one a field, paper order" },
		{ "\"permanent_address\":null,\"general_education\":null,\"qualification\":null,\"informant_name\":null",
		  "E01 permanent_address; E01 general_education; E01 qualification; E01 informant_name", "E01" },
		{ "\"collected_on\":null", "E01 collected_on", "E01" },
		{ "\"activity_status\":null", "E01 activity_status", "E01: without it no block is wrong" },
		{ "\"citizen_id\":null", "E01 citizen_id", "E01: neither number nor reason" },
		{ "\"citizen_id\":null,\"no_id_reason\":1", "W01 citizen_id,no_id_reason", "W01 instead of E01" },
		{ "\"citizen_id\":null,\"no_id_reason\":4", "E01 citizen_id; E19 no_id_reason", "a reason that is none" },
		{ "\"citizen_id\":7,\"no_id_reason\":1", "E19 citizen_id", "a bad number is not missing" },
		{ "\"no_id_reason\":1", "", "number and reason" },
		{ "\"citizen_id\":null,\"no_id_reason\":1,\"full_name\":null,\"permanent_address\":null",
		  "E01 full_name; W01 citizen_id,no_id_reason; E01 permanent_address", "one number: paper order" },
		{ "\"current_address\":null,\"social_insurance_no\":null,\"area_id\":null", "", "optional, or no area tree" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void asks_what_the_campaign_asks(void **state)
{
	static const struct trial trials[] = {
		{ "", "E01 area_id; E01 ethnic_group; E01 industry", "asked" },
		{ "\"area_id\":\"2236601\",\"ethnic_group\":\"Kinh\",\"industry\":\"G\"", "", "answered; Kinh is not ticked" },
		{ "\"area_id\":\"1\",\"priority_ethnic_minority\":1,\"industry\":\"G\"", "E01 ethnic_group", "E01 suffices" },
		{ "\"area_id\":\"1\",\"ethnic_group\":\"Kinh\",\"activity_status\":3,\"inactive_reason\":5," NO_WORK, "",
		  "no industry of those who do not work" },
	};
	struct world world = *(struct world *)*state;

	world.context.has_areas = world.context.asks_ethnic_group = world.context.asks_industry = true;
	run_trials(&world, trials, COUNT(trials));
}

static void keeps_to_one_block(void **state)
{
	static const struct trial trials[] = {
		{ "\"unemployed_history\":2,\"inactive_reason\":1", "E02 inactive_reason; E02 unemployed_history", "E02" },
		{ "\"activity_status\":2,\"unemployed_history\":1",
		  "E02 employment_position; E02 occupation; E02 social_insurance; E02 labour_contract; E02 contract_start; "
		  "E02 employer_name; E02 workplace_type; E02 workplace_address", "E02: everything of work" },
		{ "\"activity_status\":3,\"inactive_reason\":3,\"industry\":\"A\"," NO_WORK, "E02 industry", "E02: asked or not" },
		{ "\"activity_status\":3,\"inactive_reason\":3,\"occupation\":\"Hạ sĩ quan, binh sĩ\",\"employment_position\":null,"
		  "\"social_insurance\":null,\"labour_contract\":null,\"contract_start\":null,\"employer_name\":null,"
		  "\"workplace_type\":null,\"workplace_address\":null", "E02 occupation", "E02: its code is no question" },
		{ "\"activity_status\":2,\"unemployed_history\":1,\"inactive_reason\":9," NO_WORK, "E19 inactive_reason",
		  "a bad answer is told once" },
		{ "\"activity_status\":2,\"unemployed_history\":1," NO_WORK, "", "nothing else" },
		{ "\"activity_status\":9,\"inactive_reason\":1", "E19 activity_status", "no status: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void asks_about_work(void **state)
{
	static const struct trial trials[] = {
		{ NO_WORK, "E03 employment_position; E03 occupation; E03 social_insurance; E03 labour_contract; "
		  "E03 workplace_type; E03 workplace_address", "E03: everything but the employer" },
		{ "\"occupation\":null", "E03 occupation", "E03" },
		{ "\"occupation\":\"x\\u0001\"", "E18 occupation", "a bad answer is not missing" },
		{ "\"employment_position\":1,\"labour_contract\":3,\"contract_start\":null,\"employer_name\":null,\"workplace_address\":null",
		  "E03 employer_name; E03 workplace_address", "E03: an owner; paper order" },
		{ "\"employment_position\":5,\"workplace_type\":4,\"employer_name\":null", "E03 employer_name", "E03: a cooperative" },
		{ "\"employer_name\":null", "E03 employer_name", "E03: an employee with a contract" },
		{ "\"employer_name\":null,\"labour_contract\":3,\"contract_start\":null", "W03 employer_name", "W03: without" },
		{ "\"employer_name\":null,\"labour_contract\":null", "E03 labour_contract", "contract unknown" },
		{ "\"employer_name\":null,\"labour_contract\":7", "E19 labour_contract", "contract bad" },
		{ "\"employment_position\":3,\"labour_contract\":3,\"contract_start\":null,\"social_insurance\":3,\"workplace_type\":3,\"employer_name\":null", "", "family work in a household business" },
		{ "\"employment_position\":3,\"labour_contract\":3,\"contract_start\":null,\"social_insurance\":3,\"workplace_type\":4,\"employer_name\":null", "W03 employer_name; W34 employment_position,workplace_type", "W03: family work elsewhere" },
		{ "\"employment_position\":3,\"labour_contract\":3,\"contract_start\":null,\"social_insurance\":3,\"workplace_type\":null,\"employer_name\":null", "E03 workplace_type", "family work, it is not said where: silent" },
		{ "\"employment_position\":2,\"labour_contract\":3,\"contract_start\":null,\"social_insurance\":3,\"workplace_type\":3,\"employer_name\":null", "", "note (9): own work has none" },
		{ "\"employment_position\":3,\"social_insurance\":3,\"workplace_type\":4,\"employer_name\":null,\"labour_contract\":null,\"occupation\":null",
		  "E03 occupation; E03 labour_contract; W03 employer_name; W34 employment_position,workplace_type", "one number: paper order" },
		{ "\"employer_name\":7", "E19 employer_name", "bad is not missing" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void asks_about_the_contract(void **state)
{
	static const struct trial trials[] = {
		{ "\"contract_start\":null", "E04 contract_start", "E04: a contract without start" },
		{ "\"labour_contract\":2,\"contract_start\":null", "E04 contract_start", "E04" },
		{ "\"contract_start\":\"2020-00-00\"", "", "a year is a start" },
		{ "\"contract_start\":\"2020-02-30\"", "E19 contract_start", "bad is not missing" },
		{ "\"labour_contract\":3", "E04 contract_start", "E04: a start without contract" },
		{ "\"labour_contract\":3,\"contract_start\":null", "", "neither" },
		{ "\"labour_contract\":null", "E03 labour_contract", "contract unknown: silent" },
		{ "\"activity_status\":2,\"unemployed_history\":1,\"labour_contract\":1,\"employment_position\":null,"
		  "\"occupation\":null,\"social_insurance\":null,\"contract_start\":null,\"employer_name\":null,"
		  "\"workplace_type\":null,\"workplace_address\":null", "E02 labour_contract; E04 contract_start",
		  "a contract asks for its start, whatever question 11 says" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void asks_who_does_not_work(void **state)
{
	static const struct trial trials[] = {
		{ "\"activity_status\":2," NO_WORK, "E05 unemployed_history", "E05: history" },
		{ "\"activity_status\":2,\"unemployed_history\":2," NO_WORK, "E05 unemployment_duration", "E05: duration" },
		{ "\"activity_status\":2,\"unemployed_history\":1," NO_WORK, "", "never worked: no duration" },
		{ "\"activity_status\":2,\"unemployed_history\":1,\"unemployment_duration\":3," NO_WORK, "", "but allowed" },
		{ "\"activity_status\":2,\"unemployed_history\":2,\"unemployment_duration\":4," NO_WORK, "E19 unemployment_duration",
		  "bad is not missing" },
		{ "\"activity_status\":3," NO_WORK, "E06 inactive_reason", "E06" },
		{ "\"activity_status\":3,\"inactive_reason\":3," NO_WORK, "", "a reason" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void compares_ethnic_groups(void **state)
{
	static const struct trial trials[] = {
		{ "\"priority_ethnic_minority\":1", "E07 priority_ethnic_minority,ethnic_group", "E07: ticked, none named" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":\"kinh\"", "E07 priority_ethnic_minority,ethnic_group", "E07" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":\"Việt\"", "E07 priority_ethnic_minority,ethnic_group", "E07" },
		{ "\"ethnic_group\":\"Tày\"", "E07 priority_ethnic_minority,ethnic_group", "E07: named, not ticked" },
		{ "\"priority_ethnic_minority\":false,\"ethnic_group\":\"Tày\"", "E07 priority_ethnic_minority,ethnic_group", "E07" },
		{ "\"priority_ethnic_minority\":true,\"ethnic_group\":\"Tày\"", "", "both" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":\"H’Mông\"", "", "another name" },
		{ "\"ethnic_group\":\"Kinh\"", "", "Kinh, unticked" },
		{ "", "", "neither" },
		{ "\"priority_ethnic_minority\":2,\"ethnic_group\":\"Tày\"", "E19 priority_ethnic_minority", "bad: silent" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":5", "E19 ethnic_group", "bad: silent" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":\"Mong Cổ\"", "W07 ethnic_group", "W07: not in the list" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":\"HMông (Mèo)\"", "", "with another name of its own" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":\"Dân tộc Tày\"", "", "with the word for it" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":\"Kinh (Việt)\"", "E07 priority_ethnic_minority,ethnic_group", "Kinh by two names" },
		{ "\"ethnic_group\":\"Kinh (Việt)\"", "", "not ticked" },
		{ "\"ethnic_group\":\"Mong Cổ\"", "E07 priority_ethnic_minority,ethnic_group; W07 ethnic_group", "not Kinh in any case" },
		{ "\"priority_ethnic_minority\":1,\"ethnic_group\":\"Người nước ngoài\"", "W07 ethnic_group", "W07: no group" },
		{ "\"priority_poor\":1,\"priority_near_poor\":1", "E08 priority_poor,priority_near_poor", "E08" },
		{ "\"priority_poor\":1,\"priority_near_poor\":0,\"priority_disabled\":1", "", "one of them" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void compares_training(void **state)
{
	static const struct trial trials[] = {
		{ "\"qualification\":4,\"training_field\":null", "E09 training_field", "E09: from Sơ cấp" },
		{ "\"qualification\":8,\"training_field\":null", "E09 training_field", "E09" },
		{ "\"qualification\":8,\"training_field\":false", "E19 training_field", "bad is not missing" },
		{ "\"qualification\":3,\"training_field\":null", "", "below" },
		{ "\"qualification\":3", "", "allowed" },
		{ "\"qualification\":1", "W09 qualification,training_field", "W09" },
		{ "\"qualification\":2", "", "allowed" },
		{ "\"qualification\":1,\"training_field\":null", "", "neither" },
	};

	run_trials(*state, trials, COUNT(trials));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_what_is_always_due),
		cmocka_unit_test(asks_what_the_campaign_asks),
		cmocka_unit_test(keeps_to_one_block),
		cmocka_unit_test(asks_about_work),
		cmocka_unit_test(asks_about_the_contract),
		cmocka_unit_test(asks_who_does_not_work),
		cmocka_unit_test(compares_ethnic_groups),
		cmocka_unit_test(compares_training),
	};

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
