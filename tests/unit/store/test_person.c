/* Whose sheet it is: by number, by the sheet it replaces, or a person of its own. */
#include "world.h"

#include "store/campaign/campaign.h"
#include "store/person/person.h"
#include "store/sheet/record.h"
#include "text/sound.h"

static const char now[] = "2024-06-10T02:00:00Z", A[] = "056185001234", B[] = "056185001235", C[] = "056185001236";

struct place {
	struct world *world;
	const struct form *form;
	int64_t commune, campaign, user;
	int sheets;
};

static int set_up(void **state)
{
	struct place *p = memory_new(1, sizeof *p);
	struct error error = { 0 };

	world_open((void **)&p->world);
	p->commune = world_area(p->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	p->user = world_user(p->world, "officer", ROLE_OFFICER, "x", p->commune);
	p->form = p->world->form;
	const struct campaign campaign = { .code = "PS", .name = "PS", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };
	assert_int_equal(campaign_add(p->world->db, &campaign, &p->commune, 1, &p->campaign, &error), ERR_OK);
	assert_int_equal(db_begin(p->world->db, &error), ERR_OK);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;
	struct error error = { 0 };

	if (person_verify(p->world->db, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	db_rollback(p->world->db);
	world_close((void **)&p->world);
	memory_free(p);
	return 0;
}

static void set_id(struct place *p, struct sheet *sheet, const char *citizen_id)
{
	struct answer *answer = &sheet->answers.items[form_find(p->form, "citizen_id")];

	*answer = citizen_id == NULL ? (struct answer){ 0 } : (struct answer){ .state = ANSWER_VALID, .text = citizen_id };
}

static struct sheet add(struct place *p, const char *state, const char *citizen_id, int64_t replaces)
{
	struct sheet sheet = { .uid = arena_print(p->world->arena, "%032d", ++p->sheets), .state = state_from_code(state), .since = now, .form_version = 1,
		.commune_id = p->commune, .campaign_id = p->campaign, .created_by = p->user, .created_at = now, .updated_at = now,
		.replaces_id = replaces };

	answers_init(&sheet.answers, p->form, p->world->arena);
	set_id(p, &sheet, citizen_id);
	assert_int_equal(sheet_insert(p->world->db, p->world->arena, &sheet, NULL), ERR_OK);
	return sheet;
}

static void put(struct place *p, struct sheet *sheet, const char *state, const char *citizen_id)
{
	sheet->state = state_from_code(state);
	set_id(p, sheet, citizen_id);
	assert_int_equal(sheet_update(p->world->db, p->world->arena, sheet, NULL), ERR_OK);
}

/* One sheet is stored with `was` in `before`, written again with `is` in `after`; another of the number A is there. */
static void a_sheet_finds_its_person(void **state)
{
	enum { NOBODY, OF_OTHER, OWN, SAME };
	static const struct { const char *why, *before, *was, *after, *is; int first, then; } cases[] = {
		{ "a draft has nobody", "draft", A, "draft", A, NOBODY, NOBODY },
		{ "a draft that is given up never had", "draft", A, "cancelled", A, NOBODY, NOBODY },
		{ "submitted: the person of the number", "draft", A, "received", A, NOBODY, OF_OTHER },
		{ "submitted with a number nobody has", "draft", B, "received", B, NOBODY, OWN },
		{ "submitted without a number", "draft", NULL, "received", NULL, NOBODY, OWN },
		{ "an old number tells nobody apart", "draft", "225123456", "received", "225123456", NOBODY, OWN },
		{ "neither does a dummy", "draft", "111111111111", "returned", "111111111111", NOBODY, OWN },
		{ "moves change nothing", "received", B, "accepted", B, OWN, SAME },
		{ "the number is corrected: the person gets it", "received", B, "received", C, OWN, SAME },
		{ "corrected to another's: that person", "received", B, "received", A, OWN, OF_OTHER },
		{ "corrected from another's to nobody's: a new person", "received", A, "received", C, OF_OTHER, OWN },
		{ "a number comes to a provisional person", "received", NULL, "received", B, OWN, SAME },
		{ "the number was no number", "received", B, "received", NULL, OWN, SAME },
		{ "another's was none of this one's", "received", A, "received", NULL, OF_OTHER, OWN },
		{ "cancelled keeps its person", "received", B, "cancelled", B, OWN, SAME },
	};
	struct place *p = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sheet other = add(p, "received", A, 0);
		struct sheet sheet = add(p, cases[i].before, cases[i].was, 0);
		int64_t first = sheet.person_id;
		put(p, &sheet, cases[i].after, cases[i].is);
		int64_t then = sheet.person_id;
		const int64_t wanted[] = { [NOBODY] = 0, [OF_OTHER] = other.person_id, [OWN] = then, [SAME] = first };
		bool own = cases[i].then != OWN || (then != 0 && then != other.person_id);
		if ((cases[i].first == OWN ? first == 0 || first == other.person_id : first != wanted[cases[i].first]) ||
		    then != wanted[cases[i].then] || !own)
			fail_msg("%s: first %lld, then %lld, the other's %lld", cases[i].why, (long long)first, (long long)then,
			         (long long)other.person_id);
		assert_int_equal(person_verify(p->world->db, NULL), ERR_OK);
		db_rollback(p->world->db);
		assert_int_equal(db_begin(p->world->db, NULL), ERR_OK);
	}
}

static void what_replaces_a_sheet_is_of_the_same_person(void **state)
{
	struct place *p = *state;
	struct sheet without = add(p, "returned", NULL, 0), with = add(p, "returned", B, 0);
	struct sheet again = add(p, "received", NULL, without.id), numbered = add(p, "received", C, without.id);
	struct sheet lost = add(p, "received", NULL, with.id);

	assert_int_equal(again.person_id, without.person_id);
	assert_int_not_equal(numbered.person_id, without.person_id);
	assert_int_equal(lost.person_id, with.person_id);
	struct sheet alone = add(p, "returned", NULL, 0), found = add(p, "received", A, alone.id);
	assert_int_equal(found.person_id, alone.person_id);
}

/* While the sheet that is to be replaced still speaks for its number, that number stays its person's. */
static void what_is_to_replace_a_live_sheet_takes_no_number_away(void **state)
{
	struct place *p = *state;
	struct sheet old = add(p, "received", A, 0), draft = add(p, "draft", NULL, old.id);

	put(p, &draft, "returned", NULL);
	assert_int_equal(draft.person_id, old.person_id);
	put(p, &draft, "returned", B);
	assert_int_not_equal(draft.person_id, old.person_id);
	assert_string_equal(person_number_any(p->world->db, p->world->arena, old.person_id), A);
	struct sheet split = add(p, "received", B, 0), later = add(p, "draft", NULL, split.id);
	assert_int_equal(person_of_its_own(p->world->db, split.id, now, &split.person_id, NULL), ERR_OK);
	put(p, &later, "returned", "056185001238");
	assert_int_not_equal(later.person_id, split.person_id);
	struct sheet gone = add(p, "replaced", C, 0), corrected = add(p, "received", C, gone.id);
	assert_int_equal(corrected.person_id, gone.person_id);
	put(p, &corrected, "received", "056185001237");
	assert_int_equal(corrected.person_id, gone.person_id);
}

static void a_person_said_of_a_draft_counts_unless_the_number_is_anothers(void **state)
{
	struct place *p = *state;
	struct sheet earlier = add(p, "accepted", NULL, 0), other = add(p, "accepted", A, 0);
	struct sheet draft = add(p, "draft", NULL, 0);

	draft.person_id = earlier.person_id;
	put(p, &draft, "received", NULL);
	assert_int_equal(draft.person_id, earlier.person_id);
	draft = add(p, "draft", A, 0);
	draft.person_id = earlier.person_id;
	put(p, &draft, "received", A);
	assert_int_equal(draft.person_id, other.person_id);
}

static void verification_sees_a_wrong_person(void **state)
{
	static const char *const wrongs[] = {
		"UPDATE worker_sheet SET person_id = NULL WHERE id = 1", "UPDATE person SET citizen_id = '056185001299' WHERE id = 1",
		"UPDATE worker_sheet SET name_sound = 'x' WHERE id = 1",
		"UPDATE person SET joined_id = 3 - id, joined_by = 1, joined_at = 'x', join_reason = 'x'",
	};
	static struct db_statement rows[COUNT(wrongs)];
	struct place *p = *state;
	struct world *world = p->world;
	struct error error = { 0 };

	for (size_t i = 0; i < COUNT(wrongs); i++) {
		rows[i] = (struct db_statement){ DB_WRITE, wrongs[i] };
		const struct db_statements one = { &rows[i], 1 };
		struct db_config config = world->config;
		struct db_statements *tables = arena_array(world->arena, config.table_count + 1, sizeof *tables);
		memcpy(tables, config.tables, config.table_count * sizeof *tables);
		tables[config.table_count] = one;
		config.tables = tables;
		config.table_count++;
		db_rollback(world->db);
		db_close(world->db);
		world->db = db_open(&config, false, &error);
		assert_int_equal(db_begin(world->db, &error), ERR_OK);
		add(p, "received", A, 0);
		add(p, "received", B, 0);
		assert_int_equal(person_verify(world->db, &error), ERR_OK);
		assert_int_equal(db_run(db_use(world->db, &rows[i]), &error), ERR_OK);
		if (person_verify(world->db, &error) != ERR_INTERNAL)
			fail_msg("%s: not seen", wrongs[i]);
	}
	db_rollback(world->db);
	assert_int_equal(db_begin(world->db, &error), ERR_OK);
}

/* Year 0: without a birth date. */
static void set_name(struct place *p, struct sheet *sheet, const char *name, struct date birth)
{
	sheet->answers.items[form_find(p->form, "full_name")] = (struct answer){ .state = ANSWER_VALID, .text = name };
	if (birth.year != 0)
		sheet->answers.items[form_find(p->form, "birth_date")] = (struct answer){ .state = ANSWER_VALID, .date = birth };
	assert_int_equal(sheet_update(p->world->db, p->world->arena, sheet, NULL), ERR_OK);
}

/* Two birth dates that are close to 5/3/1985 and one that is not, among ever more bearers of the name who are far from it. */
static void names_that_sound_the_same_are_found_however_many_bear_them(void **state)
{
	static const struct date close[] = { { 1985, 3, 5 }, { 1958, 3, 5 }, { 1995, 3, 5 } }, birth = { 1985, 3, 5 };
	static const size_t bearers[] = { 3, 60, 64, 65, 66, 150 };
	struct place *p = *state;
	const char *sound = name_sound(p->world->arena, "Lê Thị Lý");
	struct record_row *rows;
	size_t there = 0, count;

	for (size_t i = 0; i < COUNT(bearers); i++) {
		for (; there < bearers[i]; there++) {
			struct sheet sheet = add(p, "received", NULL, 0);
			set_name(p, &sheet, there % 2 == 0 ? "Lê Thị Lý" : "LÊ THỊ LÍ",
			         there < COUNT(close) ? close[there] : (struct date){ (int16_t)(there % 9 == 0 ? 0 : 1930 + there % 40), 11, 20 });
		}
		assert_int_equal(record_same_sound_any(p->world->db, p->world->arena, p->commune, sound, birth, &rows, &count, NULL), ERR_OK);
		if (count != 2 || rows[0].id != 1 || rows[1].id != 3)
			fail_msg("of %zu: %zu found", bearers[i], count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_sheet_finds_its_person, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_replaces_a_sheet_is_of_the_same_person, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_to_replace_a_live_sheet_takes_no_number_away, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_person_said_of_a_draft_counts_unless_the_number_is_anothers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_that_sound_the_same_are_found_however_many_bear_them, set_up, tear_down),
		cmocka_unit_test_setup_teardown(verification_sees_a_wrong_person, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
