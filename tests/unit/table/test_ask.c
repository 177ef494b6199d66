/* What is asked of a table: filters, sort and place as they are read, refused and written back; and what a table must have at start. */
#include "document/document.h"
#include "people.h"

static const enum role masked_roles[] = { ROLE_LEADER, ROLE_POLICE_SUPERIOR, ROLE_DISTRICT, ROLE_PROVINCE };

static struct table_ask understood(const struct world *world, const struct actor *actor, const struct table *table, const char *query)
{
	struct table_ask ask;
	struct error error = { 0 };

	if (asks(world, actor, table, query, &ask, &error) != ERR_OK)
		fail_msg("%s: %s", query, error.detail);
	return ask;
}

static void is_refused(const struct world *world, const struct actor *actor, const struct table *table, const char *query,
                       enum message message)
{
	struct table_ask ask;
	struct error error = { 0 };

	if (asks(world, actor, table, query, &ask, &error) != ERR_BAD_REQUEST)
		fail_msg("%s is understood", query);
	assert_string_equal(error.message, message_text(message));
}

/* ---- filters ---- */

static void filters_are_read_into_their_places(void **state)
{
	const struct actor actor = person_of(ROLE_OFFICER, 1);
	const struct table_ask ask = understood(*state, &actor, &small_people, "word=%C4%91%C6%B0%E1%BB%9Dng+1&age=12&other=3");
	const struct people_query *query = ask.filter;

	assert_int_equal(query->age, 12);
	assert_string_equal(query->word, "đường 1");
	assert_string_equal(ask.texts[0], "12");
	assert_string_equal(ask.texts[1], "đường 1");
	assert_true(table_is_filtered(&ask));
}

static void what_is_empty_is_not_asked_for(void **state)
{
	const struct actor actor = person_of(ROLE_OFFICER, 1);
	const struct table_ask ask = understood(*state, &actor, &small_people, "age=&sort=&after=");

	assert_null(ask.texts[0]);
	assert_null(ask.sort);
	assert_null(table_sort_text(&ask));
	assert_null(table_place(&ask));
	assert_false(table_is_filtered(&ask));
}

static void what_means_nothing_is_refused(void **state)
{
	const struct actor actor = person_of(ROLE_OFFICER, 1);

	is_refused(*state, &actor, &small_people, "age=x", MSG_BAD_FILTER);
	is_refused(*state, &actor, &small_people, "word=a&age=1.", MSG_BAD_FILTER);
	is_refused(*state, &actor, &small_people, "word=elsewhere", MSG_SEARCH_ELSEWHERE);
}

static enum err begin_is_asked(struct table_ask *ask, struct error *error)
{
	const struct people_query *query = ask->filter;

	return query->age == 13 ? error_set(error, ERR_TOO_MANY, NULL, "asked for %lld", (long long)query->age) : ERR_OK;
}

static void the_table_has_the_last_word(void **state)
{
	const struct actor actor = person_of(ROLE_OFFICER, 1);
	struct table table = small_people;
	struct table_ask ask;

	table.begin = begin_is_asked;
	assert_int_equal(asks(*state, &actor, &table, "age=12", &ask, NULL), ERR_OK);
	assert_int_equal(asks(*state, &actor, &table, "age=13", &ask, NULL), ERR_TOO_MANY);
}

/* ---- sorts ---- */

static void a_sort_is_written_back_as_it_came(void **state)
{
	static const char *const texts[] = { "full_name", "-full_name", "age", "-age", "hamlet", "-id" };
	const struct actor actor = person_of(ROLE_OFFICER, 1);

	for (size_t i = 0; i < COUNT(texts); i++) {
		char query[64];
		snprintf(query, sizeof query, "sort=%s", texts[i]);
		const struct table_ask ask = understood(*state, &actor, &small_people, query);
		assert_string_equal(table_sort_text(&ask), texts[i]);
		assert_int_equal(ask.descending, texts[i][0] == '-');
	}
}

static void no_column_no_sort(void **state)
{
	static const char *const queries[] = { "sort=nothing", "sort=-", "sort=--age", "sort=AGE", "sort=age+", "sort=age,id" };
	const struct actor actor = person_of(ROLE_OFFICER, 1);

	for (size_t i = 0; i < COUNT(queries); i++)
		is_refused(*state, &actor, &small_people, queries[i], MSG_BAD_FILTER);
}

static void nobody_sorts_by_what_is_masked_for_him(void **state)
{
	static const struct { const struct table *table; const char *query; } rows[] = {
		{ &small_people, "sort=number" }, { &small_people, "sort=-number" }, { &small_people, "sort=note" },
		{ &large_people, "sort=number" }, { &large_people, "sort=-number" },
	};
	const struct actor officer = person_of(ROLE_OFFICER, 1);

	for (size_t i = 0; i < COUNT(rows); i++) {
		understood(*state, &officer, rows[i].table, rows[i].query);
		for (size_t r = 0; r < COUNT(masked_roles); r++) {
			const struct actor masked = person_of(masked_roles[r], 1);
			is_refused(*state, &masked, rows[i].table, rows[i].query, MSG_BAD_FILTER);
		}
	}
	const struct actor leader = person_of(ROLE_LEADER, 1);
	const struct table_ask ask = understood(*state, &leader, &small_people, "sort=full_name");
	assert_false(table_can_sort(&ask, &people_columns[1]));
	assert_true(table_can_sort(&ask, &people_columns[0]));
}

static void a_large_table_is_sorted_along_its_indexes_alone(void **state)
{
	const struct actor one = person_of(ROLE_OFFICER, 7), several = person_of(ROLE_OFFICER, 0);

	understood(*state, &one, &large_people, "sort=id");
	understood(*state, &several, &large_people, "sort=-id");
	understood(*state, &one, &large_people, "sort=-seen");
	is_refused(*state, &several, &large_people, "sort=-seen", MSG_BAD_FILTER);
	is_refused(*state, &one, &large_people, "sort=age", MSG_BAD_FILTER);
	understood(*state, &one, &small_people, "sort=age");
}

static void some_sorts_are_of_what_a_filter_finds(void **state)
{
	static const struct table_sort by_age_found = { .at = PERSON_AT(age), .index = "event_actor", .only = "age", .greatest = true };
	const struct actor officer = person_of(ROLE_OFFICER, 7);
	struct table table = large_people;

	table.sorts = &by_age_found;
	table.sort_count = 1;
	const struct table_ask found = understood(*state, &officer, &table, "age=12&sort=-age");
	assert_string_equal(table_sort_text(&found), "-age");
	const struct table_ask all = understood(*state, &officer, &table, "sort=-age");
	assert_null(all.sort);
	assert_false(table_can_sort(&all, found.sort));
	assert_true(table_sorts_greatest(&table, found.sort));
	assert_false(table_sorts_greatest(&table, &people_columns[0]));
	is_refused(*state, &officer, &table, "age=12&sort=seen", MSG_BAD_FILTER);
}

/* ---- places ---- */

static void a_place_is_an_id_or_a_key_with_it(void **state)
{
	static const struct { const char *query; int64_t id; const char *key, *place; } rows[] = {
		{ "after=12", 12, NULL, "12" },
		{ "after=9223372036854775807", INT64_MAX, NULL, "9223372036854775807" },
		{ "after=2024-06-01T07:00:00Z~12", 12, "2024-06-01T07:00:00Z", "2024-06-01T07:00:00Z~12" },
		{ "after=a~b%20%E1%BB%85~3", 3, "a~b ễ", "a~b ễ~3" },
		{ "after=~3", 3, "", "~3" },
	};
	const struct actor actor = person_of(ROLE_OFFICER, 1);

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct table_ask ask = understood(*state, &actor, &large_people, rows[i].query);
		assert_int_equal(ask.after.id, rows[i].id);
		assert_int_equal(ask.after.key == NULL, rows[i].key == NULL);
		if (rows[i].key != NULL)
			assert_string_equal(ask.after.key, rows[i].key);
		assert_string_equal(table_place(&ask), rows[i].place);
	}
}

static void a_damaged_place_is_refused(void **state)
{
	static const char *const queries[] = { "after=0", "after=-1", "after=x", "after=~", "after=12~", "after=12~x", "after=12~-3", "after=1.5",
		"after=9223372036854775808", "after=key~9223372036854775808" };
	const struct actor actor = person_of(ROLE_OFFICER, 1);
	char query[512];

	for (size_t i = 0; i < COUNT(queries); i++)
		is_refused(*state, &actor, &large_people, queries[i], MSG_BAD_FILTER);
	snprintf(query, sizeof query, "after=%0*d~1", TABLE_KEY - 3, 0);
	understood(*state, &actor, &large_people, query);
	snprintf(query, sizeof query, "after=%0*d~1", TABLE_KEY - 2, 0);
	is_refused(*state, &actor, &large_people, query, MSG_BAD_FILTER);
}

/* ---- addresses ---- */

static void an_address_keeps_what_was_asked_for(void **state)
{
	static const struct { const char *suffix, *changed, *value, *url; } rows[] = {
		{ "", "after", NULL, "/people?age=12&word=a%26b%20c&sort=-age" },
		{ ".csv", "after", NULL, "/people.csv?age=12&word=a%26b%20c&sort=-age" },
		{ "", "after", "30", "/people?age=12&word=a%26b%20c&sort=-age&after=30" },
		{ "", "print", "1", "/people?age=12&word=a%26b%20c&sort=-age&print=1" },
		{ "", "age", NULL, "/people?word=a%26b%20c&sort=-age" },
		{ "", "age", "9", "/people?word=a%26b%20c&sort=-age&age=9" },
		{ "", "sort", "full_name", "/people?age=12&word=a%26b%20c&sort=full_name" },
	};
	const struct actor actor = person_of(ROLE_OFFICER, 1);
	const struct table_ask ask = understood(*state, &actor, &small_people, "after=20&sort=-age&word=a%26b+c&print=1&age=12&x=y");
	const struct table_ask nothing = understood(*state, &actor, &small_people, "");

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(table_url(&ask, rows[i].suffix, rows[i].changed, rows[i].value), rows[i].url);
	assert_string_equal(table_url(&nothing, ".json", "after", NULL), "/people.json");
}

/* ---- at start ---- */

static void starts(const struct world *world, const struct table *table, const char *wrong)
{
	const struct table *const tables[] = { &small_people, table };
	struct error error = { 0 };
	enum err err = table_check(world->db, tables, COUNT(tables), &error);

	assert_int_equal(err, wrong == NULL ? ERR_OK : ERR_INTERNAL);
	if (wrong != NULL && (strstr(error.detail, wrong) == NULL || strstr(error.detail, table->name) == NULL))
		fail_msg("%s", error.detail);
}

static void a_large_table_without_its_indexes_does_not_start(void **state)
{
	static const struct { struct table_filter filter; struct table_sort sort; const char *wrong; } rows[] = {
		{ { "age", MSG_SEARCH, &by_age, 0, "event_actor" }, { .at = PERSON_AT(id), .index = "event_actor" }, NULL },
		{ { "age", MSG_SEARCH, &by_age, 0, NULL }, { .at = PERSON_AT(id), .index = "event_actor" }, "no index serves age" },
		{ { "age", MSG_SEARCH, &by_age, 0, "no_such" }, { .at = PERSON_AT(id), .index = "event_actor" }, "no index no_such" },
		{ { "age", MSG_SEARCH, &by_age, 0, "event_actor" }, { .at = PERSON_AT(id), .index = NULL }, "no index serves a sort" },
		{ { "age", MSG_SEARCH, &by_age, 0, "event_actor" }, { .at = PERSON_AT(id), .index = "no_such", .narrow = true }, "no index no_such" },
		{ { "age", MSG_SEARCH, &by_age, 0, "event_actor" }, { .at = sizeof(struct person), .index = "event_actor" }, "no column of a sort" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct table table = large_people;
		table.filters = &rows[i].filter;
		table.sorts = &rows[i].sort;
		table.filter_count = table.sort_count = 1;
		starts(*state, &table, rows[i].wrong);
	}
	struct column many[COLUMNS_MOST];
	struct table broad = small_people;
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = small_people.columns[0];
	broad.columns = many;
	broad.column_count = COUNT(many);
	starts(*state, &broad, "more columns than a paper");
	struct table small = small_people;
	small.filters = &rows[1].filter;
	small.filter_count = 1;
	starts(*state, &small, NULL);
}

static void a_large_table_that_shows_sheets_tells_their_ids(void **state)
{
	struct table table = large_people;

	starts(*state, &table, NULL);
	table.ids = NULL;
	starts(*state, &table, "ids");
	table.shows = SHOWS_NOTHING;
	starts(*state, &table, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_are_read_into_their_places),
		cmocka_unit_test(what_is_empty_is_not_asked_for),
		cmocka_unit_test(what_means_nothing_is_refused),
		cmocka_unit_test(the_table_has_the_last_word),
		cmocka_unit_test(a_sort_is_written_back_as_it_came),
		cmocka_unit_test(no_column_no_sort),
		cmocka_unit_test(nobody_sorts_by_what_is_masked_for_him),
		cmocka_unit_test(a_large_table_is_sorted_along_its_indexes_alone),
		cmocka_unit_test(some_sorts_are_of_what_a_filter_finds),
		cmocka_unit_test(a_place_is_an_id_or_a_key_with_it),
		cmocka_unit_test(a_damaged_place_is_refused),
		cmocka_unit_test(an_address_keeps_what_was_asked_for),
		cmocka_unit_test(a_large_table_without_its_indexes_does_not_start),
		cmocka_unit_test(a_large_table_that_shows_sheets_tells_their_ids),
	};

	return cmocka_run_group_tests(tests, world_open, world_close);
}
