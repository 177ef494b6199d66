#include "store/tables.h"

enum { FIRST_ROWS = 16 };

void *rows_add(struct rows *rows, struct arena *arena, size_t size)
{
	if (rows->count == rows->room) {
		size_t room = rows->room == 0 ? FIRST_ROWS : rows->room * 2;
		void *items = arena_array(arena, room, size);
		if (rows->count > 0)
			memcpy(items, rows->items, rows->count * size);
		rows->items = items;
		rows->room = room;
	}
	return (char *)rows->items + size * rows->count++;
}
