/* Rules 01 to 09: what must be filled, and what must not. */
#include "acceptance/rule.h"
#include "base/memory.h"

enum { STATUS_WORKS = 1, STATUS_UNEMPLOYED = 2, STATUS_INACTIVE = 3 };
enum { POSITION_OWNER = 1, POSITION_FAMILY = 3, POSITION_EMPLOYEE = 4, POSITION_COOPERATIVE = 5 };
enum { WORKPLACE_LAST_HOUSEHOLD = 3 };
enum { CONTRACT_NONE = 3, UNTRAINED = 1, FIRST_WITH_FIELD = 4, HAS_WORKED = 2 };

static bool is_asked(const struct rule_run *run, const struct field *field)
{
	const struct rule_context *context = run->context;

	if (field->type == FIELD_AREA && !context->has_areas)
		return false;
	if (field->extra)
		return context->asks_industry && rule_choice(run, NAMED_activity_status) == field->block;
	if (field == rule_field(run, NAMED_ethnic_group))
		return context->asks_ethnic_group;
	return field->need == NEED_ALWAYS;
}

void rule_always_filled(struct rule_run *run)
{
	const struct form *form = run->answers->form;

	for (size_t i = 0; i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		bool is_number = field == form->citizen_id;
		if (run->answers->items[i].state != ANSWER_NONE || !is_asked(run, field))
			continue;
		if (!is_number || rule_choice(run, NAMED_no_id_reason) == 0)
			rule_find_fields(run, run->rule->messages[is_number], &field, 1);
	}
}

void rule_no_number_yet(struct rule_run *run)
{
	if (rule_misses(run, NAMED_citizen_id) && rule_choice(run, NAMED_no_id_reason) != 0)
		rule_find(run, 0);
}

/* A code belongs to its text: nobody answers it by itself. */
static bool is_code_of_text(const struct form *form, size_t field)
{
	for (size_t i = 0; i < form->field_count; i++) {
		if (form->fields[i].code_field == (int)field)
			return true;
	}
	return false;
}

void rule_other_block(struct rule_run *run)
{
	const struct form *form = run->answers->form;
	int64_t status = rule_choice(run, NAMED_activity_status);

	for (size_t i = 0; i < form->field_count && status != 0; i++) {
		const struct field *field = &form->fields[i];
		if (field->block != 0 && field->block != status && run->answers->items[i].state == ANSWER_VALID &&
		    !is_code_of_text(form, i))
			rule_find_fields(run, run->rule->messages[0], &field, 1);
	}
}

static bool has_contract(const struct rule_run *run)
{
	int64_t contract = rule_choice(run, NAMED_labour_contract);

	return contract != 0 && contract != CONTRACT_NONE;
}

static bool needs_employer(const struct rule_run *run)
{
	int64_t position = rule_choice(run, NAMED_employment_position);

	return position == POSITION_OWNER || position == POSITION_COOPERATIVE ||
	       (position == POSITION_EMPLOYEE && has_contract(run));
}

void rule_work_filled(struct rule_run *run)
{
	static const enum named needed[] = {
		NAMED_employment_position, NAMED_occupation, NAMED_social_insurance, NAMED_labour_contract,
		NAMED_workplace_type, NAMED_workplace_address
	};

	if (rule_choice(run, NAMED_activity_status) != STATUS_WORKS)
		return;
	for (size_t i = 0; i < COUNT(needed); i++) {
		if (rule_misses(run, needed[i]))
			rule_find_field(run, 0, needed[i]);
	}
	if (needs_employer(run) && rule_misses(run, NAMED_employer_name))
		rule_find_field(run, 1, NAMED_employer_name);
}

/* Who helps the family works for somebody only outside of households. */
void rule_employer_open(struct rule_run *run)
{
	int64_t position = rule_choice(run, NAMED_employment_position);
	bool elsewhere = rule_choice(run, NAMED_workplace_type) > WORKPLACE_LAST_HOUSEHOLD;
	bool usual = (position == POSITION_FAMILY && elsewhere) ||
	             (position == POSITION_EMPLOYEE && rule_choice(run, NAMED_labour_contract) == CONTRACT_NONE);

	if (rule_choice(run, NAMED_activity_status) == STATUS_WORKS && usual && rule_misses(run, NAMED_employer_name))
		rule_find(run, 0);
}

/* Asking for a start is for those who work; a start without contract is wrong with anybody. */
void rule_contract_start(struct rule_run *run)
{
	const struct answer *start = rule_answer(run, NAMED_contract_start);

	if (has_contract(run) && start->state == ANSWER_NONE)
		rule_find_field(run, 0, NAMED_contract_start);
	else if (rule_choice(run, NAMED_labour_contract) == CONTRACT_NONE && start->state == ANSWER_VALID)
		rule_find_field(run, 1, NAMED_contract_start);
}

void rule_unemployed_filled(struct rule_run *run)
{
	if (rule_choice(run, NAMED_activity_status) != STATUS_UNEMPLOYED)
		return;
	if (rule_misses(run, NAMED_unemployed_history))
		rule_find_field(run, 0, NAMED_unemployed_history);
	if (rule_choice(run, NAMED_unemployed_history) == HAS_WORKED && rule_misses(run, NAMED_unemployment_duration))
		rule_find_field(run, 1, NAMED_unemployment_duration);
}

void rule_inactive_filled(struct rule_run *run)
{
	if (rule_choice(run, NAMED_activity_status) == STATUS_INACTIVE && rule_misses(run, NAMED_inactive_reason))
		rule_find(run, 0);
}

static const struct list_row *ethnic_row(const struct rule_run *run, const char *name)
{
	const struct list *groups = lists_find(run->answers->form->lists, "ethnic-groups");

	return list_by_fold(run->context->arena, groups, name);
}

void rule_ethnic_group(struct rule_run *run)
{
	const struct answer *ticked = rule_answer(run, NAMED_priority_ethnic_minority);
	const struct answer *group = rule_answer(run, NAMED_ethnic_group);

	if (ticked->state == ANSWER_BAD || group->state == ANSWER_BAD)
		return;
	if (group->state == ANSWER_NONE) {
		if (ticked->state == ANSWER_VALID && !run->context->asks_ethnic_group)
			rule_find(run, 0);
		return;
	}
	const struct list_row *row = ethnic_row(run, group->text);
	bool kinh = row != NULL && strcmp(row->name, "Kinh") == 0;
	if (kinh && ticked->state == ANSWER_VALID)
		rule_find(run, 1);
	else if (!kinh && ticked->state == ANSWER_NONE)
		rule_find(run, 2);
}

void rule_ethnic_unknown(struct rule_run *run)
{
	const char *name = rule_text(run, NAMED_ethnic_group);

	if (name != NULL && ethnic_row(run, name) == NULL)
		rule_find(run, 0);
}

void rule_poor_twice(struct rule_run *run)
{
	if (rule_choice(run, NAMED_priority_poor) != 0 && rule_choice(run, NAMED_priority_near_poor) != 0)
		rule_find(run, 0);
}

void rule_training_missing(struct rule_run *run)
{
	if (rule_choice(run, NAMED_qualification) >= FIRST_WITH_FIELD && rule_misses(run, NAMED_training_field))
		rule_find(run, 0);
}

void rule_training_odd(struct rule_run *run)
{
	if (rule_choice(run, NAMED_qualification) == UNTRAINED && rule_text(run, NAMED_training_field) != NULL)
		rule_find(run, 0);
}
