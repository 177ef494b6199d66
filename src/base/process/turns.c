#include "base/process/turns.h"

#include <sys/eventfd.h>
#include <unistd.h>

bool turns_open(struct turns *turns, int at_once, int most_waiting)
{
	pthread_condattr_t monotonic;

	*turns = (struct turns){ .at_once = at_once, .most_waiting = most_waiting, .stop = eventfd(0, EFD_CLOEXEC) };
	if (turns->stop < 0)
		return false;
	pthread_mutex_init(&turns->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&turns->left, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return true;
}

void turns_stop(struct turns *turns)
{
	pthread_mutex_lock(&turns->lock);
	turns->stopping = true;
	pthread_cond_broadcast(&turns->left);
	pthread_mutex_unlock(&turns->lock);
	eventfd_write(turns->stop, 1);
}

void turns_close(struct turns *turns)
{
	pthread_cond_destroy(&turns->left);
	pthread_mutex_destroy(&turns->lock);
	close(turns->stop);
}

/* False when the time came first. */
static bool wait_until(struct turns *turns, int64_t ms)
{
	const struct timespec until = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	return pthread_cond_timedwait(&turns->left, &turns->lock, &until) == 0;
}

bool turns_take(struct turns *turns, int64_t latest)
{
	bool timely = true;

	pthread_mutex_lock(&turns->lock);
	if (turns->busy == turns->at_once && turns->waiting == turns->most_waiting)
		timely = false;
	turns->waiting++;
	while (timely && !turns->stopping && turns->busy == turns->at_once)
		timely = wait_until(turns, latest);
	turns->waiting--;
	bool mine = !turns->stopping && turns->busy < turns->at_once;
	if (mine)
		turns->busy++;
	else
		pthread_cond_signal(&turns->left);      /* a turn offered to us is another's */
	pthread_mutex_unlock(&turns->lock);
	return mine;
}

void turns_leave(struct turns *turns)
{
	pthread_mutex_lock(&turns->lock);
	turns->busy--;
	pthread_cond_signal(&turns->left);
	pthread_mutex_unlock(&turns->lock);
}
