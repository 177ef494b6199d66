/* Two communes under one district, with everybody who works there and three campaigns with random switches: a real database, the real
 * writer, and a clock that stands where the test puts it. */
#ifndef TEST_PROPERTY_WORLD_H
#define TEST_PROPERTY_WORLD_H

#include "../store/world.h"

#include <unistd.h>

#include "acceptance/acceptance.h"
#include "cli/demo/prng.h"
#include "job/job.h"
#include "store/admin/setting.h"
#include "store/scope.h"
#include "workflow/admin/admin.h"
#include "workflow/many/pieces.h"

/* ---- the clock: seconds since 1970, of the whole process; and no waiting for a disk that nobody unplugs ---- */

static time_t world_time;

time_t time(time_t *out)
{
	if (out != NULL)
		*out = world_time;
	return world_time;
}

int fsync(int fd)
{
	(void)fd;
	return 0;
}

int fdatasync(int fd)
{
	(void)fd;
	return 0;
}

enum { DAY_SECONDS = 86400, VIETNAM_SECONDS = 7 * 3600 };

/* Days since 1970 in Viet Nam. */
static inline int64_t day_of(int64_t seconds)
{
	return (seconds + VIETNAM_SECONDS) / DAY_SECONDS;
}

static inline const char *iso_of(struct arena *arena, int64_t seconds)
{
	char *text = arena_alloc(arena, CLOCK_TEXT);

	clock_to_iso(seconds, text);
	return text;
}

static inline const char *iso_day(struct arena *arena, int64_t day)
{
	char *text = arena_alloc(arena, DATE_TEXT);

	date_to_iso(date_from_days(day), text);
	return text;
}

/* ---- places ---- */

enum place { DISTRICT, OLD_COMMUNE, COMMUNE_A, COMMUNE_B, OLD_HAMLET, HAMLET_A0, HAMLET_A1, HAMLET_A2, HAMLET_B0, HAMLET_B1, PLACES,
	FIRST_HAMLET = OLD_HAMLET, NOWHERE = -1 };

/* The old commune became commune A on the first of May; its hamlet goes on under nobody. */
static const struct { enum place parent, successor; const char *level, *code, *from, *to; } places[PLACES] = {
	[DISTRICT] = { NOWHERE, NOWHERE, "district", "568", "2020-01-01", NULL },
	[OLD_COMMUNE] = { DISTRICT, COMMUNE_A, "commune", "22300", "2020-01-01", "2024-04-30" },
	[COMMUNE_A] = { DISTRICT, NOWHERE, "commune", "22351", "2020-01-01", NULL },
	[COMMUNE_B] = { DISTRICT, NOWHERE, "commune", "22366", "2020-01-01", NULL },
	[OLD_HAMLET] = { OLD_COMMUNE, NOWHERE, "hamlet", "2230001", "2020-01-01", "2024-04-30" },
	[HAMLET_A0] = { COMMUNE_A, NOWHERE, "hamlet", "2235101", "2020-01-01", NULL },
	[HAMLET_A1] = { COMMUNE_A, NOWHERE, "hamlet", "2235102", "2020-01-01", NULL },
	[HAMLET_A2] = { COMMUNE_A, NOWHERE, "hamlet", "2235103", "2024-05-01", NULL },
	[HAMLET_B0] = { COMMUNE_B, NOWHERE, "hamlet", "2236601", "2020-01-01", NULL },
	[HAMLET_B1] = { COMMUNE_B, NOWHERE, "hamlet", "2236602", "2020-01-01", NULL },
};

/* True when whoever was given `given` was given `place`: it lies below, or was taken over. */
static inline bool is_within(int place, int given)
{
	if (place == NOWHERE || place == given)
		return place == given;
	return is_within(places[place].parent, given) || (places[place].successor != NOWHERE && is_within(places[place].successor, given));
}

/* ---- people ---- */

enum { USERS = 16 };
static const struct { const char *name; enum role role; enum place area; } people[USERS] = {
	{ "enumerator1", ROLE_ENUMERATOR, COMMUNE_A }, { "enumerator2", ROLE_ENUMERATOR, COMMUNE_A }, { "hamlet_leader1", ROLE_HAMLET_LEADER, HAMLET_A0 },
	{ "hamlet_leader2", ROLE_HAMLET_LEADER, HAMLET_A1 }, { "officer1", ROLE_OFFICER, COMMUNE_A }, { "officer2", ROLE_OFFICER, COMMUNE_A },
	{ "leader", ROLE_LEADER, COMMUNE_A }, { "police", ROLE_POLICE, COMMUNE_A }, { "district", ROLE_DISTRICT, DISTRICT },
	{ "police_superior", ROLE_POLICE_SUPERIOR, DISTRICT }, { "officer3", ROLE_OFFICER, COMMUNE_B }, { "enumerator3", ROLE_ENUMERATOR, COMMUNE_B },
	{ "police2", ROLE_POLICE, COMMUNE_B }, { "hamlet_leader3", ROLE_HAMLET_LEADER, HAMLET_B0 }, { "officer4", ROLE_OFFICER, DISTRICT },
	{ "admin", ROLE_ADMIN, NOWHERE },
};
enum { ADMIN_USER = USERS - 1 };

/* Members of the Tổ: the users who write, and behind the users those who have no account. */
enum { STRANGERS = 2, MEMBERS = USERS + STRANGERS };
static const struct { const char *name; enum place area; } strangers[STRANGERS] = { { "stranger1", COMMUNE_A }, { "stranger2", HAMLET_B0 } };

static inline enum place area_of_member(int member)
{
	return member < USERS ? people[member].area : strangers[member - USERS].area;
}

static inline bool is_member(int member)
{
	return member >= USERS || (ROLES_WRITERS & ROLE_BIT(people[member].role)) != 0;
}

/* ---- the world ---- */

enum { CAMPAIGNS = 3 };

struct switches {
	bool hamlet_stage, paper_tallied, four_eyes, correct_in_place, meeting_accepts;
	int64_t from, to, closed_on;            /* days; 0: none; closed: for collection */
	int64_t days[STAGE_COUNT];
};

struct office {
	struct world *world;
	struct arena *scratch;                  /* of one action */
	struct workflow workflow;
	struct db_pool *readers;
	struct job_kind kinds[3];
	struct jobs *jobs;
	char results[40];
	struct actor actors[USERS];
	int64_t members[MEMBERS];               /* their ids; of who is none, an id of nobody */
	int64_t areas[PLACES], campaigns[CAMPAIGNS];
	struct switches switches[CAMPAIGNS];
	bool papers_of_b;
};

static const enum place campaign_place[CAMPAIGNS] = { COMMUNE_A, DISTRICT, COMMUNE_B };

static inline int64_t world_begin(uint64_t seed)
{
	struct prng prng = prng_make(seed, STREAM_LIFE, 0);

	return (date_to_days((struct date){ 2024, 5, 2 }) + prng_below(&prng, 220)) * (int64_t)DAY_SECONDS;
}

static inline struct switches random_switches(struct prng *prng, int64_t today)
{
	struct switches s = { .hamlet_stage = prng_chance(prng, 500), .paper_tallied = prng_chance(prng, 500), .four_eyes = prng_chance(prng, 350),
		.correct_in_place = prng_chance(prng, 700), .meeting_accepts = prng_chance(prng, 300) };

	s.from = today - (prng_chance(prng, 300) ? 200 + prng_below(prng, 200) : prng_below(prng, 10));
	s.to = prng_chance(prng, 500) ? today + prng_between(prng, -5, 120) : 0;
	s.to = s.to != 0 && s.to < s.from ? s.from : s.to;
	s.closed_on = prng_chance(prng, 150) ? today + prng_between(prng, -3, 60) : 0;
	for (int i = 0; i <= STAGE_ENTRY; i++)
		s.days[i] = prng_chance(prng, 600) ? prng_between(prng, 1, 20) : 0;
	s.days[STAGE_SUPPLEMENT] = s.days[STAGE_COLLECT];
	return s;
}

static inline struct campaign campaign_of(const struct office *o, struct arena *arena, int index, const struct switches *s)
{
	return (struct campaign){ .id = o->campaigns[index], .code = arena_print(arena, "C%d", index), .name = arena_print(arena, "C%d", index),
		.form = "mau-03", .form_version = 1, .collect_from = iso_day(arena, s->from), .collect_to = s->to == 0 ? NULL : iso_day(arena, s->to),
		.collect_closed_on = s->closed_on == 0 ? NULL : iso_day(arena, s->closed_on), .hamlet_stage = s->hamlet_stage, .paper_tallied = s->paper_tallied,
		.four_eyes = s->four_eyes, .correct_in_place = s->correct_in_place, .meeting_accepts = s->meeting_accepts };
}

static inline void open_areas(struct office *o)
{
	struct error error = { 0 };

	for (int i = 0; i < PLACES; i++) {
		int64_t parent = places[i].parent == NOWHERE ? 0 : o->areas[places[i].parent];
		o->areas[i] = world_area(o->world, parent, places[i].level, places[i].code, places[i].code, places[i].from);
		if (places[i].to != NULL)
			assert_int_equal(area_end(o->world->db, o->areas[i], places[i].to, &error), ERR_OK);
	}
	for (int i = 0; i < PLACES; i++) {
		if (places[i].successor != NOWHERE)
			assert_int_equal(area_succeed(o->world->db, o->areas[i], o->areas[places[i].successor], false, &error), ERR_OK);
	}
}

/* Those without an account come first, so that nobody is a member under the id of his account. */
static inline void open_strangers(struct office *o)
{
	for (int i = 0; i < STRANGERS; i++)
		o->members[USERS + i] = world_member(o->world, strangers[i].name, o->areas[strangers[i].area]);
}

static inline void open_users(struct office *o)
{
	for (int i = 0; i < USERS; i++) {
		int64_t area = people[i].area == NOWHERE ? 0 : o->areas[people[i].area], *areas = arena_array(o->world->arena, 1, sizeof *areas);
		int64_t id = world_user(o->world, people[i].name, people[i].role, "x", area);
		areas[0] = area;
		o->actors[i] = (struct actor){ .user_id = id, .role = people[i].role, .username = people[i].name, .full_name = people[i].name, .areas = areas,
			.area_count = area != 0, .commune_id = scope_only_commune(o->world->db, id, NULL), .member_id = member_of_user_any(o->world->db, id) };
		o->members[i] = is_member(i) ? o->actors[i].member_id : 1000000 + i;
		assert_int_equal(o->actors[i].member_id != 0, is_member(i));
	}
}

static inline void open_campaigns(struct office *o, uint64_t seed)
{
	struct prng prng = prng_make(seed, STREAM_STAFF, 0);
	struct error error = { 0 };

	for (int i = 0; i < CAMPAIGNS; i++) {
		o->switches[i] = random_switches(&prng, day_of(world_time));
		if (i == 1)
			o->switches[i].closed_on = o->switches[i].to = 0;
		struct campaign campaign = campaign_of(o, o->world->arena, i, &o->switches[i]);
		assert_int_equal(campaign_add(o->world->db, &campaign, &o->areas[campaign_place[i]], 1, &o->campaigns[i], &error), ERR_OK);
		for (int k = 0; k < STAGE_COUNT; k++) {
			if (o->switches[i].days[k] > 0)
				assert_int_equal(campaign_set_stage(o->world->db, o->campaigns[i], (enum stage)k, o->switches[i].days[k], &error), ERR_OK);
		}
	}
}

static inline void start_jobs(struct office *o)
{
	struct error error = { 0 };
	const struct jobs_config config = { o->readers, o->workflow.writer, o->workflow.clock, o->kinds, COUNT(o->kinds), o->results,
		NULL, NULL };

	o->jobs = jobs_open(&config, &error);
	assert_non_null(o->jobs);
}

/* Pieces of two sheets, so that most acts have several. */
static inline void open_jobs(struct office *o)
{
	piece_sheets = 2;
	o->kinds[0] = (struct job_kind){ .code = ACCEPT_KIND, .roles = ROLE_BIT(ROLE_OFFICER), .most = 2, .resumes = true, .goes_on = true, .plan = accept_plan,
		.settle = accept_settle, .again = accept_again, .work = accept_work, .arg = &o->workflow };
	o->kinds[2] = o->kinds[0];
	o->kinds[2].code = FORWARD_KIND;
	o->kinds[2].roles |= ROLE_BIT(ROLE_HAMLET_LEADER);
	o->kinds[1] = (struct job_kind){ .code = UNDO_KIND, .roles = o->kinds[2].roles, .most = 2, .resumes = true, .goes_on = true, .whole = true, .plan = undo_plan,
		.settle = undo_settle, .work = undo_work, .arg = &o->workflow };
	snprintf(o->results, sizeof o->results, "/tmp/mau03-results-XXXXXX");
	assert_non_null(mkdtemp(o->results));
	start_jobs(o);
}

/* What a paper says is for other tests; here it is issued, or not. */
static inline enum err write_paper(struct db *db, struct arena *arena, const struct form *form, const struct office_paper *paper, const char **markup,
                                   struct error *error)
{
	(void)db;
	(void)form;
	(void)error;
	*markup = arena_print(arena, "<paper><p>%s %lld</p></paper>", paper_kind_code(paper->kind), (long long)paper->subject_id);
	return ERR_OK;
}

/* The police of one commune confirm on paper: of B by odd seeds, else of A. */
static inline enum place by_paper_of(const struct office *o)
{
	return o->papers_of_b ? COMMUNE_B : COMMUNE_A;
}

static inline void open_papers(struct office *o, uint64_t seed)
{
	struct error error = { 0 };

	o->papers_of_b = seed % 2 != 0;
	assert_int_equal(setting_set(o->world->db, setting_name(o->world->arena, SETTING_BY_PAPER, o->areas[by_paper_of(o)]), "1", &error), ERR_OK);
}

static inline struct office *office_open(uint64_t seed)
{
	struct office *o = memory_new(1, sizeof *o);
	struct error error = { 0 };

	world_time = world_begin(seed);
	world_open((void **)&o->world);
	o->scratch = arena_new(ARENA_REQUEST);
	assert_int_equal(acceptance_start(o->world->form, &error), ERR_OK);
	assert_int_equal(db_begin(o->world->db, &error), ERR_OK);
	open_areas(o);
	open_strangers(o);
	open_users(o);
	open_campaigns(o, seed);
	open_papers(o, seed);
	assert_int_equal(db_commit(o->world->db, &error), ERR_OK);
	o->workflow = (struct workflow){ .form = o->world->form, .writer = db_writer_open(&o->world->config, &error), .paper = write_paper };
	o->readers = db_pool_open(&o->world->config, &error);
	assert_true(o->workflow.writer != NULL && o->readers != NULL);
	open_jobs(o);
	return o;
}

static inline void office_close(struct office *o)
{
	jobs_close(o->jobs);
	rmdir(o->results);
	db_pool_close(o->readers);
	db_writer_close(o->workflow.writer);
	arena_free(o->scratch);
	world_close((void **)&o->world);
	memory_free(o);
}

#endif
