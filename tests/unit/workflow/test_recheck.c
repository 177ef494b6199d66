/* A campaign is judged again although the writer fails now and then: nothing is left out, nothing counted twice. */
#include "../store/world.h"

#include <sched.h>

#include "store/sheet/finding.h"
#include "store/campaign/rule_change.h"
#include "workflow/long/job_order.h"
#include "workflow/verdict/recheck.h"

static const char now[] = "2024-06-10T02:00:00Z";
enum { SHEETS = 250 };                  /* three pieces */

struct office {
	struct world *world;
	struct workflow workflow;
	struct db_pool *pool;
	struct jobs *jobs;
	struct job_kind kind;
	struct actor officer;
	struct campaign campaign;
	int64_t commune, last;
	char results[64];
};

/* A sheet whose findings are not those of the rules: it has none stored, and everything is missing. */
static void add_sheet(struct office *o)
{
	struct sheet sheet = { .uid = hash_random(o->world->arena, 16), .state = STATE_RECEIVED, .since = now, .form_version = 1,
		.commune_id = o->commune, .campaign_id = o->campaign.id, .created_by = o->officer.user_id, .created_at = now, .updated_at = now };

	answers_init(&sheet.answers, o->world->form, o->world->arena);
	assert_int_equal(sheet_insert(o->world->db, o->world->arena, &sheet, NULL), ERR_OK);
	o->last = sheet.id;
}

static int set_up(void **state)
{
	struct office *o = memory_new(1, sizeof *o);
	struct error error = { 0 };

	world_open((void **)&o->world);
	o->commune = world_area(o->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	o->officer = (struct actor){ .user_id = world_user(o->world, "officer", ROLE_OFFICER, "x", o->commune), .role = ROLE_OFFICER,
		.username = "officer", .full_name = "officer", .areas = &o->commune, .area_count = 1 };
	o->campaign = (struct campaign){ .code = "C", .name = "C", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };
	assert_int_equal(campaign_add(o->world->db, &o->campaign, &o->commune, 1, &o->campaign.id, &error), ERR_OK);
	assert_int_equal(acceptance_start(o->world->form, &error), ERR_OK);
	assert_int_equal(db_begin(o->world->db, &error), ERR_OK);
	for (int i = 0; i < SHEETS; i++)
		add_sheet(o);
	assert_int_equal(db_commit(o->world->db, &error), ERR_OK);
	o->pool = db_pool_open(&o->world->config, &error);
	o->workflow = (struct workflow){ .form = o->world->form, .clock = { { 2024, 6, 10 } }, .writer = db_writer_open(&o->world->config, &error) };
	o->kind = (struct job_kind){ .code = RECHECK_KIND, .roles = ROLE_BIT(ROLE_OFFICER), .most = 1, .resumes = true,
		.begun = ACTION_RECHECK_BEGIN, .resumed = ACTION_RECHECK_RESUME, .plan = recheck_plan, .settle = recheck_settle,
		.again = recheck_again, .tell = recheck_tell, .work = recheck_work, .arg = &o->workflow };
	snprintf(o->results, sizeof o->results, "/tmp/mau03-results-XXXXXX");
	assert_non_null(mkdtemp(o->results));
	const struct jobs_config config = { o->pool, o->workflow.writer, o->workflow.clock, &o->kind, 1, o->results,
		NULL, NULL };
	o->jobs = jobs_open(&config, &error);
	assert_non_null(o->jobs);
	*state = o;
	return 0;
}

static int tear_down(void **state)
{
	struct office *o = *state;
	struct error error = { 0 };

	jobs_close(o->jobs);
	db_pool_close(o->pool);
	db_writer_close(o->workflow.writer);
	if (rule_verify(o->world->db, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	world_close((void **)&o->world);
	assert_int_equal(rmdir(o->results), 0);
	memory_free(o);
	return 0;
}

/* As it stands when it does not run any more. */
static struct recheck_job ended(struct office *o, int64_t id)
{
	struct recheck_job recheck;
	struct job job;

	do {
		sched_yield();
		assert_int_equal(job_by_id_any(o->world->db, o->world->arena, id, &job, NULL), ERR_OK);
	} while (job.state == JOB_RUNNING);
	assert_int_equal(recheck_by_job_any(o->world->db, o->world->arena, id, &recheck, NULL), ERR_OK);
	recheck.job = job;
	return recheck;
}

static struct job_order order_of(struct office *o)
{
	return (struct job_order){ .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer },
		.jobs = o->jobs, .kind = RECHECK_KIND, .parameters = recheck_parameters(o->world->arena, o->campaign.id) };
}

static struct recheck_job run(struct office *o, int commit_that_fails)
{
	struct job_order order = order_of(o);

	db_fail_commit_at(1 + commit_that_fails);       /* the first is that of beginning */
	assert_int_equal(job_begin(&order, NULL), ERR_OK);
	struct recheck_job recheck = ended(o, order.job_id);
	db_fail_commit_at(0);
	return recheck;
}

static size_t found(struct office *o, int64_t sheet_id)
{
	struct finding_row *rows;
	size_t count;

	assert_int_equal(finding_list(o->world->db, o->world->arena, sheet_id, &rows, &count, NULL), ERR_OK);
	return count;
}

static void a_commit_that_fails_is_tried_again(void **state)
{
	struct office *o = *state;
	struct recheck_job recheck = run(o, 2);

	assert_int_equal(recheck.job.state, JOB_DONE);
	assert_int_equal(recheck.job.done, SHEETS);
	assert_int_equal(recheck.changed, SHEETS);
	assert_true(found(o, o->last) > 0);
	recheck = run(o, 1);
	assert_int_equal(recheck.job.state, JOB_DONE);
	assert_int_equal(recheck.changed, 0);
}

/* As the end of the program left it: half of the sheets are told of. */
static int64_t interrupted(struct office *o, int64_t version)
{
	struct job job = { .kind = RECHECK_KIND, .total = SHEETS, .owner_id = o->officer.user_id, .lane = "1",
		.parameters = recheck_parameters(o->world->arena, o->campaign.id), .standing = "", .started_at = now };
	const struct recheck_job recheck = { .campaign_id = o->campaign.id, .rule_version = version };

	assert_int_equal(job_add(o->world->db, &job, NULL), ERR_OK);
	assert_int_equal(recheck_add(o->world->db, job.id, &recheck, NULL), ERR_OK);
	for (int64_t id = 1; id <= SHEETS / 2; id++) {
		const struct recheck_row row = { .sheet_id = id, .before = "", .after = "E01:E", .written = true };
		assert_int_equal(recheck_add_row(o->world->db, job.id, &row, NULL), ERR_OK);
	}
	assert_int_equal(job_progress(o->world->db, job.id, SHEETS / 2 + 9, NULL), ERR_OK);
	assert_int_equal(recheck_set_changed(o->world->db, job.id, SHEETS / 2, NULL), ERR_OK);
	const struct job_ending ending = { .id = job.id, .state = JOB_STOPPED, .at = now };
	assert_int_equal(job_finish(o->world->db, &ending, NULL), ERR_OK);
	return job.id;
}

static void one_that_was_interrupted_goes_on(void **state)
{
	struct office *o = *state;
	struct job_order order = order_of(o);

	order.job_id = interrupted(o, RULE_FIRST_VERSION + 1);
	assert_int_equal(job_resume(&order, NULL), ERR_CONFLICT);
	order.job_id = interrupted(o, RULE_FIRST_VERSION);
	assert_int_equal(job_resume(&order, NULL), ERR_OK);
	struct recheck_job recheck = ended(o, order.job_id);
	assert_int_equal(recheck.job.state, JOB_DONE);
	assert_int_equal(recheck.job.done, SHEETS);
	assert_int_equal(recheck.changed, SHEETS);
	assert_int_equal(found(o, 1), 0);
	assert_true(found(o, SHEETS / 2 + 1) > 0);
	assert_int_equal(job_resume(&order, NULL), ERR_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_commit_that_fails_is_tried_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_that_was_interrupted_goes_on, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
