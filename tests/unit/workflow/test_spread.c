/* The spread of a list: whatever the hamlets, households and members, each is given once, households stay together, and within a hamlet nobody
 * has more than another by more than its largest household, but for the cap. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/ids.h"
#include "base/memory.h"
#include "cli/demo/prng.h"
#include "workflow/roster/spread.h"

enum { ROUNDS = 3000, HAMLETS = 5, MEMBERS = 8, HOUSEHOLDS = 30, LARGEST = 9, ROWS = HAMLETS * HOUSEHOLDS * LARGEST };

struct trial {
	struct spread_row rows[ROWS];
	size_t count;
	struct spread_member members[MEMBERS];
	int64_t before[MEMBERS];
	size_t member_count;
	int64_t cap;
};

static void draw(struct trial *t, struct arena *arena, uint32_t round)
{
	struct prng prng = prng_make(11, 0, round);

	*t = (struct trial){ .member_count = 1 + prng_below(&prng, MEMBERS), .cap = prng_chance(&prng, 300) ? 1 + prng_below(&prng, 60) : 0 };
	for (int64_t h = 1; h <= 1 + (int64_t)prng_below(&prng, HAMLETS); h++) {
		for (uint32_t k = 0, households = 1 + prng_below(&prng, HOUSEHOLDS); k < households; k++) {
			const char *key = prng_chance(&prng, 100) ? NULL : arena_print(arena, "%09u", k);
			for (uint32_t p = 0, people = key == NULL ? 1 : 1 + prng_below(&prng, LARGEST); p < people; p++)
				t->rows[t->count++] = (struct spread_row){ h, key, 0 };
		}
	}
	for (size_t m = 0; m < t->member_count; m++) {
		int64_t *hamlets = arena_array(arena, HAMLETS, sizeof *hamlets);
		for (int64_t h = 1; h <= HAMLETS; h++) {
			if (prng_chance(&prng, 600))
				hamlets[t->members[m].hamlet_count++] = h;
		}
		t->members[m].hamlets = hamlets;
		t->members[m].load = t->before[m] = prng_below(&prng, 20);
	}
}

static bool is_together(const struct spread_row *a, const struct spread_row *b)
{
	return a->household != NULL && b->household != NULL && strcmp(a->household, b->household) == 0;
}

/* The size of the household that begins at the row, 0: none does. */
static size_t size_at(const struct spread_row *rows, size_t first, size_t end, size_t i)
{
	size_t size = 1;

	if (i > first && is_together(&rows[i - 1], &rows[i]))
		return 0;
	while (i + size < end && is_together(&rows[i + size - 1], &rows[i + size]))
		size++;
	return size;
}

static void judge_hamlet(const struct trial *t, size_t first, size_t end)
{
	int64_t given[MEMBERS] = { 0 }, smallest[MEMBERS], largest = 0;

	for (size_t m = 0; m < MEMBERS; m++)
		smallest[m] = INT64_MAX;
	for (size_t i = first; i < end; i++) {
		size_t member = t->rows[i].member, size = size_at(t->rows, first, end, i);
		largest = (int64_t)size > largest ? (int64_t)size : largest;
		if (size == 0)
			assert_true(member == t->rows[i - 1].member);
		if (member == SPREAD_NOBODY)
			continue;
		assert_true(member < t->member_count);
		assert_true(ids_have(t->members[member].hamlets, t->members[member].hamlet_count, t->rows[i].hamlet_id));
		given[member]++;
		if (size > 0 && (int64_t)size < smallest[member])
			smallest[member] = (int64_t)size;
	}
	for (size_t a = 0; a < t->member_count; a++) {
		for (size_t b = 0; b < t->member_count; b++) {
			bool works = ids_have(t->members[b].hamlets, t->members[b].hamlet_count, t->rows[first].hamlet_id);
			bool full = t->cap > 0 && smallest[a] > t->cap - t->members[b].load;
			if (works && given[a] - given[b] > largest && t->cap == 0)
				fail_msg("%lld and %lld, largest %lld", (long long)given[a], (long long)given[b], (long long)largest);
			/* With a cap the loads of later hamlets count too, so that a full one can only be fuller. */
			if (works && given[a] - given[b] > largest && !full && t->before[b] + given[b] == t->members[b].load)
				fail_msg("%lld and %lld below the cap", (long long)given[a], (long long)given[b]);
		}
	}
}

static void everybody_is_given_evenly(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct trial *t = memory_new(1, sizeof *t);

	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		arena_reset(arena);
		draw(t, arena, round);
		spread(arena, t->rows, t->count, t->members, t->member_count, t->cap);
		int64_t given[MEMBERS] = { 0 };
		for (size_t first = 0, end; first < t->count; first = end) {
			for (end = first; end < t->count && t->rows[end].hamlet_id == t->rows[first].hamlet_id; end++)
				given[t->rows[end].member == SPREAD_NOBODY ? 0 : t->rows[end].member] += t->rows[end].member != SPREAD_NOBODY;
			judge_hamlet(t, first, end);
		}
		for (size_t m = 0; m < t->member_count; m++) {
			assert_int_equal(t->members[m].load, t->before[m] + given[m]);
			assert_true(t->cap == 0 || given[m] == 0 || t->members[m].load <= t->cap);
		}
		/* Without a cap nobody is left out where somebody works. */
		for (size_t i = 0; i < t->count && t->cap == 0; i++) {
			bool works = false;
			for (size_t m = 0; m < t->member_count; m++)
				works |= ids_have(t->members[m].hamlets, t->members[m].hamlet_count, t->rows[i].hamlet_id);
			assert_true(works == (t->rows[i].member != SPREAD_NOBODY));
		}
	}
	memory_free(t);
	arena_free(arena);
}

/* 4,931 people of nine hamlets, twenty members of the whole commune: at once. */
static void a_commune_is_spread_at_once(void **state)
{
	enum { PEOPLE = 4931, THON = 9, WHO = 20 };
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct spread_row *rows = arena_array(arena, PEOPLE, sizeof *rows);
	static const int64_t hamlets[THON] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	struct spread_member members[WHO];
	struct prng prng = prng_make(3, 0, 0);

	(void)state;
	for (int m = 0; m < WHO; m++)
		members[m] = (struct spread_member){ hamlets, THON, 0 };
	for (int i = 0, household = 0, left = 0; i < PEOPLE; i++, left--) {
		if (left <= 0) {
			household++;
			left = 1 + (int)prng_below(&prng, 6);
		}
		rows[i] = (struct spread_row){ 1 + i * THON / PEOPLE, arena_print(arena, "%09d", household), 0 };
	}
	int64_t begun = clock_monotonic_ms();
	spread(arena, rows, PEOPLE, members, WHO, 0);
	assert_true(clock_monotonic_ms() - begun < 1000);
	int64_t given[THON + 1][WHO] = { { 0 } }, sum = 0;
	for (int i = 0; i < PEOPLE; i++)
		given[rows[i].hamlet_id][rows[i].member]++;
	for (int h = 1; h <= THON; h++) {
		int64_t least = INT64_MAX, most = 0;
		for (int m = 0; m < WHO; m++) {
			least = given[h][m] < least ? given[h][m] : least;
			most = given[h][m] > most ? given[h][m] : most;
			sum += given[h][m];
		}
		assert_true(most - least <= 6);
	}
	assert_int_equal(sum, PEOPLE);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_is_given_evenly),
		cmocka_unit_test(a_commune_is_spread_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
