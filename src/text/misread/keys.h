/* Keys of the two usual ways of typing Vietnamese, as they stand in a text when no input method was on: Telex
 * ("Nguyeexn Vawn"), VNI ("Nguye64n Va8n"). */
#ifndef TEXT_MISREAD_KEYS_H
#define TEXT_MISREAD_KEYS_H

#include <stddef.h>

#include "base/arena.h"

enum key_method { KEYS_TELEX, KEYS_VNI, KEY_METHOD_COUNT };

/* The word that these keys type, in NFC; NULL when none of them is a key, or one would be a key twice. *keys: how many
 * are. ASCII. */
const char *keys_read(struct arena *arena, const char *word, enum key_method method, size_t *keys);

#endif
