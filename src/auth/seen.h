/* When sessions were last used. The newest time lives here and goes to the database at most every five minutes.
 * Bounded: sessions share SEEN_SLOTS slots; who loses its slot is written at once. Safe for threads. */
#ifndef AUTH_SEEN_H
#define AUTH_SEEN_H

#include <stddef.h>
#include <stdint.h>

enum { SEEN_SLOTS = 4096, SEEN_EVERY = 5 * 60 };

struct seen;

struct seen_write {
	int64_t session_id, at;
};

struct seen *seen_new(void);            /* NULL when memory is short */
void seen_free(struct seen *seen);      /* accepts NULL */
/* The last use of a session whose row says stored. */
int64_t seen_last(struct seen *seen, int64_t session_id, int64_t stored);
/* Notes a use; fills in what is to be written now and returns how many that are. */
size_t seen_note(struct seen *seen, int64_t session_id, int64_t stored, int64_t now, struct seen_write writes[2]);

#endif
