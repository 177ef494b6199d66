#include "workflow/import/twice.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

enum { FIRST_ROOM = 1024 };

/* The first half of a digest of 64 hexadecimal digits. */
static void shorten(const char *digest, unsigned char out[16])
{
	char half[33];

	memcpy(half, digest, 32);
	half[32] = '\0';
	hash_to_bytes(half, out, 16);
}

static struct twice_row *place(struct twice *twice, const unsigned char key[16])
{
	uint64_t hash;

	memcpy(&hash, key, sizeof hash);
	for (size_t at = hash & (twice->room - 1);; at = (at + 1) & (twice->room - 1)) {
		struct twice_row *row = &twice->rows[at];
		if (row->number == 0 || memcmp(row->key, key, 16) == 0)
			return row;
	}
}

/* At most half of the places are taken. */
static bool grow(struct twice *twice)
{
	struct twice larger = { .room = twice->room == 0 ? FIRST_ROOM : twice->room * 2, .count = twice->count };

	if (twice->count * 2 < twice->room)
		return true;
	larger.rows = memory_new(larger.room, sizeof *larger.rows);
	if (larger.rows == NULL)
		return false;
	for (size_t i = 0; i < twice->room; i++) {
		if (twice->rows[i].number != 0)
			*place(&larger, twice->rows[i].key) = twice->rows[i];
	}
	memory_free(twice->rows);
	*twice = larger;
	return true;
}

struct twice_row *twice_meet(struct twice *twice, const char *key, const char *said, int64_t number)
{
	unsigned char bytes[16];

	if (!grow(twice))
		return NULL;
	shorten(key, bytes);
	struct twice_row *row = place(twice, bytes);
	if (row->number != 0)
		return row;
	memcpy(row->key, bytes, sizeof bytes);
	shorten(said, row->said);
	row->number = number;
	twice->count++;
	return row;
}

bool twice_says(const struct twice_row *first, const char *said)
{
	unsigned char bytes[16];

	shorten(said, bytes);
	return memcmp(first->said, bytes, sizeof bytes) == 0;
}

void twice_free(struct twice *twice)
{
	memory_free(twice->rows);
	*twice = (struct twice){ 0 };
}
