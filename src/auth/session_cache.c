#include "auth/session_cache.h"

#include <pthread.h>

#include "base/hash.h"
#include "base/memory.h"

enum { PLACES = 1024, TEXTS = 512, AREAS = 16 };

struct place {
	char token_hash[HASH_TEXT];
	uint64_t generation;
	struct session_row row;         /* its pointers are not used */
	char texts[TEXTS];              /* user name, full name and CSRF secret, one after the other */
	int64_t areas[AREAS];
};

struct session_cache {
	pthread_mutex_t lock;
	struct place places[PLACES];    /* one for all digests that begin alike */
};

struct session_cache *session_cache_new(void)
{
	struct session_cache *cache = memory_new(1, sizeof *cache);

	if (cache != NULL)
		pthread_mutex_init(&cache->lock, NULL);
	return cache;
}

void session_cache_free(struct session_cache *cache)
{
	if (cache == NULL)
		return;
	pthread_mutex_destroy(&cache->lock);
	memory_free(cache);
}

static struct place *place_of(struct session_cache *cache, const char *token_hash)
{
	size_t number = 0;

	for (size_t i = 0; i < 4 && token_hash[i] != '\0'; i++)
		number = number * 31 + (unsigned char)token_hash[i];
	return &cache->places[number % PLACES];
}

static const char *take_text(struct arena *arena, const char **at)
{
	const char *text = arena_text(arena, *at);

	*at += strlen(text) + 1;
	return text;
}

static void copy_out(const struct place *place, struct arena *arena, struct session_row *out)
{
	const char *at = place->texts;
	size_t count = place->row.actor.area_count;
	int64_t *areas = arena_array(arena, count + 1, sizeof *areas);

	*out = place->row;
	memcpy(areas, place->areas, count * sizeof *areas);
	out->actor.areas = areas;
	out->actor.username = take_text(arena, &at);
	out->actor.full_name = take_text(arena, &at);
	out->csrf_secret = take_text(arena, &at);
}

bool session_cache_find(struct session_cache *cache, uint64_t generation, const char *token_hash, struct arena *arena,
                        struct session_row *out)
{
	const struct place *place = place_of(cache, token_hash);

	pthread_mutex_lock(&cache->lock);
	bool found = place->generation == generation && strcmp(place->token_hash, token_hash) == 0;
	if (found)
		copy_out(place, arena, out);
	pthread_mutex_unlock(&cache->lock);
	return found;
}

void session_cache_keep(struct session_cache *cache, uint64_t generation, const char *token_hash,
                        const struct session_row *row)
{
	const struct actor *actor = &row->actor;
	struct place new = { .generation = generation, .row = *row };
	int length = snprintf(new.texts, TEXTS, "%s%c%s%c%s", actor->username, 0, actor->full_name, 0, row->csrf_secret);

	if (length >= TEXTS || actor->area_count > AREAS)
		return;
	snprintf(new.token_hash, sizeof new.token_hash, "%s", token_hash);
	if (actor->area_count > 0)
		memcpy(new.areas, actor->areas, actor->area_count * sizeof new.areas[0]);
	pthread_mutex_lock(&cache->lock);
	*place_of(cache, token_hash) = new;
	pthread_mutex_unlock(&cache->lock);
}
