/* Random actions of everybody on sheets of every kind, compared with a model: every sheet in one known state, nothing lost, what was refused
 * changed nothing, the history replays, every count is a recount, everybody sees what is theirs.
 *
 * MAU03_SEED=7 draws other actions, MAU03_ACTIONS=50000 draws more; MAU03_TRACE=1 tells each before it is done. A run that fails is made small:
 * the same actions, with halves and then single ones left out on a fresh database, and what is left is told. */
#include "property_figures.h"

enum { ACTIONS = 10000, EPISODE = 500, CHECK_EVERY = 125, REPLAYS_MOST = 400, FIXED_SEED = 20240610 };

static uint64_t number_from(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);

	return text == NULL || text[0] == '\0' ? otherwise : strtoull(text, NULL, 10);
}

/* ---- one run ---- */

static struct run *run_open(uint64_t seed)
{
	struct run *r = memory_new(1, sizeof *r);

	r->office = office_open(seed);
	r->book.arena = arena_new((size_t)4 << 30);
	return r;
}

static void run_close(struct run *r)
{
	office_close(r->office);
	arena_free(r->book.arena);
	memory_free(r);
}

static void step(struct run *r, const struct drawn *acts, const struct drawn *a, bool check)
{
	bool told = getenv("MAU03_TRACE") != NULL;
	char line[TOLD_TEXT];

	tell_act(line, sizeof line, a);
	if (told)
		fprintf(stderr, "%s\n", line);
	r->acts = acts;
	do_act(r, a);
	if (told)
		fprintf(stderr, "      %d %s\n", (int)r->answer, r->detail);
	if (check && !r->failed)
		check_all(r);
}

/* ---- making it small ---- */

struct shrinking {
	uint64_t seed;
	const struct drawn *acts;         /* all of the episode */
	int count;
	bool *kept, *tried;
	const char *kind;
	int replays;
};

/* True when those that are kept fail in the same way. */
static bool fails(struct shrinking *s, const bool *kept, char *said)
{
	struct run *r = run_open(s->seed);
	int last = -1;

	s->replays++;
	for (int i = 0; i < s->count; i++)
		last = kept[i] ? i : last;
	for (int i = 0; i < s->count && !r->failed; i++) {
		if (kept[i])
			step(r, s->acts, &s->acts[i], i == last);
	}
	bool same = r->failed && strcmp(r->kind, s->kind) == 0;
	if (same)
		snprintf(said, TOLD_TEXT, "%s", r->fault);
	run_close(r);
	return same;
}

/* Leaves out `size` of the kept ones at a time where it fails without them; true when any went. */
static bool leave_out(struct shrinking *s, int size, char *said)
{
	bool any = false;

	for (int from = s->count - 1; from >= 0 && s->replays < REPLAYS_MOST;) {
		int left = size;
		memcpy(s->tried, s->kept, (size_t)s->count * sizeof *s->kept);
		for (; from >= 0 && left > 0; from--) {
			left -= s->tried[from];
			s->tried[from] = false;
		}
		if (left == size || !fails(s, s->tried, said))
			continue;
		memcpy(s->kept, s->tried, (size_t)s->count * sizeof *s->kept);
		any = true;
	}
	return any;
}

static int kept_count(const struct shrinking *s)
{
	int kept = 0;

	for (int i = 0; i < s->count; i++)
		kept += s->kept[i];
	return kept;
}

static void shrink(const struct run *r, uint64_t seed, const struct drawn *acts, int count)
{
	bool kept[EPISODE], tried[EPISODE];
	char said[TOLD_TEXT], line[TOLD_TEXT];
	struct shrinking s = { .seed = seed, .acts = acts, .count = count, .kept = kept, .tried = tried, .kind = r->kind };

	for (int i = 0; i < count; i++)
		kept[i] = true;
	snprintf(said, sizeof said, "%s", r->fault);
	for (int size = count / 2; size > 1; size /= 2)
		leave_out(&s, size, said);
	while (leave_out(&s, 1, said) && s.replays < REPLAYS_MOST)
		continue;
	fprintf(stderr, "%d actions are left of %d, after %d replays:\n", kept_count(&s), count, s.replays);
	for (int i = 0; i < count; i++) {
		if (kept[i]) {
			tell_act(line, sizeof line, &acts[i]);
			fprintf(stderr, "%s\n", line);
		}
	}
	fprintf(stderr, "%s\n", said);
}

/* ---- episodes ---- */

struct sum { size_t done, refused, skipped, sheets, longest, failed; };

/* So many actions on a database of their own. */
static void episode(uint64_t seed, int count, struct sum *sum)
{
	struct drawn *acts = memory_new(EPISODE, sizeof *acts);
	struct run *r = run_open(seed);
	int made = 0;

	for (; made < count && !r->failed; made++) {
		acts[made] = draw_act(seed, made, seed % 4 == 0, r->office, &r->book, acts);
		step(r, acts, &acts[made], made + 1 == count || (made + 1) % CHECK_EVERY == 0);
	}
	sum->done += r->done;
	sum->refused += r->refused;
	sum->skipped += r->skipped;
	sum->sheets += r->book.sheet_count;
	for (size_t i = 0; i < r->book.sheet_count; i++)
		sum->longest = r->book.sheets[i]->done > sum->longest ? r->book.sheets[i]->done : sum->longest;
	sum->failed += r->failed;
	if (r->failed) {
		fprintf(stderr, "episode %llu fails at action %d, %s: %s\n", (unsigned long long)seed, made - 1, r->kind, r->fault);
		shrink(r, seed, acts, made);
	}
	run_close(r);
	memory_free(acts);
}

static void actions_of_everybody(void **state)
{
	uint64_t seed = number_from("MAU03_SEED", FIXED_SEED), actions = number_from("MAU03_ACTIONS", ACTIONS);
	struct sum sum = { 0 };
	int64_t began = clock_monotonic_ms();

	(void)state;
	fprintf(stderr, "seed %llu, %llu actions\n", (unsigned long long)seed, (unsigned long long)actions);
	for (uint64_t from = 0; from < actions && sum.failed == 0; from += EPISODE)
		episode(seed * 1000 + from / EPISODE, (int)(actions - from < EPISODE ? actions - from : EPISODE), &sum);
	int64_t ms = clock_monotonic_ms() - began;
	fprintf(stderr, "%zu done, %zu refused, %zu skipped, %zu sheets, the longest history %zu; %lld actions a second\n", sum.done, sum.refused, sum.skipped,
	        sum.sheets, sum.longest, (long long)((int64_t)(sum.done + sum.refused) * 1000 / (ms + 1)));
	assert_int_equal(sum.failed, 0);
	assert_true(sum.done > actions / 4 && sum.refused > actions / 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(actions_of_everybody) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
