/* duplicates: what it costs to add a sheet to a hundred communes of 7,000 sheets each, and to one; and how well second sheets of the same people
 * are found. Prints one JSON object: us_few, us_many (medians, without the COMMIT), found, planted, flagged, clean. */
#include "../unit/workflow/made.h"

#include <time.h>

enum { COMMUNES = 100, PER_COMMUNE = 7000, ADDED = 400, PEOPLE = 10000, EACH = 50 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Judged, stored with its findings, its neighbours judged again; a sheet of the first commune. */
static double add(struct made *m, uint32_t i)
{
	struct verdict verdict;

	arena_reset(m->scratch);
	struct human human = made_human(m, m->scratch, i);
	struct sheet sheet = made_sheet(m, m->scratch, &human);
	double began = now();
	verdict_reach(m->world->db, m->scratch, &m->workflow, &sheet, &m->campaign, NULL, 0, &verdict);
	sheet.open_errors = verdict.errors;
	sheet.open_warnings = verdict.warnings;
	assert_int_equal(sheet_insert(m->world->db, m->scratch, &sheet, NULL), ERR_OK);
	assert_int_equal(verdict_store(m->world->db, &sheet, &verdict, NULL), ERR_OK);
	assert_int_equal(neighbours_judge(m->world->db, &m->workflow, m->scratch, &sheet, NULL), ERR_OK);
	return now() - began;
}

/* The median of new people in the first commune: the numbers above those that are there. */
static double cost(uint32_t communes)
{
	static struct made m;
	double times[ADDED];

	made_open(&m, communes + 1, PER_COMMUNE);
	made_fill(&m, 0, communes * PER_COMMUNE);
	m.communes[communes] = m.communes[0];
	memcpy(m.hamlets[communes], m.hamlets[0], sizeof m.hamlets[0]);
	for (uint32_t i = 0; i < ADDED; i++)
		times[i] = add(&m, communes * PER_COMMUNE + i);
	qsort(times, ADDED, sizeof times[0], by_value);
	made_close(&m);
	return times[ADDED / 2];
}

int main(void)
{
	static struct made m;

	made_open(&m, 1, PEOPLE);
	made_fill(&m, 0, PEOPLE);
	struct made_quality q = made_judge(&m, PEOPLE, EACH);
	made_close(&m);
	double few = cost(1), many = cost(COMMUNES);
	printf("{\"us_few\":%.1f,\"us_many\":%.1f,\"found\":%u,\"planted\":%u,\"flagged\":%u,\"clean\":%u}\n", few, many, q.found, q.planted, q.flagged,
	       q.clean);
	return 0;
}
