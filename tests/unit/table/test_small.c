/* Small tables: read whole, put in order and cut into pages; and the places of large ones. */
#include "people.h"

static struct person five[] = {
	{ .id = 1, .name = "Trần Văn Bình", .age = 30, .hamlet = "Thôn 2", .seen = "2024-06-01T00:00:00Z", .state = STATE_RECEIVED },
	{ .id = 2, .name = "Lê Thị An", .age = 20, .hamlet = NULL, .seen = "2024-06-02T00:00:00Z", .state = STATE_DRAFT },
	{ .id = 3, .name = "Đỗ Đào", .age = 30, .hamlet = "Đội 1", .seen = "2024-06-03T00:00:00Z", .state = STATE_RECEIVED },
	{ .id = 4, .name = "Lê Ánh", .age = -1, .hamlet = "Thôn 1", .seen = "2024-06-04T00:00:00Z", .state = STATE_ACCEPTED },
	{ .id = 5, .name = "Trần Văn Bình", .age = 20, .hamlet = NULL, .seen = "2024-06-05T00:00:00Z", .state = STATE_DRAFT },
};

static struct table_ask ask_for(const struct world *world, const struct table *table, const char *query)
{
	static const struct actor officer = { .role = ROLE_OFFICER, .commune_id = 1, .few_communes = true };
	struct table_ask ask;
	struct error error = { 0 };

	people.items = five;
	people.count = COUNT(five);
	if (asks(world, &officer, table, query, &ask, &error) != ERR_OK)
		fail_msg("%s: %s", query, error.detail);
	return ask;
}

/* The ids of a page of that many, and whether there are others. */
static void reads(struct table_ask *ask, size_t limit, const char *ids, bool more)
{
	struct table_rows rows;
	char got[64] = "";
	bool others = !more;

	assert_int_equal(table_read(NULL, ask, limit, &rows, &others, NULL), ERR_OK);
	for (size_t i = 0; i < rows.count; i++)
		snprintf(got + strlen(got), sizeof got - strlen(got), "%lld", (long long)((const struct person *)table_row(ask->table, &rows, i))->id);
	assert_string_equal(got, ids);
	assert_int_equal(others, more);
	assert_int_equal(rows.total, people.count == 0 || !ask->table->small ? -1 : (int64_t)people.count);
	table_go_on(ask, &rows);
}

static void equal_values_stay_as_they_were_read(void **state)
{
	static const struct { const char *query, *ids; } rows[] = {
		{ "", "12345" }, { "sort=full_name", "24153" }, { "sort=-full_name", "31542" }, { "sort=age", "42513" }, { "sort=-age", "13254" },
		{ "sort=hamlet", "25341" }, { "sort=-hamlet", "14325" }, { "sort=state", "25134" }, { "sort=-state", "41325" }, { "sort=seen", "12345" },
		{ "sort=-seen", "54321" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct table_ask ask = ask_for(*state, &small_people, rows[i].query);
		reads(&ask, 50, rows[i].ids, false);
	}
}

static void pages_are_cut_from_what_is_in_order(void **state)
{
	struct table_ask ask = ask_for(*state, &small_people, "sort=-age");

	reads(&ask, 2, "13", true);
	assert_string_equal(table_place(&ask), "2");
	reads(&ask, 2, "25", true);
	reads(&ask, 2, "4", false);
	assert_string_equal(table_place(&ask), "5");
	reads(&ask, 2, "", false);
}

static void a_place_leads_to_the_same_page(void **state)
{
	static const struct { const char *query, *ids; bool more; } rows[] = {
		{ "after=1", "23", true }, { "after=3", "45", false }, { "after=4", "5", false }, { "after=5", "", false }, { "after=9223372036854775807", "", false },
		{ "after=3&sort=full_name", "53", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct table_ask ask = ask_for(*state, &small_people, rows[i].query);
		reads(&ask, 2, rows[i].ids, rows[i].more);
	}
}

static void a_page_that_is_just_filled_is_the_last(void **state)
{
	struct table_ask ask = ask_for(*state, &small_people, "");

	reads(&ask, 5, "12345", false);
	ask = ask_for(*state, &small_people, "");
	people.count = 0;
	reads(&ask, 5, "", false);
	assert_null(table_place(&ask));
}

/* What is asked for goes before the table's own order, which files do not have. */
static void a_page_stands_in_the_order_of_its_table(void **state)
{
	static const struct { bool shown; const char *query, *ids, *sort; } rows[] = {
		{ true, "", "41325", "reached" }, { true, "sort=-reached", "13425", "-reached" }, { true, "sort=-seen", "54321", "-seen" },
		{ false, "", "12345", NULL }, { false, "sort=reached", "41325", "reached" },
	};
	static const struct column columns[] = {
		{ "reached", MSG_HEAD_REACHED, KIND_PART, PERSON_AT(age), COLUMN_SHOWN, 0 },
		{ "seen", MSG_HEAD_SINCE, KIND_TIME, PERSON_AT(seen), COLUMN_ANYWHERE, 0 },
	};
	static struct person items[COUNT(five)];
	static const int64_t ages[] = { 30, -1, 30, 0, -1 };
	struct table own = small_people;

	own.columns = columns;
	own.column_count = COUNT(columns);
	own.order = &columns[0];
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct world *world = *state;
		const struct actor officer = { .role = ROLE_OFFICER, .commune_id = 1, .few_communes = true };
		struct params params;
		struct table_ask ask = { .reader = { world->arena, &officer, world->form }, .path = own.path, .shown = rows[i].shown };
		for (size_t j = 0; j < COUNT(five); j++) {
			items[j] = five[j];
			items[j].age = ages[j];
		}
		people.items = items;
		people.count = COUNT(items);
		assert_true(params_decode(world->arena, rows[i].query, strlen(rows[i].query), &params));
		assert_int_equal(table_begin(&ask, &own, &params, NULL), ERR_OK);
		reads(&ask, 50, rows[i].ids, false);
		if (rows[i].sort == NULL)
			assert_null(table_sort_text(&ask));
		else
			assert_string_equal(table_sort_text(&ask), rows[i].sort);
	}
}

/* ---- large ones ---- */

static void one_more_is_asked_for_and_not_shown(void **state)
{
	struct table_ask ask = ask_for(*state, &large_people, "");

	reads(&ask, 4, "1234", true);
	assert_int_equal(people.limit, 5);
	assert_true(people.whole);
	assert_string_equal(table_place(&ask), "4");
	people.count = 4;
	reads(&ask, 4, "1234", false);
	assert_true(people.whole);
	ask = ask_for(*state, &large_people, "after=4");
	reads(&ask, 4, "1234", true);
	assert_false(people.whole);
	ask.whole = true;
	reads(&ask, 4, "1234", true);
	assert_true(people.whole);
}

static void a_place_carries_what_is_sorted_by(void **state)
{
	static const struct { const char *query, *place; } rows[] = {
		{ "", "5" }, { "sort=id", "5" }, { "sort=-id", "5" }, { "sort=seen", "2024-06-05T00:00:00Z~5" }, { "sort=-seen&after=x~9", "2024-06-05T00:00:00Z~5" },
	};
	struct table own = large_people;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct table_ask ask = ask_for(*state, &large_people, rows[i].query);
		const struct table_rows all = { five, COUNT(five), -1, NULL };
		assert_string_equal(table_after(&ask, &all), rows[i].place);
	}
	own.order = &people_columns[7];
	struct table_ask ask = ask_for(*state, &own, "");
	reads(&ask, 4, "1234", true);
	assert_string_equal(table_place(&ask), "2024-06-04T00:00:00Z~4");
}

static void ids_are_told_and_a_commune_when_it_is_one(void **state)
{
	static struct person items[] = { { .id = 9, .commune = 3, .age = 4 }, { .id = 2, .commune = 3, .age = 40 }, { .id = 7, .commune = 4, .age = 5 } };
	static const int64_t ids[] = { 9, 2, 7 }, pairs[] = { 9, 4, 2, 40, 7, 5 };
	struct table pair = large_people;
	struct table_ask ask = ask_for(*state, &large_people, "");
	struct table_rows rows = { items, 3, -1, NULL };
	size_t count;

	assert_memory_equal(table_ids(&ask, &rows, &count), ids, sizeof ids);
	assert_int_equal(count, 3);
	assert_int_equal(table_commune(&ask, &rows), 0);
	rows.count = 2;
	assert_int_equal(table_commune(&ask, &rows), 3);
	rows.count = 0;
	assert_int_equal(table_commune(&ask, &rows), 0);
	rows.count = 3;
	pair.other = PERSON_AT(age);
	ask = ask_for(*state, &pair, "");
	assert_memory_equal(table_ids(&ask, &rows, &count), pairs, sizeof pairs);
	assert_int_equal(count, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_values_stay_as_they_were_read),
		cmocka_unit_test(pages_are_cut_from_what_is_in_order),
		cmocka_unit_test(a_place_leads_to_the_same_page),
		cmocka_unit_test(a_page_that_is_just_filled_is_the_last),
		cmocka_unit_test(a_page_stands_in_the_order_of_its_table),
		cmocka_unit_test(one_more_is_asked_for_and_not_shown),
		cmocka_unit_test(a_place_carries_what_is_sorted_by),
		cmocka_unit_test(ids_are_told_and_a_commune_when_it_is_one),
	};

	return cmocka_run_group_tests(tests, world_open, world_close);
}
