/* A table for a file, read in pieces, and what is noted of it: hamlets stand for the sheets, two for a file of one piece, a thousand for one of
 * several. */
#include "../workflow/office.h"

#include "table/whole.h"

enum { MANY = 2 * TABLE_PIECE + 100 };

struct line { int64_t id, commune; const char *name; };
struct line_query { const char *name, *number; };

#define LINE_AT(member) offsetof(struct line, member)

static const struct column line_columns[] = {
	{ "id", MSG_HEAD_ID, KIND_ID, LINE_AT(id), COLUMN_ANYWHERE, 0 },
	{ "name", MSG_LEVEL_HAMLET, KIND_NAME, LINE_AT(name), COLUMN_ANYWHERE, 0 },
};

static bool read_text(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	memcpy(place, &text, sizeof text);
	return true;
}

static bool read_number(struct table_ask *ask, const char *text, void *place)
{
	ask->sought = text;
	return read_text(ask, text, place);
}

static const struct filter_kind as_text = { .look = LOOK_TEXT, .read = read_text },
	as_number = { .look = LOOK_SEARCH, .read = read_number };

static const struct table_filter line_filters[] = {
	{ "name", MSG_LEVEL_HAMLET, &as_text, offsetof(struct line_query, name), "area_parent" },
	{ "number", MSG_HEAD_CITIZEN_ID, &as_number, offsetof(struct line_query, number), "area_parent" },
};

static const struct table_sort line_sorts[] = { { .at = LINE_AT(name), .index = "area_parent" } };

#define LINES "SELECT id, parent_id, name FROM area WHERE level = 'hamlet' AND (:name IS NULL OR name = :name) "

static void read_one(struct db_row *row, struct arena *arena, struct line *out)
{
	*out = (struct line){ db_int(row, 0), db_int(row, 1), db_copy(row, 2, arena) };
}

static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	size_t limit = ask->table->small ? 2 * MANY : ask->limit;
	struct line *lines = arena_array(ask->reader.arena, limit, sizeof *lines);
	struct db_row *row = ask->sort == NULL ? db_use_text(db, LINES "AND id > :after ORDER BY id LIMIT :limit")
		: db_use_text(db, LINES "AND (name > :key OR (name = :key AND id > :after)) ORDER BY name, id LIMIT :limit");

	db_bind_text(row, ":name", ((const struct line_query *)ask->filter)->name);
	db_bind_int(row, ":after", ask->after.id);
	db_bind_int(row, ":limit", (int64_t)limit);
	if (ask->sort != NULL)
		db_bind_text(row, ":key", ask->after.key == NULL ? "" : ask->after.key);
	out->items = lines;
	while (out->count < limit && db_step(row) == DB_ROW)
		read_one(row, ask->reader.arena, &lines[out->count++]);
	db_done(row);
	out->total = ask->whole ? MANY : -1;
	out->sum = ask->whole ? lines : NULL;
	return db_check(row, error);
}

static enum err read_ids(struct db *db, struct table_ask *ask, int64_t **ids, size_t *count, struct error *error)
{
	struct db_row *row = db_use_text(db, LINES "ORDER BY id");

	*ids = arena_array(ask->reader.arena, 2 * MANY, sizeof **ids);
	db_bind_text(row, ":name", ((const struct line_query *)ask->filter)->name);
	for (*count = 0; db_step(row) == DB_ROW; (*count)++)
		(*ids)[*count] = db_int(row, 0);
	return db_check(row, error);
}

#define LINE_TABLE .path = "/lines", .title = MSG_NAV_SHEETS, .found = MSG_COUNT_SHEETS, .empty = MSG_NO_SHEETS, TABLE_COLUMNS(line_columns), \
	TABLE_FILTERS(line_filters, struct line_query), .row_size = sizeof(struct line), .id = LINE_AT(id), .commune = LINE_AT(commune), .read = read_lines

static const struct table lines_table = { .name = "lines", LINE_TABLE, TABLE_SORTS(line_sorts), .shows = SHOWS_SHEETS, .ids = read_ids };
static const struct table few_table = { .name = "few", LINE_TABLE, .small = true, .shows = SHOWS_SHEETS };
static const struct table figures_table = { .name = "figures", LINE_TABLE, .small = true, .shows = SHOWS_NOTHING };

static struct table_ask ask_for(struct office *o, const struct table *table, const char *query)
{
	struct params params;
	struct table_ask ask = { .reader = { o->world->arena, &o->officer, o->form }, .path = table->path };
	struct error error = { 0 };

	assert_true(params_decode(o->world->arena, query, strlen(query), &params));
	if (table_begin(&ask, table, &params, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	return ask;
}

/* Names in another order than ids, several alike. */
static void add_hamlets(struct office *o, int count)
{
	assert_int_equal(db_begin(o->world->db, NULL), ERR_OK);
	for (int i = 0; i < count; i++) {
		char code[32], name[32];
		snprintf(code, sizeof code, "%07d", i);
		snprintf(name, sizeof name, "Ấp %03d", i * 7919 % 900);
		world_area(o->world, o->officer.areas[0], "hamlet", code, name, "2020-01-01");
	}
	assert_int_equal(db_commit(o->world->db, NULL), ERR_OK);
}

/* ---- pieces ---- */

/* Goes through the pieces, each in memory that is used again; what comes after the first is told in between. */
static size_t go_through(struct office *o, struct table_whole *whole, int64_t late)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	char before[64] = "";
	size_t count = 0;

	for (;;) {
		for (size_t i = 0; i < whole->rows.count; i++, count++) {
			const struct line *line = table_row(whole->ask.table, &whole->rows, i);
			assert_int_not_equal(line->id, late);
			assert_true(whole->ask.sort == NULL || strcmp(before, line->name) <= 0);
			snprintf(before, sizeof before, "%s", line->name);
		}
		if (!whole->more)
			break;
		arena_reset(arena);
		memset(arena_alloc(arena, 1 << 16), 'x', 1 << 16);
		arena_reset(arena);
		assert_int_equal(table_whole_next(o->world->db, whole, arena, NULL), ERR_OK);
	}
	arena_free(arena);
	return count;
}

static void every_row_once_though_its_memory_is_used_again(void **state)
{
	static const char *const queries[] = { "", "sort=name", "after=40&sort=name" };
	struct office *o = *state;
	struct table_whole whole;

	add_hamlets(o, MANY - 2);
	for (size_t i = 0; i < COUNT(queries); i++) {
		const struct table_ask ask = ask_for(o, &lines_table, queries[i]);
		assert_int_equal(table_whole_begin(o->world->db, &whole, &ask, NULL), ERR_OK);
		assert_int_equal(whole.rows.count, TABLE_PIECE);
		assert_int_equal(whole.total, MANY);
		assert_non_null(whole.sum);
		assert_int_equal(whole.id_count, MANY);
		assert_int_equal(go_through(o, &whole, 0), MANY);
		assert_false(whole.ask.whole);
	}
}

static void what_comes_between_two_pieces_is_not_in_the_file(void **state)
{
	static const char *const queries[] = { "", "sort=name" };
	struct office *o = *state;
	struct table_whole whole;

	add_hamlets(o, MANY - 2);
	for (size_t i = 0; i < COUNT(queries); i++) {
		const struct table_ask ask = ask_for(o, &lines_table, queries[i]);
		assert_int_equal(table_whole_begin(o->world->db, &whole, &ask, NULL), ERR_OK);
		int64_t late = world_area(o->world, o->officer.areas[0], "hamlet", i == 0 ? "9999998" : "9999999", "Ấp 700", "2020-01-01");
		assert_int_equal(go_through(o, &whole, late), MANY + i);
	}
}

/* ---- what is noted ---- */

/* The newest rows by what was done, of a log that is written down: a search is on its way while a file waits for its own row. */
static const char *noted(struct office *o, int rows)
{
	struct db_row *row;
	const char *text = "";

	db_writer_close(o->workflow.writer);
	o->workflow.writer = db_writer_open(&o->world->config, NULL);
	struct db *db = db_open(&o->world->config, true, NULL);
	row = db_use_text(db, "SELECT * FROM (SELECT action || ' ' || table_name || ' ' || COALESCE(shown, 0) || ' of ' || COALESCE(commune_id, 0) || "
		"CASE WHEN filter > 0 THEN ' filtered' ELSE '' END || COALESCE(', ' || detail, '') FROM access_log ORDER BY id DESC LIMIT :limit) ORDER BY 1 DESC");
	db_bind_int(row, ":limit", rows);
	while (db_step(row) == DB_ROW)
		text = arena_print(o->world->arena, "%s%s%s", db_text(row, 0), text[0] == '\0' ? "" : "; ", text);
	db_close(db);
	return text;
}

static struct table_whole begun(struct office *o, const struct table *table, const char *query)
{
	const struct table_ask ask = ask_for(o, table, query);
	struct table_whole whole;

	assert_int_equal(table_whole_begin(o->world->db, &whole, &ask, NULL), ERR_OK);
	return whole;
}

static void a_file_says_whose_rows_it_has(void **state)
{
	static const struct { const struct table *table; const char *query; int rows; const char *noted; } files[] = {
		{ &lines_table, "", 1, "export lines 2 of 0" },
		{ &lines_table, "name=nobody", 1, "export lines 0 of 0 filtered" },
		{ &few_table, "", 1, "export few 2 of 0" },
		{ &figures_table, "", 1, "export figures 0 of 0" },
		{ &lines_table, "number=056185001234", 2, "export lines 2 of 0 filtered, citizen_id ending 234; "
			"search lines 2 of 0 filtered, citizen_id ending 234 and more" },
	};
	struct office *o = *state;

	for (size_t i = 0; i < COUNT(files); i++) {
		const struct table_whole whole = begun(o, files[i].table, files[i].query);
		assert_int_equal(table_note_file(&o->workflow, &whole, NULL), ERR_OK);
		assert_string_equal(noted(o, files[i].rows), files[i].noted);
	}
}

static void a_file_of_one_commune_says_which(void **state)
{
	struct office *o = *state;
	struct table_whole whole = begun(o, &lines_table, "name=T%E1%BB%95+d%C3%A2n+ph%E1%BB%91+1");

	assert_int_equal(table_note_file(&o->workflow, &whole, NULL), ERR_OK);
	assert_string_equal(noted(o, 1), arena_print(o->world->arena, "export lines 1 of %lld filtered", (long long)o->officer.areas[0]));
	add_hamlets(o, MANY - 2);
	whole = begun(o, &lines_table, "");
	assert_int_equal(table_note_file(&o->workflow, &whole, NULL), ERR_OK);
	assert_string_equal(noted(o, 1), arena_print(o->world->arena, "export lines %d of 0", MANY));
	o->officer.commune_id = o->officer.areas[0];
	whole = begun(o, &lines_table, "sort=-name");
	assert_int_equal(table_note_file(&o->workflow, &whole, NULL), ERR_OK);
	assert_string_equal(noted(o, 1), arena_print(o->world->arena, "export lines %d of %lld", MANY, (long long)o->officer.areas[0]));
}

static void a_page_says_what_it_showed_and_figures_nothing(void **state)
{
	static const struct { const struct table *table; const char *query; enum access access; const char *noted; } pages[] = {
		{ &figures_table, "", ACCESS_LIST, "" },
		{ &figures_table, "", ACCESS_PRINT, "print figures 0 of 0" },
		{ &lines_table, "", ACCESS_LIST, "list lines 2 of 0" },
		{ &lines_table, "number=056185001234", ACCESS_LIST, "search lines 2 of 0 filtered, citizen_id ending 234 and more" },
		{ &lines_table, "number=056185001234", ACCESS_PRINT, "print lines 2 of 0 filtered, citizen_id ending 234 and more" },
		{ &few_table, "number=056185001234", ACCESS_LIST, "search few 2 of 0 filtered, citizen_id ending 234" },
	};
	struct office *o = *state;

	for (size_t i = 0; i < COUNT(pages); i++) {
		const struct table_whole whole = begun(o, pages[i].table, pages[i].query);
		assert_int_equal(table_note_rows(&o->workflow, &whole.ask, &whole.rows, pages[i].access, NULL), ERR_OK);
		assert_string_equal(noted(o, 1), pages[i].noted);
	}
}

/* A page is sent while its row is on its way; what leaves the house is not. */
static void what_leaves_the_house_waits_for_its_row(void **state)
{
	struct office *o = *state;
	const struct table_whole whole = begun(o, &lines_table, ""), figures = begun(o, &figures_table, "");

	db_fail_commit_at(1);
	assert_int_equal(table_note_file(&o->workflow, &whole, NULL), ERR_UNAVAILABLE);
	db_fail_commit_at(1);
	assert_int_equal(table_note_rows(&o->workflow, &whole.ask, &whole.rows, ACCESS_PRINT, NULL), ERR_UNAVAILABLE);
	db_fail_commit_at(1);
	assert_int_equal(table_note_file(&o->workflow, &figures, NULL), ERR_UNAVAILABLE);
	db_fail_commit_at(1);
	assert_int_equal(table_note_rows(&o->workflow, &whole.ask, &whole.rows, ACCESS_LIST, NULL), ERR_OK);
	db_fail_commit_at(0);
	assert_string_equal(noted(o, 9), "list lines 2 of 0");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_row_once_though_its_memory_is_used_again),
		TEST(what_comes_between_two_pieces_is_not_in_the_file),
		TEST(a_file_says_whose_rows_it_has),
		TEST(a_file_of_one_commune_says_which),
		TEST(a_page_says_what_it_showed_and_figures_nothing),
		TEST(what_leaves_the_house_waits_for_its_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
