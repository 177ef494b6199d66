/* The acceptance rules as a campaign applies them, with the last change of each. */
#include "acceptance/acceptance.h"
#include "base/memory.h"
#include "report/registry.h"
#include "store/campaign/campaign.h"
#include "store/campaign/rule_change.h"

enum { RULES_PAGE = 200 };

struct rule_line {
	const char *rule, *message;
	enum severity severity;
	struct rule_change last;        /* RULE_DEFAULT and nothing more: there was none */
};

#define AT(member) offsetof(struct rule_line, member)

static const struct column columns[] = {
	{ "rule", MSG_RULE_LABEL, KIND_RULE, AT(rule), COLUMN_ANYWHERE, 0 },
	{ "severity", MSG_HEAD_SEVERITY, KIND_SEVERITY, AT(severity), COLUMN_ANYWHERE, 0 },
	{ "message", MSG_HEAD_MESSAGE, KIND_LINES, AT(message), COLUMN_ANYWHERE, 0 },
	{ "setting", MSG_RULE_SETTING, KIND_SETTING, AT(last.setting), COLUMN_ANYWHERE, 0 },
	{ "reason", MSG_RULE_REASON, KIND_TEXT, AT(last.reason), COLUMN_ANYWHERE, 0 },
	{ "changed_by", MSG_HEAD_CHANGED_BY, KIND_NAME, AT(last.changed_name), COLUMN_ANYWHERE, 0 },
	{ "changed_at", MSG_HEAD_AT, KIND_TIME, AT(last.changed_at), COLUMN_ANYWHERE, 0 },
	{ "version", MSG_RULE_VERSION, KIND_ID, AT(last.version), COLUMN_ANYWHERE, 0 },
};

static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct rule_line *lines = arena_array(arena, acceptance_rule_count(), sizeof *lines);
	struct rule_change *changes;
	struct campaign campaign;
	size_t count;
	enum err err = campaign_by_id(db, arena, ask->reader.actor, ask->ids[0], &campaign, error);

	if (err != ERR_OK || (err = rule_changes_any(db, arena, campaign.id, &changes, &count, error)) != ERR_OK)
		return err;
	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		const struct rule_info rule = acceptance_rule(i);
		lines[i] = (struct rule_line){ rule.id, rule.message, rule.severity, { .setting = RULE_DEFAULT } };
	}
	for (size_t i = 0; i < count; i++) {
		int index = acceptance_find(changes[i].rule);
		if (index >= 0)
			lines[index].last = changes[i];
	}
	ask->title = message_with_one(arena, MSG_TITLE_CAMPAIGN_RULES, campaign.code);
	*out = (struct table_rows){ .items = lines, .count = acceptance_rule_count() };
	return ERR_OK;
}

const struct table rules_table = {
	.name = "quy-tac",
	.path = "/admin/campaigns/{id}/rules",
	.title = MSG_NAV_RULES,
	.found = MSG_COUNT_RULES,
	.empty = MSG_COUNT_RULES,
	TABLE_COLUMNS(columns),
	.row_size = sizeof(struct rule_line),
	.small = true,
	.page = RULES_PAGE,
	.read = read_lines,
};
