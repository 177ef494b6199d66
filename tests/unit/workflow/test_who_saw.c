/* Who saw a sheet: by itself and in lists, between two days, page by page; and who may ask. */
#include "office.h"

#include "store/access/id_list.h"
#include "store/access/who_saw.h"
#include "store/person/person.h"

enum { MOST = 8, ROWS = 400, SHEETS = 30 };

static const char *const noon = "2024-06-10T05:00:00Z";

/* ---- rows ---- */

static void add_row(struct office *o, struct access_row row, const int64_t *ids, size_t count)
{
	unsigned char bytes[SHEETS * 9];

	row.actor_id = row.actor_id == 0 ? o->officer.user_id : row.actor_id;
	if (count > 0) {
		row.table = "sheets";
		row.lowest = ids[0];
		row.highest = ids[count - 1];
		row.count = (int64_t)count;
		row.ids = bytes;
		row.ids_length = id_list_size(ids, count);
		id_list_write(ids, count, bytes);
	}
	assert_int_equal(access_add(o->world->db, &row, NULL), ERR_OK);
}

static void add_list(struct office *o, const char *at, int64_t commune, const int64_t *ids, size_t count)
{
	add_row(o, (struct access_row){ .at = at, .access = ACCESS_LIST, .commune_id = commune }, ids, count);
}

static struct actor admin_of(struct office *o)
{
	return (struct actor){ .user_id = world_user(o->world, "admin", ROLE_ADMIN, "x", 0), .role = ROLE_ADMIN };
}

/* ---- asking ---- */

/* The ids of the rows, newest first, "3 2 1". */
static const char *ask(struct office *o, const struct actor *actor, struct who_saw sought)
{
	struct who_saw_row *rows;
	struct buf text;
	size_t count;

	sought.limit = sought.limit == 0 ? 1000 : sought.limit;
	buf_init(&text, o->world->arena, 1 << 16);
	assert_int_equal(access_who_saw(o->world->db, o->world->arena, actor, &sought, &rows, &count, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++)
		buf_print(&text, "%s%lld", i == 0 ? "" : " ", (long long)rows[i].id);
	return text.data;
}

static enum err refused(struct office *o, const struct actor *actor, struct who_saw sought)
{
	struct who_saw_row *rows;
	size_t count;

	sought.limit = 1;
	return access_who_saw(o->world->db, o->world->arena, actor, &sought, &rows, &count, NULL);
}

static void a_person_is_all_its_sheets(void **state)
{
	struct office *o = *state;
	int64_t a = submitted(o, &o->officer, "056185001234"), b = submitted(o, &o->officer, "056185001235"), person = stored(o, a).person_id;
	const int64_t both[] = { a, b };
	struct actor admin = admin_of(o);

	assert_int_equal(db_begin(o->world->db, NULL), ERR_OK);
	add_row(o, (struct access_row){ .at = noon, .access = ACCESS_VIEW, .sheet_id = a }, NULL, 0);
	add_row(o, (struct access_row){ .at = noon, .access = ACCESS_VIEW, .sheet_id = b }, NULL, 0);
	add_list(o, noon, stored(o, a).commune_id, both, 2);
	assert_string_equal(ask(o, &admin, (struct who_saw){ .person_id = person }), "3 1");
	assert_int_equal(person_assign(o->world->db, b, person, NULL), ERR_OK);
	assert_string_equal(ask(o, &admin, (struct who_saw){ .person_id = person }), "3 3 2 1");
	assert_string_equal(ask(o, &admin, (struct who_saw){ .person_id = person, .limit = 1 }), "3 3");
	db_rollback(o->world->db);
}

static void by_itself_and_in_lists(void **state)
{
	struct office *o = *state;
	int64_t first = submitted(o, &o->officer, "056185001235"), sheet = submitted(o, &o->officer, "056185001234");
	int64_t commune = stored(o, sheet).commune_id;
	const int64_t one[] = { sheet }, around[] = { first, sheet + 1 }, wide[] = { first, sheet, sheet + 9 };
	struct actor admin = admin_of(o);
	struct who_saw_row *rows;
	size_t count;

	assert_int_equal(db_begin(o->world->db, NULL), ERR_OK);
	add_row(o, (struct access_row){ .at = noon, .access = ACCESS_VIEW, .sheet_id = sheet, .actor_id = o->police.user_id }, NULL, 0);
	add_list(o, noon, commune, one, 1);
	add_list(o, noon, commune, around, 2);
	add_list(o, noon, 0, wide, 3);
	add_list(o, noon, commune + 1000, one, 1);
	add_row(o, (struct access_row){ .at = noon, .access = ACCESS_SEARCH, .table = "sheets", .detail = "citizen_id ending 234" }, NULL, 0);
	add_list(o, "2024-06-10T04:59:59Z", commune, wide, 3);
	assert_int_equal(db_commit(o->world->db, NULL), ERR_OK);
	assert_string_equal(ask(o, &admin, (struct who_saw){ .sheet_id = sheet }), "4 2 1 7");
	assert_string_equal(ask(o, &o->officer, (struct who_saw){ .sheet_id = sheet, .from = noon }), "4 2 1");
	assert_string_equal(ask(o, &o->officer, (struct who_saw){ .sheet_id = sheet, .until = noon }), "7");
	assert_int_equal(access_who_saw(o->world->db, o->world->arena, &admin, &(struct who_saw){ .sheet_id = sheet, .limit = 9 }, &rows, &count,
		NULL), ERR_OK);
	assert_string_equal(rows[0].username, "officer");
	assert_string_equal(rows[0].table, "sheets");
	assert_int_equal(rows[0].access, ACCESS_LIST);
	assert_int_equal(rows[0].sheet_id, sheet);
	assert_int_equal(rows[2].role, ROLE_POLICE);
	assert_int_equal(rows[2].access, ACCESS_VIEW);
	assert_null(rows[2].table);
}

static void only_who_may_ask(void **state)
{
	struct office *o = *state;
	int64_t sheet = submitted(o, &o->officer, "056185001234");
	const struct who_saw sought = { .sheet_id = sheet };
	const struct who_saw person = { .person_id = stored(o, sheet).person_id };
	struct actor admin = admin_of(o), leader = actor_of(o, "leader", ROLE_LEADER, stored(o, sheet).commune_id);
	const struct { const struct actor *actor; bool may; } rows[] = { { &admin, true }, { &leader, true }, { &o->officer, true },
		{ &o->other, true }, { &o->enumerator, false }, { &o->police, false }, { &o->foreign, false } };

	assert_true(person.person_id != 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(refused(o, rows[i].actor, sought), rows[i].may ? ERR_OK : ERR_NOT_FOUND);
		assert_int_equal(refused(o, rows[i].actor, person), rows[i].may ? ERR_OK : ERR_NOT_FOUND);
		assert_int_equal(refused(o, rows[i].actor, (struct who_saw){ .sheet_id = sheet + 1000 }), ERR_NOT_FOUND);
		assert_int_equal(refused(o, rows[i].actor, (struct who_saw){ .person_id = person.person_id + 1000 }), ERR_NOT_FOUND);
	}
}

static void a_sheet_that_moved_is_found_where_it_was(void **state)
{
	struct office *o = *state;
	int64_t sheet = submitted(o, &o->officer, "056185001234"), before = area_commune_any(o->world->db, o->foreign_hamlet);
	struct event moved = { .at = noon, .action = ACTION_CORRECT, .sheet_id = sheet, .from_state = STATE_RECEIVED, .to_state = STATE_RECEIVED,
		.diff = arena_print(o->world->arena, "{\"area_id\":[\"%lld\",\"%lld\"]}", (long long)o->foreign_hamlet, (long long)o->hamlet) };

	assert_int_equal(db_begin(o->world->db, NULL), ERR_OK);
	add_list(o, noon, before, &sheet, 1);
	assert_string_equal(ask(o, &o->officer, (struct who_saw){ .sheet_id = sheet }), "");
	assert_int_equal(event_add(o->world->db, &moved, NULL), ERR_OK);
	assert_string_equal(ask(o, &o->officer, (struct who_saw){ .sheet_id = sheet }), "1");
	assert_int_equal(db_commit(o->world->db, NULL), ERR_OK);
}

static void ids_that_cannot_be_read_are_told(void **state)
{
	static const struct access_row damaged = { .at = "2024-06-10T05:00:00Z", .access = ACCESS_LIST, .table = "sheets", .lowest = 1,
		.highest = 1000, .count = 2, .ids = "\x01\x00", .ids_length = 2 };
	struct office *o = *state;
	int64_t sheet = submitted(o, &o->officer, "056185001235");
	struct access_row row = damaged;

	sheet = submitted(o, &o->officer, "056185001234");
	row.commune_id = stored(o, sheet).commune_id;
	row.actor_id = o->officer.user_id;
	assert_int_equal(db_begin(o->world->db, NULL), ERR_OK);
	assert_int_equal(access_add(o->world->db, &row, NULL), ERR_OK);
	assert_int_equal(refused(o, &o->officer, (struct who_saw){ .sheet_id = sheet }), ERR_INTERNAL);
	db_rollback(o->world->db);
}

/* ---- any rows, against a list of them ---- */

struct told { int64_t id, sheet; char at[CLOCK_TEXT]; };

static int newest(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int order = strcmp(y->at, x->at);

	return order != 0 ? order : (x->id < y->id) - (x->id > y->id);
}

static uint32_t draw(uint32_t *seed)
{
	return (*seed = *seed * 1664525 + 1013904223) >> 8;
}

/* A row with a draw of what it shows; adds it to what is expected when it shows that sheet. */
static void draw_row(struct office *o, uint32_t *seed, int64_t id, int64_t sheet, int64_t commune, struct told *told, size_t *count)
{
	int64_t ids[MOST];
	size_t shown = draw(seed) % MOST;
	bool has = false;

	clock_to_iso(1718000000 + draw(seed) % 20, told[*count].at);
	for (size_t i = 0; i < shown; i++)
		ids[i] = 1 + draw(seed) % SHEETS;
	shown = id_list_sort(ids, shown);
	for (size_t i = 0; i < shown; i++)
		has |= ids[i] == sheet;
	int64_t of = draw(seed) % 3 == 0 ? 0 : draw(seed) % 4 == 0 ? commune + 1000 : commune;
	add_row(o, (struct access_row){ .at = told[*count].at, .access = shown == 0 ? ACCESS_VIEW : ACCESS_LIST, .commune_id = of,
		.sheet_id = shown == 0 && draw(seed) % 2 == 0 ? sheet : 0 }, ids, shown);
	struct db_row *row = db_use_text(o->world->db, "SELECT COALESCE(sheet_id, 0) FROM access_log ORDER BY id DESC LIMIT 1");
	assert_int_equal(db_step(row), DB_ROW);
	has = shown == 0 ? db_int(row, 0) == sheet : has && of != commune + 1000;
	db_done(row);
	told[*count].id = id;
	*count += has;
}

static void any_rows_page_by_page(void **state)
{
	struct office *o = *state;
	static struct told told[ROWS + 1];
	size_t expected = 0;
	uint32_t seed = 7;
	int64_t sheet = submitted(o, &o->officer, "056185001234"), commune = stored(o, sheet).commune_id;

	assert_int_equal(db_begin(o->world->db, NULL), ERR_OK);
	for (int64_t id = 1; id <= ROWS; id++)
		draw_row(o, &seed, id, sheet, commune, told, &expected);
	assert_int_equal(db_commit(o->world->db, NULL), ERR_OK);
	qsort(told, expected, sizeof *told, newest);
	assert_true(expected > 30);
	for (size_t limit = 1; limit < 40; limit += 6) {
		struct who_saw sought = { .sheet_id = sheet, .limit = limit };
		size_t seen = 0, count = 0;
		do {
			struct who_saw_row *rows;
			assert_int_equal(access_who_saw(o->world->db, o->world->arena, &o->officer, &sought, &rows, &count, NULL), ERR_OK);
			assert_true(count <= limit && seen + count <= expected);
			for (size_t i = 0; i < count; i++)
				assert_int_equal(rows[i].id, told[seen + i].id);
			seen += count;
			if (count > 0)
				sought.before_at = rows[count - 1].at, sought.before_id = rows[count - 1].id;
		} while (count == limit);
		assert_int_equal(seen, expected);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_person_is_all_its_sheets),
		TEST(by_itself_and_in_lists),
		TEST(only_who_may_ask),
		TEST(a_sheet_that_moved_is_found_where_it_was),
		TEST(ids_that_cannot_be_read_are_told),
		TEST(any_rows_page_by_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
