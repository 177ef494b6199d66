/* The road of a batch, a bundle, a hamlet: how many of its sheets are at each station, the longest waiting,
 * how many are late, and what a day must bring so that none is late. */
#ifndef WORKFLOW_ROAD_ROAD_HELD_H
#define WORKFLOW_ROAD_ROAD_HELD_H

#include "store/handover/held.h"
#include "workflow/road/road.h"

struct road_held {
	int64_t sheets;
	int64_t days;                   /* since when the first of them is there */
	int64_t late;
	int64_t need;                   /* sheets that must go on each day, late ones today; 0: nothing is due */
};

void road_hold(struct arena *arena, const struct held_row *rows, size_t count, const struct stage_days *days,
               int64_t campaign_id, struct date today, struct road_held out[STATION_COUNT]);
/* Sheets a day so that `left` are there at the end of the day due_on (ISO); 0: none is left, or no day is set. */
int64_t road_need(int64_t left, const char *due_on, struct date today);

#endif
