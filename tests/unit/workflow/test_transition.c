/* The table of moves (src/domain.md §6), every state, action and role: what is not written here must not exist. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "workflow/transition.h"

#define E ROLE_BIT(ROLE_ENUMERATOR)
#define H ROLE_BIT(ROLE_HAMLET_LEADER)
#define O ROLE_BIT(ROLE_OFFICER)
#define P ROLE_BIT(ROLE_POLICE)

static const struct {
	const char *action, *from, *to;
	uint32_t roles;
	unsigned needs;
	const char *why;
} expected[] = {
	{ "submit", "draft", "received", E | H | O, NEEDS_NO_ERRORS | NEEDS_OWN, "the writer hands in" },
	{ "submit", "returned", "received", E | H | O, NEEDS_NO_ERRORS | NEEDS_OWN, "the writer hands in again" },
	{ "forward", "with_hamlet", "received", H | O, 0, "counted bundle" },
	{ "return", "with_hamlet", "returned", H | O, NEEDS_REASON, "back to the writer" },
	{ "return", "received", "returned", O, NEEDS_REASON, "back to the writer" },
	{ "return", "draft", "returned", O, NEEDS_REASON | NEEDS_OTHER_WRITER, "an officer typed another's faulty paper" },
	{ "correct", "received", "received", O, NEEDS_REASON | NEEDS_NO_ERRORS | NEEDS_CORRECTION_SWITCH, "the typing was wrong" },
	{ "accept", "received", "accepted", O, NEEDS_VERDICT | NEEDS_FOUR_EYES | NEEDS_COUNTED | NEEDS_ACCEPTER, "nghiệm thu" },
	{ "reopen", "accepted", "received", O, NEEDS_REASON | NEEDS_NO_BATCH, "not in a batch" },
	{ "reopen", "police_returned", "received", O, NEEDS_REASON, "to correct what the police found" },
	{ "sign", "accepted", "handed_over", P, 0, "the sheet was present" },
	{ "entered", "handed_over", "entered", P, 0, "in the national database" },
	{ "police_return", "handed_over", "police_returned", P, NEEDS_POLICE_REASON, "reason from the list" },
	{ "sign", "accepted", "handed_over", O, NEEDS_LIST, "from a list that the police signed" },
	{ "entered", "handed_over", "entered", O, NEEDS_LIST, "from a list that the police signed" },
	{ "police_return", "handed_over", "police_returned", O, NEEDS_LIST | NEEDS_POLICE_REASON, "from a list that the police signed" },
	{ "resend", "police_returned", "accepted", O, NEEDS_REASON, "unchanged" },
	{ "archive", "entered", "archived", P | O, NEEDS_PLACE, "paper returned" },
	{ "replace", "returned", "replaced", E | H | O, NEEDS_OWN, "a new sheet" },
	{ "replace", "received", "replaced", E | H | O, NEEDS_OWN, "a new sheet" },
	{ "replace", "accepted", "replaced", E | H | O, NEEDS_NO_BATCH | NEEDS_OWN, "a new sheet" },
	{ "replace", "police_returned", "replaced", E | H | O, NEEDS_OWN, "a new sheet" },
	{ "cancel", "draft", "cancelled", E | H | O, NEEDS_REASON | NEEDS_OWN, "the writer's own draft" },
	{ "cancel", "with_hamlet", "cancelled", O, NEEDS_REASON, "before handed over" },
	{ "cancel", "received", "cancelled", O, NEEDS_REASON, "before handed over" },
	{ "cancel", "returned", "cancelled", O, NEEDS_REASON, "before handed over" },
	{ "cancel", "accepted", "cancelled", O, NEEDS_REASON | NEEDS_NO_BATCH, "before handed over, outside a batch" },
	{ "cancel", "police_returned", "cancelled", O, NEEDS_REASON, "came back" },
	{ "not_received", "received", "with_hamlet", O, NEEDS_BUNDLE, "the paper was missing" },
	{ "restore", "cancelled", "received", O, NEEDS_REASON | NEEDS_DECISION, "a decision about duplicates is undone" },
	{ "restore", "replaced", "received", O, NEEDS_REASON | NEEDS_DECISION, "a decision about duplicates is undone" },
	{ "undo", "with_hamlet", "draft", E | H | O, NEEDS_LAST_MOVE, "submit" },
	{ "undo", "received", "draft", E | H | O, NEEDS_LAST_MOVE, "submit, forward" },
	{ "undo", "returned", "received", H | O, NEEDS_LAST_MOVE, "return" },
	{ "undo", "accepted", "received", O, NEEDS_LAST_MOVE, "accept, resend, batch" },
	{ "undo", "entered", "handed_over", P | O, NEEDS_LAST_MOVE, "entered" },
	{ "undo", "police_returned", "handed_over", P | O, NEEDS_LAST_MOVE, "police_return" },
	{ "undo", "cancelled", "draft", E | H | O, NEEDS_LAST_MOVE, "cancel" },
};

static void a_submission_goes_where_campaign_and_role_say(void **state)
{
	const struct { bool stage, tallied; enum role role; enum state to; } rows[] = {
		{ false, false, ROLE_ENUMERATOR, STATE_RECEIVED }, { false, true, ROLE_HAMLET_LEADER, STATE_RECEIVED },
		{ false, false, ROLE_OFFICER, STATE_RECEIVED }, { false, true, ROLE_OFFICER, STATE_RECEIVED },
		{ true, false, ROLE_ENUMERATOR, STATE_WITH_HAMLET }, { true, true, ROLE_ENUMERATOR, STATE_WITH_HAMLET },
		{ true, false, ROLE_HAMLET_LEADER, STATE_WITH_HAMLET }, { true, true, ROLE_HAMLET_LEADER, STATE_WITH_HAMLET },
		{ true, false, ROLE_OFFICER, STATE_WITH_HAMLET }, { true, true, ROLE_OFFICER, STATE_RECEIVED },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct campaign campaign = { .hamlet_stage = rows[i].stage, .paper_tallied = rows[i].tallied };
		assert_int_equal(transition_submits_to(&campaign, rows[i].role), rows[i].to);
	}
}

static bool is_expected(enum action action, enum state from, enum role role)
{
	for (size_t i = 0; i < COUNT(expected); i++) {
		if (strcmp(expected[i].action, action_code(action)) == 0 && strcmp(expected[i].from, state_code(from)) == 0 &&
		    (expected[i].roles & ROLE_BIT(role)) != 0)
			return true;
	}
	return false;
}

static void every_expected_move_exists(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(expected); i++) {
		for (int role = 0; role < ROLE_COUNT; role++) {
			const struct transition *t = transition_find(action_from_code(expected[i].action), state_from_code(expected[i].from),
			                                             (enum role)role);
			bool wanted = (expected[i].roles & ROLE_BIT(role)) != 0;
			if (!wanted && t != NULL && t->needs != expected[i].needs && is_expected(t->action, t->from, (enum role)role))
				continue;       /* another row of these two */
			if ((t != NULL) != wanted)
				fail_msg("%s from %s as %s (%s)", expected[i].action, expected[i].from, role_code((enum role)role), expected[i].why);
			if (t != NULL) {
				assert_string_equal(state_code(t->to), expected[i].to);
				assert_int_equal(t->needs, expected[i].needs);
			}
		}
	}
}

static void no_other_move_exists(void **state)
{
	size_t count;

	(void)state;
	transition_table(&count);
	assert_int_equal(count, COUNT(expected));
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		for (int s = STATE_NONE + 1; s < STATE_COUNT; s++) {
			for (int r = 0; r < ROLE_COUNT; r++) {
				if ((transition_find((enum action)a, (enum state)s, (enum role)r) != NULL) !=
				    is_expected((enum action)a, (enum state)s, (enum role)r))
					fail_msg("%s from %s as %s", action_code((enum action)a), state_code((enum state)s), role_code((enum role)r));
			}
		}
	}
}

/* src/domain.md §6, undo: `entered` the same day, these ten minutes, nothing else ever. */
static void what_may_be_taken_back(void **state)
{
	static const enum action ten_minutes[] = { ACTION_SUBMIT, ACTION_FORWARD, ACTION_RETURN, ACTION_ACCEPT, ACTION_CANCEL, ACTION_POLICE_RETURN,
		ACTION_RESEND };
	size_t count;
	const struct transition *table = transition_table(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		enum undo_term wanted = table[i].action == ACTION_ENTERED ? UNDO_SAME_DAY : UNDO_NEVER;
		for (size_t k = 0; k < COUNT(ten_minutes); k++)
			wanted = table[i].action == ten_minutes[k] ? UNDO_TEN_MINUTES : wanted;
		assert_int_equal(table[i].undo, wanted);
		/* Where a move leads that may be taken back, each role that makes it has the way back. */
		for (int role = 0; role < ROLE_COUNT && wanted != UNDO_NEVER; role++) {
			if ((table[i].roles & ROLE_BIT(role)) != 0)
				assert_non_null(transition_find(ACTION_UNDO, table[i].to, (enum role)role));
		}
	}
}

static void only_an_officer_takes_over_anothers_sheet(void **state)
{
	const struct transition *submit = transition_find(ACTION_SUBMIT, STATE_DRAFT, ROLE_HAMLET_LEADER);
	const struct transition *forward = transition_find(ACTION_FORWARD, STATE_WITH_HAMLET, ROLE_HAMLET_LEADER);
	struct actor leader = { .user_id = 7, .member_id = 5, .role = ROLE_HAMLET_LEADER }, officer = { .user_id = 8, .role = ROLE_OFFICER };

	(void)state;
	assert_false(transition_is_own(submit, &leader, 1, 7));
	assert_true(transition_is_own(submit, &leader, 7, 0));
	assert_true(transition_is_own(submit, &leader, 1, 5));
	assert_true(transition_is_own(submit, &officer, 1, 2));
	assert_true(transition_is_own(forward, &leader, 1, 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_an_officer_takes_over_anothers_sheet),
		cmocka_unit_test(every_expected_move_exists),
		cmocka_unit_test(a_submission_goes_where_campaign_and_role_say),
		cmocka_unit_test(no_other_move_exists),
		cmocka_unit_test(what_may_be_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
