/* Counters of a server: answers by route, how many failed, how long they took. Kept with atomics, no lock. Private to
 * http/. */
#ifndef HTTP_STATS_H
#define HTTP_STATS_H

#include <stdatomic.h>

#include "http/http.h"

/* A quarter of an octave a step, from 16 microseconds to over a minute. */
enum { STATS_STEPS = 92 };

struct stats_route {
	_Atomic uint64_t refused, failed;       /* answers 4xx and 5xx */
	_Atomic uint64_t steps[STATS_STEPS];    /* answers by the time they took */
};

/* One for each route and a last one for what has none (static files, 400, 404). NULL when memory is short. */
struct stats_route *stats_new(size_t routes);
void stats_free(struct stats_route *stats);             /* accepts NULL */
void stats_note(struct stats_route *route, int status, int64_t microseconds);
/* Reads a route's counters into row. */
void stats_read(const struct stats_route *route, struct http_route_stats *row);

#endif
