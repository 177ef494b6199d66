/* Acceptance rules in words. */
#ifndef WEB_PART_RULE_TEXT_H
#define WEB_PART_RULE_TEXT_H

#include "acceptance/acceptance.h"
#include "http/http.h"
#include "store/campaign/rule_change.h"
#include "view/tmpl.h"

/* Who is shown the rules for the checker alone, and what campaigns changed. */
#define RULE_CHECKERS (ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_ADMIN))

/* Those for the checker alone are shown to officers and administrators. */
bool rules_shows(const struct http_request *request, const struct rule_info *rule);
/* A campaign's rules in force, and all its changes. */
enum err rules_of_campaign(struct db *db, struct http_request *request, int64_t campaign_id, struct rule_set *set,
                           struct rule_change **changes, size_t *count, struct error *error);
/* RULE_ID, SEVERITY, SEVERITY_LABEL, RULE_MESSAGE into a row. */
void rules_put(struct tmpl_dict *row, const struct rule_info *rule);

#endif
