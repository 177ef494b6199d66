#include "web/part/rule_text.h"

#include "web/frame/text.h"

bool rules_shows(const struct http_request *request, const struct rule_info *rule)
{
	return rule->audience == AUDIENCE_EVERYONE || (RULE_CHECKERS & ROLE_BIT(web_actor(request)->role)) != 0;
}

enum err rules_of_campaign(struct db *db, struct http_request *request, int64_t campaign_id, struct rule_set *set,
                           struct rule_change **changes, size_t *count, struct error *error)
{
	enum err err = rule_changes_any(db, request->arena, campaign_id, changes, count, error);

	*set = (struct rule_set){ .version = RULE_FIRST_VERSION };
	for (size_t i = 0; i < *count && err == ERR_OK; i++)
		rule_set_apply(set, (*changes)[i].rule, (*changes)[i].setting, (*changes)[i].version);
	return err;
}

void rules_put(struct tmpl_dict *row, const struct rule_info *rule)
{
	tmpl_put(row, "RULE_ID", rule->id);
	tmpl_put(row, "SEVERITY", severity_code(rule->severity));
	tmpl_put(row, "SEVERITY_LABEL", severity_label(rule->severity));
	tmpl_put(row, "RULE_MESSAGE", rule->message);
}
