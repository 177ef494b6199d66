/* Prints every statement of the program for tests/postgres/run.mjs, a line each, parts separated by tabs: of a registered one the number of
 * its table in store_tables(), its number in the table and the text; of a composed one its file, which of the file's it is, and the text. */
#include <stdio.h>

#include "cli/open.h"
#include "store/store.h"

static void print_shape(void *arg, const char *file, const char *name, const char *sql)
{
	(void)arg;
	printf("%s\t%s\t%s\n", file, name, sql);
}

int main(void)
{
	struct arena *arena = arena_new(ARENA_REQUEST), *shapes = arena_new(ARENA_REQUEST);
	struct error error = { 0 };
	const struct form *form = form_open(arena, &error);
	size_t count;

	if (form == NULL) {
		fprintf(stderr, "%s\n", error.detail);
		return 1;
	}
	const struct db_statements *tables = store_tables(arena, form, &count);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < tables[i].count; j++)
			printf("%zu\t%zu\t%s\n", i, j, tables[i].items[j].sql);
	}
	store_shapes(shapes, print_shape, NULL);
	arena_free(shapes);
	arena_free(arena);
	return 0;
}
