/* Digests, random bytes and their text, from libsodium. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { HASH_BYTES = 32, HASH_TEXT = 65 };

/* Once, before anything else here; false when the system gives no randomness. */
bool hash_start(void);
/* SHA-256 in lower-case hexadecimal. */
void hash_text(const void *data, size_t length, char out[HASH_TEXT]);
/* SHA-256 over a list of texts, each preceded by its length, so that no two lists give the same bytes.
 * A NULL item is told apart from an empty one. */
void hash_list(const char *const *items, size_t count, char out[HASH_TEXT]);
/* bytes random bytes as lower-case hexadecimal. */
char *hash_random(struct arena *arena, size_t bytes);
/* 32 hex digits that nobody has: the second, and 96 random bits. Those made together stand together in an index, so
 * that a group of them changes one page of it and not one for each. */
const char *hash_unique(struct arena *arena, int64_t seconds);
/* Random bytes into out, which has room for 2 * bytes + 1; bytes at most 64. */
void hash_random_into(char *out, size_t bytes);

/* The bytes that text says in hexadecimal, exactly length of them; false when it says something else. And back, into
 * out of 2 * length + 1. */
bool hash_to_bytes(const char *text, unsigned char *out, size_t length);
void hash_from_bytes(const void *bytes, size_t length, char *out);

/* A running SHA-256 over many pieces. */
struct hash_state { unsigned char opaque[128]; };
void hash_begin(struct hash_state *state);
void hash_add(struct hash_state *state, const void *data, size_t length);
void hash_end(struct hash_state *state, char out[HASH_TEXT]);


/* The version of libsodium. */
const char *hash_library_version(void);

#endif
