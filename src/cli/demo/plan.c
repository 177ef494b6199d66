#include "cli/demo/plan.h"

#include "base/memory.h"
#include "cli/demo/answers/fault.h"
#include "cli/demo/life.h"

enum { SPREAD_FROM = 24, MOST_TRIES = 40 }; /* a campaign with SPREAD_FROM sheets has every state */

/* Of 1000 sheets of a campaign a year, half a year and some weeks old. */
static const uint32_t state_shares[][STATE_COUNT] = {
	{ [STATE_DRAFT] = 48, [STATE_WITH_HAMLET] = 30, [STATE_RECEIVED] = 90, [STATE_RETURNED] = 40, [STATE_ACCEPTED] = 82,
	  [STATE_HANDED_OVER] = 80, [STATE_ENTERED] = 315, [STATE_POLICE_RETURNED] = 28, [STATE_ARCHIVED] = 250,
	  [STATE_REPLACED] = 17, [STATE_CANCELLED] = 20 },
	{ [STATE_DRAFT] = 50, [STATE_WITH_HAMLET] = 45, [STATE_RECEIVED] = 80, [STATE_RETURNED] = 38, [STATE_ACCEPTED] = 80,
	  [STATE_HANDED_OVER] = 80, [STATE_ENTERED] = 350, [STATE_POLICE_RETURNED] = 27, [STATE_ARCHIVED] = 215,
	  [STATE_REPLACED] = 17, [STATE_CANCELLED] = 18 },
	{ [STATE_DRAFT] = 75, [STATE_RECEIVED] = 170, [STATE_RETURNED] = 45, [STATE_ACCEPTED] = 190,
		[STATE_HANDED_OVER] = 180,
	  [STATE_ENTERED] = 235, [STATE_POLICE_RETURNED] = 20, [STATE_ARCHIVED] = 55, [STATE_REPLACED] = 14,
		[STATE_CANCELLED] = 16 },
};

struct campaign demo_campaign_row(const struct demo_campaign *c)
{
	return (struct campaign){ .id = c->id,
		                      .code = c->code,
		                      .name = c->name,
		                      .collect_from = c->from,
		                      .collect_to = c->to,
		                      .hamlet_stage = c->hamlet_stage,
		                      .paper_tallied = true,
		                      .correct_in_place = true,
		                      .asks_ethnic_group = c->asks_group,
		                      .asks_industry = c->asks_industry };
}

const struct demo_campaign *demo_campaign_of(const struct demo *demo, const struct demo_slot *slot)
{
	return &demo->geo->campaigns[demo->geo->areas[slot->hamlet].campaign];
}

const struct demo_move *demo_last_move(const struct demo_slot *slot, int action)
{
	for (int i = slot->move_count - 1; i >= 0; i--) {
		if (action < 0 || slot->moves[i].action == action)
			return &slot->moves[i];
	}
	return NULL;
}

static void lay_slots(struct demo *demo)
{
	uint32_t n = 0;

	for (int i = 0; i < demo->geo->count; i++) {
		const struct demo_area *area = &demo->geo->areas[i];
		if (area->campaign < 0 || !demo_area_is(area, "hamlet"))
			continue;
		for (uint32_t k = 0; k < area->sheets; k++, n++)
			demo->slots[n] = (struct demo_slot){ .hamlet = i, .person = n };
	}
}

/* ---- where the sheets stand ---- */

/* So many sheets of each state; from SPREAD_FROM sheets on, at least one. */
static void count_states(const uint32_t shares[STATE_COUNT], uint32_t sheets, uint32_t counts[STATE_COUNT])
{
	int most = STATE_ENTERED;

	demo_share(shares, STATE_COUNT, sheets, counts);
	for (int state = 0; state < STATE_COUNT && sheets >= SPREAD_FROM; state++) {
		if (counts[state] == 0 && shares[state] > 0) {
			counts[state]++;
			counts[most]--;
		}
	}
}

static void swap_states(struct demo_slot *a, struct demo_slot *b)
{
	uint8_t state = a->state;

	a->state = b->state;
	b->state = state;
}

/* Deals the states out over the slots of a campaign, first to last. */
static void deal_states(struct demo *demo, int campaign, struct demo_slot *slots, uint32_t count)
{
	struct prng prng = prng_make(demo->seed, STREAM_STATES, (uint64_t)campaign);
	uint32_t counts[STATE_COUNT], n = 0;

	count_states(state_shares[campaign], count, counts);
	for (int state = 0; state < STATE_COUNT; state++) {
		for (uint32_t k = 0; k < counts[state]; k++)
			slots[n++].state = (uint8_t)state;
	}
	for (uint32_t i = count; i > 1; i--)
		swap_states(&slots[i - 1], &slots[prng_below(&prng, i)]);
}

/* ---- sheets that have to do with each other ---- */

static bool is_free(const struct demo_slot *slot, const enum state *states, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (slot->state == states[i])
			return !slot->linked;
	}
	return false;
}

/* Links slot `late` to `early`: they are about one person. */
static void link_slots(struct demo *demo, uint32_t early, uint32_t late, enum demo_link link)
{
	demo->slots[early].linked = demo->slots[late].linked = true;
	demo->slots[late].link = (uint8_t)link;
	demo->slots[late].other = early;
	demo->slots[late].person = demo->slots[early].person;
}

/* A free slot of the same hamlet that stands in one of the states, from `from` on; count when there is none. */
static uint32_t find_free(const struct demo *demo, uint32_t from, int32_t hamlet, const enum state *states,
                          size_t state_count)
{
	while (from < demo->count && demo->slots[from].hamlet == hamlet &&
	       !is_free(&demo->slots[from], states, state_count))
		from++;
	return from < demo->count && demo->slots[from].hamlet == hamlet ? from : demo->count;
}

static uint32_t hamlet_start(const struct demo *demo, uint32_t slot)
{
	while (slot > 0 && demo->slots[slot - 1].hamlet == demo->slots[slot].hamlet)
		slot--;
	return slot;
}

/* Every replaced sheet needs the one that replaces it, from the same hamlet. Where there is none, another sheet of
 * the campaign (first, count) is the replaced one; in the end it is a returned one. */
static void link_replaced(struct demo *demo, uint32_t index, uint32_t first, uint32_t count, struct prng *prng)
{
	static const enum state after[] = { STATE_RECEIVED, STATE_ACCEPTED, STATE_HANDED_OVER, STATE_ENTERED };

	for (int tries = 0; tries < MOST_TRIES; tries++) {
		uint32_t by = find_free(demo, hamlet_start(demo, index), demo->slots[index].hamlet, after, COUNT(after));
		if (by < demo->count) {
			link_slots(demo, index, by, LINK_REPLACES);
			return;
		}
		uint32_t instead = first + prng_below(prng, count);
		if (demo->slots[instead].linked || demo->slots[instead].state == STATE_REPLACED)
			continue;
		swap_states(&demo->slots[index], &demo->slots[instead]);
		index = instead;
	}
	demo->slots[index].state = STATE_RETURNED;
}

/* A little later the same person comes with another situation, or is written down a second time by mistake. */
static void link_again(struct demo *demo, uint32_t index)
{
	static const enum state again[] = { STATE_RECEIVED, STATE_ACCEPTED };
	const struct demo_slot *slot = &demo->slots[index];
	bool settled = slot->state == STATE_ARCHIVED || slot->state == STATE_ENTERED;
	uint32_t late = find_free(demo, index + 1, slot->hamlet, again, settled ? 2 : 1);

	if (late < demo->count)
		link_slots(demo, index, late, settled ? LINK_CHANGE : LINK_SAME_ID);
}

static void link_campaign(struct demo *demo, int campaign, uint32_t first, uint32_t count)
{
	struct prng prng = prng_make(demo->seed, STREAM_LINKS, (uint64_t)campaign);

	for (uint32_t i = first; i < first + count; i++) {
		if (demo->slots[i].state == STATE_REPLACED && !demo->slots[i].linked)
			link_replaced(demo, i, first, count, &prng);
	}
	for (uint32_t i = first; i < first + count; i++) {
		enum state state = (enum state)demo->slots[i].state;
		uint32_t permille = state == STATE_RECEIVED ? 30 : state == STATE_ARCHIVED || state == STATE_ENTERED ? 8 : 0;
		if (!demo->slots[i].linked && prng_chance(&prng, permille))
			link_again(demo, i);
	}
}

/* ---- what is wrong ---- */

/* Faults go round, so that each kind comes about equally often: errors among drafts and returned sheets, warnings
 * anywhere. */
static void deal_faults(struct demo *demo)
{
	struct prng prng = prng_make(demo->seed, STREAM_FAULTS, 0);
	uint32_t errors = 0, warnings = 0;

	for (uint32_t i = 0; i < demo->count; i++) {
		struct demo_slot *slot = &demo->slots[i];
		bool open = slot->state == STATE_DRAFT || slot->state == STATE_RETURNED;
		bool gone = slot->state == STATE_REPLACED || slot->state == STATE_CANCELLED;
		if (!slot->linked && !gone && prng_chance(&prng, open ? 420 : 26))
			slot->fault = open && !prng_chance(&prng, 100) ? demo_fault(SEVERITY_E, errors++) :
			              demo_fault(SEVERITY_W, warnings++);
		bool faulty = slot->state == STATE_RETURNED && demo_fault_is_error(slot->fault);
		slot->by_officer = (prng_chance(&prng, 260) && slot->state != STATE_WITH_HAMLET) || faulty;
	}
}

/* ---- lives ---- */

/* A change comes after the sheet that it changes was accepted; otherwise it is another person after all. */
static void check_change(struct demo *demo, uint32_t index)
{
	struct demo_slot *slot = &demo->slots[index];
	const struct demo_move *accepted = demo_last_move(&demo->slots[slot->other], ACTION_ACCEPT);

	if (accepted != NULL && accepted->at < slot->moves[0].at)
		return;
	slot->link = LINK_NONE;
	slot->person = index;
}

static void live_all(struct demo *demo)
{
	for (uint32_t i = 0; i < demo->count; i++) {
		if (demo->slots[i].state != STATE_REPLACED)
			demo_live(demo, i);
	}
	for (uint32_t i = 0; i < demo->count; i++) {
		if (demo->slots[i].link == LINK_REPLACES)
			demo_live_replaced(demo, demo->slots[i].other, &demo->slots[i]);
		else if (demo->slots[i].link == LINK_CHANGE)
			check_change(demo, i);
	}
}

struct demo *demo_plan(struct arena *arena, uint32_t sheets, uint64_t seed, struct date today)
{
	struct demo *demo = arena_alloc(arena, sizeof *demo);
	uint32_t first = 0;

	*demo = (struct demo){ .arena = arena, .geo = demo_geo(arena, sheets), .book = demo_book(arena), .seed = seed,
		.today = (int32_t)date_to_days(today), .count = sheets };
	demo->slots = arena_array(arena, sheets, sizeof *demo->slots);
	lay_slots(demo);
	for (int c = 0; c < demo->geo->campaign_count; c++) {
		uint32_t count = demo->geo->campaigns[c].sheets;
		demo->geo->campaigns[c].first = first;
		deal_states(demo, c, demo->slots + first, count);
		link_campaign(demo, c, first, count);
		first += count;
	}
	deal_faults(demo);
	live_all(demo);
	return demo;
}
