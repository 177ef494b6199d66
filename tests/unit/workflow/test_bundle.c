/* Bundles of papers: which are late, who sees them, and what keeps them from being counted. What becomes of their sheets in every order of events is
 * for test_property.c. */
#include "office.h"

#include "text/messages.h"

/* Past the program, on a connection of its own that knows the statement. */
static void change(struct office *o, const struct db_statement *statement)
{
	const struct db_statements one = { statement, 1 };
	struct db_config config = o->world->config;
	struct db_statements *tables = arena_array(o->world->arena, config.table_count + 1, sizeof *tables);
	struct error error = { 0 };

	memcpy(tables, config.tables, config.table_count * sizeof *tables);
	tables[config.table_count++] = one;
	config.tables = tables;
	struct db *db = db_open(&config, false, &error);
	if (db == NULL || db_begin(db, &error) != ERR_OK || db_run(db_use(db, statement), &error) != ERR_OK || db_commit(db, &error) != ERR_OK)
		fail_msg("%s: %s", statement->sql, error.detail);
	db_close(db);
}

static int64_t waiting(struct office *o, const char *citizen_id, const char *name)
{
	struct save_request r = request(o, &o->foreign, true);
	struct error error = { 0 };

	answer(o, &r.answers, "area_id", arena_print(o->world->arena, "%lld", (long long)o->foreign_hamlet));
	answer(o, &r.answers, "full_name", name);
	answer(o, &r.answers, "citizen_id", citizen_id);
	if (workflow_save(&r, &error) != ERR_OK || r.refused || r.sheet.state != STATE_WITH_HAMLET)
		fail_msg("%s", error.detail);
	return r.sheet.id;
}

static int64_t sent_on(struct office *o, const int64_t *ids, size_t count, int64_t papers)
{
	struct accept_request r = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->foreign_leader }, .forward = true,
		.one_bundle = true, .ids = ids, .count = count, .papers = papers };

	assert_int_equal(workflow_accept_many(&r, NULL), ERR_OK);
	assert_int_equal(r.head.made.kind, THING_BUNDLE);
	return r.head.made.id;
}

static enum err count_as(struct office *o, const struct actor *actor, int64_t bundle_id, int64_t counted, enum message *why)
{
	struct count_request r = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = actor }, .bundle_id = bundle_id,
		.counted = counted, .extra = -1 };
	struct error error = { 0 };
	enum err err = workflow_count_bundle(&r, &error);

	for (int m = 0; why != NULL && m < MESSAGE_COUNT; m++) {
		if (error.message == message_text((enum message)m))
			*why = (enum message)m;
	}
	return err;
}

static struct bundle loaded(struct office *o, int64_t id)
{
	struct bundle bundle;

	assert_int_equal(bundle_load_any(o->world->db, o->world->arena, id, &bundle, NULL), ERR_OK);
	return bundle;
}

static int64_t how_many(struct office *o, const struct actor *actor, enum bundle_which which, int days_on)
{
	struct bundle_sums sums;
	struct bundle *rows;
	size_t count;
	struct date day = date_from_days(date_to_days(clock_today(&o->workflow.clock)) + days_on);

	assert_int_equal(bundle_sum(o->world->db, o->world->arena, actor, which, day, &sums, NULL), ERR_OK);
	assert_int_equal(bundle_list(o->world->db, o->world->arena, actor, which, day, 0, 50, &rows, &count, NULL), ERR_OK);
	assert_int_equal((int64_t)count, sums.bundles);
	return sums.bundles;
}

static const struct db_statement ten_days = { DB_WRITE,
	"INSERT INTO campaign_stage (campaign_id, stage, days) SELECT campaign_id, 'check', 10 FROM bundle" };

static void what_waits_longer_than_acceptance_may_is_late(void **state)
{
	struct office *o = *state;
	const int64_t ids[] = { waiting(o, "056185001231", "Nguyễn Thị Lan"), waiting(o, "056185001232", "Trần Văn Bảy") };
	const struct actor *officer = &o->foreign;
	int64_t id = sent_on(o, ids, 2, 2);

	assert_int_equal(how_many(o, officer, BUNDLES_OPEN, 0), 1);
	assert_int_equal(how_many(o, officer, BUNDLES_LATE, 400), 0);
	change(o, &ten_days);
	assert_int_equal(how_many(o, officer, BUNDLES_LATE, 10), 0);
	assert_int_equal(how_many(o, officer, BUNDLES_LATE, 11), 1);
	assert_int_equal(count_as(o, officer, id, 2, NULL), ERR_OK);
	assert_int_equal(how_many(o, officer, BUNDLES_LATE, 11), 0);
	assert_int_equal(how_many(o, officer, BUNDLES_OPEN, 0), 0);
	assert_int_equal(how_many(o, officer, BUNDLES_ALL, 0), 1);
}

static void a_bundle_is_seen_in_its_hamlet_and_its_commune(void **state)
{
	struct office *o = *state;
	const int64_t ids[] = { waiting(o, "056185001233", "Lê Thị Sáu") };
	int64_t id = sent_on(o, ids, 1, PAPERS_NOT_SAID);

	assert_int_equal(how_many(o, &o->foreign_leader, BUNDLES_ALL, 0), 1);
	assert_int_equal(how_many(o, &o->foreign, BUNDLES_ALL, 0), 1);
	assert_int_equal(how_many(o, &o->officer, BUNDLES_ALL, 0), 0);
	assert_int_equal(count_as(o, &o->officer, id, 1, NULL), ERR_NOT_FOUND);
	assert_int_equal(loaded(o, id).papers, PAPERS_NOT_SAID);
	assert_int_equal(count_as(o, &o->foreign, id, 1, NULL), ERR_OK);
}

static void what_cannot_be_counted_says_why(void **state)
{
	struct office *o = *state;
	const int64_t ids[] = { waiting(o, "056185001234", "Phạm Văn Tám") };
	int64_t id = sent_on(o, ids, 1, 1);
	enum message why = MESSAGE_COUNT;

	assert_int_equal(count_as(o, &o->foreign, id, -1, &why), ERR_UNPROCESSABLE);
	assert_int_equal(why, MSG_BATCH_NEED_COUNT);
	assert_int_equal(count_as(o, &o->foreign, id, 2, &why), ERR_UNPROCESSABLE);
	assert_int_equal(why, MSG_BATCH_COUNT);
	assert_int_equal(bundle_state(&(const struct bundle){ .sheets = 0 }), BUNDLE_UNDONE);
	assert_int_equal(count_as(o, &o->foreign, id, 1, NULL), ERR_OK);
	assert_int_equal(count_as(o, &o->foreign, id, 1, &why), ERR_CONFLICT);
	assert_int_equal(why, MSG_BUNDLE_CONFIRMED);
	assert_int_equal(stored(o, ids[0]).state, STATE_RECEIVED);
	assert_int_equal(last_event(o, ids[0]).action, ACTION_COUNTED);
}

/* Each row of a bundle that was changed behind the program's back. */
static void verify_finds_what_was_changed(void **state)
{
	static const struct { struct db_statement change, back; } changes[] = {
		{ { DB_WRITE, "UPDATE bundle SET missing = missing + 1" }, { DB_WRITE, "UPDATE bundle SET missing = missing - 1" } },
		{ { DB_WRITE, "UPDATE bundle SET counted = counted + 1" }, { DB_WRITE, "UPDATE bundle SET counted = counted - 1" } },
		{ { DB_WRITE, "UPDATE bundle_sheet SET outcome = 'open'" }, { DB_WRITE, "UPDATE bundle_sheet SET outcome = 'present'" } },
		{ { DB_WRITE, "UPDATE bundle_sheet SET outcome = 'missing'" }, { DB_WRITE, "UPDATE bundle_sheet SET outcome = 'present'" } },
		{ { DB_WRITE, "UPDATE bundle SET confirmed_at = confirmed_at - 60" }, { DB_WRITE, "UPDATE bundle SET confirmed_at = confirmed_at + 60" } },
	};
	struct office *o = *state;
	const int64_t ids[] = { waiting(o, "056185001235", "Võ Thị Chín") };
	int64_t id = sent_on(o, ids, 1, 1);

	assert_int_equal(count_as(o, &o->foreign, id, 1, NULL), ERR_OK);
	for (size_t i = 0; i < COUNT(changes); i++) {
		change(o, &changes[i].change);
		if (bundle_verify(o->world->db, NULL) != ERR_INTERNAL)
			fail_msg("verify does not see: %s", changes[i].change.sql);
		change(o, &changes[i].back);
	}
	assert_int_equal(bundle_verify(o->world->db, NULL), ERR_OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_waits_longer_than_acceptance_may_is_late), TEST(a_bundle_is_seen_in_its_hamlet_and_its_commune),
		TEST(what_cannot_be_counted_says_why), TEST(verify_finds_what_was_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
