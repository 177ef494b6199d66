#include "trial.h"

/* The trial's sheet is of an employee with a contract and compulsory insurance in a private enterprise, collected on 01/06/2024. */
#define BORN(day) "\"citizen_id\":\"225001234\",\"birth_date\":\"" day "\""
#define POSITION(n) "\"employment_position\":" n
#define NO_CONTRACT ",\"labour_contract\":3,\"contract_start\":null"
#define OWN(position, workplace) POSITION(position) NO_CONTRACT ",\"social_insurance\":3,\"employer_name\":null,\"workplace_type\":" workplace
#define NO_LEVEL "\"qualification\":1,\"training_field\":null,\"general_education\":2,"
#define IDLE(reason) NO_LEVEL "\"activity_status\":3,\"inactive_reason\":" reason "," NO_WORK ","
#define JOBLESS(history, duration) \
	NO_LEVEL "\"activity_status\":2,\"unemployed_history\":" history ",\"unemployment_duration\":" duration "," NO_WORK ","

static void judges_contracts(void **state)
{
	static const struct trial trials[] = {
		{ POSITION("1"), "W30 employment_position,labour_contract", "W30: an owner" },
		{ POSITION("2") ",\"employer_name\":null,\"social_insurance\":3,\"workplace_type\":2,\"labour_contract\":2",
		  "W30 employment_position,labour_contract", "W30: self-employed, without a term" },
		{ POSITION("3") ",\"social_insurance\":3,\"workplace_type\":1", "W30 employment_position,labour_contract", "W30: family" },
		{ POSITION("4"), "", "an employee has one" },
		{ POSITION("5") ",\"workplace_type\":4", "", "a member of a cooperative may have one" },
		{ POSITION("1") NO_CONTRACT, "", "an owner without" },
		{ POSITION("1") ",\"labour_contract\":null,\"contract_start\":null", "E03 labour_contract", "contract not said: silent" },
		{ POSITION("1") ",\"labour_contract\":9", "E19 labour_contract", "contract bad: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

#define UNINSURED ",\"social_insurance\":3"
#define W31 "W31 employment_position,social_insurance,labour_contract"

static void judges_missing_insurance(void **state)
{
	static const struct trial trials[] = {
		{ "\"social_insurance\":3", W31, "W31: none" },
		{ "\"social_insurance\":2", W31, "W31: of free will is not by law" },
		{ "\"social_insurance\":1", "", "by law" },
		{ "\"social_insurance\":3" NO_CONTRACT, "", "no contract" },
		{ POSITION("5") ",\"social_insurance\":3,\"workplace_type\":4", "", "no employee" },
		{ BORN("1968-02-02") UNINSURED, W31, "W31: a woman a day under 56y4m" },
		{ BORN("1968-02-01") UNINSURED, "", "retirement age on the day" },
		{ BORN("1963-06-02") UNINSURED ",\"sex\":1", W31, "W31: a man a day under 61" },
		{ BORN("1963-06-01") UNINSURED ",\"sex\":1", "", "a man of 61" },
		{ BORN("1968-00-00") UNINSURED, "", "year only: perhaps retired" },
		{ BORN("1969-00-00") UNINSURED, W31, "W31: year only: surely not" },
		{ "\"social_insurance\":3,\"sex\":null", "E01 sex", "sex not said: silent" },
		{ "\"social_insurance\":3,\"birth_date\":null", "E01 birth_date", "birth not said: silent" },
		{ "\"social_insurance\":null", "E03 social_insurance", "insurance not said: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

#define INSURED ",\"social_insurance\":1"
#define W32 "W32 employment_position,social_insurance"
#define COLLECTED(day) ",\"collected_on\":\"" day "\""

static void judges_odd_insurance(void **state)
{
	static const struct trial trials[] = {
		{ OWN("2", "2") INSURED, W32, "W32: self-employed" },
		{ OWN("3", "1") INSURED ",\"employer_name\":\"Cha\"", W32, "W32: family" },
		{ OWN("1", "3") INSURED ",\"employer_name\":\"Cơ sở Hòa Bình\"", "", "an owner" },
		{ OWN("2", "2") ",\"social_insurance\":2", "", "of free will" },
		{ OWN("2", "3") INSURED COLLECTED("2025-06-30"), W32, "W32: a household business the day before" },
		{ OWN("2", "3") INSURED COLLECTED("2025-07-01"), "", "a household business from that day" },
		{ OWN("2", "2") INSURED COLLECTED("2025-07-01"), W32, "W32: another workplace" },
		{ OWN("3", "3") INSURED ",\"employer_name\":\"Cha\"" COLLECTED("2025-07-01"), W32, "W32: family in a household business" },
		{ OWN("2", "null") INSURED, "E03 workplace_type; " W32, "W32: whatever the workplace" },
		{ OWN("2", "null") INSURED COLLECTED("2025-07-01"), "E03 workplace_type", "workplace needed and not said: silent" },
	};
	struct world world = *(struct world *)*state;

	world.context.today = (struct date){ 2025, 12, 31 };
	run_trials(&world, trials, COUNT(trials));
}

#define W34 "W34 employment_position,workplace_type"

static void judges_workplaces(void **state)
{
	static const struct { int position; unsigned fits; } rows[] = {
		{ 1, 0x7ff & ~(1u << 7 | 1u << 10) }, { 2, 0x7 }, { 3, 0x5 }, { 4, 0x7ff }, { 5, 1u << 3 },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		for (unsigned type = 1; type <= 11; type++) {
			bool named = rows[i].position == 1 || rows[i].position == 5 || rows[i].position == 4;
			struct trial trial = { arena_print(w->arena, "\"employment_position\":%d" NO_CONTRACT ",\"social_insurance\":3,"
				"\"employer_name\":%s,\"workplace_type\":%u", rows[i].position, named ? "\"Hòa Bình\"" : "null", type),
				(rows[i].fits & 1u << (type - 1)) != 0 ? "" : W34, "position and workplace" };
			if (rows[i].position == 3 && type > 3)
				trial.expected = *trial.expected == '\0' ? "W03 employer_name" : "W03 employer_name; " W34;
			run_trials(w, &trial, 1);
		}
	}
}

static void judges_employers(void **state)
{
	static const struct trial trials[] = {
		{ OWN("2", "2") ",\"employer_name\":\"Cơ sở Hòa Bình\"", "W33 employment_position,employer_name", "W33" },
		{ OWN("3", "3") ",\"employer_name\":\"Cơ sở Hòa Bình\"", "", "family may name one" },
		{ OWN("2", "2"), "", "nobody named" },
	};

	run_trials(*state, trials, COUNT(trials));
}

#define W35 "W35 birth_date,sex,inactive_reason"

static void judges_reasons(void **state)
{
	static const struct trial trials[] = {
		{ IDLE("2") BORN("1978-02-02"), W35, "W35: a woman, ten years and a day before 56y4m" },
		{ IDLE("2") BORN("1978-02-01"), "", "ten years before" },
		{ IDLE("2") "\"sex\":1," BORN("1973-06-02"), W35, "W35: a man, ten years and a day before 61" },
		{ IDLE("2") "\"sex\":1," BORN("1973-06-01"), "", "ten years before" },
		{ IDLE("2") BORN("1978-00-00"), "", "year only: perhaps not" },
		{ IDLE("2") BORN("1979-00-00"), W35, "W35: year only: surely" },
		{ IDLE("2") "\"sex\":null," BORN("1990-01-01"), "E01 sex", "sex not said: silent" },
		{ IDLE("3") BORN("1990-01-01"), "", "another reason" },
		{ IDLE("1") BORN("1994-05-31"), "W36 birth_date,inactive_reason", "W36: thirty years and a day" },
		{ IDLE("1") BORN("1994-06-01"), "", "thirty" },
		{ IDLE("1") BORN("1994-00-00"), "", "year only: perhaps thirty" },
		{ IDLE("1") BORN("1993-00-00"), "W36 birth_date,inactive_reason", "W36: year only: surely" },
		{ IDLE("4") BORN("1990-01-01"), "W37 priority_disabled,inactive_reason", "W37" },
		{ IDLE("4") "\"priority_disabled\":true," BORN("1990-01-01"), "", "ticked" },
		{ IDLE("4") "\"priority_disabled\":2," BORN("1990-01-01"), "E19 priority_disabled", "tick bad: silent" },
		{ "\"priority_disabled\":true", "", "the reverse is fine" },
		{ "\"inactive_reason\":1", "E02 inactive_reason", "a reason that is not to be there: E02 alone" },
		{ "\"inactive_reason\":4", "E02 inactive_reason", "a reason that is not to be there: E02 alone" },
		{ "\"activity_status\":null,\"inactive_reason\":1", "E01 activity_status", "question 11 not said: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

#define LEVEL(education, level) "\"general_education\":" education ",\"qualification\":" level
#define W38 "W38 general_education,qualification"

static void judges_schooling(void **state)
{
	static const struct trial trials[] = {
		{ LEVEL("2", "5"), W38, "W38: Trung cấp without THCS" },
		{ LEVEL("3", "5"), "", "Trung cấp with THCS" },
		{ LEVEL("1", "4"), "", "Sơ cấp needs none" },
		{ LEVEL("3", "6"), W38, "W38: Cao đẳng without THPT" },
		{ LEVEL("3", "8"), W38, "W38: Trên đại học without THPT" },
		{ LEVEL("4", "6"), "", "Cao đẳng with THPT" },
		{ LEVEL("null", "7"), "E01 general_education", "schooling not said: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

#define YOUNG(day, education, level) IDLE("1") BORN(day) ",\"training_field\":\"Kế toán\"," LEVEL(education, level)
#define UNTAUGHT(day, education) IDLE("1") BORN(day) "," LEVEL(education, "1")

static void judges_levels(void **state)
{
	static const struct trial trials[] = {
		{ UNTAUGHT("2007-06-02", "4"), "W39 birth_date,general_education", "W39: THPT a day before 17" },
		{ UNTAUGHT("2007-06-01", "4"), "", "17" },
		{ UNTAUGHT("2008-06-02", "3"), "", "THCS at 15" },
		{ YOUNG("2008-06-02", "3", "5"), "W39 birth_date,qualification", "W39: Trung cấp a day before 16" },
		{ YOUNG("2008-06-01", "3", "5"), "", "16" },
		{ YOUNG("2005-06-02", "4", "6"), "W39 birth_date,qualification", "W39: Cao đẳng a day before 19" },
		{ YOUNG("2005-06-01", "4", "6"), "", "19" },
		{ YOUNG("2003-06-02", "4", "7"), "W39 birth_date,qualification", "W39: Đại học a day before 21" },
		{ YOUNG("2003-06-01", "4", "7"), "", "21" },
		{ YOUNG("2002-06-02", "4", "8"), "W39 birth_date,qualification", "W39: Trên đại học a day before 22" },
		{ YOUNG("2002-06-01", "4", "8"), "", "22" },
		{ YOUNG("2008-01-01", "4", "7"), "W39 birth_date,general_education,qualification", "W39: both" },
		{ YOUNG("2003-00-00", "4", "7"), "", "year only: perhaps 21" },
		{ YOUNG("2004-00-00", "4", "7"), "W39 birth_date,qualification", "W39: year only: surely not" },
		{ YOUNG("2008-06-02", "3", "4"), "", "Sơ cấp has no age" },
	};

	run_trials(*state, trials, COUNT(trials));
}

static void judges_ages(void **state)
{
	static const struct trial trials[] = {
		{ BORN("1934-05-31"), "W40 birth_date,activity_status", "W40: ninety years and a day" },
		{ BORN("1934-06-01"), "", "ninety" },
		{ BORN("1934-00-00"), "", "year only: perhaps ninety" },
		{ BORN("1933-00-00"), "W40 birth_date,activity_status", "W40: year only: surely" },
		{ IDLE("5") BORN("1930-01-01"), "", "not working" },
		{ JOBLESS("1", "3") BORN("2008-06-02"), "W42 birth_date,unemployed_history,unemployment_duration", "W42: a day before 16" },
		{ JOBLESS("1", "3") BORN("2008-06-01"), "", "16" },
		{ JOBLESS("1", "2") BORN("2008-06-02"), "", "up to a year" },
		{ JOBLESS("2", "3") BORN("2008-06-02"), "", "worked before" },
		{ JOBLESS("1", "null") BORN("2008-06-02"), "", "not said: silent" },
		{ JOBLESS("1", "3") BORN("2008-00-00"), "", "year only: perhaps 16" },
	};

	run_trials(*state, trials, COUNT(trials));
}

#define LIVES(at) "\"permanent_address\":\"12 Lê Lợi; Phường Phương Sài\",\"current_address\":\"" at "\""

static void judges_texts(void **state)
{
	static const struct trial trials[] = {
		{ LIVES("12 Lê Lợi; Phường Phương Sài"), "W41 permanent_address,current_address", "W41: the same" },
		{ LIVES("12  LE LOI; phuong  phuong sai"), "W41 permanent_address,current_address", "W41: case, marks, spaces" },
		{ LIVES("12, Lê Lợi – (phường Phương Sài)."), "W41 permanent_address,current_address", "W41: punctuation" },
		{ LIVES("1/2 Lê Lợi; Phường Phương Sài"), "", "another number" },
		{ LIVES("..."), "", "nothing but punctuation" },
		{ LIVES("14 Lê Lợi; Phường Phương Sài"), "", "another house" },
		{ "\"occupation\":\"Lao động tự do\"", "I43 occupation", "I43" },
		{ "\"occupation\":\"LAM THUE\"", "I43 occupation", "I43: case and marks" },
		{ "\"occupation\":\" công  nhân \"", "I43 occupation", "I43: spaces" },
		{ "\"occupation\":\"Công nhân may\"", "", "says of what" },
		{ "\"occupation\":\"Làm thuê bốc xếp\"", "", "says what" },
	};

	run_trials(*state, trials, COUNT(trials));
}

/* The words name what is wrong with this sheet. */
static void tells_which(void **state)
{
	static const struct { const char *patch, *part; } rows[] = {
		{ YOUNG("2003-06-02", "4", "7"), "chưa đủ 21 tuổi nhưng đã ghi Đại học." },
		{ UNTAUGHT("2007-06-02", "4"), "chưa đủ 17 tuổi nhưng đã ghi Tốt nghiệp THPT." },
		{ YOUNG("2008-01-01", "4", "7"), "chưa đủ 17 tuổi nhưng đã ghi Đại học và Tốt nghiệp THPT." },
		{ LEVEL("2", "5"), "chưa tốt nghiệp THCS" },
		{ LEVEL("2", "6"), "chưa tốt nghiệp THPT" },
		{ OWN("2", "4"), "12.1 ghi Tự làm" },
		{ POSITION("5"), "12.1 ghi Xã viên HTX" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct answers answers = trial_answers(w, rows[i].patch);
		struct findings findings;
		acceptance_run(&w->context, &answers, &findings);
		assert_true(findings.count > 0);
		if (strstr(findings.items[0].message, rows[i].part) == NULL)
			fail_msg("'%s' without '%s'", findings.items[0].message, rows[i].part);
		assert_false(finding_stops_submission(&findings.items[0]));
	}
}

static void changes_have_a_source(void **state)
{
	static const struct trial trials[] = {
		{ "\"kind\":2", "W44 change_source", "a change" }, { "\"kind\":3", "W44 change_source", "an addition" }, { "\"kind\":4", "W44 change_source", "a correction" },
		{ "\"kind\":2,\"change_source\":5", "", "it is said" }, { "\"kind\":1", "", "a survey" }, { "", "", "kind not said" }, { "\"kind\":2,\"change_source\":9", "E19 change_source", "no such source: silent" },
	};

	run_trials(*state, trials, COUNT(trials));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_have_a_source),
		cmocka_unit_test(judges_contracts),
		cmocka_unit_test(judges_missing_insurance),
		cmocka_unit_test(judges_odd_insurance),
		cmocka_unit_test(judges_workplaces),
		cmocka_unit_test(judges_employers),
		cmocka_unit_test(judges_reasons),
		cmocka_unit_test(judges_schooling),
		cmocka_unit_test(judges_levels),
		cmocka_unit_test(judges_ages),
		cmocka_unit_test(judges_texts),
		cmocka_unit_test(tells_which),
	};

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
