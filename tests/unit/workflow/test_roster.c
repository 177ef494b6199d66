/* The list of people to be surveyed: what a row must say, who is the same, what comes of a list read twice, who is gone. */
#include "office.h"

#include "workflow/roster/roster_put.h"
#include "workflow/write.h"

static struct request_head head_of(struct office *o, const struct actor *actor)
{
	return (struct request_head){ .workflow = &o->workflow, .arena = o->world->arena, .actor = actor };
}

static struct roster_facts facts(const struct office *o, const char *name, const char *birth, const char *number)
{
	return (struct roster_facts){ .full_name = name, .birth_date = birth, .citizen_id = number, .area_id = o->hamlet,
		.source = ROSTER_POLICE };
}

static struct roster_place place(struct office *o)
{
	return (struct roster_place){ .campaign_id = o->campaign, .commune_id = area_commune_any(o->world->db, o->hamlet), .actor = &o->officer,
		.today = { 2024, 6, 10 } };
}

/* ---- judging ---- */

static void rows_are_judged(void **state)
{
	struct office *o = *state;
	static const char long_name[] = "An an an an an an an an an an an an an an an an an an an an an an an an an an an an an an an an an an an";
	const struct { struct roster_facts facts; const char *field; } rows[] = {
		{ facts(o, "Nguyễn Văn An", "1985-07-12", "056085000001"), NULL },
		{ facts(o, "Nguyễn Văn An", "1985-00-00", NULL), NULL },
		{ facts(o, "Nguyễn Văn An", "1985-07-12", "225123456"), NULL },
		{ facts(o, NULL, "1985-07-12", NULL), "full_name" },
		{ facts(o, "Nguyễn V@n An", "1985-07-12", NULL), "full_name" },
		{ facts(o, long_name, "1985-07-12", NULL), "full_name" },
		{ facts(o, "Nguyễn Văn An", NULL, NULL), "birth_date" },
		{ facts(o, "Nguyễn Văn An", "2024-06-11", NULL), "birth_date" },
		{ facts(o, "Nguyễn Văn An", "1903-01-01", NULL), "birth_date" },
		{ facts(o, "Nguyễn Văn An", "1985-07-12", "05608500000"), "citizen_id" },
		{ facts(o, "Nguyễn Văn An", "1985-07-12", "000000000000"), "citizen_id" },
		{ { .full_name = "Nguyễn Văn An", .birth_date = "1985-07-12", .source = ROSTER_POLICE }, "area" },
		{ { .full_name = "Nguyễn Văn An", .birth_date = "1985-07-12", .source = ROSTER_POLICE, .area_id = o->foreign_hamlet }, "area" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct roster_place where = place(o);
		const char *field = NULL;
		struct error error = { 0 };
		enum err err = roster_judge(o->world->db, o->world->arena, &where, &rows[i].facts, &field, &error);
		assert_int_equal(err, rows[i].field == NULL ? ERR_OK : ERR_UNPROCESSABLE);
		if (rows[i].field != NULL)
			assert_string_equal(field, rows[i].field);
	}
}

static void keys_tell_who_is_the_same(void **state)
{
	struct office *o = *state;
	struct arena *arena = o->world->arena;
	const struct roster_facts numbered = facts(o, "Nguyễn Văn An", "1985-07-12", "056085000001"), other = facts(o, "Trần An", "1990-01-01", "056085000001");
	const struct roster_facts named = facts(o, "NGUYỄN VĂN  AN", "1985-07-12", NULL), again = facts(o, "Nguyễn Văn An", "1985-07-12", NULL);
	const struct roster_facts younger = facts(o, "Nguyễn Văn An", "1985-07-13", NULL);
	const char *names;

	assert_string_equal(roster_key(arena, &numbered), roster_key(arena, &other));
	assert_string_equal(roster_key(arena, &named), roster_key(arena, &again));
	assert_string_not_equal(roster_key(arena, &named), roster_key(arena, &younger));
	assert_true(roster_is_same(arena, &named, &again, &names));
	assert_false(roster_is_same(arena, &again, &numbered, &names));
	assert_string_equal(names, "citizen_id");
	/* A row that says less is no change. */
	assert_true(roster_is_same(arena, &numbered, &again, &names));
	assert_false(roster_is_same(arena, &numbered, &other, &names));
	assert_string_equal(names, "full_name, birth_date");
}

/* ---- a list read from a file ---- */

struct reading {
	struct office *o;
	struct request_head head;
	const struct roster_facts *rows;
	size_t count;
	bool whole, look;
	enum roster_put results[8];
	int64_t ids[8], gone;
	struct roster_list list;
};

static enum err read_task(struct db *db, void *arg, struct error *error)
{
	struct reading *r = arg;
	const struct roster_place where = place(r->o);
	enum err err = ERR_OK;

	r->list = (struct roster_list){ .campaign_id = where.campaign_id, .commune_id = where.commune_id, .source = ROSTER_POLICE, .name = "ds.xlsx",
		.whole = r->whole };
	if (!r->look)
		err = roster_list_open(db, &r->head, &r->list, error);
	for (size_t i = 0; i < r->count && err == ERR_OK; i++) {
		struct roster_row_put put = { .place = &where, .list_id = r->list.id, .look = r->look, .facts = &r->rows[i] };
		err = roster_put(db, &r->head, &put, error);
		r->results[i] = put.result;
		r->ids[i] = put.id;
	}
	return err != ERR_OK || r->look ? err : roster_list_close(db, &r->head, r->list.id, &r->gone, error);
}

static struct reading read_list(struct office *o, const struct roster_facts *rows, size_t count, bool whole, bool look)
{
	struct reading r = { .o = o, .head = head_of(o, &o->police), .rows = rows, .count = count, .whole = whole, .look = look };
	struct error error = { 0 };

	if (write_run(&r.head, read_task, &r, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	return r;
}

static struct roster_entry entry(struct office *o, int64_t id)
{
	struct roster_entry e;

	assert_int_equal(roster_load_any(o->world->db, o->world->arena, id, &e, NULL), ERR_OK);
	return e;
}

static void lists_have_versions(void **state)
{
	struct office *o = *state;
	struct roster_facts rows[] = { facts(o, "Nguyễn Văn An", "1985-07-12", "056085000001"), facts(o, "Lê Thị Bình", "1990-01-02", NULL),
		facts(o, "Trần Châu", "1970-00-00", "225123456") };

	rows[0].household_no = "12";
	struct reading first = read_list(o, rows, 3, true, true);
	assert_true(first.results[0] == ROSTER_PUT_NEW && first.ids[0] == 0);
	first = read_list(o, rows, 3, true, false);
	for (int i = 0; i < 3; i++)
		assert_int_equal(first.results[i], ROSTER_PUT_NEW);
	/* The same again, one of them with a number; one is missing and gone. */
	rows[0].household_no = NULL;
	rows[1].citizen_id = "056190000002";
	struct reading second = read_list(o, rows, 2, true, false);
	assert_int_equal(second.results[0], ROSTER_PUT_SAME);
	assert_int_equal(second.results[1], ROSTER_PUT_CHANGED);
	assert_int_equal(second.ids[1], first.ids[1]);
	assert_int_equal(second.gone, 1);
	assert_string_equal(entry(o, first.ids[0]).facts.household_no, "12");
	assert_int_equal(entry(o, first.ids[2]).state, ROSTER_IS_GONE);
	/* It comes back with a list that is a part. */
	struct reading third = read_list(o, &rows[2], 1, false, false);
	assert_int_equal(third.results[0], ROSTER_PUT_SAME);
	assert_int_equal(third.gone, 0);
	assert_int_equal(entry(o, first.ids[2]).state, ROSTER_IS_OPEN);
	assert_int_equal(entry(o, first.ids[0]).state, ROSTER_IS_OPEN);
	struct roster_list *lists;
	size_t count;
	assert_int_equal(roster_list_all(o->world->db, o->world->arena, &o->officer, &lists, &count, NULL), ERR_OK);
	assert_int_equal(count, 3);
	assert_true(lists[2].new_rows == 3 && lists[1].changed_rows == 1 && lists[1].same_rows == 1 && lists[1].gone_rows == 1 && lists[1].ended);
	assert_int_equal(roster_list_all(o->world->db, o->world->arena, &o->foreign, &lists, &count, NULL), ERR_OK);
	assert_int_equal(count, 0);
	assert_int_equal(roster_verify(o->world->db, NULL), ERR_OK);
}

/* ---- by hand ---- */

static struct roster_edit edit(struct office *o, const struct actor *actor, struct roster_facts what)
{
	return (struct roster_edit){ .head = head_of(o, actor), .facts = what };
}

static void members_add_and_officers_correct(void **state)
{
	struct office *o = *state;
	struct roster_edit add = edit(o, &o->enumerator, facts(o, "Nguyễn Văn An", "1985-07-12", NULL));

	assert_int_equal(workflow_roster_save(&add, NULL), ERR_OK);
	struct roster_entry e = entry(o, add.id);
	assert_true(e.facts.source == ROSTER_MEMBER && e.campaign_id == o->campaign && e.created_by == o->enumerator.user_id);
	/* The same human is not added twice, whoever does it. */
	struct roster_edit twin = edit(o, &o->officer, facts(o, "nguyễn văn an", "1985-07-12", NULL));
	struct error error = { 0 };
	assert_int_equal(workflow_roster_save(&twin, &error), ERR_UNPROCESSABLE);
	assert_string_equal(twin.field, "full_name");
	/* Nobody of another commune sees him, and a stale page changes nothing. */
	struct roster_edit change = edit(o, &o->foreign, facts(o, "Nguyễn Văn Ân", "1985-07-12", "056085000001"));
	change.id = add.id;
	assert_int_equal(workflow_roster_save(&change, NULL), ERR_NOT_FOUND);
	change.head = head_of(o, &o->officer);
	change.row_version = 7;
	assert_int_equal(workflow_roster_save(&change, NULL), ERR_CONFLICT);
	change.row_version = e.row_version;
	change.facts.source = ROSTER_MEMBER;
	assert_int_equal(workflow_roster_save(&change, NULL), ERR_OK);
	assert_string_equal(entry(o, add.id).facts.full_name, "Nguyễn Văn Ân");
	/* The police list has him too: it is their word from now on. */
	const struct roster_facts listed = facts(o, "Nguyễn Văn Ân", "1985-07-12", "056085000001");
	assert_int_equal(read_list(o, &listed, 1, true, false).ids[0], add.id);
	assert_int_equal(entry(o, add.id).facts.source, ROSTER_POLICE);
}

static void each_sees_his_own(void **state)
{
	struct office *o = *state;
	const struct roster_facts rows[] = { facts(o, "Nguyễn Văn An", "1985-07-12", "056085000001"), facts(o, "Lê Thị Bình", "1990-01-02", "056190000002") };
	const struct { const struct actor *actor; size_t sees; } who[] = { { &o->officer, 3 }, { &o->police, 3 }, { &o->foreign, 0 }, { &o->enumerator, 1 },
		{ &o->foreign_leader, 0 } };
	struct roster_edit add = edit(o, &o->enumerator, facts(o, "Trần Châu", "1970-00-00", NULL));

	read_list(o, rows, 2, true, false);
	assert_int_equal(workflow_roster_save(&add, NULL), ERR_OK);
	submitted(o, &o->enumerator, "056190000002");
	for (size_t i = 0; i < COUNT(who); i++) {
		struct roster_filter filter = { .campaign_id = o->campaign };
		struct roster_entry *found;
		size_t count;
		int64_t counted;
		assert_int_equal(roster_select(o->world->db, o->world->arena, who[i].actor, &filter, &found, &count, NULL), ERR_OK);
		assert_int_equal(count, who[i].sees);
		assert_int_equal(roster_count(o->world->db, o->world->arena, who[i].actor, &filter, &counted, NULL), ERR_OK);
		assert_int_equal(counted, who[i].sees);
	}
	/* A sheet of the number speaks for him; whom the enumerator added is his. */
	struct roster_tally *tally;
	size_t count;
	assert_int_equal(roster_tally(o->world->db, o->world->arena, &o->officer, o->campaign, &tally, &count, NULL), ERR_OK);
	assert_int_equal(count, 1);
	assert_true(tally[0].people == 3 && tally[0].states[ROSTER_IS_SURVEYED] == 1 && tally[0].states[ROSTER_IS_OPEN] == 1 && tally[0].states[ROSTER_IS_ASSIGNED] == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_are_judged, set_up, tear_down),
		cmocka_unit_test_setup_teardown(keys_tell_who_is_the_same, set_up, tear_down),
		cmocka_unit_test_setup_teardown(lists_have_versions, set_up, tear_down),
		cmocka_unit_test_setup_teardown(members_add_and_officers_correct, set_up, tear_down),
		cmocka_unit_test_setup_teardown(each_sees_his_own, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
