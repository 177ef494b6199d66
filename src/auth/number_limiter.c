#include "auth/number_limiter.h"

#include <pthread.h>

#include "base/hash.h"
#include "base/memory.h"

enum { SECOND = 1000, WINDOW_MS = NUMBER_WINDOW * SECOND, SALT_BYTES = 16 };

struct sought {
	char hash[HASH_TEXT];
	int64_t at;                     /* when it was first looked for; 0: free */
};

struct seeker {
	int64_t user_id;                /* 0: free; the free ones stand last */
	int64_t asked_at, told_at;
	struct sought numbers[NUMBER_MOST];
};

struct number_limiter {
	pthread_mutex_t mutex;
	char salt[2 * SALT_BYTES + 1];
	struct seeker seekers[NUMBER_USERS];
};

struct number_limiter *number_limiter_new(void)
{
	struct number_limiter *limiter = memory_new(1, sizeof *limiter);

	if (limiter == NULL)
		return NULL;
	pthread_mutex_init(&limiter->mutex, NULL);
	hash_random_into(limiter->salt, SALT_BYTES);
	return limiter;
}

void number_limiter_free(struct number_limiter *limiter)
{
	if (limiter == NULL)
		return;
	pthread_mutex_destroy(&limiter->mutex);
	memory_free(limiter);
}

/* The user's, a free one, or that of who asked longest ago. */
static struct seeker *seeker_of(struct number_limiter *limiter, int64_t user_id)
{
	struct seeker *oldest = &limiter->seekers[0];

	for (size_t i = 0; i < NUMBER_USERS; i++) {
		struct seeker *s = &limiter->seekers[i];
		if (s->user_id == user_id)
			return s;
		oldest = s->asked_at < oldest->asked_at ? s : oldest;
		if (s->user_id == 0)
			break;
	}
	*oldest = (struct seeker){ .user_id = user_id };
	return oldest;
}

static void forget_old(struct seeker *s, int64_t now)
{
	for (size_t i = 0; i < NUMBER_MOST; i++) {
		if (now - s->numbers[i].at >= WINDOW_MS)
			s->numbers[i] = (struct sought){ .at = 0 };
	}
}

/* The number itself, else the oldest; what is free is older than anything. */
static struct sought *place_of(struct seeker *s, const char *hash)
{
	struct sought *oldest = &s->numbers[0];

	for (size_t i = 0; i < NUMBER_MOST; i++) {
		if (strcmp(s->numbers[i].hash, hash) == 0)
			return &s->numbers[i];
		oldest = s->numbers[i].at < oldest->at ? &s->numbers[i] : oldest;
	}
	return oldest;
}

static bool is_first(struct seeker *s, int64_t now)
{
	if (s->told_at != 0 && now - s->told_at < WINDOW_MS)
		return false;
	s->told_at = now;
	return true;
}

static int ask(struct seeker *s, const char *hash, int64_t now, bool *first)
{
	s->asked_at = now;
	forget_old(s, now);
	struct sought *place = place_of(s, hash);
	if (place->at == 0) {
		memcpy(place->hash, hash, HASH_TEXT);
		place->at = now;
	} else if (strcmp(place->hash, hash) != 0) {
		*first = is_first(s, now);
		return (int)((place->at + WINDOW_MS - now + SECOND - 1) / SECOND);
	}
	return 0;
}

int number_limiter_ask(struct number_limiter *limiter, int64_t user_id, const char *number, int64_t now, bool *first)
{
	const char *items[] = { limiter->salt, number };
	char hash[HASH_TEXT];

	*first = false;
	hash_list(items, COUNT(items), hash);
	pthread_mutex_lock(&limiter->mutex);
	int wait = ask(seeker_of(limiter, user_id), hash, now, first);
	pthread_mutex_unlock(&limiter->mutex);
	return wait;
}

void number_limiter_untold(struct number_limiter *limiter, int64_t user_id)
{
	pthread_mutex_lock(&limiter->mutex);
	seeker_of(limiter, user_id)->told_at = 0;
	pthread_mutex_unlock(&limiter->mutex);
}
