/* No list shape and no registered statement goes over a whole table that grows with the work, unless its text says so: "scan ok". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "cli/cli.h"
#include "cli/open.h"
#include "store/campaign/campaign.h"
#include "store/person/duplicate.h"
#include "store/sheet/event.h"
#include "store/handover/batch.h"
#include "store/report/progress.h"
#include "store/report/quality.h"
#include "store/scope.h"
#include "store/sheet/sheet.h"
#include "store/store.h"
#include "store/admin/user.h"

#define MEANT "scan ok"
/* More than twice the areas of the demo data's largest scope, which are gone through, less than its sheets. */
enum { FEW = 2800 };

static const char *const growing[] = { "worker_sheet", "finding", "event", "access_log", "sheet_word", "sheet_word_tally", "handover_sheet",
	"form_token", "person", "person_distinct", "duplicate_decision", "roster_entry", "job_sheet", "first_sending",
	"first_finding", "progress_day", "sheet_pair" };

struct place {
	char folder[64];
	struct arena *arena;
	struct db_config config;
	struct db *db;
	int faults, looks, triggers, weeks;
	const char *what;               /* runs now */
};

static int set_up(void **state)
{
	struct place *p = memory_new(1, sizeof *p);
	struct error error = { 0 };

	p->arena = arena_new(ARENA_REQUEST);
	snprintf(p->folder, sizeof p->folder, "/tmp/mau03-test-XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	static char program[] = "mau03", demo[] = "demo", data[] = "--data", sheets[] = "--sheets", number[] = "5000";
	char *words[] = { program, demo, data, p->folder, sheets, number, NULL };
	assert_int_equal(cli_main((int)COUNT(words) - 1, words), CLI_DONE);
	p->config = (struct db_config){ .path = arena_print(p->arena, "%s/%s", p->folder, FOLDER_DATABASE) };
	p->config.tables = store_tables(p->arena, form_open(p->arena, &error), &p->config.table_count);
	p->db = db_open(&p->config, false, &error);
	assert_non_null(p->db);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	static const char *const names[] = { "mau03.db", "mau03.db-wal", "mau03.db-shm", "lock" };
	struct place *p = *state;

	db_close(p->db);
	for (size_t i = 0; i < COUNT(names); i++)
		unlink(arena_print(p->arena, "%s/%s", p->folder, names[i]));
	rmdir(p->folder);
	arena_free(p->arena);
	memory_free(p);
	return 0;
}

/* ---- what was run ---- */

static void judge_cost(void *arg, const struct db_cost *cost)
{
	struct place *p = arg;

	p->looks++;
	if (strstr(cost->sql, MEANT) != NULL || (cost->scanned < FEW && cost->indexed < FEW))
		return;
	p->faults++;
	print_error("%s: %d rows scanned, %d sorts, %d rows indexed for one run: %.2000s\n", p->what, cost->scanned, cost->sorted, cost->indexed,
	            cost->sql);
}

static void look(struct place *p, const char *what)
{
	p->what = what;
	db_costs(p->db, judge_cost, p);
}

static struct actor actor_of(struct place *p, const char *name)
{
	struct user user;

	assert_int_equal(user_by_name(p->db, p->arena, name, &user, NULL), ERR_OK);
	return (struct actor){ .user_id = user.id, .role = user.role, .username = user.username, .full_name = user.full_name,
		.area_count = user.area_count, .areas = user.areas, .commune_id = scope_only_commune(p->db, user.id, NULL) };
}

static void run_filter(struct place *p, const struct actor *actor, const struct sheet_filter *filter)
{
	struct sheet_row *rows;
	struct state_count *states;
	struct sheet_sums sums;
	size_t count;
	int64_t total;

	assert_int_equal(sheet_list(p->db, p->arena, actor, filter, &rows, &count, NULL), ERR_OK);
	assert_int_equal(sheet_count(p->db, p->arena, actor, filter, &total, NULL), ERR_OK);
	assert_int_equal(sheet_count_states(p->db, p->arena, actor, filter, &states, &count, NULL), ERR_OK);
	assert_int_equal(sheet_sum(p->db, p->arena, actor, filter, &sums, NULL), ERR_OK);
	assert_int_equal(sums.sheets, total);
}

static const char *const users[] = { "enumerator", "hamlet_leader", "officer", "leader", "police", "district", "province",
	"police_superior", "officer3", "police3", "district2", "province2" };

/* From the start and further on; those of one commune also oldest first, and by since. */
static void list_shapes_do_not_scan(void **state)
{
	struct place *p = *state;
	struct sheet_filter filters[] = {
		{ .state = STATE_NONE }, { .state = STATE_RECEIVED }, { .state = STATE_HANDED_OVER }, { .clean = 1 }, { .clean = -1 }, { .campaign_id = 1 },
		{ .no_batch = true, .state = STATE_ACCEPTED }, { .name = "duc" }, { .name = "thi duc" }, { .name = "xxx" }, { .citizen_id = "0601" },
		{ .citizen_id = "060190000001", .citizen_exact = true }, { .paper_no = "12" }, { .state = STATE_RECEIVED, .clean = 1 },
		{ .name = "duc", .state = STATE_ENTERED }, { .enumerator_id = 1, .state = STATE_DRAFT }, { .addition = ADDITION_ANY }, { .addition = ADDITION_KIND },
		{ .addition = ADDITION_POLICE }, { .addition = ADDITION_NUMBER }, { .state = STATE_RECEIVED, .rule = "W13" },
		{ .rule = "W13" }, { .rule = "W34", .hidden_rules = " E50 W51 " },
		{ .hidden_rules = " E50 W51 " }, { .hidden_rules = " E50 ", .clean = 1 }, { .hidden_rules = " E50 ", .clean = -1, .area_id = 1 },
	};

	for (size_t u = 0; u < COUNT(users); u++) {
		struct actor actor = actor_of(p, users[u]);
		for (size_t f = 0; f < COUNT(filters); f++) {
			for (int turn = 0; turn < (actor.commune_id == 0 ? 2 : 8); turn++) {
				struct sheet_filter filter = filters[f];
				filter.limit = 51;
				filter.oldest_first = turn / 2 % 2 == 1;
				filter.by_since = turn >= 4;
				filter.after_since = "2024-06-15T00:00:00Z";
				filter.after = turn % 2 == 0 ? 0 : 2500;
				run_filter(p, &actor, &filter);
				look(p, arena_print(p->arena, "%s, filter %zu, turn %d", users[u], f, turn));
			}
		}
		db_rollback(p->db);
	}
	assert_int_equal(p->faults, 0);
	assert_true(p->looks > 0);
}

/* ---- one pass over the words of a name ---- */

static int64_t figure_of(struct place *p, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                         enum state state)
{
	struct state_count *states;
	size_t count;
	int64_t sheets = 0;

	assert_int_equal(sheet_count_states(p->db, arena, actor, filter, &states, &count, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++)
		sheets += state == STATE_NONE || states[i].state == state ? states[i].sheets : 0;
	return sheets;
}

/* -> how many rows the page has. */
static size_t compare_found(struct place *p, const struct actor *actor, struct sheet_filter filter)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct sheet_found found = { .counted = false };
	struct sheet_row *rows, *told;
	size_t count, told_count;
	int64_t total, told_total;

	assert_int_equal(sheet_list(p->db, arena, actor, &filter, &rows, &count, NULL), ERR_OK);
	assert_int_equal(sheet_count(p->db, arena, actor, &filter, &total, NULL), ERR_OK);
	int64_t any = figure_of(p, arena, actor, &filter, STATE_NONE), one = figure_of(p, arena, actor, &filter, STATE_RECEIVED);
	filter.found = &found;
	assert_int_equal(sheet_list(p->db, arena, actor, &filter, &told, &told_count, NULL), ERR_OK);
	assert_int_equal(found.counted, scope_is_by_commune(actor) && !filter.by_since);
	assert_int_equal(told_count, count);
	for (size_t i = 0; i < count; i++)
		assert_true(told[i].id == rows[i].id && strcmp(told[i].full_name, rows[i].full_name) == 0);
	assert_int_equal(sheet_count(p->db, arena, actor, &filter, &told_total, NULL), ERR_OK);
	assert_int_equal(told_total, total);
	assert_int_equal(figure_of(p, arena, actor, &filter, STATE_NONE), any);
	assert_int_equal(figure_of(p, arena, actor, &filter, STATE_RECEIVED), one);
	arena_free(arena);
	return count;
}

static void one_pass_tells_what_three_do(void **state)
{
	static const char *const names[] = { "thi duc", "nguyen thi", "van an", "nguyen thi hoa", "no such" };
	struct place *p = *state;
	size_t seen = 0;

	for (size_t u = 0; u < COUNT(users); u++) {
		struct actor actor = actor_of(p, users[u]);
		for (size_t n = 0; n < COUNT(names) * 16; n++) {
			size_t turn = n % 16;
			struct sheet_filter filter = { .name = names[n / 16], .limit = turn % 2 == 0 ? 51 : 3,
				.oldest_first = turn / 2 % 2 == 1, .after = turn / 4 % 2 == 1 ? 2500 : 0,
				.state = turn / 8 % 2 == 1 ? STATE_RECEIVED : STATE_NONE };
			seen += compare_found(p, &actor, filter);
			filter.late_on = (struct date){ 2024, 9, 1 };
			filter.hidden_rules = " E50 ";
			seen += compare_found(p, &actor, filter);
		}
		db_rollback(p->db);
	}
	assert_true(seen > 0);
}

static void read_quality(struct place *p, const struct actor *actor, int64_t campaign_id)
{
	struct area area;
	struct quality_figures total;
	struct quality_rule *rules;
	struct quality_row *rows;
	size_t count;
	int64_t sent;

	assert_int_equal(area_by_id_any(p->db, p->arena, actor->areas[0], &area, NULL), ERR_OK);
	const struct quality_query q = { .actor = actor, .campaign_id = campaign_id, .area_id = area.id, .level = area.level,
		.commune_id = area_commune_any(p->db, area.id) };
	assert_int_equal(quality_rules(p->db, p->arena, &q, &rules, &count, &sent, NULL), ERR_OK);
	assert_int_equal(quality_areas(p->db, p->arena, &q, &rows, &count, &total, NULL), ERR_OK);
	assert_int_equal(quality_enumerators(p->db, p->arena, &q, &rows, &count, &total, NULL), ERR_OK);
}

/* What these days brought. */
static int64_t entered_between(struct place *p, const struct actor *actor, int64_t campaign_id, struct date from, struct date to)
{
	struct progress_row gained;

	assert_int_equal(progress_gained(p->db, p->arena, actor, campaign_id, actor->areas[0], from, to, &gained, NULL), ERR_OK);
	return gained.entered;
}

/* All days together are the figures of today, and the weeks of all units those of the area, for those who see all sheets of their areas. */
static void read_progress(struct place *p, const struct actor *actor, int64_t campaign_id)
{
	const struct date first = { 2000, 1, 1 }, today = { 2024, 6, 10 };
	struct progress_recent recent = { .first = { 2024, 6, 1 }, .by_row = true }, whole = { .first = { 2024, 6, 1 } };
	struct progress_row *rows, total, gained;
	int64_t last = 0, before = 0;
	size_t count;

	assert_int_equal(progress_rows(p->db, p->arena, actor, campaign_id, actor->areas[0], today, NULL, &rows, &count, &total, NULL), ERR_OK);
	assert_int_equal(progress_gained(p->db, p->arena, actor, campaign_id, actor->areas[0], first, today, &gained, NULL), ERR_OK);
	assert_int_equal(progress_rows(p->db, p->arena, actor, campaign_id, actor->areas[0], today, &recent, &rows, &count, &total, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++) {
		last += rows[i].week;
		before += rows[i].before;
	}
	assert_int_equal(progress_rows(p->db, p->arena, actor, campaign_id, actor->areas[0], today, &whole, &rows, &count, &total, NULL), ERR_OK);
	assert_int_equal(whole.week.entered, entered_between(p, actor, campaign_id, (struct date){ 2024, 6, 4 }, today));
	assert_int_equal(whole.before.entered, entered_between(p, actor, campaign_id, (struct date){ 2024, 5, 28 }, (struct date){ 2024, 6, 3 }));
	assert_int_equal(whole.gained.entered, recent.gained.entered);
	assert_int_equal(progress_rows(p->db, p->arena, actor, campaign_id, actor->areas[0], today, &recent, &rows, &count, &total, NULL), ERR_OK);
	assert_int_equal(total.week, last);
	assert_int_equal(total.before, before);
	assert_int_equal(recent.gained.entered, entered_between(p, actor, campaign_id, (struct date){ 2024, 6, 1 }, today));
	if (actor->role == ROLE_ENUMERATOR)
		assert_int_equal(last | before, 0);
	if (actor->role == ROLE_ENUMERATOR || actor->role == ROLE_HAMLET_LEADER)
		return;
	p->weeks += last != 0;
	assert_int_equal(last, entered_between(p, actor, campaign_id, (struct date){ 2024, 6, 4 }, today));
	assert_int_equal(before, entered_between(p, actor, campaign_id, (struct date){ 2024, 5, 28 }, (struct date){ 2024, 6, 3 }));
	assert_int_equal(gained.collected, total.collected);
	assert_int_equal(gained.accepted, total.accepted);
	assert_int_equal(gained.entered, total.entered);
}

static void other_readings_do_not_scan(void **state)
{
	struct place *p = *state;

	for (size_t u = 0; u < COUNT(users); u++) {
		struct actor actor = actor_of(p, users[u]);
		struct campaign *campaigns;
		struct batch *batches;
		size_t count;
		int64_t number;
		assert_int_equal(batch_list(p->db, p->arena, &actor, 0, 50, &batches, &count, NULL), ERR_OK);
		assert_int_equal(batch_list_open(p->db, p->arena, &actor, 50, &batches, &count, NULL), ERR_OK);
		assert_int_equal(batch_count_open(p->db, &actor, &number, NULL), ERR_OK);
		sheet_visible(p->db, &actor, 100);
		assert_int_equal(event_count_sheets(p->db, &actor, ACTION_SUBMIT, "2024-06-09T17:00:00Z", &number, NULL), ERR_OK);
		look(p, arena_print(p->arena, "batches of %s", users[u]));
		struct duplicate_pair *pairs;
		int64_t *communes, *ids;
		assert_int_equal(duplicate_communes(p->db, p->arena, &actor, &communes, &count, NULL), ERR_OK);
		for (size_t i = 0; i < count && i < 3; i++)
			assert_int_equal(duplicate_list_any(p->db, p->arena, communes[i], &pairs, &(size_t){ 0 }, NULL), ERR_OK);
		struct duplicate_decided *decided;
		struct duplicate_trace *traces;
		for (int64_t after = 0; after <= 2; after += 2)
			assert_int_equal(duplicate_decided_list(p->db, p->arena, &actor, after, 51, &decided, &(size_t){ 0 }, NULL), ERR_OK);
		assert_int_equal(duplicate_decided_count(p->db, &actor, &number, NULL), ERR_OK);
		assert_int_equal(duplicate_traces(p->db, p->arena, &actor, 100, &traces, &(size_t){ 0 }, NULL), ERR_OK);
		assert_int_equal(record_ids_of_person_any(p->db, p->arena, 100, &ids, &count, NULL), ERR_OK);
		look(p, arena_print(p->arena, "duplicates of %s", users[u]));
		assert_int_equal(campaign_list(p->db, p->arena, &actor, &campaigns, &count, NULL), ERR_OK);
		for (size_t i = 0; i < count; i++)
			read_progress(p, &actor, campaigns[i].id);
		look(p, arena_print(p->arena, "progress of %s", users[u]));
		for (size_t i = 0; i < count; i++)
			read_quality(p, &actor, campaigns[i].id);
		look(p, arena_print(p->arena, "quality of %s", users[u]));
	}
	assert_int_equal(p->faults, 0);
	assert_true(p->weeks > 0);
}

/* ---- what is registered ---- */

/* "SCAN s" of a text that says "worker_sheet s". */
static bool names_growing(const char *sql, const char *line)
{
	size_t length = strcspn(line += strlen("SCAN "), " ");

	for (size_t i = 0; i < COUNT(growing); i++) {
		char named[128];
		snprintf(named, sizeof named, " %s %.*s", growing[i], (int)length, line);
		const char *at = strstr(sql, named);
		if (at != NULL && strchr(" ,)", at[strlen(named)]) != NULL)
			return true;
		if (strlen(growing[i]) == length && strncmp(growing[i], line, length) == 0)
			return true;
	}
	return false;
}

/* Their keys begin with a commune, which has most of the rows: a search binds more of the key. */
static bool walks_commune(const char *line)
{
	static const char *const searches[] = { "SEARCH sheet_word USING PRIMARY KEY (commune_id=?)",
		"SEARCH sheet_word_tally USING PRIMARY KEY (commune_id=?)", "SEARCH progress_day USING PRIMARY KEY (commune_id=?)" };

	for (size_t i = 0; i < COUNT(searches); i++) {
		if (strcmp(line, searches[i]) == 0)
			return true;
	}
	return false;
}

static void judge_plan(void *arg, const char *sql, const char *line)
{
	struct place *p = arg;

	p->triggers += strncmp(line, "-- TRIGGER ", 11) == 0;
	if (walks_commune(line)) {
		p->faults++;
		print_error("%s: %.2000s\n", line, sql);
	}
	if (strncmp(line, "SCAN ", 5) != 0 || strstr(sql, MEANT) != NULL || !names_growing(sql, line))
		return;
	p->faults++;
	print_error("%s: %.2000s\n", line, sql);
}

/* Nor do the triggers that they set off. */
static void registered_statements_do_not_scan(void **state)
{
	struct place *p = *state;
	struct error error = { 0 };

	p->faults = 0;
	assert_int_equal(db_plans(p->db, judge_plan, p, &error), ERR_OK);
	assert_int_equal(p->faults, 0);
	assert_true(p->triggers > 0);
}

/* ---- indexes ---- */

enum { INDEXES = 64 };

struct readers {
	struct place *p;
	const char *names[INDEXES];     /* of indexes that no statement was seen to read; NULL: one was */
	size_t count, left;
};

static bool names_index(const char *line, const char *name)
{
	const char *at = strstr(line, name);

	return at != NULL && at[-1] == ' ' && strchr(" (", at[strlen(name)]) != NULL;
}

static void strike_out(void *arg, const char *sql, const char *line)
{
	struct readers *r = arg;

	(void)sql;
	for (size_t i = 0; i < r->count; i++) {
		if (r->names[i] != NULL && names_index(line, r->names[i])) {
			r->names[i] = NULL;
			r->left--;
		}
	}
}

static void read_shape(void *arg, const char *file, const char *name, const char *sql)
{
	struct readers *r = arg;

	(void)file, (void)name;
	if (r->left > 0)
		assert_int_equal(db_plan(r->p->db, sql, strike_out, r, NULL), ERR_OK);
}

/* Every save pays for the indexes of these tables: src/README.md says whose they are. */
static void each_index_of_a_save_has_a_reader(void **state)
{
	struct readers r = { .p = *state };
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct db_row *row = db_use_text(r.p->db, "SELECT name || '' FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
		"AND tbl_name IN ('worker_sheet', 'event', 'access_log', 'finding', 'sheet_word')");

	while (db_step(row) == DB_ROW && r.count < INDEXES)
		r.names[r.count++] = db_copy(row, 0, r.p->arena);
	r.left = r.count;
	assert_in_range(r.count, 20, INDEXES - 1);
	assert_int_equal(db_plans(r.p->db, strike_out, &r, NULL), ERR_OK);
	store_shapes(arena, read_shape, &r);
	arena_free(arena);
	for (size_t i = 0; i < r.count; i++) {
		if (r.names[i] != NULL)
			print_error("no statement reads %s\n", r.names[i]);
	}
	assert_int_equal(r.left, 0);
}

/* The counters tell a scan from a search, or nothing above means anything. */
static void a_scan_is_seen(void **state)
{
	static const char scan[] = "SELECT count(*) FROM worker_sheet s WHERE s.occupation = 'x'";
	struct place *p = *state;
	struct db_row *row = db_use_text(p->db, scan);

	assert_int_equal(db_step(row), DB_ROW);
	db_done(row);
	p->faults = 0;
	look(p, "a scan, as it should be told");
	assert_int_equal(p->faults, 1);
	judge_plan(p, scan, "SCAN s");
	judge_plan(p, scan, "SCAN scope");
	assert_int_equal(p->faults, 2);
	judge_plan(p, scan, "SEARCH sheet_word_tally USING PRIMARY KEY (commune_id=?)");
	assert_int_equal(p->faults, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list_shapes_do_not_scan),
		cmocka_unit_test(other_readings_do_not_scan),
		cmocka_unit_test(registered_statements_do_not_scan),
		cmocka_unit_test(each_index_of_a_save_has_a_reader),
		cmocka_unit_test(a_scan_is_seen),
		cmocka_unit_test(one_pass_tells_what_three_do),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
