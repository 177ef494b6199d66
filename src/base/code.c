#include "base/code.h"

#include "base/memory.h"

int codes_find(const struct codes *codes, const char *text)
{
	for (int i = 0; i < codes->count && text != NULL; i++) {
		const char *code = codes->texts[i];
		if (code != NULL && code[0] == text[0] && strcmp(code, text) == 0)
			return i;
	}
	return -1;
}

/* The texts of an enum whose values are PREFIX_name, from the list of its names. */
#define CODES(of, name, texts) const struct codes of = { name, texts, (int)COUNT(texts) }

#define STATE_TEXT(name) [STATE_##name] = STATE_##name##_CODE,
static const char *const states[STATE_COUNT] = { STATES(STATE_TEXT) };
CODES(state_codes, "state", states);

#define ACTION_TEXT(name) [ACTION_##name] = ACTION_##name##_CODE,
static const char *const actions[ACTION_COUNT] = {
	ACTIONS_MOVE(ACTION_TEXT) ACTIONS_SHEET(ACTION_TEXT) ACTIONS_OTHER(ACTION_TEXT)
};
CODES(action_codes, "action", actions);

#define ACCESS_TEXT(name, code) [ACCESS_##name] = code,
static const char *const accesses[ACCESS_COUNT] = { ACCESSES(ACCESS_TEXT) };
CODES(access_codes, "access", accesses);

#define SEVERITY_TEXT(name) [SEVERITY_##name] = SEVERITY_##name##_CODE,
static const char *const severities[SEVERITY_COUNT] = { SEVERITIES(SEVERITY_TEXT) };
CODES(severity_codes, "severity", severities);

#define RULE_SETTING_TEXT(name, code) [RULE_##name] = code,
static const char *const rule_settings[RULE_SETTINGS] = { RULE_SETTINGS_ALL(RULE_SETTING_TEXT) };
CODES(rule_setting_codes, "setting", rule_settings);

#define STAGE_TEXT(name, code) [STAGE_##name] = code,
static const char *const stages[STAGE_COUNT] = { STAGES(STAGE_TEXT) };
CODES(stage_codes, "stage", stages);

#define EVERY_TEXT(name, code) [EVERY_##name] = code,
static const char *const everies[EVERY_COUNT] = { EVERIES(EVERY_TEXT) };
CODES(every_codes, "how often", everies);

#define STANDING_TEXT(name, code) [STANDING_##name] = code,
static const char *const standings[STANDING_COUNT] = { STANDINGS(STANDING_TEXT) };
CODES(standing_codes, "standing", standings);

#define VERDICT_TEXT(name) [VERDICT_##name] = VERDICT_##name##_CODE,
static const char *const verdicts[VERDICT_COUNT] = { VERDICTS(VERDICT_TEXT) };
CODES(verdict_codes, "verdict", verdicts);

#define OUTCOME_TEXT(name) [OUTCOME_##name] = OUTCOME_##name##_CODE,
static const char *const outcomes[OUTCOME_COUNT] = { OUTCOMES(OUTCOME_TEXT) };
CODES(outcome_codes, "outcome", outcomes);

#define BATCH_STATE_TEXT(name, code) [BATCH_##name] = code,
static const char *const batch_states[BATCH_STATE_COUNT] = { BATCH_STATES(BATCH_STATE_TEXT) };
CODES(batch_state_codes, "state of a batch", batch_states);

#define BUNDLE_STATE_TEXT(name, code) [BUNDLE_##name] = code,
static const char *const bundle_states[BUNDLE_STATE_COUNT] = { BUNDLE_STATES(BUNDLE_STATE_TEXT) };
CODES(bundle_state_codes, "state of a bundle", bundle_states);

#define PAY_ROLE_TEXT(name) [PAY_##name] = PAY_##name##_CODE,
static const char *const pay_roles_text[PAY_ROLE_COUNT] = { PAY_ROLES(PAY_ROLE_TEXT) };
CODES(pay_role_codes, "what is paid for", pay_roles_text);

#define PAYMENT_STATE_TEXT(name, code) [PAYMENT_IS_##name] = code,
static const char *const payment_states[PAYMENT_STATE_COUNT] = { PAYMENT_STATES(PAYMENT_STATE_TEXT) };
CODES(payment_state_codes, "state of a payment", payment_states);

#define MINUTES_TYPE_TEXT(name, code) [MINUTES_##name] = code,
static const char *const minutes_types[MINUTES_TYPE_COUNT] = { MINUTES_TYPES(MINUTES_TYPE_TEXT) };
CODES(minutes_type_codes, "type of minutes", minutes_types);

#define MINUTES_STATE_TEXT(name, code) [MINUTES_IS_##name] = code,
static const char *const minutes_states[MINUTES_STATE_COUNT] = { MINUTES_STATES(MINUTES_STATE_TEXT) };
CODES(minutes_state_codes, "state of minutes", minutes_states);

#define MINUTES_OUTCOME_TEXT(name) [MINUTES_##name] = MINUTES_##name##_CODE,
static const char *const minutes_outcomes[MINUTES_OUTCOME_COUNT] = { MINUTES_OUTCOMES(MINUTES_OUTCOME_TEXT) };
CODES(minutes_outcome_codes, "outcome in minutes", minutes_outcomes);

#define END_REASON_TEXT(name, code) [END_##name] = code,
static const char *const end_reasons[END_REASON_COUNT] = { END_REASONS(END_REASON_TEXT) };
CODES(end_reason_codes, "end of a person", end_reasons);

#define END_SOURCE_TEXT(name, code) [END_##name] = code,
static const char *const end_sources[END_SOURCE_COUNT] = { END_SOURCES(END_SOURCE_TEXT) };
CODES(end_source_codes, "source of an end", end_sources);

#define ROSTER_SOURCE_TEXT(name) [ROSTER_##name] = ROSTER_##name##_CODE,
static const char *const roster_sources[ROSTER_SOURCE_COUNT] = { ROSTER_SOURCES(ROSTER_SOURCE_TEXT) };
CODES(roster_source_codes, "source of a list", roster_sources);

#define ROSTER_CATEGORY_TEXT(name, code) [ROSTER_##name] = code,
static const char *const roster_categories[ROSTER_CATEGORY_COUNT] = { ROSTER_CATEGORIES(ROSTER_CATEGORY_TEXT) };
CODES(roster_category_codes, "category of a list", roster_categories);

#define ROSTER_REASON_TEXT(name, code) [ROSTER_##name] = code,
static const char *const roster_reasons[ROSTER_REASON_COUNT] = { ROSTER_REASONS(ROSTER_REASON_TEXT) };
CODES(roster_reason_codes, "reason of a list", roster_reasons);

#define ROSTER_STATE_TEXT(name) [ROSTER_IS_##name] = ROSTER_IS_##name##_CODE,
static const char *const roster_states[ROSTER_STATE_COUNT] = { ROSTER_STATES(ROSTER_STATE_TEXT) };
CODES(roster_state_codes, "state in a list", roster_states);

#define RECONCILE_TEXT(name, code) [RECONCILE_##name] = code,
static const char *const reconciles[RECONCILE_COUNT] = { RECONCILES(RECONCILE_TEXT) };
CODES(reconcile_codes, "what a list says", reconciles);

#define RECONCILE_CHOICE_TEXT(name, code) [CHOICE_##name] = code,
static const char *const reconcile_choices[RECONCILE_CHOICE_COUNT] = { RECONCILE_CHOICES(RECONCILE_CHOICE_TEXT) };
CODES(reconcile_choice_codes, "what was decided of a list", reconcile_choices);

#define PAPER_TEXT(name, code) [PAPER_##name] = code,
static const char *const paper_kinds[PAPER_KIND_COUNT] = { PAPER_KINDS(PAPER_TEXT) };
CODES(paper_kind_codes, "kind of paper", paper_kinds);

#define BODY_TEXT(name, code) [BODY_##name] = code,
static const char *const paper_bodies[PAPER_BODY_COUNT] = { PAPER_BODIES(BODY_TEXT) };
CODES(paper_body_codes, "body of a paper", paper_bodies);

#define PAPER_STATE_TEXT(name) [PAPER_##name] = PAPER_##name##_CODE,
static const char *const paper_states[PAPER_STATE_COUNT] = { PAPER_STATES(PAPER_STATE_TEXT) };
CODES(paper_state_codes, "state of a paper", paper_states);

#define JOB_TEXT(name) [JOB_##name] = JOB_##name##_CODE,
static const char *const job_states[JOB_STATE_COUNT] = { JOB_STATES(JOB_TEXT) };
CODES(job_state_codes, "state of a job", job_states);

#define THING_TEXT(name, code) [THING_##name] = code,
static const char *const things[THING_COUNT] = { THINGS(THING_TEXT) };
CODES(thing_codes, "kind of thing", things);

#define ROLE_TEXT(name) [ROLE_##name] = ROLE_##name##_CODE,
static const char *const roles[ROLE_COUNT] = { ROLES(ROLE_TEXT) };
CODES(role_codes, "role", roles);

const char *state_code(enum state state)
{
	return states[state];
}

enum state state_from_code(const char *code)
{
	int found = codes_find(&state_codes, code);

	return found < 0 ? STATE_NONE : (enum state)found;
}

const char *action_code(enum action action)
{
	return actions[action];
}

enum action action_from_code(const char *code)
{
	int found = codes_find(&action_codes, code);

	return found < 0 ? ACTION_NONE : (enum action)found;
}

const char *access_code(enum access access)
{
	return accesses[access];
}

enum access access_from_code(const char *code)
{
	int found = codes_find(&access_codes, code);

	return found < 0 ? ACCESS_NONE : (enum access)found;
}

const char *severity_code(enum severity severity)
{
	return severities[severity];
}

enum severity severity_from_code(const char *code)
{
	int found = codes_find(&severity_codes, code);

	return found < 0 ? SEVERITY_I : (enum severity)found;
}

const char *thing_code(enum thing_kind kind)
{
	return things[kind];
}

const char *rule_setting_code(enum rule_setting setting)
{
	return rule_settings[setting];
}

bool rule_setting_from_code(const char *code, enum rule_setting *out)
{
	int found = codes_find(&rule_setting_codes, code);

	*out = found < 0 ? *out : (enum rule_setting)found;
	return found >= 0;
}

const char *every_code(enum every every)
{
	return everies[every];
}

const char *stage_code(enum stage stage)
{
	return stages[stage];
}

enum stage stage_from_code(const char *code)
{
	int found = codes_find(&stage_codes, code);

	return found < 0 ? STAGE_COUNT : (enum stage)found;
}

const char *duplicate_verdict_code(enum duplicate_verdict verdict)
{
	return verdicts[verdict];
}

enum duplicate_verdict duplicate_verdict_from_code(const char *code)
{
	int found = codes_find(&verdict_codes, code);

	return found < 0 ? VERDICT_COUNT : (enum duplicate_verdict)found;
}

const char *outcome_code(enum outcome outcome)
{
	return outcomes[outcome];
}

const char *job_state_code(enum job_state state)
{
	return job_states[state];
}

const char *role_code(enum role role)
{
	return roles[role];
}

bool role_from_code(const char *code, enum role *out)
{
	int found = codes_find(&role_codes, code);

	*out = found < 0 ? *out : (enum role)found;
	return found >= 0;
}

const char *paper_kind_code(enum paper_kind kind)
{
	return paper_kinds[kind];
}

const char *paper_body_code(enum paper_body body)
{
	return paper_bodies[body];
}

const char *paper_state_code(enum paper_state state)
{
	return paper_states[state];
}

const char *pay_role_code(enum pay_role role)
{
	return pay_roles_text[role];
}

const char *roster_source_code(enum roster_source source)
{
	return roster_sources[source];
}

const char *roster_category_code(enum roster_category category)
{
	return roster_categories[category];
}

const char *roster_reason_code(enum roster_reason reason)
{
	return roster_reasons[reason];
}

enum roster_reason roster_reason_from_code(const char *code)
{
	int found = codes_find(&roster_reason_codes, code);

	return found < 0 ? ROSTER_REASON_NONE : (enum roster_reason)found;
}

const char *roster_state_code(enum roster_state state)
{
	return roster_states[state];
}

const char *end_reason_code(enum end_reason reason)
{
	return end_reasons[reason];
}

enum end_reason end_reason_from_code(const char *code)
{
	int found = codes_find(&end_reason_codes, code);

	return found < 0 ? END_NONE : (enum end_reason)found;
}

const char *end_source_code(enum end_source source)
{
	return end_sources[source];
}
