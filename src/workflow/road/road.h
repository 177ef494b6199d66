/* The road of a sheet: the stations where it stood, who held it there, how long, which papers brought it there, and
 * which stations lie ahead. Computed here alone, from the history and the papers that carried it; a station is a row of
 * the table in road.c. What was taken back did not happen. */
#ifndef WORKFLOW_ROAD_ROAD_H
#define WORKFLOW_ROAD_ROAD_H

#include "store/campaign/stage.h"
#include "store/handover/carried.h"
#include "store/sheet/event.h"
#include "text/messages.h"

/* In the order of the road. */
enum station {
	STATION_COLLECT, STATION_SUPPLEMENT, STATION_HAMLET, STATION_CHECK, STATION_DELIVER, STATION_POLICE, STATION_ANSWER,
	STATION_PAPER, STATION_ARCHIVE, STATION_OUT, STATION_COUNT
};

/* Where sheets in that state stand. */
enum station station_of(enum state state);
enum message station_label(enum station station);
/* Only some sheets come there: what was returned, replaced, cancelled. */
bool station_is_aside(enum station station);

enum { ROAD_STOPS_MOST = 10, ROAD_PAPERS_MOST = 4 };

/* One stay at a station. */
struct road_stop {
	enum station station;
	enum state stood_as;
	const char *from;               /* UTC; NULL: longer ago than the history that was read */
	const char *until;              /* NULL: it stands here */
	const char *clock_from;         /* from when the stage's days count */
	const char *holder;             /* who held it; NULL: nobody is known */
	int64_t days;                   /* how long, until today where it stands here */
	bool has_due;                   /* the campaign allows the stage some days */
	struct date due;
	int64_t late;                   /* days over that; 0: none */
	const struct carried *papers[ROAD_PAPERS_MOST];
	size_t paper_count;
};

struct road {
	struct road_stop *stops;        /* the last ROAD_STOPS_MOST, oldest first; the last is where it stands */
	size_t count;
	size_t earlier;                 /* stops before these */
	enum station ahead[STATION_COUNT];
	size_t ahead_count;
};

/* What a road is computed from. */
struct road_facts {
	const struct sheet *sheet;
	const struct campaign *campaign;
	const struct stage_days *days;
	struct date today;
	const struct event *events;     /* oldest first */
	size_t event_count;
	const struct carried *papers;   /* in any order */
	size_t paper_count;
};

void road_of(struct arena *arena, const struct road_facts *facts, struct road *out);

#endif
