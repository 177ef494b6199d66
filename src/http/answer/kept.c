#include "http/answer/kept.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "http/answer/gzip.h"

enum { ANSWERS = 64, PARTS = 24 };

/* Text up to a token (or to the end), and which token follows. */
struct part {
	struct gzip_part packed;
	const char *text;
	size_t token;                   /* KEPT_TOKENS: none, the last part */
};

struct answer {
	_Atomic int holders;            /* the table is one */
	uint64_t generation;
	char *key, *body;
	struct part parts[PARTS];
	size_t part_count;
};

struct kept_answers {
	pthread_mutex_t lock;           /* guards what follows */
	uint64_t uses;
	struct { struct answer *answer; uint64_t used; } places[ANSWERS];
};

static void release(struct answer *answer)
{
	if (answer == NULL || atomic_fetch_sub(&answer->holders, 1) != 1)
		return;
	for (size_t i = 0; i < answer->part_count; i++)
		gzip_part_free(&answer->parts[i].packed);
	memory_free(answer->key);
	memory_free(answer->body);
	memory_free(answer);
}

struct kept_answers *kept_new(void)
{
	struct kept_answers *kept = memory_new(1, sizeof *kept);

	if (kept != NULL)
		pthread_mutex_init(&kept->lock, NULL);
	return kept;
}

void kept_free(struct kept_answers *kept)
{
	if (kept == NULL)
		return;
	for (size_t i = 0; i < ANSWERS; i++)
		release(kept->places[i].answer);
	pthread_mutex_destroy(&kept->lock);
	memory_free(kept);
}

/* ---- sending ---- */

/* The answer, held; NULL when there is none of that generation. */
static struct answer *find(struct kept_answers *kept, const char *key, uint64_t generation)
{
	struct answer *found = NULL;

	pthread_mutex_lock(&kept->lock);
	for (size_t i = 0; i < ANSWERS && found == NULL; i++) {
		struct answer *answer = kept->places[i].answer;
		if (answer == NULL || answer->generation != generation || strcmp(answer->key, key) != 0)
			continue;
		found = answer;
		atomic_fetch_add(&found->holders, 1);
		kept->places[i].used = ++kept->uses;
	}
	pthread_mutex_unlock(&kept->lock);
	return found;
}

static void join_packed(const struct answer *answer, const char *const *tokens, struct buf *body)
{
	struct gzip_join join;

	gzip_join_begin(&join, body);
	for (size_t i = 0; i < answer->part_count; i++) {
		const struct part *part = &answer->parts[i];
		gzip_join_part(&join, &part->packed);
		if (part->token < KEPT_TOKENS)
			gzip_join_text(&join, tokens[part->token], strlen(tokens[part->token]));
	}
	gzip_join_end(&join);
}

static void join_plain(const struct answer *answer, const char *const *tokens, struct buf *body)
{
	for (size_t i = 0; i < answer->part_count; i++) {
		const struct part *part = &answer->parts[i];
		buf_add(body, part->text, part->packed.size);
		if (part->token < KEPT_TOKENS)
			buf_text(body, tokens[part->token]);
	}
}

bool kept_send(struct kept_answers *kept, const char *key, uint64_t generation, const char *const *tokens, size_t count,
               const struct http_request *request, struct http_response *response)
{
	struct answer *answer = kept == NULL || count > KEPT_TOKENS ? NULL : find(kept, key, generation);

	if (answer == NULL)
		return false;
	response->body.length = 0;
	if (gzip_is_accepted(http_request_header(request, "Accept-Encoding"))) {
		join_packed(answer, tokens, &response->body);
		http_add_header(response, "Content-Encoding", "gzip");
		http_add_header(response, "Vary", "Accept-Encoding");
	} else {
		join_plain(answer, tokens, &response->body);
	}
	release(answer);
	return true;
}

/* ---- keeping ---- */

/* The nearest token at or after text; its place, and which in *token. */
static const char *next_token(const char *text, const char *const *tokens, size_t count, size_t *token)
{
	const char *nearest = NULL;

	*token = KEPT_TOKENS;
	for (size_t i = 0; i < count; i++) {
		const char *at = tokens[i][0] == '\0' ? NULL : strstr(text, tokens[i]);
		if (at == NULL || (nearest != NULL && at >= nearest))
			continue;
		nearest = at;
		*token = i;
	}
	return nearest;
}

/* False when memory is short or there are too many tokens. */
static bool cut(struct answer *answer, size_t length, const char *const *tokens, size_t count)
{
	const char *text = answer->body, *end = text + length;

	while (answer->part_count < PARTS) {
		struct part *part = &answer->parts[answer->part_count++];
		const char *at = next_token(text, tokens, count, &part->token);
		part->text = text;
		if (!gzip_part_pack(&part->packed, text, (size_t)((at == NULL ? end : at) - text)))
			return false;
		if (at == NULL)
			return true;
		text = at + strlen(tokens[part->token]);
	}
	return false;
}

static void place(struct kept_answers *kept, struct answer *answer)
{
	struct answer *gone;
	size_t oldest = 0;

	pthread_mutex_lock(&kept->lock);
	for (size_t i = 0; i < ANSWERS; i++) {
		const struct answer *other = kept->places[i].answer;
		if (other != NULL && strcmp(other->key, answer->key) == 0) {
			oldest = i;
			break;
		}
		if (kept->places[i].used < kept->places[oldest].used)
			oldest = i;
	}
	gone = kept->places[oldest].answer;
	kept->places[oldest].answer = answer;
	kept->places[oldest].used = ++kept->uses;
	pthread_mutex_unlock(&kept->lock);
	release(gone);
}

void kept_put(struct kept_answers *kept, const char *key, uint64_t generation, const char *const *tokens, size_t count,
              const struct http_response *response)
{
	const struct buf *body = &response->body;
	struct answer *answer = kept == NULL || count > KEPT_TOKENS || body->full ? NULL : memory_new(1, sizeof *answer);

	if (answer == NULL)
		return;
	answer->holders = 1;
	answer->generation = generation;
	answer->key = memory_copy_text(key);
	answer->body = memory_new(1, body->length + 1);
	if (answer->key == NULL || answer->body == NULL) {
		release(answer);
		return;
	}
	memcpy(answer->body, body->data, body->length);
	if (cut(answer, body->length, tokens, count))
		place(kept, answer);
	else
		release(answer);
}
