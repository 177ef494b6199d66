/* Tokens against forged POSTs: one secret per session; each page carries it under a fresh mask, so that compression
 * does not leak it. The token of any page is valid for every POST of that session. */
#ifndef AUTH_CSRF_H
#define AUTH_CSRF_H

#include <stdbool.h>

#include "base/arena.h"

/* 64 hexadecimal digits. */
char *csrf_secret_new(struct arena *arena);
/* hex(mask || mask XOR secret): 128 digits. */
char *csrf_token(struct arena *arena, const char *secret);
/* token NULL or of another form: false. */
bool csrf_matches(const char *secret, const char *token);

#endif
