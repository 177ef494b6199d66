#include "text/label.h"

#include "base/memory.h"
#include "text/messages.h"

const char *state_label(enum state state)
{
#define LABEL(name) [STATE_##name] = MSG_STATE_##name,
	static const enum message labels[STATE_COUNT] = { STATES(LABEL) };
#undef LABEL

	return state == STATE_NONE ? "" : message_text(labels[state]);
}

const char *action_label(enum action action)
{
#define LABEL(name) [ACTION_##name] = MSG_ACTION_##name,
#define LABEL_OTHER(name) [ACTION_##name] = MSG_LOG_##name,
	static const enum message labels[ACTION_COUNT] = {
		ACTIONS_MOVE(LABEL) ACTIONS_SHEET(LABEL) ACTIONS_OTHER(LABEL_OTHER)
	};
#undef LABEL_OTHER
#undef LABEL

	return action == ACTION_NONE ? "" : message_text(labels[action]);
}

const char *access_label(enum access access)
{
#define LABEL(name, code) [ACCESS_##name] = MSG_LOG_##name,
	static const enum message labels[ACCESS_COUNT] = { ACCESSES(LABEL) };
#undef LABEL

	return access == ACCESS_NONE ? "" : message_text(labels[access]);
}

const char *deed_label(const char *code)
{
	enum access access = access_from_code(code);

	return access != ACCESS_NONE ? access_label(access) : action_label(action_from_code(code));
}

const char *severity_label(enum severity severity)
{
#define LABEL(name) [SEVERITY_##name] = MSG_SEVERITY_##name,
	static const enum message labels[SEVERITY_COUNT] = { SEVERITIES(LABEL) };
#undef LABEL

	return message_text(labels[severity]);
}

const char *rule_setting_label(enum rule_setting setting)
{
#define LABEL(name, code) [RULE_##name] = MSG_RULE_##name,
	static const enum message labels[RULE_SETTINGS] = { RULE_SETTINGS_ALL(LABEL) };
#undef LABEL

	return message_text(labels[setting]);
}

const char *stage_label(enum stage stage)
{
#define LABEL(name, code) [STAGE_##name] = MSG_STAGE_##name,
	static const enum message labels[STAGE_COUNT] = { STAGES(LABEL) };
#undef LABEL

	return message_text(labels[stage]);
}

const char *every_label(enum every every)
{
#define LABEL(name, code) [EVERY_##name] = MSG_EVERY_##name,
	static const enum message labels[EVERY_COUNT] = { EVERIES(LABEL) };
#undef LABEL

	return message_text(labels[every]);
}

const char *outcome_label(enum outcome outcome)
{
#define LABEL(name) [OUTCOME_##name] = MSG_OUTCOME_##name,
	static const enum message labels[OUTCOME_COUNT] = { OUTCOMES(LABEL) };
#undef LABEL

	return message_text(labels[outcome]);
}

const char *batch_state_label(enum batch_state state)
{
#define LABEL(name, code) [BATCH_##name] = MSG_BATCH_IS_##name,
	static const enum message labels[BATCH_STATE_COUNT] = { BATCH_STATES(LABEL) };
#undef LABEL

	return message_text(labels[state]);
}

const char *counted_label(enum outcome outcome)
{
#define LABEL(name) [OUTCOME_##name] = MSG_COUNTED_##name,
	static const enum message labels[OUTCOME_COUNT] = { OUTCOMES(LABEL) };
#undef LABEL

	return message_text(labels[outcome]);
}

const char *bundle_state_label(enum bundle_state state)
{
#define LABEL(name, code) [BUNDLE_##name] = MSG_BUNDLE_IS_##name,
	static const enum message labels[BUNDLE_STATE_COUNT] = { BUNDLE_STATES(LABEL) };
#undef LABEL

	return message_text(labels[state]);
}

const char *pay_role_label(enum pay_role role)
{
#define LABEL(name) [PAY_##name] = MSG_PAY_##name,
	static const enum message labels[PAY_ROLE_COUNT] = { PAY_ROLES(LABEL) };
#undef LABEL

	return message_text(labels[role]);
}

const char *payment_state_label(enum payment_state state)
{
#define LABEL(name, code) [PAYMENT_IS_##name] = MSG_PAYMENT_IS_##name,
	static const enum message labels[PAYMENT_STATE_COUNT] = { PAYMENT_STATES(LABEL) };
#undef LABEL

	return message_text(labels[state]);
}

const char *minutes_type_label(enum minutes_type type)
{
#define LABEL(name, code) [MINUTES_##name] = MSG_MINUTES_TYPE_##name,
	static const enum message labels[MINUTES_TYPE_COUNT] = { MINUTES_TYPES(LABEL) };
#undef LABEL

	return message_text(labels[type]);
}

const char *minutes_state_label(enum minutes_state state)
{
#define LABEL(name, code) [MINUTES_IS_##name] = MSG_MINUTES_STATE_##name,
	static const enum message labels[MINUTES_STATE_COUNT] = { MINUTES_STATES(LABEL) };
#undef LABEL

	return message_text(labels[state]);
}

const char *minutes_outcome_label(enum minutes_outcome outcome)
{
#define LABEL(name) [MINUTES_##name] = MSG_MINUTES_SHEET_##name,
	static const enum message labels[MINUTES_OUTCOME_COUNT] = { MINUTES_OUTCOMES(LABEL) };
#undef LABEL

	return message_text(labels[outcome]);
}

const char *reconcile_label(enum reconcile reconcile)
{
#define LABEL(name, code) [RECONCILE_##name] = MSG_RECONCILE_##name,
	static const enum message labels[RECONCILE_COUNT] = { RECONCILES(LABEL) };
#undef LABEL

	return reconcile == RECONCILE_ANY ? "" : message_text(labels[reconcile]);
}

const char *reconcile_choice_label(enum reconcile_choice choice)
{
#define LABEL(name, code) [CHOICE_##name] = MSG_RECONCILE_CHOICE_##name,
	static const enum message labels[RECONCILE_CHOICE_COUNT] = { RECONCILE_CHOICES(LABEL) };
#undef LABEL

	return choice == CHOICE_NONE ? "" : message_text(labels[choice]);
}

const char *end_reason_label(enum end_reason reason)
{
#define LABEL(name, code) [END_##name] = MSG_END_##name,
	static const enum message labels[END_REASON_COUNT] = { END_REASONS(LABEL) };
#undef LABEL

	return (int)reason == 0 ? "" : message_text(labels[reason]);
}

const char *end_source_label(enum end_source source)
{
#define LABEL(name, code) [END_##name] = MSG_END_BY_##name,
	static const enum message labels[END_SOURCE_COUNT] = { END_SOURCES(LABEL) };
#undef LABEL

	return (int)source == 0 ? "" : message_text(labels[source]);
}

const char *roster_source_label(enum roster_source source)
{
#define LABEL(name) [ROSTER_##name] = MSG_ROSTER_FROM_##name,
	static const enum message labels[ROSTER_SOURCE_COUNT] = { ROSTER_SOURCES(LABEL) };
#undef LABEL

	return (int)source == 0 ? "" : message_text(labels[source]);
}

const char *roster_category_label(enum roster_category category)
{
#define LABEL(name, code) [ROSTER_##name] = MSG_ROSTER_CATEGORY_##name,
	static const enum message labels[ROSTER_CATEGORY_COUNT] = { ROSTER_CATEGORIES(LABEL) };
#undef LABEL

	return (int)category == 0 ? "" : message_text(labels[category]);
}

const char *roster_reason_label(enum roster_reason reason)
{
#define LABEL(name, code) [ROSTER_##name] = MSG_ROSTER_REASON_##name,
	static const enum message labels[ROSTER_REASON_COUNT] = { ROSTER_REASONS(LABEL) };
#undef LABEL

	return (int)reason == 0 ? "" : message_text(labels[reason]);
}

const char *roster_state_label(enum roster_state state)
{
#define LABEL(name) [ROSTER_IS_##name] = MSG_ROSTER_IS_##name,
	static const enum message labels[ROSTER_STATE_COUNT] = { ROSTER_STATES(LABEL) };
#undef LABEL

	return (int)state == 0 ? "" : message_text(labels[state]);
}

const char *standing_label(enum standing standing)
{
#define LABEL(name, code) [STANDING_##name] = MSG_STANDING_##name,
	static const enum message labels[STANDING_COUNT] = { STANDINGS(LABEL) };
#undef LABEL

	return message_text(labels[standing]);
}

const char *level_label(const char *level)
{
	static const struct { const char *level; enum message label; } labels[] = {
		{ "province", MSG_LEVEL_PROVINCE }, { "district", MSG_LEVEL_DISTRICT }, { "commune", MSG_LEVEL_COMMUNE },
		{ "hamlet", MSG_LEVEL_HAMLET },
	};

	for (size_t i = 0; i < COUNT(labels); i++) {
		if (strcmp(labels[i].level, level) == 0)
			return message_text(labels[i].label);
	}
	return message_text(MSG_LEVEL_AREA);
}

const char *job_state_label(enum job_state state)
{
#define LABEL(name) [JOB_##name] = MSG_JOB_##name,
	static const enum message labels[JOB_STATE_COUNT] = { JOB_STATES(LABEL) };
#undef LABEL

	return message_text(labels[state]);
}

const char *role_label(enum role role)
{
#define LABEL(name) [ROLE_##name] = MSG_ROLE_##name,
	static const enum message labels[ROLE_COUNT] = { ROLES(LABEL) };
#undef LABEL

	return message_text(labels[role]);
}

const char *police_reason_label(int64_t reason)
{
	static const enum message labels[POLICE_REASONS] = {
		MSG_POLICE_NOT_FOUND, MSG_POLICE_WRONG_ID, MSG_POLICE_WRONG_NAME, MSG_POLICE_WRONG_BIRTH, MSG_POLICE_MOVED,
		MSG_POLICE_DEAD, MSG_POLICE_DOUBLE, MSG_POLICE_OTHER,
	};

	return reason < 1 || reason > POLICE_REASONS ? NULL : message_text(labels[reason - 1]);
}

const char *sheet_number(struct arena *arena, const char *paper_no, int64_t id)
{
	return paper_no != NULL ? paper_no
	                        : message_with_one(arena, MSG_INTERNAL_NO, arena_print(arena, "%lld", (long long)id));
}
