/* The rules 50 and up: each trips on one fact and stays silent on the nearest that is none of its business.
 *
 * The sheet is of Nguyễn Thị Hạnh, a woman born on 12/07/1985, number 056185001234. */
#include "trial.h"

#define ID "056185001234"

static const struct record here = { .sheet_id = 12, .same_commune = true, .same_campaign = true, .kind = 1, .sex = 2,
	.area = "Tổ 3", .commune = "Phường Phương Sài", .full_name = "Nguyễn Thị Hạnh", .citizen_id = ID,
	.birth = { 1985, 7, 12 } };

struct facts {
	struct record record;
	bool has_id, has_sound, has_person, has_paper; /* which look-ups tell of the record */
	struct hamlet_term term;
	struct roster_record listed;
	bool has_list, has_listed;
};

static struct record_list of(const struct facts *facts, bool wanted)
{
	return (struct record_list){ &facts->record, wanted ? 1 : 0 };
}

static struct record_list same_id(void *arg)
{
	const struct facts *facts = arg;

	return of(facts, facts->has_id);
}

static struct record_list same_sound(void *arg)
{
	const struct facts *facts = arg;

	return of(facts, facts->has_sound);
}

static struct record_list same_person(void *arg)
{
	const struct facts *facts = arg;

	return of(facts, facts->has_person);
}

static struct roster roster(void *arg)
{
	const struct facts *facts = arg;

	return (struct roster){ facts->has_list, &facts->listed, facts->has_listed ? 1 : 0 };
}

static struct hamlet_term hamlet(void *arg)
{
	return ((const struct facts *)arg)->term;
}

static struct record_list same_paper(void *arg)
{
	const struct facts *facts = arg;

	return of(facts, facts->has_paper);
}

/* Judges the patched sheet with the facts. */
static const char *judge(struct world *base, const char *patch, struct facts *facts, int64_t kind, bool was_accepted, struct findings *out)
{
	const struct record_lookup lookup = { facts, same_id, same_sound, same_person, roster, hamlet, same_paper };
	struct world world = *base;
	struct answers answers = trial_answers(&world, patch);

	world.context.records = &lookup;
	world.context.kind = kind;
	world.context.was_accepted = was_accepted;
	acceptance_run(&world.context, &answers, out);
	return trial_summary(&world, out);
}

static void check(struct world *world, const char *patch, struct facts *facts, int64_t kind, bool was_accepted, const char *expected,
                  const char *why)
{
	struct findings findings;
	const char *got = judge(world, patch, facts, kind, was_accepted, &findings);

	if (strcmp(got, expected) != 0)
		fail_msg("%s\n  expected: %s\n  got:      %s", why, expected, got);
}

#define NO_NUMBER "\"citizen_id\":null,\"no_id_reason\":1"

/* ---- the same number ---- */

static void the_same_number(void **state)
{
	static const struct { const char *patch; bool commune, campaign, accepted; int64_t other_kind, kind; bool was_accepted;
	                      const char *expected, *why; } rows[] = {
		{ "", true, true, false, 1, 1, false, "E50 citizen_id", "twice in one campaign and commune" },
		{ "", true, true, true, 1, 1, false, "E50 citizen_id", "accepted or not" },
		{ "", true, false, false, 1, 1, false, "", "another campaign" },
		{ "", false, true, false, 1, 1, false, "W51 citizen_id", "another commune, the same campaign" },
		{ "", false, false, false, 1, 1, false, "", "another commune and campaign" },
		{ "", true, true, true, 1, 2, false, "", "a change of what was accepted" },
		{ "", true, true, false, 1, 2, false, "E50 citizen_id; W56 citizen_id,kind", "a change of what was not accepted yet" },
		{ "", true, true, true, 1, 4, false, "", "a correction of what was accepted" },
		{ "", false, true, true, 1, 2, false, "W51 citizen_id", "kinds excuse nothing elsewhere" },
		{ "", true, true, false, 2, 1, true, "", "opened again, and there is a change of it" },
		{ "", true, true, false, 2, 1, false, "E50 citizen_id", "never accepted, and there is a change" },
		{ "", true, true, false, 1, 1, true, "E50 citizen_id", "opened again, and there is another new sheet" },
		{ "\"citizen_id\":\"225123456\"", true, true, false, 1, 1, false, "E50 citizen_id", "an old number counts too" },
		{ NO_NUMBER, true, true, false, 1, 1, false, "W01 citizen_id,no_id_reason", "no number, nothing to compare" },
		{ "\"citizen_id\":\"111111111111\"", true, true, false, 1, 1, false, "E10 citizen_id", "a dummy is E10's business" },
		{ "\"citizen_id\":\"05618500123\"", true, true, false, 1, 1, false, "E10 citizen_id", "so are eleven digits" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct facts facts = { .record = here, .has_id = true, .has_person = rows[i].kind == 2 };
		facts.record.is_earlier = true;
		facts.record.same_commune = rows[i].commune;
		facts.record.same_campaign = rows[i].campaign;
		facts.record.is_accepted = rows[i].accepted;
		facts.record.kind = rows[i].other_kind;
		check(*state, rows[i].patch, &facts, rows[i].kind, rows[i].was_accepted, rows[i].expected, rows[i].why);
	}
}

/* ---- names that sound the same ---- */

static void probably_the_same_person(void **state)
{
	static const struct { const char *patch, *other_id, *birth; bool hamlet; const char *expected, *says, *why; } rows[] = {
		{ "", "056185009999", "1985-07-12", false, "W52 full_name,birth_date,citizen_id", "cùng ngày sinh", "another number" },
		{ "", NULL, "1985-07-12", false, "W52 full_name,birth_date,citizen_id", "cùng ngày sinh", "none there" },
		{ NO_NUMBER, ID, "1985-07-12", false, "W01 citizen_id,no_id_reason; W52 full_name,birth_date,citizen_id", "cùng ngày", "none here" },
		{ NO_NUMBER, NULL, "1985-07-12", false, "W01 citizen_id,no_id_reason; W52 full_name,birth_date,citizen_id", "cùng ngày", "none" },
		{ "", ID, "1985-07-12", false, "", NULL, "the same number is E50's business" },
		{ "", NULL, "1985-12-07", false, "W52 full_name,birth_date,citizen_id", "đổi", "day and month swapped" },
		{ "", NULL, "1985-07-13", false, "W52 full_name,birth_date,citizen_id", "khác một", "one digit off" },
		{ "", NULL, "1985-07-23", false, "", NULL, "two digits off" },
		{ "", NULL, "1985-00-00", true, "W52 full_name,birth_date,citizen_id", "cùng thôn", "only the year, in one hamlet" },
		{ "", NULL, "1985-00-00", false, "", NULL, "only the year, elsewhere in the commune" },
		{ "\"birth_date\":\"1985-00-00\"", NULL, "1985-07-12", true, "W52 full_name,birth_date,citizen_id", "cùng thôn", "year here" },
		{ "\"birth_date\":\"1985-00-00\"", NULL, "1986-00-00", true, "", NULL, "another year" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct facts facts = { .record = here, .has_sound = true };
		struct findings findings;
		facts.record.citizen_id = rows[i].other_id;
		facts.record.same_hamlet = rows[i].hamlet;
		date_from_iso(rows[i].birth, true, &facts.record.birth);
		const char *got = judge(*state, rows[i].patch, &facts, 1, false, &findings);
		if (strcmp(got, rows[i].expected) != 0)
			fail_msg("%s\n  expected: %s\n  got:      %s", rows[i].why, rows[i].expected, got);
		if (rows[i].says != NULL)
			assert_non_null(strstr(findings.items[findings.count - 1].message, rows[i].says));
	}
}

/* ---- the years before, and the lists ---- */

static void known_with_another_name(void **state)
{
	static const struct { bool earlier; const char *name, *birth; int64_t sex; const char *expected, *why; } rows[] = {
		{ true, "Trần Thị Hạnh", "1985-07-12", 2, "W53 full_name", "another name" },
		{ true, "Nguyễn Thị Hạnh", "1985-07-13", 2, "W53 birth_date", "another birth date" },
		{ true, "Nguyễn Thị Hạnh", "1985-07-12", 1, "W53 sex", "the other sex" },
		{ true, "Trần Văn Hạnh", "1984-07-12", 1, "W53 full_name,birth_date,sex", "all of them" },
		{ true, "NGUYỄN  THỊ HẠNH", "1985-00-00", 0, "", "capitals, spaces, a date known in part, no sex" },
		{ true, "Nguyễn Thị Hanh", "1985-07-12", 2, "W53 full_name", "a forgotten mark makes another name" },
		{ false, "Trần Thị Hạnh", "1985-07-12", 2, "", "not an earlier campaign" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct facts facts = { .record = here, .has_id = true };
		facts.record.same_campaign = false;
		facts.record.earlier_campaign = rows[i].earlier;
		facts.record.full_name = rows[i].name;
		facts.record.sex = rows[i].sex;
		date_from_iso(rows[i].birth, true, &facts.record.birth);
		check(*state, "", &facts, 1, false, rows[i].expected, rows[i].why);
	}
}

static void the_list_of_the_police(void **state)
{
	static const struct roster_record same = { "Nguyễn Thị Hạnh", { 1985, 7, 12 }, 2, true, true, false };
	static const struct { const char *patch; bool has_list, has_listed, number, police; const char *name; struct date birth;
	                      const char *expected, *why; } rows[] = {
		{ "", true, true, true, true, "Nguyễn Thị Hạnh", { 1985, 7, 12 }, "", "the same" },
		{ "", true, true, true, true, "Nguyễn Thị Hoa", { 1985, 7, 12 }, "W54 full_name", "another name" },
		{ "", true, true, true, true, NULL, { 0, 0, 0 }, "", "the list has only the number" },
		{ "", true, false, false, false, NULL, { 0, 0, 0 }, "I55 citizen_id", "not in the list" },
		{ "", false, false, false, false, NULL, { 0, 0, 0 }, "", "there is no list" },
		{ "", true, true, false, true, "Nguyễn Thị Hạnh", { 1985, 7, 12 }, "", "in the list without a number" },
		{ "", true, true, false, true, "Nguyễn Thị Hạnh", { 1985, 7, 13 }, "I55 citizen_id", "another of the same name" },
		{ "", true, true, true, false, "Nguyễn Thị Hoa", { 1985, 7, 12 }, "I55 citizen_id", "only in the enumerator's rows" },
		{ NO_NUMBER, true, false, false, false, NULL, { 0, 0, 0 }, "W01 citizen_id,no_id_reason", "no number, nothing to look for" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct facts facts = { .listed = same, .has_list = rows[i].has_list, .has_listed = rows[i].has_listed };
		facts.listed.full_name = rows[i].name;
		facts.listed.birth = rows[i].birth;
		facts.listed.has_number = rows[i].number;
		facts.listed.of_police = rows[i].police;
		check(*state, rows[i].patch, &facts, 1, false, rows[i].expected, rows[i].why);
	}
}

static void a_sheet_of_the_years_before(void **state)
{
	static const struct { const char *patch; int64_t kind; bool has, accepted, earlier, listed, surveyed; const char *expected, *why; } rows[] = {
		{ "", 2, false, false, false, false, false, "W56 citizen_id,kind", "a change of nothing" },
		{ "", 2, true, true, true, false, false, "", "a change of an accepted sheet" },
		{ "", 2, true, false, true, false, false, "W56 citizen_id,kind", "that one was not accepted" },
		{ "", 2, true, true, false, false, false, "W56 citizen_id,kind", "that one came later" },
		{ "", 2, false, false, false, true, true, "", "the list says surveyed before" },
		{ "", 2, false, false, false, true, false, "W56 citizen_id,kind", "the list does not say so" },
		{ NO_NUMBER, 2, false, false, false, false, false, "W01 citizen_id,no_id_reason", "nothing to look for" },
		{ "", 1, true, true, true, false, false, "I57 citizen_id,kind", "a new sheet of somebody known" },
		{ "", 1, true, false, true, false, false, "", "known, but not accepted" },
		{ "", 1, true, true, false, false, false, "", "the other came later" },
		{ "", 1, false, false, false, false, false, "", "a new sheet of somebody new" },
		{ "", 3, true, true, true, false, false, "", "an addition" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct facts facts = { .record = here, .has_person = rows[i].has, .has_listed = rows[i].listed,
			.listed = { .has_number = true, .surveyed_before = rows[i].surveyed } };
		facts.record.is_accepted = rows[i].accepted;
		facts.record.is_earlier = rows[i].earlier;
		check(*state, rows[i].patch, &facts, rows[i].kind, false, rows[i].expected, rows[i].why);
	}
}

/* ---- what is told ---- */

/* Of a sheet in another commune nothing but commune, state and day, the last two as they are when it is read. */
static void what_is_told_of_the_other(void **state)
{
	struct facts facts = { .record = here, .has_id = true };
	struct findings findings;

	judge(*state, "", &facts, 1, false, &findings);
	assert_non_null(strstr(findings.items[0].message, "số 12 trong máy (Tổ 3)"));
	assert_int_equal(findings.items[0].record_id, 12);
	facts.record.same_commune = false;
	facts.record.commune = "Xã Quảng Ngọc";
	judge(*state, "", &facts, 1, false, &findings);
	assert_string_equal(findings.items[0].rule_id, "W51");
	for (const char *const *told = (const char *const[]){ "Xã Quảng Ngọc", "{state}", "{day}", NULL }; *told != NULL; told++)
		assert_non_null(strstr(findings.items[0].message, *told));
	assert_null(strstr(findings.items[0].message, "12 ("));
	assert_null(strstr(findings.items[0].message, "Tổ 3"));
	facts.record.same_campaign = false;
	facts.record.earlier_campaign = true;
	facts.record.full_name = "Trần Thị Hoa";
	judge(*state, "", &facts, 1, false, &findings);
	assert_string_equal(findings.items[0].rule_id, "W53");
	assert_null(strstr(findings.items[0].message, "Hoa"));
	assert_null(strstr(findings.items[0].message, "Tổ 3"));
}

static void the_hamlet_was_one(void **state)
{
	static const struct { struct date from, to; const char *successors, *expected, *says, *why; } rows[] = {
		{ { 2000, 1, 1 }, { 0 }, NULL, "", "", "goes on" },
		{ { 2024, 6, 1 }, { 0 }, NULL, "", "", "begins that day" },
		{ { 2024, 6, 2 }, { 0 }, NULL, "W58 area_id,collected_on", "(02/06/2024)", "begins the day after" },
		{ { 2000, 1, 1 }, { 2024, 6, 1 }, NULL, "", "", "its last day" },
		{ { 2000, 1, 1 }, { 2024, 5, 31 }, NULL, "W58 area_id,collected_on", "sau ngày 31/05/2024", "ended the day before" },
		{ { 2000, 1, 1 }, { 2024, 5, 31 }, "Tổ dân phố Một", "W58 area_id,collected_on", "nay là Tổ dân phố Một.", "what it became" },
		{ { 0 }, { 0 }, NULL, "", "", "not known" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct facts facts = { .term = { rows[i].from, rows[i].to, rows[i].successors } };
		struct findings findings;
		const char *got = judge(*state, "\"area_id\":\"1\"", &facts, 1, false, &findings);
		if (strcmp(got, rows[i].expected) != 0 || (findings.count > 0 && strstr(findings.items[0].message, rows[i].says) == NULL))
			fail_msg("%s: %s %s", rows[i].why, got, findings.count > 0 ? findings.items[0].message : "");
	}
	struct facts facts = { .term = { .to = { 2020, 1, 1 } } };
	check(*state, "", &facts, 1, false, "", "no hamlet: silent");
	check(*state, "\"area_id\":\"1\",\"collected_on\":null", &facts, 1, false, "E01 collected_on", "no day: silent");
}

static void one_number_for_one_paper(void **state)
{
	struct facts facts = { .record = here, .has_paper = true };

	check(*state, "\"paper_no\":\"PS-0127\"", &facts, 1, false, "W59 paper_no", "another sheet of that number");
	check(*state, "", &facts, 1, false, "", "no number: silent");
	facts.has_paper = false;
	check(*state, "\"paper_no\":\"PS-0127\"", &facts, 1, false, "", "the only one");
}

static void they_speak_to_the_checker_at_acceptance(void **state)
{
	static const char *const ids[] = { "E50", "W51", "W52", "W53", "W54", "I55", "W56", "I57", "W58", "W59" };

	(void)state;
	for (size_t i = 0; i < COUNT(ids); i++) {
		assert_int_equal(acceptance_rule((size_t)acceptance_find(ids[i])).audience, AUDIENCE_CHECKER);
		assert_false(rule_stops_submission(ids[i], SEVERITY_E));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_number),
		cmocka_unit_test(probably_the_same_person),
		cmocka_unit_test(known_with_another_name),
		cmocka_unit_test(the_list_of_the_police),
		cmocka_unit_test(a_sheet_of_the_years_before),
		cmocka_unit_test(what_is_told_of_the_other),
		cmocka_unit_test(the_hamlet_was_one),
		cmocka_unit_test(one_number_for_one_paper),
		cmocka_unit_test(they_speak_to_the_checker_at_acceptance),
	};

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
