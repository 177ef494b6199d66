#include "workflow/transition.h"

#include "base/memory.h"
#include "text/messages.h"

#define OFFICER ROLE_BIT(ROLE_OFFICER)
#define LEADER_OR_OFFICER (ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER))
#define POLICE ROLE_BIT(ROLE_POLICE)

static const struct transition table[] = {
	{ ACTION_SUBMIT, STATE_DRAFT, STATE_RECEIVED, ROLES_WRITERS, NEEDS_NO_ERRORS | NEEDS_OWN, UNDO_TEN_MINUTES },
	{ ACTION_SUBMIT, STATE_RETURNED, STATE_RECEIVED, ROLES_WRITERS, NEEDS_NO_ERRORS | NEEDS_OWN, UNDO_TEN_MINUTES },
	{ ACTION_FORWARD, STATE_WITH_HAMLET, STATE_RECEIVED, LEADER_OR_OFFICER, 0, UNDO_TEN_MINUTES },
	{ ACTION_RETURN, STATE_WITH_HAMLET, STATE_RETURNED, LEADER_OR_OFFICER, NEEDS_REASON, UNDO_TEN_MINUTES },
	{ ACTION_RETURN, STATE_RECEIVED, STATE_RETURNED, OFFICER, NEEDS_REASON, UNDO_TEN_MINUTES },
	{ ACTION_RETURN, STATE_DRAFT, STATE_RETURNED, OFFICER, NEEDS_REASON | NEEDS_OTHER_WRITER, UNDO_TEN_MINUTES },
	{ ACTION_CORRECT, STATE_RECEIVED, STATE_RECEIVED, OFFICER, NEEDS_REASON | NEEDS_NO_ERRORS | NEEDS_CORRECTION_SWITCH, UNDO_NEVER },
	{ ACTION_ACCEPT, STATE_RECEIVED, STATE_ACCEPTED, OFFICER, NEEDS_VERDICT | NEEDS_FOUR_EYES, UNDO_TEN_MINUTES },
	{ ACTION_REOPEN, STATE_ACCEPTED, STATE_RECEIVED, OFFICER, NEEDS_REASON | NEEDS_NO_BATCH, UNDO_NEVER },
	{ ACTION_REOPEN, STATE_POLICE_RETURNED, STATE_RECEIVED, OFFICER, NEEDS_REASON, UNDO_NEVER },
	{ ACTION_SIGN, STATE_ACCEPTED, STATE_HANDED_OVER, POLICE, 0, UNDO_NEVER },
	{ ACTION_ENTERED, STATE_HANDED_OVER, STATE_ENTERED, POLICE, 0, UNDO_SAME_DAY },
	{ ACTION_POLICE_RETURN, STATE_HANDED_OVER, STATE_POLICE_RETURNED, POLICE, NEEDS_POLICE_REASON, UNDO_TEN_MINUTES },
	{ ACTION_RESEND, STATE_POLICE_RETURNED, STATE_ACCEPTED, OFFICER, NEEDS_REASON, UNDO_TEN_MINUTES },
	{ ACTION_ARCHIVE, STATE_ENTERED, STATE_ARCHIVED, POLICE | OFFICER, NEEDS_PLACE, UNDO_NEVER },
	{ ACTION_REPLACE, STATE_RETURNED, STATE_REPLACED, ROLES_WRITERS, NEEDS_OWN, UNDO_NEVER },
	{ ACTION_REPLACE, STATE_RECEIVED, STATE_REPLACED, ROLES_WRITERS, NEEDS_OWN, UNDO_NEVER },
	{ ACTION_REPLACE, STATE_ACCEPTED, STATE_REPLACED, ROLES_WRITERS, NEEDS_NO_BATCH | NEEDS_OWN, UNDO_NEVER },
	{ ACTION_REPLACE, STATE_POLICE_RETURNED, STATE_REPLACED, ROLES_WRITERS, NEEDS_OWN, UNDO_NEVER },
	{ ACTION_CANCEL, STATE_DRAFT, STATE_CANCELLED, ROLES_WRITERS, NEEDS_REASON | NEEDS_OWN, UNDO_TEN_MINUTES },
	{ ACTION_CANCEL, STATE_WITH_HAMLET, STATE_CANCELLED, OFFICER, NEEDS_REASON, UNDO_TEN_MINUTES },
	{ ACTION_CANCEL, STATE_RECEIVED, STATE_CANCELLED, OFFICER, NEEDS_REASON, UNDO_TEN_MINUTES },
	{ ACTION_CANCEL, STATE_RETURNED, STATE_CANCELLED, OFFICER, NEEDS_REASON, UNDO_TEN_MINUTES },
	{ ACTION_CANCEL, STATE_ACCEPTED, STATE_CANCELLED, OFFICER, NEEDS_REASON | NEEDS_NO_BATCH, UNDO_TEN_MINUTES },
	{ ACTION_CANCEL, STATE_POLICE_RETURNED, STATE_CANCELLED, OFFICER, NEEDS_REASON, UNDO_TEN_MINUTES },
	/* A decision about duplicates is undone: back to the state that the decision remembers, which is not always this one. */
	{ ACTION_RESTORE, STATE_CANCELLED, STATE_RECEIVED, OFFICER, NEEDS_REASON | NEEDS_DECISION, UNDO_NEVER },
	{ ACTION_RESTORE, STATE_REPLACED, STATE_RECEIVED, OFFICER, NEEDS_REASON | NEEDS_DECISION, UNDO_NEVER },
	/* The last move is taken back: to the state that the history remembers, which is not always this one. */
	{ ACTION_UNDO, STATE_WITH_HAMLET, STATE_DRAFT, ROLES_WRITERS, NEEDS_LAST_MOVE, UNDO_NEVER },
	{ ACTION_UNDO, STATE_RECEIVED, STATE_DRAFT, ROLES_WRITERS, NEEDS_LAST_MOVE, UNDO_NEVER },
	{ ACTION_UNDO, STATE_RETURNED, STATE_RECEIVED, LEADER_OR_OFFICER, NEEDS_LAST_MOVE, UNDO_NEVER },
	{ ACTION_UNDO, STATE_ACCEPTED, STATE_RECEIVED, OFFICER, NEEDS_LAST_MOVE, UNDO_NEVER },
	{ ACTION_UNDO, STATE_ENTERED, STATE_HANDED_OVER, POLICE, NEEDS_LAST_MOVE, UNDO_NEVER },
	{ ACTION_UNDO, STATE_POLICE_RETURNED, STATE_HANDED_OVER, POLICE, NEEDS_LAST_MOVE, UNDO_NEVER },
	{ ACTION_UNDO, STATE_CANCELLED, STATE_DRAFT, ROLES_WRITERS, NEEDS_LAST_MOVE, UNDO_NEVER },
};

static const struct { const char *code; enum message label; } states[STATE_COUNT] = {
	[STATE_DRAFT] = { "draft", MSG_STATE_DRAFT },
	[STATE_WITH_HAMLET] = { "with_hamlet", MSG_STATE_WITH_HAMLET },
	[STATE_RECEIVED] = { "received", MSG_STATE_RECEIVED },
	[STATE_RETURNED] = { "returned", MSG_STATE_RETURNED },
	[STATE_ACCEPTED] = { "accepted", MSG_STATE_ACCEPTED },
	[STATE_HANDED_OVER] = { "handed_over", MSG_STATE_HANDED_OVER },
	[STATE_ENTERED] = { "entered", MSG_STATE_ENTERED },
	[STATE_POLICE_RETURNED] = { "police_returned", MSG_STATE_POLICE_RETURNED },
	[STATE_ARCHIVED] = { "archived", MSG_STATE_ARCHIVED },
	[STATE_REPLACED] = { "replaced", MSG_STATE_REPLACED },
	[STATE_CANCELLED] = { "cancelled", MSG_STATE_CANCELLED },
};

/* The moves in the order of enum action; after them what the history records besides moves. */
static const struct { const char *code; enum message label; } actions[] = {
	[ACTION_SUBMIT] = { "submit", MSG_ACTION_SUBMIT },
	[ACTION_FORWARD] = { "forward", MSG_ACTION_FORWARD },
	[ACTION_RETURN] = { "return", MSG_ACTION_RETURN },
	[ACTION_CORRECT] = { "correct", MSG_ACTION_CORRECT },
	[ACTION_ACCEPT] = { "accept", MSG_ACTION_ACCEPT },
	[ACTION_REOPEN] = { "reopen", MSG_ACTION_REOPEN },
	[ACTION_SIGN] = { "sign", MSG_ACTION_SIGN },
	[ACTION_ENTERED] = { "entered", MSG_ACTION_ENTERED },
	[ACTION_POLICE_RETURN] = { "police_return", MSG_ACTION_POLICE_RETURN },
	[ACTION_RESEND] = { "resend", MSG_ACTION_RESEND },
	[ACTION_ARCHIVE] = { "archive", MSG_ACTION_ARCHIVE },
	[ACTION_REPLACE] = { "replace", MSG_ACTION_REPLACE },
	[ACTION_CANCEL] = { "cancel", MSG_ACTION_CANCEL },
	[ACTION_RESTORE] = { "restore", MSG_ACTION_RESTORE },
	[ACTION_UNDO] = { "undo", MSG_ACTION_UNDO },
	{ "keep", MSG_ACTION_KEEP },
	{ "join", MSG_ACTION_JOIN },
	{ "distinct", MSG_ACTION_DISTINCT },
	{ "undecide", MSG_ACTION_UNDECIDE },
	{ "split", MSG_ACTION_SPLIT },
	{ "create", MSG_ACTION_CREATE },
	{ "edit", MSG_ACTION_EDIT },
	{ "confirm", MSG_ACTION_CONFIRM },
	{ "unconfirm", MSG_ACTION_UNCONFIRM },
	{ "deliver", MSG_ACTION_DELIVER },
	{ "remove", MSG_ACTION_REMOVE },
	{ "missing", MSG_ACTION_MISSING },
};

static const enum message police_reasons[POLICE_REASONS] = {
	MSG_POLICE_NOT_FOUND, MSG_POLICE_WRONG_ID, MSG_POLICE_WRONG_NAME, MSG_POLICE_WRONG_BIRTH, MSG_POLICE_MOVED, MSG_POLICE_DEAD,
	MSG_POLICE_DOUBLE, MSG_POLICE_OTHER,
};

const struct transition *transition_find(enum action action, enum state from, enum role role)
{
	for (size_t i = 0; i < COUNT(table); i++) {
		if (table[i].action == action && table[i].from == from && (table[i].roles & ROLE_BIT(role)) != 0)
			return &table[i];
	}
	return NULL;
}

bool transition_is_own(const struct transition *transition, const struct actor *actor, int64_t created_by, int64_t enumerator_id)
{
	if ((transition->needs & NEEDS_OWN) == 0 || actor->role == ROLE_OFFICER)
		return true;
	return created_by == actor->user_id || enumerator_id == actor->user_id;
}

enum state transition_submits_to(const struct campaign *campaign, enum role role)
{
	bool tallied = role == ROLE_OFFICER && campaign->paper_tallied;

	return campaign->hamlet_stage && !tallied ? STATE_WITH_HAMLET : STATE_RECEIVED;
}

const struct transition *transition_table(size_t *count)
{
	*count = COUNT(table);
	return table;
}

const char *state_code(enum state state)
{
	return states[state].code;
}

enum state state_from_code(const char *code)
{
	int i = 0;

	while (i < STATE_COUNT && strcmp(states[i].code, code) != 0)
		i++;
	return (enum state)i;
}

bool state_waits(enum state state)
{
	return state == STATE_WITH_HAMLET || state == STATE_RECEIVED || state == STATE_RETURNED;
}

const char *state_label(enum state state)
{
	return message_text(states[state].label);
}

const char *action_code(enum action action)
{
	return actions[action].code;
}

enum action action_from_code(const char *code)
{
	int i = 0;

	while (i < ACTION_COUNT && strcmp(actions[i].code, code) != 0)
		i++;
	return (enum action)i;
}

const char *action_label(const char *code)
{
	for (size_t i = 0; i < COUNT(actions); i++) {
		if (strcmp(actions[i].code, code) == 0)
			return message_text(actions[i].label);
	}
	return code;
}

const char *police_reason_label(int64_t reason)
{
	return reason < 1 || reason > POLICE_REASONS ? NULL : message_text(police_reasons[reason - 1]);
}
