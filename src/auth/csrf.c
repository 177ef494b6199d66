#include "auth/csrf.h"

#include <sodium.h>

#include "base/hash.h"

enum { BYTES = 32 };

char *csrf_secret_new(struct arena *arena)
{
	return hash_random(arena, BYTES);
}

static bool read_hex(const char *text, unsigned char *out, size_t bytes)
{
	size_t length;

	return strlen(text) == 2 * bytes && sodium_hex2bin(out, bytes, text, 2 * bytes, NULL, &length, NULL) == 0 &&
	       length == bytes;
}

char *csrf_token(struct arena *arena, const char *secret)
{
	unsigned char raw[BYTES], both[2 * BYTES];
	char *token = arena_alloc(arena, 2 * sizeof both + 1);

	if (!read_hex(secret, raw, BYTES))
		return token;
	randombytes_buf(both, BYTES);
	for (size_t i = 0; i < BYTES; i++)
		both[BYTES + i] = both[i] ^ raw[i];
	return sodium_bin2hex(token, 2 * sizeof both + 1, both, sizeof both);
}

bool csrf_matches(const char *secret, const char *token)
{
	unsigned char raw[BYTES], both[2 * BYTES];

	if (token == NULL || !read_hex(secret, raw, BYTES) || !read_hex(token, both, sizeof both))
		return false;
	for (size_t i = 0; i < BYTES; i++)
		both[BYTES + i] ^= both[i];
	return sodium_memcmp(raw, both + BYTES, BYTES) == 0;
}
