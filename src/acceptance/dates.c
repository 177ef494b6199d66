/* Rules 20 to 29: dates and ages. A date known only to the month or year stands for several days: a rule speaks when
 * it is true for every one of them. */
#include "acceptance/age.h"
#include "acceptance/rule.h"

enum { AGE_MIN = 15, AGE_ODD = 105, AGE_MAX = 120, AGE_CHILD = 13 };

static bool is_known(struct date date)
{
	return date.year != 0;
}

void rule_too_young(struct rule_run *run)
{
	struct date birth = rule_date(run, NAMED_birth_date), day = rule_date(run, NAMED_collected_on);

	if (is_known(birth) && is_known(day) && age_is_below(birth, day, AGE_MIN))
		rule_find(run, 0);
}

void rule_perhaps_young(struct rule_run *run)
{
	struct date birth = rule_date(run, NAMED_birth_date), day = rule_date(run, NAMED_collected_on);

	if (is_known(birth) && is_known(day) && age_may_be_below(birth, day, AGE_MIN) && !age_is_below(birth, day, AGE_MIN))
		rule_find(run, 0);
}

void rule_birth_impossible(struct rule_run *run)
{
	struct date birth = rule_date(run, NAMED_birth_date), today = run->context->today;

	if (!is_known(birth))
		return;
	if (date_compare(date_first(birth), today) > 0)
		rule_find(run, 0);
	else if (age_is_over(birth, today, AGE_MAX))
		rule_find(run, 1);
}

void rule_very_old(struct rule_run *run)
{
	struct date birth = rule_date(run, NAMED_birth_date), today = run->context->today;

	if (is_known(birth) && age_is_over(birth, today, AGE_ODD) && !age_is_over(birth, today, AGE_MAX))
		rule_find(run, 0);
}

void rule_collected_late(struct rule_run *run)
{
	const struct rule_context *context = run->context;
	struct date day = rule_date(run, NAMED_collected_on);

	if (!is_known(day))
		return;
	if (date_compare(day, context->today) > 0)
		rule_find(run, 0);
	else if (is_known(context->campaign_to) && date_compare(day, context->campaign_to) > 0)
		rule_find(run, 1);
}

void rule_collected_early(struct rule_run *run)
{
	struct date day = rule_date(run, NAMED_collected_on), from = run->context->campaign_from;

	if (is_known(day) && is_known(from) && date_compare(day, from) < 0)
		rule_find(run, 0);
}

void rule_contract_late(struct rule_run *run)
{
	struct date start = rule_date(run, NAMED_contract_start), day = rule_date(run, NAMED_collected_on);

	if (is_known(start) && is_known(day) && date_compare(date_first(start), day) > 0)
		rule_find(run, 0);
}

void rule_contract_child(struct rule_run *run)
{
	struct date birth = rule_date(run, NAMED_birth_date), start = rule_date(run, NAMED_contract_start);

	if (is_known(birth) && is_known(start) && age_is_below(birth, start, AGE_CHILD))
		rule_find(run, 0);
}

void rule_contract_young(struct rule_run *run)
{
	struct date birth = rule_date(run, NAMED_birth_date), start = rule_date(run, NAMED_contract_start);

	if (is_known(birth) && is_known(start) && age_is_below(birth, start, AGE_MIN) &&
	    !age_may_be_below(birth, start, AGE_CHILD))
		rule_find(run, 0);
}
