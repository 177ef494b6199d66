/* What campaigns changed in the acceptance rules, and how often each rule fired. */
#ifndef STORE_CAMPAIGN_RULE_CHANGE_H
#define STORE_CAMPAIGN_RULE_CHANGE_H

#include "base/actor.h"
#include "db/db.h"

enum { RULE_FIRST_VERSION = 1 };        /* the program's own rules */

struct rule_change {
	int64_t campaign_id, version;
	const char *rule;               /* "E22" */
	enum rule_setting setting;
	const char *reason;
	int64_t changed_by;
	const char *changed_name, *changed_at;
};

/* All changes of a campaign, by version: the last of each rule is in force. */
enum err rule_changes_any(struct db *db, struct arena *arena, int64_t campaign_id, struct rule_change **out,
                          size_t *count, struct error *error);
/* Adds a change as the next version, which is set. ERR_CONFLICT when somebody else had that version first. */
enum err rule_change_add(struct db *db, struct rule_change *change, struct error *error);

/* Findings that stand now. */
struct rule_count {
	const char *rule;
	int64_t fired, confirmed;
};

/* By rule, over the sheets of the actor's area (an enumerator's own sheets); for an administrator over all. Nothing
 * for the police. */
enum err rule_counts(struct db *db, struct arena *arena, const struct actor *actor, struct rule_count **out,
                     size_t *count, struct error *error);
/* Compares the tally with the findings; ERR_INTERNAL. */
enum err rule_verify(struct db *db, struct error *error);

#endif
