#include "http/stats.h"

#include "base/memory.h"

enum { FIRST_BITS = 4, QUARTERS = 4 };          /* step 0: under 2^4 microseconds */

/* The step of a duration: its octave and the two bits after its first. */
static size_t step_of(int64_t us)
{
	if (us < 1 << FIRST_BITS)
		return 0;
	int bits = 63 - __builtin_clzll((unsigned long long)us);
	size_t step = 1 + (size_t)(bits - FIRST_BITS) * QUARTERS + (size_t)(us >> (bits - 2) & 3);
	return step < STATS_STEPS ? step : STATS_STEPS - 1;
}

/* The longest duration of a step. */
static int64_t step_end(size_t step)
{
	if (step == 0)
		return (1 << FIRST_BITS) - 1;
	size_t octave = (step - 1) / QUARTERS + FIRST_BITS, quarter = (step - 1) % QUARTERS;
	return ((int64_t)(QUARTERS + quarter + 1) << (octave - 2)) - 1;
}

struct stats_route *stats_new(size_t routes)
{
	return memory_new(routes + 1, sizeof(struct stats_route));
}

void stats_free(struct stats_route *stats)
{
	memory_free(stats);
}

static void add_one(_Atomic uint64_t *counter)
{
	atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

void stats_note(struct stats_route *route, int status, int64_t microseconds)
{
	if (status >= 500)
		add_one(&route->failed);
	else if (status >= 400)
		add_one(&route->refused);
	add_one(&route->steps[step_of(microseconds)]);
}

/* The end of the step in which that share (in per cent) of all answers is reached. */
static int64_t share_of(const uint64_t steps[STATS_STEPS], uint64_t all, uint64_t percent)
{
	uint64_t seen = 0;

	for (size_t i = 0; i < STATS_STEPS; i++) {
		seen += steps[i];
		if (seen > 0 && seen * 100 >= all * percent)
			return step_end(i);
	}
	return 0;
}

void stats_read(const struct stats_route *route, struct http_route_stats *row)
{
	uint64_t steps[STATS_STEPS], all = 0;

	for (size_t i = 0; i < STATS_STEPS; i++)
		all += steps[i] = atomic_load_explicit(&route->steps[i], memory_order_relaxed);
	row->answers = (int64_t)all;
	row->refused = (int64_t)atomic_load_explicit(&route->refused, memory_order_relaxed);
	row->failed = (int64_t)atomic_load_explicit(&route->failed, memory_order_relaxed);
	row->p50_us = share_of(steps, all, 50);
	row->p99_us = share_of(steps, all, 99);
}
