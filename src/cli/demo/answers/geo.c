#include "cli/demo/answers/geo.h"

#include "base/log.h"
#include "base/memory.h"

enum { MOST_PARTS = 32 };               /* of one unit */

bool demo_area_is(const struct demo_area *area, const char *level)
{
	return strcmp(area->level, level) == 0;
}

int demo_area_find(const struct demo_geo *geo, const char *level, const char *code)
{
	for (int i = 0; i < geo->count; i++) {
		if (demo_area_is(&geo->areas[i], level) && strcmp(geo->areas[i].code, code) == 0)
			return i;
	}
	log_line(LOG_ERROR, "demo: no %s %s in areas.tsv", level, code);
	abort();
}

int demo_area_above(const struct demo_geo *geo, int area, const char *level)
{
	while (area >= 0 && !demo_area_is(&geo->areas[area], level))
		area = geo->areas[area].parent;
	return area;
}

int demo_area_busiest(const struct demo_geo *geo)
{
	int best = -1;

	for (int i = 0; i < geo->count; i++) {
		const struct demo_area *a = &geo->areas[i], *b = best < 0 ? NULL : &geo->areas[best];
		if (a->campaign != geo->campaign_count - 1 || !demo_area_is(a, "commune"))
			continue;
		if (b == NULL || a->sheets > b->sheets || (a->sheets == b->sheets && a->target > b->target))
			best = i;
	}
	return best;
}

void demo_share(const uint32_t *weights, size_t count, uint32_t total, uint32_t *out)
{
	uint64_t sum = 0, rest[MOST_PARTS];
	uint32_t left = total;

	for (size_t i = 0; i < count; i++)
		sum += weights[i];
	for (size_t i = 0; i < count; i++) {
		uint64_t quota = (uint64_t)total * weights[i];
		out[i] = (uint32_t)(quota / sum);
		rest[i] = quota % sum;
		left -= out[i];
	}
	for (; left > 0; left--) {
		size_t best = 0;
		for (size_t i = 1; i < count; i++)
			best = rest[i] > rest[best] ? i : best;
		out[best]++;
		rest[best] = 0;
	}
}

/* ---- reading the tables ---- */

static void read_areas(struct arena *arena, struct demo_geo *geo)
{
	struct demo_table table = demo_table(arena, "areas", 5);

	geo->areas = arena_array(arena, table.rows, sizeof *geo->areas);
	for (size_t row = 0; row < table.rows; row++) {
		struct demo_area *area = &geo->areas[row];
		const char *parent = demo_cell(&table, row, 1);
		*area = (struct demo_area){ .code = demo_cell(&table, row, 0), .level = demo_cell(&table, row, 2),
			.name = demo_cell(&table, row, 3), .full_name = demo_cell(&table, row, 4), .parent = -1, .campaign = -1,
			.weight = 1, .group = "-", .id = (int64_t)row + 1 };
		for (int i = (int)row - 1; i >= 0 && area->parent < 0 && *parent != '\0'; i--) {
			if (strcmp(geo->areas[i].code, parent) == 0)
				area->parent = i;
		}
		geo->count++;
	}
}

static enum demo_living living_of(const char *text)
{
	static const char *const names[] = { "city", "sea", "farm", "delta", "hill" };
	int i = 0;

	while (i < LIVING_HILL && strcmp(names[i], text) != 0)
		i++;
	return (enum demo_living)i;
}

static void read_communes(struct arena *arena, struct demo_geo *geo)
{
	struct demo_table table = demo_table(arena, "communes", 5);

	for (size_t row = 0; row < table.rows; row++) {
		struct demo_area *area = &geo->areas[demo_area_find(geo, "commune", demo_cell(&table, row, 0))];
		area->weight = demo_cell_number(&table, row, 1);
		area->living = living_of(demo_cell(&table, row, 2));
		area->group = demo_cell(&table, row, 3);
		area->group_percent = demo_cell_number(&table, row, 4);
	}
	for (int i = 0; i < geo->count; i++) {
		struct demo_area *area = &geo->areas[i], *parent = area->parent < 0 ? area : &geo->areas[area->parent];
		if (!demo_area_is(area, "hamlet"))
			continue;
		area->living = parent->living;
		area->group = parent->group;
		area->group_percent = parent->group_percent;
	}
}

static bool is_yes(const struct demo_table *table, size_t row, size_t column)
{
	return demo_cell_number(table, row, column) != 0;
}

/* A campaign gets its percentage of the sheets, at most its limit; the last one gets the rest. */
static void read_campaigns(struct arena *arena, struct demo_geo *geo, uint32_t sheets)
{
	struct demo_table table = demo_table(arena, "campaigns", 13);
	uint32_t left = sheets;

	geo->campaigns = arena_array(arena, table.rows, sizeof *geo->campaigns);
	geo->campaign_count = (int)table.rows;
	for (size_t row = 0; row < table.rows; row++) {
		uint32_t percent = demo_cell_number(&table, row, 8), most = demo_cell_number(&table, row, 9);
		uint32_t share = (sheets * percent + 50) / 100;
		share = row + 1 == table.rows ? left : share > most ? most : share;
		left -= share;
		const char *level = strlen(demo_cell(&table, row, 2)) == 2 ? "province" : "commune";
		geo->campaigns[row] = (struct demo_campaign){ .code = demo_cell(&table, row, 0),
			                                          .name = demo_cell(&table, row, 1),
			                                          .area = demo_area_find(geo, level, demo_cell(&table, row, 2)),
			                                          .from = demo_cell(&table, row, 3),
			                                          .to = demo_cell(&table, row, 4),
			                                          .hamlet_stage = is_yes(&table, row, 5),
			                                          .asks_group = is_yes(&table, row, 6),
			                                          .asks_industry = is_yes(&table, row, 7),
			                                          .sheets = share,
			                                          .batch_days = demo_cell_number(&table, row, 10),
			                                          .stages = demo_cell(&table, row, 11),
			                                          .milestones = demo_cell(&table, row, 12) };
	}
}

/* ---- sharing out ---- */

enum share { SHARE_SHEETS, SHARE_TARGET };

static uint32_t *share_of(struct demo_area *area, enum share share)
{
	return share == SHARE_SHEETS ? &area->sheets : &area->target;
}

/* Shares what an area has out over its parts, and on downwards. */
static void share_down(struct demo_geo *geo, int area, enum share share)
{
	uint32_t weights[MOST_PARTS], shares[MOST_PARTS];
	int parts[MOST_PARTS];
	size_t count = 0;

	for (int i = area + 1; i < geo->count && count < MOST_PARTS; i++) {
		if (geo->areas[i].parent == area) {
			weights[count] = geo->areas[i].weight;
			parts[count++] = i;
		}
	}
	if (count == 0)
		return;
	demo_share(weights, count, *share_of(&geo->areas[area], share), shares);
	for (size_t i = 0; i < count; i++) {
		*share_of(&geo->areas[parts[i]], share) = shares[i];
		geo->areas[parts[i]].campaign = geo->areas[area].campaign;
		share_down(geo, parts[i], share);
	}
}

/* Targets are the plans' numbers. */
static void read_targets(struct arena *arena, struct demo_geo *geo)
{
	struct demo_table table = demo_table(arena, "targets", 3);

	for (size_t row = 0; row < table.rows; row++) {
		struct demo_area *area = &geo->areas[demo_area_find(geo, demo_cell(&table, row, 0), demo_cell(&table, row, 1))];
		area->target = demo_cell_number(&table, row, 2);
		if (demo_area_is(area, "district")) {
			area->weight = area->target;
			geo->areas[area->parent].target += area->target;
		}
	}
}

/* Where a plan gives no target, or one that the demo is beyond, what is there is what was due. */
struct demo_geo *demo_geo(struct arena *arena, uint32_t sheets)
{
	struct demo_geo *geo = arena_alloc(arena, sizeof *geo);

	read_areas(arena, geo);
	read_communes(arena, geo);
	read_campaigns(arena, geo, sheets);
	read_targets(arena, geo);
	for (int c = 0; c < geo->campaign_count; c++) {
		struct demo_area *area = &geo->areas[geo->campaigns[c].area];
		area->campaign = c;
		area->sheets = geo->campaigns[c].sheets;
		if (area->target < area->sheets)
			area->target = area->sheets;
		share_down(geo, geo->campaigns[c].area, SHARE_SHEETS);
		share_down(geo, geo->campaigns[c].area, SHARE_TARGET);
	}
	return geo;
}
