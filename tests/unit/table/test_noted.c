/* A file gives and notes every row, whatever comes and goes between two pieces; of one commune only where that is sure. */
#include "../workflow/office.h"

#include "store/access/id_list.h"
#include "table/whole.h"

enum { MANY = 2 * TABLE_PIECE + 200, COMMUNE = 7 };

/* ---- a table of rows that are there ---- */

struct line { int64_t id, other, commune; };

static int64_t there = MANY;            /* rows with the ids 1 .. there */

static const struct column columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, offsetof(struct line, id), COLUMN_ANYWHERE, 0 },
};

static void add(struct table_rows *out, int64_t id)
{
	((struct line *)out->items)[out->count++] = (struct line){ id, MANY + id, COMMUNE };
}

static enum err read_all(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	(void)db;
	(void)error;
	out->items = arena_array(ask->reader.arena, (size_t)there + 1, sizeof(struct line));
	for (int64_t id = 1; id <= there; id++)
		add(out, id);
	return ERR_OK;
}

static enum err read_page(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	(void)db;
	(void)error;
	out->items = arena_array(ask->reader.arena, ask->limit, sizeof(struct line));
	out->total = there;
	for (int64_t id = ask->after.id + 1; id <= there && out->count < ask->limit; id++)
		add(out, id);
	return ERR_OK;
}

static enum err tell_ids(struct db *db, struct table_ask *ask, int64_t **ids, size_t *count, struct error *error)
{
	(void)db;
	(void)error;
	*ids = arena_array(ask->reader.arena, (size_t)there, sizeof **ids);
	for (*count = 0; *count < (size_t)there; (*count)++)
		(*ids)[*count] = (int64_t)*count + 1;
	return ERR_OK;
}

#define LINES \
	.name = "lines", .path = "/lines", TABLE_COLUMNS(columns), .row_size = sizeof(struct line), \
	.shows = SHOWS_SHEETS, .id = offsetof(struct line, id), .commune = offsetof(struct line, commune)

static const struct table small = { LINES, .small = true, .other = offsetof(struct line, other), .read = read_all };
static const struct table large = { LINES, .read = read_page, .ids = tell_ids };

/* ---- what is read of it ---- */

static struct table_whole begin(struct office *o, const struct table *table, const struct actor *actor)
{
	struct table_ask ask = { .reader = { o->world->arena, actor, o->form }, .path = table->path };
	const struct params none = { .count = 0 };
	struct table_whole whole;

	there = MANY;
	assert_int_equal(table_begin(&ask, table, &none, NULL), ERR_OK);
	assert_int_equal(table_whole_begin(o->world->db, &whole, &ask, NULL), ERR_OK);
	return whole;
}

/* The rows of all pieces stand for the ids from 1 on; how many they are. Before the second piece there are only `then`
 * of them. */
static int64_t read_on(struct office *o, struct table_whole *whole, int64_t then)
{
	int64_t count = 0;

	for (;;) {
		assert_true(whole->rows.count <= TABLE_PIECE);
		for (size_t i = 0; i < whole->rows.count; i++)
			assert_int_equal(((const struct line *)table_row(whole->ask.table, &whole->rows, i))->id, ++count);
		there = then;
		if (!whole->more)
			return count;
		assert_int_equal(table_whole_next(o->world->db, whole, o->world->arena, NULL), ERR_OK);
	}
}

static struct access_row noted(struct office *o, const struct table_whole *whole)
{
	assert_int_equal(table_note_file(&o->workflow, whole, NULL), ERR_OK);
	struct db_row *row = db_use_text(o->world->db, "SELECT COALESCE(commune_id, -1), lowest, highest, shown FROM access_log "
	                                               "ORDER BY id DESC LIMIT 1");
	assert_int_equal(db_step(row), DB_ROW);
	struct access_row out = { .commune_id = db_int(row, 0), .lowest = db_int(row, 1), .highest = db_int(row, 2),
		.count = db_int(row, 3) };
	db_done(row);
	return out;
}

/* ---- the tests ---- */

static void a_small_table_is_noted_whole_and_given_whole(void **state)
{
	struct office *o = *state;
	struct table_whole whole = begin(o, &small, &o->officer);
	struct access_row row = noted(o, &whole);

	assert_int_equal(whole.total, MANY);
	assert_int_equal(row.count, 2 * MANY);
	assert_int_equal(row.highest, 2 * MANY);
	assert_int_equal(row.commune_id, COMMUNE);
	assert_int_equal(read_on(o, &whole, MANY - 10), MANY);
}

static void a_large_table_gives_what_was_noted(void **state)
{
	struct office *o = *state;
	struct table_whole whole = begin(o, &large, &o->officer);

	assert_int_equal(noted(o, &whole).count, MANY);
	assert_int_equal(read_on(o, &whole, MANY + 10), MANY);
	whole = begin(o, &large, &o->officer);
	assert_int_equal(read_on(o, &whole, TABLE_PIECE + 1), TABLE_PIECE + 1);
}

/* Whoever sees what he wrote or one hamlet may have written in another commune. */
static void rows_not_read_yet_are_of_one_commune_for_whom_sees_it_alone(void **state)
{
	static const struct { enum role role; int64_t only, noted; } cases[] = {
		{ ROLE_OFFICER, COMMUNE, COMMUNE }, { ROLE_OFFICER, 0, 0 }, { ROLE_POLICE, COMMUNE, COMMUNE },
		{ ROLE_ENUMERATOR, COMMUNE, 0 }, { ROLE_HAMLET_LEADER, COMMUNE, 0 },
	};
	struct office *o = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct actor actor = o->officer;
		actor.role = cases[i].role;
		actor.commune_id = cases[i].only;
		struct table_whole whole = begin(o, &large, &actor);
		assert_int_equal(noted(o, &whole).commune_id, cases[i].noted);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_small_table_is_noted_whole_and_given_whole),
		TEST(a_large_table_gives_what_was_noted),
		TEST(rows_not_read_yet_are_of_one_commune_for_whom_sees_it_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
