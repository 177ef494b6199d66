#include "cli/demo/life.h"

#include "cli/demo/answers/fault.h"

enum { DAY = 86400, HOUR = 3600, MINUTE = 60, UTC_AHEAD = 7 * HOUR };
enum { MOST_MOVES = 28, MOST_TRIES = 60, ROOM_FOR_REPLACED = 12 };

/* Most days that a step takes. */
struct pace { uint8_t type, submit, forward, check, entry, archive; };

static const struct pace slow = { 3, 2, 4, 9, 26, 14 }, fast = { 1, 1, 2, 5, 10, 7 };

struct life {
	struct prng prng;
	const struct demo_campaign *campaign;
	const struct pace *pace;
	const struct demo_slot *slot;
	int32_t first_batch;            /* a Thursday */
	int32_t last;                   /* the last day that is over */
	enum state target;
	int64_t now;                    /* of the last move */
	enum state state;
	struct demo_move moves[MOST_MOVES];
	uint8_t count;
};

static int64_t local_day(int64_t at)
{
	return (at + UTC_AHEAD) / DAY;
}

static bool is_weekend(int64_t day)
{
	return (day + 4) % 7 == 0 || (day + 4) % 7 == 6;
}

static void add(struct life *life, int action, enum state to, int64_t at)
{
	life->moves[life->count++] = (struct demo_move){ (uint32_t)at, (uint8_t)action, (uint8_t)life->state, (uint8_t)to,
		0 };
	life->state = to;
	life->now = at;
}

/* Moves on after 0 to `most` days: between half past seven and five in an office, until eight in the evening
 * elsewhere. */
static void pass(struct life *life, int action, enum state to, int most, bool office)
{
	int64_t day = local_day(life->now) + prng_between(&life->prng, 0, most);

	while (office && is_weekend(day))
		day++;
	uint32_t open = office ? 9 * HOUR : 12 * HOUR;
	int64_t at = day * DAY - UTC_AHEAD + 7 * HOUR + 30 * MINUTE + prng_below(&life->prng, open);
	if (at <= life->now)
		at = life->now + 2 * MINUTE + prng_below(&life->prng, 20 * MINUTE);
	add(life, action, to, at);
}

static enum state submits_to(const struct life *life)
{
	const struct campaign campaign = demo_campaign_row(life->campaign);

	return transition_submits_to(&campaign, life->slot->by_officer ? ROLE_OFFICER : ROLE_ENUMERATOR);
}

static void submit(struct life *life)
{
	pass(life, ACTION_SUBMIT, submits_to(life), life->pace->submit, life->slot->by_officer);
}

/* Every few days, in the evening, the hamlet leader sends on what came in until then: all of a hamlet at one time. */
static void send_on(struct life *life)
{
	uint32_t at = 20 * HOUR + (uint32_t)life->slot->hamlet % 40 * MINUTE;
	int64_t day = local_day(life->now);

	while (day * DAY - UTC_AHEAD + at <= life->now || (day + life->slot->hamlet) % life->pace->forward != 0)
		day++;
	add(life, ACTION_FORWARD, STATE_RECEIVED, day * DAY - UTC_AHEAD + at);
}

/* The next working day the officer counts the papers; today's are not counted yet. */
static void count_papers(struct life *life, int action, enum state to)
{
	int64_t day = local_day(life->now) + 1;

	while (is_weekend(day))
		day++;
	if (day <= life->last || life->target != STATE_RECEIVED)
		add(life, action, to, day * DAY - UTC_AHEAD + 7 * HOUR + 31 * MINUTE + life->slot->hamlet % 25 * MINUTE);
}

static void go_without_paper(struct life *life)
{
	send_on(life);
	count_papers(life, ACTION_NOT_RECEIVED, STATE_WITH_HAMLET);
}

static bool is_counted(const struct life *life)
{
	return life->moves[life->count - 1].action != ACTION_FORWARD;
}

static void submit_and_forward(struct life *life)
{
	submit(life);
	if (life->state == STATE_WITH_HAMLET && prng_chance(&life->prng, 12))
		go_without_paper(life);
	if (life->state == STATE_WITH_HAMLET)
		send_on(life);
	if (!is_counted(life))
		count_papers(life, ACTION_COUNTED, STATE_RECEIVED);
}

/* A batch goes to the police in the morning of the first batch day after the acceptance, and they sign in the
 * afternoon; what they do next is for the next day. */
static void hand_over(struct life *life, int action, enum state to)
{
	int64_t day = local_day(life->now) + 1, every = life->campaign->batch_days;

	if (day < life->first_batch)
		day = life->first_batch;
	day += (every - (day - life->first_batch) % every) % every;
	add(life, ACTION_DELIVER, STATE_ACCEPTED, day * DAY - UTC_AHEAD + 8 * HOUR);
	add(life, action, to, day * DAY - UTC_AHEAD + 14 * HOUR);
	life->now = (day + 1) * DAY - UTC_AHEAD;
}

static void sign(struct life *life)
{
	hand_over(life, ACTION_SIGN, STATE_HANDED_OVER);
}

static void go_to_received(struct life *life, enum state target)
{
	submit_and_forward(life);
	if (!is_counted(life))
		return;
	if (target == STATE_RETURNED || prng_chance(&life->prng, 40)) {
		pass(life, ACTION_RETURN, STATE_RETURNED, life->pace->forward, true);
		if (target == STATE_RETURNED)
			return;
		submit_and_forward(life);
	}
	if (is_counted(life) && prng_chance(&life->prng, 30))
		pass(life, ACTION_CORRECT, STATE_RECEIVED, 2, true);
}

static void go_on_from_signed(struct life *life, enum state target)
{
	if (target == STATE_HANDED_OVER)
		return;
	if (target == STATE_POLICE_RETURNED || prng_chance(&life->prng, 25)) {
		pass(life, ACTION_POLICE_RETURN, STATE_POLICE_RETURNED, life->pace->entry, true);
		if (target == STATE_POLICE_RETURNED)
			return;
		pass(life, ACTION_RESEND, STATE_ACCEPTED, 4, true);
		sign(life);
	}
	pass(life, ACTION_ENTERED, STATE_ENTERED, life->pace->entry, true);
	if (target == STATE_ARCHIVED)
		pass(life, ACTION_ARCHIVE, STATE_ARCHIVED, life->pace->archive, true);
}

static void go_on_from_received(struct life *life, enum state target)
{
	if (target == STATE_RECEIVED)
		return;
	if (target == STATE_CANCELLED) {
		pass(life, ACTION_CANCEL, STATE_CANCELLED, life->pace->check, true);
		return;
	}
	pass(life, ACTION_ACCEPT, STATE_ACCEPTED, life->pace->check, true);
	if (prng_chance(&life->prng, 12)) {
		pass(life, ACTION_REOPEN, STATE_RECEIVED, 1, true);
		pass(life, ACTION_ACCEPT, STATE_ACCEPTED, 1, true);
	}
	if (target != STATE_ACCEPTED) {
		sign(life);
		go_on_from_signed(life, target);
	} else if (prng_chance(&life->prng, 40)) {
		hand_over(life, ACTION_MISSING, STATE_ACCEPTED);
	}
}

static void live(struct life *life, int32_t collected, enum state target)
{
	bool office = life->slot->by_officer;

	life->count = 0;
	life->state = STATE_NONE;
	life->now = (int64_t)collected * DAY - UTC_AHEAD;
	pass(life, ACTION_CREATE, STATE_DRAFT, life->pace->type, office);
	if (target == STATE_DRAFT)
		return;
	if (demo_fault_is_error(life->slot->fault)) {
		pass(life, ACTION_RETURN, STATE_RETURNED, 0, true);
	} else if (target == STATE_CANCELLED && prng_chance(&life->prng, 500)) {
		pass(life, ACTION_CANCEL, STATE_CANCELLED, 3, office);
	} else if (target == STATE_WITH_HAMLET) {
		submit(life);
		if (prng_chance(&life->prng, 100))
			go_without_paper(life);
	} else {
		go_to_received(life, target);
		if (target != STATE_RETURNED)
			go_on_from_received(life, target);
	}
}

/* How many days ago the interview of a sheet may have been that stands there now; some lie longer than they should. */
static int32_t reach_back(struct life *life, enum state target)
{
	static const uint8_t days[STATE_COUNT] = { [STATE_DRAFT] = 18, [STATE_WITH_HAMLET] = 9, [STATE_RECEIVED] = 16,
		[STATE_RETURNED] = 24, [STATE_ACCEPTED] = 34, [STATE_HANDED_OVER] = 46, [STATE_POLICE_RETURNED] = 60 };

	if (days[target] == 0)
		return INT16_MAX;
	return prng_chance(&life->prng, 110) ? 3 * days[target] : days[target];
}

/* In a long campaign more of what is done was done early. */
static int32_t draw_day(struct life *life, int32_t low, int32_t last, enum state target)
{
	int32_t day = prng_between(&life->prng, low, last), other = prng_between(&life->prng, low, last);
	bool done = target == STATE_ENTERED || target == STATE_ARCHIVED;

	return done && life->pace == &slow && other < day ? other : day;
}

static int32_t days_of(const char *iso)
{
	struct date date = { 0 };

	date_from_iso(iso, false, &date);
	return (int32_t)date_to_days(date);
}

static struct life start(struct demo *demo, uint32_t index)
{
	const struct demo_slot *slot = &demo->slots[index];
	const struct demo_campaign *campaign = demo_campaign_of(demo, slot);
	int32_t first = days_of(campaign->from) + 7;

	while (first % 7 != 0)
		first++;
	return (struct life){ .prng = prng_make(demo->seed, STREAM_LIFE, index), .campaign = campaign, .slot = slot,
		.pace = demo->today - first > 60 ? &slow : &fast, .first_batch = first };
}

static void keep(struct demo *demo, struct demo_slot *slot, const struct life *life)
{
	slot->moves = arena_array(demo->arena, life->count, sizeof *slot->moves);
	slot->move_count = life->count;
	memcpy(slot->moves, life->moves, life->count * sizeof *slot->moves);
}

void demo_live(struct demo *demo, uint32_t index)
{
	struct demo_slot *slot = &demo->slots[index];
	struct life life = start(demo, index);
	enum state target = (enum state)slot->state;
	int32_t first = days_of(life.campaign->from) + (slot->link == LINK_REPLACES ? ROOM_FOR_REPLACED : 0);
	int32_t last = demo->today - 1, back = reach_back(&life, target);

	life.last = last;
	life.target = target;

	for (int tries = 0;; tries++) {
		int32_t low = last - back > first ? last - back : first;
		slot->collected = draw_day(&life, low, last, target);
		live(&life, slot->collected, target);
		if (life.state == target && local_day(life.now) <= last)
			break;
		if (tries > MOST_TRIES)
			back = last - first;
	}
	keep(demo, slot, &life);
}

/* The day before, but no weekend. */
static int64_t office_day_before(int64_t at)
{
	do
		at -= DAY;
	while (is_weekend(local_day(at)));
	return at;
}

void demo_live_replaced(struct demo *demo, uint32_t index, const struct demo_slot *by)
{
	struct demo_slot *slot = &demo->slots[index];
	struct life life = start(demo, index);
	int64_t returned = office_day_before(by->moves[0].at);
	int64_t created = returned - (1 + prng_below(&life.prng, 3)) * DAY - prng_below(&life.prng, 2 * HOUR);

	slot->collected = (int32_t)local_day(created);
	add(&life, ACTION_CREATE, STATE_DRAFT, created);
	add(&life, ACTION_SUBMIT, submits_to(&life), created + 5 * MINUTE + prng_below(&life.prng, 30 * MINUTE));
	if (life.state == STATE_WITH_HAMLET) {
		add(&life, ACTION_FORWARD, STATE_RECEIVED, (life.now + returned) / 2);
		add(&life, ACTION_COUNTED, STATE_RECEIVED, (life.now + returned) / 2);
	}
	add(&life, ACTION_RETURN, STATE_RETURNED, returned);
	for (int i = 0; i < by->move_count && life.state != STATE_REPLACED; i++) {
		if (by->moves[i].action == ACTION_SUBMIT)
			add(&life, ACTION_REPLACE, STATE_REPLACED, by->moves[i].at);
	}
	keep(demo, slot, &life);
}
