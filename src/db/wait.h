/* Waiting with a deadline on the clock that only goes forward. */
#ifndef DB_WAIT_H
#define DB_WAIT_H

#include <pthread.h>
#include <stdint.h>

/* A condition whose timed waits take deadlines of wait_deadline(). */
void wait_init(pthread_cond_t *condition);
struct timespec wait_deadline(int64_t ms);

#endif
