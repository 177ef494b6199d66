/* What a campaign changes in the acceptance rules. */
#include "store/campaign/rule_change.h"
#include "workflow/admin/admin_task.h"
#include "workflow/history.h"
#include "workflow/write.h"

/* How the campaign has the rule now. */
static enum err read_setting(struct db *db, const struct rule_order *order, size_t rule, enum rule_setting *out,
                             struct error *error)
{
	struct rule_set *set = arena_alloc(order->head.arena, sizeof *set);
	struct rule_change *changes;
	size_t count;
	enum err err = rule_changes_any(db, order->head.arena, order->campaign_id, &changes, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		rule_set_apply(set, changes[i].rule, changes[i].setting, changes[i].version);
	*out = (enum rule_setting)set->settings[rule];
	return err;
}

static enum err judge(struct db *db, struct rule_order *order, enum rule_setting *wanted, struct error *error)
{
	int rule = acceptance_find(order->rule);
	enum rule_setting now;

	if (rule < 0)
		return admin_blame(&order->head, &order->field, "rule", MSG_RULE_UNKNOWN, order->rule, error);
	if (!rule_setting_from_code(order->setting, wanted))
		return admin_blame(&order->head, &order->field, "setting", MSG_INPUT_NO_CHOICE, order->setting, error);
	if (!rule_set_allows((size_t)rule, RULE_OFF))
		return admin_blame(&order->head, &order->field, "rule", MSG_RULE_FIXED, order->rule, error);
	if (!rule_set_allows((size_t)rule, *wanted))
		return admin_blame(&order->head, &order->field, "setting", MSG_RULE_NO_ERROR, order->rule, error);
	enum err err = read_setting(db, order, (size_t)rule, &now, error);
	if (err == ERR_OK && now == *wanted)
		return admin_blame(&order->head, &order->field, "setting", MSG_RULE_SAME, order->rule, error);
	return err == ERR_OK ? history_need_reason(order->reason, error) : err;
}

static enum err rule_task(struct db *db, void *arg, struct error *error)
{
	struct rule_order *order = arg;
	struct campaign campaign;
	enum rule_setting wanted;
	enum err err = campaign_by_id_any(db, order->head.arena, order->campaign_id, &campaign, error);

	if (err == ERR_OK)
		err = judge(db, order, &wanted, error);
	if (err != ERR_OK)
		return err;
	struct rule_change change = { .campaign_id = campaign.id, .rule = order->rule, .setting = wanted,
		.reason = order->reason,
		.changed_by = order->head.actor->user_id, .changed_at = order->head.now };
	err = rule_change_add(db, &change, error);
	if (err != ERR_OK)
		return err;
	order->version = change.version;
	cJSON *what = cJSON_CreateObject();
	cJSON_AddStringToObject(what, "campaign", campaign.code);
	cJSON_AddStringToObject(what, "rule", order->rule);
	cJSON_AddStringToObject(what, "setting", order->setting);
	cJSON_AddNumberToObject(what, "version", (double)change.version);
	cJSON_AddStringToObject(what, "reason", order->reason);
	return admin_record(db, &order->head, ACTION_CAMPAIGN_RULE, what, (struct thing){ THING_CAMPAIGN, campaign.id },
	                    error);
}

enum err admin_change_rule(struct rule_order *order, struct error *error)
{
	return write_run(&order->head, rule_task, order, error);
}
