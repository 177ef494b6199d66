/* What the two append-only tables share, the history and the views: each row carries a hash over itself and the hash of
 * the row before, and ids follow one another without a gap. The head is read inside the task's own savepoint, never
 * kept. Hashed is text, kept is what is short: a time as seconds, a hash as its bytes. */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

#include "base/clock.h"
#include "base/hash.h"
#include "db/db.h"

enum { CHAIN_NUMBER = 24 };

/* A number as hashed text; NULL for 0, which stands for NULL in the row. */
const char *chain_number(char out[CHAIN_NUMBER], int64_t value);
/* Binds an id, 0 as NULL. */
void chain_bind(struct db_row *row, const char *name, int64_t id);
/* Binds the bytes of a hash or a salt; NULL as NULL. They lie in bytes until the last step. */
void chain_bind_hash(struct db_row *row, const char *name, const char *text, unsigned char bytes[HASH_BYTES]);
/* The text of such bytes; NULL for NULL, and for more than a hash has. */
const char *chain_hash(struct db_row *row, int column, char out[HASH_TEXT]);
/* The last row, from a statement that gives its id and hash: the id, and the hash copied; 0 and "" when there is
 * none. */
int64_t chain_head(struct db *db, const struct db_statement *statement, char hash[HASH_TEXT]);
/* Goes over all rows in order; holds() checks one against the hash before it, which it replaces by the row's own.
 * ERR_INTERNAL naming the first that does not hold; else the hash of the last. */
typedef bool chain_holds(struct db_row *row, int64_t expected_id, char previous[HASH_TEXT]);
enum err chain_verify(struct db *db, const struct db_statement *statement, const char *name, chain_holds *holds,
                      char head[HASH_TEXT], struct error *error);

#endif
