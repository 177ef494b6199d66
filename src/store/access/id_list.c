#include "store/access/id_list.h"

#include <stdlib.h>

enum { BITS = 7, MORE = 1 << BITS, LAST_SHIFT = 8 * BITS };     /* nine bytes hold 63 bits, any id */

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

size_t id_list_sort(int64_t *ids, size_t count)
{
	size_t kept = count > 0;

	if (count > 1)
		qsort(ids, count, sizeof *ids, compare);
	for (size_t i = 1; i < count; i++) {
		if (ids[i] != ids[kept - 1])
			ids[kept++] = ids[i];
	}
	return kept;
}

size_t id_list_size(const int64_t *ids, size_t count)
{
	size_t size = 0;

	for (size_t i = 0; i < count; i++) {
		uint64_t distance = (uint64_t)(ids[i] - (i == 0 ? 0 : ids[i - 1]));
		for (size++; distance >= MORE; distance >>= BITS)
			size++;
	}
	return size;
}

void id_list_write(const int64_t *ids, size_t count, unsigned char *out)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t distance = (uint64_t)(ids[i] - (i == 0 ? 0 : ids[i - 1]));
		for (; distance >= MORE; distance >>= BITS)
			*out++ = (unsigned char)(distance | MORE);
		*out++ = (unsigned char)distance;
	}
}

void id_list_begin(struct id_list *list, const void *bytes, size_t length)
{
	list->at = bytes;
	list->end = length == 0 ? list->at : list->at + length;
	list->last = 0;
}

/* A distance written as short as can be, above 0; 0 for anything else. */
static int64_t read_distance(struct id_list *list)
{
	int64_t distance = 0;

	for (int shift = 0; shift <= LAST_SHIFT && list->at < list->end; shift += BITS) {
		unsigned char byte = *list->at++;
		distance |= (int64_t)(byte & (MORE - 1)) << shift;
		if ((byte & MORE) == 0)
			return byte == 0 ? 0 : distance;
	}
	return 0;
}

enum id_step id_list_next(struct id_list *list, int64_t *id)
{
	if (list->at == list->end)
		return list->last < 0 ? ID_DAMAGED : ID_END;
	int64_t distance = list->last < 0 ? 0 : read_distance(list);
	if (distance == 0 || distance > INT64_MAX - list->last) {
		list->last = -1;
		return ID_DAMAGED;
	}
	*id = list->last += distance;
	return ID_NEXT;
}

enum id_step id_list_find(const void *bytes, size_t length, int64_t id)
{
	struct id_list list;
	int64_t one = 0;
	enum id_step step;

	id_list_begin(&list, bytes, length);
	do {
		step = id_list_next(&list, &one);
	} while (step == ID_NEXT && one < id);
	return step == ID_NEXT && one != id ? ID_END : step;
}
