#include "auth/seal.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

enum {
	NONCE = crypto_secretbox_NONCEBYTES,
	HEAD = NONCE + crypto_secretbox_MACBYTES,       /* before the text */
	VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING
};

/* Letters of the variant; libsodium 1.0.18 takes some bytes over 127 for letters too. */
static bool is_base64(const char *text)
{
	return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0';
}

static void make_key(const char *cookie, unsigned char key[crypto_secretbox_KEYBYTES])
{
	static const char purpose[] = "mau03 sealed text";
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, crypto_secretbox_KEYBYTES);
	crypto_generichash_update(&state, (const unsigned char *)purpose, sizeof purpose);
	crypto_generichash_update(&state, (const unsigned char *)cookie, strlen(cookie));
	crypto_generichash_final(&state, key, crypto_secretbox_KEYBYTES);
	sodium_memzero(&state, sizeof state);
}

const char *seal_text(struct arena *arena, const char *cookie, const char *text)
{
	unsigned char key[crypto_secretbox_KEYBYTES];
	size_t length = strlen(text), room = sodium_base64_encoded_len(HEAD + length, VARIANT);
	unsigned char *raw = arena_alloc(arena, HEAD + length);

	randombytes_buf(raw, NONCE);
	make_key(cookie, key);
	crypto_secretbox_easy(raw + NONCE, (const unsigned char *)text, length, raw, key);
	sodium_memzero(key, sizeof key);
	return sodium_bin2base64(arena_alloc(arena, room), room, raw, HEAD + length, VARIANT);
}

const char *seal_open(struct arena *arena, const char *cookie, const char *sealed)
{
	unsigned char key[crypto_secretbox_KEYBYTES];
	size_t length, room = strlen(sealed);
	unsigned char *raw = arena_alloc(arena, room + 1);

	if (!is_base64(sealed) || sodium_base642bin(raw, room, sealed, room, NULL, &length, NULL, VARIANT) != 0 ||
	    length < HEAD)
		return NULL;
	char *text = arena_alloc(arena, length - HEAD + 1);
	make_key(cookie, key);
	bool opened = crypto_secretbox_open_easy((unsigned char *)text, raw + NONCE, length - NONCE, raw, key) == 0;
	sodium_memzero(key, sizeof key);
	text[length - HEAD] = '\0';
	return opened ? text : NULL;
}
