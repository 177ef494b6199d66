#include "acceptance/acceptance.h"

#include "acceptance/rule.h"
#include "base/memory.h"

enum { LAST_OF_SUBMISSION = 24 };

/* Every field is there, in paper order. */
static bool has_fields(const struct form *form, const char *const *names)
{
	int before = -1;

	for (; *names != NULL; names++) {
		int index = form_find(form, *names);
		if (index <= before)
			return false;
		before = index;
	}
	return true;
}

static bool is_after(const struct rule *rule, const struct rule *before)
{
	int number = rule_number(rule), last = rule_number(before);

	return number > last || (number == last && rule->severity > before->severity);
}

enum err rules_compare(const struct rule *rules, size_t count, const struct form *form, struct error *error)
{
	if (form->field_count > FINDING_FIELDS)
		return error_set(error, ERR_INTERNAL, NULL, "form %s has more fields than a finding can name", form->name);
	for (size_t i = 0; i < count; i++) {
		const struct rule *rule = &rules[i];
		if (rule->id[0] != severity_code(rule->severity)[0] || rule_number(rule) < 1)
			return error_set(error, ERR_INTERNAL, NULL, "rule %s: its id does not fit its severity", rule->id);
		if (i > 0 && !is_after(rule, rule - 1))
			return error_set(error, ERR_INTERNAL, NULL, "rule %s is out of order or there twice", rule->id);
		if (!has_fields(form, rule->names) || !has_fields(form, rule->reads))
			return error_set(error, ERR_INTERNAL, NULL, "rule %s: a field is not in form %s or out of order", rule->id,
			                 form->name);
		if (rule->messages[0] == NULL || rule->basis == NULL || rule->run == NULL)
			return error_set(error, ERR_INTERNAL, NULL, "rule %s has no message, basis or function", rule->id);
	}
	return ERR_OK;
}

enum err acceptance_start(const struct form *form, struct error *error)
{
	static const char *const lists[] = { "ethnic-groups", "id-provinces" };

	if (rule_table_count > RULE_ROOM)
		return error_set(error, ERR_INTERNAL, NULL, "more rules than a set has room for");
	for (size_t i = 0; i < COUNT(lists); i++) {
		if (lists_find(form->lists, lists[i]) == NULL)
			return error_set(error, ERR_INTERNAL, NULL, "list %s, which a rule reads, is not there", lists[i]);
	}
	for (enum named name = 0; name < NAMED_COUNT; name++) {
		if (form->named[name] < 0)
			return error_set(error, ERR_INTERNAL, NULL, "form %s has no field %s", form->name, form_named(name));
	}
	return rules_compare(rule_table, rule_table_count, form, error);
}

/* By rule number, then paper order; those about no field first. */
static bool stands_before(const struct finding *a, const struct finding *b)
{
	int number = rule_number(a->rule), other = rule_number(b->rule);

	if (number != other)
		return number < other;
	if (a->field_count == 0 || b->field_count == 0)
		return a->field_count == 0 && b->field_count > 0;
	return a->fields[0] < b->fields[0];
}

/* The table is in order of numbers already, so little moves. */
static void sort(struct findings *findings)
{
	for (size_t i = 1; i < findings->count; i++) {
		for (size_t j = i; j > 0 && stands_before(&findings->items[j], &findings->items[j - 1]); j--) {
			struct finding moved = findings->items[j];
			findings->items[j] = findings->items[j - 1];
			findings->items[j - 1] = moved;
		}
	}
}

static enum rule_setting setting_of(const struct rule_context *context, size_t rule)
{
	return context->rules == NULL ? RULE_DEFAULT : (enum rule_setting)context->rules->settings[rule];
}

/* Errors that the campaign has as warnings report so. */
static void lower(const struct rule_context *context, struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		if (setting_of(context, (size_t)(finding->rule - rule_table)) == RULE_WARNING)
			finding->severity = SEVERITY_W;
	}
}

void acceptance_run(const struct rule_context *context, const struct answers *answers, struct findings *out)
{
	*out = (struct findings){ .arena = context->arena };
	for (size_t i = 0; i < rule_table_count; i++) {
		struct rule_run run = { &rule_table[i], context, answers, out };
		if (setting_of(context, i) != RULE_OFF && (!answers->broken || run.rule->for_broken))
			run.rule->run(&run);
	}
	if (context->rules != NULL)
		lower(context, out);
	sort(out);
}

bool finding_stops_submission(const struct finding *finding)
{
	return finding->severity == SEVERITY_E && rule_number(finding->rule) <= LAST_OF_SUBMISSION;
}

bool rule_stops_submission(const char *id, enum severity severity)
{
	int index = acceptance_find(id);

	return index >= 0 && severity == SEVERITY_E && rule_number(&rule_table[index]) <= LAST_OF_SUBMISSION;
}

size_t acceptance_rule_count(void)
{
	return rule_table_count;
}

struct rule_info acceptance_rule(size_t index)
{
	const struct rule *rule = &rule_table[index];

	return (struct rule_info){ .id = rule->id,
		                       .severity = rule->severity,
		                       .audience = rule->audience,
		                       .fields = rule->names,
		                       .reads = rule->reads,
		                       .message = rule->summary != NULL ? rule->summary : rule->messages[0],
		                       .basis = rule->basis,
		                       .trips = &rule->trips,
		                       .misses = &rule->misses };
}

int acceptance_find(const char *id)
{
	for (size_t i = 0; i < rule_table_count; i++) {
		if (strcmp(rule_table[i].id, id) == 0)
			return (int)i;
	}
	return -1;
}
