#include "base/hash.h"

#include <sodium.h>
#include <stdint.h>

enum { UNIQUE_BYTES = 12 };

_Static_assert(sizeof(struct hash_state) >= sizeof(crypto_hash_sha256_state), "room for libsodium's state");

bool hash_start(void)
{
	return sodium_init() >= 0;
}

void hash_begin(struct hash_state *state)
{
	crypto_hash_sha256_init((crypto_hash_sha256_state *)(void *)state);
}

void hash_add(struct hash_state *state, const void *data, size_t length)
{
	crypto_hash_sha256_update((crypto_hash_sha256_state *)(void *)state, data, length);
}

void hash_end(struct hash_state *state, char out[HASH_TEXT])
{
	unsigned char digest[HASH_BYTES];

	crypto_hash_sha256_final((crypto_hash_sha256_state *)(void *)state, digest);
	sodium_bin2hex(out, HASH_TEXT, digest, sizeof digest);
}

void hash_text(const void *data, size_t length, char out[HASH_TEXT])
{
	struct hash_state state;

	hash_begin(&state);
	hash_add(&state, data, length);
	hash_end(&state, out);
}

void hash_list(const char *const *items, size_t count, char out[HASH_TEXT])
{
	struct hash_state state;

	hash_begin(&state);
	for (size_t i = 0; i < count; i++) {
		uint64_t length = items[i] == NULL ? UINT64_MAX : strlen(items[i]);
		hash_add(&state, &length, sizeof length);
		if (items[i] != NULL)
			hash_add(&state, items[i], (size_t)length);
	}
	hash_end(&state, out);
}

void hash_random_into(char *out, size_t bytes)
{
	unsigned char raw[64];

	randombytes_buf(raw, bytes);
	sodium_bin2hex(out, 2 * bytes + 1, raw, bytes);
}

char *hash_random(struct arena *arena, size_t bytes)
{
	char *text = arena_alloc(arena, 2 * bytes + 1);

	hash_random_into(text, bytes);
	return text;
}

bool hash_to_bytes(const char *text, unsigned char *out, size_t length)
{
	size_t read;

	return strlen(text) == 2 * length && sodium_hex2bin(out, length, text, 2 * length, NULL, &read, NULL) == 0 &&
	       read == length;
}

void hash_from_bytes(const void *bytes, size_t length, char *out)
{
	sodium_bin2hex(out, 2 * length + 1, bytes, length);
}

const char *hash_unique(struct arena *arena, int64_t seconds)
{
	char random[2 * UNIQUE_BYTES + 1];

	hash_random_into(random, UNIQUE_BYTES);
	return arena_print(arena, "%08llx%s", (unsigned long long)seconds & 0xffffffff, random);
}

const char *hash_library_version(void)
{
	return sodium_version_string();
}
