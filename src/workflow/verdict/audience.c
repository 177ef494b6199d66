#include "workflow/verdict/audience.h"

#include "acceptance/acceptance.h"

bool finding_is_shown(const struct actor *actor, const struct finding_row *finding)
{
	int rule = acceptance_find(finding->rule);

	return actor->role == ROLE_OFFICER || rule < 0 || acceptance_rule((size_t)rule).audience == AUDIENCE_EVERYONE;
}

const char *finding_hidden_rules(struct arena *arena, const struct actor *actor)
{
	const char *rules = NULL;

	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		const struct finding_row one = { .rule = acceptance_rule(i).id };
		if (!finding_is_shown(actor, &one))
			rules = arena_print(arena, "%s%s ", rules == NULL ? " " : rules, one.rule);
	}
	return rules;
}
