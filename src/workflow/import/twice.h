/* Which things the rows of a file have spoken of so far, so that a second row of one is found. */
#ifndef WORKFLOW_IMPORT_TWICE_H
#define WORKFLOW_IMPORT_TWICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct twice_row {
	unsigned char key[16], said[16]; /* digests: of what it is about, of all that the row says */
	int64_t number;                 /* of the row; 0: a free place */
	bool stored;                    /* the row was no reject */
};

struct twice {
	struct twice_row *rows;
	size_t room, count;
};

/* The place of the first row with that key, which is this one when there was none. Texts are hexadecimal digests.
 * Places are valid until the next call. NULL: no memory. */
struct twice_row *twice_meet(struct twice *twice, const char *key, const char *said, int64_t number);
/* True when the first row said the same. */
bool twice_says(const struct twice_row *first, const char *said);
void twice_free(struct twice *twice);

#endif
