/* Whose data was shown: what a row says, how it is found again, and that nobody is shown what could not be noted. */
#include "office.h"

#include <pthread.h>
#include <semaphore.h>

#include "store/access/id_list.h"
#include "workflow/access.h"

/* ---- what is read back ---- */

static const char *const newest_columns = "SELECT action, COALESCE(sheet_id, 0), detail, table_name, COALESCE(filter, -1), "
	"COALESCE(commune_id, -1), COALESCE(lowest, 0), COALESCE(highest, 0), COALESCE(shown, 0), ids FROM access_log "
	"ORDER BY id DESC LIMIT 1";

struct seen {
	struct access_row row;
	const char *action;
	int64_t ids[8];
	size_t count;
};

static struct seen newest(struct office *o)
{
	struct db *db = db_open(&o->world->config, true, NULL);
	struct db_row *row = db_use_text(db, newest_columns);
	struct seen seen = { .count = 0 };
	struct id_list list;
	size_t length;

	assert_int_equal(db_step(row), DB_ROW);
	seen.action = db_copy(row, 0, o->world->arena);
	seen.row = (struct access_row){ .sheet_id = db_int(row, 1), .detail = db_copy(row, 2, o->world->arena),
		.table = db_copy(row, 3, o->world->arena), .filter = db_int(row, 4), .commune_id = db_int(row, 5), .lowest = db_int(row, 6),
		.highest = db_int(row, 7), .count = db_int(row, 8) };
	const void *bytes = db_blob(row, 9, &length);
	id_list_begin(&list, bytes, length);
	while (seen.count < COUNT(seen.ids) && id_list_next(&list, &seen.ids[seen.count]) == ID_NEXT)
		seen.count++;
	db_done(row);
	db_close(db);
	return seen;
}

static int64_t rows_now(struct office *o)
{
	struct db *db = db_open(&o->world->config, true, NULL);
	struct db_row *row = db_use_text(db, "SELECT count(*) FROM access_log");

	assert_int_equal(db_step(row), DB_ROW);
	int64_t count = db_int(row, 0);
	db_done(row);
	db_close(db);
	return count;
}

static void show(struct office *o, const struct shown_rows *shown)
{
	assert_int_equal(workflow_log_shown_now(&o->workflow, &o->officer, shown, NULL), ERR_OK);
}

/* ---- what a row says ---- */

static void a_list_says_what_it_showed(void **state)
{
	static const int64_t ids[] = { 40, 12, 300, 12 }, sorted[] = { 12, 40, 300 };
	struct office *o = *state;

	show(o, &(struct shown_rows){ .access = ACCESS_LIST, .table = "sheets", .ids = ids, .count = COUNT(ids), .commune_id = 7 });
	struct seen seen = newest(o);
	assert_string_equal(seen.action, "list");
	assert_string_equal(seen.row.table, "sheets");
	assert_null(seen.row.detail);
	assert_int_equal(seen.row.filter, 0);
	assert_int_equal(seen.row.commune_id, 7);
	assert_int_equal(seen.row.lowest, 12);
	assert_int_equal(seen.row.highest, 300);
	assert_int_equal(seen.row.count, 3);
	assert_int_equal(seen.count, 3);
	assert_memory_equal(seen.ids, sorted, sizeof sorted);
}

static void a_list_of_nobody_says_so(void **state)
{
	struct office *o = *state;

	show(o, &(struct shown_rows){ .access = ACCESS_SEARCH, .table = "sheets", .sought = "056185001234", .commune_id = 7 });
	struct seen seen = newest(o);
	assert_string_equal(seen.row.detail, "citizen_id ending 234");
	assert_int_equal(seen.row.commune_id, -1);
	assert_int_equal(seen.row.count, 0);
	assert_int_equal(seen.count, 0);
}

static void a_sheet_is_told_by_itself(void **state)
{
	struct office *o = *state;
	int64_t id = submitted(o, &o->officer, "056185001234");

	assert_int_equal(workflow_log_print(&o->workflow, &o->officer, id, NULL), ERR_OK);
	struct seen seen = newest(o);
	assert_string_equal(seen.action, "print");
	assert_int_equal(seen.row.sheet_id, id);
	assert_null(seen.row.table);
	assert_int_equal(seen.row.commune_id, -1);
}

static void one_commune_or_several(void **state)
{
	static const int64_t one[] = { 5, 5, 5 }, several[] = { 5, 6, 5 }, back[] = { 5, 6, 6 };
	int64_t a = 0, b = 0, c = 0;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		a = shown_commune(a, i, one[i]);
		b = shown_commune(b, i, several[i]);
		c = shown_commune(c, i, back[i]);
	}
	assert_int_equal(a, 5);
	assert_int_equal(b, 0);
	assert_int_equal(c, 0);
}

/* ---- the digest of what was asked ---- */

static int64_t digest(struct office *o, const struct shown_filter *filter, size_t count)
{
	show(o, &(struct shown_rows){ .access = ACCESS_LIST, .table = "sheets", .filter = filter, .filter_count = count });
	return newest(o).row.filter;
}

static const struct { struct shown_filter a[2], b[2]; bool same; const char *why; } pairs[] = {
	{ { { "state", "received" }, { "area", "12" } }, { { "state", "received" }, { "area", "12" } }, true, "the same" },
	{ { { "state", "received" }, { "area", "12" } }, { { "state", "received" }, { "area", "13" } }, false, "another area" },
	{ { { "state", "received" }, { "area", NULL } }, { { "state", "received" }, { "q", "" } }, true, "what was not asked" },
	{ { { "state", "a" }, { "area", NULL } }, { { "area", "a" }, { "state", NULL } }, false, "asked of another" },
	{ { { "q", "ab" }, { "area", "c" } }, { { "q", "a" }, { "area", "bc" } }, false, "where one ends" },
	{ { { "from", "2024-06-10" }, { "q", NULL } }, { { "from", "2024-06-11" }, { "q", NULL } }, false, "another day" },
	{ { { "q", "056185001234" }, { "area", NULL } }, { { "q", "056185009999" }, { "area", NULL } }, true, "another number" },
	{ { { "q", "056-185-001-234" }, { "area", NULL } }, { { "q", "999-185-001-234" }, { "area", NULL } }, true, "with dashes" },
	{ { { "q", "lan 0561 85" }, { "area", NULL } }, { { "q", "lan 9999 99" }, { "area", NULL } }, true, "beside a name" },
	{ { { "q", "lan 056185" }, { "area", NULL } }, { { "q", "mai 056185" }, { "area", NULL } }, false, "another name" },
	{ { { "q", "056185001234" }, { "area", NULL } }, { { "q", NULL }, { "area", NULL } }, false, "a number, or nothing" },
};

static void the_digest_tells_filters_apart_but_no_numbers(void **state)
{
	struct office *o = *state;

	for (size_t i = 0; i < COUNT(pairs); i++) {
		int64_t a = digest(o, pairs[i].a, 2), b = digest(o, pairs[i].b, 2);
		if ((a == b) != pairs[i].same || a <= 0)
			fail_msg("%s: %lld and %lld", pairs[i].why, (long long)a, (long long)b);
	}
}

/* ---- what is refused ---- */

static void a_row_that_cannot_be_written_refuses_the_paper(void **state)
{
	static const int64_t ids[] = { 1 };
	struct office *o = *state;
	struct error error = { 0 };

	db_fail_commit_at(1);
	assert_int_equal(workflow_log_shown_now(&o->workflow, &o->officer, &(struct shown_rows){ .access = ACCESS_EXPORT, .table = "sheets",
		.ids = ids, .count = 1 }, &error), ERR_UNAVAILABLE);
	assert_non_null(error.message);
	assert_int_equal(rows_now(o), 0);
}

struct gate { pthread_mutex_t closed; sem_t entered; };

static enum err wait_for_it(struct db *db, void *arg, struct error *error)
{
	struct gate *gate = arg;

	(void)db, (void)error;
	sem_post(&gate->entered);
	pthread_mutex_lock(&gate->closed);
	pthread_mutex_unlock(&gate->closed);
	return ERR_OK;
}

struct holding { struct office *o; struct gate gate; pthread_t thread; };

static void *hold_the_writer(void *arg)
{
	struct holding *h = arg;

	db_write(h->o->workflow.writer, wait_for_it, &h->gate, NULL);
	return NULL;
}

/* While the writer gets nowhere: what finds no room is refused, and what was taken is written when it goes on. */
static void a_full_queue_refuses_and_drops_nothing(void **state)
{
	static const int64_t ids[] = { 1, 2 };
	const struct shown_rows shown = { .access = ACCESS_LIST, .table = "sheets", .ids = ids, .count = 2, .commune_id = 3 };
	struct holding h = { .o = *state };
	struct error error = { 0 };
	int64_t taken = 0;

	pthread_mutex_init(&h.gate.closed, NULL);
	sem_init(&h.gate.entered, 0, 0);
	pthread_mutex_lock(&h.gate.closed);
	pthread_create(&h.thread, NULL, hold_the_writer, &h);
	sem_wait(&h.gate.entered);
	while (taken < 100000 && workflow_log_shown(&h.o->workflow, &h.o->officer, &shown, &error) == ERR_OK)
		taken++;
	assert_in_range(taken, 1000, 20000);
	assert_int_equal(error.code, ERR_UNAVAILABLE);
	assert_int_equal(workflow_log_sheet(&h.o->workflow, &h.o->officer, 1, &error), ERR_UNAVAILABLE);
	pthread_mutex_unlock(&h.gate.closed);
	pthread_join(h.thread, NULL);
	db_writer_close(h.o->workflow.writer);
	assert_int_equal(rows_now(h.o), taken);
	h.o->workflow.writer = db_writer_open(&h.o->world->config, NULL);
}

static void without_memory_nobody_is_shown(void **state)
{
	static const int64_t ids[] = { 1, 2 };
	struct office *o = *state;
	enum err err = ERR_UNAVAILABLE;
	long n = 0;

	while (err == ERR_UNAVAILABLE && n < 100) {
		memory_fail_at(++n);
		err = workflow_log_shown(&o->workflow, &o->officer, &(struct shown_rows){ .access = ACCESS_LIST, .table = "sheets", .ids = ids,
			.count = 2 }, NULL);
		memory_fail_at(0);
	}
	assert_int_equal(err, ERR_OK);
	assert_int_equal(n, 4);                         /* the ids, the row, its ticket */
}

/* ---- verify ---- */

static const struct db_statement tamper[] = {
	{ DB_WRITE, "UPDATE access_log SET ids = x'0102' WHERE id = 1" },
	{ DB_WRITE, "UPDATE access_log SET lowest = 2 WHERE id = 1" },
	{ DB_WRITE, "UPDATE access_log SET commune_id = 8 WHERE id = 1" },
	{ DB_WRITE, "UPDATE access_log SET filter = 1 WHERE id = 1" },
	{ DB_WRITE, "UPDATE access_log SET table_name = 'x' WHERE id = 1" },
	{ DB_WRITE, "UPDATE access_log SET table_name = NULL, filter = NULL, commune_id = NULL, lowest = NULL, highest = NULL, shown = NULL, "
		"ids = NULL WHERE id = 1" },
	{ DB_WRITE, "DROP TRIGGER access_log_fixed" },
};

static void what_was_shown_cannot_be_changed(void **state)
{
	static const int64_t ids[] = { 1, 2, 9 };
	struct office *o = *state;
	struct db_statements more[64];
	struct db_config config = o->world->config;
	const char *head;

	show(o, &(struct shown_rows){ .access = ACCESS_LIST, .table = "sheets", .ids = ids, .count = 3, .commune_id = 7 });
	memcpy(more, config.tables, config.table_count * sizeof *more);
	more[config.table_count++] = (struct db_statements){ tamper, COUNT(tamper) };
	config.tables = more;
	struct db *db = db_open(&config, false, NULL);
	assert_non_null(db);
	for (size_t i = 0; i + 1 < COUNT(tamper); i++) {
		assert_int_equal(db_begin(db, NULL), ERR_OK);
		assert_int_equal(access_verify(db, o->world->arena, &head, NULL), ERR_OK);
		assert_int_not_equal(db_run(db_use(db, &tamper[i]), NULL), ERR_OK);
		db_rollback(db);
		assert_int_equal(db_begin(db, NULL), ERR_OK);
		assert_int_equal(db_run(db_use(db, &tamper[COUNT(tamper) - 1]), NULL), ERR_OK);
		assert_int_equal(db_run(db_use(db, &tamper[i]), NULL), ERR_OK);
		assert_int_equal(access_verify(db, o->world->arena, &head, NULL), ERR_INTERNAL);
		db_rollback(db);
	}
	db_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_list_says_what_it_showed),
		TEST(a_list_of_nobody_says_so),
		TEST(a_sheet_is_told_by_itself),
		cmocka_unit_test(one_commune_or_several),
		TEST(the_digest_tells_filters_apart_but_no_numbers),
		TEST(a_row_that_cannot_be_written_refuses_the_paper),
		TEST(a_full_queue_refuses_and_drops_nothing),
		TEST(without_memory_nobody_is_shown),
		TEST(what_was_shown_cannot_be_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
