/* The embedded tables of the demo data (src/cli/demo/NAME.tsv): rows of cells under a heading, and lists of weighted
 * words. The tables are the program's own, so a malformed one is a bug and aborts. */
#ifndef CLI_DEMO_DEMO_TABLE_H
#define CLI_DEMO_DEMO_TABLE_H

#include "base/arena.h"
#include "cli/demo/prng.h"

struct demo_table {
	const char *const *cells;       /* rows * columns, never NULL */
	size_t rows, columns;
};

struct demo_table demo_table(struct arena *arena, const char *name, size_t columns);
const char *demo_cell(const struct demo_table *table, size_t row, size_t column);
/* A cell that is a number from 0 to a million. */
uint32_t demo_cell_number(const struct demo_table *table, size_t row, size_t column);

struct demo_words {
	const char *name;
	const char *const *texts;
	const uint32_t *ends;           /* running sums of the weights */
	size_t count;
};

struct demo_book {
	const struct demo_words *lists; /* sorted by name */
	size_t count;
};

/* Reads words.tsv. */
const struct demo_book *demo_book(struct arena *arena);
/* The list of that name, or NULL. */
const struct demo_words *demo_words_find(const struct demo_book *book, const char *name);
/* One word of a list that must be there. */
const char *demo_word(const struct demo_book *book, const char *list, struct prng *prng);

#endif
