/* The rules as one campaign has them: some lowered from error to warning, some switched off. Never those that are
 * `fixed`: who the person is (E10), who may be surveyed at all (E20), one sheet a person (E50), and what cannot be
 * read or stored (E18, E19). */
#ifndef ACCEPTANCE_RULE_SET_H
#define ACCEPTANCE_RULE_SET_H

#include "base/code.h"

enum { RULE_ROOM = 128 };               /* at least as many as there are rules; acceptance_start() makes sure */

struct rule_set {
	int64_t version;                /* from 1, the program's own */
	uint8_t settings[RULE_ROOM];    /* enum rule_setting by index of the registry */
};

/* Whether a campaign may set the rule of that index so: RULE_WARNING is for errors alone. */
bool rule_set_allows(size_t index, enum rule_setting setting);
/* Takes a stored change over. A rule that there is no more, or that may not be set so any more, stays as the program
 * has it. */
void rule_set_apply(struct rule_set *set, const char *rule, enum rule_setting setting, int64_t version);

#endif
