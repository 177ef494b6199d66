/* What is late, as progress counts it for everybody and as lists tell it, against a count day by day: random sheets,
 * stages and days, many of them at the edges of a day in Viet Nam. MAU03_SEED=7 draws others. */
#include "world.h"

#include <stdlib.h>

#include "cli/demo/prng.h"
#include "store/campaign/stage.h"
#include "store/report/progress.h"
#include "store/scope.h"

enum { SHEETS = 300, CAMPAIGNS = 2, DAYS = 6, LONGEST = 8, DAY = 86400, HOURS_AHEAD = 7 * 3600, FIRST_DAY = 19800, OTHERS = 150 };

enum { PROVINCE, DISTRICT, COMMUNE_A, COMMUNE_B, HAMLET_A0, HAMLET_A1, HAMLET_B0, PLACES };
static const struct { int parent; const char *level, *code; } places[PLACES] = {
	{ -1, "province", "56" }, { PROVINCE, "district", "568" }, { DISTRICT, "commune", "22351" },
	{ DISTRICT, "commune", "22366" }, { COMMUNE_A, "hamlet", "2235101" }, { COMMUNE_A, "hamlet", "2235102" },
	{ COMMUNE_B, "hamlet", "2236601" },
};

/* Who sees: all of their area, what lies in their hamlet or they wrote, what they wrote or interviewed for. */
enum sight { ALL, OWN_HAMLET, OWN };
static const struct { const char *name; enum role role; int area; enum sight sight; } people[] = {
	{ "enumerator", ROLE_ENUMERATOR, COMMUNE_A, OWN }, { "enumerator2", ROLE_ENUMERATOR, HAMLET_A1, OWN },
	{ "hamlet_leader", ROLE_HAMLET_LEADER, HAMLET_A0, OWN_HAMLET },
	{ "hamlet_leader2", ROLE_HAMLET_LEADER, COMMUNE_A, OWN_HAMLET },
	{ "officer", ROLE_OFFICER, COMMUNE_A, ALL }, { "officer2", ROLE_OFFICER, COMMUNE_B, ALL },
	{ "leader", ROLE_LEADER, COMMUNE_A, ALL }, { "police", ROLE_POLICE, COMMUNE_A, ALL },
	{ "police_superior", ROLE_POLICE_SUPERIOR, DISTRICT, ALL }, { "district", ROLE_DISTRICT, DISTRICT, ALL },
	{ "province", ROLE_PROVINCE, PROVINCE, ALL },
};
enum { PEOPLE = COUNT(people) };

/* A sheet as the test knows it; times in seconds since 1970. */
struct drawn {
	enum state state;
	int64_t since, accepted_at;     /* the second 0: never */
	int hamlet, commune, campaign, writer, enumerator; /* hamlet, enumerator -1: none */
};

struct place {
	struct world *world;
	struct prng prng;
	int64_t areas[PLACES], campaigns[CAMPAIGNS];
	int64_t allowed[CAMPAIGNS][STAGE_COUNT];
	struct actor actors[PEOPLE];
	struct drawn sheets[SHEETS];
};

/* ---- what is drawn ---- */

/* Often the first or the last second of a day in Viet Nam. */
static int64_t draw_time(struct place *p)
{
	int64_t midnight = (int64_t)(FIRST_DAY + prng_between(&p->prng, 0, DAYS + LONGEST)) * DAY - HOURS_AHEAD;

	switch (prng_below(&p->prng, 4)) {
	case 0: return midnight;
	case 1: return midnight - 1;
	default: return midnight + prng_below(&p->prng, DAY);
	}
}

static struct drawn draw_sheet(struct place *p)
{
	struct drawn d = { .state = (enum state)prng_between(&p->prng, STATE_NONE + 1, STATE_COUNT - 1),
		.since = draw_time(p), .campaign = (int)prng_below(&p->prng, CAMPAIGNS),
		.writer = (int)prng_below(&p->prng, PEOPLE), .enumerator = -1 };

	d.hamlet = prng_between(&p->prng, HAMLET_A0 - 1, HAMLET_B0);
	d.commune = d.hamlet < HAMLET_A0 ? COMMUNE_A + prng_chance(&p->prng, 500) : places[d.hamlet].parent;
	if (d.hamlet < HAMLET_A0)
		d.hamlet = -1;
	if (prng_chance(&p->prng, 600))
		d.enumerator = (int)prng_below(&p->prng, 2);
	if (state_in(d.state, STATES_ACCEPTED) || prng_chance(&p->prng, 300))
		d.accepted_at = draw_time(p);
	return d;
}

static const char *time_text(struct place *p, int64_t seconds)
{
	char *text = arena_alloc(p->world->arena, CLOCK_TEXT);

	clock_to_iso(seconds, text);
	return text;
}

static void store(struct place *p, int number, const struct drawn *d)
{
	const char *since = time_text(p, d->since);
	struct sheet sheet = { .uid = arena_print(p->world->arena, "%032d", number), .state = d->state, .since = since,
		.accepted_at = d->accepted_at == 0 ? NULL : time_text(p, d->accepted_at), .form_version = 1,
		.commune_id = p->areas[d->commune], .campaign_id = p->campaigns[d->campaign],
		.created_by = p->actors[d->writer].user_id, .created_at = since, .updated_at = since,
		.enumerator_id = d->enumerator < 0 ? 0 : p->actors[d->enumerator].member_id };

	answers_init(&sheet.answers, p->world->form, p->world->arena);
	if (d->hamlet >= 0)
		sheet.answers.items[form_find(p->world->form, "area_id")] =
			(struct answer){ .state = ANSWER_VALID, .number = p->areas[d->hamlet], .text = places[d->hamlet].code };
	sheet.clock_from = stage_clock_from(&sheet);
	assert_int_equal(sheet_insert(p->world->db, p->world->arena, &sheet, NULL), ERR_OK);
	assert_int_equal(sheet.id, number + 1);
}

static void open_campaign(struct place *p, int i, const char *days_off)
{
	const struct campaign campaign = { .code = i == 0 ? "A" : "B", .name = "x", .form = "mau-03", .form_version = 1,
		.collect_from = "2024-01-01", .working_days = days_off != NULL, .days_off = days_off };

	assert_int_equal(campaign_add(p->world->db, &campaign, &p->areas[PROVINCE], 1, &p->campaigns[i], NULL), ERR_OK);
	for (int stage = 0; stage < STAGE_COUNT; stage++) {
		int64_t days = i == 0 || prng_chance(&p->prng, 500) ? prng_between(&p->prng, 1, LONGEST) : 0;
		p->allowed[i][stage] = days;
		if (days > 0)
			assert_int_equal(campaign_set_stage(p->world->db, p->campaigns[i], (enum stage)stage, days, NULL), ERR_OK);
	}
}

static void open_people(struct place *p)
{
	for (int i = 0; i < PEOPLE; i++) {
		int64_t *area = arena_array(p->world->arena, 1, sizeof *area);
		*area = p->areas[people[i].area];
		p->actors[i] = (struct actor){ .user_id = world_user(p->world, people[i].name, people[i].role, "x", *area),
			.role = people[i].role, .username = people[i].name, .full_name = people[i].name, .areas = area,
			.area_count = 1 };
		p->actors[i].member_id = member_of_user_any(p->world->db, p->actors[i].user_id);
		p->actors[i].commune_id = scope_only_commune(p->world->db, p->actors[i].user_id, NULL);
	}
}

/* Campaigns of another province, each with days off of its own. */
static void open_others(struct place *p)
{
	struct campaign campaign = { .name = "x", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01",
		.working_days = true };
	int64_t id, elsewhere = world_area(p->world, 0, "province", "48", "48", "2020-01-01");

	for (int i = 0; i < OTHERS; i++) {
		campaign.code = arena_print(p->world->arena, "W%d", i);
		campaign.days_off = arena_print(p->world->arena, "%02d/%02d/2020", i % 28 + 1, i / 28 + 1);
		assert_int_equal(campaign_add(p->world->db, &campaign, &elsewhere, 1, &id, NULL), ERR_OK);
		assert_int_equal(campaign_set_stage(p->world->db, id, STAGE_CHECK, 1, NULL), ERR_OK);
	}
}

static void open_place(void **state, bool working)
{
	struct place *p = memory_new(1, sizeof *p);
	const char *seed = getenv("MAU03_SEED");

	p->prng = prng_make(seed == NULL ? 20240610 : strtoull(seed, NULL, 10), STREAM_STATES, 0);
	world_open((void **)&p->world);
	assert_int_equal(db_begin(p->world->db, NULL), ERR_OK);
	for (int i = 0; i < PLACES; i++)
		p->areas[i] = world_area(p->world, places[i].parent < 0 ? 0 : p->areas[places[i].parent], places[i].level,
		                         places[i].code, places[i].code, "2020-01-01");
	open_people(p);
	if (working)
		open_others(p);
	for (int i = 0; i < CAMPAIGNS; i++)
		open_campaign(p, i, !working ? NULL : i == 0 ? "19/03/2024; +23/03/2024" : "25/03/2024 đến 26/03/2024");
	for (int i = 0; i < SHEETS; i++) {
		p->sheets[i] = draw_sheet(p);
		store(p, i, &p->sheets[i]);
	}
	*state = p;
}

static int set_up(void **state)
{
	open_place(state, false);
	return 0;
}

static int set_up_working(void **state)
{
	open_place(state, true);
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;

	db_rollback(p->world->db);
	world_close((void **)&p->world);
	memory_free(p);
	return 0;
}

/* ---- counted day by day ---- */

/* How many days have gone by, one after the other, since the day of that second in Viet Nam. */
static int64_t days_gone(int64_t seconds, int64_t today)
{
	int64_t days = 0;

	for (int64_t day = (seconds + HOURS_AHEAD) / DAY; day < today; day++)
		days++;
	return days;
}

/* With the hamlet: five days, say, to hand it on; received: to accept it; returned, by the police too: as long, or what is set; accepted, and handed over: to enter it. */
static int64_t days_over(const struct place *p, const struct drawn *d, int64_t today)
{
	const int64_t *allowed = p->allowed[d->campaign];
	bool entering = d->state == STATE_ACCEPTED || d->state == STATE_HANDED_OVER;
	enum stage back = d->state == STATE_RETURNED ? STAGE_SUPPLEMENT : STAGE_ANSWER;
	int64_t most = entering ? allowed[STAGE_ENTRY] : d->state == STATE_WITH_HAMLET ? allowed[STAGE_TALLY] :
	               d->state == STATE_RECEIVED ? allowed[STAGE_CHECK] :
	               d->state != STATE_RETURNED && d->state != STATE_POLICE_RETURNED ? 0 :
	               allowed[back] > 0 ? allowed[back] : allowed[STAGE_CHECK];
	int64_t over = most == 0 ? 0 : days_gone(entering ? d->accepted_at : d->since, today) - most;

	return over > 0 ? over : 0;
}

static bool is_within(int area, int above)
{
	while (area >= 0 && area != above)
		area = places[area].parent;
	return area == above;
}

static bool sees(int person, const struct drawn *d)
{
	bool wrote = d->writer == person;

	switch (people[person].sight) {
	case OWN: return wrote || d->enumerator == person;
	case OWN_HAMLET: return wrote || is_within(d->hamlet, people[person].area);
	case ALL: break;
	}
	return true;
}

static bool lies_in(const struct drawn *d, int area)
{
	return is_within(d->hamlet >= 0 ? d->hamlet : d->commune, area);
}

static int64_t count_late(const struct place *p, int person, int campaign, int area, int64_t today)
{
	int64_t late = 0;

	for (int i = 0; i < SHEETS; i++) {
		const struct drawn *d = &p->sheets[i];
		late += d->campaign == campaign && sees(person, d) && lies_in(d, area) && days_over(p, d, today) > 0;
	}
	return late;
}

/* Of those that name no hamlet. */
static int64_t count_unplaced(const struct place *p, int person, int campaign, int commune, int64_t today)
{
	int64_t late = 0;

	for (int i = 0; i < SHEETS; i++) {
		const struct drawn *d = &p->sheets[i];
		late += d->campaign == campaign && sees(person, d) && d->hamlet < 0 && d->commune == commune &&
		        days_over(p, d, today) > 0;
	}
	return late;
}

/* ---- progress, and the list of what is late ---- */

static void compare_list(struct place *p, struct arena *arena, int person, int64_t late, const struct sheet_filter *filter)
{
	const struct actor *actor = &p->actors[person];
	struct sheet_filter page = *filter;
	struct sheet_row *rows;
	struct state_count *states;
	size_t count, state_count;
	int64_t total, sum = 0, *ids;

	page.limit = SHEETS;
	assert_int_equal(sheet_count(p->world->db, arena, actor, filter, &total, NULL), ERR_OK);
	if (total != late)
		fail_msg("%s, state %d, clean %d: %lld late, not %lld", people[person].name, filter->state, filter->clean,
		         (long long)total, (long long)late);
	assert_int_equal(sheet_list(p->world->db, arena, actor, &page, &rows, &count, NULL), ERR_OK);
	assert_int_equal(count, late);
	assert_int_equal(sheet_ids(p->world->db, arena, actor, filter, &ids, &count, NULL), ERR_OK);
	assert_int_equal(count, late);
	assert_int_equal(sheet_count_states(p->world->db, arena, actor, filter, &states, &state_count, NULL), ERR_OK);
	for (size_t i = 0; i < state_count; i++)
		sum += filter->state == STATE_NONE || states[i].state == filter->state ? states[i].sheets : 0;
	assert_int_equal(sum, late);
}

/* The police's figures are of the whole area, their lists of what they were handed. */
static void compare_late(struct place *p, struct arena *arena, int person, int64_t late, int64_t today,
                         struct sheet_filter filter)
{
	filter.late_on = date_from_days(today);
	if (people[person].role == ROLE_POLICE || people[person].role == ROLE_POLICE_SUPERIOR)
		return;
	compare_list(p, arena, person, late, &filter);
}

static int place_of(const struct place *p, int64_t area_id)
{
	for (int i = 0; i < PLACES; i++) {
		if (p->areas[i] == area_id)
			return i;
	}
	return -1;
}

/* -> how many are late. */
static int64_t compare_progress(struct place *p, int person, int campaign, int area, int64_t today)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct progress_row *rows, total;
	size_t count;

	assert_int_equal(progress_rows(p->world->db, arena, &p->actors[person], p->campaigns[campaign], p->areas[area],
	                               date_from_days(today), NULL, &rows, &count, &total, NULL), ERR_OK);
	int64_t late = count_late(p, person, campaign, area, today);
	compare_late(p, arena, person, late, today,
	             (struct sheet_filter){ .campaign_id = p->campaigns[campaign], .area_id = p->areas[area] });
	if (total.late != late)
		fail_msg("%s, campaign %d, %s on day %lld: %lld late, not %lld", people[person].name, campaign,
		         places[area].code, (long long)today, (long long)total.late, (long long)late);
	for (size_t i = 0; i < count; i++) {
		int64_t wanted = rows[i].area_id == 0 ? count_unplaced(p, person, campaign, area, today)
		                                      : count_late(p, person, campaign, place_of(p, rows[i].area_id), today);
		compare_late(p, arena, person, wanted, today,
		             (struct sheet_filter){ .campaign_id = p->campaigns[campaign], .no_hamlet = rows[i].area_id == 0,
		             .area_id = rows[i].area_id == 0 ? p->areas[area] : rows[i].area_id });
		if (rows[i].late != wanted)
			fail_msg("%s, campaign %d, %s in %s on day %lld: %lld late, not %lld", people[person].name, campaign,
			         rows[i].name, places[area].code, (long long)today, (long long)rows[i].late, (long long)wanted);
	}
	arena_free(arena);
	return late;
}

static void progress_counts_as_day_by_day(void **state)
{
	struct place *p = *state;
	int64_t late[DAYS + 1] = { 0 };

	for (int person = 0; person < PEOPLE; person++) {
		for (int area = 0; area < PLACES; area++) {
			for (int n = 0; is_within(area, people[person].area) && n < CAMPAIGNS * (DAYS + 1); n++) {
				int day = n / CAMPAIGNS;
				late[day] += compare_progress(p, person, n % CAMPAIGNS, area, FIRST_DAY + LONGEST + day);
			}
		}
	}
	assert_true(late[0] > 0 && late[DAYS] > late[0]);
}

/* ---- lists ---- */

/* Of any state, in one state, found clean or not: what the tally of days cannot tell is counted from the sheets. */
static void what_is_late_is_listed_in_all_campaigns(void **state)
{
	struct place *p = *state;
	int64_t today = FIRST_DAY + LONGEST + DAYS / 2, seen = 0;

	for (int person = 0; person < PEOPLE; person++) {
		bool police = people[person].role == ROLE_POLICE || people[person].role == ROLE_POLICE_SUPERIOR;
		for (int n = STATE_NONE; n < STATE_COUNT; n++) {
			struct arena *arena = arena_new(ARENA_REQUEST);
			struct sheet_filter filter = { .state = (enum state)n, .late_on = date_from_days(today) };
			int64_t late = 0;
			for (int i = 0; i < SHEETS; i++) {
				const struct drawn *d = &p->sheets[i];
				late += (n == STATE_NONE || d->state == filter.state) && sees(person, d) &&
				        (people[person].sight != ALL || lies_in(d, people[person].area)) &&
				        (!police || state_in(d->state, STATES_POLICE)) && days_over(p, d, today) > 0;
			}
			compare_list(p, arena, person, late, &filter);
			filter.clean = 1;
			compare_list(p, arena, person, late, &filter);
			seen += late;
			arena_free(arena);
		}
	}
	assert_true(seen > 0);
}

static void a_row_of_a_list_is_late_as_it_is_counted(void **state)
{
	struct place *p = *state;
	struct sheet_filter filter = { .limit = SHEETS };
	struct sheet_row *rows;
	struct stage_days days;
	size_t count, late = 0;

	assert_int_equal(stage_days_any(p->world->db, p->world->arena, &days, NULL), ERR_OK);
	for (int i = 0; i < PEOPLE; i++) {
		assert_int_equal(sheet_list(p->world->db, p->world->arena, &p->actors[i], &filter, &rows, &count, NULL), ERR_OK);
		assert_true(count > 0);
		for (size_t n = 0; n < count * (DAYS + 1); n++) {
			const struct sheet_row *row = &rows[n % count];
			int64_t today = FIRST_DAY + LONGEST + (int64_t)(n / count);
			int64_t told = stage_days_late(&days, row->campaign_id, row->state, row->clock_from, date_from_days(today));
			assert_int_equal(told, days_over(p, &p->sheets[row->id - 1], today));
			late += told > 0;
		}
	}
	assert_true(late > 0);
}

static void late_and_soon_are_told_at_once(void **state)
{
	struct place *p = *state;
	int64_t late = 0, soon = 0;

	for (int n = 0; n < PEOPLE * DAYS; n++) {
		struct arena *arena = arena_new(ARENA_REQUEST);
		const struct actor *actor = &p->actors[n % PEOPLE];
		struct sheet_filter filter = { .late_on = date_from_days(FIRST_DAY + LONGEST + n / PEOPLE) };
		struct late_count *counts;
		struct state_count *wanted;
		int64_t by_state[2][STATE_COUNT] = { { 0 } };
		size_t count;
		assert_int_equal(sheet_count_late(p->world->db, arena, actor, filter.late_on, &counts, &count, NULL), ERR_OK);
		for (size_t i = 0; i < count; i++) {
			by_state[0][counts[i].state] += counts[i].late;
			by_state[1][counts[i].state] += counts[i].soon;
			late += counts[i].late;
			soon += counts[i].soon;
		}
		for (int k = 0; k < 2; k++) {
			filter.late_soon = k == 1;
			assert_int_equal(sheet_count_states(p->world->db, arena, actor, &filter, &wanted, &count, NULL), ERR_OK);
			for (size_t i = 0; i < count; i++)
				by_state[k][wanted[i].state] -= wanted[i].sheets;
			for (int i = 0; i < STATE_COUNT; i++)
				assert_int_equal(by_state[k][i], 0);
		}
		arena_free(arena);
	}
	assert_true(late > 0 && soon > 0);
}

/* ---- in the order of the days ---- */

typedef int64_t order_key(const struct stage_days *days, const struct sheet_row *row, struct date today);

static int64_t by_days_late(const struct stage_days *days, const struct sheet_row *row, struct date today)
{
	return stage_days_late(days, row->campaign_id, row->state, row->clock_from, today);
}

static int64_t by_day_due(const struct stage_days *days, const struct sheet_row *row, struct date today)
{
	struct date due;

	(void)today;
	assert_true(stage_due(days, row->campaign_id, row->state, row->clock_from, &due));
	return date_to_days(due);
}

/* Everybody's whole list, and behind each fourth of its rows what is left. -> how many rows. */
static size_t compare_order(struct place *p, struct sheet_filter filter, order_key *key, bool greatest_first)
{
	struct stage_days days;
	size_t rows_seen = 0;

	filter.limit = SHEETS;
	filter.by_days_late = true;
	assert_int_equal(stage_days_any(p->world->db, p->world->arena, &days, NULL), ERR_OK);
	for (int n = 0; n < PEOPLE; n++) {
		struct arena *arena = arena_new(ARENA_REQUEST);
		struct sheet_row *rows, *rest;
		size_t count, left;
		int64_t total;
		filter.after = 0;
		assert_int_equal(sheet_count(p->world->db, arena, &p->actors[n], &filter, &total, NULL), ERR_OK);
		assert_int_equal(sheet_list(p->world->db, arena, &p->actors[n], &filter, &rows, &count, NULL), ERR_OK);
		assert_int_equal(count, total);
		for (size_t i = 0; i < count; i++) {
			int64_t one = key(&days, &rows[i], filter.late_on), next = one;
			if (i + 1 < count)
				next = key(&days, &rows[i + 1], filter.late_on);
			assert_true(greatest_first ? one >= next : one <= next);
			if (i + 1 < count && one == next)
				assert_true(greatest_first ? rows[i].id > rows[i + 1].id : rows[i].id < rows[i + 1].id);
			if (i % 4 != 0)
				continue;
			struct arena *page = arena_new(ARENA_REQUEST);
			filter.after = rows[i].id;
			filter.after_days = one;
			assert_int_equal(sheet_list(p->world->db, page, &p->actors[n], &filter, &rest, &left, NULL), ERR_OK);
			assert_int_equal(left, count - i - 1);
			assert_true(left == 0 || rest[0].id == rows[i + 1].id);
			arena_free(page);
		}
		rows_seen += count;
		arena_free(arena);
	}
	return rows_seen;
}

static void what_is_late_stands_in_the_order_of_its_days(void **state)
{
	const struct sheet_filter filter = { .late_on = date_from_days(FIRST_DAY + LONGEST + DAYS / 2) };

	assert_true(compare_order(*state, filter, by_days_late, true) > 100);
}

static void what_is_late_soon_begins_with_what_is_due_first(void **state)
{
	const struct sheet_filter filter = { .late_on = date_from_days(FIRST_DAY + LONGEST), .late_soon = true };

	assert_true(compare_order(*state, filter, by_day_due, false) > 20);
}

/* Many others stand before the two, each with days off of its own, and one clock runs for longer than the days are told. */
static void working_days_of_many_campaigns_keep_the_order(void **state)
{
	struct place *p = *state;
	struct sheet_filter filter = { .late_on = date_from_days(FIRST_DAY + LONGEST + DAYS) };
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct sheet_row *rows;
	struct sheet sheet;
	size_t count;

	assert_true(compare_order(p, filter, by_days_late, true) > 100);
	filter.limit = 2;
	filter.by_days_late = true;
	assert_int_equal(sheet_list(p->world->db, arena, &p->actors[PEOPLE - 1], &filter, &rows, &count, NULL), ERR_OK);
	assert_int_equal(sheet_load_any(p->world->db, arena, p->world->form, rows[1].id, &sheet, NULL), ERR_OK);
	sheet.clock_from = "1990-01-01T00:00:00Z";
	assert_int_equal(sheet_update(p->world->db, arena, &sheet, NULL), ERR_OK);
	assert_int_equal(sheet_list(p->world->db, arena, &p->actors[PEOPLE - 1], &filter, &rows, &count, NULL), ERR_OK);
	assert_int_equal(rows[0].id, sheet.id);
	arena_free(arena);
}

/* ---- the clock ---- */

static enum err verify_with(struct place *p, int number, const char *clock_from, struct error *error)
{
	struct sheet sheet;

	assert_int_equal(sheet_load_any(p->world->db, p->world->arena, p->world->form, number + 1, &sheet, NULL), ERR_OK);
	sheet.clock_from = clock_from;
	assert_int_equal(sheet_update(p->world->db, p->world->arena, &sheet, NULL), ERR_OK);
	enum err err = stage_verify(p->world->db, error);
	sheet.clock_from = stage_clock_from(&sheet);
	assert_int_equal(sheet_update(p->world->db, p->world->arena, &sheet, NULL), ERR_OK);
	assert_int_equal(stage_verify(p->world->db, NULL), ERR_OK);
	return err;
}

static void verify_sees_a_clock_that_runs_from_elsewhere(void **state)
{
	struct place *p = *state;
	bool seen[STATE_COUNT] = { false };

	for (int i = 0; i < SHEETS; i++) {
		const struct drawn *d = &p->sheets[i];
		bool runs = d->state == STATE_ACCEPTED || state_in(d->state, STATES_WAITING) ||
		            d->state == STATE_HANDED_OVER || d->state == STATE_POLICE_RETURNED;
		struct error error = { 0 };
		if (seen[d->state])
			continue;
		seen[d->state] = true;
		assert_int_equal(verify_with(p, i, time_text(p, d->since + 1), &error), ERR_INTERNAL);
		assert_non_null(strstr(error.detail, arena_print(p->world->arena, "sheet %d:", i + 1)));
		if (runs)
			assert_int_equal(verify_with(p, i, NULL, &error), ERR_INTERNAL);
		else
			assert_int_equal(verify_with(p, i, time_text(p, d->since), &error), ERR_INTERNAL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(progress_counts_as_day_by_day),
		cmocka_unit_test(a_row_of_a_list_is_late_as_it_is_counted),
		cmocka_unit_test(what_is_late_is_listed_in_all_campaigns),
		cmocka_unit_test(late_and_soon_are_told_at_once),
		cmocka_unit_test(what_is_late_stands_in_the_order_of_its_days),
		cmocka_unit_test(what_is_late_soon_begins_with_what_is_due_first),
		cmocka_unit_test(verify_sees_a_clock_that_runs_from_elsewhere),
		cmocka_unit_test_setup_teardown(working_days_of_many_campaigns_keep_the_order, set_up_working, tear_down),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
