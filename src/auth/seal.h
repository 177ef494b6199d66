/* Texts that go to a browser and come back in an address: sealed for the session, so that neither the address, nor who
 * reads it elsewhere, nor another session gives them away. Nothing is remembered: the key is made from the session's
 * cookie, of which the database has the digest alone. Encrypted and authenticated (XSalsa20-Poly1305, libsodium). */
#ifndef AUTH_SEAL_H
#define AUTH_SEAL_H

#include "base/arena.h"

/* Another each time; letters, digits, "-" and "_", a third longer than the text and 54 more. */
const char *seal_text(struct arena *arena, const char *cookie, const char *text);
/* NULL: sealed with another cookie, changed, or no sealed text at all. */
const char *seal_open(struct arena *arena, const char *cookie, const char *sealed);

#endif
