#include "auth/limiter.h"

#include <pthread.h>

#include "base/hash.h"
#include "base/memory.h"

enum { SECOND = 1000 };

struct pair {
	char key[HASH_TEXT];            /* "": free */
	int failures;
	int64_t failed_at, wait_until;
};

struct place {
	char key[HASH_TEXT];
	int64_t failed_at;
	int64_t times[LIMITER_ADDRESS_FAILURES]; /* a ring of the last failures */
	int next, count;
};

struct limiter {
	pthread_mutex_t mutex;
	struct pair pairs[LIMITER_PAIRS];
	struct place places[LIMITER_ADDRESSES];
};

struct limiter *limiter_new(void)
{
	struct limiter *limiter = memory_new(1, sizeof *limiter);

	if (limiter != NULL)
		pthread_mutex_init(&limiter->mutex, NULL);
	return limiter;
}

void limiter_free(struct limiter *limiter)
{
	if (limiter == NULL)
		return;
	pthread_mutex_destroy(&limiter->mutex);
	memory_free(limiter);
}

static void pair_key(const char *username, const char *address, char key[HASH_TEXT])
{
	const char *items[] = { username, address };

	hash_list(items, COUNT(items), key);
}

static struct pair *find_pair(struct limiter *limiter, const char *key)
{
	for (size_t i = 0; i < LIMITER_PAIRS; i++) {
		if (strcmp(limiter->pairs[i].key, key) == 0)
			return &limiter->pairs[i];
	}
	return NULL;
}

static struct place *find_place(struct limiter *limiter, const char *key)
{
	for (size_t i = 0; i < LIMITER_ADDRESSES; i++) {
		if (strcmp(limiter->places[i].key, key) == 0)
			return &limiter->places[i];
	}
	return NULL;
}

/* A free pair, or that which failed longest ago. */
static struct pair *new_pair(struct limiter *limiter, const char *key)
{
	struct pair *oldest = &limiter->pairs[0];

	for (size_t i = 0; i < LIMITER_PAIRS && oldest->key[0] != '\0'; i++) {
		struct pair *pair = &limiter->pairs[i];
		if (pair->key[0] == '\0' || pair->failed_at < oldest->failed_at)
			oldest = pair;
	}
	*oldest = (struct pair){ 0 };
	memcpy(oldest->key, key, HASH_TEXT);
	return oldest;
}

static struct place *new_place(struct limiter *limiter, const char *key)
{
	struct place *oldest = &limiter->places[0];

	for (size_t i = 0; i < LIMITER_ADDRESSES && oldest->key[0] != '\0'; i++) {
		struct place *place = &limiter->places[i];
		if (place->key[0] == '\0' || place->failed_at < oldest->failed_at)
			oldest = place;
	}
	*oldest = (struct place){ 0 };
	memcpy(oldest->key, key, HASH_TEXT);
	return oldest;
}

static int64_t delay(int failures)
{
	return SECOND * (failures > 6 ? LIMITER_DELAY_MAX : INT64_C(1) << (failures - 1));
}

static int64_t address_free_at(struct limiter *limiter, const char *address)
{
	char key[HASH_TEXT];

	hash_text(address, strlen(address), key);
	const struct place *place = find_place(limiter, key);
	if (place == NULL || place->count < LIMITER_ADDRESS_FAILURES)
		return 0;
	return place->times[place->next] + (int64_t)LIMITER_WINDOW * SECOND;
}

int limiter_wait(struct limiter *limiter, const char *username, const char *address, bool known_device, int64_t now)
{
	char key[HASH_TEXT];

	pair_key(username, address, key);
	pthread_mutex_lock(&limiter->mutex);
	struct pair *pair = find_pair(limiter, key);
	int64_t free_at = pair == NULL ? 0 : pair->wait_until;
	if (!known_device) {
		int64_t address_at = address_free_at(limiter, address);
		free_at = address_at > free_at ? address_at : free_at;
	}
	if (free_at <= now && pair != NULL)
		pair->wait_until = now + delay(pair->failures);
	pthread_mutex_unlock(&limiter->mutex);
	return free_at <= now ? 0 : (int)((free_at - now + SECOND - 1) / SECOND);
}

static void count_pair(struct limiter *limiter, const char *username, const char *address, int64_t now)
{
	char key[HASH_TEXT];

	pair_key(username, address, key);
	struct pair *pair = find_pair(limiter, key);
	if (pair == NULL)
		pair = new_pair(limiter, key);
	if (now - pair->failed_at > (int64_t)LIMITER_WINDOW * SECOND)
		pair->failures = 0;
	pair->failures++;
	pair->failed_at = now;
	pair->wait_until = now + delay(pair->failures);
}

static void count_place(struct limiter *limiter, const char *address, int64_t now)
{
	char key[HASH_TEXT];

	hash_text(address, strlen(address), key);
	struct place *place = find_place(limiter, key);
	if (place == NULL)
		place = new_place(limiter, key);
	place->times[place->next] = now;
	place->next = (place->next + 1) % LIMITER_ADDRESS_FAILURES;
	if (place->count < LIMITER_ADDRESS_FAILURES)
		place->count++;
	place->failed_at = now;
}

void limiter_failed(struct limiter *limiter, const char *username, const char *address, int64_t now)
{
	pthread_mutex_lock(&limiter->mutex);
	count_pair(limiter, username, address, now);
	count_place(limiter, address, now);
	pthread_mutex_unlock(&limiter->mutex);
}

void limiter_passed(struct limiter *limiter, const char *username, const char *address)
{
	char key[HASH_TEXT];

	pair_key(username, address, key);
	pthread_mutex_lock(&limiter->mutex);
	struct pair *pair = find_pair(limiter, key);
	if (pair != NULL)
		*pair = (struct pair){ 0 };
	pthread_mutex_unlock(&limiter->mutex);
}
