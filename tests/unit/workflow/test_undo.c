/* When the last move may be taken back, by the clock and by who made it, and what it leads back to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/messages.h"
#include "workflow/undo.h"

enum { ME = 7, OTHER = 8 };
static const char long_ago[] = "2024-06-01T02:00:00Z";

static struct event event(int64_t actor, const char *action, const char *from, const char *to, const char *at)
{
	return (struct event){ .actor_id = actor, .action = action_from_code(action), .from_state = state_from_code(from), .to_state = state_from_code(to),
		.at = at,
		.diff = strcmp(action, "undo") == 0 ? "{\"_undone\":\"x\"}" : NULL };
}

static enum err find(enum role role, const struct event *events, size_t count, struct undo *out, const char **why)
{
	const struct workflow workflow = { .clock = { { 2024, 6, 10 } } };
	const struct actor actor = { .user_id = ME, .role = role };
	const struct sheet sheet = { .id = 1, .since = "2024-06-09T00:00:00Z", .accepted_at = "2024-06-08T00:00:00Z" };
	struct error error = { 0 };
	enum err err = undo_find(NULL, &workflow, &actor, &sheet, events, count, out, &error);

	*why = error.message;
	return err;
}

/* The answer for one last move that was made so many seconds before now. */
static enum err after(enum role role, const char *action, const char *from, const char *to, int64_t seconds, const char **why)
{
	const struct clock clock = { { 2024, 6, 10 } };
	char at[CLOCK_TEXT];
	struct undo undo;

	clock_to_iso(clock_seconds(&clock) - seconds, at);
	const struct event events[] = { event(OTHER, "create", NULL, from, long_ago), event(ME, action, from, to, at) };
	return find(role, events, COUNT(events), &undo, why);
}

static void ten_minutes(void **state)
{
	static const struct { enum role role; const char *action, *from, *to; } moves[] = {
		{ ROLE_ENUMERATOR, "submit", "draft", "received" }, { ROLE_HAMLET_LEADER, "forward", "with_hamlet", "received" },
		{ ROLE_OFFICER, "return", "received", "returned" }, { ROLE_OFFICER, "accept", "received", "accepted" },
		{ ROLE_OFFICER, "cancel", "received", "cancelled" }, { ROLE_POLICE, "police_return", "handed_over", "police_returned" },
		{ ROLE_OFFICER, "resend", "police_returned", "accepted" },
	};
	const char *why;

	(void)state;
	for (size_t i = 0; i < COUNT(moves); i++) {
		if (strcmp(moves[i].action, "cancel") != 0)
			assert_int_equal(after(moves[i].role, moves[i].action, moves[i].from, moves[i].to, 590, &why), ERR_OK);
		assert_int_equal(after(moves[i].role, moves[i].action, moves[i].from, moves[i].to, 605, &why), ERR_CONFLICT);
		assert_string_equal(why, message_text(MSG_UNDO_LATE));
	}
}

/* The day is that of Viet Nam: it ends at 17:00 UTC. */
static void the_same_day(void **state)
{
	static const struct { const char *at; enum err err; } times[] = {
		{ "2024-06-09T16:59:59Z", ERR_CONFLICT }, { "2024-06-09T17:00:00Z", ERR_OK }, { "2024-06-10T16:59:59Z", ERR_OK },
	};
	struct undo undo;
	const char *why;

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		const struct event events[] = { event(OTHER, "sign", "accepted", "handed_over", long_ago), event(ME, "entered", "handed_over", "entered", times[i].at) };
		assert_int_equal(find(ROLE_POLICE, events, COUNT(events), &undo, &why), times[i].err);
		if (times[i].err != ERR_OK)
			assert_string_equal(why, message_text(MSG_UNDO_LATE_DAY));
	}
	assert_string_equal(undo.since, long_ago);
	assert_int_equal(undo.to, STATE_HANDED_OVER);
}

static void whose_and_what(void **state)
{
	static const struct { int64_t actor; enum role role; const char *action, *from, *to; enum message why; } moves[] = {
		{ OTHER, ROLE_OFFICER, "accept", "received", "accepted", MSG_UNDO_OTHERS }, { ME, ROLE_POLICE, "sign", "accepted", "handed_over", MSG_UNDO_NEVER },
		{ ME, ROLE_OFFICER, "reopen", "accepted", "received", MSG_UNDO_NEVER }, { ME, ROLE_OFFICER, "correct", "received", "received", MSG_UNDO_NEVER },
		{ ME, ROLE_OFFICER, "edit", "draft", "draft", MSG_UNDO_NEVER }, { ME, ROLE_OFFICER, "create", NULL, "draft", MSG_UNDO_NEVER },
		{ ME, ROLE_OFFICER, "confirm", "received", "received", MSG_UNDO_NEVER }, { ME, ROLE_OFFICER, "undo", "accepted", "received", MSG_UNDO_NEVER },
		{ ME, ROLE_OFFICER, "archive", "entered", "archived", MSG_UNDO_NEVER }, { ME, ROLE_OFFICER, "replace", "received", "replaced", MSG_UNDO_NEVER },
		{ ME, ROLE_POLICE, "accept", "received", "accepted", MSG_UNDO_NEVER },
	};
	const struct clock clock = { { 2024, 6, 10 } };
	char now[CLOCK_TEXT];
	struct undo undo;
	const char *why;

	(void)state;
	clock_now(&clock, now);
	assert_int_equal(find(ROLE_OFFICER, NULL, 0, &undo, &why), ERR_CONFLICT);
	for (size_t i = 0; i < COUNT(moves); i++) {
		const struct event last = event(moves[i].actor, moves[i].action, moves[i].from, moves[i].to, now);
		assert_int_equal(find(moves[i].role, &last, 1, &undo, &why), ERR_CONFLICT);
		assert_string_equal(why, message_text(moves[i].why));
	}
}

/* Since when, and when accepted: what was taken back has not been. */
static void the_days_of_before(void **state)
{
	const struct clock clock = { { 2024, 6, 10 } };
	char now[CLOCK_TEXT];
	struct undo undo;
	const char *why;

	(void)state;
	clock_now(&clock, now);
	const struct event events[] = {
		event(OTHER, "create", NULL, "draft", "2024-06-01T01:00:00Z"), event(OTHER, "submit", "draft", "received", "2024-06-01T02:00:00Z"),
		event(ME, "accept", "received", "accepted", "2024-06-01T03:00:00Z"), event(ME, "undo", "accepted", "received", "2024-06-01T03:01:00Z"),
		event(ME, "confirm", "received", "received", "2024-06-01T04:00:00Z"), event(ME, "accept", "received", "accepted", now),
	};
	assert_int_equal(find(ROLE_OFFICER, events, COUNT(events), &undo, &why), ERR_OK);
	assert_string_equal(undo.since, "2024-06-01T02:00:00Z");
	assert_null(undo.accepted_at);
	assert_int_equal(undo.rule_version, 0);
	assert_int_equal(undo.to, STATE_RECEIVED);
	assert_int_equal(undo_skip(events, 4), 2);
	assert_int_equal(undo_skip(events, COUNT(events)), COUNT(events));
	struct event again[] = {
		event(ME, "accept", "received", "accepted", "2024-06-02T01:00:00Z"), event(ME, "reopen", "accepted", "received", "2024-06-02T02:00:00Z"),
		event(ME, "accept", "received", "accepted", now),
	};
	again[2].diff = "{\"_rules_before\":4}";
	assert_int_equal(find(ROLE_OFFICER, again, COUNT(again), &undo, &why), ERR_OK);
	assert_string_equal(undo.accepted_at, "2024-06-02T01:00:00Z");
	assert_string_equal(undo.since, "2024-06-02T02:00:00Z");
	assert_int_equal(undo.rule_version, 4);
	const struct event restored[] = {
		event(ME, "accept", "received", "accepted", "2024-06-02T01:00:00Z"), event(ME, "replace", "accepted", "replaced", "2024-06-02T02:00:00Z"),
		event(ME, "restore", "replaced", "accepted", "2024-06-02T03:00:00Z"), event(ME, "reopen", "accepted", "received", "2024-06-02T04:00:00Z"),
		event(ME, "accept", "received", "accepted", now),
	};
	assert_int_equal(find(ROLE_OFFICER, restored, COUNT(restored), &undo, &why), ERR_OK);
	assert_string_equal(undo.accepted_at, "2024-06-02T01:00:00Z");
	const struct event returned[] = { event(OTHER, "sign", "accepted", "handed_over", long_ago), event(ME, "police_return", "handed_over", "police_returned", now) };
	assert_int_equal(find(ROLE_POLICE, returned, COUNT(returned), &undo, &why), ERR_OK);
	assert_string_equal(undo.accepted_at, "2024-06-08T00:00:00Z");
	assert_int_equal(undo.police_reason, 0);
	struct event twice[] = { event(OTHER, "police_return", "handed_over", "police_returned", long_ago),
		event(OTHER, "resend", "police_returned", "accepted", long_ago), event(OTHER, "sign", "accepted", "handed_over", long_ago),
		event(ME, "police_return", "handed_over", "police_returned", now) };
	twice[0].diff = "{\"_police_reason\":6}";
	twice[3].diff = "{\"_police_reason\":1}";
	assert_int_equal(find(ROLE_POLICE, twice, COUNT(twice), &undo, &why), ERR_OK);
	assert_int_equal(undo.police_reason, 6);
}

/* An entry of an earlier version is no move and hides none. */
static void undo_of_earlier_versions(void **state)
{
	struct event old = event(ME, "undo", "received", "received", long_ago), events[] = { event(OTHER, "submit", "draft", "received", long_ago), old };

	(void)state;
	events[1].diff = NULL;
	assert_int_equal(undo_skip(events, COUNT(events)), COUNT(events));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_minutes), cmocka_unit_test(the_same_day), cmocka_unit_test(whose_and_what), cmocka_unit_test(the_days_of_before),
		cmocka_unit_test(undo_of_earlier_versions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
