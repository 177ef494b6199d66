#include "workflow/roster/spread.h"

#include <stdlib.h>
#include <string.h>

#include "base/ids.h"

/* Rows that stay together: from `first` on. */
struct household { size_t first, size, worker; };

/* Who works in the hamlet: his place among the members, what he was given here. */
struct worker { size_t place; int64_t given, room; };

struct hamlet {
	struct household *households;
	size_t count, people;
	struct worker *workers;
	size_t worker_count;
};

static bool is_together(const struct spread_row *a, const struct spread_row *b)
{
	return a->household != NULL && b->household != NULL && strcmp(a->household, b->household) == 0;
}

static void find_households(struct arena *arena, const struct spread_row *rows, size_t count, struct hamlet *out)
{
	out->households = arena_array(arena, count + 1, sizeof *out->households);
	out->people = count;
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && is_together(&rows[i - 1], &rows[i]))
			out->households[out->count - 1].size++;
		else
			out->households[out->count++] = (struct household){ i, 1, SPREAD_NOBODY };
	}
}

static int by_load(const void *a, const void *b, void *arg)
{
	const struct spread_member *members = arg;
	const struct worker *x = a, *y = b;
	int64_t one = members[x->place].load, other = members[y->place].load;

	if (one != other)
		return one < other ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static void find_workers(struct arena *arena, int64_t hamlet_id, struct spread_member *members, size_t count,
                         int64_t cap, struct hamlet *out)
{
	out->workers = arena_array(arena, count + 1, sizeof *out->workers);
	for (size_t i = 0; i < count; i++) {
		int64_t room = cap == 0 ? INT64_MAX : cap - members[i].load;
		if (room > 0 && ids_have(members[i].hamlets, members[i].hamlet_count, hamlet_id))
			out->workers[out->worker_count++] = (struct worker){ i, 0, room };
	}
	if (out->worker_count > 1)
		qsort_r(out->workers, out->worker_count, sizeof *out->workers, by_load, members);
}

static bool fits(const struct worker *worker, const struct household *household)
{
	return worker->given + (int64_t)household->size <= worker->room;
}

static void give(struct hamlet *h, struct household *household, size_t worker)
{
	if (household->worker != SPREAD_NOBODY)
		h->workers[household->worker].given -= (int64_t)household->size;
	household->worker = worker;
	h->workers[worker].given += (int64_t)household->size;
}

/* Each the next stretch of houses, of the size that is his share. */
static void cut(struct hamlet *h)
{
	size_t worker = 0, behind = 0;

	for (size_t i = 0; i < h->count; i++) {
		struct household *household = &h->households[i];
		size_t middle = 2 * behind + household->size;
		while (worker + 1 < h->worker_count && middle * h->worker_count >= 2 * h->people * (worker + 1))
			worker++;
		if (fits(&h->workers[worker], household))
			give(h, household, worker);
		behind += household->size;
	}
}

/* The one with the least who has room for the household. */
static size_t least(const struct hamlet *h, const struct household *household)
{
	size_t found = SPREAD_NOBODY;

	for (size_t i = 0; i < h->worker_count; i++) {
		bool less = found == SPREAD_NOBODY || h->workers[i].given < h->workers[found].given;
		if (less && fits(&h->workers[i], household))
			found = i;
	}
	return found;
}

static void give_rest(struct hamlet *h)
{
	for (size_t i = 0; i < h->count; i++) {
		struct household *household = &h->households[i];
		size_t worker = household->worker == SPREAD_NOBODY ? least(h, household) : SPREAD_NOBODY;
		if (worker != SPREAD_NOBODY)
			give(h, household, worker);
	}
}

/* One household goes to somebody who has less by more than it is large: the sum of the squares falls each time, so that
 * this ends. False: there is none. */
static bool even_out(struct hamlet *h, size_t largest)
{
	for (size_t i = 0; i < h->count; i++) {
		struct household *household = &h->households[i];
		if (household->worker == SPREAD_NOBODY)
			continue;
		size_t to = least(h, household);
		if (to != SPREAD_NOBODY &&
		    h->workers[household->worker].given - h->workers[to].given > (int64_t)largest) {
			give(h, household, to);
			return true;
		}
	}
	return false;
}

static void spread_hamlet(struct arena *arena, struct spread_row *rows, size_t count, struct spread_member *members,
                          size_t member_count, int64_t cap)
{
	struct hamlet h = { .count = 0 };
	size_t largest = 0;

	find_households(arena, rows, count, &h);
	find_workers(arena, rows[0].hamlet_id, members, member_count, cap, &h);
	if (h.worker_count == 0)
		return;
	for (size_t i = 0; i < h.count; i++)
		largest = h.households[i].size > largest ? h.households[i].size : largest;
	cut(&h);
	give_rest(&h);
	while (even_out(&h, largest))
		continue;
	for (size_t i = 0; i < h.count; i++) {
		for (size_t k = 0; k < h.households[i].size && h.households[i].worker != SPREAD_NOBODY; k++)
			rows[h.households[i].first + k].member = h.workers[h.households[i].worker].place;
	}
	for (size_t i = 0; i < h.worker_count; i++)
		members[h.workers[i].place].load += h.workers[i].given;
}

void spread(struct arena *arena, struct spread_row *rows, size_t count, struct spread_member *members,
            size_t member_count, int64_t cap)
{
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first; end < count && rows[end].hamlet_id == rows[first].hamlet_id; end++)
			rows[end].member = SPREAD_NOBODY;
		spread_hamlet(arena, rows + first, end - first, members, member_count, cap);
	}
}
