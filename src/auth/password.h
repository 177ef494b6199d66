/* Passwords: Argon2id (libsodium, INTERACTIVE: 64 MiB, about 35 ms). A gate lets two hashes run at once and sixteen
 * wait, so that a flood of logins does not eat the memory. */
#ifndef AUTH_PASSWORD_H
#define AUTH_PASSWORD_H

#include <stdbool.h>

#include "base/error.h"

enum { PASSWORD_TEXT = 128, PASSWORD_MIN = 8, PASSWORD_MAX = 200, PASSWORD_AT_ONCE = 2, PASSWORD_WAITING = 16 };

struct password_gate;

/* NULL when memory is short. */
struct password_gate *password_gate_new(void);
void password_gate_free(struct password_gate *gate);    /* accepts NULL */

/* True for valid UTF-8 of PASSWORD_MIN to PASSWORD_MAX characters. */
bool password_is_acceptable(const char *password);
/* gate NULL: a command, which hashes alone. ERR_UNAVAILABLE when too many wait, or memory is short. */
enum err password_hash(struct password_gate *gate, const char *password, char out[PASSWORD_TEXT], struct error *error);
/* ERR_OK, ERR_UNAUTHENTICATED, or ERR_UNAVAILABLE as above. hash NULL (no such user) takes as long and is never
 * right. *rehash: the hash was made with other parameters than today's. */
enum err password_verify(struct password_gate *gate, const char *hash, const char *password, bool *rehash,
                         struct error *error);

#endif
