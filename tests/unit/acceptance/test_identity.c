#include "trial.h"

static void judges_citizen_ids(void **state)
{
	static const struct trial trials[] = {
		{ "\"citizen_id\":\"05618500123\"", "E10 citizen_id", "E10: 11 digits" },
		{ "\"citizen_id\":\"0561850012345\"", "E10 citizen_id", "E10: 13 digits" },
		{ "\"citizen_id\":\"O56185001234\"", "E10 citizen_id", "E10: a letter" },
		{ "\"citizen_id\":\"056 185-001.234\"", "", "separators forgiven" },
		{ "\"citizen_id\":\"111111111111\"", "E10 citizen_id", "E10: all equal; nothing else speaks of it" },
		{ "\"citizen_id\":\"012345678901\"", "E10 citizen_id", "E10: counting up" },
		{ "\"citizen_id\":\"210987654321\"", "E10 citizen_id", "E10: counting down" },
		{ "\"citizen_id\":\"987654321\"", "E10 citizen_id", "E10: nine digits counting down" },
		{ "\"citizen_id\":\"987654320\"", "", "one digit off" },
		{ "\"citizen_id\":\"225001234\"", "", "nine digits in 2024" },
		{ "\"citizen_id\":\"225001234\",\"collected_on\":\"2025-01-01\"", "W11 citizen_id,collected_on; E22 collected_on", "W11" },
		{ "\"citizen_id\":\"225001234\",\"collected_on\":\"2024-12-31\"", "E22 collected_on", "the last day of CMND" },
		{ "\"citizen_id\":\"225001234\",\"collected_on\":null", "E01 collected_on", "day unknown: silent" },
		{ "\"collected_on\":\"2025-01-01\"", "E22 collected_on", "twelve digits" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void compares_digits(void **state)
{
	static const struct trial trials[] = {
		{ "\"sex\":1", "W12 birth_date,sex,citizen_id", "W12: sex" },
		{ "\"sex\":1,\"citizen_id\":\"056085001234\"", "", "a man of the 20th century" },
		{ "\"citizen_id\":\"056385001234\"", "W12 birth_date,sex,citizen_id", "W12: century" },
		{ "\"citizen_id\":\"056302001234\",\"birth_date\":\"2002-01-01\"", "", "a woman of the 21st century" },
		{ "\"citizen_id\":\"056202001234\",\"birth_date\":\"2002-01-01\",\"sex\":1", "", "a man of the 21st century" },
		{ "\"citizen_id\":\"056100001234\",\"birth_date\":\"2000-01-01\"", "W12 birth_date,sex,citizen_id", "W12: 2000 is 2000–2099" },
		{ "\"citizen_id\":\"056199001234\",\"birth_date\":\"1999-00-00\"", "", "a year suffices" },
		{ "\"sex\":1,\"birth_date\":null", "E01 birth_date", "birth unknown: silent" },
		{ "\"sex\":null,\"citizen_id\":\"056385001234\"", "E01 sex", "sex unknown: silent" },
		{ "\"sex\":3,\"citizen_id\":\"056385001234\"", "E19 sex", "sex bad: silent" },
		{ "\"citizen_id\":\"056184001234\"", "W13 birth_date,citizen_id", "W13" },
		{ "\"birth_date\":\"1985-00-00\"", "", "W13: a year suffices" },
		{ "\"citizen_id\":\"056184001234\",\"birth_date\":\"1985-13-01\"", "E19 birth_date", "birth bad: silent" },
		{ "\"citizen_id\":\"003185001234\"", "W14 citizen_id", "W14: no such code" },
		{ "\"citizen_id\":\"097185001234\"", "W14 citizen_id", "W14: after the last" },
		{ "\"citizen_id\":\"096185001234\"", "", "the last code" },
		{ "\"citizen_id\":\"003185001\"", "", "W12–W14: twelve digits only" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void judges_insurance_numbers(void **state)
{
	static const struct trial trials[] = {
		{ "\"social_insurance_no\":\"7912345678\"", "", "ten digits" },
		{ "\"social_insurance_no\":\"79 1234-56.78\"", "", "separators forgiven" },
		{ "\"social_insurance_no\":\"791234567\"", "E15 social_insurance_no", "E15: nine" },
		{ "\"social_insurance_no\":\"79123456789\"", "E15 social_insurance_no", "E15: eleven" },
		{ "\"social_insurance_no\":\"791234567X\"", "E15 social_insurance_no", "E15: a letter" },
		{ "\"social_insurance_no\":\"056185001234\"", "", "question 4" },
		{ "\"social_insurance_no\":\"056185001235\"", "E15 social_insurance_no", "E15: nearly question 4" },
		{ "\"social_insurance_no\":\"056185001235\",\"citizen_id\":\"225001234\"", "E15 social_insurance_no", "E15: not question 4" },
		{ "\"social_insurance_no\":\"056185001235\",\"citizen_id\":null,\"no_id_reason\":2", "W01 citizen_id,no_id_reason",
		  "nothing to compare with: silent" },
		{ "\"social_insurance_no\":\"056185001235\",\"citizen_id\":\"1\"", "E10 citizen_id", "question 4 wrong: silent" },
		{ "\"social_insurance_no\":\"GD4797912345678\"", "I15 social_insurance_no", "I15: health card" },
		{ "\"social_insurance_no\":\"gd 4 79 7912345678\"", "I15 social_insurance_no", "I15: as printed" },
		{ "\"social_insurance_no\":\"GD479791234567\"", "E15 social_insurance_no", "E15: 14 characters" },
		{ "\"social_insurance_no\":\"004797912345678\"", "E15 social_insurance_no", "E15: 15 digits" },
		{ "\"social_insurance_no\":7912345678", "E19 social_insurance_no", "a number" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void judges_names(void **state)
{
	static const struct trial trials[] = {
		{ "\"full_name\":\"Hạnh\"", "W16 full_name", "W16: one word" },
		{ "\"full_name\":\"hạnh\"", "W16 full_name; W17 full_name", "W16: and small" },
		{ "\"full_name\":\"Hạnh2\"", "E16 full_name", "a sign is enough" },
		{ "\"full_name\":\"K'Brêm\"", "", "one word with an apostrophe" },
		{ "\"full_name\":\"K’Brêm\"", "", "the other apostrophe" },
		{ "\"full_name\":\"Y-Moan\"", "", "a hyphen" },
		{ "\"full_name\":\"Brêm'\"", "W16 full_name", "W16: not inside" },
		{ "\"full_name\":\"K‘Brêm\"", "", "an apostrophe of Word" },
		{ "\"full_name\":\"K`BRÊM\"", "", "a backtick" },
		{ "\"full_name\":\"Y‑Bliă Êban\"", "", "a hyphen of Word" },
		{ "\"full_name\":\"Y – Bliă Êban\"", "", "a dash" },
		{ "\"full_name\":\"Nguyễn Thị Ha\\u00adnh\"", "", "what cannot be seen" },
		{ "\"full_name\":\"Ðặng Thị Hạnh\"", "", "Icelandic eth" },
		{ "\"full_name\":\"Siu Kơƀang\"", "", "ƀ of the highlands" },
		{ "\"full_name\":\"Nguyễn Thị Hạnh 2\"", "E16 full_name", "E16: a digit" },
		{ "\"full_name\":\"Nguyễn T. Hạnh\"", "E16 full_name", "E16: a dot" },
		{ "\"full_name\":\"Nguye\\u0302\\u0303n Thi\\u0323 Ha\\u0323nh\"", "", "NFD" },
		{ "\"full_name\":\"NGUYỄN THỊ HẠNH\"", "", "capitals" },
		{ "\"full_name\":\"nguyễn Thị Hạnh\"", "W17 full_name", "W17: small" },
		{ "\"full_name\":\"NGuyễn Thị Hạnh\"", "W17 full_name", "W17: mixed" },
		{ "\"full_name\":\"H'Nia Ŭn Ñač\"", "", "letters of the highlands" },
		{ "\"full_name\":\"Jürgen Hạnh\"", "W17 full_name", "W17: a foreign letter" },
		{ "\"full_name\":null", "E01 full_name", "nothing: silent" },
		{ "\"informant_name\":\"con\"", "", "not about the informant" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void tells_what_was_misread(void **state)
{
	static const struct trial trials[] = {
		{ "\"full_name\":\"Nguyeãn Vaên An\"", "W18 full_name", "W18: VNI" },
		{ "\"full_name\":\"Nguyeexn Vawn Khuee\"", "W18 full_name", "W18: Telex" },
		{ "\"full_name\":\"Nguyn Vn Khu\"", "W18 full_name", "W18: a scanner" },
		{ "\"permanent_address\":\"X· Qu¶ng Ngäc, huyÖn Qu¶ng X\\u00ad¬ng, tØnh Thanh Hãa\"", "W18 permanent_address", "W18: TCVN3" },
		{ "\"informant_name\":\"Leâ Thò Beâ\",\"occupation\":\"Thowj mays\"", "W18 occupation,informant_name", "W18: one finding" },
		{ "\"full_name\":\"Y Blô Niê\",\"workplace_address\":\"Lô B2, KCN Suối Dầu\"", "", "a name of the highlands" },
		{ "\"employer_name\":\"Cty TNHH Xd Tm Vn\"", "", "short forms" },
		{ "\"full_name\":null", "E01 full_name", "nothing: silent" },
		{ "\"full_name\":\"Nguy\\u0007eexn Vawn\"", "E18 full_name", "unreadable: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void names_the_likely_reading(void **state)
{
	struct world *world = *state;
	struct answers answers = trial_answers(world, "\"full_name\":\"Nguyeexn Thij Hanhj\",\"informant_name\":\"Trn Vn\"");
	struct findings findings;

	acceptance_run(&world->context, &answers, &findings);
	assert_int_equal(findings.count, 1);
	assert_non_null(strstr(findings.items[0].message, "Telex"));
	assert_non_null(strstr(findings.items[0].message, "“Nguyễn Thị Hạnh”"));
	assert_null(strstr(findings.items[0].message, "Trn"));
}

static void tells_what_is_no_answer(void **state)
{
	static const struct trial trials[] = {
		{ "\"full_name\":\"Lê\\u0007 An\",\"occupation\":\"\\u001b\"", "E18 full_name,occupation", "E18: one finding" },
		{ "\"full_name\":\"Lê\\u000a An\"", "", "line ends are spaces" },
		{ "\"birth_date\":\"1985-02-31\",\"sex\":0,\"priority_poor\":\"1\"", "E19 birth_date,sex,priority_poor", "E19: one finding" },
		{ "\"birth_date\":\"1984-02-29\",\"citizen_id\":\"056184001234\"", "", "a leap day" },
		{ "\"colour\":1", "E19", "E19: unknown key" },
		{ "\"Sex\":1", "E19", "E19: names are exact" },
		{ "\"colour\":1,\"sex\":7", "E19 sex", "E19: one finding" },
		{ "\"birth_date\":\"x\\u0001\",\"sex\":7", "E18 birth_date; E19 sex", "both" },
		{ "\"uid\":\"x\",\"state\":\"draft\",\"campaign\":\"PS-2023\",\"enumerator\":\"a\"", "", "ignored keys" },
	};

	run_trials(*state, trials, COUNT(trials));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_citizen_ids),
		cmocka_unit_test(compares_digits),
		cmocka_unit_test(judges_insurance_numbers),
		cmocka_unit_test(judges_names),
		cmocka_unit_test(tells_what_was_misread),
		cmocka_unit_test(names_the_likely_reading),
		cmocka_unit_test(tells_what_is_no_answer),
	};

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
