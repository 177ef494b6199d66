/* Jobs: one a campaign, asked to stop or not, ended in the database whatever happens. */
#include "../store/world.h"

#include <sched.h>
#include <stdatomic.h>

#include "job/job.h"
#include "store/campaign/campaign.h"
#include "store/admin/job_row.h"

static const char now[] = "2024-06-10T02:00:00Z";
enum { CAMPAIGNS = 6 };

struct place {
	struct world *world;
	struct db_pool *pool;
	struct db_writer *writer;
	struct jobs *jobs;
	int64_t campaigns[CAMPAIGNS], user;
};

static atomic_int begun;

/* Goes on until it is asked to stop. */
static enum err work_on(const struct job_run *run, struct error *error)
{
	(void)error;
	begun++;
	while (!job_must_stop(run))
		sched_yield();
	return ERR_OK;
}

static enum err work_once(const struct job_run *run, struct error *error)
{
	(void)error;
	return job_must_stop(run) ? ERR_INTERNAL : ERR_OK;
}

static enum err work_in_vain(const struct job_run *run, struct error *error)
{
	(void)run;
	return error_set(error, ERR_UNAVAILABLE, NULL, "in vain");
}

static const struct job_kind kinds[] = { { "on", work_on, NULL }, { "once", work_once, NULL }, { "vain", work_in_vain, NULL } };

static void open_jobs(struct place *p)
{
	struct error error = { 0 };
	const struct jobs_config config = { p->pool, p->writer, { { 2024, 6, 10 } }, kinds, COUNT(kinds) };

	p->jobs = jobs_open(&config, &error);
	if (p->jobs == NULL)
		fail_msg("%s", error.detail);
}

static int set_up(void **state)
{
	struct place *p = memory_new(1, sizeof *p);
	struct error error = { 0 };

	world_open((void **)&p->world);
	int64_t commune = world_area(p->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	p->user = world_user(p->world, "officer", ROLE_OFFICER, "x", commune);
	for (int i = 0; i < CAMPAIGNS; i++) {
		const struct campaign campaign = { .code = arena_print(p->world->arena, "C%d", i), .name = "N", .form = "mau-03", .form_version = 1,
			.collect_from = "2024-01-01" };
		assert_int_equal(campaign_add(p->world->db, &campaign, &commune, 1, &p->campaigns[i], &error), ERR_OK);
	}
	p->pool = db_pool_open(&p->world->config, &error);
	p->writer = db_writer_open(&p->world->config, &error);
	begun = 0;
	open_jobs(p);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;

	jobs_close(p->jobs);
	db_pool_close(p->pool);
	db_writer_close(p->writer);
	world_close((void **)&p->world);
	memory_free(p);
	return 0;
}

static int64_t add(struct place *p, int campaign, const char *kind)
{
	struct job job = { .kind = kind, .campaign_id = p->campaigns[campaign], .total = 10, .rule_version = 1, .started_by = p->user,
		.started_at = now };

	assert_int_equal(job_add(p->world->db, &job, NULL), ERR_OK);
	return job.id;
}

/* Its state once it does not run any more. */
static enum job_state ended(struct place *p, int64_t id)
{
	struct job job;

	do {
		sched_yield();
		assert_int_equal(job_by_id_any(p->world->db, p->world->arena, id, &job, NULL), ERR_OK);
	} while (job.state == JOB_RUNNING);
	assert_non_null(job.finished_at);
	return job.state;
}

static void ends_as_it_went(void **state)
{
	struct place *p = *state;
	int64_t once = add(p, 0, "once"), vain = add(p, 1, "vain"), nothing = add(p, 2, "nothing");

	assert_int_equal(jobs_launch(p->jobs, once, "once", NULL), ERR_OK);
	assert_int_equal(jobs_launch(p->jobs, vain, "vain", NULL), ERR_OK);
	assert_int_equal(jobs_launch(p->jobs, nothing, "nothing", NULL), ERR_UNAVAILABLE);
	assert_int_equal(ended(p, once), JOB_DONE);
	assert_int_equal(ended(p, vain), JOB_FAILED);
	assert_int_equal(ended(p, nothing), JOB_FAILED);
	assert_false(jobs_cancel(p->jobs, once));
}

static void is_cancelled(void **state)
{
	struct place *p = *state;
	int64_t first = add(p, 0, "on"), second = add(p, 1, "on");

	assert_int_equal(jobs_launch(p->jobs, first, "on", NULL), ERR_OK);
	assert_int_equal(jobs_launch(p->jobs, second, "on", NULL), ERR_OK);
	assert_true(jobs_cancel(p->jobs, first));
	assert_int_equal(ended(p, first), JOB_CANCELLED);
	struct job job;
	assert_int_equal(job_by_id_any(p->world->db, p->world->arena, second, &job, NULL), ERR_OK);
	assert_int_equal(job.state, JOB_RUNNING);
	assert_true(jobs_cancel(p->jobs, second));
	assert_int_equal(ended(p, second), JOB_CANCELLED);
}

static void stops_with_the_program(void **state)
{
	struct place *p = *state;
	int64_t id = add(p, 0, "on");

	assert_int_equal(jobs_launch(p->jobs, id, "on", NULL), ERR_OK);
	while (begun == 0)
		sched_yield();
	jobs_stop(p->jobs);
	assert_int_equal(ended(p, id), JOB_STOPPED);
	int64_t late = add(p, 1, "once");
	assert_int_equal(jobs_launch(p->jobs, late, "once", NULL), ERR_UNAVAILABLE);
	assert_int_equal(ended(p, late), JOB_STOPPED);
}

/* The power went: the row says that it runs, and nobody runs it. */
static void is_said_to_be_stopped_after_a_crash(void **state)
{
	struct place *p = *state;
	int64_t id = add(p, 0, "on");
	struct job job;

	jobs_close(p->jobs);
	assert_int_equal(job_by_id_any(p->world->db, p->world->arena, id, &job, NULL), ERR_OK);
	assert_int_equal(job.state, JOB_RUNNING);
	open_jobs(p);
	assert_int_equal(ended(p, id), JOB_STOPPED);
	add(p, 0, "on");
}

static void runs_once_a_campaign(void **state)
{
	struct place *p = *state;
	struct job again = { .kind = "on", .campaign_id = p->campaigns[0], .rule_version = 1, .started_by = p->user, .started_at = now };
	int64_t id = add(p, 0, "on");

	assert_int_equal(job_add(p->world->db, &again, NULL), ERR_CONFLICT);
	assert_int_equal(job_finish(p->world->db, id, JOB_DONE, now, NULL), ERR_OK);
	assert_int_equal(job_add(p->world->db, &again, NULL), ERR_OK);
	assert_int_equal(job_finish(p->world->db, id, JOB_FAILED, now, NULL), ERR_OK);
	assert_int_equal(ended(p, id), JOB_DONE);
}

static void refuses_more_than_there_is_room_for(void **state)
{
	struct place *p = *state;
	int64_t ids[CAMPAIGNS];
	int started = 0;

	for (int i = 0; i < CAMPAIGNS; i++) {
		ids[i] = add(p, i, "on");
		started += jobs_launch(p->jobs, ids[i], "on", NULL) == ERR_OK;
	}
	assert_in_range(started, 1, CAMPAIGNS - 1);
	assert_int_equal(ended(p, ids[CAMPAIGNS - 1]), JOB_FAILED);
	assert_true(jobs_cancel(p->jobs, ids[0]));
	assert_int_equal(ended(p, ids[0]), JOB_CANCELLED);
	int64_t next = add(p, CAMPAIGNS - 1, "once");
	while (jobs_launch(p->jobs, next, "once", NULL) != ERR_OK)      /* the thread that ended is gone soon */
		next = add(p, CAMPAIGNS - 1, "once");
	assert_int_equal(ended(p, next), JOB_DONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(ends_as_it_went, set_up, tear_down),
		cmocka_unit_test_setup_teardown(is_cancelled, set_up, tear_down),
		cmocka_unit_test_setup_teardown(stops_with_the_program, set_up, tear_down),
		cmocka_unit_test_setup_teardown(is_said_to_be_stopped_after_a_crash, set_up, tear_down),
		cmocka_unit_test_setup_teardown(runs_once_a_campaign, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_more_than_there_is_room_for, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
