/* The history by time: it is read along its ids, and a clock that was set back loses nothing. */
#include "world.h"

#include "store/admin/access_log.h"
#include "store/sheet/event.h"

static void happens(const struct world *world, const char *at, enum action action)
{
	const struct event event = { .at = at, .action = action, .diff = "{}" };

	assert_int_equal(event_add(world->db, &event, NULL), ERR_OK);
}

/* The ids that the log shows, in its order; as a sum of digits. */
static int64_t shown(const struct world *world, const char *from, const char *until, enum action action, int64_t before)
{
	const struct log_filter filter = { .from = from, .until = until, .action = action, .before_id = before,
		.before_at = before == 0 ? NULL : "2024-06-10T00:00:00Z", .limit = 9 };
	struct log_row *rows;
	int64_t ids = 0, total;
	size_t count;

	assert_int_equal(log_list_any(world->db, world->arena, &filter, &rows, &count, NULL), ERR_OK);
	assert_int_equal(log_count_any(world->db, world->arena, &filter, &total, NULL), ERR_OK);
	assert_int_equal(total, count);
	for (size_t i = 0; i < count; i++)
		ids = ids * 10 + rows[i].id;
	return ids;
}

static void a_clock_that_was_set_back_loses_nothing(void **state)
{
	struct world *world = *state;
	static const char *const times[] = { "2024-06-10T16:59:59Z", "2024-06-10T17:00:00Z", "2024-06-13T01:00:00Z", "2024-06-10T18:00:00Z",
		"2024-06-13T02:00:00Z" };

	for (size_t i = 0; i < COUNT(times); i++)
		happens(world, times[i], i == 2 ? ACTION_USER_LOCK : ACTION_USER_CHANGE);
	assert_int_equal(shown(world, NULL, NULL, ACTION_NONE, 0), 54321);
	assert_int_equal(shown(world, NULL, NULL, ACTION_NONE, 4), 321);
	assert_int_equal(shown(world, "2024-06-10T17:00:00Z", "2024-06-11T17:00:00Z", ACTION_NONE, 0), 42);
	assert_int_equal(shown(world, "2024-06-10T17:00:01Z", "2024-06-13T02:00:00Z", ACTION_NONE, 0), 43);
	assert_int_equal(shown(world, "2024-06-10T17:00:01Z", NULL, ACTION_USER_CHANGE, 5), 4);
	assert_int_equal(shown(world, NULL, "2024-06-10T17:00:00Z", ACTION_NONE, 0), 1);
	assert_int_equal(shown(world, "2024-06-14T00:00:00Z", NULL, ACTION_NONE, 0), 0);
	assert_int_equal(shown(world, NULL, NULL, ACTION_USER_LOCK, 0), 3);
	assert_int_equal(shown(world, NULL, NULL, ACTION_USER_UNLOCK, 0), 0);
	const char *head;
	assert_int_equal(event_verify(world->db, world->arena, &head, NULL), ERR_OK);
}

/* By a connection of its own: the program has no statement that could. */
static void spoil(const struct world *world, const char *sql)
{
	const struct db_statement statement = { DB_WRITE, sql };
	const struct db_statements table = { &statement, 1 };
	const struct db_config config = { .path = world->path, .tables = &table, .table_count = 1 };
	struct error error = { 0 };
	struct db *db = db_open(&config, false, &error);

	if (db == NULL || db_run(db_use(db, &statement), &error) != ERR_OK)
		fail_msg("%s: %s", sql, error.detail);
	db_close(db);
}

static void verify_compares_the_days(void **state)
{
	struct world *world = *state;
	struct error error = { 0 };
	const char *head;

	happens(world, "2024-06-10T16:59:59Z", ACTION_USER_CHANGE);
	happens(world, "2024-06-11T16:59:59Z", ACTION_USER_CHANGE);
	happens(world, "2024-06-11T16:59:59Z", ACTION_USER_CHANGE);
	assert_int_equal(event_verify(world->db, world->arena, &head, &error), ERR_OK);
	spoil(world, "UPDATE event_day SET last_id = 2 WHERE last_id IS NULL");
	assert_int_equal(event_verify(world->db, world->arena, &head, &error), ERR_INTERNAL);
	spoil(world, "UPDATE event_day SET last_id = NULL");
	assert_int_equal(event_verify(world->db, world->arena, &head, &error), ERR_INTERNAL);
	spoil(world, "UPDATE event_day SET last_id = CASE WHEN first_id = 1 THEN 1 END");
	assert_int_equal(event_verify(world->db, world->arena, &head, &error), ERR_OK);
	spoil(world, "UPDATE event_day SET first_id = 2");
	assert_int_equal(event_verify(world->db, world->arena, &head, &error), ERR_INTERNAL);
	assert_non_null(strstr(error.detail, "its events lie between other ids"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(a_clock_that_was_set_back_loses_nothing, world_open, world_close),
		cmocka_unit_test_setup_teardown(verify_compares_the_days, world_open, world_close) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
