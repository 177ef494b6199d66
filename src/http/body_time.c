#include "http/body_time.h"

#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"

enum { STEP_MS = 500 };                 /* how late it may be noticed */

/* The thread of the connection reads the end of what the client sends, and closes. */
static void cut_off_the_late(const struct body_times *times)
{
	int64_t now = clock_monotonic_ms();

	for (struct body_wait *wait = times->first; wait != NULL; wait = wait->after) {
		if (wait->end > now)
			continue;
		wait->end = INT64_MAX;
		shutdown(wait->fd, SHUT_RDWR);
		log_line(LOG_INFO, "a body did not come in time");
	}
}

static void *watch(void *body_times)
{
	struct body_times *times = body_times;

	pthread_mutex_lock(&times->lock);
	while (!times->stop) {
		int64_t next = clock_monotonic_ms() + STEP_MS;
		const struct timespec until = { .tv_sec = next / 1000, .tv_nsec = next % 1000 * 1000000 };
		pthread_cond_timedwait(&times->stopping, &times->lock, &until);
		cut_off_the_late(times);
	}
	pthread_mutex_unlock(&times->lock);
	return NULL;
}

bool body_times_start(struct body_times *times, unsigned seconds)
{
	pthread_condattr_t monotonic;

	times->seconds = seconds;
	pthread_mutex_init(&times->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&times->stopping, &monotonic);
	pthread_condattr_destroy(&monotonic);
	times->running = pthread_create(&times->thread, NULL, watch, times) == 0;
	return times->running;
}

void body_times_end(struct body_times *times)
{
	if (!times->running)
		return;
	pthread_mutex_lock(&times->lock);
	times->stop = true;
	pthread_cond_signal(&times->stopping);
	pthread_mutex_unlock(&times->lock);
	pthread_join(times->thread, NULL);
	pthread_cond_destroy(&times->stopping);
	pthread_mutex_destroy(&times->lock);
	times->running = false;
}

void body_times_expect(struct body_times *times, struct body_wait *wait, int fd, size_t size)
{
	int64_t ms = (int64_t)times->seconds * 1000 + (int64_t)size * 1000 / BODY_RATE;

	pthread_mutex_lock(&times->lock);
	*wait = (struct body_wait){ .fd = fd, .end = clock_monotonic_ms() + ms, .after = times->first, .waited = true };
	if (times->first != NULL)
		times->first->before = wait;
	times->first = wait;
	pthread_mutex_unlock(&times->lock);
}

void body_times_forget(struct body_times *times, struct body_wait *wait)
{
	if (!wait->waited)
		return;
	pthread_mutex_lock(&times->lock);
	if (wait->before != NULL)
		wait->before->after = wait->after;
	else
		times->first = wait->after;
	if (wait->after != NULL)
		wait->after->before = wait->before;
	wait->waited = false;
	pthread_mutex_unlock(&times->lock);
}
