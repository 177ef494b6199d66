/* Acts of many sheets: when one may be taken back, what holds its sheets meanwhile, and what happens between looking and beginning. */
#include "office.h"

#include "workflow/long/job_order.h"
#include "workflow/many/many.h"
#include "workflow/many/act_job.h"

enum { SHEETS = 3 };

struct accepted { int64_t ids[SHEETS], act_id; };

static struct request_head head_of(struct office *o, const struct actor *actor)
{
	return (struct request_head){ .workflow = &o->workflow, .arena = o->world->arena, .actor = actor };
}

static struct accepted accept_three(struct office *o)
{
	static const char *const numbers[SHEETS] = { "056185001230", "056185001241", "056185001252" };
	struct accepted a;
	struct error error = { 0 };

	for (int i = 0; i < SHEETS; i++)
		a.ids[i] = submitted(o, &o->officer, numbers[i]);
	struct accept_request r = { .head = head_of(o, &o->officer), .ids = a.ids, .count = SHEETS };
	if (workflow_accept_many(&r, &error) != ERR_OK || r.accepted != SHEETS)
		fail_msg("%s: %lld", error.detail, (long long)r.accepted);
	a.act_id = r.act_id;
	return a;
}

static enum err moves(struct office *o, enum action action, int64_t id, const char **why)
{
	struct move_request r = { .head = head_of(o, &o->officer), .action = action, .sheet_id = id, .reason = "xem lại" };
	struct error error = { 0 };
	enum err err = workflow_move(&r, &error);

	*why = error.message;
	return err;
}

static enum err takes_back(struct office *o, const struct actor *actor, int64_t act_id)
{
	struct act_undo_request r = { .head = head_of(o, actor), .act_id = act_id };

	return workflow_act_undo(&r, NULL);
}

/* ---- when ---- */

static enum message why_not(struct office *o, const struct act *act)
{
	static const enum message all[] = { MSG_ACT_OTHERS, MSG_ACT_RUNS, MSG_ACT_UNDONE, MSG_UNDO_LATE, MSG_UNDO_LATE_DAY, MSG_UNDO_NEVER };
	struct error error = { 0 };

	if (act_check(&o->workflow, &o->officer, act, &error) == ERR_OK)
		return MESSAGE_COUNT;
	for (size_t i = 0; i < COUNT(all); i++) {
		if (error.message == message_text(all[i]))
			return all[i];
	}
	fail_msg("%s", error.message);
	return MESSAGE_COUNT;
}

static const char *ago(struct office *o, int64_t seconds)
{
	char *at = arena_alloc(o->world->arena, CLOCK_TEXT);

	clock_to_iso(clock_seconds(&o->workflow.clock) - seconds, at);
	return at;
}

static void as_long_as_one_move_by_who_did_it(void **state)
{
	struct office *o = *state;
	const int64_t me = o->officer.user_id;
	const struct { struct act act; enum message why; } acts[] = {
		{ { .action = ACTION_ACCEPT, .owner_id = me, .begun_at = ago(o, 3600), .ended_at = ago(o, 590) }, MESSAGE_COUNT },
		{ { .action = ACTION_ACCEPT, .owner_id = me, .begun_at = ago(o, 610), .ended_at = ago(o, 605) }, MSG_UNDO_LATE },
		{ { .action = ACTION_ACCEPT, .owner_id = me, .begun_at = ago(o, 5) }, MSG_ACT_RUNS },
		{ { .action = ACTION_ACCEPT, .owner_id = me, .begun_at = ago(o, 5), .ended_at = ago(o, 5), .undone_at = ago(o, 1) }, MSG_ACT_UNDONE },
		{ { .action = ACTION_ACCEPT, .owner_id = me, .begun_at = ago(o, 5), .ended_at = ago(o, 5), .undo_job_id = 4 }, MSG_ACT_UNDONE },
		{ { .action = ACTION_ACCEPT, .owner_id = o->other.user_id, .begun_at = ago(o, 5), .ended_at = ago(o, 5) }, MSG_ACT_OTHERS },
		{ { .action = ACTION_ENTERED, .owner_id = me, .begun_at = ago(o, 172800), .ended_at = ago(o, 172800) }, MSG_UNDO_LATE_DAY },
		{ { .action = ACTION_ARCHIVE, .owner_id = me, .begun_at = ago(o, 5), .ended_at = ago(o, 5) }, MSG_UNDO_NEVER },
	};

	for (size_t i = 0; i < COUNT(acts); i++)
		assert_int_equal(why_not(o, &acts[i].act), acts[i].why);
}

static void all_of_it_or_nothing(void **state)
{
	struct office *o = *state;
	struct accepted a = accept_three(o);
	const char *why;

	assert_int_equal(takes_back(o, &o->other, a.act_id), ERR_CONFLICT);
	assert_int_equal(moves(o, ACTION_REOPEN, a.ids[1], &why), ERR_OK);
	assert_int_equal(takes_back(o, &o->officer, a.act_id), ERR_CONFLICT);
	assert_int_equal(stored(o, a.ids[0]).state, STATE_ACCEPTED);
	assert_int_equal(moves(o, ACTION_ACCEPT, a.ids[1], &why), ERR_OK);
	assert_int_equal(takes_back(o, &o->officer, a.act_id), ERR_CONFLICT);
	assert_int_equal(stored(o, a.ids[0]).state, STATE_ACCEPTED);
}

static void what_was_named_twice_is_accepted_once_and_taken_back(void **state)
{
	struct office *o = *state;
	int64_t id = submitted(o, &o->officer, "056185001263"), twice[] = { id, id };
	struct accept_request r = { .head = head_of(o, &o->officer), .ids = twice, .count = COUNT(twice) };

	assert_int_equal(workflow_accept_many(&r, NULL), ERR_OK);
	assert_int_equal(r.accepted, 1);
	assert_int_equal(r.left_out_count, 0);
	assert_int_equal(takes_back(o, &o->officer, r.act_id), ERR_OK);
	assert_int_equal(stored(o, id).state, STATE_RECEIVED);
}

/* ---- while it is taken back in pieces ---- */

/* The row of a job that takes the act back; nothing runs it. */
static int64_t add_job(struct office *o, int64_t act_id)
{
	struct job job = { .kind = UNDO_KIND, .owner_id = o->officer.user_id, .parameters = "{}", .standing = "", .total = SHEETS,
		.started_at = ago(o, 0) };
	struct error error = { 0 };

	assert_int_equal(db_begin(o->world->db, &error), ERR_OK);
	assert_int_equal(job_add(o->world->db, &job, &error), ERR_OK);
	assert_int_equal(act_set_undoing(o->world->db, act_id, job.id, &error), ERR_OK);
	assert_int_equal(db_commit(o->world->db, &error), ERR_OK);
	return job.id;
}

static void ends(struct office *o, int64_t job_id)
{
	const struct job_ending ending = { .id = job_id, .state = JOB_FAILED, .at = ago(o, 0) };

	assert_int_equal(db_begin(o->world->db, NULL), ERR_OK);
	assert_int_equal(job_finish(o->world->db, &ending, NULL), ERR_OK);
	assert_int_equal(db_commit(o->world->db, NULL), ERR_OK);
}

static void nobody_else_acts_on_its_sheets(void **state)
{
	static const enum action actions[] = { ACTION_REOPEN, ACTION_CANCEL, ACTION_UNDO };
	struct office *o = *state;
	struct accepted a = accept_three(o);
	int64_t beside = submitted(o, &o->officer, "056185001263"), job = add_job(o, a.act_id);
	const char *why;

	for (size_t i = 0; i < COUNT(actions); i++) {
		assert_int_equal(moves(o, actions[i], a.ids[i], &why), ERR_CONFLICT);
		assert_string_equal(why, message_text(MSG_ACT_HOLDS));
	}
	deliver(o, a.ids, SHEETS, ERR_CONFLICT);
	assert_int_equal(takes_back(o, &o->officer, a.act_id), ERR_CONFLICT);
	assert_int_equal(moves(o, ACTION_ACCEPT, beside, &why), ERR_OK);
	ends(o, job);
	assert_int_equal(moves(o, ACTION_REOPEN, a.ids[0], &why), ERR_OK);
}

static void nobody_takes_a_sheet_out_of_its_batch(void **state)
{
	struct office *o = *state;
	struct accepted a = accept_three(o);
	struct deliver_request made = { .head = head_of(o, &o->officer), .ids = a.ids, .count = SHEETS };

	assert_int_equal(workflow_deliver(&made, NULL), ERR_OK);
	int64_t job = add_job(o, made.act_id);
	struct remove_request out = { .head = head_of(o, &o->officer), .batch_id = made.batch.id, .ids = a.ids, .count = 1 };
	struct sign_request sign = { .head = head_of(o, &o->police), .batch_id = made.batch.id, .counted = SHEETS };
	assert_int_equal(workflow_remove(&out, NULL), ERR_CONFLICT);
	assert_int_equal(workflow_sign(&sign, NULL), ERR_CONFLICT);
	ends(o, job);
	assert_int_equal(workflow_remove(&out, NULL), ERR_OK);
}

/* ---- between looking and beginning ---- */

static enum err plans(struct office *o, const struct undo_order *order)
{
	const struct job_asking asking = { o->world->db, o->world->arena, &o->officer, &o->workflow, order };
	struct job job = { .kind = UNDO_KIND };

	return undo_plan(&asking, &job, NULL);
}

static void what_happened_since_somebody_looked_counts(void **state)
{
	struct office *o = *state;
	struct accepted a = accept_three(o);
	int64_t beside = submitted(o, &o->officer, "056185001263");
	struct undo_order order = { .look.seen = 0 };
	const char *why;

	assert_int_equal(act_by_id_any(o->world->db, o->world->arena, a.act_id, &order.look.act, NULL), ERR_OK);
	assert_int_equal(workflow_act_look(o->world->db, &o->workflow, o->world->arena, &o->officer, &order.look, NULL), ERR_OK);
	assert_true(order.look.may_undo);
	assert_int_equal(plans(o, &order), ERR_OK);
	assert_int_equal(moves(o, ACTION_ACCEPT, beside, &why), ERR_OK);
	assert_int_equal(plans(o, &order), ERR_OK);
	assert_int_equal(moves(o, ACTION_REOPEN, a.ids[2], &why), ERR_OK);
	assert_int_equal(plans(o, &order), ERR_CONFLICT);
	assert_int_equal(plans(o, NULL), ERR_UNPROCESSABLE);
}

static void what_was_taken_back_is_not_gone_on_with(void **state)
{
	struct office *o = *state;
	struct accepted a = accept_three(o);
	const struct job_asking asking = { o->world->db, o->world->arena, &o->officer, &o->workflow, NULL };
	struct job job = { .kind = ACCEPT_KIND, .parameters = arena_print(o->world->arena, "{\"act\":%lld}", (long long)a.act_id) };

	assert_int_equal(accept_again(&asking, &job, NULL), ERR_OK);
	assert_int_equal(takes_back(o, &o->officer, a.act_id), ERR_OK);
	assert_int_equal(accept_again(&asking, &job, NULL), ERR_CONFLICT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(as_long_as_one_move_by_who_did_it), TEST(all_of_it_or_nothing), TEST(what_was_named_twice_is_accepted_once_and_taken_back),
		TEST(nobody_else_acts_on_its_sheets), TEST(nobody_takes_a_sheet_out_of_its_batch), TEST(what_happened_since_somebody_looked_counts),
		TEST(what_was_taken_back_is_not_gone_on_with),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
