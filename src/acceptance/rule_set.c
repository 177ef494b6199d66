#include "acceptance/rule_set.h"

#include "acceptance/rule.h"

static const char *const codes[RULE_SETTINGS] = { [RULE_DEFAULT] = "default", [RULE_WARNING] = "warning", [RULE_OFF] = "off" };

const char *rule_setting_code(enum rule_setting setting)
{
	return codes[setting];
}

bool rule_setting_from_code(const char *code, enum rule_setting *out)
{
	for (int i = 0; i < RULE_SETTINGS; i++) {
		if (strcmp(codes[i], code) != 0)
			continue;
		*out = (enum rule_setting)i;
		return true;
	}
	return false;
}

bool rule_set_allows(size_t index, enum rule_setting setting)
{
	const struct rule *rule = &rule_table[index];

	if (setting == RULE_DEFAULT)
		return true;
	return !rule->fixed && (setting == RULE_OFF || rule->severity == SEVERITY_E);
}

void rule_set_apply(struct rule_set *set, const char *rule, const char *setting, int64_t version)
{
	int index = acceptance_find(rule);
	enum rule_setting wanted;

	set->version = version;
	if (index >= 0 && rule_setting_from_code(setting, &wanted) && rule_set_allows((size_t)index, wanted))
		set->settings[index] = (uint8_t)wanted;
}
