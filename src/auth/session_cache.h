/* Sessions as they were last read, so that a request need not read its own again. An entry is good for one generation
 * of the database (db_generation()). Bounded; safe for threads. */
#ifndef AUTH_SESSION_CACHE_H
#define AUTH_SESSION_CACHE_H

#include "store/admin/session_row.h"

struct session_cache;

struct session_cache *session_cache_new(void); /* NULL when memory is short */
void session_cache_free(struct session_cache *cache); /* accepts NULL */
/* Fills *out with texts in arena; false when there is none of that generation. */
bool session_cache_find(struct session_cache *cache, uint64_t generation, const char *token_hash, struct arena *arena,
                        struct session_row *out);
/* One with very long names or very many areas is not kept. */
void session_cache_keep(struct session_cache *cache, uint64_t generation, const char *token_hash,
                        const struct session_row *row);

#endif
