/* The n-th allocation and the n-th commit fail, for every n, while a sheet is saved, submitted, accepted and reopened: each step is done
 * whole or not at all, what is told is true, and the step succeeds when it is tried again. */
#include "../store/world.h"

#include "base/json.h"
#include "store/access/access_row.h"
#include "store/sheet/event.h"
#include "store/handover/batch.h"
#include "workflow/workflow.h"

enum { ALLOCATIONS = 60, COMMITS = 6 };

struct office {
	struct world *world;
	struct workflow workflow;
	const struct form *form;
	struct actor officer;
	int64_t hamlet;
	int sheets;                     /* made so far: each has a number of its own */
};

static int set_up(void **state)
{
	const struct campaign campaign = { .code = "PS", .name = "PS", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01",
		.collect_to = "2024-12-31", .correct_in_place = true };
	struct office *o = memory_new(1, sizeof *o);
	int64_t *areas, id;
	struct error error = { 0 };

	world_open((void **)&o->world);
	areas = arena_array(o->world->arena, 1, sizeof *areas);
	areas[0] = world_area(o->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	o->hamlet = world_area(o->world, areas[0], "hamlet", "2235101", "Tổ dân phố 1", "2020-01-01");
	assert_int_equal(campaign_add(o->world->db, &campaign, areas, 1, &id, &error), ERR_OK);
	o->officer = (struct actor){ .user_id = world_user(o->world, "officer", ROLE_OFFICER, "x", areas[0]), .role = ROLE_OFFICER,
		.username = "officer", .full_name = "officer", .areas = areas, .area_count = 1 };
	o->form = o->world->form;
	assert_int_equal(acceptance_start(o->form, &error), ERR_OK);
	o->workflow = (struct workflow){ .form = o->form, .clock = { { 2024, 6, 10 } }, .writer = db_writer_open(&o->world->config, &error) };
	assert_non_null(o->workflow.writer);
	*state = o;
	return 0;
}

static int tear_down(void **state)
{
	struct office *o = *state;

	db_writer_close(o->workflow.writer);
	world_close((void **)&o->world);
	memory_free(o);
	return 0;
}

/* ---- the steps ---- */

/* Every sheet is of another person: no two names sound alike. */
static const char *next_name(struct office *o)
{
	static const char *const words[] = { "An", "Bình", "Châu", "Dung", "Hà", "Khánh", "Lan", "Mai", "Oanh", "Phúc" };

	return arena_print(o->world->arena, "Nguyễn %s %s %s", words[o->sheets / 100 % 10], words[o->sheets / 10 % 10], words[o->sheets % 10]);
}

static enum err save(struct office *o, bool submit, int64_t *id)
{
	static const struct { const char *name, *typed; } clean[] = {
		{ "full_name", NULL }, { "birth_date", "05/03/1985" }, { "sex", "2" }, { "citizen_id", NULL },
		{ "permanent_address", "12 Lê Lợi" }, { "general_education", "4" }, { "qualification", "1" }, { "activity_status", "3" },
		{ "inactive_reason", "3" }, { "collected_on", "01/06/2024" }, { "informant_name", "Nguyễn Thị Đức Hạnh" }, { "area_id", NULL },
	};
	struct arena *arena = o->world->arena;
	struct save_request r = { .head = { .workflow = &o->workflow, .arena = arena, .actor = &o->officer }, .submit = submit };
	struct error error = { 0 };

	answers_init(&r.answers, o->form, arena);
	for (size_t i = 0; i < COUNT(clean); i++) {
		int field = form_find(o->form, clean[i].name);
		const char *typed = clean[i].typed;
		if (typed == NULL)
			typed = i == 0 ? next_name(o) : i == 3 ? arena_print(arena, "056185%06d", o->sheets + 1) : arena_print(arena, "%lld", (long long)o->hamlet);
		answer_from_typed(arena, &o->form->fields[field], &typed, 1, &r.answers.items[field]);
	}
	enum err err = workflow_save(&r, &error);
	assert_true(err == ERR_OK || (err == ERR_UNAVAILABLE && !r.stored && error.message != NULL));
	if (err == ERR_OK) {
		assert_false(r.refused);
		*id = r.sheet.id;
		o->sheets++;
	}
	return err;
}

static enum err move(struct office *o, enum action action, int64_t id)
{
	struct move_request r = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer }, .action = action,
		.sheet_id = id, .reason = "kiểm tra lại" };
	struct error error = { 0 };
	enum err err = workflow_move(&r, &error);

	assert_true(err == ERR_OK || (err == ERR_UNAVAILABLE && error.message != NULL));
	return err;
}

static const struct { enum action action; const char *state; } steps[] = {
	{ ACTION_EDIT, "draft" }, { ACTION_SUBMIT, "received" }, { ACTION_ACCEPT, "accepted" }, { ACTION_REOPEN, "received" },
};

static enum err run_step(struct office *o, size_t step, int64_t *id)
{
	return steps[step].action == ACTION_EDIT ? save(o, false, id) : move(o, steps[step].action, *id);
}

/* ---- what is there afterwards ---- */

static size_t events_of(struct office *o, int64_t id)
{
	struct event *events;
	size_t count;

	assert_int_equal(event_list(o->world->db, o->world->arena, id, &events, &count, NULL), ERR_OK);
	return count;
}

static void stands(struct office *o, int64_t id, size_t done)
{
	struct sheet sheet;

	assert_int_equal(sheet_load_any(o->world->db, o->world->arena, o->form, id, &sheet, NULL), ERR_OK);
	assert_string_equal(state_code(sheet.state), steps[done - 1].state);
	assert_int_equal(events_of(o, id), done);
}

static void verify(struct office *o)
{
	const struct actor *actor = &o->officer;
	const struct sheet_filter all = { 0 };
	const char *head, *access_head;
	struct error error = { 0 };
	int64_t total;

	assert_int_equal(sheet_count(o->world->db, o->world->arena, actor, &all, &total, NULL), ERR_OK);
	assert_int_equal(total, o->sheets);
	if (event_verify(o->world->db, o->world->arena, &head, &error) != ERR_OK ||
	    access_verify(o->world->db, o->world->arena, &access_head, &error) != ERR_OK || sheet_verify(o->world->db, &error) != ERR_OK ||
	    batch_verify(o->world->db, &error) != ERR_OK)
		fail_msg("%s", error.detail);
}

/* One road of a sheet on which the n-th of what is counted fails; true when it did. */
static bool walk(struct office *o, void (*fail_at)(long), long n)
{
	bool failed = false;
	int64_t id = 0;

	fail_at(n);
	for (size_t step = 0; step < COUNT(steps); step++) {
		if (run_step(o, step, &id) == ERR_OK)
			continue;
		assert_false(failed);
		failed = true;
		if (step > 0)
			stands(o, id, step);
		assert_int_equal(run_step(o, step, &id), ERR_OK);
	}
	fail_at(0);
	stands(o, id, COUNT(steps));
	return failed;
}

static void the_nth_commit_fails(void **state)
{
	struct office *o = *state;

	for (long n = 1; n <= COMMITS; n++)
		assert_true(walk(o, db_fail_commit_at, n) == (n <= (long)COUNT(steps)));
	verify(o);
}

static void the_nth_allocation_fails(void **state)
{
	struct office *o = *state;

	for (long n = 1; n <= ALLOCATIONS; n++)
		walk(o, memory_fail_at, n);
	verify(o);
}

/* After a failed commit the writer opens its connection again; that too may find no memory. */
static void a_commit_and_then_an_allocation_fail(void **state)
{
	struct office *o = *state;
	int64_t id = 0;

	for (long n = 1; n <= ALLOCATIONS; n++) {
		db_fail_commit_at(1);
		assert_int_equal(save(o, true, &id), ERR_UNAVAILABLE);
		memory_fail_at(n);
		enum err err = save(o, true, &id);
		memory_fail_at(0);
		if (err != ERR_OK)
			assert_int_equal(save(o, true, &id), ERR_OK);
	}
	verify(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_nth_commit_fails, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_nth_allocation_fails, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_commit_and_then_an_allocation_fail, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
