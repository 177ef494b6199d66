#include "base/memory.h"
#include "cli/demo/answers/demo_sheet.h"

/* One row of jobs.tsv: an occupation in one position at one kind of workplace, and who does it. */
struct job {
	const char *code, *text, *official, *employer, *industry, *fields;
	uint8_t sex, lowest, highest, position, workplace, contract, from_age, to_age;
	char where;                     /* h at home, c in the commune, d in the district, a away, m moving */
	uint16_t weights[LIVING_COUNT];
};

struct demo_jobs {
	const struct job *rows;
	size_t count;
	const struct list *training;
};

enum { OWNER = 1, COMPANY = 6 };        /* employment_position, workplace_type */
enum { STUDENT = 1, RETIRED, HOMEMAKER, DISABLED, OTHER };

static void read_job(const struct demo_table *table, size_t row, const struct list *occupations, struct job *job)
{
	*job = (struct job){ .code = demo_cell(table, row, 0),
		                 .text = demo_cell(table, row, 1),
		                 .sex = (uint8_t)demo_cell_number(table, row, 2),
		                 .lowest = (uint8_t)demo_cell_number(table, row, 3),
		                 .highest = (uint8_t)demo_cell_number(table, row, 4),
		                 .position = (uint8_t)demo_cell_number(table, row, 5),
		                 .workplace = (uint8_t)demo_cell_number(table, row, 6),
		                 .contract = (uint8_t)demo_cell_number(table, row, 7),
		                 .employer = demo_cell(table, row, 8),
		                 .where = demo_cell(table, row, 9)[0],
		                 .industry = demo_cell(table, row, 10),
		                 .fields = demo_cell(table, row, 11),
		                 .from_age = (uint8_t)demo_cell_number(table, row, 12),
		                 .to_age = (uint8_t)demo_cell_number(table, row, 13) };
	for (size_t i = 0; i < LIVING_COUNT; i++)
		job->weights[i] = (uint16_t)demo_cell_number(table, row, 14 + i);
	job->official = list_by_code(occupations, job->code)->name;
}

const struct demo_jobs *demo_jobs(struct arena *arena, const struct lists *lists)
{
	struct demo_table table = demo_table(arena, "jobs", 19);
	struct job *rows = arena_array(arena, table.rows, sizeof *rows);
	struct demo_jobs *jobs = arena_alloc(arena, sizeof *jobs);

	for (size_t i = 0; i < table.rows; i++)
		read_job(&table, i, lists_find(lists, "occupations"), &rows[i]);
	*jobs = (struct demo_jobs){ rows, table.rows, lists_find(lists, "training-fields") };
	return jobs;
}

/* ---- schooling ---- */

static size_t pick(struct demo_draw *draw, const uint16_t *weights, size_t count)
{
	return prng_weighted(&draw->prng, weights, count);
}

static int draw_education(struct demo_draw *draw)
{
	/* By living and by year of birth (before 1965, before 1985, since). */
	static const uint16_t shares[LIVING_COUNT][3][4] = {
		{ { 12, 28, 32, 28 }, { 5, 17, 32, 46 }, { 2, 7, 24, 67 } },
		{ { 30, 38, 24, 8 }, { 14, 36, 35, 15 }, { 6, 22, 40, 32 } },
		{ { 20, 36, 34, 10 }, { 8, 27, 43, 22 }, { 3, 12, 40, 45 } },
		{ { 12, 30, 44, 14 }, { 4, 18, 50, 28 }, { 1, 7, 37, 55 } },
		{ { 52, 32, 12, 4 }, { 28, 37, 25, 10 }, { 10, 28, 38, 24 } },
	};
	static const uint16_t at_15[] = { 0, 45, 55 }, at_16[] = { 0, 8, 92 };
	size_t cohort = draw->birth.year < 1965 ? 0 : draw->birth.year < 1985 ? 1 : 2;

	if (draw->wish.lowest > 1)
		return 4;
	if (draw->age < 18)
		return 1 + (int)pick(draw, draw->age == 15 ? at_15 : at_16, 3);
	return 1 + (int)pick(draw, shares[draw->commune->living][cohort], 4);
}

static int draw_qualification(struct demo_draw *draw)
{
	static const uint16_t town[] = { 34, 6, 4, 8, 10, 11, 25, 2 }, country[] = { 46, 6, 5, 10, 11, 9, 12, 1 };
	static const uint16_t lower[] = { 74, 9, 6, 7, 4 }, lowest[] = { 88, 8, 3, 1 };
	static const uint8_t from_age[] = { 0, 15, 17, 18, 18, 20, 22, 23, 27 };
	int q;

	if (draw->wish.highest > 0)
		return prng_between(&draw->prng, draw->wish.lowest, draw->wish.highest);
	if (draw->education == 4)
		q = 1 + (int)pick(draw, draw->commune->living == LIVING_CITY ? town : country, 8);
	else if (draw->education == 3)
		q = 1 + (int)pick(draw, lower, COUNT(lower));
	else
		q = 1 + (int)pick(draw, lowest, COUNT(lowest));
	return draw->age >= from_age[q] ? q : 1;
}

void draw_learning(struct demo_draw *draw)
{
	draw->education = draw_education(draw);
	draw->qualification = draw_qualification(draw);
	draw->typed[F_EDUCATION] = demo_number_text(draw->arena, draw->education);
	draw->typed[F_QUALIFICATION] = demo_number_text(draw->arena, draw->qualification);
}

/* ---- what people do ---- */

static uint16_t job_weight(const struct demo_draw *draw, const struct job *job)
{
	const struct demo_wish *wish = &draw->wish;

	if ((job->sex != 0 && (job->sex == 2) != draw->woman) || draw->age < job->from_age || draw->age > job->to_age ||
	    draw->qualification < job->lowest || draw->qualification > job->highest)
		return 0;
	if ((wish->position != 0 && wish->position != job->position) || (wish->contract && job->contract == 0) ||
	    (wish->no_contract && job->contract > 0))
		return 0;
	return wish->activity != 0 ? (uint16_t)(job->weights[draw->commune->living] + 1)
	                           : job->weights[draw->commune->living];
}

/* A job that fits sex, age, qualification and place; NULL when there is none. */
static const struct job *draw_job(struct demo_draw *draw)
{
	uint16_t weights[128], sum = 0;
	size_t count = draw->jobs->count < COUNT(weights) ? draw->jobs->count : COUNT(weights);

	for (size_t i = 0; i < count; i++) {
		weights[i] = job_weight(draw, &draw->jobs->rows[i]);
		sum = (uint16_t)(sum + weights[i]);
	}
	return sum == 0 ? NULL : &draw->jobs->rows[prng_weighted(&draw->prng, weights, count)];
}

/* One of the comma-separated codes of a job, as the list names it. */
static const char *field_of(struct demo_draw *draw, const struct job *job)
{
	uint32_t count = (uint32_t)(strlen(job->fields) + 1) / 5;
	const char *code = arena_text_n(draw->arena, job->fields + 5 * prng_below(&draw->prng, count), 4);

	return list_by_code(draw->jobs->training, code)->name;
}

/* What was learned goes with the work; without work, with any work that needs as much. */
static void draw_training(struct demo_draw *draw, const struct job *job)
{
	size_t at = prng_below(&draw->prng, (uint32_t)draw->jobs->count);

	if (draw->qualification < 2 || (draw->qualification < 4 && !prng_chance(&draw->prng, 400)))
		return;
	for (size_t i = 0; job == NULL && i < draw->jobs->count; i++) {
		const struct job *other = &draw->jobs->rows[(at + i) % draw->jobs->count];
		if (draw->qualification >= other->lowest && draw->qualification <= other->highest)
			job = other;
	}
	draw->typed[F_TRAINING] = job == NULL ? draw->jobs->training->rows[0].name : field_of(draw, job);
}

static const char *elsewhere(struct demo_draw *draw)
{
	const struct demo_geo *geo = draw->demo->geo;
	int district = (int)(draw->district - geo->areas), commune = (int)(draw->commune - geo->areas);

	for (int i = district + 1; i < geo->count; i++) {
		if (geo->areas[i].parent == district && prng_chance(&draw->prng, 150))
			commune = i;
	}
	const char *street = geo->areas[commune].living == LIVING_CITY ? demo_fill(draw, "{so} {duong}, ") : "";
	return arena_print(draw->arena, "%s%s, %s, %s", street, geo->areas[commune].full_name, draw->district->full_name,
	                   draw->province->full_name);
}

/* Factories far off: those that people of the province go to. */
static const char *away_work(struct demo_draw *draw)
{
	const char *own = arena_print(draw->arena, "away.work.%s", draw->province->code);
	bool has_own = demo_words_find(draw->demo->book, own) != NULL;

	return demo_word(draw->demo->book, has_own ? own : "away.work", &draw->prng);
}

static const char *work_address(struct demo_draw *draw, char where)
{
	switch (where) {
	case 'h':
		return draw->home;
	case 'c':
		return demo_place(draw);
	case 'd':
		return elsewhere(draw);
	case 'a':
		return away_work(draw);
	default:
		return demo_fill(draw, demo_word(draw->demo->book, "mobile", &draw->prng));
	}
}

/* A contract: its kind, its beginning (at 18 or later, sometimes known only to the month or year), and the insurance
 * that goes with it. */
static void draw_contract(struct demo_draw *draw, const struct job *job)
{
	bool lasting = prng_chance(&draw->prng, job->workplace == 8 || job->workplace == 5 ? 880 : 420);
	int years = draw->age - 18 > 25 ? 25 : draw->age - 18;
	uint32_t days = lasting ? (uint32_t)years * 365 + 200 : years < 3 ? (uint32_t)years * 365 + 100 : 1000;
	struct date start = date_from_days(date_to_days(draw->collected) - 30 - prng_below(&draw->prng, days));
	char shown[DATE_TEXT];

	draw->typed[F_CONTRACT] = lasting ? "2" : "1";
	draw->typed[F_INSURANCE] = "1";
	draw->typed[F_INSURANCE_NO] = draw->insurance_no;
	if (prng_chance(&draw->prng, 250)) {
		start.day = 0;
		start.month = prng_chance(&draw->prng, 700) ? start.month : 0;
	}
	date_to_shown(start, shown);
	draw->typed[F_CONTRACT_START] = arena_text(draw->arena, shown);
}

static void draw_employment(struct demo_draw *draw, const struct job *job)
{
	bool retired = draw->age >= (draw->woman ? 56 : 60);

	draw->typed[F_POSITION] = demo_number_text(draw->arena, job->position);
	draw->typed[F_OCCUPATION] = job->position != OWNER && prng_chance(&draw->prng, 450) ? job->official : job->text;
	draw->typed[F_WORKPLACE] = demo_number_text(draw->arena, job->workplace);
	draw->typed[F_WORKPLACE_ADDRESS] = work_address(draw, job->where);
	if (job->employer[0] != '-')
		draw->typed[F_EMPLOYER] = demo_fill(draw, demo_word(draw->demo->book, job->employer, &draw->prng));
	if (draw->campaign->asks_industry)
		draw->typed[F_INDUSTRY] = job->industry;
	if (!retired && (draw->wish.contract || prng_below(&draw->prng, 100) < job->contract)) {
		draw_contract(draw, job);
		return;
	}
	draw->typed[F_CONTRACT] = "3";
	draw->typed[F_INSURANCE] = !retired && prng_chance(&draw->prng, 80) ? "2" : "3";
	if (job->position == OWNER && job->workplace == COMPANY && !retired) {
		draw->typed[F_INSURANCE] = "1";
		draw->typed[F_INSURANCE_NO] = draw->insurance_no;
	}
}

static void draw_unemployment(struct demo_draw *draw)
{
	bool first = prng_chance(&draw->prng, draw->age < 23 ? 600 : 60);

	draw->typed[F_UNEMPLOYED] = first ? "1" : "2";
	if (!first || prng_chance(&draw->prng, 500))
		draw->typed[F_DURATION] = demo_number_text(draw->arena, prng_between(&draw->prng, 1, draw->age < 17 ? 2 : 3));
}

static int draw_inactive_reason(struct demo_draw *draw)
{
	static const uint16_t woman[] = { 0, 0, 70, 12, 18 }, man[] = { 0, 0, 8, 42, 50 };
	static const uint16_t old_woman[] = { 0, 52, 26, 3, 19 }, old_man[] = { 0, 62, 2, 5, 31 };
	bool old = draw->age >= (draw->woman ? 55 : 59);

	if (draw->age < 18 ||
	    (draw->age < 25 && draw->education == 4 && draw->qualification == 1 && prng_chance(&draw->prng, 850)))
		return draw->age < 18 && draw->education < 3 && draw->age > 15 ? OTHER : STUDENT;
	return 1 + (int)(draw->woman ? pick(draw, old ? old_woman : woman, 5) : pick(draw, old ? old_man : man, 5));
}

/* Of 100 people of that age: working, out of work, neither. */
static int draw_activity(struct demo_draw *draw)
{
	static const uint16_t shares[][3] = { { 10, 2, 88 }, { 52, 7, 41 }, { 88, 4, 8 }, { 56, 1, 43 }, { 22, 0, 78 } };
	int from_old = draw->woman ? 55 : 60;
	size_t row = draw->age < 18 ? 0 : draw->age < 23 ? 1 : draw->age < from_old ? 2 : draw->age < 70 ? 3 : 4;

	return draw->wish.activity != 0 ? draw->wish.activity : 1 + (int)pick(draw, shares[row], 3);
}

void draw_work(struct demo_draw *draw)
{
	int activity = draw_activity(draw);
	const struct job *job = activity == 1 ? draw_job(draw) : NULL;

	if (activity == 1 && job == NULL)
		activity = 3;
	draw->typed[F_ACTIVITY] = demo_number_text(draw->arena, activity);
	draw_training(draw, job);
	if (job != NULL) {
		draw_employment(draw, job);
	} else if (activity == 2) {
		draw_unemployment(draw);
	} else {
		int reason = draw_inactive_reason(draw);
		draw->typed[F_INACTIVE] = demo_number_text(draw->arena, reason);
		if (reason == DISABLED)
			draw->typed[F_DISABLED] = "1";
	}
}
