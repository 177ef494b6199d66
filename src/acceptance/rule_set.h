/* The rules as one campaign has them: some lowered from error to warning, some switched off. Never those that are `fixed`: who the person is
 * (E10), who may be surveyed at all (E20), one sheet a person (E50), and what cannot be read or stored (E18, E19). */
#ifndef ACCEPTANCE_RULE_SET_H
#define ACCEPTANCE_RULE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum rule_setting {
	RULE_DEFAULT,                   /* as the program has it */
	RULE_WARNING,                   /* an error that reports as a warning, with its id unchanged */
	RULE_OFF,
	RULE_SETTINGS
};

enum { RULE_ROOM = 128 };               /* at least as many as there are rules; acceptance_start() makes sure */

struct rule_set {
	int64_t version;                /* from 1, the program's own */
	uint8_t settings[RULE_ROOM];    /* enum rule_setting by index of the registry */
};

/* "default", "warning", "off", as stored. */
const char *rule_setting_code(enum rule_setting setting);
bool rule_setting_from_code(const char *code, enum rule_setting *out);
/* Whether a campaign may set the rule of that index so: RULE_WARNING is for errors alone. */
bool rule_set_allows(size_t index, enum rule_setting setting);
/* Takes a stored change over. A rule that there is no more, or that may not be set so any more, stays as the program has it. */
void rule_set_apply(struct rule_set *set, const char *rule, const char *setting, int64_t version);

#endif
