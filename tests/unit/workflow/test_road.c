/* The road of a sheet, from its history and the papers that carried it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "workflow/road/road_held.h"

static struct arena *arena;

static struct event moved(const char *action, const char *from, const char *to, const char *at, const char *who)
{
	static int64_t id;

	return (struct event){ .id = ++id, .actor_name = who, .action = action_from_code(action), .from_state = state_from_code(from),
		.to_state = state_from_code(to), .at = at, .diff = strcmp(action, "undo") == 0 ? "{\"_undone\":\"x\"}" : NULL };
}

static struct road road_by(const struct event *events, size_t count, const struct carried *papers, size_t paper_count, bool hamlet,
                           const char *clock_from)
{
	static struct campaign_stage items[] = { { 1, STAGE_TALLY, 5, false, NULL }, { 1, STAGE_CHECK, 10, false, NULL }, { 1, STAGE_ENTRY, 30, false, NULL } };
	const struct stage_days days = { .items = items, .count = COUNT(items) };
	const struct sheet sheet = { .id = 1, .campaign_id = 1, .state = events[count - 1].to_state, .writer_name = "Quang", .clock_from = clock_from };
	const struct campaign campaign = { .id = 1, .hamlet_stage = hamlet };
	const struct road_facts facts = { &sheet, &campaign, &days, { 2024, 6, 10 }, events, count, papers, paper_count };
	struct road road;

	road_of(arena, &facts, &road);
	return road;
}

static void has_stations(const struct road *road, const enum station *stations, size_t count)
{
	assert_int_equal(road->count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(road->stops[i].station, stations[i]);
}

static void to_the_archive(void **state)
{
	const struct event events[] = {
		moved("create", NULL, "draft", "2024-05-18T02:00:00Z", "Quang"),
		moved("submit", "draft", "with_hamlet", "2024-05-21T02:00:00Z", "Quang"),
		moved("forward", "with_hamlet", "received", "2024-05-28T02:00:00Z", "Châu"),
		moved("counted", "received", "received", "2024-05-29T02:00:00Z", "Châu"),
		moved("accept", "received", "accepted", "2024-06-01T02:00:00Z", "Châu"),
		moved("deliver", "accepted", "accepted", "2024-06-02T02:00:00Z", "Châu"),
		moved("sign", "accepted", "handed_over", "2024-06-03T02:00:00Z", "Nhân"),
		moved("entered", "handed_over", "entered", "2024-06-05T02:00:00Z", "Nhân"),
		moved("archive", "entered", "archived", "2024-06-07T02:00:00Z", "Nhân"),
	};
	const struct carried papers[] = {
		{ PAPER_HANDOVER, 4, 14, 2024, "2024-06-02T02:00:00Z", false, OUTCOME_PRESENT, 0, NULL, NULL, MINUTES_ACCEPTANCE },
		{ PAPER_MINUTES, 3, 7, 2024, "2024-06-01T09:00:00Z", false, OUTCOME_PRESENT, events[4].id, NULL, NULL, MINUTES_ACCEPTANCE },
		{ PAPER_BUNDLE, 2, 11, 2024, "2024-05-28T02:00:00Z", false, OUTCOME_PRESENT, 0, "Mai", NULL, MINUTES_ACCEPTANCE },
		{ PAPER_RETURN, 5, 2, 2024, "2024-06-07T02:00:00Z", false, OUTCOME_PRESENT, 0, "Tổ công tác", "Tủ 2", MINUTES_ACCEPTANCE },
	};
	const enum station way[] = { STATION_COLLECT, STATION_HAMLET, STATION_CHECK, STATION_DELIVER, STATION_POLICE, STATION_PAPER, STATION_ARCHIVE };
	const char *const holders[] = { "Quang", "Mai", "Châu", "Châu", "Nhân", "Nhân", "Tổ công tác" };
	const struct carried *const named[] = { NULL, NULL, &papers[2], &papers[1], &papers[0], NULL, &papers[3] };
	struct road road = road_by(events, COUNT(events), papers, COUNT(papers), true, NULL);

	(void)state;
	has_stations(&road, way, COUNT(way));
	for (size_t i = 0; i < COUNT(way); i++) {
		assert_string_equal(road.stops[i].holder, holders[i]);
		assert_int_equal(road.stops[i].paper_count, named[i] != NULL);
		assert_ptr_equal(road.stops[i].papers[0], named[i]);
		assert_int_equal(road.stops[i].until == NULL, i + 1 == COUNT(way));
	}
	assert_int_equal(road.stops[1].days, 7);
	assert_int_equal(road.stops[1].late, 2);
	assert_true(road.stops[2].has_due && road.stops[2].due.month == 6 && road.stops[2].due.day == 8);
	assert_int_equal(road.stops[2].late, 0);
	assert_string_equal(road.stops[4].clock_from, "2024-06-01T02:00:00Z");
	assert_int_equal(road.stops[6].days, 3);
	assert_int_equal(road.ahead_count + road.earlier, 0);
}

static void what_was_taken_back_did_not_happen(void **state)
{
	const struct event events[] = {
		moved("create", NULL, "received", "2024-05-18T02:00:00Z", "Châu"),
		moved("accept", "received", "accepted", "2024-05-19T02:00:00Z", "Châu"),
		moved("undo", "accepted", "received", "2024-05-19T02:05:00Z", "Châu"),
	};
	const enum station way[] = { STATION_COLLECT, STATION_CHECK };
	const enum station ahead[] = { STATION_DELIVER, STATION_POLICE, STATION_PAPER, STATION_ARCHIVE };
	struct road road = road_by(events, COUNT(events), NULL, 0, false, "2024-05-18T02:00:00Z");

	(void)state;
	has_stations(&road, way, COUNT(way));
	assert_null(road.stops[1].until);
	assert_null(road.stops[1].holder);
	assert_int_equal(road.stops[1].late, 13);
	assert_int_equal(road.ahead_count, COUNT(ahead));
	assert_memory_equal(road.ahead, ahead, sizeof ahead);
}

static void what_came_back_goes_the_way_again(void **state)
{
	struct event events[2 + 4 * 6];
	const struct carried papers[] = {
		{ PAPER_HANDOVER, 4, 14, 2024, "2024-06-02T02:00:00Z", false, OUTCOME_MISSING, 0, NULL, NULL, MINUTES_ACCEPTANCE },
		{ PAPER_HANDOVER, 6, 15, 2024, "2024-06-03T02:00:00Z", true, OUTCOME_OPEN, 0, NULL, NULL, MINUTES_ACCEPTANCE },
	};
	size_t count = 0;

	(void)state;
	events[count++] = moved("submit", "draft", "received", "2024-05-01T02:00:00Z", "Quang");
	for (size_t i = 0; i < 6; i++) {
		events[count++] = moved("return", "received", "returned", "2024-05-02T02:00:00Z", "Châu");
		events[count++] = moved("submit", "returned", "received", "2024-05-03T02:00:00Z", "Quang");
	}
	events[count++] = moved("accept", "received", "accepted", "2024-06-01T02:00:00Z", "Châu");
	struct road road = road_by(events, count, papers, COUNT(papers), true, "2024-06-01T02:00:00Z");
	assert_int_equal(road.count, ROAD_STOPS_MOST);
	assert_int_equal(road.earlier, 5);
	assert_int_equal(road.stops[1].station, STATION_SUPPLEMENT);
	assert_string_equal(road.stops[1].holder, "Quang");
	const struct road_stop *here = &road.stops[road.count - 1];
	assert_int_equal(here->paper_count, 2);
	assert_true(here->papers[1]->open);
}

/* Accepted by a meeting: its minutes led there; the bundle of the Tổ, what it confirms and the batch are made meanwhile. */
static void what_a_meeting_accepts(void **state)
{
	const struct event events[] = {
		moved("submit", "draft", "received", "2024-05-01T02:00:00Z", "Quang"),
		moved("accept", "received", "accepted", "2024-06-01T02:00:00Z", "Châu"),
	};
	const struct carried papers[] = {
		{ PAPER_BUNDLE, 2, 11, 2024, "2024-06-01T02:00:00Z", false, OUTCOME_PRESENT, 0, NULL, NULL, MINUTES_ACCEPTANCE },
		{ PAPER_MINUTES, 3, 1, 2024, "2024-06-01T09:00:00Z", false, OUTCOME_PRESENT, events[1].id, NULL, NULL, MINUTES_MEETING },
		{ PAPER_MINUTES, 4, 2, 2024, "2024-06-02T09:00:00Z", false, OUTCOME_PRESENT, 0, NULL, NULL, MINUTES_CONFIRMATION },
		{ PAPER_MINUTES, 5, 3, 2024, "2024-06-02T09:00:00Z", false, OUTCOME_PRESENT, 0, NULL, NULL, MINUTES_ACCEPTANCE },
		{ PAPER_HANDOVER, 6, 14, 2024, "2024-06-03T02:00:00Z", true, OUTCOME_OPEN, 0, NULL, NULL, MINUTES_ACCEPTANCE },
	};
	const struct carried *const named[] = { &papers[1], &papers[0], &papers[2], &papers[4] };
	struct road road = road_by(events, COUNT(events), papers, COUNT(papers), false, "2024-06-01T02:00:00Z");
	const struct road_stop *here = &road.stops[road.count - 1];

	(void)state;
	assert_int_equal(here->station, STATION_DELIVER);
	assert_int_equal(here->paper_count, COUNT(named));
	for (size_t i = 0; i < COUNT(named); i++)
		assert_ptr_equal(here->papers[i], named[i]);
}

static void stations_are_of_states(void **state)
{
	(void)state;
	assert_int_equal(station_of(STATE_CANCELLED), STATION_OUT);
	assert_int_equal(station_of(STATE_REPLACED), STATION_OUT);
	assert_true(station_is_aside(STATION_OUT) && station_is_aside(STATION_ANSWER) && !station_is_aside(STATION_CHECK));
	for (int s = STATE_NONE + 1; s < STATE_COUNT; s++)
		assert_true(strlen(message_text(station_label(station_of((enum state)s)))) > 0);
}

static void many_sheets_and_what_a_day_must_bring(void **state)
{
	static struct campaign_stage items[] = { { 1, STAGE_CHECK, 10, false, NULL } };
	const struct stage_days days = { .items = items, .count = 1 };
	const struct date today = { 2024, 6, 10 };
	const int64_t now = date_to_days(today);
	/* due on the 9th, late; on the 12th, three days; on the 19th, ten days */
	const struct held_row rows[] = {
		{ STATE_RECEIVED, true, now - 11, 2, "2024-05-30T02:00:00Z" }, { STATE_RECEIVED, true, now - 8, 10, "2024-06-02T02:00:00Z" },
		{ STATE_RECEIVED, true, now - 1, 20, "2024-06-09T02:00:00Z" }, { STATE_ENTERED, false, 0, 5, "2024-06-01T02:00:00Z" },
		{ STATE_ACCEPTED, true, now - 90, 7, "2024-03-12T02:00:00Z" },
	};
	struct road_held held[STATION_COUNT] = { { 0 } };

	(void)state;
	road_hold(arena, rows, COUNT(rows), &days, 1, today, held);
	assert_int_equal(held[STATION_CHECK].sheets, 32);
	assert_int_equal(held[STATION_CHECK].days, 11);
	assert_int_equal(held[STATION_CHECK].late, 2);
	assert_int_equal(held[STATION_CHECK].need, 4);
	assert_int_equal(held[STATION_PAPER].sheets, 5);
	assert_int_equal(held[STATION_PAPER].need + held[STATION_DELIVER].need + held[STATION_DELIVER].late, 0);
	assert_int_equal(road_need(21, "2024-06-19", today), 3);
	assert_int_equal(road_need(21, "2024-06-10", today), 21);
	assert_int_equal(road_need(21, "2024-06-01", today), 21);
	assert_int_equal(road_need(0, "2024-06-19", today) + road_need(5, NULL, today), 0);
}

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(to_the_archive),
		cmocka_unit_test(what_was_taken_back_did_not_happen),
		cmocka_unit_test(what_came_back_goes_the_way_again),
		cmocka_unit_test(what_a_meeting_accepts),
		cmocka_unit_test(stations_are_of_states),
		cmocka_unit_test(many_sheets_and_what_a_day_must_bring),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
