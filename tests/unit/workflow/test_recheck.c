/* A campaign is judged again although the writer fails now and then: nothing is left out, nothing counted twice. */
#include "../store/world.h"

#include <sched.h>

#include "job/job.h"
#include "store/finding.h"
#include "store/job.h"
#include "store/rule.h"
#include "workflow/recheck.h"

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
};

/* A sheet whose findings are not those of the rules: it has none stored, and everything is missing. */
static void add_sheet(struct office *o)
{
	struct sheet sheet = { .uid = hash_random(o->world->arena, 16), .state = "received", .since = now, .form_version = 1,
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
	o->kind = (struct job_kind){ RECHECK_KIND, recheck_work, &o->workflow };
	const struct jobs_config config = { o->pool, o->workflow.writer, o->workflow.clock, &o->kind, 1 };
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
	memory_free(o);
	return 0;
}

static struct job run(struct office *o, int commit_that_fails)
{
	struct recheck_order order = { .head = { .workflow = &o->workflow, .arena = o->world->arena, .actor = &o->officer },
		.campaign_id = o->campaign.id };
	struct job job;

	assert_int_equal(recheck_begin(&order, NULL), ERR_OK);
	db_fail_commit_at(commit_that_fails);
	assert_int_equal(jobs_launch(o->jobs, order.job_id, RECHECK_KIND, NULL), ERR_OK);
	do {
		sched_yield();
		assert_int_equal(job_by_id_any(o->world->db, o->world->arena, order.job_id, &job, NULL), ERR_OK);
	} while (strcmp(job.state, "running") == 0);
	db_fail_commit_at(0);
	return job;
}

static void a_commit_that_fails_is_tried_again(void **state)
{
	struct office *o = *state;
	struct finding_row *rows;
	size_t count;
	struct job job = run(o, 2);

	assert_string_equal(job.state, "done");
	assert_int_equal(job.done, SHEETS);
	assert_int_equal(job.changed, SHEETS);
	assert_int_equal(finding_list(o->world->db, o->world->arena, o->last, &rows, &count, NULL), ERR_OK);
	assert_true(count > 0);
	job = run(o, 1);
	assert_string_equal(job.state, "done");
	assert_int_equal(job.changed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_commit_that_fails_is_tried_again, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
