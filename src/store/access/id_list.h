/* Ids as one value of a row: ascending, each as its distance from the one before (the first from 0), seven bits a byte,
 * the lowest first, the high bit saying that more follow. One list has one form: what is read and written again gives
 * the same bytes. */
#ifndef STORE_ACCESS_ID_LIST_H
#define STORE_ACCESS_ID_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Puts ids in ascending order and drops what is there twice, in place; how many are left. */
size_t id_list_sort(int64_t *ids, size_t count);
/* Bytes that id_list_write() needs. ids ascending, none twice, all above 0, here and there. */
size_t id_list_size(const int64_t *ids, size_t count);
void id_list_write(const int64_t *ids, size_t count, unsigned char *out);

/* A place in such a value. */
struct id_list {
	const unsigned char *at, *end;
	int64_t last;
};

enum id_step { ID_NEXT, ID_END, ID_DAMAGED };

/* bytes must live as long as it is read; NULL with length 0 is an empty list. */
void id_list_begin(struct id_list *list, const void *bytes, size_t length);
/* The next id, above the one before. ID_DAMAGED for bytes that id_list_write() never wrote, then and from then on. */
enum id_step id_list_next(struct id_list *list, int64_t *id);
/* Looks an id up in such a value: ID_NEXT where it is, ID_END where it is not, ID_DAMAGED as above. */
enum id_step id_list_find(const void *bytes, size_t length, int64_t id);

#endif
