/* Rules 30 to 49: answers that do not fit each other or the person's age. They need question 11: of an answer outside
 * its block rule E02 speaks alone. */
#include "acceptance/age.h"
#include "acceptance/rule.h"
#include "base/memory.h"
#include "text/utf8.h"

enum { STATUS_WORKS = 1, STATUS_UNEMPLOYED = 2, STATUS_INACTIVE = 3 };
enum { REASON_STUDY = 1, REASON_RETIRED = 2, REASON_DISABLED = 4, NEVER_WORKED = 1, OVER_A_YEAR = 3 };
enum { POSITION_OWNER = 1, POSITION_SELF = 2, POSITION_FAMILY = 3, POSITION_EMPLOYEE = 4, POSITION_COOPERATIVE = 5 };
enum { CONTRACT_NONE = 3, INSURED_BY_LAW = 1, WORKPLACE_HOUSEHOLD = 3 };
enum { LOWER_SECONDARY = 3, UPPER_SECONDARY = 4, LEVEL_INTERMEDIATE = 5, LEVEL_COLLEGE = 6 };
enum { STUDENT_MOST = 30, WORKER_MOST = 90, JOBLESS_LEAST = 16, SECONDARY_LEAST = 17, RETIRED_EARLY_MONTHS = 120 };

static const struct date households_insured = { 2025, 7, 1 };   /* registered household businesses */

/* The block that question 11 chose. */
static bool is_block(const struct rule_run *run, int64_t status)
{
	return rule_choice(run, NAMED_activity_status) == status;
}

/* The position of somebody who works, or 0. */
static int64_t position_of(const struct rule_run *run)
{
	return is_block(run, STATUS_WORKS) ? rule_choice(run, NAMED_employment_position) : 0;
}

/* The reason of somebody who does not take part, or 0. */
static int64_t reason_of(const struct rule_run *run)
{
	return is_block(run, STATUS_INACTIVE) ? rule_choice(run, NAMED_inactive_reason) : 0;
}

static bool has_contract(const struct rule_run *run)
{
	int64_t contract = rule_choice(run, NAMED_labour_contract);

	return contract != 0 && contract != CONTRACT_NONE;
}

void rule_contract_of_own(struct rule_run *run)
{
	int64_t position = position_of(run);

	if (position >= POSITION_OWNER && position <= POSITION_FAMILY && has_contract(run))
		rule_find(run, 0);
}

/* Surely that many months or more before the retirement age of the day of the interview. */
static bool is_before_retirement(const struct rule_run *run, int months)
{
	struct date birth = rule_date(run, NAMED_birth_date), day = rule_date(run, NAMED_collected_on);
	int64_t sex = rule_choice(run, NAMED_sex);

	return birth.year != 0 && day.year != 0 && sex != 0 &&
	       age_is_below_months(birth, day, age_of_retirement(day.year, sex == 2) - months);
}

void rule_employee_uninsured(struct rule_run *run)
{
	int64_t insurance = rule_choice(run, NAMED_social_insurance);

	if (position_of(run) == POSITION_EMPLOYEE && has_contract(run) && insurance != 0 &&
	    insurance != INSURED_BY_LAW && is_before_retirement(run, 0))
		rule_find(run, 0);
}

/* True, or not surely false, of a self-employed person in a registered household business. */
static bool may_be_household(const struct rule_run *run)
{
	int64_t workplace = rule_choice(run, NAMED_workplace_type);
	struct date day = rule_date(run, NAMED_collected_on);

	return (workplace == 0 || workplace == WORKPLACE_HOUSEHOLD) &&
	       (day.year == 0 || date_compare(day, households_insured) >= 0);
}

void rule_own_insured(struct rule_run *run)
{
	int64_t position = position_of(run);

	if (rule_choice(run, NAMED_social_insurance) != INSURED_BY_LAW)
		return;
	if (position == POSITION_FAMILY || (position == POSITION_SELF && !may_be_household(run)))
		rule_find(run, 0);
}

void rule_own_employer(struct rule_run *run)
{
	if (position_of(run) == POSITION_SELF && rule_text(run, NAMED_employer_name) != NULL)
		rule_find(run, 0);
}

#define WORKPLACE(n) (1u << (n))

/* The workplaces that do not fit a position. */
static const struct { int position; unsigned unfit; } workplaces[] = {
	{ POSITION_SELF, ~(WORKPLACE(1) | WORKPLACE(2) | WORKPLACE(3)) },
	{ POSITION_FAMILY, ~(WORKPLACE(1) | WORKPLACE(3)) },
	{ POSITION_COOPERATIVE, ~WORKPLACE(4) },
	{ POSITION_OWNER, WORKPLACE(8) | WORKPLACE(11) },
};

void rule_workplace_unfit(struct rule_run *run)
{
	int64_t position = position_of(run), workplace = rule_choice(run, NAMED_workplace_type);

	for (size_t i = 0; i < COUNT(workplaces) && workplace != 0; i++) {
		if (workplaces[i].position == position && (workplaces[i].unfit & WORKPLACE(workplace)) != 0)
			rule_find(run, i);
	}
}

void rule_retired_young(struct rule_run *run)
{
	if (reason_of(run) == REASON_RETIRED && is_before_retirement(run, RETIRED_EARLY_MONTHS))
		rule_find(run, 0);
}

/* Surely over that age on the day of the interview. */
static bool is_over(const struct rule_run *run, int years)
{
	struct date birth = rule_date(run, NAMED_birth_date), day = rule_date(run, NAMED_collected_on);

	return birth.year != 0 && day.year != 0 && age_is_over(birth, day, years);
}

static bool is_below(const struct rule_run *run, int years)
{
	struct date birth = rule_date(run, NAMED_birth_date), day = rule_date(run, NAMED_collected_on);

	return birth.year != 0 && day.year != 0 && age_is_below(birth, day, years);
}

void rule_student_old(struct rule_run *run)
{
	if (reason_of(run) == REASON_STUDY && is_over(run, STUDENT_MOST))
		rule_find(run, 0);
}

void rule_disabled_unticked(struct rule_run *run)
{
	if (reason_of(run) == REASON_DISABLED && rule_misses(run, NAMED_priority_disabled))
		rule_find(run, 0);
}

void rule_schooling_short(struct rule_run *run)
{
	int64_t education = rule_choice(run, NAMED_general_education), level = rule_choice(run, NAMED_qualification);

	if (education == 0)
		return;
	if (level == LEVEL_INTERMEDIATE && education < LOWER_SECONDARY)
		rule_find(run, 0);
	else if (level >= LEVEL_COLLEGE && education < UPPER_SECONDARY)
		rule_find(run, 1);
}

/* The youngest at each level from Trung cấp up. */
static const int level_least[] = { 16, 19, 21, 22 };

/* The age that the person has not reached for that level, or 0. */
static int too_young_for(const struct rule_run *run, int64_t level)
{
	int least = level >= LEVEL_INTERMEDIATE ? level_least[level - LEVEL_INTERMEDIATE] : 0;

	return least > 0 && is_below(run, least) ? least : 0;
}

void rule_level_young(struct rule_run *run)
{
	const struct field *education = rule_field(run, NAMED_general_education);
	const struct field *qualification = rule_field(run, NAMED_qualification);
	bool school = rule_choice(run, NAMED_general_education) == UPPER_SECONDARY && is_below(run, SECONDARY_LEAST);
	int64_t level = rule_choice(run, NAMED_qualification);
	int least = too_young_for(run, level);
	const struct field *fields[3] = { rule_field(run, NAMED_birth_date) };
	struct arena *arena = run->context->arena;
	size_t count = 1;

	if (!school && least == 0)
		return;
	if (school)
		fields[count++] = education;
	if (least > 0)
		fields[count++] = qualification;
	const char *label = least > 0 ? field_option(qualification, level)->label
	                              : field_option(education, UPPER_SECONDARY)->label;
	const char *age = arena_print(arena, "%d", school ? SECONDARY_LEAST : least);
	const char *message = rule_fill(arena, run->rule->messages[school && least > 0], "{age}", age);
	rule_find_fields(run, rule_fill(arena, message, "{level}", label), fields, count);
}

void rule_worker_old(struct rule_run *run)
{
	if (is_block(run, STATUS_WORKS) && is_over(run, WORKER_MOST))
		rule_find(run, 0);
}

void rule_same_address(struct rule_run *run)
{
	const char *permanent = rule_text(run, NAMED_permanent_address), *current = rule_text(run, NAMED_current_address);
	struct arena *arena = run->context->arena;

	if (permanent == NULL || current == NULL)
		return;
	const char *words = utf8_fold_words(arena, permanent);
	if (*words != '\0' && strcmp(words, utf8_fold_words(arena, current)) == 0)
		rule_find(run, 0);
}

void rule_unemployed_young(struct rule_run *run)
{
	if (is_block(run, STATUS_UNEMPLOYED) && rule_choice(run, NAMED_unemployed_history) == NEVER_WORKED &&
	    rule_choice(run, NAMED_unemployment_duration) == OVER_A_YEAR && is_below(run, JOBLESS_LEAST))
		rule_find(run, 0);
}

/* What tells nothing of the work, folded. */
static const char *const general_work[] = { "lao dong tu do", "lam thue", "cong nhan" };
enum { GENERAL_BYTES = 64 };

void rule_occupation_general(struct rule_run *run)
{
	const char *work = rule_text(run, NAMED_occupation);

	if (work == NULL || !is_block(run, STATUS_WORKS) || strlen(work) > GENERAL_BYTES)
		return;
	const char *folded = utf8_fold(run->context->arena, work);
	for (size_t i = 0; i < COUNT(general_work); i++) {
		if (strcmp(folded, general_work[i]) == 0)
			rule_find(run, 0);
	}
}

void rule_change_source(struct rule_run *run)
{
	if (rule_choice(run, NAMED_kind) >= KIND_CHANGE && rule_misses(run, NAMED_change_source))
		rule_find(run, 0);
}
