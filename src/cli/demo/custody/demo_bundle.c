#include "cli/demo/custody/demo_bundle.h"

/* One sheet on its way: the move that sent it on. */
struct trip {
	uint32_t at, counted_at, slot;
	int hamlet;
	uint8_t move;
};

static int by_time_and_hamlet(const void *a, const void *b)
{
	const struct trip *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->hamlet != y->hamlet)
		return x->hamlet < y->hamlet ? -1 : 1;
	if (x->counted_at != y->counted_at)
		return x->counted_at < y->counted_at ? -1 : 1;
	return x->slot < y->slot ? -1 : x->slot > y->slot;
}

static struct trip trip_of(const struct demo_slot *slot, uint32_t index, uint8_t m)
{
	const struct demo_move *move = &slot->moves[m];
	bool counted = m + 1 < slot->move_count && demo_is_count(&move[1]);

	return (struct trip){ move->at, counted ? move[1].at : 0, index, slot->hamlet, m };
}

static struct trip *collect(const struct demo *demo, uint32_t *count)
{
	struct trip *trips = NULL;

	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1)
			trips = arena_array(demo->arena, *count + 1u, sizeof *trips);
		*count = 0;
		for (uint32_t i = 0; i < demo->count; i++) {
			for (uint8_t m = 0; m < demo->slots[i].move_count; m++) {
				if (demo->slots[i].moves[m].action != ACTION_FORWARD)
					continue;
				if (pass == 1)
					trips[*count] = trip_of(&demo->slots[i], i, m);
				++*count;
			}
		}
	}
	qsort(trips, *count, sizeof *trips, by_time_and_hamlet);
	return trips;
}

/* Adds a sheet to the last bundle. */
static void add(struct demo *demo, const struct trip *trip, struct demo_bundles *bundles)
{
	struct demo_bundle *bundle = &bundles->items[bundles->count - 1];
	struct demo_move *move = &demo->slots[trip->slot].moves[trip->move];

	bundle->slots[bundle->count++] = trip->slot;
	move->batch = bundles->count - 1;
	if (bundle->counted_at == 0)
		return;
	move[1].batch = bundles->count - 1;
	bundle->present += move[1].action == ACTION_COUNTED;
}

struct demo_bundles demo_bundles(struct demo *demo)
{
	uint32_t count = 0;
	const struct trip *trips = collect(demo, &count);
	uint32_t *slots = arena_array(demo->arena, count + 1u, sizeof *slots);
	struct demo_bundles bundles = { arena_array(demo->arena, count + 1u, sizeof *bundles.items), 0 };

	for (uint32_t i = 0; i < count; i++) {
		const struct trip *trip = &trips[i];
		if (i == 0 || trip->at != trip[-1].at || trip->hamlet != trip[-1].hamlet ||
		    trip->counted_at != trip[-1].counted_at)
			bundles.items[bundles.count++] = (struct demo_bundle){ .hamlet = trip->hamlet, .made_at = trip->at,
				.counted_at = trip->counted_at, .slots = slots + i };
		add(demo, trip, &bundles);
	}
	return bundles;
}
