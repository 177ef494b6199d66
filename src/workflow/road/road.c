#include "workflow/road/road.h"

#include "base/memory.h"

enum { NO_PAPER = PAPER_KIND_COUNT };

/* Whose name stands at a station. */
enum held_by { BY_WRITER, BY_LEAVER, BY_DELIVERER, BY_ARRIVER };

#define OF(name) (1u << STATE_##name)
#define MADE(name) (1u << PAPER_##name)

/* The stations. brought_by: the paper that leads there; meanwhile: papers that are made while the sheet is there.
 * goes_on: the first station that can come next. */
static const struct {
	uint32_t states;
	enum message label;
	enum held_by held_by;
	int brought_by;                 /* of enum paper_kind, or NO_PAPER */
	uint32_t meanwhile;
	bool aside;
	enum station goes_on;
} stations[STATION_COUNT] = {
	[STATION_COLLECT] = { OF(DRAFT), MSG_STATION_COLLECT, BY_WRITER, NO_PAPER, 0, false, STATION_HAMLET },
	[STATION_SUPPLEMENT] = { OF(RETURNED), MSG_STATION_SUPPLEMENT, BY_WRITER, NO_PAPER, 0, true,
		STATION_HAMLET },
	[STATION_HAMLET] = { OF(WITH_HAMLET), MSG_STATION_HAMLET, BY_LEAVER, NO_PAPER, 0, false, STATION_CHECK },
	[STATION_CHECK] = { OF(RECEIVED), MSG_STATION_CHECK, BY_LEAVER, PAPER_BUNDLE, MADE(MINUTES), false,
		STATION_DELIVER },
	[STATION_DELIVER] = { OF(ACCEPTED), MSG_STATION_DELIVER, BY_DELIVERER, PAPER_MINUTES,
		MADE(HANDOVER) | MADE(BUNDLE) | MADE(MINUTES), false,
		STATION_POLICE },
	[STATION_POLICE] = { OF(HANDED_OVER), MSG_STATION_POLICE, BY_LEAVER, PAPER_HANDOVER, 0, false,
		STATION_PAPER },
	[STATION_ANSWER] = { OF(POLICE_RETURNED), MSG_STATION_ANSWER, BY_LEAVER, NO_PAPER, MADE(RETURN), true,
		STATION_DELIVER },
	[STATION_PAPER] = { OF(ENTERED), MSG_STATION_PAPER, BY_ARRIVER, NO_PAPER, 0, false, STATION_ARCHIVE },
	[STATION_ARCHIVE] = { OF(ARCHIVED), MSG_STATION_ARCHIVE, BY_ARRIVER, PAPER_RETURN, 0, false,
		STATION_COUNT },
	[STATION_OUT] = { OF(REPLACED) | OF(CANCELLED), MSG_STATION_OUT, BY_ARRIVER, NO_PAPER, 0, true,
		STATION_COUNT },
};

enum station station_of(enum state state)
{
	enum station station = STATION_COLLECT;

	while (station < STATION_COUNT - 1 && (stations[station].states & (1u << state)) == 0)
		station++;
	return station;
}

enum message station_label(enum station station)
{
	return stations[station].label;
}

bool station_is_aside(enum station station)
{
	return stations[station].aside;
}

/* ---- the stops, by the history ---- */

struct walk {
	const struct road_facts *facts;
	struct road_stop *stops;
	size_t count;
	const char *deliverer;          /* of the batch that it lies in, or NULL */
};

static const char *holder_of(const struct walk *walk, enum station station, const struct event *event, bool leaves)
{
	switch (stations[station].held_by) {
	case BY_WRITER: return walk->facts->sheet->writer_name;
	case BY_LEAVER: return leaves ? event->actor_name : NULL;
	case BY_DELIVERER: return leaves ? walk->deliverer : NULL;
	case BY_ARRIVER: return event->actor_name;
	}
	return NULL;
}

static void leave(struct walk *walk, const struct event *event)
{
	struct road_stop *last = &walk->stops[walk->count - 1];
	const char *holder = holder_of(walk, last->station, event, true);

	last->until = event->at;
	if (stations[last->station].held_by != BY_ARRIVER)
		last->holder = holder;
}

/* event NULL: it is not known how it came there. */
static void arrive(struct walk *walk, enum state state, const struct event *event)
{
	const struct road_stop *before = walk->count == 0 ? NULL : &walk->stops[walk->count - 1];
	struct road_stop *stop = &walk->stops[walk->count];
	const char *at = event == NULL ? NULL : event->at;

	*stop = (struct road_stop){ .station = station_of(state), .stood_as = state, .from = at, .clock_from = at };
	if (state == STATE_HANDED_OVER && before != NULL && before->stood_as == STATE_ACCEPTED)
		stop->clock_from = before->clock_from;
	if (event != NULL)
		stop->holder = holder_of(walk, stop->station, event, false);
	walk->count++;
}

/* Back to the stop of before, as if nothing had been. */
static bool go_back(struct walk *walk, const struct event *event)
{
	bool takes_back = (event->action == ACTION_UNDO && event->diff != NULL) || event->action == ACTION_RESTORE;

	if (!takes_back || walk->count < 2 || walk->stops[walk->count - 2].stood_as != event->to_state)
		return false;
	struct road_stop *stop = &walk->stops[--walk->count - 1];
	stop->until = NULL;
	if (stations[stop->station].held_by == BY_LEAVER)
		stop->holder = NULL;
	return true;
}

static void take(struct walk *walk, const struct event *event)
{
	if (event->action == ACTION_DELIVER)
		walk->deliverer = event->actor_name;
	if (event->action == ACTION_COUNTED && walk->count > 0 && event->to_state == STATE_RECEIVED)
		walk->stops[walk->count - 1].clock_from = event->at;
	if (event->to_state == STATE_NONE || event->from_state == event->to_state)
		return;
	if (walk->count == 0 && event->from_state != STATE_NONE)
		arrive(walk, event->from_state, NULL);
	if (walk->count == 0 && event->to_state != STATE_DRAFT) {
		arrive(walk, STATE_DRAFT, event);
		walk->stops[0].holder = walk->facts->sheet->writer_name;
	}
	if (walk->count > 0 && go_back(walk, event))
		return;
	if (walk->count > 0)
		leave(walk, event);
	arrive(walk, event->to_state, event);
}

/* ---- how long, and by when ---- */

static void measure(const struct road_facts *facts, struct road_stop *stop)
{
	struct date end = stop->until == NULL ? facts->today : clock_day_of(stop->until);
	int64_t campaign_id = facts->sheet->campaign_id;

	if (stop->from != NULL)
		stop->days = date_to_days(end) - date_to_days(clock_day_of(stop->from));
	stop->has_due = stage_due(facts->days, campaign_id, stop->stood_as, stop->clock_from, &stop->due);
	stop->late = stage_days_late(facts->days, campaign_id, stop->stood_as, stop->clock_from, end);
}

/* ---- which papers ---- */

static bool lies_between(const char *at, const char *from, const char *until)
{
	return (from == NULL || strcmp(at, from) >= 0) && (until == NULL || strcmp(at, until) <= 0);
}

/* The last paper of the kind that was made between the arrival at the station before and that at this one. */
static const struct carried *brought(const struct road_facts *facts, const struct road_stop *before,
                                     const struct road_stop *stop, int kind)
{
	const struct carried *found = NULL;

	for (size_t i = 0; i < facts->paper_count; i++) {
		const struct carried *paper = &facts->papers[i];
		bool counts = paper->outcome == OUTCOME_PRESENT || (paper->open && kind == PAPER_BUNDLE);
		if ((int)paper->kind == kind && counts && lies_between(paper->at, before->from, stop->from) &&
		    (found == NULL || strcmp(paper->at, found->at) >= 0))
			found = paper;
	}
	return found;
}

/* The issued minutes in which the move that led here stands. */
static const struct carried *passed_in(const struct road_facts *facts, const struct road_stop *stop)
{
	const struct carried *found = NULL;

	for (size_t e = 0; e < facts->event_count; e++) {
		const struct event *event = &facts->events[e];
		bool led_here = event->to_state == stop->stood_as && stop->from != NULL && strcmp(event->at, stop->from) == 0;
		for (size_t i = 0; led_here && i < facts->paper_count; i++) {
			if (facts->papers[i].kind == PAPER_MINUTES && facts->papers[i].event_id == event->id)
				found = &facts->papers[i];
		}
	}
	return found;
}

static void add_paper(struct road_stop *stop, const struct carried *paper)
{
	if (paper != NULL && stop->paper_count < ROAD_PAPERS_MOST)
		stop->papers[stop->paper_count++] = paper;
}

/* Who is named on the paper held it: of a bundle before it went on, of the others from then on. */
static void name_holder(const struct carried *paper, struct road_stop *before, struct road_stop *stop)
{
	if (paper != NULL && paper->who != NULL)
		*(paper->kind == PAPER_BUNDLE ? &before->holder : &stop->holder) = paper->who;
}

/* A paper that was made while the sheet stood somewhere, and did not lead on: a batch that it stayed out of, a bundle
 * that a meeting gave to the officer, what the Tổ confirmed. */
static bool stayed(const struct carried *paper)
{
	bool leads_on = paper->kind == PAPER_HANDOVER && !paper->open && paper->outcome != OUTCOME_MISSING;

	return !leads_on && (paper->kind != PAPER_MINUTES || paper->type == MINUTES_CONFIRMATION);
}

/* before NULL: this is the first stop. What went on with it is named where it led; what did not, here. */
static void name_papers(const struct road_facts *facts, struct road_stop *before, struct road_stop *stop)
{
	const struct carried *paper = NULL;
	int kind = stations[stop->station].brought_by;
	uint32_t meanwhile = stations[stop->station].meanwhile;

	if (kind == PAPER_MINUTES)
		paper = passed_in(facts, stop);
	else if (before != NULL && kind != NO_PAPER)
		paper = brought(facts, before, stop, kind);
	name_holder(paper, before, stop);
	add_paper(stop, paper);
	for (size_t i = 0; i < facts->paper_count; i++) {
		const struct carried *other = &facts->papers[i];
		bool made_here = (meanwhile & 1u << other->kind) != 0 && lies_between(other->at, stop->from, stop->until);
		if (made_here && stayed(other))
			add_paper(stop, other);
	}
}

/* ---- what lies ahead ---- */

static bool is_on_the_way(const struct road_facts *facts, enum station station)
{
	return !stations[station].aside && (station != STATION_HAMLET || facts->campaign->hamlet_stage);
}

static void look_ahead(const struct road_facts *facts, struct road *road)
{
	enum station here = station_of(facts->sheet->state);

	for (enum station s = stations[here].goes_on; s < STATION_COUNT; s++) {
		if (is_on_the_way(facts, s))
			road->ahead[road->ahead_count++] = s;
	}
}

void road_of(struct arena *arena, const struct road_facts *facts, struct road *out)
{
	struct walk walk = { .facts = facts };

	*out = (struct road){ 0 };
	walk.stops = arena_array(arena, facts->event_count + 2, sizeof *walk.stops);
	for (size_t i = 0; i < facts->event_count; i++)
		take(&walk, &facts->events[i]);
	if (walk.count == 0)
		arrive(&walk, facts->sheet->state, NULL);
	walk.stops[walk.count - 1].clock_from = facts->sheet->clock_from;
	out->earlier = walk.count > ROAD_STOPS_MOST ? walk.count - ROAD_STOPS_MOST : 0;
	out->stops = walk.stops + out->earlier;
	out->count = walk.count - out->earlier;
	for (size_t i = out->earlier; i < walk.count; i++) {
		measure(facts, &walk.stops[i]);
		name_papers(facts, i == 0 ? NULL : &walk.stops[i - 1], &walk.stops[i]);
	}
	look_ahead(facts, out);
}
