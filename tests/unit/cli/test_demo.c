/* The demo data: the same from the same seed, shared out as the plans say, clean where it is meant to be clean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "acceptance/acceptance.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/memory.h"
#include "cli/demo/custody/demo_bundle.h"
#include "cli/demo/demo_batch.h"
#include "cli/demo/answers/fault.h"
#include "cli/demo/staff.h"
#include "cli/open.h"

enum { PLAN_BYTES = 1 << 28, SCRATCH_BYTES = 1 << 24 };

static const struct date today = { 2024, 6, 10 };

struct fixture {
	struct arena *plan, *scratch;
	const struct form *form;
	const struct demo_jobs *jobs;
};

static int set_up(void **state)
{
	struct fixture *f = memory_new(1, sizeof *f);
	struct error error = { 0 };

	if (f == NULL || !hash_start())
		return -1;
	f->plan = arena_new(PLAN_BYTES);
	f->scratch = arena_new(SCRATCH_BYTES);
	f->form = form_open(f->plan, &error);
	f->jobs = f->form == NULL ? NULL : demo_jobs(f->plan, f->form->lists);
	*state = f;
	return f->form == NULL || acceptance_start(f->form, &error) != ERR_OK;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_free(f->plan);
	arena_free(f->scratch);
	memory_free(f);
	return 0;
}

/* ---- the same, or not ---- */

static void digest(struct fixture *f, uint32_t sheets, uint64_t seed, char out[HASH_TEXT])
{
	struct demo *demo = demo_plan(f->plan, sheets, seed, today);
	struct hash_state hash;
	struct demo_draw draw;

	demo_batches(demo);
	hash_begin(&hash);
	for (uint32_t i = 0; i < demo->count; i++) {
		const struct demo_slot *slot = &demo->slots[i];
		arena_reset(f->scratch);
		demo_draw(demo, f->jobs, i, f->scratch, &draw);
		for (int m = 0; m < slot->move_count; m++)
			hash_add(&hash, &slot->moves[m].at, sizeof slot->moves[m].at);
		for (int k = 0; k < DEMO_FIELDS; k++)
			hash_add(&hash, draw.typed[k] == NULL ? "" : draw.typed[k], draw.typed[k] == NULL ? 0 : strlen(draw.typed[k]));
	}
	hash_end(&hash, out);
}

static void test_seed(void **state)
{
	char a[HASH_TEXT], b[HASH_TEXT], c[HASH_TEXT];

	digest(*state, 700, 5, a);
	digest(*state, 700, 5, b);
	digest(*state, 700, 6, c);
	assert_string_equal(a, b);
	assert_string_not_equal(a, c);
}

/* Numbers of identity come from these six digits: nobody has another's. */
static void test_digits(void **state)
{
	struct fixture *f = *state;
	bool *seen = arena_array(f->plan, DEMO_MOST_SHEETS, sizeof *seen);

	for (uint32_t i = 0; i < DEMO_MOST_SHEETS; i++) {
		uint32_t digits = prng_million(1, i);
		assert_true(digits < 1000000 && !seen[digits]);
		seen[digits] = true;
	}
}

/* ---- who gets how many ---- */

static void test_shares(void **state)
{
	static const struct { uint32_t sheets, ward, village, province; } rows[] = {
		{ 0, 0, 0, 0 },                         /* nothing is nothing */
		{ 1, 0, 0, 1 },                         /* the last campaign gets what is left */
		{ 10, 3, 2, 5 },
		{ 2000, 600, 300, 1100 },               /* the default */
		{ 30000, 5000, 4500, 20500 },           /* the ward has no more people */
		{ 348262, 5000, 4931, 338331 },         /* as many as the plan of the province expects */
		{ 1000000, 5000, 4931, 990069 },        /* the most */
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct demo_geo *geo = demo_geo(f->plan, rows[i].sheets);
		uint32_t hamlets = 0;
		assert_int_equal(geo->campaigns[0].sheets, rows[i].ward);
		assert_int_equal(geo->campaigns[1].sheets, rows[i].village);
		assert_int_equal(geo->campaigns[2].sheets, rows[i].province);
		for (int a = 0; a < geo->count; a++)
			hamlets += demo_area_is(&geo->areas[a], "hamlet") ? geo->areas[a].sheets : 0;
		assert_int_equal(hamlets, rows[i].sheets);
	}
}

static void test_targets(void **state)
{
	struct fixture *f = *state;
	const struct demo_geo *geo = demo_geo(f->plan, 2000);

	/* The plan's e of a district, and the sum over the province. */
	assert_int_equal(geo->areas[demo_area_find(geo, "district", "597")].target, 44233);
	assert_int_equal(geo->areas[demo_area_find(geo, "province", "60")].target, 348262);
	/* The village's number; the ward's share of this demo, as its plan names none. */
	assert_int_equal(geo->areas[demo_area_find(geo, "commune", "16498")].target, 4931);
	assert_int_equal(geo->areas[demo_area_find(geo, "commune", "22351")].target, 600);
	assert_int_equal(geo->areas[demo_area_find(geo, "hamlet", "2235104")].target, 60);
	/* Of more than the plan expects, each has its share, and as much was due. */
	geo = demo_geo(f->plan, DEMO_MOST_SHEETS);
	const struct demo_area *district = &geo->areas[demo_area_find(geo, "district", "597")];
	assert_int_equal(geo->areas[demo_area_find(geo, "province", "60")].target, 990069);
	assert_int_equal(district->target, district->sheets);
	assert_in_range(district->target, 125749, 125750);      /* 44233 of 348262 */
	/* A neighbour that takes no part. */
	assert_int_equal(geo->areas[demo_area_find(geo, "commune", "22357")].campaign, -1);
}

/* ---- lives ---- */

static void assert_life(const struct demo *demo, const struct demo_slot *slot)
{
	enum state state = STATE_NONE;
	int64_t end = (int64_t)demo->today * 86400 - 7 * 3600, last = 0;

	assert_int_equal(slot->moves[0].action, ACTION_CREATE);
	for (int i = 0; i < slot->move_count; i++) {
		const struct demo_move *move = &slot->moves[i];
		assert_true(move->at > last);
		assert_true(move->at < end);
		assert_int_equal(move->from, state);
		if (move->action < ACTION_MOVES_END && move->action != ACTION_SUBMIT) {
			bool known = false;
			for (int role = 0; role < ROLE_COUNT; role++) {
				const struct transition *t = transition_find((enum action)move->action, state, (enum role)role);
				known |= t != NULL && t->to == (enum state)move->to;
			}
			assert_true(known);
		}
		const struct campaign campaign = { .hamlet_stage = demo_campaign_of(demo, slot)->hamlet_stage, .paper_tallied = true };
		if (move->action == ACTION_SUBMIT)
			assert_int_equal(move->to, transition_submits_to(&campaign, slot->by_officer ? ROLE_OFFICER : ROLE_ENUMERATOR));
		state = (enum state)move->to;
		last = move->at;
	}
	assert_int_equal(state, slot->state);
}

static void test_lives(void **state)
{
	struct fixture *f = *state;
	struct demo *demo = demo_plan(f->plan, 3000, 11, today);

	demo_batches(demo);
	for (uint32_t i = 0; i < demo->count; i++)
		assert_life(demo, &demo->slots[i]);
}

/* What a hamlet leader sent on lies in a bundle of its hamlet and time; counted or, of the last days, not yet. */
static void test_bundles(void **state)
{
	struct fixture *f = *state;
	struct demo *demo = demo_plan(f->plan, 3000, 11, today);
	const struct demo_bundles bundles = demo_bundles(demo);
	uint32_t open = 0, missing = 0, sheets = 0, forwards = 0;

	for (uint32_t i = 0; i < bundles.count; i++) {
		const struct demo_bundle *b = &bundles.items[i];
		sheets += b->count;
		open += b->counted_at == 0;
		missing += b->counted_at == 0 ? 0 : b->count - b->present;
		assert_true(b->counted_at == 0 || b->counted_at > b->made_at);
		for (uint32_t k = 0; k < b->count; k++)
			assert_int_equal(demo->slots[b->slots[k]].hamlet, b->hamlet);
	}
	for (uint32_t i = 0; i < demo->count; i++) {
		const struct demo_slot *slot = &demo->slots[i];
		for (int m = 0; m < slot->move_count; m++) {
			if (slot->moves[m].action != ACTION_FORWARD)
				continue;
			const struct demo_bundle *b = &bundles.items[slot->moves[m].batch];
			bool counted = m + 1 < slot->move_count;
			forwards++;
			assert_int_equal(b->made_at, slot->moves[m].at);
			assert_int_equal(b->counted_at, counted ? slot->moves[m + 1].at : 0);
			assert_true(!counted || demo_is_count(&slot->moves[m + 1]));
		}
	}
	assert_int_equal(sheets, forwards);
	assert_true(open > 1 && missing > 0 && bundles.count > 10 * open);
}

static void test_states(void **state)
{
	struct fixture *f = *state;

	for (uint64_t seed = 1; seed < 30; seed++) {
		struct demo *demo = demo_plan(f->plan, 200, seed, today);
		uint32_t ward = 0, all = 0;
		for (uint32_t i = 0; i < demo->count; i++) {
			all |= 1u << demo->slots[i].state;
			ward |= i < demo->geo->campaigns[0].sheets ? 1u << demo->slots[i].state : 0;
		}
		assert_int_equal(ward, ((1u << STATE_COUNT) - 1) & ~(1u << STATE_NONE));
		assert_int_equal(all, ((1u << STATE_COUNT) - 1) & ~(1u << STATE_NONE));
	}
}

static void test_replaced(void **state)
{
	struct fixture *f = *state;
	struct demo *demo = demo_plan(f->plan, 3000, 3, today);
	uint32_t replaced = 0, replacing = 0;

	for (uint32_t i = 0; i < demo->count; i++) {
		const struct demo_slot *slot = &demo->slots[i];
		replaced += slot->state == STATE_REPLACED;
		if (slot->link != LINK_REPLACES)
			continue;
		replacing++;
		const struct demo_slot *old = &demo->slots[slot->other];
		assert_int_equal(old->state, STATE_REPLACED);
		assert_int_equal(old->hamlet, slot->hamlet);
		assert_true(old->moves[0].at < slot->moves[0].at);
		assert_true(demo_last_move(old, ACTION_REPLACE)->at > slot->moves[0].at);
	}
	assert_true(replaced > 10);
	assert_int_equal(replaced, replacing);
}

/* ---- batches ---- */

static void test_batches(void **state)
{
	struct fixture *f = *state;
	struct demo *demo = demo_plan(f->plan, 100000, 4, today);      /* enough for several batches a day */
	struct demo_batches batches = demo_batches(demo);
	uint32_t open_in_ward = 0, handed_over = 0, present = 0;
	int ward = demo_area_find(demo->geo, "commune", "22351");

	for (uint32_t i = 0; i < batches.count; i++) {
		const struct demo_batch *b = &batches.items[i];
		assert_in_range(b->count, 1, BATCH_MOST);
		if (i > 0 && batches.items[i - 1].commune == b->commune)
			assert_true(batches.items[i - 1].delivered_at < b->delivered_at);
		open_in_ward += b->signed_at == 0 && b->commune == ward;
		present += b->present;
		for (uint32_t k = 0; k < b->count; k++)
			assert_int_equal(demo->geo->areas[demo->slots[b->slots[k]].hamlet].parent, b->commune);
	}
	for (uint32_t i = 0; i < demo->count; i++) {
		assert_life(demo, &demo->slots[i]);
		for (int m = 0; m < demo->slots[i].move_count; m++)
			handed_over += demo->slots[i].moves[m].action == ACTION_SIGN;
	}
	assert_int_equal(open_in_ward, 1);
	assert_int_equal(present, handed_over);
}

/* ---- what the rules say ---- */

static struct date iso(const char *text)
{
	struct date date = { 0 };

	date_from_iso(text, false, &date);
	return date;
}

static void judge(struct fixture *f, const struct demo *demo, uint32_t index, struct demo_draw *draw, struct findings *out)
{
	const struct demo_campaign *c = demo_campaign_of(demo, &demo->slots[index]);
	struct answers answers;

	arena_reset(f->scratch);
	demo_draw(demo, f->jobs, index, f->scratch, draw);
	demo_answers(draw, f->form, &answers);
	struct rule_context context = { .today = today, .campaign_from = iso(c->from), .campaign_to = iso(c->to),
		.asks_ethnic_group = c->asks_group, .asks_industry = c->asks_industry, .has_areas = true, .kind = 1,
		.arena = f->scratch };
	*out = (struct findings){ .arena = f->scratch };
	acceptance_run(&context, &answers, out);
}

static void test_clean(void **state)
{
	struct fixture *f = *state;
	struct demo *demo = demo_plan(f->plan, 20000, 9, today);
	uint32_t clean = 0, warned = 0;

	for (uint32_t i = 0; i < demo->count; i++) {
		struct demo_draw draw;
		struct findings found;
		bool warning = false;
		if (demo->slots[i].fault != 0)
			continue;
		judge(f, demo, i, &draw, &found);
		for (size_t k = 0; k < found.count; k++) {
			if (found.items[k].severity == SEVERITY_E)
				fail_msg("clean sheet %u: %s %s", i, found.items[k].rule_id, found.items[k].message);
			warning |= found.items[k].severity == SEVERITY_W;
		}
		warned += warning;
		clean++;
	}
	assert_in_range(clean, 18400, 19200);          /* about 6 % are wrong on purpose */
	assert_true(warned * 100 < clean * 2);
}

/* Every fault trips its rule (those of rules that exist), and errors stop submission. */
static void test_faults(void **state)
{
	struct fixture *f = *state;
	struct demo *demo = demo_plan(f->plan, 20000, 2, today);
	bool seen[128] = { false };

	for (uint32_t i = 0; i < demo->count; i++) {
		uint8_t fault = demo->slots[i].fault;
		struct demo_draw draw;
		struct findings found;
		const char *stopped_by = NULL;
		bool tripped = false;
		if (fault == 0)
			continue;
		seen[fault] = true;
		judge(f, demo, i, &draw, &found);
		for (size_t k = 0; k < found.count; k++) {
			tripped |= strcmp(found.items[k].rule_id, demo_fault_rule(fault)) == 0;
			if (finding_stops_submission(&found.items[k]))
				stopped_by = found.items[k].rule_id;
		}
		if (!tripped && acceptance_find(demo_fault_rule(fault)) >= 0)
			fail_msg("sheet %u does not trip %s", i, demo_fault_rule(fault));
		if ((stopped_by != NULL) != demo_fault_is_error(fault))
			fail_msg("sheet %u, meant for %s, is stopped by %s", i, demo_fault_rule(fault), stopped_by == NULL ? "-" : stopped_by);
	}
	for (size_t i = 1; i <= demo_fault_count(); i++)
		assert_true(seen[i]);
}

/* ---- people ---- */

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static void test_ids(void **state)
{
	struct fixture *f = *state;
	struct demo *demo = demo_plan(f->plan, 20000, 8, today);
	const char **ids = arena_array(f->plan, demo->count, sizeof *ids);
	size_t count = 0;

	for (uint32_t i = 0; i < demo->count; i++) {
		struct demo_draw draw;
		arena_reset(f->scratch);
		if (demo->slots[i].linked || demo->slots[i].fault != 0)
			continue;
		demo_draw(demo, f->jobs, i, f->scratch, &draw);
		if (draw.typed[F_ID] != NULL)
			ids[count++] = arena_text(f->plan, draw.typed[F_ID]);
		assert_in_range(draw.age, 15, 78);
	}
	qsort(ids, count, sizeof *ids, by_text);
	for (size_t i = 1; i < count; i++)
		assert_string_not_equal(ids[i - 1], ids[i]);
}

static void test_staff(void **state)
{
	struct fixture *f = *state;
	struct demo *demo = demo_plan(f->plan, 2000, 1, today);
	struct demo_staff *staff = demo_staff(demo);
	uint32_t roaming = 0;

	for (uint32_t i = 0; i < demo->count; i++) {
		for (int m = 0; m < demo->slots[i].move_count; m++)
			assert_true(demo_mover(demo, staff, &demo->slots[i], &demo->slots[i].moves[m]) >= 0);
		roaming += demo_enumerator(demo, staff, &demo->slots[i]) == staff->roaming;
	}
	assert_string_equal(staff->users[staff->roaming].username, "enumerator");
	assert_in_range(roaming, 100, 220);            /* a fair share of the ward's 600 */
	/* officer3 works where the province has most sheets. */
	assert_string_equal(staff->users[staff->officers[demo_area_busiest(demo->geo)]].username, "officer3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_seed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_digits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_shares, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_targets, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lives, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bundles, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_states, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_replaced, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_batches, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_clean, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ids, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_staff, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
