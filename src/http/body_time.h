/* How long a body may take to come: a while, and more for a long one, so that a bad line can send a photo. Who is
 * slower, however slowly, is cut off. Private to http/. */
#ifndef HTTP_BODY_TIME_H
#define HTTP_BODY_TIME_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BODY_RATE = 16 << 10 };          /* bytes a second of the slowest line */

/* One body on its way. */
struct body_wait {
	int fd;                         /* of the connection */
	int64_t end;                    /* as clock_monotonic_ms() */
	struct body_wait *before, *after;
	bool waited;
};

struct body_times {
	pthread_mutex_t lock;
	pthread_cond_t stopping;        /* by CLOCK_MONOTONIC */
	pthread_t thread;
	unsigned seconds;               /* that any body may take */
	struct body_wait *first;
	bool running, stop;
};

/* False: no thread could be had. */
bool body_times_start(struct body_times *times, unsigned seconds);
/* Nobody waits any more. Harmless when it was not started. */
void body_times_end(struct body_times *times);

/* A body of so many bytes begins. fd must stay open until body_times_forget(). */
void body_times_expect(struct body_times *times, struct body_wait *wait, int fd, size_t size);
/* The body is there, or will not come. Harmless when it is not waited for. */
void body_times_forget(struct body_times *times, struct body_wait *wait);

#endif
