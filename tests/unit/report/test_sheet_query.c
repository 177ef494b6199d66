/* Filters of the tables of sheets: what a query asks for, what is refused, and links that carry it on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "auth/seal.h"
#include "base/hash.h"
#include "base/memory.h"
#include "report/sheet_query.h"

static struct number_search numbers;
static const char cookie[] = "a cookie";

static const struct table_filter filters[] = {
	FILTER_OF_STATE, FILTER_OF_AREA, FILTER_OF_CAMPAIGN, FILTER_OF_ENUMERATOR, FILTER_OF_CLEAN, FILTER_OF_RULE, FILTER_OF_Q,
};

static const struct table every = { .name = "every", TABLE_FILTERS(filters, struct sheet_query), .begin = sheet_query_begin };

static int set_up(void **state)
{
	(void)state;
	numbers.limiter = hash_start() ? number_limiter_new() : NULL;
	return numbers.limiter == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	number_limiter_free(numbers.limiter);
	return 0;
}

static const char *unseal(void *arena, const char *sealed)
{
	return seal_open(arena, cookie, sealed);
}

static enum err read_query(struct arena *arena, enum role role, const char *query, struct table_ask *ask)
{
	struct actor *actor = arena_alloc(arena, sizeof *actor);
	struct params params;

	actor->role = role;
	*ask = (struct table_ask){ .reader = { arena, actor, NULL }, .path = "/sheets", .unseal = unseal, .host = arena,
		.numbers = &numbers };
	assert_true(params_decode(arena, query, strlen(query), &params));
	return table_begin(ask, &every, &params, NULL);
}

static const struct sheet_filter *filter_of(const struct table_ask *ask)
{
	return &((const struct sheet_query *)ask->filter)->sheets;
}

static void assert_text(const char *got, const char *want, const char *why)
{
	if ((got == NULL) != (want == NULL) || (got != NULL && strcmp(got, want) != 0))
		fail_msg("%s: %s instead of %s", why, got == NULL ? "(none)" : got, want == NULL ? "(none)" : want);
}

static const struct { const char *query, *why; } refused[] = {
	{ "state=foo", "no such state" },
	{ "state=Received", "codes are exact" },
	{ "area=x", "no number" },
	{ "area=0", "ids begin with 1" },
	{ "area=-3", "ids begin with 1" },
	{ "area=99999999999999999999", "over 64 bits" },
	{ "campaign=PS-2023", "a campaign by its id here" },
	{ "enumerator=1.5", "no whole number" },
	{ "clean=2", "1 or 0" },
	{ "after=1e3", "no whole number" },
};

static void test_refuses_what_is_no_filter(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct table_ask ask;

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		if (read_query(arena, ROLE_OFFICER, refused[i].query, &ask) != ERR_BAD_REQUEST)
			fail_msg("%s was read: %s", refused[i].query, refused[i].why);
	}
	arena_free(arena);
}

static void test_q_has_a_limit(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct table_ask ask;
	char query[256] = "q=";

	(void)state;
	memset(query + 2, 'a', 200);
	assert_int_equal(read_query(arena, ROLE_OFFICER, query, &ask), ERR_OK);
	query[202] = 'a';
	assert_int_equal(read_query(arena, ROLE_OFFICER, query, &ask), ERR_BAD_REQUEST);
	arena_free(arena);
}

static const struct {
	enum role role;
	const char *q, *name, *citizen_id;
	bool exact;
	const char *paper_no, *why;
} searches[] = {
	{ ROLE_OFFICER, "Nguy%E1%BB%85n++TH%E1%BB%8A+%C4%90", "nguyen thi d", NULL, false, NULL, "a name is folded" },
	{ ROLE_OFFICER, "++", NULL, NULL, false, NULL, "nothing but spaces asks for nothing" },
	{ ROLE_OFFICER, "056085012345", NULL, "056085012345", true, NULL, "twelve digits are a whole number" },
	{ ROLE_OFFICER, "225123456", NULL, "225123456", true, NULL, "nine digits are an old one" },
	{ ROLE_OFFICER, "056.085+012345", NULL, "056085012345", true, NULL, "spaces and dots are forgiven" },
	{ ROLE_OFFICER, "056", NULL, "056", false, NULL, "three digits are a beginning" },
	{ ROLE_OFFICER, "05", "05", NULL, false, NULL, "two digits are too few for a number" },
	{ ROLE_OFFICER, "0560850123456", NULL, "0560850123456", false, NULL, "thirteen digits begin no number: nothing is found" },
	{ ROLE_OFFICER, "PS-000407", NULL, NULL, false, "PS-000407", "letters with digits are a paper number" },
	{ ROLE_OFFICER, "12%2F2024", NULL, NULL, false, "12/2024", "digits with a slash too" },
	{ ROLE_LEADER, "056085012345", NULL, "056085012345", true, NULL, "a masked role may look for a whole number" },
	{ ROLE_LEADER, "05608501234", NULL, "", true, NULL, "but not for a part of one: equal to no number" },
	{ ROLE_LEADER, "tran+van", "tran van", NULL, false, NULL, "names are free" },
};

static void test_q_is_a_number_a_paper_or_a_name(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct table_ask ask;

	(void)state;
	for (size_t i = 0; i < COUNT(searches); i++) {
		const char *why = searches[i].why;
		assert_int_equal(read_query(arena, searches[i].role, arena_print(arena, "q=%s", searches[i].q), &ask), ERR_OK);
		assert_text(filter_of(&ask)->name, searches[i].name, why);
		assert_text(filter_of(&ask)->citizen_id, searches[i].citizen_id, why);
		assert_text(filter_of(&ask)->paper_no, searches[i].paper_no, why);
		if (filter_of(&ask)->citizen_exact != searches[i].exact)
			fail_msg("%s", why);
		assert_int_equal(ask.sought != NULL, searches[i].citizen_id != NULL && searches[i].citizen_id[0] != '\0');
	}
	arena_free(arena);
}

static void test_the_place_is_no_filter(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct table_ask ask;

	(void)state;
	assert_int_equal(read_query(arena, ROLE_OFFICER, "other=foo&area=7&after=&clean=0", &ask), ERR_OK);
	assert_int_equal(filter_of(&ask)->area_id, 7);
	assert_int_equal(filter_of(&ask)->state, STATE_NONE);
	assert_int_equal(filter_of(&ask)->clean, -1);
	assert_true(table_is_filtered(&ask));
	assert_int_equal(read_query(arena, ROLE_OFFICER, "after=9", &ask), ERR_OK);
	assert_false(table_is_filtered(&ask));
	assert_string_equal(table_place(&ask), "9");
	arena_free(arena);
}

static void test_links_carry_the_filter_but_not_the_place(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct table_ask ask;

	(void)state;
	assert_int_equal(read_query(arena, ROLE_OFFICER, "state=received&area=7&q=a%26b+%C4%91&after=90", &ask), ERR_OK);
	assert_string_equal(table_url(&ask, "", "after", "40"), "/sheets?state=received&area=7&q=a%26b%20%C4%91&after=40");
	assert_string_equal(table_url(&ask, ".csv", "state", NULL), "/sheets.csv?area=7&q=a%26b%20%C4%91");
	assert_string_equal(table_url(&ask, "", "area", "8"), "/sheets?state=received&q=a%26b%20%C4%91&area=8");
	arena_free(arena);
}

static void test_s_is_a_q_that_was_sealed(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct table_ask ask;

	(void)state;
	for (size_t i = 0; i < COUNT(searches); i++) {
		struct params q;
		const char *why = searches[i].why, *encoded = arena_print(arena, "q=%s", searches[i].q);
		assert_true(params_decode(arena, encoded, strlen(encoded), &q));
		const char *typed = q.items[0].value, *s = seal_text(arena, cookie, typed);
		assert_int_equal(read_query(arena, searches[i].role, arena_print(arena, "s=%s", s), &ask), ERR_OK);
		assert_text(filter_of(&ask)->name, searches[i].name, why);
		assert_text(filter_of(&ask)->citizen_id, searches[i].citizen_id, why);
		assert_text(filter_of(&ask)->paper_no, searches[i].paper_no, why);
		assert_text(ask.typed, typed, why);
		assert_int_equal(ask.sought != NULL, searches[i].citizen_id != NULL && searches[i].citizen_id[0] != '\0');
		assert_true(table_is_filtered(&ask));
	}
	arena_free(arena);
}

static void test_s_opens_in_its_session_and_alone(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	const char *s = seal_text(arena, cookie, "056085012345"), *other = seal_text(arena, "another cookie", "056085012345");
	struct table_ask ask;

	(void)state;
	assert_int_equal(read_query(arena, ROLE_OFFICER, arena_print(arena, "state=draft&s=%s&after=7", s), &ask), ERR_OK);
	assert_string_equal(table_url(&ask, "", "after", "9"), arena_print(arena, "/sheets?state=draft&s=%s&after=9", s));
	const char *const refusals[] = { arena_print(arena, "s=%s", other), arena_print(arena, "q=a&s=%s", s), arena_print(arena, "s=%sA", s), "s=x" };
	for (size_t i = 0; i < COUNT(refusals); i++)
		assert_int_equal(read_query(arena, ROLE_OFFICER, refusals[i], &ask), ERR_BAD_REQUEST);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refuses_what_is_no_filter),
		cmocka_unit_test(test_q_has_a_limit),
		cmocka_unit_test(test_q_is_a_number_a_paper_or_a_name),
		cmocka_unit_test(test_the_place_is_no_filter),
		cmocka_unit_test(test_s_is_a_q_that_was_sealed),
		cmocka_unit_test(test_s_opens_in_its_session_and_alone),
		cmocka_unit_test(test_links_carry_the_filter_but_not_the_place),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
