/* Codes in the database: the schema has no list of them, so what reads a row refuses what the program does not know, and verification
 * names the row. */
#include "world.h"

#include "store/access/access_row.h"
#include "store/admin/access_log.h"
#include "store/admin/job_row.h"
#include "store/admin/session_row.h"
#include "store/campaign/campaign_plan.h"
#include "store/campaign/rule_change.h"
#include "store/handover/batch.h"
#include "store/person/duplicate.h"
#include "store/report/progress.h"
#include "store/sheet/event.h"
#include "store/sheet/finding.h"
#include "store/sheet/form_token.h"
#include "store/sheet/record.h"

static const char now[] = "2024-06-10T02:00:00Z";

struct place {
	struct world *world;
	struct actor officer;
	int64_t campaign, batch, job;
	struct sheet sheets[2];
};

/* ---- one row of each kind ---- */

static void add_sheet(struct place *p, struct sheet *sheet)
{
	struct world *w = p->world;
	struct event event = { .at = now, .actor_id = p->officer.user_id, .action = ACTION_CREATE, .to_state = STATE_RECEIVED };

	*sheet = (struct sheet){ .uid = hash_random(w->arena, 16), .state = STATE_RECEIVED, .since = now, .form_version = 1,
		.commune_id = p->officer.commune_id, .campaign_id = p->campaign, .created_by = p->officer.user_id, .created_at = now,
		.updated_at = now };
	answers_init(&sheet->answers, w->form, w->arena);
	assert_int_equal(sheet_insert(w->db, w->arena, sheet, NULL), ERR_OK);
	event.sheet_id = sheet->id;
	assert_int_equal(event_add(w->db, &event, NULL), ERR_OK);
}

static void fill(struct place *p)
{
	struct db *db = p->world->db;
	static const char *const sex = "sex";
	struct finding_row finding = { .rule = "E01", .severity = SEVERITY_E, .fields = &sex, .field_count = 1, .message = "m",
		.answers_hash = "h" };
	struct batch batch = { .commune_id = p->officer.commune_id, .campaign_id = p->campaign, .year = 2024,
		.delivered_by = p->officer.user_id, .delivered_at = now };
	struct rule_change change = { .campaign_id = p->campaign, .rule = "E22", .setting = RULE_OFF, .reason = "r",
		.changed_by = p->officer.user_id, .changed_at = now };
	const struct form_result result = { .posted = "p", .made = { THING_BATCH, 1 } };
	struct job job = { .kind = "recheck", .owner_id = p->officer.user_id, .parameters = "{}", .standing = "", .started_at = now };

	add_sheet(p, &p->sheets[0]);
	add_sheet(p, &p->sheets[1]);
	struct duplicate_decision decision = { .sheet_id = p->sheets[0].id, .other_id = p->sheets[1].id, .verdict = VERDICT_DISTINCT,
		.reason = "r", .decided_by = p->officer.user_id, .decided_at = now, .other_state = STATE_RECEIVED };
	assert_int_equal(finding_replace(db, p->sheets[0].id, &finding, 1, NULL), ERR_OK);
	assert_int_equal(batch_insert(db, &batch, NULL), ERR_OK);
	assert_int_equal(batch_add_sheet(db, batch.id, 1, p->sheets[0].id, NULL), ERR_OK);
	assert_int_equal(rule_change_add(db, &change, NULL), ERR_OK);
	assert_int_equal(job_add(db, &job, NULL), ERR_OK);
	assert_int_equal(duplicate_decide(db, &decision, NULL), ERR_OK);
	assert_int_equal(campaign_set_stage(db, p->campaign, STAGE_CHECK, 30, NULL), ERR_OK);
	const struct milestone milestone = { .stage = STAGE_ENTRY, .last_day = "2024-06-30" };
	const struct plan_task task = { .name = "T", .last_day = "2024-06-30" };
	assert_int_equal(milestone_set(db, p->campaign, &milestone, NULL), ERR_OK);
	assert_int_equal(plan_task_set(db, p->campaign, &task, NULL), ERR_OK);
	const struct access_row view = { .at = now, .actor_id = p->officer.user_id, .access = ACCESS_VIEW, .sheet_id = p->sheets[0].id };
	assert_int_equal(access_add(db, &view, NULL), ERR_OK);
	assert_int_equal(session_add(db, "token", "secret", p->officer.user_id, 1, NULL), ERR_OK);
	assert_int_equal(form_token_add(db, p->officer.user_id, "form", &result, 1, NULL), ERR_OK);
	p->batch = batch.id;
	p->job = job.id;
}

static void open_place(struct place *p)
{
	world_open((void **)&p->world);
	int64_t commune = world_area(p->world, 0, "commune", "22351", "Phương Sài", "2020-01-01");
	const struct campaign campaign = { .code = "PS", .name = "PS", .form = "mau-03", .form_version = 1, .collect_from = "2024-01-01" };

	p->officer = (struct actor){ .role = ROLE_OFFICER, .commune_id = commune };
	p->officer.user_id = world_user(p->world, "officer", ROLE_OFFICER, "x", commune);
	assert_int_equal(campaign_add(p->world->db, &campaign, &commune, 1, &p->campaign, NULL), ERR_OK);
	fill(p);
}

/* ---- what reads them ---- */

static enum err read_sheet(struct place *p, struct error *error)
{
	struct sheet sheet;

	return sheet_load_any(p->world->db, p->world->arena, p->world->form, p->sheets[0].id, &sheet, error);
}

static enum err read_own_sheet(struct place *p, struct error *error)
{
	struct sheet sheet;

	return sheet_load(p->world->db, p->world->arena, p->world->form, &p->officer, p->sheets[0].id, &sheet, error);
}

static enum err write_sheet(struct place *p, struct error *error)
{
	return sheet_update(p->world->db, p->world->arena, &p->sheets[0], error);
}

static enum err nothing(void *arg, const struct sheet *sheet, struct error *error)
{
	(void)error;
	if (sheet->state == STATE_NONE)
		fail_msg("a sheet in no state was given out");
	++*(int *)arg;
	return ERR_OK;
}

static enum err read_each(struct place *p, struct error *error)
{
	struct arena *scratch = arena_new(ARENA_REQUEST);
	int seen = 0;
	enum err err = sheet_each_any(p->world->db, scratch, p->world->form, nothing, &seen, error);

	arena_free(scratch);
	return err;
}

static enum err read_list(struct place *p, struct error *error)
{
	const struct sheet_filter filter = { .limit = 10 };
	struct sheet_row *rows;
	size_t count;

	return sheet_list(p->world->db, p->world->arena, &p->officer, &filter, &rows, &count, error);
}

static enum err read_counts(struct place *p, struct error *error)
{
	const struct sheet_filter filter = { .limit = 10 };
	struct state_count *counts;
	size_t count;

	return sheet_count_states(p->world->db, p->world->arena, &p->officer, &filter, &counts, &count, error);
}

static enum err read_record(struct place *p, struct error *error)
{
	struct record_row row;

	return record_load_any(p->world->db, p->world->arena, p->sheets[0].id, &row, error);
}

static enum err read_history(struct place *p, struct error *error)
{
	struct event *events;
	size_t count;

	return event_list(p->world->db, p->world->arena, p->sheets[0].id, &events, &count, error);
}

static enum err read_log(struct place *p, bool views, struct error *error)
{
	const struct log_filter filter = { .views = views, .limit = 10 };
	struct log_row *rows;
	size_t count;

	return log_list_any(p->world->db, p->world->arena, &filter, &rows, &count, error);
}

static enum err read_events(struct place *p, struct error *error) { return read_log(p, false, error); }
static enum err read_views(struct place *p, struct error *error) { return read_log(p, true, error); }

static enum err read_findings(struct place *p, struct error *error)
{
	struct finding_row *rows;
	size_t count;

	return finding_list(p->world->db, p->world->arena, p->sheets[0].id, &rows, &count, error);
}

static enum err read_told(struct place *p, struct error *error)
{
	struct finding_row told = { .message = "{state}", .record_id = p->sheets[0].id };

	return finding_describe(p->world->db, p->world->arena, &told, 1, error);
}

static enum err read_user(struct place *p, struct error *error)
{
	struct user user;

	return user_by_name(p->world->db, p->world->arena, "officer", &user, error);
}

static enum err read_users(struct place *p, struct error *error)
{
	const struct user_filter filter = { .locked = 0 };
	struct user *users;
	size_t count;

	return user_find_any(p->world->db, p->world->arena, &filter, &users, &count, error);
}

static enum err read_session(struct place *p, struct error *error)
{
	struct session_row row;

	return session_by_token(p->world->db, p->world->arena, "token", &row, error);
}

static enum err read_stages(struct place *p, struct error *error)
{
	struct campaign_stage *stages;
	size_t count;

	return campaign_stages_any(p->world->db, p->world->arena, &stages, &count, error);
}

static enum err read_milestones(struct place *p, struct error *error)
{
	struct milestone *milestones;
	size_t count;

	return campaign_milestones_any(p->world->db, p->world->arena, p->campaign, &milestones, &count, error);
}

static enum err read_decision(struct place *p, struct error *error)
{
	struct duplicate_decision decision;
	bool found;

	return duplicate_decided_any(p->world->db, p->world->arena, p->sheets[1].id, p->sheets[0].id, &decision, &found, error);
}

static enum err read_decided(struct place *p, struct error *error)
{
	struct duplicate_decided *rows;
	size_t count;

	return duplicate_decided_list(p->world->db, p->world->arena, &p->officer, 0, 10, &rows, &count, error);
}

static enum err read_batch(struct place *p, struct error *error)
{
	struct batch_item *items;
	size_t count;

	return batch_items(p->world->db, p->world->arena, p->batch, &items, &count, error);
}

static enum err read_job(struct place *p, struct error *error)
{
	struct job job;

	return job_by_id_any(p->world->db, p->world->arena, p->job, &job, error);
}

static enum err read_jobs(struct place *p, struct error *error)
{
	struct job *jobs;
	size_t count;

	return job_list(p->world->db, p->world->arena, &p->officer, 0, 10, &jobs, &count, error);
}

static enum err read_rules(struct place *p, struct error *error)
{
	struct rule_change *changes;
	size_t count;

	return rule_changes_any(p->world->db, p->world->arena, p->campaign, &changes, &count, error);
}

static enum err read_form(struct place *p, struct error *error)
{
	struct form_result result;
	bool found;

	return form_token_find(p->world->db, p->world->arena, p->officer.user_id, "form", &result, &found, error);
}

/* ---- spoiling them ---- */

enum { READS = 7 };

static const struct row {
	const char *spoil, *verified;
	enum err (*reads[READS])(struct place *p, struct error *error);
} rows[] = {
	{ "UPDATE worker_sheet SET state = 'lost' WHERE id = 1", "sheet 1: database: unknown state: lost",
	  { read_sheet, read_own_sheet, write_sheet, read_each, read_list, read_counts, read_record } },
	{ "UPDATE worker_sheet SET state = 'Draft' WHERE id = 1", "sheet 1: database: unknown state: Draft", { read_told, read_batch } },
	{ "UPDATE worker_sheet SET state = '' WHERE id = 1", "sheet 1: database: unknown state: ", { read_sheet } },
	{ "INSERT INTO event_kind (id, action) VALUES (99, 'dance'); INSERT INTO event (at, kind_id, sheet_id, hash) VALUES (2024, 99, 1, x'')",
	  "event 3: database: unknown action: dance", { read_history, read_events } },
	{ "INSERT INTO event_kind (id, action, to_state) VALUES (99, 'edit', 'lost'); INSERT INTO event (at, kind_id, sheet_id, hash) "
	  "VALUES (2024, 99, 1, x'')",
	  "event 3: database: unknown state: lost", { read_history, read_events } },
	{ "INSERT INTO event_kind (id, action, from_state) VALUES (99, 'edit', 'lost'); INSERT INTO event (at, kind_id, sheet_id, hash) "
	  "VALUES (2024, 99, 1, x'')",
	  "event 3: database: unknown state: lost", { read_history } },
	{ "INSERT INTO access_log (at, actor_id, action, hash) VALUES (2024, 1, 'submit', x'')",
	  "access_log 2: database: unknown access: submit", { read_views } },
	{ "UPDATE finding SET severity = 'X'", "sheet 1: database: unknown severity: X", { read_findings } },
	{ "UPDATE app_user SET role = 'king'", "user 1: database: unknown role: king", { read_user, read_users, read_session } },
	{ "UPDATE campaign_stage SET stage = 'dance'", "campaign 1: database: unknown stage: dance", { read_stages } },
	{ "UPDATE milestone SET stage = 'dance'", "campaign 1: database: unknown stage: dance", { read_milestones } },
	{ "UPDATE duplicate_decision SET verdict = 'perhaps'", "sheet 1: database: unknown verdict: perhaps", { read_decision, read_decided } },
	{ "UPDATE duplicate_decision SET other_state = 'lost'", "sheet 1: database: unknown state: lost", { read_decision, read_decided } },
	{ "UPDATE handover_sheet SET outcome = 'burnt'", "batch 1: database: unknown outcome: burnt", { read_batch } },
	{ "UPDATE job SET state = 'asleep', finished_at = '2024'", "job 1: database: unknown state of a job: asleep", { read_job, read_jobs } },
	{ "UPDATE rule_change SET setting = 'louder'", "campaign 1: database: unknown setting: louder", { read_rules } },
	{ "UPDATE form_token SET kind = 'song'", "form of user 1: database: unknown kind of thing: song", { read_form } },
};

/* By a connection of its own: the program has no statement that could. */
static void spoil(const struct place *p, const char *sql)
{
	const char *second = strstr(sql, "; ");
	const char *first = arena_print(p->world->arena, "%.*s", (int)(second == NULL ? strlen(sql) : (size_t)(second - sql)), sql);
	const struct db_statement statements[] = { { DB_WRITE, first }, { DB_WRITE, second == NULL ? "" : second + 2 } };
	const struct db_statements table = { statements, second == NULL ? 1 : 2 };
	const struct db_config config = { .path = p->world->path, .tables = &table, .table_count = 1 };
	struct error error = { 0 };
	struct db *db = db_open(&config, false, &error);

	for (size_t i = 0; i < table.count; i++) {
		if (db == NULL || db_run(db_use(db, &statements[i]), &error) != ERR_OK)
			fail_msg("%s: %s", sql, error.detail);
	}
	db_close(db);
}

static void check(struct place *p, const struct row *row)
{
	struct error error = { 0 };

	assert_int_equal(codes_verify(p->world->db, NULL), ERR_OK);
	for (int i = 0; i < READS && row->reads[i] != NULL; i++) {
		if (row->reads[i](p, &error) != ERR_OK)
			fail_msg("before '%s', read %d: %s", row->spoil, i, error.detail);
	}
	spoil(p, row->spoil);
	for (int i = 0; i < READS && row->reads[i] != NULL; i++) {
		assert_int_equal(row->reads[i](p, &error), ERR_INTERNAL);
		if (strcmp(error.detail, strstr(row->verified, "database: ")) != 0)
			fail_msg("'%s', read %d: %s", row->spoil, i, error.detail);
	}
	assert_int_equal(codes_verify(p->world->db, &error), ERR_INTERNAL);
	assert_string_equal(error.detail, row->verified);
}

static void an_unknown_code_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct place p = { .campaign = 0 };
		open_place(&p);
		check(&p, &rows[i]);
		world_close((void **)&p.world);
	}
}

/* What the triggers of progress_day read of a state is what progress counts by. */
static void figures_of_a_state_are_compared(void **state)
{
	static const struct { const char *spoil, *verified; } figures[] = {
		{ "UPDATE progress_state SET collected = 1 WHERE state = 'draft'", "state draft" },
		{ "UPDATE progress_state SET accepted = 0 WHERE state = 'archived'", "state archived" },
		{ "UPDATE progress_state SET entered = 1 WHERE state = 'accepted'", "state accepted" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(figures); i++) {
		struct place p = { .campaign = 0 };
		struct error error = { 0 };
		open_place(&p);
		progress_verify(p.world->db, &error);   /* its sheets came without the moves that brought them */
		assert_int_not_equal(strncmp(error.detail, "state", 5), 0);
		spoil(&p, figures[i].spoil);
		assert_int_equal(progress_verify(p.world->db, &error), ERR_INTERNAL);
		assert_int_equal(strncmp(error.detail, figures[i].verified, strlen(figures[i].verified)), 0);
		world_close((void **)&p.world);
	}
}

/* The transaction that met one goes on: what it reads next is as good as before. */
static void one_row_that_is_refused_is_no_fault(void **state)
{
	struct place p = { .campaign = 0 };
	struct error error = { 0 };
	struct sheet sheet;

	(void)state;
	open_place(&p);
	spoil(&p, rows[0].spoil);
	assert_int_equal(db_begin(p.world->db, &error), ERR_OK);
	assert_int_equal(read_sheet(&p, &error), ERR_INTERNAL);
	assert_int_equal(read_list(&p, &error), ERR_INTERNAL);
	assert_int_equal(sheet_load_any(p.world->db, p.world->arena, p.world->form, p.sheets[1].id, &sheet, &error), ERR_OK);
	assert_int_equal(sheet.state, STATE_RECEIVED);
	sheet.state = STATE_ACCEPTED;
	assert_int_equal(sheet_update(p.world->db, p.world->arena, &sheet, &error), ERR_OK);
	assert_int_equal(db_commit(p.world->db, &error), ERR_OK);
	world_close((void **)&p.world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unknown_code_is_refused),
		cmocka_unit_test(figures_of_a_state_are_compared),
		cmocka_unit_test(one_row_that_is_refused_is_no_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
