/* access: who saw a sheet, in a year of two million rows: 18,000 of each of 108 communes, 56,000 of several communes. Prints one JSON object: the
 * microseconds (medians) that it takes to ask for all of the year about a sheet (us_sheet) and about a person with two (us_person), and for a page of it
 * (us_page); how many rows tell of the sheet (found); the bytes that a row takes with its indexes, of one sheet (bytes_view), of a list of fifty
 * (bytes_list); the microseconds that one takes to be added (us_row). */
#include "../unit/workflow/made.h"

#include <sys/stat.h>
#include <time.h>

#include "store/access/access_row.h"
#include "store/access/id_list.h"
#include "store/access/who_saw.h"
#include "store/person/person.h"

enum { COMMUNES = 108, PER_COMMUNE = 18000, SEVERAL = 56000, SHEETS = 5000, PAGE = 50, YEAR = 365 * 86400, TRIES = 21, EXPORTS = 300 };
enum { BEGAN = 1704067200, MEASURED = 100000, EARLY = 101, MIDDLE = 2501 };

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

static uint32_t draw(uint32_t *seed)
{
	return (*seed = *seed * 1664525 + 1013904223) >> 8;
}

/* ---- a year of rows ---- */

/* The k-th sheet of a commune, which came at its share of the year; only those of the first are there. */
static int64_t sheet_of(uint32_t commune, uint32_t k)
{
	return 1 + (int64_t)commune * SHEETS + k;
}

/* What a page, a search or, now and then, a file of a commune showed: half of the pages are the first. */
static size_t draw_ids(uint32_t *seed, uint32_t commune, uint32_t there, int64_t *ids)
{
	uint32_t kind = draw(seed) % EXPORTS, count = kind == 0 ? there : kind < EXPORTS / 10 ? draw(seed) % 5 : PAGE;
	uint32_t last = draw(seed) % 2 == 0 || kind == 0 ? there : draw(seed) % (there + 1);

	count = count > last ? last : count;
	for (uint32_t i = 0; i < count; i++)
		ids[i] = sheet_of(commune, kind > 0 && kind < EXPORTS / 10 ? draw(seed) % there : last - 1 - i);
	return id_list_sort(ids, count);
}

static void add_row(struct made *m, uint32_t second, int64_t commune_id, const int64_t *ids, size_t count)
{
	static unsigned char bytes[SHEETS * 9];
	char at[CLOCK_TEXT];
	struct access_row row = { .at = at, .actor_id = m->user, .access = ACCESS_LIST, .table = "sheets", .filter = 1, .commune_id = commune_id,
		.count = (int64_t)count, .ids = bytes, .ids_length = id_list_size(ids, count) };

	clock_to_iso(BEGAN + second, at);
	row.lowest = count == 0 ? 0 : ids[0];
	row.highest = count == 0 ? 0 : ids[count - 1];
	id_list_write(ids, count, bytes);
	assert_int_equal(access_add(m->world->db, &row, NULL), ERR_OK);
}

/* Fifty that came one after the other, or, one time in ten, from anywhere, as a search by name finds them. */
static size_t draw_several(uint32_t *seed, uint32_t there, int64_t *ids)
{
	uint32_t all = there * COMMUNES, width = draw(seed) % 10 == 0 ? all : 4 * PAGE, first = draw(seed) % (all - (width < all ? width : 0));

	for (uint32_t i = 0; i < PAGE; i++)
		ids[i] = 1 + (first + draw(seed) % width) % (SHEETS * COMMUNES);
	return id_list_sort(ids, PAGE);
}

/* Microseconds a row. */
static double fill_year(struct made *m)
{
	static int64_t ids[SHEETS];
	const uint32_t rows = COMMUNES * PER_COMMUNE + SEVERAL;
	uint32_t seed = 7;
	double began = now();

	for (uint32_t i = 0; i < rows; i++) {
		uint32_t which = draw(&seed) % rows, second = (uint32_t)((uint64_t)i * YEAR / rows), there = 1 + (uint32_t)((uint64_t)i * SHEETS / rows);
		uint32_t commune = which / PER_COMMUNE;
		size_t count = commune < COMMUNES ? draw_ids(&seed, commune, there, ids) : draw_several(&seed, there, ids);
		add_row(m, second, commune < COMMUNES ? m->communes[commune] : 0, ids, count);
	}
	return (now() - began) / rows;
}

/* ---- asking ---- */

static double median_of(struct db *db, struct arena *arena, const struct who_saw *sought, size_t *found)
{
	const struct actor admin = { .role = ROLE_ADMIN };
	double times[TRIES];
	struct who_saw_row *rows;

	for (size_t i = 0; i < TRIES; i++) {
		arena_reset(arena);
		double began = now();
		assert_int_equal(access_who_saw(db, arena, &admin, sought, &rows, found, NULL), ERR_OK);
		times[i] = now() - began;
	}
	qsort(times, TRIES, sizeof times[0], by_value);
	return times[TRIES / 2];
}

/* ---- bytes ---- */

static int64_t size_of(const struct made *m)
{
	struct stat status;

	assert_int_equal(db_commit(m->world->db, NULL), ERR_OK);
	db_close(m->world->db);
	assert_int_equal(stat(m->world->path, &status), 0);
	m->world->db = db_open(&m->world->config, false, NULL);
	assert_int_equal(db_begin(m->world->db, NULL), ERR_OK);
	return status.st_size;
}

static double bytes_of(struct made *m, size_t count, int64_t sheet_id)
{
	int64_t before = size_of(m), ids[PAGE];
	char at[CLOCK_TEXT];

	for (uint32_t i = 0; i < MEASURED; i++) {
		for (uint32_t k = 0; k < PAGE; k++)
			ids[k] = sheet_of(1, i % 1000 + k);
		clock_to_iso(BEGAN + YEAR + i, at);
		if (count > 0)
			add_row(m, YEAR + i, m->communes[1], ids, count);
		else
			assert_int_equal(access_add(m->world->db, &(struct access_row){ .at = at, .actor_id = m->user, .access = ACCESS_VIEW,
				.sheet_id = sheet_id }, NULL), ERR_OK);
	}
	return (double)(size_of(m) - before) / MEASURED;
}

/* One sheet in the middle of the year, whose person has an early one too. */
static int64_t make_person(struct made *m)
{
	int64_t person = 0;

	assert_int_equal(person_of_its_own(m->world->db, MIDDLE, "2024-06-10T02:00:00Z", &person, NULL), ERR_OK);
	assert_int_equal(person_assign(m->world->db, EARLY, person, NULL), ERR_OK);
	return person;
}

int main(void)
{
	static struct made m;
	size_t found, others;

	made_open(&m, COMMUNES, SHEETS);
	made_fill(&m, 0, SHEETS);
	const struct who_saw sheet = { .sheet_id = MIDDLE, .limit = SIZE_MAX }, page = { .sheet_id = MIDDLE, .limit = PAGE },
		person = { .person_id = make_person(&m), .limit = SIZE_MAX };
	double view = bytes_of(&m, 0, 1), list = bytes_of(&m, PAGE, 0);
	double us_row = fill_year(&m);
	assert_int_equal(db_commit(m.world->db, NULL), ERR_OK);
	struct db *db = db_open(&m.world->config, true, NULL);
	double us_sheet = median_of(db, m.scratch, &sheet, &found), us_person = median_of(db, m.scratch, &person, &others),
		us_page = median_of(db, m.scratch, &page, &others);
	printf("{\"us_sheet\":%.1f,\"us_person\":%.1f,\"us_page\":%.1f,\"found\":%zu,\"bytes_view\":%.1f,\"bytes_list\":%.1f,\"us_row\":%.1f}\n", us_sheet,
	       us_person, us_page, found, view, list, us_row);
	db_close(db);
	made_close(&m);
	return 0;
}
