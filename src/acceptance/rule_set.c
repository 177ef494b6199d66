#include "acceptance/rule_set.h"

#include "acceptance/rule.h"

bool rule_set_allows(size_t index, enum rule_setting setting)
{
	const struct rule *rule = &rule_table[index];

	if (setting == RULE_DEFAULT)
		return true;
	return !rule->fixed && (setting == RULE_OFF || rule->severity == SEVERITY_E);
}

void rule_set_apply(struct rule_set *set, const char *rule, enum rule_setting setting, int64_t version)
{
	int index = acceptance_find(rule);

	set->version = version;
	if (index >= 0 && rule_set_allows((size_t)index, setting))
		set->settings[index] = (uint8_t)setting;
}
