/* Jobs: one a lane, asked to stop or not, ended in the database whatever happens; the files that come of them. */
#include "../store/world.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>

#include "job/job.h"
#include "store/admin/user.h"

static const char now[] = "2024-06-10T02:00:00Z";
enum { LANES = 6 };

struct place {
	struct world *world;
	struct db_pool *pool;
	struct db_writer *writer;
	struct jobs *jobs;
	struct clock clock;
	struct actor officer;
	int64_t commune, other;
	char results[64];
};

static atomic_int begun, waited;
static atomic_int hours;                /* that pass for who waits an hour */

int __real_pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until);
int __wrap_pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until);

/* Who waits an hour is looked after every some milliseconds. */
int __wrap_pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until)
{
	struct timespec soon;
	int ended;

	clock_gettime(CLOCK_MONOTONIC, &soon);
	if (until->tv_sec - soon.tv_sec < 3000)
		return __real_pthread_cond_timedwait(cond, mutex, until);
	do {
		if (hours > 0) {
			hours--;
			return ETIMEDOUT;
		}
		clock_gettime(CLOCK_MONOTONIC, &soon);
		soon.tv_nsec += 5000000;
		soon.tv_sec += soon.tv_nsec / 1000000000;
		soon.tv_nsec %= 1000000000;
		ended = __real_pthread_cond_timedwait(cond, mutex, &soon);
	} while (ended == ETIMEDOUT);
	return ended;
}

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
	return error_set(error, ERR_UNAVAILABLE, "không được", "in vain");
}

/* Files in the folder of results; the last one's name in `name`. */
static int files(const struct place *p, char name[300])
{
	DIR *dir = opendir(p->results);
	const struct dirent *entry;
	int count = 0;

	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, 300, "%s", entry->d_name);
		count++;
	}
	closedir(dir);
	return count;
}

static enum err write_file(const struct job_run *run, struct error *error)
{
	int fd;
	enum err err = job_open_result(run, &fd, error);

	assert_int_equal(err, ERR_OK);
	assert_int_equal(write(fd, "of ", 3), 3);
	assert_int_equal(write(fd, run->owner->username, 7), 7);
	job_keep_result(run, "result.txt", "text/plain");
	return ERR_OK;
}

/* Writes a file, and then goes on until it is asked to stop, or fails. */
static enum err write_and_go_on(const struct job_run *run, struct error *error)
{
	write_file(run, error);
	return work_on(run, error);
}

static enum err write_in_vain(const struct job_run *run, struct error *error)
{
	write_file(run, error);
	return work_in_vain(run, error);
}

/* What is told is whatever hinders it. */
static enum err begin_file(const struct job_run *run, struct error *error)
{
	int fd;
	enum err err = job_open_result(run, &fd, error);

	assert_int_equal(fd, -1);
	return err;
}

/* Somebody takes the file away while it is written. */
static enum err lose_file(const struct job_run *run, struct error *error)
{
	char path[400], name[300];

	write_file(run, error);
	assert_int_equal(files(run->arg, name), 1);
	snprintf(path, sizeof path, "%s/%s", ((const struct place *)run->arg)->results, name);
	assert_int_equal(unlink(path), 0);
	return ERR_OK;
}

/* Waits three times, and no more when it was often. */
static enum err wait_some(const struct job_run *run, struct error *error)
{
	int tries = 0, often = 100;

	(void)error;
	while (tries < 3 && job_waits(run, &tries))
		waited++;
	return job_waits(run, &often) ? ERR_INTERNAL : ERR_OK;
}

/* Until it is asked to stop. */
static enum err wait_long(const struct job_run *run, struct error *error)
{
	int tries = 20;

	begun++;
	return job_waits(run, &tries) ? error_set(error, ERR_INTERNAL, NULL, "nobody stopped it") : ERR_OK;
}

static enum err count_ten(const struct job_run *run, struct error *error)
{
	(void)error;
	job_note_progress(run, 9, false);
	job_note_progress(run, 10, false);
	return ERR_OK;
}

static enum err count_to_the_last(const struct job_run *run, struct error *error)
{
	count_ten(run, error);
	job_note_progress(run, 11, true);
	return ERR_OK;
}

static struct place lost;               /* whose file is taken away */
#define KIND(name, most_, function) { .code = name, .most = most_, .work = function }
static const struct job_kind kinds[] = {
	KIND("on", 9, work_on), KIND("once", 9, work_once), KIND("vain", 9, work_in_vain), KIND("two", 2, work_on),
	KIND("file", 9, write_file), KIND("half", 9, write_and_go_on), KIND("bad", 9, write_in_vain), KIND("ten", 9, count_ten),
	KIND("last", 9, count_to_the_last), { .code = "goes", .most = 9, .goes_on = true, .work = work_on },
	{ .code = "went", .most = 9, .goes_on = true, .work = work_once },
	KIND("begin", 9, begin_file), KIND("some", 9, wait_some), KIND("long", 9, wait_long),
	{ .code = "lose", .most = 9, .work = lose_file, .arg = &lost },
};

static void open_jobs(struct place *p)
{
	struct error error = { 0 };
	const struct jobs_config config = { p->pool, p->writer, p->clock, kinds, COUNT(kinds), p->results, NULL, NULL };

	p->jobs = jobs_open(&config, &error);
	if (p->jobs == NULL)
		fail_msg("%s", error.detail);
}

static int set_up(void **state)
{
	struct place *p = memory_new(1, sizeof *p);
	struct error error = { 0 };

	world_open((void **)&p->world);
	p->commune = world_area(p->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	p->other = world_area(p->world, 0, "commune", "22366", "Vĩnh Hải", "2020-01-01");
	int64_t id = world_user(p->world, "officer", ROLE_OFFICER, "x", p->commune);
	assert_int_equal(user_actor_any(p->world->db, p->world->arena, id, &p->officer, &error), ERR_OK);
	p->pool = db_pool_open(&p->world->config, &error);
	p->writer = db_writer_open(&p->world->config, &error);
	p->clock = (struct clock){ { 2024, 6, 10 } };
	snprintf(p->results, sizeof p->results, "/tmp/mau03-results-XXXXXX");
	assert_non_null(mkdtemp(p->results));
	begun = 0;
	open_jobs(p);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;
	char name[300], path[400];

	jobs_close(p->jobs);
	while (files(p, name) > 0) {
		snprintf(path, sizeof path, "%s/%s", p->results, name);
		unlink(path);
	}
	rmdir(p->results);
	db_pool_close(p->pool);
	db_writer_close(p->writer);
	world_close((void **)&p->world);
	memory_free(p);
	return 0;
}

static struct job new_job(struct place *p, const char *lane, const char *kind)
{
	return (struct job){ .kind = kind, .lane = lane, .total = 10, .owner_id = p->officer.user_id, .parameters = "{}",
		.standing = job_standing(p->world->arena, &p->officer), .started_at = now };
}

static int64_t add(struct place *p, const char *lane, const char *kind)
{
	struct job job = new_job(p, lane, kind);

	assert_int_equal(job_add(p->world->db, &job, NULL), ERR_OK);
	return job.id;
}

static struct job stands(struct place *p, int64_t id)
{
	struct job job;

	assert_int_equal(job_by_id_any(p->world->db, p->world->arena, id, &job, NULL), ERR_OK);
	return job;
}

/* As it stands once it does not run any more. */
static struct job end_of(struct place *p, int64_t id)
{
	struct job job;

	do {
		sched_yield();
		job = stands(p, id);
	} while (job.state == JOB_RUNNING);
	assert_non_null(job.finished_at);
	return job;
}

static enum job_state ended(struct place *p, int64_t id)
{
	return end_of(p, id).state;
}

static int64_t launch(struct place *p, const char *lane, const char *kind)
{
	int64_t id = add(p, lane, kind);

	assert_int_equal(jobs_launch(p->jobs, id, kind, NULL), ERR_OK);
	return id;
}

static void finish(struct place *p, int64_t id, enum job_state state)
{
	const struct job_ending ending = { .id = id, .state = state, .at = now };

	assert_int_equal(job_finish(p->world->db, &ending, NULL), ERR_OK);
}

/* ---- how they end ---- */

static void ends_as_it_went(void **state)
{
	struct place *p = *state;
	int64_t once = launch(p, "1", "once"), vain = launch(p, "2", "vain"), nothing = add(p, "3", "nothing");

	assert_int_equal(jobs_launch(p->jobs, nothing, "nothing", NULL), ERR_UNAVAILABLE);
	assert_int_equal(ended(p, once), JOB_DONE);
	assert_int_equal(ended(p, vain), JOB_FAILED);
	assert_string_equal(end_of(p, vain).problem, "không được");
	assert_int_equal(ended(p, nothing), JOB_FAILED);
	assert_false(jobs_cancel(p->jobs, once));
	assert_null(end_of(p, once).problem);
	assert_int_equal(end_of(p, launch(p, "1", "ten")).done, 9);     /* the second time is not a while later */
	assert_int_equal(end_of(p, launch(p, "1", "last")).done, 11);
}

static void is_cancelled(void **state)
{
	struct place *p = *state;
	int64_t first = launch(p, "1", "on"), second = launch(p, "2", "on");

	assert_true(jobs_cancel(p->jobs, first));
	assert_int_equal(ended(p, first), JOB_CANCELLED);
	assert_int_equal(stands(p, second).state, JOB_RUNNING);
	assert_true(jobs_cancel(p->jobs, second));
	assert_int_equal(ended(p, second), JOB_CANCELLED);
}

static void wait_until_begun(void)
{
	while (begun == 0)
		sched_yield();
}

static void stops_with_the_program(void **state)
{
	struct place *p = *state;
	int64_t id = launch(p, "1", "on");

	wait_until_begun();
	jobs_stop(p->jobs);
	assert_int_equal(ended(p, id), JOB_STOPPED);
	int64_t late = add(p, "2", "once");
	assert_int_equal(jobs_launch(p->jobs, late, "once", NULL), ERR_UNAVAILABLE);
	assert_int_equal(ended(p, late), JOB_STOPPED);
}

/* The power went: the row says that it runs, and nobody runs it. */
static void is_said_to_be_stopped_after_a_crash(void **state)
{
	struct place *p = *state;
	int64_t id = add(p, "1", "on");

	jobs_close(p->jobs);
	assert_int_equal(stands(p, id).state, JOB_RUNNING);
	open_jobs(p);
	assert_int_equal(ended(p, id), JOB_STOPPED);
	add(p, "1", "on");
}

/* Some work goes on without being asked: the next start runs it, and this end does not end it. */
static void goes_on_by_itself(void **state)
{
	struct place *p = *state;
	int64_t stopped = launch(p, "1", "goes"), crashed = add(p, "1", "went");

	wait_until_begun();
	jobs_close(p->jobs);
	assert_int_equal(stands(p, stopped).state, JOB_RUNNING);
	begun = 0;
	open_jobs(p);
	assert_int_equal(ended(p, crashed), JOB_DONE);
	wait_until_begun();
	assert_true(jobs_cancel(p->jobs, stopped));
	assert_int_equal(ended(p, stopped), JOB_CANCELLED);
}

/* ---- how many ---- */

static void runs_once_a_lane(void **state)
{
	struct place *p = *state;
	struct job again = new_job(p, "1", "on");
	int64_t id = add(p, "1", "on");

	assert_int_equal(job_add(p->world->db, &again, NULL), ERR_CONFLICT);
	add(p, "1", "once");
	add(p, NULL, "on");
	add(p, NULL, "on");
	finish(p, id, JOB_DONE);
	assert_int_equal(job_add(p->world->db, &again, NULL), ERR_OK);
	finish(p, id, JOB_FAILED);
	assert_int_equal(ended(p, id), JOB_DONE);
}

static void refuses_more_than_there_is_room_for(void **state)
{
	struct place *p = *state;
	int64_t ids[LANES];
	int started = 0;

	for (int i = 0; i < LANES; i++) {
		ids[i] = add(p, NULL, "on");
		started += jobs_launch(p->jobs, ids[i], "on", NULL) == ERR_OK;
	}
	assert_in_range(started, 1, LANES - 1);
	assert_int_equal(ended(p, ids[LANES - 1]), JOB_FAILED);
	assert_non_null(end_of(p, ids[LANES - 1]).problem);
	assert_true(jobs_cancel(p->jobs, ids[0]));
	assert_int_equal(ended(p, ids[0]), JOB_CANCELLED);
	int64_t next = add(p, NULL, "once");
	while (jobs_launch(p->jobs, next, "once", NULL) != ERR_OK)      /* the thread that ended is gone soon */
		next = add(p, NULL, "once");
	assert_int_equal(ended(p, next), JOB_DONE);
}

static void runs_as_many_of_a_kind_as_that_may(void **state)
{
	struct place *p = *state;
	int64_t third;

	launch(p, NULL, "two");
	launch(p, NULL, "two");
	third = add(p, NULL, "two");
	assert_int_equal(jobs_launch(p->jobs, third, "two", NULL), ERR_UNAVAILABLE);
	assert_int_equal(ended(p, third), JOB_FAILED);
	assert_int_equal(ended(p, launch(p, NULL, "once")), JOB_DONE);
}

/* ---- what comes of them ---- */

static const char *content(struct place *p, const struct job *job)
{
	char *text = arena_alloc(p->world->arena, 100);
	int fd;

	assert_int_equal(jobs_open_result(p->jobs, job, &fd, NULL), ERR_OK);
	assert_true(read(fd, text, 99) >= 0);
	close(fd);
	return text;
}

static void leaves_a_file(void **state)
{
	struct place *p = *state;
	struct job job = end_of(p, launch(p, NULL, "file"));
	char name[300], path[400];
	char week[CLOCK_TEXT];
	struct stat status;
	int fd;

	clock_to_iso(clock_seconds(&p->clock) + 7 * 86400, week);
	assert_int_equal(job.state, JOB_DONE);
	assert_string_equal(job.result.name, "result.txt");
	assert_string_equal(job.result.type, "text/plain");
	assert_int_equal(job.result.bytes, 10);
	assert_memory_equal(job.result.expires_at, week, 10);
	assert_string_equal(content(p, &job), "of officer");
	assert_int_equal(files(p, name), 1);
	assert_string_equal(name, job.result.file);
	snprintf(path, sizeof path, "%s/%s", p->results, name);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	job = end_of(p, launch(p, NULL, "once"));
	assert_int_equal(jobs_open_result(p->jobs, &job, &fd, NULL), ERR_NOT_FOUND);
}

static void leaves_nothing_when_it_does_not_end_well(void **state)
{
	struct place *p = *state;
	char name[300];
	int64_t half = launch(p, NULL, "half");

	wait_until_begun();
	assert_int_equal(files(p, name), 1);
	assert_true(jobs_cancel(p->jobs, half));
	assert_int_equal(ended(p, half), JOB_CANCELLED);
	assert_null(end_of(p, half).result.name);
	assert_int_equal(files(p, name), 0);
	assert_int_equal(ended(p, launch(p, NULL, "bad")), JOB_FAILED);
	assert_int_equal(files(p, name), 0);
}

static void keeps_it_for_some_days(void **state)
{
	struct place *p = *state;
	struct job job = end_of(p, launch(p, NULL, "file"));
	char name[300];
	int fd;

	assert_int_equal(jobs_clean(p->jobs, NULL), ERR_OK);
	assert_int_equal(files(p, name), 1);
	jobs_close(p->jobs);
	p->clock.fixed.day = 16;
	open_jobs(p);
	job = stands(p, job.id);
	assert_string_equal(content(p, &job), "of officer");
	jobs_close(p->jobs);
	p->clock.fixed.day = 18;
	open_jobs(p);
	assert_int_equal(files(p, name), 0);
	assert_int_equal(jobs_open_result(p->jobs, &job, &fd, NULL), ERR_NOT_FOUND);
	job = stands(p, job.id);
	assert_null(job.result.file);
	assert_string_equal(job.result.name, "result.txt");
	assert_int_equal(jobs_open_result(p->jobs, &job, &fd, NULL), ERR_NOT_FOUND);
}

static void put_file(const struct place *p, const char *name)
{
	char path[400];

	snprintf(path, sizeof path, "%s/%s", p->results, name);
	FILE *file = fopen(path, "we");
	assert_non_null(file);
	fclose(file);
}

/* A file that no job names is of nobody: of a program that was killed, or of a database before it was restored. */
static void removes_what_is_of_nobody(void **state)
{
	struct place *p = *state;
	struct job job = end_of(p, launch(p, NULL, "file"));
	char name[300], path[400];

	jobs_close(p->jobs);
	put_file(p, "0123456789abcdef0123456789abcdef.part");
	put_file(p, "0123456789abcdef0123456789abcdef");
	open_jobs(p);
	assert_int_equal(files(p, name), 1);
	assert_string_equal(name, job.result.file);
	snprintf(path, sizeof path, "%s/%s", p->results, name);
	unlink(path);
	assert_int_equal(jobs_clean(p->jobs, NULL), ERR_OK);
	assert_null(stands(p, job.id).result.file);
}

/* Begun as one and run as another: nothing is written that the other should not see. */
static void does_not_run_for_who_sees_something_else_now(void **state)
{
	struct place *p = *state;
	int64_t id = add(p, NULL, "file");
	char name[300];

	assert_int_equal(user_set_areas(p->world->db, p->officer.user_id, &p->other, 1, NULL), ERR_OK);
	assert_int_equal(jobs_launch(p->jobs, id, "file", NULL), ERR_OK);
	assert_int_equal(ended(p, id), JOB_FAILED);
	assert_non_null(end_of(p, id).problem);
	assert_int_equal(files(p, name), 0);
	assert_int_equal(user_set_areas(p->world->db, p->officer.user_id, &p->commune, 1, NULL), ERR_OK);
	assert_int_equal(user_set_profile(p->world->db, p->officer.user_id, "x", ROLE_LEADER, NULL), ERR_OK);
	assert_int_equal(ended(p, launch(p, NULL, "file")), JOB_FAILED);
	assert_int_equal(user_set_profile(p->world->db, p->officer.user_id, "x", ROLE_OFFICER, NULL), ERR_OK);
	assert_int_equal(ended(p, launch(p, NULL, "file")), JOB_DONE);
	assert_int_equal(user_set_locked(p->world->db, p->officer.user_id, now, NULL), ERR_OK);
	assert_int_equal(ended(p, launch(p, NULL, "file")), JOB_FAILED);
}

static void tells_that_a_file_cannot_be_written(void **state)
{
	struct place *p = *state;

	lost = *p;
	struct job job = end_of(p, launch(p, NULL, "lose"));
	assert_int_equal(job.state, JOB_FAILED);
	assert_string_equal(job.problem, message_text(MSG_JOB_RESULT_FAILED));
	assert_null(job.result.name);
	assert_int_equal(rmdir(p->results), 0);
	job = end_of(p, launch(p, NULL, "begin"));
	assert_int_equal(job.state, JOB_FAILED);
	assert_string_equal(job.problem, message_text(MSG_JOB_RESULT_FAILED));
	assert_int_equal(mkdir(p->results, 0700), 0);
}

static void begins_where_its_files_can_lie(void **state)
{
	struct place *p = *state;
	struct error error = { 0 };
	const struct jobs_config config = { p->pool, p->writer, p->clock, kinds, COUNT(kinds),
		"/tmp/mau03-no-such-folder", NULL, NULL };

	assert_null(jobs_open(&config, &error));
	assert_int_equal(error.code, ERR_UNAVAILABLE);
	memory_fail_at(1);
	assert_null(jobs_open(&config, &error));
	assert_int_equal(error.code, ERR_UNAVAILABLE);
}

static void waits_longer_each_time(void **state)
{
	struct place *p = *state;

	waited = 0;
	assert_int_equal(ended(p, launch(p, NULL, "some")), JOB_DONE);
	assert_int_equal(waited, 3);
	int64_t id = launch(p, NULL, "long");
	wait_until_begun();
	assert_true(jobs_cancel(p->jobs, id));
	assert_int_equal(ended(p, id), JOB_CANCELLED);
}

static void knows_its_kinds(void **state)
{
	struct place *p = *state;
	int64_t id = add(p, NULL, "on");

	assert_null(jobs_kind(p->jobs, "nothing"));
	assert_int_equal(jobs_launch(p->jobs, id, "nothing", NULL), ERR_UNAVAILABLE);
	assert_int_equal(stands(p, id).state, JOB_FAILED);
}

/* Every hour; once in which it fails, which the next one does not. */
static void looks_after_its_files_every_hour(void **state)
{
	struct place *p = *state;
	struct job job = end_of(p, launch(p, NULL, "file"));
	char name[300], path[400];

	assert_int_equal(files(p, name), 1);
	snprintf(path, sizeof path, "%s/%s", p->results, name);
	assert_int_equal(unlink(path), 0);
	memory_fail_at(1);
	hours = 1;
	while (hours > 0)
		sched_yield();
	assert_string_equal(stands(p, job.id).result.file, name);
	for (hours = 1; stands(p, job.id).result.file != NULL;)
		sched_yield();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(ends_as_it_went, set_up, tear_down),
		cmocka_unit_test_setup_teardown(is_cancelled, set_up, tear_down),
		cmocka_unit_test_setup_teardown(stops_with_the_program, set_up, tear_down),
		cmocka_unit_test_setup_teardown(is_said_to_be_stopped_after_a_crash, set_up, tear_down),
		cmocka_unit_test_setup_teardown(goes_on_by_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(runs_once_a_lane, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_more_than_there_is_room_for, set_up, tear_down),
		cmocka_unit_test_setup_teardown(runs_as_many_of_a_kind_as_that_may, set_up, tear_down),
		cmocka_unit_test_setup_teardown(leaves_a_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(leaves_nothing_when_it_does_not_end_well, set_up, tear_down),
		cmocka_unit_test_setup_teardown(keeps_it_for_some_days, set_up, tear_down),
		cmocka_unit_test_setup_teardown(removes_what_is_of_nobody, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tells_that_a_file_cannot_be_written, set_up, tear_down),
		cmocka_unit_test_setup_teardown(begins_where_its_files_can_lie, set_up, tear_down),
		cmocka_unit_test_setup_teardown(waits_longer_each_time, set_up, tear_down),
		cmocka_unit_test_setup_teardown(knows_its_kinds, set_up, tear_down),
		cmocka_unit_test_setup_teardown(looks_after_its_files_every_hour, set_up, tear_down),
		cmocka_unit_test_setup_teardown(does_not_run_for_who_sees_something_else_now, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
