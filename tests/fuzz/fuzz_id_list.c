/* Ids kept as bytes: whatever the bytes are, reading ends; what is read is ascending, and written again it is the same bytes. */
#include "base/memory.h"
#include "store/access/id_list.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 8192 };

static void demand(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int64_t ids[MOST + 1];
	static unsigned char again[MOST];
	struct id_list list;
	size_t count = 0;
	enum id_step step;

	if (size > MOST)
		return 0;
	id_list_begin(&list, data, size);
	while ((step = id_list_next(&list, &ids[count])) == ID_NEXT) {
		demand(ids[count] > (count == 0 ? 0 : ids[count - 1]));
		count++;
	}
	if (step == ID_DAMAGED)
		return 0;
	demand(id_list_sort(ids, count) == count && id_list_size(ids, count) == size);
	id_list_write(ids, count, again);
	demand(size == 0 || memcmp(again, data, size) == 0);
	return 0;
}
