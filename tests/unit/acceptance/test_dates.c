#include "trial.h"

/* Without numbers and contracts, so that only dates speak. */
#define BORN(day) "\"citizen_id\":\"225001234\",\"birth_date\":\"" day "\""
#define IDLE "\"general_education\":2,\"qualification\":1,\"training_field\":null,\"activity_status\":3,\"inactive_reason\":5," NO_WORK ","

static void knows_fifteen(void **state)
{
	static const struct trial trials[] = {
		{ IDLE BORN("2009-06-01"), "", "fifteen on that day" },
		{ IDLE BORN("2009-06-02"), "E20 birth_date,collected_on", "E20: fifteen tomorrow" },
		{ IDLE BORN("2008-02-29") ",\"collected_on\":\"2023-02-28\"", "E20 birth_date,collected_on", "E20: 29 February" },
		{ IDLE BORN("2008-02-29") ",\"collected_on\":\"2023-03-01\"", "", "fifteen on 1 March" },
		{ IDLE BORN("2009-05-00"), "", "surely fifteen" },
		{ IDLE BORN("2009-06-00"), "W20 birth_date,collected_on", "W20: the 1st or later" },
		{ IDLE BORN("2009-07-00"), "E20 birth_date,collected_on", "E20: any day of July" },
		{ IDLE BORN("2009-00-00"), "W20 birth_date,collected_on", "W20: year" },
		{ IDLE BORN("2008-00-00"), "", "the year before" },
		{ IDLE BORN("2010-00-00"), "E20 birth_date,collected_on", "E20: the year after" },
		{ IDLE BORN("2009-00-00") ",\"collected_on\":\"2024-12-31\"", "E22 collected_on", "fifteen by the last day" },
		{ IDLE BORN("2009-00-00") ",\"collected_on\":\"2024-12-30\"", "W20 birth_date,collected_on; E22 collected_on", "W20: but one" },
		{ IDLE BORN("2009-06-02") ",\"collected_on\":null", "E01 collected_on", "day unknown: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void knows_births(void **state)
{
	static const struct trial trials[] = {
		{ IDLE BORN("2024-06-11"), "E20 birth_date,collected_on; E21 birth_date", "E21: tomorrow" },
		{ IDLE BORN("2024-06-10"), "E20 birth_date,collected_on", "today" },
		{ IDLE BORN("2024-06-00"), "E20 birth_date,collected_on", "perhaps before today" },
		{ IDLE BORN("2024-07-00"), "E20 birth_date,collected_on; E21 birth_date", "E21: surely later" },
		{ IDLE BORN("1904-06-09"), "E21 birth_date", "E21: 120 years and a day" },
		{ IDLE BORN("1904-06-10"), "W21 birth_date", "W21: 120 years" },
		{ IDLE BORN("1904-06-00"), "W21 birth_date", "W21: surely over 105, not surely over 120" },
		{ IDLE BORN("1904-05-00"), "E21 birth_date", "E21: every day of May" },
		{ IDLE BORN("1903-00-00"), "E21 birth_date", "E21: year" },
		{ IDLE BORN("1919-06-09"), "W21 birth_date", "W21: 105 years and a day" },
		{ IDLE BORN("1919-06-10"), "", "105 years" },
		{ IDLE BORN("1919-00-00"), "", "not surely" },
		{ IDLE BORN("1918-00-00"), "W21 birth_date", "W21: year" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void knows_collecting(void **state)
{
	static const struct trial plain[] = {
		{ "\"collected_on\":\"2024-06-10\"", "", "today" },
		{ "\"collected_on\":\"2024-06-11\"", "E22 collected_on", "E22: tomorrow" },
		{ "\"collected_on\":\"2020-03-01\"", "", "long ago: no campaign" },
	};
	static const struct trial campaign[] = {
		{ "\"collected_on\":\"2024-05-31\"", "", "the last day" },
		{ "\"collected_on\":\"2024-06-01\"", "E22 collected_on", "E22: after it" },
		{ "\"collected_on\":\"2023-06-01\"", "", "the first day" },
		{ "\"collected_on\":\"2023-05-31\"", "W22 collected_on", "W22: before it" },
	};
	struct world world = *(struct world *)*state;

	run_trials(&world, plain, COUNT(plain));
	world.context.campaign_from = (struct date){ 2023, 6, 1 };
	world.context.campaign_to = (struct date){ 2024, 5, 31 };
	run_trials(&world, campaign, COUNT(campaign));
}

#define START(day) ",\"contract_start\":\"" day "\""

static void knows_contracts(void **state)
{
	static const struct trial trials[] = {
		{ BORN("1985-07-12") START("2024-06-01"), "", "on the day" },
		{ BORN("1985-07-12") START("2024-06-02"), "E23 contract_start,collected_on", "E23: the day after" },
		{ BORN("1985-07-12") START("2024-06-00"), "", "perhaps the 1st" },
		{ BORN("1985-07-12") START("2024-07-00"), "E23 contract_start,collected_on", "E23: surely after" },
		{ BORN("1985-07-12") START("2024-00-00"), "", "perhaps before" },
		{ BORN("1985-07-12") START("2025-00-00"), "E23 contract_start,collected_on", "E23: year" },
		{ BORN("1985-07-12") START("1998-07-11"), "E24 birth_date,contract_start", "E24: the day before thirteen" },
		{ BORN("1985-07-12") START("1998-07-12"), "W24 birth_date,contract_start", "W24: thirteen" },
		{ BORN("1985-07-12") START("2000-07-11"), "W24 birth_date,contract_start", "W24: the day before fifteen" },
		{ BORN("1985-07-12") START("2000-07-12"), "", "fifteen" },
		{ BORN("1984-02-29") START("1999-02-28"), "W24 birth_date,contract_start", "W24: 29 February" },
		{ BORN("1984-02-29") START("1999-03-01"), "", "fifteen on 1 March" },
		{ BORN("1985-07-12") START("1998-06-00"), "E24 birth_date,contract_start", "E24: every day of June" },
		{ BORN("1985-07-12") START("1998-07-00"), "", "under thirteen or thirteen: neither is sure" },
		{ BORN("1985-07-12") START("1999-00-00"), "W24 birth_date,contract_start", "W24: thirteen or fourteen" },
		{ BORN("1985-00-00") START("1997-00-00"), "E24 birth_date,contract_start", "E24: years" },
		{ BORN("1985-00-00") START("1999-00-00"), "W24 birth_date,contract_start", "W24: years" },
		{ BORN("1985-00-00") START("1998-00-00"), "", "twelve or thirteen: not sure" },
		{ BORN("1985-00-00") START("2000-00-00"), "", "fourteen or fifteen: not sure" },
		{ BORN("1985-02-30") START("1990-00-00"), "E19 birth_date", "birth bad: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_fifteen),
		cmocka_unit_test(knows_births),
		cmocka_unit_test(knows_collecting),
		cmocka_unit_test(knows_contracts),
	};

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
