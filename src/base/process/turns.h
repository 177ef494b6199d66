/* Turns at what only a few may do at a time, such as children that cost memory: few at once, perhaps few waiting, and
 * who waits is told in time. For any thread. */
#ifndef BASE_PROCESS_TURNS_H
#define BASE_PROCESS_TURNS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct turns {
	int at_once, most_waiting;
	int stop;                       /* an eventfd, readable from turns_stop() on: for child_task.stop */
	/* private */
	pthread_mutex_t lock;
	pthread_cond_t left;            /* by CLOCK_MONOTONIC */
	int busy, waiting;
	bool stopping;
};

/* False: no descriptor is to be had. */
bool turns_open(struct turns *turns, int at_once, int most_waiting);
/* Sends away who waits and who comes. */
void turns_stop(struct turns *turns);
/* Nobody has a turn, waits or comes any more. */
void turns_close(struct turns *turns);

/* Whether it is our turn, at the latest then (clock_monotonic_ms()). False at once when too many wait already. */
bool turns_take(struct turns *turns, int64_t latest);
/* After a turn. */
void turns_leave(struct turns *turns);

#endif
