#include "cli/demo/demo_batch.h"

enum { DAY = 86400, HOUR = 3600, APART = 300 };

/* One sheet on its way: the move that delivered it. */
struct trip {
	uint32_t at, slot;
	int commune;
	uint8_t move;
};

struct trips {
	struct trip *items;
	uint32_t count;
};

static int by_time_and_commune(const void *a, const void *b)
{
	const struct trip *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->commune != y->commune)
		return x->commune < y->commune ? -1 : 1;
	return x->slot < y->slot ? -1 : x->slot > y->slot;
}

/* ---- the batch that is open ---- */

/* The last working day before today, in the afternoon. */
static uint32_t open_delivery(const struct demo *demo)
{
	int64_t day = demo->today - 1;

	while ((day + 4) % 7 == 0 || (day + 4) % 7 == 6)
		day--;
	return (uint32_t)(day * DAY + 9 * HOUR);
}

static void deliver(struct demo *demo, struct demo_slot *slot, uint32_t at)
{
	struct demo_move *moves = arena_array(demo->arena, slot->move_count + 1u, sizeof *moves);

	memcpy(moves, slot->moves, slot->move_count * sizeof *moves);
	moves[slot->move_count++] = (struct demo_move){ at, ACTION_DELIVER, STATE_ACCEPTED, STATE_ACCEPTED, 0 };
	slot->moves = moves;
}

/* Every second accepted sheet of a commune, from the first on. */
static void fill_open_batches(struct demo *demo)
{
	uint32_t at = open_delivery(demo), seen = 0;
	int commune = -1;

	for (uint32_t i = 0; i < demo->count; i++) {
		struct demo_slot *slot = &demo->slots[i];
		int parent = demo->geo->areas[slot->hamlet].parent;
		if (parent != commune)
			seen = 0;
		commune = parent;
		if (slot->state == STATE_ACCEPTED && slot->moves[slot->move_count - 1].at < at && seen++ % 2 == 0 &&
		    seen < 2 * BATCH_MOST)
			deliver(demo, slot, at);
	}
}

/* ---- all batches ---- */

static struct trips collect(const struct demo *demo)
{
	struct trips trips = { NULL, 0 };

	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1)
			trips = (struct trips){ arena_array(demo->arena, trips.count + 1u, sizeof *trips.items), 0 };
		for (uint32_t i = 0; i < demo->count; i++) {
			const struct demo_slot *slot = &demo->slots[i];
			for (uint8_t m = 0; m < slot->move_count; m++) {
				if (slot->moves[m].action != ACTION_DELIVER)
					continue;
				if (pass == 1)
					trips.items[trips.count] = (struct trip){ slot->moves[m].at, i,
						demo->geo->areas[slot->hamlet].parent, m };
				trips.count++;
			}
		}
	}
	qsort(trips.items, trips.count, sizeof *trips.items, by_time_and_commune);
	return trips;
}

/* Sheets from `first` on that go together. */
static uint32_t length_from(const struct trips *trips, uint32_t first)
{
	uint32_t end = first;

	while (end < trips->count && end - first < BATCH_MOST && trips->items[end].at == trips->items[first].at &&
	       trips->items[end].commune == trips->items[first].commune)
		end++;
	return end - first;
}

/* Makes one batch of the trips; `later`: seconds after the first batch of the same commune and day. */
static void make(struct demo *demo, const struct trip *trips, uint32_t count, uint32_t later, uint32_t index,
                 struct demo_batch *out)
{
	uint32_t *slots = arena_array(demo->arena, count, sizeof *slots);

	*out = (struct demo_batch){ .commune = trips[0].commune, .campaign = demo->geo->areas[trips[0].commune].campaign,
		.delivered_at = trips[0].at + later, .count = count, .slots = slots };
	for (uint32_t i = 0; i < count; i++) {
		struct demo_slot *slot = &demo->slots[trips[i].slot];
		struct demo_move *move = &slot->moves[trips[i].move];
		bool is_signed = trips[i].move + 1 < slot->move_count;
		slots[i] = trips[i].slot;
		for (int m = 0; m < 1 + is_signed; m++) {
			move[m].at += later;
			move[m].batch = index;
		}
		if (is_signed) {
			out->signed_at = move[1].at;
			out->present += move[1].action == ACTION_SIGN;
		}
	}
}

struct demo_batches demo_batches(struct demo *demo)
{
	struct demo_batches batches = { NULL, 0 };

	fill_open_batches(demo);
	struct trips trips = collect(demo);
	batches.items = arena_array(demo->arena, trips.count + 1u, sizeof *batches.items);
	for (uint32_t first = 0, count, later = 0; first < trips.count; first += count) {
		const struct trip *trip = &trips.items[first];
		bool same_day = first > 0 && trip[-1].at == trip->at && trip[-1].commune == trip->commune;
		count = length_from(&trips, first);
		later = same_day ? later + APART : 0;
		make(demo, trip, count, later, batches.count, &batches.items[batches.count]);
		batches.count++;
	}
	return batches;
}
