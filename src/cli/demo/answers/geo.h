/* The places of the demo: two towns' worth of wards and villages of the plans, which campaign collects where, and how
 * many sheets every unit gets and is due. */
#ifndef CLI_DEMO_ANSWERS_GEO_H
#define CLI_DEMO_ANSWERS_GEO_H

#include "cli/demo/demo_table.h"

enum demo_living { LIVING_CITY, LIVING_SEA, LIVING_FARM, LIVING_DELTA, LIVING_HILL, LIVING_COUNT };
enum { DEMO_MOST_SHEETS = 1000000 };    /* of each a number of six digits is drawn, never the same twice */

struct demo_area {
	const char *code, *level, *name, *full_name;
	int parent;                     /* index, always smaller than its own; -1: none */
	int campaign;                   /* that collects here; -1: none */
	uint32_t weight;                /* against its siblings, when sheets are shared out */
	enum demo_living living;        /* communes and hamlets of a campaign */
	const char *group;              /* words of the minority that lives there ("kho"), or "-" */
	uint32_t group_percent;
	uint32_t sheets, target;        /* in this demo; by the plan */
	int64_t id;                     /* in the database; until then index + 1 */
};

struct demo_campaign {
	const char *code, *name;
	int area;                       /* that it covers */
	const char *from, *to;          /* ISO */
	bool hamlet_stage, asks_group, asks_industry;
	uint32_t sheets, first;         /* in this demo, and the slot where they begin (plan.h) */
	uint32_t batch_days;            /* a batch goes to the police every so many days */
	const char *stages, *milestones; /* "entry:30 …", "entry:2023-12-31:50 …" */
	int64_t id;                     /* in the database */
};

struct demo_geo {
	struct demo_area *areas;        /* parents before their parts, as in areas.tsv */
	int count;
	struct demo_campaign *campaigns;
	int campaign_count;
};

struct demo_geo *demo_geo(struct arena *arena, uint32_t sheets);
/* Index of the area; it must be there. */
int demo_area_find(const struct demo_geo *geo, const char *level, const char *code);
/* The commune of Bình Thuận's campaign with most sheets (of equals the one with the highest target). */
int demo_area_busiest(const struct demo_geo *geo);
/* The nearest area of that level from this one upwards, or -1. */
int demo_area_above(const struct demo_geo *geo, int area, const char *level);
bool demo_area_is(const struct demo_area *area, const char *level);
/* Shares total out by the weights, the largest remainders first (of equals the first). */
void demo_share(const uint32_t *weights, size_t count, uint32_t total, uint32_t *out);

#endif
